// What a reader asks for. The language people know:
//   words              all of them, in any order, in any of their forms
//   "a phrase"         in this order
//   -word -"a phrase"  without it
//   this OR that       either
//   elect*             words that begin so
//   title:word  author:name  topic:slug  entity:name  section:slug  from:publication
//   lang:de  country:FR  before:2026-11-01  after:2026-10   (after: from that day on)
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "content/search/segment.h"

namespace newsstand::search {

inline constexpr size_t kQueryBytes = 1000;  // what is longer is cut
inline constexpr size_t kQueryWords = 32;    // what comes behind is left out

struct QueryWord {
  std::string folded;
  uint32_t position = 0;  // within its part
  bool dense = false;
};

// One thing an article can have: a word, a phrase, the beginning of a word, or a slug.
struct QueryPart {
  Field field = Field::kText;
  bool prefix = false;
  std::string slug;               // of fields that are slugs
  std::vector<QueryWord> words;   // of the others; more than one: a phrase
  std::string written;            // as the reader wrote it, without field and quotes
};

struct QueryClause {
  std::vector<QueryPart> any;  // one of these
};

enum class QueryNote {
  kTooLong,   // the query was cut, or had too many words
  kBadDate,   // before: or after: without a date was left out
};

struct Query {
  std::string text;                // as it was read: trimmed, at most kQueryBytes
  std::vector<QueryClause> all;    // each of these
  std::vector<QueryPart> none;
  std::vector<std::string> languages, countries;  // one of these; empty: any. "en", "FR"
  std::optional<int64_t> before, after;  // ms
  std::vector<QueryNote> notes;
  // Nothing was asked.
  bool empty() const { return all.empty() && none.empty() && languages.empty() && countries.empty() && !before && !after; }
};

// Never fails: what is not understood is taken for words. Linear in at most kQueryBytes.
Query ParseQuery(std::string_view text);

}  // namespace newsstand::search
