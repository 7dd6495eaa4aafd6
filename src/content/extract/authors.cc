#include "content/extract/authors.h"

#include <algorithm>
#include <array>

#include "base/text.h"

namespace newsstand::extract {
namespace {

// What stands before names, lower case; the space or colon after it is checked too.
constexpr std::array<std::string_view, 34> kPrefixes = {
    "written by",  "posted by", "published by", "reported by", "authored by", "story by", "words by", "text by", "article by",
    "by",          "von",       "par",          "por",         "di",          "door",     "af",       "av",      "autor",
    "autorin",     "autore",    "auteur",       "author",      "authors",     "autor/in", "text",     "texto",   "foto",
    "written and reported by",  "reviewed by",  "redaktion",   "автор",       "od",       "yazan",    "about the author"};

bool IsUpper(std::string_view word) {
  if (word.empty()) return false;
  const auto first = static_cast<unsigned char>(word[0]);
  return (first >= 'A' && first <= 'Z') || first >= 0xC3;
}

std::string_view WithoutPrefix(std::string_view text) {
  for (bool again = true; again;) {
    again = false;
    while (!text.empty() && (text.front() == ':' || text.front() == ' ' || text.front() == '-' || text.front() == '|' ||
                             text.front() == '/' || text.front() == ',')) {
      text.remove_prefix(1);
    }
    const std::string lower = AsciiLower(text.substr(0, 40));
    size_t longest = 0;
    for (const std::string_view prefix : kPrefixes) {
      if (prefix.size() <= longest || !std::string_view(lower).starts_with(prefix) || lower.size() == prefix.size()) continue;
      const char after = lower[prefix.size()];
      if (after == ' ' || after == ':') longest = prefix.size();
    }
    if (longest > 0) {
      text = Trim(text.substr(longest));
      again = true;
    }
  }
  return text;
}

// Where the name ends: at a bar, a bullet, a date or an address.
std::string_view UpToName(std::string_view text) {
  for (const std::string_view mark : {" | ", "|", " \xE2\x80\xA2 ", "\xE2\x80\xA2", " \xC2\xB7 ", " \xE2\x80\x93 ", " \xE2\x80\x94 ", " - ", " // ",
                                      " @", " (", "\xE2\x80\xA8", " on ", " for ", " Published", " Updated", " Posted",
                                      " in ", " at ", "; "}) {
    const size_t at = text.find(mark);
    if (at != std::string_view::npos && at > 0) text = text.substr(0, at);
  }
  const size_t digit = text.find_first_of("0123456789");
  if (digit != std::string_view::npos) text = text.substr(0, digit);
  while (!text.empty() && (text.back() == ',' || text.back() == ' ' || text.back() == ':' || text.back() == '-')) {
    text.remove_suffix(1);
  }
  return Trim(text);
}

bool LooksLikeName(std::string_view text) {
  if (text.size() < 3 || text.size() > 60 || text.find_first_of("@/\\<>{}[]=_") != std::string_view::npos) return false;
  const auto words = Split(text, ' ');
  if (words.size() > 6) return false;
  size_t upper = 0;
  for (const std::string_view word : words) upper += IsUpper(word) ? 1 : 0;
  return upper * 2 >= words.size() && upper >= 1;
}

}  // namespace

bool StartsLikeByline(std::string_view text) {
  const std::string lower = AsciiLower(text.substr(0, 24));
  for (const std::string_view prefix : {"by ", "von ", "par ", "por ", "door ", "by: ", "autor: ", "author: ", "written by "}) {
    if (std::string_view(lower).starts_with(prefix)) return true;
  }
  return false;
}

std::string CleanAuthor(std::string_view name) {
  std::string text = CollapseSpace(name);
  if (text.starts_with("http") || text.find("://") != std::string::npos || text.starts_with("/")) return {};
  std::string_view view = WithoutPrefix(text);
  for (const std::string_view mark : {" | ", " // ", " \xE2\x80\xA2 "}) {
    if (const size_t at = view.find(mark); at != std::string_view::npos && at > 0) view = view.substr(0, at);
  }
  const size_t mail = view.find(" (");
  if (mail != std::string_view::npos && view.find('@', mail) != std::string_view::npos) view = view.substr(0, mail);
  view = Trim(view);
  const std::string lower = AsciiLower(view);
  for (const std::string_view nobody : {"admin", "administrator", "unknown", "null", "undefined", "anonymous", "n/a", "none",
                                        "author", "webmaster", "root", "user", "default"}) {
    if (lower == nobody) return {};
  }
  if (view.size() < 2 || view.size() > 120) return {};
  return std::string(view);
}

std::vector<std::string> NamesInByline(std::string_view byline) {
  const std::string text = CollapseSpace(byline);
  std::string rest(UpToName(WithoutPrefix(text)));
  for (const std::string_view joint : {" and ", " und ", " & ", " et ", " y ", " e ", " en ", " og ", " och ", " i "}) {
    for (size_t at = rest.find(joint); at != std::string::npos; at = rest.find(joint)) {
      rest.replace(at, joint.size(), ", ");
    }
  }
  std::vector<std::string> names;
  for (const std::string_view part : Split(rest, ',')) {
    const std::string_view name = Trim(part);
    if (name.empty()) continue;
    if (!LooksLikeName(name)) break;
    names.emplace_back(name);
    if (names.size() >= 10) break;
  }
  return names;
}

}  // namespace newsstand::extract
