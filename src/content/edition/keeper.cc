#include "content/edition/keeper.h"

#include <algorithm>
#include <atomic>
#include <condition_variable>
#include <iterator>
#include <mutex>
#include <optional>
#include <thread>
#include <unordered_map>
#include <unordered_set>

#include "base/log.h"
#include "base/text.h"
#include "content/edition/card_lists.h"
#include "content/edition/story_book.h"
#include "content/enrich/enrich.h"
#include "content/enrich/topics.h"
#include "store/about.h"
#include "store/articles.h"
#include "store/feeds.h"
#include "store/stories.h"
#include "store/titles.h"

namespace newsstand::edition {
namespace {

constexpr int kBatch = 2000;
constexpr size_t kChangesAtOnce = 20'000;             // a larger backlog is taken in several swaps
constexpr size_t kStandfirstCharacters = 300;
constexpr std::chrono::seconds kLookAnyway{3};        // at another process's changes
constexpr std::chrono::seconds kTrimEvery{60};        // for what has grown too old
using SteadyClock = std::chrono::steady_clock;

std::string PrimaryLanguage(std::string_view language) { return std::string(language.substr(0, language.find('-'))); }

struct ById {
  size_t operator()(ArticleId id) const { return std::hash<ArticleId>()(id); }
};

// Cards are counted in groups: a swap copies each card's pointer into several lists, and a count of its own for each
// would be a walk through all of memory. Those of one time are grouped, so that a group leaves as a whole.
constexpr size_t kCardsInGroup = 256;

CardList Group(std::vector<Card> cards) {
  std::sort(cards.begin(), cards.end(), [](const Card& a, const Card& b) {
    return a.published != b.published ? a.published > b.published : a.id > b.id;
  });
  CardList grouped;
  grouped.reserve(cards.size());
  for (size_t first = 0; first < cards.size(); first += kCardsInGroup) {
    const size_t end = std::min(cards.size(), first + kCardsInGroup);
    const auto group = std::make_shared<const std::vector<Card>>(
        std::make_move_iterator(cards.begin() + static_cast<std::ptrdiff_t>(first)),
        std::make_move_iterator(cards.begin() + static_cast<std::ptrdiff_t>(end)));
    for (const Card& card : *group) grouped.emplace_back(group, &card);
  }
  return grouped;
}

// Takes a change into lists by key. `keys_of` calls back with each key of a card; "" is none.
template <class KeysOf>
void ApplyBy(std::unordered_map<std::string, CardListPtr>& lists, const CardList& gone, const CardList& added, KeysOf keys_of) {
  std::unordered_map<std::string, std::pair<CardList, CardList>> changes;
  for (const CardPtr& card : gone) keys_of(*card, [&](const std::string& key) { changes[key].first.push_back(card); });
  for (const CardPtr& card : added) keys_of(*card, [&](const std::string& key) { changes[key].second.push_back(card); });
  for (auto& [key, change] : changes) {
    if (key.empty()) continue;
    CardListPtr& list = lists[key];
    list = Merge(list ? *list : CardList{}, change.first, std::move(change.second), Newer);
    if (list->empty()) lists.erase(key);
  }
}

std::optional<Card> FillCard(const Article& article, const std::shared_ptr<const Title>& title) {
  if (!title || title->rights == Rights::kNone || article.state != ArticleState::kLive) return std::nullopt;
  Card card;
  card.id = article.id;
  card.title = title;
  card.headline = article.headline;
  card.slug = Slugify(article.headline);
  if (card.slug.empty()) card.slug = "article";
  card.standfirst = Ellipsize(article.standfirst, kStandfirstCharacters);
  card.byline = article.byline;
  card.section = article.section;
  card.language = article.language.empty() ? title->language : article.language;
  card.url = article.url;
  card.published = article.published;
  card.first_seen = article.first_seen;
  card.updated = article.updated;
  card.has_body = article.body_source != BodySource::kNone && title->rights == Rights::kFull;
  if (card.has_body) card.minutes = enrich::MinutesToRead(article.word_count, 0);
  card.image = article.image;
  card.version = article.version;
  return card;
}

}  // namespace

CardPtr MakeCard(const Article& article, const std::shared_ptr<const Title>& title) {
  auto card = FillCard(article, title);
  return card ? std::make_shared<const Card>(std::move(*card)) : nullptr;
}

struct EditionKeeper::Impl {
  Impl(store::Database& given, const Clock& given_clock, KeeperOptions given_options)
      : database(given), clock(given_clock), options(given_options) {}

  Status Load();
  Status Follow(bool trim, bool& more);
  Status ReadTitles(store::Transaction& transaction);
  // Changed articles and what they are about.
  struct ArticleChanges {
    int64_t after = 0, entities_after = 0;
    std::vector<Article> articles;
    std::vector<store::EntityMention> mentions;
    std::vector<store::TopicMark> topics;
    std::vector<NamedEntity> entities;  // new ones, and those known otherwise now
  };
  static Status ReadChanges(store::Transaction& transaction, Timestamp since, size_t most, ArticleChanges& changes);
  static Status ReadAbout(store::Transaction& transaction, ArticleChanges& changes);
  std::vector<Card> MakeCards(const ArticleChanges& changes) const;
  struct StoryChanges {
    int64_t after = 0;
    std::vector<Placement> placements;
    std::vector<Story> stories;
  };
  static Status ReadStories(store::Transaction& transaction, Timestamp since, StoryChanges& changes);
  static Status ReadStoryChanges(store::Transaction& transaction, StoryChanges& changes);
  void ApplyStories(const StoryChanges& changes);
  void Apply(Edition& next, const ArticleChanges& changes);
  void Trim(Edition& next);
  void Publish(Edition next);
  void Run();

  store::Database& database;
  const Clock& clock;
  const KeeperOptions options;
  // g++ 12's std::atomic<std::shared_ptr> is a spin lock of its own; the free functions do the same and TSan knows them.
  EditionPtr current = std::make_shared<const Edition>();

  // Of the keeper's thread alone.
  std::unordered_map<int64_t, std::shared_ptr<const Title>> titles;
  store::FeedCounts counts;
  int64_t seq = 0, story_seq = 0, entity_seq = 0;
  StoryBook book;
  EntityBook entities;
  WordBook words;
  SteadyClock::time_point trimmed{};

  std::mutex mutex;
  std::condition_variable wake;
  bool notified = false, catalogue_changed = false, stopping = false;
  bool demo_press_shown = false;
  std::thread thread;
};

Status EditionKeeper::Impl::ReadTitles(store::Transaction& transaction) {
  auto all = store::AllTitles(transaction);
  if (!all) return Fail(all.error());
  titles.clear();
  for (Title& title : *all) {
    const int64_t id = title.id.value;
    title.rights = EffectiveRights(title.rights, options.mode);
    titles.emplace(id, std::make_shared<const Title>(std::move(title)));
  }
  return {};
}

// `after` is the caller's own until the whole read has succeeded: a change that was read but not shown must be read again.
Status EditionKeeper::Impl::ReadChanges(store::Transaction& transaction, Timestamp since, size_t most, ArticleChanges& changes) {
  while (true) {
    auto batch = store::ArticlesChangedAfter(transaction, changes.after, since, kBatch);
    if (!batch) return Fail(batch.error());
    const bool last = batch->size() < static_cast<size_t>(kBatch);
    if (!batch->empty()) changes.after = batch->back().change_seq;
    std::move(batch->begin(), batch->end(), std::back_inserter(changes.articles));
    if (last || changes.articles.size() >= most) return ReadAbout(transaction, changes);
  }
}

Status EditionKeeper::Impl::ReadAbout(store::Transaction& transaction, ArticleChanges& changes) {
  std::vector<ArticleId> ids;
  ids.reserve(changes.articles.size());
  for (const Article& article : changes.articles) ids.push_back(article.id);
  auto mentions = store::MentionsOf(transaction, ids, kEntitiesOfCard);
  if (!mentions) return Fail(mentions.error());
  auto topics = store::TopicMarksOf(transaction, ids);
  if (!topics) return Fail(topics.error());
  changes.mentions = std::move(*mentions);
  changes.topics = std::move(*topics);
  return {};
}

// Everything that concerns the live news, and from which change on to follow.
Status EditionKeeper::Impl::ReadStories(store::Transaction& transaction, Timestamp since, StoryChanges& changes) {
  changes = {};
  auto latest = store::LatestStorySeq(transaction);
  if (!latest) return Fail(latest.error());
  auto placements = store::PlacementsSince(transaction, since);
  if (!placements) return Fail(placements.error());
  auto stories = store::StoriesSince(transaction, since);
  if (!stories) return Fail(stories.error());
  changes = {*latest, std::move(*placements), std::move(*stories)};
  return {};
}

Status EditionKeeper::Impl::ReadStoryChanges(store::Transaction& transaction, StoryChanges& changes) {
  const int64_t from = changes.after;
  for (int64_t at = from;;) {
    auto batch = store::PlacementsChangedAfter(transaction, at, kBatch);
    if (!batch) return Fail(batch.error());
    if (!batch->empty()) at = batch->back().change_seq;
    std::move(batch->begin(), batch->end(), std::back_inserter(changes.placements));
    changes.after = std::max(changes.after, at);
    if (batch->size() < static_cast<size_t>(kBatch)) break;
  }
  for (int64_t at = from;;) {
    auto batch = store::StoriesChangedAfter(transaction, at, kBatch);
    if (!batch) return Fail(batch.error());
    if (!batch->empty()) at = batch->back().change_seq;
    std::move(batch->begin(), batch->end(), std::back_inserter(changes.stories));
    changes.after = std::max(changes.after, at);
    if (batch->size() < static_cast<size_t>(kBatch)) return {};
  }
}

void EditionKeeper::Impl::ApplyStories(const StoryChanges& changes) {
  for (const Placement& placement : changes.placements) book.Place(placement);
  for (const Story& story : changes.stories) book.SetEvent(story.id, story.event);
  story_seq = changes.after;
}

Status EditionKeeper::Impl::Load() {
  StoryChanges story_changes;
  ArticleChanges changes;
  const Timestamp since = clock.Now() - options.span;
  const Status read = database.Read([&](store::Transaction& transaction) -> Status {
    changes = {};
    if (Status status = ReadTitles(transaction); !status) return status;
    auto counted = store::CountFeeds(transaction);
    if (!counted) return Fail(counted.error());
    counts = *counted;
    if (Status status = ReadChanges(transaction, since, SIZE_MAX, changes); !status) return status;
    // Older articles are not read, and are no changes either.
    auto latest = store::LatestChangeSeq(transaction);
    if (!latest) return Fail(latest.error());
    changes.after = *latest;
    auto named = store::EntitiesSeenSince(transaction, since);
    if (!named) return Fail(named.error());
    changes.entities = std::move(*named);
    auto latest_named = store::LatestEntitySeq(transaction);
    if (!latest_named) return Fail(latest_named.error());
    changes.entities_after = *latest_named;
    return ReadStories(transaction, since, story_changes);
  });
  if (!read) return read;
  book = StoryBook();
  entities = EntityBook();
  words = WordBook();
  Edition next;
  for (const auto& [id, title] : titles) next.titles.emplace(title->slug, title);
  Apply(next, changes);
  ApplyStories(story_changes);
  Trim(next);
  book.Rank(next, clock.Now(), true);
  Publish(std::move(next));
  return {};
}

// What is to be shown of them. An article that changed twice counts once, as it is now.
std::vector<Card> EditionKeeper::Impl::MakeCards(const ArticleChanges& changes) const {
  std::unordered_map<ArticleId, const Article*, ById> latest_of;
  for (const Article& article : changes.articles) latest_of[article.id] = &article;
  std::vector<Card> cards;
  std::unordered_map<ArticleId, size_t, ById> card_of;
  const Timestamp oldest = clock.Now() - options.span;
  for (const auto& [id, article] : latest_of) {
    const auto title = titles.find(article->title.value);
    if (title == titles.end() || article->published < oldest) continue;
    auto card = FillCard(*article, title->second);
    if (!card) continue;
    card_of[id] = cards.size();
    cards.push_back(std::move(*card));
  }
  for (const store::EntityMention& mention : changes.mentions) {
    const auto card = card_of.find(mention.article);
    if (card == card_of.end()) continue;
    std::vector<EntityRef>& refs = cards[card->second].entities;
    const auto number = static_cast<uint32_t>(mention.entity.value);
    const bool there = std::any_of(refs.begin(), refs.end(), [&](const EntityRef& ref) { return ref.entity == number; });
    if (!there) refs.push_back({number, static_cast<float>(mention.salience)});
  }
  for (const store::TopicMark& mark : changes.topics) {
    const auto card = card_of.find(mark.article);
    const enrich::Topic* topic = enrich::FindTopic(mark.topic);
    if (card == card_of.end() || topic == nullptr) continue;
    const auto place = static_cast<uint16_t>(topic - enrich::Topics().data());
    std::vector<uint16_t>& topics = cards[card->second].topics;
    if (std::find(topics.begin(), topics.end(), place) == topics.end()) topics.push_back(place);
  }
  return cards;
}

void EditionKeeper::Impl::Apply(Edition& next, const ArticleChanges& changes) {
  seq = changes.after;
  entity_seq = changes.entities_after;
  entities.Learn(changes.entities);
  if (changes.articles.empty()) {
    next.by_entity = entities.Publish();
    return;
  }
  CardList gone;
  std::unordered_set<int64_t> seen;
  for (const Article& article : changes.articles) {
    if (CardPtr old = next.Find(article.id); old && seen.insert(article.id.value).second) gone.push_back(std::move(old));
  }
  const CardList added = Group(MakeCards(changes));
  ApplyBy(next.by_section, gone, added, [](const Card& card, auto use) { use(card.section); });
  ApplyBy(next.by_country, gone, added, [](const Card& card, auto use) { use(card.title->country); });
  ApplyBy(next.by_language, gone, added, [](const Card& card, auto use) { use(PrimaryLanguage(card.language)); });
  ApplyBy(next.by_title, gone, added, [](const Card& card, auto use) { use(card.title->slug); });
  ApplyBy(next.by_topic, gone, added, [](const Card& card, auto use) {
    for (const uint16_t topic : card.topics) use(enrich::Topics()[topic].slug);
  });
  entities.Apply(gone, added);
  next.by_entity = entities.Publish();
  words.Apply(gone, added);
  next.by_word = words.Publish();
  next.latest = Merge(*next.latest, gone, added, Newer);
  next.by_id = Merge(*next.by_id, gone, added, LowerId);
  std::unordered_set<int64_t> stay;
  for (const CardPtr& card : added) stay.insert(card->id.value);
  for (const CardPtr& card : gone) {
    if (!stay.contains(card->id.value)) book.Remove(card->id);
  }
  for (const CardPtr& card : added) book.Add(card);
}

void EditionKeeper::Impl::Trim(Edition& next) {
  const Timestamp oldest = clock.Now() - options.span;
  // The first card over the budget: it and what is older leave. By (published, id), because many may share one time.
  const CardPtr over = next.latest->size() > options.max_cards ? (*next.latest)[options.max_cards] : nullptr;
  const auto stays = [&](const CardPtr& card) { return card->published >= oldest && (!over || Newer(card, over)); };
  if (next.latest->empty() || stays(next.latest->back())) return;
  const auto trim = [&](CardListPtr& list) {
    const auto end = std::partition_point(list->begin(), list->end(), stays);
    if (end != list->end()) list = std::make_shared<const CardList>(list->begin(), end);
  };
  trim(next.latest);
  for (auto* lists : {&next.by_section, &next.by_country, &next.by_language, &next.by_title, &next.by_topic}) {
    for (auto& [key, list] : *lists) trim(list);
    std::erase_if(*lists, [](const auto& entry) { return entry.second->empty(); });
  }
  auto kept = std::make_shared<CardList>();
  CardList gone;
  for (const CardPtr& card : *next.by_id) {
    if (stays(card)) {
      kept->push_back(card);
    } else {
      book.Remove(card->id);
      gone.push_back(card);
    }
  }
  next.by_id = std::move(kept);
  entities.Apply(gone, {});
  next.by_entity = entities.Publish();
  words.Apply(gone, {});
  next.by_word = words.Publish();
}

void EditionKeeper::Impl::Publish(Edition next) {
  next.number = std::atomic_load(&current)->number + 1;
  next.made = clock.Now();
  next.titles_with_feeds = counts.titles;
  next.titles_arrived = counts.titles_arrived;
  {
    const std::scoped_lock lock(mutex);
    next.demo_press_shown = demo_press_shown;
  }
  std::atomic_store(&current, EditionPtr(std::make_shared<const Edition>(std::move(next))));
}

Status EditionKeeper::Impl::Follow(bool trim, bool& more) {
  ArticleChanges changes;
  StoryChanges story_changes;
  store::FeedCounts counted;
  const Status read = database.Read([&](store::Transaction& transaction) -> Status {
    changes = {};
    changes.after = seq;
    changes.entities_after = entity_seq;
    auto now_counted = store::CountFeeds(transaction);
    if (!now_counted) return Fail(now_counted.error());
    counted = *now_counted;
    story_changes = {story_seq, {}, {}};
    if (Status status = ReadStoryChanges(transaction, story_changes); !status) return status;
    // Of any age: an article that was dated back has to leave, too.
    if (Status status = ReadChanges(transaction, Timestamp{}, kChangesAtOnce, changes); !status) return status;
    auto named = store::EntitiesChangedAfter(transaction, entity_seq);
    if (!named) return Fail(named.error());
    if (!named->empty()) changes.entities_after = named->back().change_seq;
    changes.entities = std::move(*named);
    return {};
  });
  if (!read) return read;
  const bool new_title = std::any_of(changes.articles.begin(), changes.articles.end(), [&](const Article& article) {
    return article.state == ArticleState::kLive && !titles.contains(article.title.value);
  });
  if (new_title) return Load();  // another process added to the catalogue
  more = changes.articles.size() >= kChangesAtOnce;
  const EditionPtr before = std::atomic_load(&current);
  bool demo = false;
  {
    const std::scoped_lock lock(mutex);
    demo = demo_press_shown;
  }
  const bool same = changes.articles.empty() && counted.titles == counts.titles &&
                    counted.titles_arrived == counts.titles_arrived && demo == before->demo_press_shown;
  counts = counted;
  if (same && story_changes.placements.empty() && story_changes.stories.empty() && !trim) return {};
  Edition next = *before;
  Apply(next, changes);
  ApplyStories(story_changes);
  Trim(next);
  const bool ranked_anew = book.Rank(next, clock.Now(), trim && !more);
  if (same && !ranked_anew && next.latest->size() == before->latest->size()) return {};
  Publish(std::move(next));
  return {};
}

void EditionKeeper::Impl::Run() {
  bool failed = false, more = false;
  while (true) {
    const SteadyClock::time_point begun = SteadyClock::now();
    bool reload = false;
    {
      std::unique_lock lock(mutex);
      wake.wait_for(lock, kLookAnyway, [&] { return more || notified || catalogue_changed || stopping; });
      if (stopping) return;
      reload = catalogue_changed;
      notified = catalogue_changed = false;
    }
    const bool trim = SteadyClock::now() - trimmed > kTrimEvery;
    if (trim) trimmed = SteadyClock::now();
    more = false;
    const Status status = reload ? Load() : Follow(trim, more);
    if (!status && !failed) log::Warn("the edition could not be renewed: {}", status.error().message);
    if (!status && reload) {
      const std::scoped_lock lock(mutex);
      catalogue_changed = true;  // it still has to be read
    }
    failed = !status;
    // At most one swap in the time given, however fast articles arrive.
    std::unique_lock lock(mutex);
    wake.wait_until(lock, begun + options.swap_every, [&] { return stopping; });
    if (stopping) return;
  }
}

EditionKeeper::EditionKeeper(store::Database& database, const Clock& clock, KeeperOptions options)
    : impl_(std::make_unique<Impl>(database, clock, options)) {}

EditionKeeper::~EditionKeeper() {
  {
    const std::scoped_lock lock(impl_->mutex);
    impl_->stopping = true;
  }
  impl_->wake.notify_all();
  if (impl_->thread.joinable()) impl_->thread.join();
}

Status EditionKeeper::Start() {
  if (Status loaded = impl_->Load(); !loaded) return loaded;
  impl_->thread = std::thread([this] { impl_->Run(); });
  return {};
}

EditionPtr EditionKeeper::Current() const { return std::atomic_load(&impl_->current); }

void EditionKeeper::Notify() {
  {
    const std::scoped_lock lock(impl_->mutex);
    impl_->notified = true;
  }
  impl_->wake.notify_one();
}

void EditionKeeper::NotifyCatalogue() {
  {
    const std::scoped_lock lock(impl_->mutex);
    impl_->catalogue_changed = true;
  }
  impl_->wake.notify_one();
}

void EditionKeeper::SetDemoPressShown(bool shown) {
  {
    const std::scoped_lock lock(impl_->mutex);
    impl_->demo_press_shown = shown;
    impl_->notified = true;
  }
  impl_->wake.notify_one();
}

}  // namespace newsstand::edition
