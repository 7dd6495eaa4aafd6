// serve and demo: from the configuration to a running site, until a signal comes.
#include <fmt/format.h>

#include <filesystem>
#include <iostream>

#include "app/commands.h"
#include "app/listen_address.h"
#include "app/runtime.h"
#include "app/signals.h"
#include "base/log.h"
#include "content/ingest/import.h"
#include "content/source/catalogue.h"
#include "press/press.h"
#include "store/titles.h"

namespace newsstand::app {
namespace {

namespace fs = std::filesystem;
using std::chrono::seconds;

constexpr seconds kReachWithin{6};     // before the demo press is shown instead
constexpr seconds kTryAgainEvery{60};  // whether the world can be reached by now
constexpr seconds kPressEvery{20};     // our own press does not mind being asked often
constexpr std::chrono::milliseconds kTick{500};

// Where the starter catalogue lies: installed, or in the source tree the program was built in.
std::string CatalogueFolder() {
  std::error_code error;
  const fs::path program = fs::read_symlink("/proc/self/exe", error).parent_path();
  for (const fs::path& folder : {program / "catalogue", program / ".." / "share/newsstand/catalogue", program / ".." / "catalogue"}) {
    if (fs::is_directory(folder, error)) return folder.lexically_normal().string();
  }
  return "";
}

// An empty store begins with the titles that come with the program.
Status FillStarterCatalogue(Runtime& runtime) {
  int64_t titles = 0;
  const Status counted = runtime.database().Read([&](store::Transaction& transaction) -> Status {
    auto count = store::CountTitles(transaction);
    if (!count) return Fail(count.error());
    titles = *count;
    return {};
  });
  if (!counted) return counted;
  if (titles > 0) return {};
  const std::string folder = CatalogueFolder();
  if (folder.empty()) {
    log::Warn("the starter catalogue was not found beside the program; add titles with: newsstand titles add URL");
    return {};
  }
  auto catalogue = source::ReadCatalogue(folder);
  if (!catalogue) return Fail(catalogue.error());
  auto report = ingest::ImportCatalogue(runtime.database(), *catalogue, SystemClock().Now());
  if (!report) return Fail(report.error());
  log::Info("the starter catalogue was read: {} titles with {} feeds", report->titles_new, report->feeds_new);
  return {};
}

// A press of our own and a runtime that reads it, in a folder of its own that begins empty.
struct PressSite {
  std::unique_ptr<press::Press> press;
  std::unique_ptr<Runtime> runtime;  // goes first
};

Result<PressSite> MakePressSite(Global global, const std::string& folder, bool stands_in) {
  std::error_code error;
  fs::remove_all(folder, error);
  global.data = folder;
  global.config.store_database.clear();
  global.config.net_allow_private = {"127.0.0.0/8"};
  global.config.ingest_longest_interval_seconds = kPressEvery.count();
  PressSite site;
  press::Options options;
  options.pictures = folder + "/drawn";
  auto press = press::Press::Start(std::move(options));
  if (!press) return Fail(press.error());
  site.press = std::move(*press);
  auto catalogue = source::ReadCatalogueText(site.press->catalogue(), "the press's catalogue");
  if (!catalogue) return Fail(catalogue.error());
  Runtime::Options runtime_options;
  runtime_options.global = std::move(global);
  runtime_options.demo_press_shown = stands_in;
  runtime_options.pseudo_languages = !stands_in;
  runtime_options.fill = [&](Runtime& runtime) -> Status {
    auto report = ingest::ImportCatalogue(runtime.database(), *catalogue, SystemClock().Now());
    return report ? Status{} : Status(Fail(report.error()));
  };
  auto runtime = Runtime::Create(std::move(runtime_options));
  if (!runtime) return Fail(runtime.error());
  site.runtime = std::move(*runtime);
  return site;
}

void SayAddress(const Global& global, const Runtime& runtime, std::string_view what) {
  auto listen = ParseListenAddress(global.config.serve_listen);
  if (!listen) return;
  listen->port = runtime.port();
  std::cout << fmt::format("{} is at {}/\n", what, listen->Url()) << std::flush;
}

enum class Ended { kSignal, kReachable };

// Until a signal comes; while `also` is given, it is asked now and then whether to end for another reason.
Ended WaitForEnd(const StopSignal& stop, const std::function<bool()>& also) {
  auto next = std::chrono::steady_clock::now() + kTryAgainEvery;
  while (!stop.WaitFor(kTick)) {
    if (!also || std::chrono::steady_clock::now() < next) continue;
    if (also()) return Ended::kReachable;
    next = std::chrono::steady_clock::now() + kTryAgainEvery;
  }
  return Ended::kSignal;
}

// The demo press is shown until a title of the catalogue can be reached.
Result<Ended> ShowDemoPressInstead(const Global& global, Runtime& world, const StopSignal& stop) {
  log::Warn("no title of the catalogue can be reached from this machine: the demo press is shown instead, and the titles are tried again every {} seconds", kTryAgainEvery.count());
  auto site = MakePressSite(global, global.data + "/demo-press", true);
  if (!site) return Fail(site.error());
  if (Status started = site->runtime->Start(); !started) return Fail(started.error());
  SayAddress(global, *site->runtime, "No title can be reached from here, so the demo press is shown. It");
  return WaitForEnd(stop, [&] { return !world.CannotReachAnyTitle(kReachWithin); });
}

}  // namespace

int RunServe(const Global& global) {
  const StopSignal stop;
  Runtime::Options options;
  options.global = global;
  if (global.config.ingest_starter_catalogue) options.fill = FillStarterCatalogue;
  auto world = Runtime::Create(std::move(options));
  if (!world) return FailWith(world.error().message);
  if (global.config.ingest_enabled && (*world)->CannotReachAnyTitle(kReachWithin)) {
    auto ended = ShowDemoPressInstead(global, **world, stop);
    if (!ended) return FailWith(ended.error().message);
    if (*ended == Ended::kSignal) return 0;
    log::Info("titles can be reached now: the demo press makes way for the world");
  }
  if (Status started = (*world)->Start(); !started) return FailWith(started.error().message);
  SayAddress(global, **world, global.config.site_name);
  WaitForEnd(stop, {});
  log::Info("stopping");
  return 0;
}

int RunDemo(const Global& given) {
  const StopSignal stop;
  Global global = given;
  global.config.mode = Mode::kMembership;
  auto site = MakePressSite(global, global.data + "/demo", false);
  if (!site) return FailWith(site.error().message);
  if (Status started = site->runtime->Start(); !started) return FailWith(started.error().message);
  SayAddress(global, *site->runtime, "The demo");
  std::cout << fmt::format("Its press, {} titles with {} articles so far, is at {}/\n", site->press->title_count(), site->press->article_count(), site->press->address()) << std::flush;
  WaitForEnd(stop, {});
  return 0;
}

}  // namespace newsstand::app
