#include "content/enrich/entities.h"

#include <algorithm>
#include <array>
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

constexpr std::array<std::string_view, 16> kCompanyForms = {"inc", "ltd", "plc", "corp", "llc", "gmbh", "ag", "sa",
                                                            "spa", "nv", "bv", "ab", "asa", "oyj", "co", "limited"};
constexpr std::array<std::pair<std::string_view, std::string_view>, 6> kSpellings = {
    {{"organisation", "organization"}, {"centre", "center"}, {"labour", "labor"}, {"defence", "defense"},
     {"programme", "program"}, {"harbour", "harbor"}}};

// What an unknown name is kept under: without what one title writes and the next leaves out. An article in front, a
// company's legal form, the two spellings of English; the initials in the middle of a person's name.
std::string KeyOf(std::string_view name, EntityKind kind) {
  const std::string slug = SlugOf(name);
  const auto words = Split(slug, '-');
  std::vector<std::string_view> kept;
  for (size_t i = 0; i < words.size(); ++i) {
    const bool first = i == 0, last = i + 1 == words.size();
    std::string_view word = words[i];
    if (first && !last && word == "the") continue;
    if (kind == EntityKind::kPerson && !first && !last && word.size() == 1) continue;
    if (kind == EntityKind::kOrganisation) {
      if (last && !kept.empty() && std::find(kCompanyForms.begin(), kCompanyForms.end(), word) != kCompanyForms.end()) continue;
      for (const auto& [british, american] : kSpellings) {
        if (word == british) word = american;
      }
    }
    kept.push_back(word);
  }
  std::string key;
  for (const std::string_view word : kept) (key += key.empty() ? "" : "-") += word;
  return key;
}

bool SaysTheSame(std::string_view a, std::string_view b) { return SlugOf(a) == SlugOf(b); }

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
      entity.known = true;
      if (!candidate.name.empty() && !SaysTheSame(candidate.name, known.name)) entity.form = candidate.name;
    } else {
      entity.slug = KeyOf(candidate.name, candidate.kind);
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
