#include "serve/web/json_ld.h"

#include <boost/json.hpp>

namespace newsstand::web {

std::string NewsArticleJson(const Article& article, const Title& title, std::string_view base_url,
                            std::string_view path, std::string_view image_path, std::string_view description) {
  boost::json::object object;
  object["@context"] = "https://schema.org";
  object["@type"] = "NewsArticle";
  object["headline"] = article.headline;
  if (!description.empty()) object["description"] = description;
  object["datePublished"] = FormatRfc3339(article.published);
  if (article.updated) object["dateModified"] = FormatRfc3339(*article.updated);
  const std::string& language = article.language.empty() ? title.language : article.language;
  if (!language.empty()) object["inLanguage"] = language;
  if (!article.authors.empty()) {
    boost::json::array authors;
    for (const std::string& name : article.authors)
      authors.push_back(boost::json::object{{"@type", "Person"}, {"name", name}});
    object["author"] = std::move(authors);
  }
  boost::json::object publisher{{"@type", "NewsMediaOrganization"}, {"name", title.name}};
  if (!title.home.empty()) publisher["url"] = title.home;
  object["publisher"] = std::move(publisher);
  if (!base_url.empty()) {
    object["mainEntityOfPage"] = std::string(base_url) + std::string(path);
    if (!image_path.empty()) object["image"] = boost::json::array{std::string(base_url) + std::string(image_path)};
  }
  object["isBasedOn"] = article.url;
  object["isAccessibleForFree"] = true;
  return boost::json::serialize(object);
}

}  // namespace newsstand::web
