#include <cstdio>  // the next one needs it and does not say so

#include <cld2/public/compact_lang_det.h>
#include <cld2/public/encodings.h>

#include <algorithm>
#include <array>

#include "base/text.h"
#include "content/enrich/enrich.h"

namespace newsstand::enrich {
namespace {

constexpr int kEnoughBytes = 60;       // of letters: below it CLD2 guesses
constexpr int kDeclaredShare = 15;     // percent of the text: enough to believe the declaration
constexpr size_t kLookedAtBytes = 8'000;

std::string_view Primary(std::string_view tag) { return tag.substr(0, tag.find('-')); }

// Old and macro codes as pages and CLD2 write them.
std::string_view Modern(std::string_view primary) {
  static constexpr std::array<std::pair<std::string_view, std::string_view>, 8> kModern = {{
      {"iw", "he"}, {"in", "id"}, {"ji", "yi"}, {"jw", "jv"}, {"mo", "ro"}, {"nb", "no"}, {"nn", "no"}, {"tl", "fil"}}};
  for (const auto& [old, now] : kModern) {
    if (primary == old) return now;
  }
  return primary;
}

// Scripts that one language alone is written in, as far as news goes: first code point, last, language.
struct ScriptRange {
  char32_t first, last;
  std::string_view language;
};
constexpr std::array<ScriptRange, 17> kOwnScripts = {{
    {0x0370, 0x03FF, "el"}, {0x0530, 0x058F, "hy"}, {0x0590, 0x05FF, "he"}, {0x0980, 0x09FF, "bn"}, {0x0A00, 0x0A7F, "pa"},
    {0x0A80, 0x0AFF, "gu"}, {0x0B00, 0x0B7F, "or"}, {0x0B80, 0x0BFF, "ta"}, {0x0C00, 0x0C7F, "te"}, {0x0C80, 0x0CFF, "kn"},
    {0x0D00, 0x0D7F, "ml"}, {0x0D80, 0x0DFF, "si"}, {0x0E00, 0x0E7F, "th"}, {0x1000, 0x109F, "my"}, {0x10A0, 0x10FF, "ka"},
    {0x3040, 0x30FF, "ja"}, {0xAC00, 0xD7AF, "ko"}}};

char32_t NextCodePoint(std::string_view text, size_t& at) {
  const auto lead = static_cast<unsigned char>(text[at++]);
  if (lead < 0x80) return lead;
  const int more = lead >= 0xF0 ? 3 : lead >= 0xE0 ? 2 : 1;
  char32_t code_point = lead & (0x3F >> more);
  for (int i = 0; i < more && at < text.size(); ++i) code_point = code_point << 6 | (static_cast<unsigned char>(text[at++]) & 0x3F);
  return code_point;
}

// The language whose own script makes up at least a third of the letters; kana in a Chinese-looking text is Japanese.
std::string_view LanguageOfScript(std::string_view text) {
  std::array<int, kOwnScripts.size()> counts{};
  int letters = 0;
  for (size_t at = 0; at < text.size();) {
    const char32_t c = NextCodePoint(text, at);
    const bool latin = (c | 32) >= 'a' && (c | 32) <= 'z' && c < 0x80;
    if (!latin && c < 0xC0) continue;
    ++letters;
    for (size_t i = 0; i < kOwnScripts.size(); ++i) counts[i] += c >= kOwnScripts[i].first && c <= kOwnScripts[i].last;
  }
  for (size_t i = 0; i < kOwnScripts.size(); ++i) {
    const int share = kOwnScripts[i].language == "ja" ? 8 : 3;
    if (counts[i] > 0 && counts[i] * share >= letters) return kOwnScripts[i].language;
  }
  return "";
}

// Languages that share a script of their own with the one declared are left to the declaration (Yiddish in Hebrew
// letters, Marathi next to Hindi, …).
bool SameScriptFamily(std::string_view a, std::string_view b) {
  return (a == "he" && b == "yi") || (a == "bn" && b == "as");
}

}  // namespace

std::string NormalizeLanguage(std::string_view declared) {
  std::string tag = AsciiLower(Trim(declared));
  std::replace(tag.begin(), tag.end(), '_', '-');
  const auto parts = Split(tag, '-');
  const std::string_view primary = parts.front();
  const bool letters = std::all_of(primary.begin(), primary.end(), [](char c) { return c >= 'a' && c <= 'z'; });
  if (!letters || primary.size() < 2 || primary.size() > 3) return "";
  std::string out(Modern(primary));
  if (parts.size() > 1) {
    const std::string_view second = parts[1];
    if (second.size() == 2) {  // a region
      out += '-';
      for (const char c : second) out += static_cast<char>(c >= 'a' && c <= 'z' ? c - 32 : c);
    } else if (second == "hant" || second == "hans") {
      out += second == "hant" ? "-Hant" : "-Hans";
    }
  }
  return out;
}

std::string DetectLanguage(std::string_view text, std::string_view declared) {
  const std::string declared_tag = NormalizeLanguage(declared);
  const std::string_view declared_primary = Primary(declared_tag);
  text = TruncateUtf8(text, kLookedAtBytes);
  const std::string_view script = LanguageOfScript(text);
  if (!script.empty() && script != declared_primary && !SameScriptFamily(script, declared_primary)) return std::string(script);

  CLD2::Language languages[3] = {};
  int percents[3] = {};
  double scores[3] = {};
  int bytes = 0;
  bool reliable = false;
  const CLD2::CLDHints hints = {declared_tag.empty() ? nullptr : declared_tag.c_str(), nullptr, CLD2::UNKNOWN_ENCODING,
                                CLD2::UNKNOWN_LANGUAGE};
  CLD2::ExtDetectLanguageSummary(text.data(), static_cast<int>(text.size()), true, &hints, 0, languages, percents, scores,
                                 nullptr, &bytes, &reliable);
  if (bytes < kEnoughBytes || !reliable) {
    if (!declared_tag.empty()) return declared_tag;
    return std::string(script);
  }
  for (int i = 0; i < 3; ++i) {
    const std::string_view found = Modern(Primary(CLD2::LanguageCode(languages[i])));
    if (found == declared_primary && percents[i] >= kDeclaredShare) return declared_tag;
  }
  if (languages[0] == CLD2::UNKNOWN_LANGUAGE) return declared_tag;
  const std::string_view code = CLD2::LanguageCode(languages[0]);
  return code == "zh-Hant" ? "zh-Hant" : std::string(Modern(Primary(code)));
}

}  // namespace newsstand::enrich
