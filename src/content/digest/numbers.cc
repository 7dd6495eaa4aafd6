#include "content/digest/numbers.h"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <unordered_map>
#include <unordered_set>

#include "base/text.h"

namespace newsstand::digest {
namespace {

const std::unordered_map<std::string_view, double>& Scales() {
  static const std::unordered_map<std::string_view, double> kScales = {
      {"hundred", 1e2},  {"thousand", 1e3},   {"million", 1e6},  {"millions", 1e6}, {"billion", 1e9},
      {"billions", 1e9}, {"trillion", 1e12},  {"mn", 1e6},       {"m", 1e6},        {"bn", 1e9},
      {"k", 1e3},        {"mil", 1e3},        {"millón", 1e6},   {"millones", 1e6}, {"millionen", 1e6},
      {"mio", 1e6},      {"milliarden", 1e9}, {"mrd", 1e9},      {"milliard", 1e9}, {"milliards", 1e9},
      {"milhão", 1e6},   {"milhões", 1e6},    {"mille", 1e3},    {"tausend", 1e3},  {"milioni", 1e6},
      {"miliardi", 1e9}, {"miljoen", 1e6},    {"miljard", 1e9},  {"тысяч", 1e3},    {"тыс", 1e3},
      {"млн", 1e6},      {"миллионов", 1e6},  {"миллиона", 1e6}, {"млрд", 1e9},     {"万", 1e4},
      {"億", 1e8},       {"亿", 1e8},         {"千", 1e3},       {"ألف", 1e3},      {"مليون", 1e6},
      {"مليار", 1e9},    {"लाख", 1e5},        {"करोड़", 1e7}};
  return kScales;
}

// Words a number may stand before without counting them, and months, after which it is a date.
bool CountsNothing(std::string_view word) {
  static const std::unordered_set<std::string_view> kWords = {
      "of",         "in",       "to",        "the",       "on",      "at",        "for",       "by",       "from",
      "with",       "was",      "were",      "is",        "are",     "has",       "had",       "said",     "as",
      "or",         "and",      "but",       "than",      "that",    "a",         "an",        "when",     "after",
      "before",     "who",      "which",     "it",        "he",      "she",       "they",      "a.m",      "p.m",
      "am",         "pm",       "st",        "nd",        "rd",      "th",        "und",       "der",      "die",
      "das",        "in",       "im",        "am",        "von",     "uhr",       "auf",       "zu",       "bis",
      "mit",        "et",       "de",        "du",        "des",     "la",        "le",        "les",      "à",
      "en",         "dans",     "h",         "y",         "del",     "el",        "los",       "las",      "e",
      "do",         "da",       "em",        "no",        "na",      "на",        "в",         "и",        "из",
      "с",          "по",       "to",        "do",        "van",     "het",       "een",       "op",       "年",
      "月",         "日",       "年",        "時",        "时",      "分",        "january",   "february", "march",
      "april",      "may",      "june",      "july",      "august",  "september", "october",   "november", "december",
      "januar",     "februar",  "märz",      "mai",       "juni",    "juli",      "oktober",   "dezember", "janvier",
      "février",    "mars",     "avril",     "juin",      "juillet", "août",      "septembre", "octobre",  "novembre",
      "décembre",   "enero",    "febrero",   "marzo",     "abril",   "mayo",      "junio",     "julio",    "agosto",
      "septiembre", "octubre",  "noviembre", "diciembre", "janeiro", "fevereiro", "março",     "maio",     "junho",
      "julho",      "setembro", "outubro",   "dezembro"};
  return kWords.contains(word);
}

// Words that are the beginning of what is counted.
bool BeginsUnit(std::string_view word) {
  constexpr std::array<std::string_view, 12> kWords = {"cubic", "square", "metric", "nautical", "per",        "more",
                                                       "other", "mètres", "metros", "light",    "percentage", "basis"};
  return std::find(kWords.begin(), kWords.end(), word) != kWords.end();
}

bool IsEnglishUnit(std::string_view about) {
  static const std::unordered_set<std::string_view> kOthers = {
      "people", "men",  "women", "children", "percent", "cent",  "dead",  "injured", "wounded", "missing", "killed", "hurt", "homeless", "feet",
      "police", "staff", "cattle", "sheep",   "fish",    "aircraft", "km", "kg",      "kph",     "mph",     "mm",     "cm",   "gw",       "mw",
      "kw",     "hp",   "yen",   "yuan",     "won",     "baht",  "rand",  "degrees", "kilometre", "kilometer", "metre", "meter", "mile", "year", "day", "hour", "minute"};
  static const std::unordered_set<std::string_view> kVerbs = {"stands", "says", "does", "goes", "comes", "makes", "takes", "gives", "shows", "means", "remains", "was", "is", "has", "his", "its", "this", "across", "as", "us", "less", "plus", "versus"};
  const std::string_view word = about.substr(about.rfind(' ') == std::string_view::npos ? 0 : about.rfind(' ') + 1);
  if (about.empty() || kOthers.contains(word)) return true;
  return word.size() > 2 && word.ends_with('s') && !kVerbs.contains(word);
}

bool OnlySpace(std::string_view gap) {
  return std::all_of(gap.begin(), gap.end(), [](char c) { return c == ' ' || c == '-'; }) || gap == "\u00a0" ||
         gap == "\u202f";
}

// A currency sign before it, or a percent sign behind it; "" when there is none.
std::string_view SignOf(std::string_view sentence, const Word& word) {
  const std::string_view before = sentence.substr(0, word.begin), behind = sentence.substr(word.end);
  for (const std::string_view sign : {"$", "€", "£", "¥", "₹"}) {
    if (before.ends_with(sign) || behind.starts_with(sign) || Trim(behind).starts_with(sign)) return sign;
  }
  const std::string_view close = behind.starts_with("\u00a0") || behind.starts_with("\u202f")
                                     ? behind.substr(behind.find('%') == std::string_view::npos ? 0 : behind.find('%'))
                                     : behind;
  if (close.starts_with("%") || close.starts_with(" %") || close.starts_with("٪")) return "%";
  return "";
}

bool LooksLikeYear(const Word& word, double value) {
  return word.text.size() == 4 && value >= 1800 && value <= 2100 && value == static_cast<int>(value);
}

}  // namespace

bool IsCounted(std::string_view about, std::string_view language) {
  return !language.starts_with("en") || IsEnglishUnit(about);
}

double ParseNumber(std::string_view text) {
  std::string digits;
  size_t separators = 0, after_last = 0;
  char last = 0;
  bool mixed = false, groups_of_three = true;
  for (const char c : text) {
    if (c >= '0' && c <= '9') {
      digits += c;
      ++after_last;
    } else if (c == ',' || c == '.') {
      if (separators > 0 && after_last != 3) groups_of_three = false;
      if (separators > 0 && c != last) mixed = true;
      ++separators;
      last = c;
      after_last = 0;
    } else {
      return -1;
    }
  }
  if (digits.empty() || digits.size() > 15 || after_last == 0) return -1;
  const bool grouped = separators > 0 && after_last == 3 && groups_of_three && !mixed &&
                       text.find_first_of(",.") <= 3 && text.front() != '0';
  const bool decimals = separators > 0 && !grouped;
  if (separators > 1 && decimals && !mixed) return -1;  // 1.2.3
  double value = std::strtod(digits.c_str(), nullptr);
  for (size_t i = 0; decimals && i < after_last; ++i) value /= 10;
  return value;
}

std::vector<Number> NumbersOf(std::string_view sentence, const std::vector<Word>& words) {
  std::vector<Number> numbers;
  for (size_t i = 0; i < words.size(); ++i) {
    if (!words[i].number) continue;
    double value = ParseNumber(words[i].text);
    if (value < 0 ||
        (words[i].begin > 0 && (sentence[words[i].begin - 1] == ':' || sentence[words[i].begin - 1] == '/' ||
                                sentence[words[i].begin - 1] == '-')))
      continue;
    if (words[i].end < sentence.size() && (sentence[words[i].end] == ':' || sentence[words[i].end] == '/')) continue;
    const std::string_view sign = SignOf(sentence, words[i]);
    size_t next = i + 1;
    bool scaled = false;
    if (next < words.size() && OnlySpace(sentence.substr(words[i].end, words[next].begin - words[i].end))) {
      if (const auto scale = Scales().find(words[next].lower); scale != Scales().end()) {
        value *= scale->second;
        scaled = true;
        ++next;
      }
    }
    Number number{value, std::string(sign), ""};
    size_t end = next > 0 ? words[next - 1].end : words[i].end;
    size_t begin = words[i].begin;
    if (sign.empty()) {
      if (!scaled && LooksLikeYear(words[i], value)) continue;
      if (next >= words.size() || words[next].number || CountsNothing(words[next].lower)) continue;
      if (!OnlySpace(sentence.substr(end, words[next].begin - end))) continue;
      number.about = words[next].lower;
      end = words[next].end;
      if (BeginsUnit(words[next].lower) && next + 1 < words.size()) {
        number.about += " " + words[next + 1].lower;
        end = words[next + 1].end;
      }
    } else if (sign == "%") {
      end = sentence.find(sign, words[i].end) == std::string_view::npos ? end : sentence.find(sign, words[i].end) + 1;
    } else {
      begin = sentence.substr(0, begin).ends_with(sign) ? begin - sign.size() : begin;
    }
    number.text = CollapseSpace(sentence.substr(begin, end - begin));
    numbers.push_back(std::move(number));
  }
  return numbers;
}

}  // namespace newsstand::digest
