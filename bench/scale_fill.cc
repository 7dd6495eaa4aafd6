// A store as it looks after months of news, for bench/scale.py: scale_fill FOLDER STORED LIVE
// Makes FOLDER/newsstand.db with STORED articles of 400 titles, LIVE of them of the last six days and the rest older, a minute
// apart. Headlines and texts are the wire stories of the test data in turn: real words, sources and dates are not theirs.
#include <fmt/core.h>

#include <cstdlib>
#include <filesystem>
#include <string>
#include <vector>

#include "base/text.h"
#include "base/url_test_data.h"
#include "bench/papers.h"
#include "content/cluster/copies_test_data.h"
#include "store/articles.h"
#include "store/database.h"

using namespace newsstand;
using namespace newsstand::store;
using namespace newsstand::cluster::testing;

namespace {

using bench::Must;

constexpr int kTitles = 400;
constexpr int kPiece = 200;

// Wire stories long enough to be read.
std::vector<SourceArticle> ReadTexts() {
  auto texts = ReadArticles(test_data::Folder() / "articles/reuters21578.jsonl");
  std::erase_if(texts, [](const SourceArticle& one) { return one.title.empty() || one.text.size() <= 200; });
  return texts;
}

Article Make(int64_t number, const SourceArticle& text, Timestamp published) {
  Article article;
  article.title = TitleId{1 + number % kTitles};
  article.durable_id = "url:paper.test/" + std::to_string(number);
  article.url = "https://paper.test/" + std::to_string(number);
  article.headline = text.title;
  article.standfirst = text.title;
  article.section = std::string(SectionSlugs()[static_cast<size_t>(number) % SectionSlugs().size()]);
  article.language = "en";
  article.published = article.first_seen = published;
  article.body_html = "<p>" + EscapeHtml(text.text) + "</p>";
  article.body_source = BodySource::kFeed;
  article.word_count = static_cast<int>(text.text.size() / 6);
  article.content_hash = "0123456789abcdef";
  return article;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 4) return fmt::print(stderr, "usage: scale_fill FOLDER STORED LIVE\n"), 2;
  const int64_t stored = std::atoll(argv[2]), live = std::atoll(argv[3]);
  const auto texts = ReadTexts();
  if (texts.empty()) return fmt::print(stderr, "scale_fill: there are no wire stories in {}\n", test_data::Folder().string()), 1;
  std::filesystem::create_directories(argv[1]);
  auto opened = Database::Open({std::string(argv[1]) + "/newsstand.db", "", 1});
  if (!opened) Must(Fail(opened.error()));
  auto database = std::move(*opened);
  const auto steps = database->Migrate();
  if (!steps) Must(Fail(steps.error()));
  bench::SavePapers(*database, kTitles);
  const Timestamp now = SystemClock().Now();
  const auto apart = std::chrono::milliseconds(std::chrono::hours(6 * 24)) / std::max<int64_t>(1, live);
  std::future<Status> last;
  for (int64_t first = 0; first < stored; first += kPiece) {
    std::vector<Article> piece;
    for (int64_t i = first; i < std::min(stored, first + kPiece); ++i) {
      const int64_t back = stored - i;  // the last are the newest
      const Timestamp published = back <= live ? now - apart * back : now - std::chrono::hours(8 * 24) - std::chrono::minutes(back - live);
      piece.push_back(Make(i, texts[static_cast<size_t>(i) % texts.size()], published));
    }
    last = database->WriteLater([piece = std::move(piece)](Transaction& t) -> Status {
      for (const Article& article : piece) {
        auto id = InsertArticle(t, article);
        if (!id) return Fail(id.error());
        if (Status keys = AddArticleKeys(t, article.title, *id, {article.durable_id}); !keys) return keys;
      }
      return {};
    });
    if (first % (kPiece * 50) == 0) Must(last.get());  // not all of them wait in memory
  }
  if (last.valid()) Must(last.get());
  return 0;
}
