// Pages written for these tests, and the article on each: tests/data/extract/pages/NAME.html and NAME.expected.
// UPDATE_EXPECTED=1 writes the expected files anew; read the difference before keeping it.
#include <doctest/doctest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>

#include "base/text.h"
#include "content/extract/extract.h"

namespace newsstand::extract {
namespace {

namespace fs = std::filesystem;

std::string ReadFile(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  return std::string(std::istreambuf_iterator<char>(file), {});
}

// The facts, one a line, then the HTML with a line for each block.
std::string Describe(const ExtractedArticle& article) {
  std::string out = "title: " + article.title + "\nauthors:";
  for (const std::string& author : article.authors) out += " [" + author + "]";
  out += "\npublished: " + (article.published ? FormatRfc3339(*article.published) : std::string("-"));
  if (article.published_offset_minutes != 0) out += " offset " + std::to_string(article.published_offset_minutes);
  out += "\nlanguage: " + article.language + "\nlead: " + article.lead_image.url + " [" + article.lead_image.caption +
         "] [" + article.lead_image.credit + "]\nwords: " + std::to_string(article.word_count) +
         "\nmethod: " + article.method + (article.confidence > 0.8 ? ", sure" : ", unsure") + "\n\n";
  for (size_t i = 0; i < article.html.size(); ++i) {
    out += article.html[i];
    for (const std::string_view end : {"</p>", "</h2>", "</h3>", "</li>", "</figure>", "</tr>", "</ul>", "</ol>",
                                       "</table>", "</blockquote>", "</pre>"}) {
      if (std::string_view(out).ends_with(end)) out += '\n';
    }
  }
  return out;
}

}  // namespace

TEST_CASE("pages give the articles they hold") {
  std::set<fs::path> files;
  for (const auto& entry : fs::directory_iterator("tests/data/extract/pages")) {
    if (entry.path().extension() == ".html") files.insert(entry.path());
  }
  REQUIRE(files.size() >= 20);
  for (const fs::path& file : files) {
    CAPTURE(file.string());
    const std::string bytes = ReadFile(file);
    const auto article = Extract({bytes, "text/html", "https://quay.test/news/cold-store"});
    REQUIRE(article.ok());
    const std::string given = Describe(*article);
    const fs::path expected = fs::path(file).replace_extension(".expected");
    if (std::getenv("UPDATE_EXPECTED")) std::ofstream(expected, std::ios::binary) << given;
    CHECK(given == ReadFile(expected));
  }
}

}  // namespace newsstand::extract
