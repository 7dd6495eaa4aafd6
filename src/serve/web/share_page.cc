// "/share": what another program on the device shares with this one. An article that is here is opened; for another
// there is its original, and a search for its words.
#include <algorithm>
#include <cctype>

#include "base/limits.h"
#include "base/text.h"
#include "base/url.h"
#include "content/ingest/identity.h"
#include "serve/web/dictionary.h"
#include "serve/web/page.h"
#include "serve/web/pages.h"
#include "serve/web/stored_cards.h"
#include "store/articles.h"

namespace newsstand::web {
namespace {

using TitlePtr = std::shared_ptr<const Title>;

constexpr size_t kWordsBytes = 200;  // of what is searched for
constexpr size_t kFieldBytes = 8'000;

// What was shared. Programs put the address into any of the fields.
struct Shared {
  std::string url;    // absolute, http or https; "" none
  std::string words;  // plain text, in one line
};

// The first web address in a text, and the text without it.
std::string TakeAddress(std::string& text) {
  for (size_t at = text.find("http"); at != std::string::npos; at = text.find("http", at + 4)) {
    if (at > 0 && std::isalnum(static_cast<unsigned char>(text[at - 1]))) continue;
    const size_t end = std::min(text.find_first_of(" \t\r\n\"<>", at), text.size());
    const std::string url = ResolveHttpUrl(text.substr(at, end - at), "");
    if (url.empty()) continue;
    text.replace(at, end - at, " ");
    return url;
  }
  return "";
}

// "https://kettle.example/2026/harbour-bridge-opens.html" → "harbour bridge opens".
std::string WordsOfAddress(const std::string& address) {
  const auto url = ParseUrl(address);
  if (!url) return "";
  std::string best;
  for (std::string_view part : Split(url->path, '/')) {
    std::string words = PercentDecode(part.substr(0, part.rfind('.')));
    std::replace_if(
        words.begin(), words.end(), [](char c) { return c == '-' || c == '_' || c == '+'; }, ' ');
    if (std::count(words.begin(), words.end(), ' ') >= std::count(best.begin(), best.end(), ' ')) best = words;
  }
  return best.find(' ') == std::string::npos ? "" : best;
}

Shared ReadShared(const http::Request& request) {
  Shared shared;
  for (const char* field : {"url", "text", "title"}) {
    std::string text(TruncateUtf8(request.Query(field), kFieldBytes));
    const std::string url = TakeAddress(text);
    if (shared.url.empty()) shared.url = url;
    if (std::string_view(field) == "url") continue;
    const std::string words = CollapseSpace(CleanUtf8(text));
    if (!words.empty()) shared.words = words;  // a title says it better than a text
  }
  if (shared.words.empty() && !shared.url.empty()) shared.words = CollapseSpace(CleanUtf8(WordsOfAddress(shared.url)));
  shared.words = TruncateUtf8(shared.words, kWordsBytes);
  return shared;
}

// A page of our own that was shared: its path and query. "" when it is none.
std::string OwnPath(const SiteParts& parts, const std::string& address) {
  const auto base = ParseUrl(parts.options.base_url), url = ParseUrl(address);
  if (!base || !url || base->origin() != url->origin()) return "";
  const std::string path = url->path + (url->query ? "?" + *url->query : "");
  return IsOwnPath(path) ? path : "";
}

// The titles, those first that publish under the address' own domain: an article may also stand elsewhere.
std::vector<TitlePtr> TitlesToAsk(const edition::Edition& edition, const std::string& address) {
  std::vector<TitlePtr> titles;
  for (const auto& [slug, title] : edition.titles) {
    if (title->rights != Rights::kNone) titles.push_back(title);
  }
  const auto url = ParseUrl(address);
  const std::string domain = url ? RegistrableDomain(url->host) : "";
  std::partition(titles.begin(), titles.end(), [&](const TitlePtr& title) {
    const auto home = ParseUrl(title->home);
    return home && RegistrableDomain(home->host) == domain;
  });
  return titles;
}

// The page of the article at this address; "" when it is not here.
Result<std::string> FindShared(SiteParts& parts, const std::string& address) {
  const edition::EditionPtr edition = parts.context.edition();
  const StoredCards stored(*edition);
  const std::vector<TitlePtr> titles = TitlesToAsk(*edition, address);
  std::string path;
  const Status read = parts.context.database->Read([&](store::Transaction& transaction) -> Status {
    path.clear();
    for (const TitlePtr& title : titles) {
      const std::string key = ingest::CanonicalKey(address, title->home);
      if (key.empty()) continue;
      auto ids = store::FindArticlesByKeys(transaction, title->id, {key});
      if (!ids) return Fail(ids.error());
      if (ids->empty()) continue;
      auto article = store::FindArticle(transaction, ids->front());
      if (!article) return Fail(article.error());
      if (!*article || (*article)->state != ArticleState::kLive) continue;
      if (const edition::CardPtr card = stored.Of(**article)) path = ArticlePath(*card);
      if (!path.empty()) break;
    }
    return {};
  });
  if (!read) return Fail(read.error());
  return path;
}

Result<Rendered> RenderNotHere(SiteParts& parts, const Variant& variant, const edition::EditionPtr& edition,
                               const Shared& shared) {
  PageMaker page(parts, variant, edition, "share.tpl");
  page.main().SetValue(kn_SHARE_TEXT, page.words().Text(shared.url.empty() ? "share_nothing" : "share_not_here_text"));
  page.main().SetValue(kn_QUERY_TEXT, shared.words);
  if (!shared.url.empty()) {
    page.main().SetValueAndShowSection(kn_ORIGINAL_URL, shared.url, kn_ORIGINAL);
    if (const auto url = ParseUrl(shared.url)) page.main().SetValue(kn_ORIGINAL_HOST, url->host);
  }
  PageFrame frame;
  frame.kind = "share";
  frame.path = "/share";
  frame.title = page.words().Text("share_not_here");
  frame.robots = "noindex";
  return HtmlPage(page.Finish(frame));
}

http::Response SeeOther(const std::string& path) {
  http::Response response = http::Redirect(303, path);
  response.Set("Cache-Control", "no-store");
  return response;
}

}  // namespace

http::Response ShowShared(SiteParts& parts, const http::Request& request) {
  const Shared shared = ReadShared(request);
  if (!shared.url.empty()) {
    if (const std::string own = OwnPath(parts, shared.url); !own.empty() && !own.starts_with("/share"))
      return SeeOther(own);
    if (parts.context.database != nullptr) {
      auto path = FindShared(parts, shared.url);
      if (!path) return ErrorPage(parts, request, 503);
      if (!path->empty()) return SeeOther(*path);
    }
  }
  return Serve(parts, request, "/share " + shared.url + " " + shared.words,
               [&](const Variant& variant, const edition::EditionPtr& edition) {
                 return RenderNotHere(parts, variant, edition, shared);
               });
}

}  // namespace newsstand::web
