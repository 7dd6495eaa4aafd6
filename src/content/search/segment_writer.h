// Makes the bytes of a segment: from articles, or from other segments. One thread at a time.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "content/search/segment.h"

namespace newsstand::search {

// An article as it is indexed. Texts are plain text.
struct Document {
  int64_t article = 0;
  int64_t published = 0;  // ms since 1970
  uint32_t title = 0;     // number of the publication
  std::string source, language, country, section;  // slug, BCP 47, ISO 3166, slug; "" unknown
  std::string headline, lede, body;
  std::vector<std::string> authors, topics, entities;  // names, slugs, slugs
};

// BM25F (Robertson and Zaragoza, "The Probabilistic Relevance Framework: BM25 and Beyond", 2009). The usual lengths are
// constants, so that an article's impacts do not depend on what else is in its segment.
struct FieldRule {
  double weight, usual_length;  // words
};
inline constexpr FieldRule kHeadlineRule{3, 10}, kLedeRule{1.5, 40}, kBodyRule{1, 600};
inline constexpr double kK1 = 1.2, kB = 0.75;

// What belongs to an article beside its terms.
struct DocColumns {
  int64_t article = 0, published = 0;
  uint32_t title = 0;
  std::string language, country;
};

// Takes terms in the order of their names, for each its articles in ascending order.
class SegmentWriter {
 public:
  // In the order of their numbers: the newest first.
  void AddDoc(const DocColumns& columns);

  void BeginTerm(std::string_view name);
  // `positions`: ascending; none for terms that have none.
  void AddPosting(uint32_t doc, uint8_t impact, const uint32_t* positions, size_t count);
  // The same with positions as Cursor::CodedPositions tells them.
  void AddPosting(uint32_t doc, uint8_t impact, std::string_view coded_positions);
  // For terms without a list.
  void AddCount(uint32_t count) { count_ += count; }
  void EndTerm();

  std::string Finish();

 private:
  void FlushBlock();

  std::vector<int64_t> articles_, published_;
  std::vector<uint32_t> titles_;
  std::vector<uint8_t> languages_;
  std::vector<uint16_t> countries_;
  std::vector<std::string> language_names_, country_names_;
  std::string dictionary_, postings_, positions_;
  std::vector<uint64_t> blocks_;
  uint64_t terms_ = 0;

  // The term that is being written.
  std::string name_, name_before_;
  uint32_t count_ = 0, in_block_ = 0, before_ = kNoDoc;
  uint8_t max_impact_ = 0;
  uint32_t docs_[kBlock];
  uint8_t impacts_[kBlock];
  std::string skips_, data_, list_positions_;
  uint32_t block_positions_ = 0;
};

// Indexes articles in memory.
class SegmentBuilder {
 public:
  SegmentBuilder();
  ~SegmentBuilder();
  void Add(const Document& document);
  size_t docs() const;
  size_t bytes() const;  // of memory, about
  // The segment's bytes; the builder is empty again afterwards and keeps what it learned of words.
  std::string Finish();

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

// A segment without some of its articles.
struct Survivors {
  SegmentPtr segment;
  std::shared_ptr<const std::vector<bool>> deleted;  // by number; null: none
  bool Has(uint32_t doc) const { return !deleted || !(*deleted)[doc]; }
};
// One segment of all that is left in several.
std::string MergeSegments(const std::vector<Survivors>& sources);

}  // namespace newsstand::search
