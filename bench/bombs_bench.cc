// The largest inputs that are read, made to be slow: bombs_bench [SECONDS]. Each is read in a process of its own as a
// page, sanitised as a feed's text is, and searched for an article. Prints those over SECONDS (default: none) of the
// processor, and the slowest and the largest of each kind.
#include <fmt/core.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdlib>
#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "base/limits.h"
#include "content/extract/extract.h"
#include "content/html/bombs_test_data.h"
#include "content/html/document.h"
#include "content/sanitize/sanitize.h"

namespace {

using namespace newsstand;

struct Cost {
  double seconds = 0;
  long megabytes = 0;
};

std::string Built(const html::bombs::Laid& bomb) {
  return bomb.before + html::bombs::Repeat(bomb.unit, limits::kFetchBytes - bomb.before.size());
}

// Of a process that makes the input and does the work.
Cost Measure(const std::function<void()>& work) {
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
  const auto seconds = [](const timeval& time) { return static_cast<double>(time.tv_sec) + time.tv_usec * 1e-6; };
  return {seconds(used.ru_utime) + seconds(used.ru_stime), used.ru_maxrss >> 10};
}

std::string Shown(const html::bombs::Laid& bomb) {
  std::string shown = bomb.before.substr(0, 20) + " … " + std::string(bomb.unit.substr(0, 40));
  for (char& c : shown) {
    if (static_cast<unsigned char>(c) < 0x20) c = '.';
  }
  return shown;
}

void Run(std::string_view kind, const std::vector<html::bombs::Laid>& inputs, double told,
         const std::function<void(const std::string&)>& work) {
  std::pair<Cost, std::string> slowest, largest;
  for (const html::bombs::Laid& input : inputs) {
    const Cost cost = Measure([&] { work(Built(input)); });
    if (cost.seconds > told) fmt::print("  {:.2f} s {} MB  {}\n", cost.seconds, cost.megabytes, Shown(input));
    if (cost.seconds > slowest.first.seconds) slowest = {cost, Shown(input)};
    if (cost.megabytes > largest.first.megabytes) largest = {cost, Shown(input)};
  }
  fmt::print("{}: {} inputs of {} MiB; slowest {:.2f} s ({}); largest {} MB ({})\n", kind, inputs.size(),
             limits::kFetchBytes >> 20, slowest.first.seconds, slowest.second, largest.first.megabytes, largest.second);
}

}  // namespace

int main(int count, char** arguments) {
  const double told = count > 1 ? std::atof(arguments[1]) : 1e9;
  std::vector<html::bombs::Laid> inputs = html::bombs::LaidBombs();
  for (const std::string_view unit : html::bombs::Units()) inputs.push_back({"", unit});
  Run("parse", inputs, told, [](const std::string& input) { html::ParseDocument(input); });
  Run("sanitize", inputs, told,
      [](const std::string& input) { sanitize::SanitizeHtml(input, {"https://paper.test/"}); });
  Run("extract", inputs, told, [](const std::string& input) {
    (void)extract::Extract({input, "", "https://paper.test/a"});
  });
  return 0;
}
