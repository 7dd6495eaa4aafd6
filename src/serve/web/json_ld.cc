#include "serve/web/json_ld.h"

#include <algorithm>
#include <boost/json.hpp>

#include "base/text.h"

namespace newsstand::web {
namespace {

namespace json = boost::json;

constexpr size_t kListed = 50;  // reports of a story

// Whether a byline's name is nobody's: the title itself, an agency, an organisation the article is about.
bool IsOrganisation(const std::string& name, const Article& article, const Title& title) {
  static constexpr std::string_view kAgencies[] = {"Reuters",
                                                   "AP",
                                                   "Associated Press",
                                                   "The Associated Press",
                                                   "AFP",
                                                   "Agence France-Presse",
                                                   "dpa",
                                                   "EFE",
                                                   "ANSA",
                                                   "Lusa",
                                                   "Kyodo News",
                                                   "Xinhua",
                                                   "TASS",
                                                   "PTI",
                                                   "ANI",
                                                   "PA Media",
                                                   "Press Association",
                                                   "APA",
                                                   "ATS",
                                                   "Belga"};
  const auto is_name = [&](std::string_view other) { return AsciiIEquals(name, other); };
  return is_name(title.name) || is_name(title.owner) ||
         std::any_of(std::begin(kAgencies), std::end(kAgencies), is_name) ||
         std::any_of(article.entities.begin(), article.entities.end(), [&](const Entity& entity) {
           return entity.kind == EntityKind::kOrganisation && is_name(entity.name);
         });
}

json::object Publisher(const Title& title, const SiteParts& parts) {
  json::object publisher{{"@type", "NewsMediaOrganization"}, {"name", title.name}};
  if (!title.home.empty()) publisher["url"] = title.home;
  const std::string icon = parts.context.icon_address ? parts.context.icon_address(title) : "";
  if (!icon.empty() && !parts.options.base_url.empty())
    publisher["logo"] = json::object{{"@type", "ImageObject"}, {"url", parts.options.base_url + icon}};
  return publisher;
}

json::array Authors(const Article& article, const Title& title) {
  json::array authors;
  for (const std::string& name : article.authors)
    authors.push_back(
        json::object{{"@type", IsOrganisation(name, article, title) ? "Organization" : "Person"}, {"name", name}});
  if (!authors.empty()) return authors;
  json::object house{{"@type", "Organization"}, {"name", title.name}};
  if (!title.home.empty()) house["url"] = title.home;
  authors.push_back(std::move(house));
  return authors;
}

json::object Crumb(int position, const std::string& name, const std::string& url) {
  return {{"@type", "ListItem"}, {"position", position}, {"name", name}, {"item", url}};
}

json::object Breadcrumbs(const ArticleData& data, const SiteParts& parts, const Words& words) {
  const std::string& base = parts.options.base_url;
  json::array items;
  items.push_back(Crumb(1, words.Text("nav_front"), base + "/"));
  if (const std::string section = SectionName(words, data.article.section); !section.empty())
    items.push_back(Crumb(2, section, base + SectionPath(data.article.section)));
  items.push_back(Crumb(static_cast<int>(items.size()) + 1, data.article.headline, base + data.frame.path));
  return {{"@context", "https://schema.org"}, {"@type", "BreadcrumbList"}, {"itemListElement", std::move(items)}};
}

void AddPicture(json::object& object, const SharedAs& shared, const std::string& base) {
  if (shared.image.empty() || base.empty()) return;
  json::object image{{"@type", "ImageObject"}, {"url", base + shared.image}};
  if (shared.image_width > 0) {
    image["width"] = shared.image_width;
    image["height"] = shared.image_height;
  }
  if (!shared.image_alt.empty()) image["caption"] = shared.image_alt;
  object["image"] = json::array{std::move(image)};
}

}  // namespace

std::string ArticleJson(const ArticleData& data, const SiteParts& parts, const Words& words) {
  const Article& article = data.article;
  const std::string& base = parts.options.base_url;
  json::object object{{"@context", "https://schema.org"}, {"@type", "NewsArticle"}, {"headline", article.headline}};
  if (!data.description.empty()) object["description"] = data.description;
  object["datePublished"] = FormatRfc3339(article.published);
  object["dateModified"] = FormatRfc3339(article.updated.value_or(article.published));
  const std::string& language = article.language.empty() ? data.title.language : article.language;
  if (!language.empty()) object["inLanguage"] = language;
  if (const std::string section = SectionName(words, article.section); !section.empty())
    object["articleSection"] = section;
  object["author"] = Authors(article, data.title);
  object["publisher"] = Publisher(data.title, parts);
  AddPicture(object, data.frame.shared, base);
  if (!base.empty()) object["mainEntityOfPage"] = json::object{{"@type", "WebPage"}, {"@id", base + data.frame.path}};
  if (!article.url.empty()) object["isBasedOn"] = article.url;
  object["isAccessibleForFree"] = true;
  json::array all{std::move(object)};
  if (!base.empty()) all.push_back(Breadcrumbs(data, parts, words));
  return json::serialize(all);
}

std::string StoryJson(const PageFrame& frame, const edition::CardList& cards, const SiteParts& parts,
                      const Words& words) {
  const std::string& base = parts.options.base_url;
  if (base.empty()) return "";
  json::array items;
  for (const edition::CardPtr& card : cards) {
    if (items.size() == kListed) break;
    items.push_back(json::object{{"@type", "ListItem"},
                                 {"position", static_cast<int64_t>(items.size()) + 1},
                                 {"name", card->headline},
                                 {"url", base + ArticlePath(*card)}});
  }
  json::object object{{"@context", "https://schema.org"},
                      {"@type", "CollectionPage"},
                      {"name", frame.title},
                      {"url", base + frame.path}};
  if (!frame.description.empty()) object["description"] = frame.description;
  object["inLanguage"] = words.locale();
  if (frame.shared.published) object["datePublished"] = FormatRfc3339(*frame.shared.published);
  if (frame.shared.updated) object["dateModified"] = FormatRfc3339(*frame.shared.updated);
  AddPicture(object, frame.shared, base);
  object["mainEntity"] = json::object{{"@type", "ItemList"},
                                      {"numberOfItems", static_cast<int64_t>(items.size())},
                                      {"itemListElement", std::move(items)}};
  return json::serialize(object);
}

}  // namespace newsstand::web
