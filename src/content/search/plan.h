// A query against one view: which lists stand for which of its parts in every segment, and what each is worth.
#pragma once

#include <string>
#include <unordered_map>
#include <vector>

#include "content/search/leaves.h"
#include "content/search/search.h"
#include "content/search/words.h"

namespace newsstand::search {

class Plan {
 public:
  // Both must outlive it.
  Plan(const View& view, const Query& query);

  // The leaves of one segment. `possible` is false when a clause has no article there.
  struct Leaves {
    bool possible = true;
    std::vector<LeafPtr> all;   // in the order of the query's clauses; null where nothing has it
    std::vector<LeafPtr> none;
  };
  Leaves MakeLeaves(size_t segment) const;

  double weight(size_t clause) const { return clause_weights_[clause]; }
  // Whether the clause is of words, so that an article may be shown without it when others are missing.
  bool OfWords(size_t clause) const { return clause_of_words_[clause]; }

 private:
  struct Word {
    std::vector<std::vector<Variant>> lists;  // by segment
    uint32_t position = 0;
    double weight = 0;
  };
  struct Part {
    std::vector<Word> words;
  };

  Part MakePart(const QueryPart& part);
  Word MakeWord(const QueryPart& part, const QueryWord& word);
  void Look(const Segment& segment, Field field, const QueryWord& word, bool prefix, std::vector<Variant>& out);
  void LookSource(const Segment& segment, const std::string& slug, std::vector<Variant>& out);
  void AddTerm(const Segment& segment, Field field, const std::string& term, uint64_t languages,
               std::vector<Variant>& out);
  double WeightOf(const Word& word) const;
  LeafPtr MakeLeaf(size_t segment, const Part& part) const;
  const std::string& StemOf(const std::string& folded, const std::string& language);

  const View& view_;
  Stems stems_;
  std::unordered_map<std::string, std::string> known_;  // "language word" → stem
  std::vector<std::vector<Part>> all_;
  std::vector<Part> none_;
  std::vector<double> clause_weights_;
  std::vector<bool> clause_of_words_;
};

}  // namespace newsstand::search
