// "/topic/SLUG" and "/entity/SLUG": the stories and articles about something, and what stands beside it. "/topics": the tree.
#include <algorithm>
#include <optional>
#include <unordered_set>

#include "content/edition/card_lists.h"
#include "content/enrich/topics.h"
#include "serve/web/chips.h"
#include "serve/web/dictionary.h"
#include "serve/web/list_parts.h"
#include "serve/web/page.h"
#include "serve/web/pages.h"
#include "serve/web/rail.h"
#include "serve/web/reading_language.h"
#include "serve/web/stored_cards.h"
#include "store/about.h"

namespace newsstand::web {
namespace {

using ctemplate::TemplateDictionary;
using edition::CardList;
using edition::CardPtr;
using edition::EditionPtr;

constexpr size_t kLookedAt = 500;      // cards of one language, of a list that mixes them
constexpr size_t kSoughtForLead = 12;
constexpr size_t kRailTitles = 8;
constexpr size_t kRailEntities = 12;
constexpr size_t kFormsShown = 6;

// What a page is about.
struct Subject {
  const enrich::Topic* topic = nullptr;  // one of the two
  edition::NamedEntityPtr entity;
  std::string path;
  const CardList* cards = nullptr;       // in the edition, or `own`
  std::shared_ptr<const CardList> own;
  bool from_store = false;               // nothing in the edition: these are older

  std::string name(const Words& words) const { return topic != nullptr ? TopicName(words, *topic) : entity->name; }
};

std::optional<Subject> FindTopicSubject(const edition::Edition& edition, const std::string& slug) {
  Subject subject;
  subject.topic = enrich::FindTopic(slug);
  if (subject.topic == nullptr) return std::nullopt;
  subject.path = TopicPath(slug);
  subject.cards = &edition::Edition::ListOf(edition.by_topic, slug);
  return subject;
}

// The edition's entity, else the store's with its latest articles.
Result<std::optional<Subject>> FindEntitySubject(SiteParts& parts, const edition::Edition& edition, const std::string& slug) {
  Subject subject;
  subject.path = EntityPath(slug);
  if (const edition::EntityList* named = edition.by_entity->FindSlug(slug)) {
    subject.entity = named->entity;
    subject.own = named->cards;
    subject.cards = subject.own.get();
    return std::optional(subject);
  }
  if (parts.context.database == nullptr) return std::optional<Subject>();
  const StoredCards stored(edition);
  auto cards = std::make_shared<CardList>();
  const Status read = parts.context.database->Read([&](store::Transaction& transaction) -> Status {
    subject.entity.reset();
    cards->clear();
    auto entity = store::FindEntity(transaction, slug);
    if (!entity) return Fail(entity.error());
    if (!*entity) return {};
    subject.entity = std::make_shared<const NamedEntity>(std::move(**entity));
    auto articles = store::ListArticlesAbout(transaction, subject.entity->id, static_cast<int>(kPageCards));
    if (!articles) return Fail(articles.error());
    for (const Article& article : *articles) {
      if (CardPtr card = stored.Of(article)) cards->push_back(std::move(card));
    }
    return {};
  });
  if (!read) return Fail(read.error());
  if (!subject.entity || cards->empty()) return std::optional<Subject>();
  subject.own = std::move(cards);
  subject.cards = subject.own.get();
  subject.from_store = true;
  return std::optional(subject);
}

Result<std::optional<Subject>> FindSubject(SiteParts& parts, const edition::Edition& edition, const std::string& slug, bool topic) {
  if (topic) return FindTopicSubject(edition, slug);
  return FindEntitySubject(parts, edition, slug);
}

class SubjectView {
 public:
  // `language`: "" is all of them.
  SubjectView(PageMaker& page, Subject subject, std::string language)
      : page_(page), subject_(std::move(subject)), language_(std::move(language)), all_(*subject_.cards) {
    if (language_.empty()) return;
    auto own = OfLanguage(all_, language_, kLookedAt);
    if (own->empty()) {
      language_.clear();  // better in another language than nothing
      return;
    }
    chosen_ = std::move(own);
  }

  void Fill() {
    FillHead();
    if (subject_.topic != nullptr) FillBranches();
    CardList cards = Unfolded();
    FillOpening(cards);
    FillDays(page_, cards, true, true);
    if (shown().empty()) page_.main().SetValueAndShowSection(kn_NOTHING_TEXT, page_.words().Text("nothing_yet"), kn_NOTHING);
    FillRail();
  }

  PageFrame Frame() const {
    PageFrame frame;
    frame.path = frame.feed_path = subject_.path;
    frame.title = frame.feed_title = subject_.name(page_.words());
    frame.kind = "list";
    frame.description = Lede();
    if (all_.size() < kThinTopic || subject_.from_store) frame.robots = "noindex, follow";
    const auto pictured = std::find_if(all_.begin(), all_.end(), [](const CardPtr& card) { return !card->image.url.empty(); });
    if (pictured != all_.end()) page_.SharePicture((*pictured)->image, frame.shared);
    return frame;
  }

  std::string Lede() const {
    const Words& words = page_.words();
    const auto count = static_cast<int64_t>(all_.size());
    if (subject_.topic != nullptr) return words.Format("topic_lede", {{"count", count}});
    const std::string kind = words.Text("kind_" + std::string(EntityKindName(subject_.entity->kind)));
    if (subject_.from_store) return words.Format("entity_lede_older", {{"kind", kind}});
    return words.Format("entity_lede", {{"kind", kind}, {"count", count}});
  }

 private:
  const CardList& shown() const { return chosen_ ? *chosen_ : all_; }

  // The newest, without copies of what is shown. A copy whose origin is not about this stands for it.
  CardList Unfolded() const {
    CardList cards;
    std::unordered_set<int64_t> origins;
    for (const CardPtr& card : shown()) {
      if (cards.size() == kPageCards) break;
      const edition::Place* place = page_.edition().PlaceOf(card->id);
      if (place != nullptr && place->folded) {
        const CardPtr origin = page_.edition().Find(place->origin);
        const bool origin_shown = origin && std::binary_search(shown().begin(), shown().end(), origin, edition::Newer);
        if (origin_shown || !origins.insert(place->origin.value).second) continue;
      }
      cards.push_back(card);
    }
    return cards;
  }

  void FillHead() {
    const Words& words = page_.words();
    TemplateDictionary* head = page_.main().AddIncludeDictionary(kn_LIST_HEAD);
    head->SetFilename("list_head.tpl");
    head->SetValue(kn_HEAD_TITLE, subject_.name(words));
    head->SetValueAndShowSection(kn_HEAD_LEDE_TEXT, Lede(), kn_HEAD_LEDE);
    if (subject_.topic != nullptr && !subject_.topic->section.empty()) head->SetValue(kn_HEAD_CLASS, "s-" + subject_.topic->section);
    head->SetValueAndShowSection(kn_ENTRY_VALUE, subject_.topic != nullptr ? "topic:" + subject_.topic->slug : "entity:" + subject_.entity->slug, kn_FOLLOW);
    TemplateDictionary* facts = head->AddSectionDictionary(kn_HEAD_FACTS);
    const auto link = [&](const std::string& url, const std::string& name) {
      TemplateDictionary* entry = facts->AddSectionDictionary(kn_HEAD_LINK);
      entry->SetValue(kn_LINK_URL, url);
      entry->SetValue(kn_LINK_NAME, name);
    };
    if (subject_.entity && !subject_.entity->forms.empty()) {
      std::string forms;
      for (size_t i = 0; i < subject_.entity->forms.size() && i < kFormsShown; ++i) (forms += i == 0 ? "" : ", ") += subject_.entity->forms[i];
      facts->AddSectionDictionary(kn_HEAD_FACT)->SetValue(kn_FACT_TEXT, words.Format("entity_forms", {{"forms", forms}}));
    }
    if (subject_.topic != nullptr) {
      if (const enrich::Topic* parent = enrich::FindTopic(subject_.topic->parent)) link(TopicPath(parent->slug), TopicName(words, *parent));
      link("/topics", words.Text("nav_topics"));
    }
    if (!subject_.from_store) FillLanguageChoice(page_, subject_.path, language_, *head, facts);
  }

  // The topics below this one that there is something on.
  void FillBranches() {
    std::optional<Chips> chips;
    for (const enrich::Topic& topic : enrich::Topics()) {
      if (topic.parent != subject_.topic->slug) continue;
      const CardList& cards = edition::Edition::ListOf(page_.edition().by_topic, topic.slug);
      if (cards.empty()) continue;
      if (!chips) chips.emplace(*page_.main().AddSectionDictionary(kn_BRANCHES));
      chips->Add(TopicPath(topic.slug), TopicName(page_.words(), topic), page_.words().Number(static_cast<int64_t>(cards.size())));
    }
  }

  // Takes the best stories out of `cards`.
  void FillOpening(CardList& cards) {
    if (cards.size() < kOpeningFrom) return;
    web::FillOpening(page_, edition::TopStoriesAmong(page_.edition(), shown(), kSoughtForLead), true, cards);
  }

  void FillRail() {
    const auto titles = BusiestTitles(all_, kRailTitles);
    const uint32_t itself = subject_.entity ? static_cast<uint32_t>(subject_.entity->id.value) : 0;
    const auto together = NamedMost(page_.edition(), all_, itself, kRailEntities);
    if (titles.empty() && together.empty()) return;
    TemplateDictionary* rail = page_.main().AddSectionDictionary(kn_RAIL);
    if (!together.empty()) {
      TemplateDictionary* section = rail->AddSectionDictionary(kn_TOGETHER);
      section->SetValue(kn_TOGETHER_HEADING, page_.words().Text(subject_.entity ? "rail_together" : "rail_named"));
      Chips chips(*section);
      for (const EntityCount& one : together) chips.Add(EntityPath(one.entity->slug), one.entity->name, page_.words().Number(one.count));
    }
    if (titles.empty()) return;
    TemplateDictionary* writers = rail->AddSectionDictionary(kn_WRITERS);
    writers->SetValue(kn_RAIL_HEADING, page_.words().Text("rail_writers"));
    for (const TitleCount& entry : titles) page_.AddPlateLink(*writers->AddSectionDictionary(kn_RAIL_TITLE), *entry.title, entry.count);
  }

  PageMaker& page_;
  const Subject subject_;
  std::string language_;
  const CardList& all_;
  std::shared_ptr<const CardList> chosen_;
};

Result<Rendered> RenderSubject(SiteParts& parts, const Variant& variant, const EditionPtr& edition, const std::string& slug, bool topic,
                               const std::string& language) {
  auto subject = FindSubject(parts, *edition, slug, topic);
  if (!subject) return Fail(subject.error());
  if (!*subject) return NotFound();
  PageMaker page(parts, variant, edition, "topic.tpl");
  SubjectView view(page, std::move(**subject), language);
  view.Fill();
  return HtmlPage(page.Finish(view.Frame()));
}

Result<Rendered> RenderSubjectFeed(SiteParts& parts, const Variant& variant, const EditionPtr& edition, const std::string& slug, bool topic,
                                   FeedFormat format) {
  auto subject = FindSubject(parts, *edition, slug, topic);
  if (!subject) return Fail(subject.error());
  if (!*subject) return NotFound();
  const CardList& all = *(*subject)->cards;
  const CardList cards(all.begin(), all.begin() + static_cast<ptrdiff_t>(std::min(all.size(), kFeedCards)));
  FeedInfo info;
  info.title = (*subject)->name(*variant.words) + " · " + parts.options.site_name;
  info.description = variant.words->Format("list_description", {{"name", (*subject)->name(*variant.words)}});
  info.path = (*subject)->path;
  return RenderFeed(parts, format, info, cards);
}

http::Response ShowSubject(SiteParts& parts, const http::Request& request, std::string_view name, bool topic) {
  std::string slug(name);
  if (const auto format = TakeFeedEnding(slug)) {
    return Serve(parts, request, request.path, [&parts, slug, topic, format](const Variant& variant, const EditionPtr& edition) {
      return RenderSubjectFeed(parts, variant, edition, slug, topic, *format);
    });
  }
  const std::string language = ReadingLanguage(*parts.context.edition(), request);
  return Serve(parts, request, request.path + "?language=" + language,
               [&parts, slug, topic, language](const Variant& variant, const EditionPtr& edition) {
                 return RenderSubject(parts, variant, edition, slug, topic, language);
               });
}

Result<Rendered> RenderTopics(SiteParts& parts, const Variant& variant, const EditionPtr& edition) {
  PageMaker page(parts, variant, edition, "topics.tpl");
  const auto count_of = [&](const std::string& slug) { return static_cast<int64_t>(edition::Edition::ListOf(edition->by_topic, slug).size()); };
  int64_t topics = 0;
  TemplateDictionary* group = nullptr;
  for (const enrich::Topic& topic : enrich::Topics()) {
    const int64_t count = count_of(topic.slug);
    // Parents stand before their children, and have what these have.
    if (topic.parent.empty()) group = nullptr;
    if (count == 0) continue;
    ++topics;
    if (topic.parent.empty()) {
      group = page.main().AddSectionDictionary(kn_GROUP);
      group->SetValue(kn_GROUP_ID, topic.slug);
      group->SetValue(kn_GROUP_URL, TopicPath(topic.slug));
      group->SetValue(kn_GROUP_NAME, TopicName(page.words(), topic));
      group->SetValue(kn_BRANCH_COUNT_TEXT, page.words().Number(count));
      continue;
    }
    if (group == nullptr) continue;
    TemplateDictionary* branch = group->AddSectionDictionary(kn_BRANCH);
    branch->SetValue(kn_BRANCH_URL, TopicPath(topic.slug));
    branch->SetValue(kn_BRANCH_NAME, TopicName(page.words(), topic));
    branch->SetValue(kn_BRANCH_COUNT_TEXT, page.words().Number(count));
  }
  if (topics == 0) page.main().SetValueAndShowSection(kn_NOTHING_TEXT, page.words().Text("nothing_yet"), kn_NOTHING);
  TemplateDictionary* head = page.main().AddIncludeDictionary(kn_LIST_HEAD);
  head->SetFilename("list_head.tpl");
  head->SetValue(kn_HEAD_TITLE, page.words().Text("nav_topics"));
  const std::string lede = page.words().Format("topics_lede", {{"count", topics}});
  head->SetValueAndShowSection(kn_HEAD_LEDE_TEXT, lede, kn_HEAD_LEDE);
  PageFrame frame;
  frame.path = frame.nav_here = "/topics";
  frame.title = page.words().Text("nav_topics");
  frame.description = lede;
  return HtmlPage(page.Finish(frame));
}

}  // namespace

http::Response ShowTopic(SiteParts& parts, const http::Request& request, std::string_view name) { return ShowSubject(parts, request, name, true); }
http::Response ShowEntity(SiteParts& parts, const http::Request& request, std::string_view name) { return ShowSubject(parts, request, name, false); }

http::Response ShowTopics(SiteParts& parts, const http::Request& request) {
  return Serve(parts, request, "/topics",
               [&parts](const Variant& variant, const EditionPtr& edition) { return RenderTopics(parts, variant, edition); });
}

}  // namespace newsstand::web
