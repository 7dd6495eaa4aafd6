#include "content/cluster/stories.h"

#include <algorithm>

namespace newsstand::cluster {
namespace {

constexpr size_t kTellingWords = 12;      // of an article: those with most weight find its candidates
constexpr size_t kTellingNames = 16;
constexpr size_t kStoriesOfTerm = 128;    // the latest ones; a term in more tells little
constexpr size_t kRedirectsKept = 200'000;

// Calls `take` with each term that finds an article's candidates, and its weight. Languages do not meet.
template <class Take>
void ForTelling(const Profile& profile, const std::string& language, Take take) {
  const Term salt = language.empty() ? 0 : TermOf(language);
  const auto some = [&](const std::vector<Weight>& vector, size_t most) {
    for (size_t i = 0; i < std::min(vector.size(), most); ++i) take(vector[i].term ^ salt, vector[i].value);
  };
  some(profile.words, kTellingWords);
  some(profile.names, kTellingNames);
  some(profile.title, kMostTitle);
}

}  // namespace

Stories::Stories(uint64_t next_story, Options options) : options_(options), next_story_(next_story) {}

Stories::Article Stories::Read(const Arrival& arrival) {
  Article article;
  article.language = std::string(arrival.language.substr(0, arrival.language.find('-')));
  article.timed = arrival.published.has_value();
  article.seconds = article.timed ? ToUnixSeconds(*arrival.published) : clock_;
  clock_ = std::max(clock_, article.seconds);
  article.profile = profiler_.Make(arrival.title, arrival.text, article.language, idf_, terms_);
  idf_.Learn(article.language, terms_.data(), terms_.size(), clock_ / 86400);
  return article;
}

uint64_t Stories::Start(const std::string& language) {
  const uint64_t id = next_story_++;
  stories_[id].language = language;
  return id;
}

Placed Stories::Add(const Arrival& arrival) {
  if (articles_.contains(arrival.id)) Take(arrival.id);
  Article article = Read(arrival);
  Placed placed;
  // Without a text a headline of eight words that is repeated word for word is one.
  placed.copy = duplicates_.Add(arrival.id, FingerprintOf(arrival.text.empty() ? arrival.title : arrival.text), arrival.published);
  placed.story = Demanded(arrival.id);
  if (placed.story == 0 && placed.copy && placed.copy->folds()) {
    article.origin = placed.copy->origin;
    const uint64_t inherited = StoryOf(placed.copy->origin);
    const auto found = stories_.find(inherited);
    if (found != stories_.end() && !Forbidden(arrival.id, found->second)) {
      placed.story = inherited;
      article.language = found->second.language;  // the same text is in the same language, whatever was detected or declared
    }
  }
  if (placed.story == 0) placed.story = Choose(arrival.id, article);
  placed.started = placed.story == 0;
  if (placed.started) placed.story = Start(article.language);
  Put(arrival.id, std::move(article), placed.story);
  fresh_.push_back(arrival.id);
  Forget();
  return placed;
}

void Stories::Restore(const Arrival& arrival, uint64_t story) {
  if (articles_.contains(arrival.id)) return;
  Article article = Read(arrival);
  const auto copy = duplicates_.Add(arrival.id, FingerprintOf(arrival.text.empty() ? arrival.title : arrival.text), arrival.published);
  if (copy && copy->folds()) article.origin = copy->origin;
  next_story_ = std::max(next_story_, story + 1);
  if (!stories_.contains(story)) stories_[story].language = article.language;
  Put(arrival.id, std::move(article), story);
  Forget();
}

// Steps: 1. the stories that share most of what tells; 2. the one with the highest score; 3. join it if the score says so.
uint64_t Stories::Choose(uint64_t id, const Article& article) const {
  Group single;
  single.Add(article.profile, article.timed, article.seconds);
  const double crowd = Crowd(article.language);
  uint64_t best = 0;
  double best_score = 0;
  for (const uint64_t candidate : Candidates(article)) {
    const Story& story = stories_.at(candidate);
    if (story.language != article.language) continue;
    const double score = model_.Score(single, story.group, SharedOf(single, story.group), crowd);
    if (score > best_score && !Forbidden(id, story)) {
      best = candidate;
      best_score = score;
    }
  }
  return best;
}

std::vector<uint64_t> Stories::Candidates(const Article& article) const {
  std::unordered_map<uint64_t, float> scores;
  ForTelling(article.profile, article.language, [&](Term term, float weight) {
    const auto found = postings_.find(term);
    if (found == postings_.end()) return;
    for (const uint64_t posted : found->second) {
      const uint64_t story = Resolve(posted);
      if (story != 0) scores[story] += weight;
    }
  });
  std::vector<std::pair<float, uint64_t>> order;
  order.reserve(scores.size());
  for (const auto& [story, score] : scores) order.push_back({-score, story});
  const size_t keep = std::min(order.size(), options_.candidates);
  std::partial_sort(order.begin(), order.begin() + static_cast<std::ptrdiff_t>(keep), order.end());
  std::vector<uint64_t> out;
  for (size_t i = 0; i < keep; ++i) out.push_back(order[i].second);
  return out;
}

bool Stories::Forbidden(uint64_t article, const Story& story) const {
  const auto found = apart_.find(article);
  if (found == apart_.end()) return false;
  return std::any_of(story.articles.begin(), story.articles.end(), [&](uint64_t other) { return found->second.contains(other); });
}

uint64_t Stories::Demanded(uint64_t article) const {
  const auto found = together_.find(article);
  if (found == together_.end()) return 0;
  for (const uint64_t other : found->second) {
    if (const uint64_t story = StoryOf(other); story != 0) return story;
  }
  return 0;
}

void Stories::Put(uint64_t id, Article article, uint64_t story) {
  Story& into = stories_.at(story);
  into.group.Add(article.profile, article.timed, article.seconds);
  into.articles.push_back(id);
  into.touched = std::max(into.touched, clock_);
  Post(article, story);
  article.story = story;
  ++live_[article.language];
  articles_.insert_or_assign(id, std::move(article));
  order_.push_back(id);
}

void Stories::Post(const Article& article, uint64_t story) {
  ForTelling(article.profile, article.language, [&](Term term, float) {
    auto& list = postings_[term];
    const auto found = std::find(list.rbegin(), list.rend(), story);
    if (found != list.rend()) {
      std::rotate(found.base() - 1, found.base(), list.end());
      return;
    }
    if (list.size() >= kStoriesOfTerm) list.erase(list.begin());
    list.push_back(story);
  });
}

// Out of its story, whose sums are made anew: what is subtracted from sums leaves dust.
void Stories::Take(uint64_t id) {
  const auto found = articles_.find(id);
  if (found == articles_.end()) return;
  const uint64_t story = found->second.story;
  Story& from = stories_.at(story);
  std::erase(from.articles, id);
  --live_[found->second.language];
  articles_.erase(found);
  std::erase(order_, id);
  if (from.articles.empty()) {
    stories_.erase(story);
    return;
  }
  from.group = Group{};
  for (const uint64_t other : from.articles) {
    const Article& article = articles_.at(other);
    from.group.Add(article.profile, article.timed, article.seconds);
  }
}

double Stories::Crowd(const std::string& language) const {
  const auto found = live_.find(language);
  return found == live_.end() ? 0 : static_cast<double>(found->second);
}

void Stories::Remove(uint64_t article) { Take(article); }

// An article past its time leaves the index; its story keeps what it said, until none of its articles is live.
void Stories::Forget() {
  const int64_t live = std::chrono::seconds(options_.live).count();
  while (order_.size() > options_.always_live) {
    const auto found = articles_.find(order_.front());
    if (order_.size() <= options_.most_live && found->second.seconds + live >= clock_) break;
    const auto story = stories_.find(found->second.story);
    std::erase(story->second.articles, found->first);
    if (story->second.articles.empty()) {
      ForTelling(found->second.profile, found->second.language, [&](Term term, float) {
        const auto list = postings_.find(term);
        if (list == postings_.end()) return;
        std::erase_if(list->second, [&](uint64_t posted) { return posted == story->first || Resolve(posted) == 0; });
        if (list->second.empty()) postings_.erase(list);
      });
      stories_.erase(story);
    }
    --live_[found->second.language];
    articles_.erase(found);
    order_.pop_front();
  }
  if (redirects_.size() > kRedirectsKept) std::erase_if(redirects_, [&](const auto& each) { return Resolve(each.first) == 0; });
}

uint64_t Stories::StoryOf(uint64_t article) const {
  const auto found = articles_.find(article);
  return found == articles_.end() ? 0 : found->second.story;
}

uint64_t Stories::Resolve(uint64_t story) const {
  for (int step = 0; step < 64; ++step) {
    if (stories_.contains(story)) return story;
    const auto found = redirects_.find(story);
    if (found == redirects_.end()) return 0;
    story = found->second;
  }
  return 0;
}

std::vector<uint64_t> Stories::ArticlesOf(uint64_t story) const {
  const auto found = stories_.find(Resolve(story));
  return found == stories_.end() ? std::vector<uint64_t>{} : found->second.articles;
}

size_t Stories::bytes() const {
  size_t total = duplicates_.bytes() + idf_.bytes();
  for (const auto& [id, article] : articles_) {
    const Profile& p = article.profile;
    total += sizeof(Article) + 64 + (p.words.capacity() + p.title.capacity() + p.names.capacity()) * sizeof(Weight);
  }
  for (const auto& [id, story] : stories_) {
    total += sizeof(Story) + 48 + story.articles.capacity() * 8 + story.group.words.bytes() + story.group.title.bytes() + story.group.names.bytes();
  }
  for (const auto& [term, list] : postings_) total += 56 + list.capacity() * 8;
  return total + redirects_.size() * 40;
}

}  // namespace newsstand::cluster
