// The facts about an article that its page declares or prints.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "content/extract/dates.h"
#include "content/extract/models.h"
#include "content/extract/page_view.h"

namespace newsstand::extract {

// Plain text; "" and empty where nothing was found.
struct Metadata {
  std::string title, standfirst, byline;
  std::vector<std::string> authors;
  std::string site_name, section, language, canonical_url;
  std::string image_url;  // absolute
  std::optional<LocalDate> published, updated;
  bool not_free = false;                   // declared as not accessible for free
  const html::Node* title_node = nullptr;  // the heading that carries the title, null when none does
};

Metadata ReadMetadata(const PageView& view, const Models& models);

}  // namespace newsstand::extract
