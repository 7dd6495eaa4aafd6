// The topic tree of data/topics.txt and its keywords, as a matcher. Immutable, thread-safe.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "content/enrich/number_index.h"
#include "content/enrich/topics.h"
#include "content/enrich/words.h"

namespace newsstand::enrich {

class TopicTree {
 public:
  static const TopicTree& Shipped();
  // Lines that are no topics are left out.
  explicit TopicTree(std::string_view file);

  const std::vector<Topic>& topics() const { return topics_; }
  // Its place in topics(), or -1.
  int IndexOf(std::string_view slug) const;

  // Adds, for each topic, what its keywords in `words` are worth: 1 for a word, 2 for a phrase, 3 for one that is enough;
  // less for one that several topics share, and for each time it comes again. Times `factor`.
  void AddKeywords(const Words& words, double factor, std::vector<float>& scores) const;

 private:
  struct Part {
    std::string text;
    bool prefix = false;
  };
  struct Keyword {
    std::vector<Part> parts;             // of one word or several; of a script without spaces: one
    std::vector<uint16_t> topics;
    float worth = 1;
  };
  void AddLine(std::string_view line, std::unordered_map<std::string, size_t>& known);
  void AddKeyword(std::string_view text, uint16_t topic, std::unordered_map<std::string, size_t>& known);
  void Index();
  bool Matches(const Keyword& keyword, const Words& words, size_t at) const;
  void FindAt(const Words& words, size_t at, std::vector<uint8_t>& seen, double factor, std::vector<float>& scores) const;
  void FindInside(std::string_view run, std::vector<uint8_t>& seen, double factor, std::vector<float>& scores) const;
  void Hit(uint32_t keyword, std::vector<uint8_t>& seen, double factor, std::vector<float>& scores) const;

  std::vector<Topic> topics_;
  std::unordered_map<std::string, int> index_;
  std::vector<Keyword> keywords_;
  // By a hash of the first part (whole) or of its letters so far (prefix); of unspaced ones by their first character.
  NumberIndex whole_, prefix_, inside_;
};

}  // namespace newsstand::enrich
