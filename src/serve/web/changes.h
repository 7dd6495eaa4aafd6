// What changed in an article, as its page tells it. Pure.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/word_diff.h"
#include "model/article.h"

namespace newsstand::web {

// One change: what readers saw before against what they saw after it.
struct ArticleChange {
  Timestamp at;
  std::vector<DiffPart> headline, standfirst;  // empty when it is the same
  std::vector<DiffParagraph> body;             // empty when it is the same; without paragraphs far from any change
  bool shortened = false;                      // more changed than is shown here

  size_t bytes() const;
};

// The changes of `article` from its versions (oldest first), newest first, at most a handful. Those that a reader would
// not see are left out: where a body first arrived, or rights keep it away (`with_body`). An article's changes take at
// most some twenty kilobytes: its page is read more often than they are.
std::vector<ArticleChange> ChangesOf(const Article& article, const std::vector<ArticleVersion>& versions, bool with_body);

}  // namespace newsstand::web
