// "/why/ID": why an article stands where it stands, and what a reader can do about it. "/why/ID.json": the same for scripts.
#include <fmt/core.h>

#include <boost/json.hpp>

#include "content/edition/keeper.h"
#include "content/enrich/topics.h"
#include "serve/web/dictionary.h"
#include "serve/web/page.h"
#include "serve/web/pages.h"
#include "serve/web/stored_cards.h"

namespace newsstand::web {
namespace {

using edition::CardPtr;
using edition::EditionPtr;

constexpr size_t kTopics = 3;  // offered to follow

// Null when there is none to show.
Result<CardPtr> FindCard(SiteParts& parts, const edition::Edition& edition, ArticleId id) {
  auto cards = CardsOf(parts.context.database, edition, {id});
  if (!cards) return Fail(cards.error());
  const auto found = cards->find(id.value);
  return found == cards->end() ? CardPtr() : found->second;
}

struct Reason {
  std::string text;
  edition::StoryPtr story;  // null for an article that stands for itself
  std::vector<const enrich::Topic*> topics;
};

Reason ReasonOf(const Words& words, const edition::Edition& edition, const edition::Card& card, const edition::Unwanted& unwanted) {
  Reason reason;
  reason.story = edition.StoryOf(card.id);
  const std::string section = SectionName(words, card.section);
  if (reason.story && reason.story->titles >= 2) {
    reason.text = WhyText(words, reason.story->score);
  } else {
    reason.story = nullptr;
    reason.text = words.Format("why_alone", {{"title", card.title->name}, {"time", words.Date(card.published, DateStyle::kLong)}});
  }
  if (!section.empty()) reason.text += " " + words.Format("why_section", {{"section", section}});
  for (const uint16_t topic : card.topics) {
    if (unwanted.topics.contains(topic)) {
      reason.text += " " + words.Text("why_less");
      break;
    }
  }
  for (const uint16_t topic : card.topics) {
    if (reason.topics.size() < kTopics && topic < enrich::Topics().size()) reason.topics.push_back(&enrich::Topics()[topic]);
  }
  return reason;
}

Result<Rendered> RenderWhy(SiteParts& parts, const Variant& variant, const EditionPtr& edition, ArticleId id) {
  auto card = FindCard(parts, *edition, id);
  if (!card) return Fail(card.error());
  if (!*card) return NotFound();
  PageMaker page(parts, variant, edition, "why.tpl");
  const Words& words = page.words();
  const Reason reason = ReasonOf(words, *edition, **card, page.unwanted());
  ctemplate::TemplateDictionary& main = page.main();
  page.AddCard(main, kn_ROW_CARD, {*card, nullptr}, {"row", &kThumbSlot, true, true, false});
  main.SetValue(kn_WHY_TEXT, reason.text);
  if (reason.story) {
    auto* line = main.AddSectionDictionary(kn_STORY_LINE);
    line->SetValue(kn_STORY_URL, StoryPath(reason.story->id, *reason.story->lead));
    line->SetValue(kn_ON_THIS_TEXT, words.Format("on_this", {{"count", reason.story->titles}}));
  }
  main.SetIntValue(kn_CARD_ARTICLE, (*card)->id.value);
  main.SetValue(kn_CARD_URL, ArticlePath(**card));
  main.SetValue(kn_TITLE_SLUG, (*card)->title->slug);
  main.SetValue(kn_HIDE_TITLE_TEXT, words.Format("hide_name", {{"name", (*card)->title->name}}));
  main.SetValue(kn_FOLLOW_TITLE_TEXT, words.Format("follow_name", {{"name", (*card)->title->name}}));
  for (const enrich::Topic* topic : reason.topics) {
    auto* follow = main.AddSectionDictionary(kn_FOLLOW);
    follow->SetValue(kn_TOPIC_SLUG, topic->slug);
    follow->SetValue(kn_FOLLOW_TEXT, words.Format("follow_name", {{"name", TopicName(words, *topic)}}));
  }
  PageFrame frame;
  frame.path = fmt::format("/why/{}", id.value);
  frame.title = words.Text("why_title");
  frame.robots = "noindex";
  return HtmlPage(page.Finish(frame));
}

Result<Rendered> RenderJson(SiteParts& parts, const Variant& variant, const EditionPtr& edition, ArticleId id) {
  auto found = FindCard(parts, *edition, id);
  if (!found) return Fail(found.error());
  if (!*found) return NotFound();
  const edition::Card& card = **found;
  const Words& words = *variant.words;
  const Reason reason = ReasonOf(words, *edition, card, UnwantedOf(*edition, variant.hidden));
  boost::json::array topics;
  for (const enrich::Topic* topic : reason.topics) topics.push_back(boost::json::object{{"slug", topic->slug}, {"name", TopicName(words, *topic)}});
  boost::json::object answer{{"article", std::to_string(card.id.value)},
                             {"url", ArticlePath(card)},
                             {"headline", card.headline},
                             {"language", card.language},
                             {"why", reason.text},
                             {"story", nullptr},
                             {"title", {{"slug", card.title->slug}, {"name", card.title->name}}},
                             {"topics", std::move(topics)},
                             {"original", card.url}};
  if (reason.story) {
    answer["story"] = boost::json::object{{"url", StoryPath(reason.story->id, *reason.story->lead)},
                                          {"text", words.Format("on_this", {{"count", reason.story->titles}})}};
  }
  return Rendered{200, boost::json::serialize(answer), "application/json", ""};
}

}  // namespace

http::Response ShowWhy(SiteParts& parts, const http::Request& request) {
  std::string_view text = request.Param("id");
  const bool json = text.ends_with(".json");
  if (json) text.remove_suffix(5);
  const int64_t id = IdIn(text);
  if (id == 0) return ErrorPage(parts, request, 404);
  return Serve(parts, request, fmt::format("/why/{}{}", id, json ? ".json" : ""), [&parts, id, json](const Variant& variant, const EditionPtr& edition) {
    return json ? RenderJson(parts, variant, edition, ArticleId{id}) : RenderWhy(parts, variant, edition, ArticleId{id});
  });
}

}  // namespace newsstand::web
