// Turns one report into the article of one title: its headline, house style, byline, picture, address.
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "press/article.h"
#include "press/rng.h"
#include "press/world.h"

namespace newsstand::press {

struct PrintOrder {
  size_t title = 0, event = 0, report = 0;
  Timestamp at;
  int copy = 0;        // 0: the title's own report; n: the n-th copy of agency material
  std::string agency;  // whose copy it is
};

PressArticle PrintReport(const World& world, uint64_t seed, Timestamp start, const PrintOrder& order);

// What {name}, {initials}, {editor}, {agency}, {place}, {date} … stand for in a title's patterns. A title has a staff
// of five reporters, always the same.
std::map<std::string, std::string> PatternValues(const World& world, const PressTitle& title, std::string_view section,
                                                 std::string_view place, std::string_view agency, Timestamp at,
                                                 Rng& rng);

// The lasting id of an article and its address in the title's own fashion, from `key` ("event/report"). Titles in
// scripts that no address shows well use `plain_slug` instead of their headline.
void Identify(const PressTitle& title, std::string_view key, std::string_view plain_slug, PressArticle& article);

// A title's word for one of kSections.
const std::string& SectionWord(const World& world, const PressTitle& title, std::string_view section);

}  // namespace newsstand::press
