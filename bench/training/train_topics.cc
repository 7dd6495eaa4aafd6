// Trains the topic model from the lines of topics_corpus.py:
//   train_topics CORPUS.tsv OUT.bin [JUDGED.tsv]
// A softmax over all topics of the tree (src/content/enrich/topic_model.h): keywords for all of them, hashed words for those that
// labels teach. A label may be a set ("one of these"): the loss is then -ln of what the set gets together. AdaGrad, a fixed seed.
#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstring>
#include <fstream>
#include <random>
#include <set>

#include "base/text.h"
#include "content/enrich/topic_features.h"
#include "content/enrich/topic_tree.h"

namespace {

using namespace newsstand::enrich;

constexpr int kBits = 15;
constexpr int kEpochs = 8;
constexpr float kRate = 0.25F;
constexpr float kDecay = 2e-5F;
constexpr size_t kTaughtBy = 8;       // so many articles must carry a topic's own label before words are learned for it
constexpr float kKeywordWeight = 1.6F;

struct Sample {
  std::vector<int> allowed;           // places in the tree
  float weight = 1;
  std::vector<TopicFeature> features;
  std::vector<float> keywords;        // ln(1 + worth), for each topic
};

std::vector<Sample> Read(const char* path, const TopicTree& tree) {
  std::vector<Sample> samples;
  std::ifstream in(path);
  for (std::string line; std::getline(in, line);) {
    const auto fields = newsstand::Split(line, '\t');
    if (fields.size() != 5) continue;
    Sample sample;
    std::set<int> allowed;
    for (std::string_view label : newsstand::Split(fields[0], ',')) {
      const bool below = label.ends_with('/');
      if (below) label.remove_suffix(1);
      allowed.insert(tree.IndexOf(label));
      for (size_t i = 0; below && i < tree.topics().size(); ++i) {
        if (tree.topics()[i].parent == label) allowed.insert(static_cast<int>(i));
      }
    }
    allowed.erase(-1);
    if (allowed.empty()) continue;
    sample.allowed.assign(allowed.begin(), allowed.end());
    sample.weight = std::strtof(std::string(fields[2]).c_str(), nullptr);
    const Words headline = SplitWords(fields[3], kTopicHeadlineWords), body = SplitWords(fields[4], 220);
    sample.features = TopicFeatures(headline, body);
    tree.AddKeywords(headline, kTopicHeadlineFactor, sample.keywords);
    tree.AddKeywords(body, 1, sample.keywords);
    for (float& worth : sample.keywords) worth = std::log1p(worth);
    samples.push_back(std::move(sample));
  }
  return samples;
}

class Model {
 public:
  Model(const TopicTree& tree, const std::vector<Sample>& samples) : tree_(tree), class_of_(tree.topics().size(), -1) {
    std::vector<size_t> taught(tree.topics().size());
    for (const Sample& sample : samples) {
      if (sample.allowed.size() <= 4) {
        for (const int topic : sample.allowed) ++taught[static_cast<size_t>(topic)];
      } else {
        for (const int topic : sample.allowed) taught[static_cast<size_t>(topic)] += tree.topics()[static_cast<size_t>(topic)].parent.empty();
      }
    }
    for (size_t i = 0; i < taught.size(); ++i) {
      if (taught[i] < kTaughtBy) continue;
      class_of_[i] = static_cast<int>(topics_.size());
      topics_.push_back(static_cast<int>(i));
    }
    weights_.assign((size_t{1} << kBits) * topics_.size(), 0);
    squares_ = weights_;
    bias_.assign(topics_.size(), 0);
    bias_squares_ = bias_;
  }

  std::vector<float> Probabilities(const Sample& sample) const {
    std::vector<float> p(sample.keywords.size());
    for (size_t i = 0; i < p.size(); ++i) p[i] = kKeywordWeight * sample.keywords[i];
    for (const TopicFeature& feature : sample.features) {
      const float* row = &weights_[(feature.hash >> (32 - kBits)) * topics_.size()];
      for (size_t c = 0; c < topics_.size(); ++c) p[static_cast<size_t>(topics_[c])] += feature.value * row[c];
    }
    for (size_t c = 0; c < topics_.size(); ++c) p[static_cast<size_t>(topics_[c])] += bias_[c];
    const float most = *std::max_element(p.begin(), p.end());
    float sum = 0;
    for (float& x : p) sum += x = std::exp(x - most);
    for (float& x : p) x /= sum;
    return p;
  }

  void Learn(const Sample& sample, float rate) {
    std::vector<float> gradient = Probabilities(sample);
    float allowed = 1e-9F;
    for (const int topic : sample.allowed) allowed += gradient[static_cast<size_t>(topic)];
    for (const int topic : sample.allowed) gradient[static_cast<size_t>(topic)] -= gradient[static_cast<size_t>(topic)] / allowed;
    for (const TopicFeature& feature : sample.features) {
      float* row = &weights_[(feature.hash >> (32 - kBits)) * topics_.size()];
      float* squares = &squares_[(feature.hash >> (32 - kBits)) * topics_.size()];
      for (size_t c = 0; c < topics_.size(); ++c) {
        const float g = sample.weight * gradient[static_cast<size_t>(topics_[c])] * feature.value;
        squares[c] += g * g;
        row[c] -= rate * g / std::sqrt(squares[c] + 1e-4F) + kDecay * row[c];
      }
    }
    for (size_t c = 0; c < topics_.size(); ++c) {
      const float g = sample.weight * gradient[static_cast<size_t>(topics_[c])];
      bias_squares_[c] += g * g;
      bias_[c] -= 0.2F * rate * g / std::sqrt(bias_squares_[c] + 1e-2F);
    }
  }

  bool Write(const char* path) const;
  size_t classes() const { return topics_.size(); }

 private:
  const TopicTree& tree_;
  std::vector<int> class_of_, topics_;
  std::vector<float> weights_, squares_, bias_, bias_squares_;
};

template <typename T>
void Put(std::ofstream& out, T value) {
  out.write(reinterpret_cast<const char*>(&value), sizeof(T));
}

bool Model::Write(const char* path) const {
  std::ofstream out(path, std::ios::binary);
  out.write("NSTM", 4);
  Put(out, uint32_t{1});
  Put(out, uint32_t{kBits});
  Put(out, static_cast<uint32_t>(topics_.size()));
  Put(out, kKeywordWeight);
  std::vector<float> scales;
  for (size_t c = 0; c < topics_.size(); ++c) {
    double sum = 0, count = 0;
    for (size_t row = 0; row < (size_t{1} << kBits); ++row) {
      const double w = weights_[row * topics_.size() + c];
      if (w != 0) sum += w * w, ++count;
    }
    scales.push_back(static_cast<float>(3.5 * std::sqrt(sum / std::max(count, 1.0)) / 7.0));
    char slug[32] = {};
    const std::string& name = tree_.topics()[static_cast<size_t>(topics_[c])].slug;
    std::memcpy(slug, name.data(), std::min<size_t>(name.size(), 31));
    out.write(slug, 32);
    Put(out, bias_[c]);
    Put(out, scales[c]);
  }
  for (size_t row = 0; row < (size_t{1} << kBits); ++row) {
    for (size_t c = 0; c < topics_.size(); c += 2) {
      const auto nibble = [&](size_t i) -> unsigned {
        if (i >= topics_.size() || scales[i] <= 0) return 8;
        return static_cast<unsigned>(std::clamp(std::lround(weights_[row * topics_.size() + i] / scales[i]), -8L, 7L) + 8);
      };
      Put(out, static_cast<uint8_t>(nibble(c) | nibble(c + 1) << 4));
    }
  }
  return static_cast<bool>(out.flush());
}

void Judge(const Model& model, const std::vector<Sample>& samples) {
  size_t top1 = 0, top3 = 0, narrow = 0, narrow1 = 0, narrow3 = 0;
  for (const Sample& sample : samples) {
    const std::vector<float> p = model.Probabilities(sample);
    std::vector<int> order(p.size());
    for (size_t i = 0; i < p.size(); ++i) order[i] = static_cast<int>(i);
    std::partial_sort(order.begin(), order.begin() + 3, order.end(), [&](int a, int b) { return p[static_cast<size_t>(a)] > p[static_cast<size_t>(b)]; });
    const auto right = [&](int topic) { return std::find(sample.allowed.begin(), sample.allowed.end(), topic) != sample.allowed.end(); };
    const bool first = right(order[0]), three = first || right(order[1]) || right(order[2]);
    top1 += first;
    top3 += three;
    if (sample.allowed.size() <= 4) ++narrow, narrow1 += first, narrow3 += three;
  }
  const auto share = [](size_t n, size_t of) { return static_cast<double>(n) / static_cast<double>(std::max<size_t>(of, 1)); };
  std::printf("judged %zu: top-1 %.3f top-3 %.3f; of them %zu with a topic of their own: %.3f %.3f\n", samples.size(), share(top1, samples.size()),
              share(top3, samples.size()), narrow, share(narrow1, narrow), share(narrow3, narrow));
  std::fflush(stdout);
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 3) {
    std::fprintf(stderr, "usage: train_topics CORPUS.tsv OUT.bin [JUDGED.tsv]\n");
    return 2;
  }
  const TopicTree& tree = TopicTree::Shipped();
  std::vector<Sample> samples = Read(argv[1], tree);
  const std::vector<Sample> judged = argc > 3 ? Read(argv[3], tree) : std::vector<Sample>();
  Model model(tree, samples);
  std::printf("%zu articles, words learned for %zu topics of %zu\n", samples.size(), model.classes(), tree.topics().size());
  Judge(model, judged);
  std::mt19937 random(7);
  for (int epoch = 0; epoch < kEpochs; ++epoch) {
    std::shuffle(samples.begin(), samples.end(), random);
    for (const Sample& sample : samples) model.Learn(sample, kRate / std::sqrt(static_cast<float>(1 + epoch)));
    Judge(model, judged);
  }
  return model.Write(argv[2]) ? 0 : 1;
}
