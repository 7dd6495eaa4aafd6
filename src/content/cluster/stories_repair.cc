// What Stories puts right after the fact: editors' words, and the periodic repair.
#include <algorithm>
#include <map>
#include <numeric>
#include <set>

#include "content/cluster/agglomerate.h"
#include "content/cluster/stories.h"

namespace newsstand::cluster {

// What Repair moves as one: articles that a copy or an editor's word ties together, or a story that cannot be taken
// apart because some of its articles are not live any more.
struct Stories::Unit {
  std::vector<uint64_t> articles;
  Group group;
};

namespace {

constexpr size_t kNearLookedAt = 5;  // stories that share most with one that has a new article

// Which element each is tied to.
class Ties {
 public:
  explicit Ties(size_t count) : parent_(count) { std::iota(parent_.begin(), parent_.end(), size_t{0}); }
  size_t Root(size_t i) {
    while (parent_[i] != i) i = parent_[i] = parent_[parent_[i]];
    return i;
  }
  void Tie(size_t a, size_t b) { parent_[std::max(Root(a), Root(b))] = std::min(Root(a), Root(b)); }

 private:
  std::vector<size_t> parent_;
};

void Forbid(std::unordered_map<uint64_t, std::unordered_set<uint64_t>>& pairs, uint64_t one, uint64_t other, bool on) {
  for (const auto& [a, b] : {std::pair(one, other), std::pair(other, one)}) {
    if (on) {
      pairs[a].insert(b);
    } else if (const auto found = pairs.find(a); found != pairs.end()) {
      found->second.erase(b);
      if (found->second.empty()) pairs.erase(found);
    }
  }
}

}  // namespace

void Stories::Redirect(uint64_t from, uint64_t to, Changes& changes) {
  redirects_[from] = to;
  changes.redirects.push_back({from, to});
}

void Stories::Move(uint64_t id, uint64_t story, Changes& changes) {
  Article article = articles_.at(id);
  if (article.story == story) return;
  const uint64_t from = article.story;
  Take(id);
  if (!stories_.contains(from)) Redirect(from, story, changes);
  Put(id, std::move(article), story);
  changes.moves.push_back({id, story});
}

// The smaller story goes into the larger; what editors hold apart from it stays behind.
Changes Stories::Together(uint64_t one, uint64_t other) {
  Changes changes;
  if (one == other) return changes;
  Forbid(apart_, one, other, false);
  Forbid(together_, one, other, true);
  uint64_t into = StoryOf(one), from = StoryOf(other);
  if (into == 0 || from == 0 || into == from) return changes;
  if (stories_.at(into).articles.size() < stories_.at(from).articles.size()) std::swap(into, from);
  const std::vector<uint64_t> articles = stories_.at(from).articles;
  for (const uint64_t article : articles) {
    const bool named = article == one || article == other;
    if (named || !Forbidden(article, stories_.at(into))) Move(article, into, changes);
  }
  return changes;
}

// `other` leaves, with its copies and what editors tied to it.
Changes Stories::Apart(uint64_t one, uint64_t other) {
  Changes changes;
  if (one == other) return changes;
  Forbid(together_, one, other, false);
  Forbid(apart_, one, other, true);
  const uint64_t story = StoryOf(one);
  if (story == 0 || story != StoryOf(other)) return changes;
  const std::vector<uint64_t> articles = stories_.at(story).articles;
  const auto tied = together_.find(other);
  const uint64_t fresh = Start(stories_.at(story).language);
  for (const uint64_t article : articles) {
    if (article == one) continue;
    const bool copy = articles_.at(article).origin == other;
    if (article == other || copy || (tied != together_.end() && tied->second.contains(article))) Move(article, fresh, changes);
  }
  return changes;
}

Changes Stories::Repair(std::optional<Timestamp> now, bool all) {
  Changes changes;
  const int64_t at = now ? ToUnixSeconds(*now) : clock_;
  const int64_t since = at - std::chrono::seconds(options_.repair).count();
  // Latest first, as many as may be; a story of an unlucky size waits for the next time.
  std::vector<std::pair<int64_t, uint64_t>> order;
  if (all || !repaired_) {
    for (const auto& [id, story] : stories_) {
      if (all || story.touched >= since) order.push_back({-story.touched, id});
    }
  } else {
    for (const uint64_t id : FreshAndNear(since)) order.push_back({-stories_.at(id).touched, id});
  }
  repaired_ = true;
  fresh_.clear();
  std::sort(order.begin(), order.end());
  std::map<std::string, std::vector<uint64_t>> by_language;
  size_t articles = 0;
  for (const auto& [touched, id] : order) {
    const Story& story = stories_.at(id);
    if (articles + story.articles.size() > options_.most_repaired) break;
    articles += story.articles.size();
    by_language[story.language].push_back(id);
  }
  for (auto& [language, stories] : by_language) {
    std::sort(stories.begin(), stories.end());
    Rename(Rejoin(language, Units(stories)), stories, changes);
  }
  return changes;
}

std::set<uint64_t> Stories::FreshAndNear(int64_t since) const {
  std::set<uint64_t> found;
  for (const uint64_t id : fresh_) {
    const auto article = articles_.find(id);
    if (article == articles_.end() || !found.insert(article->second.story).second) continue;
    const auto near = Candidates(article->second);
    for (size_t i = 0; i < std::min(near.size(), kNearLookedAt); ++i) {
      if (stories_.at(near[i]).touched >= since) found.insert(near[i]);
    }
  }
  return found;
}

std::vector<Stories::Unit> Stories::Units(const std::vector<uint64_t>& stories) const {
  std::vector<uint64_t> ids;
  std::unordered_map<uint64_t, size_t> places;
  for (const uint64_t id : stories) {
    for (const uint64_t article : stories_.at(id).articles) {
      places[article] = ids.size();
      ids.push_back(article);
    }
  }
  Ties ties(ids.size());
  std::vector<const Story*> whole(ids.size());
  for (const uint64_t id : stories) {
    const Story& story = stories_.at(id);
    const size_t first = places.at(story.articles.front());
    if (story.group.articles <= static_cast<double>(story.articles.size())) continue;
    for (size_t i = 0; i < story.articles.size(); ++i) ties.Tie(first, first + i);
    whole[first] = &story;
  }
  for (size_t i = 0; i < ids.size(); ++i) {
    const Article& article = articles_.at(ids[i]);
    const auto origin = places.find(article.origin);
    const auto held = apart_.find(ids[i]);
    if (origin != places.end() && (held == apart_.end() || !held->second.contains(article.origin))) ties.Tie(i, origin->second);
    if (const auto tied = together_.find(ids[i]); tied != together_.end()) {
      for (const uint64_t other : tied->second) {
        if (const auto place = places.find(other); place != places.end()) ties.Tie(i, place->second);
      }
    }
  }
  std::map<size_t, Unit> units;
  for (size_t i = 0; i < ids.size(); ++i) {
    Unit& unit = units[ties.Root(i)];
    unit.articles.push_back(ids[i]);
    const Article& article = articles_.at(ids[i]);
    if (whole[i] != nullptr) {
      unit.group.Add(whole[i]->group);
    } else if (stories_.at(article.story).group.articles <= static_cast<double>(stories_.at(article.story).articles.size())) {
      unit.group.Add(article.profile, article.timed, article.seconds);
    }
  }
  std::vector<Unit> out;
  for (auto& [root, unit] : units) out.push_back(std::move(unit));
  return out;
}

std::vector<std::vector<uint64_t>> Stories::Rejoin(const std::string& language, std::vector<Unit> units) const {
  std::vector<Group> groups;
  std::unordered_map<uint64_t, uint32_t> unit_of;
  for (uint32_t i = 0; i < units.size(); ++i) {
    for (const uint64_t article : units[i].articles) unit_of[article] = i;
    groups.push_back(std::move(units[i].group));
  }
  Agglomeration options;
  for (const auto& [one, others] : apart_) {
    const auto a = unit_of.find(one);
    if (a == unit_of.end()) continue;
    for (const uint64_t other : others) {
      const auto b = unit_of.find(other);
      if (b != unit_of.end() && a->second != b->second) options.apart.push_back({a->second, b->second});
    }
  }
  options.crowd = Crowd(language);
  const auto into = Agglomerate(groups, model_, options);
  std::map<uint32_t, std::vector<uint64_t>> joined;
  for (size_t i = 0; i < units.size(); ++i) {
    auto& articles = joined[into[i]];
    articles.insert(articles.end(), units[i].articles.begin(), units[i].articles.end());
  }
  std::vector<std::vector<uint64_t>> out;
  for (auto& [root, articles] : joined) out.push_back(std::move(articles));
  return out;
}

// Gives each new group the id of the old story it has most of, if no other has more of it; the others are new. An old
// story that is left without redirects to where most of it went.
void Stories::Rename(const std::vector<std::vector<uint64_t>>& wanted, const std::vector<uint64_t>& stories, Changes& changes) {
  std::map<std::pair<uint64_t, size_t>, size_t> overlaps;
  for (size_t i = 0; i < wanted.size(); ++i) {
    for (const uint64_t article : wanted[i]) ++overlaps[{articles_.at(article).story, i}];
  }
  std::vector<std::pair<size_t, std::pair<uint64_t, size_t>>> order;
  for (const auto& [pair, count] : overlaps) order.push_back({count, pair});
  std::sort(order.begin(), order.end(), [](const auto& a, const auto& b) { return a.first != b.first ? a.first > b.first : a.second < b.second; });
  std::vector<uint64_t> ids(wanted.size());
  std::map<uint64_t, size_t> went;  // an old story → the new one that has most of it
  std::set<uint64_t> kept;
  for (const auto& [count, pair] : order) {
    const auto [old, i] = pair;
    went.emplace(old, i);
    if (ids[i] == 0 && !kept.contains(old)) {
      ids[i] = old;
      kept.insert(old);
    }
  }
  const std::string language = stories_.at(stories.front()).language;
  for (uint64_t& id : ids) {
    if (id == 0) id = next_story_++;
  }
  std::map<uint64_t, Story> old;
  for (const uint64_t id : stories) {
    const auto found = stories_.find(id);
    old[id] = std::move(found->second);
    stories_.erase(found);
  }
  for (size_t i = 0; i < wanted.size(); ++i) {
    Story& story = stories_[ids[i]];
    story.language = language;
    std::set<uint64_t> partly;  // old stories with articles that are not live: their sums come whole
    for (const uint64_t article : wanted[i]) {
      Article& each = articles_.at(article);
      const Story& from = old.at(each.story);
      story.touched = std::max(story.touched, from.touched);
      if (from.group.articles > static_cast<double>(from.articles.size())) {
        if (partly.insert(each.story).second) story.group.Add(from.group);
      } else {
        story.group.Add(each.profile, each.timed, each.seconds);
      }
    }
    story.articles = wanted[i];
  }
  for (size_t i = 0; i < wanted.size(); ++i) {
    for (const uint64_t article : wanted[i]) {
      Article& each = articles_.at(article);
      if (each.story == ids[i]) continue;
      each.story = ids[i];
      changes.moves.push_back({article, ids[i]});
      Post(each, ids[i]);
    }
  }
  for (const auto& [id, i] : went) {
    if (!kept.contains(id)) Redirect(id, ids[i], changes);
  }
}

}  // namespace newsstand::cluster
