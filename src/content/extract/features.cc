#include "content/extract/features.h"

#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <cmath>
#include <unordered_map>
#include <unordered_set>

#include "base/hash.h"
#include "base/text.h"
#include "content/extract/cues.h"
#include "content/extract/dates.h"
#include "content/extract/titles.h"

namespace newsstand::extract {
namespace {

using html::Node;
using html::Tag;

float Log(float value) { return std::log1p(value); }
float Ratio(float part, float whole) { return whole > 0 ? part / whole : 0; }

// What stands below one element.
struct Holder {
  float words = 0, link_words = 0, long_words = 0;  // of blocks; long ones have 20 words or more
  float score = 0;
  uint32_t blocks = 0, direct_blocks = 0, direct_words = 0;
  uint32_t first = UINT32_MAX, last = 0;
};

struct Template {
  float count = 0, words = 0, link_words = 0;
};

class FeatureMaker {
 public:
  FeatureMaker(const BlockPage& page, size_t node_count, const PageFacts& facts)
      : blocks_(page.blocks), holders_(node_count), facts_(facts), rows_(blocks_.size()) {}

  std::vector<FeatureRow> Make() {
    if (blocks_.empty()) return {};
    Sum();
    FindBest();
    FindTitle();
    ReadLinkedBody();
    words_before_ = 0;
    for (size_t i = 0; i < blocks_.size(); ++i) {
      row_ = &rows_[i];
      row_->fill(0);
      Itself(i);
      Cues(blocks_[i]);
      Around(blocks_[i]);
      Position(i);
      Neighbours(i);
      Holders(i);
      Best(i);
      words_before_ += static_cast<float>(blocks_[i].words);
    }
    return std::move(rows_);
  }

 private:
  void Set(Feature feature, float value) { (*row_)[static_cast<size_t>(feature)] = value; }

  static float LinkShare(const Block& block) {
    return Ratio(static_cast<float>(block.link_characters), static_cast<float>(block.characters));
  }

  void Sum() {
    for (size_t i = 0; i < blocks_.size(); ++i) {
      const Block& block = blocks_[i];
      const auto words = static_cast<float>(block.words);
      const float links = words * LinkShare(block);
      total_words_ += words;
      const bool is_long = block.words >= 20;
      for (const Node* node = block.container; node; node = node->parent) {
        Holder& holder = holders_[node->index];
        holder.words += words;
        holder.link_words += links;
        holder.long_words += is_long ? words : 0;
        ++holder.blocks;
        holder.first = std::min(holder.first, static_cast<uint32_t>(i));
        holder.last = static_cast<uint32_t>(i);
      }
      Holder& direct = holders_[block.container->index];
      ++direct.direct_blocks;
      direct.direct_words += static_cast<uint32_t>(block.words);
      Template& of = templates_[block.signature];
      of.count += 1;
      of.words += words;
      of.link_words += links;
      ++repeated_[Hash64(block.text)];
    }
  }

  // The paragraphs of an article share a holder: each long block speaks for its ancestors, less the farther up they
  // are.
  void FindBest() {
    std::vector<const Node*> scored;
    for (const Block& block : blocks_) {
      if (block.words < 8) continue;
      const float points =
          (1 + static_cast<float>(block.commas) + std::min(static_cast<float>(block.words) / 18.0f, 5.0f)) *
          (1 - LinkShare(block));
      float weight = 1;
      const Node* node = block.container;
      if (node->tag == Tag::kP || node->tag == Tag::kLi || node->tag == Tag::kBlockquote) node = node->parent;
      for (int level = 0; node && level < 4; node = node->parent, ++level) {
        Holder& holder = holders_[node->index];
        if (holder.score == 0) scored.push_back(node);
        holder.score += points * weight;
        weight *= level == 0 ? 0.6f : 0.4f;
      }
    }
    float best_score = 0, second_score = 0;
    for (const Node* node : scored) {
      Holder& holder = holders_[node->index];
      const float score = holder.score * (1 - Ratio(holder.link_words, holder.words));
      if (score > best_score) {
        second_ = best_;
        second_score = best_score;
        best_ = node;
        best_score = score;
      } else if (score > second_score) {
        second_ = node;
        second_score = score;
      }
    }
  }

  void FindTitle() {
    const std::string key = TitleKey(facts_.title);
    title_block_ = -1;
    for (size_t i = 0; i < blocks_.size(); ++i) {
      if (!facts_.title_node) break;
      for (const Node* up = blocks_[i].container; up; up = up->parent) {
        if (up == facts_.title_node) {
          title_block_ = static_cast<int>(i);
          break;
        }
      }
      if (title_block_ >= 0) break;
    }
    for (size_t i = 0; i < blocks_.size() && title_block_ < 0 && key.size() > 8; ++i) {
      if (blocks_[i].words < 60 && blocks_[i].text.size() < 1'000 && TitleKey(blocks_[i].text) == key)
        title_block_ = static_cast<int>(i);
    }
    title_key_ = key;
    for (const std::string_view word : Split(facts_.title, ' ')) {
      if (word.size() > 3) title_words_.insert(AsciiLower(word));
    }
    for (int i = 0; i < title_block_; ++i) words_to_title_ += static_cast<float>(blocks_[static_cast<size_t>(i)].words);
  }

  // Hashes of all five-word sequences of the declared body, to see which blocks are in it.
  void ReadLinkedBody() {
    if (facts_.linked_body.size() < 200) return;
    const std::string body = AsciiLower(CollapseSpace(TruncateUtf8(facts_.linked_body, 400'000)));
    AddShingles(body, [this](uint64_t hash) { linked_.insert(hash); });
  }

  template <class F>
  static void AddShingles(std::string_view lower, F add) {
    constexpr size_t kWords = 4;
    const auto words = Split(lower, ' ');
    for (size_t i = 0; i + kWords <= words.size(); ++i) {
      const char* start = words[i].data();
      const char* end = words[i + kWords - 1].data() + words[i + kWords - 1].size();
      add(Hash64({start, static_cast<size_t>(end - start)}));
    }
  }

  void Itself(size_t i) {
    const Block& block = blocks_[i];
    const auto characters = static_cast<float>(block.characters);
    Set(Feature::words, Log(static_cast<float>(block.words)));
    Set(Feature::characters_per_word, Ratio(characters, static_cast<float>(block.words)));
    Set(Feature::link_density, LinkShare(block));
    Set(Feature::commas, Log(static_cast<float>(block.commas)));
    Set(Feature::sentence_ends, Log(static_cast<float>(block.sentence_ends)));
    Set(Feature::ends_sentence, EndsSentence(block.text));
    Set(Feature::starts_capital, StartsCapital(block.text));
    Set(Feature::digit_share, Ratio(static_cast<float>(block.digits), characters));
    Set(Feature::capital_share, Ratio(static_cast<float>(block.capitals), characters));
    Set(Feature::tag, TagClass(block.container->tag));
    Set(Feature::depth, block.depth);
    Set(Feature::hidden, block.hidden ? 1 : 0);
    Set(Feature::times_repeated, static_cast<float>(repeated_[Hash64(block.text)]));
  }

  // 1 for a capital letter or one of a script without capitals, 2 for a digit.
  static float StartsCapital(std::string_view text) {
    UChar32 first = 0;
    const auto* bytes = reinterpret_cast<const uint8_t*>(text.data());
    U8_GET_OR_FFFD(bytes, 0, 0, static_cast<int32_t>(text.size()), first);
    if (first >= '0' && first <= '9') return 2;
    return u_isalpha(first) && !u_islower(first) ? 1 : 0;
  }

  static float EndsSentence(std::string_view text) {
    while (text.ends_with('"') || text.ends_with('\'') || text.ends_with(')') || text.ends_with(']'))
      text.remove_suffix(1);
    for (const std::string_view quote : {"”", "’", "»", "“", "」"}) {
      if (text.ends_with(quote)) text.remove_suffix(quote.size());
    }
    if (text.ends_with('.') || text.ends_with('!') || text.ends_with('?') || text.ends_with("…") ||
        text.ends_with("。") || text.ends_with("！") || text.ends_with("？") || text.ends_with("।") ||
        text.ends_with("؟") || text.ends_with("۔")) {
      return 1;
    }
    // Thai ends a sentence with a space at most.
    if (text.size() > 200 &&
        (text.substr(text.size() - 3).starts_with("\xE0\xB8") || text.substr(text.size() - 3).starts_with("\xE0\xB9")))
      return 1;
    return text.ends_with(':') ? 2 : text.ends_with(',') ? 3 : 0;
  }

  static float TagClass(Tag tag) {
    switch (tag) {
      case Tag::kP: return 0;
      case Tag::kLi: return 1;
      case Tag::kH1: return 2;
      case Tag::kH2: return 3;
      case Tag::kH3: return 4;
      case Tag::kH4:
      case Tag::kH5:
      case Tag::kH6: return 5;
      case Tag::kBlockquote: return 6;
      case Tag::kPre: return 7;
      case Tag::kTd:
      case Tag::kTh: return 8;
      case Tag::kDd:
      case Tag::kDt: return 9;
      case Tag::kFigcaption:
      case Tag::kCaption: return 10;
      case Tag::kDiv: return 11;
      default: return 12;
    }
  }

  void Cues(const Block& block) {
    if (block.words > 40 || block.text.size() > 1'000) {
      Set(Feature::in_linked_body, LinkedShare(block));
      return;
    }
    const std::string lower = AsciiLower(block.text);
    const CueSet cues = CuesIn(lower);
    for (size_t i = 0; i < static_cast<size_t>(Cue::kCount); ++i) {
      const auto feature = static_cast<size_t>(Feature::cue_share) + i;
      (*row_)[feature] = cues & (CueSet{1} << i) ? 1.0f / static_cast<float>(block.words) : 0;
    }
    if (block.words <= 12 && block.digits > 0)
      Set(Feature::only_date, FindDate(block.text, DayOrder::kDayFirst) ? 1 : 0);
    if (!title_key_.empty() && TitleKey(block.text) == title_key_) Set(Feature::is_title, 1);
    float overlap = 0, words = 0;
    for (const std::string_view word : Split(lower, ' ')) {
      if (word.size() <= 3) continue;
      words += 1;
      overlap += title_words_.contains(std::string(word)) ? 1 : 0;
    }
    Set(Feature::title_overlap, Ratio(overlap, words));
    Set(Feature::in_linked_body, LinkedShare(block));
  }

  // Share of the block's word sequences that the declared body has; -1 when there is no declared body.
  float LinkedShare(const Block& block) const {
    if (linked_.empty()) return -1;
    float found = 0, all = 0;
    const std::string lower = AsciiLower(block.text);
    AddShingles(lower, [&](uint64_t hash) {
      all += 1;
      found += linked_.contains(hash) ? 1 : 0;
    });
    return all == 0 ? -0.5f : found / all;
  }

  void Around(const Block& block) {
    for (size_t i = 0; i < static_cast<size_t>(Within::kCount); ++i) {
      (*row_)[static_cast<size_t>(Feature::in_article) + i] = block.ancestors & (1u << i) ? 1 : 0;
    }
    for (size_t i = 0; i < kHints; ++i) {
      (*row_)[static_cast<size_t>(Feature::hint_body) + i] = static_cast<float>(block.hint_level[i]);
    }
  }

  void Position(size_t i) {
    const auto count = static_cast<float>(blocks_.size());
    Set(Feature::block_position, static_cast<float>(i) / count);
    Set(Feature::word_position, Ratio(words_before_, total_words_));
    const float from = title_block_ < 0 ? -1'000 : static_cast<float>(static_cast<int>(i) - title_block_);
    Set(Feature::blocks_from_title, from);
    Set(Feature::words_from_title, title_block_ < 0 ? -1 : Ratio(words_before_ - words_to_title_, total_words_));
    Set(Feature::page_words, Log(total_words_));
    Set(Feature::page_blocks, Log(count));
  }

  void Neighbours(size_t i) {
    const Block& block = blocks_[i];
    const Node* parent = block.container->parent;
    if (i > 0) {
      const Block& other = blocks_[i - 1];
      Set(Feature::previous_words, Log(static_cast<float>(other.words)));
      Set(Feature::previous_link_density, LinkShare(other));
      Set(Feature::previous_same_container, other.container->parent == parent ? 1 : 0);
      Set(Feature::previous_heading, other.ancestors & Bit(Within::kHeading) ? 1 : 0);
    }
    if (i + 1 < blocks_.size()) {
      const Block& other = blocks_[i + 1];
      Set(Feature::next_words, Log(static_cast<float>(other.words)));
      Set(Feature::next_link_density, LinkShare(other));
      Set(Feature::next_same_container, other.container->parent == parent ? 1 : 0);
      Set(Feature::next_heading, other.ancestors & Bit(Within::kHeading) ? 1 : 0);
    }
    if (i > 1) Set(Feature::second_previous_words, Log(static_cast<float>(blocks_[i - 2].words)));
    if (i + 2 < blocks_.size()) Set(Feature::second_next_words, Log(static_cast<float>(blocks_[i + 2].words)));
    float words = 0, links = 0;
    const size_t from = i >= 4 ? i - 4 : 0, to = std::min(i + 5, blocks_.size());
    for (size_t j = from; j < to; ++j) {
      words += static_cast<float>(blocks_[j].words);
      links += static_cast<float>(blocks_[j].words) * LinkShare(blocks_[j]);
    }
    Set(Feature::near_words, Log(words));
    Set(Feature::near_link_density, Ratio(links, words));
  }

  void Holders(size_t i) {
    const Block& block = blocks_[i];
    const Holder& own = holders_[block.container->index];
    Set(Feature::container_words, Log(own.words));
    Set(Feature::container_blocks, Log(static_cast<float>(own.blocks)));
    const Node* node = block.container->parent;
    if (node) {
      const Holder& holder = holders_[node->index];
      Set(Feature::parent_words, Ratio(holder.words, total_words_));
      Set(Feature::parent_link_density, Ratio(holder.link_words, holder.words));
      Set(Feature::parent_blocks, Log(static_cast<float>(holder.blocks)));
      Set(Feature::parent_long_share, Ratio(holder.long_words, holder.words));
      Set(Feature::sibling_index, static_cast<float>(i - holder.first));
      node = node->parent;
    }
    if (node) {
      const Holder& holder = holders_[node->index];
      Set(Feature::grandparent_words, Ratio(holder.words, total_words_));
      Set(Feature::grandparent_link_density, Ratio(holder.link_words, holder.words));
      node = node->parent;
    }
    if (node) {
      const Holder& holder = holders_[node->index];
      Set(Feature::great_words, Ratio(holder.words, total_words_));
      Set(Feature::great_link_density, Ratio(holder.link_words, holder.words));
    }
    const Template& of = templates_[block.signature];
    Set(Feature::template_count, Log(of.count));
    Set(Feature::template_words, Ratio(of.words, of.count));
    Set(Feature::template_share, Ratio(of.words, total_words_));
    Set(Feature::template_link_density, Ratio(of.link_words, of.words));
  }

  static int LevelsTo(const Node* node, const Node* target) {
    int levels = 1;
    for (; node; node = node->parent, ++levels) {
      if (node == target) return levels;
    }
    return 0;
  }

  void Best(size_t i) {
    if (!best_) return;
    const Block& block = blocks_[i];
    const Holder& best = holders_[best_->index];
    int up = 0;
    const Node* node = best_;
    int level = LevelsTo(block.container, best_);
    // Outside: how far the holder has to be widened to take the block in.
    while (level == 0 && node->parent && up < 8) {
      node = node->parent;
      --up;
      level = LevelsTo(block.container, node) > 0 ? up : 0;
      if (level != 0) break;
    }
    Set(Feature::in_best, level > 0 ? 1 : 0);
    Set(Feature::best_level, static_cast<float>(level));
    Set(Feature::best_share, Ratio(best.words, total_words_));
    Set(Feature::in_second_best, second_ && LevelsTo(block.container, second_) > 0 ? 1 : 0);
    Set(Feature::best_first, static_cast<float>(static_cast<int>(i) - static_cast<int>(best.first)));
    Set(Feature::best_last, static_cast<float>(static_cast<int>(best.last) - static_cast<int>(i)));
  }

  const std::vector<Block>& blocks_;
  std::vector<Holder> holders_;
  const PageFacts& facts_;
  std::vector<FeatureRow> rows_;
  FeatureRow* row_ = nullptr;
  std::unordered_map<uint64_t, Template> templates_;
  std::unordered_map<uint64_t, int> repeated_;
  std::unordered_set<uint64_t> linked_;
  std::unordered_set<std::string> title_words_;
  std::string title_key_;
  const Node* best_ = nullptr;
  const Node* second_ = nullptr;
  int title_block_ = -1;
  float total_words_ = 0, words_before_ = 0, words_to_title_ = 0;
};

}  // namespace

std::vector<FeatureRow> FeaturesOf(const BlockPage& page, size_t node_count, const PageFacts& facts) {
  return FeatureMaker(page, node_count, facts).Make();
}

}  // namespace newsstand::extract
