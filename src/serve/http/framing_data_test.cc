// Every case of the framing suites, driven through a real connection: nothing that another program could read in another
// way is taken as a request.
#include <doctest/doctest.h>

#include <algorithm>
#include <cctype>
#include <map>
#include <regex>

#include "base/text.h"
#include "base/url_test_data.h"
#include "serve/http/server.h"
#include "serve/http/test_client.h"

using namespace newsstand;
using namespace newsstand::http;

namespace {

Router TakesEverything() {
  Router router;
  for (const char* pattern : {"/", "/{*rest}"}) {
    router.Get(pattern, [](const Request&) { return Text(200, "taken"); });
    router.Post(pattern, [](const Request&) { return Text(200, "taken"); }, Work::kMemory);
  }
  return router;
}

ServerOptions OneThread() {
  ServerOptions options;
  options.port = 0;
  options.threads = 1;
  options.header_timeout = std::chrono::seconds(2);
  return options;
}

std::string Unescape(std::string_view text) {
  std::string out;
  for (size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '\\' || i + 1 == text.size()) {
      out += text[i];
      continue;
    }
    const char kind = text[++i];
    if (kind == 'x') {
      size_t end = i + 1;
      while (end < text.size() && end < i + 3 && std::isxdigit(static_cast<unsigned char>(text[end]))) ++end;
      out += static_cast<char>(std::stoi("0" + std::string(text.substr(i + 1, end - i - 1)), nullptr, 16));
      i = end - 1;
    } else {
      out += kind == 'r' ? '\r' : kind == 'n' ? '\n' : kind == 't' ? '\t' : kind == 'f' ? '\f' : kind;
    }
  }
  return out;
}

// The suite's cases are written as text in which each end of line stands for CR LF.
std::string InputOfMarkdown(std::string text) {
  if (text.ends_with('\n')) text.pop_back();
  std::string lines;
  for (size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '\\' && i + 1 < text.size() && text[i + 1] == '\n') {
      ++i;
    } else if (text[i] == '\n') {
      lines += "\r\n";
    } else if (text[i] != '\r') {
      lines += text[i];
    }
  }
  return Unescape(lines);
}

// Most cases name no host, which alone would be an answer of 400, and use methods without a route: this takes both
// reasons away, so that what the case is about has to be found.
std::string WithHostAndPost(std::string bytes) {
  static const std::regex method("^(PUT|OPTIONS|PATCH|DELETE) ");
  bytes = std::regex_replace(bytes, method, "POST ");
  const size_t line = bytes.find("\r\n");
  if (line != std::string::npos && AsciiLower(bytes).find("\nhost:") == std::string::npos) {
    bytes.insert(line + 2, "Host: a\r\n");
  }
  return bytes;
}

int Count(std::string_view text, std::string_view part) {
  int seen = 0;
  for (size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + part.size())) ++seen;
  return seen;
}

// How many of the bytes' requests reached a handler.
int Taken(uint16_t port, const std::string& bytes) {
  TestClient client(port);
  REQUIRE(client.connected());
  client.Send(bytes);
  client.EndSending();
  const std::string answer = client.ReadAll();
  return Count(answer, "HTTP/1.1 200 ") + Count(answer, "HTTP/1.1 404 ");
}

std::optional<std::vector<test_data::Json>> Rows(const std::string& path) {
  const auto text = test_data::Read(path);
  if (text) return test_data::ParseJsonLines(*text);
  if (test_data::MissingIsFailure()) {
    FAIL("the test data is missing: " << path);
  } else {
    MESSAGE("skipped: there is no " << path);
  }
  return std::nullopt;
}

// What is taken although the suite shows it as a mistake of somebody, by title or payload, with the reason.
const std::map<std::string, std::string> kTakenOnPurpose = {
    {"Resetting flags when keep-alive is off (1.0, lenient)", "the first request is whole and alone: what follows it is not read"},
    {"Second request header value (lenient)", "the first request is right; the second, with a control character, is refused"},
    {R"(GET /login HTTP/1.1\r\nHost: a\r\nUser: \x85admin\xa0\r\n\r\n)", "bytes above 0x7f are allowed in a value and kept as they are"},
    {R"(GET / HTTP/1.1\r\nConnection: close\r\n\r\nInvalid\r\n\r\n)", "the request is right; what follows its close is not read"},
    {R"(POST / HTTP/1.1\r\nContent-Length: 0\r\nConnection:keep-alive\r\nHost: a\r\nid: 0\r\n\r\nPOST / HTTP/1.1\r\nHost: a\r\nid: 1\r\nContent-Length: 34\r\n\r\n)",
     "the first request is whole; the second waits for its body"},
    {R"(GET / HTTP/1.1\r\nHost: a\r\nid: 2\r\n\r\n)", "a right request: the second half of the payload above"},
    {R"(POST / HTTP/1.1\r\nHost: whatever\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nZ\r\n0\r\n\r\n)",
     "a right request: what was wrong is how one server answered it"},
};

}  // namespace

TEST_CASE("no case of llhttp's suite that its strict parser refuses is taken as a request") {
  const auto rows = Rows("security/llhttp_cases.jsonl");
  if (!rows) return;
  REQUIRE(rows->size() == 267);
  Server server(OneThread(), TakesEverything());
  REQUIRE(server.Start());
  for (const auto& row : *rows) {
    const std::string kind = row["type"].text, title = row["title"].text;
    const std::string bytes = InputOfMarkdown(row["input_md"].text);
    const bool strict = kind == "request" || kind == "request-finish";
    // In a strict case everything before the mistake is a request; a lenient one shows what must not be taken at all.
    const int allowed = strict ? Count(row["log"].text, "message complete") : 0;
    for (const std::string& sent : {bytes, WithHostAndPost(bytes)}) {
      const int taken = Taken(server.port(), sent);
      if (strict && row["error"].is_null()) continue;
      if (kTakenOnPurpose.contains(title)) {
        CHECK_MESSAGE(taken <= 1, title);
        continue;
      }
      CHECK_MESSAGE(taken <= allowed, row["file"].text << " | " << title << " | " << kind << " | " << row["error"].text << "\n" << sent);
    }
  }
  CHECK(Taken(server.port(), "GET / HTTP/1.1\r\nHost: a\r\n\r\n") == 1);
}

TEST_CASE("no payload by which servers were found to differ is taken in two ways") {
  const auto rows = Rows("security/http_garden_payloads.jsonl");
  if (!rows) return;
  REQUIRE(rows->size() == 81);
  Server server(OneThread(), TakesEverything());
  REQUIRE(server.Start());
  for (const auto& row : *rows) {
    const std::string bytes = Unescape(row["payload_escaped"].text);
    for (const std::string& sent : {bytes, WithHostAndPost(bytes)}) {
      const int taken = Taken(server.port(), sent);
      if (kTakenOnPurpose.contains(row["payload_escaped"].text)) {
        CHECK_MESSAGE(taken <= 1, row["payload_escaped"].text);
        continue;
      }
      CHECK_MESSAGE(taken == 0, row["bug"].text << "\n" << row["payload_escaped"].text);
    }
  }
  CHECK(Taken(server.port(), "GET / HTTP/1.1\r\nHost: a\r\n\r\n") == 1);
}
