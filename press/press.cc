#include "press/press.h"

#include <fmt/format.h>

#include <array>
#include <fstream>
#include <iterator>

#include "base/log.h"
#include "base/text.h"
#include "press/desk.h"
#include "press/faults.h"
#include "press/folder.h"
#include "press/replay.h"
#include "press/routine.h"
#include "press/server.h"
#include "press/site.h"

namespace newsstand::press {
namespace {

namespace fs = std::filesystem;

// The n-th title's address: 127.0.1.1 … 127.0.1.250, 127.0.2.1 …
std::string AddressOf(size_t index) { return fmt::format("127.0.{}.{}", 1 + index / 250, 1 + index % 250); }

struct LoadedFiles {
  std::vector<std::string> texts;
  std::vector<DataFile> files;
};

// The same files as BuiltInData, from a folder.
Result<LoadedFiles> ReadData(const fs::path& folder) {
  LoadedFiles loaded;
  std::vector<std::string> names = {"titles.toml", "words.toml", "names.toml", "routine.toml"};
  std::error_code failure;
  for (const fs::directory_entry& entry : fs::directory_iterator(folder / "events", failure)) {
    if (entry.path().extension() == ".toml") names.push_back("events/" + entry.path().filename().string());
  }
  if (failure)
    return Fail(ErrorCode::kNotFound, "no events in " + (folder / "events").string() + ": " + failure.message());
  loaded.texts.reserve(names.size());
  for (const std::string& name : names) {
    std::ifstream in(folder / name, std::ios::binary);
    if (!in) return Fail(ErrorCode::kNotFound, "cannot read " + (folder / name).string());
    loaded.texts.emplace_back(std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>());
    loaded.files.push_back({name, loaded.texts.back()});
  }
  return loaded;
}

Result<World> ReadWorld(const fs::path& folder) {
  World world;
  std::vector<std::string> errors;
  if (folder.empty()) {
    errors = LoadWorld(BuiltInData(), world);
  } else {
    auto data = ReadData(folder);
    if (!data) return Fail(data.error());
    errors = LoadWorld(data->files, world);
  }
  if (errors.empty()) return world;
  std::string message = fmt::format("the press's data has {} mistakes:", errors.size());
  for (size_t i = 0; i < errors.size() && i < 20; ++i) message += "\n  " + errors[i];
  return Fail(ErrorCode::kInvalid, std::move(message));
}

bool CarriesText(std::string_view format) {
  return format == "rss-2.0" || format == "rss-1.0" || format == "atom-1.0" || format == "atom-0.3" ||
         format.starts_with("json");
}

}  // namespace

struct Press::Impl {
  Options options;
  std::unique_ptr<ReplayClock> replay_clock;
  std::unique_ptr<Newsroom> newsroom;  // kDemo, kReplay
  std::vector<FolderFile> folder;      // kFolder
  std::unique_ptr<PictureCache> pictures;
  std::unique_ptr<TitleSites> sites;
  std::unique_ptr<Faults> faults;
  std::unique_ptr<Server> server;
  uint16_t port = 0;
  std::string address, catalogue, urls, opml;
  std::vector<std::string> warnings;

  const Clock& clock() const { return options.clock ? *options.clock : SystemClock(); }
  size_t titles() const { return newsroom ? newsroom->sites().size() : folder.size(); }
  std::string BaseOf(size_t index, const std::string& slug) const;
  Status LoadDemo();
  Status LoadReplay();
  Status Listen();
  void Describe();
  Response Answer(const Request& request);
  Response AnswerHub(const Request& request);
  Response AnswerTitle(const Request& request, size_t title, const std::string& target);
};

std::string Press::Impl::BaseOf(size_t index, const std::string& slug) const {
  switch (options.layout) {
    case Layout::kAddresses: return fmt::format("http://{}:{}", AddressOf(index), port);
    case Layout::kPorts: return fmt::format("http://127.0.0.1:{}", port + 1 + index);
    default: return fmt::format("{}/t/{}", address, slug);
  }
}

Status Press::Impl::LoadDemo() {
  auto world = ReadWorld(options.data);
  if (!world) return Fail(world.error());
  Timestamp start = std::chrono::floor<std::chrono::seconds>(clock().Now());
  std::vector<PressArticle> articles = ComposeArticles(*world, options.seed, start);
  std::vector<TitleSite> title_sites;
  for (const PressTitle& title : world->titles) {
    TitleSite site;
    site.title = title;
    site.feeds = FeedsOf(title);
    site.text_in_feed_only = title.wall == "hard" && CarriesText(title.feeds.front());
    title_sites.push_back(std::move(site));
  }
  newsroom = std::make_unique<Newsroom>(std::move(*world), std::move(title_sites), std::move(articles), clock(), start);
  if (options.publish_on) {
    auto routine = MakeRoutine(newsroom->world(), options.seed, start);
    if (!routine) return Fail(routine.error());
    newsroom->SetRoutine(std::move(*routine));
  }
  return {};
}

Status Press::Impl::LoadReplay() {
  Timestamp now = std::chrono::floor<std::chrono::seconds>(clock().Now());
  auto replay = ReadReplay(options.file, now);
  if (!replay) return Fail(replay.error());
  warnings = std::move(replay->warnings);
  std::vector<Timestamp> moments;
  for (const PressArticle& article : replay->articles) moments.push_back(article.published);
  replay_clock = std::make_unique<ReplayClock>(std::move(moments), options.articles_per_second, clock());
  World world;
  if (LoadWorld(BuiltInData(), world).size() > 1) log::Warn("the press's built-in data has mistakes");
  world.events.clear();
  world.titles.clear();
  newsroom = std::make_unique<Newsroom>(std::move(world), std::move(replay->sites), std::move(replay->articles),
                                        *replay_clock, now);
  return {};
}

Status Press::Impl::Listen() {
  std::vector<Server::Endpoint> endpoints = {{"127.0.0.1", options.port}};
  for (size_t i = 0; i < titles(); ++i) {
    if (options.layout == Layout::kAddresses) endpoints.push_back({AddressOf(i), options.port});
    if (options.layout == Layout::kPorts)
      endpoints.push_back({"127.0.0.1", static_cast<uint16_t>(options.port + 1 + i)});
  }
  if (options.layout == Layout::kPorts && (options.port == 0 || options.port + titles() > 65535)) {
    return Fail(ErrorCode::kInvalid, fmt::format("a port each for {} titles needs a first port between 1 and {}",
                                                 titles(), 65535 - titles()));
  }
  auto bound = Server::Bind(endpoints);
  if (!bound) return Fail(bound.error());
  server = std::move(*bound);
  return {};
}

void Press::Impl::Describe() {
  address = fmt::format("http://127.0.0.1:{}", port);
  if (newsroom) {
    for (size_t i = 0; i < newsroom->sites().size(); ++i)
      newsroom->SetBase(i, BaseOf(i, newsroom->sites()[i].title.slug));
    catalogue = WriteCatalogue(*newsroom);
    opml = WriteOpml(*newsroom);
    urls = WriteUrls(*newsroom);
    return;
  }
  opml = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<opml version=\"2.0\"><head><title>Feeds</title></head><body>\n";
  for (size_t i = 0; i < folder.size(); ++i) {
    std::string url = BaseOf(i, std::to_string(i)) + "/" + PercentEncode(fs::path(folder[i].name).filename().string());
    urls += url + "\n";
    opml +=
        fmt::format("<outline type=\"rss\" text=\"{}\" xmlUrl=\"{}\"/>\n", EscapeHtml(folder[i].name), EscapeHtml(url));
  }
  opml += "</body></opml>\n";
}

Response Press::Impl::AnswerTitle(const Request& request, size_t title, const std::string& target) {
  Response response = newsroom ? sites->Handle(request, title, target) : ServeFolderFile(request, folder[title]);
  faults->Spoil(response);
  return response;
}

Response Press::Impl::AnswerHub(const Request& request) {
  const std::string& path = request.path;
  if (path.starts_with("/fault/")) return faults->Handle(request, address);
  if (path.starts_with("/t/")) {
    size_t slash = request.target.find('/', 3);
    std::string slug = request.target.substr(3, slash == std::string::npos ? slash : slash - 3);
    std::string rest = slash == std::string::npos ? "/" : request.target.substr(slash);
    for (size_t i = 0; i < titles(); ++i) {
      if (newsroom ? newsroom->sites()[i].title.slug == slug : std::to_string(i) == slug)
        return AnswerTitle(request, i, rest);
    }
  }
  Response response;
  if (path == "/catalogue.toml" && newsroom) {
    response = TextResponse(200, "application/toml; charset=utf-8", catalogue);
  } else if (path == "/opml") {
    response = TextResponse(200, "text/x-opml; charset=utf-8", opml);
  } else if (path == "/urls") {
    response = TextResponse(200, "text/plain; charset=utf-8", urls);
  } else if (path == "/" && newsroom) {
    response = TextResponse(200, "text/html; charset=utf-8", WriteHubPage(*newsroom));
  } else if (path == "/robots.txt") {
    response = TextResponse(200, "text/plain", "User-agent: *\nAllow: /\n");
  } else {
    response = TextResponse(404, "text/plain; charset=utf-8",
                            "The press has: / /catalogue.toml /opml /urls /fault/ /t/SLUG/\n");
  }
  Finish(request, response, std::chrono::floor<std::chrono::milliseconds>(SystemClock().Now()), {true, false, 0});
  return response;
}

Response Press::Impl::Answer(const Request& request) {
  if (options.layout == Layout::kPorts && request.local_port > port &&
      request.local_port - port <= static_cast<int>(titles())) {
    return AnswerTitle(request, static_cast<size_t>(request.local_port - port - 1), request.target);
  }
  if (options.layout == Layout::kAddresses && request.local_address != "127.0.0.1") {
    for (size_t i = 0; i < titles(); ++i) {
      if (AddressOf(i) == request.local_address) return AnswerTitle(request, i, request.target);
    }
  }
  return AnswerHub(request);
}

Result<std::unique_ptr<Press>> Press::Start(Options options) {
  auto impl = std::make_unique<Impl>();
  impl->options = std::move(options);
  Status loaded;
  if (impl->options.mode == Mode::kDemo) loaded = impl->LoadDemo();
  if (impl->options.mode == Mode::kReplay) loaded = impl->LoadReplay();
  if (impl->options.mode == Mode::kFolder) {
    auto files = ReadFolder(impl->options.file);
    if (files) {
      impl->folder = std::move(*files);
    } else {
      loaded = Fail(files.error());
    }
  }
  if (!loaded) return Fail(loaded.error());
  std::error_code ignored;
  fs::path cache = impl->options.pictures.empty() ? fs::temp_directory_path(ignored) / "newsstand-press-pictures"
                                                  : impl->options.pictures;
  impl->pictures = std::make_unique<PictureCache>(cache);
  if (impl->newsroom) impl->sites = std::make_unique<TitleSites>(*impl->newsroom, *impl->pictures);
  impl->faults = std::make_unique<Faults>(impl->options.fault_rate, impl->options.seed);
  // The addresses that titles print hold the port: first the port, then the addresses, then answers.
  if (Status listening = impl->Listen(); !listening) return Fail(listening.error());
  impl->port = impl->server->port();
  impl->Describe();
  impl->server->Run([state = impl.get()](const Request& request) { return state->Answer(request); });
  return std::unique_ptr<Press>(new Press(std::move(impl)));
}

Press::Press(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Press::~Press() { Stop(); }
void Press::Stop() { impl_->server.reset(); }

uint16_t Press::port() const { return impl_->port; }
std::string Press::address() const { return impl_->address; }
std::string Press::catalogue_address() const { return impl_->address + "/catalogue.toml"; }
const std::string& Press::catalogue() const { return impl_->catalogue; }
const std::string& Press::urls() const { return impl_->urls; }
size_t Press::title_count() const { return impl_->titles(); }
size_t Press::article_count() const {
  return impl_->newsroom ? impl_->newsroom->CountPublished(impl_->newsroom->Now()) : 0;
}
size_t Press::article_count_in_all() const { return impl_->newsroom ? impl_->newsroom->CountAll() : 0; }
const std::vector<std::string>& Press::warnings() const { return impl_->warnings; }

}  // namespace newsstand::press
