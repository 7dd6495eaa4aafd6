// What a reader keeps: what was saved and read, what is not wanted, what is followed; and how text is set.
//
// There are no accounts yet, so the device keeps it, in cookies that this file alone reads and writes: an account's shelf
// will come from the store in their place, and forms, pages and scripts stay as they are.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/time.h"
#include "content/edition/edition.h"
#include "serve/http/request.h"
#include "serve/http/response.h"
#include "serve/web/site_parts.h"

namespace newsstand::web {

enum class ShelfList { kSaved, kHistory, kHidden, kFollowing };

struct ShelfEntry {
  // "12": an article of kSaved and kHistory. "a:12", "t:slug": an article or a title of kHidden. "title:slug",
  // "topic:slug", "entity:slug": of kFollowing.
  std::string key;
  Timestamp at;  // of kHistory alone, to the hour
  friend bool operator==(const ShelfEntry&, const ShelfEntry&) = default;
};
using Shelf = std::vector<ShelfEntry>;  // newest first, no key twice

inline constexpr size_t kSavedMost = 100, kHistoryMost = 100, kHiddenMost = 60, kFollowingMost = 100;

// "saved": of the page, of its texts, of its cookie.
std::string_view ShelfName(ShelfList list);
inline std::string ShelfPath(ShelfList list) { return "/" + std::string(ShelfName(list)); }
// Letters, digits and dashes, in any script.
bool IsSlug(std::string_view text);

// What the request brings; what is malformed in it is left out.
Shelf ReadShelf(const http::Request& request, ShelfList list);
// Puts `entry` first. False when the list is full: of kSaved and kFollowing nothing is dropped unasked; the other two let
// the oldest go.
bool AddTo(Shelf& shelf, ShelfList list, ShelfEntry entry);
bool RemoveFrom(Shelf& shelf, std::string_view key);  // false when it was not there
bool Holds(const Shelf& shelf, std::string_view key);
// Has the device keep it.
void WriteShelf(http::Response& response, const SiteParts& parts, ShelfList list, const Shelf& shelf);

// The cookie of what is not wanted, in one spelling: the variant of a page. "" when there is nothing of the kind.
std::string HiddenOf(const http::Request& request);
// The same as the edition asks for it.
edition::Unwanted UnwantedOf(const edition::Edition& edition, const std::string& hidden);

// "size.spacing.density"; what is malformed is as usual.
Look ParseLook(std::string_view text);
std::string LookText(const Look& look);  // "" when all is as usual

// A cookie for a year, "" as value takes it back.
std::string CookieFor(const SiteParts& parts, std::string_view name, std::string_view value, std::string_view path);

}  // namespace newsstand::web
