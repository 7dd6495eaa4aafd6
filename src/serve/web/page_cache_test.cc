#include "serve/web/page_cache.h"

#include <doctest/doctest.h>

#include <atomic>
#include <stdexcept>
#include <thread>
#include <vector>

using namespace newsstand;
using namespace newsstand::web;

namespace {

PagePtr MakePage(std::string text, int status = 200) {
  auto page = std::make_shared<Page>();
  page->status = status;
  page->body = std::make_shared<const http::Body>(http::Body{std::move(text), "", "", ""});
  return page;
}

}  // namespace

TEST_CASE("a page is rendered once for its edition and minute, and again for the next") {
  PageCache cache(1 << 20);
  int renders = 0;
  const auto render = [&] { return MakePage(std::to_string(++renders)); };
  CHECK(cache.Get("/", {1, 5}, render)->body->plain == "1");
  CHECK(cache.Get("/", {1, 5}, render)->body->plain == "1");
  CHECK(cache.Get("/", {2, 5}, render)->body->plain == "2");
  CHECK(cache.Get("/", {2, 6}, render)->body->plain == "3");
  CHECK(cache.Get("/latest", {2, 6}, render)->body->plain == "4");
}

TEST_CASE("many who ask at once wait for one rendering") {
  PageCache cache(1 << 20);
  std::atomic<int> renders{0};
  std::vector<std::thread> readers;
  std::atomic<int> right{0};
  for (int i = 0; i < 8; ++i) {
    readers.emplace_back([&] {
      const PagePtr page = cache.Get("/", {1, 1}, [&] {
        ++renders;
        std::this_thread::sleep_for(std::chrono::milliseconds(50));
        return MakePage("page");
      });
      right += page->body->plain == "page";
    });
  }
  for (std::thread& reader : readers) reader.join();
  CHECK(renders == 1);
  CHECK(right == 8);
}

TEST_CASE("while the next page is rendered the one before it is shown") {
  PageCache cache(1 << 20);
  REQUIRE(cache.Get("/", {1, 1}, [] { return MakePage("old"); }));
  std::atomic<bool> begun{false}, go_on{false};
  std::thread slow([&] {
    cache.Get("/", {2, 1}, [&] {
      begun = true;
      while (!go_on) std::this_thread::yield();
      return MakePage("new");
    });
  });
  while (!begun) std::this_thread::yield();
  CHECK(cache.Get("/", {2, 1}, [] { return MakePage("unexpected"); })->body->plain == "old");
  go_on = true;
  slow.join();
  CHECK(cache.Get("/", {2, 1}, [] { return MakePage("unexpected"); })->body->plain == "new");
}

TEST_CASE("a rendering that fails is not kept") {
  PageCache cache(1 << 20);
  CHECK_THROWS_AS(cache.Get("/", {1, 1}, []() -> PagePtr { throw std::runtime_error("no"); }), std::runtime_error);
  CHECK(cache.Get("/", {1, 1}, [] { return MakePage("", 404); })->status == 404);
  CHECK(cache.bytes() == 0);
  CHECK(cache.Get("/", {1, 1}, [] { return MakePage("page"); })->body->plain == "page");
}

TEST_CASE("the cache stays within its budget, and what is asked for stays longest") {
  PageCache cache(64 * 1024);
  int renders = 0;
  const auto get = [&](int i) {
    cache.Get("/" + std::to_string(i), {1, 1}, [&] {
      ++renders;
      return MakePage(std::string(5'000, 'x'));
    });
  };
  for (int i = 0; i < 100; ++i) {
    get(0);
    get(i);
    CHECK(cache.bytes() <= 64 * 1024);
  }
  CHECK(renders == 100);
}
