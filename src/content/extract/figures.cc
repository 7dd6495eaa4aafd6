#include "content/extract/figures.h"

#include <array>

#include "base/text.h"
#include "content/extract/class_words.h"
#include "content/html/text.h"

namespace newsstand::extract {
namespace {

using html::Node;
using html::Tag;

constexpr size_t kMaxCaption = 1'000;  // bytes: what is longer is text of the article
constexpr int kMaxParts = 2'000;       // nodes of a figure that are looked at: a page may be one figure of pictures

std::string PlainOf(const Node& node) { return CollapseSpace(CleanUtf8(html::TextOf(node, 4 * kMaxCaption))); }

bool IsCredit(const Node& node) {
  if (!node.is_element() || node.attribute_count == 0) return false;
  std::string names = AsciiLower(node.Attr("class"));
  names += ' ';
  names += AsciiLower(node.Attr("itemprop"));
  for (const std::string_view word : {"credit", "copyright", "source", "photographer"}) {
    if (names.find(word) != std::string::npos) return true;
  }
  return false;
}

}  // namespace

Caption SplitCredit(std::string_view text) {
  Caption out{CollapseSpace(text), {}};
  const std::string lower = AsciiLower(out.caption);
  constexpr std::array<std::string_view, 24> kMarks = {
      "photo by ",      "photo: ",      "photograph: ", "photograph by ", "photos: ", "image: ",
      "image credit: ", "credit: ",     "picture: ",    "foto: ",         "foto di ", "fotos: ",
      "bild: ",         "bildquelle: ", "quelle: ",     "source: ",       "crédit: ", "crédits: ",
      "fotografía: ",   "imagen: ",     "imago: ",      "photo credit: ", "© ",       "(c) "};
  size_t at = std::string::npos, length = 0;
  for (const std::string_view mark : kMarks) {
    const size_t found = lower.rfind(mark);
    if (found != std::string::npos && (found == 0 || !(lower[found - 1] >= 'a' && lower[found - 1] <= 'z')) &&
        (at == std::string::npos || found < at)) {
      at = found;
      length = mark.size();
    }
  }
  if (at == std::string::npos || out.caption.size() - at > 150) return out;
  out.credit = std::string(Trim(std::string_view(out.caption).substr(at + length)));
  std::string_view caption = Trim(std::string_view(out.caption).substr(0, at));
  while (caption.ends_with('(') || caption.ends_with('[') || caption.ends_with('|') || caption.ends_with('/')) {
    caption = Trim(caption.substr(0, caption.size() - 1));
    if (out.credit.ends_with(')') || out.credit.ends_with(']')) out.credit.pop_back();
  }
  out.caption = std::string(caption);
  return out;
}

Caption CaptionOf(const Node& image) {
  const Node* holder = nullptr;
  int levels = 0;
  for (const Node* up = image.parent; up && up->is_element() && levels < 6 && !holder; up = up->parent, ++levels) {
    if (up->Is(Tag::kFigure) || (HintsIn(up->Attr("class")) & Bit(Hint::kCaption))) holder = up;
  }
  if (!holder) return {};
  if (!holder->Is(Tag::kFigure)) {  // the innermost element of that name may hold the picture alone
    const Node* up = holder->parent;
    if (up && up->is_element() && (up->Is(Tag::kFigure) || (HintsIn(up->Attr("class")) & Bit(Hint::kCaption))))
      holder = up;
  }
  std::string caption, credit;
  int parts = 0;
  for (const Node* node = holder->first_child; node && parts < kMaxParts; node = NextInTree(node, holder), ++parts) {
    if (!node->is_element()) continue;
    if (credit.empty() && IsCredit(*node)) credit = PlainOf(*node);
    const bool named = node->Is(Tag::kFigcaption) || (HintsIn(node->Attr("class")) & Bit(Hint::kCaption));
    if (caption.empty() && named) caption = PlainOf(*node);
  }
  if (caption.size() > kMaxCaption) return {};
  if (!credit.empty() && credit.size() < 200) {
    const size_t at = caption.find(credit);
    if (at != std::string::npos) caption = CollapseSpace(caption.substr(0, at) + caption.substr(at + credit.size()));
    const Caption inner = SplitCredit(credit);
    return {caption, inner.credit.empty() ? credit : inner.credit};
  }
  return SplitCredit(caption);
}

}  // namespace newsstand::extract
