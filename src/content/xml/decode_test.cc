#include "content/xml/decode.h"

#include <doctest/doctest.h>

#include "base/text.h"

namespace newsstand::xml {
namespace {

using namespace std::string_view_literals;

struct Decoded {
  std::string text;
  size_t warnings = 0;
};

Decoded Decode(std::string_view bytes, std::string_view content_type = "") {
  std::string storage;
  std::vector<std::string> warnings;
  std::string text(DecodeDocument(bytes, content_type, storage, warnings));
  CHECK(IsValidUtf8(text));
  for (const std::string& warning : warnings) CHECK(IsValidUtf8(warning));
  return {text, warnings.size()};
}

TEST_CASE("the charset of a content type is found however it is written") {
  CHECK(CharsetOf("text/xml; charset=UTF-8") == "utf-8");
  CHECK(CharsetOf("text/xml;charset=\"iso-8859-1\"; x=y") == "iso-8859-1");
  CHECK(CharsetOf("text/xml; CHARSET = koi8-r") == "koi8-r");
  CHECK(CharsetOf("text/xml") == "");
}

TEST_CASE("a warning quotes an encoding's odd name in bytes that can be shown") {
  CHECK(Decode("<?xml version=\"1.0\" encoding=\"UT\xFF" "F-8\"?><rss><title>Den\xFA Sumesh, who writes at some length</title></rss>").warnings == 1);
}

TEST_CASE("clean UTF-8 is not copied") {
  std::string_view text = "<a>é</a>";
  std::string storage;
  std::vector<std::string> warnings;
  CHECK(DecodeDocument(text, "", storage, warnings).data() == text.data());
  CHECK(warnings.empty());
}

TEST_CASE("byte order marks and the width of characters are believed first") {
  CHECK(Decode("\xEF\xBB\xBF<a>x</a>", "text/xml; charset=iso-8859-1").text == "<a>x</a>");
  CHECK(Decode("\xFF\xFE<\0a\0/\0>\0"sv).text == "<a/>");
  CHECK(Decode("\xFE\xFF\0<\0a\0/\0>"sv).text == "<a/>");
  CHECK(Decode("<\0a\0/\0>\0"sv).text == "<a/>");
  CHECK(Decode("\0<\0a\0/\0>"sv).text == "<a/>");
  CHECK(Decode("<\0\0\0a\0\0\0/\0\0\0>\0\0\0"sv).text == "<a/>");
  CHECK(Decode("\0\0\0<\0\0\0a\0\0\0/\0\0\0>"sv).text == "<a/>");
}

TEST_CASE("the header goes before the declaration, and both before a guess") {
  std::string_view bytes = "<?xml version='1.0' encoding='windows-1251'?><a>\xE9</a>"sv;
  CHECK(Decode(bytes).text.ends_with("<a>й</a>"));
  CHECK(Decode(bytes, "text/xml; charset=iso-8859-1").text.ends_with("<a>é</a>"));
  CHECK(Decode("<a>\xE9t\xE9 \x96 caf\xE9</a>").text == "<a>été – café</a>");
}

TEST_CASE("a name that the bytes contradict is not believed") {
  CHECK(Decode("<?xml version='1.0' encoding='utf-16'?><a>é</a>").text.ends_with("<a>é</a>"));
  CHECK(Decode("<?xml version='1.0' encoding='iso-8859-1'?><a>é</a>").text.ends_with("<a>é</a>"));
  Decoded latin = Decode("<?xml version='1.0' encoding='utf-8'?><a>\xE9t\xE9 \xE0 Caf\xE9</a>");
  CHECK(latin.text.ends_with("<a>été à Café</a>"));
  CHECK(latin.warnings == 1);
  CHECK(Decode("<?xml version='1.0' encoding='no-such'?><a>é</a>").warnings == 1);
}

TEST_CASE("stray bytes in UTF-8 are read as windows-1252, cut characters as unknown") {
  CHECK(Decode("<a>ééééééééé\xE9 \x93x\x94</a>").text == "<a>ééééééééé\u00E9 “x”</a>");
  CHECK(Decode("<a>ééééééééé\xE2\x80 x</a>").text == "<a>ééééééééé\uFFFD x</a>");
}

TEST_CASE("control characters vanish, and those of windows-1252 become what was meant") {
  CHECK(Decode("<a>x\0\x01\x1Fy\t\n</a>"sv).text == "<a>xy\t\n</a>");
  CHECK(Decode("<a>don\xC2\x92t</a>").text == "<a>don’t</a>");
}

TEST_CASE("encodings of Asia that look like ASCII are read by their names") {
  CHECK(Decode("<?xml version='1.0' encoding='iso-2022-jp'?><a>\x1B$B$\"\x1B(B</a>").text.ends_with("<a>あ</a>"));
  CHECK(Decode("<?xml version='1.0' encoding='euc-kr'?><a>\xC7\xD1\xB1\xB9</a>").text.ends_with("<a>한국</a>"));
  CHECK(Decode("<?xml version='1.0' encoding='big5'?><a>\xA4\xA4\xA4\xE5</a>").text.ends_with("<a>中文</a>"));
}

}  // namespace
}  // namespace newsstand::xml
