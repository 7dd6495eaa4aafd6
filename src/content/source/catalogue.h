// The starter catalogue: titles of the world as readable files, one a country, and how they are read.
//
//   [[title]]
//   name = "The Harbour Courier"           # required
//   home = "https://courier.example/"      # required
//   country = "GB"                         # ISO 3166-1; else the file's name: gb.toml
//   language = "en-GB"                     # required, BCP 47
//   owner = "Harbour Press"                # "" or absent: independent
//   brand_colour = "#123abc"
//   icon = "https://…"   logo = "https://…"
//   sections = ["world", "sport"]          # slugs of ours
//   rights = "excerpt"                     # full, excerpt (default), none
//   policy = "free"                        # free (default), registration, metered, hard
//   metered_per_month = 5                  # with policy = "metered"
//   index_policy = "noindex"               # noindex (default), canonical, full
//   slug = "harbour-courier"               # else made from the name
//   feeds = [{url = "https://…", section = "world"}]   # required, at least one
#pragma once

#include <string>
#include <vector>

#include "base/result.h"
#include "content/source/title_feeds.h"

namespace newsstand::source {

struct Catalogue {
  std::vector<TitleFeeds> titles;  // by file name, then in the order of the files
};

// Reads every *.toml in `folder`. kNotFound when there is no such folder or no file in it; kInvalid names file, line,
// key and what was expected, for every mistake up to twenty: a wrong or unknown key, a slug or feed address used twice.
Result<Catalogue> ReadCatalogue(const std::string& folder);

// One file's text, for tests and tools; `file` is its name, as errors shall call it.
Result<Catalogue> ReadCatalogueText(std::string_view text, const std::string& file);

}  // namespace newsstand::source
