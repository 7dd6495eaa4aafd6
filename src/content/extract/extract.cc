#include "content/extract/extract.h"

#include <algorithm>

#include "base/limits.h"
#include "base/text.h"
#include "base/url.h"
#include "content/extract/body.h"
#include "content/extract/metadata.h"
#include "content/extract/page_view.h"
#include "content/extract/walls.h"
#include "content/html/text.h"
#include "content/sanitize/sanitize.h"

namespace newsstand::extract {
namespace {

// What the first bytes are when they are not a page; "" when they may be one.
std::string_view OtherKind(std::string_view bytes) {
  if (bytes.starts_with("%PDF-")) return "a PDF document";
  if (bytes.starts_with("\x89PNG") || bytes.starts_with("\xFF\xD8\xFF") || bytes.starts_with("GIF8") ||
      (bytes.starts_with("RIFF") && bytes.size() >= 12 && bytes.substr(8, 4) == "WEBP")) {
    return "a picture";
  }
  if (bytes.starts_with("PK\x03\x04") || bytes.starts_with("\x1F\x8B")) return "an archive";
  std::string_view start = Trim(bytes.substr(0, 1'000));
  if (start.starts_with("\xEF\xBB\xBF")) start = Trim(start.substr(3));
  if (start.starts_with("{\"") || start.starts_with("[{") || start.starts_with("{ \"") || start.starts_with("{\n"))
    return "JSON";
  const bool html = start.find("<html") != std::string_view::npos ||
                    start.find("<!DOCTYPE html") != std::string_view::npos ||
                    start.find("<!doctype html") != std::string_view::npos;
  if (html) return "";
  if (start.find("<rss") != std::string_view::npos || start.find("<feed") != std::string_view::npos ||
      start.find("<rdf:RDF") != std::string_view::npos) {
    return "a feed";
  }
  const auto controls = std::count_if(start.begin(), start.end(), [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte < 0x09 || (byte > 0x0D && byte < 0x20 && byte != 0x1B);
  });
  const bool utf16 = bytes.starts_with("\xFF\xFE") || bytes.starts_with("\xFE\xFF");
  return controls > static_cast<long>(start.size()) / 10 && !utf16 ? "binary data" : "";
}

// Declared text as paragraphs; it may be plain or HTML.
std::string ParagraphsToHtml(const std::string& declared, const std::string& base_url) {
  if (declared.find("</p>") != std::string::npos) return sanitize::SanitizeHtml(declared, {.base_url = base_url});
  std::string out;
  for (const std::string_view line : Split(declared, '\n')) {
    const std::string text = html::TextOf(line);
    if (!text.empty()) out += "<p>" + EscapeHtml(text) + "</p>";
  }
  return sanitize::SanitizeHtml(out, {.base_url = base_url});
}

class Extractor {
 public:
  Extractor(const Page& page, const html::Document& document, const Models& models)
      : page_(page), document_(document), models_(models), view_(document, page.url) {}

  Examined Run() {
    metadata_ = ReadMetadata(view_, models_);
    FindText();
    TakeFacts();
    Judge();
    return {std::move(out_), found_.confidence};
  }

 private:
  void FindText() {
    PageFacts facts{metadata_.title, metadata_.title_node, view_.linked.body};
    BodyOptions options{std::string(BaseUrl()), metadata_.image_url};
    found_ = FindBody(document_, view_.blocks, facts, options, models_.block);
    out_.html = std::move(found_.body.html);
    out_.text = std::move(found_.body.text);
    out_.word_count = CountWords(out_.text);
    const auto fact = [&](ConfidenceFeature feature, bool value) {
      found_.confidence[static_cast<size_t>(feature)] = value ? 1 : 0;
    };
    fact(ConfidenceFeature::has_article, view_.linked.has_article);
    fact(ConfidenceFeature::has_author, !metadata_.authors.empty());
    fact(ConfidenceFeature::has_date, metadata_.published.has_value());
    out_.confidence = Confidence(models_, found_.confidence);
    out_.method = "blocks";
    // Pages built by scripts have their text only in what they declare.
    const int declared = CountWords(view_.linked.body);
    if (declared > 80 && declared > 3 * out_.word_count) TakeDeclared();
  }

  void TakeDeclared() {
    out_.html = ParagraphsToHtml(view_.linked.body, std::string(BaseUrl()));
    out_.text.clear();
    for (const std::string& paragraph : html::ParagraphsOf(out_.html)) {
      if (!out_.text.empty()) out_.text += "\n\n";
      out_.text += paragraph;
    }
    out_.word_count = CountWords(out_.text);
    out_.confidence = 0.85;
    out_.method = "json-ld";
  }

  std::string_view BaseUrl() const {
    for (const html::Node* node = document_.head() ? document_.head()->first_child : nullptr; node; node = node->next) {
      if (!node->Is(html::Tag::kBase) || node->Attr("href").empty()) continue;
      base_ = ResolveHttpUrl(node->Attr("href"), page_.url);
      if (!base_.empty()) return base_;
    }
    return page_.url;
  }

  void TakeFacts() {
    out_.title = metadata_.title;
    out_.byline = metadata_.byline;
    out_.authors = metadata_.authors;
    out_.site_name = metadata_.site_name;
    out_.section = metadata_.section;
    if (metadata_.published) {
      out_.published = metadata_.published->time;
      out_.published_offset_minutes = static_cast<int>(metadata_.published->offset.count());
    }
    if (metadata_.updated) {
      out_.updated = metadata_.updated->time;
      out_.updated_offset_minutes = static_cast<int>(metadata_.updated->offset.count());
    }
    out_.language = metadata_.language;
    out_.canonical_url = metadata_.canonical_url;
    out_.standfirst = Standfirst();
    out_.lead_image.url = metadata_.image_url.empty() ? found_.first_image_url : metadata_.image_url;
    if (!out_.lead_image.url.empty()) {
      out_.lead_image.caption = found_.lead_caption;
      out_.lead_image.credit = found_.lead_credit;
    }
  }

  // The declared summary, unless it is only the beginning of the text.
  std::string Standfirst() const {
    std::string_view summary = metadata_.standfirst;
    for (const std::string_view end : {"[…]", "[...]", "…", "..."}) {
      if (summary.ends_with(end)) summary = Trim(summary.substr(0, summary.size() - end.size()));
    }
    if (summary.empty() || AsciiIEquals(summary, metadata_.title)) return {};
    const std::string_view start = std::string_view(out_.text).substr(0, summary.size());
    return start == summary ? std::string() : std::string(TruncateUtf8(metadata_.standfirst, limits::kSummaryBytes));
  }

  void Judge() {
    const std::string page_text = PageText();
    PageWords words;
    words.text = out_.text;
    words.page_text = page_text;
    words.root = document_.root();
    const std::string tag = view_.index.title ? PlainText(*view_.index.title) : std::string();
    words.title = tag.empty() ? std::string_view(metadata_.title) : tag;
    std::string heading;
    for (const html::Node* node : view_.index.headings) {
      if (node->Is(html::Tag::kH1) && heading.empty()) heading = PlainText(*node);
    }
    words.heading = heading;
    words.declares_article = DeclaresArticle();
    const PageKind kind = KindOfPage(words);
    if (kind != PageKind::kArticle) {
      out_.html.clear();
      out_.text.clear();
      out_.word_count = 0;
      out_.confidence = 0;
      out_.lead_image = {};
      out_.method = std::string(PageKindName(kind));
      return;
    }
    out_.paywalled = AsksToPay(found_.after_text, out_.word_count) || (metadata_.not_free && out_.word_count < 250);
    if (out_.paywalled) out_.confidence = std::min(out_.confidence, 0.6);
    if (out_.word_count < 40) out_.confidence *= 0.5;
    if (out_.text.empty()) out_.method = "none";
    out_.confidence = std::clamp(out_.confidence, 0.0, 1.0);
  }

  bool DeclaresArticle() const {
    const bool typed = view_.linked.has_article || view_.index.Meta("og:type") == "article";
    return typed || (metadata_.published && !metadata_.authors.empty() && out_.word_count >= 60);
  }

  std::string PageText() const {
    constexpr size_t kEnough = 20'000;
    std::string text;
    const html::Node* root = document_.body() ? document_.body() : document_.root();
    for (const html::Node* node = root; node && text.size() < kEnough;) {
      if (node->is_element() && html::IsInvisible(*node)) {
        node = NextSkippingChildren(node, root);
        continue;
      }
      if (node->is_text() && !Trim(node->text).empty()) {
        text += Trim(node->text);
        text += ' ';
      }
      node = NextInTree(node, root);
    }
    return text;
  }

  const Page& page_;
  const html::Document& document_;
  const Models& models_;
  PageView view_;
  Metadata metadata_;
  BodyResult found_;
  ExtractedArticle out_;
  mutable std::string base_;
};

}  // namespace

Result<ExtractedArticle> Extract(const Page& page) {
  auto examined = Examine(page, BuiltInModels());
  if (!examined.ok()) return tl::unexpected(examined.error());
  return std::move(examined->article);
}

Result<Examined> Examine(const Page& page, const Models& models) {
  if (Trim(page.bytes).empty()) return Fail(ErrorCode::kInvalid, "the page is empty");
  if (const std::string_view other = OtherKind(page.bytes); !other.empty()) {
    return Fail(ErrorCode::kUnsupported, "expected an HTML page, but this is " + std::string(other));
  }
  const std::string text = DecodePage(page.bytes, page.content_type);
  const html::Document document = html::ParseDocument(text);
  return Extractor(page, document, models).Run();
}

}  // namespace newsstand::extract
