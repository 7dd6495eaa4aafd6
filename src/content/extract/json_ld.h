// What a page says of its article in JSON-LD (schema.org).
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace newsstand::extract {

// Plain text, references decoded; "" and empty where the page says nothing.
struct LinkedData {
  std::string type;  // "NewsArticle", … of the object taken
  std::string headline, description, section, language, url, body, site_name;
  std::string last_crumb;  // the last name of a BreadcrumbList
  std::vector<std::string> authors;
  bool authors_are_people = false;  // none of them is declared an organisation
  std::string published, modified;  // as written
  std::vector<std::string> images;  // addresses, as written, best first
  bool has_article = false;         // an object of an article type was there
  bool not_free = false;            // isAccessibleForFree is false
};

// `scripts`: the text of each ld+json script of the page. Broken JSON is repaired where its meaning is clear (comments,
// trailing commas, raw line breaks in strings, CDATA) and passed over where it is not.
LinkedData ReadLinkedData(const std::vector<std::string_view>& scripts);

}  // namespace newsstand::extract
