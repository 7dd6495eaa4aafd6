// The press over the wire: a small client of its own, so that also broken answers are seen as they are.
#include <arpa/inet.h>
#include <doctest/doctest.h>
#include <sys/socket.h>
#include <unistd.h>

#include <atomic>
#include <cstdlib>
#include <filesystem>
#include <set>

#include "base/text.h"
#include "press/http.h"
#include "press/press.h"

using namespace newsstand;
using namespace newsstand::press;

namespace {

struct Answer {
  int status = 0;
  std::string head, body;
  bool closed = false;
  std::string Header(std::string_view name) const {
    std::string lower = AsciiLower(head), wanted = "\r\n" + AsciiLower(name) + ": ";
    size_t at = lower.find(wanted);
    if (at == std::string::npos) return {};
    at += wanted.size();
    return head.substr(at, head.find("\r\n", at) - at);
  }
};

class Client {
 public:
  explicit Client(const std::string& base) {  // "http://127.0.1.2:8100"
    size_t colon = base.rfind(':');
    std::string host = base.substr(7, colon - 7);
    socket_ = socket(AF_INET, SOCK_STREAM, 0);
    timeval limit{10, 0};
    setsockopt(socket_, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(static_cast<uint16_t>(std::stoi(base.substr(colon + 1))));
    inet_pton(AF_INET, host.c_str(), &address.sin_addr);
    REQUIRE(connect(socket_, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0);
  }
  ~Client() { close(socket_); }

  Answer Get(const std::string& target, const std::string& more = "", const std::string& method = "GET") {
    std::string request = method + " " + target + " HTTP/1.1\r\nHost: press\r\n" + more + "\r\n";
    REQUIRE(send(socket_, request.data(), request.size(), MSG_NOSIGNAL) == static_cast<ssize_t>(request.size()));
    Answer answer;
    while (buffer_.find("\r\n\r\n") == std::string::npos && Fill()) {
    }
    size_t end = buffer_.find("\r\n\r\n");
    if (end == std::string::npos) {
      answer.closed = true;
      return answer;
    }
    answer.head = buffer_.substr(0, end + 2);
    buffer_.erase(0, end + 4);
    answer.status = std::atoi(answer.head.c_str() + 9);
    size_t length =
        answer.Header("content-length").empty() || method == "HEAD" ? 0 : std::stoul(answer.Header("content-length"));
    while (buffer_.size() < length && Fill()) {
    }
    answer.closed = buffer_.size() < length;
    answer.body = buffer_.substr(0, length);
    buffer_.erase(0, answer.body.size());
    return answer;
  }

 private:
  bool Fill() {
    char part[65536];
    ssize_t got = recv(socket_, part, sizeof part, 0);
    if (got <= 0) return false;
    buffer_.append(part, static_cast<size_t>(got));
    return true;
  }
  int socket_;
  std::string buffer_;
};

Answer Fetch(const std::string& url, const std::string& more = "") {
  size_t slash = url.find('/', 7);
  return Client(url.substr(0, slash)).Get(slash == std::string::npos ? "/" : url.substr(slash), more);
}

class MovableClock : public Clock {
 public:
  Timestamp Now() const override { return FromUnixMillis(now_); }
  void Set(Timestamp time) { now_ = ToUnixMillis(time); }

 private:
  std::atomic<int64_t> now_{1'795'000'000'000};
};

std::unique_ptr<Press> StartDemo(Options options = {}) {
  options.pictures = std::filesystem::temp_directory_path() / "newsstand-press-test-pictures";
  auto started = Press::Start(options);
  REQUIRE_MESSAGE(started, (started ? "" : started.error().message));
  return std::move(*started);
}

std::vector<std::string> Lines(const std::string& text) {
  std::vector<std::string> lines;
  for (std::string_view line : Split(text, '\n')) {
    if (!line.empty()) lines.emplace_back(line);
  }
  return lines;
}

}  // namespace

TEST_CASE(
    "every feed and front page of the demo answers at its own address, over kept connections, with 304 on a second "
    "visit") {
  auto press = StartDemo();
  std::set<std::string> hosts;
  for (const std::string& url : Lines(press->urls())) {
    size_t slash = url.find('/', 7);
    hosts.insert(url.substr(0, slash));
    Client client(url.substr(0, slash));
    Answer first = client.Get(url.substr(slash));
    CHECK_MESSAGE(first.status == 200, url);
    std::string etag = first.Header("ETag"), changed = first.Header("Last-Modified");
    CHECK((!etag.empty() || !changed.empty()));
    std::string validators = (etag.empty() ? "" : "If-None-Match: " + etag + "\r\n") +
                             (changed.empty() ? "" : "If-Modified-Since: " + changed + "\r\n");
    Answer second = client.Get(url.substr(slash), validators);
    CHECK_MESSAGE(second.status == 304, url);
    CHECK(second.body.empty());
    CHECK(client.Get("/").status == 200);
    CHECK(client.Get("/robots.txt").status == 200);
    CHECK(client.Get("/nothing-here").status == 404);
    CHECK(client.Get("/", "", "POST").status == 405);
  }
  CHECK(hosts.size() == press->title_count());
  CHECK(Fetch(press->catalogue_address()).body == press->catalogue());
}

TEST_CASE("pages, pictures, icons and recordings of the demo are there, and compressed when asked") {
  auto press = StartDemo();
  Answer front = Fetch(press->address() + "/t/fairlead/", "Accept-Encoding: gzip\r\n");
  CHECK(front.Header("Content-Encoding") == "gzip");
  CHECK(front.body.substr(0, 2) == "\x1f\x8b");
  std::string page = Fetch(press->address() + "/t/fairlead/").body;
  for (const char* what : {"/pictures/", "/icon-64.png", "rel=\"alternate\""})
    CHECK_MESSAGE(page.find(what) != std::string::npos, what);
  size_t at = page.find("/pictures/");
  std::string base = "http://127.0.1.1:" + std::to_string(press->port());
  Answer picture = Fetch(base + page.substr(at, page.find('"', at) - at));
  CHECK(picture.status == 200);
  CHECK(picture.body.substr(0, 3) == "\xff\xd8\xff");
  CHECK(Fetch(base + "/icon-180.png").body.substr(1, 3) == "PNG");
  CHECK(Fetch(base + "/favicon.ico").body.substr(0, 4) == std::string("\0\0\1\0", 4));
  size_t article = page.find("<h2><a href=\"") + 13;
  Answer text = Fetch(page.substr(article, page.find('"', article) - article));
  CHECK(text.status == 200);
  CHECK(text.body.find("<article>") != std::string::npos);
}

TEST_CASE("a clock that moves on brings new articles, and one that jumps by a month does not drown the press") {
  MovableClock clock;
  Options options;
  options.clock = &clock;
  Timestamp start = clock.Now();
  auto press = StartDemo(options);
  size_t before = press->article_count();
  clock.Set(start + std::chrono::minutes(30));
  size_t half_an_hour = press->article_count();
  CHECK(half_an_hour > before + 50);
  clock.Set(start + std::chrono::hours(24 * 31));
  CHECK(press->article_count() < half_an_hour + 1500);
  CHECK(press->article_count() > half_an_hour + 300);
}

TEST_CASE("titles can also be told apart by ports or by paths") {
  Options options;
  options.layout = Layout::kPaths;
  auto press = StartDemo(options);
  CHECK(press->urls().find(press->address() + "/t/daily-kettle/feed.xml") != std::string::npos);
  CHECK(Fetch(press->address() + "/t/daily-kettle/feed.xml").status == 200);
  options.layout = Layout::kPorts;
  options.port = 0;
  auto refused = Press::Start(options);
  REQUIRE(!refused);
  CHECK(refused.error().message.find("needs a first port") != std::string::npos);
}

TEST_CASE("a port in use is said so") {
  auto press = StartDemo();
  Options options;
  options.port = press->port();
  auto second = Press::Start(options);
  REQUIRE(!second);
  CHECK(second.error().message.find("cannot listen on 127.0.0.1:" + std::to_string(press->port())) !=
        std::string::npos);
}

TEST_CASE("faults are what they say") {
  auto press = StartDemo();
  auto fault = [&](const std::string& name) { return Fetch(press->address() + "/fault/" + name); };
  CHECK(fault("").body.find("/fault/zeros-gzip") != std::string::npos);
  CHECK(fault("status/429").status == 429);
  CHECK(fault("status/429").Header("Retry-After") == "30");
  CHECK(fault("status/503").status == 503);
  CHECK(fault("gone").status == 410);
  CHECK(fault("moved-301").status == 301);
  CHECK(fault("moved-308").Header("Location") == press->address() + "/fault/feed");
  CHECK(fault("redirects/3").Header("Location") == press->address() + "/fault/redirects/2");
  CHECK(fault("redirects/1").Header("Location") == press->address() + "/fault/feed");
  CHECK(fault("loop").Header("Location") == press->address() + "/fault/loop");
  CHECK(fault("redirect-to-metadata").Header("Location").find("169.254.169.254") != std::string::npos);
  CHECK(fault("dropped").closed);
  Answer truncated = fault("truncated");
  CHECK(truncated.closed);
  CHECK(!truncated.body.empty());
  CHECK(fault("turns-to-html").body.find("<rss") != std::string::npos);
  CHECK(fault("turns-to-html").body.find("<h1>") != std::string::npos);
  CHECK(fault("gone-after-one").status == 200);
  CHECK(fault("gone-after-one").status == 410);
  CHECK(fault("zeros-gzip").body.size() < 2'000'000);
  CHECK(fault("zeros-gzip").Header("Content-Encoding") == "gzip");
  CHECK(fault("no-type").Header("Content-Type").empty());
  CHECK(fault("unheard-of").status == 404);
}

TEST_CASE("with a fault rate some answers fail, and every address works at the second or third try") {
  Options options;
  options.fault_rate = 0.3;
  auto press = StartDemo(options);
  int failed = 0, mended = 0;
  std::vector<std::string> urls = Lines(press->urls());
  for (size_t i = 0; i < urls.size() && i < 60; ++i) {
    bool good = false;
    for (int attempt = 0; attempt < 12 && !good; ++attempt) {
      Answer answer = Fetch(urls[i] + "?try=" + std::to_string(attempt));
      good = answer.status == 200 && !answer.closed;
      if (!good) ++failed;
    }
    mended += good ? 1 : 0;
  }
  CHECK(failed > 5);
  CHECK(mended == 60);
}

TEST_CASE("a replay makes exactly one article of every row, whatever is missing in it") {
  Options options;
  options.mode = Mode::kReplay;
  options.file = "tests/data/press/replay.jsonl";
  auto press = StartDemo(options);
  CHECK(press->article_count() == 7);
  CHECK(press->title_count() == 4);  // "The Kestrel" and "the kestrel" are two sources
  REQUIRE(press->warnings().size() == 1);
  CHECK(press->warnings()[0].find("line 6 is no JSON object") == 0);
  std::set<std::string> ids;
  for (const std::string& url : Lines(press->urls())) {
    std::string feed = Fetch(url).body;
    for (size_t at = 0; (at = feed.find("/article/", at)) != std::string::npos; ++at)
      ids.insert(feed.substr(at, feed.find_first_of("<\"", at) - at));
  }
  CHECK(ids.size() == 7);
  CHECK(ids.count("/article/aB3") == 1);
  CHECK(ids.count("/article/ab3") == 1);
  for (const char* file : {"tests/data/press/none.jsonl", "tests/data/press/feeds/harbour.xml"}) {
    options.file = file;
    auto refused = Press::Start(options);
    REQUIRE(!refused);
    CHECK(refused.error().message.find(file) != std::string::npos);
  }
}

TEST_CASE("a replay at a speed lets articles appear in the order of their dates") {
  MovableClock clock;
  Options options;
  options.mode = Mode::kReplay;
  options.file = "tests/data/press/replay.jsonl";
  options.articles_per_second = 2;
  options.clock = &clock;
  Timestamp start = clock.Now();
  auto press = StartDemo(options);
  CHECK(press->article_count() == 1);
  clock.Set(start + std::chrono::milliseconds(1600));
  CHECK(press->article_count() == 4);
  clock.Set(start + std::chrono::seconds(10));
  CHECK(press->article_count() == 7);
}

TEST_CASE("the real articles replay as 4,882 distinct articles") {
  const char* named = std::getenv("NEWSSTAND_DATA");
  const char* home = std::getenv("HOME");
  std::filesystem::path data = named ? named : std::string(home ? home : "") + "/.cache/newsstand-data";
  std::filesystem::path file = data / "articles/articles.jsonl";
  if (!std::filesystem::exists(file)) {
    const char* ci = std::getenv("CI");
    CHECK_MESSAGE((!ci || std::string_view(ci) != "true"), "no ", file.string());
    MESSAGE("skipped: no ", file.string());
    return;
  }
  Options options;
  options.mode = Mode::kReplay;
  options.file = file;
  auto press = StartDemo(options);
  CHECK(press->article_count() == 4882);
  CHECK(press->warnings().empty());
  std::set<std::string> ids;
  for (const std::string& url : Lines(press->urls())) {
    Answer feed = Fetch(url);
    REQUIRE(feed.status == 200);
    std::string address = url.substr(0, url.find('/', 7)) + "/article/";
    for (size_t at = 0; (at = feed.body.find(address, at)) != std::string::npos; ++at)
      ids.insert(feed.body.substr(at, feed.body.find_first_of("<\"", at) - at));
  }
  CHECK(ids.size() == 4882);
}

TEST_CASE("a folder of feeds is served, each file at an address of its own") {
  Options options;
  options.mode = Mode::kFolder;
  options.file = "tests/data/press/feeds";
  auto press = StartDemo(options);
  std::vector<std::string> urls = Lines(press->urls());
  REQUIRE(urls.size() == 2);
  CHECK(urls[0].find("http://127.0.1.1:") == 0);
  CHECK(urls[1].find("/choir%20notes.json") != std::string::npos);
  Answer first = Fetch(urls[0]);
  CHECK(first.body.find("High water at noon") != std::string::npos);
  CHECK(first.Header("Content-Type") == "application/rss+xml");
  CHECK(Fetch(urls[0], "If-None-Match: " + first.Header("ETag") + "\r\n").status == 304);
  CHECK(Fetch(urls[1]).Header("Content-Type") == "application/feed+json");
  CHECK(Fetch(press->address() + "/opml").body.find(urls[1]) != std::string::npos);
}
