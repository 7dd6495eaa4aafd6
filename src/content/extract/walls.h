// Pages that stand where an article should be: consent, captcha, sign-in and error pages; and articles cut short.
#pragma once

#include <string_view>

namespace newsstand::extract {

enum class PageKind { kArticle, kConsent, kCaptcha, kNotFound, kSignIn };

// `title` and `text` of the page as extracted; `page_text` the first few thousand bytes of all visible words.
PageKind KindOfPage(std::string_view title, std::string_view text, std::string_view page_text);

// "consent", "captcha", "not-found", "sign-in"; "" for an article.
std::string_view PageKindName(PageKind kind);

// Whether the end of the text, or what follows it on the page, asks to pay or to sign in before going on.
bool EndsAtWall(std::string_view text, std::string_view page_text);

}  // namespace newsstand::extract
