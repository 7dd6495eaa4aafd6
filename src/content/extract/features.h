// Numbers that say what a block is like, where it stands and what surrounds it: what the model decides by.
//
// The trees in block_model.inc refer to features by position: a change of this list or of how one is computed needs the
// model trained anew (bench/training/README.md).
#pragma once

#include <array>
#include <cstddef>
#include <string_view>
#include <vector>

#include "content/extract/blocks.h"

namespace newsstand::extract {

#define NEWSSTAND_BLOCK_FEATURES(X)                                                                                  \
  /* the block itself */                                                                                             \
  X(words)                                                                                                           \
  X(characters_per_word)                                                                                             \
  X(link_density)                                                                                                    \
  X(commas) X(sentence_ends) X(ends_sentence) X(starts_capital) X(digit_share) X(capital_share) X(tag) X(depth)      \
      X(hidden) X(times_repeated) /* what its words say */                                                           \
      X(cue_share) X(cue_read_more) X(cue_subscribe) X(cue_legal) X(cue_comment) X(cue_credit) X(cue_time)           \
          X(cue_advert) X(only_date) X(is_title) X(title_overlap) X(in_linked_body) /* elements around it */         \
      X(in_article) X(in_main) X(in_nav) X(in_aside) X(in_header) X(in_footer) X(in_form) X(in_figure) X(in_list)    \
          X(in_table) X(in_quote) X(in_heading) X(in_item_body) X(in_pre) X(in_button) X(in_details)                 \
              X(in_description) /* names around it: levels up, 0 for none */                                         \
      X(hint_body) X(hint_content) X(hint_title) X(hint_meta) X(hint_author) X(hint_caption) X(hint_comment)         \
          X(hint_related) X(hint_share) X(hint_nav) X(hint_footer) X(hint_side) X(hint_ad) X(hint_subscribe)         \
              X(hint_modal) X(hint_list) X(hint_hidden) /* where it stands */                                        \
      X(block_position) X(word_position) X(blocks_from_title) X(words_from_title) X(page_words)                      \
          X(page_blocks) /* its neighbours */                                                                        \
      X(previous_words) X(previous_link_density) X(previous_same_container) X(previous_heading) X(next_words)        \
          X(next_link_density) X(next_same_container) X(next_heading) X(second_previous_words) X(second_next_words)  \
              X(near_words) X(near_link_density) /* the elements that hold it: words and link density below them */  \
      X(container_words) X(container_blocks) X(parent_words) X(parent_link_density) X(parent_blocks)                 \
          X(parent_long_share) X(grandparent_words) X(grandparent_link_density) X(great_words) X(great_link_density) \
              X(sibling_index) /* blocks of the same template on the page */                                         \
      X(template_count) X(template_words) X(template_share)                                                          \
          X(template_link_density) /* the element that scores best as the holder of the text */                      \
      X(in_best) X(best_level) X(best_share) X(in_second_best) X(best_first) X(best_last)

enum class Feature : size_t {
#define NEWSSTAND_FEATURE_ENTRY(name) name,
  NEWSSTAND_BLOCK_FEATURES(NEWSSTAND_FEATURE_ENTRY)
#undef NEWSSTAND_FEATURE_ENTRY
      kCount
};
inline constexpr size_t kFeatures = static_cast<size_t>(Feature::kCount);
using FeatureRow = std::array<float, kFeatures>;

struct PageFacts {
  std::string_view title;  // chosen headline
  const html::Node* title_node = nullptr;
  std::string_view linked_body;  // articleBody of JSON-LD
};

// One row for each block. `node_count` is Document::node_count().
std::vector<FeatureRow> FeaturesOf(const BlockPage& page, size_t node_count, const PageFacts& facts);

}  // namespace newsstand::extract
