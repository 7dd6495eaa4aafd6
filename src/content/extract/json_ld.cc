#include "content/extract/json_ld.h"

#include <algorithm>
#include <array>
#include <boost/json.hpp>
#include <map>

#include "base/text.h"
#include "content/html/text.h"

namespace newsstand::extract {
namespace {

namespace json = boost::json;

constexpr size_t kMaxBytes = 2u << 20;     // of one script
constexpr size_t kMaxAllBytes = 4u << 20;  // of all: as values they take many times the room
constexpr size_t kMaxObjects = 5'000;
constexpr int kMaxItems = 10;     // of a list that stands for one text
constexpr int kMaxPeople = 1'000;  // authors and pictures looked at: one that is an @id leads to another list, and so on
constexpr size_t kMaxDepth = 48;

// Raw control characters inside strings become spaces; comment marks and CDATA around the whole are taken off.
std::string Repair(std::string_view text) {
  text = Trim(text);
  for (const std::string_view prefix : {"//<![CDATA[", "/*<![CDATA[*/", "<![CDATA[", "<!--"}) {
    if (text.starts_with(prefix)) text = Trim(text.substr(prefix.size()));
  }
  for (const std::string_view suffix : {"//]]>", "/*]]>*/", "]]>", "-->", ";"}) {
    if (text.ends_with(suffix)) text = Trim(text.substr(0, text.size() - suffix.size()));
  }
  std::string out;
  out.reserve(text.size());
  bool in_string = false;
  for (size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (in_string && c == '\\' && i + 1 < text.size()) {
      const std::string_view known = "\"\\/bfnrtu";
      if (known.find(text[i + 1]) == std::string_view::npos) continue;  // \' and the like: the character alone
      out += c;
      out += text[++i];
      continue;
    }
    if (c == '"') in_string = !in_string;
    out += static_cast<unsigned char>(c) < 0x20 ? ' ' : c;
  }
  return out;
}

// The text up to the last place where brackets balance, for scripts that end in the middle or go on after the end.
std::string Balanced(std::string_view text) {
  std::string open;
  bool in_string = false;
  for (size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (in_string) {
      if (c == '\\')
        ++i;
      else if (c == '"')
        in_string = false;
    } else if (c == '"') {
      in_string = true;
    } else if (c == '{' || c == '[') {
      open += c == '{' ? '}' : ']';
    } else if (c == '}' || c == ']') {
      if (open.empty() || open.back() != c) return {};
      open.pop_back();
      if (open.empty()) return std::string(text.substr(0, i + 1));
    }
  }
  std::string closed(text);
  if (in_string) closed += '"';
  closed.append(open.rbegin(), open.rend());
  return closed;
}

bool Parse(std::string_view text, json::value& value) {
  json::parse_options options;
  options.max_depth = kMaxDepth;
  options.allow_comments = true;
  options.allow_trailing_commas = true;
  options.allow_invalid_utf8 = true;
  boost::system::error_code error;
  value = json::parse(json::string_view(text.data(), text.size()), error, {}, options);
  return !error;
}

std::string_view View(const json::string& text) { return {text.data(), text.size()}; }

std::string Plain(std::string_view text) { return CollapseSpace(html::TextOf(CleanUtf8(text))); }

const json::value* Find(const json::object& object, std::string_view key) {
  return object.if_contains(json::string_view(key.data(), key.size()));
}

// The string a value means: itself, its @value, its @id or url, or the first of an array.
std::string StringOf(const json::value* value, int depth = 0) {
  if (!value || depth > 4) return {};
  if (value->is_string()) return std::string(View(value->get_string()));
  if (value->is_array()) {
    int items = 0;
    for (const json::value& item : value->get_array()) {
      if (++items > kMaxItems) break;
      if (std::string text = StringOf(&item, depth + 1); !text.empty()) return text;
    }
  }
  if (value->is_object()) {
    for (const std::string_view key : {"@value", "name", "url", "contentUrl", "@id"}) {
      if (std::string text = StringOf(Find(value->get_object(), key), depth + 1); !text.empty()) return text;
    }
  }
  return {};
}

bool IsArticleType(std::string_view type) {
  constexpr std::array<std::string_view, 18> kTypes = {"Article",
                                                       "NewsArticle",
                                                       "BlogPosting",
                                                       "ReportageNewsArticle",
                                                       "Report",
                                                       "AnalysisNewsArticle",
                                                       "LiveBlogPosting",
                                                       "OpinionNewsArticle",
                                                       "ReviewNewsArticle",
                                                       "BackgroundNewsArticle",
                                                       "TechArticle",
                                                       "ScholarlyArticle",
                                                       "AdvertiserContentArticle",
                                                       "SatiricalArticle",
                                                       "SocialMediaPosting",
                                                       "Recipe",
                                                       "Review",
                                                       "AskPublicNewsArticle"};
  const size_t slash = type.find_last_of("/:#");
  if (slash != std::string_view::npos) type = type.substr(slash + 1);
  return std::find(kTypes.begin(), kTypes.end(), type) != kTypes.end();
}

bool IsPageType(std::string_view type) {
  return type.ends_with("WebPage") || type.ends_with("ItemPage") || type.ends_with("VideoObject") ||
         type.ends_with("AboutPage") || type.ends_with("CreativeWork") || type.ends_with("PodcastEpisode") ||
         type.ends_with("HowTo") || type.ends_with("FAQPage") || type.ends_with("DiscussionForumPosting");
}

class Reader {
 public:
  LinkedData Read(const std::vector<std::string_view>& scripts) {
    size_t left = kMaxAllBytes;
    for (const std::string_view script : scripts) {
      if (script.size() > std::min(kMaxBytes, left)) continue;
      left -= script.size();
      json::value value;
      const std::string repaired = Repair(script);
      if (!Parse(repaired, value) && !Parse(Balanced(repaired), value)) continue;
      documents_.push_back(std::move(value));
    }
    for (const json::value& document : documents_) Collect(document, 0);
    LinkedData data;
    if (const json::object* article = Choose()) TakeArticle(*article, data);
    for (const json::object* page : pages_) FillFromPage(*page, data);
    for (const json::object* site : sites_) {
      if (data.site_name.empty()) data.site_name = Plain(StringOf(Find(*site, "name")));
    }
    if (!crumbs_.empty()) data.last_crumb = LastCrumb(*crumbs_.front());
    return data;
  }

 private:
  static std::string LastCrumb(const json::object& list) {
    const json::value* items = Find(list, "itemListElement");
    if (!items || !items->is_array() || items->get_array().empty()) return {};
    const json::value& last = items->get_array().back();
    if (!last.is_object()) return {};
    std::string name = StringOf(Find(last.get_object(), "name"));
    if (name.empty()) name = StringOf(Find(last.get_object(), "item"));
    return Plain(name);
  }

  void Collect(const json::value& value, size_t depth) {
    if (depth > kMaxDepth || objects_ > kMaxObjects) return;
    if (value.is_array()) {
      for (const json::value& item : value.get_array()) Collect(item, depth + 1);
      return;
    }
    if (!value.is_object()) return;
    ++objects_;
    const json::object& object = value.get_object();
    const std::string id = IdOf(object);
    if (!id.empty() && object.size() > 1) by_id_.try_emplace(id, &object);
    Classify(object);
    for (const auto& member : object) {
      // What is quoted, related or commented is another article.
      const std::string_view key(member.key().data(), member.key().size());
      if (key == "itemListElement" || key == "citation" || key == "isBasedOn" || key == "relatedLink" ||
          key == "comment" || key == "isPartOf" || key == "liveBlogUpdate" || key == "mentions") {
        continue;
      }
      Collect(member.value(), depth + 1);
    }
  }

  static std::string IdOf(const json::object& object) {
    const json::value* id = Find(object, "@id");
    return id && id->is_string() ? std::string(View(id->get_string())) : std::string();
  }

  void Classify(const json::object& object) {
    const json::value* type = Find(object, "@type");
    if (!type) return;
    std::vector<std::string> names;
    if (type->is_string()) names.emplace_back(View(type->get_string()));
    if (type->is_array()) {
      for (const json::value& item : type->get_array()) {
        if (item.is_string()) names.emplace_back(View(item.get_string()));
      }
    }
    for (const std::string& name : names) {
      if (IsArticleType(name)) return articles_.push_back(&object);
    }
    for (const std::string& name : names) {
      if (IsPageType(name)) return pages_.push_back(&object);
      if (name.ends_with("WebSite")) return sites_.push_back(&object);
      if (name.ends_with("BreadcrumbList")) return crumbs_.push_back(&object);
    }
  }

  // Of several article objects the one that says most; the first among equals.
  const json::object* Choose() const {
    const json::object* best = nullptr;
    int best_score = -1;
    for (const json::object* article : articles_) {
      int score = 0;
      for (const std::string_view key :
           {"headline", "datePublished", "author", "articleBody", "dateModified", "mainEntityOfPage"}) {
        score += Find(*article, key) ? 1 : 0;
      }
      if (score > best_score) {
        best = article;
        best_score = score;
      }
    }
    return best;
  }

  void TakeArticle(const json::object& object, LinkedData& data) {
    data.has_article = true;
    data.type = StringOf(Find(object, "@type"));
    data.headline = Plain(StringOf(Find(object, "headline")));
    if (data.headline.empty()) data.headline = Plain(StringOf(Find(object, "name")));
    data.description = Plain(StringOf(Find(object, "description")));
    data.section = Plain(StringOf(Find(object, "articleSection")));
    data.language = Plain(LanguageOf(Find(object, "inLanguage")));
    data.url = StringOf(Find(object, "mainEntityOfPage"));
    if (data.url.empty()) data.url = StringOf(Find(object, "url"));
    data.body = StringOf(Find(object, "articleBody"));
    data.published = StringOf(Find(object, "datePublished"));
    if (data.published.empty()) data.published = StringOf(Find(object, "dateCreated"));
    data.modified = StringOf(Find(object, "dateModified"));
    for (const std::string_view key : {"author", "creator"}) {
      if (!data.authors.empty()) continue;
      AddAuthors(Find(object, key), data.authors, 0);
      data.authors_are_people = !data.authors.empty() && !HoldsOrganization(Find(object, key), 0);
    }
    AddImages(Find(object, "image"), data.images, 0);
    AddImages(Find(object, "thumbnailUrl"), data.images, 0);
    data.not_free = IsFalse(Find(object, "isAccessibleForFree"));
    if (const json::object* publisher = ObjectOf(Find(object, "publisher"), "name")) {
      data.site_name = Plain(StringOf(Find(*publisher, "name")));
    }
  }

  void FillFromPage(const json::object& object, LinkedData& data) {
    if (data.headline.empty()) data.headline = Plain(StringOf(Find(object, "headline")));
    if (data.description.empty()) data.description = Plain(StringOf(Find(object, "description")));
    if (data.published.empty()) data.published = StringOf(Find(object, "datePublished"));
    if (data.published.empty()) data.published = StringOf(Find(object, "uploadDate"));
    if (data.modified.empty()) data.modified = StringOf(Find(object, "dateModified"));
    if (data.language.empty()) data.language = Plain(LanguageOf(Find(object, "inLanguage")));
    if (data.authors.empty()) AddAuthors(Find(object, "author"), data.authors, 0);
    if (data.images.empty()) AddImages(Find(object, "primaryImageOfPage"), data.images, 0);
  }

  static std::string LanguageOf(const json::value* value) {
    if (value && value->is_object()) {
      const std::string code = StringOf(Find(value->get_object(), "alternateName"));
      if (!code.empty()) return code;
    }
    return StringOf(value);
  }

  static bool IsFalse(const json::value* value) {
    if (!value) return false;
    if (value->is_bool()) return !value->get_bool();
    return value->is_string() && AsciiIEquals(View(value->get_string()), "false");
  }

  // The object a value means: one that is only an @id stands for the one that carries it. Null for other values.
  const json::object* ObjectOf(const json::value* value, std::string_view wanted_key) const {
    if (!value || !value->is_object()) return nullptr;
    const json::object& object = value->get_object();
    if (Find(object, wanted_key)) return &object;
    const auto found = by_id_.find(IdOf(object));
    return found == by_id_.end() ? &object : found->second;
  }

  void AddAuthors(const json::value* value, std::vector<std::string>& authors, int depth) {
    if (!value || depth > 3 || authors.size() >= 20 || ++looked_at_ > kMaxPeople) return;
    if (value->is_array()) {
      for (const json::value& item : value->get_array()) AddAuthors(&item, authors, depth + 1);
      return;
    }
    std::string name;
    if (value->is_string()) {
      name = std::string(View(value->get_string()));
    } else if (const json::object* object = ObjectOf(value, "name")) {
      const json::value* named = Find(*object, "name");
      if (named && named->is_array()) return AddAuthors(named, authors, depth + 1);
      name = named ? StringOf(named) : std::string();
    }
    name = Plain(name);
    const bool known = std::find(authors.begin(), authors.end(), name) != authors.end();
    if (!name.empty() && !known) authors.push_back(std::move(name));
  }

  bool HoldsOrganization(const json::value* value, int depth) {
    if (!value || depth > 3 || ++looked_at_ > kMaxPeople) return false;
    if (value->is_array()) {
      return std::any_of(value->get_array().begin(), value->get_array().end(),
                         [&](const json::value& item) { return HoldsOrganization(&item, depth + 1); });
    }
    const json::object* object = ObjectOf(value, "@type");
    return object && StringOf(Find(*object, "@type")).find("Organization") != std::string::npos;
  }

  void AddImages(const json::value* value, std::vector<std::string>& images, int depth) {
    if (!value || depth > 3 || images.size() >= 10 || ++looked_at_ > kMaxPeople) return;
    if (value->is_array()) {
      for (const json::value& item : value->get_array()) AddImages(&item, images, depth + 1);
      return;
    }
    std::string url;
    if (value->is_string()) {
      url = std::string(View(value->get_string()));
    } else if (const json::object* object = ObjectOf(value, "url")) {
      url = StringOf(Find(*object, "url"));
      if (url.empty()) url = StringOf(Find(*object, "contentUrl"));
    }
    if (!url.empty()) images.push_back(std::move(url));
  }

  std::vector<json::value> documents_;
  std::vector<const json::object*> articles_, pages_, sites_, crumbs_;
  std::map<std::string, const json::object*, std::less<>> by_id_;
  size_t objects_ = 0;
  int looked_at_ = 0;
};

}  // namespace

LinkedData ReadLinkedData(const std::vector<std::string_view>& scripts) {
  try {
    return Reader().Read(scripts);
  } catch (const std::exception&) {  // out of memory inside the JSON library: the page has other sources
    return {};
  }
}

}  // namespace newsstand::extract
