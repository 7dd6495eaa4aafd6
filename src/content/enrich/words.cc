#include "content/enrich/words.h"

#include <unicode/uchar.h>

#include "base/text.h"
#include "content/enrich/script.h"

namespace newsstand::enrich {
namespace {

constexpr size_t kLongestWord = 200;  // bytes; what is longer is no word and is cut

bool IsLetterOrMark(char32_t c) {
  if (c < 0x80) return (c | 32) >= 'a' && (c | 32) <= 'z';
  constexpr uint32_t kMask = U_GC_L_MASK | U_GC_M_MASK;
  return (U_MASK(u_charType(static_cast<UChar32>(c))) & kMask) != 0 || c == 0x200C;
}

bool IsDigit(char32_t c) { return c < 0x80 ? c >= '0' && c <= '9' : u_isdigit(static_cast<UChar32>(c)); }

bool IsCapital(char32_t c) { return c < 0x80 ? c >= 'A' && c <= 'Z' : u_isupper(static_cast<UChar32>(c)); }

char32_t Fold(char32_t c) {
  if (c < 0x80) return IsCapital(c) ? c + 32 : c;
  if (c == 0x0451) return 0x0435;  // ё is written е as often as not
  if (c == 0x130) return 'i';
  const auto lower = static_cast<char32_t>(u_tolower(static_cast<UChar32>(c)));
  return lower == 0x0451 ? 0x0435 : lower;
}

// "والرئيس", "بالرئيس", "للرئيس", "الرئيس" → "رئيس": the article and what clings to it say nothing about the word.
std::string_view WithoutArabicArticle(std::string_view word) {
  static constexpr std::string_view kPrefixes[] = {"وال", "بال", "كال", "فال", "لل", "ال"};
  for (const std::string_view prefix : kPrefixes) {
    if (word.starts_with(prefix) && word.size() >= prefix.size() + 4) return word.substr(prefix.size());
  }
  return word;
}

class Splitter {
 public:
  Splitter(std::string_view text, size_t most_words) : text_(text), most_(most_words) {
    words_.text = text;
    words_.folded.reserve(std::min<size_t>(text.size() + 8, 16'384));
    words_.list.reserve(std::min<size_t>(text.size() / 6 + 4, most_words));
  }

  Words Run() {
    for (size_t at = 0; at < text_.size() && words_.list.size() < most_;) {
      const size_t before = at;
      const char32_t c = NextCodePoint(text_, at);
      if (IsLetterOrMark(c) || IsDigit(c)) {
        Take(c, before, at);
      } else {
        End();
        Between(c, before);
      }
    }
    End();
    return std::move(words_);
  }

 private:
  void Take(char32_t c, size_t begin, size_t end) {
    const bool unspaced = IsUnspaced(c);
    if (open_ && (unspaced != word_.unspaced || words_.folded.size() - word_.fold_begin > kLongestWord)) {
      End();
      gap_ = false;
    }
    if (!open_) {
      open_ = true;
      word_ = Word{};
      word_.begin = static_cast<uint32_t>(begin);
      word_.fold_begin = static_cast<uint32_t>(words_.folded.size());
      word_.capital = IsCapital(c);
      word_.unspaced = unspaced;
      word_.starts_sentence = sentence_;
      word_.joined = !gap_ && !sentence_;
      word_.is_number = true;
      letters_ = capitals_ = 0;
    }
    word_.end = static_cast<uint32_t>(end);
    const bool digit = IsDigit(c);
    word_.is_number = word_.is_number && digit;
    letters_ += !digit;
    capitals_ += IsCapital(c);
    AppendUtf8(words_.folded, Fold(c));
  }

  void End() {
    if (!open_) return;
    open_ = false;
    std::string_view folded = std::string_view(words_.folded).substr(word_.fold_begin);
    // "Merkel's": the s alone behind an apostrophe belongs to no word.
    if (folded == "s" && after_apostrophe_ && !words_.list.empty()) {
      words_.list.back().possessive = true;
      words_.folded.resize(word_.fold_begin);
      return;
    }
    if (static_cast<unsigned char>(folded[0]) >= 0xD8 && static_cast<unsigned char>(folded[0]) <= 0xDB) {
      const std::string_view bare = WithoutArabicArticle(folded);
      word_.fold_begin += static_cast<uint32_t>(folded.size() - bare.size());
      folded = bare;
    }
    word_.fold_size = static_cast<uint16_t>(folded.size());
    word_.all_capitals = capitals_ >= 2 && capitals_ == letters_;
    words_.list.push_back(word_);
    sentence_ = gap_ = after_apostrophe_ = false;
    last_letters_ = letters_;
  }

  // What stands between two words.
  void Between(char32_t c, size_t at) {
    after_apostrophe_ = c == '\'' || c == 0x2019;
    if (c == ' ' || c == 0xA0 || c == '-' || c == 0x2010 || c == 0x2011 || after_apostrophe_ || c == 0xAD) return;
    if (c == '.') {
      // "J. Smith", "U.S. Senate": the stop of an initial ends no sentence.
      const bool initial = !words_.list.empty() && words_.list.back().capital && last_letters_ == 1 && words_.list.back().end == at;
      if (initial) return;
      sentence_ = true;
      return;
    }
    gap_ = true;
    switch (c) {
      case '!': case '?': case '\n': case ':': case 0x2026: case 0x3002: case 0xFF01: case 0xFF1F: case 0x0964: case 0x061F: case 0x06D4:
      case '"': case 0x201C: case 0x201E: case 0xAB: case 0x2022: case '|': case '*':
        sentence_ = true;
        break;
      default: break;
    }
  }

  std::string_view text_;
  size_t most_;
  Words words_;
  Word word_;
  bool open_ = false, sentence_ = true, gap_ = false, after_apostrophe_ = false;
  int letters_ = 0, capitals_ = 0, last_letters_ = 0;
};

}  // namespace

bool IsUnspaced(char32_t c) {
  if (c < 0x0E00) return false;
  return (c <= 0x0EFF) || (c >= 0x1000 && c <= 0x109F) || (c >= 0x1780 && c <= 0x17FF) || (c >= 0x3040 && c <= 0x30FF) || c == 0x3005 ||
         (c >= 0x3400 && c <= 0x9FFF) || (c >= 0xF900 && c <= 0xFAFF) || (c >= 0x20000 && c <= 0x3FFFF);
}

Words SplitWords(std::string_view text, size_t most_words) { return Splitter(text, most_words).Run(); }

}  // namespace newsstand::enrich
