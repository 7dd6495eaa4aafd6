// Lower case for every script.
#pragma once

#include <string>
#include <string_view>

namespace newsstand::extract {

// By Unicode's rules without a language; ASCII is quick.
std::string Lowered(std::string_view text);

}  // namespace newsstand::extract
