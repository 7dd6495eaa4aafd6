#include "content/enrich/language_model.h"

#include <algorithm>
#include <cmath>
#include <cstring>

#include "content/enrich/embedded.h"
#include "content/enrich/grams.h"

namespace newsstand::enrich {
namespace {

constexpr uint32_t kVersion = 1;
constexpr size_t kMostLanguages = 64;
constexpr size_t kCodeBytes = 8;

class Reader {
 public:
  explicit Reader(std::string_view bytes) : bytes_(bytes) {}
  template <typename T>
  bool Take(T& value) {
    if (bytes_.size() < sizeof(T)) return false;
    std::memcpy(&value, bytes_.data(), sizeof(T));
    bytes_.remove_prefix(sizeof(T));
    return true;
  }
  const uint8_t* TakeBytes(size_t count) {
    if (bytes_.size() < count) return nullptr;
    const auto* start = reinterpret_cast<const uint8_t*>(bytes_.data());
    bytes_.remove_prefix(count);
    return start;
  }

 private:
  std::string_view bytes_;
};

// Sums of half bytes, each in a byte of its own until 16 of them could overflow it: eight at a time, twice.
class Sums {
 public:
  explicit Sums(size_t stride) : stride_(stride) {}
  void Add(const uint64_t* row) {
    for (size_t i = 0; i < stride_; ++i) {
      low_[i] += row[i] & kHalves;
      high_[i] += row[i] >> 4 & kHalves;
    }
    if (++pending_ == 16) Flush();
  }
  void Flush() {
    for (size_t i = 0; i < stride_; ++i) {
      for (size_t byte = 0; byte < 8; ++byte) {
        all_[16 * i + 2 * byte] += static_cast<int32_t>(low_[i] >> (8 * byte) & 0xFF);
        all_[16 * i + 2 * byte + 1] += static_cast<int32_t>(high_[i] >> (8 * byte) & 0xFF);
      }
      low_[i] = high_[i] = 0;
    }
    pending_ = 0;
  }
  int32_t Of(size_t language) const { return all_[language]; }

 private:
  static constexpr uint64_t kHalves = 0x0F0F0F0F0F0F0F0FULL;
  size_t stride_;
  int pending_ = 0;
  std::array<uint64_t, kMostLanguages / 16> low_{}, high_{};
  std::array<int32_t, kMostLanguages> all_{};
};

}  // namespace

const LanguageModel& LanguageModel::Shipped() {
  static const LanguageModel model(EmbeddedLanguageModel());
  return model;
}

LanguageModel::LanguageModel(std::string_view file) {
  Reader reader(file);
  uint32_t version = 0, scripts = 0;
  const uint8_t* magic = reader.TakeBytes(4);
  if (magic == nullptr || std::memcmp(magic, "NSLM", 4) != 0 || !reader.Take(version) || version != kVersion || !reader.Take(scripts)) return;
  for (uint32_t i = 0; i < scripts; ++i) {
    uint32_t script = 0, languages = 0, bits = 0;
    if (!reader.Take(script) || !reader.Take(languages) || !reader.Take(bits)) return;
    if (script >= tables_.size() || languages == 0 || languages > kMostLanguages || bits > 20) return;
    Table table;
    table.bits = static_cast<int>(bits);
    for (uint32_t l = 0; l < languages; ++l) {
      const uint8_t* code = reader.TakeBytes(kCodeBytes);
      float bias = 0, scale = 0;
      if (code == nullptr || !reader.Take(bias) || !reader.Take(scale)) return;
      const std::string_view name(reinterpret_cast<const char*>(code), kCodeBytes);
      table.languages.emplace_back(name.substr(0, name.find('\0')));
      table.bias.push_back(bias);
      table.scale.push_back(scale);
    }
    const size_t row_bytes = (languages + 1) / 2, count = size_t{1} << bits;
    const uint8_t* rows = reader.TakeBytes(count * row_bytes);
    if (rows == nullptr) return;
    table.stride = (row_bytes + 7) / 8;
    table.rows.resize(count * table.stride);
    for (size_t row = 0; row < count; ++row) std::memcpy(&table.rows[row * table.stride], rows + row * row_bytes, row_bytes);
    tables_[script] = std::move(table);
  }
}

const LanguageModel::Table* LanguageModel::Of(Script script) const {
  const Table& table = tables_[static_cast<size_t>(script)];
  return table.rows.empty() ? nullptr : &table;
}

bool LanguageModel::Knows(Script script, std::string_view language) const {
  const Table* table = Of(script);
  return table != nullptr && std::find(table->languages.begin(), table->languages.end(), language) != table->languages.end();
}

std::vector<LanguageScore> LanguageModel::Classify(Script script, std::string_view text) const {
  const Table* table = Of(script);
  if (table == nullptr) return {};
  const size_t languages = table->languages.size();
  Sums sums(table->stride);
  int grams = 0;
  ForEachGram(text, [&](uint32_t hash) {
    sums.Add(&table->rows[static_cast<size_t>(hash >> (32 - table->bits)) * table->stride]);
    ++grams;
  });
  sums.Flush();
  if (grams == 0) return {};
  std::array<float, kMostLanguages> logits{};
  const float norm = 1.0F / std::sqrt(static_cast<float>(grams));
  float most = -1e30F;
  for (size_t l = 0; l < languages; ++l) {
    const int32_t sum = sums.Of(l) - 8 * grams;
    logits[l] = table->bias[l] + table->scale[l] * static_cast<float>(sum) * norm;
    most = std::max(most, logits[l]);
  }
  float total = 0;
  std::vector<LanguageScore> all;
  all.reserve(languages);
  for (size_t l = 0; l < languages; ++l) {
    const float p = std::exp(logits[l] - most);
    total += p;
    all.push_back({table->languages[l], p});
  }
  const size_t kept = std::min<size_t>(3, all.size());
  std::partial_sort(all.begin(), all.begin() + static_cast<ptrdiff_t>(kept), all.end(),
                    [](const LanguageScore& a, const LanguageScore& b) { return a.probability > b.probability; });
  all.resize(kept);
  for (LanguageScore& score : all) score.probability /= total;
  return all;
}

}  // namespace newsstand::enrich
