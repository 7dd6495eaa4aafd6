// The piece of a text that shows why it was found, with the hits marked.
#pragma once

#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "content/search/query.h"
#include "content/search/words.h"

namespace newsstand::search {

// Plain text in pieces, in order: show them one behind the other.
struct Piece {
  std::string text;
  bool hit = false;
};

// Marks the words of one query in many texts. One thread at a time.
class Marker {
 public:
  explicit Marker(const Query& query) : query_(query) {}

  // About `words` words of `text` (plain, any length) around the most hits, beginning and ending with "…" where something
  // was left out; no pieces when nothing in it was asked for.
  std::vector<Piece> Snippet(std::string_view text, std::string_view language, size_t words);
  // The whole text with its hits.
  std::vector<Piece> Mark(std::string_view text, std::string_view language);

 private:
  struct Terms {
    std::set<std::string> terms;           // stems
    std::vector<std::string> beginnings;   // of words
  };
  const Terms& TermsIn(const std::string& language);
  // Which tokens are hits: the number of the term, from 1, or 0.
  std::vector<uint32_t> Hits(std::string_view language);
  std::vector<Piece> Pieces(std::string_view source, const std::vector<uint32_t>& hits, size_t from, size_t to) const;

  const Query query_;
  Stems stems_;
  Tokens tokens_;
  std::unordered_map<std::string, Terms> terms_;  // by language
};

}  // namespace newsstand::search
