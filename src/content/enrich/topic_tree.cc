#include "content/enrich/topic_tree.h"

#include <algorithm>

#include "base/hash.h"
#include "base/text.h"
#include "content/enrich/embedded.h"
#include "content/enrich/script.h"

namespace newsstand::enrich {
namespace {

constexpr size_t kShortestPrefix = 2;  // bytes

// A hash that can be carried on letter by letter.
constexpr uint64_t kSeed = 0xCBF29CE484222325ULL;
uint64_t Carry(uint64_t hash, char byte) { return (hash ^ static_cast<unsigned char>(byte)) * 0x100000001B3ULL; }

uint64_t HashOf(std::string_view text) {
  uint64_t hash = kSeed;
  for (const char byte : text) hash = Carry(hash, byte);
  return hash;
}

size_t CharacterBytes(char lead) {
  const auto byte = static_cast<unsigned char>(lead);
  return byte < 0x80 ? 1 : byte < 0xE0 ? 2 : byte < 0xF0 ? 3 : 4;
}

bool EndsCharacter(std::string_view text, size_t next) {
  return next == text.size() || (static_cast<unsigned char>(text[next]) & 0xC0) != 0x80;
}

bool HasUnspaced(std::string_view text) {
  for (size_t at = 0; at < text.size();) {
    const char32_t c = NextCodePoint(text, at);
    if (IsUnspaced(c) || (c >= 0xAC00 && c <= 0xD7AF)) return true;  // Korean words carry particles: searched for inside, too
  }
  return false;
}

bool IsHangul(std::string_view folded) {
  size_t at = 0;
  const char32_t c = NextCodePoint(folded, at);
  return c >= 0xAC00 && c <= 0xD7AF;
}

}  // namespace

const TopicTree& TopicTree::Shipped() {
  static const TopicTree tree(EmbeddedTopicTree());
  return tree;
}

TopicTree::TopicTree(std::string_view file) {
  std::unordered_map<std::string, size_t> known;
  for (const std::string_view line : Split(file, '\n')) {
    if (!line.empty() && line.front() != '#') AddLine(line, known);
  }
  Index();
}

void TopicTree::AddLine(std::string_view line, std::unordered_map<std::string, size_t>& known) {
  const bool child = line.front() == ' ';
  const auto fields = Split(line, '|');
  if (fields.size() < 3 || topics_.size() >= 0xFFFF) return;
  Topic topic;
  const auto names = Split(fields[0], '/');
  topic.slug = Trim(names[0]);
  topic.name = Trim(fields[1]);
  if (child) {
    const auto parent = std::find_if(topics_.rbegin(), topics_.rend(), [](const Topic& t) { return t.parent.empty(); });
    if (parent == topics_.rend()) return;
    topic.parent = parent->slug;
    topic.section = parent->section;
  } else if (names.size() > 1) {
    topic.section = Trim(names[1]);
  }
  const auto place = static_cast<uint16_t>(topics_.size());
  if (!index_.emplace(topic.slug, place).second) return;
  topics_.push_back(std::move(topic));
  for (size_t i = 2; i < fields.size(); ++i) {
    for (const std::string_view keyword : Split(fields[i], ',')) AddKeyword(Trim(keyword), place, known);
  }
}

void TopicTree::AddKeyword(std::string_view text, uint16_t topic, std::unordered_map<std::string, size_t>& known) {
  const bool enough = text.starts_with('!');
  if (enough) text.remove_prefix(1);
  Keyword keyword;
  std::string key;
  for (const std::string_view piece : Split(text, ' ')) {
    const bool prefix = piece.ends_with('*');
    const std::string_view bare = prefix ? piece.substr(0, piece.size() - 1) : piece;
    const Words words = SplitWords(bare, 8);
    for (size_t i = 0; i < words.list.size(); ++i) {
      const bool last = i + 1 == words.list.size();
      keyword.parts.push_back({std::string(words.Folded(words.list[i])), prefix && last});
      key.append(keyword.parts.back().text).append(prefix && last ? "*" : "").append(" ");
    }
  }
  if (keyword.parts.empty()) return;
  if (HasUnspaced(keyword.parts[0].text) && keyword.parts.size() > 1) return;
  const float worth = enough ? 3.0F : keyword.parts.size() > 1 ? 2.0F : 1.0F;
  const auto [found, is_new] = known.emplace(key, keywords_.size());
  if (is_new) keywords_.push_back(std::move(keyword));
  Keyword& kept = keywords_[found->second];
  kept.worth = std::max(kept.worth, worth);
  if (std::find(kept.topics.begin(), kept.topics.end(), topic) == kept.topics.end()) kept.topics.push_back(topic);
}

void TopicTree::Index() {
  for (uint32_t i = 0; i < keywords_.size(); ++i) {
    const Part& first = keywords_[i].parts.front();
    if (HasUnspaced(first.text)) {
      inside_.Add(HashOf(first.text.substr(0, CharacterBytes(first.text[0]))), i);
    } else {
      (first.prefix ? prefix_ : whole_).Add(HashOf(first.text), i);
    }
  }
}

int TopicTree::IndexOf(std::string_view slug) const {
  const auto found = index_.find(std::string(slug));
  return found == index_.end() ? -1 : found->second;
}

bool TopicTree::Matches(const Keyword& keyword, const Words& words, size_t at) const {
  if (at + keyword.parts.size() > words.list.size()) return false;
  for (size_t i = 0; i < keyword.parts.size(); ++i) {
    const std::string_view folded = words.Folded(words.list[at + i]);
    const Part& part = keyword.parts[i];
    if (part.prefix ? !folded.starts_with(part.text) : folded != part.text) return false;
  }
  return true;
}

void TopicTree::Hit(uint32_t keyword, std::vector<uint8_t>& seen, double factor, std::vector<float>& scores) const {
  const Keyword& hit = keywords_[keyword];
  // The second mention counts half, the third a third, …; after the eighth no more.
  if (seen[keyword] >= 8) return;
  const auto worth = static_cast<float>(factor * hit.worth / (1 + seen[keyword]) / static_cast<double>(hit.topics.size()));
  ++seen[keyword];
  for (const uint16_t topic : hit.topics) scores[topic] += worth;
}

void TopicTree::FindAt(const Words& words, size_t at, std::vector<uint8_t>& seen, double factor, std::vector<float>& scores) const {
  const std::string_view folded = words.Folded(words.list[at]);
  const auto take = [&](const NumberIndex& table, uint64_t hash) {
    const auto* found = table.Find(hash);
    if (found == nullptr) return;
    for (const uint32_t keyword : *found) {
      if (Matches(keywords_[keyword], words, at)) Hit(keyword, seen, factor, scores);
    }
  };
  uint64_t hash = kSeed;
  for (size_t i = 0; i < folded.size(); ++i) {
    hash = Carry(hash, folded[i]);
    if (i + 1 >= kShortestPrefix && EndsCharacter(folded, i + 1)) take(prefix_, hash);
  }
  take(whole_, hash);
}

void TopicTree::FindInside(std::string_view run, std::vector<uint8_t>& seen, double factor, std::vector<float>& scores) const {
  for (size_t at = 0; at < run.size(); at += CharacterBytes(run[at])) {
    const auto* found = inside_.Find(HashOf(run.substr(at, CharacterBytes(run[at]))));
    if (found == nullptr) continue;
    for (const uint32_t keyword : *found) {
      if (run.substr(at).starts_with(keywords_[keyword].parts[0].text)) Hit(keyword, seen, factor, scores);
    }
  }
}

void TopicTree::AddKeywords(const Words& words, double factor, std::vector<float>& scores) const {
  scores.resize(topics_.size());
  std::vector<uint8_t> seen(keywords_.size());
  for (size_t i = 0; i < words.list.size(); ++i) {
    const std::string_view folded = words.Folded(words.list[i]);
    if (words.list[i].unspaced || IsHangul(folded)) {
      FindInside(folded, seen, factor, scores);
    } else {
      FindAt(words, i, seen, factor, scores);
    }
  }
}

}  // namespace newsstand::enrich
