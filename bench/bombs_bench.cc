// The largest inputs that are read, made to be slow: bombs_bench [SECONDS [KIND]]. Each is read in a process of its own as a
// page, sanitised as a feed's text is, searched for an article, read as a feed, and shown as a picture. Prints those over
// SECONDS (default: none) of the processor, and the slowest and the largest of each kind. Ends with 1 when one of them
// takes more than a second or 256 MiB.
#include <fmt/core.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <functional>
#include <iterator>
#include <string>
#include <utility>
#include <vector>

#include "base/limits.h"
#include "base/url_test_data.h"
#include "content/extract/extract.h"
#include "content/html/bombs_test_data.h"
#include "content/html/document.h"
#include "content/image/image.h"
#include "content/parse/bombs_test_data.h"
#include "content/parse/parse_feed.h"
#include "content/sanitize/sanitize.h"
#include "content/source/opml.h"

namespace {

using namespace newsstand;
namespace fs = std::filesystem;

constexpr double kMostSeconds = 1;
constexpr long kMostMegabytes = 256;

struct Input {
  std::string name;
  std::function<std::string()> make;
};

struct Cost {
  double seconds = 0;
  long megabytes = 0;
};

// Of a process that makes the input and does the work: what it needed more than one that only makes it.
Cost Used(const std::function<void()>& work) {
  const pid_t child = fork();
  if (child == 0) {
    work();
    _exit(0);
  }
  int status = 0;
  rusage used{};
  wait4(child, &status, 0, &used);
  if (status != 0) {
    fmt::print("it ended with status {}\n", status);
    std::exit(1);
  }
  const auto seconds = [](const timeval& time) {
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) * 1e-6;
  };
  return {seconds(used.ru_utime) + seconds(used.ru_stime), used.ru_maxrss >> 10};
}

Cost Measure(const Input& input, const std::function<void(const std::string&)>& work) {
  const Cost made = Used([&] { (void)input.make(); });
  const Cost all = Used([&] { work(input.make()); });
  return {all.seconds - made.seconds, all.megabytes};
}

std::string Shown(std::string_view before, std::string_view unit) {
  std::string shown = std::string(before.substr(0, 20)) + " … " + std::string(unit.substr(0, 40));
  for (char& c : shown) {
    if (static_cast<unsigned char>(c) < 0x20) c = '.';
  }
  return shown;
}

std::vector<Input> HtmlInputs() {
  std::vector<html::bombs::Laid> laid = html::bombs::LaidBombs();
  for (const std::string_view unit : html::bombs::Units()) laid.push_back({"", unit});
  std::vector<Input> inputs;
  for (const html::bombs::Laid& bomb : laid) {
    inputs.push_back({Shown(bomb.before, bomb.unit), [bomb] {
                        return bomb.before + html::bombs::Repeat(bomb.unit, limits::kFetchBytes - bomb.before.size());
                      }});
  }
  for (const html::bombs::PageBomb& bomb : html::bombs::PageBombs()) {
    inputs.push_back({Shown(bomb.before, bomb.unit), [bomb] {
                        const size_t room = limits::kFetchBytes - bomb.before.size() - bomb.after.size();
                        return bomb.before + html::bombs::Number(bomb.unit, room) + bomb.after;
                      }});
  }
  return inputs;
}

std::vector<Input> FeedInputs() {
  std::vector<Input> inputs;
  for (const parse::bombs::FeedBomb& bomb : parse::bombs::FeedBombs()) inputs.push_back({bomb.name, bomb.make});
  return inputs;
}

// The test data's own, where it is there: whatever they pretend to be, each is given to every reader.
std::vector<Input> Files() {
  const fs::path data = test_data::Folder();
  std::vector<Input> inputs;
  for (const char* folder : {"bombs", "xmlbombs"}) {
    if (!fs::is_directory(data / "security" / folder)) continue;
    for (const auto& entry : fs::recursive_directory_iterator(data / "security" / folder)) {
      if (!entry.is_regular_file() || entry.file_size() > limits::kFetchBytes) continue;
      inputs.push_back({entry.path().filename().string(), [path = entry.path()] {
                          std::ifstream file(path, std::ios::binary);
                          return std::string(std::istreambuf_iterator<char>(file), {});
                        }});
    }
  }
  return inputs;
}

// Whether all of them kept to the bounds.
bool Run(std::string_view kind, const std::vector<Input>& inputs, double told,
         const std::function<void(const std::string&)>& work) {
  std::pair<Cost, std::string> slowest, largest;
  bool kept = true;
  for (const Input& input : inputs) {
    const Cost cost = Measure(input, work);
    if (cost.seconds > told) fmt::print("  {:.2f} s {} MB  {}\n", cost.seconds, cost.megabytes, input.name);
    if (cost.seconds > slowest.first.seconds) slowest = {cost, input.name};
    if (cost.megabytes > largest.first.megabytes) largest = {cost, input.name};
    kept = kept && cost.seconds <= kMostSeconds && cost.megabytes <= kMostMegabytes;
  }
  fmt::print("{}: {} inputs; slowest {:.2f} s ({}); largest {} MB ({})\n", kind, inputs.size(), slowest.first.seconds,
             slowest.second, largest.first.megabytes, largest.second);
  std::fflush(stdout);
  return kept;
}

}  // namespace

int main(int count, char** arguments) {
  const double told = count > 1 ? std::atof(arguments[1]) : 1e9;
  const std::string only = count > 2 ? arguments[2] : "";
  bool kept = true;
  const auto run = [&](const std::string& kind, const std::vector<Input>& inputs,
                       const std::function<void(const std::string&)>& work) {
    if (only.empty() || only == kind) kept = Run(kind, inputs, told, work) && kept;
  };
  const auto extract = [](const std::string& input) { (void)extract::Extract({input, "", "https://paper.test/a"}); };
  const auto feed = [](const std::string& input) { (void)parse::ParseFeed({input, "", "https://paper.test/feed"}); };
  run("parse", HtmlInputs(), [](const std::string& input) { html::ParseDocument(input); });
  run("sanitize", HtmlInputs(), [](const std::string& input) { sanitize::SanitizeHtml(input, {"https://paper.test/"}); });
  run("extract", HtmlInputs(), extract);
  run("feed", FeedInputs(), feed);
  run("files-as-pages", Files(), extract);
  run("files-as-feeds", Files(), feed);
  run("files-as-lists", Files(), [](const std::string& input) { (void)source::ReadOpml(input); });
  run("files-as-pictures", Files(), [](const std::string& input) {
    (void)image::Transform(input, {320, 0, image::Format::kJpeg});
  });
  return kept ? 0 : 1;
}
