// What of a text could be said alike in another language.
#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <string>
#include <unordered_set>

#include "base/hash.h"
#include "base/text.h"
#include "content/events/events.h"

namespace newsstand::events {
namespace {

constexpr size_t kTextBytes = 2'400;     // of the beginning
constexpr size_t kShortestName = 4;      // letters, transliterated
constexpr size_t kFewestConsonants = 3;
constexpr size_t kMostConsonants = 5;    // endings differ by case and language
constexpr double kSmallestNumber = 11;   // smaller ones stand everywhere
constexpr size_t kMostNumbers = 12;
constexpr float kAbout = 0.02F;          // salience of a known entity that counts

Mark MarkOf(MarkKind kind, std::string_view text) { return (Hash64(text) & ~Mark{3}) | static_cast<Mark>(kind); }

enum class Script { kCased, kUncased, kKana, kNone };

// Where names are told by their capitals, where words stand apart without capitals, where only kana spell sounds.
Script ScriptOf(UChar32 c) {
  if (c >= 0x30A0 && c <= 0x30FF) return Script::kKana;
  if (u_isULowercase(c) || u_isUUppercase(c)) return Script::kCased;
  if ((c >= 0x0590 && c <= 0x06FF) || (c >= 0x0900 && c <= 0x0DFF) || (c >= 0x10A0 && c <= 0x10FF)) return Script::kUncased;
  return Script::kNone;
}

// One letter for those that other languages write for the same sound; 0 for vowels and what is hardly heard.
char Consonant(char letter) {
  switch (letter) {
    case 'a': case 'e': case 'i': case 'o': case 'u': case 'y': case 'h': case 'w': case 'j': return 0;
    case 'c': case 'q': return 'k';
    case 'l': return 'r';
    case 'v': return 'b';
    case 'z': case 'x': return 's';
    case 'p': return 'f';
    case 'd': return 't';
    default: return letter >= 'a' && letter <= 'z' ? letter : '\0';
  }
}

std::string Sound(std::string_view slug) {
  std::string sound;
  for (const char letter : slug) {
    const char consonant = Consonant(letter);
    if (consonant != 0 && (sound.empty() || sound.back() != consonant)) sound += consonant;
    if (sound.size() == kMostConsonants) break;
  }
  return sound;
}

// "1,300" and "1.300" are 1300; "9.4" and "9,4" are 9.4. Negative when it is none.
double Value(const std::string& digits) {
  std::string plain;
  for (size_t i = 0; i < digits.size(); ++i) {
    if (digits[i] != ',' && digits[i] != '.') {
      plain += digits[i];
      continue;
    }
    const size_t rest = digits.find_first_of(".,", i + 1) == std::string::npos ? digits.size() - i - 1 : digits.find_first_of(".,", i + 1) - i - 1;
    if (rest == 3) continue;  // thousands
    plain += '.';
  }
  try {
    return std::stod(plain);
  } catch (const std::exception&) {
    return -1;
  }
}

class Reader {
 public:
  void Known(const Entity& entity) {
    if (entity.known && static_cast<float>(entity.salience) >= kAbout) Add(MarkOf(MarkKind::kKnown, entity.slug));
  }

  void Read(std::string_view text) {
    const auto size = static_cast<int32_t>(text.size());
    bool sentence = true;  // the next word begins one
    for (int32_t at = 0; at < size && marks_.size() < kMostMarks;) {
      const int32_t begin = at;
      UChar32 c = 0;
      U8_NEXT(text.data(), at, size, c);
      if (c > 0 && u_charDigitValue(c) >= 0) {
        at = TakeNumber(text, begin);
        sentence = false;
      } else if (c > 0 && u_isalpha(c)) {
        at = TakeWord(text, begin, ScriptOf(c), u_isUUppercase(c) != 0, sentence);
        sentence = false;
      } else if (c == '.' || c == '!' || c == '?' || c == '\n' || c == 0x2026 || c == 0x201C || c == 0x201E || c == 0xAB || c == ':') {
        sentence = true;
      }
    }
  }

  std::vector<Mark> Take() { return std::move(marks_); }

 private:
  void Add(Mark mark) {
    if (marks_.size() < kMostMarks && seen_.insert(mark).second) marks_.push_back(mark);
  }

  int32_t TakeNumber(std::string_view text, int32_t at) {
    const auto size = static_cast<int32_t>(text.size());
    std::string digits;
    int32_t end = at;
    while (at < size) {
      UChar32 c = 0;
      U8_NEXT(text.data(), at, size, c);
      const int32_t digit = c > 0 ? u_charDigitValue(c) : -1;
      if (digit >= 0) {
        digits += static_cast<char>('0' + digit);
        end = at;
      } else if ((c == '.' || c == ',' || c == 0x66B || c == 0x66C || c == 0xA0 || c == 0x202F || c == '\'' || c == 0x2019) && end == at - U8_LENGTH(c)) {
        UChar32 next = 0;
        int32_t after = at;
        if (at < size) U8_NEXT(text.data(), after, size, next);
        if (next <= 0 || u_charDigitValue(next) < 0) break;
        digits += c == ',' || c == 0x66B ? ',' : '.';
        if (c == 0xA0 || c == 0x202F || c == '\'' || c == 0x2019 || c == 0x66C) digits.back() = '.';
      } else {
        break;
      }
    }
    const double value = digits.size() <= 15 ? Value(digits) : -1;
    const bool year = value >= 1900 && value <= 2100 && digits.size() == 4;
    const bool round = value >= 10 && value <= 100 && static_cast<int>(value) % 10 == 0 && value == static_cast<int>(value);
    const bool fraction = value != static_cast<double>(static_cast<int64_t>(value));
    if (value >= 0 && !year && !round && (value >= kSmallestNumber || fraction) && numbers_ < kMostNumbers) {
      ++numbers_;
      Add(MarkOf(MarkKind::kNumber, std::to_string(value)));
    }
    return end;
  }

  int32_t TakeWord(std::string_view text, int32_t at, Script script, bool capital, bool sentence) {
    const auto size = static_cast<int32_t>(text.size());
    const int32_t begin = at;
    int32_t end = at;
    bool all_capitals = true;
    while (at < size) {
      UChar32 c = 0;
      U8_NEXT(text.data(), at, size, c);
      const bool mark = c > 0 && (U_GET_GC_MASK(c) & U_GC_M_MASK) != 0;
      if (c <= 0 || !(u_isalpha(c) || mark) || (script == Script::kKana) != (ScriptOf(c) == Script::kKana && c != 0x30FB)) break;
      all_capitals = all_capitals && u_isUUppercase(c);
      end = at;
    }
    if (end == begin) return at;
    const std::string_view word = text.substr(static_cast<size_t>(begin), static_cast<size_t>(end - begin));
    const bool name = script == Script::kCased ? capital && !all_capitals && !sentence : script != Script::kNone;
    if (name) Name(word);
    return end;
  }

  void Name(std::string_view word) {
    const bool ascii = std::all_of(word.begin(), word.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
    const std::string slug = ascii ? AsciiLower(word) : Slugify(word);  // transliterating costs
    if (slug.size() < kShortestName || slug.find('-') != std::string::npos) return;
    Add(MarkOf(MarkKind::kName, slug));
    const std::string sound = Sound(slug);
    if (sound.size() >= kFewestConsonants) Add(MarkOf(MarkKind::kSound, sound));
  }

  std::vector<Mark> marks_;
  std::unordered_set<Mark> seen_;
  size_t numbers_ = 0;
};

}  // namespace

std::vector<Mark> MarksOf(std::string_view headline, std::string_view text, std::string_view, const std::vector<Entity>& entities) {
  Reader reader;
  for (const Entity& entity : entities) reader.Known(entity);
  reader.Read(headline);
  reader.Read(TruncateUtf8(text, kTextBytes));
  return reader.Take();
}

}  // namespace newsstand::events
