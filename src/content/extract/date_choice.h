// When an article was published: every day a page names, and the one that is it.
#pragma once

#include <array>
#include <optional>
#include <vector>

#include "content/extract/dates.h"
#include "content/extract/page_view.h"
#include "content/extract/trees.h"

namespace newsstand::extract {

// Trees refer to features by position: see features.h.
#define NEWSSTAND_DATE_FEATURES(X)                                                                                  \
  /* where the day stands */                                                                                        \
  X(linked_published)                                                                                               \
  X(linked_modified)                                                                                                \
  X(meta_published)                                                                                                 \
  X(meta_modified) X(meta_plain) X(item_published) X(item_modified) X(time_order) X(time_published) X(time_updated) \
      X(time_in_article) X(time_in_side) X(in_url) X(in_canonical) X(in_script) X(in_description) X(place_order)    \
          X(text_order) X(text_count) /* the text that holds it, the one nearest to the headline */                 \
      X(from_title) X(from_text) X(cue_published) X(cue_updated) X(cue_near) X(hint_meta) X(hint_author)            \
          X(hint_comment) X(hint_related) X(hint_side) X(in_footer) X(in_side) X(in_article) X(block_words)         \
              X(position) X(only) X(order_in_block) /* against the other days */                                    \
      X(sources) X(days) X(earlier) X(later) X(after_linked) X(after_meta) X(after_url) X(after_modified)           \
          X(before_latest) X(has_linked) X(has_meta) X(has_time) X(has_url) X(time_of_day) X(has_offset)            \
              X(linked_hour) X(shown)

enum class DateFeature : size_t {
#define NEWSSTAND_FEATURE_ENTRY(name) name,
  NEWSSTAND_DATE_FEATURES(NEWSSTAND_FEATURE_ENTRY)
#undef NEWSSTAND_FEATURE_ENTRY
      kCount
};
inline constexpr size_t kDateFeatures = static_cast<size_t>(DateFeature::kCount);

struct DateCandidate {
  LocalDate date;  // with a time of day where one of the sources has it
  std::array<float, kDateFeatures> features{};
};

// `title_node`: the heading that shows the headline, may be null.
std::vector<DateCandidate> DateCandidates(const PageView& view, const html::Node* title_node);

// The chosen day. Where a declared point in time is of the day before or after only because of its time zone, it is
// that point, with the smallest offset that makes it the day the page shows.
std::optional<LocalDate> ChoosePublished(const PageView& view, const html::Node* title_node, const TreeModel& model);

// What the page declares as its last change; nullopt when it declares none.
std::optional<LocalDate> DeclaredUpdate(const PageView& view);

}  // namespace newsstand::extract
