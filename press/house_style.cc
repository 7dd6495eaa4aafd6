#include "press/house_style.h"

#include <array>
#include <set>
#include <unordered_map>

#include "base/text.h"

namespace newsstand::press {
namespace {

// ASCII letters and the lead bytes of accented ones; the bytes of typographic marks are no letters.
bool IsLetter(char c) {
  auto byte = static_cast<unsigned char>(c);
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (byte >= 0xC3 && byte <= 0xDF);
}
bool IsLower(char c) { return c >= 'a' && c <= 'z'; }
bool IsUpper(char c) { return c >= 'A' && c <= 'Z'; }
bool IsDigit(char c) { return c >= '0' && c <= '9'; }

// ------------------------------------------------------------------------------------------------- spelling
using Pairs = std::unordered_map<std::string, std::string>;

// British → American. Words that differ in one direction only ("storey" is always "story", but not the other way round)
// are in `one_way`.
struct Spellings {
  Pairs to_us, to_gb;
  void Both(const std::string& gb, const std::string& us) {
    to_us[gb] = us;
    to_gb[us] = gb;
  }
};

void AddStems(Spellings& all) {
  for (const char* stem : {"col",    "harb", "lab",  "neighb", "hon",  "fav",  "behavi", "rum", "vap", "hum", "arm",
                           "endeav", "flav", "parl", "sav",    "clam", "sple", "val",    "vig", "od",  "tum"}) {
    for (const char* end :
         {"", "s", "ed", "ing", "er", "ers", "ite", "ites", "able", "ably", "hood", "hoods", "ful", "less", "ly"}) {
      all.Both(std::string(stem) + "our" + end, std::string(stem) + "or" + end);
    }
  }
  for (const char* stem :
       {"organ",    "real",    "recogn", "apolog",   "author",  "character", "civil",  "critic",  "emphas", "final",
        "harmon",   "jeopard", "legal",  "minim",    "maxim",   "mobil",     "modern", "neutral", "patron", "priorit",
        "public",   "scrutin", "stabil", "standard", "subsid",  "summar",    "symbol", "sympath", "util",   "vandal",
        "hospital", "central", "memor",  "local",    "categor", "computer",  "optim",  "normal"}) {
    for (auto [gb, us] : {std::pair{"ise", "ize"},
                          {"ised", "ized"},
                          {"ises", "izes"},
                          {"ising", "izing"},
                          {"isation", "ization"},
                          {"isations", "izations"},
                          {"iser", "izer"},
                          {"isers", "izers"}}) {
      all.Both(std::string(stem) + gb, std::string(stem) + us);
    }
  }
  for (const char* stem :
       {"cent", "met", "lit", "theat", "fib", "kilomet", "centimet", "millimet", "somb", "calib", "lust", "sab"}) {
    for (const char* end : {"", "s"}) all.Both(std::string(stem) + "re" + end, std::string(stem) + "er" + end);
  }
  for (const char* stem : {"travel", "cancel", "label", "model", "signal", "fuel", "level", "counsel", "marvel",
                           "quarrel", "tunnel", "channel", "total", "funnel", "dial", "shovel", "swivel", "unravel"}) {
    for (const char* end : {"ed", "ing", "er", "ers", "ous"})
      all.Both(std::string(stem) + "l" + end, std::string(stem) + end);
  }
}

const Spellings& AllSpellings() {
  static const Spellings all = [] {
    Spellings out;
    AddStems(out);
    out.to_gb.erase("meter");  // a gas meter is a meter
    out.to_gb.erase("meters");
    out.to_gb.erase("savor");
    out.to_gb.erase("vapors");
    for (auto [gb, us] : {std::pair{"defence", "defense"},
                          {"offence", "offense"},
                          {"grey", "gray"},
                          {"greyer", "grayer"},
                          {"plough", "plow"},
                          {"ploughs", "plows"},
                          {"ploughed", "plowed"},
                          {"aluminium", "aluminum"},
                          {"mould", "mold"},
                          {"catalogue", "catalog"},
                          {"ageing", "aging"},
                          {"sceptical", "skeptical"},
                          {"sceptic", "skeptic"},
                          {"sceptics", "skeptics"},
                          {"pyjamas", "pajamas"},
                          {"manoeuvre", "maneuver"},
                          {"manoeuvres", "maneuvers"},
                          {"centred", "centered"},
                          {"jewellery", "jewelry"},
                          {"enrol", "enroll"},
                          {"fulfil", "fulfill"},
                          {"skilful", "skillful"},
                          {"moustache", "mustache"},
                          {"analyse", "analyze"},
                          {"analysed", "analyzed"},
                          {"analysing", "analyzing"},
                          {"paralysed", "paralyzed"},
                          {"towards", "toward"},
                          {"afterwards", "afterward"},
                          {"learnt", "learned"},
                          {"archaeologist", "archeologist"},
                          {"archaeologists", "archeologists"},
                          {"anaesthetic", "anesthetic"},
                          {"haemorrhage", "hemorrhage"}}) {
      out.Both(gb, us);
    }
    for (auto [gb, us] : {std::pair{"programme", "program"},
                          {"programmes", "programs"},
                          {"tyre", "tire"},
                          {"tyres", "tires"},
                          {"kerb", "curb"},
                          {"kerbs", "curbs"},
                          {"storey", "story"},
                          {"storeys", "stories"},
                          {"licence", "license"},
                          {"licences", "licenses"},
                          {"cheque", "check"},
                          {"cheques", "checks"},
                          {"aeroplane", "airplane"},
                          {"whilst", "while"},
                          {"amongst", "among"},
                          {"lorry", "truck"},
                          {"lorries", "trucks"},
                          {"metre", "meter"},
                          {"metres", "meters"}}) {
      out.to_us[gb] = us;
    }
    return out;
  }();
  return all;
}

// ------------------------------------------------------------------------------------------------- numbers
// Where the number that ends just before `end` begins: "1,200", "4.2". npos when there is none.
size_t NumberBefore(std::string_view text, size_t end) {
  size_t begin = end;
  while (begin > 0 && (IsDigit(text[begin - 1]) || text[begin - 1] == '.' || text[begin - 1] == ',')) --begin;
  return begin < end && IsDigit(text[begin]) ? begin : std::string_view::npos;
}

bool StartsWord(std::string_view text, size_t at, std::string_view word) {
  return text.substr(at).starts_with(word) && (at + word.size() == text.size() || !IsLetter(text[at + word.size()]));
}

std::string Repercent(std::string_view text, std::string_view form) {
  std::string out;
  std::string words = form == "per cent" ? " per cent" : form == "percent" ? " percent" : "%";
  for (size_t i = 0; i < text.size();) {
    size_t length = StartsWord(text, i, " per cent") ? 9 : StartsWord(text, i, " percent") ? 8 : text[i] == '%' ? 1 : 0;
    if (length == 0) {
      out += text[i++];
      continue;
    }
    bool digits = i > 0 && IsDigit(text[i - 1]);
    if (!digits) {  // "ten percent": the sign needs a figure
      out += text[i] == '%'       ? "%"
             : form == "per cent" ? " per cent"
             : form == "percent"  ? " percent"
                                  : text.substr(i, length);
    } else {
      out += words;
    }
    i += length;
  }
  return out;
}

std::string Remillion(std::string_view text) {
  std::string out;
  for (size_t i = 0; i < text.size();) {
    size_t length = StartsWord(text, i, " million") ? 8 : StartsWord(text, i, " billion") ? 8 : 0;
    if (length) {
      size_t number = NumberBefore(text, i);
      bool money =
          number != std::string_view::npos && number > 0 &&
          (text[number - 1] == '$' || text.substr(0, number).ends_with("€") || text.substr(0, number).ends_with("£"));
      if (money) {
        out += text[i + 1] == 'm' ? "m" : "bn";
        i += length;
        continue;
      }
    }
    out += text[i++];
  }
  return out;
}

std::string Rehonour(std::string_view text, std::string_view form) {
  static constexpr std::array<std::string_view, 4> kTitles = {"Mr", "Mrs", "Ms", "Dr"};
  std::string out;
  for (size_t i = 0; i < text.size();) {
    bool changed = false;
    if (i == 0 || !IsLetter(text[i - 1])) {
      for (std::string_view title : kTitles) {
        size_t end = i + title.size();
        bool dotted = text.substr(i).starts_with(title) && end < text.size() && text[end] == '.';
        bool bare = text.substr(i).starts_with(title) && end < text.size() && text[end] == ' ';
        if (!dotted && !bare) continue;
        out += title;
        if (form == "Mr.") out += '.';
        i = end + (dotted ? 1 : 0);
        changed = true;
        break;
      }
    }
    if (!changed) out += text[i++];
  }
  return out;
}

// ------------------------------------------------------------------------------------------------- clock
struct ClockTime {
  int hour = 0, minute = 0;
  bool pm = false, dotted = false;  // "p.m." rather than "pm"
  size_t end = 0;
};

bool ReadClock(std::string_view text, size_t at, ClockTime& time) {
  size_t i = at;
  while (i < text.size() && IsDigit(text[i])) ++i;
  if (i == at || i - at > 2) return false;
  time.hour = std::stoi(std::string(text.substr(at, i - at)));
  time.minute = 0;
  if (i + 2 < text.size() && (text[i] == ':' || text[i] == '.') && IsDigit(text[i + 1]) && IsDigit(text[i + 2])) {
    time.minute = std::stoi(std::string(text.substr(i + 1, 2)));
    i += 3;
  }
  if (i < text.size() && text[i] == ' ') ++i;
  for (auto [mark, pm, dotted] :
       {std::tuple{"a.m.", false, true}, {"p.m.", true, true}, {"am", false, false}, {"pm", true, false}}) {
    if (!text.substr(i).starts_with(mark)) continue;
    size_t end = i + std::string_view(mark).size();
    if (!dotted && end < text.size() && IsLetter(text[end])) return false;
    time.pm = pm;
    time.dotted = dotted;
    time.end = end;
    return time.hour >= 1 && time.hour <= 12 && time.minute < 60;
  }
  return false;
}

// "…at 10 a.m. The mayor": whether the capital after the mark begins a sentence rather than a name ("10 a.m. Spanish
// time").
bool BeginsSentence(std::string_view rest) {
  static const std::set<std::string_view> kStarters = {
      "The",   "A",      "An",   "It",  "He",    "She",    "They", "We",   "I",     "In",     "On",        "At",
      "By",    "But",    "And",  "No",  "Not",   "Nobody", "This", "That", "These", "Then",   "There",     "His",
      "Her",   "Their",  "Its",  "Two", "Three", "Four",   "Five", "One",  "All",   "Police", "Officials", "When",
      "After", "Before", "From", "For", "As",    "With",   "Most", "Some", "Those", "Anyone", "Nothing",   "What"};
  return kStarters.count(rest.substr(0, rest.find_first_of(" ,;:'\xE2")));
}

std::string WriteClock(const ClockTime& time, std::string_view form) {
  auto two = [](int n) { return (n < 10 ? "0" : "") + std::to_string(n); };
  if (form == "06:38") return two(time.hour % 12 + (time.pm ? 12 : 0)) + ":" + two(time.minute);
  std::string hour = std::to_string(time.hour);
  if (form == "6.38am") return hour + (time.minute ? "." + two(time.minute) : "") + (time.pm ? "pm" : "am");
  return hour + (time.minute ? ":" + two(time.minute) : "") + (time.pm ? " p.m." : " a.m.");
}

// ------------------------------------------------------------------------------------------------- agency copy
// "…, the fire brigade said." → "…, according to the fire brigade."
void AccordingTo(std::string& text) {
  if (!text.ends_with(" said.")) return;
  size_t comma = text.rfind(", ");
  if (comma == std::string::npos) return;
  std::string who = text.substr(comma + 2, text.size() - comma - 2 - 6);
  bool named = who.starts_with("the ") || who.starts_with("police") || who.starts_with("officials") ||
               who.starts_with("doctors");
  if (!named || who.size() > 60 || who.find_first_of("\"”’.") != std::string::npos) return;
  text = text.substr(0, comma) + ", according to " + who + ".";
}

void Says(std::string& text) {
  for (std::string_view mark : {"” said ", "\" said ", "’ said "}) {
    for (size_t at = 0; (at = text.find(mark, at)) != std::string::npos; at += mark.size()) {
      text.replace(at + mark.size() - 5, 4, "says");
    }
  }
}

// Where a long paragraph may be split: after a sentence, outside quotations, somewhere in the middle.
size_t SplitPoint(std::string_view text) {
  int depth = 0;
  size_t best = std::string_view::npos, middle = text.size() / 2, best_distance = text.size();
  bool straight_open = false;
  for (size_t i = 0; i + 2 < text.size(); ++i) {
    if (text.substr(i).starts_with("“")) ++depth;
    if (text.substr(i).starts_with("”")) --depth;
    if (text[i] == '"') straight_open = !straight_open;
    if (depth > 0 || straight_open || text[i] != '.' || text[i + 1] != ' ' || !IsUpper(text[i + 2])) continue;
    if (i < 3 || IsUpper(text[i - 1]) || text.substr(i - 2, 2) == "Mr" || text.substr(i - 2, 2) == "Dr" ||
        text.substr(i - 3, 3) == "Mrs" || text.substr(i - 2, 2) == "Ms" || text.substr(i - 2, 2) == "St") {
      continue;
    }
    size_t distance = i > middle ? i - middle : middle - i;
    if (distance < best_distance) best = i + 1, best_distance = distance;
  }
  return best;
}

void ShortParagraphs(Blocks& blocks) {
  for (size_t i = 0; i < blocks.size(); ++i) {
    if (blocks[i].kind != Block::Kind::kParagraph || blocks[i].text.size() < 300) continue;
    size_t at = SplitPoint(blocks[i].text);
    if (at == std::string_view::npos || at < 80 || blocks[i].text.size() - at < 80) continue;
    Block rest{Block::Kind::kParagraph, blocks[i].text.substr(at + 1), {}, {}};
    blocks[i].text.resize(at);
    blocks.insert(blocks.begin() + static_cast<std::ptrdiff_t>(i) + 1, std::move(rest));
  }
}

void LongParagraphs(Blocks& blocks) {
  for (size_t i = 1; i + 1 < blocks.size();) {  // the first paragraph stands alone
    Block& a = blocks[i];
    const Block& b = blocks[i + 1];
    bool mergeable = a.kind == Block::Kind::kParagraph && b.kind == Block::Kind::kParagraph && a.text.size() < 240 &&
                     b.text.size() < 320 && !b.text.starts_with("\"") && !b.text.starts_with("“");
    if (mergeable) {
      a.text += " " + b.text;
      blocks.erase(blocks.begin() + static_cast<std::ptrdiff_t>(i) + 1);
    }
    ++i;
  }
}

}  // namespace

std::string Respell(std::string_view text, std::string_view spelling) {
  const Pairs& words = spelling == "en-US" ? AllSpellings().to_us : AllSpellings().to_gb;
  std::string out;
  for (size_t i = 0; i < text.size();) {
    if (!IsLetter(text[i])) {
      out += text[i++];
      continue;
    }
    size_t end = i;
    while (end < text.size() && IsLetter(text[end])) ++end;
    std::string word(text.substr(i, end - i));
    auto found = words.find(word);  // capitals are names, or begin a sentence: left alone
    out += found == words.end() ? word : found->second;
    i = end;
  }
  return out;
}

std::string Requote(std::string_view text, std::string_view quotes) {
  // Tokens first: which marks open and close, and which is only an apostrophe.
  bool single = quotes == "single";
  std::string_view open = single ? "‘" : "“", close = single ? "’" : "”";
  std::string_view inner_open = single ? "“" : "‘", inner_close = single ? "”" : "’";
  std::string out;
  bool inside = false, inside_inner = false;
  for (size_t i = 0; i < text.size();) {
    std::string_view rest = text.substr(i);
    bool before_word = i == 0 || text[i - 1] == ' ' || text[i - 1] == '(' || text[i - 1] == '[' ||
                       text.substr(0, i).ends_with("—") || text.substr(0, i).ends_with("–") ||
                       text.substr(0, i).ends_with("“") || text[i - 1] == '"';
    if (rest[0] == '"' || rest.starts_with("“") || rest.starts_with("”")) {
      inside = rest[0] == '"' ? !inside : rest.starts_with("“");
      out += inside ? open : close;
      i += rest[0] == '"' ? 1 : 3;
    } else if (rest[0] == '\'' || rest.starts_with("‘") || rest.starts_with("’")) {
      size_t length = rest[0] == '\'' ? 1 : 3;
      bool letter_after = rest.size() > length && IsLetter(rest[length]);
      bool opens =
          rest.starts_with("‘") || (rest[0] == '\'' && before_word && letter_after && rest.find('\'', 1) != rest.npos);
      if (opens) {
        inside_inner = true;
        out += inner_open;
      } else if (inside_inner && !letter_after) {
        inside_inner = false;
        out += inner_close;
      } else {
        out += "’";
      }
      i += length;
    } else {
      out += text[i++];
    }
  }
  return out;
}

std::string Reclock(std::string_view text, std::string_view form) {
  std::string out;
  for (size_t i = 0; i < text.size();) {
    ClockTime time;
    bool number_starts =
        IsDigit(text[i]) && (i == 0 || (!IsDigit(text[i - 1]) && text[i - 1] != '.' && text[i - 1] != ':' &&
                                        text[i - 1] != ',' && !IsLetter(text[i - 1])));
    if (!number_starts || !ReadClock(text, i, time)) {
      out += text[i++];
      continue;
    }
    out += WriteClock(time, form);
    bool alone = i == 0 && time.end == text.size();  // in a table
    i = time.end;
    // "a.m." at the end of a sentence carries its full stop.
    bool ends = i == text.size() || text[i] == '"' || text.substr(i).starts_with("”") ||
                (text.substr(i).starts_with(" ") && BeginsSentence(text.substr(i + 1)));
    if (time.dotted && ends && !alone && form != "6:38 a.m.") out += '.';
  }
  return out;
}

std::string TitleCase(std::string_view text) {
  static const std::set<std::string_view> kSmall = {"a",  "an", "the", "and", "but", "or",  "nor", "for", "of", "on",
                                                    "in", "to", "at",  "by",  "as",  "off", "per", "via", "vs", "up"};
  std::string out;
  bool first = true;
  size_t last_space = text.rfind(' ');
  for (size_t i = 0; i < text.size();) {
    size_t end = text.find(' ', i);
    if (end == std::string_view::npos) end = text.size();
    std::string word(text.substr(i, end - i));
    bool last = last_space == std::string_view::npos || i > last_space;
    bool small = (kSmall.count(word) && !first && !last) || word.starts_with("a.m.") || word.starts_with("p.m.");
    if (!small) {
      size_t at = 0;
      while (at < word.size() && !IsLetter(word[at])) ++at;
      for (std::string_view mark : {"“", "‘", "”", "’"}) {
        if (std::string_view(word).substr(at).starts_with(mark)) at += 3;
      }
      if (at < word.size() && IsLower(word[at])) word[at] = static_cast<char>(word[at] - 'a' + 'A');
      size_t hyphen = word.find('-');
      if (hyphen != std::string::npos && hyphen + 1 < word.size() && IsLower(word[hyphen + 1]) &&
          word.size() - hyphen > 4) {
        word[hyphen + 1] = static_cast<char>(word[hyphen + 1] - 'a' + 'A');
      }
    }
    out += word;
    first = word.ends_with(":") || word.ends_with("—") || word.ends_with(".");
    if (end < text.size()) out += ' ';
    i = end + 1;
  }
  return out;
}

std::string StyleText(std::string_view text, const Style& style) {
  std::string out(text);
  if (!style.clock.empty()) out = Reclock(out, style.clock);
  if (!style.percent.empty()) out = Repercent(out, style.percent);
  if (style.millions == "short") out = Remillion(out);
  if (style.honorific == "Mr" || style.honorific == "Mr.") out = Rehonour(out, style.honorific);
  if (!style.spelling.empty()) out = Respell(out, style.spelling);
  if (!style.quotes.empty()) out = Requote(out, style.quotes);
  return out;
}

std::string StyleHeadline(std::string_view text, const Style& style) {
  Style headline = style;
  if (!headline.quotes.empty()) headline.quotes = "single";  // headlines take single marks everywhere
  std::string out = StyleText(text, headline);
  if (out.ends_with("am.") || out.ends_with("pm.")) out.pop_back();  // headlines end without a stop
  return style.headline == "title" ? TitleCase(out) : out;
}

void StyleCopy(Blocks& blocks, const Style& style) {
  if (style.cut > 0 && blocks.size() > static_cast<size_t>(style.cut)) blocks.resize(static_cast<size_t>(style.cut));
  while (!blocks.empty() && blocks.back().kind == Block::Kind::kHeading) blocks.pop_back();
  if (!style.spelling.empty()) {  // English only
    ForEachText(blocks, [&](std::string& text) {
      if (style.attribution == "according to") AccordingTo(text);
      if (style.said == "says") Says(text);
    });
  }
  if (style.paragraphs == "short") ShortParagraphs(blocks);
  if (style.paragraphs == "long") LongParagraphs(blocks);
}

std::string FillPattern(std::string_view pattern, const std::map<std::string, std::string>& values) {
  std::string out;
  for (size_t i = 0; i < pattern.size();) {
    size_t close = pattern[i] == '{' ? pattern.find('}', i) : std::string_view::npos;
    if (close != std::string_view::npos) {
      if (auto found = values.find(std::string(pattern.substr(i + 1, close - i - 1))); found != values.end()) {
        out += found->second;
        i = close + 1;
        continue;
      }
    }
    out += pattern[i++];
  }
  return out;
}

}  // namespace newsstand::press
