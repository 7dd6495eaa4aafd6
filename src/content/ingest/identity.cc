#include "content/ingest/identity.h"

#include <unordered_map>

#include "base/hash.h"
#include "base/text.h"
#include "base/url.h"
#include "content/html/text.h"

namespace newsstand::ingest {
namespace {

constexpr size_t kTextWorthKnowing = 100;  // characters: shorter summaries repeat for honest reasons
constexpr std::string_view kWeak = "text:";
constexpr std::string_view kHead = "head:";

// Long guids are hashed, so that keys stay small in the index.
std::string KeyOf(std::string_view kind, std::string_view value) {
  return std::string(kind) + (value.size() > 200 ? Sha256Hex(value) : std::string(value));
}

bool IsFrontPage(std::string_view url_key, std::string_view home_key) {
  if (url_key.empty() || url_key == home_key) return true;
  const auto parsed = ParseUrl(url_key);
  return parsed && (parsed->path.empty() || parsed->path == "/") && !parsed->query;
}

// How many different articles of the document claim a value, judged by headline: the same piece listed twice is one.
class Claims {
 public:
  void Add(const std::string& value, std::string_view headline) {
    if (value.empty()) return;
    auto [place, fresh] = first_.emplace(value, headline);
    if (!fresh && place->second != headline) shared_[value] = true;
  }
  bool TellsApart(const std::string& value) const { return !value.empty() && !shared_.contains(value); }

 private:
  std::unordered_map<std::string, std::string> first_;
  std::unordered_map<std::string, bool> shared_;
};

// By its words: the text where there is enough, else the headline and what little there is.
std::string WordsKey(const ParsedItem& item) {
  if (item.title.empty()) return "";
  const std::string text = html::TextOf(item.content_html.empty() ? item.summary_html : item.content_html);
  const std::string_view kind = text.size() < kTextWorthKnowing ? kHead : kWeak;
  return std::string(kind) + Sha256Hex(item.title + "\n" + text).substr(0, 40);
}

}  // namespace

bool IsWeakKey(std::string_view key) { return key.starts_with(kWeak); }
bool IsHeadKey(std::string_view key) { return key.starts_with(kHead); }

std::vector<std::vector<std::string>> ArticleKeys(const ParsedFeed& feed, std::string_view home) {
  const std::string home_key = CanonicalUrlKey(home);
  const std::string feed_key = CanonicalUrlKey(feed.url);
  std::vector<std::string> url_keys;
  Claims guids, urls;
  for (const ParsedItem& item : feed.items) {
    std::string url_key = CanonicalUrlKey(item.url);
    if (IsFrontPage(url_key, home_key) || url_key == feed_key) url_key.clear();
    guids.Add(item.id, item.title);
    urls.Add(url_key, item.title);
    url_keys.push_back(std::move(url_key));
  }
  std::vector<std::vector<std::string>> all;
  for (size_t i = 0; i < feed.items.size(); ++i) {
    const ParsedItem& item = feed.items[i];
    std::vector<std::string> keys;
    if (guids.TellsApart(item.id)) keys.push_back(KeyOf("guid:", item.id));
    if (urls.TellsApart(url_keys[i])) keys.push_back(KeyOf("url:", url_keys[i]));
    std::string words = WordsKey(item);
    if (keys.empty() && !IsWeakKey(words)) {
      keys.push_back("item:" + Sha256Hex(item.id + "\n" + url_keys[i] + "\n" + item.title + "\n" + item.summary_html).substr(0, 40));
    }
    if (!words.empty()) keys.push_back(std::move(words));
    all.push_back(std::move(keys));
  }
  return all;
}

std::string CanonicalKey(std::string_view canonical_url, std::string_view home) {
  const std::string key = CanonicalUrlKey(canonical_url);
  return IsFrontPage(key, CanonicalUrlKey(home)) ? "" : KeyOf("url:", key);
}

}  // namespace newsstand::ingest
