// Apple News Format: one article as a list of components.
#include <algorithm>
#include <boost/json.hpp>
#include <string>

#include "base/text.h"
#include "content/parse/json_values.h"
#include "content/parse/markdown.h"
#include "content/parse/markup.h"
#include "content/parse/readers.h"

namespace newsstand::parse {
namespace {

namespace json = boost::json;

constexpr int kDepth = 16;  // of components inside components

class ArticleReader {
 public:
  ArticleReader(RawFeed& feed, RawItem& item) : feed_(feed), item_(item) {}

  void ReadComponents(const json::object& owner, int depth) {
    const json::array* components = ListIn(owner, "components");
    if (components == nullptr || depth > kDepth) return;
    for (const json::value& entry : *components) {
      if (entry.is_object()) ReadComponent(entry.get_object(), depth);
    }
  }

  std::string TakeHtml() { return std::move(html_); }

 private:
  void ReadComponent(const json::object& component, int depth) {
    std::string role = AsciiLower(TextIn(component, "role"));
    if (role == "body" || role == "intro") {
      html_ += BlockOf(component);
    } else if (role.starts_with("heading")) {
      char level = role.back() >= '2' && role.back() <= '6' ? role.back() : '2';
      Wrap(std::string("h") + level, component);
    } else if (role == "quote" || role == "pullquote") {
      html_ += "<blockquote>" + BlockOf(component) + "</blockquote>";
    } else if (role == "caption") {
      Wrap("p", component);
    } else if (role == "photo" || role == "image" || role == "figure" || role == "portrait") {
      AddPicture(component);
    } else if (role == "gallery" || role == "mosaic") {
      if (const json::array* pictures = ListIn(component, "items")) {
        for (const json::value& picture : *pictures) {
          if (picture.is_object()) AddPicture(picture.get_object());
        }
      }
    } else if (role == "video" || role == "audio" || role == "music") {
      AddRecording(component, role);
    } else if (role.starts_with("embed") || role == "tweet" || role == "instagram" || role == "facebook_post") {
      AddLink(component);
    } else if (role == "htmltable") {
      html_ += TextIn(component, "html");
    } else if (role == "divider") {
      html_ += "<hr>";
    } else if (role == "title" || role == "byline" || role == "author") {
      if (role != "title" && item_.authors.rank > 1)
        item_.AddAuthor(ReadByline(PlainLine(RawText(TextIn(component, "text")))), 1);
    }
    ReadComponents(component, depth + 1);
  }

  static std::string InlineOf(const json::object& component) {
    std::string text = TextIn(component, "text");
    std::string format = AsciiLower(TextIn(component, "format"));
    if (format == "html") return text;
    return format == "markdown" ? MarkdownToHtml(text) : EscapeHtml(text);
  }

  static std::string BlockOf(const json::object& component) {
    std::string format = AsciiLower(TextIn(component, "format"));
    if (format == "html" || format == "markdown") return InlineOf(component);
    return HtmlFromPlain(TextIn(component, "text"), true);
  }

  void Wrap(const std::string& element, const json::object& component) {
    html_ += "<" + element + ">" + InlineOf(component) + "</" + element + ">";
  }

  // "bundle://" is a file of a package that we do not have.
  void AddPicture(const json::object& picture) {
    std::string url = AddressIn(picture, "url", feed_);
    if (url.empty() || ++item_.media_elements > 200) return;
    std::string caption = TextIn(picture, "caption");
    if (const json::object* formatted = ObjectIn(picture, "caption")) caption = TextIn(*formatted, "text");
    RawImage raw(url, 1);
    raw.image.caption = PlainLine(RawText(caption));
    html_ += "<figure><img src=\"" + EscapeHtml(url) + "\" alt=\"" +
             EscapeHtml(TextIn(picture, "accessibilitycaption")) + "\">";
    if (!raw.image.caption.empty()) html_ += "<figcaption>" + EscapeHtml(raw.image.caption) + "</figcaption>";
    html_ += "</figure>";
    item_.images.push_back(std::move(raw));
  }

  void AddRecording(const json::object& component, const std::string& role) {
    std::string url = AddressIn(component, "url", feed_);
    if (url.empty() || ++item_.media_elements > 200) return;
    item_.enclosures.push_back({std::move(url), role == "video" ? "video/*" : "audio/*", 0, 0});
  }

  void AddLink(const json::object& component) {
    std::string url = AddressIn(component, "url", feed_);
    if (!url.empty()) html_ += "<p><a href=\"" + EscapeHtml(url) + "\">" + EscapeHtml(url) + "</a></p>";
  }

  RawFeed& feed_;
  RawItem& item_;
  std::string html_;
};

void ReadMetadata(const json::object& metadata, RawFeed& feed, RawItem& item) {
  if (const json::array* authors = ListIn(metadata, "authors")) {
    for (const json::value& author : *authors) item.AddAuthor(ReadPerson(CleanText(author)), 0);
  }
  OfferText(item.url, AddressIn(metadata, "canonicalurl", feed), 0);
  OfferDate(item.published, TextIn(metadata, "datepublished"), 0, feed);
  OfferDate(item.published, TextIn(metadata, "datecreated"), 1, feed);
  OfferDate(item.updated, TextIn(metadata, "datemodified"), 0, feed);
  if (std::string excerpt = TextIn(metadata, "excerpt"); !excerpt.empty()) {
    item.summary.Offer(RawText(std::move(excerpt), TextKind::kPlain), 0);
  }
  if (const json::array* words = ListIn(metadata, "keywords")) {
    for (const json::value& word : *words) item.AddCategory(CollapseSpace(CleanText(word)));
  }
  if (std::string url = AddressIn(metadata, "thumbnailurl", feed); !url.empty()) item.images.emplace_back(url, 3);
}

}  // namespace

bool IsAppleNews(const json::value& document) {
  const json::object* object = document.if_object();
  return object != nullptr && ListIn(*object, "components") != nullptr && MemberOf(*object, "identifier") != nullptr;
}

void ReadAppleNews(const json::value& document, RawFeed& feed) {
  const json::object& object = document.get_object();
  feed.format = "apple-news";
  RawItem& item = feed.items.emplace_back();
  OfferText(item.id, TextIn(object, "identifier"), 0);
  OfferText(item.language, TextIn(object, "language"), 0);
  item.title.Offer(RawText(TextIn(object, "title")), 0);
  if (std::string subtitle = TextIn(object, "subtitle"); !subtitle.empty()) {
    item.summary.Offer(RawText(std::move(subtitle), TextKind::kPlain), 1);
  }
  if (const json::object* metadata = ObjectIn(object, "metadata")) ReadMetadata(*metadata, feed, item);
  ArticleReader reader(feed, item);
  reader.ReadComponents(object, 0);
  item.content.Offer(RawText(reader.TakeHtml(), TextKind::kHtml, feed.base), 0);
}

}  // namespace newsstand::parse
