#include "content/source/discover.h"

#include <algorithm>
#include <array>
#include <unordered_set>

#include "base/limits.h"
#include "base/text.h"
#include "base/url.h"
#include "content/html/document.h"
#include "content/html/text.h"
#include "content/source/site_name.h"

namespace newsstand::source {
namespace {

constexpr size_t kCandidates = 100;

constexpr std::array<std::string_view, 7> kFeedTypes = {
    "application/rss+xml",    "application/atom+xml",   "application/feed+json", "application/rdf+xml",
    "application/x.atom+xml", "application/x-atom+xml", "text/rss+xml"};

// Where publishing systems put feeds. In this order: the first are the commonest.
constexpr std::array<std::string_view, 10> kGuesses = {
    "/feed", "/rss", "/rss.xml", "/feed.xml", "/atom.xml", "/index.xml", "/feed.json", "/feeds", "/rss/", "/index.rdf"};

bool HasToken(std::string_view list, std::string_view token) {
  for (std::string_view part : Split(list, ' ')) {
    if (AsciiIEquals(Trim(part), token)) return true;
  }
  return false;
}

// Feeds of comments are rarely what anybody means.
bool IsAboutComments(std::string_view url, std::string_view title) {
  std::string text = AsciiLower(url) + " " + AsciiLower(title);
  for (std::string_view word : {"/comments/", "comments/feed", "feed/comments", "comments feed", "kommentar", "kommenter",
                                "commentaires", "comentarios", "comentários", "commenti", "reacties", "komentarz",
                                "yorum", "комментари", "коментар", "/comment"}) {
    if (text.find(word) != std::string::npos) return true;
  }
  return false;
}

// Whether an address looks like a feed's. Sharing buttons carry feeds in their query: those are not feeds themselves.
bool LooksLikeFeed(const Url& url) {
  std::string path = AsciiLower(url.path);
  std::string query = AsciiLower(url.query.value_or(""));
  for (std::string_view ending :
       {".rss", ".atom", ".rdf", "/feed", "/feed/", "/rss", "/rss/", "/atom", "/atom/", "rss.xml", "feed.xml",
        "atom.xml", "feeds.xml", "index.xml", "feed.json", "/rss2", "/rss2/"}) {
    if (path.ends_with(ending)) return true;
  }
  if (path.ends_with(".xml")) {
    return path.find("rss") != std::string::npos || path.find("feed") != std::string::npos ||
           path.find("atom") != std::string::npos;
  }
  if (url.host.starts_with("feeds.") || url.host.starts_with("rss.") || url.host == "feedproxy.google.com") return true;
  for (std::string_view wanted :
       {"feed=rss", "feed=atom", "format=rss", "format=atom", "alt=rss", "output=rss", "type=rss", "format=feed"}) {
    if (query.find(wanted) != std::string::npos) return true;
  }
  return false;
}

bool IsSharingService(std::string_view host) {
  for (std::string_view name : {"feedly.com", "inoreader.com", "newsblur.com", "yahoo.com", "facebook.com",
                                "twitter.com", "netvibes.com", "bloglovin.com", "google.com", "addtoany.com"}) {
    if (host == name || (host.ends_with(name) && host[host.size() - name.size() - 1] == '.')) return true;
  }
  return false;
}

class PageReader {
 public:
  explicit PageReader(std::string_view page_url) : base_(ResolveHttpUrl(page_url, "")) {}

  void Read(const html::Document& page) {
    for (const html::Node* node = page.root(); node != nullptr; node = html::NextInTree(node, page.root())) {
      if (!node->is_element()) continue;
      if (node->Is(html::Tag::kBase)) {
        ReadBase(*node);
      } else if (node->Is(html::Tag::kLink)) {
        ReadLink(*node);
      } else if (node->Is(html::Tag::kA)) {
        ReadAnchor(*node);
      }
    }
  }

  std::string IconUrl() const {
    if (!icon_.empty()) return icon_;
    return ResolveHttpUrl("/favicon.ico", base_);
  }

  std::vector<FeedCandidate> Feeds() {
    AddGuesses();
    std::stable_sort(found_.begin(), found_.end(), [](const Found& a, const Found& b) { return a.order < b.order; });
    std::vector<FeedCandidate> feeds;
    std::unordered_set<std::string> known;
    for (Found& found : found_) {
      if (known.insert(found.feed.url).second) feeds.push_back(std::move(found.feed));
    }
    return feeds;
  }

 private:
  struct Found {
    FeedCandidate feed;
    int order = 0;  // lower is better
  };

  void Add(std::string url, std::string title, FeedHint hint) {
    if (url.empty() || found_.size() >= kCandidates) return;
    int order = static_cast<int>(hint) * 10;
    if (hint != FeedHint::kGuessed && IsAboutComments(url, title)) order += 5;
    found_.push_back({{std::move(url), std::string(TruncateUtf8(CollapseSpace(title), 200)), hint}, order});
  }

  void ReadBase(const html::Node& node) {
    if (std::exchange(has_base_, true)) return;
    if (std::string url = ResolveHttpUrl(node.Attr("href"), base_); !url.empty()) base_ = std::move(url);
  }

  void ReadLink(const html::Node& node) {
    std::string_view rel = node.Attr("rel");
    std::string type = AsciiLower(Trim(node.Attr("type").substr(0, node.Attr("type").find(';'))));
    bool feed_type = std::find(kFeedTypes.begin(), kFeedTypes.end(), type) != kFeedTypes.end();
    if ((HasToken(rel, "alternate") || HasToken(rel, "feed") || rel.empty()) &&
        (feed_type || HasToken(rel, "feed") || IsUntypedFeed(type, node.Attr("href")))) {
      Add(ResolveHttpUrl(node.Attr("href"), base_), std::string(node.Attr("title")), FeedHint::kDeclared);
    } else if (HasToken(rel, "icon") || HasToken(rel, "apple-touch-icon") ||
               HasToken(rel, "apple-touch-icon-precomposed")) {
      OfferIcon(node, type, HasToken(rel, "icon"));
    }
  }

  // Types that also stand for other things: the address decides.
  bool IsUntypedFeed(const std::string& type, std::string_view href) const {
    if (type != "text/xml" && type != "application/xml" && type != "application/json") return false;
    auto base = ParseUrl(base_);
    auto url = ParseUrl(href, base ? &*base : nullptr);
    return url && LooksLikeFeed(*url);
  }

  // The size nearest above what a page shows; drawings cannot be shown by everybody and come last.
  void OfferIcon(const html::Node& node, const std::string& type, bool plain) {
    std::string url = ResolveHttpUrl(node.Attr("href"), base_);
    if (url.empty()) return;
    int64_t size = 0;
    for (char c : node.Attr("sizes")) {
      if (c < '0' || c > '9') break;
      size = std::min<int64_t>(size * 10 + (c - '0'), 100'000);
    }
    if (size == 0) size = plain ? 32 : 180;
    bool drawing = type == "image/svg+xml" || AsciiLower(url).ends_with(".svg");
    int64_t score = drawing ? 1 : (size <= 512 ? size + 10 : 600 - std::min<int64_t>(size / 100, 500));
    if (score <= icon_score_) return;
    icon_score_ = score;
    icon_ = std::move(url);
  }

  void ReadAnchor(const html::Node& node) {
    auto base = ParseUrl(base_);
    auto url = ParseUrl(node.Attr("href"), base ? &*base : nullptr);
    if (!url) return;
    if (url->scheme == "feed") {
      std::string rest(node.Attr("href").substr(5));
      Add(ResolveHttpUrl(rest.starts_with("//") ? "http:" + rest : rest, ""), html::TextOf(node), FeedHint::kLinked);
      return;
    }
    if (!url->is_http() || IsSharingService(url->host)) return;
    std::string type = AsciiLower(node.Attr("type"));
    bool typed = std::find(kFeedTypes.begin(), kFeedTypes.end(), type) != kFeedTypes.end();
    if (!typed && !LooksLikeFeed(*url)) return;
    std::string href = url->href();
    if (href.size() > limits::kUrlBytes) return;
    std::string title = html::TextOf(node);
    if (title.empty()) title = std::string(node.Attr("title"));
    Add(std::move(href), std::move(title), FeedHint::kLinked);
  }

  void AddGuesses() {
    auto page = ParseUrl(base_);
    if (!page || !page->is_http()) return;
    // A blog in a folder of a larger site has its feed there.
    std::string folder = page->path.substr(0, page->path.rfind('/') + 1);
    if (folder.size() > 1 && folder.size() < 200) {
      Add(ResolveHttpUrl(folder + "feed", base_), "", FeedHint::kGuessed);
      Add(ResolveHttpUrl(folder + "rss", base_), "", FeedHint::kGuessed);
    }
    for (std::string_view path : kGuesses) Add(ResolveHttpUrl(path, base_), "", FeedHint::kGuessed);
    bool blogger = page->host.ends_with(".blogspot.com");
    if (blogger) Add(ResolveHttpUrl("/feeds/posts/default", base_), "", FeedHint::kGuessed);
  }

  std::string base_;
  bool has_base_ = false;
  std::vector<Found> found_;
  std::string icon_;
  int64_t icon_score_ = 0;
};

}  // namespace

DiscoveredSite DiscoverSite(std::string_view html, std::string_view page_url) {
  html::Document page = html::ParseDocument(html);
  PageReader reader(page_url);
  reader.Read(page);
  DiscoveredSite site;
  site.name = SiteName(page, page_url);
  site.language = PageLanguage(page);
  site.feeds = reader.Feeds();
  site.icon_url = reader.IconUrl();
  return site;
}

std::vector<FeedCandidate> DiscoverFeeds(std::string_view html, std::string_view page_url) {
  return DiscoverSite(html, page_url).feeds;
}

}  // namespace newsstand::source
