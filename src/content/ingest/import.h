// Titles and feeds into the store: from the catalogue, from a list of feeds, from one address.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "base/time.h"
#include "content/source/catalogue.h"
#include "content/source/opml.h"
#include "net/http_client.h"
#include "store/database.h"

namespace newsstand::ingest {

// What became of one line of a list.
struct ImportLine {
  enum class Outcome { kAdded, kKnown, kNoAddress, kBadAddress, kRepeated, kTooMany };
  size_t line = 0;
  std::string name, url;  // "" where the list has none
  Outcome outcome = Outcome::kAdded;
  std::string sentence;   // for people
};
std::string_view OutcomeName(ImportLine::Outcome outcome);  // "added", "already there", "no address", …

struct ImportReport {
  int titles_new = 0, titles_known = 0, feeds_new = 0, feeds_known = 0;
  std::vector<ImportLine> lines;  // of a list of feeds: every outline that is a feed or was meant as one, by line
};

// Adds the titles whose slug is not known and the feeds whose address is not; what is there already stays as it is, with
// everything an operator changed. New feeds are due at once. One durable write.
Result<ImportReport> ImportCatalogue(store::Database& database, const source::Catalogue& catalogue, Timestamp now);

// The same for a list of feeds. Feeds that name one home page are one title; a name that another title has already gets
// a number in its slug. Feeds whose address is known are left where they are.
Result<ImportReport> ImportOpml(store::Database& database, const source::OpmlDocument& document, Timestamp now);

// A title by the address of any of its pages or feeds: its feed is found, read once and stored.
struct AddedTitle {
  Title title;
  Feed feed;
  int items = 0;
  bool known = false;  // the feed was there already: nothing was stored
};
// kInvalid when `address` is no web address or nothing there leads to a feed; the errors of fetching otherwise.
Result<AddedTitle> AddTitle(store::Database& database, net::HttpClient& client, const std::string& address, Timestamp now);

}  // namespace newsstand::ingest
