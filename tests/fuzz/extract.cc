// The article on a page.
#include "content/extract/extract.h"

#include <boost/json.hpp>
#include <string>

#include "content/sanitize/sanitize.h"
#include "content/sanitize/test_policy.h"
#include "fuzz/fuzz.h"

using namespace newsstand;
using namespace newsstand::fuzz;

FUZZ_TARGET(extract) {
  const auto article = extract::Extract({bytes, "", "https://paper.test/2026/11/22/story.html"});
  if (!article.ok()) return RequireUtf8(article.error().message, "the refusal is valid UTF-8");
  const std::string fault = sanitize::FaultOf(article->html);
  Require(fault.empty(), fault.c_str());
  Require(sanitize::SanitizeHtml(article->html) == article->html, "sanitising again changes nothing");
  RequireUtf8(article->text, "the text is valid UTF-8");
  Require(article->confidence >= 0 && article->confidence <= 1, "confidence is a probability");
  Require(article->word_count >= 0, "words are counted");
  const std::string json = extract::ArticleToJson(*article);
  boost::system::error_code error;
  (void)boost::json::parse(json, error);
  Require(!error, "the answer is JSON");
}
