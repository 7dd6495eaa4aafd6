// An article as stories compare it: weighted words of the whole and of the headline, and names.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "content/cluster/background.h"
#include "content/cluster/words.h"

namespace newsstand::cluster {

struct Weight {
  Term term = 0;
  float value = 0;
};

// Each vector has length 1, or is empty. Heaviest first.
struct Profile {
  std::vector<Weight> words;   // stems of headline (twice) and text; at most kMostWords
  std::vector<Weight> title;   // stems of the headline; of the first sentence where there is none
  std::vector<Weight> names;   // what is written with a capital: single words, and neighbours together
  bool has_text = false;
};

inline constexpr size_t kMostWords = 128, kMostNames = 40, kMostTitle = 16;
inline constexpr size_t kReadWords = 1'500;  // news stands at the front; what follows is not looked at

// Makes profiles. Keeps a table of stems it has seen. Not thread-safe; one for each thread is fine.
class Profiler {
 public:
  Profiler();
  ~Profiler();
  Profiler(const Profiler&) = delete;
  Profiler& operator=(const Profiler&) = delete;

  // `language` is BCP 47, "" unknown. The terms met are left in `terms` for Idf::Learn.
  Profile Make(std::string_view title, std::string_view text, std::string_view language, const Idf& idf, std::vector<Term>& terms);

  // The stems of a text in order, for counting the background: each with 's' when it begins a sentence, else 'c' with a
  // capital, else 'l'.
  std::vector<std::pair<std::string, char>> Stems(std::string_view text, std::string_view language);

 private:
  struct Stemmer;
  struct Count {
    float title = 0, text = 0, names = 0, lower = 0;
  };
  Stemmer* StemmerFor(std::string_view language);  // null when there is none
  Term StemOf(std::string_view word, Stemmer* stemmer);
  void Read(std::string_view text, bool title, Stemmer* stemmer, std::string_view language, const Idf& idf);

  std::unordered_map<std::string, std::unique_ptr<Stemmer>> stemmers_;
  Words words_;
  std::unordered_map<Term, Count> stems_;
  std::unordered_map<Term, float> pairs_;  // neighbouring names
};

}  // namespace newsstand::cluster
