// Fetches feeds and article pages with manners: conditional requests, robots.txt, Retry-After. All functions may be
// called from any thread; callbacks run on the client's thread and must not block.
#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/limits.h"
#include "base/time.h"
#include "content/fetch/robots_cache.h"
#include "content/fetch/terms_cache.h"
#include "model/terms.h"
#include "model/title.h"
#include "net/http_client.h"

namespace newsstand::fetch {

struct FetchedFeed {
  enum class Outcome {
    kNew,          // `body` holds a document; whether it is a feed is for the parser to say
    kNotModified,  // nothing changed since the validators of the feed
    kFailed,       // `error` says why; to be tried again
    kGone,         // 410: the publisher took it away
  };
  Outcome outcome = Outcome::kFailed;
  int status = 0;  // HTTP status, 0 when there was no answer
  std::string body;
  std::string content_type;         // as sent, with its parameters
  std::string url;                  // that answered, after redirects
  std::string etag, last_modified;  // validators for the next request
  std::string moved_to;             // where the feed lives now: every redirect was permanent (301, 308); else ""
  std::optional<std::chrono::seconds> retry_after;  // bounded to 24 h
  std::optional<std::chrono::seconds> max_age;      // Cache-Control
  std::string error;                                // a sentence for the feed's health page; "" when it did not fail
  int64_t wire_bytes = 0;
  std::chrono::milliseconds took{0};
  std::string hub, self_url;  // of the answer's Link headers (WebSub), "" none
  bool pushed = false;        // the feed's hub delivered it: it may be a part of the feed, and says nothing about polling
};

struct FetchedPage {
  bool ok = false;          // status 2xx and a body
  int status = 0;           // 0 when there was no answer
  bool disallowed = false;  // by robots.txt: do not ask again
  bool reserved = false;    // by the publisher's terms: it was not fetched; `error` says which
  bool gone = false;        // 404 or 410: the page is not there
  std::string body, content_type;
  std::string url;                    // that answered, after redirects
  std::vector<Terms> terms;           // what the site's documents and the answer's headers state
  std::vector<std::string> licenses;  // RSL documents the answer's headers name: CheckLicensesLater reads them
  std::optional<std::chrono::seconds> retry_after;
  std::string error;  // a sentence; "" when ok
};

struct FetcherOptions {
  // Whether robots.txt also binds for feeds that the operator added; for pages it always does.
  bool robots_for_feeds = true;
  Mode mode = Mode::kPersonal;  // what we are, to those who state terms
  size_t max_bytes = limits::kFetchBytes;
  std::chrono::milliseconds timeout = limits::kFetchTimeout;
};

class FeedFetcher {
 public:
  // Client and clock must outlive every callback, that is: destroy (or Stop) the client before the clock.
  FeedFetcher(net::HttpClient& client, RobotsCache robots, const Clock& clock, FetcherOptions options = {});

  // `done` is called exactly once.
  void FetchFeedLater(const Feed& feed, Timestamp now, std::function<void(FetchedFeed)> done);
  // An article page. robots.txt and the terms it and the site state are checked for every redirect too: a page they
  // reserve is not fetched.
  void FetchPageLater(const std::string& url, std::function<void(FetchedPage)> done);
  // What RSL documents that the page itself named say about it.
  void CheckLicensesLater(const std::string& url, const std::vector<std::string>& licenses,
                          std::function<void(TermsVerdict)> done);

 private:
  struct State;
  std::shared_ptr<State> state_;
};

// What the feed's row says after this fetch: validators, failures, last_attempt, last_success, last_error, the new
// address of a moved feed (clear `moved_to` first when the document turned out to be no feed), kStopped for a gone one.
// Schedule and body_hash are not touched.
void RecordFetch(Feed& feed, const FetchedFeed& fetched, Timestamp now);

}  // namespace newsstand::fetch
