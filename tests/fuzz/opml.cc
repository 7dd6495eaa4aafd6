// OPML: reading never fails for what is OPML, and what we write is read as the same list.
#include "content/source/opml.h"

#include <string>
#include <vector>

#include "base/limits.h"
#include "fuzz/fuzz.h"

using namespace newsstand;
using namespace newsstand::fuzz;

FUZZ_TARGET(opml) {
  const auto list = source::ReadOpml(bytes);
  if (!list.ok()) return RequireUtf8(list.error().message, "the refusal is valid UTF-8");
  Require(list->feeds.size() <= limits::kOpmlOutlines, "outlines are bounded");
  std::vector<source::TitleFeeds> titles;
  for (const source::OpmlFeed& feed : list->feeds) {
    Require(feed.xml_url.starts_with("https://") || feed.xml_url.starts_with("http://"),
            "a feed has an address of the web");
    Require(!feed.title.empty() && feed.line >= 1, "a feed has a name and a line");
    RequireUtf8(feed.title, "a name is valid UTF-8");
    source::TitleFeeds title;
    title.title.name = feed.title;
    title.feeds.emplace_back();
    title.feeds.back().url = feed.xml_url;
    titles.push_back(std::move(title));
  }
  for (const source::OpmlReport& report : list->skipped) RequireUtf8(report.sentence, "a report is valid UTF-8");
  const auto again = source::ReadOpml(source::WriteOpml(list->title, titles));
  Require(again.ok(), "what we write is OPML");
  Require(again->feeds.size() == list->feeds.size(), "the list we write has the same feeds");
}
