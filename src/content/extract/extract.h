// From the bytes of a web page to the article on it: its words, its facts, and how sure we are.
//
// Nothing here knows any site. The facts come from what pages declare (JSON-LD, OpenGraph, meta, microdata) and, where
// they do not, from what is printed near the headline. The text is chosen block by block (blocks.h, model.h), cleaned,
// and written by content/sanitize. Pure and thread-safe; time grows linearly with the page.
#pragma once

#include <string>
#include <string_view>

#include "base/result.h"
#include "content/extract/confidence.h"
#include "content/extract/models.h"
#include "model/article.h"

namespace newsstand::extract {

struct Page {
  std::string_view bytes;    // as they were fetched, decompressed
  std::string content_type;  // the header, "" when unknown
  std::string url;           // where the page was found after redirects; "" when unknown
};

// A page without an article (a front page, a consent or captcha wall, an error page) is not an error: its `html` and
// `text` are empty or its `confidence` is low, and `method` says why ("consent", "captcha", "not-found", "none").
// Errors: kInvalid for no bytes at all, kUnsupported for what is not a page (a picture, a PDF, JSON, a feed).
Result<ExtractedArticle> Extract(const Page& page);

// The same with other models, and what the confidence comes from: for training.
struct Examined {
  ExtractedArticle article;
  ConfidenceRow row;
};
Result<Examined> Examine(const Page& page, const Models& models);

// The object of the `extract` command, on one line.
std::string ArticleToJson(const ExtractedArticle& article);

}  // namespace newsstand::extract
