#include "content/search/words.h"

#include <libstemmer.h>
#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/uscript.h>
#include <unicode/utf8.h>

#include <array>

#include "base/scripts.h"
#include "base/text.h"

namespace newsstand::search {
namespace {

constexpr uint32_t kLongestWord = 64;
constexpr char16_t kSeveral = 0xFFFF;  // folds to more than one character

enum Class : uint8_t { kSeparator, kLetter, kDenseLetter, kIgnored, kApostrophe, kPoint };

// Class and folded form of every character of the basic plane; built once.
struct Tables {
  std::array<uint8_t, 65536> kind{};
  std::array<char16_t, 65536> folded{};
  std::array<char16_t, 65536> bare{};  // without marks
  std::unordered_map<char32_t, std::string> several;
};

bool IsDenseLetter(UChar32 c) {
  if (c == 0x30FC || WrittenWithoutSpaces(static_cast<char32_t>(c))) return true;  // the long mark of kana belongs to both
  UErrorCode status = U_ZERO_ERROR;
  return uscript_getScript(c, &status) == USCRIPT_HANGUL;
}

Class ClassOf(UChar32 c) {
  switch (c) {
    case '\'':
    case 0x2019:
    case 0xFF07: return kApostrophe;
    case '.': return kPoint;
    case 0x00AD:  // soft hyphen
    case 0x0640:  // tatweel
    case 0x200C:
    case 0x200D: return kIgnored;
    default: break;
  }
  const bool vowels = (c >= 0x0591 && c <= 0x05C7) || (c >= 0x064B && c <= 0x065F) || c == 0x0670;
  if ((c >= 0x0300 && c <= 0x036F) || vowels) return kIgnored;
  const int8_t type = u_charType(c);
  const bool letter = u_isalnum(c) || type == U_NON_SPACING_MARK || type == U_COMBINING_SPACING_MARK;
  if (!letter) return kSeparator;
  return c >= 0x0E00 && IsDenseLetter(c) ? kDenseLetter : kLetter;
}

char16_t BareOf(UChar32 c, const icu::Normalizer2* decompose) {
  UErrorCode status = U_ZERO_ERROR;
  const UScriptCode script = uscript_getScript(c, &status);
  if (script != USCRIPT_LATIN && script != USCRIPT_GREEK && script != USCRIPT_CYRILLIC) return static_cast<char16_t>(c);
  icu::UnicodeString parts;
  if (decompose == nullptr || !decompose->getDecomposition(c, parts) || parts.length() < 2)
    return static_cast<char16_t>(c);
  for (int32_t i = 1; i < parts.length(); ++i) {
    if (u_charType(parts.charAt(i)) != U_NON_SPACING_MARK) return static_cast<char16_t>(c);
  }
  return parts.charAt(0);
}

const Tables& GetTables() {
  static const std::unique_ptr<const Tables> tables = [] {
    auto made = std::make_unique<Tables>();
    UErrorCode status = U_ZERO_ERROR;
    const icu::Normalizer2* fold = icu::Normalizer2::getNFKCCasefoldInstance(status);
    const icu::Normalizer2* decompose = icu::Normalizer2::getNFDInstance(status);
    for (UChar32 c = 0; c < 0x10000; ++c) {
      if (c >= 0xD800 && c < 0xE000) continue;
      const auto at = static_cast<size_t>(c);
      const Class kind = ClassOf(c);
      made->kind[at] = kind;
      made->folded[at] = static_cast<char16_t>(c);
      made->bare[at] = BareOf(c, decompose);
      if (fold == nullptr || kind == kSeparator || kind == kIgnored) continue;
      const icu::UnicodeString folded = fold->normalize(icu::UnicodeString(c), status);
      if (U_FAILURE(status)) {
        status = U_ZERO_ERROR;
      } else if (folded.length() == 1) {
        made->folded[at] = folded.charAt(0);
        if (kind == kLetter || kind == kDenseLetter) made->kind[at] = ClassOf(folded.charAt(0));
      } else if (folded.length() > 1 && (kind == kLetter || kind == kDenseLetter)) {
        made->folded[at] = kSeveral;
        folded.toUTF8String(made->several[static_cast<char32_t>(c)]);
      }
    }
    return made;
  }();
  return *tables;
}

// Decomposed letters ("e" and an accent) are composed first; texts with none pay one look at their bytes.
bool HasCombiningMarks(std::string_view text) {
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte == 0xCC || byte == 0xCD) return true;
  }
  return false;
}

bool IsAsciiLetterOrDigit(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

class Reader {
 public:
  Reader(std::string_view text, Tokens& out, size_t most) : text_(text), out_(out), most_(most), tables_(GetTables()) {}

  void Run() {
    const auto size = static_cast<int32_t>(text_.size());
    int32_t i = 0;
    while (i < size && out_.tokens.size() < most_) {
      at_ = static_cast<uint32_t>(i);
      UChar32 c = static_cast<unsigned char>(text_[at_]);
      if (c < 0x80) {
        ++i;
      } else {
        U8_NEXT(text_.data(), i, size, c);
      }
      next_ = static_cast<uint32_t>(i);
      if (at_ < skip_) continue;
      Take(c, c < 0 ? kSeparator : c < 0x10000 ? static_cast<Class>(tables_.kind[static_cast<size_t>(c)]) : ClassOf(c));
    }
    Close();
    EndRun();
    out_.positions = position_;
  }

 private:
  void Take(UChar32 c, Class kind) {
    switch (kind) {
      case kLetter: Letter(c); return;
      case kDenseLetter: Dense(c); return;
      case kIgnored: return;
      case kPoint:
        // "U.S.": single letters with points between them are one word.
        if (open_ && letters_ == points_ + 1 && next_ < text_.size() && IsAsciiLetterOrDigit(text_[next_])) {
          const bool alone = next_ + 1 >= text_.size() || !IsAsciiLetterOrDigit(text_[next_ + 1]);
          if (alone && text_[next_] > '9') {
            ++points_;
            return;
          }
        }
        break;
      case kApostrophe:
        if (open_ && IsGenitive()) skip_ = next_ + 1;  // the "s" behind it
        break;
      case kSeparator: break;
    }
    Close();
    EndRun();
  }

  bool IsGenitive() const {
    if (next_ >= text_.size() || (text_[next_] | 0x20) != 's') return false;
    return next_ + 1 >= text_.size() || (!IsAsciiLetterOrDigit(text_[next_ + 1]) && text_[next_ + 1] >= 0);
  }

  void Letter(UChar32 c) {
    EndRun();
    if (!open_) {
      token_ = Token{};
      token_.begin = static_cast<uint32_t>(out_.bytes.size());
      token_.at = at_;
      token_.position = position_;
      open_ = true;
      letters_ = points_ = 0;
    }
    ++letters_;
    if (out_.bytes.size() - token_.begin < kLongestWord) Put(c);
    token_.end = next_;
  }

  void Put(UChar32 c) {
    if (c < 0x10000) {
      const char16_t folded = tables_.folded[static_cast<size_t>(c)];
      if (folded < 0x80) {
        out_.bytes += static_cast<char>(folded);
      } else if (folded != kSeveral) {
        AppendUtf8(out_.bytes, folded);
      } else {
        out_.bytes += tables_.several.at(static_cast<char32_t>(c));
      }
    } else {
      AppendUtf8(out_.bytes, static_cast<char32_t>(u_foldCase(c, U_FOLD_CASE_DEFAULT)));
    }
  }

  void Close() {
    if (!open_) return;
    open_ = false;
    token_.length = static_cast<uint32_t>(out_.bytes.size()) - token_.begin;
    if (token_.length == 0) return;
    out_.tokens.push_back(token_);
    ++position_;
  }

  // A character without words around it: with the one before it a pair.
  void Dense(UChar32 c) {
    Close();
    const auto begin = static_cast<uint32_t>(out_.bytes.size());
    Put(c);
    const std::string single = out_.bytes.substr(begin);
    out_.bytes.resize(begin);
    if (run_ > 0) {
      out_.bytes += before_;
      out_.bytes += single;
      AddDense(begin, before_at_, next_, position_ - 1);
    }
    before_ = single;
    before_at_ = at_;
    before_end_ = next_;
    ++run_;
    ++position_;
  }

  void AddDense(uint32_t begin, uint32_t at, uint32_t end, uint32_t position) {
    Token token;
    token.begin = begin;
    token.length = static_cast<uint32_t>(out_.bytes.size()) - begin;
    token.at = at;
    token.end = end;
    token.position = position;
    token.dense = true;
    out_.tokens.push_back(token);
  }

  void EndRun() {
    if (run_ == 1) {
      const auto begin = static_cast<uint32_t>(out_.bytes.size());
      out_.bytes += before_;
      AddDense(begin, before_at_, before_end_, position_ - 1);
    }
    run_ = 0;
  }

  std::string_view text_;
  Tokens& out_;
  size_t most_;
  const Tables& tables_;
  Token token_;
  bool open_ = false;
  int letters_ = 0, points_ = 0;
  uint32_t at_ = 0, next_ = 0, position_ = 0, skip_ = 0;
  uint32_t run_ = 0, before_at_ = 0, before_end_ = 0;
  std::string before_;
};

// libstemmer's names.
constexpr std::array<std::pair<std::string_view, const char*>, 25> kStemmers = {{
    {"ar", "arabic"},     {"hy", "armenian"},     {"eu", "basque"},     {"ca", "catalan"},    {"da", "danish"},
    {"nl", "dutch"},      {"en", "english"},      {"fi", "finnish"},    {"fr", "french"},     {"de", "german"},
    {"el", "greek"},      {"hi", "hindi"},        {"hu", "hungarian"},  {"id", "indonesian"}, {"ga", "irish"},
    {"it", "italian"},    {"lt", "lithuanian"},   {"no", "norwegian"},  {"pt", "portuguese"}, {"ro", "romanian"},
    {"ru", "russian"},    {"sr", "serbian"},      {"es", "spanish"},    {"sv", "swedish"},    {"tr", "turkish"},
}};

const char* StemmerName(std::string_view language) {
  if (language == "nb" || language == "nn") language = "no";
  for (const auto& [code, name] : kStemmers) {
    if (code == language) return name;
  }
  return nullptr;
}

}  // namespace

void ReadTokens(std::string_view text, Tokens& out, size_t most) {
  out.bytes.clear();
  out.tokens.clear();
  out.composed.clear();
  out.positions = 0;
  text = text.substr(0, 0x7FFFFFFF);
  if (HasCombiningMarks(text)) {
    UErrorCode status = U_ZERO_ERROR;
    const icu::Normalizer2* compose = icu::Normalizer2::getNFCInstance(status);
    icu::StringByteSink<std::string> sink(&out.composed);
    compose->normalizeUTF8(0, icu::StringPiece(text.data(), static_cast<int32_t>(text.size())), sink, nullptr, status);
    if (U_SUCCESS(status)) return Reader(out.composed, out, most).Run();
    out.composed.clear();
  }
  Reader(text, out, most).Run();
}

std::string WithoutMarks(std::string_view folded) {
  bool plain = true;
  for (const char c : folded) plain = plain && c >= 0;
  if (plain) return std::string(folded);
  const Tables& tables = GetTables();
  std::string bare;
  const auto size = static_cast<int32_t>(folded.size());
  for (int32_t i = 0; i < size;) {
    UChar32 c;
    U8_NEXT(folded.data(), i, size, c);
    if (c < 0) continue;
    AppendUtf8(bare, c < 0x10000 ? tables.bare[static_cast<size_t>(c)] : static_cast<char32_t>(c));
  }
  return bare;
}

bool IsDense(char32_t character) {
  return character < 0x10000 ? GetTables().kind[character] == kDenseLetter
                             : ClassOf(static_cast<UChar32>(character)) == kDenseLetter;
}

std::string_view PrimaryOf(std::string_view language) { return language.substr(0, language.find('-')); }

struct Stems::Stemmer {
  sb_stemmer* stemmer = nullptr;
  ~Stemmer() { sb_stemmer_delete(stemmer); }
};

Stems::Stems() = default;
Stems::~Stems() = default;

bool Stems::Knows(std::string_view language) { return StemmerName(PrimaryOf(language)) != nullptr; }

std::string Stems::TermOf(std::string_view folded, std::string_view language) {
  auto& entry = stemmers_[std::string(PrimaryOf(language))];
  if (!entry) {
    entry = std::make_unique<Stemmer>();
    const char* name = StemmerName(PrimaryOf(language));
    if (name != nullptr) entry->stemmer = sb_stemmer_new(name, nullptr);
  }
  if (entry->stemmer == nullptr) return WithoutMarks(folded);
  const auto* stem = sb_stemmer_stem(entry->stemmer, reinterpret_cast<const sb_symbol*>(folded.data()),
                                     static_cast<int>(folded.size()));
  if (stem == nullptr) return WithoutMarks(folded);
  const std::string_view text(reinterpret_cast<const char*>(stem),
                              static_cast<size_t>(sb_stemmer_length(entry->stemmer)));
  return text.empty() ? WithoutMarks(folded) : WithoutMarks(text);
}

}  // namespace newsstand::search
