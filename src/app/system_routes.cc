#include "app/system_routes.h"

#include <fmt/format.h>
#include <sys/resource.h>
#include <unistd.h>

#include <fstream>

#include "app/outbound.h"
#include "base/url.h"

namespace newsstand::app {
namespace {

// The Prometheus text format, https://prometheus.io/docs/instrumenting/exposition_formats/.
class MetricsText {
 public:
  void Family(std::string_view name, std::string_view type, std::string_view help) {
    text_ += fmt::format("# HELP newsstand_{} {}\n# TYPE newsstand_{} {}\n", name, help, name, type);
    name_ = name;
  }
  void Value(double value, std::string_view labels = "") {
    text_ += labels.empty() ? fmt::format("newsstand_{} {}\n", name_, value) : fmt::format("newsstand_{}{{{}}} {}\n", name_, labels, value);
  }
  void One(std::string_view name, std::string_view type, std::string_view help, double value) {
    Family(name, type, help);
    Value(value);
  }
  std::string Take() { return std::move(text_); }

 private:
  std::string text_, name_;
};

int64_t ResidentBytes() {
  std::ifstream statm("/proc/self/statm");
  int64_t pages = 0, resident = 0;
  statm >> pages >> resident;
  return resident * sysconf(_SC_PAGESIZE);
}

void HttpMetrics(MetricsText& out, const http::Server* server) {
  if (server == nullptr) return;
  const http::ServerCounters c = server->counters();
  out.One("http_connections", "gauge", "Open connections.", static_cast<double>(c.open_connections));
  out.One("http_requests_total", "counter", "Requests.", static_cast<double>(c.requests));
  out.Family("http_responses_total", "counter", "Responses by class of status.");
  out.Value(static_cast<double>(c.responses_2xx), "class=\"2xx\"");
  out.Value(static_cast<double>(c.responses_3xx), "class=\"3xx\"");
  out.Value(static_cast<double>(c.responses_4xx), "class=\"4xx\"");
  out.Value(static_cast<double>(c.responses_5xx), "class=\"5xx\"");
  out.One("http_refused_total", "counter", "Connections and requests refused by a limit.", static_cast<double>(c.refused));
  out.One("http_sent_bytes_total", "counter", "Bytes sent.", static_cast<double>(c.bytes_sent));
  out.One("http_handler_seconds_total", "counter", "Time handlers took.", static_cast<double>(c.handle_micros) / 1e6);
}

void IngestMetrics(MetricsText& out, const ingest::Ingestor& ingestor) {
  const ingest::IngestCounters c = ingestor.counters();
  out.Family("feeds_fetched_total", "counter", "Feed fetches by outcome.");
  out.Value(static_cast<double>(c.feeds_fetched - c.feeds_unchanged - c.feeds_failed - c.feeds_gone), "outcome=\"new\"");
  out.Value(static_cast<double>(c.feeds_unchanged), "outcome=\"unchanged\"");
  out.Value(static_cast<double>(c.feeds_failed), "outcome=\"failed\"");
  out.Value(static_cast<double>(c.feeds_gone), "outcome=\"gone\"");
  out.Family("articles_total", "counter", "Articles by what happened to them.");
  out.Value(static_cast<double>(c.articles_new), "event=\"new\"");
  out.Value(static_cast<double>(c.articles_changed), "event=\"changed\"");
  out.Value(static_cast<double>(c.articles_withdrawn), "event=\"withdrawn\"");
  out.Family("pages_total", "counter", "Article pages by outcome.");
  out.Value(static_cast<double>(c.pages_extracted), "outcome=\"extracted\"");
  out.Value(static_cast<double>(c.pages_failed), "outcome=\"failed\"");
  out.One("feeds_under_way", "gauge", "Feeds being fetched.", c.feeds_under_way);
  out.One("pages_under_way", "gauge", "Article pages being fetched.", c.pages_under_way);
  out.One("fetched_bytes_total", "counter", "Bytes of feeds over the wire.", static_cast<double>(c.wire_bytes));
  out.One("hub_deliveries_total", "counter", "Deliveries of hubs taken over.", static_cast<double>(c.deliveries));
  out.Family("ingest_stage_seconds_total", "counter", "Time spent in each stage of ingest.");
  for (size_t i = 0; i < ingest::kStages; ++i) {
    const auto stage = static_cast<ingest::Stage>(i);
    out.Value(static_cast<double>(ingestor.stage_times().Of(stage).micros) / 1e6, fmt::format("stage=\"{}\"", ingest::StageName(stage)));
  }
  out.Family("ingest_stage_runs_total", "counter", "How often each stage of ingest ran.");
  for (size_t i = 0; i < ingest::kStages; ++i) {
    const auto stage = static_cast<ingest::Stage>(i);
    out.Value(static_cast<double>(ingestor.stage_times().Of(stage).count), fmt::format("stage=\"{}\"", ingest::StageName(stage)));
  }
}

void StoryMetrics(MetricsText& out, const stories::StoryKeeper& keeper, const edition::Edition& edition) {
  const stories::StoryCounters c = keeper.counters();
  out.One("stories_placed_total", "counter", "Articles placed in a story.", static_cast<double>(c.placed));
  out.One("stories_started_total", "counter", "Stories that began.", static_cast<double>(c.stories_started));
  out.One("stories_copies_total", "counter", "Articles recognised as copies.", static_cast<double>(c.copies));
  out.One("stories_moved_total", "counter", "Articles that repair moved to another story.", static_cast<double>(c.moved));
  out.One("stories_merged_total", "counter", "Stories that went into another.", static_cast<double>(c.merged));
  out.One("stories_articles", "gauge", "Articles remembered for placing.", static_cast<double>(c.articles_live));
  out.One("stories_live", "gauge", "Stories remembered for placing.", static_cast<double>(c.stories_live));
  out.One("stories_bytes", "gauge", "Memory for placing.", static_cast<double>(c.bytes));
  out.One("stories_longest_placing_seconds", "gauge", "The longest that placing one article took.", static_cast<double>(c.longest.count()) / 1e6);
  out.One("edition_stories", "gauge", "Stories of several articles in the edition.", static_cast<double>(edition.stories_by_id->size()));
}

void SearchMetrics(MetricsText& out, const search::SearchKeeper& keeper) {
  const search::SearchCounters c = keeper.counters();
  out.One("search_articles", "gauge", "Articles that are searched.", static_cast<double>(c.articles));
  out.One("search_indexed_total", "counter", "Articles put into the index, new or changed.", static_cast<double>(c.indexed));
  out.One("search_removed_total", "counter", "Articles taken out of the index.", static_cast<double>(c.removed));
  out.One("search_segments", "gauge", "Segments of the index.", static_cast<double>(c.segments));
  out.One("search_bytes", "gauge", "Bytes of the index, on disk and in memory.", static_cast<double>(c.bytes));
  out.One("search_merges_total", "counter", "Merges of segments.", static_cast<double>(c.merges));
  out.One("search_flushes_total", "counter", "How often the index was written.", static_cast<double>(c.flushes));
}

http::Response Metrics(const SystemParts& parts) {
  MetricsText out;
  out.Family("build_info", "gauge", "The program.");
  out.Value(1, fmt::format("version=\"{}\"", Version()));
  HttpMetrics(out, parts.server());
  IngestMetrics(out, *parts.ingestor);
  const edition::EditionPtr edition = parts.keeper->Current();
  StoryMetrics(out, *parts.stories, *edition);
  SearchMetrics(out, *parts.search);
  out.One("edition_number", "counter", "Editions swapped in.", static_cast<double>(edition->number));
  out.One("edition_articles", "gauge", "Articles in the edition.", static_cast<double>(edition->latest->size()));
  out.One("titles_with_feeds", "gauge", "Titles that have feeds.", static_cast<double>(edition->titles_with_feeds));
  out.One("titles_arrived", "gauge", "Titles of which a feed was read at least once.", static_cast<double>(edition->titles_arrived));
  const store::DatabaseCounters store = store::Counters(*parts.database);
  out.One("store_reads_total", "counter", "Read transactions.", static_cast<double>(store.reads));
  out.One("store_writes_total", "counter", "Pieces of work written.", static_cast<double>(store.writes));
  out.One("store_commits_total", "counter", "Durable commits.", static_cast<double>(store.commits));
  out.One("store_failed_writes_total", "counter", "Pieces of work that were undone.", static_cast<double>(store.failed_writes));
  const auto pictures = parts.pictures->counters();
  out.One("picture_files", "gauge", "Files in the picture folder.", static_cast<double>(pictures.files));
  out.One("picture_bytes", "gauge", "Bytes in the picture folder.", static_cast<double>(pictures.bytes));
  out.One("pictures_fetched_total", "counter", "Pictures fetched from publishers.", static_cast<double>(pictures.fetched));
  out.One("pictures_failed_total", "counter", "Pictures that could not be had.", static_cast<double>(pictures.failed));
  out.One("process_resident_bytes", "gauge", "Memory in use.", static_cast<double>(ResidentBytes()));
  http::Response response = http::Text(200, out.Take());
  response.content_type = "text/plain; version=0.0.4; charset=utf-8";
  return response.Set("Cache-Control", "no-store");
}

http::Response Ready(const SystemParts& parts) {
  if (parts.keeper->Current()->number == 0) return http::Text(503, "the edition is not read yet\n").Set("Retry-After", "1");
  const Status read = parts.database->Read([](store::Transaction&) -> Status { return {}; });
  if (!read) return http::Text(503, "the store does not answer\n").Set("Retry-After", "5");
  return http::Text(200, "ready\n").Set("Cache-Control", "no-store");
}

http::Response FileResponse(const Result<picture::PictureFile>& file, std::string_view cache_control) {
  if (!file) {
    const ErrorCode code = file.error().code;
    const bool for_now = code == ErrorCode::kUnavailable || code == ErrorCode::kTimeout;
    if (for_now) return http::Text(503, "no picture for now\n").Set("Cache-Control", "no-store").Set("Retry-After", "30");
    return http::Text(code == ErrorCode::kDenied ? 403 : 404, "no picture\n").Set("Cache-Control", "public, max-age=600");
  }
  http::Response response;
  response.content_type = file->content_type;
  response.file = file->path;
  // What came from elsewhere is a picture and nothing else, whatever a browser may think of it.
  response.Set("Content-Security-Policy", "default-src 'none'; sandbox");
  return response.Set("Cache-Control", std::string(cache_control));
}

http::Response Picture(const SystemParts& parts, const http::Request& request) {
  const bool webp = request.Header("accept").find("image/webp") != std::string_view::npos;
  return FileResponse(parts.pictures->Find(request.Param("signature"), request.Param("width"), request.Param("rest"), webp),
                      "public, max-age=31536000, immutable")
      .Set("Vary", "Accept");
}

http::Response Icon(const SystemParts& parts, const http::Request& request) {
  const edition::EditionPtr edition = parts.keeper->Current();
  const auto title = edition->titles.find(std::string(request.Param("slug")));
  if (title == edition->titles.end()) return http::Text(404, "no such title\n");
  std::string url = title->second->icon_url;
  if (url.empty()) url = ResolveHttpUrl("/favicon.ico", title->second->home);
  if (url.empty()) return http::Text(404, "no icon\n");
  return FileResponse(parts.pictures->FindIcon(url), "public, max-age=86400");
}

// A hub asks whether we asked.
http::Response HubVerifies(const SystemParts& parts, const http::Request& request) {
  const subscribe::HubAnswer answer =
      parts.subscriber->Verify(request.Param("token"), [&](std::string_view name) { return request.Query(name); });
  return http::Text(answer.status, answer.text).Set("Cache-Control", "no-store");
}

http::Response HubDelivers(const SystemParts& parts, const http::Request& request) {
  const subscribe::HubAnswer answer = parts.subscriber->Deliver(request.Param("token"), request.Header("x-hub-signature"),
                                                                request.Header("content-type"), request.body);
  return http::Text(answer.status, answer.text).Set("Cache-Control", "no-store");
}

}  // namespace

std::string IconAddress(const Title& title) {
  return title.icon_url.empty() && title.home.empty() ? "" : "/icon/" + title.slug;
}

void AddSystemRoutes(http::Router& router, const SystemParts& parts) {
  router.Get("/healthz", [](const http::Request&) { return http::Text(200, "ok\n").Set("Cache-Control", "no-store"); });
  router.Get("/readyz", [parts](const http::Request&) { return Ready(parts); }, http::Work::kBlocking);
  router.Get("/metrics", [parts](const http::Request&) { return Metrics(parts); });
  router.Get("/picture/{signature}/{width}/{*rest}", [parts](const http::Request& request) { return Picture(parts, request); }, http::Work::kNetwork);
  if (parts.subscriber != nullptr) {
    router.Get("/websub/{token}", [parts](const http::Request& request) { return HubVerifies(parts, request); }, http::Work::kBlocking);
    router.Post("/websub/{token}", [parts](const http::Request& request) { return HubDelivers(parts, request); });
  }
  router.Get("/icon/{slug}", [parts](const http::Request& request) { return Icon(parts, request); }, http::Work::kNetwork);
}

}  // namespace newsstand::app
