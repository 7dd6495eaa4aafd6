#include "serve/http/router.h"

#include <map>
#include <stdexcept>
#include <vector>

#include "base/log.h"
#include "base/text.h"

namespace newsstand::http {
namespace {

// One segment of the pattern tree. Literal children win over the parameter, the parameter over the rest.
struct Node {
  std::map<std::string, std::unique_ptr<Node>, std::less<>> literal;
  std::unique_ptr<Node> parameter;
  struct Route {
    Handler handler;
    Work work = Work::kMemory;
    std::vector<std::string> names;  // of the parameters, in order
  };
  std::map<Method, Route> routes;
  std::map<Method, Route> rest_routes;  // "/static/{*path}"
};

struct Found {
  const Node* node = nullptr;
  bool rest = false;
  std::vector<std::string> values;
};

bool Walk(const Node& node, const std::vector<std::string_view>& segments, size_t at, std::vector<std::string>& values,
          Found& found) {
  if (at == segments.size()) {
    if (node.routes.empty()) return false;
    found = {&node, false, values};
    return true;
  }
  if (const auto child = node.literal.find(segments[at]); child != node.literal.end()) {
    if (Walk(*child->second, segments, at + 1, values, found)) return true;
  }
  if (node.parameter && !segments[at].empty()) {
    values.emplace_back(segments[at]);
    if (Walk(*node.parameter, segments, at + 1, values, found)) return true;
    values.pop_back();
  }
  if (!node.rest_routes.empty()) {
    std::string rest;
    for (size_t i = at; i < segments.size(); ++i) {
      if (i > at) rest += '/';
      rest += segments[i];
    }
    found = {&node, true, values};
    found.values.push_back(std::move(rest));
    return true;
  }
  return false;
}

std::vector<std::string_view> Segments(std::string_view path) {
  auto segments = Split(path, '/');
  segments.erase(segments.begin());  // before the first slash
  return segments;
}

}  // namespace

struct Router::Impl {
  Node root;
  std::function<Response(const Request&, int)> error_page;

  void Add(Method method, std::string_view pattern, Handler handler, Work work) {
    if (pattern.empty() || pattern.front() != '/') throw std::logic_error("a route starts with a slash");
    Node* node = &root;
    Node::Route route{std::move(handler), work, {}};
    bool rest = false;
    for (const std::string_view segment : Segments(pattern)) {
      if (rest) throw std::logic_error("nothing may follow {*…} in " + std::string(pattern));
      if (segment.size() > 2 && segment.front() == '{' && segment.back() == '}') {
        std::string_view name = segment.substr(1, segment.size() - 2);
        rest = name.front() == '*';
        if (rest) name.remove_prefix(1);
        route.names.emplace_back(name);
        if (rest) continue;
        if (!node->parameter) node->parameter = std::make_unique<Node>();
        node = node->parameter.get();
      } else {
        auto& child = node->literal[std::string(segment)];
        if (!child) child = std::make_unique<Node>();
        node = child.get();
      }
    }
    auto& routes = rest ? node->rest_routes : node->routes;
    if (!routes.emplace(method, std::move(route)).second) {
      throw std::logic_error("the route " + std::string(pattern) + " was added twice");
    }
  }
};

Router::Router() : impl_(std::make_unique<Impl>()) {}
Router::~Router() = default;
Router::Router(Router&&) noexcept = default;
Router& Router::operator=(Router&&) noexcept = default;

void Router::Get(std::string_view pattern, Handler handler, Work work) {
  impl_->Add(Method::kGet, pattern, std::move(handler), work);
}
void Router::Post(std::string_view pattern, Handler handler, Work work) {
  impl_->Add(Method::kPost, pattern, std::move(handler), work);
}
void Router::SetErrorPage(std::function<Response(const Request&, int)> page) { impl_->error_page = std::move(page); }

Router::Match Router::Find(Request& request) const {
  Match match;
  Found found;
  std::vector<std::string> values;
  if (request.path.empty() || !Walk(impl_->root, Segments(request.path), 0, values, found)) return match;
  const auto& routes = found.rest ? found.node->rest_routes : found.node->routes;
  const Method wanted = request.method == Method::kHead ? Method::kGet : request.method;
  const auto route = routes.find(wanted);
  if (route == routes.end()) {
    match.method_not_allowed = true;
    for (const auto& [method, unused] : routes) {
      if (!match.allow.empty()) match.allow += ", ";
      match.allow += method == Method::kGet ? "GET, HEAD" : "POST";
    }
    return match;
  }
  for (size_t i = 0; i < route->second.names.size(); ++i) {
    request.params.emplace_back(route->second.names[i], std::move(found.values[i]));
  }
  match.handler = &route->second.handler;
  match.work = route->second.work;
  return match;
}

Response Router::ErrorPage(const Request& request, int status) const {
  if (impl_->error_page) {
    try {
      Response response = impl_->error_page(request, status);
      response.status = status;
      return response;
    } catch (const std::exception& error) {
      log::Error("the error page for {} failed: {}", status, error.what());
    }
  }
  return Text(status, std::to_string(status) + "\n");
}

}  // namespace newsstand::http
