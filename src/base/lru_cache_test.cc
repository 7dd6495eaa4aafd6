#include "base/lru_cache.h"

#include <doctest/doctest.h>

#include <memory>
#include <string>

using namespace newsstand;

TEST_CASE("what was asked for least recently leaves when there is too much") {
  LruCache<int, std::shared_ptr<const std::string>> cache(100);
  const auto text = [](const char* words) { return std::make_shared<const std::string>(words); };
  CHECK(cache.Find(1) == nullptr);
  cache.Put(1, text("one"), 40);
  cache.Put(2, text("two"), 40);
  CHECK(*cache.Find(1) == "one");
  cache.Put(3, text("three"), 40);
  CHECK(cache.Find(2) == nullptr);
  CHECK(*cache.Find(1) == "one");
  CHECK(cache.bytes() == 80);
  cache.Put(1, text("a longer one"), 60);
  CHECK(*cache.Find(1) == "a longer one");
  CHECK(cache.bytes() == 100);
  cache.Put(4, text("larger than all"), 1000);
  CHECK(cache.Find(1) == nullptr);
  CHECK(*cache.Find(4) == "larger than all");
  CHECK(cache.bytes() == 1000);
}
