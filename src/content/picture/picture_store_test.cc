#include "content/picture/picture_store.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <set>
#include <thread>
#include <vector>

#include "base/text.h"
#include "content/picture/disk_cache.h"
#include "content/picture/facts_book.h"
#include "net/test_server.h"

using namespace newsstand;
using namespace newsstand::picture;
namespace fs = std::filesystem;

namespace {

struct TestClock final : Clock {
  std::atomic<int64_t> offset_seconds{0};
  Timestamp Now() const override {
    return *ParseRfc3339("2026-11-22T12:00:00Z") + std::chrono::seconds(offset_seconds.load());
  }
};

std::string BigEndian(uint32_t value) {
  return {static_cast<char>(value >> 24), static_cast<char>(value >> 16), static_cast<char>(value >> 8), static_cast<char>(value)};
}

std::string Chunk(const std::string& kind, const std::string& data) {
  const std::string body = kind + data;
  uint32_t crc = 0xffffffff;
  for (const char c : body) {
    crc ^= static_cast<uint8_t>(c);
    for (int bit = 0; bit < 8; ++bit) crc = crc >> 1 ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return BigEndian(static_cast<uint32_t>(data.size())) + body + BigEndian(~crc);
}

// A PNG of one colour, written by hand: zlib data in stored blocks.
std::string Png(uint32_t side) {
  std::string rows;
  for (uint32_t y = 0; y < side; ++y) {
    rows += '\0';
    for (uint32_t x = 0; x < side; ++x) rows += std::string("\x20\x90\x50", 3);
  }
  uint32_t low = 1, high = 0;
  for (const char c : rows) {
    low = (low + static_cast<uint8_t>(c)) % 65521;
    high = (high + low) % 65521;
  }
  std::string packed("\x78\x01", 2);
  for (size_t at = 0; at < rows.size(); at += 0xffff) {
    const size_t size = std::min<size_t>(0xffff, rows.size() - at);
    packed += at + size == rows.size() ? '\1' : '\0';
    for (const size_t value : {size, size ^ 0xffff}) packed += {static_cast<char>(value), static_cast<char>(value >> 8)};
    packed.append(rows, at, size);
  }
  packed += BigEndian(high << 16 | low);
  return "\x89PNG\r\n\x1a\n" + Chunk("IHDR", BigEndian(side) + BigEndian(side) + std::string("\x08\x02\0\0\0", 5)) +
         Chunk("IDAT", packed) + Chunk("IEND", "");
}

class Gallery {
 public:
  explicit Gallery(net::TestServer::Handler handler = [](const net::TestRequest&, net::TestPeer& peer) { peer.Answer(200, "", Png(400)); })
      : server(std::move(handler)), folder(fs::temp_directory_path() / ("newsstand_picture_test_" + std::to_string(counter_++))) {
    fs::remove_all(folder);
    net::ClientOptions options;
    options.guard = *net::AddressGuard::Create({"127.0.0.0/8"});
    client = std::make_unique<net::HttpClient>(std::move(options));
  }
  ~Gallery() {
    client->Stop();
    fs::remove_all(folder);
  }
  std::unique_ptr<PictureStore> Open(int64_t max_bytes = 64 << 20) {
    PictureOptions options;
    options.folder = folder.string();
    options.max_bytes = max_bytes;
    options.secret = "a secret of the test";
    auto store = std::make_unique<PictureStore>(*client, clock, options);
    const Status opened = store->Open();
    REQUIRE_MESSAGE(opened, opened.error().message);
    return store;
  }

  net::TestServer server;
  TestClock clock;
  fs::path folder;
  std::unique_ptr<net::HttpClient> client;

 private:
  static inline int counter_ = 0;
};

// What the server's router makes of an address: decoded, split into signature, width and rest.
struct Parts {
  std::string signature, width, rest;
};
Parts Route(const std::string& address) {
  const std::string path = PercentDecode(address);
  const auto pieces = Split(path, '/');
  REQUIRE(pieces.size() > 5);
  const size_t start = std::string("/picture//").size() + pieces[2].size() + pieces[3].size() + 1;
  return {std::string(pieces[2]), std::string(pieces[3]), path.substr(start)};
}

Result<PictureFile> Ask(PictureStore& store, const std::string& url, int width = 320, bool webp = false) {
  const Parts parts = Route(store.Address(url, width));
  return store.Find(parts.signature, parts.width, parts.rest, webp);
}

}  // namespace

TEST_CASE("an address leads back to the picture it was made for, however odd") {
  Gallery gallery;
  const auto store = gallery.Open();
  for (const char* path : {"/a.jpg", "/a%20b.jpg?w=1&h=%2F2", "/a//b///c.jpg", "/", "/%C3%BC/%E6%97%A5.png", "/a.jpg?x=http://b/c?d=e",
                           "/a+b.jpg?q=a+b", "/a.jpg?u=%25%20", "/a;b=c,d/e(1)!.jpg", "/~a/'b'/*"}) {
    const auto found = Ask(*store, gallery.server.Url(path));
    CHECK_MESSAGE(found, path << ": " << (found ? "" : found.error().message));
    CHECK(gallery.server.requests().back().target == path);
  }
}

TEST_CASE("what a browser would rewrite in an address does not stand in it") {
  Gallery gallery;
  const auto store = gallery.Open();
  for (const char* path : {"/a.jpg?u=/../b/./c", "/a.jpg?u=a\\b"}) {
    const std::string address = store->Address(gallery.server.Url(path), 320);
    const std::string decoded = PercentDecode(address);
    for (const std::string_view part : Split(decoded, '/')) CHECK_MESSAGE((part != "." && part != ".."), address);
    CHECK(decoded.find('\\') == std::string::npos);
    CHECK(Ask(*store, gallery.server.Url(path)));
  }
  CHECK(gallery.server.requests().front().target == "/a.jpg?u=/%2E%2E/b/%2E/c");
}

TEST_CASE("only addresses of the web in the widths of the pages are given out") {
  Gallery gallery;
  const auto store = gallery.Open();
  CHECK(store->Address("https://example.org/a.jpg", 321).empty());
  CHECK(store->Address("data:image/png;base64,x", 320).empty());
  CHECK(store->Address("//example.org/a.jpg", 320).empty());
  CHECK(store->Address("https://example.org/" + std::string(3000, 'a'), 320).empty());
}

TEST_CASE("a signature, a width or an address that was not given out is denied and nothing fetched") {
  Gallery gallery;
  const auto store = gallery.Open();
  const Parts right = Route(store->Address(gallery.server.Url("/a.jpg"), 320));
  Parts forged = right;
  forged.signature[0] = forged.signature[0] == 'A' ? 'B' : 'A';
  for (const Parts& wrong : {forged, Parts{"", right.width, right.rest}, Parts{right.signature, "321", right.rest},
                             Parts{right.signature, "0320", right.rest}, Parts{right.signature, right.width, right.rest + "x"},
                             Parts{right.signature, right.width, "s" + right.rest.substr(1)}, Parts{right.signature, right.width, ""}}) {
    const auto found = store->Find(wrong.signature, wrong.width, wrong.rest, false);
    REQUIRE_FALSE(found);
    CHECK(found.error().code == ErrorCode::kDenied);
  }
  CHECK(gallery.server.requests().empty());
}

TEST_CASE("a picture that many ask for at once is fetched once, in all its sizes") {
  Gallery gallery([](const net::TestRequest&, net::TestPeer& peer) {
    peer.Sleep(std::chrono::milliseconds(200));
    peer.Answer(200, "", Png(600));
  });
  const auto store = gallery.Open();
  const std::string url = gallery.server.Url("/a.jpg");
  std::atomic<int> found{0};
  std::vector<std::thread> threads;
  for (int i = 0; i < 20; ++i) {
    threads.emplace_back([&, i] {
      if (Ask(*store, url, i % 2 == 0 ? 320 : 480, i % 3 == 0)) ++found;
    });
  }
  for (auto& thread : threads) thread.join();
  CHECK(found == 20);
  CHECK(gallery.server.requests().size() == 1);
}

TEST_CASE("a failure is remembered for ten minutes, then tried again") {
  std::atomic<bool> works{false};
  Gallery gallery([&](const net::TestRequest&, net::TestPeer& peer) { works ? peer.Answer(200, "", Png(50)) : peer.Answer(404, "", "no"); });
  const auto store = gallery.Open();
  const std::string url = gallery.server.Url("/a.jpg");
  CHECK_FALSE(Ask(*store, url));
  works = true;
  CHECK_FALSE(Ask(*store, url));
  CHECK(gallery.server.requests().size() == 1);
  gallery.clock.offset_seconds = 601;
  CHECK(Ask(*store, url));
}

TEST_CASE("what is no picture is refused and leaves nothing behind") {
  Gallery gallery([](const net::TestRequest&, net::TestPeer& peer) {
    peer.Answer(200, "Content-Type: image/png\r\n", "<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>");
  });
  const auto store = gallery.Open();
  CHECK_FALSE(Ask(*store, gallery.server.Url("/a.png")));
  CHECK(store->counters().files == 0);
}

TEST_CASE("a host that says when to come again is left alone until then") {
  Gallery gallery([](const net::TestRequest& request, net::TestPeer& peer) {
    request.target == "/busy.jpg" ? peer.Answer(429, "Retry-After: 3600\r\n", "") : peer.Answer(200, "", Png(50));
  });
  const auto store = gallery.Open();
  CHECK_FALSE(Ask(*store, gallery.server.Url("/busy.jpg")));
  CHECK_FALSE(Ask(*store, gallery.server.Url("/other.jpg")));
  gallery.clock.offset_seconds = 1800;
  CHECK_FALSE(Ask(*store, gallery.server.Url("/third.jpg")));
  CHECK(gallery.server.requests().size() == 1);
  gallery.clock.offset_seconds = 3700;
  CHECK(Ask(*store, gallery.server.Url("/fourth.jpg")));
}

TEST_CASE("the folder stays within its budget and the most recently used stay") {
  DiskCache cache((fs::temp_directory_path() / "newsstand_disk_cache_test").string(), 10'000);
  fs::remove_all(fs::temp_directory_path() / "newsstand_disk_cache_test");
  REQUIRE(cache.Open());
  for (int i = 0; i < 30; ++i) {
    REQUIRE(cache.Save("aa" + std::to_string(i), std::string(1000, 'x')));
    CHECK(cache.Find("aa0"));  // used again and again
    CHECK(cache.bytes() <= 10'000);
  }
  CHECK(cache.files() == 10);
  CHECK_FALSE(cache.Find("aa5"));
  CHECK(cache.Find("aa29"));
  REQUIRE(cache.Save("aa29", std::string(500, 'y')));
  CHECK(cache.bytes() == 9'500);
}

TEST_CASE("a restart takes up the folder, and files of others are left alone") {
  Gallery gallery;
  const std::string url = gallery.server.Url("/a.jpg");
  std::string path;
  {
    const auto store = gallery.Open();
    path = Ask(*store, url)->path;
  }
  const fs::path strange = gallery.folder / "notes.txt", half = fs::path(path).parent_path() / (fs::path(path).filename().string() + ".1.part");
  std::ofstream(strange) << "mine";
  std::ofstream(half) << "ha";
  const auto store = gallery.Open(1);  // a budget of nothing: all but the last one leave
  CHECK(fs::exists(strange));
  CHECK_FALSE(fs::exists(half));
  const auto again = gallery.Open();
  CHECK(again->counters().files == 1);
  CHECK(Ask(*again, url));
}

TEST_CASE("a folder emptied by hand is filled again") {
  Gallery gallery;
  const auto store = gallery.Open();
  const std::string url = gallery.server.Url("/a.jpg");
  fs::remove(Ask(*store, url)->path);
  const auto again = Ask(*store, url);
  REQUIRE(again);
  CHECK(fs::exists(again->path));
  CHECK(gallery.server.requests().size() == 1);
  fs::remove_all(gallery.folder);
  CHECK(Ask(*store, url));
  CHECK(gallery.server.requests().size() == 2);
}

TEST_CASE("a disk that takes nothing is an error of one sentence, and publishers are not asked again and again") {
  Gallery gallery;
  const auto store = gallery.Open();
  for (int i = 0; i < 256; ++i) {  // a file where each folder would have to be
    const char* digits = "0123456789abcdef";
    std::ofstream(gallery.folder / std::string{digits[i / 16], digits[i % 16]}) << "";
  }
  const std::string url = gallery.server.Url("/a.jpg");
  for (int i = 0; i < 5; ++i) {
    const auto found = Ask(*store, url);
    REQUIRE_FALSE(found);
    CHECK(found.error().code == ErrorCode::kUnavailable);
  }
  CHECK(gallery.server.requests().size() == 1);
}

TEST_CASE("a folder that cannot be written stops the start with its name") {
  DiskCache cache("/proc/newsstand_pictures", 1000);
  const Status opened = cache.Open();
  REQUIRE_FALSE(opened);
  CHECK(opened.error().message.find("/proc/newsstand_pictures") != std::string::npos);
}

TEST_CASE("an icon is a small PNG") {
  Gallery gallery;
  const auto store = gallery.Open();
  const auto icon = store->FindIcon(gallery.server.Url("/favicon.ico"));
  REQUIRE(icon);
  CHECK(icon->content_type == "image/png");
  CHECK(icon->path.ends_with(".png"));
}

TEST_CASE("a picture is had in the shapes of the pages, and no other") {
  Gallery gallery;
  const auto store = gallery.Open();
  const std::string url = gallery.server.Url("/a.png");
  CHECK(store->Address(url, 320, Shape::kCard).find("/320-3x2/") != std::string::npos);
  CHECK(store->Address(url, 480, Shape::kWide).find("/480-16x9/") != std::string::npos);
  std::set<std::string> files;
  for (const Shape shape : {Shape::kOwn, Shape::kCard, Shape::kWide}) {
    const Parts parts = Route(store->Address(url, 320, shape));
    const auto file = store->Find(parts.signature, parts.width, parts.rest, true);
    REQUIRE_MESSAGE(file, file.error().message);
    files.insert(file->path);
  }
  CHECK(files.size() == 3);
  CHECK(store->counters().fetched == 1);
  const Parts parts = Route(store->Address(url, 320));
  for (const char* size : {"320-1x1", "320-", "320-3x2x", "3203", "-3x2", "320-16x90", "0", ""}) {
    const auto file = store->Find(parts.signature, size, parts.rest, true);
    REQUIRE_MESSAGE(!file, size);
    CHECK(file.error().code == ErrorCode::kDenied);
  }
}

TEST_CASE("what was learned of a picture is known after a restart, whatever became of its files") {
  Gallery gallery;
  const std::string url = gallery.server.Url("/a.png?x=/../y");
  {
    const auto store = gallery.Open();
    CHECK(!store->FactsOf(url));
    REQUIRE(Ask(*store, url));
    REQUIRE(store->FactsOf(url));
  }
  for (const auto& entry : fs::directory_iterator(gallery.folder)) {
    if (entry.is_directory()) fs::remove_all(entry.path());
  }
  std::ofstream(gallery.folder / "facts", std::ios::app) << "no line of ours\n0123456789abcdef -1 4 ffffff\n";
  const auto store = gallery.Open();
  const auto facts = store->FactsOf(url);
  REQUIRE(facts);
  CHECK(facts->width == 400);
  CHECK(facts->height == 400);
  CHECK(facts->colour == 0x209050);
}

TEST_CASE("a book of facts that is full begins anew") {
  const fs::path file = fs::temp_directory_path() / "newsstand_facts_test";
  fs::remove(file);
  FactsBook book(file.string(), 3);
  book.Open();
  for (int i = 1; i <= 4; ++i) book.Add("https://a.example/" + std::to_string(i), {i, i, 0});
  CHECK(!book.Find("https://a.example/1"));
  REQUIRE(book.Find("https://a.example/4"));
  CHECK(book.Find("https://a.example/4")->width == 4);
  FactsBook again(file.string(), 3);
  again.Open();
  CHECK(again.Find("https://a.example/4"));
  CHECK(!again.Find("https://a.example/2"));
  fs::remove(file);
}

TEST_CASE("what is pinned stays while anything else can leave, and the budget holds all the same") {
  const fs::path folder = fs::temp_directory_path() / "newsstand_pin_test";
  fs::remove_all(folder);
  DiskCache cache(folder.string(), 1000);
  REQUIRE(cache.Open());
  const std::string bytes(300, 'x');
  cache.Pin("kept");
  REQUIRE(cache.Save("kept-320.webp", bytes));
  for (int i = 0; i < 10; ++i) REQUIRE(cache.Save("other" + std::to_string(i) + "-320.webp", bytes));
  CHECK(cache.Find("kept-320.webp"));
  CHECK(!cache.Find("other6-320.webp"));
  CHECK(cache.bytes() <= 1000);
  // More pinned than there is room for: the oldest of them leave.
  for (int i = 0; i < 6; ++i) {
    cache.Pin("pinned" + std::to_string(i));
    REQUIRE(cache.Save("pinned" + std::to_string(i) + "-320.webp", bytes));
  }
  CHECK(cache.bytes() <= 1000);
  CHECK(!cache.Find("kept-320.webp"));
  CHECK(cache.Find("pinned5-320.webp"));
  // Let go as often as it was kept.
  cache.Pin("pinned5");
  cache.Unpin("pinned5");
  for (int i = 0; i < 4; ++i) REQUIRE(cache.Save("late" + std::to_string(i) + "-320.webp", bytes));
  CHECK(cache.Find("pinned5-320.webp"));
  for (int i = 0; i < 6; ++i) cache.Unpin("pinned" + std::to_string(i));
  for (int i = 0; i < 4; ++i) REQUIRE(cache.Save("last" + std::to_string(i) + "-320.webp", bytes));
  CHECK(!cache.Find("pinned5-320.webp"));
  fs::remove_all(folder);
}

TEST_CASE("the order of use outlives a restart") {
  const fs::path folder = fs::temp_directory_path() / "newsstand_use_test";
  fs::remove_all(folder);
  const std::string bytes(300, 'x');
  {
    DiskCache cache(folder.string(), 1000);
    REQUIRE(cache.Open());
    for (const char* name : {"aaa-1", "bbb-1", "ccc-1"}) {
      const auto path = cache.Save(name, bytes);
      REQUIRE(path);
      const auto age = std::chrono::hours(name[0] == 'a' ? 30 : name[0] == 'b' ? 20 : 10);
      fs::last_write_time(*path, fs::file_time_type::clock::now() - age);
    }
    CHECK(cache.Find("aaa-1"));
  }
  DiskCache cache(folder.string(), 1000);
  REQUIRE(cache.Open());
  REQUIRE(cache.Save("ddd-1", bytes));
  CHECK(cache.Find("aaa-1"));
  CHECK(!cache.Find("bbb-1"));
  fs::remove_all(folder);
}
