#include "base/url.h"

#include <doctest/doctest.h>

#include "base/limits.h"

namespace newsstand {

TEST_CASE("an address is taken apart and put together again") {
  const auto url = ParseUrl(" HTTPS://User:p%40ss@News.Example.COM:8443/a/./b/../c d?q=é#top\n");
  REQUIRE(url);
  CHECK(url->scheme == "https");
  CHECK(url->username == "User");
  CHECK(url->password == "p%40ss");
  CHECK(url->host == "news.example.com");
  CHECK(url->port == 8443);
  CHECK(url->path == "/a/c%20d");
  CHECK(url->query == "q=%C3%A9");
  CHECK(url->fragment == "top");
  CHECK(url->href() == "https://User:p%40ss@news.example.com:8443/a/c%20d?q=%C3%A9#top");
  CHECK(url->origin() == "https://news.example.com:8443");
}

TEST_CASE("the scheme's own port is not written, but it is known") {
  CHECK(ParseUrl("http://a.example:80/")->href() == "http://a.example/");
  CHECK(ParseUrl("http://a.example:80/")->effective_port() == 80);
  CHECK(ParseUrl("https://a.example/")->effective_port() == 443);
  CHECK(ParseUrl("mailto:a@b.example")->effective_port() == 0);
}

TEST_CASE("every spelling of an IPv4 address is one address") {
  for (const char* text :
       {"http://127.0.0.1/", "http://2130706433/", "http://0x7f.1/", "http://0177.0.0.1/", "http://127.1/",
        "http://１２７.０.０.１/", "http://127%2e0%2e0%2e1/", "http://127。0。0。1/"}) {
    CHECK(ParseUrl(text)->host == "127.0.0.1");
  }
  CHECK_FALSE(ParseUrl("http://383.0.0.1/"));
  CHECK_FALSE(ParseUrl("http://1.2.3.4.5/"));
  CHECK_FALSE(ParseUrl("http://4294967296/"));
}

TEST_CASE("numbers that are octal to some and decimal to others are marked, and never resolved to") {
  CHECK(ParseUrl("http://0224.0.0.1/")->host == "148.0.0.1");
  for (const char* text : {"http://0224.0.0.1/", "http://00000000100.64.0.1/", "http://1.1.1.010/"}) {
    CHECK(ParseUrl(text)->has_ambiguous_host);
    CHECK(ResolveHttpUrl(text, "") == "");
  }
  for (const char* text : {"http://1.1.1.1/", "http://00.00.00.01/", "http://0x10.1/", "http://010.example/"}) {
    CHECK_FALSE(ParseUrl(text)->has_ambiguous_host);
  }
}

TEST_CASE("names are ASCII after parsing") {
  CHECK(ParseUrl("https://Bücher.example/")->host == "xn--bcher-kva.example");
  CHECK(ParseUrl("https://新聞.example/")->host == "xn--efvv70d.example");
  CHECK_FALSE(ParseUrl("http://a b.example/"));
  CHECK_FALSE(ParseUrl("http://a.example%00/"));
}

TEST_CASE("bytes that are not UTF-8 do no harm") {
  CHECK(ParseUrl("http://a.example/\xFF\xFE")->path == "/%EF%BF%BD%EF%BF%BD");
  CHECK_FALSE(ParseUrl("http://\xFF.example/"));
  CHECK_FALSE(ParseUrl(std::string_view("\0\0", 2)));
}

TEST_CASE("very long input is parsed without trouble") {
  const std::string dots = "http://a.example/" + std::string(200'000, '.') + "/" + std::string(100'000, '/');
  CHECK(ParseUrl(dots));
  std::string steps = "http://a.example";
  for (int i = 0; i < 100'000; ++i) steps += "/a/..";
  CHECK(ParseUrl(steps)->path == "/");
  CHECK_FALSE(ParseUrl("http://" + std::string(100'000, '[') + "ü/"));
  CHECK_FALSE(ParseUrl("http://" + std::string(1'000'000, 'a') + "ü/"));
}

TEST_CASE("only http and https come out of a resolved address") {
  const char* page = "https://news.example.com/world/index.html?x=1";
  CHECK(ResolveHttpUrl("../sport/a.html#x", page) == "https://news.example.com/sport/a.html#x");
  CHECK(ResolveHttpUrl("//cdn.example.com/i.png", page) == "https://cdn.example.com/i.png");
  CHECK(ResolveHttpUrl("http://other.example/", page) == "http://other.example/");
  CHECK(ResolveHttpUrl("?page=2", page) == "https://news.example.com/world/index.html?page=2");
  CHECK(ResolveHttpUrl("javascript:alert(1)", page) == "");
  CHECK(ResolveHttpUrl("java\nscript:alert(1)", page) == "");
  CHECK(ResolveHttpUrl("data:text/html,x", page) == "");
  CHECK(ResolveHttpUrl("file:///etc/passwd", page) == "");
  CHECK(ResolveHttpUrl("a.html", "") == "");
  CHECK(ResolveHttpUrl("a.html", "mailto:x") == "");
  CHECK(ResolveHttpUrl("https://b.example/", "not a base") == "https://b.example/");
  CHECK(ResolveHttpUrl("/" + std::string(limits::kUrlBytes, 'a'), page) == "");
  CHECK(ResolveHttpUrl("/" + std::string(100'000'000, 'a'), page) == "");
}

TEST_CASE("two addresses of one article have one key") {
  const std::string key = CanonicalUrlKey("https://www.example.com/world/story-1");
  CHECK(key == "example.com/world/story-1");
  for (const char* same : {
           "http://example.com/world/story-1/",
           "HTTPS://EXAMPLE.com:443/world/story-1#comments",
           "https://example.com/world/story-1?utm_source=rss&utm_medium=feed",
           "https://example.com/world/story-1?fbclid=abc&UTM_Campaign=x",
           "https://example.com/world/story-1?at_medium=RSS&at_campaign=KARANGA",
           "https://example.com/world/story-1?ref=rss",
           "https://example.com/world/story-1?rss&source=feedburner",
           "https://example.com/world/story-1?",
           "https://user:pw@example.com./world/story%2D1",
       }) {
    CHECK_MESSAGE(CanonicalUrlKey(same) == key, same);
  }
}

TEST_CASE("addresses of different articles have different keys") {
  CHECK(CanonicalUrlKey("https://example.com/a?id=1") != CanonicalUrlKey("https://example.com/a?id=2"));
  CHECK(CanonicalUrlKey("https://example.com/a?p=1") != CanonicalUrlKey("https://example.com/a"));
  CHECK(CanonicalUrlKey("https://example.com/a?ref=12") != CanonicalUrlKey("https://example.com/a?ref=13"));
  CHECK(CanonicalUrlKey("https://example.com/a?rss=5") != CanonicalUrlKey("https://example.com/a"));
  CHECK(CanonicalUrlKey("https://example.com/a?source=atomic") != CanonicalUrlKey("https://example.com/a"));
  CHECK(CanonicalUrlKey("https://example.com/a?=x") != CanonicalUrlKey("https://example.com/a"));
  CHECK(CanonicalUrlKey("https://example.com/A") != CanonicalUrlKey("https://example.com/a"));
  CHECK(CanonicalUrlKey("http://127.0.0.1:8081/a") != CanonicalUrlKey("http://127.0.0.1:8082/a"));
  CHECK(CanonicalUrlKey("https://a.example.com/x") != CanonicalUrlKey("https://b.example.com/x"));
  CHECK(CanonicalUrlKey("https://example.com/a%2Fb") != CanonicalUrlKey("https://example.com/a/b"));
}

TEST_CASE("a key does not depend on the order of parameters") {
  CHECK(CanonicalUrlKey("https://example.com/a?b=2&a=1&utm_id=9") == "example.com/a?a=1&b=2");
  CHECK(CanonicalUrlKey("https://example.com/a?a=1&&b=2") == "example.com/a?a=1&b=2");
}

TEST_CASE("what is no web address has no key") {
  CHECK(CanonicalUrlKey("mailto:a@b.example") == "");
  CHECK(CanonicalUrlKey("/relative") == "");
  CHECK(CanonicalUrlKey("") == "");
  CHECK(CanonicalUrlKey("urn:uuid:1") == "");
}

TEST_CASE("www alone is not a prefix to drop") {
  CHECK(CanonicalUrlKey("https://www.com/") == "www.com");
  CHECK(CanonicalUrlKey("https://www.example.com/") == "example.com");
}

TEST_CASE("a registrable domain follows the Public Suffix List") {
  CHECK(RegistrableDomain("news.example.co.uk") == "example.co.uk");
  CHECK(RegistrableDomain("NEWS.Example.com.") == "example.com");
  CHECK(RegistrableDomain("co.uk") == "co.uk");
  CHECK(RegistrableDomain("localhost") == "localhost");
  CHECK(RegistrableDomain("127.0.0.1") == "127.0.0.1");
  CHECK(RegistrableDomain("[::1]") == "[::1]");
  CHECK(RegistrableDomain("") == "");
}

TEST_CASE("every web address has a key, one whose host is a dot, too") {
  CHECK(ResolveHttpUrl("http://.", "") == "http://./");
  CHECK(CanonicalUrlKey("http://./") == ".");
  CHECK(CanonicalUrlKey("http://a.example./b/") == "a.example/b");
}

}  // namespace newsstand
