#include "store_contract/fixture.h"

#include <fcntl.h>
#include <fmt/core.h>
#include <libpq-fe.h>
#include <sqlite3.h>
#include <sys/stat.h>
#include <sys/wait.h>

#include <cstdlib>
#include <filesystem>

#include "base/text.h"

namespace newsstand::store {
namespace {

std::string RunAndRead(const std::string& command, int* status) {
  std::string out;
  FILE* pipe = popen(command.c_str(), "r");
  REQUIRE(pipe != nullptr);
  char buffer[4096];
  while (size_t count = fread(buffer, 1, sizeof buffer, pipe)) out.append(buffer, count);
  *status = pclose(pipe);
  return out;
}

// The one server of this run.
class Server {
 public:
  static Server& Only() {
    static Server server;
    return server;
  }
  const std::string& url() const { return url_; }
  void Control(const std::string& action) {
    int status = 0;
    const std::string out = RunAndRead("script/private_postgres.sh " + action + " '" + folder_.File("pg") + "' " +
                                           std::to_string(getpid()),
                                       &status);
    REQUIRE(status == 0);
    if (action == "start") url_ = std::string(Trim(out));
  }
  // After the run: nothing may be REQUIREd any more.
  ~Server() {
    const std::string stop = "script/private_postgres.sh crash '" + folder_.File("pg") + "' 2>/dev/null";
    if (std::system(stop.c_str()) != 0) std::fprintf(stderr, "the private server did not stop\n");
  }

 private:
  Server() { Control("start"); }
  TemporaryFolder folder_;
  std::string url_;
};

void ExecuteOnServer(const std::string& url, const std::string& sql) {
  PGconn* connection = PQconnectdb(url.c_str());
  PGresult* result = PQexec(connection, sql.c_str());
  const ExecStatusType status = PQresultStatus(result);
  const std::string words = PQerrorMessage(connection);
  PQclear(result);
  PQfinish(connection);
  if (status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK) FAIL(words);
}

void ExecuteOnFile(const std::string& path, const std::string& sql) {
  sqlite3* file = nullptr;
  REQUIRE(sqlite3_open(path.c_str(), &file) == SQLITE_OK);
  const int code = sqlite3_exec(file, sql.c_str(), nullptr, nullptr, nullptr);
  const std::string words = sqlite3_errmsg(file);
  sqlite3_close(file);
  if (code != SQLITE_OK) FAIL(words);
}

}  // namespace

TemporaryFolder::TemporaryFolder() {
  std::string pattern = (std::filesystem::temp_directory_path() / "newsstand-store-XXXXXX").string();
  REQUIRE(mkdtemp(pattern.data()) != nullptr);
  chmod(pattern.c_str(), 0755);  // the server runs as another user when this runs as root
  path_ = pattern;
}

TemporaryFolder::~TemporaryFolder() {
  std::error_code ignored;
  std::filesystem::remove_all(path_, ignored);
}

Place Sqlite::MakePlace() {
  Place place;
  place.folder = std::make_shared<TemporaryFolder>();
  place.options.path = place.folder->File("newsstand.db");
  place.execute = [path = place.options.path](const std::string& sql) { ExecuteOnFile(path, sql); };
  return place;
}

bool Postgresql::Available() {
  if (std::filesystem::exists("/usr/lib/postgresql/15/bin/initdb")) return true;
  const char* ci = std::getenv("CI");
  if (ci != nullptr && std::string(ci) == "true") FAIL("PostgreSQL 15 (package postgresql-15) is missing");
  return false;
}

Place Postgresql::MakePlace() {
  static int made = 0;
  const std::string schema = "place_" + std::to_string(++made);
  ExecuteOnServer(Server::Only().url(), "CREATE SCHEMA " + schema);
  Place place;
  place.folder = std::make_shared<TemporaryFolder>();
  place.options.url = Server::Only().url() + "&options=-csearch_path%3D" + schema;
  place.execute = [url = place.options.url](const std::string& sql) { ExecuteOnServer(url, sql); };
  return place;
}

void Postgresql::Crash() { Server::Only().Control("crash"); }
void Postgresql::Start() { Server::Only().Control("start"); }

std::unique_ptr<Database> OpenAndMigrate(const DatabaseOptions& options) {
  auto database = Must(Database::Open(options));
  Must(database->Migrate());
  return database;
}

Timestamp At(int64_t seconds) { return FromUnixSeconds(1'793'000'000 + seconds); }

Title SomeTitle(const std::string& slug) {
  Title title;
  title.slug = slug;
  title.name = "The " + slug;
  title.home = "https://" + slug + ".test/";
  title.country = "GB";
  title.language = "en";
  title.owner = slug + " Trust";
  title.brand_colour = "#123456";
  title.icon_url = "https://" + slug + ".test/icon.png";
  title.logo_url = "https://" + slug + ".test/logo.svg";
  title.sections = {"world", "a\\b", "two\nlines", ""};
  title.rights = Rights::kExcerpt;
  title.policy = WallPolicy::kMetered;
  title.metered_per_month = 7;
  title.index_policy = IndexPolicy::kCanonical;
  return title;
}

Feed SomeFeed(TitleId title, const std::string& url) {
  Feed feed;
  feed.title = title;
  feed.url = url;
  feed.section = "sport";
  feed.state = FeedState::kActive;
  feed.etag = "W/\"abc\"";
  feed.last_modified = "Sun, 22 Nov 2026 14:05:00 GMT";
  feed.validators_since = At(1);
  feed.body_hash = "0123456789abcdef";
  feed.next_fetch = At(900);
  feed.interval_seconds = 900;
  feed.failures = 2;
  feed.last_attempt = At(3);
  feed.last_success = At(2);
  feed.last_new_item = std::nullopt;
  feed.last_error = "the server said 503";
  feed.items_per_day = 12.345678901234567;
  feed.hub = "https://hub.test/";
  feed.delay_seconds = 1234;
  feed.hub_topic = "https://paper.test/feed?all";
  feed.renumbered_polls = 1;
  feed.redated_polls = 2;
  feed.rewritten_polls = 3;
  return feed;
}

Article SomeArticle(TitleId title, const std::string& durable_id) {
  Article article;
  article.title = title;
  article.durable_id = durable_id;
  article.url = "https://paper.test/" + PercentEncode(durable_id);
  article.headline = "Ærøskøbing: 東京で — « " + durable_id + " »";
  article.standfirst = "A standfirst";
  article.byline = "By A Reporter and B Reporter";
  article.authors = {"A Reporter", "B Reporter"};
  article.categories = {"Politics", "Ferries"};
  article.section = "politics";
  article.language = "en-GB";
  article.topics = {{"elections", 0.625, false}, {"politics", 0.625, true}};
  article.entities = {{"copenhagen", EntityKind::kPlace, "Copenhagen", 0.75, 3, true, ""},
                      {"karen-vinterby", EntityKind::kPerson, "Karen Vinterby", 0.25, 1, false, ""}};
  article.published = At(100);
  article.updated = At(160);
  article.first_seen = At(120);
  article.summary_html = "<p>Summary of " + durable_id + "</p>";
  article.body_html = "<p>Body of " + durable_id + " 😀 'quoted' :colon \\ back</p>";
  article.body_source = BodySource::kPage;
  article.confidence = 0.87654321;
  article.dated = false;
  article.paywalled = true;
  article.word_count = 321;
  article.image = {"https://paper.test/i.jpg", 1200, 800, "A caption", "A credit"};
  article.comments_url = "https://paper.test/comments";
  article.version = 3;
  article.page_state = PageState::kPending;
  article.page_attempts = 1;
  article.page_next_try = At(500);
  article.content_hash = "hash of " + durable_id;
  article.source_updated = At(170);
  return article;
}

TitleWithFeed StoreTitle(Database& database, const std::string& slug) {
  TitleWithFeed stored;
  Must(database.Write([&](Transaction& transaction) -> Status {
    auto title = SaveTitle(transaction, SomeTitle(slug));
    if (!title) return Fail(title.error());
    auto feed = SaveFeed(transaction, SomeFeed(*title, "https://" + slug + ".test/feed"));
    if (!feed) return Fail(feed.error());
    stored = {*title, *feed};
    return {};
  }));
  return stored;
}

ArticleId StoreArticle(Database& database, const Article& article) {
  return InWrite(database, [&](Transaction& transaction) { return InsertArticle(transaction, article); });
}

namespace {
std::string Shown(const std::optional<Timestamp>& time) { return time ? FormatRfc3339(*time) : "none"; }
std::string Shown(const std::vector<std::string>& texts) {
  std::string out;
  for (const std::string& text : texts) out += "[" + text + "]";
  return out;
}
}  // namespace

std::string Describe(const Title& t) {
  return fmt::format("{}\n{}\n{}\n{}\n{}\n{}\n{}\n{}\n{}\n{}\n{}\n{}\n{}\n{}\n{}", t.id.value, t.slug, t.name, t.home,
                     t.country, t.language, t.owner, t.brand_colour, t.icon_url, t.logo_url, Shown(t.sections),
                     RightsName(t.rights), WallPolicyName(t.policy), t.metered_per_month,
                     IndexPolicyName(t.index_policy));
}

std::string Describe(const Feed& f) {
  return fmt::format("{}\n{}\n{}\n{}\n{}\n{}\n{}\n{}\n{}\n{}\n{}\n{}\n{}\n{}\n{}\n{}\n{:.17g}\n{}\n{}\n{}\n{} {} {}",
                     f.id.value,
                     f.title.value, f.url, f.section, FeedStateName(f.state), f.etag, f.last_modified,
                     Shown(f.validators_since), f.body_hash, Shown(f.next_fetch), f.interval_seconds, f.failures,
                     Shown(f.last_attempt), Shown(f.last_success), Shown(f.last_new_item), f.last_error,
                     f.items_per_day, f.hub, f.delay_seconds, f.hub_topic, f.renumbered_polls, f.redated_polls,
                     f.rewritten_polls);
}

std::string Describe(const Article& a) {
  std::string about;
  for (const TopicScore& topic : a.topics) about += fmt::format("{} {:.17g} {}\n", topic.slug, topic.score, topic.implied);
  for (const Entity& entity : a.entities) {
    about += fmt::format("{} {} {} {:.17g} {} {}\n", entity.slug, EntityKindName(entity.kind), entity.name, entity.salience,
                         entity.mentions, entity.known);
  }
  return about + fmt::format("{}\n{}\n{}\n{}\n{}\n{}\n{}\n{}\n{}\n{}\n{}\n{}\n{}\n{}\n{}\n", a.id.value, a.title.value,
                     a.feed.value, a.durable_id, a.url, a.headline, a.standfirst, a.byline, Shown(a.authors),
                     Shown(a.categories), a.section, a.language, Shown(a.published), Shown(a.updated),
                     Shown(a.first_seen)) +
         fmt::format("{}\n{}\n{}\n{:.17g}\n{}\n{}\n{} {}x{} {} {}\n{}\n{}\n{}\n{}\n{}\n{}\n{}\n{}\n{}", a.summary_html,
                     a.body_html, BodySourceName(a.body_source), a.confidence, a.dated, a.paywalled, a.word_count, a.image.url,
                     a.image.width, a.image.height, a.image.caption, a.image.credit, a.comments_url,
                     ArticleStateName(a.state), a.version, PageStateName(a.page_state), a.page_attempts,
                     Shown(a.page_next_try), a.content_hash, WithdrawalName(a.withdrawal), Shown(a.source_updated));
}

pid_t StartChild(const std::vector<std::string>& arguments, int* output) {
  int ends[2];
  REQUIRE(pipe2(ends, O_CLOEXEC) == 0);
  std::vector<std::string> words = {"/proc/self/exe"};
  words.insert(words.end(), arguments.begin(), arguments.end());
  std::vector<char*> argv;
  for (std::string& word : words) argv.push_back(word.data());
  argv.push_back(nullptr);
  const pid_t child = fork();
  REQUIRE(child >= 0);
  if (child == 0) {
    dup2(ends[1], STDOUT_FILENO);
    execv("/proc/self/exe", argv.data());
    _exit(127);
  }
  close(ends[1]);
  if (output != nullptr) {
    *output = ends[0];
  } else {
    close(ends[0]);
  }
  return child;
}

}  // namespace newsstand::store
