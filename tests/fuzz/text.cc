// The small text tools that everything from outside goes through.
#include "base/text.h"

#include <string>

#include "base/url.h"
#include "content/parse/base64.h"
#include "content/parse/markdown.h"
#include "fuzz/fuzz.h"

using namespace newsstand;
using namespace newsstand::fuzz;

FUZZ_TARGET(text) {
  const std::string clean = CleanUtf8(bytes);
  RequireUtf8(clean, "cleaned text is valid UTF-8");
  Require(CleanUtf8(clean) == clean, "clean text is left alone");
  const std::string collapsed = CollapseSpace(clean);
  RequireUtf8(collapsed, "collapsed text is valid UTF-8");
  Require(CollapseSpace(collapsed) == collapsed, "collapsed text is left alone");
  for (const size_t most : {size_t{0}, size_t{1}, size_t{7}, size_t{80}}) {
    const std::string_view cut = TruncateUtf8(clean, most);
    Require(cut.size() <= most, "cut text is short enough");
    RequireUtf8(cut, "text is cut between characters");
    RequireUtf8(Ellipsize(clean, most), "shortened text is valid UTF-8");
  }
  (void)TruncateUtf8(bytes, 5);
  const std::string escaped = EscapeHtml(clean);
  Require(escaped.find_first_of("<>\"'") == std::string::npos, "nothing of HTML is left");
  const std::string slug = Slugify(clean);
  Require(slug.size() <= 80, "a slug is short");
  for (const char c : slug) Require((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-', "a slug is plain");
  Require(CountWords(clean) >= 0, "words are counted");
  Require(PercentDecode(PercentEncode(bytes)) == bytes, "percent coding can be undone");
  (void)PercentDecode(bytes);
  (void)parse::DecodeBase64(bytes);
  RequireUtf8(parse::MarkdownToHtml(clean), "Markdown becomes valid UTF-8");
}
