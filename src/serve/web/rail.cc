#include "serve/web/rail.h"

#include <algorithm>
#include <unordered_map>

#include "base/text.h"

namespace newsstand::web {
namespace {

// Enough to know who writes much, whatever the edition's size.
constexpr size_t kLookedAt = 2'000;

}  // namespace

std::vector<TitleCount> BusiestTitles(const edition::CardList& list, size_t most) {
  std::unordered_map<const Title*, TitleCount> counts;
  for (size_t i = 0; i < list.size() && i < kLookedAt; ++i) {
    TitleCount& entry = counts[list[i]->title.get()];
    if (!entry.title) entry.title = list[i]->title;
    ++entry.count;
  }
  std::vector<TitleCount> sorted;
  for (auto& [key, entry] : counts) sorted.push_back(std::move(entry));
  std::sort(sorted.begin(), sorted.end(), [](const TitleCount& a, const TitleCount& b) {
    return a.count != b.count ? a.count > b.count : a.title->name < b.title->name;
  });
  if (sorted.size() > most) sorted.resize(most);
  return sorted;
}

std::vector<CountryCount> BusiestCountries(const edition::Edition& edition, size_t most) {
  std::vector<CountryCount> sorted;
  for (const auto& [country, cards] : edition.by_country) {
    if (!country.empty() && !cards->empty()) sorted.push_back({country, static_cast<int64_t>(cards->size())});
  }
  std::sort(sorted.begin(), sorted.end(), [](const CountryCount& a, const CountryCount& b) {
    return a.count != b.count ? a.count > b.count : a.country < b.country;
  });
  if (sorted.size() > most) sorted.resize(most);
  return sorted;
}

bool SaysTheSame(const edition::Card& card, const edition::CardList& shown) {
  return std::any_of(shown.begin(), shown.end(),
                     [&](const edition::CardPtr& other) { return AsciiIEquals(other->headline, card.headline); });
}

std::vector<std::shared_ptr<const Title>> TitlesOfCountry(const edition::Edition& edition, const std::string& country) {
  std::vector<std::shared_ptr<const Title>> titles;
  for (const auto& [slug, title] : edition.titles) {
    if (title->country == country) titles.push_back(title);
  }
  std::sort(titles.begin(), titles.end(), [](const auto& a, const auto& b) { return a->name < b->name; });
  return titles;
}

}  // namespace newsstand::web
