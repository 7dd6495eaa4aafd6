// press: the demo press as a program of its own.
#include <signal.h>

#include <CLI/CLI.hpp>
#include <cstdio>

#include "press/press.h"

namespace {

using newsstand::Timestamp;
namespace press = newsstand::press;

// A clock that was set once and goes on from there.
class SetClock : public newsstand::Clock {
 public:
  explicit SetClock(Timestamp start) : shift_(start - newsstand::SystemClock().Now()) {}
  Timestamp Now() const override { return newsstand::SystemClock().Now() + shift_; }

 private:
  std::chrono::milliseconds shift_;
};

struct CommandLine {
  press::Options options;
  bool demo = false;
  std::string replay, feeds, speed = "max", layout = "addresses", clock, data, pictures;
  bool quiet_routine = false;
};

void Describe(CLI::App& app, CommandLine& line) {
  app.footer(
      "Examples:\n  press --demo --port 8100\n  press --replay articles.jsonl --speed 50\n  press --feeds folder "
      "--port 8200\n");
  app.add_flag("--demo", line.demo, "publish the invented titles");
  app.add_option("--replay", line.replay, "publish the articles of a file of JSON lines as the titles that wrote them")
      ->type_name("FILE");
  app.add_option("--feeds", line.feeds, "serve the feed files of a folder, each at an address of its own")
      ->type_name("DIR");
  app.add_option("--speed", line.speed, "with --replay: articles a second, or max for all at once")
      ->capture_default_str();
  app.add_option("--port", line.options.port, "0 takes a free one")->capture_default_str();
  app.add_option("--layout", line.layout,
                 "a title each: addresses (127.0.1.1 …), ports (the ones after --port), paths (/t/SLUG)")
      ->check(CLI::IsMember({"addresses", "ports", "paths"}))
      ->capture_default_str();
  app.add_option("--fault", line.options.fault_rate, "share of answers that fail, 0 to 1")->check(CLI::Range(0.0, 1.0));
  app.add_option("--clock", line.clock, "start at this time instead of now: 2026-11-22T08:00:00Z");
  app.add_option("--seed", line.options.seed, "another seed prints other titles for the same reports")
      ->capture_default_str();
  app.add_option("--data", line.data, "read titles and events from this folder instead of the built-in ones")
      ->type_name("DIR");
  app.add_option("--pictures", line.pictures, "folder that keeps drawn pictures")->type_name("DIR");
  app.add_flag("--events-only", line.quiet_routine, "no routine pieces: weather, markets, results");
}

// An empty sentence when all is well.
std::string Interpret(CommandLine& line) {
  int modes = (line.demo ? 1 : 0) + (line.replay.empty() ? 0 : 1) + (line.feeds.empty() ? 0 : 1);
  if (modes != 1) return "Say one of --demo, --replay FILE, --feeds DIR.";
  if (!line.replay.empty()) line.options.mode = press::Mode::kReplay, line.options.file = line.replay;
  if (!line.feeds.empty()) line.options.mode = press::Mode::kFolder, line.options.file = line.feeds;
  if (line.layout == "ports") line.options.layout = press::Layout::kPorts;
  if (line.layout == "paths") line.options.layout = press::Layout::kPaths;
  if (line.speed != "max") {
    char* end = nullptr;
    line.options.articles_per_second = std::strtod(line.speed.c_str(), &end);
    if (*end != '\0' || !(line.options.articles_per_second > 0))
      return "--speed is a number above 0, or max; not \"" + line.speed + "\".";
  }
  line.options.data = line.data;
  line.options.pictures = line.pictures;
  line.options.publish_on = !line.quiet_routine;
  return {};
}

}  // namespace

int main(int argc, char** argv) {
  CLI::App app("The press: a local origin that publishes feeds and pages.", "press");
  CommandLine line;
  Describe(app, line);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? 0 : 2;
  }
  if (std::string complaint = Interpret(line); !complaint.empty()) {
    std::fprintf(stderr, "press: %s\n", complaint.c_str());
    return 2;
  }
  std::unique_ptr<SetClock> clock;
  if (!line.clock.empty()) {
    auto start = newsstand::ParseRfc3339(line.clock);
    if (!start) {
      std::fprintf(stderr, "press: --clock is a time like 2026-11-22T08:00:00Z, not \"%s\".\n", line.clock.c_str());
      return 2;
    }
    clock = std::make_unique<SetClock>(*start);
    line.options.clock = clock.get();
  }
  // Blocked before any thread starts, so that all inherit it and sigwait below gets them.
  sigset_t signals;
  sigemptyset(&signals);
  for (int signal : {SIGINT, SIGTERM}) sigaddset(&signals, signal);
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);
  signal(SIGPIPE, SIG_IGN);

  auto started = press::Press::Start(line.options);
  if (!started) {
    std::fprintf(stderr, "press: %s\n", started.error().message.c_str());
    return 1;
  }
  const press::Press& running = **started;
  for (const std::string& warning : running.warnings()) std::fprintf(stderr, "press: %s\n", warning.c_str());
  std::printf("address %s\ntitles %zu\n", running.address().c_str(), running.title_count());
  if (line.options.mode != press::Mode::kFolder) {
    std::printf("articles %zu\narticles-in-all %zu\ncatalogue %s\n", running.article_count(),
                running.article_count_in_all(), running.catalogue_address().c_str());
  }
  std::printf("opml %s/opml\nurls %s/urls\n", running.address().c_str(), running.address().c_str());
  std::fflush(stdout);
  int received = 0;
  sigwait(&signals, &received);
  return 0;
}
