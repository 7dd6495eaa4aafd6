// From the bytes of a page to text, whatever encoding they claim.
#include "content/html/encoding.h"

#include <array>
#include <string>

#include "content/html/meta_prescan.h"
#include "fuzz/fuzz.h"

using namespace newsstand;
using namespace newsstand::fuzz;

FUZZ_TARGET(encoding) {
  static constexpr std::array<const char*, 12> kLabels = {"utf-8",  "utf-16le",     "utf-16be",       "shift_jis",
                                                          "euc-jp", "iso-2022-jp",  "gb18030",        "big5",
                                                          "euc-kr", "windows-1252", "x-user-defined", "replacement"};
  RequireUtf8(html::DecodeHtml(bytes), "a page is decoded to valid UTF-8");
  RequireUtf8(html::DecodeHtml(bytes, std::string("text/html; charset=") + std::string(bytes.substr(0, 12))),
              "a page is decoded to valid UTF-8");
  RequireUtf8(html::DecodeBytes(bytes, kLabels[bytes.size() % kLabels.size()]), "every encoding gives valid UTF-8");
  const std::string sniffed = html::SniffEncoding(bytes);
  Require(html::EncodingForLabel(sniffed) == sniffed, "an encoding is called by its own name");
  (void)html::PrescanForCharset(bytes);
}
