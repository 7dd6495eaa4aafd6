// Web addresses: what is written is read as the same address, alone and against a base.
#include "base/url.h"

#include <string>

#include "base/limits.h"
#include "fuzz/fuzz.h"

using namespace newsstand;
using namespace newsstand::fuzz;

namespace {

void CheckStable(const Url& url) {
  const std::string href = url.href();
  const auto again = ParseUrl(href);
  Require(again.has_value(), "what is written can be read");
  Require(again->href() == href, "what is written is read as the same address");
  Require(again->host == url.host && again->scheme == url.scheme && again->port == url.port,
          "the same host, scheme and port");
  for (const char c : href) {
    Require(static_cast<unsigned char>(c) > 0x20 || c == ' ', "no control in an address");
  }
}

}  // namespace

FUZZ_TARGET(url) {
  // The first line is the base, the rest the address.
  const size_t line = bytes.find('\n');
  const std::string_view base_text =
      line == std::string_view::npos ? "https://paper.test/a/b?c#d" : bytes.substr(0, line);
  const std::string_view text = line == std::string_view::npos ? bytes : bytes.substr(line + 1);
  const auto alone = ParseUrl(text);
  if (alone) CheckStable(*alone);
  const auto base = ParseUrl(base_text);
  if (base) {
    CheckStable(*base);
    if (const auto resolved = ParseUrl(text, &*base)) CheckStable(*resolved);
  }
  const std::string web = ResolveHttpUrl(text, base_text);
  Require(web.empty() || web.starts_with("https://") || web.starts_with("http://"), "a web address is http or https");
  Require(web.size() <= limits::kUrlBytes, "a web address is bounded");
  if (!web.empty()) {
    Require(ResolveHttpUrl(web, "") == web, "a web address stands alone");
    Require(!CanonicalUrlKey(web).empty(), "a web address has a key");
    (void)RegistrableDomain(ParseUrl(web)->host);
  }
  (void)RegistrableDomain(text);
}
