#include "content/extract/dates.h"

#include <array>
#include <chrono>
#include <string>
#include <vector>

#include "base/text.h"
#include "content/extract/months.h"

namespace newsstand::extract {
namespace {

constexpr int kFirstYear = 1990, kLastYear = 2100;

struct Token {
  enum class Kind { kNumber, kWord, kMark } kind;
  std::string_view text;
  int value = 0;        // of a number of at most 8 digits, else -1
  bool spaced = false;  // white space before it
};

bool IsDigit(char c) { return c >= '0' && c <= '9'; }
bool IsWordByte(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || static_cast<unsigned char>(c) >= 0x80;
}

// The length of the Chinese, Japanese or Korean sign for year, month or day at the start, 0 for none.
size_t DateSign(std::string_view text) {
  if (text.empty() || static_cast<unsigned char>(text[0]) < 0xE5) return 0;
  for (const std::string_view sign : {"年", "月", "日", "년", "월", "일"}) {
    if (text.starts_with(sign)) return sign.size();
  }
  return 0;
}

std::vector<Token> Tokenize(std::string_view text) {
  std::vector<Token> tokens;
  bool spaced = false;
  for (size_t i = 0; i < text.size() && tokens.size() < 400;) {
    if (IsAsciiSpace(text[i]) || text.substr(i).starts_with("\xC2\xA0")) {
      i += text[i] == '\xC2' ? 2 : 1;
      spaced = true;
      continue;
    }
    const size_t start = i;
    Token token{Token::Kind::kMark, {}, 0, spaced};
    if (IsDigit(text[i])) {
      while (i < text.size() && IsDigit(text[i])) ++i;
      token.kind = Token::Kind::kNumber;
      token.value = i - start > 8 ? -1 : std::stoi(std::string(text.substr(start, i - start)));
    } else if (const size_t sign = DateSign(text.substr(i)); sign > 0) {
      i += sign;
    } else if (IsWordByte(text[i])) {
      const bool thai = IsThai(text.substr(i));  // short month names are written with dots: ม.ค.
      while (i < text.size() && (IsWordByte(text[i]) || (thai && text[i] == '.' && i - start <= 8)) &&
             !text.substr(i).starts_with("\xC2\xA0") && DateSign(text.substr(i)) == 0) {
        ++i;
      }
      token.kind = Token::Kind::kWord;
    } else {
      ++i;
    }
    token.text = text.substr(start, i - start);
    tokens.push_back(token);
    spaced = false;
  }
  return tokens;
}

struct Day {
  int year = 0, month = 0, day = 0;
  size_t next = 0;  // token after it
};

bool Valid(const Day& day) {
  if (day.year < kFirstYear || day.year > kLastYear) return false;
  return std::chrono::year_month_day(std::chrono::year(day.year), std::chrono::month(static_cast<unsigned>(day.month)),
                                     std::chrono::day(static_cast<unsigned>(day.day)))
      .ok();
}

class Reader {
 public:
  Reader(std::string_view text, DayOrder order) : text_(text), tokens_(Tokenize(text)), order_(order) {}

  std::vector<LocalDate> Find(size_t most) {
    std::vector<LocalDate> found;
    for (size_t i = 0; i < tokens_.size() && found.size() < most; ++i) {
      for (const auto shape : {&Reader::YearFirst, &Reader::Compact, &Reader::YearMonthName, &Reader::DayMonthName,
                               &Reader::MonthNameDay, &Reader::Numeric}) {
        std::optional<Day> day = (this->*shape)(i);
        if (!day || !Valid(*day)) continue;
        LocalDate date = WithTime(*day);
        date.begin = static_cast<size_t>(tokens_[i].text.data() - text_.data());
        const Token& last = tokens_[day->next - 1];
        date.end = static_cast<size_t>(last.text.data() + last.text.size() - text_.data());
        found.push_back(date);
        i = day->next - 1;
        break;
      }
    }
    return found;
  }

 private:
  const Token* At(size_t i) const { return i < tokens_.size() ? &tokens_[i] : nullptr; }
  bool IsNumber(size_t i) const { return At(i) && tokens_[i].kind == Token::Kind::kNumber; }
  bool IsMark(size_t i, std::string_view marks) const {
    return At(i) && tokens_[i].kind == Token::Kind::kMark && marks.find(tokens_[i].text) != std::string_view::npos;
  }
  bool IsYear(size_t i) const { return IsNumber(i) && tokens_[i].text.size() == 4; }
  bool IsShort(size_t i) const { return IsNumber(i) && tokens_[i].text.size() <= 2; }

  // 2021-05-03, 2021/05/03, 2021.5.3, 2021年5月3日
  std::optional<Day> YearFirst(size_t i) const {
    if (!IsYear(i) || !IsMark(i + 1, "-/.年년") || !IsShort(i + 2) || !IsMark(i + 3, "-/.月월") || !IsShort(i + 4))
      return {};
    return Day{tokens_[i].value, tokens_[i + 2].value, tokens_[i + 4].value, i + (IsMark(i + 5, "日일") ? 6 : 5)};
  }

  // 2021 May 3, 2021. május 3.
  std::optional<Day> YearMonthName(size_t i) const {
    if (!IsYear(i)) return {};
    size_t at = i + 1;
    while (IsMark(at, ".-/,")) ++at;
    const int month = MonthAt(at);
    if (month == 0) return {};
    ++at;
    while (IsMark(at, ".-/")) ++at;
    if (!IsShort(at) || IsMark(at + 1, ":")) return {};
    return Day{tokens_[i].value, month, tokens_[at].value, at + 1};
  }

  // 20210503 or 20210503T101112
  std::optional<Day> Compact(size_t i) const {
    if (!IsNumber(i) || tokens_[i].text.size() != 8) return {};
    const int value = tokens_[i].value;
    return Day{value / 10'000, value / 100 % 100, value % 100, i + 1};
  }

  // 3 May 2021, 3. Mai 2021, 3rd of May, 2021, 3 de mayo de 2021, 03-May-21, 3 tháng 5 năm 2021, 3 พ.ค. 2564
  std::optional<Day> DayMonthName(size_t i) const {
    if (!IsShort(i)) return {};
    size_t at = i + 1;
    if (IsWord(at) && !tokens_[at].spaced && MonthAt(at) == 0) ++at;  // st, nd, rd, th, er, º
    if (IsMark(at, ".-/,")) ++at;
    if (IsWord(at) && IsParticle(tokens_[at].text)) ++at;
    int month = MonthAt(at);
    const bool thai = month > 0 && IsThai(tokens_[at].text);
    if (month == 0 && IsWord(at) && AsciiLower(tokens_[at].text) == "tháng" && IsShort(at + 1)) {
      ++at;
      month = tokens_[at].value <= 12 ? tokens_[at].value : 0;
    }
    if (month == 0) return {};
    ++at;
    while (IsMark(at, ".-/,")) ++at;
    if (IsWord(at) && IsParticle(tokens_[at].text)) ++at;
    if (IsYear(at)) {
      const int year = tokens_[at].value - (thai && tokens_[at].value > 2400 ? 543 : 0);
      return Day{year, month, tokens_[i].value, at + 1};
    }
    if (IsShort(at) && tokens_[at].text.size() == 2 && !IsMark(at + 1, ":")) {
      return Day{2000 + tokens_[at].value, month, tokens_[i].value, at + 1};
    }
    return {};
  }

  // May 3, 2021; May 3rd 2021
  std::optional<Day> MonthNameDay(size_t i) const {
    const int month = MonthAt(i);
    if (month == 0) return {};
    size_t at = i + 1;
    while (IsMark(at, ".-/")) ++at;
    if (!IsShort(at)) return {};
    const int day = tokens_[at].value;
    ++at;
    if (At(at) && tokens_[at].kind == Token::Kind::kWord && !tokens_[at].spaced) ++at;
    while (IsMark(at, ",.-/")) ++at;
    if (!IsYear(at)) return {};
    return Day{tokens_[at].value, month, day, at + 1};
  }

  // 03.05.2021, 3/5/2021, 03-05-2021
  std::optional<Day> Numeric(size_t i) const {
    if (!IsShort(i) || !IsMark(i + 1, "./-|") || !IsShort(i + 2) || !IsMark(i + 3, "./-|")) return {};
    if (tokens_[i + 1].text != tokens_[i + 3].text || !IsNumber(i + 4)) return {};
    int year = tokens_[i + 4].value;
    if (tokens_[i + 4].text.size() == 2)
      year += 2000;
    else if (tokens_[i + 4].text.size() != 4)
      return {};
    const int first = tokens_[i].value, second = tokens_[i + 2].value;
    const bool dots = tokens_[i + 1].text == ".";
    if (dots || order_ == DayOrder::kDayFirst || first > 12) return Day{year, second, first, i + 5};
    if (order_ == DayOrder::kMonthFirst || second > 12 || first == second) return Day{year, first, second, i + 5};
    return {};
  }

  static bool IsParticle(std::string_view word) {
    const std::string lower = AsciiLower(word);
    return lower == "de" || lower == "of" || lower == "del" || lower == "da" || lower == "do" || lower == "năm" ||
           lower == "พ.ศ.";
  }

  bool IsWord(size_t i) const { return At(i) && tokens_[i].kind == Token::Kind::kWord; }
  // 1 … 12 when a month's name stands there, else 0. In Hebrew the word for "in" is one with it.
  int MonthAt(size_t i) const {
    if (!IsWord(i)) return 0;
    const std::string_view word = tokens_[i].text;
    const int month = MonthOf(word);
    return month == 0 && word.starts_with("ב") ? MonthOf(word.substr(2)) : month;
  }

  // "T10:11:12.5+02:00", "10:11 PM", "at 10.11 Uhr", "10:11:12 GMT"
  LocalDate WithTime(const Day& day) const {
    using namespace std::chrono;
    const sys_days date = year_month_day(year(day.year), month(static_cast<unsigned>(day.month)),
                                         std::chrono::day(static_cast<unsigned>(day.day)));
    LocalDate time{date};
    size_t i = day.next;
    for (const size_t end = i + 5; i < end && At(i) && !IsNumber(i); ++i) {
    }
    if (!IsShort(i) || !IsMark(i + 1, ":.h") || !IsNumber(i + 2) || tokens_[i + 2].text.size() != 2) return time;
    int hour = tokens_[i].value;
    const int minute = tokens_[i + 2].value;
    if (hour > 23 || minute > 59) return time;
    size_t at = i + 3;
    int second = 0;
    if (IsMark(at, ":") && IsShort(at + 1)) {
      second = tokens_[at + 1].value;
      at += 2;
      if (IsMark(at, ".,") && IsNumber(at + 1)) at += 2;
    }
    if (At(at) && tokens_[at].kind == Token::Kind::kWord) {
      const std::string word = AsciiLower(tokens_[at].text);
      if ((word == "pm" || word == "p") && hour < 12) hour += 12;
      if ((word == "am" || word == "a") && hour == 12) hour = 0;
    }
    time.offset = OffsetAt(at);
    time.time += hours(hour) + minutes(minute) + seconds(second > 59 ? 0 : second) - time.offset;
    return time;
  }

  std::chrono::minutes OffsetAt(size_t i) const {
    if (!IsMark(i, "+-") || !IsNumber(i + 1)) return {};
    const bool west = tokens_[i].text == "-";
    const Token& number = tokens_[i + 1];
    int minutes = 0;
    if (number.text.size() == 4) {
      minutes = number.value / 100 * 60 + number.value % 100;
    } else if (number.text.size() == 2 && IsMark(i + 2, ":") && IsShort(i + 3)) {
      minutes = number.value * 60 + tokens_[i + 3].value;
    } else if (number.text.size() <= 2) {
      minutes = number.value * 60;
    }
    if (minutes > 14 * 60) return {};
    return std::chrono::minutes(west ? -minutes : minutes);
  }

  std::string_view text_;
  std::vector<Token> tokens_;
  DayOrder order_;
};

}  // namespace

DayOrder DayOrderFor(std::string_view language) {
  if (language.empty()) return DayOrder::kUnknown;
  const std::string lower = AsciiLower(language);
  if (lower == "en-us" || lower == "en_us") return DayOrder::kMonthFirst;
  if (lower == "en") return DayOrder::kUnknown;
  return DayOrder::kDayFirst;
}

namespace {

// Every shape of a date has a year of four digits, or two digits on both sides of a mark.
bool MayHoldDate(std::string_view text) {
  for (size_t i = 0; i + 3 < text.size(); ++i) {
    if (!IsDigit(text[i])) continue;
    if (IsDigit(text[i + 1]) && IsDigit(text[i + 2]) && IsDigit(text[i + 3])) return true;
    if (!IsDigit(text[i + 1]) && IsDigit(text[i + 2]) &&
        (text[i + 1] == '.' || text[i + 1] == '/' || text[i + 1] == '-'))
      return true;
    if (text[i + 1] == '-' || text[i + 1] == '.' || text[i + 1] == ' ') {  // 3-May-21
      const auto next = static_cast<unsigned char>(text[i + 2]);
      if ((next >= 'A' && next <= 'Z') || (next >= 'a' && next <= 'z') || next >= 0x80) return true;
    }
  }
  return false;
}

// Arabic, Persian, Devanagari, Bengali and Thai digits as ASCII ones; "" when there are none.
std::string WithAsciiDigits(std::string_view text) {
  constexpr std::string_view kZeros[] = {"٠", "۰", "०", "০", "๐"};
  bool any = false;
  std::string out;
  for (size_t i = 0; i < text.size();) {
    size_t length = 0;
    for (const std::string_view zero : kZeros) {
      if (text.size() - i < zero.size() || text.substr(i, zero.size() - 1) != zero.substr(0, zero.size() - 1)) continue;
      const int digit = static_cast<unsigned char>(text[i + zero.size() - 1]) - static_cast<unsigned char>(zero.back());
      if (digit < 0 || digit > 9) continue;
      out += static_cast<char>('0' + digit);
      length = zero.size();
      any = true;
      break;
    }
    if (length == 0) out += text[i];
    i += std::max<size_t>(length, 1);
  }
  return any ? out : std::string();
}

bool HasForeignDigitBytes(std::string_view text) {
  return text.find_first_of("\xD9\xDB\xE0") != std::string_view::npos;
}

}  // namespace

std::vector<LocalDate> FindDates(std::string_view text, DayOrder order, size_t most) {
  text = TruncateUtf8(text, 2'000);
  std::string digits;
  if (HasForeignDigitBytes(text)) digits = WithAsciiDigits(text);
  if (!digits.empty()) text = digits;
  if (!MayHoldDate(text)) return {};
  std::vector<LocalDate> found = Reader(text, order).Find(most);
  if (digits.empty()) return found;
  for (LocalDate& date : found) date.begin = date.end = 0;  // those of another text
  return found;
}

std::optional<LocalDate> FindLocalDate(std::string_view text, DayOrder order) {
  const std::vector<LocalDate> found = FindDates(text, order, 1);
  return found.empty() ? std::nullopt : std::optional(found.front());
}

std::optional<Timestamp> FindDate(std::string_view text, DayOrder order) {
  const auto found = FindLocalDate(text, order);
  return found ? std::optional(found->time) : std::nullopt;
}

namespace {

// /2021/may/03/ and /29-10-2021
std::optional<Timestamp> WrittenDateInPath(std::string_view path) {
  const auto parts = Split(path, '/');
  for (size_t i = 0; i < parts.size(); ++i) {
    const std::string_view part = parts[i];
    if (part.size() == 4 && i + 2 < parts.size() && parts[i + 2].size() <= 2 && MonthOf(parts[i + 1]) > 0) {
      const std::string date = std::string(part) + ' ' + std::string(parts[i + 1]) + ' ' + std::string(parts[i + 2]);
      if (const auto found = FindDate(date)) return found;
    }
    const bool numeric =
        part.size() >= 8 && part.size() <= 10 && part.find_first_not_of("0123456789-.") == std::string_view::npos;
    if (numeric) {
      if (const auto found = FindDate(part)) return found;
    }
  }
  return std::nullopt;
}

}  // namespace

std::optional<Timestamp> DateInUrl(std::string_view url) {
  const size_t scheme = url.find("://");
  const size_t path = url.find('/', scheme == std::string_view::npos ? 0 : scheme + 3);
  if (path == std::string_view::npos) return std::nullopt;
  url = url.substr(path, url.find_first_of("?#", path) - path);
  for (size_t i = 0; i + 8 < url.size(); ++i) {
    const bool starts = !IsDigit(url[i]) && IsDigit(url[i + 1]);
    if (!starts) continue;
    size_t digits = 0;
    while (i + 1 + digits < url.size() && IsDigit(url[i + 1 + digits])) ++digits;
    if (digits != 4 && digits != 8) continue;
    // Only as far as the date may reach: a number after it is no time of day.
    const std::string_view part = url.substr(i + 1, digits == 8 ? 8 : 10);
    if (digits == 4) {
      const char separator = part.size() > 4 ? part[4] : ' ';
      if (separator != '/' && separator != '-' && separator != '_') continue;
      std::string date(part);
      for (char& c : date) {
        if (c == '/' || c == '_') c = '-';
      }
      if (date.ends_with('-')) date.pop_back();
      if (const auto found = FindDate(date)) return found;
    } else if (const auto found = FindDate(part)) {
      return found;
    }
  }
  return WrittenDateInPath(url);
}

}  // namespace newsstand::extract
