// &amp; and its kin.
#pragma once

#include <cstddef>
#include <string_view>

namespace newsstand::html {

struct Reference {
  size_t length = 0;        // bytes of input used after the "&"; 0: it is only an ampersand
  std::string_view named;   // what a named one stands for
  char32_t code_point = 0;  // of a numeric one
};

// `rest` is what follows the "&". In an attribute "&copy=1" and "&copyx" are left alone, as the standard says.
Reference MatchReference(std::string_view rest, bool in_attribute);

}  // namespace newsstand::html
