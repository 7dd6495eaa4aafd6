#include "content/extract/page_index.h"

#include "base/phrases.h"
#include "base/text.h"

namespace newsstand::extract {
namespace {

using html::Node;
using html::Tag;

template <class T>
void Add(std::vector<T>& list, T item) {
  if (list.size() < PageIndex::kMaxFound) list.push_back(std::move(item));
}

bool Contains(std::string_view text, std::string_view part) { return text.find(part) != std::string_view::npos; }

bool HasToken(std::string_view list, std::string_view token) {
  for (const std::string_view part : Split(list, ' ')) {
    if (AsciiIEquals(Trim(part), token)) return true;
  }
  return false;
}

void AddMeta(PageIndex& index, const Node& node) {
  const std::string_view value = Trim(node.Attr("content"));
  if (value.empty()) return;
  for (const std::string_view key : {"property", "name", "itemprop", "http-equiv"}) {
    const std::string_view name = Trim(node.Attr(key));
    if (!name.empty()) Add(index.metas, MetaTag{AsciiLower(name), value});
  }
}

void AddLink(PageIndex& index, const Node& node) {
  if (index.canonical.empty() && HasToken(node.Attr("rel"), "canonical")) index.canonical = Trim(node.Attr("href"));
}

enum Place : unsigned { kByline = 1, kTitle = 2, kDate = 4 };
constexpr std::pair<std::string_view, unsigned> kPlaceWords[] = {
    {"author", kByline},      {"byline", kByline | kDate},
    {"autor", kByline},       {"writer", kByline},
    {"contributor", kByline}, {"signature", kByline},
    {"title", kTitle},        {"headline", kTitle},
    {"heading", kTitle},      {"titel", kTitle},
    {"titulo", kTitle},       {"hed ", kTitle},
    {"date", kDate},          {"time", kDate},
    {"publish", kDate},       {"posted", kDate},
    {"datum", kDate},         {"fecha", kDate},
    {"meta", kDate},          {"info", kDate},
};

PhraseFinder MakePlaceFinder() {
  std::vector<std::string_view> words;
  for (const auto& [word, place] : kPlaceWords) words.push_back(word);
  return PhraseFinder(words);
}

unsigned PlacesIn(std::string_view names) {
  static const PhraseFinder kFinder = MakePlaceFinder();
  unsigned places = 0;
  kFinder.ForEach(names, [&](size_t word) {
    places |= kPlaceWords[word].second;
    return false;
  });
  return places;
}

// What class and id of a body element say about authors and dates.
void AddByName(PageIndex& index, const Node& node) {
  std::string names = AsciiLower(node.Attr("class"));
  for (const std::string_view key : {"id", "data-testid", "data-component", "rel"}) {
    const std::string_view value = node.Attr(key);
    if (value.empty()) continue;
    names += ' ';
    names += AsciiLower(value);
  }
  if (names.empty()) return;
  const unsigned places = PlacesIn(names);
  if (places & kByline) Add(index.bylines, &node);
  if (places & kTitle) Add(index.title_places, &node);
  if (places & kDate) Add(index.date_places, &node);
}

bool IsAuthorAddress(std::string_view href) {
  static constexpr std::string_view kParts[] = {"/author/",  "/authors/",      "/autor/",    "/autoren/", "/auteur/",
                                                "/autore/",  "/by/",           "/profile/",  "/people/",  "/staff/",
                                                "/writers/", "/contributors/", "/journalist"};
  static const PhraseFinder kFinder(kParts);
  return kFinder.AnyIn(href);
}

void AddElement(PageIndex& index, const Node& node) {
  switch (node.tag) {
    case Tag::kMeta: return AddMeta(index, node);
    case Tag::kLink: return AddLink(index, node);
    case Tag::kTitle:
      if (!index.title) index.title = &node;
      return;
    case Tag::kScript:
      if (Contains(AsciiLower(node.Attr("type")), "ld+json"))
        Add(index.json_ld, &node);
      else if (node.first_child)
        Add(index.scripts, &node);
      return;
    case Tag::kHtml:
      index.language = Trim(node.Attr("lang"));
      if (index.language.empty()) index.language = Trim(node.Attr("xml:lang"));
      return;
    case Tag::kH1:
    case Tag::kH2: Add(index.headings, &node); break;
    case Tag::kTime: Add(index.times, &node); break;
    case Tag::kA:
      if (HasToken(node.Attr("rel"), "author") || IsAuthorAddress(node.Attr("href"))) Add(index.author_links, &node);
      break;
    default: break;
  }
  if (node.attribute_count == 0) return;
  if (const std::string_view prop = node.Attr("itemprop"); !prop.empty()) {
    Add(index.item_props, &node);
    if (prop == "headline" || prop == "name") Add(index.title_places, &node);
  }
  AddByName(index, node);
}

}  // namespace

PageIndex::PageIndex(const html::Document& document) {
  for (const Node* node = document.root(); node; node = NextInTree(node, document.root())) {
    if (node->is_element() && node->ns == html::Namespace::kHtml) AddElement(*this, *node);
  }
}

std::string_view PageIndex::Meta(std::string_view name) const {
  for (const MetaTag& meta : metas) {
    if (meta.name == name) return meta.value;
  }
  return {};
}

}  // namespace newsstand::extract
