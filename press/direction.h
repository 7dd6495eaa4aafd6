// The writing direction of the press's languages.
#pragma once

#include <string_view>

namespace newsstand::press {

inline std::string_view Direction(std::string_view language) {
  std::string_view primary = language.substr(0, language.find('-'));
  return primary == "ar" || primary == "he" || primary == "fa" ? "rtl" : "ltr";
}

}  // namespace newsstand::press
