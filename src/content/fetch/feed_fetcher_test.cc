#include "content/fetch/feed_fetcher.h"

#include <doctest/doctest.h>

#include "content/fetch/test_press.h"

namespace newsstand::fetch {
namespace {

using net::TestPeer;
using net::TestRequest;
using net::TestServer;
using Outcome = FetchedFeed::Outcome;
using std::chrono::hours;
using std::chrono::seconds;

// Answers robots.txt with 404 and the rest as `handler` says.
TestServer::Handler NoRobots(TestServer::Handler handler) {
  return [handler = std::move(handler)](const TestRequest& request, TestPeer& peer) {
    const bool about_rights = request.target == "/robots.txt" || request.target == "/.well-known/tdmrep.json";
    if (about_rights) return void(peer.Answer(404, "", ""));
    handler(request, peer);
  };
}

void AnswerConditional(const TestRequest& request, TestPeer& peer) {
  const auto tag = request.headers.find("if-none-match");
  if (tag != request.headers.end() && tag->second == "\"v1\"") {
    peer.Send("HTTP/1.1 304 Not Modified\r\nETag: \"v1\"\r\n\r\n");
    return;
  }
  peer.Answer(200,
              "Content-Type: application/rss+xml; charset=utf-8\r\nETag: \"v1\"\r\n"
              "Last-Modified: Sun, 22 Nov 2026 14:05:00 GMT\r\nCache-Control: public, max-age=600\r\n",
              "<rss/>");
}

}  // namespace

TEST_CASE("a feed is fetched whole once and then asked for changes only") {
  TestServer server(NoRobots(AnswerConditional));
  Rig rig;
  Feed feed;
  feed.url = server.Url("/feed");
  auto fetched = rig.FetchFeed(feed);
  CHECK(fetched.outcome == Outcome::kNew);
  CHECK(fetched.body == "<rss/>");
  CHECK(fetched.content_type == "application/rss+xml; charset=utf-8");
  CHECK(fetched.etag == "\"v1\"");
  CHECK(fetched.max_age == seconds(600));
  CHECK(fetched.error == "");
  RecordFetch(feed, fetched, rig.clock.Now());
  CHECK(feed.validators_since == rig.clock.Now());

  rig.clock.Advance(hours(1));
  fetched = rig.FetchFeed(feed);
  CHECK(fetched.outcome == Outcome::kNotModified);
  CHECK(server.requests().back().headers.at("if-modified-since") == "Sun, 22 Nov 2026 14:05:00 GMT");
  RecordFetch(feed, fetched, rig.clock.Now());
  CHECK(feed.last_success == rig.clock.Now());
}

TEST_CASE("after eight days of 304 the whole document is fetched again") {
  TestServer server(NoRobots(AnswerConditional));
  Rig rig;
  Feed feed;
  feed.url = server.Url("/feed");
  RecordFetch(feed, rig.FetchFeed(feed), rig.clock.Now());
  for (int day = 1; day <= 9; ++day) {
    rig.clock.Advance(hours(24));
    const auto fetched = rig.FetchFeed(feed);
    CHECK(fetched.outcome == (day == 8 ? Outcome::kNew : Outcome::kNotModified));
    RecordFetch(feed, fetched, rig.clock.Now());
  }
}

TEST_CASE("robots.txt binds for pages, and for feeds unless the operator says otherwise") {
  TestServer server([](const TestRequest& request, TestPeer& peer) {
    peer.Answer(200, "", request.target == "/robots.txt" ? "User-agent: *\nDisallow: /\n" : "content");
  });
  Rig strict;
  const auto refused = strict.FetchFeed(server.Url("/feed"));
  CHECK(refused.outcome == Outcome::kFailed);
  CHECK(refused.error == "The robots.txt of 127.0.0.1 does not let us read this address.");
  CHECK(CountTarget(server, "/feed") == 0);
  Rig lenient(FetcherOptions{.robots_for_feeds = false});
  CHECK(lenient.FetchFeed(server.Url("/feed")).outcome == Outcome::kNew);
  const auto page = lenient.FetchPage(server.Url("/page"));
  CHECK_FALSE(page.ok);
  CHECK(page.disallowed);
  CHECK(CountTarget(server, "/page") == 0);
}

TEST_CASE("a feed that moved for good says where, one that is away for a while does not") {
  TestServer server(NoRobots([](const TestRequest& request, TestPeer& peer) {
    if (request.target == "/301") return void(peer.Redirect(301, "/308"));
    if (request.target == "/308") return void(peer.Redirect(308, "/feed"));
    if (request.target == "/302") return void(peer.Redirect(302, "/feed"));
    if (request.target == "/mixed") return void(peer.Redirect(301, "/302"));
    if (request.target == "/lost") return void(peer.Redirect(301, "/nothing"));
    if (request.target == "/nothing") return void(peer.Answer(404, "", ""));
    peer.Answer(200, "", "<rss/>");
  }));
  Rig rig;
  CHECK(rig.FetchFeed(server.Url("/301")).moved_to == server.Url("/feed"));
  CHECK(rig.FetchFeed(server.Url("/302")).moved_to == "");
  CHECK(rig.FetchFeed(server.Url("/mixed")).moved_to == "");
  CHECK(rig.FetchFeed(server.Url("/lost")).moved_to == "");
  const auto direct = rig.FetchFeed(server.Url("/feed"));
  CHECK(direct.moved_to == "");
  CHECK(direct.url == server.Url("/feed"));
}

TEST_CASE("410 stops a feed, but not behind a redirect for a while") {
  TestServer server(NoRobots([](const TestRequest& request, TestPeer& peer) {
    if (request.target == "/302") return void(peer.Redirect(302, "/gone"));
    if (request.target == "/301") return void(peer.Redirect(301, "/gone"));
    peer.Answer(410, "", "");
  }));
  Rig rig;
  Feed feed;
  feed.url = server.Url("/gone");
  const auto fetched = rig.FetchFeed(feed);
  CHECK(fetched.outcome == Outcome::kGone);
  RecordFetch(feed, fetched, rig.clock.Now());
  CHECK(feed.state == FeedState::kStopped);
  CHECK(feed.last_error == "The publisher took this feed away for good (410).");
  CHECK(rig.FetchFeed(server.Url("/301")).outcome == Outcome::kGone);
  CHECK(rig.FetchFeed(server.Url("/302")).outcome == Outcome::kFailed);
}

TEST_CASE("Retry-After is obeyed for everything on that host") {
  TestServer server(NoRobots([](const TestRequest&, TestPeer& peer) { peer.Answer(429, "Retry-After: 600\r\n", ""); }));
  Rig rig;
  const auto fetched = rig.FetchFeed(server.Url("/feed"));
  CHECK(fetched.outcome == Outcome::kFailed);
  CHECK(fetched.status == 429);
  CHECK(fetched.retry_after == seconds(600));
  CHECK(fetched.error == "127.0.0.1 asks for fewer requests (429).");
  rig.clock.Advance(seconds(100));
  const auto held = rig.FetchPage(server.Url("/page"));
  CHECK_FALSE(held.ok);
  CHECK(held.retry_after == seconds(500));
  CHECK(rig.FetchFeed(server.Url("/other")).retry_after == seconds(500));
  CHECK(CountTarget(server, "/page") == 0);
  rig.clock.Advance(seconds(501));
  CHECK(rig.FetchFeed(server.Url("/feed")).status == 429);
}

TEST_CASE("failures are counted and told in sentences") {
  std::atomic<int> status{404};
  TestServer server(NoRobots([&](const TestRequest&, TestPeer& peer) { peer.Answer(status, "", ""); }));
  Rig rig;
  Feed feed;
  feed.url = server.Url("/feed");
  feed.etag = "\"kept\"";
  RecordFetch(feed, rig.FetchFeed(feed), rig.clock.Now());
  CHECK(feed.last_error == "127.0.0.1 has nothing at this address (404).");
  status = 500;
  RecordFetch(feed, rig.FetchFeed(feed), rig.clock.Now());
  CHECK(feed.failures == 2);
  CHECK(feed.last_error == "127.0.0.1 reports an error of its own (500).");
  CHECK(feed.etag == "\"kept\"");
  status = 200;
  RecordFetch(feed, rig.FetchFeed(feed), rig.clock.Now());
  CHECK(feed.last_error == "The answer of 127.0.0.1 is empty.");
  status = 304;
  CHECK(rig.FetchFeed(feed).outcome == Outcome::kFailed);
  feed.url = "http://127.0.0.1:1/";
  CHECK(rig.FetchFeed(feed).error == "127.0.0.1 accepts no connection on port 1.");
  feed.url = "feed of mine";
  CHECK(rig.FetchFeed(feed).error == "This is no web address.");
}

TEST_CASE("redirects to private addresses and in circles are refused") {
  TestServer server(NoRobots([](const TestRequest& request, TestPeer& peer) {
    peer.Redirect(302, request.target == "/in" ? "http://10.0.0.1/" : "/circle");
  }));
  Rig rig;
  CHECK(rig.FetchFeed(server.Url("/in")).error == "It redirects to 10.0.0.1, which is not a public address.");
  CHECK(rig.FetchFeed(server.Url("/circle")).error == "It redirects more than 5 times.");
}

TEST_CASE("robots.txt of the host a page redirects to counts") {
  TestServer closed([](const TestRequest& request, TestPeer& peer) {
    peer.Answer(200, "", request.target == "/robots.txt" ? "User-agent: *\nDisallow: /\n" : "content");
  });
  TestServer server(NoRobots([&](const TestRequest&, TestPeer& peer) { peer.Redirect(302, closed.Url("/page")); }));
  Rig rig;
  const auto page = rig.FetchPage(server.Url("/go"));
  CHECK(page.disallowed);
  CHECK(CountTarget(closed, "/page") == 0);
}

// A site whose robots.txt, licence, own file and page headers are given; counts what was asked for.
struct Site {
  std::string robots, license, tdmrep, page_headers;
  int license_status = 200;
  TestServer server{[this](const TestRequest& request, TestPeer& peer) {
    if (request.target == "/robots.txt") return void(peer.Answer(robots.empty() ? 404 : 200, "", robots));
    if (request.target == "/license.xml") return void(peer.Answer(license_status, "", license));
    if (request.target == "/.well-known/tdmrep.json") return void(peer.Answer(tdmrep.empty() ? 404 : 200, "", tdmrep));
    peer.Answer(200, "Content-Type: text/html\r\n" + page_headers, "<p>text");
  }};
};

TEST_CASE("a page comes with what its headers say of its rights") {
  Site site;
  site.page_headers = "TDM-Reservation: 1\r\nTDM-Policy: /tdm.json\r\n"
                      "Link: </l.xml>; rel=\"license\"; type=\"application/rsl+xml\", </x>; rel=license\r\n";
  Rig rig;
  const auto page = rig.FetchPage(site.server.Url("/article"));
  CHECK(page.ok);
  CHECK(page.body == "<p>text");
  REQUIRE(page.terms.size() == 1);
  CHECK(page.terms[0].reserved);
  CHECK(page.terms[0].scope == "/article$");
  CHECK(page.terms[0].policy_url == site.server.Url("/tdm.json"));
  CHECK(page.licenses == std::vector<std::string>{site.server.Url("/l.xml")});
}

TEST_CASE("a page that the site's own file reserves is not fetched") {
  Site site;
  site.tdmrep = R"([{"location": "/", "tdm-reservation": 0}, {"location": "/paid/*", "tdm-reservation": 1}])";
  Rig rig;
  CHECK(rig.FetchPage(site.server.Url("/open/1")).ok);
  const auto page = rig.FetchPage(site.server.Url("/paid/1"));
  CHECK_FALSE(page.ok);
  CHECK(page.reserved);
  CHECK(page.error.find("reserved") != std::string::npos);
  REQUIRE(page.terms.size() == 2);
  CHECK(CountTarget(site.server, "/paid/1") == 0);
  CHECK(CountTarget(site.server, "/.well-known/tdmrep.json") == 1);
}

TEST_CASE("a page that a licence named in robots.txt reserves is not fetched") {
  Site site;
  site.robots = "User-agent: *\nAllow: /\nLicense: /license.xml\n";
  site.license = R"(<rsl xmlns="https://rslstandard.org/rsl"><content url="/news/"><license><payment type="subscription"/></license></content></rsl>)";
  Rig rig;
  CHECK(rig.FetchPage(site.server.Url("/about")).ok);
  const auto page = rig.FetchPage(site.server.Url("/news/1"));
  CHECK(page.reserved);
  REQUIRE(page.terms.size() == 1);
  CHECK(page.terms[0].kind == TermsKind::kRsl);
  CHECK(CountTarget(site.server, "/news/1") == 0);
  CHECK(CountTarget(site.server, "/license.xml") == 1);
}

TEST_CASE("while a licence that is named cannot be read nothing is taken over, and later it is asked again") {
  Site site;
  site.robots = "License: /license.xml\n";
  site.license = R"(<rsl xmlns="https://rslstandard.org/rsl"><content url="/"><license><permits type="usage">all</permits></license></content></rsl>)";
  site.license_status = 503;
  Rig rig;
  const auto page = rig.FetchPage(site.server.Url("/news/1"));
  CHECK_FALSE(page.ok);
  CHECK_FALSE(page.reserved);
  CHECK(page.error.find("licence") != std::string::npos);
  site.license_status = 200;
  CHECK_FALSE(rig.FetchPage(site.server.Url("/news/1")).ok);
  rig.clock.Advance(std::chrono::minutes(16));
  CHECK(rig.FetchPage(site.server.Url("/news/1")).ok);
}

TEST_CASE("feeds are offered to be read: terms about pages do not keep them away") {
  Site site;
  site.tdmrep = R"([{"location": "/", "tdm-reservation": 1}])";
  Rig rig;
  CHECK(rig.FetchFeed(site.server.Url("/feed.xml")).outcome == Outcome::kNew);
  CHECK(CountTarget(site.server, "/.well-known/tdmrep.json") == 0);
}

TEST_CASE("a feed's hub is found in the answer's headers") {
  TestServer server(NoRobots([](const TestRequest&, TestPeer& peer) {
    peer.Answer(200, "Link: <https://hub.example/>; rel=\"hub\"\r\nLink: <https://site.example/feed>; rel=self, <https://b.example/>; rel=hub\r\n", "<rss/>");
  }));
  Rig rig;
  const auto fetched = rig.FetchFeed(server.Url("/feed"));
  CHECK(fetched.hub == "https://hub.example/");
  CHECK(fetched.self_url == "https://site.example/feed");
}

TEST_CASE("a page that is not there says so") {
  TestServer server(NoRobots([](const TestRequest&, TestPeer& peer) { peer.Answer(404, "", "sorry"); }));
  Rig rig;
  const auto page = rig.FetchPage(server.Url("/article"));
  CHECK_FALSE(page.ok);
  CHECK(page.gone);
  CHECK(page.body == "");
}

TEST_CASE("when the program stops every callback has been called") {
  TestServer server([](const TestRequest&, TestPeer& peer) { peer.Sleep(seconds(20)); });
  std::atomic<int> answered{0};
  {
    Rig rig;
    Feed feed;
    for (int i = 0; i < 10; ++i) {
      feed.url = server.Url("/" + std::to_string(i));
      rig.fetcher.FetchFeedLater(feed, rig.clock.Now(),
                                 [&](FetchedFeed fetched) { answered += fetched.outcome == Outcome::kFailed; });
      rig.fetcher.FetchPageLater(feed.url, [&](FetchedPage page) { answered += !page.ok; });
    }
  }
  CHECK(answered == 20);
}

}  // namespace newsstand::fetch
