#include "content/enrich/language.h"

#include <doctest/doctest.h>

#include "content/enrich/language_model.h"
#include "content/enrich/script.h"

using namespace newsstand::enrich;

namespace {

std::string TagOf(std::string_view text, std::string_view declared = "") { return DetectLanguage(text, "", declared).tag; }

}  // namespace

TEST_CASE("the words decide a language and the declaration keeps its region") {
  const char* portuguese = "O presidente da câmara disse na terça-feira que a ponte será reaberta antes do verão, depois de dois anos de obras.";
  CHECK(TagOf(portuguese, "pt-BR") == "pt-BR");
  CHECK(TagOf(portuguese, "en") == "pt");
  CHECK(TagOf(portuguese) == "pt");
  CHECK(TagOf("Der Bürgermeister sagte am Dienstag, die Brücke werde noch vor dem Sommer wieder geöffnet.", "en") == "de");
  CHECK(DetectLanguage("Bridge opens", portuguese, "en").tag == "pt");
}

TEST_CASE("few words leave the declaration alone unless the script contradicts it") {
  CHECK(TagOf("Tour de France", "en") == "en");
  CHECK(TagOf("台風が接近しています", "en") == "ja");
  CHECK(TagOf("서울 지하철", "en") == "ko");
  CHECK(TagOf("חדשות היום") == "he");
  CHECK(TagOf("", "fr") == "fr");
  CHECK(TagOf("") == "");
  CHECK(TagOf("2026: 13 %", "it") == "it");
}

TEST_CASE("languages near to each other are told apart by single words") {
  CHECK(TagOf("wczoraj") == "pl");
  CHECK(TagOf("включително") == "bg");
  CHECK(TagOf("сьогодні") == "uk");
  CHECK(TagOf("keskiviikkona") == "fi");
  CHECK(TagOf("خواتین کی تعلیم") == "ur");
}

TEST_CASE("Chinese is told in its two ways of writing") {
  CHECK(TagOf("國會通過預算") == "zh-Hant");
  CHECK(TagOf("国会通过预算案，经济增长") == "zh");
  CHECK(TagOf("國會通過預算", "zh-TW") == "zh-TW");
}

TEST_CASE("Norwegian Bokmål is called nb whatever it is declared as") {
  CHECK(TagOf("Statsministeren sier at regjeringen ikke vil øke skattene neste år, men at budsjettet blir stramt.", "no") == "nb");
  CHECK(TagOf("Statsministeren sier at regjeringen ikke vil øke skattene neste år, men at budsjettet blir stramt.") == "nb");
}

TEST_CASE("language tags are written one way") {
  CHECK(NormalizeLanguage("EN_us") == "en-US");
  CHECK(NormalizeLanguage("iw") == "he");
  CHECK(NormalizeLanguage("no") == "nb");
  CHECK(NormalizeLanguage("zh-hant-TW") == "zh-Hant");
  CHECK(NormalizeLanguage("german") == "");
  CHECK(NormalizeLanguage("") == "");
}

TEST_CASE("broken bytes and a broken model are harmless") {
  CHECK(TagOf("\xff\xfe\xc3 \xe2\x82", "en") == "en");
  CHECK(LanguageModel("").Classify(Script::kLatin, "word").empty());
  CHECK(LanguageModel("NSLM\x01\0\0\0\xff\xff").Classify(Script::kLatin, "word").empty());
  CHECK(LanguageModel::Shipped().Classify(Script::kLatin, "...").empty());
}
