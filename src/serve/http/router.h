// The route table: method and path pattern → handler.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "serve/http/request.h"
#include "serve/http/response.h"

namespace newsstand::http {

using Handler = std::function<Response(const Request&)>;

// Where a handler runs. kMemory handlers touch memory only and run on the connection's own thread; kBlocking ones (the
// store, a file) and kNetwork ones (they wait for other hosts) run each on a bounded pool of their own and answer 503
// with Retry-After when it is full.
enum class Work { kMemory, kBlocking, kNetwork };

class Router {
 public:
  Router();
  ~Router();
  Router(Router&&) noexcept;
  Router& operator=(Router&&) noexcept;

  // Patterns: "/section/{slug}", "/article/{id}/{slug}", "/static/{*path}" (the rest, slashes included). Literal parts
  // win over {…} parts. Get also answers HEAD. Two equal patterns of one method are a programming error: std::logic_error.
  void Get(std::string_view pattern, Handler handler, Work work = Work::kMemory);
  void Post(std::string_view pattern, Handler handler, Work work = Work::kBlocking);

  // Answers when nothing matched (404), when a handler threw or failed (500), and what the server refuses itself
  // (400, 408, 413, 414, 429, 431, 503): the page for a status. A known path with another method is 405 with Allow.
  void SetErrorPage(std::function<Response(const Request&, int status)> page);

  struct Match {
    const Handler* handler = nullptr;
    Work work = Work::kMemory;
    bool method_not_allowed = false;
    std::string allow;
  };
  // Fills request.params. Thread-safe once all routes are added.
  Match Find(Request& request) const;
  Response ErrorPage(const Request& request, int status) const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace newsstand::http
