#include "content/enrich/language.h"

#include <cstdio>  // the next one needs it and does not say so

#include <cld2/public/compact_lang_det.h>
#include <cld2/public/encodings.h>

#include <algorithm>
#include <array>

#include "base/text.h"
#include "content/enrich/language_model.h"
#include "content/enrich/script.h"

namespace newsstand::enrich {
namespace {

constexpr size_t kReadByOthers = 320;   // bytes that CLD2 reads
constexpr size_t kReadByUs = 280;         // and that our classifier reads at most
constexpr int kFewLetters = 60;
constexpr double kDeclaredWeight = 8;     // odds that a declaration is worth
constexpr double kDeclaredAlone = 100;    // … where there are few letters
constexpr double kForeignWeight = 0.25;   // languages that no title of the catalogue is in: rarer, so less likely

std::string_view Primary(std::string_view tag) { return tag.substr(0, tag.find('-')); }

// Old and macro codes as pages and CLD2 write them.
std::string_view Modern(std::string_view primary) {
  static constexpr std::array<std::pair<std::string_view, std::string_view>, 7> kModern = {
      {{"iw", "he"}, {"in", "id"}, {"ji", "yi"}, {"jw", "jv"}, {"mo", "ro"}, {"no", "nb"}, {"tl", "fil"}}};
  for (const auto& [old, now] : kModern) {
    if (primary == old) return now;
  }
  return primary;
}

// Languages of the classifier in which hardly any news of ours is.
bool Rare(std::string_view language) {
  static constexpr std::array<std::string_view, 25> kRare = {"af", "ca", "eu", "ga", "gl", "la", "eo", "nn", "fil", "az", "so", "sn",
                                                             "st", "tn", "ts", "xh", "yo", "zu", "lg", "mi", "be", "kk", "mn", "fa", "mt"};
  return std::find(kRare.begin(), kRare.end(), language) != kRare.end();
}

// Languages that share a script of their own with the one that the script names are left to the declaration.
bool SameScriptFamily(std::string_view by_script, std::string_view declared) {
  static constexpr std::array<std::pair<std::string_view, std::string_view>, 4> kFamilies = {
      {{"he", "yi"}, {"bn", "as"}, {"am", "ti"}, {"bo", "dz"}}};
  return std::any_of(kFamilies.begin(), kFamilies.end(),
                     [&](const auto& family) { return family.first == by_script && family.second == declared; });
}

struct OtherGuess {
  std::string_view language;  // "" none
  double share = 0;           // of the text
  bool reliable = false;
};

OtherGuess AskCld2(std::string_view text, const std::string& declared) {
  text = TruncateUtf8(text, kReadByOthers);
  CLD2::Language languages[3] = {};
  int percents[3] = {};
  double scores[3] = {};
  int bytes = 0;
  OtherGuess guess;
  const CLD2::CLDHints hints = {declared.empty() ? nullptr : declared.c_str(), nullptr, CLD2::UNKNOWN_ENCODING, CLD2::UNKNOWN_LANGUAGE};
  CLD2::ExtDetectLanguageSummary(text.data(), static_cast<int>(text.size()), true, &hints, 0, languages, percents, scores, nullptr, &bytes,
                                 &guess.reliable);
  if (languages[0] == CLD2::UNKNOWN_LANGUAGE) return guess;
  guess.language = Modern(Primary(CLD2::LanguageCode(languages[0])));
  guess.share = percents[0] / 100.0;
  return guess;
}

struct Weighed {
  std::string_view language;
  double weight = 0;
};

// What the classifier, CLD2 and the declaration say together.
Weighed Weigh(const std::vector<LanguageScore>& ours, const OtherGuess& other, bool other_is_new, std::string_view declared, int letters) {
  std::vector<Weighed> all;
  for (const LanguageScore& score : ours) all.push_back({score.language, score.probability * (Rare(score.language) ? kForeignWeight : 1)});
  const auto at = [&](std::string_view language) -> Weighed& {
    const auto found = std::find_if(all.begin(), all.end(), [&](const Weighed& w) { return w.language == language; });
    if (found != all.end()) return *found;
    return all.emplace_back(Weighed{language, 1e-4});
  };
  if (!other.language.empty()) {
    // The more text, the more CLD2 is worth; a language that we never learned is its word alone.
    const double worth = other.reliable ? std::min(1.0, letters / 400.0) * other.share : 0.02;
    at(other.language).weight += other_is_new && other.reliable && letters >= kFewLetters ? 2 * other.share : worth;
  }
  if (!declared.empty()) at(declared).weight *= letters < kFewLetters / 2 ? kDeclaredAlone : kDeclaredWeight;
  double total = 0;
  Weighed best;
  for (const Weighed& w : all) {
    total += w.weight;
    if (w.weight > best.weight) best = w;
  }
  if (total > 0) best.weight /= total;
  return best;
}

Language Answer(std::string_view found, const std::string& declared, double confidence) {
  if (!declared.empty() && Primary(declared) == found) return {declared, confidence};
  return {std::string(found), confidence};
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

Language DetectLanguage(std::string_view headline, std::string_view body, std::string_view declared) {
  const std::string declared_tag = NormalizeLanguage(declared);
  const std::string_view declared_primary = Primary(declared_tag);
  std::string text(TruncateUtf8(headline, kReadByOthers));
  if (!body.empty()) (text += ". ") += TruncateUtf8(body, kReadByOthers);
  const ScriptGuess script = GuessScript(text);
  if (script.letters == 0) return {declared_tag, 0};
  if (!script.language.empty()) {
    if (SameScriptFamily(script.language, declared_primary)) return {declared_tag, 0.9};
    return Answer(script.language, declared_tag, 0.99);
  }
  if (script.script == Script::kHan) {
    if (declared_primary == "ja" && script.letters < kFewLetters) return {declared_tag, 0.5};
    const std::string_view found = ChineseOf(text);
    return declared_primary == "zh" && (found == "zh") == (declared_tag != "zh-Hant" && declared_tag != "zh-TW" && declared_tag != "zh-HK")
               ? Language{declared_tag, 0.95}
               : Language{std::string(found), 0.95};
  }
  const std::vector<LanguageScore> ours = LanguageModel::Shipped().Classify(script.script, TruncateUtf8(text, kReadByUs));
  const OtherGuess other = AskCld2(text, declared_tag);
  const bool other_is_new = !other.language.empty() && !LanguageModel::Shipped().Knows(script.script, other.language);
  const Weighed best = Weigh(ours, other, other_is_new, declared_primary, script.letters);
  if (best.language.empty()) return {declared_tag, 0};
  return Answer(best.language, declared_tag, best.weight);
}

}  // namespace newsstand::enrich
