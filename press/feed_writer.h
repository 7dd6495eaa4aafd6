// Writes the feeds of a title in every format of the last quarter of a century.
#pragma once

#include <string>
#include <vector>

#include "press/article.h"
#include "press/newsroom.h"

namespace newsstand::press {

struct FeedContext {
  const TitleSite& site;
  const FeedSpec& spec;
  const Words& words;
  std::vector<ArticlePtr> articles;  // in the order they stand in the feed
  Timestamp now;
  LinkResolver resolve;
  std::string section_name;  // in the title's language, "" for the whole title
  std::string older, newer;  // addresses of the neighbouring pages of a paged feed
};

struct FeedDocument {
  std::string content_type;
  std::string bytes;  // in the title's encoding
  Timestamp changed;  // when its newest content changed
};

FeedDocument WriteFeed(const FeedContext& context);

// The whole article as HTML: picture, text, correction.
std::string FullHtml(const TitleSite& site, const Words& words, const PressArticle& article, Timestamp now,
                     const LinkResolver& resolve);
// The standfirst, or the first paragraph when there is none. Plain text.
std::string Summary(const PressArticle& article, Timestamp now);
std::string PictureUrl(const TitleSite& site, const PressArticle& article, int width, int height);
// Spoken length at a calm pace, and the size of the (silent) recording the press serves for it.
int AudioSeconds(const PressArticle& article, Timestamp now);
size_t AudioBytes(int seconds);
std::string SilentMp3(int seconds);

// UTF-8 XML → `encoding`; what it cannot write becomes a character reference.
std::string EncodeXml(const std::string& utf8, const std::string& encoding);

}  // namespace newsstand::press
