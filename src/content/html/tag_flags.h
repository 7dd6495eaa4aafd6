// What the tree construction has to know of elements by name. Internal to content/html.
#pragma once

#include <array>
#include <cstdint>

#include "content/html/document.h"

namespace newsstand::html {

enum TagFlag : uint16_t {
  kSpecial = 1,   // the standard's "special" category
  kScopeEnd = 2,  // ends the search of "has an element in scope"
  kListScopeEnd = 4,
  kButtonScopeEnd = 8,
  kTableScopeEnd = 16,
  kImplied = 32,  // its end tag may be left out
  kImpliedInTemplate = 64,
  kHeading = 128,
};

constexpr std::array<uint16_t, static_cast<size_t>(Tag::kCount)> MakeTagFlags() {
  std::array<uint16_t, static_cast<size_t>(Tag::kCount)> flags{};
  const auto set = [&flags](std::initializer_list<Tag> tags, unsigned flag) {
    for (const Tag tag : tags)
      flags[static_cast<size_t>(tag)] = static_cast<uint16_t>(flags[static_cast<size_t>(tag)] | flag);
  };
  set({Tag::kAddress,    Tag::kApplet,   Tag::kArea,       Tag::kArticle,  Tag::kAside,   Tag::kBase,
       Tag::kBasefont,   Tag::kBgsound,  Tag::kBlockquote, Tag::kBody,     Tag::kBr,      Tag::kButton,
       Tag::kCaption,    Tag::kCenter,   Tag::kCol,        Tag::kColgroup, Tag::kDd,      Tag::kDetails,
       Tag::kDir,        Tag::kDiv,      Tag::kDl,         Tag::kDt,       Tag::kEmbed,   Tag::kFieldset,
       Tag::kFigcaption, Tag::kFigure,   Tag::kFooter,     Tag::kForm,     Tag::kFrame,   Tag::kFrameset,
       Tag::kH1,         Tag::kH2,       Tag::kH3,         Tag::kH4,       Tag::kH5,      Tag::kH6,
       Tag::kHead,       Tag::kHeader,   Tag::kHgroup,     Tag::kHr,       Tag::kHtml,    Tag::kIframe,
       Tag::kImg,        Tag::kInput,    Tag::kKeygen,     Tag::kLi,       Tag::kLink,    Tag::kListing,
       Tag::kMain,       Tag::kMarquee,  Tag::kMenu,       Tag::kMeta,     Tag::kNav,     Tag::kNoembed,
       Tag::kNoframes,   Tag::kNoscript, Tag::kObject,     Tag::kOl,       Tag::kP,       Tag::kParam,
       Tag::kPlaintext,  Tag::kPre,      Tag::kScript,     Tag::kSearch,   Tag::kSection, Tag::kSelect,
       Tag::kSource,     Tag::kStyle,    Tag::kSummary,    Tag::kTable,    Tag::kTbody,   Tag::kTd,
       Tag::kTemplate,   Tag::kTextarea, Tag::kTfoot,      Tag::kTh,       Tag::kThead,   Tag::kTitle,
       Tag::kTr,         Tag::kTrack,    Tag::kUl,         Tag::kWbr,      Tag::kXmp},
      kSpecial);
  constexpr unsigned kEveryScope = kScopeEnd | kListScopeEnd | kButtonScopeEnd;
  set({Tag::kApplet, Tag::kCaption, Tag::kHtml, Tag::kTable, Tag::kTd, Tag::kTh, Tag::kMarquee, Tag::kObject,
       Tag::kSelect, Tag::kTemplate},
      kEveryScope);
  set({Tag::kOl, Tag::kUl}, kListScopeEnd);
  set({Tag::kButton}, kButtonScopeEnd);
  set({Tag::kHtml, Tag::kTable, Tag::kTemplate}, kTableScopeEnd);
  set({Tag::kDd, Tag::kDt, Tag::kLi, Tag::kOptgroup, Tag::kOption, Tag::kP, Tag::kRb, Tag::kRp, Tag::kRt, Tag::kRtc},
      kImplied | kImpliedInTemplate);
  set({Tag::kCaption, Tag::kColgroup, Tag::kTbody, Tag::kTd, Tag::kTfoot, Tag::kTh, Tag::kThead, Tag::kTr},
      kImpliedInTemplate);
  set({Tag::kH1, Tag::kH2, Tag::kH3, Tag::kH4, Tag::kH5, Tag::kH6}, kHeading);
  return flags;
}
inline constexpr auto kTagFlags = MakeTagFlags();

constexpr uint16_t FlagsOf(Tag tag) { return kTagFlags[static_cast<size_t>(tag)]; }

// Svg and MathML elements where HTML may stand, or text of MathML; all of them are special and end scopes.
inline bool IsForeignBoundary(const Node& node) {
  if (node.ns == Namespace::kMathMl) {
    return node.tag == Tag::kMi || node.tag == Tag::kMo || node.tag == Tag::kMn || node.tag == Tag::kMs ||
           node.tag == Tag::kMtext || node.tag == Tag::kAnnotationXml;
  }
  return node.tag == Tag::kForeignObject || node.tag == Tag::kDesc || node.tag == Tag::kTitle;
}

inline uint16_t FlagsOf(const Node& node) {
  if (node.ns == Namespace::kHtml) return FlagsOf(node.tag);
  constexpr uint16_t kBoundary = kSpecial | kScopeEnd | kListScopeEnd | kButtonScopeEnd;
  return IsForeignBoundary(node) ? kBoundary : uint16_t{0};
}

inline bool IsSpecial(const Node& node) { return (FlagsOf(node) & kSpecial) != 0; }

}  // namespace newsstand::html
