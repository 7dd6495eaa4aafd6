// Who wrote an article: every set of names a page gives, and the one that is it.
#pragma once

#include <array>
#include <string>
#include <vector>

#include "content/extract/page_view.h"
#include "content/extract/trees.h"

namespace newsstand::extract {

// Trees refer to features by position: see features.h.
#define NEWSSTAND_AUTHOR_FEATURES(X)                                                                                 \
  /* where the names stand */                                                                                        \
  X(linked)                                                                                                          \
  X(meta_author)                                                                                                     \
  X(meta_article)                                                                                                    \
  X(meta_dc) X(meta_other) X(meta_twitter) X(item_order) X(link_order) X(byline_order) X(prefix_order) X(near_order) \
      X(box_order) X(raw) X(first_only) X(all_metas) X(linked_people) X(end_order) /* the names */                   \
      X(names) X(words) X(characters) X(capital_words) X(digits) X(is_site) X(holds_site) X(in_host) X(title_words)  \
          X(lower_start) X(has_and) X(has_slash) X(given_names) X(all_given) X(house_words) X(no_name_words)         \
              X(has_comma) X(has_degree) X(shortest) X(upper) /* the element that shows them */                      \
      X(from_title) X(from_text) X(in_article) X(in_header) X(in_side) X(in_footer) X(hint_author) X(hint_meta)      \
          X(hint_comment) X(hint_related) X(hint_side) X(hint_list) X(hint_caption) X(photo_cue) X(block_words)      \
              X(block_digits) X(block_share) X(is_link) X(rel_author) X(position)                                    \
                  X(block_heading) /* against the others */                                                          \
      X(sources) X(supported) X(holds) X(candidates) X(has_linked) X(has_meta) X(mentions)

enum class AuthorFeature : size_t {
#define NEWSSTAND_FEATURE_ENTRY(name) name,
  NEWSSTAND_AUTHOR_FEATURES(NEWSSTAND_FEATURE_ENTRY)
#undef NEWSSTAND_FEATURE_ENTRY
      kCount
};
inline constexpr size_t kAuthorFeatures = static_cast<size_t>(AuthorFeature::kCount);

struct AuthorCandidate {
  std::vector<std::string> names;
  std::string key;    // the names' words, lower case
  std::string shown;  // the text they were read from
  std::array<float, kAuthorFeatures> features{};
};

// `title_node`: the heading that shows the headline, may be null; `title` its words.
std::vector<AuthorCandidate> AuthorCandidates(const PageView& view, const html::Node* title_node,
                                              const std::string& title);

struct ChosenAuthors {
  std::vector<std::string> names;  // empty when none is sure enough
  std::string byline;              // as printed, or the names
};
ChosenAuthors ChooseAuthors(const PageView& view, const html::Node* title_node, const std::string& title,
                            const TreeModel& model);

}  // namespace newsstand::extract
