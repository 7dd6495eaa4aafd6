// The sanitiser: whatever comes in, what comes out is of the policy, and sanitising it again changes nothing.
#include "content/sanitize/sanitize.h"

#include <string>

#include "content/sanitize/test_policy.h"
#include "fuzz/fuzz.h"

using namespace newsstand;
using namespace newsstand::fuzz;

static void Check(std::string_view bytes, const sanitize::Options& options) {
  const std::string clean = sanitize::SanitizeHtml(bytes, options);
  RequireUtf8(clean, "what comes out is valid UTF-8");
  const std::string fault = sanitize::FaultOf(clean);
  Require(fault.empty(), fault.c_str());
  Require(sanitize::SanitizeHtml(clean, options) == clean, "sanitising again changes nothing");
}

FUZZ_TARGET(sanitize) {
  Check(bytes, {.base_url = "https://paper.test/a/story.html"});
  if (bytes.size() % 4 == 0) Check(bytes, {.base_url = "", .keep_hidden = true});
}
