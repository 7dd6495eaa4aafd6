// The catalogue as a file: titles with their feeds, in TOML that people read and edit.
//
//   [[title]]
//   name = "The Daily"                    # required
//   home = "https://daily.example/"       # required
//   country = "GB"                        # ISO 3166-1 alpha-2
//   language = "en"                       # BCP 47
//   owner = "Daily Media"                 # left out: the title itself
//   brand_colour = "#1a2f96"
//   icon = "https://daily.example/icon.png"
//   sections = ["world", "sport"]
//   rights = "excerpt"                    # full, excerpt (left out), none
//   policy = "free"                       # free (left out), registration, metered, hard
//   metered_per_month = 5                 # with policy = "metered"
//   index_policy = "noindex"              # noindex (left out), canonical, full
//   slug = "the-daily"                    # left out: made from the name
//   feeds = [{url = "https://daily.example/rss", section = "world"}]
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "model/title.h"

namespace newsstand::source {

struct CatalogueEntry {
  Title title;              // without id
  std::vector<Feed> feeds;  // only url and section are set
};
using Catalogue = std::vector<CatalogueEntry>;

// kInvalid names `name`, the line and what is wrong: an unknown key, a wrong value, a slug or feed address twice.
Result<Catalogue> ParseCatalogue(std::string_view text, std::string_view name);

// All *.toml files of a folder, in the order of their names, checked together.
Result<Catalogue> ReadCatalogue(const std::string& folder);

}  // namespace newsstand::source
