#include "serve/web/body_view.h"

#include <algorithm>
#include <charconv>
#include <unordered_map>
#include <unordered_set>

#include "base/picture_key.h"
#include "base/url.h"
#include "content/html/document.h"
#include "content/html/serialize.h"
#include "serve/web/brands.h"

namespace newsstand::web {

using html::Node;
using html::Tag;

namespace {

constexpr int kWidths[] = {320, 480, 800, 1200};
constexpr int kUsualWidth = 800;
constexpr std::string_view kSizes = "(width >= 740px) 608px, 92vw";
constexpr int kSmallestShown = 48;  // pictures known to be smaller are ornaments
// A body of nothing but pictures would become a page many times its size: each is written with four addresses.
constexpr size_t kMaxPictures = 500;

bool IsKept(Tag tag) {
  static const std::unordered_set<Tag> kept = {
      Tag::kP,     Tag::kH2,    Tag::kH3,    Tag::kH4,   Tag::kH5,         Tag::kH6,     Tag::kUl,     Tag::kOl,
      Tag::kLi,    Tag::kDl,    Tag::kDt,    Tag::kDd,   Tag::kBlockquote, Tag::kPre,    Tag::kTable,  Tag::kCaption,
      Tag::kThead, Tag::kTbody, Tag::kTfoot, Tag::kTr,   Tag::kTh,         Tag::kTd,     Tag::kFigure, Tag::kFigcaption,
      Tag::kHr,    Tag::kBr,    Tag::kWbr,   Tag::kA,    Tag::kEm,         Tag::kStrong, Tag::kB,      Tag::kI,
      Tag::kU,     Tag::kS,     Tag::kSmall, Tag::kSub,  Tag::kSup,        Tag::kMark,   Tag::kAbbr,   Tag::kCite,
      Tag::kQ,     Tag::kDfn,   Tag::kTime,  Tag::kCode, Tag::kKbd,        Tag::kSamp,   Tag::kVar,    Tag::kDel,
      Tag::kIns,   Tag::kBdi,   Tag::kBdo,   Tag::kRuby, Tag::kRt,         Tag::kRp};
  return kept.contains(tag);
}

// Whose contents are not words for a reader.
bool IsDropped(const Node& node) {
  switch (node.tag) {
    case Tag::kScript:
    case Tag::kStyle:
    case Tag::kTemplate:
    case Tag::kTitle:
    case Tag::kSvg:
    case Tag::kMath:
    case Tag::kIframe:
    case Tag::kObject:
    case Tag::kNoscript:
    case Tag::kTextarea:
    case Tag::kSelect: return true;
    default: return node.ns != html::Namespace::kHtml;
  }
}

bool IsKeptAttribute(std::string_view name) {
  return name == "dir" || name == "lang" || name == "title" || name == "colspan" || name == "rowspan" ||
         name == "scope" || name == "headers" || name == "datetime" || name == "start" || name == "reversed" ||
         name == "value" || name == "type" || name == "cite";
}

int ToNumber(std::string_view text) {
  int value = 0;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

}  // namespace

class BodyWriter {
 public:
  explicit BodyWriter(const BodyOptions& options) : options_(options), lead_key_(PictureKey(options.above.picture_url)) {}

  BodyView Write(const Node& root) {
    top_heading_ = TopHeading(root);
    repeats_ = FindRepeats(root, options_.above);
    Look(root);
    Children(root);
    return {SafeHtml(std::move(out_)), repeats_.standfirst, std::move(repeats_.caption), std::move(repeats_.credit)};
  }

 private:
  // The level of the largest heading, which becomes h2.
  static int TopHeading(const Node& root) {
    int top = 6;
    for (const Node* node = root.first_child; node != nullptr; node = html::NextInTree(node, &root)) {
      if (const int level = HeadingLevel(*node); level > 0) top = std::min(top, level);
    }
    return top;
  }

  static int HeadingLevel(const Node& node) {
    switch (node.tag) {
      case Tag::kH1: return 1;
      case Tag::kH2: return 2;
      case Tag::kH3: return 3;
      case Tag::kH4: return 4;
      case Tag::kH5: return 5;
      case Tag::kH6: return 6;
      default: return 0;
    }
  }

  void Children(const Node& parent) {
    for (const Node* child = parent.first_child; child != nullptr; child = child->next) One(*child);
  }

  void One(const Node& node) {
    if (node.is_text()) {
      if (!repeats_.nodes.contains(&node)) html::AppendEscapedText(out_, node.text);
    } else if (!node.is_element() || IsDropped(node) || repeats_.nodes.contains(&node) || IsEmptyParagraph(node)) {
      return;
    } else if (node.Is(Tag::kImg)) {
      Image(node);
    } else if (const int level = HeadingLevel(node); level > 0) {
      Wrapped(node, std::string_view("h2h3h4").substr(2 * static_cast<size_t>(std::min(2, level - top_heading_)), 2));
    } else if (node.Is(Tag::kFigure)) {
      Figure(node);
    } else if (node.Is(Tag::kTable)) {
      out_ += "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"";
      html::AppendEscapedAttribute(out_, options_.table_label);
      out_ += "\">";
      Wrapped(node, "table");
      out_ += "</div>";
    } else if (!IsKept(node.tag)) {
      Children(node);
    } else {
      Wrapped(node, html::TagName(node.tag));
    }
  }

  // Room that somebody made with markup, or that a picture left.
  bool IsEmptyParagraph(const Node& node) const {
    if (!node.Is(Tag::kP) || !node.Attr("id").empty()) return false;
    const Node* child = node.first_child;
    while (child != nullptr && (child->Is(Tag::kBr) || IsBlank(*child) || (child->Is(Tag::kImg) && !shown_.contains(child)))) child = child->next;
    return child == nullptr;
  }

  void Wrapped(const Node& node, std::string_view name) {
    out_ += '<';
    out_ += name;
    Attributes(node);
    if (node.Is(Tag::kPre)) out_ += " tabindex=\"0\"";
    out_ += '>';
    if (html::IsVoid(node.tag)) return;
    Children(node);
    out_ += "</";
    out_ += name;
    out_ += '>';
  }

  void Attribute(std::string_view name, std::string_view value) {
    out_ += ' ';
    out_ += name;
    out_ += "=\"";
    html::AppendEscapedAttribute(out_, value);
    out_ += '"';
  }

  void Attributes(const Node& node) {
    for (uint32_t i = 0; i < node.attribute_count; ++i) {
      const html::Attribute& attribute = node.attribute_list[i];
      if (IsKeptAttribute(attribute.name)) Attribute(attribute.name, attribute.value);
    }
    // The sanitiser's prefix keeps these apart from the page's own.
    if (const std::string_view id = node.Attr("id"); id.starts_with("user-content-")) Attribute("id", id);
    if (node.Attr("class") == "embed") Attribute("class", "embed");
    if (!node.Is(Tag::kA)) return;
    const std::string_view href = node.Attr("href");
    const bool outside = href.starts_with("https://") || href.starts_with("http://");
    // A note that did not come along is not led to.
    const bool within = href.starts_with("#user-content-") && anchors_.contains(href.substr(1));
    if (outside || href.starts_with("mailto:") || within) Attribute("href", href);
    if (outside) Attribute("rel", "noopener noreferrer ugc");
  }

  // What a figure holds, at any depth.
  struct Held {
    bool image = false, shown = false, table = false;
  };

  // Once for the whole tree: figures may hold figures, and every picture's address has to be signed.
  Held Look(const Node& parent) {
    Held held;
    for (const Node* node = parent.first_child; node != nullptr; node = node->next) {
      if (node->Is(Tag::kImg)) {
        held.image = true;
        std::string address = AddressOf(*node);
        held.shown = held.shown || !address.empty();
        if (!address.empty()) shown_.emplace(node, std::move(address));
      }
      if (const std::string_view id = node->Attr("id"); id.starts_with("user-content-")) anchors_.insert(id);
      held.table = held.table || node->Is(Tag::kTable) || node->Is(Tag::kPre) || node->Is(Tag::kBlockquote);
      const Held below = Look(*node);
      held = {held.image || below.image, held.shown || below.shown, held.table || below.table};
    }
    if (parent.Is(Tag::kFigure)) figures_.emplace(&parent, held);
    return held;
  }

  // "" for a picture that is not shown.
  std::string AddressOf(const Node& image) const {
    const std::string_view src = image.Attr("src");
    if (src.empty() || !options_.picture_address || shown_.size() >= kMaxPictures) return {};
    const int width = ToNumber(image.Attr("width"));
    if (width > 0 && width < kSmallestShown) return {};
    if (!lead_key_.empty() && PictureKey(src) == lead_key_) return {};
    return options_.picture_address(std::string(src), kUsualWidth, picture::Shape::kOwn);
  }

  void Image(const Node& image) {
    const auto usual = shown_.find(&image);
    if (usual == shown_.end()) return;
    const std::string original(image.Attr("src"));
    std::string set;
    for (int width : kWidths) {
      set += (set.empty() ? "" : ", ") + options_.picture_address(original, width, picture::Shape::kOwn) + " " +
             std::to_string(width) + "w";
    }
    out_ += "<img";
    Attribute("src", usual->second);
    Attribute("srcset", set);
    Attribute("sizes", kSizes);
    // The picture's own measures, else what the page it came from said; the room is kept either way.
    int width = ToNumber(image.Attr("width")), height = ToNumber(image.Attr("height"));
    std::string css = width > 0 && height > 0 ? "" : "cut";
    if (const auto facts = options_.picture_facts ? options_.picture_facts(original) : std::nullopt) {
      width = facts->width;
      height = facts->height;
      css = ToneClass(facts->colour);
    }
    if (!css.empty()) Attribute("class", css);
    if (width > 0 && height > 0) {
      Attribute("width", std::to_string(width));
      Attribute("height", std::to_string(height));
    }
    Attribute("alt", image.Attr("alt"));
    out_ += " loading=\"lazy\" decoding=\"async\">";
  }

  // A figure whose only picture is not shown goes with its caption.
  void Figure(const Node& figure) {
    const Held held = figures_.at(&figure);
    if (held.image && !held.shown && !held.table) return;
    Wrapped(figure, "figure");
  }

  const BodyOptions& options_;
  const std::string lead_key_;
  std::string out_;
  int top_heading_ = 2;
  BodyRepeats repeats_;
  std::unordered_map<const Node*, std::string> shown_;  // pictures and their address in the usual width
  std::unordered_map<const Node*, Held> figures_;
  std::unordered_set<std::string_view> anchors_;  // what links within the text may lead to
};

BodyView MakeBody(std::string_view sanitised, const BodyOptions& options) {
  const html::Document document = html::ParseFragment(sanitised);
  return BodyWriter(options).Write(*document.root());
}

}  // namespace newsstand::web
