#include "serve/web/changes.h"

#include <algorithm>

#include "base/text.h"
#include "content/html/text.h"

namespace newsstand::web {
namespace {

constexpr size_t kChanges = 6;
constexpr size_t kBytes = 20'000;   // of all changes of an article together
constexpr size_t kContext = 160;    // characters kept of a long stretch that stayed the same

// What a version showed.
struct Shown {
  Timestamp seen;
  std::string_view headline, standfirst, body_html;
};

// A long stretch that stayed the same keeps its ends.
void Shorten(std::vector<DiffPart>& parts) {
  for (size_t i = 0; i < parts.size(); ++i) {
    std::string& text = parts[i].text;
    if (parts[i].kind != DiffPart::Kind::kSame || text.size() <= 3 * kContext) continue;
    const std::string head = i == 0 ? "" : std::string(TruncateUtf8(text, kContext));
    size_t from = text.size() - kContext;
    while (from < text.size() && (static_cast<unsigned char>(text[from]) & 0xC0) == 0x80) ++from;
    const std::string tail = i + 1 == parts.size() ? "" : text.substr(from);
    text = head + " … " + tail;
  }
}

size_t BytesOf(const std::vector<DiffPart>& parts) {
  size_t bytes = 0;
  for (const DiffPart& part : parts) bytes += part.text.size() + 16;
  return bytes;
}

std::vector<DiffPart> LineChange(std::string_view before, std::string_view after) {
  return before == after || before.empty() ? std::vector<DiffPart>() : DiffWords(before, after);
}

// The paragraphs that changed, and an empty one of kind kSame for what lies between.
std::vector<DiffParagraph> BodyChange(std::string_view before, std::string_view after, size_t room, bool& shortened) {
  std::vector<DiffParagraph> kept;
  if (before.empty() || after.empty() || before == after) return kept;
  const auto old_text = html::ParagraphsOf(before), new_text = html::ParagraphsOf(after);
  if (old_text == new_text) return kept;
  for (DiffParagraph& paragraph : DiffTexts(old_text, new_text)) {
    if (paragraph.kind == DiffParagraph::Kind::kSame) {
      if (!kept.empty() && kept.back().kind != DiffParagraph::Kind::kSame) kept.push_back({DiffParagraph::Kind::kSame, {}});
      continue;
    }
    Shorten(paragraph.parts);
    const size_t bytes = BytesOf(paragraph.parts);
    if (bytes > room) {
      shortened = true;
      continue;
    }
    room -= bytes;
    kept.push_back(std::move(paragraph));
  }
  while (!kept.empty() && kept.back().kind == DiffParagraph::Kind::kSame) kept.pop_back();
  return kept;
}

}  // namespace

size_t ArticleChange::bytes() const {
  size_t bytes = BytesOf(headline) + BytesOf(standfirst);
  for (const DiffParagraph& paragraph : body) bytes += BytesOf(paragraph.parts);
  return bytes;
}

std::vector<ArticleChange> ChangesOf(const Article& article, const std::vector<ArticleVersion>& versions, bool with_body) {
  std::vector<Shown> shown;
  for (const ArticleVersion& version : versions) shown.push_back({version.seen, version.headline, version.standfirst, version.body_html});
  shown.push_back({article.updated.value_or(article.published), article.headline, article.standfirst, article.body_html});
  std::vector<ArticleChange> changes;
  size_t room = kBytes;
  for (size_t i = shown.size() - 1; i > 0 && changes.size() < kChanges; --i) {
    const Shown &before = shown[i - 1], &after = shown[i];
    ArticleChange change;
    change.at = after.seen;
    change.headline = LineChange(before.headline, after.headline);
    change.standfirst = LineChange(before.standfirst, after.standfirst);
    if (with_body) change.body = BodyChange(before.body_html, after.body_html, room, change.shortened);
    if (change.headline.empty() && change.standfirst.empty() && change.body.empty() && !change.shortened) continue;
    room -= std::min(room, change.bytes());
    changes.push_back(std::move(change));
  }
  return changes;
}

}  // namespace newsstand::web
