// What every fuzz target is made of. One source, two programs: with libFuzzer each target is a program of its own; in
// the ordinary build all of them are linked into one that replays the corpora (replay.cc).
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace newsstand::fuzz {

using Run = void (*)(std::string_view bytes);

// Makes a target known to the replay.
struct Registration {
  Registration(const char* name, Run run);
};

// A promise of the header under test. Ends the program with the sentence when it does not hold.
void Require(bool holds, const char* sentence);
// What Require says the input was.
void NameInput(std::string name);

// The text is valid UTF-8, as everything that leaves a parser has to be.
void RequireUtf8(std::string_view text, const char* sentence);

}  // namespace newsstand::fuzz

// FUZZ_TARGET(name) { … bytes … }
#ifdef NEWSSTAND_LIBFUZZER
#define FUZZ_TARGET(name)                                                   \
  static void Fuzz_##name(std::string_view bytes);                          \
  extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) { \
    Fuzz_##name({reinterpret_cast<const char*>(data), size});               \
    return 0;                                                               \
  }                                                                         \
  static void Fuzz_##name(std::string_view bytes)
#else
#define FUZZ_TARGET(name)                                                             \
  static void Fuzz_##name(std::string_view bytes);                                    \
  static const newsstand::fuzz::Registration registration_##name(#name, Fuzz_##name); \
  static void Fuzz_##name(std::string_view bytes)
#endif
