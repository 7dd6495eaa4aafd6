// How deliveries are signed: X-Hub-Signature of WebSub 8.1. Pure.
#pragma once

#include <string_view>

namespace newsstand::subscribe {

// Whether `header` ("sha256=…" in hexadecimal digits; sha1, sha256, sha384 or sha512) is the HMAC (RFC 6234) of `body`
// under `secret`. Takes the same time wherever it differs.
bool IsSignedBy(std::string_view header, std::string_view secret, std::string_view body);

}  // namespace newsstand::subscribe
