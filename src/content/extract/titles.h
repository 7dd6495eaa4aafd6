// The headline of a page, without the name of the site.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "content/html/document.h"

namespace newsstand::extract {

struct TitleSources {
  std::string linked_data, open_graph, twitter, title_tag;  // plain text, "" when absent
  std::string site_name, host;
  std::vector<std::pair<std::string, const html::Node*>> headings;  // h1 then h2, text and node, in document order
};

struct ChosenTitle {
  std::string text;
  const html::Node* node = nullptr;  // the heading that shows it
};

ChosenTitle ChooseTitle(const TitleSources& sources);

// "Headline - The Paper" → "Headline", when what is cut off names the site or is the shorter end.
std::string WithoutSiteName(std::string_view title, std::string_view site_name, std::string_view host);

// Letters and digits only, lower case: for comparing titles.
std::string TitleKey(std::string_view title);

}  // namespace newsstand::extract
