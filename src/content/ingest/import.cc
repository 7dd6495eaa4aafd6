#include "content/ingest/import.h"

#include <algorithm>
#include <unordered_map>
#include <unordered_set>

#include "base/text.h"
#include "base/url.h"
#include "store/feeds.h"
#include "store/titles.h"

namespace newsstand::ingest {
namespace {

// Whether a title found by its slug is the one that is imported. The catalogue's slugs are chosen; those of other lists
// are made from names, and names repeat.
enum class SameTitle { kBySlug, kBySlugAndHome };

// The id of the title, stored now if it is not known.
Result<TitleId> TitleIdFor(store::Transaction& transaction, Title title, SameTitle rule, ImportReport& report) {
  const std::string wanted = title.slug;
  for (int number = 1;; ++number) {
    if (number > 1) title.slug = wanted + "-" + std::to_string(number);
    auto known = store::FindTitleBySlug(transaction, title.slug);
    if (!known) return Fail(known.error());
    if (!*known) break;
    if (rule == SameTitle::kBySlug || CanonicalUrlKey((*known)->home) == CanonicalUrlKey(title.home)) {
      ++report.titles_known;
      return (*known)->id;
    }
  }
  ++report.titles_new;
  return store::SaveTitle(transaction, title);
}

// The addresses that were new, in whichever order.
using NewFeeds = std::unordered_set<std::string>;

Status ImportTitle(store::Transaction& transaction, const source::TitleFeeds& entry, SameTitle rule, Timestamp now,
                   ImportReport& report, NewFeeds& added) {
  std::vector<Feed> fresh;
  for (const Feed& given : entry.feeds) {
    auto known = store::FindFeedByUrl(transaction, given.url);
    if (!known) return Fail(known.error());
    if (*known) ++report.feeds_known;
    else fresh.push_back(given);
  }
  if (fresh.empty() && rule == SameTitle::kBySlugAndHome) return {};  // all its feeds are some title's already
  auto id = TitleIdFor(transaction, entry.title, rule, report);
  if (!id) return Fail(id.error());
  for (Feed& feed : fresh) {
    feed.title = *id;
    feed.next_fetch = now;
    auto saved = store::SaveFeed(transaction, feed);
    if (!saved) return Fail(saved.error());
    ++report.feeds_new;
    added.insert(feed.url);
  }
  return {};
}

Result<ImportReport> ImportAll(store::Database& database, const std::vector<source::TitleFeeds>& titles, SameTitle rule,
                               Timestamp now, NewFeeds& added) {
  ImportReport report;
  const Status written = database.Write([&](store::Transaction& transaction) -> Status {
    report = {};
    added.clear();
    for (const source::TitleFeeds& entry : titles) {
      if (Status status = ImportTitle(transaction, entry, rule, now, report, added); !status) return status;
    }
    return {};
  });
  if (!written) return Fail(written.error());
  return report;
}

std::string HomeOf(const source::OpmlFeed& feed) {
  if (!feed.html_url.empty()) return feed.html_url;
  const auto url = ParseUrl(feed.xml_url);
  return url ? url->origin() + "/" : "";
}

// Feeds of one home page under one title, in the order of the list.
std::vector<source::TitleFeeds> GroupByHome(const source::OpmlDocument& document) {
  std::vector<source::TitleFeeds> titles;
  std::unordered_map<std::string, size_t> by_home;
  for (const source::OpmlFeed& given : document.feeds) {
    Feed feed;
    feed.url = given.xml_url;
    feed.section = given.section;
    // Only a home page that the list names makes two feeds one title: hosts are shared by strangers.
    const std::string key = given.html_url.empty() ? given.xml_url : CanonicalUrlKey(given.html_url);
    const auto [place, fresh] = by_home.emplace(key, titles.size());
    if (fresh) {
      Title title;
      title.name = given.title;
      title.home = HomeOf(given);
      title.slug = Slugify(given.title);
      if (title.slug.empty()) title.slug = "title";
      title.rights = Rights::kExcerpt;
      titles.push_back({std::move(title), {}});
    }
    source::TitleFeeds& entry = titles[place->second];
    entry.feeds.push_back(std::move(feed));
    auto& sections = entry.title.sections;
    if (!given.section.empty() && std::find(sections.begin(), sections.end(), given.section) == sections.end()) {
      sections.push_back(given.section);
    }
  }
  return titles;
}

ImportLine::Outcome OutcomeOf(source::OpmlProblem problem) {
  switch (problem) {
    case source::OpmlProblem::kNoAddress: return ImportLine::Outcome::kNoAddress;
    case source::OpmlProblem::kBadAddress: return ImportLine::Outcome::kBadAddress;
    case source::OpmlProblem::kRepeated: return ImportLine::Outcome::kRepeated;
    case source::OpmlProblem::kTooMany: return ImportLine::Outcome::kTooMany;
  }
  return ImportLine::Outcome::kNoAddress;
}

std::vector<ImportLine> LinesOf(const source::OpmlDocument& document, const NewFeeds& added) {
  std::vector<ImportLine> lines;
  for (const source::OpmlFeed& feed : document.feeds) {
    const bool fresh = added.contains(feed.xml_url);
    lines.push_back({feed.line, feed.title, feed.xml_url, fresh ? ImportLine::Outcome::kAdded : ImportLine::Outcome::kKnown,
                     "“" + Ellipsize(feed.title, 80) + (fresh ? "” was added." : "” is followed already.")});
  }
  for (const source::OpmlReport& skipped : document.skipped) {
    lines.push_back({skipped.line, skipped.name, skipped.address, OutcomeOf(skipped.problem), skipped.sentence});
  }
  std::stable_sort(lines.begin(), lines.end(), [](const ImportLine& a, const ImportLine& b) { return a.line < b.line; });
  return lines;
}

}  // namespace

Result<ImportReport> ImportCatalogue(store::Database& database, const source::Catalogue& catalogue, Timestamp now) {
  NewFeeds added;
  return ImportAll(database, catalogue.titles, SameTitle::kBySlug, now, added);
}

Result<ImportReport> ImportOpml(store::Database& database, const source::OpmlDocument& document, Timestamp now) {
  NewFeeds added;
  auto report = ImportAll(database, GroupByHome(document), SameTitle::kBySlugAndHome, now, added);
  if (report) report->lines = LinesOf(document, added);
  return report;
}

std::string_view OutcomeName(ImportLine::Outcome outcome) {
  switch (outcome) {
    case ImportLine::Outcome::kAdded: return "added";
    case ImportLine::Outcome::kKnown: return "already there";
    case ImportLine::Outcome::kNoAddress: return "no address";
    case ImportLine::Outcome::kBadAddress: return "no web address";
    case ImportLine::Outcome::kRepeated: return "repeated";
    case ImportLine::Outcome::kTooMany: return "left out";
  }
  return "";
}

}  // namespace newsstand::ingest
