// The only file that sees Boost.Asio and Beast. One io_context and one thread a core; each connection is one coroutine
// on one of them and never moves. Time-outs are deadlines that a sweep on the same thread enforces, so that a request
// arms no timer.
#include "serve/http/server.h"

#include <fcntl.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <boost/asio/as_tuple.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/network_v4.hpp>
#include <boost/asio/ip/network_v6.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/thread_pool.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/string_body.hpp>
#include <list>
#include <mutex>
#include <thread>
#include <unordered_map>

#include "base/limits.h"
#include "base/log.h"
#include "base/text.h"
#include "base/time.h"
#include "serve/http/target.h"
#include "serve/http/wire.h"

namespace newsstand::http {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
using asio::ip::tcp;
using SteadyTime = std::chrono::steady_clock::time_point;
using Parser = beast::http::request_parser<beast::http::string_body>;

constexpr auto kAwait = asio::as_tuple(asio::use_awaitable);
constexpr auto kSweepEvery = std::chrono::milliseconds(250);
constexpr size_t kTargetBytes = 8 << 10;
constexpr size_t kReadBytes = 4 << 10;
constexpr size_t kFileChunkBytes = 256 << 10;

struct Connection {
  explicit Connection(tcp::socket made) : socket(std::move(made)) {}
  tcp::socket socket;
  beast::flat_buffer buffer{limits::kRequestHeaderBytes + limits::kRequestBodyBytes};
  std::string remote;
  bool exempt = false;  // from the limit of connections per address
  bool idle = true;     // between requests: may be closed at once when the server stops
  bool timed_out = false;
  SteadyTime deadline;
};

// Whether `address` lies in one of `ranges` ("10.0.0.0/8", "::1").
bool InRanges(const asio::ip::address& address, const std::vector<std::string>& ranges) {
  boost::system::error_code error;
  for (const std::string& range : ranges) {
    if (range.find('/') == std::string::npos) {
      if (asio::ip::make_address(range, error) == address && !error) return true;
    } else if (address.is_v4()) {
      const auto network = asio::ip::make_network_v4(range, error);
      if (!error && asio::ip::make_network_v4(address.to_v4(), network.prefix_length()).canonical() ==
                        network.canonical()) {
        return true;
      }
    } else {
      const auto network = asio::ip::make_network_v6(range, error);
      if (!error && asio::ip::make_network_v6(address.to_v6(), network.prefix_length()).canonical() ==
                        network.canonical()) {
        return true;
      }
    }
  }
  return false;
}

Method ToMethod(beast::http::verb verb) {
  switch (verb) {
    case beast::http::verb::get: return Method::kGet;
    case beast::http::verb::head: return Method::kHead;
    case beast::http::verb::post: return Method::kPost;
    case beast::http::verb::put: return Method::kPut;
    case beast::http::verb::delete_: return Method::kDelete;
    case beast::http::verb::options: return Method::kOptions;
    default: return Method::kOther;
  }
}

// What could be read in two ways by two programs is refused (request smuggling).
bool IsAmbiguous(const Parser::value_type& message) {
  if (message.count("Transfer-Encoding") > 1 || message.count("Content-Length") > 1 || message.count("Host") > 1) {
    return true;
  }
  const auto coding = message.find("Transfer-Encoding");
  if (coding != message.end()) {
    if (message.count("Content-Length") > 0 || message.version() < 11) return true;
    if (!AsciiIEquals(std::string_view(coding->value().data(), coding->value().size()), "chunked")) return true;
  }
  return message.version() >= 11 && message.count("Host") != 1;
}

int StatusForParserError(const boost::system::error_code& error) {
  if (error == beast::http::error::header_limit) return 431;
  if (error == beast::http::error::body_limit) return 413;
  return 400;
}

}  // namespace

struct Server::Impl {
  struct Worker {
    Worker() : context(1), acceptor(context), sweep(context) {}
    asio::io_context context;
    tcp::acceptor acceptor;
    asio::steady_timer sweep;
    std::list<Connection*> connections;
    std::string date;
    SteadyTime date_until;
    std::thread thread;
  };
  // A timed-out or broken request is answered where that is still possible, then the connection ends.
  enum class ReadOutcome { kRequest, kClosed, kAnswered };

  // Threads for handlers that wait, and how many requests may be with them.
  struct Pool {
    Pool(int thread_count, int queue) : threads(static_cast<size_t>(thread_count)), most(thread_count + queue) {}
    asio::thread_pool threads;
    const int most;
    std::atomic<int> under_way{0};
  };

  Impl(ServerOptions given, Router given_router)
      : options(std::move(given)),
        router(std::move(given_router)),
        blocking(options.blocking_threads, options.blocking_queue),
        network(options.network_threads, options.network_queue) {}

  Status Start();
  void Stop(std::chrono::seconds grace);
  Status Bind();
  asio::awaitable<void> Accept(Worker& worker);
  asio::awaitable<void> Sweep(Worker& worker);
  asio::awaitable<void> Serve(Worker& worker, tcp::socket socket);
  asio::awaitable<void> ServeRequests(Worker& worker, Connection& connection);
  asio::awaitable<ReadOutcome> ReadRequest(Worker& worker, Connection& connection, Parser& parser, Request& request);
  asio::awaitable<Response> Answer(Request& request);
  asio::awaitable<bool> Send(Worker& worker, Connection& connection, const Request& request, Response response,
                             bool keep_alive, int http_minor);
  asio::awaitable<bool> SendFile(Connection& connection, const WireResponse& wire);
  asio::awaitable<void> Refuse(Worker& worker, Connection& connection, const Request& request, int status);
  bool Admit(Connection& connection);
  void Release(const Connection& connection);
  std::string_view Date(Worker& worker);
  void FillRequest(Connection& connection, Parser& parser, Request& request) const;
  void Count(int status, size_t bytes);

  ServerOptions options;
  Router router;
  Pool blocking, network;
  std::vector<std::unique_ptr<Worker>> workers;
  std::atomic<bool> stopping{false};
  bool started = false;
  uint16_t port = 0;

  std::mutex per_address_mutex;
  std::unordered_map<std::string, int> per_address;

  std::atomic<int64_t> connections{0}, open_connections{0}, requests{0}, bytes_sent{0}, refused{0}, handle_micros{0};
  std::array<std::atomic<int64_t>, 6> by_class{};
};

// --- start and stop ---

Status Server::Impl::Bind() {
  boost::system::error_code error;
  const auto address = asio::ip::make_address(options.address, error);
  if (error) {
    return Fail(ErrorCode::kInvalid, "\"" + options.address + "\" is not an address to listen at; write for example 127.0.0.1:8080");
  }
  const std::string where = options.address + ":" + std::to_string(options.port);
  tcp::acceptor& first = workers.front()->acceptor;
  const tcp::endpoint endpoint(address, options.port);
  first.open(endpoint.protocol(), error);
  if (!error) first.set_option(tcp::acceptor::reuse_address(true), error);
  if (!error) first.bind(endpoint, error);
  if (!error) first.listen(4096, error);
  if (error == asio::error::address_in_use) {
    return Fail(ErrorCode::kConflict, "Port " + std::to_string(options.port) + " on " + options.address +
                                          " is in use by another program; choose another with --listen.");
  }
  if (error == asio::error::access_denied) {
    return Fail(ErrorCode::kDenied, "This user may not listen at " + where + "; choose a port above 1023 with --listen.");
  }
  if (error) return Fail(ErrorCode::kUnavailable, "Cannot listen at " + where + ": " + error.message());
  port = first.local_endpoint().port();
  // The others accept from the same socket; SO_REUSEPORT would hide that a second program uses the port.
  for (size_t i = 1; i < workers.size(); ++i) {
    const int copy = fcntl(first.native_handle(), F_DUPFD_CLOEXEC, 0);
    if (copy < 0) return Fail(ErrorCode::kUnavailable, "Cannot share the listening socket: no file descriptor is left");
    workers[i]->acceptor.assign(endpoint.protocol(), copy, error);
    if (error) return Fail(ErrorCode::kInternal, "Cannot share the listening socket: " + error.message());
  }
  return {};
}

Status Server::Impl::Start() {
  const unsigned cores = std::max(1u, std::thread::hardware_concurrency());
  const int count = options.threads > 0 ? options.threads : static_cast<int>(cores);
  for (int i = 0; i < count; ++i) workers.push_back(std::make_unique<Worker>());
  if (Status bound = Bind(); !bound) {
    workers.clear();
    return bound;
  }
  for (auto& worker : workers) {
    asio::co_spawn(worker->context, Accept(*worker), asio::detached);
    asio::co_spawn(worker->context, Sweep(*worker), asio::detached);
    worker->thread = std::thread([raw = worker.get()] { raw->context.run(); });
  }
  started = true;
  return {};
}

void Server::Impl::Stop(std::chrono::seconds grace) {
  if (!started) return;
  started = false;
  stopping = true;
  for (auto& worker : workers) {
    asio::post(worker->context, [raw = worker.get()] {
      boost::system::error_code ignored;
      raw->acceptor.close(ignored);
      for (Connection* connection : raw->connections) {
        if (connection->idle) connection->socket.close(ignored);
      }
    });
  }
  const SteadyTime until = std::chrono::steady_clock::now() + grace;
  while (open_connections > 0 && std::chrono::steady_clock::now() < until) {
    std::this_thread::sleep_for(std::chrono::milliseconds(5));
  }
  // Whoever is still here is cut off; the coroutines end by themselves once their sockets are closed.
  for (auto& worker : workers) {
    asio::post(worker->context, [raw = worker.get()] {
      boost::system::error_code ignored;
      for (Connection* connection : raw->connections) connection->socket.close(ignored);
      raw->sweep.cancel();
    });
  }
  blocking.threads.join();
  network.threads.join();
  for (auto& worker : workers) worker->thread.join();
  workers.clear();
}

// --- connections ---

asio::awaitable<void> Server::Impl::Accept(Worker& worker) {
  while (!stopping) {
    auto [error, socket] = co_await worker.acceptor.async_accept(kAwait);
    if (stopping) co_return;
    if (error) {
      if (error == asio::error::operation_aborted || error == asio::error::bad_descriptor) co_return;
      // No file descriptor left: wait for connections to end instead of spinning.
      asio::steady_timer pause(worker.context, std::chrono::milliseconds(100));
      co_await pause.async_wait(kAwait);
      continue;
    }
    asio::co_spawn(worker.context, Serve(worker, std::move(socket)), asio::detached);
  }
}

asio::awaitable<void> Server::Impl::Sweep(Worker& worker) {
  while (!stopping || !worker.connections.empty()) {
    worker.sweep.expires_after(kSweepEvery);
    co_await worker.sweep.async_wait(kAwait);
    const SteadyTime now = std::chrono::steady_clock::now();
    for (Connection* connection : worker.connections) {
      if (connection->deadline > now) continue;
      connection->timed_out = true;
      boost::system::error_code ignored;
      connection->socket.cancel(ignored);
    }
  }
}

bool Server::Impl::Admit(Connection& connection) {
  boost::system::error_code error;
  const auto endpoint = connection.socket.remote_endpoint(error);
  if (error) return false;
  auto address = endpoint.address();
  if (address.is_v6() && address.to_v6().is_v4_mapped()) {
    address = asio::ip::make_address_v4(asio::ip::v4_mapped, address.to_v6());
  }
  connection.remote = address.to_string();
  connection.exempt = address.is_loopback() || InRanges(address, options.trusted_proxies);
  if (open_connections > options.max_connections) return false;
  if (connection.exempt) return true;
  const std::scoped_lock lock(per_address_mutex);
  int& held = per_address[connection.remote];
  if (held >= options.max_connections_per_address) {
    connection.exempt = true;  // nothing was taken, nothing is given back
    return false;
  }
  ++held;
  return true;
}

void Server::Impl::Release(const Connection& connection) {
  if (connection.exempt || connection.remote.empty()) return;
  const std::scoped_lock lock(per_address_mutex);
  const auto held = per_address.find(connection.remote);
  if (held != per_address.end() && --held->second <= 0) per_address.erase(held);
}

asio::awaitable<void> Server::Impl::Serve(Worker& worker, tcp::socket socket) {
  Connection connection(std::move(socket));
  ++connections;
  ++open_connections;
  const auto place = worker.connections.insert(worker.connections.end(), &connection);
  connection.deadline = std::chrono::steady_clock::now() + options.header_timeout;
  boost::system::error_code ignored;
  connection.socket.set_option(tcp::no_delay(true), ignored);
  bool admitted = false;
  try {
    admitted = Admit(connection);
    if (admitted) {
      co_await ServeRequests(worker, connection);
    } else {
      ++refused;
      co_await Refuse(worker, connection, Request{}, 503);
    }
  } catch (const std::exception& error) {
    log::Error("a connection from {} ended with: {}", connection.remote, error.what());
  }
  worker.connections.erase(place);
  if (admitted) Release(connection);
  connection.socket.shutdown(tcp::socket::shutdown_both, ignored);
  connection.socket.close(ignored);
  --open_connections;
}

asio::awaitable<void> Server::Impl::ServeRequests(Worker& worker, Connection& connection) {
  bool first = true;
  while (!stopping) {
    connection.idle = true;
    connection.deadline = std::chrono::steady_clock::now() + (first ? options.header_timeout : options.idle_timeout);
    first = false;
    if (connection.buffer.size() == 0) {
      auto [error, size] = co_await connection.socket.async_read_some(connection.buffer.prepare(kReadBytes), kAwait);
      if (error) co_return;
      connection.buffer.commit(size);
    }
    connection.idle = false;
    Request request;
    Parser parser;
    if (co_await ReadRequest(worker, connection, parser, request) != ReadOutcome::kRequest) co_return;
    const bool keep_alive = parser.get().keep_alive() && !stopping;
    const int http_minor = parser.get().version() == 10 ? 0 : 1;
    connection.deadline = SteadyTime::max();  // a handler has its own limits
    Response response = co_await Answer(request);
    if (!co_await Send(worker, connection, request, std::move(response), keep_alive, http_minor) || !keep_alive) {
      co_return;
    }
  }
}

// --- one request ---

void Server::Impl::FillRequest(Connection& connection, Parser& parser, Request& request) const {
  auto& message = parser.get();
  request.method = ToMethod(message.method());
  request.target.assign(message.target().data(), message.target().size());
  for (const auto& field : message) {
    request.headers.emplace_back(AsciiLower(std::string_view(field.name_string().data(), field.name_string().size())),
                                 std::string(field.value().data(), field.value().size()));
  }
  request.remote = connection.remote;
  request.received = SystemClock().Now();
  if (options.trusted_proxies.empty()) return;
  // The rightmost address that is not a proxy of ours is the client's.
  boost::system::error_code error;
  auto current = asio::ip::make_address(connection.remote, error);
  const std::string_view forwarded = request.Header("x-forwarded-for");
  auto hops = Split(forwarded, ',');
  while (!error && !hops.empty() && InRanges(current, options.trusted_proxies)) {
    const auto next = asio::ip::make_address(std::string(Trim(hops.back())), error);
    if (error) break;
    current = next;
    request.remote = current.to_string();
    hops.pop_back();
  }
}

asio::awaitable<Server::Impl::ReadOutcome> Server::Impl::ReadRequest(Worker& worker, Connection& connection,
                                                                      Parser& parser, Request& request) {
  parser.header_limit(limits::kRequestHeaderBytes);
  parser.body_limit(limits::kRequestBodyBytes);
  connection.deadline = std::chrono::steady_clock::now() + options.header_timeout;
  bool filled = false;
  while (true) {
    boost::system::error_code error;
    while (connection.buffer.size() > 0 && !parser.is_done()) {
      const size_t used = parser.put(connection.buffer.data(), error);
      connection.buffer.consume(used);
      if (error || used == 0) break;
    }
    if (error && error != beast::http::error::need_more) {
      if (!filled) FillRequest(connection, parser, request);
      co_await Refuse(worker, connection, request, StatusForParserError(error));
      co_return ReadOutcome::kAnswered;
    }
    if (parser.is_header_done() && !filled) {
      filled = true;
      FillRequest(connection, parser, request);
      if (IsAmbiguous(parser.get())) {
        co_await Refuse(worker, connection, request, 400);
        co_return ReadOutcome::kAnswered;
      }
      if (request.target.size() > kTargetBytes) {
        co_await Refuse(worker, connection, request, 414);
        co_return ReadOutcome::kAnswered;
      }
      connection.deadline = std::chrono::steady_clock::now() + options.body_timeout;
      if (!parser.is_done() && AsciiIEquals(request.Header("expect"), "100-continue")) {
        static constexpr std::string_view kContinue = "HTTP/1.1 100 Continue\r\n\r\n";
        co_await asio::async_write(connection.socket, asio::buffer(kContinue), kAwait);
      }
    }
    if (parser.is_done()) break;
    auto [read_error, size] = co_await connection.socket.async_read_some(connection.buffer.prepare(kReadBytes), kAwait);
    if (read_error) {
      if (!connection.timed_out) co_return ReadOutcome::kClosed;
      co_await Refuse(worker, connection, request, 408);
      co_return ReadOutcome::kAnswered;
    }
    connection.buffer.commit(size);
  }
  request.body = std::move(parser.get().body());
  co_return ReadOutcome::kRequest;
}

asio::awaitable<Response> Server::Impl::Answer(Request& request) {
  ++requests;
  if (!ParseTarget(request)) co_return router.ErrorPage(request, 400);
  const Router::Match match = router.Find(request);
  if (match.method_not_allowed) {
    co_return router.ErrorPage(request, 405).Set("Allow", match.allow);
  }
  if (match.handler == nullptr) co_return router.ErrorPage(request, 404);

  const auto call = [&]() -> Response {
    const SteadyTime begun = std::chrono::steady_clock::now();
    Response response;
    try {
      response = (*match.handler)(request);
    } catch (const std::exception& error) {
      log::Error("{} failed: {}", request.path, error.what());
      response = router.ErrorPage(request, 500);
    }
    handle_micros += std::chrono::duration_cast<std::chrono::microseconds>(std::chrono::steady_clock::now() - begun).count();
    return response;
  };
  if (match.work == Work::kMemory) co_return call();
  Pool& pool = match.work == Work::kBlocking ? blocking : network;
  if (pool.under_way >= pool.most) {
    ++refused;
    co_return router.ErrorPage(request, 503).Set("Retry-After", "1");
  }
  ++pool.under_way;
  Response response =
      co_await asio::co_spawn(pool.threads, [&]() -> asio::awaitable<Response> { co_return call(); }, asio::use_awaitable);
  --pool.under_way;
  co_return response;
}

std::string_view Server::Impl::Date(Worker& worker) {
  const SteadyTime now = std::chrono::steady_clock::now();
  if (now >= worker.date_until) {
    const Timestamp wall = SystemClock().Now();
    worker.date = FormatHttpDate(wall);
    worker.date_until = now + std::chrono::milliseconds(1000 - ToUnixMillis(wall) % 1000);
  }
  return worker.date;
}

void Server::Impl::Count(int status, size_t bytes) {
  bytes_sent += static_cast<int64_t>(bytes);
  ++by_class[static_cast<size_t>(std::clamp(status / 100, 0, 5))];
}

asio::awaitable<bool> Server::Impl::Send(Worker& worker, Connection& connection, const Request& request,
                                         Response response, bool keep_alive, int http_minor) {
  const WireContext context{&options.headers, Date(worker), keep_alive, http_minor};
  const WireResponse wire = MakeWire(request, std::move(response), context);
  Count(wire.status, wire.head.size() + wire.body.size());
  connection.deadline = std::chrono::steady_clock::now() + options.write_timeout;
  const std::array<asio::const_buffer, 2> buffers = {asio::buffer(wire.head), asio::buffer(wire.body)};
  auto [error, size] = co_await asio::async_write(connection.socket, buffers, kAwait);
  if (error) co_return false;
  if (!wire.file.empty()) co_return co_await SendFile(connection, wire);
  co_return true;
}

asio::awaitable<bool> Server::Impl::SendFile(Connection& connection, const WireResponse& wire) {
  const int file = open(wire.file.c_str(), O_RDONLY | O_CLOEXEC);
  if (file < 0) co_return false;
  std::vector<char> chunk(std::min<uint64_t>(kFileChunkBytes, wire.file_length));
  uint64_t offset = wire.file_offset, left = wire.file_length;
  bool sent = true;
  while (left > 0 && sent) {
    const ssize_t got = pread(file, chunk.data(), std::min<uint64_t>(chunk.size(), left), static_cast<off_t>(offset));
    if (got <= 0) {
      sent = false;  // it was cut short under us: the length that was promised cannot be kept
      break;
    }
    connection.deadline = std::chrono::steady_clock::now() + options.write_timeout;
    auto [error, size] = co_await asio::async_write(connection.socket, asio::buffer(chunk.data(), static_cast<size_t>(got)), kAwait);
    sent = !error;
    offset += static_cast<uint64_t>(got);
    left -= static_cast<uint64_t>(got);
    bytes_sent += got;
  }
  close(file);
  co_return sent;
}

asio::awaitable<void> Server::Impl::Refuse(Worker& worker, Connection& connection, const Request& request, int status) {
  connection.timed_out = false;
  Response response = router.ErrorPage(request, status);
  if (status == 503) response.Set("Retry-After", "5");
  co_await Send(worker, connection, request, std::move(response), false, 1);
  // Closing with unread input would make the kernel reset the connection and the answer be lost: say "no more", then
  // read a little of what is still coming.
  boost::system::error_code ignored;
  connection.socket.shutdown(tcp::socket::shutdown_send, ignored);
  connection.deadline = std::chrono::steady_clock::now() + std::chrono::seconds(1);
  std::array<char, 4096> drain;
  for (int i = 0; i < 64; ++i) {
    auto [error, size] = co_await connection.socket.async_read_some(asio::buffer(drain), kAwait);
    if (error) break;
  }
}

// --- the public class ---

Server::Server(ServerOptions options, Router router)
    : impl_(std::make_unique<Impl>(std::move(options), std::move(router))) {}
Server::~Server() { Stop(); }
Status Server::Start() { return impl_->Start(); }
void Server::Stop(std::chrono::seconds grace) { impl_->Stop(grace); }
uint16_t Server::port() const { return impl_->port; }

ServerCounters Server::counters() const {
  ServerCounters counters;
  counters.connections = impl_->connections;
  counters.open_connections = impl_->open_connections;
  counters.requests = impl_->requests;
  counters.bytes_sent = impl_->bytes_sent;
  counters.responses_2xx = impl_->by_class[2];
  counters.responses_3xx = impl_->by_class[3];
  counters.responses_4xx = impl_->by_class[4];
  counters.responses_5xx = impl_->by_class[5];
  counters.refused = impl_->refused;
  counters.handle_micros = impl_->handle_micros;
  return counters;
}

}  // namespace newsstand::http
