// Pages that stand where an article should be: consent, captcha, sign-in and error pages; and articles cut short.
//
// A page is taken for a wall when what it says in its title, heading and text, and what its elements are called,
// outweighs how much there is to read: articles are written about consent, captchas and lost pages, too, and carry
// their overlays.
#pragma once

#include <string_view>

#include "content/html/document.h"

namespace newsstand::extract {

enum class PageKind { kArticle, kConsent, kCaptcha, kNotFound, kSignIn };

struct PageWords {
  std::string_view title;            // as chosen, or that of the title element
  std::string_view heading;          // the first h1, "" for none
  std::string_view text;             // as extracted
  std::string_view page_text;        // the first few thousand bytes of all visible words
  bool declares_article = false;     // by its type, or a day and an author
  const html::Node* root = nullptr;  // of the document, may be null
};
PageKind KindOfPage(const PageWords& page);

// "consent", "captcha", "not-found", "sign-in"; "" for an article.
std::string_view PageKindName(PageKind kind);

// A short line that asks to pay or to sign in before going on.
bool IsWallLine(std::string_view line);

// Whether an article of so many words is cut short: a line of what the page shows right after it asks to pay.
bool AsksToPay(std::string_view lines, int words);

}  // namespace newsstand::extract
