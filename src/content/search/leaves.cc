#include "content/search/leaves.h"

#include <algorithm>

namespace newsstand::search {
namespace {

constexpr size_t kManyLists = 6;  // from so many on lists are read at once and put together

// One list of one form of a word.
class ListLeaf : public Leaf {
 public:
  ListLeaf(const Segment& segment, const Variant& variant, float weight)
      : segment_(segment), cursor_(segment, variant.info), languages_(variant.languages), step_(weight / 255) {
    most_ = step_ * static_cast<float>(cursor_.max_impact());
    cost_ = cursor_.count();
    Settle();
  }

  void SkipTo(uint32_t target) override {
    cursor_.SkipTo(target);
    Settle();
  }
  float Score() override { return step_ * static_cast<float>(cursor_.impact()); }
  float Bound(uint32_t target, uint32_t& last) const override {
    return step_ * static_cast<float>(cursor_.BlockMax(target, last));
  }
  Cursor& cursor() { return cursor_; }

 private:
  void Settle() {
    if (languages_ != ~uint64_t{0}) {
      while (cursor_.doc() != kNoDoc) {
        const uint8_t language = segment_.language(cursor_.doc());
        if (language >= 64 || (languages_ >> language & 1) != 0) break;
        cursor_.Next();
      }
    }
    doc_ = cursor_.doc();
  }

  const Segment& segment_;
  Cursor cursor_;
  uint64_t languages_;
  float step_;
};

// Few leaves: the least of them is where it stands.
class AnyLeaf : public Leaf {
 public:
  explicit AnyLeaf(std::vector<LeafPtr> leaves) : leaves_(std::move(leaves)) {
    for (const LeafPtr& leaf : leaves_) {
      most_ += leaf->most();
      cost_ += leaf->cost();
    }
    Settle();
  }
  void SkipTo(uint32_t target) override {
    if (doc_ >= target) return;
    for (const LeafPtr& leaf : leaves_) {
      if (leaf->doc() < target) leaf->SkipTo(target);
    }
    Settle();
  }
  float Score() override {
    float sum = 0;
    for (const LeafPtr& leaf : leaves_) {
      if (leaf->doc() == doc_) sum += leaf->Score();
    }
    return sum;
  }
  float Bound(uint32_t target, uint32_t& last) const override {
    float sum = 0;
    last = kNoDoc;
    for (const LeafPtr& leaf : leaves_) {
      uint32_t own = kNoDoc;
      sum += leaf->Bound(target, own);
      last = std::min(last, own);
    }
    return sum;
  }
  const std::vector<LeafPtr>& leaves() const { return leaves_; }

 private:
  void Settle() {
    doc_ = kNoDoc;
    for (const LeafPtr& leaf : leaves_) doc_ = std::min(doc_, leaf->doc());
  }
  std::vector<LeafPtr> leaves_;
};

// Many lists, put together at once.
class GatheredLeaf : public Leaf {
 public:
  GatheredLeaf(const Segment& segment, const std::vector<Variant>& variants, float weight) {
    std::vector<float> scores(segment.docs(), 0);
    for (const Variant& variant : variants) {
      for (ListLeaf leaf(segment, variant, weight); leaf.doc() != kNoDoc; leaf.SkipTo(leaf.doc() + 1))
        scores[leaf.doc()] = std::max(scores[leaf.doc()], leaf.Score());
    }
    for (uint32_t doc = 0; doc < segment.docs(); ++doc) {
      if (scores[doc] <= 0) continue;
      docs_.push_back(doc);
      scores_.push_back(scores[doc]);
      most_ = std::max(most_, scores[doc]);
    }
    cost_ = static_cast<uint32_t>(docs_.size());
    doc_ = docs_.empty() ? kNoDoc : docs_.front();
  }
  void SkipTo(uint32_t target) override {
    at_ = static_cast<size_t>(std::lower_bound(docs_.begin() + static_cast<std::ptrdiff_t>(at_), docs_.end(), target) -
                              docs_.begin());
    doc_ = at_ < docs_.size() ? docs_[at_] : kNoDoc;
  }
  float Score() override { return scores_[at_]; }

 private:
  std::vector<uint32_t> docs_;
  std::vector<float> scores_;
  size_t at_ = 0;
};

class PhraseLeaf : public Leaf {
 public:
  PhraseLeaf(const Segment& segment, const std::vector<PhraseWord>& words) {
    for (const PhraseWord& word : words) {
      Part part;
      part.position = word.position;
      for (const Variant& variant : word.variants)
        part.lists.push_back(std::make_unique<ListLeaf>(segment, variant, word.weight));
      for (const auto& list : part.lists) part.cost += list->cost();
      float most = 0;
      for (const auto& list : part.lists) most = std::max(most, list->most());
      most_ += most;
      parts_.push_back(std::move(part));
    }
    order_.resize(parts_.size());
    for (size_t i = 0; i < order_.size(); ++i) order_[i] = i;
    std::sort(order_.begin(), order_.end(), [&](size_t a, size_t b) { return parts_[a].cost < parts_[b].cost; });
    cost_ = parts_[order_[0]].cost;
    Seek(0);
  }
  void SkipTo(uint32_t target) override {
    if (doc_ < target) Seek(target);
  }
  float Score() override {
    float sum = 0;
    for (const Part& part : parts_) {
      for (const auto& list : part.lists) {
        if (list->doc() == doc_) {
          sum += list->Score();
          break;
        }
      }
    }
    return sum;
  }

 private:
  struct Part {
    std::vector<std::unique_ptr<ListLeaf>> lists;
    uint32_t position = 0, cost = 0;
    std::vector<uint32_t> places;
    uint32_t SkipTo(uint32_t target) {
      uint32_t least = kNoDoc;
      for (const auto& list : lists) {
        if (list->doc() < target) list->SkipTo(target);
        least = std::min(least, list->doc());
      }
      return least;
    }
  };

  void Seek(uint32_t target) {
    while (true) {
      uint32_t doc = parts_[order_[0]].SkipTo(target);
      if (doc == kNoDoc) break;
      bool all = true;
      for (size_t i = 1; i < order_.size() && all; ++i) {
        const uint32_t other = parts_[order_[i]].SkipTo(doc);
        if (other == kNoDoc) {
          doc_ = kNoDoc;
          return;
        }
        all = other == doc;
        target = std::max(doc, other);
      }
      if (all && InOrder(doc)) {
        doc_ = doc;
        return;
      }
      if (all) target = doc + 1;
    }
    doc_ = kNoDoc;
  }

  bool InOrder(uint32_t doc) {
    for (Part& part : parts_) {
      part.places.clear();
      for (const auto& list : part.lists) {
        if (list->doc() == doc) list->cursor().Positions(part.places);
      }
      if (part.lists.size() > 1) std::sort(part.places.begin(), part.places.end());
    }
    const Part& first = parts_[order_[0]];
    for (const uint32_t place : first.places) {
      if (place < first.position) continue;
      const uint32_t start = place - first.position;
      bool all = true;
      for (const Part& part : parts_)
        all = all && std::binary_search(part.places.begin(), part.places.end(), start + part.position);
      if (all) return true;
    }
    return false;
  }

  std::vector<Part> parts_;
  std::vector<size_t> order_;
};

class AllLeaf : public Leaf {
 public:
  explicit AllLeaf(const Segment& segment) : docs_(segment.docs()) {
    cost_ = docs_;
    doc_ = docs_ > 0 ? 0 : kNoDoc;
  }
  void SkipTo(uint32_t target) override { doc_ = target < docs_ ? target : kNoDoc; }
  float Score() override { return 0; }

 private:
  uint32_t docs_;
};

}  // namespace

LeafPtr MakeWordLeaf(const Segment& segment, const std::vector<Variant>& variants, float weight) {
  if (variants.empty()) return nullptr;
  if (variants.size() == 1) return std::make_unique<ListLeaf>(segment, variants[0], weight);
  if (variants.size() >= kManyLists) return std::make_unique<GatheredLeaf>(segment, variants, weight);
  std::vector<LeafPtr> lists;
  for (const Variant& variant : variants) lists.push_back(std::make_unique<ListLeaf>(segment, variant, weight));
  return std::make_unique<AnyLeaf>(std::move(lists));
}

LeafPtr MakeAnyLeaf(std::vector<LeafPtr> leaves) {
  std::erase(leaves, nullptr);
  if (leaves.empty()) return nullptr;
  if (leaves.size() == 1) return std::move(leaves[0]);
  return std::make_unique<AnyLeaf>(std::move(leaves));
}

LeafPtr MakePhraseLeaf(const Segment& segment, const std::vector<PhraseWord>& words) {
  for (const PhraseWord& word : words) {
    if (word.variants.empty()) return nullptr;
  }
  return words.empty() ? nullptr : std::make_unique<PhraseLeaf>(segment, words);
}

LeafPtr MakeAllLeaf(const Segment& segment) { return std::make_unique<AllLeaf>(segment); }

}  // namespace newsstand::search
