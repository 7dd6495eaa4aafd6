// "/top": the stories most owners report; "/blind-spots": those seen from one side; "/ranking": the rule, from its own
// table.

#include "serve/web/dictionary.h"
#include "serve/web/page.h"
#include "serve/web/pages.h"
#include "serve/web/reading_language.h"

namespace newsstand::web {
namespace {

using ctemplate::TemplateDictionary;
using edition::EditionPtr;
using edition::ShownStory;

constexpr size_t kTopStories = 40;
constexpr size_t kBlindSpots = 12;  // of each kind

void AddGroup(PageMaker& page, const std::string& id, const std::string& name, const std::vector<ShownStory>& stories) {
  TemplateDictionary* group = page.main().AddSectionDictionary(kn_GROUP);
  if (name.empty()) {
    group->ShowSection(kn_GROUP_PLAIN);
  } else {
    group->ShowSection(kn_GROUP_NAMED);
    group->SetValue(kn_GROUP_ID, id);
    group->SetValue(kn_GROUP_NAME, name);
  }
  for (const ShownStory& one : stories)
    page.AddCard(*group, kn_RIVER_CARD, one, {"row", &kThumbSlot, true, true, false});
  if (stories.empty()) group->SetValueAndShowSection(kn_NOTHING_TEXT, page.words().Text("blind_none"), kn_NOTHING);
}

void FillHead(PageMaker& page, const std::string& title, const std::string& lede, const std::string& link,
              const std::string& name) {
  page.main().SetValue(kn_HEAD_TITLE, title);
  page.main().SetValue(kn_HEAD_LEDE_TEXT, lede);
  TemplateDictionary* other = page.main().AddSectionDictionary(kn_HEAD_LINK);
  other->SetValue(kn_LINK_URL, link);
  other->SetValue(kn_LINK_NAME, name);
}

Result<Rendered> Finish(PageMaker& page, const std::string& path, const std::string& title,
                        const std::string& description) {
  PageFrame frame;
  frame.path = path;
  frame.title = title;
  frame.description = description;
  frame.nav_here = path;
  frame.preload_text = path == "/ranking";
  if (path == "/ranking") frame.kind = "told";
  if (path == "/top") {
    // The best story that has one; what a reader hides does not change how the page looks elsewhere.
    for (const ShownStory& one : edition::TopStories(page.edition(), {}, kTopStories)) {
      if (frame.shared.image.empty()) page.SharePicture(one.card->image, frame.shared);
    }
  }
  if (path != "/ranking") {
    frame.feed_path = path;
    frame.feed_title = title;
  }
  return HtmlPage(page.Finish(frame));
}

Result<Rendered> RenderTop(SiteParts& parts, const Variant& variant, const EditionPtr& edition,
                           const std::string& language) {
  PageMaker page(parts, variant, edition, "top.tpl");
  const Words& words = page.words();
  FillHead(page, words.Text("nav_top"), words.Text("top_lede"), "/blind-spots", words.Text("blind_spots"));
  AddGroup(page, "top", "", edition::TopStories(*edition, {"", language, "", &page.unwanted()}, kTopStories));
  return Finish(page, "/top", words.Text("nav_top"), words.Text("top_lede"));
}

Result<Rendered> RenderBlindSpots(SiteParts& parts, const Variant& variant, const EditionPtr& edition,
                                  const std::string& language) {
  PageMaker page(parts, variant, edition, "top.tpl");
  const Words& words = page.words();
  FillHead(page, words.Text("blind_spots"), words.Text("blind_spots_lede"), "/top", words.Text("nav_top"));
  const edition::BlindSpots spots = edition::FindBlindSpots(*edition, {"", language, "", &page.unwanted()}, kBlindSpots);
  AddGroup(page, "one-country", words.Text("blind_one_country"), spots.one_country);
  AddGroup(page, "one-owner", words.Text("blind_one_owner"), spots.one_owner);
  AddGroup(page, "only-wire", words.Text("blind_only_wire"), spots.only_wire);
  return Finish(page, "/blind-spots", words.Text("blind_spots"), words.Text("blind_spots_lede"));
}

Result<Rendered> RenderRanking(SiteParts& parts, const Variant& variant, const EditionPtr& edition) {
  PageMaker page(parts, variant, edition, "ranking.tpl");
  const Words& words = page.words();
  for (const rank::SignalInfo& signal : rank::Signals()) {
    TemplateDictionary* entry = page.main().AddSectionDictionary(kn_SIGNAL);
    const std::string key = "ranking_" + std::string(signal.name);
    entry->SetValue(kn_SIGNAL_NAME, words.Text(key + "_name"));
    entry->SetValue(kn_SIGNAL_TEXT, words.Text(key));
    entry->SetValue(kn_SIGNAL_FORMULA, std::string(signal.formula));
  }
  return Finish(page, "/ranking", words.Text("ranking"), words.Text("ranking_lede"));
}

// The same stories as a feed: one entry a story, told by its card.
Result<Rendered> RenderStoryFeed(SiteParts& parts, const Variant& variant, const std::string& path, const char* title,
                                 const char* lede, const std::vector<ShownStory>& stories, FeedFormat format) {
  edition::CardList cards;
  for (const ShownStory& one : stories) cards.push_back(one.card);
  FeedInfo info;
  info.title = variant.words->Text(title) + " · " + parts.options.site_name;
  info.description = variant.words->Text(lede);
  info.path = path;
  return RenderFeed(parts, format, info, cards);
}

std::vector<ShownStory> AllBlindSpots(const edition::Edition& edition) {
  edition::BlindSpots spots = edition::FindBlindSpots(edition, {}, kBlindSpots);
  std::vector<ShownStory> all = std::move(spots.one_country);
  all.insert(all.end(), spots.one_owner.begin(), spots.one_owner.end());
  all.insert(all.end(), spots.only_wire.begin(), spots.only_wire.end());
  return all;
}

}  // namespace

http::Response ShowTopFeed(SiteParts& parts, const http::Request& request, FeedFormat format) {
  return Serve(parts, request, request.path, [&parts, format](const Variant& variant, const EditionPtr& edition) {
    return RenderStoryFeed(parts, variant, "/top", "nav_top", "top_lede",
                           edition::TopStories(*edition, {}, kTopStories), format);
  });
}

http::Response ShowBlindSpotsFeed(SiteParts& parts, const http::Request& request, FeedFormat format) {
  return Serve(parts, request, request.path, [&parts, format](const Variant& variant, const EditionPtr& edition) {
    return RenderStoryFeed(parts, variant, "/blind-spots", "blind_spots", "blind_spots_lede", AllBlindSpots(*edition),
                           format);
  });
}

http::Response ShowTop(SiteParts& parts, const http::Request& request) {
  const std::string language = ReadingLanguage(*parts.context.edition(), request);
  return Serve(parts, request, "/top?language=" + language,
               [&parts, language](const Variant& variant, const EditionPtr& edition) {
                 return RenderTop(parts, variant, edition, language);
               });
}

http::Response ShowBlindSpots(SiteParts& parts, const http::Request& request) {
  const std::string language = ReadingLanguage(*parts.context.edition(), request);
  return Serve(parts, request, "/blind-spots?language=" + language,
               [&parts, language](const Variant& variant, const EditionPtr& edition) {
                 return RenderBlindSpots(parts, variant, edition, language);
               });
}

http::Response ShowRanking(SiteParts& parts, const http::Request& request) {
  return Serve(parts, request, "/ranking", [&parts](const Variant& variant, const EditionPtr& edition) {
    return RenderRanking(parts, variant, edition);
  });
}

}  // namespace newsstand::web
