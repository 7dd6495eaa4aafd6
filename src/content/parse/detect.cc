#include "content/parse/detect.h"

#include "base/text.h"

namespace newsstand::parse {
namespace {

struct Magic {
  std::string_view bytes, what;
};

using namespace std::string_view_literals;

constexpr Magic kMagic[] = {
    {"%PDF-"sv, "a PDF file"},
    {"\x89PNG"sv, "a PNG picture"},
    {"\xFF\xD8\xFF"sv, "a JPEG picture"},
    {"GIF8"sv, "a GIF picture"},
    {"RIFF"sv, "a media file"},
    {"\x1F\x8B"sv, "a gzip file"},
    {"PK\x03\x04"sv, "a ZIP file"},
    {"\x28\xB5\x2F\xFD"sv, "a zstd file"},
    {"ID3"sv, "an MP3 recording"},
    {"\x7F"
     "ELF"sv,
     "a program"},
    {"MZ\x90"sv, "a program"},
    {"BZh"sv, "a bzip2 file"},
    {"\xFD"
     "7zXZ"sv,
     "an xz file"},
    {"OggS"sv, "a media file"},
    {"SQLite format 3"sv, "a database"},
};

struct Root {
  std::string_view name, what;
};

constexpr Root kRoots[] = {
    {"html", "an HTML page"},
    {"opml", "an OPML list of feeds"},
    {"sitemapindex", "an index of sitemaps"},
    {"urlset", "a sitemap without news"},
    {"svg", "an SVG picture"},
    {"opensearchdescription", "a description of a search engine"},
    {"rsd", "a description of an editing interface"},
    {"service", "an Atom service document"},
    {"plist", "a property list"},
    {"error", "an XML error message"},
    {"cross-domain-policy", "a cross-domain policy"},
    {"manifest", "a manifest"},
    {"wml", "a WML page"},
    {"xsl:stylesheet", "a style sheet"},
    {"stylesheet", "a style sheet"},
    {"math", "a formula"},
    {"conceptitem", "a NewsML-G2 concept, which is no news"},
    {"knowledgeitem", "a NewsML-G2 list of concepts, which is no news"},
    {"planningitem", "a NewsML-G2 plan of coverage, which is no news"},
    {"catalogitem", "a NewsML-G2 catalogue of codes, which is no news"},
};

std::string Sentence(std::string_view what) { return "This is " + std::string(what) + ", not a feed."; }

}  // namespace

std::string NameBinary(std::string_view bytes) {
  if (bytes.empty()) return "The document is empty.";
  if (bytes.size() > 12 && bytes.substr(4, 4) == "ftyp") return Sentence("a video");
  for (const Magic& magic : kMagic) {
    if (bytes.starts_with(magic.bytes)) return Sentence(magic.what);
  }
  std::string_view head = bytes.substr(0, 4096);
  if (head.find_first_not_of('\0') == std::string_view::npos) return Sentence("nothing but zeros");
  return "";
}

std::string NameDocument(const xml::Document& document, std::string_view text) {
  if (Trim(text).empty()) return "The document is empty.";
  xml::Element root = document.first_root();
  if (AsciiIEquals(document.doctype_name(), "html") || (root && document.Find("body", 3))) {
    return Sentence("an HTML page");
  }
  if (!root) return Sentence("text");
  for (const Root& known : kRoots) {
    if (root.local_name() == known.name) return Sentence(known.what);
  }
  constexpr std::string_view kHtmlRoots[] = {"head",   "body", "div", "p",  "title", "meta",
                                             "script", "a",    "br",  "h1", "center"};
  for (std::string_view name : kHtmlRoots) {
    if (root.local_name() == name) return Sentence("an HTML page");
  }
  return "This is an XML document of another kind (“" + Ellipsize(root.raw_name(), 40) + "”), not a feed.";
}

}  // namespace newsstand::parse
