// The pages of the titles: seven kinds of article page, from exemplary to dreadful, and front and section pages.
#pragma once

#include <string>
#include <vector>

#include "press/article.h"
#include "press/newsroom.h"

namespace newsstand::press {

struct ArticlePage {
  const TitleSite& site;
  const Words& words;
  ArticlePtr article;
  Timestamp now;
  LinkResolver resolve;
  std::vector<ArticlePtr> related, latest;
};

struct FrontPage {
  const TitleSite& site;
  const Words& words;
  Timestamp now;
  std::string section;  // "" the front page
  std::string section_name;
  std::vector<ArticlePtr> articles;
};

// By the title's page_template.
std::string WriteArticlePage(const ArticlePage& page);
std::string WriteFrontPage(const FrontPage& page);
// A page of one sentence: 404, about, contact.
std::string WritePlainPage(const TitleSite& site, const Words& words, const std::string& heading,
                           const std::string& sentence);

// "22 November 2026 at 14:05" in the title's language.
std::string LocalTime(std::string_view language, Timestamp time);

}  // namespace newsstand::press
