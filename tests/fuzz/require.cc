#include <cstdio>
#include <cstdlib>

#include "base/text.h"
#include "fuzz/fuzz.h"

namespace newsstand::fuzz {

static std::string input_name;

void NameInput(std::string name) { input_name = std::move(name); }

void Require(bool holds, const char* sentence) {
  if (holds) return;
  std::fprintf(stderr, "does not hold: %s\n%s\n", sentence, input_name.c_str());
  std::abort();
}

void RequireUtf8(std::string_view text, const char* sentence) { Require(IsValidUtf8(text), sentence); }

}  // namespace newsstand::fuzz
