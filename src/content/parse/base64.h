// Base64 as Atom 0.3 has it in content.
#pragma once

#include <string>
#include <string_view>

namespace newsstand::parse {

// White space and anything else that is no digit of it is passed over.
std::string DecodeBase64(std::string_view text);

}  // namespace newsstand::parse
