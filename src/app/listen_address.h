// "127.0.0.1:8080", "[::1]:8080", ":8080" or "8080" taken apart.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/result.h"

namespace newsstand::app {

struct ListenAddress {
  std::string address;  // without brackets
  uint16_t port = 0;
  std::string Url() const;  // "http://127.0.0.1:8080"; what a browser on this machine would be given
};
Result<ListenAddress> ParseListenAddress(std::string_view text);

}  // namespace newsstand::app
