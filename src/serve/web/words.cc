#include "serve/web/words.h"

#include <fmt/core.h>
#include <unicode/brkiter.h>
#include <unicode/calendar.h>
#include <unicode/dtptngen.h>
#include <unicode/locid.h>
#include <unicode/messagepattern.h>
#include <unicode/msgfmt.h>
#include <unicode/numfmt.h>
#include <unicode/smpdtfmt.h>
#include <unicode/timezone.h>

#include <atomic>
#include <boost/json.hpp>
#include <fstream>
#include <map>
#include <sstream>

#include "base/hash.h"
#include "base/log.h"
#include "model/article.h"

namespace newsstand::web {
namespace {

constexpr size_t kMaxArguments = 6;

std::string ToUtf8(const icu::UnicodeString& text) {
  std::string out;
  text.toUTF8String(out);
  return out;
}

icu::UnicodeString FromUtf8(std::string_view text) {
  return icu::UnicodeString::fromUTF8(icu::StringPiece(text.data(), static_cast<int32_t>(text.size())));
}

std::string TemplateName(std::string_view key) {
  std::string name = "T_";
  for (char c : key) name += c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
  return name;
}

// The keys of what scripts alone say.
constexpr std::string_view kScriptPrefix = "app_";

// A pattern with its own words longer and accented. What is no word of it, arguments and the choices of plurals, stays.
std::string AccentedPattern(const std::string& text) {
  static constexpr std::string_view kPlain = "aeiouyAEIOUYcnszCNSZ";
  static constexpr const char* kAccented[] = {"á", "é", "í", "ó", "ú", "ý", "Á", "É", "Í", "Ó", "Ú", "Ý", "ç", "ñ", "š", "ž", "Ç", "Ñ", "Š", "Ž"};
  UErrorCode code = U_ZERO_ERROR;
  const icu::UnicodeString source = FromUtf8(text);
  const icu::MessagePattern pattern(source, nullptr, code);
  if (U_FAILURE(code)) return text;
  std::string out;
  int32_t at = 0;
  int letters = 0;
  std::vector<bool> in_words{false};  // of each nested part: whether its text is words
  const auto copy = [&](int32_t until) {
    const std::string piece = ToUtf8(source.tempSubStringBetween(at, until));
    at = until;
    if (!in_words.back()) {
      out += piece;
      return;
    }
    for (const char c : piece) {
      const size_t place = kPlain.find(c);
      place == std::string_view::npos ? out += c : out += kAccented[place];
      // Every second vowel is written twice: other languages are longer.
      if (place != std::string_view::npos && ++letters % 2 == 0) out += kAccented[place];
    }
  };
  for (int32_t i = 0; i < pattern.countParts(); ++i) {
    const icu::MessagePattern::Part& part = pattern.getPart(i);
    switch (part.getType()) {
      case UMSGPAT_PART_TYPE_MSG_START:
        copy(part.getLimit());
        in_words.push_back(true);
        break;
      case UMSGPAT_PART_TYPE_ARG_START:
        copy(part.getIndex());
        in_words.push_back(false);
        break;
      case UMSGPAT_PART_TYPE_MSG_LIMIT:
        copy(part.getIndex());
        in_words.pop_back();
        break;
      case UMSGPAT_PART_TYPE_ARG_LIMIT:
        copy(part.getLimit());
        in_words.pop_back();
        break;
      default: break;
    }
  }
  out += ToUtf8(source.tempSubString(at));
  return out;
}

// "{" opens an argument in MessageFormat; text without one needs no formatter.
bool HasArguments(const std::string& pattern) { return pattern.find('{') != std::string::npos; }

}  // namespace

// The formatters of one thread for one Words.
struct WordsAccess {
  struct Formatters {
    std::unordered_map<std::string_view, std::unique_ptr<icu::MessageFormat>> messages;  // by key, which Words owns
    std::unique_ptr<icu::DateFormat> dates[4];
    std::unique_ptr<icu::SimpleDateFormat> day_key;
    std::unique_ptr<icu::NumberFormat> numbers;
  };

  static Formatters& ForThread(const Words& words) {
    thread_local std::unordered_map<uint64_t, Formatters> kept;
    return kept[words.serial_];
  }

  static icu::Locale LocaleOf(const Words& words) {
    UErrorCode code = U_ZERO_ERROR;
    return icu::Locale::forLanguageTag(words.format_locale_.c_str(), code);
  }

  static icu::DateFormat* DatesOf(const Words& words, DateStyle style) {
    auto& slot = ForThread(words).dates[static_cast<int>(style)];
    if (!slot) {
      static constexpr const char* kSkeletons[] = {"dMMMjmm", "dMMMMyjmmz", "EEEEdMMMMy", "jmm"};
      UErrorCode code = U_ZERO_ERROR;
      const icu::Locale locale = LocaleOf(words);
      std::unique_ptr<icu::DateTimePatternGenerator> generator(
          icu::DateTimePatternGenerator::createInstance(locale, code));
      if (U_FAILURE(code)) return nullptr;
      const icu::UnicodeString pattern = generator->getBestPattern(FromUtf8(kSkeletons[static_cast<int>(style)]), code);
      auto format = std::make_unique<icu::SimpleDateFormat>(pattern, locale, code);
      if (U_FAILURE(code)) return nullptr;
      format->adoptTimeZone(icu::TimeZone::createTimeZone(FromUtf8(words.zone_name_)));
      slot = std::move(format);
    }
    return slot.get();
  }

  static icu::MessageFormat* MessageOf(const Words& words, std::string_view key, const std::string& pattern) {
    auto& slot = ForThread(words).messages[key];
    if (!slot) {
      UErrorCode code = U_ZERO_ERROR;
      slot = std::make_unique<icu::MessageFormat>(FromUtf8(pattern), LocaleOf(words), code);
      if (U_FAILURE(code)) slot.reset();
    }
    return slot.get();
  }

  static Result<boost::json::object> ReadObject(const std::string& file) {
    std::ifstream in(file, std::ios::binary);
    std::stringstream bytes;
    bytes << in.rdbuf();
    if (!in) return Fail(ErrorCode::kNotFound, fmt::format("The interface's words cannot be read from {}", file));
    boost::system::error_code error;
    boost::json::value value = boost::json::parse(bytes.str(), error);
    if (error || !value.is_object())
      return Fail(ErrorCode::kInvalid, fmt::format("{} is not a JSON object: {}", file, error.message()));
    for (const auto& [key, text] : value.get_object()) {
      if (!text.is_string()) return Fail(ErrorCode::kInvalid, fmt::format("{}: \"{}\" is not a string", file, std::string(key)));
    }
    return std::move(value.get_object());
  }

  static Status Fill(Words& words, const std::string& file, const boost::json::object& object) {
    for (const auto& [key, value] : object) {
      const std::string text(value.get_string());
      if (key == "locale") {
        // An extension says how numbers are written, which scripts do as they like: the page's lang goes without it.
        words.format_locale_ = text;
        words.locale_ = text.substr(0, text.find("-u-"));
        continue;
      }
      UParseError where;
      UErrorCode code = U_ZERO_ERROR;
      const icu::MessageFormat probe(FromUtf8(text), icu::Locale::getEnglish(), where, code);
      if (U_FAILURE(code)) {
        return Fail(ErrorCode::kInvalid, fmt::format("{}: \"{}\" is no message pattern: {} at character {}", file,
                                                     std::string(key), u_errorName(code), where.offset));
      }
      words.patterns_[std::string(key)] = text;
    }
    return {};
  }

  // What is made of the patterns once they are all there.
  static void Derive(Words& words) {
    boost::json::object for_scripts;
    const std::map<std::string, std::string> sorted(words.patterns_.begin(), words.patterns_.end());
    for (const auto& [key, text] : sorted) {
      if (key.starts_with(kScriptPrefix)) {
        for_scripts[key.substr(kScriptPrefix.size())] = text;
      } else if (!HasArguments(text)) {
        words.template_words_.emplace_back(TemplateName(key), text);
      }
    }
    words.script_words_ = boost::json::serialize(for_scripts);
    words.script_words_name_ = fmt::format("{}-{}.json", words.locale_, Hash64Hex(words.script_words_));
  }

  static std::shared_ptr<Words> Make() {
    static std::atomic<uint64_t> next_serial{1};
    std::shared_ptr<Words> words(new Words);
    words->serial_ = next_serial++;
    return words;
  }

  static Status SetTimeZone(Words& words, const std::string& time_zone) {
    if (time_zone.empty()) {
      std::unique_ptr<icu::TimeZone> host(icu::TimeZone::detectHostTimeZone());
      icu::UnicodeString id;
      words.zone_name_ = ToUtf8(host->getID(id));
      if (words.zone_name_ == "Etc/UTC" || words.zone_name_ == "Etc/Unknown") words.zone_name_ = "UTC";
      return {};
    }
    std::unique_ptr<icu::TimeZone> zone(icu::TimeZone::createTimeZone(FromUtf8(time_zone)));
    if (*zone == icu::TimeZone::getUnknown()) {
      return Fail(ErrorCode::kInvalid,
                  fmt::format("\"{}\" is no time zone: a name such as Europe/Berlin is expected", time_zone));
    }
    words.zone_name_ = time_zone;
    return {};
  }

  static Result<WordsPtr> Load(const std::string& file, const std::string& time_zone, const Words* base, const std::string& topics) {
    auto object = ReadObject(file);
    if (!object) return Fail(object.error());
    std::shared_ptr<Words> words = Make();
    words->locale_ = words->format_locale_ = "en-GB";
    if (Status filled = Fill(*words, file, *object); !filled.ok()) return Fail(filled.error());
    words->language_ = words->locale_.substr(0, words->locale_.find('-'));
    words->direction_ = std::string(TextDirection(words->language_));
    if (base != nullptr) {
      size_t missing = 0;
      for (const auto& [key, text] : base->patterns_) missing += words->patterns_.try_emplace(key, text).second ? 1 : 0;
      if (missing > 0) log::Warn("{} lacks {} texts, which stay in {}", file, missing, base->language_);
    }
    if (!topics.empty()) {
      auto names = ReadObject(topics);
      if (!names) return Fail(names.error());
      for (const auto& [slug, name] : *names) words->topics_[std::string(slug)] = std::string(name.get_string());
    }
    if (Status zone = SetTimeZone(*words, time_zone); !zone.ok()) return Fail(zone.error());
    Derive(*words);
    return WordsPtr(words);
  }

  static WordsPtr Pseudo(const Words& base, Words::Pseudo kind) {
    std::shared_ptr<Words> words = Make();
    const bool mirrored = kind == Words::Pseudo::kMirrored;
    words->locale_ = words->format_locale_ = mirrored ? "ar-XB" : "en-XA";
    words->language_ = words->locale_.substr(0, 2);
    words->direction_ = mirrored ? "rtl" : "ltr";
    words->zone_name_ = base.zone_name_;
    for (const auto& [key, text] : base.patterns_) words->patterns_[key] = mirrored ? text : AccentedPattern(text);
    Derive(*words);
    return words;
  }
};

Result<std::shared_ptr<const Words>> Words::Load(const std::string& file, const std::string& time_zone, const Words* base,
                                                 const std::string& topics) {
  return WordsAccess::Load(file, time_zone, base, topics);
}

std::string Words::OwnName() const {
  if (locale_.size() == 5 && (locale_.ends_with("XA") || locale_.ends_with("XB"))) return locale_;
  const icu::Locale locale(language_.c_str());
  icu::UnicodeString name;
  locale.getDisplayLanguage(locale, name);
  UErrorCode code = U_ZERO_ERROR;
  const std::unique_ptr<icu::BreakIterator> sentences(icu::BreakIterator::createSentenceInstance(locale, code));
  if (U_SUCCESS(code)) name.toTitle(sentences.get(), locale, U_TITLECASE_NO_LOWERCASE);
  return ToUtf8(name);
}

WordsPtr Words::MakePseudo(Pseudo kind) const { return WordsAccess::Pseudo(*this, kind); }

const std::string& Words::TopicName(std::string_view slug) const {
  static const std::string kNone;
  const auto found = topics_.find(std::string(slug));
  return found == topics_.end() ? kNone : found->second;
}

bool Words::Has(std::string_view key) const { return patterns_.contains(std::string(key)); }

const std::string& Words::Text(std::string_view key) const {
  const auto found = patterns_.find(std::string(key));
  if (found != patterns_.end()) return found->second;
  log::Error("The words of \"{}\" lack \"{}\"", language_, key);
  static const std::string kMissing = "…";
  return kMissing;
}

std::string Words::Format(std::string_view key, std::initializer_list<WordArgument> arguments) const {
  const auto found = patterns_.find(std::string(key));
  icu::MessageFormat* format =
      found == patterns_.end() ? nullptr : WordsAccess::MessageOf(*this, found->first, found->second);
  if (format == nullptr || arguments.size() > kMaxArguments) {
    log::Error("The words of \"{}\" lack \"{}\"", language_, key);
    return "…";
  }
  icu::UnicodeString names[kMaxArguments];
  icu::Formattable values[kMaxArguments];
  int32_t count = 0;
  for (const WordArgument& argument : arguments) {
    names[count] = icu::UnicodeString(argument.name, -1, US_INV);
    values[count] = argument.is_number ? icu::Formattable(argument.number) : icu::Formattable(FromUtf8(argument.text));
    ++count;
  }
  icu::UnicodeString out;
  UErrorCode code = U_ZERO_ERROR;
  format->format(names, values, count, out, code);
  return ToUtf8(out);
}

std::string Words::Number(int64_t number) const {
  auto& slot = WordsAccess::ForThread(*this).numbers;
  UErrorCode code = U_ZERO_ERROR;
  if (!slot) slot.reset(icu::NumberFormat::createInstance(WordsAccess::LocaleOf(*this), code));
  if (!slot) return std::to_string(number);
  icu::UnicodeString out;
  slot->format(number, out);
  return ToUtf8(out);
}

std::string Words::Date(Timestamp time, DateStyle style) const {
  icu::DateFormat* format = WordsAccess::DatesOf(*this, style);
  if (format == nullptr) return FormatRfc3339(time);
  icu::UnicodeString out;
  format->format(static_cast<UDate>(ToUnixMillis(time)), out);
  return ToUtf8(out);
}

std::string Words::DayKey(Timestamp time) const {
  auto& slot = WordsAccess::ForThread(*this).day_key;
  if (!slot) {
    UErrorCode code = U_ZERO_ERROR;
    slot = std::make_unique<icu::SimpleDateFormat>(icu::UnicodeString("yyyy-MM-dd", -1, US_INV), icu::Locale::getRoot(),
                                                   code);
    slot->adoptTimeZone(icu::TimeZone::createTimeZone(FromUtf8(zone_name_)));
  }
  icu::UnicodeString out;
  slot->format(static_cast<UDate>(ToUnixMillis(time)), out);
  return ToUtf8(out);
}

std::string Words::CountryName(std::string_view alpha2) const {
  const std::string tag = "und-" + std::string(alpha2);
  UErrorCode code = U_ZERO_ERROR;
  const icu::Locale locale = icu::Locale::forLanguageTag(tag, code);
  icu::UnicodeString name;
  if (U_SUCCESS(code)) locale.getDisplayCountry(WordsAccess::LocaleOf(*this), name);
  return name.isEmpty() ? std::string(alpha2) : ToUtf8(name);
}

std::string Words::LanguageName(std::string_view bcp47) const {
  UErrorCode code = U_ZERO_ERROR;
  const icu::Locale locale =
      icu::Locale::forLanguageTag(icu::StringPiece(bcp47.data(), static_cast<int32_t>(bcp47.size())), code);
  icu::UnicodeString name;
  if (U_SUCCESS(code)) locale.getDisplayLanguage(WordsAccess::LocaleOf(*this), name);
  return name.isEmpty() ? std::string(bcp47) : ToUtf8(name);
}

}  // namespace newsstand::web
