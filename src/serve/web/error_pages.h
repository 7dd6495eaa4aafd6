// Pages for what went wrong, kept once made: in the reader's language and look.
#pragma once

#include <functional>
#include <map>
#include <mutex>
#include <string>
#include <unordered_map>

#include "serve/http/response.h"

namespace newsstand::web {

// Thread-safe, but for `at_start`, which is filled before the first request.
class ErrorPages {
 public:
  // The page kept under `key` if it was made for the same `stamp`; else what `make` gives, which is kept unless it is
  // null.
  http::SharedBody Get(const std::string& key, const std::string& stamp, const std::function<http::SharedBody()>& make);

  std::map<int, http::SharedBody>
      at_start;  // by status, in the default language: shown where the right one cannot be made

 private:
  static constexpr size_t kMost = 500;  // one reader may ask in every look there is
  struct Kept {
    std::string stamp;
    http::SharedBody body;
  };
  std::mutex mutex_;
  std::unordered_map<std::string, Kept> pages_;
};

}  // namespace newsstand::web
