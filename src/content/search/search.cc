#include "content/search/search.h"

#include <algorithm>
#include <cmath>

#include "content/search/plan.h"

namespace newsstand::search {
namespace {

constexpr int64_t kHour = 3'600'000, kDay = 24 * kHour;
constexpr int64_t kRecentDays = 2, kBeforeDays = 30;
constexpr uint32_t kCountedSteps = 20'000;  // articles looked at for freshness
constexpr size_t kFewHits = 10;             // with fewer, articles that have most of the query are shown, too
constexpr size_t kPartialClauses = 3;
constexpr double kMostOfIt = 0.4;           // of the query's weight

// The best so far: the worst of them on top.
class Best {
 public:
  explicit Best(size_t most) : most_(most) {}
  static bool Better(const Hit& a, const Hit& b) {
    if (a.score != b.score) return a.score > b.score;
    return a.published != b.published ? a.published > b.published : a.article > b.article;
  }
  bool full() const { return hits_.size() >= most_; }
  double least() const { return hits_.front().score; }  // of a full one
  void Add(const Hit& hit) {
    if (most_ == 0) return;
    if (full()) {
      if (!Better(hit, hits_.front())) return;
      std::pop_heap(hits_.begin(), hits_.end(), Better);
      hits_.pop_back();
    }
    hits_.push_back(hit);
    std::push_heap(hits_.begin(), hits_.end(), Better);
  }
  std::vector<Hit> Take() {
    std::sort_heap(hits_.begin(), hits_.end(), Better);
    return std::move(hits_);
  }

 private:
  size_t most_;
  std::vector<Hit> hits_;
};

// What keeps articles out beside words.
class Filter {
 public:
  Filter(const Survivors& part, const Query& query) : part_(part) {
    const Segment& segment = *part.segment;
    end_ = segment.docs();
    if (query.before) begin_ = segment.FirstBefore(*query.before);
    if (query.after) end_ = segment.FirstBefore(*query.after);
    Choose(segment.language_names(), query.languages, languages_);
    Choose(segment.country_names(), query.countries, countries_);
  }
  uint32_t begin() const { return begin_; }
  uint32_t end() const { return end_; }
  bool Accepts(uint32_t doc) const {
    if (!part_.Has(doc)) return false;
    if (!languages_.empty() && !languages_[part_.segment->language(doc)]) return false;
    return countries_.empty() || countries_[part_.segment->country(doc)];
  }

 private:
  static void Choose(const std::vector<std::string>& names, const std::vector<std::string>& wanted,
                     std::vector<bool>& chosen) {
    if (wanted.empty()) return;
    for (const std::string& name : names)
      chosen.push_back(std::find(wanted.begin(), wanted.end(), name) != wanted.end());
  }
  const Survivors& part_;
  uint32_t begin_ = 0, end_ = 0;
  std::vector<bool> languages_, countries_;
};

bool InNone(std::vector<LeafPtr>& none, uint32_t doc) {
  for (const LeafPtr& leaf : none) {
    leaf->SkipTo(doc);
    if (leaf->doc() == doc) return true;
  }
  return false;
}

// Articles that have every clause, in ascending order.
class Conjunction {
 public:
  Conjunction(const Survivors& part, Plan::Leaves leaves) : leaves_(std::move(leaves)) {
    if (leaves_.all.empty()) leaves_.all.push_back(MakeAllLeaf(*part.segment));
    std::sort(leaves_.all.begin(), leaves_.all.end(),
              [](const LeafPtr& a, const LeafPtr& b) { return a->cost() < b->cost(); });
    for (size_t i = 1; i < leaves_.all.size(); ++i) rest_ += leaves_.all[i]->most();
  }

  Leaf& driver() { return *leaves_.all.front(); }

  // The first article not before `doc` that may score more than `least` as `newness` bounds it; kNoDoc behind `end`.
  template <class Newness>
  uint32_t Next(uint32_t doc, uint32_t end, const Newness& can_matter) {
    while (doc < end) {
      driver().SkipTo(doc);
      doc = driver().doc();
      if (doc >= end) return kNoDoc;
      if (doc > checked_to_ || checked_to_ == kNoDoc) {
        uint32_t last = kNoDoc;
        const float bound = driver().Bound(doc, last) + rest_;
        if (!can_matter(doc, bound)) {
          skipped_ = true;
          if (last == kNoDoc) return kNoDoc;
          doc = last + 1;
          continue;
        }
        checked_to_ = last == kNoDoc ? kNoDoc - 1 : last;
      }
      bool all = true;
      for (size_t i = 1; i < leaves_.all.size() && all; ++i) {
        Leaf& leaf = *leaves_.all[i];
        leaf.SkipTo(doc);
        if (leaf.doc() == doc) continue;
        all = false;
        doc = leaf.doc();
      }
      if (!all) continue;
      if (!InNone(leaves_.none, doc)) return doc;
      ++doc;
    }
    return kNoDoc;
  }

  double Score() {
    double sum = 0;
    for (const LeafPtr& leaf : leaves_.all) sum += leaf->Score();
    return sum;
  }
  bool skipped() const { return skipped_; }

 private:
  Plan::Leaves leaves_;
  float rest_ = 0;  // the most that all but the driver score
  uint32_t checked_to_ = kNoDoc;
  bool skipped_ = false;
};

class Searcher {
 public:
  Searcher(const View& view, const Query& query, Order order, size_t limit, int64_t now)
      : view_(view), query_(query), order_(order), limit_(limit), now_(now), plan_(view, query), best_(limit) {
    // Without words there is nothing to rank by.
    if (query.all.empty()) order_ = Order::kNewest;
  }

  Hits Run() {
    found_.counted = true;
    if (order_ == Order::kRelevance) found_.freshness = Freshness();
    for (size_t i = 0; i < view_.parts.size(); ++i) RunAll(i);
    found_.hits = best_.Take();
    if (order_ == Order::kRelevance && found_.hits.size() < std::min(kFewHits, limit_)) RunPartial();
    return std::move(found_);
  }

 private:
  double Newness(int64_t published) const {
    const double hours = static_cast<double>(std::max<int64_t>(0, now_ - published)) / static_cast<double>(kHour);
    return 1 + found_.freshness * std::exp2(-hours / kHalfLifeHours);
  }

  double Freshness() {
    int64_t recent = 0, before = 0, recent_articles = 0, before_articles = 0;
    uint32_t steps = 0;
    for (size_t i = 0; i < view_.parts.size(); ++i) {
      const Survivors& part = view_.parts[i];
      const Segment& segment = *part.segment;
      const uint32_t middle = segment.FirstBefore(now_ - kRecentDays * kDay);
      const uint32_t end = segment.FirstBefore(now_ - kBeforeDays * kDay);
      if (end == 0) continue;
      uint32_t reached = end;
      Plan::Leaves leaves = plan_.MakeLeaves(i);
      if (leaves.possible) {
        Conjunction both(part, std::move(leaves));
        const auto always = [&](uint32_t, float) { return ++steps < kCountedSteps; };
        uint32_t doc = 0, behind = 0;
        while (steps < kCountedSteps && (doc = both.Next(doc, end, always)) != kNoDoc) {
          (doc < middle ? recent : before) += 1;
          ++steps;
          behind = ++doc;
        }
        if (steps >= kCountedSteps) reached = behind;
      }
      recent_articles += std::min(middle, reached);
      before_articles += reached > middle ? reached - middle : 0;
      if (steps >= kCountedSteps) break;  // what was seen so far is sample enough
    }
    const double expected = before_articles > 0 ? static_cast<double>(before) * static_cast<double>(recent_articles) /
                                                      static_cast<double>(before_articles)
                                                : static_cast<double>(recent);
    const double burst = std::log2((static_cast<double>(recent) + 1) / (expected + 1));
    return std::clamp(kLeastFreshness + 0.4 * std::max(0.0, burst), kLeastFreshness, kMostFreshness);
  }

  void Found(const Segment& segment, uint32_t doc, double score, Best& best) {
    const int64_t published = segment.published(doc);
    const double key = order_ == Order::kNewest ? static_cast<double>(published) : score * Newness(published);
    best.Add({segment.article(doc), published, key});
  }

  void RunAll(size_t number) {
    const Survivors& part = view_.parts[number];
    const Segment& segment = *part.segment;
    const Filter filter(part, query_);
    // Nothing here is better than the worst of a full list.
    if (order_ == Order::kNewest && best_.full() && static_cast<double>(segment.newest()) < best_.least()) {
      found_.counted = false;
      return;
    }
    Plan::Leaves leaves = plan_.MakeLeaves(number);
    if (!leaves.possible) return;
    Conjunction all(part, std::move(leaves));
    const auto can_matter = [&](uint32_t doc, float bound) {
      if (!best_.full()) return true;
      if (order_ == Order::kNewest) return static_cast<double>(segment.published(doc)) >= best_.least();
      return static_cast<double>(bound) * Newness(segment.published(doc)) * 1.00001 > best_.least();
    };
    for (uint32_t doc = filter.begin(); (doc = all.Next(doc, filter.end(), can_matter)) != kNoDoc; ++doc) {
      if (!filter.Accepts(doc)) continue;
      if (order_ == Order::kNewest && best_.full() && static_cast<double>(segment.published(doc)) < best_.least()) {
        found_.counted = false;
        break;
      }
      ++found_.matches;
      Found(segment, doc, all.Score(), best_);
    }
    if (all.skipped()) found_.counted = false;
  }

  // Most of the query: MaxScore (Turtle and Flood, "Query evaluation: strategies and optimizations", 1995) with a second
  // sum beside it, of the weight that an article has to have.
  void RunPartial() {
    size_t words = 0;
    double whole = 0;
    for (size_t i = 0; i < query_.all.size(); ++i) {
      words += plan_.OfWords(i) ? 1 : 0;
      whole += plan_.OfWords(i) ? plan_.weight(i) : 0;
    }
    if (words < kPartialClauses) return;
    Best best(limit_ - found_.hits.size());
    for (size_t i = 0; i < view_.parts.size(); ++i) PartialOf(i, whole * kMostOfIt, best);
    const std::vector<Hit> more = best.Take();
    found_.partial = !more.empty();
    found_.hits.insert(found_.hits.end(), more.begin(), more.end());
  }

  struct Scored {
    LeafPtr leaf;
    double weight = 0, most_before = 0, weight_before = 0;  // the sums of those in front of it
  };

  void PartialOf(size_t number, double need, Best& best) {
    const Survivors& part = view_.parts[number];
    const Filter filter(part, query_);
    Plan::Leaves leaves = plan_.MakeLeaves(number);
    std::vector<Scored> scored;
    std::vector<LeafPtr> required;
    double sum = 0;
    for (size_t i = 0; i < leaves.all.size(); ++i) {
      if (!plan_.OfWords(i)) {
        if (leaves.all[i] == nullptr) return;
        required.push_back(std::move(leaves.all[i]));
      } else if (leaves.all[i] != nullptr) {
        scored.push_back({std::move(leaves.all[i]), plan_.weight(i)});
        sum += plan_.weight(i);
      }
    }
    if (sum < need) return;
    const size_t everything = scored.size() < query_.all.size() - required.size() ? SIZE_MAX : scored.size();
    std::sort(scored.begin(), scored.end(), [](const Scored& a, const Scored& b) { return a.weight < b.weight; });
    for (size_t i = 1; i < scored.size(); ++i) {
      scored[i].most_before = scored[i - 1].most_before + static_cast<double>(scored[i - 1].leaf->most());
      scored[i].weight_before = scored[i - 1].weight_before + scored[i - 1].weight;
    }
    const Segment& segment = *part.segment;
    size_t first = 0;  // the leaves before it alone make no hit
    uint32_t doc = filter.begin();
    while (true) {
      while (first + 1 < scored.size() &&
             (scored[first + 1].weight_before < need ||
              (best.full() && scored[first + 1].most_before * (1 + found_.freshness) < best.least())))
        ++first;
      uint32_t least = kNoDoc;
      for (size_t i = first; i < scored.size(); ++i) {
        scored[i].leaf->SkipTo(doc);
        least = std::min(least, scored[i].leaf->doc());
      }
      doc = least;
      if (doc >= filter.end()) return;
      double score = 0, weight = 0;
      size_t matched = 0;
      for (size_t i = scored.size(); i-- > 0;) {
        if (i < first && weight + scored[i].weight_before + scored[i].weight < need) break;
        scored[i].leaf->SkipTo(doc);
        if (scored[i].leaf->doc() != doc) continue;
        score += scored[i].leaf->Score();
        weight += scored[i].weight;
        ++matched;
      }
      if (weight >= need && matched != everything && filter.Accepts(doc) && HasAll(required, doc) &&
          !InNone(leaves.none, doc))
        Found(segment, doc, score, best);
      ++doc;
    }
  }

  static bool HasAll(std::vector<LeafPtr>& required, uint32_t doc) {
    return std::all_of(required.begin(), required.end(), [&](const LeafPtr& leaf) {
      leaf->SkipTo(doc);
      return leaf->doc() == doc;
    });
  }

  const View& view_;
  const Query& query_;
  Order order_;
  size_t limit_;
  int64_t now_;
  Plan plan_;
  Best best_;
  Hits found_;
};

}  // namespace

Hits Search(const View& view, const Query& query, Order order, size_t limit, int64_t now) {
  if (query.empty()) return {};
  return Searcher(view, query, order, limit, now).Run();
}

}  // namespace newsstand::search
