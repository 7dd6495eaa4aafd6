#include "serve/http/wire.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cstdio>
#include <fstream>

using namespace newsstand::http;

namespace {

Request Get(std::vector<std::pair<std::string, std::string>> headers) {
  Request request;
  request.path = "/";
  request.headers = std::move(headers);
  return request;
}

const DefaultHeaders kDefaults{std::vector<std::pair<std::string, std::string>>{{"X-Content-Type-Options", "nosniff"}}};

WireResponse Wire(const Request& request, Response response) {
  return MakeWire(request, std::move(response), {&kDefaults, "Sun, 06 Nov 1994 08:49:37 GMT", true, 1});
}

bool Has(const WireResponse& wire, std::string_view text) { return wire.head.find(text) != std::string::npos; }

}  // namespace

TEST_CASE("a compressible body is sent in the best coding the client takes") {
  const std::string page(20'000, 'x');
  Response response;
  response.body = Precompress(page);
  const auto brotli = Wire(Get({{"accept-encoding", "gzip, br"}}), response);
  CHECK(Has(brotli, "Content-Encoding: br\r\n"));
  CHECK(brotli.body == response.body->brotli);
  const auto gzip = Wire(Get({{"accept-encoding", "gzip;q=1.0, br;q=0"}}), response);
  CHECK(Has(gzip, "Content-Encoding: gzip\r\n"));
  const auto plain = Wire(Get({}), response);
  CHECK_FALSE(Has(plain, "Content-Encoding"));
  CHECK(plain.body == page);
  CHECK(Has(plain, "Vary: Accept-Encoding\r\n"));
  CHECK(Has(Wire(Get({{"accept-encoding", "br"}}), Html(200, page)), "Content-Encoding: br\r\n"));
  CHECK_FALSE(Has(Wire(Get({{"accept-encoding", "br"}}), Html(200, "short")), "Content-Encoding"));
}

TEST_CASE("a page the client has already is not sent again, whatever its coding was") {
  Response response;
  response.body = Precompress(std::string(5'000, 'y'));
  const auto first = Wire(Get({{"accept-encoding", "br"}}), response);
  const size_t at = first.head.find("ETag: ") + 6;
  const std::string etag = first.head.substr(at, first.head.find("\r\n", at) - at);
  const auto second = Wire(Get({{"accept-encoding", "gzip"}, {"if-none-match", "\"other\", " + etag}}), response);
  CHECK(second.status == 304);
  CHECK(second.body.empty());
  CHECK_FALSE(Has(second, "Content-Length"));
  CHECK(Wire(Get({{"if-none-match", "\"other\""}}), response).status == 200);
}

TEST_CASE("a handler's header replaces the server's own and can not split the response") {
  auto wire = Wire(Get({}), Text(200, "x").Set("X-Content-Type-Options", "custom").Set("Location", "/a\r\nSet-Cookie: b=c"));
  CHECK(Has(wire, "X-Content-Type-Options: custom\r\n"));
  CHECK_FALSE(Has(wire, "nosniff"));
  CHECK_FALSE(Has(wire, "\r\nSet-Cookie"));
}

TEST_CASE("HEAD has the head of GET and no body") {
  Request request = Get({});
  request.method = Method::kHead;
  const auto wire = Wire(request, Text(200, "12345"));
  CHECK(wire.body.empty());
  CHECK(Has(wire, "Content-Length: 5\r\n"));
}

TEST_CASE("a file is sent whole, in part, or not at all") {
  const std::string path = "/tmp/newsstand_wire_test.bin";
  std::ofstream(path) << "0123456789";
  const auto send = [&](std::vector<std::pair<std::string, std::string>> headers) {
    Response response;
    response.content_type = "application/octet-stream";
    response.file = path;
    return Wire(Get(std::move(headers)), response);
  };
  const auto whole = send({});
  CHECK(whole.status == 200);
  CHECK(whole.file_length == 10);
  const auto part = send({{"range", "bytes=2-4"}});
  CHECK(part.status == 206);
  CHECK(part.file_offset == 2);
  CHECK(part.file_length == 3);
  CHECK(Has(part, "Content-Range: bytes 2-4/10\r\n"));
  CHECK(send({{"range", "bytes=-3"}}).file_offset == 7);
  CHECK(send({{"range", "bytes=10-"}}).status == 416);
  CHECK(send({{"range", "bytes=4-2"}}).status == 200);
  CHECK(send({{"range", "bytes=0-1,3-4"}}).status == 200);
  CHECK(send({{"range", "bytes=0-1"}, {"if-range", "\"old\""}}).status == 200);
  std::remove(path.c_str());
  CHECK(send({}).status == 404);
}

TEST_CASE("q-values are respected, and what cannot be read is plain") {
  Response response;
  response.body = Precompress(std::string(20'000, 'x'));
  CHECK(Has(Wire(Get({{"accept-encoding", "br;q=0.3, gzip;q=0.8"}}), response), "Content-Encoding: gzip"));
  CHECK(Has(Wire(Get({{"accept-encoding", "gzip;q=0.8,br;q=0.8"}}), response), "Content-Encoding: br"));
  CHECK_FALSE(Has(Wire(Get({{"accept-encoding", "gzip;q=0.0, br;q=x, *"}}), response), "Content-Encoding"));
  CHECK(Has(Wire(Get({{"accept-encoding", ",,;,gzip;q=1.000,"}}), response), "Content-Encoding: gzip"));
}

TEST_CASE("the tag of a 304 is the tag of the 200 it stands for") {
  Response response;
  response.body = Precompress(std::string(5'000, 'y'));
  const auto tag_of = [](const WireResponse& wire) {
    const size_t at = wire.head.find("ETag: ");
    return wire.head.substr(at, wire.head.find("\r\n", at) - at);
  };
  const auto first = Wire(Get({{"accept-encoding", "br"}}), response);
  const auto second = Wire(Get({{"accept-encoding", "br"}, {"if-none-match", tag_of(first).substr(6)}}), response);
  CHECK(second.status == 304);
  CHECK(tag_of(second) == tag_of(first));
  CHECK(Has(second, "Vary: Accept-Encoding"));
}

TEST_CASE("a body that was compressed for one response lives as long as it") {
  const std::string page(1'024, 'z');
  for (const char* coding : {"br", "gzip"}) {
    WireResponse moved = Wire(Get({{"accept-encoding", coding}}), Html(200, page));
    const WireResponse wire = std::move(moved);
    CHECK(Has(wire, std::string("Content-Encoding: ") + coding));
    CHECK(wire.body == wire.owner->gzip);
    CHECK(Has(wire, "Content-Length: " + std::to_string(wire.body.size()) + "\r\n"));
  }
}

TEST_CASE("a file that is an error page is sent to whoever has it already") {
  const std::string path = "/tmp/newsstand_wire_test_error.bin";
  std::ofstream(path) << "0123456789";
  Response response;
  response.status = 404;
  response.file = path;
  CHECK(Wire(Get({{"if-none-match", "*"}, {"range", "bytes=0-1"}}), response).status == 404);
  response.file = "/tmp";
  response.status = 200;
  CHECK(Wire(Get({}), response).status == 404);
  std::remove(path.c_str());
}

TEST_CASE("where a redirect leads is written in ASCII") {
  const Response response = Redirect(303, "/\xE3\x80\xB1google.com\r\n\t?a=b%20c&d=\xC3\xA9");
  const auto location = std::find_if(response.headers.begin(), response.headers.end(), [](const auto& h) { return h.first == "Location"; });
  REQUIRE(location != response.headers.end());
  CHECK(location->second == "/%E3%80%B1google.com%0D%0A%09?a=b%20c&d=%C3%A9");
}
