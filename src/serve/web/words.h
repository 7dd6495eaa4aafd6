// The words of the interface in one language: ICU MessageFormat patterns from messages/LANGUAGE.json, and dates,
// numbers, names of countries and languages as that locale writes them.
//
// Immutable after Load, usable from any thread: ICU's formatters are kept per thread.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "base/result.h"
#include "base/time.h"

namespace newsstand::web {

// A named argument of a pattern.
struct WordArgument {
  const char* name;
  bool is_number = false;
  int64_t number = 0;
  std::string text;
  WordArgument(const char* n, int64_t v) : name(n), is_number(true), number(v) {}
  WordArgument(const char* n, std::string v) : name(n), text(std::move(v)) {}
};

enum class DateStyle {
  kCard,  // "22 Nov, 14:05"
  kLong,  // "22 November 2026, 14:05 UTC"
  kDay,   // "Sunday 22 November 2026"
  kTime,  // "14:05"
};

class Words {
 public:
  // `file` holds one object: "locale" (BCP 47) and the patterns. Every pattern is parsed now; kInvalid names a bad one.
  // `time_zone`: IANA name, "" is the machine's.
  // What `base` has and the file lacks is taken from `base`, and logged. `topics`: a file of topic names by slug, "" none.
  static Result<std::shared_ptr<const Words>> Load(const std::string& file, const std::string& time_zone, const Words* base = nullptr,
                                                   const std::string& topics = "");
  // The same words as no language has them, to see what a page does with others: kAccents are longer and accented
  // ("en-XA"), kMirrored is written from right to left ("ar-XB").
  enum class Pseudo { kAccents, kMirrored };
  std::shared_ptr<const Words> MakePseudo(Pseudo kind) const;

  const std::string& locale() const { return locale_; }             // "en-GB"
  const std::string& language() const { return language_; }         // "en"
  std::string_view direction() const { return direction_; }         // "ltr", "rtl"
  const std::string& time_zone_name() const { return zone_name_; }  // "UTC", "Europe/Berlin"

  // A pattern without arguments. A key that is not there is a fault of ours: it is logged and shown as it is.
  const std::string& Text(std::string_view key) const;
  bool Has(std::string_view key) const;
  std::string Format(std::string_view key, std::initializer_list<WordArgument> arguments) const;
  std::string Number(int64_t number) const;
  std::string Date(Timestamp time, DateStyle style) const;
  // The calendar day in the reader's time zone: "2026-11-22".
  std::string DayKey(Timestamp time) const;
  std::string CountryName(std::string_view alpha2) const;  // the code itself when ICU does not know it
  std::string LanguageName(std::string_view bcp47) const;
  // "Deutsch": the language as it calls itself.
  std::string OwnName() const;
  // A topic's name in this language, "" where it is not known in it.
  const std::string& TopicName(std::string_view slug) const;

  // Text without arguments under the name templates use: "T_NAV_LATEST".
  const std::vector<std::pair<std::string, std::string>>& template_words() const { return template_words_; }
  // The patterns that scripts alone use, without the "app_" of their keys, as one JSON object; and the name it goes by.
  const std::string& script_words() const { return script_words_; }
  const std::string& script_words_name() const { return script_words_name_; }  // "de-0f3a….json"

 private:
  friend struct WordsAccess;
  Words() = default;

  uint64_t serial_ = 0;  // unique in this process: the threads' formatters are kept under it
  std::string locale_, format_locale_, language_, direction_, zone_name_;
  std::unordered_map<std::string, std::string> patterns_;
  std::unordered_map<std::string, std::string> topics_;  // by slug
  std::vector<std::pair<std::string, std::string>> template_words_;
  std::string script_words_, script_words_name_;
};
using WordsPtr = std::shared_ptr<const Words>;

}  // namespace newsstand::web
