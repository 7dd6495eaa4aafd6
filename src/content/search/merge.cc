#include <algorithm>

#include "content/search/segment_writer.h"

namespace newsstand::search {
namespace {

struct Posting {
  uint32_t doc = 0;
  uint8_t impact = 0;
  std::string_view positions;  // coded, in the source's bytes
};

class Merger {
 public:
  explicit Merger(const std::vector<Survivors>& sources) : sources_(sources) {}

  std::string Run() {
    Number();
    std::vector<Segment::Terms> terms;
    terms.reserve(sources_.size());
    for (const Survivors& source : sources_) terms.emplace_back(*source.segment, "");
    std::vector<size_t> having;
    while (true) {
      const std::string* least = nullptr;
      for (const auto& one : terms) {
        if (one.Valid() && (least == nullptr || one.name() < *least)) least = &one.name();
      }
      if (least == nullptr) break;
      const std::string name = *least;
      having.clear();
      for (size_t i = 0; i < terms.size(); ++i) {
        if (terms[i].Valid() && terms[i].name() == name) having.push_back(i);
      }
      WriteTerm(name, terms, having);
      for (const size_t i : having) terms[i].Next();
    }
    return writer_.Finish();
  }

 private:
  // New numbers for what survives: newest first again.
  void Number() {
    struct Entry {
      int64_t published, article;
      uint32_t source, doc;
    };
    std::vector<Entry> entries;
    numbers_.resize(sources_.size());
    for (uint32_t i = 0; i < sources_.size(); ++i) {
      const Segment& segment = *sources_[i].segment;
      numbers_[i].assign(segment.docs(), kNoDoc);
      for (uint32_t doc = 0; doc < segment.docs(); ++doc) {
        if (sources_[i].Has(doc)) entries.push_back({segment.published(doc), segment.article(doc), i, doc});
      }
    }
    std::sort(entries.begin(), entries.end(), [](const Entry& a, const Entry& b) {
      return a.published != b.published ? a.published > b.published : a.article > b.article;
    });
    for (uint32_t number = 0; number < entries.size(); ++number) {
      const Entry& entry = entries[number];
      const Segment& segment = *sources_[entry.source].segment;
      numbers_[entry.source][entry.doc] = number;
      writer_.AddDoc({entry.article, entry.published, segment.title(entry.doc),
                      segment.language_names()[segment.language(entry.doc)],
                      segment.country_names()[segment.country(entry.doc)]});
    }
  }

  void WriteTerm(const std::string& name, const std::vector<Segment::Terms>& terms, const std::vector<size_t>& having) {
    writer_.BeginTerm(name);
    if (name.front() == static_cast<char>(Field::kWord)) {
      for (const size_t i : having) writer_.AddCount(terms[i].info().count);
      writer_.EndTerm();
      return;
    }
    list_.clear();
    for (const size_t i : having) {
      const auto middle = static_cast<std::ptrdiff_t>(list_.size());
      for (Cursor cursor(*sources_[i].segment, terms[i].info()); cursor.doc() != kNoDoc; cursor.Next()) {
        const uint32_t number = numbers_[i][cursor.doc()];
        if (number != kNoDoc) list_.push_back({number, cursor.impact(), cursor.CodedPositions()});
      }
      std::inplace_merge(list_.begin(), list_.begin() + middle, list_.end(),
                         [](const Posting& a, const Posting& b) { return a.doc < b.doc; });
    }
    for (const Posting& posting : list_) writer_.AddPosting(posting.doc, posting.impact, posting.positions);
    writer_.EndTerm();
  }

  const std::vector<Survivors>& sources_;
  std::vector<std::vector<uint32_t>> numbers_;  // by source: old number → new, kNoDoc for what is gone
  SegmentWriter writer_;
  std::vector<Posting> list_;
};

}  // namespace

std::string MergeSegments(const std::vector<Survivors>& sources) { return Merger(sources).Run(); }

}  // namespace newsstand::search
