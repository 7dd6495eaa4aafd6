#include "content/extract/page_view.h"

#include <algorithm>

#include "base/limits.h"
#include "base/text.h"
#include "base/url.h"
#include "content/html/encoding.h"
#include "content/html/text.h"

namespace newsstand::extract {
namespace {

using html::Node;
using html::Tag;

LinkedData ReadScripts(const PageIndex& index) {
  std::vector<std::string_view> scripts;
  for (const Node* node : index.json_ld) {
    if (node->first_child) scripts.push_back(node->first_child->text);
  }
  return ReadLinkedData(scripts);
}

// Pages that were moved to UTF-8 often still declare what they were before. Text of another encoding is hardly ever
// valid UTF-8 by chance, and never for long.
bool IsSurelyUtf8(std::string_view bytes) {
  const auto leads = std::count_if(bytes.begin(), bytes.end(), [](char c) { return (c & 0xC0) == 0xC0; });
  return leads >= 20 && !bytes.starts_with("\xFF\xFE") && !bytes.starts_with("\xFE\xFF") && IsValidUtf8(bytes);
}

std::string DeclaredLanguage(const PageIndex& index, const LinkedData& linked) {
  std::string_view language = index.language;
  if (language.empty()) language = linked.language;
  for (const std::string_view name : {"og:locale", "content-language", "dc.language", "language"}) {
    if (language.empty()) language = index.Meta(name);
  }
  std::string out(Trim(language.substr(0, language.find_first_of(",;"))));
  std::replace(out.begin(), out.end(), '_', '-');
  return out.size() <= 35 ? out : std::string();
}

std::string DeclaredSiteName(const PageIndex& index, const LinkedData& linked) {
  for (const std::string_view name : {"og:site_name", "application-name", "al:ios:app_name"}) {
    if (std::string text = PlainText(html::TextOf(index.Meta(name))); !text.empty()) return text;
  }
  return linked.site_name;
}

}  // namespace

PageView::PageView(const html::Document& parsed, std::string_view address)
    : document(parsed), url(address), index(parsed), linked(ReadScripts(index)), blocks(SplitIntoBlocks(parsed)) {
  if (const auto parts = ParseUrl(url)) host = parts->host;
  site_name = DeclaredSiteName(index, linked);
  language = DeclaredLanguage(index, linked);
  day_order = DayOrderFor(language);
  constexpr uint32_t kElsewhere = Bit(Within::kNav) | Bit(Within::kAside) | Bit(Within::kFooter) | Bit(Within::kForm);
  for (uint32_t i = 0; i < blocks.blocks.size(); ++i) {
    const Block& block = blocks.blocks[i];
    if (block.words >= 25 && block.link_characters * 3 < block.characters && !(block.ancestors & kElsewhere) &&
        !block.hidden) {
      first_long = i;
      break;
    }
  }
}

uint32_t PageView::BlockAt(const Node& node) const {
  const Node* root = document.root();
  for (const Node* next = &node; next; next = NextInTree(next, root)) {
    if (!next->is_text()) continue;
    const uint32_t block = blocks.block_of[next->index];
    if (block != kNoBlock) return block;
  }
  return static_cast<uint32_t>(blocks.blocks.size());
}

std::string DecodePage(std::string_view bytes, std::string_view content_type) {
  bytes = bytes.substr(0, limits::kFetchBytes);
  return html::DecodeHtml(bytes, IsSurelyUtf8(bytes) ? "text/html; charset=utf-8" : content_type);
}

std::string PlainText(std::string_view text) { return CollapseSpace(CleanUtf8(TruncateUtf8(text, kPlainBytes))); }
std::string PlainText(const Node& node) { return PlainText(html::TextOf(node, kPlainBytes)); }

bool HasItemProp(const Node& node, std::string_view wanted) {
  const std::string_view props = node.Attr("itemprop");
  if (props.empty()) return false;
  for (const std::string_view name : Split(props, ' ')) {
    if (AsciiIEquals(Trim(name), wanted)) return true;
  }
  return false;
}

Surroundings SurroundingsOf(const Node& node) {
  Surroundings out;
  for (const Node* up = &node; up; up = up->parent) {
    if (!up->is_element()) continue;
    out.within |= WithinBit(*up);
    if (up->attribute_count > 0 && !up->Is(Tag::kBody) && !up->Is(Tag::kHtml)) {
      out.hints |= HintsIn(up->Attr("class")) | HintsIn(up->Attr("id"));
    }
  }
  return out;
}

}  // namespace newsstand::extract
