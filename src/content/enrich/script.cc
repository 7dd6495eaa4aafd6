#include "content/enrich/script.h"

#include <unicode/translit.h>
#include <unicode/uscript.h>

#include <array>
#include <memory>
#include <string>


#include "base/text.h"

namespace newsstand::enrich {
namespace {

constexpr int kLookedAt = 2'000;

struct OwnScript {
  UScriptCode code;
  std::string_view language;
};
// Scripts that one language alone is written in, as far as news goes.
constexpr std::array<OwnScript, 22> kOwnScripts = {{
    {USCRIPT_GREEK, "el"},    {USCRIPT_ARMENIAN, "hy"}, {USCRIPT_HEBREW, "he"},    {USCRIPT_BENGALI, "bn"},
    {USCRIPT_GURMUKHI, "pa"}, {USCRIPT_GUJARATI, "gu"}, {USCRIPT_ORIYA, "or"},     {USCRIPT_TAMIL, "ta"},
    {USCRIPT_TELUGU, "te"},   {USCRIPT_KANNADA, "kn"},  {USCRIPT_MALAYALAM, "ml"}, {USCRIPT_SINHALA, "si"},
    {USCRIPT_THAI, "th"},     {USCRIPT_LAO, "lo"},      {USCRIPT_TIBETAN, "bo"},   {USCRIPT_MYANMAR, "my"},
    {USCRIPT_GEORGIAN, "ka"}, {USCRIPT_ETHIOPIC, "am"}, {USCRIPT_KHMER, "km"},     {USCRIPT_HANGUL, "ko"},
    {USCRIPT_THAANA, "dv"},   {USCRIPT_MONGOLIAN, "mn"}}};

struct Counts {
  int latin = 0, cyrillic = 0, arabic = 0, devanagari = 0, han = 0, kana = 0, letters = 0;
  std::array<int, kOwnScripts.size()> own{};
};

// A character of these says as much as two or three letters.
constexpr int kIdeograph = 3;
constexpr int kSyllable = 2;

void Count(char32_t c, Counts& counts) {
  if (c < 0x250) {
    const bool letter = ((c | 32) >= 'a' && (c | 32) <= 'z') || (c >= 0xC0 && c != 0xD7 && c != 0xF7);
    counts.latin += letter;
    counts.letters += letter;
    return;
  }
  UErrorCode status = U_ZERO_ERROR;
  const UScriptCode code = uscript_getScript(static_cast<UChar32>(c), &status);
  int weight = 1;
  switch (code) {
    case USCRIPT_COMMON:
    case USCRIPT_INHERITED:
    case USCRIPT_UNKNOWN: return;
    case USCRIPT_LATIN: ++counts.latin; break;
    case USCRIPT_CYRILLIC: ++counts.cyrillic; break;
    case USCRIPT_ARABIC: ++counts.arabic; break;
    case USCRIPT_DEVANAGARI: ++counts.devanagari; break;
    case USCRIPT_HAN:
    case USCRIPT_BOPOMOFO: counts.han += weight = kIdeograph; break;
    case USCRIPT_HIRAGANA:
    case USCRIPT_KATAKANA: counts.kana += weight = kSyllable; break;
    default:
      for (size_t i = 0; i < kOwnScripts.size(); ++i) {
        if (kOwnScripts[i].code != code) continue;
        if (code == USCRIPT_HANGUL) weight = kSyllable;
        counts.own[i] += weight;
        break;
      }
  }
  counts.letters += weight;
}

// Characters that only simplified, or only traditional Chinese uses, by ICU's own table of conversion.
class ChineseCharacters {
 public:
  static const ChineseCharacters& Get() {
    static const ChineseCharacters one;
    return one;
  }
  bool Traditional(char32_t c) const { return Of(c) == 2; }
  bool Simplified(char32_t c) const { return Of(c) == 1; }

 private:
  static constexpr char32_t kFirst = 0x4E00, kLast = 0x9FFF;
  ChineseCharacters() {
    Mark("Hans-Hant", 1);
    Mark("Hant-Hans", 2);
  }
  uint8_t Of(char32_t c) const { return c < kFirst || c > kLast ? 0 : kinds_[c - kFirst]; }
  void Mark(const char* id, uint8_t kind) {
    UErrorCode status = U_ZERO_ERROR;
    const std::unique_ptr<icu::Transliterator> convert(icu::Transliterator::createInstance(id, UTRANS_FORWARD, status));
    if (U_FAILURE(status) || !convert) return;
    icu::UnicodeString all;
    for (char32_t c = kFirst; c <= kLast; ++c) all.append(static_cast<UChar32>(c)).append(u'\n');
    convert->transliterate(all);
    int at = 0;
    for (char32_t c = kFirst; c <= kLast && at < all.length(); ++c) {
      // A character with both meanings changes in neither direction or in both: it says nothing.
      if (all.char32At(at) != static_cast<UChar32>(c)) kinds_[c - kFirst] = kinds_[c - kFirst] == 0 ? kind : 0;
      at = all.indexOf(u'\n', at) + 1;
      if (at == 0) break;
    }
  }
  std::array<uint8_t, kLast - kFirst + 1> kinds_{};
};

}  // namespace

char32_t NextCodePoint(std::string_view text, size_t& at) {
  const auto lead = static_cast<unsigned char>(text[at++]);
  if (lead < 0x80) return lead;
  if (lead < 0xC2 || lead > 0xF4) return 0xFFFD;
  const int more = lead >= 0xF0 ? 3 : lead >= 0xE0 ? 2 : 1;
  char32_t code_point = lead & (0x3F >> more);
  for (int i = 0; i < more; ++i) {
    if (at >= text.size() || (static_cast<unsigned char>(text[at]) & 0xC0) != 0x80) return 0xFFFD;
    code_point = code_point << 6 | (static_cast<unsigned char>(text[at++]) & 0x3F);
  }
  return code_point;
}

ScriptGuess GuessScript(std::string_view text) {
  Counts counts;
  int seen = 0;
  for (size_t at = 0; at < text.size() && seen < kLookedAt; ++seen) Count(NextCodePoint(text, at), counts);
  ScriptGuess guess;
  guess.letters = counts.letters;
  int most = 0;
  const auto consider = [&](int count, Script script, std::string_view language) {
    if (count <= most) return;
    most = count;
    guess.script = script;
    guess.language = language;
  };
  // Names of firms and people are often written in Latin letters inside a text of another script, not the other way
  // round: a third of another script is enough.
  consider(counts.latin / 2, Script::kLatin, "");
  consider(counts.cyrillic, Script::kCyrillic, "");
  consider(counts.arabic, Script::kArabic, "");
  consider(counts.devanagari, Script::kDevanagari, "");
  const bool japanese = counts.kana * 12 >= counts.han + counts.kana;
  consider(counts.han + counts.kana, Script::kHan, counts.kana > 0 && japanese ? "ja" : "");
  for (size_t i = 0; i < kOwnScripts.size(); ++i) consider(counts.own[i], Script::kOwn, kOwnScripts[i].language);
  if (most == 0 && counts.latin > 0) guess.script = Script::kLatin;
  return guess;
}

std::string_view ChineseOf(std::string_view text) {
  const ChineseCharacters& characters = ChineseCharacters::Get();
  int balance = 0, seen = 0;
  for (size_t at = 0; at < text.size() && seen < kLookedAt; ++seen) {
    const char32_t c = NextCodePoint(text, at);
    balance += characters.Traditional(c) ? 1 : characters.Simplified(c) ? -1 : 0;
  }
  return balance > 0 ? "zh-Hant" : "zh";
}

}  // namespace newsstand::enrich
