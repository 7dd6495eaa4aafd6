// Copies made on purpose, for measuring near-duplicates: real articles, and what titles do to a wire report. Only the
// test and the bench of near-duplicates include this.
#pragma once

#include <algorithm>
#include <boost/json.hpp>
#include <cstdint>
#include <fstream>
#include <random>
#include <stdexcept>
#include <string>
#include <vector>

#include "base/text.h"

namespace newsstand::cluster::testing {

struct SourceArticle {
  std::string id, title, text, topic, published;
};

enum class Change { kNone, kByline, kCut70, kCut40, kEdit3, kEdit8, kOwnCopy };
inline constexpr int kChanges = 7;

struct Injected {
  std::string text;
  size_t original = 0;  // which article it is, or was made from
  Change change = Change::kNone;
};

using Random = std::mt19937_64;

inline size_t Below(Random& random, size_t bound) { return static_cast<size_t>(random() % bound); }

// Words with the white space behind them, so that paragraphs stay.
inline std::vector<std::string_view> Pieces(std::string_view text) {
  std::vector<std::string_view> out;
  size_t begin = 0;
  while (begin < text.size()) {
    size_t end = begin;
    while (end < text.size() && !IsAsciiSpace(text[end])) ++end;
    while (end < text.size() && IsAsciiSpace(text[end])) ++end;
    out.push_back(text.substr(begin, end - begin));
    begin = end;
  }
  return out;
}

inline std::string Join(const std::vector<std::string_view>& pieces, size_t count) {
  std::string out;
  for (size_t i = 0; i < count; ++i) out += pieces[i];
  return out;
}

// Of each hundred words `percent` are replaced, left out, or given a neighbour; new words come from `other`.
inline std::string Edit(std::string_view text, std::string_view other, size_t percent, Random& random) {
  const auto words = Pieces(other);
  std::string out;
  for (const std::string_view piece : Pieces(text)) {
    if (Below(random, 100) >= percent) {
      out += piece;
      continue;
    }
    const size_t how = Below(random, 3);
    if (how != 1) {
      out += Trim(words[Below(random, words.size())]);
      out += ' ';
    }
    if (how == 2) out += piece;
  }
  return out;
}

inline std::string Make(Change change, const std::string& text, const std::string& other, Random& random) {
  const auto pieces = Pieces(text);
  switch (change) {
    case Change::kNone: break;
    case Change::kByline:
      return "By Ada Fielding, Staff Writer\nUpdated 4:12 p.m.\n\nWASHINGTON (AP) — " + text +
             "\n\nRead more: our live coverage\nSign up for the morning letter and follow us for the latest.";
    case Change::kCut70: return Join(pieces, pieces.size() * 7 / 10);
    case Change::kCut40: return Join(pieces, pieces.size() * 4 / 10);
    case Change::kEdit3: return Edit(text, other, 3, random);
    case Change::kEdit8: return Edit(text, other, 8, random);
    case Change::kOwnCopy: {
      // Half as much of its own, before and behind.
      const auto own = Pieces(other);
      const size_t part = std::min(own.size(), pieces.size() / 2) / 2;
      std::string out = Join(own, part) + "\n\n" + text + "\n\n";
      for (size_t i = own.size() - part; i < own.size(); ++i) out += own[i];
      return out;
    }
  }
  return text;
}

inline const char* ChangeName(Change change) {
  constexpr const char* kNames[] = {"none",       "byline",     "cut to 70 %",   "cut to 40 %",
                                    "3 % edited", "8 % edited", "own copy added"};
  return kNames[static_cast<int>(change)];
}

// The articles of a JSON lines file of the test data.
inline std::vector<SourceArticle> ReadArticles(const std::string& path) {
  std::ifstream in(path);
  if (!in) throw std::runtime_error("cannot read " + path);
  std::vector<SourceArticle> out;
  for (std::string line; std::getline(in, line);) {
    const auto row = boost::json::parse(line).as_object();
    const auto text = [&](const char* name) {
      const auto* value = row.if_contains(name);
      return value != nullptr && value->is_string() ? std::string(value->as_string()) : std::string();
    };
    out.push_back({text("id"), text("title"), text("text"), text("topic"), text("published")});
  }
  return out;
}

// Every article once; of every `every`-th one copy of each kind, whose own copy comes from articles that are not shown
// otherwise. In an order in which copies follow their original at random distances. The same for the same seed.
inline std::vector<Injected> InjectCopies(const std::vector<SourceArticle>& articles, size_t every, uint64_t seed) {
  Random random(seed);
  std::vector<std::pair<uint64_t, Injected>> placed;
  // A tenth of the articles gives the words of others and is not shown itself.
  const size_t shown = articles.size() - articles.size() / 10;
  for (size_t i = 0; i < shown; ++i) {
    const uint64_t at = random() >> 1;
    placed.push_back({at, {articles[i].text, i, Change::kNone}});
    if (i % every != 0) continue;
    for (int c = 1; c < kChanges; ++c) {
      const std::string& other = articles[shown + Below(random, articles.size() - shown)].text;
      const auto change = static_cast<Change>(c);
      placed.push_back(
          {at + random() / 2 % (~uint64_t{0} - at), {Make(change, articles[i].text, other, random), i, change}});
    }
  }
  std::stable_sort(placed.begin(), placed.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
  std::vector<Injected> out;
  for (auto& [at, injected] : placed) out.push_back(std::move(injected));
  return out;
}

}  // namespace newsstand::cluster::testing
