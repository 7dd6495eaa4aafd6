#include "serve/http/message_reader.h"

#include <doctest/doctest.h>

#include <algorithm>

using namespace newsstand;
using namespace newsstand::http;

TEST_CASE("fields behind a chunked body are no headers, however the bytes arrive") {
  const std::string bytes =
      "POST /a HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n"
      "X-Forwarded-For: 203.0.113.9\r\nCookie: session=x\r\n\r\n";
  for (const size_t piece : {size_t{1}, size_t{7}, bytes.size()}) {
    Request request;
    MessageReader reader(request);
    std::string waiting;
    for (size_t at = 0; at < bytes.size(); at += piece) {
      waiting += bytes.substr(at, piece);
      waiting.erase(0, reader.Read(waiting));
    }
    CHECK(reader.done());
    CHECK(reader.refusal() == 0);
    CHECK(request.body == "abc");
    CHECK(request.headers.size() == 2);
    CHECK(request.Header("cookie") == "");
    CHECK(request.Header("x-forwarded-for") == "");
  }
}

TEST_CASE("a head that is refused is not read on") {
  Request request;
  MessageReader reader(request);
  const std::string bytes = "POST /../a HTTP/1.1\r\nHost: h\r\nContent-Length: 3\r\n\r\nabc";
  CHECK(reader.Read(bytes) == bytes.size() - 3);
  CHECK(reader.refusal() == 400);
  CHECK(request.body == "");
}

TEST_CASE("the end of a body in chunks may come byte by byte, right or wrong") {
  const std::string head = "POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n";
  for (const auto& [body, refusal] : {std::pair{"0\r\n\r\n", 0}, std::pair{"0\r\nZ\r\n0\r\n\r\n", 400}}) {
    Request request;
    MessageReader reader(request);
    std::string waiting;
    for (const char c : head + body) {
      waiting += c;
      waiting.erase(0, reader.Read(waiting));
    }
    CHECK(reader.refusal() == refusal);
    CHECK(reader.done() == (refusal == 0));
    CHECK(request.body == "");
  }
}
