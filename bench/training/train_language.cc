// Trains the language model from the lines of language_corpus.py:
//   train_language CORPUS.tsv OUT.bin
// For each script a softmax over hashed n-grams (src/content/enrich/grams.h), by stochastic gradient descent with AdaGrad;
// each language counts the same, and short texts are cut out of the long ones. The seed is fixed: the same corpus gives
// the same file.
#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstring>
#include <fstream>
#include <map>
#include <random>
#include <sstream>

#include "base/text.h"
#include "content/enrich/grams.h"
#include "content/enrich/script.h"

namespace {

using newsstand::enrich::ForEachGram;
using newsstand::enrich::GuessScript;
using newsstand::enrich::Script;

struct Sample {
  int language;
  std::string text;
};
struct Task {
  Script script;
  int bits;
  std::vector<std::string> languages;
};

// Bits by how much there is to tell apart. Languages outside the catalogue are there to be told from it.
const Task kTasks[] = {
    {Script::kLatin, 16,
     {"en", "es", "fr", "de", "pt", "nl", "it", "sv", "ro", "pl", "tr", "cs", "nb", "hu", "da", "hr", "fi", "sk", "lt", "sl", "lv", "et",
      "sw", "id", "bs", "vi", "sq", "is", "ms", "rw", "gd", "cy", "mt", "af", "ca", "eu", "ga", "gl", "la", "eo", "nn", "fil", "az", "so",
      "sn", "st", "tn", "ts", "xh", "yo", "zu", "lg", "mi"}},
    {Script::kCyrillic, 15, {"ru", "uk", "sr", "bg", "mk", "be", "kk", "mn"}},
    {Script::kArabic, 13, {"ar", "ur", "fa"}},
    {Script::kDevanagari, 13, {"hi", "mr"}},
};
constexpr int kEpochs = 3;
constexpr float kRate = 0.35F;
constexpr int kPerLanguage = 14'000;  // samples an epoch

// How often a kind of line is drawn, against the others of its language.
double Weight(const std::string& kind) {
  if (kind.starts_with("lingua-")) return 12;
  return kind == "sentence" ? 2.0 : 1.0;
}

struct Corpus {
  std::map<std::string, std::map<std::string, std::vector<std::string>>> lines;  // language → kind → texts
};

Corpus Read(const char* path) {
  Corpus corpus;
  std::ifstream in(path);
  for (std::string line; std::getline(in, line);) {
    const auto fields = newsstand::Split(line, '\t');
    if (fields.size() != 3) continue;
    std::string language(fields[0]);
    if (language == "tl") language = "fil";
    corpus.lines[language][std::string(fields[1])].emplace_back(fields[2]);
  }
  return corpus;
}

// A run of one to `most` words out of `text`, or all of it.
std::string Cut(const std::string& text, std::mt19937& random) {
  std::vector<std::string_view> words = newsstand::Split(text, ' ');
  if (words.size() < 3) return text;
  const unsigned how = random() % 4;
  if (how == 0) return text;
  const size_t count = how == 1 ? 1 : how == 2 ? 2 : std::min<size_t>(words.size(), 3 + random() % 6);
  const size_t from = random() % (words.size() - count + 1);
  const char* end = words[from + count - 1].data() + words[from + count - 1].size();
  return std::string(words[from].data(), static_cast<size_t>(end - words[from].data()));
}

std::vector<Sample> Draw(const Corpus& corpus, const Task& task, std::mt19937& random) {
  std::vector<Sample> samples;
  for (size_t l = 0; l < task.languages.size(); ++l) {
    const auto found = corpus.lines.find(task.languages[l]);
    if (found == corpus.lines.end()) continue;
    double total = 0;
    for (const auto& [kind, texts] : found->second) total += Weight(kind) * static_cast<double>(std::min<size_t>(texts.size(), 20'000));
    for (const auto& [kind, texts] : found->second) {
      // A language with little text is not repeated without end.
      const double share = Weight(kind) * static_cast<double>(std::min<size_t>(texts.size(), 20'000)) / total;
      const size_t count = std::min<size_t>(static_cast<size_t>(share * kPerLanguage), texts.size() * 12);
      for (size_t i = 0; i < count; ++i) {
        const std::string& text = texts[random() % texts.size()];
        std::string cut = kind == "lingua-sentences" || kind == "sentence" ? Cut(text, random) : text;
        if (GuessScript(cut).script == task.script) samples.push_back({static_cast<int>(l), std::move(cut)});
      }
    }
  }
  std::shuffle(samples.begin(), samples.end(), random);
  return samples;
}

struct Model {
  std::vector<float> weights, squares;  // buckets × width
  std::vector<float> bias;
  size_t width;
};

class Trainer {
 public:
  Trainer(const Task& task, Model& model) : task_(task), model_(model), logits_(model.width), gradient_(model.width) {}

  // One step; returns whether the sample was told right before it.
  bool Learn(const Sample& sample, float rate) {
    rows_.clear();
    ForEachGram(sample.text, [&](uint32_t hash) { rows_.push_back(hash >> (32 - task_.bits)); });
    if (rows_.empty()) return true;
    const float norm = 1.0F / std::sqrt(static_cast<float>(rows_.size()));
    std::fill(logits_.begin(), logits_.end(), 0.0F);
    for (const uint32_t row : rows_) {
      const float* w = &model_.weights[row * model_.width];
      for (size_t l = 0; l < model_.width; ++l) logits_[l] += w[l];
    }
    float most = -1e30F;
    size_t best = 0;
    const size_t languages = task_.languages.size();
    for (size_t l = 0; l < languages; ++l) {
      logits_[l] = logits_[l] * norm + model_.bias[l];
      if (logits_[l] > most) most = logits_[l], best = l;
    }
    float total = 0;
    for (size_t l = 0; l < languages; ++l) total += gradient_[l] = std::exp(logits_[l] - most);
    for (size_t l = 0; l < languages; ++l) gradient_[l] = gradient_[l] / total - (static_cast<int>(l) == sample.language ? 1.0F : 0.0F);
    for (size_t l = 0; l < languages; ++l) model_.bias[l] -= 0.01F * rate * gradient_[l];
    for (const uint32_t row : rows_) {
      float* w = &model_.weights[row * model_.width];
      float* s = &model_.squares[row * model_.width];
      for (size_t l = 0; l < model_.width; ++l) {
        const float g = gradient_[l] * norm;
        s[l] += g * g;
        w[l] -= rate * g / std::sqrt(s[l] + 1e-3F) + 1e-6F * w[l];
      }
    }
    return static_cast<int>(best) == sample.language;
  }

 private:
  const Task& task_;
  Model& model_;
  std::vector<float> logits_, gradient_;
  std::vector<uint32_t> rows_;
};

template <typename T>
void Put(std::ofstream& out, T value) {
  out.write(reinterpret_cast<const char*>(&value), sizeof(T));
}

void Write(std::ofstream& out, const Task& task, const Model& model) {
  const size_t languages = task.languages.size();
  Put(out, static_cast<uint32_t>(task.script));
  Put(out, static_cast<uint32_t>(languages));
  Put(out, static_cast<uint32_t>(task.bits));
  std::vector<float> scales;
  for (size_t l = 0; l < languages; ++l) {
    // Four bits: a scale that lets the largest weights clip costs less than one that rounds the small ones away.
    double sum = 0, count = 0;
    for (size_t row = 0; row < (size_t{1} << task.bits); ++row) {
      const double w = model.weights[row * model.width + l];
      if (w != 0) sum += w * w, ++count;
    }
    const float scale = static_cast<float>(3.0 * std::sqrt(sum / std::max(count, 1.0)) / 7.0);
    scales.push_back(scale);
    char code[8] = {};
    std::memcpy(code, task.languages[l].data(), std::min<size_t>(task.languages[l].size(), 7));
    out.write(code, 8);
    Put(out, model.bias[l]);
    Put(out, scale);
  }
  for (size_t row = 0; row < (size_t{1} << task.bits); ++row) {
    for (size_t l = 0; l < languages; l += 2) {
      const auto nibble = [&](size_t i) -> unsigned {
        if (i >= languages || scales[i] <= 0) return 8;
        const float w = model.weights[row * model.width + i] / scales[i];
        return static_cast<unsigned>(std::clamp(std::lround(w), -8L, 7L) + 8);
      };
      Put(out, static_cast<uint8_t>(nibble(l) | nibble(l + 1) << 4));
    }
  }
}

void Train(const Corpus& corpus, const Task& task, std::ofstream& out) {
  Model model;
  model.width = (task.languages.size() + 7) / 8 * 8;
  model.weights.assign((size_t{1} << task.bits) * model.width, 0);
  model.squares = model.weights;
  model.bias.assign(model.width, 0);
  Trainer trainer(task, model);
  std::mt19937 random(7);
  for (int epoch = 0; epoch < kEpochs; ++epoch) {
    const std::vector<Sample> samples = Draw(corpus, task, random);
    size_t right = 0;
    for (const Sample& sample : samples) right += trainer.Learn(sample, kRate / static_cast<float>(1 + epoch));
    std::printf("script %d epoch %d: %zu samples, %.4f right before they were learned\n", static_cast<int>(task.script), epoch, samples.size(),
                static_cast<double>(right) / static_cast<double>(std::max<size_t>(samples.size(), 1)));
    std::fflush(stdout);
  }
  Write(out, task, model);
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 3) {
    std::fprintf(stderr, "usage: train_language CORPUS.tsv OUT.bin\n");
    return 2;
  }
  const Corpus corpus = Read(argv[1]);
  std::ofstream out(argv[2], std::ios::binary);
  out.write("NSLM", 4);
  Put(out, uint32_t{1});
  Put(out, static_cast<uint32_t>(std::size(kTasks)));
  for (const Task& task : kTasks) Train(corpus, task, out);
  return out.flush() ? 0 : 1;
}
