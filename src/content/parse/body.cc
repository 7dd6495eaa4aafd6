#include "content/parse/body.h"

#include <algorithm>

#include "base/limits.h"
#include "base/text.h"
#include "content/html/text.h"
#include "content/parse/markup.h"
#include "content/sanitize/sanitize.h"

namespace newsstand::parse {
namespace {

// A lone description from this many characters of text on is the article: announcements are shorter.
constexpr size_t kArticleCharacters = 1'500;

// The words in HTML that the sanitiser wrote: what is not between "<" and ">". Characters, roughly: bytes that begin
// one.
size_t TextLength(std::string_view html) {
  size_t length = 0;
  bool tag = false;
  for (char c : html) {
    if (c == '<') tag = true;
    if (!tag && (static_cast<unsigned char>(c) & 0xC0) != 0x80) ++length;
    if (c == '>') tag = false;
  }
  return length;
}

// The value of an attribute within one tag that the sanitiser wrote: always in double quotes.
std::string AttributeOf(std::string_view tag, std::string_view name) {
  std::string wanted = " " + std::string(name) + "=\"";
  size_t at = tag.find(wanted);
  if (at == std::string_view::npos) return "";
  at += wanted.size();
  return html::TextOf(tag.substr(at, tag.find('"', at) - at));
}

// The first picture that is one: counters and spacers are a few points wide.
ParsedImage FirstImage(std::string_view html) {
  for (size_t at = html.find("<img "); at != std::string_view::npos; at = html.find("<img ", at + 1)) {
    std::string_view tag = html.substr(at, html.find('>', at) - at);
    ParsedImage image;
    image.url = AttributeOf(tag, "src");
    image.width = static_cast<int>(std::min<int64_t>(ReadCount(AttributeOf(tag, "width")), 100'000));
    image.height = static_cast<int>(std::min<int64_t>(ReadCount(AttributeOf(tag, "height")), 100'000));
    bool spacer = (image.width > 0 && image.width < 48) || (image.height > 0 && image.height < 48);
    if (image.url.starts_with("http") && !spacer) return image;
  }
  return {};
}

// Over the limit a text is kept as words without markup: cutting HTML would leave it broken.
std::string Bounded(std::string html, size_t max_bytes) {
  if (html.size() <= max_bytes) return html;
  std::string text = html::TextOf(html);
  return sanitize::SanitizeHtml(EscapeHtml(TruncateUtf8(text, max_bytes - max_bytes / 8)));
}

}  // namespace

Body BodyOf(RawText summary, RawText content) {
  Body body;
  bool same = summary.value == content.value;
  if (!same) body.summary_html = SafeHtml(summary);
  body.content_html = SafeHtml(content);
  if (same) {
    // One text for both: whether it is the article is told by its length, as below.
    body.summary_html = std::move(body.content_html);
    body.content_html.clear();
  }
  if (body.content_html.empty() && !body.summary_html.empty()) {
    bool article =
        body.summary_html.size() > limits::kSummaryBytes || TextLength(body.summary_html) >= kArticleCharacters;
    if (article || same) std::swap(body.summary_html, body.content_html);
  }
  body.first_image = FirstImage(body.content_html);
  if (body.first_image.url.empty()) body.first_image = FirstImage(body.summary_html);
  body.summary_html = Bounded(std::move(body.summary_html), limits::kSummaryBytes);
  body.content_html = Bounded(std::move(body.content_html), limits::kBodyBytes);
  return body;
}

}  // namespace newsstand::parse
