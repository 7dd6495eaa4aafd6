#include "content/fetch/terms_cache.h"

#include <fmt/core.h>

#include <algorithm>
#include <map>
#include <mutex>

#include "base/url.h"
#include "content/terms/terms.h"

namespace newsstand::fetch {
namespace {

constexpr auto kFreshFor = std::chrono::hours(24);
constexpr auto kFailureFor = std::chrono::minutes(15);
constexpr auto kLastGoodFor = std::chrono::hours(24 * 30);
constexpr size_t kDocumentBytes = 1u << 20;
constexpr size_t kDocuments = 20'000;  // kept
constexpr size_t kLicenses = 5;        // of one page that are read
constexpr int kPriority = 15;

enum class Kind { kTdmRep, kRsl };

}  // namespace

struct TermsCache::State : std::enable_shared_from_this<TermsCache::State> {
  struct Document {
    std::vector<Terms> terms;
    Timestamp good_at, expires, used;
    bool known = false;  // a good copy, or the certainty that there is none
    bool fetching = false;
    std::string error;
    std::vector<std::function<void()>> waiting;
  };
  // By kind, address and the site it is asked about: paths in an RSL document are that site's.
  struct Key {
    Kind kind = Kind::kTdmRep;
    std::string url, site;
    auto operator<=>(const Key&) const = default;
  };
  // One question: the documents that answer it, asked one after another.
  struct Question {
    std::string url;
    std::vector<Key> documents;
    size_t next = 0;
    TermsVerdict verdict;
    std::function<void(TermsVerdict)> done;
  };

  State(net::HttpClient& http, const Clock& time, Mode given_mode) : client(http), clock(time), mode(given_mode) {}

  void Go(const std::shared_ptr<Question>& question) {
    while (question->next < question->documents.size()) {
      if (!Look(question, question->documents[question->next])) return;  // goes on when it has arrived
      ++question->next;
    }
    Finish(*question);
  }

  // Whether the document is known, and its terms taken; false when the question waits for it.
  bool Look(const std::shared_ptr<Question>& question, const Key& key) {
    const Timestamp now = clock.Now();
    {
      const std::lock_guard lock(mutex);
      Document& document = documents[key];
      document.used = now;
      const bool fresh = now < document.expires && document.expires - now <= kFreshFor;
      if (fresh && !document.fetching) {
        Take(*question, document, key);
        return true;
      }
      document.waiting.push_back([self = shared_from_this(), question] { self->Go(question); });
      if (std::exchange(document.fetching, true)) return false;
      if (documents.size() > kDocuments) Evict();
    }
    Fetch(key);
    return false;
  }

  void Take(Question& question, const Document& document, const Key& key) {
    auto& terms = question.verdict.terms;
    terms.insert(terms.end(), document.terms.begin(), document.terms.end());
    // A file most sites do not have is no statement while it cannot be read; a licence that is named is one.
    if (document.known || key.kind == Kind::kTdmRep) return;
    question.verdict.unreachable = true;
    question.verdict.reason = document.error;
  }

  void Finish(Question& question) {
    TermsVerdict& verdict = question.verdict;
    if (const Terms* reservation = terms::ReservationOf(verdict.terms, question.url)) {
      verdict.reserved = true;
      verdict.unreachable = false;
      verdict.reason = fmt::format("{} ({})", reservation->words, reservation->source);
    }
    question.done(std::move(verdict));
  }

  void Fetch(const Key& key) {
    net::HttpRequest request;
    request.url = key.url;
    request.headers = {{"Accept", key.kind == Kind::kTdmRep ? "application/json, */*;q=0.5" : "application/rsl+xml, application/xml;q=0.9, */*;q=0.5"}};
    request.max_bytes = kDocumentBytes;
    request.timeout = std::chrono::seconds(15);
    request.priority = kPriority;
    client.FetchLater(std::move(request), [self = shared_from_this(), key](Result<net::HttpResponse> response) {
      self->Store(key, response);
    });
  }

  void Store(const Key& key, const Result<net::HttpResponse>& response) {
    const Timestamp now = clock.Now();
    const bool success = response.ok() && response->status >= 200 && response->status < 300;
    const bool absent = response.ok() && response->status >= 400 && response->status < 500 && response->status != 429;
    std::vector<Terms> terms;
    if (success) terms = key.kind == Kind::kTdmRep ? terms::ReadTdmRep(response->body, key.url) : terms::ReadRsl(response->body, key.url, key.site, mode);
    for (Terms& one : terms) one.seen = now;
    std::vector<std::function<void()>> waiting;
    {
      const std::lock_guard lock(mutex);
      Document& document = documents[key];
      if (success || absent) {
        document.terms = std::move(terms);
        document.good_at = now;
        document.known = true;
        document.expires = now + kFreshFor;
      } else {
        const auto url = ParseUrl(key.url);
        document.error = response.ok() ? fmt::format("The licence at {} cannot be read ({}), so nothing is taken over for now.", url ? url->host : key.url, response->status)
                                       : response.error().message;
        document.expires = now + kFailureFor;
        if (now - document.good_at > kLastGoodFor) {
          document.known = false;
          document.terms.clear();
        }
      }
      document.fetching = false;
      waiting.swap(document.waiting);
    }
    for (const auto& go : waiting) go();
  }

  // Drops the half that was not used for longest.
  void Evict() {
    std::vector<std::pair<Timestamp, Key>> by_use;
    for (const auto& [key, document] : documents) {
      if (!document.fetching) by_use.emplace_back(document.used, key);
    }
    std::sort(by_use.begin(), by_use.end());
    for (size_t i = 0; i < by_use.size() / 2; ++i) documents.erase(by_use[i].second);
  }

  net::HttpClient& client;
  const Clock& clock;
  const Mode mode;
  std::mutex mutex;
  std::map<Key, Document> documents;
};

TermsCache::TermsCache(net::HttpClient& client, const Clock& clock, Mode mode)
    : state_(std::make_shared<State>(client, clock, mode)) {}

void TermsCache::CheckLater(const std::string& text, const std::vector<std::string>& licenses, bool of_site,
                            std::function<void(TermsVerdict)> done) {
  auto question = std::make_shared<State::Question>();
  question->url = text;
  question->done = std::move(done);
  const auto url = ParseUrl(text);
  if (!url || !url->is_http()) return question->done({});
  if (of_site) question->documents.push_back({Kind::kTdmRep, url->origin() + "/.well-known/tdmrep.json", url->origin()});
  for (const std::string& license : licenses) {
    if (question->documents.size() <= kLicenses) question->documents.push_back({Kind::kRsl, license, url->origin()});
  }
  state_->Go(question);
}

}  // namespace newsstand::fetch
