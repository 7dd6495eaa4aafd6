// How rare a word is before a single article has arrived: document frequencies per language, counted by
// bench/stories/background.py over public news text. Only counts are shipped, no text.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>

namespace newsstand::cluster {

// A term is the hash of a stem (or word, or name): 32 bits are enough for telling the words of some hundred thousand
// articles apart. Never 0.
using Term = uint32_t;
Term TermOf(std::string_view word, uint32_t seed = 0);

struct Background {
  double documents = 0;  // counted; 0: nothing is known of this language
  struct Entry {
    uint32_t documents = 0;
    bool proper = false;  // written with a capital in the middle of sentences, nearly always
  };
  std::unordered_map<Term, Entry> terms;

  // Of a primary subtag ("en"); an empty one for a language without. Lives for ever, thread-safe.
  static const Background& Of(std::string_view language);
};

// Inverse document frequencies of all languages: the background and what has arrived since. Frozen for a day at a time,
// so that articles of one day are weighed alike; each freeze is a new version. Not thread-safe.
class Idf {
 public:
  // ln((N + 1) / (n + 1)) of documents counted so far, as of the last freeze.
  float Of(std::string_view language, Term term) const;
  bool Proper(std::string_view language, Term term) const;
  // Counts one document's terms (each once) for the next freeze; freezes when `day` is later than the last one's, and
  // while a language is still little known whenever its documents have doubled.
  void Learn(std::string_view language, const Term* terms, size_t count, int64_t day);
  int version() const { return version_; }
  size_t bytes() const;

 private:
  struct Counts {
    const Background* background = nullptr;
    double frozen_documents = 0, documents = 0;
    std::unordered_map<Term, std::pair<uint32_t, uint32_t>> frequency;  // frozen, and as of now
  };
  const Counts* Find(std::string_view language) const;
  static void Freeze(Counts& counts);

  std::unordered_map<std::string, Counts> languages_;
  int64_t day_ = INT64_MIN;
  int version_ = 1;
};

}  // namespace newsstand::cluster
