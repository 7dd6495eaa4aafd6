#include "content/extract/confidence.h"

#include <algorithm>
#include <cmath>

namespace newsstand::extract {
namespace {

using F = ConfidenceFeature;

float Ratio(double part, double whole) { return whole > 0 ? static_cast<float>(part / whole) : 0; }

float At(const FeatureRow& row, Feature feature) { return row[static_cast<size_t>(feature)]; }

struct Sums {
  double all = 0, kept = 0, wanted = 0, right = 0, unsure = 0, unsure_outside = 0, gap = 0, long_words = 0, links = 0;
  double linked = 0, best = 0, lists = 0;
  int runs = 0, blocks = 0;
  size_t first = SIZE_MAX, last = 0;
};

Sums SumUp(const BlockPage& page, const std::vector<FeatureRow>& rows, const std::vector<float>& probability,
           const std::vector<bool>& keep) {
  Sums sums;
  double skipped = 0;
  for (size_t i = 0; i < page.blocks.size(); ++i) {
    const Block& block = page.blocks[i];
    const double words = block.words, chance = probability[i];
    const bool unsure = chance > 0.15 && chance < 0.85;
    sums.all += words;
    sums.wanted += words * chance;
    if (!keep[i]) {
      skipped += words;
      sums.unsure_outside += unsure ? words : 0;
      continue;
    }
    sums.runs += i == 0 || !keep[i - 1] ? 1 : 0;
    sums.gap += sums.first == SIZE_MAX ? 0 : skipped;
    skipped = 0;
    sums.first = std::min(sums.first, i);
    sums.last = i;
    ++sums.blocks;
    sums.kept += words;
    sums.right += words * chance;
    sums.unsure += unsure ? words : 0;
    sums.long_words += block.words >= 20 ? words : 0;
    sums.links += words * Ratio(block.link_characters, block.characters);
    sums.linked += words * std::max(0.0f, At(rows[i], Feature::in_linked_body));
    sums.best += At(rows[i], Feature::in_best) > 0 ? words : 0;
    sums.lists += block.ancestors & Bit(Within::kList) ? words : 0;
  }
  return sums;
}

}  // namespace

ConfidenceRow ConfidenceOf(const BlockPage& page, const std::vector<FeatureRow>& rows,
                           const std::vector<float>& probability, const std::vector<bool>& keep) {
  const Sums sums = SumUp(page, rows, probability, keep);
  ConfidenceRow out{};
  const auto set = [&](F feature, float value) { out[static_cast<size_t>(feature)] = value; };
  set(F::expected_f1, Ratio(2 * sums.right, sums.kept + sums.wanted));
  set(F::words, static_cast<float>(std::log1p(sums.kept)));
  set(F::page_words, static_cast<float>(std::log1p(sums.all)));
  set(F::kept_share, Ratio(sums.kept, sums.all));
  set(F::unsure_share, Ratio(sums.unsure, sums.kept));
  set(F::unsure_outside, Ratio(sums.unsure_outside, sums.kept));
  set(F::mean_kept, Ratio(sums.right, sums.kept));
  set(F::runs, static_cast<float>(sums.runs));
  set(F::gap, Ratio(sums.gap, sums.kept));
  set(F::long_share, Ratio(sums.long_words, sums.kept));
  set(F::links, Ratio(sums.links, sums.kept));
  set(F::blocks, static_cast<float>(std::log1p(sums.blocks)));
  set(F::linked_share, Ratio(sums.linked, sums.kept));
  set(F::best_share, Ratio(sums.best, sums.kept));
  set(F::lists, Ratio(sums.lists, sums.kept));
  const auto count = static_cast<double>(page.blocks.size());
  if (sums.first != SIZE_MAX) {
    set(F::first_position, Ratio(static_cast<double>(sums.first), count));
    set(F::last_position, Ratio(static_cast<double>(sums.last), count));
    const float from_title = At(rows[sums.first], Feature::blocks_from_title);
    set(F::from_title, from_title);
    set(F::title_shown, from_title > -1'000 ? 1 : 0);
  }
  return out;
}

double Confidence(const Models& models, const ConfidenceRow& row) {
  const double chance = Probability(models.confidence, row.data());
  const double sure = models.sure;
  return chance <= sure ? 0.8 * chance / sure : 0.8 + 0.2 * (chance - sure) / (1 - sure);
}

}  // namespace newsstand::extract
