// Known people, places and organisations and what they are called. Immutable once made, thread-safe.
//
// Names of countries, regions of the world and of the cities that time zones are named after come from ICU, in the
// article's language and in English; everything else stands in data/entities.txt. One gazetteer a language, made when the
// first article of that language comes.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "content/enrich/entities.h"
#include "content/enrich/number_index.h"
#include "content/enrich/words.h"

namespace newsstand::enrich {

struct GazetteerMatch {
  uint32_t entity = 0;      // index into entities()
  size_t words = 0;         // of the text that it covers; 0 is no match
  bool adjective = false;   // "French": points at the place and is not its name
};

class Gazetteer {
 public:
  // Never fails; a language that is not known gets the names in English and those of entities.txt.
  static const Gazetteer& Of(std::string_view language);

  explicit Gazetteer(std::string_view language);

  const std::vector<KnownEntity>& entities() const { return entities_; }
  // The longest name that begins at this word.
  GazetteerMatch At(const Words& words, size_t at) const;
  // All names inside a run of a script without spaces (Word::unspaced), or a Korean word.
  void FindInside(std::string_view run, std::vector<uint32_t>& found) const;
  // A first name of people, folded.
  bool IsGivenName(std::string_view folded) const { return given_names_.contains(std::string(folded)); }
  const KnownEntity* Find(std::string_view slug) const;

 private:
  enum class Case { kAny, kCapital, kAllCapitals };
  struct Alias {
    std::vector<std::string> words;  // folded
    uint32_t entity = 0;
    Case needs = Case::kCapital;
    bool adjective = false;
    bool open = false;               // any ending ("росси*"), or up to three letters in a language that inflects
    uint8_t ending = 0;              // how many letters more are allowed; 255 any number
  };

  void ReadFile(std::string_view file);
  void ReadLine(std::string_view line);
  void AddIcuPlaces(std::string_view language);
  void AddIcuCities(std::string_view language);
  uint32_t AddEntity(EntityKind kind, std::string slug, std::string name);
  void AddAlias(uint32_t entity, std::string_view text, bool inflected);
  bool Fits(const Alias& alias, const Words& words, size_t at) const;
  void Look(uint64_t hash, const Words& words, size_t at, GazetteerMatch& best, size_t& best_letters) const;

  std::vector<KnownEntity> entities_;
  std::unordered_map<std::string, uint32_t> by_slug_;
  std::vector<Alias> aliases_;
  NumberIndex by_word_, by_stem_, by_character_;
  std::unordered_map<std::string, bool> given_names_;
  bool inflects_ = false;
};

}  // namespace newsstand::enrich
