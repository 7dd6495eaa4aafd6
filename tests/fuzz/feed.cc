// Feeds of every format. The header's content type is chosen by the input, so that all encodings are met.
#include <array>
#include <boost/json.hpp>
#include <string>

#include "base/limits.h"
#include "content/parse/feed_json.h"
#include "content/parse/parse_feed.h"
#include "content/sanitize/sanitize.h"
#include "content/sanitize/test_policy.h"
#include "fuzz/fuzz.h"

using namespace newsstand;
using namespace newsstand::fuzz;

namespace {

void RequireSafe(const std::string& html) {
  const std::string fault = sanitize::FaultOf(html);
  Require(fault.empty(), fault.c_str());
  Require(sanitize::SanitizeHtml(html) == html, "sanitising again changes nothing");
}

void RequireWebAddress(const std::string& url) {
  Require(url.empty() || url.starts_with("https://") || url.starts_with("http://"), "an address is of the web");
}

}  // namespace

FUZZ_TARGET(feed) {
  static constexpr std::array<const char*, 4> kTypes = {"", "application/rss+xml; charset=iso-8859-1",
                                                        "application/feed+json", "text/xml; charset=utf-16"};
  const auto feed = parse::ParseFeed({bytes, kTypes[bytes.size() % kTypes.size()], "https://paper.test/feed.xml"});
  if (!feed.ok()) {
    RequireUtf8(feed.error().message, "the refusal is valid UTF-8");
    return;
  }
  Require(feed->items.size() <= limits::kFeedItems, "items are bounded");
  for (const ParsedItem& item : feed->items) {
    RequireSafe(item.summary_html);
    RequireSafe(item.content_html);
    RequireWebAddress(item.url);
    RequireWebAddress(item.comments_url);
    for (const ParsedImage& image : item.images) RequireWebAddress(image.url);
    for (const ParsedEnclosure& enclosure : item.enclosures) RequireWebAddress(enclosure.url);
  }
  const std::string json = parse::FeedToJson(*feed);
  RequireUtf8(json, "the answer is valid UTF-8");
  boost::system::error_code error;
  (void)boost::json::parse(json, error);
  Require(!error, "the answer is JSON");
}
