// The article's way on one core, in memory: content_bench parser|pages|feeds [ROUNDS].
//   parser   pages to trees: ours, Debian's gumbo, libxml2's HTML parser
//   pages    bytes to sanitised article
//   feeds    bytes to sanitised items
// Reads the test data ($NEWSSTAND_DATA). Each round runs every parser once over all documents, so that what else the
// machine does meets all of them; times are of the processor. One line a row: name, documents, bytes, then the seconds
// of each round, for the scripts beside this file.
#include <fmt/core.h>
#include <gumbo.h>
#include <libxml/HTMLparser.h>
#include <zlib.h>

#include <algorithm>
#include <boost/json.hpp>
#include <cstdlib>
#include <ctime>
#include <filesystem>
#include <fstream>
#include <functional>
#include <string>
#include <vector>

#include "content/extract/extract.h"
#include "content/html/document.h"
#include "content/html/encoding.h"
#include "content/parse/parse_feed.h"

namespace {

namespace fs = std::filesystem;
using namespace newsstand;

struct Source {
  std::string bytes, url;
};

struct Contender {
  std::string name;
  std::function<size_t(const Source&)> work;  // some number that depends on the result
};

fs::path DataFolder() {
  if (const char* data = std::getenv("NEWSSTAND_DATA"); data && *data) return data;
  const char* home = std::getenv("HOME");
  return fs::path(home ? home : "") / ".cache" / "newsstand-data";
}

// Plain or gzipped.
std::string ReadFile(const fs::path& path) {
  std::string bytes;
  gzFile file = gzopen(path.c_str(), "rb");
  if (!file) return bytes;
  char chunk[65536];
  for (int got; (got = gzread(file, chunk, sizeof chunk)) > 0;) bytes.append(chunk, static_cast<size_t>(got));
  gzclose(file);
  return bytes;
}

std::vector<Source> ReadPages() {
  std::vector<Source> pages;
  std::ifstream manifest(DataFolder() / "pages" / "manifest.jsonl");
  for (std::string line; std::getline(manifest, line);) {
    const boost::json::value row = boost::json::parse(line);
    const auto* url = row.as_object().if_contains("url");
    pages.push_back({ReadFile(DataFolder() / std::string(row.at("file").as_string())),
                     url && url->is_string() ? std::string(url->as_string()) : ""});
  }
  return pages;
}

std::vector<Source> ReadFeeds() {
  std::vector<Source> feeds;
  for (const auto& entry : fs::recursive_directory_iterator(DataFolder() / "feeds" / "live")) {
    if (entry.is_regular_file()) feeds.push_back({ReadFile(entry.path()), "https://paper.test/feed"});
  }
  return feeds;
}

double ProcessorSeconds() {
  timespec now;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) * 1e-9;
}

void Run(const std::vector<Source>& sources, const std::vector<Contender>& contenders, int rounds) {
  size_t bytes = 0, kept = 0;
  for (const Source& source : sources) bytes += source.bytes.size();
  std::vector<std::vector<double>> seconds(contenders.size());
  for (int round = 0; round < rounds; ++round) {
    for (size_t i = 0; i < contenders.size(); ++i) {
      const double begun = ProcessorSeconds();
      for (const Source& source : sources) kept += contenders[i].work(source);
      seconds[i].push_back(ProcessorSeconds() - begun);
    }
  }
  for (size_t i = 0; i < contenders.size(); ++i) {
    fmt::print("{}\t{}\t{}", contenders[i].name, sources.size(), bytes);
    for (const double one : seconds[i]) fmt::print("\t{:.6f}", one);
    fmt::print("\n");
  }
  if (kept == 0) fmt::print(stderr, "nothing was read\n");
}

size_t WithGumbo(const Source& source) {
  GumboOutput* output = gumbo_parse_with_options(&kGumboDefaultOptions, source.bytes.data(), source.bytes.size());
  const size_t children = output->root->v.element.children.length;
  gumbo_destroy_output(&kGumboDefaultOptions, output);
  return children;
}

size_t WithLibxml2(const Source& source) {
  const htmlDocPtr document =
      htmlReadMemory(source.bytes.data(), static_cast<int>(source.bytes.size()), nullptr, "utf-8",
                     HTML_PARSE_RECOVER | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING | HTML_PARSE_NONET);
  const size_t found = document != nullptr;
  xmlFreeDoc(document);
  return found;
}

void Parser(int rounds) {
  std::vector<Source> decoded = ReadPages();
  for (Source& page : decoded) page.bytes = html::DecodeHtml(page.bytes);  // gumbo reads UTF-8 alone
  Run(decoded,
      {{"newsstand", [](const Source& page) { return html::ParseDocument(page.bytes).node_count(); }},
       {"libxml2", WithLibxml2},
       {"gumbo", WithGumbo}},
      rounds);
}

void Pages(int rounds) {
  const auto read = [](const Source& page) {
    const auto article = extract::Extract({page.bytes, "", page.url});
    return article ? article->html.size() : 0;
  };
  Run(ReadPages(), {{"newsstand", read}}, rounds);
}

void Feeds(int rounds) {
  const auto read = [](const Source& source) {
    const auto feed = parse::ParseFeed({source.bytes, "", source.url});
    return feed ? feed->items.size() : 0;
  };
  Run(ReadFeeds(), {{"newsstand", read}}, rounds);
}

}  // namespace

int main(int count, char** arguments) {
  const std::string what = count > 1 ? arguments[1] : "";
  const int rounds = std::max(1, count > 2 ? std::atoi(arguments[2]) : 5);
  if (what == "parser") {
    Parser(rounds);
  } else if (what == "pages") {
    Pages(rounds);
  } else if (what == "feeds") {
    Feeds(rounds);
  } else {
    fmt::print(stderr, "usage: content_bench parser|pages|feeds [ROUNDS]\n");
    return 2;
  }
  return 0;
}
