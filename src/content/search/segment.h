// A segment: articles of one span of time, indexed, immutable; a file that is mapped, or the same bytes in memory.
//
// Its articles are numbered from the newest (0) to the oldest. A list says for one term which articles have it, each with
// its impact: what the term adds to the article's score before the term's own weight, BM25F with saturation, in 255 steps
// (Anh and Moffat, "Pruned query evaluation using pre-computed impacts", SIGIR 2006). Lists lie in blocks of 128
// articles: differences packed in as few bits as the block needs, then the impacts, and before them what lets a block be
// left out unread: its last article and its highest impact (Ding and Suel, "Faster top-k document retrieval using
// block-max indexes", SIGIR 2011). Positions are a stream of their own, read for phrases alone.
//
// Everything here is thread-safe: nothing changes after Open.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace newsstand::search {

// What a term is of: the first byte of its name in the dictionary.
enum class Field : char {
  kAuthor = 'a',    // a word of the authors' names, without marks
  kText = 'b',      // a stem of headline, lede or body
  kEntity = 'e',    // slug
  kSection = 'n',   // slug
  kTopic = 'p',     // slug
  kSource = 's',    // slug of the publication
  kHeadline = 't',  // a stem of the headline
  kWord = 'v',      // a word as it is spelled, without marks: counted for suggestions, without a list
};
std::string TermName(Field field, std::string_view text);

inline constexpr uint32_t kNoDoc = 0xFFFFFFFF;
inline constexpr uint32_t kBlock = 128;

struct TermInfo {
  uint32_t count = 0;  // articles that have it
  uint64_t postings = 0, positions = 0;  // offsets in their parts
  uint32_t postings_bytes = 0, positions_bytes = 0;
  uint8_t max_impact = 0;
};

// Where the parts of a segment's bytes lie; the beginning of a file. Native byte order: an index stays on its machine.
struct SegmentHeader {
  char magic[8];
  uint32_t version, docs;
  uint64_t hash;  // HashOf
  uint64_t bytes;
  uint64_t articles, published, titles, languages, countries, by_article;  // columns, each `docs` long
  uint64_t names;                        // languages, then countries: count, then length and bytes each
  uint64_t dictionary, dictionary_bytes;
  uint64_t blocks, block_count;          // of the dictionary: where each begins
  uint64_t postings, postings_bytes, positions, positions_bytes;
  uint64_t terms;
  int64_t newest, oldest;                // published, ms
};
// Of a whole segment's bytes, whatever hash stands in its header.
uint64_t HashOf(std::string_view segment);
inline constexpr char kSegmentMagic[8] = {'n', 's', 's', 'r', 'c', 'h', 's', '1'};
inline constexpr uint32_t kSegmentVersion = 1;
inline constexpr size_t kDictionaryBlock = 32;  // terms
inline constexpr size_t kSlack = 16;            // bytes behind the last part: packed numbers are read eight bytes at a time

class Segment {
 public:
  // Takes over the bytes. kCorrupt when they are no segment, of another version, cut off or changed.
  static Result<std::shared_ptr<const Segment>> FromBytes(std::string bytes);
  // Maps the file. Errors besides: kUnavailable when it cannot be opened.
  static Result<std::shared_ptr<const Segment>> FromFile(const std::string& file);
  ~Segment();
  Segment(const Segment&) = delete;
  Segment& operator=(const Segment&) = delete;

  uint32_t docs() const { return header_->docs; }
  uint64_t bytes() const { return header_->bytes; }
  const std::string& file() const { return file_; }  // "" in memory
  std::string_view raw() const { return {data_, size_}; }
  int64_t newest() const { return header_->newest; }
  int64_t oldest() const { return header_->oldest; }
  uint64_t terms() const { return header_->terms; }

  int64_t article(uint32_t doc) const { return articles_[doc]; }
  int64_t published(uint32_t doc) const { return published_[doc]; }  // ms; never grows with `doc`
  uint32_t title(uint32_t doc) const { return titles_[doc]; }
  uint8_t language(uint32_t doc) const { return languages_[doc]; }   // which of language_names()
  uint16_t country(uint32_t doc) const { return countries_[doc]; }
  const std::vector<std::string>& language_names() const { return language_names_; }
  const std::vector<uint32_t>& language_counts() const { return language_counts_; }
  const std::vector<std::string>& country_names() const { return country_names_; }
  std::optional<uint32_t> DocOf(int64_t article) const;
  // The first document published before `time` (ms): all behind it are, too.
  uint32_t FirstBefore(int64_t time) const;

  std::optional<TermInfo> Find(std::string_view name) const;

  // Reads the dictionary in order, from the first name that is not before `from`.
  class Terms {
   public:
    Terms(const Segment& segment, std::string_view from);
    bool Valid() const { return valid_; }
    const std::string& name() const { return name_; }
    const TermInfo& info() const { return info_; }
    void Next();

   private:
    void EnterBlock(uint64_t block);
    const Segment& segment_;
    uint64_t block_ = 0, in_block_ = 0, left_ = 0;
    const uint8_t* at_ = nullptr;
    std::string name_;
    TermInfo info_;
    uint64_t next_postings_ = 0, next_positions_ = 0;
    bool valid_ = false;
  };

  const uint8_t* postings() const { return postings_; }
  const uint8_t* positions() const { return positions_; }

 private:
  Segment() = default;
  Status Check();
  void ReadNames();

  std::string owned_, file_;
  const char* data_ = nullptr;
  size_t size_ = 0;
  bool mapped_ = false;
  const SegmentHeader* header_ = nullptr;
  const int64_t *articles_ = nullptr, *published_ = nullptr;
  const uint32_t *titles_ = nullptr, *by_article_ = nullptr;
  const uint8_t* languages_ = nullptr;
  const uint16_t* countries_ = nullptr;
  const uint8_t *dictionary_ = nullptr, *postings_ = nullptr, *positions_ = nullptr;
  const uint64_t* blocks_ = nullptr;
  std::vector<std::string> language_names_, country_names_;
  std::vector<uint32_t> language_counts_;
};
using SegmentPtr = std::shared_ptr<const Segment>;

// Reads one list. Stands on the first article at the beginning, on kNoDoc at the end. Its segment must outlive it.
class Cursor {
 public:
  Cursor() = default;
  Cursor(const Segment& segment, const TermInfo& info);

  uint32_t doc() const { return doc_; }
  uint8_t impact() const { return impacts_[at_]; }
  uint32_t count() const { return count_; }
  uint8_t max_impact() const { return max_impact_; }
  void Next() {
    if (++at_ < in_block_) {
      doc_ = docs_[at_];
    } else {
      EnterBlock(block_ + 1);
    }
  }
  // The first article not before `target`.
  void SkipTo(uint32_t target);
  // The highest impact of the block that would hold `target` (not before doc()), and that block's last article; 0 and
  // kNoDoc behind the end. Moves nothing.
  uint8_t BlockMax(uint32_t target, uint32_t& last) const;

  // Of the article it stands on: appended to `out`, ascending.
  void Positions(std::vector<uint32_t>& out);
  // The same, coded, with its length in front: for merging.
  std::string_view CodedPositions();

 private:
  void EnterBlock(uint32_t block);
  uint32_t LastOf(uint32_t block) const;

  const uint8_t *skips_ = nullptr, *data_ = nullptr, *positions_ = nullptr;
  uint32_t count_ = 0, blocks_ = 0, block_ = 0, at_ = 0, in_block_ = 0;
  uint32_t doc_ = kNoDoc;
  uint32_t positions_at_ = 0;                       // which article of the block `position_` stands at
  const uint8_t* position_ = nullptr;
  uint8_t max_impact_ = 0;
  const uint8_t* impacts_ = nullptr;
  uint32_t docs_[kBlock] = {};
};

// The form of a block's entry in front of a list of more than one block.
inline constexpr size_t kSkipBytes = 13;  // last article, where its data and its positions begin (4 bytes each), impact

}  // namespace newsstand::search
