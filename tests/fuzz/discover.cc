// Finding a title's feeds, name and icon on a page.
#include "content/source/discover.h"

#include <set>
#include <string>

#include "fuzz/fuzz.h"

using namespace newsstand;
using namespace newsstand::fuzz;

FUZZ_TARGET(discover) {
  const auto site = source::DiscoverSite(bytes, "https://paper.test/news/");
  RequireUtf8(site.name, "the name is valid UTF-8");
  Require(!site.feeds.empty(), "there are guesses at least");
  std::set<std::string> seen;
  for (const auto& feed : site.feeds) {
    Require(feed.url.starts_with("https://") || feed.url.starts_with("http://"), "a feed has an address of the web");
    Require(seen.insert(feed.url).second, "each address is there once");
    RequireUtf8(feed.title, "a name is valid UTF-8");
  }
}
