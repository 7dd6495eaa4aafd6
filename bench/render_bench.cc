// How long a page takes to be made anew when 100,000 articles are live: render_bench FOLDER ASSETS [LIVE] [PAGES] [front|story|article]
//
// Fills FOLDER/newsstand.db once: real articles, half of them in stories (reports of one event as they were published, with
// copies), re-dated into six days and given to 400 titles. Then asks the site for PAGES different pages of each kind, no
// page and no article from a cache, and prints the processor's time and the clock's for one.
#include <fmt/core.h>

#include <algorithm>
#include <cstdlib>
#include <ctime>
#include <filesystem>
#include <map>
#include <random>
#include <string>
#include <vector>

#include "base/text.h"
#include "base/url_test_data.h"
#include "bench/papers.h"
#include "content/cluster/copies_test_data.h"
#include "content/edition/keeper.h"
#include "content/enrich/entities.h"
#include "content/enrich/topics.h"
#include "content/picture/picture_store.h"
#include "net/http_client.h"
#include "serve/web/site.h"
#include "store/articles.h"
#include "store/database.h"
#include "store/stories.h"

using namespace newsstand;
using namespace newsstand::store;

namespace {

using bench::Must;

constexpr int kTitles = 400;
constexpr size_t kPiece = 200;
constexpr size_t kLongStory = 60;  // one story in forty grows to that

// --- the store ---

// A text with what was found in it, once for all the articles that are made of it.
struct Text {
  std::string headline, body_html, standfirst;
  int words = 0;
  std::vector<TopicScore> topics;
  std::vector<Entity> entities;
};

Text Prepare(std::string headline, const std::string& text) {
  Text made;
  std::string body;
  for (const std::string_view paragraph : Split(text, '\n')) {
    const std::string words(Trim(paragraph));
    if (words.empty()) continue;
    if (made.standfirst.empty()) made.standfirst = words.substr(0, words.find(' ', std::min<size_t>(words.size(), 160)));
    body += "<p>" + EscapeHtml(words) + "</p>";
  }
  made.headline = headline.empty() ? made.standfirst.substr(0, made.standfirst.find(' ', std::min<size_t>(made.standfirst.size(), 60))) : std::move(headline);
  made.body_html = std::move(body);
  made.words = static_cast<int>(text.size() / 6);
  made.topics = enrich::FindTopics(made.headline, text, "en");
  enrich::AddImpliedParents(made.topics);
  made.entities = enrich::FindEntities(made.headline, text, "en");
  return made;
}

std::vector<Text> ReadTexts() {
  std::vector<Text> texts;
  for (auto& source : cluster::testing::ReadArticles(test_data::Folder() / "articles/articles.jsonl"))
    if (source.text.size() > 200) texts.push_back(Prepare(std::move(source.title), source.text));
  return texts;
}

// Reports of one event by different titles.
std::vector<std::vector<Text>> ReadEvents() {
  std::map<std::string, std::vector<Text>> events;
  for (const char* name : {"stories/galaxy_wikinews.jsonl", "stories/galaxy_wikinews_medium.jsonl", "stories/ecbplus_topics01-22.jsonl"}) {
    for (const auto& row : test_data::ParseJsonLines(test_data::Read(name).value_or(""))) {
      const std::string& text = row["text"].text;
      if (text.size() > 200) events[name + row["label"].text].push_back(Prepare(row["title"].text, text));
    }
  }
  std::vector<std::vector<Text>> several;
  for (auto& [name, reports] : events)
    if (reports.size() > 1) several.push_back(std::move(reports));
  return several;
}

// What goes into the store at one time: an article, and where it belongs.
struct Planned {
  const Text* text = nullptr;
  int story = 0;       // counted from 1; 0: a story of its own
  int64_t origin = 0;  // the number of the article it is a copy of, from 1; 0 none
};

// Articles in the order of their time. A story's are neighbours, as they are while it is news.
std::vector<Planned> Plan(const std::vector<Text>& texts, const std::vector<std::vector<Text>>& events, size_t live) {
  std::mt19937 random(7);
  std::vector<Planned> plan;
  int story = 0;
  for (size_t alone = 0; plan.size() < live;) {
    const std::vector<Text>& reports = events[random() % events.size()];
    const size_t first = plan.size(), wanted = random() % 40 == 0 ? kLongStory : reports.size();
    ++story;
    for (size_t i = 0; i < wanted; ++i) {
      plan.push_back({&reports[i % reports.size()], story, i < reports.size() ? 0 : static_cast<int64_t>(first + i % reports.size() + 1)});
      plan.push_back({&texts[alone++ % texts.size()], 0, 0});
    }
  }
  plan.resize(live);
  return plan;
}

// The texts are taken again and again, but no two reports have one headline: the last words are another's.
std::string Reworded(const std::string& headline, const std::string& other) {
  const size_t kept = headline.rfind(' ', headline.size() * 2 / 3), taken = other.rfind(' ', other.size() * 2 / 3);
  if (kept == std::string::npos || taken == std::string::npos) return headline;
  return headline.substr(0, kept) + other.substr(taken);
}

Article Make(size_t number, const Planned& planned, const Text& text, const Text& other, Timestamp published) {
  Article article;
  article.title = TitleId{static_cast<int64_t>(1 + number * 7 % kTitles)};
  article.durable_id = "url:paper.test/" + std::to_string(number);
  article.url = "https://paper.test/2026/11/" + std::to_string(number);
  article.headline = planned.origin == 0 ? Reworded(text.headline, other.headline) : text.headline;
  article.standfirst = text.standfirst;
  article.byline = "A Reporter";
  article.section = std::string(SectionSlugs()[number % SectionSlugs().size()]);
  article.language = "en";
  article.published = article.first_seen = published;
  article.body_html = text.body_html;
  article.body_source = BodySource::kPage;
  article.confidence = 1;
  article.word_count = text.words;
  if (number % 10 < 7) article.image = {fmt::format("https://paper.test/pictures/2026/11/{}.jpg", number), 1600, 900, "A caption of the usual length.", "A Photographer"};
  article.topics = text.topics;
  article.entities = text.entities;
  article.page_state = PageState::kDone;
  article.content_hash = "0123456789abcdef";
  return article;
}

void Fill(Database& database, size_t live) {
  const std::vector<Text> texts = ReadTexts();
  const std::vector<std::vector<Text>> events = ReadEvents();
  if (texts.empty() || events.empty()) return fmt::print(stderr, "render_bench: the articles and stories of the test data are not in {}\n", test_data::Folder().string()), std::exit(1);
  bench::SavePapers(database, kTitles);
  const std::vector<Planned> plan = Plan(texts, events, live);
  const Timestamp now = SystemClock().Now();
  const auto apart = std::chrono::milliseconds(std::chrono::hours(6 * 24)) / static_cast<int64_t>(live);
  std::map<int, StoryId> stories;
  for (size_t first = 0; first < plan.size(); first += kPiece) {
    Must(database.Write([&](Transaction& t) -> Status {
      for (size_t i = first; i < std::min(plan.size(), first + kPiece); ++i) {
        const Timestamp published = now - apart * static_cast<int64_t>(live - i);
        auto id = InsertArticle(t, Make(i, plan[i], *plan[i].text, texts[i * 31 % texts.size()], published));
        if (!id) return Fail(id.error());
        StoryId& story = stories[plan[i].story];
        if (plan[i].story == 0 || !story) {
          auto made = InsertStory(t, "en", published);
          if (!made) return Fail(made.error());
          story = *made;
        }
        if (Status placed = PlaceArticle(t, {*id, story, ArticleId{plan[i].origin}, plan[i].origin == 0 ? 0.0 : 0.95}); !placed) return placed;
      }
      return {};
    }));
  }
}

// --- the pages ---

double Seconds(clockid_t which) {
  timespec now{};
  clock_gettime(which, &now);
  return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) / 1e9;
}

struct Times {
  std::vector<double> processor, clock;
  size_t bytes = 0;
};

void Tell(const char* page, const char* coding, Times times) {
  const auto at = [](std::vector<double>& values, double share) {
    std::sort(values.begin(), values.end());
    return values[static_cast<size_t>(share * static_cast<double>(values.size() - 1))] * 1000;
  };
  const auto pages = static_cast<double>(times.clock.size());
  fmt::print("{:8} {:7} {:6} {:8.1f} ", page, coding, times.clock.size(), static_cast<double>(times.bytes) / pages / 1024);
  for (std::vector<double>* values : {&times.processor, &times.clock}) fmt::print(" {:7.2f} {:7.2f} {:7.2f} ", at(*values, .5), at(*values, .95), at(*values, .99));
  fmt::print("\n");
  std::fflush(stdout);
}

class Reader {
 public:
  // Keeps no page and no article; digests of stories if it is told to.
  Reader(Database& database, const std::string& assets, bool keeps_digests)
      : keeper_(database, SystemClock(), {}), client_(ClientWithoutNetwork()), pictures_(client_, SystemClock(), {"", 1 << 20, "the secret that signs addresses"}) {
    Must(keeper_.Start());
    web::WebOptions options;
    options.mode = Mode::kMembership;
    options.base_url = "https://news.example";
    options.time_zone = "UTC";
    options.assets = assets;
    options.page_cache_bytes = options.article_cache_bytes = 1;
    if (!keeps_digests) options.digest_cache_bytes = 1;
    web::WebContext context;
    context.edition = [this] { return keeper_.Current(); };
    context.database = &database;
    context.clock = &SystemClock();
    context.picture_address = [this](const std::string& url, int width, picture::Shape shape) { return pictures_.Address(url, width, shape); };
    context.picture_facts = [](const std::string& url) -> std::optional<image::Facts> {
      if (url.empty()) return std::nullopt;
      return image::Facts{1600, 900, static_cast<uint32_t>(url.size() * 2654435761u) & 0xFFFFFF};
    };
    context.icon_address = [](const Title& title) { return "/icon/" + title.slug; };
    site_ = Must(web::Site::Create(std::move(options), std::move(context)));
    site_->AddRoutes(router_);
  }

  const edition::Edition& edition() const { return *keeper_.Current(); }

  void Measure(Times& times, const std::string& path, const char* coding) {
    http::Request request;
    request.method = http::Method::kGet;
    request.path = request.target = path;
    if (*coding != '\0') request.headers.emplace_back("accept-encoding", coding);
    const auto match = router_.Find(request);
    const double processor = Seconds(CLOCK_PROCESS_CPUTIME_ID), clock = Seconds(CLOCK_MONOTONIC);
    const http::Response response = (*match.handler)(request);
    times.processor.push_back(Seconds(CLOCK_PROCESS_CPUTIME_ID) - processor);
    times.clock.push_back(Seconds(CLOCK_MONOTONIC) - clock);
    if (response.status != 200) Must(Fail(ErrorCode::kInternal, fmt::format("{} answered {}", path, response.status)));
    times.bytes += response.body->plain.size();
  }

 private:
  static net::ClientOptions ClientWithoutNetwork() {
    net::ClientOptions options;
    options.guard = Must(net::AddressGuard::Create({}, {}));
    return options;
  }

  edition::EditionKeeper keeper_;
  net::HttpClient client_;
  picture::PictureStore pictures_;
  http::Router router_;
  std::unique_ptr<web::Site> site_;
};

struct Paths {
  std::vector<std::string> fronts, articles, stories;
};

Paths ChoosePaths(const edition::Edition& edition, size_t pages) {
  std::mt19937 random(3);
  Paths paths;
  for (size_t i = 0; i < pages; ++i) {
    const auto& card = (*edition.latest)[random() % edition.latest->size()];
    paths.articles.push_back(fmt::format("/article/{}/{}", card->id.value, card->slug));
    const auto& story = (*edition.stories_by_id)[random() % edition.stories_by_id->size()];
    paths.stories.push_back(fmt::format("/story/{}/{}", story->id.value, story->lead->slug));
  }
  paths.fronts.assign(std::min<size_t>(pages, 200), "/");
  return paths;
}

void MeasurePages(Reader& reader, const Paths& paths, const std::string& only) {
  for (const char* coding : {"", "gzip", "br"}) {
    for (const auto& [name, those] : {std::pair("front", &paths.fronts), std::pair("story", &paths.stories), std::pair("article", &paths.articles)}) {
      if (!only.empty() && (only != name || *coding != '\0')) continue;
      Times times;
      for (const std::string& path : *those) reader.Measure(times, path, coding);
      Tell(name, *coding == '\0' ? "plain" : coding, std::move(times));
    }
  }
}

// As MeasurePages, of stories whose digest is there already.
void MeasureAgain(Reader& reader, const std::vector<std::string>& stories) {
  Times times;
  for (const std::string& path : stories) {
    Times first;
    reader.Measure(first, path, "");
    reader.Measure(times, path, "");
  }
  Tell("story 2", "plain", std::move(times));
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 3) return fmt::print(stderr, "usage: render_bench FOLDER ASSETS [LIVE] [PAGES] [front|story|article]\n"), 2;
  const std::string folder = argv[1];
  const size_t live = argc > 3 ? std::stoul(argv[3]) : 100'000, pages = argc > 4 ? std::stoul(argv[4]) : 1'000;
  std::filesystem::create_directories(folder);
  auto database = Must(Database::Open({folder + "/newsstand.db", "", 1}));
  const bool empty = Must(database->SchemaVersion()) == 0;
  Must(database->Migrate());
  if (empty) Fill(*database, live);
  const std::string only = argc > 5 ? argv[5] : "";
  Reader reader(*database, argv[2], false);
  const edition::Edition& edition = reader.edition();
  const Paths paths = ChoosePaths(edition, pages);
  fmt::print("{} live articles, {} stories of two or more; milliseconds of the processor and by the clock\n", edition.latest->size(), edition.stories_by_id->size());
  fmt::print("{:8} {:7} {:>6} {:>8}  {:>7} {:>7} {:>7}  {:>7} {:>7} {:>7}\n", "page", "coding", "pages", "KB", "p50", "p95", "p99", "p50", "p95", "p99");
  MeasurePages(reader, paths, only);
  if (only.empty() || only == "story") {
    Reader keeping(*database, argv[2], true);
    MeasureAgain(keeping, paths.stories);
  }
  return 0;
}
