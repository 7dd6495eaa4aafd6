#include "content/enrich/entities.h"

#include <algorithm>
#include <unordered_map>

#include "base/text.h"
#include "content/enrich/gazetteer.h"
#include "content/enrich/mentions.h"

namespace newsstand::enrich {
namespace {

constexpr size_t kMost = 20;
constexpr size_t kBodyBytes = 8'000;
constexpr size_t kBodyWords = 600;
constexpr size_t kHeadlineWords = 60;

bool IsAscii(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

// As Slugify, without its cost for what needs no transliteration.
std::string SlugOf(std::string_view name) {
  if (!IsAscii(name)) return Slugify(name);
  std::string slug;
  for (const char c : name) {
    const bool letter = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
    if (letter) {
      slug += c;
    } else if (c >= 'A' && c <= 'Z') {
      slug += static_cast<char>(c + 32);
    } else if (c != '\'' && !slug.empty() && slug.back() != '-') {
      slug += '-';
    }
  }
  while (!slug.empty() && slug.back() == '-') slug.pop_back();
  return slug.substr(0, 80);
}

}  // namespace

std::vector<Entity> FindEntities(std::string_view headline, std::string_view body, std::string_view language) {
  const Gazetteer& gazetteer = Gazetteer::Of(language);
  const Words in_headline = SplitWords(headline, kHeadlineWords);
  const Words in_body = SplitWords(TruncateUtf8(body, kBodyBytes), kBodyWords);
  MentionFinder finder(gazetteer, language);
  finder.Read(in_headline, in_body);
  std::vector<Candidate> candidates = finder.Resolve();
  double total = 0;
  for (const Candidate& candidate : candidates) total += candidate.weight;
  std::sort(candidates.begin(), candidates.end(), [](const Candidate& a, const Candidate& b) {
    return a.weight != b.weight ? a.weight > b.weight : a.first < b.first;
  });
  std::vector<Entity> entities;
  for (const Candidate& candidate : candidates) {
    if (entities.size() == kMost) break;
    Entity entity;
    if (candidate.known >= 0) {
      const KnownEntity& known = gazetteer.entities()[static_cast<size_t>(candidate.known)];
      entity.slug = known.slug;
      entity.kind = known.kind;
      entity.name = known.name;
    } else {
      entity.slug = SlugOf(candidate.name);
      entity.kind = candidate.kind;
      entity.name = candidate.name;
    }
    if (entity.slug.empty()) continue;
    entity.salience = candidate.weight / total;
    entity.mentions = candidate.mentions;
    const bool there = std::any_of(entities.begin(), entities.end(), [&](const Entity& other) { return other.slug == entity.slug; });
    if (!there) entities.push_back(std::move(entity));
  }
  return entities;
}

const KnownEntity* FindKnownEntity(std::string_view slug) { return Gazetteer::Of("en").Find(slug); }

}  // namespace newsstand::enrich
