#include "serve/web/list_parts.h"

#include <algorithm>

#include "serve/web/dictionary.h"
#include "serve/web/rail.h"
#include "serve/web/reading_language.h"

namespace newsstand::web {
namespace {

using ctemplate::TemplateDictionary;
using edition::CardList;
using edition::CardPtr;
using edition::ShownStory;

constexpr size_t kOpeningCards = 5;

std::string DayText(const Words& words, Timestamp day, Timestamp now) {
  const std::string key = words.DayKey(day);
  if (key == words.DayKey(now)) return words.Text("today");
  if (key == words.DayKey(now - std::chrono::hours(24))) return words.Text("yesterday");
  return words.Date(day, DateStyle::kDay);
}

}  // namespace

std::shared_ptr<const CardList> OfLanguage(const CardList& cards, const std::string& language, size_t most) {
  auto own = std::make_shared<CardList>();
  for (const CardPtr& card : cards) {
    if (own->size() == most) break;
    if (std::string_view(card->language).substr(0, card->language.find('-')) == language) own->push_back(card);
  }
  return own;
}

void FillLanguageChoice(PageMaker& page, const std::string& path, const std::string& language, TemplateDictionary& head,
                        TemplateDictionary* facts) {
  const std::vector<LanguageCount> languages = ReadableLanguages(page.edition());
  if (languages.size() < 2) return;
  if (facts == nullptr) facts = head.AddSectionDictionary(kn_HEAD_FACTS);
  const auto link = [&](const std::string& query, const std::string& name) {
    TemplateDictionary* entry = facts->AddSectionDictionary(kn_HEAD_LINK);
    entry->SetValue(kn_LINK_URL, path + query);
    entry->SetValue(kn_LINK_NAME, name);
  };
  if (language.empty()) {
    facts->AddSectionDictionary(kn_HEAD_FACT)->SetValue(kn_FACT_TEXT, page.words().Text("all_languages"));
    const std::string& most = languages.front().language;
    link("?language=" + most, page.words().Format("only_language", {{"language", page.words().LanguageName(most)}}));
  } else {
    facts->AddSectionDictionary(kn_HEAD_FACT)->SetValue(kn_FACT_TEXT, page.words().LanguageName(language));
    link("?language=all", page.words().Text("all_languages"));
  }
}

void FillOpening(PageMaker& page, std::vector<ShownStory> top, bool kicker, CardList& cards) {
  std::erase_if(top, [&](const ShownStory& one) { return page.unwanted().Covers(page.edition(), *one.card); });
  const auto lead = std::find_if(top.begin(), top.end(), [](const ShownStory& one) { return !one.card->image.url.empty(); });
  if (lead == top.end()) return;
  std::rotate(top.begin(), lead, lead + 1);
  TemplateDictionary* opening = page.main().AddSectionDictionary(kn_OPENING);
  CardList taken;
  for (const ShownStory& one : top) {
    if (taken.size() == kOpeningCards) break;
    if (SaysTheSame(*one.card, taken)) continue;
    if (taken.empty()) page.AddCard(*opening, kn_LEAD, one, {"big", &kLeadSlot, kicker, true, true});
    else page.AddCard(*opening, kn_SECONDARY, one, {"row mid", &kThumbSlot, kicker, true, true});
    taken.push_back(one.card);
  }
  std::erase_if(cards, [&](const CardPtr& card) { return std::find(taken.begin(), taken.end(), card) != taken.end(); });
}

void FillDays(PageMaker& page, const CardList& cards, bool kicker, bool source) {
  TemplateDictionary* day = nullptr;
  std::string current;
  for (const CardPtr& card : cards) {
    if (source && page.unwanted().Covers(page.edition(), *card)) continue;
    if (const std::string key = page.words().DayKey(card->published); day == nullptr || key != current) {
      current = key;
      day = page.main().AddSectionDictionary(kn_DAY);
      day->SetValue(kn_DAY_TEXT, DayText(page.words(), card->published, page.now()));
    }
    page.AddCard(*day, kn_RIVER_CARD, {card, page.edition().StoryOf(card->id)}, {"row", &kThumbSlot, kicker, true, false, source});
  }
}

}  // namespace newsstand::web
