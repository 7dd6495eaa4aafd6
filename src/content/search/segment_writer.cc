#include "content/search/segment_writer.h"

#include <algorithm>
#include <bit>
#include <cstring>
#include <numeric>

#include "base/hash.h"
#include "content/search/coding.h"

namespace newsstand::search {
namespace {

// The number of `name` in `names`, added when it is new. At most `most` different ones are told apart.
template <class T>
T NumberOf(std::vector<std::string>& names, const std::string& name, size_t most) {
  const auto found = std::find(names.begin(), names.end(), name);
  if (found != names.end()) return static_cast<T>(found - names.begin());
  if (names.size() >= most) return 0;
  names.push_back(name);
  return static_cast<T>(names.size() - 1);
}

void Align(std::string& out) { out.resize((out.size() + 7) / 8 * 8); }

template <class T>
uint64_t PutColumn(std::string& out, const std::vector<T>& column) {
  Align(out);
  const uint64_t at = out.size();
  if (!column.empty()) out.append(reinterpret_cast<const char*>(column.data()), column.size() * sizeof(T));
  return at;
}

uint64_t PutPart(std::string& out, const std::string& part) {
  Align(out);
  const uint64_t at = out.size();
  out += part;
  return at;
}

}  // namespace

void SegmentWriter::AddDoc(const DocColumns& columns) {
  if (language_names_.empty()) language_names_.emplace_back();  // 0 is "unknown" in both
  if (country_names_.empty()) country_names_.emplace_back();
  articles_.push_back(columns.article);
  published_.push_back(columns.published);
  titles_.push_back(columns.title);
  languages_.push_back(NumberOf<uint8_t>(language_names_, columns.language, 250));
  countries_.push_back(NumberOf<uint16_t>(country_names_, columns.country, 1000));
}

void SegmentWriter::BeginTerm(std::string_view name) {
  name_ = name;
  count_ = in_block_ = block_positions_ = 0;
  before_ = kNoDoc;
  max_impact_ = 0;
  skips_.clear();
  data_.clear();
  list_positions_.clear();
}

void SegmentWriter::AddPosting(uint32_t doc, uint8_t impact, const uint32_t* positions, size_t count) {
  if (count > 0) {
    std::string coded;
    for (size_t i = 0; i < count; ++i) PutVarint(coded, i == 0 ? positions[0] : positions[i] - positions[i - 1] - 1);
    std::string whole;
    PutVarint(whole, coded.size());
    AddPosting(doc, impact, whole + coded);
  } else {
    AddPosting(doc, impact, std::string_view());
  }
}

void SegmentWriter::AddPosting(uint32_t doc, uint8_t impact, std::string_view coded_positions) {
  docs_[in_block_] = doc;
  impacts_[in_block_] = impact;
  list_positions_ += coded_positions;
  ++count_;
  if (++in_block_ == kBlock) FlushBlock();
}

void SegmentWriter::FlushBlock() {
  if (in_block_ == 0) return;
  uint32_t widest = 0, before = before_;
  for (uint32_t i = 0; i < in_block_; ++i) {
    widest |= docs_[i] - before - 1;
    before = docs_[i];
  }
  const auto width = static_cast<uint32_t>(std::bit_width(widest));
  const uint8_t highest = *std::max_element(impacts_, impacts_ + in_block_);
  max_impact_ = std::max(max_impact_, highest);
  PutRaw<uint32_t>(skips_, before);
  PutRaw<uint32_t>(skips_, static_cast<uint32_t>(data_.size()));
  PutRaw<uint32_t>(skips_, block_positions_);
  skips_ += static_cast<char>(highest);
  data_ += static_cast<char>(width);
  uint64_t bits = 0;
  uint32_t held = 0;
  before = before_;
  for (uint32_t i = 0; i < in_block_; ++i) {
    bits |= static_cast<uint64_t>(docs_[i] - before - 1) << held;
    before = docs_[i];
    held += width;
    while (held >= 8) {
      data_ += static_cast<char>(bits);
      bits >>= 8;
      held -= 8;
    }
  }
  if (held > 0) data_ += static_cast<char>(bits);
  data_.append(reinterpret_cast<const char*>(impacts_), in_block_);
  before_ = before;
  block_positions_ = static_cast<uint32_t>(list_positions_.size());
  in_block_ = 0;
}

void SegmentWriter::EndTerm() {
  FlushBlock();
  if (count_ == 0) return;
  const bool listed = name_.front() != static_cast<char>(Field::kWord);
  if (terms_ % kDictionaryBlock == 0) {
    blocks_.push_back(dictionary_.size());
    PutRaw<uint64_t>(dictionary_, postings_.size());
    PutRaw<uint64_t>(dictionary_, positions_.size());
    name_before_.clear();
  }
  const size_t most = std::min(name_.size(), name_before_.size());
  size_t shared = 0;
  while (shared < most && name_[shared] == name_before_[shared]) ++shared;
  PutVarint(dictionary_, shared);
  PutVarint(dictionary_, name_.size() - shared);
  dictionary_.append(name_, shared);
  PutVarint(dictionary_, count_);
  name_before_ = name_;
  ++terms_;
  if (!listed) return;
  const size_t skips = count_ > kBlock ? skips_.size() : 0;
  PutVarint(dictionary_, skips + data_.size());
  PutVarint(dictionary_, list_positions_.size());
  dictionary_ += static_cast<char>(max_impact_);
  postings_.append(skips_, 0, skips);
  postings_ += data_;
  positions_ += list_positions_;
}

std::string SegmentWriter::Finish() {
  SegmentHeader header{};
  std::memcpy(header.magic, kSegmentMagic, sizeof kSegmentMagic);
  header.version = kSegmentVersion;
  header.docs = static_cast<uint32_t>(articles_.size());
  std::vector<uint32_t> by_article(articles_.size());
  std::iota(by_article.begin(), by_article.end(), 0u);
  std::sort(by_article.begin(), by_article.end(), [&](uint32_t a, uint32_t b) { return articles_[a] < articles_[b]; });
  std::string names;
  for (const auto* list : {&language_names_, &country_names_}) {
    PutVarint(names, list->size());
    for (const std::string& name : *list) {
      PutVarint(names, name.size());
      names += name;
    }
  }
  std::string out(sizeof header, '\0');
  out.reserve(out.size() + articles_.size() * 32 + names.size() + dictionary_.size() + postings_.size() +
              positions_.size() + blocks_.size() * 8 + 128);
  header.articles = PutColumn(out, articles_);
  header.published = PutColumn(out, published_);
  header.titles = PutColumn(out, titles_);
  header.by_article = PutColumn(out, by_article);
  header.countries = PutColumn(out, countries_);
  header.languages = PutColumn(out, languages_);
  header.names = PutPart(out, names);
  header.blocks = PutColumn(out, blocks_);
  header.block_count = blocks_.size();
  header.dictionary = PutPart(out, dictionary_);
  header.dictionary_bytes = dictionary_.size();
  header.postings = PutPart(out, postings_);
  header.postings_bytes = postings_.size();
  header.positions = PutPart(out, positions_);
  header.positions_bytes = positions_.size();
  out.append(kSlack, '\0');
  header.terms = terms_;
  header.newest = published_.empty() ? 0 : published_.front();
  header.oldest = published_.empty() ? 0 : published_.back();
  header.bytes = out.size();
  std::memcpy(out.data(), &header, sizeof header);
  header.hash = HashOf(out);
  std::memcpy(out.data(), &header, sizeof header);
  *this = SegmentWriter();
  return out;
}

}  // namespace newsstand::search
