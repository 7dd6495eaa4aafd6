// The article's way on one core, in memory: content_bench parser|pages|feeds LIST [ROUNDS].
//   parser   pages to trees: ours, Debian's gumbo, libxml2's HTML parser
//   pages    bytes to sanitised article
//   feeds    bytes to sanitised items
// LIST holds lines "path<TAB>url"; files may be gzipped. Each round runs every parser once over all documents, so that
// what else the machine does meets all of them; times are of the processor. One line a row: name, documents, bytes,
// then the seconds of each round. content.py runs it beside other programs.
#include <fmt/core.h>
#include <gumbo.h>
#include <libxml/HTMLparser.h>
#include <zlib.h>

#include <algorithm>
#include <cstdlib>
#include <ctime>
#include <fstream>
#include <functional>
#include <string>
#include <vector>

#include "content/extract/extract.h"
#include "content/html/document.h"
#include "content/html/encoding.h"
#include "content/parse/parse_feed.h"

namespace {

using namespace newsstand;

struct Source {
  std::string bytes, url;
};

struct Contender {
  std::string name;
  std::function<size_t(const Source&)> work;  // some number that depends on the result
};

// Plain or gzipped.
std::string ReadFile(const std::string& path) {
  std::string bytes;
  gzFile file = gzopen(path.c_str(), "rb");
  if (!file) return bytes;
  char chunk[65536];
  for (int got; (got = gzread(file, chunk, sizeof chunk)) > 0;) bytes.append(chunk, static_cast<size_t>(got));
  gzclose(file);
  return bytes;
}

// Of a file of lines "path<TAB>url".
std::vector<Source> ReadSources(const std::string& list) {
  std::vector<Source> sources;
  std::ifstream lines(list);
  for (std::string line; std::getline(lines, line);) {
    const size_t tab = std::min(line.find('\t'), line.size());
    sources.push_back({ReadFile(line.substr(0, tab)), tab < line.size() ? line.substr(tab + 1) : ""});
  }
  return sources;
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

void Parser(std::vector<Source> decoded, int rounds) {
  for (Source& page : decoded) page.bytes = html::DecodeHtml(page.bytes);  // gumbo reads UTF-8 alone
  Run(decoded,
      {{"newsstand", [](const Source& page) { return html::ParseDocument(page.bytes).node_count(); }},
       {"libxml2", WithLibxml2},
       {"gumbo", WithGumbo}},
      rounds);
}

void Pages(const std::vector<Source>& pages, int rounds) {
  const auto read = [](const Source& page) {
    const auto article = extract::Extract({page.bytes, "", page.url});
    return article ? article->html.size() : 0;
  };
  Run(pages, {{"newsstand", read}}, rounds);
}

void Feeds(const std::vector<Source>& feeds, int rounds) {
  const auto read = [](const Source& source) {
    const auto feed = parse::ParseFeed({source.bytes, "", source.url});
    return feed ? feed->items.size() : 0;
  };
  Run(feeds, {{"newsstand", read}}, rounds);
}

}  // namespace

int main(int count, char** arguments) {
  const std::string what = count > 1 ? arguments[1] : "";
  const std::vector<Source> sources = ReadSources(count > 2 ? arguments[2] : "");
  const int rounds = std::max(1, count > 3 ? std::atoi(arguments[3]) : 5);
  if (!sources.empty() && what == "parser") {
    Parser(sources, rounds);
  } else if (!sources.empty() && what == "pages") {
    Pages(sources, rounds);
  } else if (!sources.empty() && what == "feeds") {
    Feeds(sources, rounds);
  } else {
    fmt::print(stderr, "usage: content_bench parser|pages|feeds LIST [ROUNDS]\n");
    return 2;
  }
  return 0;
}
