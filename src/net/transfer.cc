#include "net/transfer.h"

#include <fmt/core.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include <algorithm>

#include "base/text.h"

namespace newsstand::net {
namespace {

constexpr size_t kHeaderBytes = 64u << 10;        // of one answer
constexpr size_t kRedirectBodyBytes = 64u << 10;  // read so that the connection can be kept; beyond that it is closed
constexpr size_t kSmallBody = 1u << 20;           // not counted as "large" when memory is short
constexpr int kCodings = 2;                       // layers of Content-Encoding

bool IsToken(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
           std::string_view("!#$%&'*+-.^_`|~").find(c) != std::string_view::npos;
  });
}

bool HasControls(std::string_view text) {
  return std::any_of(text.begin(), text.end(),
                     [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; });
}

std::string Seconds(std::chrono::milliseconds time) {
  return time.count() % 1000 == 0 ? fmt::format("{} s", time.count() / 1000) : fmt::format("{} ms", time.count());
}

std::string Bytes(size_t bytes) {
  if (bytes >= (1u << 20) && bytes % (1u << 20) == 0) return fmt::format("{} MiB", bytes >> 20);
  if (bytes >= 1024 && bytes % 1024 == 0) return fmt::format("{} KiB", bytes >> 10);
  return fmt::format("{} bytes", bytes);
}

}  // namespace

HostKey::HostKey(const Url& url, const AddressGuard& guard) {
  const auto address = IpAddress::Parse(url.host);
  is_private = (address && guard.IsAllowedPrivate(*address)) || url.host == "localhost";
  name = is_private ? fmt::format("{}:{}", url.host, url.effective_port()) : url.host;
}

Transfer::Transfer(HttpRequest request, Done done, TransferContext& context)
    : request_(std::move(request)), done_(std::move(done)), context_(context) {}

Transfer::~Transfer() { DropBuffered(); }

void Transfer::ReleaseBudget() {
  context_.buffered_bytes -= std::min(context_.buffered_bytes, response_.body.size());
  if (context_.favoured == this) context_.favoured = nullptr;
}

void Transfer::DropBuffered() {
  ReleaseBudget();
  std::string().swap(response_.body);
}

Status Transfer::Check() {
  auto url = request_.url.size() > 8 * limits::kUrlBytes ? std::nullopt : ParseUrl(request_.url);
  if (!url || url->host.empty()) return Fail(ErrorCode::kInvalid, "This is no web address.");
  if (const auto refusal = context_.options->guard.JudgeUrl(*url)) return Fail(refusal->ToError());
  if (!IsToken(request_.method)) return Fail(ErrorCode::kInvalid, "The request's method is not one of HTTP.");
  for (const auto& [name, value] : request_.headers) {
    if (!IsToken(name) || HasControls(value))
      return Fail(ErrorCode::kInvalid, "A header of the request cannot be sent.");
  }
  SetUrl(std::move(*url));
  return {};
}

void Transfer::SetUrl(Url url) {
  url_ = std::move(url);
  url_.fragment.reset();
  host_key_ = HostKey(url_, context_.options->guard);
}

void Transfer::BeginHop() {
  DropBuffered();
  stopped_.reset();
  refusal_.reset();
  addresses_tried_ = addresses_refused_ = 0;
  header_bytes_ = 0;
  codings_ = 0;
  body_began_ = skips_body_ = false;
  response_.status = 0;
  response_.headers.clear();
  response_.was_cut = false;
}

Status Transfer::Prepare(CURL* easy) {
  BeginHop();
  if (response_.took >= request_.timeout) {
    return Fail(ErrorCode::kTimeout, fmt::format("{} took longer than {}.", url_.host, Seconds(request_.timeout)));
  }
  Url target = url_;
  target.username.clear();
  target.password.clear();
  curl_easy_setopt(easy, CURLOPT_URL, target.href().c_str());
  if (!url_.username.empty() || !url_.password.empty()) {
    curl_easy_setopt(easy, CURLOPT_USERNAME, PercentDecode(url_.username).c_str());
    curl_easy_setopt(easy, CURLOPT_PASSWORD, PercentDecode(url_.password).c_str());
  }
  curl_easy_setopt(easy, CURLOPT_PROTOCOLS_STR, "http,https");
  curl_easy_setopt(easy, CURLOPT_FOLLOWLOCATION, 0L);
  curl_easy_setopt(easy, CURLOPT_PROXY, "");  // a proxy would connect where the guard cannot look
  curl_easy_setopt(easy, CURLOPT_NOPROXY, "*");
  curl_easy_setopt(easy, CURLOPT_NETRC, static_cast<long>(CURL_NETRC_IGNORED));
  curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(easy, CURLOPT_QUICK_EXIT, 1L);  // stopping does not wait for a name server
  curl_easy_setopt(easy, CURLOPT_PATH_AS_IS, 1L);
  curl_easy_setopt(easy, CURLOPT_HTTP_VERSION, static_cast<long>(CURL_HTTP_VERSION_2TLS));
  curl_easy_setopt(easy, CURLOPT_ACCEPT_ENCODING, "");  // all that this curl can undo
  curl_easy_setopt(easy, CURLOPT_USERAGENT, context_.user_agent.c_str());
  curl_easy_setopt(easy, CURLOPT_PRIVATE, this);
  curl_easy_setopt(easy, CURLOPT_HEADERFUNCTION, &Transfer::OnHeader);
  curl_easy_setopt(easy, CURLOPT_HEADERDATA, this);
  curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, &Transfer::OnBody);
  curl_easy_setopt(easy, CURLOPT_WRITEDATA, this);
  curl_easy_setopt(easy, CURLOPT_OPENSOCKETFUNCTION, &Transfer::OnOpenSocket);
  curl_easy_setopt(easy, CURLOPT_OPENSOCKETDATA, this);
  PrepareLimits(easy);
  PrepareMethod(easy);
  PrepareHeaders(easy);
  return PrepareName(easy);
}

void Transfer::PrepareLimits(CURL* easy) {
  const ClientOptions& options = *context_.options;
  const auto left = request_.timeout - response_.took;
  curl_easy_setopt(easy, CURLOPT_TIMEOUT_MS, static_cast<long>(left.count()));
  curl_easy_setopt(easy, CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(options.connect_timeout.count()));
  curl_easy_setopt(easy, CURLOPT_LOW_SPEED_LIMIT, static_cast<long>(options.stall_bytes_per_second));
  curl_easy_setopt(easy, CURLOPT_LOW_SPEED_TIME, static_cast<long>(options.stall_time.count()));
}

void Transfer::PrepareMethod(CURL* easy) {
  const std::string& method = request_.method;
  if (method == "HEAD") {
    curl_easy_setopt(easy, CURLOPT_NOBODY, 1L);
  } else if (method == "POST" || method == "PUT" || method == "PATCH") {
    curl_easy_setopt(easy, CURLOPT_POST, 1L);
    curl_easy_setopt(easy, CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(request_.body.size()));
    curl_easy_setopt(easy, CURLOPT_POSTFIELDS, request_.body.data());
    if (method != "POST") curl_easy_setopt(easy, CURLOPT_CUSTOMREQUEST, method.c_str());
  } else {
    curl_easy_setopt(easy, CURLOPT_HTTPGET, 1L);
    if (method != "GET") curl_easy_setopt(easy, CURLOPT_CUSTOMREQUEST, method.c_str());
  }
}

void Transfer::PrepareHeaders(CURL* easy) {
  headers_.reset(curl_slist_append(nullptr, "Expect:"));  // no pause before a body
  for (const auto& [name, value] : request_.headers) {
    // curl writes an empty header only in this form.
    const std::string line = value.empty() ? name + ";" : name + ": " + value;
    curl_slist_append(headers_.get(), line.c_str());
  }
  curl_easy_setopt(easy, CURLOPT_HTTPHEADER, headers_.get());
}

Status Transfer::PrepareName(CURL* easy) {
  if (!context_.options->resolver || IpAddress::Parse(url_.host)) return {};
  std::string entry;
  for (const std::string& address : context_.options->resolver(url_.host)) {
    entry += entry.empty() ? fmt::format("{}:{}:", url_.host, url_.effective_port()) : ",";
    entry += address.find(':') == std::string::npos ? address : "[" + address + "]";
  }
  if (entry.empty()) return Fail(TransportError(CURLE_COULDNT_RESOLVE_HOST));
  names_.reset(curl_slist_append(nullptr, entry.c_str()));
  curl_easy_setopt(easy, CURLOPT_RESOLVE, names_.get());
  return {};
}

curl_socket_t Transfer::OnOpenSocket(void* self_pointer, curlsocktype purpose, curl_sockaddr* address) {
  auto* self = static_cast<Transfer*>(self_pointer);
  const ClientOptions& options = *self->context_.options;
  ++self->addresses_tried_;
  const auto ip = IpAddress::FromSocketAddress(&address->addr, address->addrlen);
  // The port lies at the same place in both kinds of socket address.
  const uint16_t port = ip ? ntohs(reinterpret_cast<const sockaddr_in*>(&address->addr)->sin_port) : 0;
  auto refusal = ip ? options.guard.JudgeAddress(*ip, port) : Refusal{"this kind of address", "never connected to"};
  if (purpose != CURLSOCKTYPE_IPCXN) refusal = Refusal{"this kind of connection", "never opened"};
  if (refusal) {
    ++self->addresses_refused_;
    self->refusal_ = std::move(refusal);
    return CURL_SOCKET_BAD;
  }
  if (options.divert) options.divert(&address->addr);
  return socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
}

bool Transfer::Stop(ErrorCode code, std::string message) {
  if (!stopped_) stopped_ = Error{code, std::move(message)};
  return false;
}

size_t Transfer::OnHeader(char* data, size_t size, size_t count, void* self) {
  return static_cast<Transfer*>(self)->ReadHeaderLine({data, size * count}) ? size * count : 0;
}

bool Transfer::ReadHeaderLine(std::string_view line) {
  header_bytes_ += line.size();
  if (header_bytes_ > kHeaderBytes) {
    return Stop(ErrorCode::kTooLarge,
                fmt::format("The header of {}'s answer is larger than {}.", url_.host, Bytes(kHeaderBytes)));
  }
  if (body_began_) return true;     // trailers say nothing we act on
  if (line.starts_with("HTTP/")) {  // a new header block, after 1xx
    response_.headers.clear();
    codings_ = 0;
    const size_t space = line.find(' ');
    response_.status = space == std::string_view::npos ? 0 : std::atoi(std::string(line.substr(space + 1, 3)).c_str());
    return true;
  }
  const size_t colon = line.find(':');
  if (colon == std::string_view::npos) return true;
  std::string name = AsciiLower(Trim(line.substr(0, colon)));
  const std::string_view value = Trim(line.substr(colon + 1));
  if (name == "content-encoding") {
    codings_ += static_cast<int>(Split(value, ',').size());
    if (codings_ > kCodings) {
      return Stop(ErrorCode::kUnsupported, fmt::format("The answer of {} is compressed more than twice.", url_.host));
    }
  }
  response_.headers.emplace_back(std::move(name), value);
  return true;
}

size_t Transfer::OnBody(char* data, size_t size, size_t count, void* self) {
  return static_cast<Transfer*>(self)->ReadBody({data, size * count}) ? size * count : 0;
}

// Whether a large answer may grow. The first one that does not fit goes on all the same.
bool Transfer::HasRoomFor(size_t bytes) {
  if (context_.buffered_bytes + bytes <= context_.options->max_buffered_bytes) return true;
  if (context_.favoured == nullptr) context_.favoured = this;
  return context_.favoured == this;
}

bool Transfer::ReadBody(std::string_view data) {
  body_began_ = true;
  std::string& body = response_.body;
  if (IsFollowedRedirect()) {
    skips_body_ = body.size() + data.size() > kRedirectBodyBytes;
    if (skips_body_) return false;
  } else if (data.size() > request_.max_bytes - body.size()) {
    if (!request_.cut_at_max_bytes) {
      return Stop(ErrorCode::kTooLarge, fmt::format("The answer is larger than {}.", Bytes(request_.max_bytes)));
    }
    data = data.substr(0, request_.max_bytes - body.size());
    response_.was_cut = true;
  }
  const bool is_large = body.size() + data.size() > kSmallBody;
  if (is_large && !HasRoomFor(data.size())) {
    DropBuffered();  // now, not when curl is done with it: the others in this round need the room
    return Stop(ErrorCode::kUnavailable, "Too many large answers came at once; this one is left for later.");
  }
  // Once large, the room is taken at once: doubling would hold the body twice while it is copied.
  if (is_large && body.capacity() < request_.max_bytes) body.reserve(request_.max_bytes);
  body.append(data);
  context_.buffered_bytes += data.size();
  return !response_.was_cut;
}

bool Transfer::IsFollowedRedirect() const {
  if (!request_.follow_redirects) return false;
  const int status = response_.status;
  const bool redirects = status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
  return redirects && !response_.Header("location").empty();
}

Result<bool> Transfer::Finish(CURL* easy, CURLcode code) {
  curl_off_t bytes = 0, micros = 0;
  long header_bytes = 0;
  curl_easy_getinfo(easy, CURLINFO_SIZE_DOWNLOAD_T, &bytes);
  curl_easy_getinfo(easy, CURLINFO_HEADER_SIZE, &header_bytes);
  curl_easy_getinfo(easy, CURLINFO_TOTAL_TIME_T, &micros);
  response_.wire_bytes += bytes + header_bytes;
  response_.took += std::chrono::milliseconds((micros + 999) / 1000);
  const bool ended_by_us = skips_body_ || response_.was_cut;
  if (stopped_) return Fail(*stopped_);
  if (code != CURLE_OK && !ended_by_us) return Fail(TransportError(code));
  if (IsFollowedRedirect()) return FollowRedirect();
  response_.url = url_.href();
  return false;
}

Result<bool> Transfer::FollowRedirect() {
  const std::string location = response_.Header("location");
  if (static_cast<int>(response_.hops.size()) >= limits::kRedirects) {
    return Fail(ErrorCode::kInvalid, fmt::format("It redirects more than {} times.", limits::kRedirects));
  }
  auto next = location.size() > 8 * limits::kUrlBytes ? std::nullopt : ParseUrl(location, &url_);
  if (!next || HasControls(location)) {
    return Fail(ErrorCode::kInvalid, fmt::format("{} redirects to what is no web address.", url_.host));
  }
  next->fragment.reset();
  if (const auto refusal = context_.options->guard.JudgeUrl(*next)) {
    return Fail(ErrorCode::kDenied, fmt::format("It redirects to {}, which is {}.", refusal->what, refusal->why));
  }
  const int status = response_.status;
  const bool same_origin = next->origin() == url_.origin();
  auto drop = [this](auto predicate) {
    std::erase_if(request_.headers, [&](const auto& header) { return predicate(AsciiLower(header.first)); });
  };
  if (same_origin && next->username.empty() && next->password.empty()) {
    next->username = url_.username;
    next->password = url_.password;
  } else if (!same_origin) {
    next->username.clear();
    next->password.clear();
    drop([](const std::string& name) {
      return name == "authorization" || name == "cookie" || name == "proxy-authorization" ||
             name.starts_with("x-api-") || name.ends_with("-token") || name.ends_with("-key");
    });
  }
  if ((status == 303 && request_.method != "HEAD") || ((status == 301 || status == 302) && request_.method == "POST")) {
    request_.method = "GET";
    request_.body.clear();
    drop([](const std::string& name) { return name.starts_with("content-"); });
  }
  response_.hops.push_back({url_.href(), next->href(), status});
  SetUrl(std::move(*next));
  return true;
}

Error Transfer::TransportError(CURLcode code) const {
  const std::string& host = url_.host;
  if (addresses_tried_ > 0 && addresses_refused_ == addresses_tried_ && refusal_) {
    if (IpAddress::Parse(host)) return refusal_->ToError();
    const char* way =
        response_.hops.empty() ? "{} leads to {}, which is {}." : "It redirects to {}, which leads to {}, which is {}.";
    return {ErrorCode::kDenied, fmt::format(fmt::runtime(way), host, refusal_->what, refusal_->why)};
  }
  switch (code) {
    case CURLE_COULDNT_RESOLVE_HOST:
      return {ErrorCode::kNotFound, fmt::format("The name {} does not exist, or no name server answers.", host)};
    case CURLE_COULDNT_CONNECT:
      return {ErrorCode::kUnavailable,
              fmt::format("{} accepts no connection on port {}.", host, url_.effective_port())};
    case CURLE_OPERATION_TIMEDOUT: return {ErrorCode::kTimeout, fmt::format("{} did not answer in time.", host)};
    case CURLE_PEER_FAILED_VERIFICATION:
    case CURLE_SSL_ISSUER_ERROR:
      return {ErrorCode::kUnavailable, fmt::format("The certificate of {} is not valid.", host)};
    case CURLE_SSL_CONNECT_ERROR:
    case CURLE_SSL_CIPHER:
    case CURLE_SSL_ENGINE_INITFAILED:
      return {ErrorCode::kUnavailable, fmt::format("No secure connection to {} could be made.", host)};
    case CURLE_SSL_CACERT_BADFILE:
      return {ErrorCode::kInternal, "The system's list of certificate authorities cannot be read."};
    case CURLE_BAD_CONTENT_ENCODING:
    case CURLE_WRITE_ERROR:  // what follows the end of a compressed body
      return {ErrorCode::kUnsupported,
              fmt::format("The answer of {} is compressed in a way that cannot be undone.", host)};
    case CURLE_WEIRD_SERVER_REPLY:
    case CURLE_UNSUPPORTED_PROTOCOL:
      return {ErrorCode::kUnavailable, fmt::format("What {} answers is not HTTP.", host)};
    case CURLE_URL_MALFORMAT: return {ErrorCode::kInvalid, "This is no web address."};
    case CURLE_OUT_OF_MEMORY: return {ErrorCode::kInternal, "There is no memory left for a request."};
    default: return {ErrorCode::kUnavailable, fmt::format("The connection to {} broke off.", host)};
  }
}

HttpResponse Transfer::TakeResponse() {
  ReleaseBudget();
  return std::move(response_);
}

void Transfer::Complete(Result<HttpResponse> result) {
  if (!done_) return;
  const Done done = std::move(done_);
  done_ = nullptr;
  done(std::move(result));
}

}  // namespace newsstand::net
