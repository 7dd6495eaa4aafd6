#include "content/cluster/words.h"

#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include <array>
#include <memory>

#include "base/scripts.h"

namespace newsstand::cluster {
namespace {

constexpr uint32_t kLongestWord = 64;

enum Class : uint8_t {
  kSeparator,
  kSpace,
  kLetter,
  kUpper,
  kDigit,
  kDenseLetter,
  kIgnored,
  kApostrophe,
  kPoint,
  kStop,
  kLine
};

// Class and normalised form of every character of the basic plane; built once.
struct Tables {
  std::array<uint8_t, 65536> kind{};
  std::array<char16_t, 65536> folded{};
};

Class ClassOf(UChar32 c) {
  switch (c) {
    case '\'':
    case 0x2019: return kApostrophe;
    case '.':
    case ',': return kPoint;
    case '\n': return kLine;
    case '!':
    case '?':
    case 0x3002:
    case 0x2026: return kStop;
    case 0x00AD:  // soft hyphen
    case 0x0640:  // tatweel
    case 0x200C:
    case 0x200D: return kIgnored;
    default: break;
  }
  if (u_isUWhiteSpace(c)) return kSpace;
  if ((c >= 0x0300 && c <= 0x036F) || (c >= 0x0591 && c <= 0x05C7) || (c >= 0x064B && c <= 0x065F) || c == 0x0670)
    return kIgnored;
  if (u_isdigit(c)) return kDigit;
  const int8_t type = u_charType(c);
  const bool letter = u_isalnum(c) || type == U_NON_SPACING_MARK || type == U_COMBINING_SPACING_MARK;
  if (!letter) return kSeparator;
  if (c >= 0x0E00 && WrittenWithoutSpaces(static_cast<char32_t>(c))) return kDenseLetter;
  return u_isUUppercase(c) || u_istitle(c) ? kUpper : kLetter;
}

// The one-character compatibility and case folding, else lower case.
char16_t Folded(UChar32 c, const icu::Normalizer2* fold) {
  icu::UnicodeString decomposed;
  if (fold != nullptr && fold->getRawDecomposition(c, decomposed) && decomposed.length() == 1)
    return decomposed.charAt(0);
  const UChar32 lower = u_tolower(c);
  return lower < 0x10000 ? static_cast<char16_t>(lower) : static_cast<char16_t>(c);
}

const Tables& GetTables() {
  static const std::unique_ptr<const Tables> tables = [] {
    auto made = std::make_unique<Tables>();
    UErrorCode status = U_ZERO_ERROR;
    const icu::Normalizer2* fold = icu::Normalizer2::getNFKCInstance(status);
    for (UChar32 c = 0; c < 0x10000; ++c) {
      if (c >= 0xD800 && c < 0xE000) continue;
      const bool wide = c >= 0xFF00 && c < 0xFFF0;  // full-width forms are what they stand for
      const char16_t plain = wide ? Folded(c, fold) : static_cast<char16_t>(c);
      made->kind[static_cast<size_t>(c)] = ClassOf(plain);
      made->folded[static_cast<size_t>(c)] = static_cast<char16_t>(u_tolower(plain));
    }
    return made;
  }();
  return *tables;
}

char* PutFolded(char* out, char32_t c) {
  if (c < 0x80) {
    *out++ = static_cast<char>(c);
  } else if (c < 0x800) {
    *out++ = static_cast<char>(0xC0 | c >> 6);
    *out++ = static_cast<char>(0x80 | (c & 0x3F));
  } else if (c < 0x10000) {
    *out++ = static_cast<char>(0xE0 | c >> 12);
    *out++ = static_cast<char>(0x80 | (c >> 6 & 0x3F));
    *out++ = static_cast<char>(0x80 | (c & 0x3F));
  } else {
    *out++ = static_cast<char>(0xF0 | c >> 18);
    *out++ = static_cast<char>(0x80 | (c >> 12 & 0x3F));
    *out++ = static_cast<char>(0x80 | (c >> 6 & 0x3F));
    *out++ = static_cast<char>(0x80 | (c & 0x3F));
  }
  return out;
}

// Decomposed letters ("e" and an accent) are composed first; texts with none pay one look at their bytes.
bool HasCombiningMarks(std::string_view text) {
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte == 0xCC || byte == 0xCD) return true;
  }
  return false;
}

class Scanner {
 public:
  Scanner(std::string_view text, Words& out, size_t most) : text_(text), out_(out), most_(most), tables_(GetTables()) {}

  void Run() {
    // Lower case takes at most half as many bytes more ("Ⱥ").
    out_.bytes.resize(text_.size() + text_.size() / 2 + 8);
    put_ = start_ = out_.bytes.data();
    const auto size = static_cast<int32_t>(text_.size());
    int32_t i = 0;
    while (i < size && out_.words.size() < most_) {
      at_ = static_cast<uint32_t>(i);
      const auto byte = static_cast<unsigned char>(text_[static_cast<size_t>(i)]);
      if (byte < 0x80) {
        ++i;
        Take(static_cast<Class>(tables_.kind[byte]), tables_.folded[byte], static_cast<uint32_t>(i));
        if (open_ && pending_ == 0) i = PlainLetters(i, size);
        continue;
      }
      UChar32 c;
      U8_NEXT(text_.data(), i, size, c);
      if (c < 0) {
        Take(kSeparator, 0, static_cast<uint32_t>(i));
      } else if (c < 0x10000) {
        Take(static_cast<Class>(tables_.kind[static_cast<size_t>(c)]), tables_.folded[static_cast<size_t>(c)],
             static_cast<uint32_t>(i));
      } else {
        Take(ClassOf(c), static_cast<char32_t>(u_tolower(c)), static_cast<uint32_t>(i));
      }
    }
    Close();
    out_.bytes.resize(static_cast<size_t>(put_ - start_));
  }

 private:
  // The rest of a word in ASCII: nearly all there is, so it is read without further questions.
  int32_t PlainLetters(int32_t i, int32_t size) {
    const char* room_end = start_ + word_.begin + kLongestWord;
    int letters = 0, uppers = 0;
    for (; i < size; ++i) {
      const auto byte = static_cast<unsigned char>(text_[static_cast<size_t>(i)]);
      const uint8_t kind = tables_.kind[byte];
      if (byte >= 0x80 || kind < kLetter || kind > kDigit) break;
      letters += kind != kDigit;
      uppers += kind == kUpper;
      if (put_ < room_end) *put_++ = static_cast<char>(tables_.folded[byte]);
    }
    letters_ += letters;
    uppers_ += uppers;
    word_.end = static_cast<uint32_t>(i);
    return i;
  }

  void Take(Class kind, char32_t folded, uint32_t next) {
    if (kind == kLetter || kind == kUpper || kind == kDigit) {
      Letter(kind, folded, next);
    } else if (kind == kDenseLetter) {
      Close();
      pending_ = 0;
      Open(Word::kDense);
      put_ = PutFolded(put_, folded);
      word_.end = next;
      Close();
    } else if (kind != kIgnored) {
      Between(kind);
    }
  }

  void Letter(Class kind, char32_t folded, uint32_t next) {
    if (pending_ != 0) JoinOrClose(kind, folded);
    if (!open_) Open(kind == kUpper ? Word::kCapital : kind == kDigit ? Word::kNumber : 0);
    letters_ += kind != kDigit;
    uppers_ += kind == kUpper;
    if (Size() < kLongestWord) put_ = PutFolded(put_, folded);
    word_.end = next;
  }

  // A point or apostrophe stood behind the open word: is it inside?
  void JoinOrClose(Class kind, char32_t folded) {
    const char between = pending_;
    pending_ = 0;
    if (between == '\'') {
      Close();
      // A lone "s" is the genitive's: dropped, together with what it hangs on staying as it is.
      possessive_ = folded == 's';
      return;
    }
    const bool inside_number = (word_.flags & Word::kNumber) != 0 && kind == kDigit;
    if (inside_number) {
      if (between == '.' && Size() < kLongestWord) *put_++ = '.';
      return;
    }
    // "U.S." is one word; "end.Begin" is two.
    const bool initials = between == '.' && letters_ == 1 + dots_ && uppers_ == letters_ && kind == kUpper;
    if (initials) {
      ++dots_;
      return;
    }
    Close();
    gap_ |= Word::kBreakBefore | (between == '.' ? Word::kSentence : 0);
  }

  void Between(Class kind) {
    if (open_ && pending_ == 0 && (kind == kPoint || kind == kApostrophe)) {
      pending_ = kind == kApostrophe ? '\'' : text_[at_];
      return;
    }
    const char before = pending_;
    pending_ = 0;
    // "Mr. Smith", "J. Smith", "U.S. troops": a point behind a short capitalised word ends no sentence.
    const bool short_name = open_ && (word_.flags & Word::kCapital) != 0 && (letters_ <= 2 || dots_ > 0);
    Close();
    if (before == '.' && !short_name) gap_ |= Word::kBreakBefore | Word::kSentence;
    if (before == ',') gap_ |= Word::kBreakBefore;
    if (kind == kLine || kind == kStop) gap_ |= Word::kBreakBefore | Word::kSentence;
    if (kind == kSeparator || kind == kPoint || kind == kApostrophe) gap_ |= Word::kBreakBefore;
  }

  void Open(uint8_t flags) {
    word_ = Word{};
    word_.begin = static_cast<uint32_t>(put_ - start_);
    word_.at = at_;
    word_.flags = static_cast<uint8_t>(flags | gap_ | (out_.words.empty() ? Word::kSentence | Word::kBreakBefore : 0));
    open_ = true;
    letters_ = uppers_ = dots_ = 0;
  }

  void Close() {
    if (!open_) return;
    open_ = false;
    pending_ = 0;
    word_.length = Size();
    if (possessive_ && word_.length == 1) {
      put_ = start_ + word_.begin;
    } else {
      if (letters_ >= 2 && uppers_ == letters_) word_.flags |= Word::kAllCapitals;
      out_.words.push_back(word_);
      gap_ = 0;
    }
    possessive_ = false;
  }

  uint32_t Size() const { return static_cast<uint32_t>(put_ - start_) - word_.begin; }

  std::string_view text_;
  Words& out_;
  char *start_ = nullptr, *put_ = nullptr;  // in out_.bytes
  size_t most_;
  const Tables& tables_;
  Word word_;
  bool open_ = false, possessive_ = false;
  char pending_ = 0;
  uint32_t at_ = 0;
  int letters_ = 0, uppers_ = 0, dots_ = 0;
  uint8_t gap_ = 0;
};

}  // namespace

void ScanWords(std::string_view text, Words& out, size_t most) {
  out.bytes.clear();
  out.words.clear();
  out.composed.clear();
  text = text.substr(0, 0x7FFFFFFF);
  if (HasCombiningMarks(text)) {
    UErrorCode status = U_ZERO_ERROR;
    const icu::Normalizer2* compose = icu::Normalizer2::getNFCInstance(status);
    icu::StringByteSink<std::string> sink(&out.composed);
    compose->normalizeUTF8(0, icu::StringPiece(text.data(), static_cast<int32_t>(text.size())), sink, nullptr, status);
    if (U_SUCCESS(status)) return Scanner(out.composed, out, most).Run();
    out.composed.clear();
  }
  Scanner(text, out, most).Run();
}

}  // namespace newsstand::cluster
