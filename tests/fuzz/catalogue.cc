// The starter catalogue's files.
#include "content/source/catalogue.h"

#include "fuzz/fuzz.h"

using namespace newsstand;
using namespace newsstand::fuzz;

FUZZ_TARGET(catalogue) {
  const auto catalogue = source::ReadCatalogueText(bytes, "gb.toml");
  if (!catalogue.ok()) {
    Require(!catalogue.error().message.empty(), "a mistake is told in words");
    return;
  }
  for (const auto& title : catalogue->titles) {
    Require(!title.title.name.empty() && !title.feeds.empty(), "a title has a name and a feed");
    for (const auto& feed : title.feeds) {
      Require(feed.url.starts_with("https://") || feed.url.starts_with("http://"), "a feed has an address of the web");
    }
  }
}
