// Answers for the titles of a newsroom: front pages, sections, articles, feeds, pictures, robots.txt.
#pragma once

#include "press/http.h"
#include "press/newsroom.h"
#include "press/picture/picture.h"

namespace newsstand::press {

class TitleSites {
 public:
  TitleSites(Newsroom& newsroom, PictureCache& pictures) : newsroom_(newsroom), pictures_(pictures) {}

  // `target` is the path and query within the title's site.
  Response Handle(const Request& request, size_t title, const std::string& target);

 private:
  Response Feed(const Request& request, size_t title, const FeedSpec& spec);
  Response Article(const Request& request, size_t title, const ArticlePtr& article);
  Response Front(const Request& request, size_t title, const std::string& section);
  Response Picture(const Request& request, size_t title, std::string_view rest);
  Response Audio(const Request& request, size_t title, std::string_view rest);
  Response Robots(const Request& request, size_t title);
  Response Plain(size_t title, int status, const std::string& heading, const std::string& sentence);
  const Words& WordsOf(size_t title) const;

  Newsroom& newsroom_;
  PictureCache& pictures_;
};

// What the press says about itself on its main address.
std::string WriteCatalogue(const Newsroom& newsroom);  // TOML, as the program reads it
std::string WriteOpml(const Newsroom& newsroom);
std::string WriteUrls(const Newsroom& newsroom);  // one feed address a line
std::string WriteHubPage(Newsroom& newsroom);

}  // namespace newsstand::press
