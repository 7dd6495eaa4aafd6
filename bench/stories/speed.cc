// How fast articles are placed when many are live: stories_speed [LIVE]     (100,000)
// The real articles of the test data, again and again, each time with the words of one frequency exchanged among
// themselves: as many words, as common and as rare as in life, but other stories. They arrive six seconds apart in mixed
// order. Processor time of one thread.
#include <fmt/format.h>

#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <numeric>
#include <unordered_map>

#include "base/url_test_data.h"
#include "content/cluster/copies_test_data.h"
#include "content/cluster/stories.h"

using namespace newsstand;
using namespace newsstand::cluster;
using namespace newsstand::cluster::testing;

namespace {

constexpr size_t kMeasured = 5'000;
constexpr size_t kAlike = 60;  // words of neighbouring frequency that are exchanged
constexpr int64_t kApart = 6;  // seconds

double Processor() {
  timespec time{};
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
  return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_nsec) * 1e-9;
}

bool IsLetter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool IsCapital(char c) { return c >= 'A' && c <= 'Z'; }

// Calls `word` for each run of letters and `other` for what stands between them.
template <class WordCall, class OtherCall>
void ForWords(std::string_view text, WordCall&& word, OtherCall&& other) {
  for (size_t i = 0; i < text.size();) {
    size_t end = i;
    const bool letters = IsLetter(text[i]);
    while (end < text.size() && IsLetter(text[end]) == letters) ++end;
    letters ? word(text.substr(i, end - i)) : other(text.substr(i, end - i));
    i = end;
  }
}

class Vocabulary {
 public:
  explicit Vocabulary(const std::vector<SourceArticle>& articles) {
    std::unordered_map<std::string, size_t> counts;
    for (const SourceArticle& article : articles) {
      for (const std::string_view text : {std::string_view(article.title), std::string_view(article.text)})
        ForWords(text, [&](std::string_view word) { ++counts[std::string(word)]; }, [](std::string_view) {});
    }
    // Names with names, other words with other words; the hundred most common stay, they are what makes it English.
    std::vector<std::pair<size_t, std::string>> order;
    for (auto& [word, count] : counts) order.emplace_back(count, word);
    std::sort(order.rbegin(), order.rend());
    for (size_t i = 100; i < order.size(); ++i) words_[IsCapital(order[i].second[0])].push_back(order[i].second);
  }

  std::unordered_map<std::string, std::string> Exchanged(uint64_t round) const {
    std::unordered_map<std::string, std::string> out;
    Random random(round + 1);
    for (const auto& words : words_) {
      for (size_t begin = 0; begin < words.size(); begin += kAlike) {
        std::vector<size_t> places(std::min(kAlike, words.size() - begin));
        std::iota(places.begin(), places.end(), begin);
        std::shuffle(places.begin(), places.end(), random);
        for (size_t i = 0; i < places.size(); ++i) out[words[begin + i]] = words[places[i]];
      }
    }
    return out;
  }

 private:
  std::vector<std::string> words_[2];
};

std::string Told(std::string_view text, const std::unordered_map<std::string, std::string>& exchanged) {
  std::string out;
  ForWords(
      text,
      [&](std::string_view word) {
        const auto found = exchanged.find(std::string(word));
        out += found == exchanged.end() ? word : std::string_view(found->second);
      },
      [&](std::string_view other) { out += other; });
  return out;
}

}  // namespace

int main(int argc, char** argv) {
  const size_t live = argc > 1 ? static_cast<size_t>(std::atoll(argv[1])) : 100'000;
  const auto articles = ReadArticles(test_data::Folder() / "articles/articles.jsonl");
  const Vocabulary vocabulary(articles);
  const size_t all = live + kMeasured, rounds = (all + articles.size() - 1) / articles.size();
  std::vector<std::unordered_map<std::string, std::string>> exchanged;
  for (size_t round = 0; round < rounds; ++round) exchanged.push_back(vocabulary.Exchanged(round));
  std::vector<size_t> order(rounds * articles.size());
  std::iota(order.begin(), order.end(), size_t{0});
  Random random(7);
  std::shuffle(order.begin(), order.end(), random);

  std::setvbuf(stdout, nullptr, _IOLBF, 0);
  Stories stories;
  double spent = 0, longest = 0, repairing = 0, longest_repair = 0;
  fmt::print("{:>9} {:>9} {:>12} {:>12} {:>16} {:>18} {:>10}\n", "live", "stories", "a second", "longest ms", "with repairs", "longest repair ms", "MB");
  for (size_t i = 0, since = 0; i < all; ++i) {
    const SourceArticle& article = articles[order[i] % articles.size()];
    const auto& words = exchanged[order[i] / articles.size()];
    const std::string title = Told(article.title, words), text = Told(article.text, words);
    const Timestamp now = FromUnixSeconds(1'700'000'000 + static_cast<int64_t>(i) * kApart);
    const double begun = Processor();
    stories.Add({i + 1, title, text, "en", now});
    const double took = Processor() - begun;
    spent += took;
    longest = std::max(longest, took);
    if (i % 100 == 99) {  // every ten minutes, at this pace
      const double before = Processor();
      stories.Repair(now);
      longest_repair = std::max(longest_repair, Processor() - before);
      repairing += Processor() - before;
    }
    if (const size_t done = i + 1; done == live / 10 || done == live / 3 || done == live || done == all) {
      fmt::print("{:>9} {:>9} {:>12.0f} {:>12.1f} {:>16.0f} {:>18.0f} {:>10}\n", stories.articles(), stories.stories(),
                 static_cast<double>(done - since) / spent, longest * 1e3,
                 static_cast<double>(done - since) / (spent + repairing), longest_repair * 1e3,
                 stories.bytes() >> 20);
      since = done;
      spent = longest = repairing = longest_repair = 0;
    }
  }
  return 0;
}
