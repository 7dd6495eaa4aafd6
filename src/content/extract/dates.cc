#include "content/extract/dates.h"

#include <array>
#include <chrono>
#include <string>
#include <vector>

#include "base/text.h"

namespace newsstand::extract {
namespace {

constexpr int kFirstYear = 1990, kLastYear = 2100;

struct MonthName {
  std::string_view name;  // lower case (ASCII letters only), as a prefix of a word
  int month;
};
// Beginnings long enough to be of one month, in the languages of the catalogue; longer ones first where one holds
// another.
constexpr MonthName kMonths[] = {
    {"january", 1},   {"january", 1},   {"januar", 1},     {"janvier", 1},       {"janv", 1},       {"jänner", 1},
    {"enero", 1},     {"ene", 1},       {"gennaio", 1},    {"janeiro", 1},       {"januari", 1},    {"stycznia", 1},
    {"ocak", 1},      {"январ", 1},     {"ledna", 1},      {"tammikuu", 1},      {"ianuarie", 1},   {"januára", 1},
    {"січня", 1},     {"jan", 1},       {"february", 2},   {"februar", 2},       {"février", 2},    {"fevrier", 2},
    {"févr", 2},      {"fevr", 2},      {"feber", 2},      {"febrero", 2},       {"febbraio", 2},   {"fevereiro", 2},
    {"lutego", 2},    {"şubat", 2},     {"феврал", 2},     {"února", 2},         {"helmikuu", 2},   {"februarie", 2},
    {"лютого", 2},    {"feb", 2},       {"fév", 2},        {"fev", 2},           {"march", 3},      {"märz", 3},
    {"maerz", 3},     {"mars", 3},      {"marzo", 3},      {"março", 3},         {"maart", 3},      {"marca", 3},
    {"mart", 3},      {"март", 3},      {"března", 3},     {"maaliskuu", 3},     {"березня", 3},    {"mrz", 3},
    {"mar", 3},       {"april", 4},     {"avril", 4},      {"aprile", 4},        {"abril", 4},      {"kwietnia", 4},
    {"nisan", 4},     {"апрел", 4},     {"dubna", 4},      {"huhtikuu", 4},      {"aprilie", 4},    {"квітня", 4},
    {"apr", 4},       {"avr", 4},       {"abr", 4},        {"mayo", 5},          {"maggio", 5},     {"maio", 5},
    {"maja", 5},      {"mayıs", 5},     {"května", 5},     {"toukokuu", 5},      {"травня", 5},     {"may", 5},
    {"mai", 5},       {"mei", 5},       {"maj", 5},        {"мая", 5},           {"mag", 5},        {"june", 6},
    {"juni", 6},      {"juin", 6},      {"junio", 6},      {"giugno", 6},        {"junho", 6},      {"czerwca", 6},
    {"haziran", 6},   {"июн", 6},       {"června", 6},     {"kesäkuu", 6},       {"iunie", 6},      {"червня", 6},
    {"jun", 6},       {"giu", 6},       {"july", 7},       {"juli", 7},          {"juillet", 7},    {"juil", 7},
    {"julio", 7},     {"luglio", 7},    {"julho", 7},      {"lipca", 7},         {"temmuz", 7},     {"июл", 7},
    {"července", 7},  {"heinäkuu", 7},  {"iulie", 7},      {"липня", 7},         {"jul", 7},        {"lug", 7},
    {"august", 8},    {"août", 8},      {"aout", 8},       {"agosto", 8},        {"augustus", 8},   {"sierpnia", 8},
    {"ağustos", 8},   {"август", 8},    {"srpna", 8},      {"elokuu", 8},        {"серпня", 8},     {"aug", 8},
    {"ago", 8},       {"september", 9}, {"septembre", 9},  {"septiembre", 9},    {"settembre", 9},  {"setembro", 9},
    {"września", 9},  {"eylül", 9},     {"сентябр", 9},    {"září", 9},          {"syyskuu", 9},    {"вересня", 9},
    {"sept", 9},      {"sep", 9},       {"set", 9},        {"october", 10},      {"oktober", 10},   {"octobre", 10},
    {"octubre", 10},  {"ottobre", 10},  {"outubro", 10},   {"października", 10}, {"ekim", 10},      {"октябр", 10},
    {"října", 10},    {"lokakuu", 10},  {"жовтня", 10},    {"oct", 10},          {"okt", 10},       {"ott", 10},
    {"out", 10},      {"november", 11}, {"novembre", 11},  {"noviembre", 11},    {"novembro", 11},  {"listopada", 11},
    {"kasım", 11},    {"ноябр", 11},    {"listopadu", 11}, {"marraskuu", 11},    {"листопада", 11}, {"nov", 11},
    {"december", 12}, {"dezember", 12}, {"décembre", 12},  {"decembre", 12},     {"diciembre", 12}, {"dicembre", 12},
    {"dezembro", 12}, {"grudnia", 12},  {"aralık", 12},    {"декабр", 12},       {"prosince", 12},  {"joulukuu", 12},
    {"грудня", 12},   {"dec", 12},      {"dez", 12},       {"déc", 12},          {"dic", 12},
};

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
      while (i < text.size() && IsWordByte(text[i]) && !text.substr(i).starts_with("\xC2\xA0") &&
             DateSign(text.substr(i)) == 0) {
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

// The names by their first byte, in the order of kMonths.
std::array<std::vector<MonthName>, 256> MonthsByFirstByte() {
  std::array<std::vector<MonthName>, 256> months;
  for (const MonthName& month : kMonths) months[static_cast<unsigned char>(month.name[0])].push_back(month);
  return months;
}

int MonthOf(std::string_view word) {
  static const std::array<std::vector<MonthName>, 256> kByFirstByte = MonthsByFirstByte();
  const std::string lower = AsciiLower(word);
  for (const MonthName& month : kByFirstByte[static_cast<unsigned char>(lower[0])]) {
    if (!std::string_view(lower).starts_with(month.name)) continue;
    // A short name has to be the whole word: "mar" is not in "market".
    if (lower.size() == month.name.size() || month.name.size() >= 6 ||
        static_cast<unsigned char>(month.name[0]) >= 0x80) {
      return month.month;
    }
  }
  return 0;
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
  Reader(std::string_view text, DayOrder order) : tokens_(Tokenize(text)), order_(order) {}

  std::optional<Timestamp> Find() {
    for (size_t i = 0; i < tokens_.size(); ++i) {
      for (const auto shape :
           {&Reader::YearFirst, &Reader::Compact, &Reader::DayMonthName, &Reader::MonthNameDay, &Reader::Numeric}) {
        std::optional<Day> day = (this->*shape)(i);
        if (day && Valid(*day)) return WithTime(*day);
      }
    }
    return std::nullopt;
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

  // 20210503 or 20210503T101112
  std::optional<Day> Compact(size_t i) const {
    if (!IsNumber(i) || tokens_[i].text.size() != 8) return {};
    const int value = tokens_[i].value;
    return Day{value / 10'000, value / 100 % 100, value % 100, i + 1};
  }

  // 3 May 2021, 3. Mai 2021, 3rd of May, 2021, 3 de mayo de 2021, 03-May-21
  std::optional<Day> DayMonthName(size_t i) const {
    if (!IsShort(i)) return {};
    size_t at = i + 1;
    if (At(at) && tokens_[at].kind == Token::Kind::kWord && !tokens_[at].spaced) ++at;  // st, nd, rd, th, er, º
    if (IsMark(at, ".-/,")) ++at;
    if (At(at) && tokens_[at].kind == Token::Kind::kWord && IsParticle(tokens_[at].text)) ++at;
    if (!At(at) || tokens_[at].kind != Token::Kind::kWord) return {};
    const int month = MonthOf(tokens_[at].text);
    if (month == 0) return {};
    ++at;
    while (IsMark(at, ".-/,")) ++at;
    if (At(at) && tokens_[at].kind == Token::Kind::kWord && IsParticle(tokens_[at].text)) ++at;
    if (IsYear(at)) return Day{tokens_[at].value, month, tokens_[i].value, at + 1};
    if (IsShort(at) && tokens_[at].text.size() == 2 && !IsMark(at + 1, ":")) {
      return Day{2000 + tokens_[at].value, month, tokens_[i].value, at + 1};
    }
    return {};
  }

  // May 3, 2021; May 3rd 2021
  std::optional<Day> MonthNameDay(size_t i) const {
    if (!At(i) || tokens_[i].kind != Token::Kind::kWord) return {};
    const int month = MonthOf(tokens_[i].text);
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
    if (!IsShort(i) || !IsMark(i + 1, "./-") || !IsShort(i + 2) || !IsMark(i + 3, "./-")) return {};
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
    return lower == "de" || lower == "of" || lower == "del" || lower == "da" || lower == "do";
  }

  // "T10:11:12.5+02:00", "10:11 PM", "at 10.11 Uhr", "10:11:12 GMT"
  Timestamp WithTime(const Day& day) const {
    using namespace std::chrono;
    const sys_days date = year_month_day(year(day.year), month(static_cast<unsigned>(day.month)),
                                         std::chrono::day(static_cast<unsigned>(day.day)));
    Timestamp time = date;
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
    time += hours(hour) + minutes(minute) + seconds(second > 59 ? 0 : second);
    return time - OffsetAt(at);
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

}  // namespace

std::optional<Timestamp> FindDate(std::string_view text, DayOrder order) {
  if (!MayHoldDate(text)) return std::nullopt;
  return Reader(TruncateUtf8(text, 2'000), order).Find();
}

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
  return std::nullopt;
}

}  // namespace newsstand::extract
