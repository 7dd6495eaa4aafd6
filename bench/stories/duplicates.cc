// Near-duplicates measured: copies injected into real articles, the pairs of Reuters-21578, and the rate on one core.
//   build/stories_duplicates       reads $NEWSSTAND_DATA; prints a table
#include <fmt/format.h>

#include <boost/json.hpp>
#include <cstdlib>
#include <ctime>
#include <fstream>
#include <map>
#include <set>
#include <sstream>
#include <unordered_map>

#include "base/url_test_data.h"
#include "content/cluster/copies_test_data.h"
#include "content/cluster/near_duplicates.h"

using namespace newsstand;
using namespace newsstand::cluster;
using namespace newsstand::cluster::testing;

namespace {

// Processor time: other programs on the machine do not count.
double Processor() {
  timespec time{};
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
  return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_nsec) * 1e-9;
}

double F1(double tp, double found, double wanted) {
  const double p = found > 0 ? tp / found : 0, r = wanted > 0 ? tp / wanted : 0;
  return p + r > 0 ? 2 * p * r / (p + r) : 0;
}

void Measure(const std::vector<SourceArticle>& articles, size_t every, uint64_t seed) {
  const auto injected = InjectCopies(articles, every, seed);
  NearDuplicates index;
  std::map<Change, std::pair<int, int>> recall;
  int tp = 0, found = 0, wanted = 0, shown = 0;
  for (size_t i = 0; i < injected.size(); ++i) {
    const auto copy = index.Add(i, FingerprintOf(injected[i].text), FromUnixSeconds(static_cast<int64_t>(i) * 60));
    const bool is_copy = injected[i].change != Change::kNone;
    const bool right = copy && injected[copy->origin].original == injected[i].original;
    wanted += is_copy;
    found += copy.has_value();
    tp += right;
    ++recall[injected[i].change].second;
    recall[injected[i].change].first += right;
    if (copy && !right && std::getenv("SHOW") != nullptr && shown++ < 12) {
      fmt::print("  false: {} is no copy of {} ({:.2f}, {:.2f}, {:.2f}) {} {}\n", articles[injected[i].original].title,
                 articles[injected[copy->origin].original].title, copy->containment, copy->of_this, copy->of_nearest,
                 ChangeName(injected[i].change), ChangeName(injected[copy->origin].change));
    }
  }
  fmt::print("seed {}: {} articles, {} copies: F1 {:.4f}  P {:.4f} R {:.4f}", seed, injected.size(), wanted,
             F1(tp, found, wanted), static_cast<double>(tp) / found, static_cast<double>(tp) / wanted);
  for (const auto& [change, hits] : recall) {
    if (change != Change::kNone)
      fmt::print("  {} {:.4f}", ChangeName(change), static_cast<double>(hits.first) / hits.second);
  }
  fmt::print("\n");
}

void MeasureReuters(const std::string& folder) {
  const auto stories = ReadArticles(folder + "/articles/reuters21578.jsonl");
  std::ifstream in(folder + "/articles/reuters_neardup_pairs.json");
  std::stringstream bytes;
  bytes << in.rdbuf();
  NearDuplicates::Options options;
  options.window = std::chrono::hours(24 * 365);
  NearDuplicates index(options);
  std::unordered_map<std::string, size_t> places;
  std::vector<uint64_t> group(stories.size());
  for (size_t i = 0; i < stories.size(); ++i) {
    places[stories[i].id] = i;
    const auto copy = index.Add(i, FingerprintOf(stories[i].text), std::nullopt);
    group[i] = copy ? group[copy->origin] : i;
  }
  std::map<int, std::pair<int, int>> by_score;
  const auto pairs = boost::json::parse(bytes.str()).as_array();
  int hits = 0;
  for (const auto& pair : pairs) {
    const double score = pair.at(0).as_double();
    const size_t a = places.at(std::string(pair.at(1).as_string())), b = places.at(std::string(pair.at(2).as_string()));
    auto& bin = by_score[static_cast<int>(score * 10)];
    ++bin.second;
    bin.first += group[a] == group[b];
    hits += group[a] == group[b];
  }
  fmt::print("reuters: {} of {} pairs", hits, pairs.size());
  for (const auto& [bin, h] : by_score) fmt::print("  .{}: {}/{}", bin, h.first, h.second);
  fmt::print("\n");
}

void Rate(std::string_view what, const std::vector<SourceArticle>& articles, int rounds) {
  NearDuplicates index;
  // Other numbers in each round make other articles of the same.
  size_t documents = 0, bytes = 0;
  double seconds = 0, reading = 0;
  for (int round = 0; round < rounds; ++round) {
    Words words;
    Fingerprint fingerprint;
    for (size_t i = 0; i < articles.size(); ++i) {
      const auto begun = Processor();
      FingerprintOf(articles[i].text, words, fingerprint);
      const auto read = Processor();
      for (uint64_t& gram : fingerprint.grams) gram = (gram + static_cast<uint64_t>(round)) * 0x9E3779B97F4A7C15u;
      const auto begun2 = Processor();
      index.Add(documents, fingerprint, FromUnixSeconds(static_cast<int64_t>(documents)));
      seconds += Processor() - begun2;
      reading += read - begun;
      ++documents;
      bytes += articles[i].text.size();
    }
  }
  fmt::print(
      "rate, {}: {:.0f} documents a second, {:.0f} MB/s ({} documents of {} bytes; reading {:.1f} us, index {:.1f} us); {} remembered "
      "in {} MB\n",
      what, static_cast<double>(documents) / (seconds + reading), static_cast<double>(bytes) / (seconds + reading) * 1e-6, documents, bytes / documents,
      reading / static_cast<double>(documents) * 1e6, seconds / static_cast<double>(documents) * 1e6, index.articles(),
      index.bytes() >> 20);
}

}  // namespace

int main() {
  const std::string folder = test_data::Folder().string();
  const auto articles = ReadArticles(folder + "/articles/articles.jsonl");
  for (const uint64_t seed : {1, 2, 3}) Measure(articles, 4, seed);
  MeasureReuters(folder);
  Rate("articles of the web", articles, 20);
  Rate("wire stories of 1987", ReadArticles(folder + "/articles/reuters21578.jsonl"), 5);
  return 0;
}
