// Pages made to be dear to search for an article: time grows with their length alone. bench/bombs_bench.cc reads them
// at the largest size that is fetched.
#include <doctest/doctest.h>

#include <ctime>
#include <string>

#include "content/extract/extract.h"
#include "content/html/bombs_test_data.h"

namespace newsstand::extract {
namespace {

constexpr size_t kBytes = 2 << 20;  // quadratic time would be minutes
constexpr double kSeconds = 5;  // of the processor; what people run needs far less, sanitizers are many times slower

ExtractedArticle ReadInTime(const std::string& page) {
  const std::clock_t start = std::clock();
  const auto article = Extract({page, "", "https://paper.test/2026/11/22/story.html"});
  CHECK(static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC < kSeconds);
  REQUIRE(article.ok());
  return *article;
}

size_t CountOf(std::string_view text, std::string_view part) {
  size_t count = 0;
  for (size_t at = text.find(part); at != std::string_view::npos; at = text.find(part, at + 1)) ++count;
  return count;
}

TEST_CASE("a page made to be dear is searched in time that grows with its length alone") {
  for (const html::bombs::PageBomb& bomb : html::bombs::PageBombs()) {
    CAPTURE(bomb.before.substr(0, 60));
    CAPTURE(bomb.unit);
    const size_t frame = bomb.before.size() + bomb.after.size();
    (void)ReadInTime(bomb.before +
                     html::bombs::Number(bomb.unit, frame + kBytes / 2 > kBytes ? kBytes / 2 : kBytes - frame) +
                     bomb.after);
  }
}

TEST_CASE("of a figure with pictures without end the article keeps as many as anybody looks at, once each") {
  const std::string paragraph =
      "<p>The ferry came back to the harbour on Sunday after a week of repairs, and the town was glad of it, "
      "said the mayor, who had come down to the quay with half of the school.</p>";
  const std::string text = html::bombs::Repeat(paragraph, paragraph.size() * 4);
  const std::string pictures = html::bombs::Number("<img src=/pictures/#-of-the-ferry.jpg>", 200'000);
  const auto article = ReadInTime("<article>" + text + "<figure>" + pictures + pictures +
                                  "<figcaption>All of them.</figcaption></figure>" + text + "</article>");
  const size_t shown = CountOf(article.html, "<img ");
  CHECK(shown >= 1'000);
  CHECK(shown <= 2'000);
  CHECK(CountOf(article.html, "/7-of-the-ferry.jpg") == 1);
  CHECK(CountOf(article.html, "All of them.") == 1);
}

}  // namespace
}  // namespace newsstand::extract
