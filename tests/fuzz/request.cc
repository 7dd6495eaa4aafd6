// Request framing: a connection's bytes, read in one piece and in small ones, are the same requests. What is accepted
// is complete, bounded and unambiguous, and stays so when it is written out and read again.
#include <string>
#include <vector>

#include "fuzz/fuzz.h"
#include "serve/http/client_address.h"
#include "serve/http/message_reader.h"
#include "serve/http/wire.h"

using namespace newsstand;
using namespace newsstand::fuzz;
using http::MessageReader;
using http::Request;

namespace {

// What a connection's bytes are: whole requests, then the status of the one that was refused, or 0.
struct Reading {
  std::vector<Request> requests;
  int refused = 0;
  bool waits = false;  // the last one is not complete
};

// A request that is still incomplete may be refused sooner or later: what more bytes would make of it is another input.
bool Agree(const Reading& a, const Reading& b) {
  const bool same_end = a.refused == b.refused || a.waits || b.waits;
  if (!same_end || a.requests.size() != b.requests.size()) return false;
  for (size_t i = 0; i < a.requests.size(); ++i) {
    const Request &one = a.requests[i], &other = b.requests[i];
    if (one.method != other.method || one.target != other.target || one.headers != other.headers ||
        one.body != other.body) {
      return false;
    }
  }
  return true;
}

// As server.cc reads: what arrived is offered again with more behind it until it is used up.
Reading Read(std::string_view bytes, size_t piece) {
  Reading reading;
  std::string waiting;
  while (true) {
    Request request;
    MessageReader reader(request);
    while (!reader.done()) {
      const size_t used = reader.Read(waiting);
      Require(used <= waiting.size(), "no more is used than there was");
      waiting.erase(0, used);
      if (reader.refusal() != 0) {
        reading.refused = reader.refusal();
        return reading;
      }
      if (reader.done()) break;
      if (bytes.empty()) {
        reading.waits = true;
        return reading;
      }
      waiting += bytes.substr(0, piece);
      bytes.remove_prefix(std::min(piece, bytes.size()));
    }
    reading.requests.push_back(std::move(request));
    if (!reader.keep_alive()) return reading;
  }
}

void CheckRequest(const Request& request) {
  Require(request.target.size() <= http::kTargetBytes && request.body.size() <= limits::kRequestBodyBytes,
          "it is bounded");
  Require(request.path.starts_with('/'), "a path begins with a slash");
  RequireUtf8(request.path, "a path is valid UTF-8");
  Require(request.path.find("/../") == std::string::npos && !request.path.ends_with("/.."), "a path does not climb");
  for (const auto& [name, value] : request.query) {
    RequireUtf8(name, "a query is valid UTF-8");
    RequireUtf8(value, "a query is valid UTF-8");
  }
  Require(request.body.empty() || (request.method != http::Method::kGet && request.method != http::Method::kHead),
          "what only reads has no body");
  for (const auto& [name, value] : request.headers) {
    Require(value.find_first_of(std::string_view("\r\n\0", 3)) == std::string::npos, "a header is one line");
    Require(!name.empty() && name.find_first_of(" \t:") == std::string::npos, "a header's name is a word");
  }
  (void)http::ParseForm(request.body);
  (void)request.Cookie("session");
}

// Whatever a reader asked for with its headers, the answer's head is well-formed.
void CheckAnswer(const Request& request) {
  http::WireContext context;
  context.date = "Sun, 22 Nov 2026 14:05:00 GMT";
  http::Response response = http::Text(200, std::string(200, 'x'));
  response.Set("X-Echo", std::string(request.Header("x-echo")));
  const http::WireResponse wire = http::MakeWire(request, std::move(response), context);
  Require(wire.head.starts_with("HTTP/1.1 ") && wire.head.ends_with("\r\n\r\n"), "a head has a first and a last line");
  Require(wire.head.find("\r\n\r\n") == wire.head.size() - 4, "nothing ends a head early");
  for (size_t at = 0; at + 1 < wire.head.size(); ++at) {
    Require(wire.head[at + 1] != '\n' || wire.head[at] == '\r', "lines end in CR LF");
  }
}

}  // namespace

FUZZ_TARGET(request) {
  const Reading whole = Read(bytes, 1 << 20);
  Require(Agree(whole, Read(bytes, 1)) && Agree(whole, Read(bytes, 7)), "how the bytes arrive does not matter");
  const auto proxies = http::AddressRanges::Parse({"10.0.0.0/8", "::1"});
  for (const Request& request : whole.requests) {
    CheckRequest(request);
    CheckAnswer(request);
    const std::string client = http::ForwardedAddress("10.0.0.1", request, *proxies);
    Require(http::NormalAddress(client) == client, "a client's address is an address");
    (void)http::ClientOf(client);
  }
  Require(http::NormalAddress(bytes).empty() ||
              http::NormalAddress(http::NormalAddress(bytes)) == http::NormalAddress(bytes),
          "an address in its usual form stays it");
}
