// Which stories of different languages tell one event: by what is written alike in all of them. Known entities, which have
// one slug in every language; names, transliterated, and the consonants of names, which survive other scripts and other
// endings; figures. What is rare among the stories counts, times have to be near, and each of the two stories has to be
// the other's best. Precision goes before recall: two stories that are not joined are each still there.
//
// Pure, thread-safe.
#pragma once

#include <chrono>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/time.h"
#include "model/about.h"

namespace newsstand::events {

// Something an article says that could be said in another language: a hash; its two lowest bits say of which kind.
using Mark = uint64_t;
enum class MarkKind : uint64_t { kKnown = 0, kName = 1, kSound = 2, kNumber = 3 };
inline MarkKind KindOf(Mark mark) { return static_cast<MarkKind>(mark & 3); }

// The marks of one article, each once, at most kMostMarks: what the headline and the beginning say. Texts are plain.
inline constexpr size_t kMostMarks = 64;
std::vector<Mark> MarksOf(std::string_view headline, std::string_view text, std::string_view language, const std::vector<Entity>& entities);

// A story as far as linking needs it.
struct Telling {
  uint64_t story = 0;
  std::string language;            // primary subtag; "" is never linked
  Timestamp oldest, newest;
  std::vector<std::pair<Mark, float>> marks;  // by mark; how many of its articles have it, 0 … 1
};

struct Link {
  size_t one = 0, other = 0;       // places in what was given
  double score = 0;
};
struct Options {
  std::chrono::hours apart{36};    // between the two stories' times, at most
  double least = 0.2;              // of a link's score, which is the share of what the two could have in common at best
};
// Pairs that are each other's best in that language, best first.
std::vector<Link> FindLinks(std::span<const Telling> tellings, const Options& options = {});
// Groups of at most one story a language, each of two or more, made of the links best first.
std::vector<std::vector<size_t>> Group(std::span<const Telling> tellings, std::span<const Link> links);

}  // namespace newsstand::events
