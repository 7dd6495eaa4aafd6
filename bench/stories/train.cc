// Fits the model that decides what belongs to one story, and measures it.
//   build/bench/stories_train words < LINES    the stems of {"language","text"} lines, for bench/stories/background.py
//   build/bench/stories_train fit              src/content/cluster/model.inc, on one half of each labelled set
//   build/bench/stories_train score            B³ F1 of the model as shipped, on both halves and on the whole
// The labels of a set, largest first, go to the halves in turn. Times are not looked at: only UCI has them, and there
// they leak. Everything is fixed by the seed.
#include <fmt/format.h>

#include <algorithm>
#include <boost/json.hpp>
#include <cmath>
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <map>
#include <random>
#include <set>

#include "base/url_test_data.h"
#include "content/cluster/agglomerate.h"
#include "content/cluster/copies_test_data.h"
#include "content/cluster/profile.h"

using namespace newsstand;
using namespace newsstand::cluster;

namespace {

constexpr uint64_t kSeed = 20;

struct Set {
  std::string name;
  std::vector<Profile> profiles;
  std::vector<int> labels;
};

Set ReadSet(const std::string& name) {
  Set set{name, {}, {}};
  std::ifstream in(test_data::Folder().string() + "/stories/" + name + ".jsonl");
  std::vector<std::pair<std::string, std::string>> rows;
  std::map<std::string, int> labels;
  for (std::string line; std::getline(in, line);) {
    const auto row = boost::json::parse(line).as_object();
    const auto text = [&](const char* field) { return std::string(row.at(field).as_string()); };
    rows.push_back({text("title"), text("text")});
    set.labels.push_back(labels.emplace(text("label"), static_cast<int>(labels.size())).first->second);
  }
  std::vector<size_t> order(rows.size());
  for (size_t i = 0; i < order.size(); ++i) order[i] = i;
  std::shuffle(order.begin(), order.end(), std::mt19937_64(kSeed));
  Profiler profiler;
  Idf idf;
  std::vector<Term> terms;
  std::vector<int> shuffled;
  for (const size_t i : order) {
    set.profiles.push_back(profiler.Make(rows[i].first, rows[i].second, "en", idf, terms));
    shuffled.push_back(set.labels[i]);
  }
  set.labels = shuffled;
  return set;
}

// What surrounds stories in life: articles that nobody else reports. Of each topic one a month, over eight years: no two of
// them are on one event, however alike they sound. With or without their texts.
Set ReadStrangers(bool with_text) {
  Set set{with_text ? "strangers" : "strangers' headlines", {}, {}};
  std::set<std::string> taken;
  Profiler profiler;
  Idf idf;
  std::vector<Term> terms;
  for (const auto& article : testing::ReadArticles(test_data::Folder() / "articles/articles.jsonl")) {
    if (article.published.size() < 7 || !taken.insert(article.topic + article.published.substr(0, 7)).second) continue;
    set.profiles.push_back(profiler.Make(article.title, with_text ? article.text : "", "en", idf, terms));
    set.labels.push_back(static_cast<int>(set.labels.size()));
  }
  return set;
}

// Two sets in one, as they arrive in life.
Set Mixed(const Set& a, const Set& b, const std::string& name) {
  Set out{name, a.profiles, a.labels};
  for (size_t i = 0; i < b.labels.size(); ++i) {
    out.profiles.push_back(b.profiles[i]);
    out.labels.push_back(1'000'000 + b.labels[i]);
  }
  return out;
}

Set Half(const Set& set, int which) {
  std::map<int, int> sizes;
  for (const int label : set.labels) ++sizes[label];
  std::vector<std::pair<int, int>> order;
  for (const auto& [label, size] : sizes) order.push_back({-size, label});
  std::sort(order.begin(), order.end());
  std::map<int, int> half;
  for (size_t i = 0; i < order.size(); ++i) half[order[i].second] = static_cast<int>(i % 2);
  Set out{set.name, {}, {}};
  for (size_t i = 0; i < set.labels.size(); ++i) {
    if (half[set.labels[i]] != which) continue;
    out.profiles.push_back(set.profiles[i]);
    out.labels.push_back(set.labels[i]);
  }
  return out;
}

std::vector<Group> Singles(const Set& set) {
  std::vector<Group> groups(set.profiles.size());
  for (size_t i = 0; i < groups.size(); ++i) groups[i].Add(set.profiles[i], false, 0);
  return groups;
}

double BCubed(const std::vector<int>& gold, const std::vector<uint32_t>& got) {
  std::map<int, double> golds;
  std::map<uint32_t, double> gots;
  std::map<std::pair<int, uint32_t>, double> both;
  for (size_t i = 0; i < gold.size(); ++i) {
    ++golds[gold[i]];
    ++gots[got[i]];
    ++both[{gold[i], got[i]}];
  }
  double p = 0, r = 0;
  for (const auto& [pair, n] : both) {
    p += n * n / gots[pair.second];
    r += n * n / golds[pair.first];
  }
  return 2 * p * r / (p + r) / static_cast<double>(gold.size());
}

double Evaluate(const Set& set, const Model& model) {
  auto groups = Singles(set);
  return BCubed(set.labels, Agglomerate(groups, model, {}));
}

struct Example {
  Features features;
  double label, weight;
};

// The pairs a run of joining meets, until well past where it should stop. A pair is right when most of both is one story.
void Collect(const Set& set, const Model& model, double share, std::vector<Example>& out) {
  auto groups = Singles(set);
  std::vector<std::map<int, double>> inside(groups.size());
  for (size_t i = 0; i < groups.size(); ++i) inside[i][set.labels[i]] = 1;
  std::vector<Example> met;
  Agglomeration options;
  options.least = -12;
  size_t wrong_in_a_row = 0;
  options.watch = [&](uint32_t a, uint32_t b, const Features& features, double score) {
    // B³ gained or lost by joining, up to a factor: what is right counts as much as it matters.
    double same = 0, na = 0, nb = 0;
    for (const auto& [label, n] : inside[a]) na += n;
    for (const auto& [label, n] : inside[b]) nb += n;
    for (const auto& [label, n] : inside[a]) same += n * (inside[b].contains(label) ? inside[b][label] : 0);
    const double purity = same / (na * nb);
    met.push_back({features, purity >= .5 ? 1.0 : 0.0, std::sqrt(std::min(na, nb))});
    wrong_in_a_row = purity >= .5 ? 0 : wrong_in_a_row + 1;
    // The groups are swapped when joined: both keep the labels of both.
    for (const auto& [label, n] : inside[b]) inside[a][label] += n;
    inside[b] = inside[a];
    return score > -11 && wrong_in_a_row < 60;
  };
  Agglomerate(groups, model, options);
  double total = 0;
  for (const Example& example : met) total += example.weight;
  for (Example& example : met) {
    example.weight *= share / total;
    out.push_back(example);
  }
}

// Logistic regression by gradient descent with a ridge, on features scaled to unit deviation.
std::array<double, kFeatures> Fit(const std::vector<Example>& examples, double ridge) {
  std::array<double, kFeatures> mean{}, scale{}, weights{};
  double total = 0;
  for (const Example& e : examples) total += e.weight;
  for (size_t f = 1; f < kFeatures; ++f) {
    for (const Example& e : examples) mean[f] += e.weight * e.features[f] / total;
    for (const Example& e : examples) scale[f] += e.weight * std::pow(e.features[f] - mean[f], 2) / total;
    scale[f] = std::sqrt(scale[f]) + 1e-9;
  }
  std::array<double, kFeatures> velocity{};
  for (int step = 0; step < 3000; ++step) {
    std::array<double, kFeatures> gradient{};
    for (const Example& e : examples) {
      double z = weights[0];
      for (size_t f = 1; f < kFeatures; ++f) z += weights[f] * (e.features[f] - mean[f]) / scale[f];
      const double error = e.weight / total * (1 / (1 + std::exp(-z)) - e.label);
      gradient[0] += error;
      for (size_t f = 1; f < kFeatures; ++f) gradient[f] += error * (e.features[f] - mean[f]) / scale[f];
    }
    for (size_t f = 0; f < kFeatures; ++f) {
      velocity[f] = .9 * velocity[f] - .5 * (gradient[f] + (f > 0 ? ridge * weights[f] : 0));
      weights[f] += velocity[f];
    }
  }
  std::array<double, kFeatures> out{};
  out[0] = weights[0];
  for (size_t f = 1; f < kFeatures; ++f) {
    out[f] = weights[f] / scale[f];
    out[0] -= out[f] * mean[f];
  }
  return out;
}

const char* const kSets[] = {"uci_headlines", "ecbplus_topics01-22", "wikiref220", "galaxy_wikinews_medium", "galaxy_wikinews"};

void Report(const std::vector<Set>& sets, const Model& model) {
  for (const Set& set : sets) {
    fmt::print(stderr, "{:24} trained {:.4f}  held out {:.4f}  whole {:.4f}\n", set.name, Evaluate(Half(set, 0), model),
               Evaluate(Half(set, 1), model), Evaluate(set, model));
  }
}

// Strangers alone, and among the stories of each set.
std::vector<Set> StrangersAmong(const std::vector<Set>& sets) {
  const Set texts = ReadStrangers(true), headlines = ReadStrangers(false);
  std::vector<Set> out = {texts, headlines};
  for (const Set& set : sets) out.push_back(Mixed(set, set.name == "uci_headlines" ? headlines : texts, set.name + " +"));
  return out;
}

int FitAll(double ridge, int rounds, double strangers_share, double headlines_share) {
  std::vector<Set> sets;
  for (const char* name : kSets) sets.push_back(ReadSet(name));
  const std::vector<Set> strangers = StrangersAmong(sets);
  Model model = Model::Trained();
  std::vector<Example> examples;
  for (int round = 0; round < rounds; ++round) {
    for (const Set& set : sets) Collect(Half(set, 0), model, set.name == "galaxy_wikinews" ? .3 : 1, examples);
    for (const Set& set : strangers) Collect(Half(set, 0), model, set.name == "strangers' headlines" ? headlines_share : strangers_share, examples);
    model.weights = Fit(examples, ridge);
    fmt::print(stderr, "round {}: {} pairs\n", round, examples.size());
    for (size_t f = 0; f < kFeatures; ++f) fmt::print(stderr, " {} {:.3f}", kFeatureNames[f], model.weights[f]);
    fmt::print(stderr, "\n");
    Report(sets, model);
    Report(strangers, model);
  }
  for (const double weight : model.weights) fmt::print("{:.6f},\n", weight);
  return 0;
}

int StemLines() {
  Profiler profiler;
  for (std::string line; std::getline(std::cin, line);) {
    const auto row = boost::json::parse(line).as_object();
    const std::string language(row.at("language").as_string());
    std::string out = language;
    for (const auto& [stem, flag] : profiler.Stems(std::string(row.at("text").as_string()), language)) out += " " + stem + flag;
    std::puts(out.c_str());
  }
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  const std::string what = argc > 1 ? argv[1] : "";
  if (what == "words") return StemLines();
  if (what == "fit") return FitAll(argc > 2 ? std::atof(argv[2]) : 1e-4, argc > 3 ? std::atoi(argv[3]) : 3, argc > 4 ? std::atof(argv[4]) : .02, argc > 5 ? std::atof(argv[5]) : .06);
  if (what == "score") {
    std::vector<Set> sets;
    for (const char* name : kSets) sets.push_back(ReadSet(name));
    Report(sets, Model::Trained());
    Report(StrangersAmong(sets), Model::Trained());
    return 0;
  }
  std::fputs("stories_train words|fit|score\n", stderr);
  return 2;
}
