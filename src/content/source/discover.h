// What a page says about the title behind it: where its feeds are, what it is called. Pure and thread-safe.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace newsstand::source {

enum class FeedHint {
  kDeclared,  // <link rel="alternate">
  kLinked,    // an anchor that looks like a feed
  kGuessed,   // a common address; nothing on the page names it
};

struct FeedCandidate {
  std::string url;    // absolute http(s)
  std::string title;  // as the page names it, may be ""
  FeedHint hint = FeedHint::kDeclared;
};

struct DiscoveredSite {
  std::string name;                  // "" unknown
  std::string icon_url;              // the best one declared, else /favicon.ico of the page
  std::string language;              // BCP 47, "" unknown
  std::vector<FeedCandidate> feeds;  // best first, each address once
};

// `page_url` is where the page was fetched. Never fails: a page without anything gives guesses alone.
DiscoveredSite DiscoverSite(std::string_view html, std::string_view page_url);
std::vector<FeedCandidate> DiscoverFeeds(std::string_view html, std::string_view page_url);

}  // namespace newsstand::source
