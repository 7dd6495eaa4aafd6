// Articles for tests, made of few words.
#pragma once

#include <string>
#include <vector>

#include "base/time.h"
#include "content/search/segment_writer.h"

namespace newsstand::search {

inline constexpr int64_t kTestHour = 3'600'000;
inline const int64_t kTestNow = ToUnixMillis(*ParseRfc3339("2026-11-20T12:00:00Z"));

inline Document MakeArticle(int64_t id, std::string headline, std::string body, std::string language = "en",
                            int64_t hours_ago = 1) {
  Document document;
  document.article = id;
  document.headline = std::move(headline);
  document.body = std::move(body);
  document.language = std::move(language);
  document.published = kTestNow - hours_ago * kTestHour;
  document.title = 1;
  document.source = "the-morning-post";
  document.country = "GB";
  return document;
}

class TestClock : public Clock {
 public:
  Timestamp Now() const override { return FromUnixMillis(kTestNow); }
};

}  // namespace newsstand::search
