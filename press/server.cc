#include "press/server.h"

#include <sys/resource.h>

#include <boost/asio.hpp>
#include <boost/asio/experimental/awaitable_operators.hpp>
#include <thread>

#include "base/limits.h"
#include "base/log.h"
#include "base/text.h"

namespace newsstand::press {
namespace {

namespace asio = boost::asio;
using asio::awaitable;
using asio::use_awaitable;
using asio::ip::tcp;
using asio::experimental::awaitable_operators::operator||;

constexpr auto kIdle = std::chrono::seconds(45);

bool ParseRequest(std::string_view head, Request& request) {
  std::vector<std::string_view> lines = Split(head, '\n');
  if (lines.empty()) return false;
  std::vector<std::string_view> first = Split(Trim(lines[0]), ' ');
  if (first.size() != 3 || !first[2].starts_with("HTTP/1.")) return false;
  request.method = first[0];
  request.target = first[1];
  if (request.target.starts_with("http://")) {  // the absolute form, as through a proxy
    size_t slash = request.target.find('/', 7);
    request.target = slash == std::string::npos ? "/" : request.target.substr(slash);
  }
  if (!request.target.starts_with('/')) return false;
  size_t mark = request.target.find('?');
  request.path = PercentDecode(request.target.substr(0, mark));
  request.query = mark == std::string::npos ? "" : request.target.substr(mark + 1);
  for (size_t i = 1; i < lines.size(); ++i) {
    size_t colon = lines[i].find(':');
    if (colon == std::string_view::npos) continue;
    request.headers[AsciiLower(Trim(lines[i].substr(0, colon)))] = Trim(lines[i].substr(colon + 1));
  }
  return true;
}

std::string Head(const Response& response, uint64_t length, bool keep_alive) {
  std::string head =
      "HTTP/1.1 " + std::to_string(response.status) + " " + std::string(StatusWords(response.status)) + "\r\n";
  head += "Date: " + FormatHttpDate(std::chrono::floor<std::chrono::milliseconds>(SystemClock().Now())) + "\r\n";
  head += "Server: press\r\n";
  for (const auto& [name, value] : response.headers) head += name + ": " + value + "\r\n";
  if (response.status != 304) head += "Content-Length: " + std::to_string(length) + "\r\n";
  head += keep_alive ? "\r\n" : "Connection: close\r\n\r\n";
  return head;
}

awaitable<void> Sleep(std::chrono::milliseconds time) {
  asio::steady_timer timer(co_await asio::this_coro::executor, time);
  co_await timer.async_wait(use_awaitable);
}

awaitable<void> SendZeros(tcp::socket& socket, uint64_t count) {
  std::string block(256u << 10, '\0');
  while (count > 0) {
    size_t part = static_cast<size_t>(std::min<uint64_t>(count, block.size()));
    co_await asio::async_write(socket, asio::buffer(block, part), use_awaitable);
    count -= part;
  }
}

// Sends the body as `delivery` wants it. Returns false when the connection must not be used again.
awaitable<bool> SendBody(tcp::socket& socket, std::string_view body, const Delivery& delivery) {
  if (delivery.zero_bytes > 0) {
    co_await SendZeros(socket, delivery.zero_bytes);
    co_return true;
  }
  if (delivery.truncate_after) body = body.substr(0, *delivery.truncate_after);
  size_t until_stall = delivery.stall_after ? std::min(*delivery.stall_after, body.size()) : body.size();
  std::string_view rest = body.substr(0, until_stall);
  if (delivery.bytes_per_second == 0) {
    co_await asio::async_write(socket, asio::buffer(rest.data(), rest.size()), use_awaitable);
  } else {
    size_t step = std::max<size_t>(1, delivery.bytes_per_second / 10);
    while (!rest.empty()) {
      size_t part = std::min(step, rest.size());
      co_await asio::async_write(socket, asio::buffer(rest.data(), part), use_awaitable);
      rest.remove_prefix(part);
      co_await Sleep(std::chrono::milliseconds(100));
    }
  }
  if (delivery.stall_after) co_await Sleep(std::chrono::minutes(2));
  co_return !delivery.truncate_after && !delivery.stall_after;
}

Response Answer(const Handler& handler, const Request& request) {
  if (request.method != "GET" && request.method != "HEAD") {
    Response response = TextResponse(405, "text/plain; charset=utf-8", "Only GET and HEAD.\n");
    response.headers.emplace_back("Allow", "GET, HEAD");
    return response;
  }
  try {
    return handler(request);
  } catch (const std::exception& error) {
    log::Error("the press failed to answer {}: {}", request.target, error.what());
    return TextResponse(500, "text/plain; charset=utf-8", "The press failed to answer.\n");
  }
}

// One request and its answer. Returns whether the connection goes on.
awaitable<bool> ServeOne(tcp::socket& socket, std::string& buffer, const Handler& handler) {
  size_t head_size = co_await asio::async_read_until(socket, asio::dynamic_buffer(buffer, limits::kRequestHeaderBytes),
                                                     "\r\n\r\n", use_awaitable);
  Request request;
  bool valid = ParseRequest(std::string_view(buffer).substr(0, head_size - 2), request);
  buffer.erase(0, head_size);
  if (!valid) {
    Response bad = TextResponse(400, "text/plain; charset=utf-8", "Not an HTTP/1.1 request.\n");
    std::string text = Head(bad, bad.body.size(), false) + bad.body;
    co_await asio::async_write(socket, asio::buffer(text), use_awaitable);
    co_return false;
  }
  auto local = socket.local_endpoint();
  request.local_address = local.address().to_string();
  request.local_port = local.port();
  bool has_body = !request.Header("content-length").empty() || !request.Header("transfer-encoding").empty();
  bool keep_alive = !AsciiIEquals(request.Header("connection"), "close") && !has_body;

  Response response = Answer(handler, request);
  if (response.delivery.drop) co_return false;
  const std::string& body = response.content();
  uint64_t length = response.delivery.zero_bytes > 0 ? response.delivery.zero_bytes : body.size();
  std::string head = Head(response, length, keep_alive);
  bool bodyless = request.method == "HEAD" || response.status == 304;
  bool plain = response.delivery.zero_bytes == 0 && response.delivery.bytes_per_second == 0 &&
               !response.delivery.stall_after && !response.delivery.truncate_after;
  if (bodyless || !plain) {
    co_await asio::async_write(socket, asio::buffer(head), use_awaitable);
    if (!bodyless && !co_await SendBody(socket, body, response.delivery)) co_return false;
  } else {
    std::array<asio::const_buffer, 2> parts = {asio::buffer(head), asio::buffer(body)};
    co_await asio::async_write(socket, parts, use_awaitable);
  }
  co_return keep_alive;
}

awaitable<bool> IdleLimit() {
  asio::steady_timer timer(co_await asio::this_coro::executor, kIdle);
  co_await timer.async_wait(use_awaitable);
  co_return false;
}

awaitable<void> Serve(tcp::socket socket, std::shared_ptr<const Handler> handler) {
  try {
    socket.set_option(tcp::no_delay(true));
    std::string buffer;
    while (true) {
      // The idle limit covers waiting for the next request; what is slow on purpose takes its own time.
      if (buffer.find("\r\n\r\n") == std::string::npos) {
        auto waited = co_await (socket.async_wait(tcp::socket::wait_read, use_awaitable) || IdleLimit());
        if (waited.index() == 1) break;
      }
      if (!co_await ServeOne(socket, buffer, *handler)) break;
    }
  } catch (const boost::system::system_error&) {
    // The client went away: its right.
  }
  boost::system::error_code ignored;
  socket.shutdown(tcp::socket::shutdown_both, ignored);
}

awaitable<void> Accept(tcp::acceptor& acceptor, std::shared_ptr<const Handler> handler) {
  while (acceptor.is_open()) {
    auto [error, socket] = co_await acceptor.async_accept(asio::as_tuple(use_awaitable));
    if (error == asio::error::operation_aborted || error == asio::error::bad_descriptor) break;
    if (error) {  // out of descriptors, most likely: let some connections end
      co_await Sleep(std::chrono::milliseconds(50));
      continue;
    }
    // A strand: the idle limit cancels the waiting read, and must not do so from another thread.
    asio::co_spawn(asio::make_strand(acceptor.get_executor()), Serve(std::move(socket), handler), asio::detached);
  }
}

void RaiseDescriptorLimit() {
  rlimit limit{};
  if (getrlimit(RLIMIT_NOFILE, &limit) == 0 && limit.rlim_cur < limit.rlim_max) {
    limit.rlim_cur = std::min<rlim_t>(limit.rlim_max, 65536);
    setrlimit(RLIMIT_NOFILE, &limit);
  }
}

}  // namespace

struct Server::Impl {
  asio::io_context context;
  std::vector<tcp::acceptor> acceptors;
  std::vector<std::thread> threads;

  // Binds all; false with `error` set when one address is taken.
  bool Bind(const std::vector<Endpoint>& endpoints, std::string& error) {
    acceptors.clear();
    uint16_t chosen = 0;
    for (const Endpoint& endpoint : endpoints) {
      uint16_t port = endpoint.port ? endpoint.port : chosen;
      boost::system::error_code failure;
      auto address = asio::ip::make_address(endpoint.address, failure);
      tcp::acceptor acceptor(context);
      if (!failure) acceptor.open(tcp::v4(), failure);
      if (!failure) acceptor.set_option(tcp::acceptor::reuse_address(true), failure);
      if (!failure) acceptor.bind(tcp::endpoint(address, port), failure);
      if (!failure) acceptor.listen(asio::socket_base::max_listen_connections, failure);
      if (failure) {
        error =
            "the press cannot listen on " + endpoint.address + ":" + std::to_string(port) + ": " + failure.message();
        return false;
      }
      if (!endpoint.port && !chosen) chosen = acceptor.local_endpoint().port();
      acceptors.push_back(std::move(acceptor));
    }
    return true;
  }
};

Result<std::unique_ptr<Server>> Server::Bind(const std::vector<Endpoint>& endpoints) {
  RaiseDescriptorLimit();
  auto impl = std::make_unique<Impl>();
  std::string error;
  bool bound = false;
  // A free port of the first address may be taken on another one: then the next free port is tried.
  for (int attempt = 0; attempt < 20 && !bound; ++attempt) bound = impl->Bind(endpoints, error);
  if (!bound) return Fail(ErrorCode::kUnavailable, error);
  return std::unique_ptr<Server>(new Server(std::move(impl)));
}

void Server::Run(Handler handler) {
  auto shared = std::make_shared<const Handler>(std::move(handler));
  for (tcp::acceptor& acceptor : impl_->acceptors) {
    asio::co_spawn(impl_->context, Accept(acceptor, shared), asio::detached);
  }
  unsigned count = std::max(2u, std::min(4u, std::thread::hardware_concurrency()));
  for (unsigned i = 0; i < count; ++i) impl_->threads.emplace_back([context = &impl_->context] { context->run(); });
}

Server::Server(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}

Server::~Server() {
  impl_->context.stop();
  for (std::thread& thread : impl_->threads) thread.join();
}

uint16_t Server::port() const { return impl_->acceptors.front().local_endpoint().port(); }

}  // namespace newsstand::press
