#include "serve/web/shelf.h"

#include <fmt/core.h>

#include <algorithm>
#include <charconv>

#include "base/text.h"
#include "serve/web/serving.h"

namespace newsstand::web {
namespace {

// Browsers keep 4,096 bytes of a cookie, its name and attributes included.
constexpr size_t kCookieBytes = 3'800;
constexpr size_t kSlugBytes = 120;

struct ListInfo {
  const char* name;
  bool everywhere;  // every page depends on it
  size_t most;
  bool drops_oldest;
};
const ListInfo& InfoOf(ShelfList list) {
  static constexpr ListInfo kInfos[] = {{"saved", false, kSavedMost, false},
                                        {"history", false, kHistoryMost, true},
                                        {"hidden", true, kHiddenMost, true},
                                        {"following", false, kFollowingMost, false}};
  return kInfos[static_cast<int>(list)];
}

std::string Base36(int64_t number) {
  char text[16];
  const auto [end, error] = std::to_chars(text, text + sizeof text, number, 36);
  return {text, end};
}

// 0 for what is none.
int64_t ParseBase36(std::string_view text) {
  int64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number, 36);
  return error == std::errc() && end == text.data() + text.size() && number > 0 ? number : 0;
}

// In a cookie: an article is its number in base 36, "." and the hour behind it in the history, "a" before it among the
// hidden; a slug has the first letter of its kind before it, "c" for a topic, since "t" is a title. "~" parts entries.
std::string Written(const ShelfEntry& entry, ShelfList list) {
  if (list == ShelfList::kSaved || list == ShelfList::kHistory) {
    const int64_t id = IdIn(entry.key);
    const int64_t hour = ToUnixSeconds(entry.at) / 3600;
    return list == ShelfList::kSaved ? Base36(id) : Base36(id) + "." + Base36(hour);
  }
  const size_t colon = entry.key.find(':');
  const std::string_view kind = std::string_view(entry.key).substr(0, colon), rest = std::string_view(entry.key).substr(colon + 1);
  if (kind == "a") return "a" + Base36(IdIn(rest));
  return (kind == "topic" ? "c" : std::string(kind.substr(0, 1))) + PercentEncode(rest);
}

// Key "" for what is malformed.
ShelfEntry Parsed(std::string_view text, ShelfList list) {
  if (text.empty()) return {};
  if (list == ShelfList::kSaved || list == ShelfList::kHistory) {
    const size_t dot = list == ShelfList::kHistory ? text.find('.') : std::string_view::npos;
    const int64_t id = ParseBase36(text.substr(0, dot));
    const int64_t hour = dot == std::string_view::npos ? 0 : ParseBase36(text.substr(dot + 1));
    // Hours of this century and the next: what else is a clock gone wrong or somebody's hand.
    if (id == 0 || hour > 2'000'000 || (list == ShelfList::kHistory && hour == 0)) return {};
    return {std::to_string(id), FromUnixMillis(hour * 3'600'000)};
  }
  const std::string rest = PercentDecode(text.substr(1));
  if (list == ShelfList::kHidden && text[0] == 'a') {
    const int64_t id = ParseBase36(rest);
    return id == 0 ? ShelfEntry{} : ShelfEntry{"a:" + std::to_string(id), {}};
  }
  if (!IsSlug(rest)) return {};
  if (list == ShelfList::kHidden) return text[0] == 't' ? ShelfEntry{"t:" + rest, {}} : ShelfEntry{};
  const char* kind = text[0] == 't' ? "title:" : text[0] == 'c' ? "topic:" : text[0] == 'e' ? "entity:" : nullptr;
  return kind == nullptr ? ShelfEntry{} : ShelfEntry{kind + rest, {}};
}

std::string Written(const Shelf& shelf, ShelfList list) {
  std::string text;
  for (const ShelfEntry& entry : shelf) (text += text.empty() ? "" : "~") += Written(entry, list);
  return text;
}

Shelf Parse(std::string_view cookie, ShelfList list) {
  Shelf shelf;
  for (const std::string_view part : Split(cookie, '~')) {
    if (shelf.size() == InfoOf(list).most) break;
    ShelfEntry entry = Parsed(part, list);
    if (!entry.key.empty() && !Holds(shelf, entry.key)) shelf.push_back(std::move(entry));
  }
  return shelf;
}

}  // namespace

std::string_view ShelfName(ShelfList list) { return InfoOf(list).name; }

bool IsSlug(std::string_view text) {
  return !text.empty() && text.size() <= kSlugBytes && IsValidUtf8(text) && std::all_of(text.begin(), text.end(), [](unsigned char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_' || c >= 0x80;
  });
}

Shelf ReadShelf(const http::Request& request, ShelfList list) { return Parse(request.Cookie(ShelfName(list)), list); }

bool AddTo(Shelf& shelf, ShelfList list, ShelfEntry entry) {
  RemoveFrom(shelf, entry.key);
  const ListInfo& info = InfoOf(list);
  shelf.insert(shelf.begin(), std::move(entry));
  while (shelf.size() > info.most || Written(shelf, list).size() > kCookieBytes) {
    if (info.drops_oldest) {
      shelf.pop_back();
    } else {
      shelf.erase(shelf.begin());
      return false;
    }
  }
  return true;
}

bool RemoveFrom(Shelf& shelf, std::string_view key) {
  return std::erase_if(shelf, [&](const ShelfEntry& entry) { return entry.key == key; }) > 0;
}

bool Holds(const Shelf& shelf, std::string_view key) {
  return std::any_of(shelf.begin(), shelf.end(), [&](const ShelfEntry& entry) { return entry.key == key; });
}

std::string CookieFor(const SiteParts& parts, std::string_view name, std::string_view value, std::string_view path) {
  const bool secure = parts.options.base_url.starts_with("https://");
  return fmt::format("{}={}; Path={}; Max-Age={}; SameSite=Lax{}", name, value, path, value.empty() ? 0 : 31'536'000, secure ? "; Secure" : "");
}

void WriteShelf(http::Response& response, const SiteParts& parts, ShelfList list, const Shelf& shelf) {
  response.Set("Set-Cookie", CookieFor(parts, ShelfName(list), Written(shelf, list), InfoOf(list).everywhere ? "/" : ShelfPath(list)));
}

std::string HiddenOf(const http::Request& request) {
  const std::string_view cookie = request.Cookie(ShelfName(ShelfList::kHidden));
  return cookie.empty() ? "" : Written(Parse(cookie, ShelfList::kHidden), ShelfList::kHidden);
}

edition::Unwanted UnwantedOf(const edition::Edition& edition, const std::string& hidden) {
  edition::Unwanted unwanted;
  for (const ShelfEntry& entry : Parse(hidden, ShelfList::kHidden)) {
    const std::string_view rest = std::string_view(entry.key).substr(2);
    if (entry.key[0] == 't') {
      unwanted.titles.insert(std::string(rest));
      continue;
    }
    const int64_t id = IdIn(rest);
    unwanted.articles.insert(id);
    if (const edition::Place* place = edition.PlaceOf(ArticleId{id}); place != nullptr && place->story) unwanted.stories.insert(place->story.value);
    if (const edition::CardPtr card = edition.Find(ArticleId{id}); card && !card->topics.empty()) ++unwanted.topics[card->topics.front()];
  }
  return unwanted;
}

Look ParseLook(std::string_view text) {
  const std::vector<std::string_view> parts = Split(text, '.');
  if (parts.size() != 3) return {};
  int numbers[3] = {};
  constexpr int kMost[3] = {6, 2, 1};
  for (int i = 0; i < 3; ++i) {
    if (parts[i].size() != 1 || parts[i][0] < '0' || parts[i][0] > '0' + kMost[i]) return {};
    numbers[i] = parts[i][0] - '0';
  }
  return {numbers[0], numbers[1], numbers[2]};
}

std::string LookText(const Look& look) {
  return look == Look{} ? "" : fmt::format("{}.{}.{}", look.size, look.spacing, look.density);
}

}  // namespace newsstand::web
