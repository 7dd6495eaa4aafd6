// The places of a page where facts about it stand, found in one walk.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "content/html/document.h"

namespace newsstand::extract {

struct MetaTag {
  std::string name;        // lower case: of name, property, itemprop or http-equiv
  std::string_view value;  // content, trimmed, not empty
};

struct PageIndex {
  explicit PageIndex(const html::Document& document);

  // The first non-empty content of a meta of that lower-case name, "" for none.
  std::string_view Meta(std::string_view name) const;

  std::vector<MetaTag> metas;                   // in document order, at most kMaxFound
  std::vector<const html::Node*> json_ld;       // script elements
  std::vector<const html::Node*> scripts;       // other scripts that stand in the page
  std::vector<const html::Node*> headings;      // h1 and h2
  std::vector<const html::Node*> times;         // time elements
  std::vector<const html::Node*> item_props;    // any element with itemprop, meta excluded
  std::vector<const html::Node*> author_links;  // rel=author, or an address with /author/ and the like
  std::vector<const html::Node*> bylines;       // class or id speak of an author or byline
  std::vector<const html::Node*> date_places;   // class or id speak of a date
  std::vector<const html::Node*> title_places;  // class, id or itemprop speak of a headline or title
  const html::Node* title = nullptr;            // the title element
  std::string_view language;                    // html lang
  std::string_view canonical;                   // link rel=canonical, as written

  static constexpr size_t kMaxFound = 2'000;  // of each kind
};

}  // namespace newsstand::extract
