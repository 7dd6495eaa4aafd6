#include "content/search/segment.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

#include "base/hash.h"
#include "content/search/coding.h"

namespace newsstand::search {

std::string TermName(Field field, std::string_view text) {
  std::string name(1, static_cast<char>(field));
  name += text;
  return name;
}

uint64_t HashOf(std::string_view segment) {
  SegmentHeader header;
  std::memcpy(&header, segment.data(), sizeof header);
  header.hash = 0;
  const uint64_t of_header = Hash64(std::string_view(reinterpret_cast<const char*>(&header), sizeof header));
  return Hash64(segment.substr(sizeof header), of_header);
}

Result<SegmentPtr> Segment::FromBytes(std::string bytes) {
  std::shared_ptr<Segment> segment(new Segment());
  segment->owned_ = std::move(bytes);
  segment->data_ = segment->owned_.data();
  segment->size_ = segment->owned_.size();
  if (Status checked = segment->Check(); !checked) return Fail(checked.error());
  return SegmentPtr(std::move(segment));
}

Result<SegmentPtr> Segment::FromFile(const std::string& file) {
  const int handle = open(file.c_str(), O_RDONLY | O_CLOEXEC);
  if (handle < 0) return Fail(ErrorCode::kUnavailable, "cannot open " + file + ": " + std::strerror(errno));
  struct stat about {};
  std::shared_ptr<Segment> segment(new Segment());
  segment->file_ = file;
  if (fstat(handle, &about) == 0 && about.st_size > 0) {
    void* mapped = mmap(nullptr, static_cast<size_t>(about.st_size), PROT_READ, MAP_SHARED, handle, 0);
    if (mapped != MAP_FAILED) {
      segment->data_ = static_cast<const char*>(mapped);
      segment->size_ = static_cast<size_t>(about.st_size);
      segment->mapped_ = true;
    }
  }
  close(handle);
  if (Status checked = segment->Check(); !checked)
    return Fail(checked.error().code, file + ": " + checked.error().message);
  return SegmentPtr(std::move(segment));
}

Segment::~Segment() {
  if (mapped_) munmap(const_cast<char*>(data_), size_);
}

Status Segment::Check() {
  if (size_ < sizeof(SegmentHeader)) return Fail(ErrorCode::kCorrupt, "too short for a part of a search index");
  header_ = reinterpret_cast<const SegmentHeader*>(data_);
  if (std::memcmp(header_->magic, kSegmentMagic, sizeof kSegmentMagic) != 0 || header_->version != kSegmentVersion)
    return Fail(ErrorCode::kCorrupt, "no part of a search index of this version");
  if (header_->bytes != size_) return Fail(ErrorCode::kCorrupt, "a part of the search index was cut off");
  if (HashOf(raw()) != header_->hash)
    return Fail(ErrorCode::kCorrupt, "a part of the search index was changed");
  const auto* bytes = reinterpret_cast<const uint8_t*>(data_);
  const auto column = [&](uint64_t offset) { return bytes + offset; };
  articles_ = reinterpret_cast<const int64_t*>(column(header_->articles));
  published_ = reinterpret_cast<const int64_t*>(column(header_->published));
  titles_ = reinterpret_cast<const uint32_t*>(column(header_->titles));
  by_article_ = reinterpret_cast<const uint32_t*>(column(header_->by_article));
  countries_ = reinterpret_cast<const uint16_t*>(column(header_->countries));
  languages_ = column(header_->languages);
  blocks_ = reinterpret_cast<const uint64_t*>(column(header_->blocks));
  dictionary_ = column(header_->dictionary);
  postings_ = column(header_->postings);
  positions_ = column(header_->positions);
  ReadNames();
  return {};
}

void Segment::ReadNames() {
  const auto* at = reinterpret_cast<const uint8_t*>(data_) + header_->names;
  for (auto* names : {&language_names_, &country_names_}) {
    const uint64_t count = GetVarint(at);
    for (uint64_t i = 0; i < count; ++i) {
      const uint64_t length = GetVarint(at);
      names->emplace_back(reinterpret_cast<const char*>(at), length);
      at += length;
    }
  }
  language_counts_.resize(language_names_.size());
  for (uint32_t doc = 0; doc < docs(); ++doc) ++language_counts_[languages_[doc]];
}

std::optional<uint32_t> Segment::DocOf(int64_t article) const {
  const uint32_t* end = by_article_ + docs();
  const uint32_t* found =
      std::lower_bound(by_article_, end, article, [&](uint32_t doc, int64_t id) { return articles_[doc] < id; });
  if (found == end || articles_[*found] != article) return std::nullopt;
  return *found;
}

uint32_t Segment::FirstBefore(int64_t time) const {
  const int64_t* end = published_ + docs();
  return static_cast<uint32_t>(
      std::lower_bound(published_, end, time, [](int64_t published, int64_t limit) { return published >= limit; }) -
      published_);
}

std::optional<TermInfo> Segment::Find(std::string_view name) const {
  Terms terms(*this, name);
  if (!terms.Valid() || terms.name() != name) return std::nullopt;
  return terms.info();
}

// The block's first name stands whole behind its two offsets and its zero of shared bytes.
Segment::Terms::Terms(const Segment& segment, std::string_view from) : segment_(segment) {
  const uint64_t blocks = segment.header_->block_count;
  const auto first_name = [&](uint64_t block) {
    const uint8_t* at = segment_.dictionary_ + segment_.blocks_[block] + 16;
    GetVarint(at);
    const uint64_t length = GetVarint(at);
    return std::string_view(reinterpret_cast<const char*>(at), length);
  };
  uint64_t low = 0, high = blocks;  // the last block whose first name is not behind `from`
  while (high - low > 1) {
    const uint64_t middle = (low + high) / 2;
    (first_name(middle) <= from ? low : high) = middle;
  }
  if (blocks == 0) return;
  EnterBlock(low);
  while (valid_ && name_ < from) Next();
}

void Segment::Terms::EnterBlock(uint64_t block) {
  valid_ = block < segment_.header_->block_count;
  if (!valid_) return;
  block_ = block;
  in_block_ = 0;
  left_ = std::min<uint64_t>(kDictionaryBlock, segment_.header_->terms - block * kDictionaryBlock);
  at_ = segment_.dictionary_ + segment_.blocks_[block];
  next_postings_ = GetRaw<uint64_t>(at_);
  next_positions_ = GetRaw<uint64_t>(at_ + 8);
  at_ += 16;
  name_.clear();
  Next();
}

void Segment::Terms::Next() {
  if (left_ == 0) return EnterBlock(block_ + 1);
  --left_;
  const uint64_t shared = GetVarint(at_);
  const uint64_t length = GetVarint(at_);
  name_.resize(shared);
  name_.append(reinterpret_cast<const char*>(at_), length);
  at_ += length;
  info_ = TermInfo{};
  info_.count = static_cast<uint32_t>(GetVarint(at_));
  if (name_.front() == static_cast<char>(Field::kWord)) return;
  info_.postings = next_postings_;
  info_.positions = next_positions_;
  info_.postings_bytes = static_cast<uint32_t>(GetVarint(at_));
  info_.positions_bytes = static_cast<uint32_t>(GetVarint(at_));
  info_.max_impact = *at_++;
  next_postings_ += info_.postings_bytes;
  next_positions_ += info_.positions_bytes;
}

Cursor::Cursor(const Segment& segment, const TermInfo& info) {
  count_ = info.count;
  blocks_ = (count_ + kBlock - 1) / kBlock;
  max_impact_ = info.max_impact;
  skips_ = segment.postings() + info.postings;
  data_ = blocks_ > 1 ? skips_ + blocks_ * kSkipBytes : skips_;
  positions_ = info.positions_bytes > 0 ? segment.positions() + info.positions : nullptr;
  EnterBlock(0);
}

uint32_t Cursor::LastOf(uint32_t block) const { return GetRaw<uint32_t>(skips_ + block * kSkipBytes); }

void Cursor::EnterBlock(uint32_t block) {
  block_ = block;
  at_ = 0;
  if (block >= blocks_) {
    doc_ = kNoDoc;
    in_block_ = 0;
    return;
  }
  const uint8_t* at = data_ + (blocks_ > 1 ? GetRaw<uint32_t>(skips_ + block * kSkipBytes + 4) : 0);
  in_block_ = std::min(kBlock, count_ - block * kBlock);
  const uint32_t width = *at++;
  const uint64_t mask = (uint64_t{1} << width) - 1;
  uint32_t doc = block > 0 ? LastOf(block - 1) : kNoDoc;  // one more than kNoDoc is 0
  for (uint32_t i = 0; i < in_block_; ++i) {
    const size_t bit = size_t{i} * width;
    doc += static_cast<uint32_t>(GetRaw<uint64_t>(at + bit / 8) >> (bit % 8) & mask) + 1;
    docs_[i] = doc;
  }
  impacts_ = at + (size_t{in_block_} * width + 7) / 8;
  doc_ = docs_[0];
  positions_at_ = 0;
  if (positions_ != nullptr)
    position_ = positions_ + (blocks_ > 1 ? GetRaw<uint32_t>(skips_ + block * kSkipBytes + 8) : 0);
}

void Cursor::SkipTo(uint32_t target) {
  if (doc_ >= target) return;
  if (blocks_ > 1 && block_ + 1 < blocks_ && LastOf(block_) < target) {
    // Near blocks first, then in growing steps.
    uint32_t low = block_ + 1, step = 1;
    while (low + step < blocks_ && LastOf(low + step - 1) < target) {
      low += step;
      step *= 2;
    }
    uint32_t high = std::min(low + step, blocks_);
    while (low < high) {
      const uint32_t middle = (low + high) / 2;
      if (LastOf(middle) < target) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    EnterBlock(low);
  }
  if (doc_ >= target) return;
  const uint32_t* end = docs_ + in_block_;
  const uint32_t* found = docs_ + at_;
  while (found != end && *found < target) ++found;
  at_ = static_cast<uint32_t>(found - docs_);
  if (found != end) {
    doc_ = *found;
  } else {
    EnterBlock(block_ + 1);
  }
}

uint8_t Cursor::BlockMax(uint32_t target, uint32_t& last) const {
  if (doc_ == kNoDoc) {
    last = kNoDoc;
    return 0;
  }
  if (blocks_ <= 1) {
    last = docs_[in_block_ - 1];
    if (last >= target) return max_impact_;
    last = kNoDoc;
    return 0;
  }
  uint32_t block = block_;
  while (block < blocks_ && LastOf(block) < target) ++block;
  if (block == blocks_) {
    last = kNoDoc;
    return 0;
  }
  last = LastOf(block);
  return skips_[block * kSkipBytes + 12];
}

std::string_view Cursor::CodedPositions() {
  if (positions_ == nullptr) return {};
  while (true) {
    const uint8_t* begin = position_;
    const uint8_t* at = begin;
    const uint64_t length = GetVarint(at);
    if (positions_at_ == at_) return {reinterpret_cast<const char*>(begin), static_cast<size_t>(at - begin) + length};
    position_ = at + length;
    ++positions_at_;
  }
}

void Cursor::Positions(std::vector<uint32_t>& out) {
  const std::string_view coded = CodedPositions();
  if (coded.empty()) return;
  const auto* at = reinterpret_cast<const uint8_t*>(coded.data());
  const auto* end = at + coded.size();
  GetVarint(at);
  uint32_t position = 0;
  for (bool first = true; at < end; first = false) {
    position += static_cast<uint32_t>(GetVarint(at)) + (first ? 0 : 1);
    out.push_back(position);
  }
}

}  // namespace newsstand::search
