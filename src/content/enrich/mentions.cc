#include "content/enrich/mentions.h"

#include <algorithm>

#include "base/text.h"
#include "content/enrich/name_words.h"

namespace newsstand::enrich {
namespace {

constexpr double kHeadlineWeight = 3;
constexpr double kOpeningWeight = 1.5;
constexpr size_t kOpeningWords = 60;
constexpr size_t kLongestRun = 7;     // words
constexpr size_t kShortestName = 4;   // bytes of a name of one word
constexpr size_t kShortestInitials = 3;
constexpr size_t kLongWord = 5;       // bytes: longer than initials mostly are

bool IsKorean(std::string_view folded) {
  return folded.size() >= 3 && static_cast<unsigned char>(folded[0]) >= 0xEA && static_cast<unsigned char>(folded[0]) <= 0xED;
}

// Whether a headline is written With Capitals Throughout: then they say nothing.
bool IsTitleCase(const Words& words) {
  int long_words = 0, capital = 0;
  for (const Word& word : words.list) {
    if (word.fold_size < 4 || word.is_number) continue;
    ++long_words;
    capital += word.capital;
  }
  return long_words >= 3 && capital * 10 >= long_words * 8;
}

std::vector<std::string> PartsOf(const Words& words, size_t from, size_t to) {
  std::vector<std::string> parts;
  for (size_t i = from; i < to; ++i) parts.emplace_back(words.Folded(words.list[i]));
  return parts;
}

// "PUERTO ALERCE", as datelines and shouted headlines have it; "BBC NEWS" may be meant so.
bool InCapitals(const Words& words, size_t from, size_t to) {
  bool long_word = false;
  for (size_t i = from; i < to; ++i) {
    const Word& word = words.list[i];
    if (!word.all_capitals) return false;
    long_word = long_word || word.end - word.begin >= kLongWord;
  }
  return long_word && to - from > 1;
}

// "PUERTO DE ALERCE" as "Puerto de Alerce".
std::string InSmallLetters(const Words& words, size_t from, size_t to) {
  std::string name;
  for (size_t i = from; i < to; ++i) {
    const Word& word = words.list[i];
    if (i > from) name += words.text.substr(words.list[i - 1].end, word.begin - words.list[i - 1].end);
    const std::string_view folded = words.Folded(word);
    name += i > from && IsConnector(folded) ? std::string(folded) : Capitalized(words.Original(word));
  }
  return CollapseSpace(name);
}

// The same name in another case of an inflecting language: equal but for the last two or three letters.
bool SameButForEnding(std::string_view a, std::string_view b) {
  if (a == b) return true;
  const size_t shorter = std::min(a.size(), b.size());
  if (shorter < 8 || static_cast<unsigned char>(a[0]) < 0xC0) return false;  // of two bytes a letter: Cyrillic, Greek
  const size_t common = static_cast<size_t>(std::mismatch(a.begin(), a.begin() + static_cast<ptrdiff_t>(shorter), b.begin()).first - a.begin());
  return common + 4 >= shorter && std::max(a.size(), b.size()) - common <= 6;
}

}  // namespace

MentionFinder::MentionFinder(const Gazetteer& gazetteer, std::string_view language)
    : gazetteer_(gazetteer), language_(language.substr(0, language.find('-'))), nouns_have_capitals_(language_ == "de" || language_ == "lb") {}

void MentionFinder::Count(const Words& words) {
  for (const Word& word : words.list) {
    if (word.starts_sentence) continue;
    Seen& seen = seen_[words.Folded(word)];
    ++(word.capital ? seen.capital : seen.small);
  }
}

void MentionFinder::Read(const Words& headline, const Words& body) {
  const bool title_case = IsTitleCase(headline);
  if (!title_case) Count(headline);
  Count(body);
  Walk(headline, kHeadlineWeight, 0, title_case);
  Walk(body, 1, headline.list.size(), false);
}

void MentionFinder::AddKnown(uint32_t entity, double weight, size_t at, std::string_view form) {
  Candidate& candidate = known_[entity];
  if (candidate.mentions == 0) candidate.first = at;
  candidate.known = static_cast<int>(entity);
  candidate.weight += weight;
  ++candidate.mentions;
  if (form.size() > candidate.name.size()) candidate.name = CollapseSpace(form);
}

void MentionFinder::Walk(const Words& words, double weight, size_t offset, bool title_case) {
  std::vector<uint32_t> inside;
  for (size_t i = 0; i < words.list.size();) {
    const Word& word = words.list[i];
    const double here = weight > 1 ? weight : i < kOpeningWords ? kOpeningWeight : 1;
    if (word.unspaced || IsKorean(words.Folded(word))) {
      inside.clear();
      gazetteer_.FindInside(words.Folded(word), inside);
      for (const uint32_t entity : inside) AddKnown(entity, here, offset + i, "");
      ++i;
      continue;
    }
    const GazetteerMatch match = gazetteer_.At(words, i);
    if (match.words > 0 && !(match.words == 1 && IsOnlyAWord(words, word, title_case))) {
      const bool longer = !match.adjective && !title_case && match.words == 1 && Continues(words, i + 1);
      if (!longer) {
        const Word& last = words.list[i + match.words - 1];
        const bool tells = !match.adjective && !title_case && !word.all_capitals;
        AddKnown(match.entity, here, offset + i, tells ? words.text.substr(word.begin, last.end - word.begin) : "");
        i += match.words;
        continue;
      }
    }
    i = word.capital && !title_case ? TakeRun(words, i, here, offset) : i + 1;
  }
}

// Whether the word at `at` goes on with a name that began before it.
bool MentionFinder::Continues(const Words& words, size_t at) const {
  if (at >= words.list.size()) return false;
  const Word& word = words.list[at];
  if (!word.joined || !word.capital || words.list[at - 1].possessive) return false;
  return !IsPersonTitle(words.Folded(word)) && !IsOrdinary(words, word) && gazetteer_.At(words, at).words == 0;
}

// "Apple", "Nice", "Shell" at the beginning of a sentence or in a headline of capitals: an everyday word, unless the article
// also writes it with a capital where it need not.
bool MentionFinder::IsOnlyAWord(const Words& words, const Word& word, bool title_case) const {
  if (!word.capital || !(word.starts_sentence || title_case)) return false;
  const std::string_view folded = words.Folded(word);
  const auto found = seen_.find(folded);
  if (found != seen_.end() && (found->second.capital > 0 || found->second.small > 0)) return found->second.small > found->second.capital;
  return IsCommonWord(folded);
}

// A word that is written small elsewhere in the article, or everywhere.
bool MentionFinder::IsOrdinary(const Words& words, const Word& word) const {
  const std::string_view folded = words.Folded(word);
  if (IsCalendarWord(folded) || word.is_number) return true;
  const auto found = seen_.find(folded);
  const int capital = found == seen_.end() ? 0 : found->second.capital;
  const int small = found == seen_.end() ? 0 : found->second.small;
  if (word.starts_sentence) return small > 0 || (IsCommonWord(folded) && capital == 0) || (IsCommonWord(folded) && folded.size() <= 3);
  return small > capital;
}

// Takes the run of capitalised words that begins here; returns where to go on.
size_t MentionFinder::TakeRun(const Words& words, size_t at, double weight, size_t offset) {
  Run run;
  run.words = &words;
  run.from = at;
  run.to = at + 1;
  run.weight = weight;
  run.at = offset + at;
  while (run.to < words.list.size() && run.to - run.from < kLongestRun && !words.list[run.to - 1].possessive) {
    const Word& next = words.list[run.to];
    if (!next.joined) break;
    if (next.capital) {
      ++run.to;
    } else if (run.to + 1 < words.list.size() && IsConnector(words.Folded(next)) && words.list[run.to + 1].joined && words.list[run.to + 1].capital) {
      run.to += 2;
    } else {
      break;
    }
  }
  const size_t end = run.to;
  run.in_place = at > 0 && IsPlacePreposition(words.Folded(words.list[at - 1]));
  run.titled = at > 0 && words.list[at].joined && IsPersonTitle(words.Folded(words.list[at - 1]));
  run.speaks = end < words.list.size() && words.list[end].joined && IsSpeakingVerb(words.Folded(words.list[end]));
  Trim(run);
  // A known name inside the run: what stands before it is a title or another name ("French President Emmanuel Macron").
  for (size_t i = run.from; i < run.to; ++i) {
    const GazetteerMatch match = gazetteer_.At(words, i);
    if (match.words == 0 || (match.words == 1 && !match.adjective && i > run.from)) continue;
    if (i == run.from && match.words == 1 && !match.adjective) continue;
    run.to = i;
    // "House Speaker" before a name, "Association of" before an adjective: no names by themselves.
    while (run.to > run.from && (!words.list[run.to - 1].capital || IsPersonTitle(words.Folded(words.list[run.to - 1])))) --run.to;
    if (run.from < run.to) runs_.push_back(run);
    return std::max(i, at + 1) == at + 1 && i == at ? at + 1 : std::max(i, at + 1);
  }
  if (run.from < run.to) runs_.push_back(run);
  return end;
}

// Takes off what stands before and behind a name in a run.
void MentionFinder::Trim(Run& run) const {
  const Words& words = *run.words;
  for (; run.from < run.to; ++run.from) {
    const Word& word = words.list[run.from];
    const std::string_view folded = words.Folded(word);
    if (IsPersonTitle(folded)) {
      run.titled = true;
      continue;
    }
    const bool connector = !word.capital && IsConnector(folded);
    if (!connector && !IsOrdinary(words, word)) break;
    if (word.starts_sentence && run.from + 1 < run.to && gazetteer_.IsGivenName(folded)) break;
    run.titled = run.titled && connector;
  }
  // "Treasury Secretary Timothy Geithner": the name begins behind the last title.
  for (size_t i = run.to; i-- > run.from + 1;) {
    if (i + 1 >= run.to || !words.list[i + 1].capital || !IsPersonTitle(words.Folded(words.list[i]))) continue;
    run.from = i + 1;
    run.titled = true;
    break;
  }
  while (run.to > run.from) {
    const Word& word = words.list[run.to - 1];
    if (word.capital && !IsCalendarWord(words.Folded(word))) break;
    --run.to;
  }
}

// Person, organisation or place; false when it is probably no name.
bool MentionFinder::KindOf(const Run& run, EntityKind& kind, bool& sure) const {
  const Words& words = *run.words;
  const size_t count = run.to - run.from;
  int common = 0;
  bool organisation = false, place = false, capitals = false;
  for (size_t i = run.from; i < run.to; ++i) {
    const std::string_view folded = words.Folded(words.list[i]);
    organisation = organisation || IsOrganisationWord(folded);
    place = place || (count > 1 && i + 1 == run.to && IsPlaceWord(folded));
    capitals = capitals || words.list[i].all_capitals;
    common += IsCommonWord(folded);
  }
  const std::string_view last = words.Folded(words.list[run.to - 1]);
  if (IsWorkWord(last)) return false;
  if (count == 1 && !capitals && (organisation || IsPlaceWord(last) || IsPersonTitle(last) || IsNoName(last))) return false;
  const bool given = gazetteer_.IsGivenName(words.Folded(words.list[run.from]));
  sure = true;
  if (count > 1 && given && !organisation && count <= 4) {
    kind = EntityKind::kPerson;
    return true;
  }
  if (organisation && (count > 1 || capitals)) {
    kind = EntityKind::kOrganisation;
    return count > 1;
  }
  if (place) {
    kind = EntityKind::kPlace;
    return true;
  }
  if (nouns_have_capitals_) return false;
  if ((run.titled || run.speaks) && !capitals && common == 0) {
    kind = EntityKind::kPerson;
    sure = count > 1;
    return true;
  }
  sure = false;
  if (count == 1) {
    kind = capitals ? EntityKind::kOrganisation : run.in_place ? EntityKind::kPlace : EntityKind::kPerson;
    return words.list[run.from].fold_size >= (capitals ? kShortestInitials : kShortestName) && common == 0 && !IsNoName(last);
  }
  if (common * 2 >= static_cast<int>(count)) return false;
  kind = capitals ? EntityKind::kOrganisation : EntityKind::kPerson;
  return count <= 4;
}

MentionFinder::Cluster* MentionFinder::FindCluster(const std::vector<std::string>& parts) {
  for (Cluster& cluster : clusters_) {
    if (cluster.parts == parts) return &cluster;
    // First and last word agree: "Angela Merkel", "Angela Dorothea Merkel".
    if (parts.size() > 1 && cluster.parts.size() > 1 && SameButForEnding(cluster.parts.front(), parts.front()) &&
        SameButForEnding(cluster.parts.back(), parts.back()) && cluster.kind == EntityKind::kPerson)
      return &cluster;
  }
  return nullptr;
}

void MentionFinder::Join(const Run& run) {
  EntityKind kind = EntityKind::kPerson;
  bool sure = false;
  if (!KindOf(run, kind, sure)) return;
  std::vector<std::string> parts = PartsOf(*run.words, run.from, run.to);
  const Word& first = run.words->list[run.from];
  const Word& last = run.words->list[run.to - 1];
  const bool capitals = InCapitals(*run.words, run.from, run.to);
  std::string name = capitals ? InSmallLetters(*run.words, run.from, run.to)
                              : CollapseSpace(run.words->text.substr(first.begin, last.end - first.begin));
  Cluster* cluster = FindCluster(parts);
  if (cluster == nullptr) {
    cluster = &clusters_.emplace_back();
    cluster->kind = kind;
    cluster->candidate.first = run.at;
  }
  const bool as_written = cluster->capitals && !capitals && parts.size() == cluster->parts.size();
  if (parts.size() > cluster->parts.size() || as_written) {
    cluster->parts = std::move(parts);
    cluster->name = std::move(name);
    cluster->capitals = capitals;
  }
  if (sure && !cluster->sure) {
    cluster->sure = true;
    cluster->kind = kind;
  }
  cluster->candidate.weight += run.weight;
  ++cluster->candidate.mentions;
}

// A surname alone whose owner is a known person of the article.
bool MentionFinder::JoinsKnown(const Run& run) {
  const std::string_view folded = run.words->Folded(run.words->list[run.from]);
  for (auto& [entity, candidate] : known_) {
    const KnownEntity& known = gazetteer_.entities()[entity];
    if (known.kind != EntityKind::kPerson) continue;
    const size_t space = known.name.rfind(' ');
    if (space == std::string::npos || !AsciiIEquals(std::string_view(known.name).substr(space + 1), folded)) continue;
    candidate.weight += run.weight;
    ++candidate.mentions;
    return true;
  }
  return false;
}

// One word: the surname of someone, the initials of something, or a name by itself.
void MentionFinder::JoinShort(const Run& run) {
  if (JoinsKnown(run)) return;
  const std::string_view folded = run.words->Folded(run.words->list[run.from]);
  const bool capitals = run.words->list[run.from].all_capitals;
  for (Cluster& cluster : clusters_) {
    if (cluster.parts.size() < 2) continue;
    bool same = cluster.kind == EntityKind::kPerson && SameButForEnding(cluster.parts.back(), folded);
    same = same || (cluster.kind == EntityKind::kPerson && cluster.parts.front() == folded && !capitals);
    if (capitals && !same) {
      std::string initials;
      for (const std::string& part : cluster.parts) {
        if (!IsConnector(part)) initials += part[0];
      }
      same = initials == folded;
    }
    if (!same) continue;
    cluster.candidate.weight += run.weight;
    ++cluster.candidate.mentions;
    return;
  }
  Join(run);
}

std::vector<Candidate> MentionFinder::Resolve() {
  for (const Run& run : runs_) {
    if (run.to - run.from > 1) Join(run);
  }
  for (const Run& run : runs_) {
    if (run.to - run.from == 1) JoinShort(run);
  }
  std::vector<Candidate> all;
  for (const auto& [entity, candidate] : known_) all.push_back(candidate);
  for (Cluster& cluster : clusters_) {
    const int needed = cluster.sure ? 1 : cluster.parts.size() > 1 ? 2 : 3;
    if (cluster.candidate.mentions < needed) continue;
    // In English people are spoken of with a known first name, a title or "said"; what has none of these is mostly something else.
    if (!cluster.sure && cluster.kind == EntityKind::kPerson && language_ == "en") continue;
    cluster.candidate.kind = cluster.kind;
    cluster.candidate.name = cluster.name;
    all.push_back(cluster.candidate);
  }
  return all;
}

}  // namespace newsstand::enrich
