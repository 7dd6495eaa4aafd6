// Which cards have a word in their headline, and how many do. In parts, of which a swap copies those it touches. A word
// that many have is only counted: what is common finds nothing.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <utility>
#include <vector>

#include "content/edition/entity_lists.h"

namespace newsstand::edition {

struct WordList {
  uint64_t term = 0;
  uint32_t count = 0;
  std::shared_ptr<const std::vector<int64_t>> articles;  // ids, rising; null where there were ever more than kMostListed
};

// Immutable once published.
class WordLists {
 public:
  static constexpr size_t kParts = 4096;
  static constexpr uint32_t kMostListed = 600;

  const WordList* Find(uint64_t term) const;  // nullptr when no card has it

 private:
  friend class WordBook;
  using Part = std::vector<WordList>;  // by term
  std::array<std::shared_ptr<const Part>, kParts> parts_;
};

// Makes each edition's lists from those before. Belongs to the keeper's thread.
class WordBook {
 public:
  void Apply(const CardList& gone, const CardList& added);
  std::shared_ptr<const WordLists> Publish();

 private:
  struct Change {
    uint64_t term = 0;
    int64_t article = 0;
    bool comes = false;
    bool operator<(const Change& other) const;
  };
  static void Take(WordList& list, const std::vector<Change>& changes, size_t from, size_t to);

  WordLists lists_;
  std::shared_ptr<const WordLists> published_;
};

}  // namespace newsstand::edition
