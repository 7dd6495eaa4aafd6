#include <boost/json.hpp>
#include <cmath>

#include "content/extract/extract.h"

namespace newsstand::extract {
namespace {

namespace json = boost::json;

// RFC 3339 with the offset of the place, so that the day is the one readers there saw on the page.
json::value TimeOrNull(const std::optional<Timestamp>& time, int offset_minutes) {
  if (!time) return nullptr;
  if (offset_minutes == 0) return json::value(FormatRfc3339(*time));
  std::string text = FormatRfc3339(*time + std::chrono::minutes(offset_minutes));
  text.pop_back();  // Z
  const int minutes = std::abs(offset_minutes);
  text += offset_minutes < 0 ? '-' : '+';
  for (const int part : {minutes / 60, minutes % 60}) {
    if (text.back() >= '0' && text.back() <= '9') text += ':';
    text += static_cast<char>('0' + part / 10);
    text += static_cast<char>('0' + part % 10);
  }
  return json::value(text);
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
  out["published"] = TimeOrNull(article.published, article.published_offset_minutes);
  out["updated"] = TimeOrNull(article.updated, article.updated_offset_minutes);
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
