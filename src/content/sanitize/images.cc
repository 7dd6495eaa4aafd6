#include "content/sanitize/images.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "base/limits.h"
#include "base/text.h"
#include "base/url.h"

namespace newsstand::sanitize {
namespace {

using html::Node;
using html::Tag;

int PositiveInt(std::string_view text) {
  text = Trim(text);
  int value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || value < 0 || value > 20'000) return 0;
  const std::string_view rest(end, static_cast<size_t>(text.data() + text.size() - end));
  return rest.empty() || rest == "px" || rest.starts_with('.') ? value : 0;
}

bool Declares(const Node& node, std::string_view name) {
  const html::Attribute* found = node.FindAttribute(name);
  return found && !Trim(found->value).empty() && (found->value[0] >= '0' && found->value[0] <= '9');
}

// Names that pages give to the picture shown until the real one is loaded.
bool LooksLikePlaceholder(std::string_view url) {
  if (url.empty() || url.starts_with("data:") || url.starts_with("about:") || url.starts_with('#')) return true;
  const std::string lower = AsciiLower(url.substr(0, url.find_first_of("?#")));
  const size_t slash = lower.rfind('/');
  const std::string_view file = std::string_view(lower).substr(slash == std::string::npos ? 0 : slash + 1);
  constexpr std::array<std::string_view, 12> kNames = {"blank",   "placeholder", "spacer", "transparent",
                                                       "1x1",     "pixel.",      "grey.",  "gray.",
                                                       "loading", "lazy",        "empty.", "clear."};
  return std::any_of(kNames.begin(), kNames.end(),
                     [&](std::string_view name) { return file.find(name) != std::string_view::npos; });
}

bool LooksLikeImageAddress(std::string_view value) {
  if (value.size() < 5 || value.size() > limits::kUrlBytes ||
      value.find_first_of(" {}<>\"") != std::string_view::npos) {
    return false;
  }
  const std::string lower = AsciiLower(value.substr(0, value.find_first_of("?#")));
  constexpr std::array<std::string_view, 6> kEndings = {".jpg", ".jpeg", ".png", ".webp", ".gif", ".avif"};
  return std::any_of(kEndings.begin(), kEndings.end(), [&](std::string_view end) { return lower.ends_with(end); });
}

std::string FromSrcset(const Node& element, std::string_view base_url) {
  for (const std::string_view name : {"data-srcset", "data-lazy-srcset", "data-src-set", "srcset"}) {
    const std::string_view best = BestOfSrcset(element.Attr(name));
    if (best.empty() || LooksLikePlaceholder(best)) continue;
    if (std::string url = ResolveHttpUrl(best, base_url); !url.empty()) return url;
  }
  return {};
}

std::string FromDataAttributes(const Node& element, std::string_view base_url) {
  for (const std::string_view name : {"data-src", "data-lazy-src", "data-original", "data-lazy", "data-original-src",
                                      "data-full-src", "data-hi-res-src", "data-image", "data-img-src", "data-url"}) {
    const std::string_view value = Trim(element.Attr(name));
    if (value.empty() || LooksLikePlaceholder(value) || value.find_first_of(" {}") != std::string_view::npos) continue;
    if (std::string url = ResolveHttpUrl(value, base_url); !url.empty()) return url;
  }
  for (uint32_t i = 0; i < element.attribute_count; ++i) {
    const html::Attribute& attribute = element.attribute_list[i];
    if (!attribute.name.starts_with("data-") || !LooksLikeImageAddress(attribute.value)) continue;
    if (LooksLikePlaceholder(attribute.value)) continue;
    if (std::string url = ResolveHttpUrl(attribute.value, base_url); !url.empty()) return url;
  }
  return {};
}

std::string UrlOf(const Node& img, std::string_view base_url) {
  bool data = false, srcset = false;  // most pictures have neither
  for (uint32_t i = 0; i < img.attribute_count; ++i) {
    data |= img.attribute_list[i].name.starts_with("data-");
    srcset |= img.attribute_list[i].name == "srcset";
  }
  if (data || srcset) {
    if (std::string url = FromSrcset(img, base_url); !url.empty()) return url;
  }
  if (data) {
    if (std::string url = FromDataAttributes(img, base_url); !url.empty()) return url;
  }
  const std::string_view src = Trim(img.Attr("src"));
  return LooksLikePlaceholder(src) ? std::string() : ResolveHttpUrl(src, base_url);
}

// Pictures may hold pictures: each looks no further than this.
constexpr int kMaxParts = 500;

const Node* FirstBelow(const Node& root, Tag tag, Tag or_tag) {
  int looked_at = 0;
  for (const Node* node = NextInTree(&root, &root); node && looked_at < kMaxParts;
       node = NextInTree(node, &root), ++looked_at) {
    if (node->Is(tag) || node->Is(or_tag)) return node;
  }
  return nullptr;
}

std::string ShortText(std::string_view text) { return CollapseSpace(CleanUtf8(TruncateUtf8(text, 2'000))); }

struct Candidate {
  std::string_view url;
  double size = 0;  // pixels wide; for density descriptors a thousand a step
};

Candidate ParseCandidate(std::string_view srcset, size_t& at) {
  while (at < srcset.size() && (IsAsciiSpace(srcset[at]) || srcset[at] == ',')) ++at;
  const size_t start = at;
  while (at < srcset.size() && !IsAsciiSpace(srcset[at])) ++at;
  Candidate candidate;
  candidate.url = srcset.substr(start, at - start);
  if (candidate.url.ends_with(',')) {
    while (candidate.url.ends_with(',')) candidate.url.remove_suffix(1);
    candidate.size = 1'000;
    return candidate;
  }
  const size_t comma = std::min(srcset.find(',', at), srcset.size());
  const std::string_view descriptor = Trim(srcset.substr(at, comma - at));
  at = comma;
  double value = 1;
  std::from_chars(descriptor.data(), descriptor.data() + descriptor.size(), value);
  candidate.size = descriptor.ends_with('w') ? value : value * 1'000;
  return candidate;
}

}  // namespace

std::string_view BestOfSrcset(std::string_view srcset) {
  constexpr double kWanted = 1'200;
  Candidate best;
  size_t at = 0;
  while (at < srcset.size()) {
    const Candidate next = ParseCandidate(srcset, at);
    if (next.url.empty()) continue;
    const bool first = best.url.empty();
    const bool better = best.size < kWanted ? next.size > best.size : next.size >= kWanted && next.size < best.size;
    if (first || better) best = next;
  }
  return best.url;
}

ImageSource ImageOf(const Node& element, std::string_view base_url) {
  const bool picture = element.Is(Tag::kPicture);
  const Node* img = picture ? FirstBelow(element, Tag::kImg, Tag::kAmpImg) : &element;
  ImageSource source;
  if (img) {
    source.url = UrlOf(*img, base_url);
    source.alt = ShortText(img->Attr("alt"));
    source.title = ShortText(img->Attr("title"));
    source.width = PositiveInt(img->Attr("width"));
    source.height = PositiveInt(img->Attr("height"));
    source.pixel =
        (Declares(*img, "width") && PositiveInt(img->Attr("width")) <= 2 && !img->Attr("width").ends_with('%')) ||
        (Declares(*img, "height") && PositiveInt(img->Attr("height")) <= 2 && !img->Attr("height").ends_with('%'));
  }
  if (!picture || !source.url.empty()) return source;
  int looked_at = 0;
  for (const Node* node = element.first_child; node && looked_at < kMaxParts;
       node = NextInTree(node, &element), ++looked_at) {
    if (!node->Is(Tag::kSource)) continue;
    source.url = FromSrcset(*node, base_url);
    if (!source.url.empty()) break;
  }
  return source;
}

}  // namespace newsstand::sanitize
