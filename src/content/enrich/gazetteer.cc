#include "content/enrich/gazetteer.h"

#include <unicode/locdspnm.h>
#include <unicode/timezone.h>
#include <unicode/tznames.h>
#include <unicode/uchar.h>
#include <unicode/uloc.h>

#include <algorithm>
#include <array>
#include <memory>
#include <mutex>

#include "base/hash.h"
#include "base/text.h"
#include "content/enrich/embedded.h"
#include "content/enrich/script.h"

namespace newsstand::enrich {
namespace {

constexpr uint8_t kAnyEnding = 255;
constexpr size_t kStemBytes = 4;       // a stem is at least so long
constexpr int kInflectedLetters = 3;   // what an ending adds to a stem
constexpr size_t kLongestAlias = 8;    // words

uint64_t HashOf(std::string_view text) {
  uint64_t hash = 0xCBF29CE484222325ULL;
  for (const char byte : text) hash = (hash ^ static_cast<unsigned char>(byte)) * 0x100000001B3ULL;
  return hash;
}

size_t CharacterBytes(char lead) {
  const auto byte = static_cast<unsigned char>(lead);
  return byte < 0x80 ? 1 : byte < 0xE0 ? 2 : byte < 0xF0 ? 3 : 4;
}

int LettersIn(std::string_view text) {
  return static_cast<int>(std::count_if(text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
}

bool Inflects(std::string_view primary) {
  static constexpr std::array<std::string_view, 26> kInflecting = {"ru", "uk", "be", "bg", "sr", "mk", "pl", "cs", "sk", "sl", "hr", "bs", "lt",
                                                                   "lv", "et", "fi", "hu", "tr", "el", "ro", "sq", "is", "ka", "hi", "mr", "az"};
  return std::find(kInflecting.begin(), kInflecting.end(), primary) != kInflecting.end();
}

// "Россия" → "росси": without the last vowel, which is where endings begin.
std::string_view Stem(std::string_view word) {
  static constexpr std::array<std::string_view, 22> kEndings = {"а", "я", "о", "е", "и", "ы", "й", "ь", "у", "a", "o", "e", "y", "i", "u",
                                                                "ä", "α", "η", "ο", "ς", "as", "is"};
  for (const std::string_view ending : kEndings) {
    if (word.size() >= kStemBytes + ending.size() && word.ends_with(ending)) return word.substr(0, word.size() - ending.size());
  }
  return word;
}

bool IsSearchedInside(std::string_view folded) {
  size_t at = 0;
  const char32_t c = NextCodePoint(folded, at);
  return IsUnspaced(c) || (c >= 0xAC00 && c <= 0xD7AF);
}

bool HasCase(std::string_view text) {
  size_t at = 0;
  const char32_t c = NextCodePoint(text, at);
  return u_isupper(static_cast<UChar32>(c)) || u_islower(static_cast<UChar32>(c));
}

std::string ToUtf8(const icu::UnicodeString& text) {
  std::string out;
  text.toUTF8String(out);
  return out;
}

bool AllCapitals(std::string_view text) {
  return text.size() >= 2 && text.size() <= 7 && std::all_of(text.begin(), text.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
}

size_t LettersOf(std::string_view folded) {
  return static_cast<size_t>(std::count_if(folded.begin(), folded.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
}

}  // namespace

const Gazetteer& Gazetteer::Of(std::string_view language) {
  static std::mutex mutex;
  static std::unordered_map<std::string, std::unique_ptr<const Gazetteer>> all;
  std::string primary(language.substr(0, language.find('-')));
  // What is no language must not fill the memory.
  if (primary.size() < 2 || primary.size() > 3 || language.starts_with("zh-Hant")) primary = language.starts_with("zh") ? "zh-Hant" : "en";
  const std::lock_guard lock(mutex);
  if (all.size() > 150 && !all.contains(primary)) primary = "en";
  std::unique_ptr<const Gazetteer>& one = all[primary];
  if (!one) one = std::make_unique<const Gazetteer>(primary);
  return *one;
}

Gazetteer::Gazetteer(std::string_view language) : inflects_(Inflects(language)) {
  ReadFile(EmbeddedGazetteer());
  AddIcuPlaces("en");
  AddIcuCities("en");
  if (language != "en") {
    AddIcuPlaces(language);
    AddIcuCities(language);
  }
}

void Gazetteer::ReadFile(std::string_view file) {
  for (const std::string_view line : Split(file, '\n')) {
    if (!line.empty() && line.front() != '#') ReadLine(line);
  }
}

void Gazetteer::ReadLine(std::string_view line) {
  const auto fields = Split(line, '|');
  const std::string_view what = Trim(fields[0]);
  if (what == "given names" && fields.size() > 1) {
    for (const std::string_view name : Split(fields[1], ' ')) {
      const Words words = SplitWords(name, 1);
      if (!words.list.empty()) given_names_.emplace(words.Folded(words.list[0]), true);
    }
    return;
  }
  const auto kind = ParseEntityKind(what);
  if (!kind || fields.size() < 2) return;
  const std::string_view name = Trim(fields[1]);
  const uint32_t entity = AddEntity(*kind, Slugify(name), std::string(name));
  AddAlias(entity, name, *kind != EntityKind::kOrganisation);
  for (size_t i = 2; i < fields.size(); ++i) {
    for (const std::string_view alias : Split(fields[i], ',')) AddAlias(entity, Trim(alias), *kind != EntityKind::kOrganisation);
  }
}

uint32_t Gazetteer::AddEntity(EntityKind kind, std::string slug, std::string name) {
  const auto [found, is_new] = by_slug_.emplace(slug, static_cast<uint32_t>(entities_.size()));
  if (is_new) entities_.push_back({std::move(slug), kind, std::move(name)});
  return found->second;
}

// In the file: "~" before an adjective ("~French"), "*" behind what may have any ending.
void Gazetteer::AddAlias(uint32_t entity, std::string_view text, bool inflected) {
  Alias alias;
  alias.entity = entity;
  if (text.starts_with('~')) {
    alias.adjective = true;
    text.remove_prefix(1);
  }
  if (text.ends_with('*')) {
    alias.open = true;
    alias.ending = kAnyEnding;
    text.remove_suffix(1);
  }
  const Words words = SplitWords(text, kLongestAlias);
  if (words.list.empty()) return;
  for (const Word& word : words.list) alias.words.emplace_back(words.Folded(word));
  alias.needs = !HasCase(text) ? Case::kAny : AllCapitals(text) ? Case::kAllCapitals : words.list[0].capital ? Case::kCapital : Case::kAny;
  const auto number = static_cast<uint32_t>(aliases_.size());
  const std::string& first = alias.words[0];
  if (IsSearchedInside(first)) {
    if (first.size() < 6 && alias.words.size() == 1 && !(first.size() == 3 && alias.adjective)) return;  // one character is too little
    by_character_.Add(HashOf(first.substr(0, CharacterBytes(first[0]))), number);
  } else if (alias.open) {
    by_stem_.Add(HashOf(first), number);
  } else {
    by_word_.Add(HashOf(first), number);
    if (inflects_ && inflected && first.size() >= kStemBytes + 1 && alias.needs != Case::kAllCapitals) {
      Alias stem = alias;
      for (std::string& word : stem.words) word = Stem(word);
      stem.open = true;
      // What is left of a short name ("Пер" of "Перу") begins many words.
      stem.ending = LettersOf(stem.words[0]) < 4 ? 1 : kInflectedLetters;
      by_stem_.Add(HashOf(stem.words[0]), number + 1);
      aliases_.push_back(std::move(alias));
      aliases_.push_back(std::move(stem));
      return;
    }
  }
  aliases_.push_back(std::move(alias));
}

// Countries and regions of the world (UN M.49), as CLDR calls them in that language.
void Gazetteer::AddIcuPlaces(std::string_view language) {
  static constexpr std::array<std::string_view, 14> kRegions = {"002", "019", "142", "150", "009", "005", "013", "021",
                                                                "003", "030", "034", "035", "145", "EU"};
  const icu::Locale english("en"), locale(std::string(language).c_str());
  const std::unique_ptr<icu::LocaleDisplayNames> names(icu::LocaleDisplayNames::createInstance(locale));
  const std::unique_ptr<icu::LocaleDisplayNames> in_english(icu::LocaleDisplayNames::createInstance(english));
  const auto add = [&](const char* code) {
    icu::UnicodeString name, english_name;
    in_english->regionDisplayName(code, english_name);
    names->regionDisplayName(code, name);
    if (english_name.isEmpty() || english_name == icu::UnicodeString(code)) return;
    const std::string shown = ToUtf8(english_name);
    const EntityKind kind = std::string_view(code) == "EU" ? EntityKind::kOrganisation : EntityKind::kPlace;
    std::string slug = Slugify(shown);
    const uint32_t entity = AddEntity(kind, slug, shown);
    if (name != icu::UnicodeString(code)) AddAlias(entity, ToUtf8(name), true);
  };
  for (const char* const* code = uloc_getISOCountries(); *code != nullptr; ++code) add(*code);
  for (const std::string_view code : kRegions) add(std::string(code).c_str());
}

// The cities that time zones are named after: capitals and the largest of many countries.
void Gazetteer::AddIcuCities(std::string_view language) {
  UErrorCode status = U_ZERO_ERROR;
  const std::unique_ptr<icu::TimeZoneNames> names(icu::TimeZoneNames::createInstance(icu::Locale(std::string(language).c_str()), status));
  const std::unique_ptr<icu::TimeZoneNames> in_english(icu::TimeZoneNames::createInstance(icu::Locale("en"), status));
  const std::unique_ptr<icu::StringEnumeration> zones(
      icu::TimeZone::createTimeZoneIDEnumeration(UCAL_ZONE_TYPE_CANONICAL_LOCATION, nullptr, nullptr, status));
  if (U_FAILURE(status)) return;
  while (const icu::UnicodeString* zone = zones->snext(status)) {
    if (U_FAILURE(status)) return;
    icu::UnicodeString name, english_name;
    in_english->getExemplarLocationName(*zone, english_name);
    names->getExemplarLocationName(*zone, name);
    if (english_name.isEmpty() || name.isEmpty() || english_name.length() < 4) continue;
    const std::string shown = ToUtf8(english_name);
    AddAlias(AddEntity(EntityKind::kPlace, Slugify(shown), shown), ToUtf8(name), true);
  }
}

bool Gazetteer::Fits(const Alias& alias, const Words& words, size_t at) const {
  if (at + alias.words.size() > words.list.size()) return false;
  const Word& first = words.list[at];
  if (alias.needs == Case::kCapital && !first.capital) return false;
  if (alias.needs == Case::kAllCapitals && (!first.all_capitals || (alias.words.size() > 1 && !words.list[at + 1].capital))) {
    // "U.S.": letters with stops between them are words of one capital.
    if (!(alias.words[0].size() == 1 && first.capital)) return false;
  }
  for (size_t i = 0; i < alias.words.size(); ++i) {
    const Word& word = words.list[at + i];
    if (i > 0 && !word.joined) return false;
    const std::string_view folded = words.Folded(word);
    const std::string& wanted = alias.words[i];
    if (!alias.open) {
      if (folded != wanted) return false;
      continue;
    }
    if (!folded.starts_with(wanted)) return false;
    if (alias.ending != kAnyEnding && LettersIn(folded.substr(wanted.size())) > alias.ending) return false;
  }
  return true;
}

void Gazetteer::Look(uint64_t hash, const Words& words, size_t at, GazetteerMatch& best, size_t& best_letters) const {
  const auto consider = [&](const NumberIndex& table) {
    const auto* found = table.Find(hash);
    if (found == nullptr) return;
    for (const uint32_t number : *found) {
      const Alias& alias = aliases_[number];
      size_t letters = alias.open ? 0 : 1;
      for (const std::string& word : alias.words) letters += 2 * word.size();
      if (alias.words.size() < best.words || (alias.words.size() == best.words && letters <= best_letters)) continue;
      if (!Fits(alias, words, at)) continue;
      best = {alias.entity, alias.words.size(), alias.adjective};
      best_letters = letters;
    }
  };
  if (best.words == 0 || best_letters > 0) consider(by_word_);
  consider(by_stem_);
}

GazetteerMatch Gazetteer::At(const Words& words, size_t at) const {
  GazetteerMatch best;
  size_t best_letters = 0;
  const std::string_view folded = words.Folded(words.list[at]);
  // Whole, and every beginning of it that may be a stem.
  uint64_t hash = 0xCBF29CE484222325ULL;
  for (size_t i = 0; i < folded.size(); ++i) {
    hash = (hash ^ static_cast<unsigned char>(folded[i])) * 0x100000001B3ULL;
    const bool whole = i + 1 == folded.size();
    if (whole) {
      Look(hash, words, at, best, best_letters);
    } else if (i + 1 >= kStemBytes && (static_cast<unsigned char>(folded[i + 1]) & 0xC0) != 0x80 && by_stem_.Find(hash) != nullptr) {
      Look(hash, words, at, best, best_letters);
    }
  }
  return best;
}

void Gazetteer::FindInside(std::string_view run, std::vector<uint32_t>& found) const {
  for (size_t at = 0; at < run.size();) {
    const size_t step = CharacterBytes(run[at]);
    const auto* numbers = by_character_.Find(HashOf(run.substr(at, step)));
    size_t longest = 0;
    uint32_t entity = 0;
    if (numbers != nullptr) {
      for (const uint32_t number : *numbers) {
        const std::string& text = aliases_[number].words[0];
        if (aliases_[number].words.size() == 1 && text.size() > longest && run.substr(at).starts_with(text)) {
          longest = text.size();
          entity = aliases_[number].entity;
        }
      }
    }
    if (longest > 0) found.push_back(entity);
    at += std::max(longest, step);
  }
}

const KnownEntity* Gazetteer::Find(std::string_view slug) const {
  const auto found = by_slug_.find(std::string(slug));
  return found == by_slug_.end() ? nullptr : &entities_[found->second];
}

}  // namespace newsstand::enrich
