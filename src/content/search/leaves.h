// What a query is made of within one segment: each walks over the articles that have one thing, in ascending order.
// One thread; the segment must outlive them.
#pragma once

#include <memory>
#include <vector>

#include "content/search/segment.h"

namespace newsstand::search {

class Leaf {
 public:
  virtual ~Leaf() = default;
  uint32_t doc() const { return doc_; }  // kNoDoc at the end
  // The first article not before `target`.
  virtual void SkipTo(uint32_t target) = 0;
  virtual float Score() = 0;  // of the article it stands on
  // No article up to `last` (at least `target`) scores more.
  virtual float Bound(uint32_t /*target*/, uint32_t& last) const {
    last = kNoDoc;
    return most_;
  }
  float most() const { return most_; }    // no article scores more
  uint32_t cost() const { return cost_; }  // about how many articles there are

 protected:
  uint32_t doc_ = kNoDoc;
  float most_ = 0;
  uint32_t cost_ = 0;
};
using LeafPtr = std::unique_ptr<Leaf>;

// One list, and in which of the segment's languages it counts: a stem of one language is another word in the next.
struct Variant {
  TermInfo info;
  uint64_t languages = ~uint64_t{0};  // bit by number; those from 64 on always count
};

// Leaves of articles with a word in one of its forms; `weight` is what the highest impact is worth.
LeafPtr MakeWordLeaf(const Segment& segment, const std::vector<Variant>& variants, float weight);
// With any of these.
LeafPtr MakeAnyLeaf(std::vector<LeafPtr> leaves);
// With a phrase: its words with their positions in it.
struct PhraseWord {
  std::vector<Variant> variants;
  uint32_t position = 0;
  float weight = 0;
};
LeafPtr MakePhraseLeaf(const Segment& segment, const std::vector<PhraseWord>& words);
// All articles.
LeafPtr MakeAllLeaf(const Segment& segment);

}  // namespace newsstand::search
