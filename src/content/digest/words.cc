#include "content/digest/words.h"

#include <unicode/brkiter.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>
#include <unicode/utext.h>
#include <unicode/utf8.h>

#include <map>
#include <memory>

#include "base/text.h"

namespace newsstand::digest {
namespace {

enum class Unit { kWord, kSentence };

// Making a break iterator reads its rules: one a thread, language and unit is kept.
icu::BreakIterator* IteratorFor(std::string_view language, Unit unit) {
  thread_local std::map<std::pair<std::string, Unit>, std::unique_ptr<icu::BreakIterator>> kept;
  const std::string primary(language.substr(0, language.find('-')));
  if (kept.size() > 64) kept.clear();
  auto& slot = kept[{primary, unit}];
  if (!slot) {
    UErrorCode status = U_ZERO_ERROR;
    const icu::Locale locale(primary.c_str());
    slot.reset(unit == Unit::kWord ? icu::BreakIterator::createWordInstance(locale, status)
                                   : icu::BreakIterator::createSentenceInstance(locale, status));
    if (U_FAILURE(status)) slot.reset();
  }
  return slot.get();
}

class Text {
 public:
  explicit Text(std::string_view text) {
    UErrorCode status = U_ZERO_ERROR;
    utext_openUTF8(&text_, text.data(), static_cast<int64_t>(text.size()), &status);
  }
  ~Text() { utext_close(&text_); }
  Text(const Text&) = delete;
  Text& operator=(const Text&) = delete;
  UText* get() { return &text_; }

 private:
  UText text_ = UTEXT_INITIALIZER;
};

UChar32 FirstCharacter(std::string_view word) {
  if (word.empty()) return 0;
  UChar32 c = 0;
  int32_t at = 0;
  U8_NEXT(word.data(), at, static_cast<int32_t>(word.size()), c);
  return c;
}

std::string Fold(std::string_view word) {
  bool ascii = true;
  for (const char c : word) ascii = ascii && static_cast<unsigned char>(c) < 0x80;
  if (ascii) return AsciiLower(word);
  std::string out;
  icu::UnicodeString::fromUTF8(icu::StringPiece(word.data(), static_cast<int32_t>(word.size())))
      .foldCase()
      .toUTF8String(out);
  return out;
}

}  // namespace

std::vector<Word> WordsOf(std::string_view text, std::string_view language) {
  std::vector<Word> words;
  icu::BreakIterator* iterator = IteratorFor(language, Unit::kWord);
  if (iterator == nullptr) return words;
  words.reserve(text.size() / 5);
  Text input(text);
  UErrorCode status = U_ZERO_ERROR;
  iterator->setText(input.get(), status);
  if (U_FAILURE(status)) return words;
  int32_t begin = iterator->first();
  for (int32_t end = iterator->next(); end != icu::BreakIterator::DONE; begin = end, end = iterator->next()) {
    if (iterator->getRuleStatus() == UBRK_WORD_NONE) continue;
    const std::string_view word = text.substr(static_cast<size_t>(begin), static_cast<size_t>(end - begin));
    words.push_back(
        {Fold(word), word, static_cast<size_t>(begin), static_cast<size_t>(end), u_isdigit(FirstCharacter(word)) != 0});
  }
  return words;
}

std::vector<std::string_view> SentencesOf(std::string_view text, std::string_view language) {
  std::vector<std::string_view> sentences;
  icu::BreakIterator* iterator = IteratorFor(language, Unit::kSentence);
  if (iterator == nullptr) return sentences;
  Text input(text);
  UErrorCode status = U_ZERO_ERROR;
  iterator->setText(input.get(), status);
  if (U_FAILURE(status)) return sentences;
  int32_t begin = iterator->first();
  for (int32_t end = iterator->next(); end != icu::BreakIterator::DONE; begin = end, end = iterator->next()) {
    const std::string_view sentence = Trim(text.substr(static_cast<size_t>(begin), static_cast<size_t>(end - begin)));
    if (!sentence.empty()) sentences.push_back(sentence);
  }
  return sentences;
}

bool IsCapitalised(std::string_view word) { return u_isupper(FirstCharacter(word)) || u_istitle(FirstCharacter(word)); }

}  // namespace newsstand::digest
