// Links to what an article or a story is about.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "content/edition/edition.h"
#include "model/about.h"
#include "serve/web/page.h"

namespace newsstand::web {

// A page of fewer articles is nothing to find by search.
inline constexpr size_t kThinTopic = 3;

std::string TopicPath(std::string_view slug);
std::string EntityPath(std::string_view slug);

// A list of links at {{>CHIPS}} of `parent`.
class Chips {
 public:
  explicit Chips(ctemplate::TemplateDictionary& parent);
  // `count_text`: behind the name; "" none.
  void Add(const std::string& url, const std::string& name, const std::string& count_text = "");

 private:
  ctemplate::TemplateDictionary* dictionary_;
};

// What articles are about, together: the topics most of them have, the entities they are most about. Fills {{#ABOUT}} of
// the page's main part, which is left out when there is nothing to say.
struct AboutOf {
  const std::vector<TopicScore>* topics = nullptr;
  const std::vector<Entity>* entities = nullptr;
};
void FillAbout(PageMaker& page, const std::vector<AboutOf>& articles);

// The entities that the newest of `cards` name most, `but` left out; those that stand everywhere count less.
struct EntityCount {
  edition::NamedEntityPtr entity;
  int64_t count = 0;
};
std::vector<EntityCount> NamedMost(const edition::Edition& edition, const edition::CardList& cards, uint32_t but, size_t most);

}  // namespace newsstand::web
