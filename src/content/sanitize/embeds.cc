#include "content/sanitize/embeds.h"

#include "base/text.h"
#include "base/url.h"

namespace newsstand::sanitize {
namespace {

using html::Node;
using html::Tag;

// A player's address is for frames: the page a person would open is another one.
std::string WatchPage(const std::string& address) {
  const auto url = ParseUrl(address);
  if (!url) return address;
  const std::string domain = RegistrableDomain(url->host);
  const auto after = [&](std::string_view prefix) -> std::string {
    if (!std::string_view(url->path).starts_with(prefix)) return {};
    std::string rest = url->path.substr(prefix.size());
    return rest.substr(0, rest.find('/'));
  };
  if (domain == "youtube.com" || domain == "youtube-nocookie.com") {
    const std::string id = after("/embed/");
    if (!id.empty() && id != "videoseries") return "https://www.youtube.com/watch?v=" + id;
  }
  if (url->host == "player.vimeo.com") {
    const std::string id = after("/video/");
    if (!id.empty()) return "https://vimeo.com/" + id;
  }
  if (domain == "dailymotion.com") {
    const std::string id = after("/embed/video/");
    if (!id.empty()) return "https://www.dailymotion.com/video/" + id;
  }
  if (url->host == "open.spotify.com" && std::string_view(url->path).starts_with("/embed/")) {
    return "https://open.spotify.com" + url->path.substr(6);
  }
  return address;
}

std::string AddressOf(const Node& element, std::string_view base_url) {
  for (const std::string_view name :
       {"data-instgrm-permalink", "data-href", "cite", "data-src", "data-lazy-src", "src", "data", "code", "movie"}) {
    const std::string_view value = Trim(element.Attr(name));
    if (value.empty()) continue;
    if (std::string url = ResolveHttpUrl(value, base_url); !url.empty()) return url;
  }
  const std::string_view video_id = element.Attr("data-videoid");
  if (element.Is(Tag::kAmpYoutube) && !video_id.empty()) {
    return "https://www.youtube.com/watch?v=" + PercentEncode(video_id);
  }
  // A player's parts stand at its beginning. Objects may hold objects: each looks no further than this.
  constexpr int kMaxParts = 500;
  int looked_at = 0;
  for (const Node* node = NextInTree(&element, &element); node && looked_at < kMaxParts;
       node = NextInTree(node, &element), ++looked_at) {
    const bool movie =
        node->Is(Tag::kParam) && (AsciiIEquals(node->Attr("name"), "movie") || AsciiIEquals(node->Attr("name"), "src"));
    if (!movie && !node->Is(Tag::kSource) && !node->Is(Tag::kEmbed)) continue;
    if (std::string url = ResolveHttpUrl(node->Attr(movie ? "value" : "src"), base_url); !url.empty()) return url;
  }
  return {};
}

bool TooSmallToSee(const Node& element) {
  for (const std::string_view name : {"width", "height"}) {
    const std::string_view value = Trim(element.Attr(name));
    if (value == "0" || value == "1" || value == "0px" || value == "1px") return true;
  }
  return false;
}

bool HasClass(const Node& element, std::string_view wanted) {
  for (const std::string_view name : Split(element.Attr("class"), ' ')) {
    if (name == wanted) return true;
  }
  return false;
}

}  // namespace

LinkCard CardFor(const Node& element, std::string_view base_url) {
  LinkCard card;
  if (TooSmallToSee(element)) return card;
  const std::string address = AddressOf(element, base_url);
  if (address.empty()) return card;
  card.url = WatchPage(address);
  const auto url = ParseUrl(card.url);
  if (!url) return {};
  card.text = url->host.starts_with("www.") ? url->host.substr(4) : url->host;
  std::string title = CollapseSpace(CleanUtf8(element.Attr("title")));
  if (title.empty()) title = CollapseSpace(CleanUtf8(element.Attr("aria-label")));
  if (!title.empty()) card.text += ": " + Ellipsize(title, 200);
  return card;
}

bool IsPost(const Node& element) {
  if (!element.is_element() || (element.tag != Tag::kBlockquote && element.tag != Tag::kDiv)) return false;
  if (!element.Attr("data-instgrm-permalink").empty()) return true;
  if (element.Attr("class").empty()) return false;
  return (HasClass(element, "tiktok-embed") && !element.Attr("cite").empty()) ||
         ((HasClass(element, "fb-post") || HasClass(element, "fb-video")) && !element.Attr("data-href").empty());
}

}  // namespace newsstand::sanitize
