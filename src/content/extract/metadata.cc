#include "content/extract/metadata.h"

#include <algorithm>
#include <array>

#include "base/limits.h"
#include "base/text.h"
#include "base/url.h"
#include "content/extract/authors.h"
#include "content/extract/dates.h"
#include "content/extract/titles.h"
#include "content/html/text.h"

namespace newsstand::extract {
namespace {

using html::Node;
using html::Tag;

std::string Plain(std::string_view text) { return CollapseSpace(CleanUtf8(text)); }

std::string PlainOf(const Node& node) { return Plain(html::TextOf(node)); }

std::string_view FirstMeta(const PageIndex& index, std::initializer_list<std::string_view> names) {
  for (const std::string_view name : names) {
    if (const std::string_view value = index.Meta(name); !value.empty()) return value;
  }
  return {};
}

bool HasItemProp(const Node& node, std::string_view wanted) {
  for (const std::string_view name : Split(node.Attr("itemprop"), ' ')) {
    if (AsciiIEquals(Trim(name), wanted)) return true;
  }
  return false;
}

class MetadataReader {
 public:
  MetadataReader(const html::Document& document, const PageIndex& index, const LinkedData& linked, std::string_view url)
      : document_(document), index_(index), linked_(linked), url_(url) {
    if (const auto parsed = ParseUrl(url)) host_ = parsed->host;
  }

  Metadata Read() {
    out_.language = Language();
    order_ = DayOrderFor(out_.language);
    out_.site_name = SiteName();
    Title();
    out_.standfirst = linked_.description.empty() || linked_.description.size() > limits::kSummaryBytes ? std::string() : linked_.description;
    for (const std::string_view name : {"og:description", "description", "twitter:description", "dc.description"}) {
      if (out_.standfirst.empty()) out_.standfirst = Plain(html::TextOf(index_.Meta(name)));
    }
    out_.section = linked_.section;
    if (out_.section.empty()) out_.section = Plain(FirstMeta(index_, {"article:section", "parsely-section", "section", "dc.subject"}));
    Addresses();
    order_ = DayOrderFor(out_.language);
    out_.published = Published();
    out_.updated = Updated();
    if (out_.updated && out_.published && *out_.updated <= *out_.published) out_.updated.reset();
    Authors();
    out_.not_free = linked_.not_free;
    return std::move(out_);
  }

 private:
  std::string Language() const {
    std::string_view language = index_.language;
    if (language.empty()) language = linked_.language;
    if (language.empty()) language = FirstMeta(index_, {"og:locale", "content-language", "dc.language", "language"});
    std::string out(Trim(language.substr(0, language.find_first_of(",;"))));
    std::replace(out.begin(), out.end(), '_', '-');
    return out.size() <= 35 ? out : std::string();
  }

  std::string SiteName() const {
    std::string name = Plain(FirstMeta(index_, {"og:site_name", "application-name", "al:ios:app_name"}));
    return name.empty() ? linked_.site_name : name;
  }

  void Title() {
    TitleSources sources;
    sources.linked_data = linked_.headline;
    sources.open_graph = Plain(html::TextOf(index_.Meta("og:title")));
    sources.twitter = Plain(html::TextOf(FirstMeta(index_, {"twitter:title", "dc.title", "parsely-title", "sailthru.title"})));
    if (index_.title && index_.title->first_child) sources.title_tag = Plain(index_.title->first_child->text);
    sources.site_name = out_.site_name;
    sources.host = host_;
    for (const Tag tag : {Tag::kH1, Tag::kH2}) {
      for (const Node* node : index_.headings) {
        if (node->tag == tag && sources.headings.size() < 60) sources.headings.emplace_back(PlainOf(*node), node);
      }
    }
    const ChosenTitle chosen = ChooseTitle(sources);
    out_.title = std::string(TruncateUtf8(chosen.text, limits::kHeadlineBytes));
    out_.title_node = chosen.node;
  }

  void Addresses() {
    const std::string canonical = ResolveHttpUrl(index_.canonical, url_);
    const std::string declared = ResolveHttpUrl(index_.Meta("og:url"), url_);
    out_.canonical_url = !canonical.empty() ? canonical : declared;
    if (out_.canonical_url.empty()) out_.canonical_url = ResolveHttpUrl(url_, "");
    std::vector<std::string> images = linked_.images;
    for (const std::string_view name : {"og:image:secure_url", "og:image", "og:image:url", "twitter:image", "twitter:image:src"}) {
      if (const std::string_view value = index_.Meta(name); !value.empty()) images.insert(images.begin(), std::string(value));
    }
    for (const std::string& image : images) {
      if (out_.image_url.empty()) out_.image_url = ResolveHttpUrl(image, url_);
    }
  }

  std::optional<Timestamp> DateOf(const Node& node) const {
    for (const std::string_view name : {"datetime", "content", "data-datetime", "data-date", "title"}) {
      if (const std::string_view value = node.Attr(name); !value.empty()) {
        if (const auto date = FindDate(value, order_)) return date;
      }
    }
    const std::string text = PlainOf(node);
    return text.size() > 200 ? std::nullopt : FindDate(text, order_);
  }

  std::optional<Timestamp> Published() const {
    if (const auto date = FindDate(linked_.published, order_)) return date;
    for (const MetaTag& meta : index_.metas) {
      constexpr std::array<std::string_view, 30> kNames = {
          "article:published_time", "og:published_time", "article:published", "og:article:published_time", "datepublished",
          "date", "pubdate", "publishdate", "publish-date", "publish_date", "published_time", "date.created", "datecreated",
          "dc.date", "dc.date.issued", "dc.date.created", "dcterms.created", "dcterms.date", "dcterms.issued", "citation_date",
          "citation_publication_date", "parsely-pub-date", "sailthru.date", "cxenseparse:recs:publishtime", "originalpublicationdate",
          "publication_date", "article.published", "date_published", "release_date", "last-published"};
      if (std::find(kNames.begin(), kNames.end(), meta.name) == kNames.end()) continue;
      if (const auto date = FindDate(meta.value, order_)) return date;
    }
    for (const Node* node : index_.item_props) {
      if (!HasItemProp(*node, "datePublished") && !HasItemProp(*node, "dateCreated")) continue;
      if (const auto date = DateOf(*node)) return date;
    }
    if (const auto date = DateInTimes()) return date;
    if (const auto date = DateNearTitle()) return date;
    if (const auto date = DateInUrl(url_)) return date;
    if (const auto date = DateInUrl(out_.canonical_url)) return date;
    if (const auto date = DateInPlaces()) return date;
    if (const auto date = FindDate(linked_.modified, order_)) return date;
    return FindDate(FirstMeta(index_, {"article:modified_time", "og:updated_time", "last-modified", "datemodified", "dcterms.modified"}), order_);
  }

  std::optional<Timestamp> DateInTimes() const {
    std::optional<Timestamp> first;
    for (const Node* node : index_.times) {
      if (InSideMatter(*node)) continue;
      const std::string names = AsciiLower(node->Attr("class"));
      const auto date = DateOf(*node);
      if (!date) continue;
      if (node->FindAttribute("pubdate") || names.find("publish") != std::string::npos || names.find("entry-date") != std::string::npos) return date;
      if (!first && names.find("updated") == std::string::npos) first = date;
    }
    return first;
  }

  // Printed close to the headline, before or after it.
  std::optional<Timestamp> DateNearTitle() const {
    if (!out_.title_node) return std::nullopt;
    const Node* root = document_.body();
    size_t seen = 0, characters = 0;
    for (const Node* node = NextSkippingChildren(out_.title_node, root); node && seen < 250 && characters < 1'200; node = NextInTree(node, root)) {
      ++seen;
      if (!node->is_text() || Trim(node->text).empty()) continue;
      if (node->parent->is_element() && html::IsInvisible(*node->parent)) continue;
      characters += node->text.size();
      if (node->text.size() > 250) continue;
      // A date may be spread over the children of one element.
      if (const auto date = FindDate(node->text, order_)) return date;
      const std::string around = PlainOf(*node->parent);
      if (around.size() < 200) {
        if (const auto date = FindDate(around, order_)) return date;
      }
    }
    return std::nullopt;
  }

  std::optional<Timestamp> DateInPlaces() const {
    for (const Node* node : index_.date_places) {
      if (InSideMatter(*node)) continue;
      const std::string text = PlainOf(*node);
      if (text.size() > 150) continue;
      if (const auto date = DateOf(*node)) return date;
    }
    return std::nullopt;
  }

  // Menus, side columns, related articles, comments: their dates and names are not the article's.
  static bool InSideMatter(const Node& node) {
    for (const Node* up = &node; up; up = up->parent) {
      if (up->Is(Tag::kAside) || up->Is(Tag::kNav) || up->Is(Tag::kFooter)) return true;
      if (!up->is_element()) continue;
      const std::string names = AsciiLower(up->Attr("class")) + ' ' + AsciiLower(up->Attr("id"));
      for (const std::string_view bad : {"comment", "related", "sidebar", "recommend", "widget", "most-read", "teaser", "footer"}) {
        if (names.find(bad) != std::string::npos && !up->Is(Tag::kBody)) return true;
      }
    }
    return false;
  }

  std::optional<Timestamp> Updated() const {
    if (const auto date = FindDate(linked_.modified, order_)) return date;
    const auto meta = FindDate(FirstMeta(index_, {"article:modified_time", "og:updated_time", "datemodified", "dcterms.modified", "last-modified"}), order_);
    if (meta) return meta;
    for (const Node* node : index_.item_props) {
      if (!HasItemProp(*node, "dateModified")) continue;
      if (const auto date = DateOf(*node)) return date;
    }
    return std::nullopt;
  }

  void Authors() {
    for (const std::string& name : linked_.authors) Add(CleanAuthor(name));
    if (out_.authors.empty()) {
      for (const MetaTag& meta : index_.metas) {
        if (meta.name == "author" || meta.name == "article:author" || meta.name == "dc.creator" || meta.name == "parsely-author" ||
            meta.name == "sailthru.author" || meta.name == "byl" || meta.name == "citation_author" || meta.name == "dcterms.creator" ||
            meta.name == "article:author_name" || meta.name == "authors" || meta.name == "dc.contributor") {
          const bool repeats = meta.name == "citation_author";
          if (out_.authors.empty() || repeats) Add(CleanAuthor(Plain(html::TextOf(meta.value))));
        }
      }
    }
    if (out_.authors.empty()) AuthorsInItemProps();
    if (out_.authors.empty()) AuthorsInLinks();
    if (out_.authors.empty()) AuthorsInBylines();
    for (const Node* node : index_.bylines) {
      if (!out_.byline.empty() || InSideMatter(*node)) continue;
      const std::string text = PlainOf(*node);
      const bool names = !out_.authors.empty() && text.find(out_.authors.front()) != std::string::npos;
      if (text.size() < 200 && (names || StartsLikeByline(text))) out_.byline = text;
    }
    if (out_.byline.empty()) {
      for (const std::string& name : out_.authors) out_.byline += (out_.byline.empty() ? "" : ", ") + name;
    }
  }

  void Add(std::string name) {
    if (name.empty() || out_.authors.size() >= 20) return;
    for (const std::string& known : out_.authors) {
      if (AsciiIEquals(known, name)) return;
    }
    out_.authors.push_back(std::move(name));
  }

  void AuthorsInItemProps() {
    for (const Node* node : index_.item_props) {
      if (!HasItemProp(*node, "author") && !HasItemProp(*node, "creator")) continue;
      if (InSideMatter(*node)) continue;
      const Node* named = nullptr;
      for (const Node* inner = node; inner && !named; inner = NextInTree(inner, node)) {
        if (inner->is_element() && HasItemProp(*inner, "name")) named = inner;
      }
      std::string text = named ? Plain(named->Attr("content")) : std::string();
      if (text.empty()) text = PlainOf(named ? *named : *node);
      if (text.size() > 100) continue;
      for (std::string& name : NamesInByline(text)) Add(std::move(name));
    }
  }

  void AuthorsInLinks() {
    for (const Node* node : index_.author_links) {
      if (InSideMatter(*node)) continue;
      const std::string text = PlainOf(*node);
      if (text.empty() || text.size() > 60) continue;
      const auto names = NamesInByline(text);
      if (names.empty()) continue;
      // Links to other articles' authors follow further down: only those that stand together are of this one.
      if (!out_.authors.empty() && last_link_ && CommonDistance(last_link_, node) > 6) break;
      last_link_ = node;
      for (const std::string& name : names) Add(name);
    }
  }

  // Levels from `a` up to the first element that also holds `b`.
  static int CommonDistance(const Node* a, const Node* b) {
    int levels = 0;
    for (const Node* up = a; up; up = up->parent, ++levels) {
      for (const Node* other = b; other; other = other->parent) {
        if (other == up) return levels;
      }
    }
    return levels;
  }

  void AuthorsInBylines() {
    for (const Node* node : index_.bylines) {
      if (InSideMatter(*node)) continue;
      const std::string text = PlainOf(*node);
      if (text.empty() || text.size() > 150) continue;
      const auto names = NamesInByline(text);
      for (const std::string& name : names) Add(name);
      if (!names.empty()) return;
    }
    AuthorNearTitle();
  }

  // "By Somebody" printed close to the headline.
  void AuthorNearTitle() {
    if (!out_.title_node) return;
    const Node* root = document_.body();
    size_t characters = 0, seen = 0;
    for (const Node* node = NextSkippingChildren(out_.title_node, root); node && seen < 250 && characters < 800; node = NextInTree(node, root)) {
      ++seen;
      if (!node->is_text() || Trim(node->text).empty() || !node->parent->is_element() || html::IsInvisible(*node->parent)) continue;
      characters += node->text.size();
      std::string text = Plain(node->text);
      if (!StartsLikeByline(text + " ") || text.size() > 120) continue;
      if (NamesInByline(text).empty()) text = PlainOf(*node->parent);
      if (text.size() > 120) continue;
      for (const std::string& name : NamesInByline(text)) Add(name);
      if (!out_.authors.empty()) return;
    }
  }

  const html::Document& document_;
  const PageIndex& index_;
  const LinkedData& linked_;
  std::string_view url_;
  std::string host_;
  DayOrder order_ = DayOrder::kUnknown;
  const Node* last_link_ = nullptr;
  Metadata out_;
};

}  // namespace

Metadata ReadMetadata(const html::Document& document, const PageIndex& index, const LinkedData& linked, std::string_view url) {
  return MetadataReader(document, index, linked, url).Read();
}

}  // namespace newsstand::extract
