// Who is busiest in a list: what the rails beside the lists show.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "content/edition/edition.h"
#include "model/title.h"

namespace newsstand::web {

struct TitleCount {
  std::shared_ptr<const Title> title;
  int64_t count = 0;
};
struct CountryCount {
  std::string country;  // upper case
  int64_t count = 0;
};

// The titles with the most of the newest cards of `list`, most first, at most `most`.
std::vector<TitleCount> BusiestTitles(const edition::CardList& list, size_t most);
std::vector<CountryCount> BusiestCountries(const edition::Edition& edition, size_t most);
// Whether one of `shown` has the same headline: copies of a wire report, until stories fold them.
bool SaysTheSame(const edition::Card& card, const edition::CardList& shown);
// All titles of a country by name.
std::vector<std::shared_ptr<const Title>> TitlesOfCountry(const edition::Edition& edition, const std::string& country);

}  // namespace newsstand::web
