// Parts that several page templates share. Only for page*.cc.
#pragma once

#include <string>

#include "base/text.h"
#include "press/feed_writer.h"
#include "press/page.h"

namespace newsstand::press::parts {

inline std::string E(std::string_view text) { return EscapeHtml(text); }

// <!doctype html> to <body>, with icons, feeds and the title's colours as CSS variables.
std::string Head(const TitleSite& site, const std::string& page_title, const std::string& description,
                 const std::string& css, const std::string& more);
std::string Alternates(const TitleSite& site);
std::string OpenGraph(const ArticlePage& page);
// schema.org NewsArticle; with the text in it if `body`, marked as walled if `walled`.
std::string JsonLd(const ArticlePage& page, bool body, bool walled);

std::string Link(const ArticlePage& page, const PressArticle& other);                                  // an address
std::string LinkList(const ArticlePage& page, const std::vector<ArticlePtr>& articles, size_t limit);  // <li><a>…
std::string SectionMenu(const TitleSite& site, const Words& words);                                    // <li><a>…
std::string Figure(const ArticlePage& page, int width, int height);  // "" without a picture
std::string Footer(const TitleSite& site, const Words& words);
std::string TimeTag(const ArticlePage& page);         // "" when undated
std::string CorrectionNote(const ArticlePage& page);  // "" when there is none
// The base sheet of all templates.
std::string_view BaseCss();

}  // namespace newsstand::press::parts
