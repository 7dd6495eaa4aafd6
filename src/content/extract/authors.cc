#include "content/extract/authors.h"

#include <algorithm>

#include "base/text.h"

namespace newsstand::extract {
namespace {

// What stands before names, lower case; the space or colon after it is checked too.
constexpr std::string_view kPrefixes[] = {"geschrieben von",
                                          "eingestellt von",
                                          "gespeichert von",
                                          "verfasst von",
                                          "veröffentlicht von",
                                          "erstellt von",
                                          "text von",
                                          "escrito por",
                                          "publicado por",
                                          "publié par",
                                          "écrit par",
                                          "rédigé par",
                                          "scritto da",
                                          "pubblicato da",
                                          "geplaatst door",
                                          "vom",
                                          "autoren",
                                          "autori",
                                          "auteurs",
                                          "quelle",
                                          "source",
                                          "reporter",
                                          "editor",
                                          "view all posts by",
                                          "more posts by",
                                          "zeige alle beiträge von",
                                          "guest post by",
                                          "interview",
                                          "words",
                                          "submitted by",
                                          "contributed by",
                                          "kolumne von",
                                          "ein beitrag von",
                                          "written by",
                                          "posted by",
                                          "published by",
                                          "reported by",
                                          "authored by",
                                          "story by",
                                          "words by",
                                          "text by",
                                          "article by",
                                          "by",
                                          "von",
                                          "par",
                                          "por",
                                          "di",
                                          "door",
                                          "af",
                                          "av",
                                          "autor",
                                          "autorin",
                                          "autore",
                                          "auteur",
                                          "author",
                                          "authors",
                                          "autor/in",
                                          "text",
                                          "texto",
                                          "foto",
                                          "written and reported by",
                                          "redaktion",
                                          "автор",
                                          "od",
                                          "yazan",
                                          "about the author",
                                          "medically reviewed by",
                                          "articles by",
                                          "all articles by",
                                          "more by",
                                          "review by",
                                          "reviewed by",
                                          "edited by",
                                          "created by",
                                          "hosted by",
                                          "presented by",
                                          "ein artikel von",
                                          "artikel von",
                                          "beitrag von",
                                          "bericht von",
                                          "interview von",
                                          "interview:",
                                          "protokoll",
                                          "gastbeitrag von",
                                          "kommentar von",
                                          "autor*in",
                                          "autor:in",
                                          "texte de",
                                          "propos recueillis par",
                                          "texto de",
                                          "redacción",
                                          "redacción de",
                                          "tekst",
                                          "skrevet av",
                                          "skrevet af",
                                          "skriven av",
                                          "kirjoittanut",
                                          "szerző",
                                          "a cura di",
                                          "di redazione",
                                          "geschreven door",
                                          "autorka",
                                          "autorzy",
                                          "text und fotos",
                                          "автор текста",
                                          "авторы",
                                          "текст",
                                          "بقلم",
                                          "كتب",
                                          "כתב",
                                          "מאת",
                                          "लेखक",
                                          "ผู้เขียน",
                                          "โดย",
                                          "作者",
                                          "责任编辑",
                                          "責任編輯",
                                          "编辑",
                                          "记者",
                                          "記者",
                                          "撰文",
                                          "来源",
                                          "來源",
                                          "文",
                                          "기자",
                                          "글"};

bool IsUpper(std::string_view word) {
  if (word.empty()) return false;
  const auto first = static_cast<unsigned char>(word[0]);
  return (first >= 'A' && first <= 'Z') || first >= 0xC3;
}

// "MD", "Ph.D.", "RN": what stands after a comma and is not another name.
bool IsDegree(std::string_view text) {
  if (text.size() > 8 || text.size() < 2 || text.find(' ') != std::string_view::npos) return false;
  size_t capitals = 0;
  for (const char c : text) capitals += c >= 'A' && c <= 'Z' ? 1 : 0;
  return capitals >= 2 || text == "Jr." || text == "Sr." || text == "Jr" || text == "Esq." || text == "Esq";
}

// Words of dates, menus and forms that names never hold.
bool HoldsNoName(std::string_view lower) {
  for (const std::string_view word :
       {"january",   "february", "march ",   "april ",  "june ",     "july ",       "august ", "september",
        "october",   "november", "december", "januar",  "februar",   "märz",        "oktober", "dezember",
        "published", "updated",  "modified", "comment", "no author", "menu",        "cookie",  "newsletter",
        "subscribe", "http",     "last ",    "minutes", "read more", "image credit"}) {
    if (std::string(lower).append(" ").find(word) != std::string::npos) return true;
  }
  return false;
}

std::string_view WithoutPrefix(std::string_view text) {
  for (bool again = true; again;) {
    again = false;
    while (!text.empty() && (text.front() == ':' || text.front() == ' ' || text.front() == '-' || text.front() == '|' ||
                             text.front() == '/' || text.front() == ',' || text.front() == '(')) {
      text.remove_prefix(1);
    }
    for (const std::string_view mark : {"：", "–", "—", "•", "©"}) {
      if (text.starts_with(mark)) text.remove_prefix(mark.size());
    }
    text = Trim(text);
    const std::string lower = AsciiLower(text.substr(0, 40));
    size_t longest = 0;
    for (const std::string_view prefix : kPrefixes) {
      if (prefix.size() <= longest || !std::string_view(lower).starts_with(prefix) || lower.size() == prefix.size())
        continue;
      const std::string_view after = std::string_view(lower).substr(prefix.size());
      const bool wide = static_cast<unsigned char>(prefix[0]) >= 0xE3;
      if (after[0] == ' ' || after[0] == ':' || after.starts_with("：") || (wide && after[0] == '/'))
        longest = prefix.size();
    }
    // Two elements side by side: "ByAna Sol".
    if (longest == 0 && text.size() > 6 && text.starts_with("By") && text[2] >= 'A' && text[2] <= 'Z' &&
        text[3] != '.' && !(text[3] >= 'A' && text[3] <= 'Z'))
      longest = 2;
    if (longest > 0) {
      text = Trim(text.substr(longest));
      again = true;
    }
  }
  return text;
}

// Where the name ends: at a bar, a bullet, a date or an address.
std::string_view UpToName(std::string_view text) {
  for (const std::string_view mark : {" | ",
                                      "|",
                                      " \xE2\x80\xA2 ",
                                      "\xE2\x80\xA2",
                                      " \xC2\xB7 ",
                                      " \xE2\x80\x93 ",
                                      " \xE2\x80\x94 ",
                                      " - ",
                                      " // ",
                                      " @",
                                      " (",
                                      "\xE2\x80\xA8",
                                      " on ",
                                      " for ",
                                      " Published",
                                      " Updated",
                                      " Posted",
                                      " in ",
                                      " at ",
                                      "; ",
                                      " am ",
                                      " um ",
                                      " Sagt",
                                      " says",
                                      " Tags",
                                      " Stand",
                                      " vor ",
                                      " le ",
                                      " el ",
                                      " il ",
                                      " schrieb",
                                      " Shares",
                                      " Follow",
                                      " Veröffentlicht",
                                      " Aktualisiert",
                                      " View ",
                                      "\xE2\x86\x92",
                                      " > ",
                                      " · ",
                                      " \xC2\xBB"}) {
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

}  // namespace

bool LooksLikeName(std::string_view text) {
  if (text.size() < 3 || text.size() > 60 || text.find_first_of("@/\\<>{}[]=_") != std::string_view::npos) return false;
  const auto words = Split(text, ' ');
  if (words.size() > 6 || HoldsNoName(AsciiLower(text))) return false;
  size_t upper = 0;
  for (const std::string_view word : words) upper += IsUpper(word) ? 1 : 0;
  return upper * 2 >= words.size() && upper >= 1;
}

std::vector<std::string> NamePieces(std::string_view line) {
  std::vector<std::string> pieces;
  std::string piece;
  const auto flush = [&] {
    const std::string_view name = Trim(piece);
    if (LooksLikeName(name) && pieces.size() < 6) pieces.emplace_back(name);
    piece.clear();
  };
  const std::string text = CollapseSpace(line);
  for (size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    const bool mark = c == '|' || c == '/' || c == ',' || c == ':' || c == ';' || c == '(' || c == ')' || c == '@' ||
                      (c >= '0' && c <= '9') || (c == '-' && i > 0 && text[i - 1] == ' ');
    std::string_view wide;
    for (const std::string_view sign : {"•", "·", "–", "—", "»", "«", "›"}) {
      if (std::string_view(text).substr(i).starts_with(sign)) wide = sign;
    }
    if (mark || !wide.empty()) {
      flush();
      i += wide.empty() ? 0 : wide.size() - 1;
    } else {
      piece += c;
    }
  }
  flush();
  return pieces;
}

bool HoldsDegree(std::string_view name) {
  for (const std::string_view part :
       {", PhD", " PhD", ", MD", ", M.D.", ", Ph.D.", "Dr. ", "Prof. ", ", RN", ", RD", ", MPH"}) {
    if (name.find(part) != std::string_view::npos) return true;
  }
  return false;
}

bool HoldsHouseWord(std::string_view lower) {
  for (const std::string_view word : {"redaktion", "redacc",  "redaction", "redazione", "editor",
                                      "team",      "staff",   "news",      "media",     "gmbh",
                                      " e.v",      " ag",     " inc",      " ltd",      "agency",
                                      "agentur",   "dpa",     "reuters",   "afp",       "associated press",
                                      "online",    "magazin", "zeitung",   "press",     "institut",
                                      "universi",  "verband", "stiftung",  "desk",      "group",
                                      "company",   ".de",     ".com",      ".org",      ".at",
                                      ".ch",       ".net"}) {
    if (lower.find(word) != std::string_view::npos) return true;
  }
  return false;
}

bool HoldsButtonWord(std::string_view lower) {
  for (const std::string_view word :
       {"name",     "email",   "e-mail",   "share",   "teilen",  "posted",  "written", "image",    "photo",   "foto",
        "video",    "home",    "kontakt",  "contact", "search",  "suche",   "login",   "password", "reply",   "antwort",
        "facebook", "twitter", "podcast",  "tags",    "schlagw", "kategor", "categor", "about",    "more",    "mehr",
        "weiter",   "zurück",  "vorher",   "next",    "prev",    "archiv",  "blog",    "office",   "article", "artikel",
        "beiträge", "minute",  "lesezeit", "bild",    "quelle",  "source",  "version", "pdf",      "cookie",  "you",
        "ihre",     "unser",   "unsere",   "your",    "the ",    "wie ",    "was ",    "how ",     "what "}) {
    if (lower.find(word) != std::string_view::npos) return true;
  }
  return false;
}

bool SpeaksOfPictures(std::string_view lower) {
  for (const std::string_view word :
       {"photo", "foto", "bild", "image", "getty", "©", "illustration", "credit", "picture", "shutterstock", "unsplash",
        "imago", "fotograf", "crédit", "photograph"}) {
    if (lower.find(word) != std::string_view::npos) return true;
  }
  return false;
}

std::vector<std::string> ShorterNames(std::string_view name) {
  std::vector<std::string> shorter;
  const auto add = [&](std::string_view text) {
    text = Trim(text);
    if (text.size() >= 3 && text != name) shorter.emplace_back(text);
  };
  if (const size_t comma = name.find(", "); comma != std::string_view::npos) add(name.substr(0, comma));
  for (const std::string_view mark : {" @", " (", " | ", " – ", " - ", ". ", "  "}) {
    const size_t at = name.find(mark);
    if (at != std::string_view::npos && at > 4) add(name.substr(0, at));
  }
  for (const std::string_view title : {"Prof. Dr. ", "Prof. ", "Dr. ", "Mag. ", "Dipl.-Ing. ", "By ", "Von "}) {
    if (name.starts_with(title)) {
      add(name.substr(title.size()));
      break;
    }
  }
  // "Adam Aaronson PhillyVoice Staff": two or three words may be the name.
  const auto words = Split(name, ' ');
  if (words.size() >= 4 && words.size() <= 8) {
    for (const size_t keep : {size_t{2}, size_t{3}}) {
      const char* end = words[keep - 1].data() + words[keep - 1].size();
      add(name.substr(0, static_cast<size_t>(end - name.data())));
    }
  }
  return shorter;
}

bool StartsLikeByline(std::string_view text) {
  const std::string lower = AsciiLower(text.substr(0, 24));
  for (const std::string_view prefix :
       {"by ",  "von ", "par ", "por ", "door ",   "by: ",   "autor: ", "author: ", "written by ",
        "af ",  "av ",  "di ",  "od ",  "texte: ", "text: ", "автор",   "作者",     "记者",
        "記者", "文/",  "文：", "بقلم", "מאת",     "โดย",    "लेखक"}) {
    if (std::string_view(lower).starts_with(prefix)) return true;
  }
  return false;
}

std::string CleanAuthor(std::string_view name) {
  std::string text = CollapseSpace(name);
  if (text.starts_with("http") || text.find("://") != std::string::npos || text.starts_with("/") ||
      text.starts_with("@"))
    return {};
  std::string_view view = WithoutPrefix(text);
  for (const std::string_view mark : {" | ", " // ", " \xE2\x80\xA2 "}) {
    if (const size_t at = view.find(mark); at != std::string_view::npos && at > 0) view = view.substr(0, at);
  }
  const size_t mail = view.find(" (");
  if (mail != std::string_view::npos && view.find('@', mail) != std::string_view::npos) view = view.substr(0, mail);
  view = Trim(view);
  for (const std::string_view office : {" 기자", "記者", " 특파원"}) {
    if (view.ends_with(office)) view = Trim(view.substr(0, view.size() - office.size()));
  }
  const std::string lower = AsciiLower(view);
  for (const std::string_view nobody : {"admin", "administrator", "unknown", "null", "undefined", "anonymous", "n/a",
                                        "none", "author", "webmaster", "root", "user", "default"}) {
    if (lower == nobody) return {};
  }
  if (view.size() < 2 || view.size() > 120 || (view.size() < 60 && HoldsNoName(lower))) return {};
  if (view.find_first_not_of("0123456789 .:/-") == std::string_view::npos) return {};
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
    if (!names.empty() && IsDegree(name)) {
      names.back() += ", " + std::string(name);
      continue;
    }
    if (!LooksLikeName(name)) break;
    names.push_back(CleanAuthor(name).empty() ? std::string(name) : CleanAuthor(name));
    if (names.size() >= 10) break;
  }
  return names;
}

}  // namespace newsstand::extract
