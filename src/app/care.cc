// migrate, doctor, backup, restore.
#include <fmt/format.h>
#include <sys/statvfs.h>

#include <boost/json.hpp>
#include <filesystem>
#include <iostream>

#include "app/commands.h"
#include "app/progress.h"
#include "app/storage.h"
#include "content/search/manifest.h"
#include "serve/web/site.h"
#include "store/articles.h"
#include "store/feeds.h"
#include "store/sites.h"
#include "store/subscriptions.h"
#include "store/titles.h"

namespace newsstand::app {
namespace {

constexpr int64_t kLittleDisk = 1LL << 30;

// One thing doctor looked at.
struct Finding {
  std::string subject;
  bool ok = true;
  std::string words;
};

Finding CheckStore(const Global& global) {
  auto database = OpenStoreAsItIs(global);
  if (!database) return {"store", false, database.error().message};
  auto version = (*database)->SchemaVersion();
  if (!version) return {"store", false, version.error().message};
  auto health = (*database)->CheckHealth();
  if (!health) return {"store", false, health.error().message};
  if (!health->integrity_ok) return {"store", false, "The store is damaged: " + health->integrity_message + " Restore the latest backup with: newsstand restore FILE"};
  std::string words = fmt::format("{}, schema {} of {}, {:.1f} MB, whole", health->engine_version, *version,
                                  store::Database::LatestSchemaVersion(), static_cast<double>(health->size_bytes) / 1e6);
  if (*version < store::Database::LatestSchemaVersion()) words += "; `newsstand migrate` or the next start brings it up to date";
  return {"store", true, words};
}

Finding CheckContents(const Global& global) {
  auto database = OpenStoreAsItIs(global);
  if (!database) return {"contents", false, database.error().message};
  Finding finding{"contents", true, ""};
  const Status read = (*database)->Read([&](store::Transaction& transaction) -> Status {
    auto articles = store::CountArticles(transaction);
    if (!articles) return Fail(articles.error());
    auto feeds = store::CountFeeds(transaction);
    if (!feeds) return Fail(feeds.error());
    finding.words = fmt::format("{} titles with {} feeds ({} failing), {} articles", feeds->titles, feeds->total, feeds->failing, *articles);
    return {};
  });
  if (!read) finding.words = "an empty store: it has no tables yet";
  return finding;
}

// Hubs that feeds name, and whether they can reach us.
Finding CheckHubs(const Global& global) {
  auto database = OpenStoreAsItIs(global);
  if (!database) return {"hubs", false, database.error().message};
  int64_t named = 0, delivering = 0;
  const Status read = (*database)->Read([&](store::Transaction& transaction) -> Status {
    auto feeds = store::AllFeeds(transaction);
    if (!feeds) return Fail(feeds.error());
    for (const Feed& feed : *feeds) named += !feed.hub.empty() && feed.state == FeedState::kActive;
    auto subscriptions = store::AllSubscriptions(transaction);
    if (!subscriptions) return Fail(subscriptions.error());
    for (const Subscription& one : *subscriptions) delivering += Delivers(one, SystemClock().Now());
    return {};
  });
  if (!read) return {"hubs", true, "an empty store: it has no tables yet"};
  if (named == 0) return {"hubs", true, "no feed names a hub"};
  std::string words = fmt::format("{} feeds name a hub, {} of them deliver", named, delivering);
  if (global.config.site_base_url.empty()) words += "; hubs are not asked, because they could not reach us: give site.base_url";
  else if (!global.config.websub_enabled) words += "; hubs are not asked: websub.enabled is false";
  return {"hubs", true, words};
}

Finding CheckCases(const Global& global) {
  auto database = OpenStoreAsItIs(global);
  if (!database) return {"cases", false, database.error().message};
  int64_t open = 0;
  const Status read = (*database)->Read([&](store::Transaction& transaction) -> Status {
    auto count = store::CountOpenCases(transaction);
    if (!count) return Fail(count.error());
    open = *count;
    return {};
  });
  if (!read) return {"cases", true, "an empty store: it has no tables yet"};
  if (open == 0) return {"cases", true, "no reader says that an article looks wrong"};
  return {"cases", true, fmt::format("{} articles look wrong to readers; see them with: newsstand feeds cases", open)};
}

// How far the files of the index followed the store; what is missing in them is indexed at the next start.
Finding CheckSearch(const Global& global) {
  const std::string folder = SearchFolder(global);
  auto text = search::ReadWholeFile(folder + "/manifest");
  if (!text && text.error().code == ErrorCode::kNotFound) return {"search", true, "no index yet: serve makes it from the store"};
  auto manifest = text ? search::ReadManifest(*text) : Result<search::Manifest>(Fail(text.error()));
  if (!manifest) return {"search", true, manifest.error().message + "; serve makes it anew from the store"};
  auto database = OpenStoreAsItIs(global);
  if (!database) return {"search", false, database.error().message};
  int64_t latest = 0;
  const Status read = (*database)->Read([&](store::Transaction& transaction) -> Status {
    auto seq = store::LatestChangeSeq(transaction);
    if (!seq) return Fail(seq.error());
    latest = *seq;
    return {};
  });
  if (!read) return {"search", true, "an empty store: it has no tables yet"};
  const char* state = manifest->followed_to >= latest ? "up to date" : "the newest articles are not in its files yet: serve adds them";
  return {"search", true, fmt::format("an index in {} files, {}", manifest->entries.size(), state)};
}

Finding CheckDisk(const Global& global) {
  struct statvfs disk {};
  if (statvfs(global.data.c_str(), &disk) != 0) return {"disk", true, global.data + " does not exist yet; it is made at the first start"};
  const auto free_bytes = static_cast<int64_t>(disk.f_bavail) * static_cast<int64_t>(disk.f_frsize);
  const std::string words = fmt::format("{:.1f} GB free for {}", static_cast<double>(free_bytes) / 1e9, global.data);
  return {"disk", free_bytes > kLittleDisk, free_bytes > kLittleDisk ? words : words + ": make room before it fills up"};
}

Finding CheckAssets() {
  web::WebContext context;
  const std::string folder = web::DefaultAssets();
  struct statvfs ignored {};
  if (statvfs((folder + "/manifest.json").c_str(), &ignored) != 0) {
    return {"assets", false, folder + " has no manifest.json: build the target web_assets, or install the package anew"};
  }
  return {"assets", true, folder};
}

}  // namespace

int RunMigrate(const Global& global) {
  auto database = OpenStoreAsItIs(global);
  if (!database) return FailWith(database.error().message);
  auto steps = (*database)->Migrate();
  if (!steps) return FailWith(steps.error().message);
  if (*steps == 0) std::cout << fmt::format("The store is at schema {} already.\n", store::Database::LatestSchemaVersion());
  else std::cout << fmt::format("{} steps applied: the store is at schema {}.\n", *steps, store::Database::LatestSchemaVersion());
  return 0;
}

int RunDoctor(const Global& global, bool json) {
  const std::vector<Finding> findings = {CheckStore(global), CheckContents(global), CheckHubs(global),  CheckCases(global),
                                         CheckSearch(global), CheckDisk(global), CheckAssets()};
  bool all_ok = true;
  boost::json::array list;
  for (const Finding& finding : findings) {
    all_ok = all_ok && finding.ok;
    if (json) list.push_back(boost::json::object{{"subject", finding.subject}, {"ok", finding.ok}, {"words", finding.words}});
    else std::cout << fmt::format("{}  {:<9} {}\n", finding.ok ? "ok " : "BAD", finding.subject, finding.words);
  }
  if (json) std::cout << boost::json::serialize(list) << "\n";
  return all_ok ? 0 : 1;
}

int RunBackup(const Global& global, const std::string& file) {
  auto database = OpenStore(global);
  if (!database) return FailWith(database.error().message);
  Progress progress("Backing up");
  const Status done = (*database)->Backup(file, [&](double fraction) { progress.Show(fraction, file); });
  if (!done) return FailWith(done.error().message);
  std::cout << "The backup is in " << file << ".\n";
  return 0;
}

int RunRestore(const Global& global, const std::string& file) {
  auto database = OpenStoreAsItIs(global);
  if (!database) return FailWith(database.error().message);
  Progress progress("Restoring");
  const Status done = (*database)->Restore(file, [&](double fraction) { progress.Show(fraction, file); });
  if (!done) return FailWith(done.error().message);
  // The index is of what was there before: serve and search make it anew.
  std::error_code ignored;
  std::filesystem::remove(SearchFolder(global) + "/manifest", ignored);
  std::cout << "The store holds what " << file << " held.\n";
  return 0;
}

}  // namespace newsstand::app
