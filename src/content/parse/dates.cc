#include "content/parse/dates.h"

#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>

#include <array>
#include <chrono>
#include <string>

#include "base/text.h"
#include "content/parse/date_words.h"

namespace newsstand::parse {
namespace {

constexpr size_t kLongestDate = 120;

bool IsDigit(char c) { return c >= '0' && c <= '9'; }
bool IsLetter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || static_cast<unsigned char>(c) >= 0x80;
}

// Lower case, and Latin and Greek letters without accents: "Ιούλ" → "ιουλ", "Févr" → "fevr".
std::string FoldWord(std::string_view word) {
  bool ascii = true;
  for (char c : word) ascii = ascii && static_cast<unsigned char>(c) < 0x80;
  if (ascii) return AsciiLower(word);
  UErrorCode error = U_ZERO_ERROR;
  const icu::Normalizer2* compose = icu::Normalizer2::getNFCInstance(error);
  const icu::Normalizer2* decompose = icu::Normalizer2::getNFDInstance(error);
  if (U_FAILURE(error)) return AsciiLower(word);
  icu::UnicodeString text =
      compose->normalize(icu::UnicodeString::fromUTF8({word.data(), static_cast<int32_t>(word.size())}), error);
  icu::UnicodeString out;
  for (int32_t i = 0; i < text.length(); i = text.moveIndex32(i, 1)) {
    UChar32 c = u_tolower(text.char32At(i));
    icu::UnicodeString parts;
    bool strip = c < 0x400 || (c >= 0x1E00 && c < 0x2000);  // Latin and Greek; the Cyrillic й is a letter of its own
    if (strip && decompose->getDecomposition(c, parts)) c = parts.char32At(0);
    if (c == 0x3C2) c = 0x3C3;  // final sigma
    if (!u_hasBinaryProperty(c, UCHAR_GRAPHEME_EXTEND) || c >= 0x400) out.append(c);
  }
  std::string utf8;
  return out.toUTF8String(utf8);
}

enum class Unit { kNone, kYear, kMonth, kDay };

struct Number {
  int64_t value = 0;
  int digits = 0;
  char before = 0;  // the separator in front
  Unit unit = Unit::kNone;
};

struct Parts {
  std::array<Number, 8> numbers;
  size_t count = 0;
  int month = 0;
  size_t month_at = 0;  // how many numbers came before its name
  bool has_time = false;
  int hour = 0, minute = 0, second = 0, millisecond = 0;
  DayHalf half = DayHalf::kNone;
  bool has_zone = false, zone_is_offset = false;
  int zone_minutes = 0;
};

class Scanner {
 public:
  explicit Scanner(std::string_view text) : text_(text) {}

  bool Scan(Parts& parts) {
    while (at_ < text_.size()) {
      char c = text_[at_];
      if (IsDigit(c)) {
        if (!ReadNumber(parts)) return false;
      } else if (IsLetter(c)) {
        ReadWord(parts);
      } else if ((c == '+' || c == '-') && parts.has_time && at_ + 1 < text_.size() && IsDigit(text_[at_ + 1])) {
        ReadOffset(parts);
      } else {
        ++at_;
      }
    }
    return true;
  }

 private:
  int64_t Digits(int& count) {
    int64_t value = 0;
    count = 0;
    while (at_ < text_.size() && IsDigit(text_[at_])) {
      if (count < 17) value = value * 10 + (text_[at_] - '0');
      ++count;
      ++at_;
    }
    return value;
  }

  bool Eat(std::string_view token) {
    if (!text_.substr(at_).starts_with(token)) return false;
    at_ += token.size();
    return true;
  }

  bool ReadNumber(Parts& parts) {
    char before = at_ > 0 ? text_[at_ - 1] : '\0';
    size_t begin = at_;
    Number number;
    number.value = Digits(number.digits);
    number.before = before;
    bool colon = at_ + 1 < text_.size() && text_[at_] == ':' && IsDigit(text_[at_ + 1]);
    if (colon && !parts.has_time && number.digits <= 2) return ReadTime(parts, static_cast<int>(number.value));
    bool after_t =
        (before == 'T' || before == 't') && begin > 1 && (IsDigit(text_[begin - 2]) || text_[begin - 2] == ' ');
    if (after_t && !parts.has_time && number.digits % 2 == 0 && number.digits <= 6) {
      return ReadCompactTime(parts, number);
    }
    for (std::string_view hour : {"h", "H", "時", "时", "點", "点", "시"}) {
      if (number.digits > 2 || parts.has_time || !text_.substr(at_).starts_with(hour)) continue;
      size_t next = at_ + hour.size();
      while (next < text_.size() && text_[next] == ' ') ++next;
      if (next < text_.size() && IsLetter(text_[next])) continue;
      at_ = next;
      return ReadSpokenTime(parts, static_cast<int>(number.value));
    }
    number.unit = EatUnit();
    if (parts.count < parts.numbers.size()) parts.numbers[parts.count++] = number;
    return true;
  }

  Unit EatUnit() {
    for (std::string_view unit : {"年", "년"}) {
      if (Eat(unit)) return Unit::kYear;
    }
    for (std::string_view unit : {"月", "월"}) {
      if (Eat(unit)) return Unit::kMonth;
    }
    for (std::string_view unit : {"日", "일"}) {
      if (Eat(unit)) return Unit::kDay;
    }
    return Unit::kNone;
  }

  // After the hour, at ":".
  bool ReadTime(Parts& parts, int hour) {
    int digits = 0;
    parts.has_time = true;
    parts.hour = hour;
    ++at_;
    parts.minute = static_cast<int>(Digits(digits));
    if (digits > 2) return false;
    if (at_ + 1 < text_.size() && text_[at_] == ':' && IsDigit(text_[at_ + 1])) {
      ++at_;
      parts.second = static_cast<int>(Digits(digits));
      if (digits > 2) return false;
      ReadFraction(parts);
    }
    return true;
  }

  void ReadFraction(Parts& parts) {
    if (at_ + 1 >= text_.size() || (text_[at_] != '.' && text_[at_] != ',' && text_[at_] != ':') ||
        !IsDigit(text_[at_ + 1])) {
      return;
    }
    ++at_;
    int scale = 100;
    while (at_ < text_.size() && IsDigit(text_[at_])) {
      parts.millisecond += (text_[at_++] - '0') * scale;
      scale /= 10;
    }
  }

  bool ReadCompactTime(Parts& parts, const Number& number) {
    parts.has_time = true;
    int64_t value = number.value;
    if (number.digits == 6) {
      parts.second = static_cast<int>(value % 100);
      value /= 100;
    }
    if (number.digits >= 4) {
      parts.minute = static_cast<int>(value % 100);
      value /= 100;
    }
    parts.hour = static_cast<int>(value);
    if (number.digits == 6) ReadFraction(parts);
    return true;
  }

  // "10h30", "14時05分30秒": after the hour's word.
  bool ReadSpokenTime(Parts& parts, int hour) {
    int digits = 0;
    parts.has_time = true;
    parts.hour = hour;
    if (at_ >= text_.size() || !IsDigit(text_[at_])) return true;
    parts.minute = static_cast<int>(Digits(digits));
    bool minutes = Eat("分") || Eat("분") || Eat("m");
    while (minutes && at_ < text_.size() && text_[at_] == ' ') ++at_;
    if (minutes && at_ < text_.size() && IsDigit(text_[at_])) {
      parts.second = static_cast<int>(Digits(digits));
      if (!Eat("秒") && !Eat("초")) Eat("s");
    }
    return true;
  }

  void ReadOffset(Parts& parts) {
    int sign = text_[at_++] == '-' ? -1 : 1;
    int digits = 0;
    int64_t value = Digits(digits);
    int64_t minutes = 0;
    if (digits <= 2) {
      minutes = value * 60;
      if (at_ + 1 < text_.size() && text_[at_] == ':' && IsDigit(text_[at_ + 1])) {
        ++at_;
        minutes += Digits(digits);
      }
    } else if (digits <= 4) {
      minutes = value / 100 * 60 + value % 100;
    } else {
      return;
    }
    if (minutes > 18 * 60 || parts.zone_is_offset) return;
    parts.has_zone = parts.zone_is_offset = true;
    parts.zone_minutes = sign * static_cast<int>(minutes);
  }

  void ReadWord(Parts& parts) {
    size_t begin = at_;
    while (at_ < text_.size() && IsLetter(text_[at_])) ++at_;
    std::string_view raw = text_.substr(begin, at_ - begin);
    std::string word = FoldWord(raw);
    // "a.m.", "π.μ."
    if ((word == "a" || word == "p" || word == "π" || word == "μ") && at_ + 1 < text_.size() && text_[at_] == '.' &&
        IsLetter(text_[at_ + 1])) {
      size_t next = at_ + 1;
      while (next < text_.size() && IsLetter(text_[next])) ++next;
      std::string second = FoldWord(text_.substr(at_ + 1, next - at_ - 1));
      if (second == "m" || second == "μ") {
        word += second;
        at_ = next;
      }
    }
    if (DayHalf half = DayHalfOf(word); half != DayHalf::kNone) {
      parts.half = half;
      return;
    }
    if (parts.has_time && !parts.has_zone) {
      if (auto minutes = ZoneMinutesOf(word); minutes && word != "mar") {
        parts.has_zone = true;
        parts.zone_minutes = *minutes;
        return;
      }
    }
    // Weekdays look like months in some languages ("mar., 5 ene. 2026"): of two the last is the month.
    if (int month = MonthOf(word)) {
      parts.month = month;
      parts.month_at = parts.count;
    }
  }

  std::string_view text_;
  size_t at_ = 0;
};

int FullYear(const Number& number) {
  if (number.digits > 2) return static_cast<int>(std::min<int64_t>(number.value, 99'999));
  return static_cast<int>(number.value < 50 ? 2000 + number.value : 1900 + number.value);
}

struct Day {
  int year = 0, month = 0, day = 0;
};

std::optional<Day> FromOrdinal(int year, int64_t ordinal) {
  if (ordinal < 1 || ordinal > 366) return std::nullopt;
  using namespace std::chrono;
  year_month_day date{sys_days{std::chrono::year{year} / 1 / 1} + days{ordinal - 1}};
  return Day{static_cast<int>(date.year()), static_cast<int>(static_cast<unsigned>(date.month())),
             static_cast<int>(static_cast<unsigned>(date.day()))};
}

std::optional<Day> NamedMonthDay(const Parts& parts) {
  if (parts.count == 0) return std::nullopt;
  const Number& first = parts.numbers[0];
  if (parts.count == 1) {
    if (first.digits < 3) return std::nullopt;
    return Day{FullYear(first), parts.month, 1};
  }
  const Number& second = parts.numbers[1];
  bool year_first = first.digits > 2 || (first.value > 31 && second.digits <= 2);
  const Number& year = year_first ? first : second;
  const Number& day = year_first ? second : first;
  return Day{FullYear(year), parts.month, static_cast<int>(std::min<int64_t>(day.value, 99))};
}

// "20260222", "2026053" (day of the year), "260222", "20260222140500" (then the time is filled in).
std::optional<Day> CompactDay(Parts& parts) {
  int64_t value = parts.numbers[0].value;
  auto take = [&](int64_t base) {
    int64_t low = value % base;
    value /= base;
    return static_cast<int>(low);
  };
  switch (parts.numbers[0].digits) {
    case 14: parts.second = take(100); [[fallthrough]];
    case 12: {
      parts.minute = take(100);
      parts.hour = take(100);
      parts.has_time = true;
      [[fallthrough]];
    }
    case 8: {
      int day = take(100);
      int month = take(100);
      return Day{static_cast<int>(value), month, day};
    }
    case 7: {
      int ordinal = take(1000);
      return FromOrdinal(static_cast<int>(value), ordinal);
    }
    case 6: {
      int day = take(100);
      int month = take(100);
      return Day{FullYear({value, 2, 0, Unit::kNone}), month, day};
    }
    case 4: return Day{static_cast<int>(value), 1, 1};
    default: return std::nullopt;
  }
}

std::optional<Day> NumericDay(Parts& parts) {
  const auto& n = parts.numbers;
  auto small = [](const Number& number) { return static_cast<int>(std::min<int64_t>(number.value, 999)); };
  if (parts.count == 0) return std::nullopt;
  if (n[0].unit != Unit::kNone || (parts.count > 1 && n[1].unit != Unit::kNone)) {
    Day day{0, 0, 1};
    for (size_t i = 0; i < parts.count; ++i) {
      if (n[i].unit == Unit::kYear) day.year = FullYear(n[i]);
      if (n[i].unit == Unit::kMonth) day.month = small(n[i]);
      if (n[i].unit == Unit::kDay) day.day = small(n[i]);
    }
    return day;
  }
  if (parts.count == 1) return CompactDay(parts);
  if (parts.count == 2) {
    if (n[0].digits == 4 && n[1].digits == 3) return FromOrdinal(FullYear(n[0]), n[1].value);
    if (n[0].digits == 4) return Day{FullYear(n[0]), small(n[1]), 1};
    return std::nullopt;
  }
  if (n[0].digits == 4) return Day{FullYear(n[0]), small(n[1]), small(n[2])};
  char separator = n[1].before;
  if (separator == '-' && n[2].digits <= 2) return Day{FullYear(n[0]), small(n[1]), small(n[2])};
  bool month_first = separator == '/' && n[0].value <= 12;
  if (n[1].value > 12) month_first = true;
  return month_first ? Day{FullYear(n[2]), small(n[0]), small(n[1])} : Day{FullYear(n[2]), small(n[1]), small(n[0])};
}

std::optional<Timestamp> FromParts(Parts& parts) {
  bool numeric = parts.month == 0 || (parts.count >= 3 && parts.month_at == 0 && parts.numbers[1].before != ' ' &&
                                      parts.numbers[2].before == parts.numbers[1].before);
  std::optional<Day> day = numeric ? NumericDay(parts) : NamedMonthDay(parts);
  if (!day || day->year < 1900 || day->year > 2199) return std::nullopt;
  using namespace std::chrono;
  year_month_day date{year{day->year}, month{static_cast<unsigned>(day->month)},
                      std::chrono::day{static_cast<unsigned>(day->day)}};
  if (!date.ok()) return std::nullopt;
  if (parts.half == DayHalf::kAfternoon && parts.hour < 12) parts.hour += 12;
  if (parts.half == DayHalf::kMorning && parts.hour == 12) parts.hour = 0;
  bool midnight = parts.hour == 24 && parts.minute == 0 && parts.second == 0;
  if ((parts.hour > 23 && !midnight) || parts.minute > 59 || parts.second > 60) return std::nullopt;
  // Numbers of any length were read into these.
  constexpr int kMostMinutesOff = 24 * 60;
  if (parts.hour < 0 || parts.minute < 0 || parts.second < 0 || parts.millisecond < 0 || parts.millisecond > 999 ||
      parts.zone_minutes < -kMostMinutesOff || parts.zone_minutes > kMostMinutesOff) {
    return std::nullopt;
  }
  return Timestamp{sys_days{date}} + hours{parts.hour} + minutes{parts.minute - parts.zone_minutes} +
         seconds{parts.second} + milliseconds{parts.millisecond};
}

// Seconds or milliseconds since 1970, of this century.
std::optional<Timestamp> FromUnix(std::string_view text) {
  if (text.size() != 10 && text.size() != 13) return std::nullopt;
  int64_t value = 0;
  for (char c : text) {
    if (!IsDigit(c)) return std::nullopt;
    value = value * 10 + (c - '0');
  }
  const Timestamp time = text.size() == 10 ? FromUnixSeconds(value) : FromUnixMillis(value);
  constexpr int64_t kYear2200 = 7'258'118'400;
  if (time >= FromUnixSeconds(kYear2200)) return std::nullopt;
  return time;
}

}  // namespace

std::optional<Timestamp> ReadDate(std::string_view text) {
  text = Trim(text);
  if (text.empty() || text.size() > kLongestDate) return std::nullopt;
  if (auto unix_time = FromUnix(text)) return unix_time;
  Parts parts;
  if (!Scanner(text).Scan(parts)) return std::nullopt;
  return FromParts(parts);
}

}  // namespace newsstand::parse
