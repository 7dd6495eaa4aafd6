#include <boost/json.hpp>
#include <cmath>

#include "content/extract/extract.h"

namespace newsstand::extract {
namespace {

namespace json = boost::json;

json::value TimeOrNull(const std::optional<Timestamp>& time) {
  return time ? json::value(FormatRfc3339(*time)) : json::value(nullptr);
}

}  // namespace

std::string ArticleToJson(const ExtractedArticle& article) {
  json::object out;
  out["title"] = article.title;
  out["standfirst"] = article.standfirst;
  out["byline"] = article.byline;
  json::array authors;
  for (const std::string& author : article.authors) authors.emplace_back(author);
  out["authors"] = std::move(authors);
  out["site_name"] = article.site_name;
  out["section"] = article.section;
  out["published"] = TimeOrNull(article.published);
  out["updated"] = TimeOrNull(article.updated);
  out["language"] = article.language;
  out["canonical_url"] = article.canonical_url;
  if (article.lead_image.url.empty()) {
    out["lead_image"] = nullptr;
  } else {
    out["lead_image"] = {{"url", article.lead_image.url},
                         {"caption", article.lead_image.caption},
                         {"credit", article.lead_image.credit}};
  }
  out["html"] = article.html;
  out["text"] = article.text;
  out["word_count"] = article.word_count;
  out["confidence"] = std::round(article.confidence * 1000) / 1000;
  out["paywalled"] = article.paywalled;
  out["method"] = article.method;
  return json::serialize(out);
}

}  // namespace newsstand::extract
