// Finding a declared encoding in bytes that cannot be decoded yet (HTML standard, "prescan a byte stream").
#pragma once

#include <string>
#include <string_view>

namespace newsstand::html {

// The label a <meta> in `bytes` declares, "" for none. Not checked against the known labels: a declaration whose label
// is unknown is passed over, so the caller sees only known ones.
std::string PrescanForCharset(std::string_view bytes);

// The value of `charset=` in a Content-Type header or a meta's content, which must be in lower case; "" for none.
std::string_view CharsetParameter(std::string_view lower_case_value);

}  // namespace newsstand::html
