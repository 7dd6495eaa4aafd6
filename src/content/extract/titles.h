// The headline of a page, without the name of the site: every text that may be it, and the one that is.
#pragma once

#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "content/extract/page_view.h"
#include "content/extract/trees.h"
#include "content/html/document.h"

namespace newsstand::extract {

// Trees refer to features by position: see features.h.
#define NEWSSTAND_TITLE_FEATURES(X)                                                                                  \
  /* where the text stands */                                                                                        \
  X(linked)                                                                                                          \
  X(open_graph)                                                                                                      \
  X(twitter)                                                                                                         \
  X(other_meta) X(tag_whole) X(tag_first) X(tag_head) X(tag_tail) X(tag_part) X(graph_head) X(h1_order) X(h1_count)  \
      X(h2_order) X(h2_count) X(named_order) X(item_headline) X(piece) /* against the other texts */                 \
      X(in_tag) X(tag_share) X(in_graph) X(graph_share) X(in_linked) X(linked_share) X(in_h1) X(h1_share) X(sources) \
          X(supported) X(has_linked) X(has_graph) /* the text itself */                                              \
      X(words) X(characters) X(names_site) X(holds_site) X(slug_overlap) X(slug_cover) X(separators)                 \
          X(ends_mark) /* the element that shows it */                                                               \
      X(in_article) X(in_main) X(in_header) X(in_side) X(hint_title) X(hint_body) X(hint_related) X(hint_nav)        \
          X(hint_list) X(position) X(words_to_text) X(after_text) X(alike) X(hidden) X(mentions)                     \
              X(kicker) /* how much of its words other texts share */                                                \
      X(tag_words) X(graph_words) X(h1_words) X(linked_words) X(upper) X(digits) X(is_section) X(h1_is_site)         \
          X(in_crumb) X(alone)

enum class TitleFeature : size_t {
#define NEWSSTAND_FEATURE_ENTRY(name) name,
  NEWSSTAND_TITLE_FEATURES(NEWSSTAND_FEATURE_ENTRY)
#undef NEWSSTAND_FEATURE_ENTRY
      kCount
};
inline constexpr size_t kTitleFeatures = static_cast<size_t>(TitleFeature::kCount);

struct TitleCandidate {
  std::string text;
  std::string key;                   // TitleKey(text)
  const html::Node* node = nullptr;  // the element that shows it, null for declared ones
  std::array<float, kTitleFeatures> features{};
};

std::vector<TitleCandidate> TitleCandidates(const PageView& view);

struct ChosenTitle {
  std::string text;
  const html::Node* node = nullptr;  // the heading that shows it, null when none does
};
ChosenTitle ChooseTitle(const PageView& view, const TreeModel& model);

// Letters and digits only, lower case: for comparing titles.
std::string TitleKey(std::string_view title);

}  // namespace newsstand::extract
