#include <fmt/format.h>
#include <signal.h>

#include <iostream>
#include <thread>

#include "app/commands.h"
#include "app/outbound.h"
#include "app/progress.h"
#include "app/signals.h"
#include "app/storage.h"
#include "content/ingest/ingestor.h"
#include "content/stories/story_keeper.h"

namespace newsstand::app {
namespace {

std::string Summary(const ingest::IngestCounters& c) {
  return fmt::format("{} feeds ({} unchanged, {} failed), {} new articles, {} changed, {} pages read", c.feeds_fetched,
                     c.feeds_unchanged, c.feeds_failed, c.articles_new, c.articles_changed, c.pages_extracted);
}

}  // namespace

int RunIngest(const Global& global, bool once) {
  const StopSignal stop;
  auto database = OpenStore(global);
  if (!database) return FailWith(database.error().message);
  auto outbound = MakeOutbound(global.config, SystemClock());
  if (!outbound) return FailWith(outbound.error().message);
  ingest::IngestOptions options;
  options.mode = global.config.mode;
  options.threads = static_cast<int>(global.config.ingest_threads);
  options.feeds_under_way = static_cast<int>(global.config.ingest_feeds_under_way);
  options.pages_under_way = static_cast<int>(global.config.ingest_pages_under_way);
  options.longest_interval = std::chrono::seconds(global.config.ingest_longest_interval_seconds);
  ingest::Ingestor ingestor(**database, *outbound->fetcher, SystemClock(), options);
  stories::StoryKeeperOptions story_options;
  story_options.span = std::chrono::hours(24 * global.config.edition_days);
  stories::StoryKeeper stories(**database, SystemClock(), story_options);
  Progress progress("Fetching");
  const auto show = [&](const ingest::IngestCounters& c) {
    progress.Show(-1, fmt::format("{}; {} feeds and {} pages under way", Summary(c), c.feeds_under_way, c.pages_under_way));
  };
  int code = 0;
  if (once) {
    std::thread watcher([&] {
      if (stop.Wait()) ingestor.Stop();
    });
    Status done = ingestor.RunOnce(show);
    if (done) done = stories.CatchUp();
    stop.Release();
    watcher.join();
    if (!done) code = FailWith(done.error().message);
  } else {
    ingestor.OnStored([&] { stories.Notify(); });
    stories.Start();
    ingestor.Start();
    while (!stop.WaitFor(std::chrono::milliseconds(250))) show(ingestor.counters());
    ingestor.Stop();
    stories.Stop();
  }
  outbound->client->Stop();
  std::cout << Summary(ingestor.counters()) << "\n";
  return code;
}

}  // namespace newsstand::app
