// The terms sites state for machines: /.well-known/tdmrep.json of each origin, and the RSL documents robots.txt and pages
// name; each fetched once a day. Thread-safe; callbacks run on the client's thread, or at once on the caller's when the
// answer is known.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "base/time.h"
#include "model/terms.h"
#include "model/title.h"
#include "net/http_client.h"

namespace newsstand::fetch {

struct TermsVerdict {
  bool reserved = false;     // the page may not be taken over; `reason` says who says so
  // A licence that is named cannot be read now, and no copy of the last 30 days is known: nothing is taken over for now.
  bool unreachable = false;
  std::string reason;        // a sentence when reserved or unreachable
  std::vector<Terms> terms;  // all statements of the documents that were asked
};

// A handle: copies share one cache.
class TermsCache {
 public:
  // Both must outlive every callback, that is: destroy (or Stop) the client before the clock.
  TermsCache(net::HttpClient& client, const Clock& clock, Mode mode);

  // What the RSL documents `licenses` and, with `of_site`, the site's own file say about `url` (absolute). A copy is good
  // for 24 hours; what is not there (4xx) says nothing; failures are tried again after 15 minutes.
  void CheckLater(const std::string& url, const std::vector<std::string>& licenses, bool of_site,
                  std::function<void(TermsVerdict)> done);

 private:
  struct State;
  std::shared_ptr<State> state_;
};

}  // namespace newsstand::fetch
