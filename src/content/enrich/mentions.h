// From words to the entities that an article mentions; see entities.h. One use, one thread.
#pragma once

#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "content/enrich/gazetteer.h"
#include "content/enrich/words.h"

namespace newsstand::enrich {

// One entity as far as one article says.
struct Candidate {
  int known = -1;              // index into the gazetteer, or -1
  EntityKind kind = EntityKind::kPerson;
  std::string name;            // its longest form, as written; of a known one "" where only adjectives or no spaces stand
  double weight = 0;           // of all mentions: the headline's and the beginning's count more
  int mentions = 0;
  size_t first = 0;            // where it first stands
};

class MentionFinder {
 public:
  MentionFinder(const Gazetteer& gazetteer, std::string_view language);

  // Both outlive the finder.
  void Read(const Words& headline, const Words& body);
  // Merges the mentions and drops what is too uncertain.
  std::vector<Candidate> Resolve();

 private:
  // A run of capitalised words: [from, to).
  struct Run {
    const Words* words = nullptr;
    size_t from = 0, to = 0;
    bool titled = false;         // a person's title stood before it
    bool in_place = false;       // "in …"
    bool speaks = false;         // "… said"
    double weight = 1;
    size_t at = 0;               // position in the article
  };
  struct Seen {
    int capital = 0, small = 0;  // not counting beginnings of sentences
  };
  struct Cluster {
    std::vector<std::string> parts;   // folded words of the longest form
    std::string name;
    bool capitals = false;            // the name stood in capitals only
    EntityKind kind = EntityKind::kPerson;
    bool sure = false;                // of its kind and of being a name
    Candidate candidate;
  };

  void Count(const Words& words);
  void Walk(const Words& words, double weight, size_t offset, bool title_case);
  size_t TakeRun(const Words& words, size_t at, double weight, size_t offset);
  void Trim(Run& run) const;
  void AddKnown(uint32_t entity, double weight, size_t at, std::string_view form);
  bool IsOnlyAWord(const Words& words, const Word& word, bool title_case) const;
  bool IsOrdinary(const Words& words, const Word& word) const;
  bool Continues(const Words& words, size_t at) const;
  bool KindOf(const Run& run, EntityKind& kind, bool& sure) const;
  void Join(const Run& run);
  Cluster* FindCluster(const std::vector<std::string>& parts);
  void JoinShort(const Run& run);
  bool JoinsKnown(const Run& run);

  const Gazetteer& gazetteer_;
  std::string language_;
  bool nouns_have_capitals_ = false;  // German, Luxembourgish
  std::unordered_map<std::string_view, Seen> seen_;
  std::vector<Run> runs_;
  std::unordered_map<uint32_t, Candidate> known_;
  std::vector<Cluster> clusters_;
};

}  // namespace newsstand::enrich
