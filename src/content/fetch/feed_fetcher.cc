#include "content/fetch/feed_fetcher.h"

#include <fmt/core.h>

#include <algorithm>
#include <mutex>
#include <unordered_map>

#include "base/url.h"
#include "content/fetch/http_policy.h"
#include "content/terms/terms.h"

namespace newsstand::fetch {
namespace {

using std::chrono::seconds;

// Some servers answer 304 for ever: now and then the whole document is fetched.
constexpr auto kValidatorsFor = std::chrono::hours(8 * 24);
constexpr int kFeedPriority = 10;
constexpr size_t kManyHolds = 4096;
constexpr char kFeedTypes[] =
    "application/atom+xml, application/rss+xml, application/feed+json, application/xml;q=0.9, text/xml;q=0.9, "
    "application/json;q=0.8, text/html;q=0.5, */*;q=0.4";
constexpr char kPageTypes[] = "text/html, application/xhtml+xml, */*;q=0.5";

std::string HoldKey(const Url& url) { return fmt::format("{}:{}", url.host, url.effective_port()); }

bool IsRedirect(const net::HttpResponse& response) {
  const int status = response.status;
  const bool redirects = status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
  return redirects && !response.Header("location").empty();
}

}  // namespace

struct FeedFetcher::State : std::enable_shared_from_this<FeedFetcher::State> {
  // What came of a request and its redirects.
  struct Answer {
    Result<net::HttpResponse> response = Fail(ErrorCode::kInternal, "");
    bool disallowed = false, reserved = false;
    std::vector<Terms> terms;
    std::vector<net::Hop> hops;
    std::optional<seconds> retry_after;
    int64_t wire_bytes = 0;
    std::chrono::milliseconds took{0};
  };
  // A request on its way. Redirects are followed here, not by the client, because robots.txt of every hop counts.
  struct Job {
    net::HttpRequest request;
    Url url;
    bool obeys_robots = true;
    bool obeys_terms = false;  // pages do; a feed is offered to be read
    Answer answer;
    std::function<void(Answer)> done;

    void Finish(Result<net::HttpResponse> response) {
      answer.response = std::move(response);
      done(std::move(answer));
    }
  };

  State(net::HttpClient& http, RobotsCache cache, const Clock& time, FetcherOptions given)
      : client(http), robots(std::move(cache)), terms(http, time, given.mode), clock(time), options(given) {}

  void Start(std::shared_ptr<Job> job) {
    auto url = ParseUrl(job->request.url);
    if (!url || !url->is_http()) {
      return client.Post([job] { job->Finish(Fail(ErrorCode::kInvalid, "This is no web address.")); });
    }
    job->url = std::move(*url);
    job->request.follow_redirects = false;
    job->request.max_bytes = options.max_bytes;
    job->request.timeout = options.timeout;
    Step(std::move(job));
  }

  void Step(std::shared_ptr<Job> job) {
    if (const auto wait = HeldFor(job->url)) {
      job->answer.retry_after = *wait;
      return client.Post([job, wait] {
        job->Finish(Fail(ErrorCode::kUnavailable,
                         fmt::format("{} asked us to wait; {} s are left.", job->url.host, wait->count())));
      });
    }
    if (!job->obeys_robots) return Send(std::move(job));
    robots.CheckLater(job->url.href(), [self = shared_from_this(), job](RobotsVerdict verdict) {
      if (verdict.allowed) return job->obeys_terms ? self->CheckTerms(job, verdict.licenses) : self->Send(job);
      job->answer.disallowed = !verdict.unreachable;
      if (job->answer.disallowed) job->answer.terms.push_back(ByRobots(job->url, verdict.reason));
      // The verdict may have come at once, on the caller's thread.
      self->client.Post([job, verdict] {
        job->Finish(Fail(verdict.unreachable ? ErrorCode::kUnavailable : ErrorCode::kDenied, verdict.reason));
      });
    });
  }

  static Terms ByRobots(const Url& url, const std::string& reason) {
    Terms statement;
    statement.source = url.origin() + "/robots.txt";
    statement.scope = url.path;
    statement.reserved = true;
    statement.words = reason;
    return statement;
  }

  void CheckTerms(const std::shared_ptr<Job>& job, const std::vector<std::string>& licenses) {
    terms.CheckLater(job->url.href(), licenses, true, [self = shared_from_this(), job](TermsVerdict verdict) {
      auto& known = job->answer.terms;
      known.insert(known.end(), std::make_move_iterator(verdict.terms.begin()), std::make_move_iterator(verdict.terms.end()));
      if (!verdict.reserved && !verdict.unreachable) return self->Send(job);
      job->answer.reserved = verdict.reserved;
      const ErrorCode code = verdict.reserved ? ErrorCode::kDenied : ErrorCode::kUnavailable;
      self->client.Post([job, code, reason = std::move(verdict.reason)] { job->Finish(Fail(code, reason)); });
    });
  }

  void Send(std::shared_ptr<Job> job) {
    job->request.url = job->url.href();
    net::HttpRequest request = job->request;
    client.FetchLater(std::move(request), [self = shared_from_this(), job](Result<net::HttpResponse> response) {
      self->Receive(job, std::move(response));
    });
  }

  void Receive(const std::shared_ptr<Job>& job, Result<net::HttpResponse> response) {
    Answer& answer = job->answer;
    if (!response.ok()) return job->Finish(std::move(response));
    answer.wire_bytes += response->wire_bytes;
    answer.took += response->took;
    if (response->status == 429 || response->status == 503) {
      answer.retry_after = RetryAfter(*response, clock.Now());
      if (answer.retry_after) Hold(job->url, *answer.retry_after);
    }
    if (!IsRedirect(*response)) return job->Finish(std::move(response));
    const std::string target = response->RedirectTarget();
    auto next = ParseUrl(target);
    if (!next) {
      return job->Finish(
          Fail(ErrorCode::kInvalid, fmt::format("{} redirects to what is no web address.", job->url.host)));
    }
    if (answer.hops.size() >= static_cast<size_t>(limits::kRedirects)) {
      return job->Finish(
          Fail(ErrorCode::kInvalid, fmt::format("It redirects more than {} times.", limits::kRedirects)));
    }
    if (const auto refusal = client.guard().JudgeUrl(*next)) {
      return job->Finish(
          Fail(ErrorCode::kDenied, fmt::format("It redirects to {}, which is {}.", refusal->what, refusal->why)));
    }
    answer.hops.push_back({job->url.href(), next->href(), response->status});
    job->url = std::move(*next);
    Step(job);
  }

  // A host that said "later" is left alone until then, whatever is wanted of it.
  void Hold(const Url& url, seconds time) {
    const std::lock_guard lock(mutex);
    const Timestamp now = clock.Now();
    if (holds.size() > kManyHolds) std::erase_if(holds, [&](const auto& entry) { return entry.second <= now; });
    holds[HoldKey(url)] = now + time;
  }
  std::optional<seconds> HeldFor(const Url& url) {
    const std::lock_guard lock(mutex);
    const auto at = holds.find(HoldKey(url));
    if (at == holds.end()) return std::nullopt;
    const auto left = std::chrono::ceil<seconds>(at->second - clock.Now());
    // A clock that was set back must not hold a host for ever.
    if (left.count() > 0 && left <= kLongestRetryAfter) return left;
    holds.erase(at);
    return std::nullopt;
  }

  net::HttpClient& client;
  RobotsCache robots;
  TermsCache terms;
  const Clock& clock;
  const FetcherOptions options;
  std::mutex mutex;
  std::unordered_map<std::string, Timestamp> holds;
};

namespace {

// Where the feed lives now, when every redirect says so for good.
std::string MovedTo(const std::vector<net::Hop>& hops) {
  const bool permanent =
      std::all_of(hops.begin(), hops.end(), [](const net::Hop& hop) { return hop.status == 301 || hop.status == 308; });
  return !hops.empty() && permanent ? hops.back().to : "";
}

template <class Answer>
FetchedFeed ReadFeedAnswer(Answer answer, bool conditional) {
  using Outcome = FetchedFeed::Outcome;
  FetchedFeed fetched;
  fetched.retry_after = answer.retry_after;
  fetched.wire_bytes = answer.wire_bytes;
  fetched.took = answer.took;
  if (!answer.response.ok()) {
    fetched.error = answer.response.error().message;
    return fetched;
  }
  net::HttpResponse& response = *answer.response;
  const auto url = ParseUrl(response.url);
  const std::string host = url ? url->host : "The server";
  fetched.status = response.status;
  fetched.url = response.url;
  fetched.content_type = response.Header("content-type");
  fetched.etag = UsableValidator(response.Header("etag"));
  fetched.last_modified = UsableValidator(response.Header("last-modified"));
  fetched.max_age = MaxAge(response);
  const bool success = response.status >= 200 && response.status < 300;
  const bool temporary = !answer.hops.empty() && MovedTo(answer.hops).empty();
  for (WebLink& link : LinksOf(response)) {
    if (link.rel == "hub" && fetched.hub.empty()) fetched.hub = std::move(link.url);
    else if (link.rel == "self" && fetched.self_url.empty()) fetched.self_url = std::move(link.url);
  }
  if (success && !response.body.empty()) {
    fetched.outcome = Outcome::kNew;
    fetched.body = std::move(response.body);
  } else if (response.status == 304 && conditional) {
    fetched.outcome = Outcome::kNotModified;
  } else if (response.status == 410 && !temporary) {
    fetched.outcome = Outcome::kGone;
    fetched.error = "The publisher took this feed away for good (410).";
  } else {
    fetched.error = success ? fmt::format("The answer of {} is empty.", host) : StatusSentence(response.status, host);
  }
  if (fetched.outcome == Outcome::kNew || fetched.outcome == Outcome::kNotModified)
    fetched.moved_to = MovedTo(answer.hops);
  return fetched;
}

template <class Answer>
FetchedPage ReadPageAnswer(Answer answer) {
  FetchedPage page;
  page.disallowed = answer.disallowed;
  page.reserved = answer.reserved;
  page.terms = std::move(answer.terms);
  page.retry_after = answer.retry_after;
  if (!answer.response.ok()) {
    page.error = answer.response.error().message;
    return page;
  }
  net::HttpResponse& response = *answer.response;
  const auto url = ParseUrl(response.url);
  const std::string host = url ? url->host : "The server";
  page.status = response.status;
  page.url = response.url;
  page.content_type = response.Header("content-type");
  if (auto header = terms::TdmHeader(response.Header("tdm-reservation"), response.Header("tdm-policy"), response.url)) {
    page.terms.push_back(std::move(*header));
  }
  for (WebLink& link : LinksOf(response)) {
    if (link.rel == "license" && link.type == "application/rsl+xml") page.licenses.push_back(std::move(link.url));
  }
  page.gone = response.status == 404 || response.status == 410;
  const bool success = response.status >= 200 && response.status < 300;
  page.ok = success && !response.body.empty();
  if (page.ok) {
    page.body = std::move(response.body);
  } else {
    page.error = success ? fmt::format("The answer of {} is empty.", host) : StatusSentence(response.status, host);
  }
  return page;
}

}  // namespace

FeedFetcher::FeedFetcher(net::HttpClient& client, RobotsCache robots, const Clock& clock, FetcherOptions options)
    : state_(std::make_shared<State>(client, std::move(robots), clock, options)) {}

void FeedFetcher::FetchFeedLater(const Feed& feed, Timestamp now, std::function<void(FetchedFeed)> done) {
  auto job = std::make_shared<State::Job>();
  job->request.url = feed.url;
  job->request.priority = kFeedPriority;
  job->request.headers = {{"Accept", kFeedTypes}};
  job->obeys_robots = state_->options.robots_for_feeds;
  bool conditional = false;
  const bool current =
      feed.validators_since && now - *feed.validators_since < kValidatorsFor && *feed.validators_since <= now;
  if (current) {
    auto add = [&](const char* name, const std::string& stored) {
      const std::string value = UsableValidator(stored);
      if (value.empty()) return;
      job->request.headers.emplace_back(name, value);
      conditional = true;
    };
    add("If-None-Match", feed.etag);
    add("If-Modified-Since", feed.last_modified);
  }
  job->done = [done = std::move(done), conditional](State::Answer answer) {
    done(ReadFeedAnswer(std::move(answer), conditional));
  };
  state_->Start(std::move(job));
}

void FeedFetcher::FetchPageLater(const std::string& url, std::function<void(FetchedPage)> done) {
  auto job = std::make_shared<State::Job>();
  job->request.url = url;
  job->request.headers = {{"Accept", kPageTypes}};
  job->obeys_terms = true;
  job->done = [done = std::move(done)](State::Answer answer) { done(ReadPageAnswer(std::move(answer))); };
  state_->Start(std::move(job));
}

void FeedFetcher::CheckLicensesLater(const std::string& url, const std::vector<std::string>& licenses,
                                     std::function<void(TermsVerdict)> done) {
  state_->terms.CheckLater(url, licenses, false, std::move(done));
}

void RecordFetch(Feed& feed, const FetchedFeed& fetched, Timestamp now) {
  using Outcome = FetchedFeed::Outcome;
  if (fetched.pushed) return;  // the hub speaks for itself: how the feed's own host answers is not known by it
  feed.last_attempt = now;
  feed.last_error = fetched.error;
  switch (fetched.outcome) {
    case Outcome::kNew:
      feed.etag = fetched.etag;
      feed.last_modified = fetched.last_modified;
      feed.validators_since = fetched.etag.empty() && fetched.last_modified.empty() ? std::nullopt : std::optional(now);
      break;
    case Outcome::kNotModified:
      if (!fetched.etag.empty()) feed.etag = fetched.etag;
      break;
    case Outcome::kFailed: ++feed.failures; return;
    case Outcome::kGone:
      ++feed.failures;
      feed.state = FeedState::kStopped;
      return;
  }
  feed.failures = 0;
  feed.last_success = now;
  if (!fetched.moved_to.empty()) feed.url = fetched.moved_to;
}

}  // namespace newsstand::fetch
