// The standard suites: WHATWG's URL and IDNA tests, and the Public Suffix List's. Every row that fails has to be in a
// list below with its reason, and every row in a list has to fail: a cure shortens the list.
#include <doctest/doctest.h>

#include <algorithm>
#include <set>

#include "base/url.h"
#include "base/url_internal.h"
#include "base/url_test_data.h"

namespace newsstand {
namespace {

using test_data::Json;

std::optional<std::string> Data(const char* path) {
  auto text = test_data::Read(path);
  if (!text && test_data::MissingIsFailure()) FAIL("missing test data: " << std::string(path));
  if (!text) MESSAGE("skipped, no test data: " << std::string(path));
  return text;
}

std::string Described(const Url& url) {
  const std::string protocol = url.scheme + ":";
  const std::string host = url.host + (url.port ? ":" + std::to_string(*url.port) : "");
  auto part = [](char mark, const std::optional<std::string>& text) {
    return text && !text->empty() ? mark + *text : std::string();
  };
  return url.href() + " | " + protocol + " | " + url.username + " | " + url.password + " | " + host + " | " + url.path +
         " | " + part('?', url.query) + " | " + part('#', url.fragment);
}
std::string Described(const Json& row) {
  auto text = [&](const char* name) { return " | " + row[name].text; };
  return row["href"].text + text("protocol") + text("username") + text("password") + text("host") + text("pathname") +
         text("search") + text("hash");
}

// "" when the row passes.
std::string CheckUrlRow(const Json& row) {
  std::optional<Url> base;
  const bool has_base = row["base"].is_string();
  if (has_base) base = ParseUrl(row["base"].text);
  std::optional<Url> url;
  if (!has_base || base) url = ParseUrl(row["input"].text, base ? &*base : nullptr);
  const bool failure = row["failure"].boolean;
  if (!url) return failure ? "" : "no address, expected " + row["href"].text;
  if (failure) return "is " + url->href() + ", expected failure";
  if (Described(*url) != Described(row)) return "is " + Described(*url) + ", expected " + Described(row);
  if (row.has("origin") && url->origin() != row["origin"].text) return "origin is " + url->origin();
  const auto again = ParseUrl(url->href());
  if (!again || again->href() != url->href()) return "does not survive a second parse";
  return "";
}

}  // namespace

TEST_CASE("every row of the WHATWG URL suite parses as the standard says") {
  const auto text = Data("protocols/url/tests/wpt/urltestdata.json");
  if (!text) return;
  int rows = 0, failed = 0;
  for (const Json& row : test_data::ParseJson(*text).items) {
    if (!row.is_object()) continue;
    ++rows;
    const std::string wrong = CheckUrlRow(row);
    if (!wrong.empty()) ++failed;
    CHECK_MESSAGE(wrong.empty(), row["input"].text << " on " << row["base"].text << ": " << wrong);
  }
  MESSAGE("passed " << (rows - failed) << " of " << rows << " rows of the URL suite");
  CHECK(rows > 850);
}

TEST_CASE("the IDNA suites pass but for letters newer than this ICU") {
  // Why a row may fail. ICU 72 knows Unicode 15.0.
  const std::set<std::string> newer = {
      "\U00032931"
      "20.\u97F3.\uA8661.",  // U+32931 is of Unicode 17 (CJK extension J)
      "\U00032B9A"
      "9\uA369\u17D3.ss",  // U+32B9A too
      "\U00032B9A"
      "9\uA369\u17D3.SS",
  };
  for (const char* file : {"toascii.json", "IdnaTestV2.json"}) {
    const auto text = Data((std::string("protocols/url/tests/wpt/") + file).c_str());
    if (!text) return;
    int rows = 0, failed = 0;
    for (const Json& row : test_data::ParseJson(*text).items) {
      // The empty name cannot be written into an address: "https:///x" is the host "x".
      if (!row.is_object() || row["input"].text.empty()) continue;
      ++rows;
      const auto url =
          ParseUrl("https://" + url_internal::Encoded(row["input"].text, url_internal::kUserinfoSet) + "/x");
      const std::string host = url ? url->host : "(failure)";
      const std::string expected = row["output"].is_string() ? row["output"].text : "(failure)";
      if (host != expected) ++failed;
      CHECK_MESSAGE((host == expected) != newer.contains(row["input"].text),
                    row["input"].text << " is " << host << ", expected " << expected << " " << row["comment"].text);
    }
    MESSAGE("passed " << (rows - failed) << " of " << rows << " rows of " << std::string(file));
    CHECK(rows > 80);
  }
}

TEST_CASE("the Public Suffix List's own tests hold") {
  const auto text = Data("protocols/psl/tests/tests.txt");
  if (!text) return;
  int rows = 0, failed = 0;
  std::string_view rest = *text;
  while (!rest.empty()) {
    const std::string_view line = rest.substr(0, rest.find('\n'));
    rest.remove_prefix(std::min(line.size() + 1, rest.size()));
    const size_t space = line.find(' ');
    if (line.starts_with("//") || space == std::string_view::npos) continue;
    std::string host(line.substr(0, space));
    std::string expected(line.substr(space + 1));
    std::transform(host.begin(), host.end(), host.begin(), url_internal::Lower);
    if (host == "null") continue;
    if (expected == "null") expected = host;
    ++rows;
    const std::string domain = RegistrableDomain(host);
    if (domain != expected) ++failed;
    CHECK_MESSAGE(domain == expected, host);
  }
  MESSAGE("passed " << (rows - failed) << " of " << rows << " rows of the Public Suffix List");
  CHECK(rows > 70);
}

}  // namespace newsstand
