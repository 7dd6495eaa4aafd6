// "/": the edition's front page.

#include <algorithm>

#include "serve/web/dictionary.h"
#include "serve/web/page.h"
#include "serve/web/pages.h"
#include "serve/web/rail.h"
#include "serve/web/reading_language.h"

namespace newsstand::web {
namespace {

using ctemplate::TemplateDictionary;
using edition::FrontPage;

constexpr size_t kRailTitles = 10;
constexpr size_t kRailCountries = 14;

// Blocks take turns in three layouts, so that the eye finds its place again.
struct BlockLayout {
  const char* css;
  CardLook first, others;
};
const BlockLayout kLayouts[] = {
    {"feature", {"tile mid", &kFeatureSlot, false, true, false}, {"tile text", nullptr, false, true, false}},
    {"trio", {"tile mid", &kTileSlot, false, true, false}, {"row", &kThumbSlot, false, true, false}},
    {"feature turned", {"tile mid", &kFeatureSlot, false, true, false}, {"tile text", nullptr, false, true, false}},
};

void FillOpening(PageMaker& page, const FrontPage& front) {
  TemplateDictionary* opening = page.main().AddSectionDictionary(kn_OPENING);
  page.AddCard(*opening, kn_LEAD, front.lead, {"big", &kLeadSlot, true, true, true});
  for (const edition::ShownStory& card : front.secondaries) {
    page.AddCard(*opening, kn_SECONDARY, card, {"row mid", &kThumbSlot, true, true, true});
  }
}

void FillBlocks(PageMaker& page, const FrontPage& front) {
  size_t turn = 0;
  for (const FrontPage::Block& block : front.blocks) {
    const BlockLayout& layout = kLayouts[turn++ % std::size(kLayouts)];
    TemplateDictionary* section = page.main().AddSectionDictionary(kn_BLOCK);
    section->SetValue(kn_BLOCK_CLASS, "s-" + block.section);
    section->SetValue(kn_BLOCK_ID, "in-" + block.section);
    section->SetValue(kn_BLOCK_URL, SectionPath(block.section));
    section->SetValue(kn_BLOCK_NAME, SectionName(page.words(), block.section));
    section->SetValue(kn_BLOCK_LAYOUT, layout.css);
    for (size_t i = 0; i < block.cards.size(); ++i) {
      page.AddCard(*section, kn_BLOCK_CARD, block.cards[i], i == 0 ? layout.first : layout.others);
    }
  }
}

void FillTail(PageMaker& page, const FrontPage& front) {
  if (front.river.empty()) return;
  TemplateDictionary* tail = page.main().AddSectionDictionary(kn_TAIL);
  for (const edition::ShownStory& card : front.river) {
    page.AddCard(*tail, kn_RIVER_CARD, card, {"row", &kThumbSlot, true, true, false});
  }
  for (const TitleCount& entry : BusiestTitles(*page.edition().latest, kRailTitles)) {
    page.AddPlateLink(*tail->AddSectionDictionary(kn_RAIL_TITLE), *entry.title, entry.count);
  }
  for (const CountryCount& entry : BusiestCountries(page.edition(), kRailCountries)) {
    TemplateDictionary* country = tail->AddSectionDictionary(kn_RAIL_COUNTRY);
    country->SetValue(kn_COUNTRY_URL, CountryPath(entry.country));
    country->SetValue(kn_COUNTRY_NAME, page.words().CountryName(entry.country));
    country->SetValue(kn_COUNTRY_COUNT, page.words().Number(entry.count));
  }
  const std::vector<LanguageCount> languages = ReadableLanguages(page.edition());
  if (languages.size() < 2) return;
  TemplateDictionary* choice = tail->AddSectionDictionary(kn_RAIL_LANGUAGES);
  for (const LanguageCount& entry : languages) {
    TemplateDictionary* language = choice->AddSectionDictionary(kn_RAIL_LANGUAGE);
    language->SetValue(kn_LANGUAGE_URL, "/?language=" + entry.language);
    language->SetValue(kn_LANGUAGE_NAME, page.words().LanguageName(entry.language));
    language->SetValue(kn_LANGUAGE_COUNT, page.words().Number(entry.count));
  }
}

Result<Rendered> RenderEmpty(SiteParts& parts, const Variant& variant, const edition::EditionPtr& edition) {
  PageMaker page(parts, variant, edition, "empty.tpl");
  const bool any_feeds = edition->titles_with_feeds > 0;
  const Words& words = page.words();
  page.main().SetValue(kn_EMPTY_TITLE, words.Text(any_feeds ? "empty_title" : "empty_no_titles_title"));
  page.main().SetValue(kn_EMPTY_TEXT, words.Text(any_feeds ? "empty_text" : "empty_no_titles_text"));
  if (any_feeds) {
    TemplateDictionary* arrivals = page.main().AddSectionDictionary(kn_ARRIVALS);
    arrivals->SetValue(kn_ARRIVALS_TEXT, words.Format("arrivals", {{"arrived", edition->titles_arrived},
                                                                   {"expected", edition->titles_with_feeds}}));
    arrivals->SetIntValue(kn_ARRIVED, edition->titles_arrived);
    arrivals->SetIntValue(kn_EXPECTED, edition->titles_with_feeds);
  }
  TemplateDictionary* again = page.main().AddSectionDictionary(kn_EMPTY_ACTION);
  again->SetValue(kn_ACTION_CLASS, "button");
  again->SetValue(kn_ACTION_URL, "/");
  again->SetValue(kn_ACTION_NAME, words.Text("look_again"));
  TemplateDictionary* titles = page.main().AddSectionDictionary(kn_EMPTY_ACTION);
  titles->SetValue(kn_ACTION_CLASS, "more");
  titles->SetValue(kn_ACTION_URL, "/titles");
  titles->SetValue(kn_ACTION_NAME, words.Text("rail_all_titles"));
  PageFrame frame;
  frame.description = words.Text("site_description");
  frame.nav_here = "/";
  frame.watch = frame.watch_soon = true;
  return HtmlPage(page.Finish(frame));
}

Result<Rendered> RenderFront(SiteParts& parts, const Variant& variant, const edition::EditionPtr& edition,
                             const std::string& language) {
  PageMaker page(parts, variant, edition, "front.tpl");
  const FrontPage front = edition::ComposeFront(*edition, {"", language, "", &page.unwanted()}, parts.context.clock->Now());
  if (!front.lead.card) return RenderEmpty(parts, variant, edition);
  if (const auto text = page.ArrivalsText()) {
    TemplateDictionary* arrivals = page.main().AddSectionDictionary(kn_ARRIVALS);
    arrivals->SetValue(kn_ARRIVALS_TEXT, *text);
    arrivals->SetIntValue(kn_ARRIVED, edition->titles_arrived);
    arrivals->SetIntValue(kn_EXPECTED, edition->titles_with_feeds);
  }
  if (edition->demo_press_shown) page.main().ShowSection(kn_DEMO_NOTICE);
  FillOpening(page, front);
  FillBlocks(page, front);
  FillTail(page, front);
  page.main().SetValue(kn_END_TEXT, page.words().Format("front_more", {{"count", front.more}}));

  PageFrame frame;
  frame.description = page.words().Text("site_description");
  page.SharePicture(front.lead.card->image, frame.shared);
  frame.body_class = "on-front";
  frame.nav_here = "/";
  frame.feed_title = parts.options.site_name;
  frame.masthead = true;
  frame.kind = "front";
  frame.watch = true;
  return HtmlPage(page.Finish(frame));
}

}  // namespace

http::Response ShowFront(SiteParts& parts, const http::Request& request) {
  const std::string language = ReadingLanguage(*parts.context.edition(), request);
  return Serve(parts, request, "/?language=" + language,
               [&parts, language](const Variant& variant, const edition::EditionPtr& edition) {
                 return RenderFront(parts, variant, edition, language);
               });
}

}  // namespace newsstand::web
