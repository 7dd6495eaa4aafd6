#include "content/extract/walls.h"

#include <algorithm>
#include <array>
#include <string>

#include "base/text.h"
#include "content/extract/lower.h"
#include "content/extract/wall_words.h"

namespace newsstand::extract {
namespace {

constexpr std::array kKinds = {PageKind::kCaptcha, PageKind::kNotFound, PageKind::kConsent, PageKind::kSignIn};
constexpr size_t kOther = 30;  // bytes a title may say besides a sign: the site's name

// How strongly a title speaks for a kind: 2 when it says next to nothing else, 0 when it does not.
int TitleStrength(const std::string& lower, PageKind kind) {
  size_t longest = 0;
  for (const WallSign& sign : TitleSigns()) {
    if (sign.kind == kind && lower.find(sign.text) != std::string::npos) longest = std::max(longest, sign.text.size());
  }
  if (longest == 0) return 0;
  return lower.size() < longest + kOther || longest * 2 > lower.size() ? 2 : 0;
}

int CountSigns(std::string_view lower, PageKind kind) {
  int count = 0;
  for (const WallSign& sign : TextSigns()) {
    if (sign.kind == kind && lower.find(sign.text) != std::string_view::npos) ++count;
  }
  return count;
}

// Elements named by those who build such walls.
bool HasMark(const html::Node* root, PageKind kind) {
  size_t elements = 0;
  for (const html::Node* node = root; node && elements < 3'000; node = NextInTree(node, root)) {
    if (!node->is_element() || node->attribute_count == 0) continue;
    ++elements;
    for (const std::string_view name : {"id", "class", "src"}) {
      const std::string_view value = node->Attr(name);
      if (value.empty()) continue;
      const std::string lower = AsciiLower(value.substr(0, 200));
      for (const WallSign& sign : MarkSigns()) {
        if (sign.kind == kind && lower.find(sign.text) != std::string::npos) return true;
      }
    }
  }
  return false;
}

}  // namespace

PageKind KindOfPage(const PageWords& page) {
  const int words = CountWords(TruncateUtf8(page.text, 20'000));
  if (words > 700) return PageKind::kArticle;
  const std::string title = Lowered(TruncateUtf8(page.title, 300)), heading = Lowered(TruncateUtf8(page.heading, 300));
  const std::string text = Lowered(TruncateUtf8(page.text, 8'000));
  const std::string shown = Lowered(TruncateUtf8(page.page_text, 6'000));
  const int shown_words = CountWords(shown);
  // The more there is to read, and the more it says it is an article, the more has to speak against it.
  int needed = shown_words < 25 ? 1 : shown_words < 120 ? 2 : words <= 120 ? 3 : words <= 250 ? 4 : 6;
  if (page.declares_article) needed += 3;
  PageKind best = PageKind::kArticle;
  int best_points = needed - 1;
  for (const PageKind kind : kKinds) {
    // An overlay is on the page, not in the text; where there is no text the page is all there is.
    const int in_text = CountSigns(text, kind);
    const int signs = words < 60 ? std::max(in_text, CountSigns(shown, kind)) : in_text;
    int points = TitleStrength(title, kind) + TitleStrength(heading, kind) + std::min(signs, 8);
    if (points == 0 && words >= 60) continue;
    if (points <= best_points + 2 && HasMark(page.root, kind)) points += 2;
    if (kind == PageKind::kSignIn && signs == 0) points = 0;
    if (points > best_points) {
      best = kind;
      best_points = points;
    }
  }
  return best;
}

std::string_view PageKindName(PageKind kind) {
  switch (kind) {
    case PageKind::kArticle: return "";
    case PageKind::kConsent: return "consent";
    case PageKind::kCaptcha: return "captcha";
    case PageKind::kNotFound: return "not-found";
    case PageKind::kSignIn: return "sign-in";
  }
  return "";
}

bool IsWallLine(std::string_view line) {
  constexpr size_t kShortLine = 150;  // bytes: what asks to pay is short, what tells of it may be long
  if (line.size() > kShortLine) return false;
  const std::string lower = Lowered(line);
  return std::any_of(PaymentSigns().begin(), PaymentSigns().end(),
                     [&](std::string_view sign) { return lower.find(sign) != std::string::npos; });
}

bool AsksToPay(std::string_view lines, int words) {
  constexpr int kTeaser = 300;  // words: what is longer is hardly cut short
  if (words > kTeaser) return false;
  for (const std::string_view line : Split(lines.substr(0, 4'000), '\n')) {
    if (IsWallLine(line)) return true;
  }
  return false;
}

}  // namespace newsstand::extract
