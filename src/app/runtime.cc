#include "app/runtime.h"

#include <condition_variable>
#include <mutex>

#include "app/listen_address.h"
#include "app/outbound.h"
#include "app/storage.h"
#include "app/system_routes.h"
#include "base/log.h"
#include "content/edition/keeper.h"
#include "content/ingest/ingestor.h"
#include "content/picture/picture_store.h"
#include "content/search/search_keeper.h"
#include "content/stories/story_keeper.h"
#include "content/subscribe/subscriber.h"
#include "serve/http/server.h"
#include "serve/web/site.h"
#include "store/feeds.h"

namespace newsstand::app {
namespace {

constexpr size_t kSample = 12;  // feeds tried to see whether the world can be reached

}  // namespace

struct Runtime::Impl {
  Options options;
  ListenAddress listen;
  std::unique_ptr<store::Database> database;
  Outbound outbound;
  std::unique_ptr<picture::PictureStore> pictures;
  std::unique_ptr<edition::EditionKeeper> keeper;
  std::unique_ptr<stories::StoryKeeper> stories;
  std::unique_ptr<search::SearchKeeper> search;
  std::unique_ptr<ingest::Ingestor> ingestor;
  std::unique_ptr<subscribe::Subscriber> subscriber;  // null without a public address
  std::unique_ptr<web::Site> site;
  std::unique_ptr<http::Server> server;

  Status OpenContent();
  void MakeSubscriber();
  Status MakeSite();
};

Runtime::Runtime(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Runtime::~Runtime() { Stop(); }

Status Runtime::Impl::OpenContent() {
  const Config& config = options.global.config;
  auto secret = InstallationSecret(*database, "picture_secret");
  if (!secret) return Fail(secret.error());
  pictures = std::make_unique<picture::PictureStore>(
      *outbound.client, SystemClock(),
      picture::PictureOptions{options.global.data + "/pictures", config.pictures_max_mb << 20, *secret});
  if (Status opened = pictures->Open(); !opened) return opened;

  edition::KeeperOptions keeper_options;
  keeper_options.mode = config.mode;
  keeper_options.span = std::chrono::hours(24 * config.edition_days);
  keeper_options.max_cards = static_cast<size_t>(config.edition_max_articles);
  keeper = std::make_unique<edition::EditionKeeper>(*database, SystemClock(), keeper_options);
  keeper->SetDemoPressShown(options.demo_press_shown);

  ingest::IngestOptions ingest_options;
  ingest_options.mode = config.mode;
  ingest_options.threads = static_cast<int>(config.ingest_threads);
  ingest_options.feeds_under_way = static_cast<int>(config.ingest_feeds_under_way);
  ingest_options.pages_under_way = static_cast<int>(config.ingest_pages_under_way);
  ingest_options.longest_interval = std::chrono::seconds(config.ingest_longest_interval_seconds);
  ingestor = std::make_unique<ingest::Ingestor>(*database, *outbound.fetcher, SystemClock(), ingest_options);
  stories::StoryKeeperOptions story_options;
  story_options.span = keeper_options.span;
  stories = std::make_unique<stories::StoryKeeper>(*database, SystemClock(), story_options);
  stories->OnPlaced([keeper_now = keeper.get()] { keeper_now->Notify(); });
  search::SearchKeeperOptions search_options;
  search_options.folder = SearchFolder(options.global);
  search_options.keep_months = static_cast<int>(config.search_keep_months);
  search = std::make_unique<search::SearchKeeper>(*database, SystemClock(), search_options);
  ingestor->OnStored([keeper_now = keeper.get(), stories_now = stories.get(), search_now = search.get()] {
    stories_now->Notify();
    keeper_now->Notify();
    search_now->Notify();
  });
  return keeper->Start();
}

// Hubs have to reach us: without an address that is ours for certain nothing is asked of them.
void Runtime::Impl::MakeSubscriber() {
  const Config& config = options.global.config;
  if (!config.websub_enabled || config.site_base_url.empty()) return;
  subscribe::SubscriberOptions subscriber_options;
  subscriber_options.callback_base = config.site_base_url;
  subscriber = std::make_unique<subscribe::Subscriber>(
      *database, *outbound.client, SystemClock(), std::move(subscriber_options), [this](subscribe::HubDelivery delivery) {
        fetch::FetchedFeed delivered;
        delivered.status = 200;
        delivered.body = std::move(delivery.body);
        delivered.content_type = std::move(delivery.content_type);
        delivered.url = std::move(delivery.topic);
        ingestor->Deliver(delivery.feed, std::move(delivered));
      });
}

Status Runtime::Impl::MakeSite() {
  const Config& config = options.global.config;
  web::WebOptions web_options;
  web_options.mode = config.mode;
  web_options.site_name = config.site_name;
  web_options.base_url = config.site_base_url.empty() ? listen.Url() : config.site_base_url;
  web_options.time_zone = config.site_time_zone;
  web_options.version = Version();
  web_options.pseudo_languages = options.pseudo_languages;
  web::WebContext context;
  context.edition = [this] { return keeper->Current(); };
  context.search = [this] { return search->Current(); };
  context.database = database.get();
  context.clock = &SystemClock();
  context.picture_address = [this](const std::string& url, int width, picture::Shape shape) {
    return pictures->Address(url, width, shape);
  };
  context.picture_facts = [this](const std::string& url) { return pictures->FactsOf(url); };
  context.icon_address = IconAddress;
  auto made = web::Site::Create(std::move(web_options), std::move(context));
  if (!made) return Fail(made.error());
  site = std::move(*made);
  return {};
}

Result<std::unique_ptr<Runtime>> Runtime::Create(Options options) {
  auto impl = std::make_unique<Impl>();
  impl->options = std::move(options);
  auto listen = ParseListenAddress(impl->options.global.config.serve_listen);
  if (!listen) return Fail(listen.error());
  impl->listen = *listen;
  auto database = OpenStore(impl->options.global);
  if (!database) return Fail(database.error());
  impl->database = std::move(*database);
  auto outbound = MakeOutbound(impl->options.global.config, SystemClock());
  if (!outbound) return Fail(outbound.error());
  impl->outbound = std::move(*outbound);
  std::unique_ptr<Runtime> runtime(new Runtime(std::move(impl)));
  if (runtime->impl_->options.fill) {
    if (Status filled = runtime->impl_->options.fill(*runtime); !filled) return Fail(filled.error());
  }
  if (Status opened = runtime->impl_->OpenContent(); !opened) return Fail(opened.error());
  runtime->impl_->MakeSubscriber();
  if (Status made = runtime->impl_->MakeSite(); !made) return Fail(made.error());
  return runtime;
}

Status Runtime::Start() {
  http::Router router;
  impl_->site->AddRoutes(router);
  SystemParts parts{impl_->database.get(), impl_->keeper.get(),   impl_->ingestor.get(),   impl_->stories.get(),
                    impl_->search.get(),   impl_->pictures.get(), impl_->subscriber.get(),
                    [impl = impl_.get()]() -> const http::Server* { return impl->server.get(); }};
  AddSystemRoutes(router, parts);
  http::ServerOptions options;
  options.address = impl_->listen.address;
  options.port = impl_->listen.port;
  options.threads = static_cast<int>(impl_->options.global.config.serve_threads);
  options.trusted_proxies = impl_->options.global.config.serve_trusted_proxies;
  options.headers = web::PageHeaders();
  impl_->server = std::make_unique<http::Server>(std::move(options), std::move(router));
  if (Status started = impl_->server->Start(); !started) return started;
  impl_->search->Start();
  if (impl_->options.global.config.ingest_enabled) {
    impl_->stories->Start();
    impl_->ingestor->Start();
    if (impl_->subscriber) impl_->subscriber->Start();
  }
  return {};
}

void Runtime::Stop() {
  if (!impl_) return;
  // The way out before the server: a reader's picture that is still being fetched must not hold the server up. Nothing
  // is lost by it: what was not stored is fetched again.
  if (impl_->subscriber) impl_->subscriber->Stop();
  if (impl_->ingestor) impl_->ingestor->Stop();
  if (impl_->stories) impl_->stories->Stop();
  if (impl_->search) impl_->search->Stop();
  if (impl_->outbound.client) impl_->outbound.client->Stop();
  if (impl_->server) impl_->server->Stop(std::chrono::seconds(5));
}

bool Runtime::CannotReachAnyTitle(std::chrono::seconds wait) {
  std::vector<Feed> feeds;
  bool arrived = true;
  const Status read = impl_->database->Read([&](store::Transaction& transaction) -> Status {
    auto counts = store::CountFeeds(transaction);
    if (!counts) return Fail(counts.error());
    arrived = counts->titles_arrived > 0 || counts->active == 0;
    if (arrived) return {};
    auto all = store::AllFeeds(transaction);
    if (!all) return Fail(all.error());
    feeds = std::move(*all);
    return {};
  });
  if (!read || arrived) return false;

  struct Probe {
    std::mutex mutex;
    std::condition_variable changed;
    size_t waiting = 0;
    bool reached = false;
  };
  const auto probe = std::make_shared<Probe>();
  const size_t step = std::max<size_t>(1, feeds.size() / kSample);
  std::vector<std::string> urls;
  for (size_t i = 0; i < feeds.size(); i += step) urls.push_back(feeds[i].url);
  probe->waiting = urls.size();
  for (const std::string& url : urls) {
    net::HttpRequest request;
    request.url = url;
    request.timeout = wait;
    request.max_bytes = 4096;
    request.cut_at_max_bytes = true;
    request.priority = 100;
    impl_->outbound.client->FetchLater(std::move(request), [probe](Result<net::HttpResponse> response) {
      const std::scoped_lock lock(probe->mutex);
      probe->reached = probe->reached || response.ok();
      --probe->waiting;
      probe->changed.notify_all();
    });
  }
  std::unique_lock lock(probe->mutex);
  probe->changed.wait_for(lock, wait, [&] { return probe->reached || probe->waiting == 0; });
  return !probe->reached;
}

store::Database& Runtime::database() { return *impl_->database; }
uint16_t Runtime::port() const { return impl_->server ? impl_->server->port() : 0; }

}  // namespace newsstand::app
