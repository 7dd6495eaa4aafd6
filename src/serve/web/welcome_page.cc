// "/welcome": what this is, shown by what it does: the stories of now, the titles they are from, how those are paid.

#include <algorithm>
#include <set>

#include "serve/web/dictionary.h"
#include "serve/web/page.h"
#include "serve/web/pages.h"
#include "serve/web/rail.h"
#include "serve/web/reading_language.h"

namespace newsstand::web {
namespace {

using ctemplate::TemplateDictionary;

constexpr size_t kWall = 40;  // plates on the wall; small screens show fewer (welcome.css)
constexpr size_t kSecondaries = 3;

struct Counts {
  int64_t titles = 0, countries = 0;
};

Counts CountTitles(const edition::Edition& edition) {
  std::set<std::string_view> countries;
  Counts counts;
  for (const auto& [slug, title] : edition.titles) {
    if (title->rights == Rights::kNone) continue;
    ++counts.titles;
    if (!title->country.empty()) countries.insert(title->country);
  }
  counts.countries = static_cast<int64_t>(countries.size());
  return counts;
}

// The head of the front page as it is at this moment.
void FillNow(PageMaker& page, const std::string& language, SharedAs& shared) {
  const edition::FrontPage front = edition::ComposeFront(page.edition(), {"", language, "", &page.unwanted()}, page.now());
  if (!front.lead.card) return;
  page.SharePicture(front.lead.card->image, shared);
  TemplateDictionary* now = page.main().AddSectionDictionary(kn_OPENING);
  page.AddCard(*now, kn_LEAD, front.lead, {"big", &kLeadSlot, true, true, true});
  for (size_t i = 0; i < std::min(kSecondaries, front.secondaries.size()); ++i)
    page.AddCard(*now, kn_SECONDARY, front.secondaries[i], {"row mid", &kThumbSlot, true, true, false});
}

void FillWall(PageMaker& page, const Counts& counts) {
  std::vector<TitleCount> titles = BusiestTitles(*page.edition().latest, kWall);
  if (titles.empty()) return;
  std::sort(titles.begin(), titles.end(),
            [](const TitleCount& a, const TitleCount& b) { return a.title->name < b.title->name; });
  TemplateDictionary* wall = page.main().AddSectionDictionary(kn_WALL);
  wall->SetValue(kn_WALL_ALL_TEXT, page.words().Format("welcome_wall_all", {{"count", counts.titles}}));
  for (const TitleCount& entry : titles) {
    TemplateDictionary* brick = wall->AddSectionDictionary(kn_BRICK);
    brick->SetValue(kn_TITLE_URL, TitlePath(*entry.title));
    brick->SetValue(kn_TITLE_NAME, entry.title->name);
    if (IsForeign(page.words(), entry.title->language))
      brick->SetValueAndShowSection(kn_TITLE_LANG, entry.title->language, kn_TITLE_LANGUAGE);
    page.AddPlate(*brick, *entry.title, "middle");
  }
}

void FillQuestions(PageMaker& page) {
  const Words& words = page.words();
  for (const char* name : {"cost", "account", "whose", "end", "known", "apps", "own"}) {
    TemplateDictionary* question = page.main().AddSectionDictionary(kn_QUESTION);
    question->SetValue(kn_QUESTION_TEXT, words.Text(std::string("welcome_ask_") + name));
    question->SetValue(kn_ANSWER_TEXT, words.Text(std::string("welcome_answer_") + name));
  }
}

Result<Rendered> RenderWelcome(SiteParts& parts, const Variant& variant, const edition::EditionPtr& edition,
                               const std::string& language) {
  PageMaker page(parts, variant, edition, "welcome.tpl");
  const Words& words = page.words();
  const Counts counts = CountTitles(*edition);
  const std::string lede = words.Format("welcome_lede", {{"titles", counts.titles}, {"countries", counts.countries}});
  page.main().SetValue(kn_HEAD_LEDE_TEXT, lede);
  page.main().SetValue(kn_PAID_TEXT, words.Text(page.is_membership() ? "welcome_paid" : "welcome_paid_personal"));
  PageFrame frame;
  frame.kind = "welcome";
  FillNow(page, language, frame.shared);
  FillWall(page, counts);
  FillQuestions(page);
  frame.path = "/welcome";
  frame.title = words.Text("welcome_promise");
  frame.description = lede;
  frame.body_class = "page on-welcome";
  frame.preload_text = true;
  return HtmlPage(page.Finish(frame));
}

}  // namespace

http::Response ShowWelcome(SiteParts& parts, const http::Request& request) {
  const std::string language = ReadingLanguage(*parts.context.edition(), request);
  return Serve(parts, request, "/welcome?language=" + language,
               [&parts, language](const Variant& variant, const edition::EditionPtr& edition) {
                 return RenderWelcome(parts, variant, edition, language);
               });
}

}  // namespace newsstand::web
