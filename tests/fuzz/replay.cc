// The corpora of all fuzz targets, replayed with whatever compiler builds the tests: every input as it is, and cut
// short at sixteen places, which is where parsers read past the end.
#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <string>

#include "fuzz/fuzz.h"

namespace newsstand::fuzz {
namespace {

namespace fs = std::filesystem;

std::map<std::string, Run>& Targets() {
  static std::map<std::string, Run> targets;
  return targets;
}

// Aligned to nothing and without a zero behind it, as bytes from a connection are.
void RunOn(Run run, std::string_view bytes) {
  const std::unique_ptr<char[]> copy(new char[bytes.size()]);
  std::copy(bytes.begin(), bytes.end(), copy.get());
  run({copy.get(), bytes.size()});
}

}  // namespace

Registration::Registration(const char* name, Run run) { Targets()[name] = run; }

TEST_CASE("every target holds its promises on its corpus") {
  REQUIRE(Targets().size() > 10);
  for (const auto& [name, run] : Targets()) {
    const fs::path folder = fs::path("tests/fuzz/corpus") / name;
    REQUIRE_MESSAGE(fs::is_directory(folder), "no corpus: " << folder.string());
    int inputs = 0;
    for (const auto& entry : fs::directory_iterator(folder)) {
      std::ifstream file(entry.path(), std::ios::binary);
      const std::string bytes(std::istreambuf_iterator<char>(file), {});
      for (size_t cut = 0; cut <= 16; ++cut) {
        const size_t size = bytes.size() * cut / 16;
        NameInput(entry.path().string() + ", its first " + std::to_string(size) + " bytes");
        RunOn(run, std::string_view(bytes).substr(0, size));
      }
      ++inputs;
    }
    CHECK_MESSAGE(inputs >= 3, name << " has " << inputs << " inputs");
  }
}

}  // namespace newsstand::fuzz
