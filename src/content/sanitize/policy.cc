#include "content/sanitize/policy.h"

#include <algorithm>
#include <array>

#include "base/limits.h"
#include "base/text.h"
#include "base/url.h"
#include "content/html/serialize.h"

namespace newsstand::sanitize {
namespace {

using html::Namespace;
using html::Node;
using html::Tag;

constexpr std::string_view kIdPrefix = "user-content-";

constexpr std::array<Rule, static_cast<size_t>(Tag::kCount)> MakeRules() {
  std::array<Rule, static_cast<size_t>(Tag::kCount)> rules{};
  auto set = [&rules](Tag tag, Action action, Tag as) { rules[static_cast<size_t>(tag)] = {action, as}; };
  for (const Tag tag :
       {Tag::kH2,    Tag::kH3,    Tag::kH4, Tag::kH5,         Tag::kH6,  Tag::kUl,     Tag::kOl,        Tag::kLi,
        Tag::kDl,    Tag::kDt,    Tag::kDd, Tag::kBlockquote, Tag::kPre, Tag::kTable,  Tag::kCaption,   Tag::kThead,
        Tag::kTbody, Tag::kTfoot, Tag::kTr, Tag::kTh,         Tag::kTd,  Tag::kFigure, Tag::kFigcaption}) {
    set(tag, Action::kBlock, tag);
  }
  set(Tag::kH1, Action::kBlock, Tag::kH2);
  set(Tag::kMenu, Action::kBlock, Tag::kUl);
  set(Tag::kDir, Action::kBlock, Tag::kUl);
  for (const Tag tag : {Tag::kXmp, Tag::kListing, Tag::kPlaintext}) set(tag, Action::kBlock, Tag::kPre);
  for (const Tag tag :
       {Tag::kP,      Tag::kDiv,  Tag::kSection, Tag::kArticle, Tag::kMain,    Tag::kAside,   Tag::kHeader,
        Tag::kFooter, Tag::kNav,  Tag::kAddress, Tag::kCenter,  Tag::kDetails, Tag::kSummary, Tag::kFieldset,
        Tag::kLegend, Tag::kForm, Tag::kHgroup,  Tag::kSearch,  Tag::kBody,    Tag::kHtml}) {
    set(tag, Action::kFlow, Tag::kP);
  }
  for (const Tag tag :
       {Tag::kA,    Tag::kEm,   Tag::kStrong, Tag::kB,    Tag::kI,   Tag::kU,   Tag::kS,    Tag::kSmall, Tag::kSub,
        Tag::kSup,  Tag::kMark, Tag::kAbbr,   Tag::kCite, Tag::kQ,   Tag::kDfn, Tag::kTime, Tag::kCode,  Tag::kKbd,
        Tag::kSamp, Tag::kVar,  Tag::kDel,    Tag::kIns,  Tag::kBdi, Tag::kBdo, Tag::kRuby, Tag::kRt,    Tag::kRp}) {
    set(tag, Action::kInline, tag);
  }
  set(Tag::kStrike, Action::kInline, Tag::kS);
  set(Tag::kAcronym, Action::kInline, Tag::kAbbr);
  set(Tag::kTt, Action::kInline, Tag::kCode);
  for (const Tag tag :
       {Tag::kScript,   Tag::kStyle,    Tag::kTemplate, Tag::kHead,     Tag::kTitle,    Tag::kMeta,
        Tag::kLink,     Tag::kBase,     Tag::kBasefont, Tag::kBgsound,  Tag::kInput,    Tag::kButton,
        Tag::kSelect,   Tag::kTextarea, Tag::kOption,   Tag::kOptgroup, Tag::kDatalist, Tag::kKeygen,
        Tag::kIsindex,  Tag::kArea,     Tag::kParam,    Tag::kSource,   Tag::kTrack,    Tag::kCol,
        Tag::kColgroup, Tag::kNoembed,  Tag::kNoframes, Tag::kFrameset, Tag::kCanvas,   Tag::kCommand}) {
    set(tag, Action::kDrop, Tag::kUnknown);
  }
  for (const Tag tag : {Tag::kIframe, Tag::kVideo, Tag::kAudio, Tag::kEmbed, Tag::kObject, Tag::kApplet, Tag::kPortal,
                        Tag::kFrame, Tag::kAmpIframe, Tag::kAmpVideo, Tag::kAmpYoutube}) {
    set(tag, Action::kEmbed, Tag::kUnknown);
  }
  for (const Tag tag : {Tag::kImg, Tag::kPicture, Tag::kAmpImg}) set(tag, Action::kImage, Tag::kImg);
  set(Tag::kBr, Action::kBreak, Tag::kBr);
  set(Tag::kHr, Action::kRule, Tag::kHr);
  set(Tag::kWbr, Action::kWordBreak, Tag::kWbr);
  set(Tag::kNoscript, Action::kNoscript, Tag::kUnknown);
  return rules;
}

constexpr auto kRules = MakeRules();

void AppendAttribute(std::string& out, std::string_view name, std::string_view value) {
  out += ' ';
  out += name;
  out += "=\"";
  html::AppendEscapedAttribute(out, value);
  out += '"';
}

void KeepNumber(std::string& out, const Node& element, std::string_view name, bool negative) {
  std::string_view value = Trim(element.Attr(name));
  const std::string_view digits = negative && value.starts_with('-') ? value.substr(1) : value;
  if (digits.empty() || digits.size() > 5) return;
  if (!std::all_of(digits.begin(), digits.end(), [](char c) { return c >= '0' && c <= '9'; })) return;
  AppendAttribute(out, name, value);
}

void KeepText(std::string& out, const Node& element, std::string_view name) {
  const std::string value = CollapseSpace(CleanUtf8(TruncateUtf8(element.Attr(name), 500)));
  if (!value.empty()) AppendAttribute(out, name, value);
}

void KeepChoice(std::string& out, const Node& element, std::string_view name,
                std::initializer_list<std::string_view> choices) {
  const std::string value = AsciiLower(Trim(element.Attr(name)));
  if (std::find(choices.begin(), choices.end(), value) != choices.end()) AppendAttribute(out, name, value);
}

void KeepLanguage(std::string& out, const Node& element) {
  const std::string_view value = Trim(element.Attr("lang"));
  if (value.size() < 2 || value.size() > 35) return;
  const bool valid = std::all_of(value.begin(), value.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-';
  });
  if (valid) AppendAttribute(out, "lang", value);
}

bool HasClass(const Node& element, std::string_view wanted) {
  for (const std::string_view name : Split(element.Attr("class"), ' ')) {
    if (name == wanted) return true;
  }
  return false;
}

}  // namespace

Rule RuleFor(const Node& element) {
  if (element.ns == Namespace::kSvg) return {Action::kDrop, Tag::kUnknown};
  if (element.ns == Namespace::kMathMl) return {Action::kMathText, Tag::kUnknown};
  return kRules[static_cast<size_t>(element.tag)];
}

bool IsHidden(const Node& element) {
  if (element.attribute_count == 0) return false;
  if (const html::Attribute* hidden = element.FindAttribute("hidden")) return hidden->value != "until-found";
  if (element.Is(Tag::kDialog) && !element.FindAttribute("open")) return true;
  const std::string_view style = element.Attr("style");
  if (style.empty()) return false;
  std::string compact;
  for (const char c : AsciiLower(style)) {
    if (!IsAsciiSpace(c)) compact += c;
  }
  return compact.find("display:none") != std::string::npos || compact.find("visibility:hidden") != std::string::npos;
}

std::string KeptId(const Node& element) {
  std::string_view id = Trim(element.Attr("id"));
  while (id.starts_with(kIdPrefix)) id.remove_prefix(kIdPrefix.size());
  if (id.empty() || id.size() > 100) return {};
  const bool plain = std::all_of(id.begin(), id.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_' ||
           c == ':' || c == '.';
  });
  if (!plain) return {};
  std::string out;
  AppendAttribute(out, "id", std::string(kIdPrefix) + std::string(id));
  return out;
}

std::string KeptAttributes(const Node& element, Tag as) {
  if (element.attribute_count == 0) return {};
  std::string out;
  const bool inline_element = RuleFor(element).action == Action::kInline;
  // A div's id names a part of somebody else's page layout; a paragraph's or a note's may be what a link points to.
  if (!element.Is(Tag::kDiv) && RuleFor(element).action != Action::kUnwrap && (as != Tag::kP || element.Is(Tag::kP))) {
    out += KeptId(element);
  }
  switch (as) {
    case Tag::kP:
      if (element.Is(Tag::kP) && HasClass(element, "embed")) AppendAttribute(out, "class", "embed");
      break;
    case Tag::kOl:
      KeepNumber(out, element, "start", true);
      if (element.FindAttribute("reversed")) AppendAttribute(out, "reversed", "");
      {
        const std::string_view type = Trim(element.Attr("type"));
        if (type == "1" || type == "a" || type == "A" || type == "i" || type == "I") AppendAttribute(out, "type", type);
      }
      break;
    case Tag::kLi: KeepNumber(out, element, "value", true); break;
    case Tag::kTd:
    case Tag::kTh:
      KeepNumber(out, element, "colspan", false);
      KeepNumber(out, element, "rowspan", false);
      if (as == Tag::kTh) KeepChoice(out, element, "scope", {"row", "col", "rowgroup", "colgroup"});
      break;
    case Tag::kTime: KeepText(out, element, "datetime"); break;
    case Tag::kAbbr:
    case Tag::kDfn: KeepText(out, element, "title"); break;
    default: break;
  }
  if (!inline_element || as == Tag::kBdo || as == Tag::kBdi) KeepChoice(out, element, "dir", {"rtl", "ltr", "auto"});
  KeepLanguage(out, element);
  return out;
}

std::string KeptHref(std::string_view href, std::string_view base_url) {
  href = Trim(href);
  if (href.starts_with('#')) {
    std::string_view target = href.substr(1);
    while (target.starts_with(kIdPrefix)) target.remove_prefix(kIdPrefix.size());
    const bool plain = std::all_of(target.begin(), target.end(), [](char c) {
      return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_' ||
             c == ':' || c == '.';
    });
    if (target.empty() || target.size() > 100 || !plain) return {};
    return "#" + std::string(kIdPrefix) + std::string(target);
  }
  if (std::string url = ResolveHttpUrl(href, base_url); !url.empty()) return url;
  if (href.size() <= limits::kUrlBytes && AsciiIEquals(href.substr(0, 7), "mailto:")) {
    const auto url = ParseUrl(href);
    if (url && url->scheme == "mailto") return url->href();
  }
  return {};
}

}  // namespace newsstand::sanitize
