// The only file that sees Boost.Asio and, with message_reader.h, Beast. One io_context and one thread a core; each connection is one coroutine
// on one of them and never moves. Time-outs are deadlines that a sweep on the same thread enforces, so that a request
// arms no timer.
#include "serve/http/server.h"

#include <fcntl.h>
#include <sys/sendfile.h>
#include <unistd.h>

#if defined(__SANITIZE_THREAD__)
#define BOOST_ASIO_DISABLE_FENCED_BLOCK  // ThreadSanitizer knows no fences; Asio's locks order everything already
#endif

#include <array>
#include <atomic>
#include <boost/asio/as_tuple.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/thread_pool.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <list>
#include <mutex>
#include <thread>
#include <unordered_map>

#include "base/limits.h"
#include "base/log.h"
#include "base/text.h"
#include "base/time.h"
#include "serve/http/client_address.h"
#include "serve/http/file_limit.h"
#include "serve/http/message_reader.h"
#include "serve/http/wire.h"

namespace newsstand::http {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
using asio::ip::tcp;
using SteadyTime = std::chrono::steady_clock::time_point;

constexpr auto kAwait = asio::as_tuple(asio::use_awaitable);
constexpr auto kSweepEvery = std::chrono::milliseconds(250);
constexpr size_t kReadBytes = 4 << 10;
constexpr size_t kFileChunkBytes = 256 << 10;
constexpr int64_t kSlowestBytesPerSecond = 16 << 10;     // a large body gets more time than a small one
constexpr int64_t kBodiesBytes = 64 << 20;               // request bodies in memory, all connections together
constexpr std::chrono::seconds kIdleUnderPressure{2};    // near the limit of connections, idle ones make room

struct Connection {
  explicit Connection(tcp::socket made) : socket(std::move(made)) {}
  tcp::socket socket;
  beast::flat_buffer buffer{limits::kRequestHeaderBytes + limits::kRequestBodyBytes};
  std::string remote;
  std::string counted_as;  // "" when it is not counted for its address
  bool idle = true;        // between requests: may be closed at once when the server stops
  bool timed_out = false;
  int64_t body_share = 0;  // of kBodiesBytes
  SteadyTime deadline;
  SteadyTime idle_since;
  std::list<Connection*>::iterator place;
};

}  // namespace

struct Server::Impl {
  struct Worker {
    Worker() : context(1), acceptor(context), sweep(context) {}
    asio::io_context context;
    tcp::acceptor acceptor;
    asio::steady_timer sweep;
    std::list<Connection*> connections;  // in the order they came
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
        default_headers(options.headers),
        blocking(options.blocking_threads, options.blocking_queue),
        network(options.network_threads, options.network_queue) {}

  Status Start();
  void Stop(std::chrono::seconds grace);
  Status Bind();
  asio::awaitable<void> Accept(Worker& worker);
  asio::awaitable<void> Sweep(Worker& worker);
  asio::awaitable<void> Serve(Worker& worker, tcp::socket socket);
  asio::awaitable<void> ServeRequests(Worker& worker, Connection& connection);
  asio::awaitable<ReadOutcome> ReadRequest(Worker& worker, Connection& connection, MessageReader& reader,
                                           Request& request);
  asio::awaitable<Response> Answer(Request& request);
  Response Busy(const Request& request, std::string retry_after_seconds) const;
  asio::awaitable<bool> Send(Worker& worker, Connection& connection, const Request& request, Response response,
                             bool keep_alive, int http_minor);
  asio::awaitable<bool> SendFile(Connection& connection, const WireResponse& wire);
  asio::awaitable<void> Refuse(Worker& worker, Connection& connection, const Request& request, int status);
  bool Admit(Connection& connection);
  void Enter(Worker& worker, Connection& connection);
  void Leave(Worker& worker, Connection& connection) noexcept;
  bool ReserveBody(Connection& connection, const MessageReader& reader);
  void ReleaseBody(Connection& connection);
  void SweepOnce(Worker& worker);
  std::chrono::steady_clock::duration WriteTime(size_t bytes) const;
  std::string_view Date(Worker& worker);
  void NoteSender(Connection& connection, Request& request) const;
  void Count(int status, size_t bytes);

  ServerOptions options;
  Router router;
  DefaultHeaders default_headers;
  AddressRanges proxies;
  Pool blocking, network;
  std::vector<std::unique_ptr<Worker>> workers;
  std::atomic<bool> stopping{false};
  bool started = false;
  uint16_t port = 0;

  std::mutex per_address_mutex;
  std::unordered_map<std::string, int> per_address;
  std::atomic<int64_t> body_bytes{0};

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
  auto parsed = AddressRanges::Parse(options.trusted_proxies);
  if (!parsed) return Fail(parsed.error());
  proxies = std::move(*parsed);
  options.max_connections = MakeRoomForConnections(options.max_connections);
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
  // A connection may still be waiting for a handler on a pool: the pools end after the connections.
  for (auto& worker : workers) worker->thread.join();
  blocking.threads.join();
  network.threads.join();
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
    try {
      asio::co_spawn(worker.context, Serve(worker, std::move(socket)), asio::detached);
    } catch (const std::exception& failure) {  // no memory: this connection is lost, the next one may not be
      log::Error("a connection could not be taken: {}", failure.what());
    }
  }
}

asio::awaitable<void> Server::Impl::Sweep(Worker& worker) {
  while (!stopping || !worker.connections.empty()) {
    worker.sweep.expires_after(kSweepEvery);
    co_await worker.sweep.async_wait(kAwait);
    SweepOnce(worker);
  }
}

void Server::Impl::SweepOnce(Worker& worker) {
  const SteadyTime now = std::chrono::steady_clock::now();
  const bool crowded = open_connections > options.max_connections - options.max_connections / 10;
  for (Connection* connection : worker.connections) {
    boost::system::error_code ignored;
    if (connection->deadline <= now) {
      connection->timed_out = true;
      connection->socket.cancel(ignored);
    } else if (crowded && connection->idle && now - connection->idle_since > kIdleUnderPressure) {
      connection->socket.cancel(ignored);
    }
  }
}

bool Server::Impl::Admit(Connection& connection) {
  boost::system::error_code error;
  const auto endpoint = connection.socket.remote_endpoint(error);
  if (error) return false;
  connection.remote = NormalAddress(endpoint.address().to_string());
  if (open_connections > options.max_connections) return false;
  if (endpoint.address().is_loopback() || proxies.Contains(connection.remote)) return true;
  std::string client = ClientOf(connection.remote);
  const std::scoped_lock lock(per_address_mutex);
  int& held = per_address[client];
  if (held >= options.max_connections_per_address) return false;
  ++held;
  connection.counted_as = std::move(client);
  return true;
}

void Server::Impl::Enter(Worker& worker, Connection& connection) {
  worker.connections.push_back(&connection);
  connection.place = std::prev(worker.connections.end());
  ++connections;
  ++open_connections;
  connection.idle_since = std::chrono::steady_clock::now();
  connection.deadline = connection.idle_since + options.header_timeout;
  boost::system::error_code ignored;
  connection.socket.set_option(tcp::no_delay(true), ignored);
}

void Server::Impl::Leave(Worker& worker, Connection& connection) noexcept {
  worker.connections.erase(connection.place);
  ReleaseBody(connection);
  if (!connection.counted_as.empty()) {
    const std::scoped_lock lock(per_address_mutex);
    const auto held = per_address.find(connection.counted_as);
    if (held != per_address.end() && --held->second <= 0) per_address.erase(held);
  }
  boost::system::error_code ignored;
  connection.socket.shutdown(tcp::socket::shutdown_both, ignored);
  connection.socket.close(ignored);
  --open_connections;
}

asio::awaitable<void> Server::Impl::Serve(Worker& worker, tcp::socket socket) {
  Connection connection(std::move(socket));
  Enter(worker, connection);
  struct Left {
    Impl& impl;
    Worker& worker;
    Connection& connection;
    ~Left() { impl.Leave(worker, connection); }
  } left{*this, worker, connection};
  try {
    if (Admit(connection)) {
      co_await ServeRequests(worker, connection);
    } else {
      ++refused;
      connection.idle = false;
      co_await Refuse(worker, connection, Request{}, 503);
    }
  } catch (const std::exception& error) {
    log::Error("a connection from {} ended with: {}", connection.remote, error.what());
  }
}

asio::awaitable<void> Server::Impl::ServeRequests(Worker& worker, Connection& connection) {
  bool first = true;
  while (!stopping) {
    connection.idle = true;
    connection.idle_since = std::chrono::steady_clock::now();
    connection.deadline = connection.idle_since + (first ? options.header_timeout : options.idle_timeout);
    first = false;
    if (connection.buffer.size() == 0) {
      auto [error, size] = co_await connection.socket.async_read_some(connection.buffer.prepare(kReadBytes), kAwait);
      if (error) co_return;
      connection.buffer.commit(size);
    }
    connection.idle = false;
    Request request;
    MessageReader reader(request);
    if (co_await ReadRequest(worker, connection, reader, request) != ReadOutcome::kRequest) co_return;
    const int http_minor = reader.http_minor();
    connection.deadline = SteadyTime::max();  // a handler has its own limits
    Response response = co_await Answer(request);
    const bool keep_alive = reader.keep_alive() && !stopping;
    const bool sent = co_await Send(worker, connection, request, std::move(response), keep_alive, http_minor);
    if (!sent || !keep_alive) co_return;
    ReleaseBody(connection);
  }
}

// --- one request ---

void Server::Impl::NoteSender(Connection& connection, Request& request) const {
  request.remote = connection.remote;
  request.received = SystemClock().Now();
  if (!proxies.empty()) request.remote = ForwardedAddress(connection.remote, request, proxies);
}

// False when the bodies of other requests have taken all the memory there is for them.
bool Server::Impl::ReserveBody(Connection& connection, const MessageReader& reader) {
  if (reader.done()) return true;
  connection.body_share = static_cast<int64_t>(reader.body_bytes());
  if ((body_bytes += connection.body_share) <= kBodiesBytes) return true;
  ReleaseBody(connection);
  ++refused;
  return false;
}

void Server::Impl::ReleaseBody(Connection& connection) { body_bytes -= std::exchange(connection.body_share, 0); }

asio::awaitable<Server::Impl::ReadOutcome> Server::Impl::ReadRequest(Worker& worker, Connection& connection,
                                                                      MessageReader& reader, Request& request) {
  connection.deadline = std::chrono::steady_clock::now() + options.header_timeout;
  bool began = false;
  while (true) {
    const auto there = connection.buffer.data();
    connection.buffer.consume(reader.Read({static_cast<const char*>(there.data()), there.size()}));
    int refusal = reader.refusal();
    if ((reader.has_head() || refusal != 0) && !began) {
      began = true;
      NoteSender(connection, request);
      if (refusal == 0 && !ReserveBody(connection, reader)) refusal = 503;
      connection.deadline = std::chrono::steady_clock::now() + options.body_timeout;
      if (refusal == 0 && !reader.done() && reader.http_minor() == 1 &&
          AsciiIEquals(request.Header("expect"), "100-continue")) {
        static constexpr std::string_view kContinue = "HTTP/1.1 100 Continue\r\n\r\n";
        co_await asio::async_write(connection.socket, asio::buffer(kContinue), kAwait);
      }
    }
    if (refusal != 0) {
      co_await Refuse(worker, connection, request, refusal);
      co_return ReadOutcome::kAnswered;
    }
    if (reader.done()) break;
    auto [read_error, size] = co_await connection.socket.async_read_some(connection.buffer.prepare(kReadBytes), kAwait);
    if (read_error) {
      if (!connection.timed_out) co_return ReadOutcome::kClosed;
      co_await Refuse(worker, connection, request, 408);
      co_return ReadOutcome::kAnswered;
    }
    connection.buffer.commit(size);
  }
  co_return ReadOutcome::kRequest;
}

Response Server::Impl::Busy(const Request& request, std::string retry_after_seconds) const {
  Response response = router.ErrorPage(request, 503);
  if (!response.Has("Retry-After")) response.Set("Retry-After", std::move(retry_after_seconds));
  return response;
}

asio::awaitable<Response> Server::Impl::Answer(Request& request) {
  ++requests;
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
    } catch (...) {
      log::Error("{} failed with something that is no exception", request.path);
      response = router.ErrorPage(request, 500);
    }
    handle_micros += std::chrono::duration_cast<std::chrono::microseconds>(std::chrono::steady_clock::now() - begun).count();
    return response;
  };
  if (match.work == Work::kMemory) co_return call();
  Pool& pool = match.work == Work::kBlocking ? blocking : network;
  struct Place {
    std::atomic<int>& under_way;
    const int before;
    ~Place() { --under_way; }
  } const place{pool.under_way, pool.under_way++};
  if (place.before >= pool.most) {
    ++refused;
    co_return Busy(request, "1");
  }
  co_return co_await asio::co_spawn(
      pool.threads, [&]() -> asio::awaitable<Response> { co_return call(); }, asio::use_awaitable);
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
  const WireContext context{&default_headers, Date(worker), keep_alive, http_minor};
  const WireResponse wire = MakeWire(request, std::move(response), context);
  Count(wire.status, wire.head.size() + wire.body.size());
  connection.deadline = std::chrono::steady_clock::now() + WriteTime(wire.body.size());
  const std::array<asio::const_buffer, 2> buffers = {asio::buffer(wire.head), asio::buffer(wire.body)};
  auto [error, size] = co_await asio::async_write(connection.socket, buffers, kAwait);
  if (error) co_return false;
  if (wire.file.is_open()) co_return co_await SendFile(connection, wire);
  co_return true;
}

std::chrono::steady_clock::duration Server::Impl::WriteTime(size_t bytes) const {
  return options.write_timeout + std::chrono::seconds(static_cast<int64_t>(bytes) / kSlowestBytesPerSecond);
}

// From the file to the socket inside the kernel: a reader who takes it slowly holds no memory of ours.
asio::awaitable<bool> Server::Impl::SendFile(Connection& connection, const WireResponse& wire) {
  boost::system::error_code error;
  connection.socket.native_non_blocking(true, error);
  if (error) co_return false;
  auto offset = static_cast<off_t>(wire.file_offset);
  uint64_t left = wire.file_length;
  while (left > 0) {
    connection.deadline = std::chrono::steady_clock::now() + WriteTime(kFileChunkBytes);
    const ssize_t sent = sendfile(connection.socket.native_handle(), wire.file.descriptor(), &offset,
                                  std::min<uint64_t>(kFileChunkBytes, left));
    if (sent > 0) {
      left -= static_cast<uint64_t>(sent);
      bytes_sent += sent;
      continue;
    }
    // 0: the file was cut short under us; the length that was promised cannot be kept.
    if (sent == 0 || (errno != EAGAIN && errno != EINTR)) co_return false;
    auto [wait_error] = co_await connection.socket.async_wait(tcp::socket::wait_write, kAwait);
    if (wait_error) co_return false;
  }
  co_return true;
}

asio::awaitable<void> Server::Impl::Refuse(Worker& worker, Connection& connection, const Request& request, int status) {
  connection.timed_out = false;
  Response response = status == 503 ? Busy(request, "5") : router.ErrorPage(request, status);
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
