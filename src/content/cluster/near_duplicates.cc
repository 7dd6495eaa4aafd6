#include "content/cluster/near_duplicates.h"

#include <algorithm>

namespace newsstand::cluster {
namespace {

constexpr uint32_t kLeastShared = 3;  // grams; fewer are a quotation
constexpr double kNothingOwn = .95;   // from here on a copy is found through what it copies
constexpr double kAboutAsMuch = .6;
constexpr size_t kFirstSlots = 16;

// Of the 64 bits of a gram 42 are kept: 10 choose the shard, 32 are stored and say where in the shard it belongs. Three
// shared grams by chance, with one article, among 30 million: one in 10^12 articles.
size_t ShardOf(uint64_t gram) { return gram >> 54; }
uint32_t TagOf(uint64_t gram) { return static_cast<uint32_t>(gram); }
size_t SlotOf(uint32_t tag, size_t slots) { return static_cast<size_t>(static_cast<uint64_t>(tag) * slots >> 32); }

}  // namespace

NearDuplicates::NearDuplicates(Options options) : options_(options), shards_(kShards) {
  for (Shard& shard : shards_) shard.slots.resize(kFirstSlots);
}

bool NearDuplicates::Remembered(uint32_t place) const {
  if (place < base_) return false;
  const size_t age = NextPlace() - 1 - place;
  return age < options_.always_kept || (age < options_.most_kept && At(place).until >= clock_);
}

// Adds the articles that have this gram to hits_, unless too many have it.
void NearDuplicates::CountOne(uint64_t gram) {
  const Shard& shard = shards_[ShardOf(gram)];
  const size_t before = hits_.size();
  const uint32_t tag = TagOf(gram);
  for (size_t i = SlotOf(TagOf(gram), shard.slots.size()); shard.slots[i].article != kNobody;) {
    if (shard.slots[i].tag == tag && shard.slots[i].article >= base_) hits_.push_back(shard.slots[i].article);
    if (++i == shard.slots.size()) i = 0;
  }
  if (hits_.size() - before > static_cast<size_t>(options_.most_articles)) hits_.resize(before);
}

void NearDuplicates::Count(const Fingerprint& fingerprint) {
  hits_.clear();
  candidates_.clear();
  constexpr size_t kAhead = 12;  // slots on their way from memory while others are looked at
  const auto& grams = fingerprint.grams;
  for (size_t i = 0; i < grams.size(); ++i) {
    if (i + kAhead < grams.size()) {
      const auto& slots = shards_[ShardOf(grams[i + kAhead])].slots;
      __builtin_prefetch(&slots[SlotOf(TagOf(grams[i + kAhead]), slots.size())]);
    }
    CountOne(grams[i]);
  }
  std::sort(hits_.begin(), hits_.end());
  for (const uint32_t place : hits_) {
    if (candidates_.empty() || candidates_.back().article != place) candidates_.push_back({place, 0});
    ++candidates_.back().shared;
  }
}

double NearDuplicates::Containment(const Article& article, const Candidate& candidate) const {
  const uint32_t smaller = std::min(article.grams, At(candidate.article).grams);
  return smaller == 0 ? 0 : static_cast<double>(candidate.shared) / smaller;
}

bool NearDuplicates::IsCopy(const Article& article, const Candidate& candidate) const {
  const Article& other = At(candidate.article);
  if (candidate.shared < kLeastShared && article.whole != other.whole) return false;
  if (Containment(article, candidate) < kWire || !Remembered(candidate.article)) return false;
  if (!article.timed || !other.timed) return true;
  const int64_t window = std::chrono::milliseconds(options_.window).count();
  return article.seen <= other.until && article.seen >= other.seen - window;
}

// The origin is the first of those it shares about as much with as with the nearest, or that one's own origin when that
// one is a copy through and through. Two articles that share a third have other copies of their own.
std::optional<Copy> NearDuplicates::Judge(const Article& article, uint32_t& origin) {
  const Candidate* nearest = nullptr;
  for (const Candidate& candidate : candidates_) {
    if (!IsCopy(article, candidate)) continue;
    const auto rank = [&](const Candidate& c) { return std::pair(Containment(article, c), c.shared); };
    if (nearest == nullptr || rank(candidate) > rank(*nearest)) nearest = &candidate;
  }
  if (nearest == nullptr) return std::nullopt;
  const double about = Containment(article, *nearest) * kAboutAsMuch;
  const auto first = std::find_if(candidates_.begin(), candidates_.end(), [&](const Candidate& candidate) {
    return Containment(article, candidate) >= about && IsCopy(article, candidate);
  });
  origin = At(first->article).origin;
  if (origin < base_) origin = first->article;  // forgotten meanwhile: the oldest we know
  const int64_t until = std::max(article.seen, clock_) + std::chrono::milliseconds(options_.window).count();
  Article& near = At(nearest->article);
  Copy copy;
  copy.origin = At(origin).id;
  copy.nearest = near.id;
  copy.containment = Containment(article, *nearest);
  copy.of_this = static_cast<double>(nearest->shared) / article.grams;
  copy.of_nearest = static_cast<double>(nearest->shared) / near.grams;
  copy.origin_seen = FromUnixMillis(At(origin).seen);
  near.until = std::max(near.until, until);
  At(origin).until = std::max(At(origin).until, until);
  return copy;
}

std::optional<Copy> NearDuplicates::Add(uint64_t id, const Fingerprint& fingerprint, std::optional<Timestamp> seen) {
  Article article;
  article.id = id;
  article.whole = fingerprint.whole;
  article.grams = static_cast<uint32_t>(fingerprint.grams.size());
  article.timed = seen.has_value();
  article.seen = seen ? ToUnixMillis(*seen) : clock_;
  clock_ = std::max(clock_, article.seen);
  article.until = article.seen + std::chrono::milliseconds(options_.window).count();

  Count(fingerprint);
  const uint32_t place = NextPlace();
  uint32_t origin = place;
  const auto copy = Judge(article, origin);
  article.origin = copy && copy->folds() ? origin : place;
  articles_.push_back(article);
  if (!copy || copy->of_this < kNothingOwn) Insert(place, fingerprint);
  Forget();
  return copy;
}

void NearDuplicates::Insert(uint32_t place, const Fingerprint& fingerprint) {
  for (const uint64_t gram : fingerprint.grams) {
    Shard& shard = shards_[ShardOf(gram)];
    if ((shard.used + 1) * 5 > shard.slots.size() * 4) Rebuild(shard);
    size_t i = SlotOf(TagOf(gram), shard.slots.size());
    int same = 0;
    for (; shard.slots[i].article != kNobody; i = i + 1 == shard.slots.size() ? 0 : i + 1)
      same += shard.slots[i].tag == TagOf(gram);
    if (same > options_.most_articles) continue;  // already void
    shard.slots[i] = {TagOf(gram), place};
    ++shard.used;
  }
}

// Drops what is forgotten; grows when that made too little room.
void NearDuplicates::Rebuild(Shard& shard) const {
  std::vector<Slot> kept;
  kept.reserve(shard.used);
  for (const Slot& slot : shard.slots) {
    if (slot.article != kNobody && Remembered(slot.article)) kept.push_back(slot);
  }
  shard.slots.assign(std::max(kFirstSlots, kept.size() * 8 / 5), Slot{});
  shard.used = kept.size();
  for (const Slot& slot : kept) {
    size_t i = SlotOf(slot.tag, shard.slots.size());
    while (shard.slots[i].article != kNobody) i = i + 1 == shard.slots.size() ? 0 : i + 1;
    shard.slots[i] = slot;
  }
}

void NearDuplicates::Forget() {
  while (!articles_.empty() && !Remembered(base_)) {
    articles_.pop_front();
    ++base_;
  }
}

size_t NearDuplicates::bytes() const {
  size_t total = articles_.size() * sizeof(Article) + (candidates_.capacity() + hits_.capacity()) * sizeof(Candidate);
  for (const Shard& shard : shards_) total += shard.slots.capacity() * sizeof(Slot);
  return total;
}

}  // namespace newsstand::cluster
