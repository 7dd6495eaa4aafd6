#include "content/enrich/enrich.h"

#include <doctest/doctest.h>

using namespace newsstand::enrich;

TEST_CASE("the words decide a language and the declaration keeps its region") {
  const char* portuguese = "O presidente da câmara disse na terça-feira que a ponte será reaberta antes do verão, depois de dois anos de obras.";
  CHECK(DetectLanguage(portuguese, "pt-BR") == "pt-BR");
  CHECK(DetectLanguage(portuguese, "en") == "pt");
  CHECK(DetectLanguage(portuguese, "") == "pt");
  CHECK(DetectLanguage("Der Bürgermeister sagte am Dienstag, die Brücke werde noch vor dem Sommer wieder geöffnet.", "en") == "de");
}

TEST_CASE("few words leave the declaration alone unless the script contradicts it") {
  CHECK(DetectLanguage("Tour de France", "en") == "en");
  CHECK(DetectLanguage("台風が接近しています", "en") == "ja");
  CHECK(DetectLanguage("서울 지하철", "en") == "ko");
  CHECK(DetectLanguage("חדשות היום", "") == "he");
  CHECK(DetectLanguage("", "fr") == "fr");
  CHECK(DetectLanguage("", "") == "");
}

TEST_CASE("language tags are written one way") {
  CHECK(NormalizeLanguage("EN_us") == "en-US");
  CHECK(NormalizeLanguage("iw") == "he");
  CHECK(NormalizeLanguage("zh-hant-TW") == "zh-Hant");
  CHECK(NormalizeLanguage("german") == "");
  CHECK(NormalizeLanguage("") == "");
}

TEST_CASE("the feed's section goes before categories, and categories before the address") {
  CHECK(SectionOf("sport", {"Politics"}, "https://a.example/world/x") == "sport");
  CHECK(SectionOf("", {"News", "Cricket"}, "https://a.example/business/x") == "sport");
  CHECK(SectionOf("", {"Anna Smith"}, "https://a.example/2026/11/politik/x-wirtschaft-y") == "politics");
  CHECK(SectionOf("", {"News"}, "https://a.example/x") == "world");
  CHECK(SectionOf("", {}, "https://a.example/football-is-back") == "");
}

TEST_CASE("a standfirst has no headline, no tail and an end") {
  CHECK(Standfirst("Bridge opens. The mayor cut the ribbon.  Continue reading...", "Bridge opens") == "The mayor cut the ribbon.");
  CHECK(Standfirst("It rained. The post Rain appeared first on The Daily.", "Rain") == "It rained.");
  CHECK(Standfirst("", "x") == "");
  CHECK(Standfirst(std::string(900, 'a'), "x").size() < 410);
}

TEST_CASE("minutes to read count words and pictures") {
  CHECK(MinutesToRead(0, 0) == 1);
  CHECK(MinutesToRead(476, 0) == 2);
  CHECK(MinutesToRead(476, 5) == 3);
}
