// The html5lib-tests suite of finding a page's encoding.
#include <doctest/doctest.h>

#include "content/html/encoding.h"
#include "content/html/html5lib_test_data.h"

namespace newsstand::html {

TEST_CASE("html5lib: the encoding of a page is found as the standard says") {
  const auto folder = html5lib::Folder("encoding");
  if (html5lib::Missing(folder)) return;
  int passed = 0, total = 0;
  for (const char* name : {"tests1.dat", "tests2.dat", "test-yahoo-jp.dat"}) {  // "scripted" needs scripts to run
    const std::string file = html5lib::ReadFile(folder / name);
    constexpr std::string_view kData = "#data\n", kEncoding = "\n#encoding\n";
    for (size_t at = file.find(kData); at != std::string::npos; at = file.find(kData, at)) {
      at += kData.size();
      const size_t end = file.find(kEncoding, at);
      REQUIRE(end != std::string::npos);
      const std::string data = file.substr(at, end - at);
      at = end + kEncoding.size();
      const std::string label = file.substr(at, file.find('\n', at) - at);
      ++total;
      const std::string found = SniffEncoding(data);
      if (found == EncodingForLabel(label)) {
        ++passed;
        continue;
      }
      MESSAGE(name << "\n" << data << "\nexpected " << label << ", got " << found);
    }
  }
  MESSAGE("encoding: " << passed << " of " << total);
  CHECK(total >= 82);
  CHECK(passed == total);
  CHECK(SniffEncoding(html5lib::ReadFile(folder / "chardet" / "test_big5.txt")) == "big5");
}

}  // namespace newsstand::html
