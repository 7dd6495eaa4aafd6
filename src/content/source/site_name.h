// What a page calls the site it belongs to, and the language it is in.
#pragma once

#include <string>
#include <string_view>

#include "content/html/document.h"

namespace newsstand::source {

// From what the page declares, else from its title: of "World news | The Courier" the part that its address knows, too.
std::string SiteName(const html::Document& page, std::string_view page_url);
// BCP 47, "" unknown.
std::string PageLanguage(const html::Document& page);

}  // namespace newsstand::source
