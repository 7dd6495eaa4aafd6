#include "content/extract/date_choice.h"

#include <algorithm>
#include <cmath>
#include <string>

#include "base/text.h"
#include "content/extract/cues.h"
#include "content/extract/trees.h"
#include "content/html/text.h"

namespace newsstand::extract {
namespace {

using html::Node;
using F = DateFeature;

#include "content/extract/date_model.inc"

constexpr TreeModel kModel{kModelBase, kModelTreeSizes, kModelNodes};
constexpr size_t kMaxCandidates = 100;

constexpr std::string_view kPublishedMetas[] = {"article:published_time",
                                                "og:published_time",
                                                "article:published",
                                                "og:article:published_time",
                                                "datepublished",
                                                "pubdate",
                                                "publishdate",
                                                "publish-date",
                                                "publish_date",
                                                "published_time",
                                                "date.created",
                                                "datecreated",
                                                "dc.date.issued",
                                                "dc.date.created",
                                                "dcterms.created",
                                                "dcterms.issued",
                                                "citation_publication_date",
                                                "parsely-pub-date",
                                                "cxenseparse:recs:publishtime",
                                                "originalpublicationdate",
                                                "publication_date",
                                                "article.published",
                                                "date_published",
                                                "release_date",
                                                "last-published",
                                                "citation_online_date"};
constexpr std::string_view kModifiedMetas[] = {
    "article:modified_time", "og:updated_time", "datemodified",     "dcterms.modified", "last-modified",
    "article:modified",      "modified",        "dc.date.modified", "updated_time"};
constexpr std::string_view kPlainMetas[] = {"date",          "dc.date",
                                            "dcterms.date",  "citation_date",
                                            "sailthru.date", "article.created",
                                            "created",       "pub_date",
                                            "revised",       "dc.date.x-metadatalastmodified"};

template <size_t kSize>
bool OneOf(std::string_view name, const std::string_view (&list)[kSize]) {
  return std::find(std::begin(list), std::end(list), name) != std::end(list);
}

int64_t DayOf(Timestamp time) { return std::chrono::floor<std::chrono::days>(time).time_since_epoch().count(); }
bool HasTimeOfDay(Timestamp time) { return std::chrono::floor<std::chrono::days>(time) != time; }

class Collector {
 public:
  Collector(const PageView& view, const Node* title_node) : view_(view) {
    title_block_ = title_node ? static_cast<int>(view.BlockAt(*title_node)) : -1;
  }

  std::vector<DateCandidate> Collect() {
    Declared();
    Times();
    Places();
    Texts();
    for (DateCandidate& candidate : candidates_) Compare(candidate);
    return std::move(candidates_);
  }

 private:
  static float& At(DateCandidate& candidate, F feature) { return candidate.features[static_cast<size_t>(feature)]; }

  DateCandidate* Add(std::optional<Timestamp> time, F source, float value) {
    if (!time) return nullptr;
    for (DateCandidate& candidate : candidates_) {
      if (DayOf(candidate.time) != DayOf(*time)) continue;
      if (!HasTimeOfDay(candidate.time)) candidate.time = *time;
      float& feature = At(candidate, source);
      if (feature == 0) feature = value;
      return &candidate;
    }
    if (candidates_.size() >= kMaxCandidates) return nullptr;
    DateCandidate& candidate = candidates_.emplace_back();
    candidate.time = *time;
    At(candidate, F::from_title) = At(candidate, F::from_text) = 999;
    At(candidate, source) = value;
    return &candidate;
  }

  std::optional<Timestamp> Read(std::string_view text) const { return FindDate(text, view_.day_order); }

  void Declared() {
    linked_ = Read(view_.linked.published);
    Add(linked_, F::linked_published, 1);
    Add(Read(view_.linked.modified), F::linked_modified, 1);
    for (const MetaTag& meta : view_.index.metas) {
      if (OneOf(meta.name, kPublishedMetas)) {
        const auto time = Read(meta.value);
        if (!meta_) meta_ = time;
        Add(time, F::meta_published, 1);
      } else if (OneOf(meta.name, kModifiedMetas)) {
        Add(Read(meta.value), F::meta_modified, 1);
      } else if (OneOf(meta.name, kPlainMetas)) {
        Add(Read(meta.value), F::meta_plain, 1);
      }
    }
    for (const Node* node : view_.index.item_props) {
      const bool published = HasItemProp(*node, "datePublished") || HasItemProp(*node, "dateCreated");
      const bool modified = HasItemProp(*node, "dateModified");
      if (published) Add(DateOf(*node), F::item_published, 1);
      if (modified) Add(DateOf(*node), F::item_modified, 1);
    }
    url_ = DateInUrl(view_.url);
    Add(url_, F::in_url, 1);
    Add(DateInUrl(view_.index.canonical), F::in_canonical, 1);
  }

  std::optional<Timestamp> DateOf(const Node& node) const {
    for (const std::string_view name : {"datetime", "content", "data-datetime", "data-date", "title"}) {
      const std::string_view value = node.Attr(name);
      if (value.empty()) continue;
      if (const auto date = Read(value)) return date;
    }
    const std::string text = PlainText(node);
    return text.size() > 200 ? std::nullopt : Read(text);
  }

  void Times() {
    float order = 0;
    for (const Node* node : view_.index.times) {
      if (++order > 30) break;
      const Surroundings around = SurroundingsOf(*node);
      DateCandidate* candidate = Add(DateOf(*node), F::time_order, order);
      if (!candidate) continue;
      const std::string names = AsciiLower(node->Attr("class"));
      if (node->FindAttribute("pubdate") || names.find("publish") != std::string::npos ||
          names.find("entry-date") != std::string::npos) {
        At(*candidate, F::time_published) = 1;
      }
      if (names.find("update") != std::string::npos || names.find("modif") != std::string::npos)
        At(*candidate, F::time_updated) = 1;
      if (around.within & Bit(Within::kArticle)) At(*candidate, F::time_in_article) += 1;
      constexpr HintSet kOther = Bit(Hint::kRelated) | Bit(Hint::kSide) | Bit(Hint::kComment) | Bit(Hint::kList);
      if ((around.within & (Bit(Within::kAside) | Bit(Within::kFooter) | Bit(Within::kNav))) ||
          (around.hints & kOther)) {
        At(*candidate, F::time_in_side) += 1;
      }
      Near(*candidate, view_.BlockAt(*node));
    }
  }

  // Elements whose names speak of dates; the date may be spread over their children.
  void Places() {
    float order = 0;
    for (const Node* node : view_.index.date_places) {
      if (order >= 25) break;
      const std::string text = PlainText(*node);
      if (text.empty() || text.size() > 160) continue;
      const auto date = DateOf(*node);
      if (!date) continue;
      order += 1;
      if (DateCandidate* candidate = Add(date, F::place_order, order)) Near(*candidate, view_.BlockAt(*node));
    }
  }

  void Texts() {
    float order = 0;
    const auto& blocks = view_.blocks.blocks;
    for (uint32_t i = 0; i < blocks.size() && order < 60; ++i) {
      if (blocks[i].digits == 0 || blocks[i].words > 60) continue;
      const auto date = Read(blocks[i].text);
      if (!date) continue;
      order += 1;
      DateCandidate* candidate = Add(date, F::text_order, order);
      if (!candidate) continue;
      At(*candidate, F::text_count) += 1;
      Near(*candidate, i);
    }
  }

  // Keeps what is said of the mention that stands nearest to the headline.
  void Near(DateCandidate& candidate, uint32_t at) {
    const auto& blocks = view_.blocks.blocks;
    if (at >= blocks.size()) return;
    const int index = static_cast<int>(at);
    const float from = title_block_ < 0 ? 500.0f : static_cast<float>(index - title_block_);
    if (std::abs(from) >= std::abs(At(candidate, F::from_title))) return;
    const Block& block = blocks[at];
    At(candidate, F::from_title) = from;
    At(candidate, F::from_text) = static_cast<float>(index - static_cast<int>(view_.first_long));
    std::string lower = AsciiLower(TruncateUtf8(block.text, 200));
    if (at > 0 && blocks[at - 1].words <= 4) lower = AsciiLower(blocks[at - 1].text) + " " + lower;
    const auto has = [&](std::initializer_list<std::string_view> words) {
      return std::any_of(words.begin(), words.end(),
                         [&](std::string_view word) { return lower.find(word) != std::string::npos; });
    };
    At(candidate, F::cue_published) = has({"publish", "posted", "veröffentlicht", "erstellt", "publi", "created",
                                           "datum", "erschienen", "pubblicato", "date:"})
                                          ? 1
                                          : 0;
    At(candidate, F::cue_updated) = has({"updated", "modified", "aktualisiert", "stand:", "geändert", "mis à jour",
                                         "actualizado", "aggiornato", "last change", "reviewed"})
                                        ? 1
                                        : 0;
    const auto hint = [&](F feature, Hint which) {
      At(candidate, feature) = static_cast<float>(block.hint_level[static_cast<size_t>(which)]);
    };
    hint(F::hint_meta, Hint::kMeta);
    hint(F::hint_author, Hint::kAuthor);
    hint(F::hint_comment, Hint::kComment);
    hint(F::hint_related, Hint::kRelated);
    hint(F::hint_side, Hint::kSide);
    At(candidate, F::in_footer) = block.ancestors & Bit(Within::kFooter) ? 1 : 0;
    At(candidate, F::in_side) = block.ancestors & (Bit(Within::kAside) | Bit(Within::kNav)) ? 1 : 0;
    At(candidate, F::in_article) = block.ancestors & Bit(Within::kArticle) ? 1 : 0;
    At(candidate, F::block_words) = static_cast<float>(block.words);
    At(candidate, F::position) = static_cast<float>(at) / static_cast<float>(blocks.size());
    At(candidate, F::only) = block.words <= 6 ? 1 : 0;
  }

  static float Days(Timestamp to, std::optional<Timestamp> from) {
    if (!from) return -9'999;
    return std::clamp(static_cast<float>(DayOf(to) - DayOf(*from)), -5'000.0f, 5'000.0f);
  }

  void Compare(DateCandidate& candidate) {
    float sources = 0, earlier = 0, later = 0;
    for (const F source :
         {F::linked_published, F::linked_modified, F::meta_published, F::meta_modified, F::meta_plain,
          F::item_published, F::item_modified, F::time_order, F::in_url, F::place_order, F::text_order}) {
      sources += At(candidate, source) > 0 ? 1 : 0;
    }
    Timestamp latest = candidate.time;
    for (const DateCandidate& other : candidates_) {
      earlier += other.time < candidate.time ? 1 : 0;
      later += other.time > candidate.time ? 1 : 0;
      latest = std::max(latest, other.time);
    }
    At(candidate, F::sources) = sources;
    At(candidate, F::days) = static_cast<float>(candidates_.size());
    At(candidate, F::earlier) = earlier;
    At(candidate, F::later) = later;
    At(candidate, F::after_linked) = Days(candidate.time, linked_);
    At(candidate, F::after_meta) = Days(candidate.time, meta_);
    At(candidate, F::after_url) = Days(candidate.time, url_);
    At(candidate, F::before_latest) = Days(latest, candidate.time);
    At(candidate, F::has_linked) = linked_ ? 1 : 0;
    At(candidate, F::has_meta) = meta_ ? 1 : 0;
    At(candidate, F::has_time) = view_.index.times.empty() ? 0 : 1;
    At(candidate, F::has_url) = url_ ? 1 : 0;
    At(candidate, F::time_of_day) = HasTimeOfDay(candidate.time) ? 1 : 0;
  }

  const PageView& view_;
  std::vector<DateCandidate> candidates_;
  std::optional<Timestamp> linked_, meta_, url_;
  int title_block_ = -1;
};

}  // namespace

std::vector<DateCandidate> DateCandidates(const PageView& view, const Node* title_node) {
  return Collector(view, title_node).Collect();
}

std::optional<Timestamp> ChoosePublished(const PageView& view, const Node* title_node) {
  constexpr float kSure = -1.0f;  // below it no day is better than a wrong one
  std::optional<Timestamp> best;
  float best_score = kSure;
  for (const DateCandidate& candidate : DateCandidates(view, title_node)) {
    const float score = Score(kModel, candidate.features.data());
    if (score <= best_score) continue;
    best = candidate.time;
    best_score = score;
  }
  return best;
}

std::optional<Timestamp> DeclaredUpdate(const PageView& view) {
  if (const auto date = FindDate(view.linked.modified, view.day_order)) return date;
  for (const MetaTag& meta : view.index.metas) {
    if (!OneOf(meta.name, kModifiedMetas)) continue;
    if (const auto date = FindDate(meta.value, view.day_order)) return date;
  }
  for (const Node* node : view.index.item_props) {
    if (!HasItemProp(*node, "dateModified")) continue;
    for (const std::string_view name : {"datetime", "content"}) {
      if (const auto date = FindDate(node->Attr(name), view.day_order)) return date;
    }
  }
  return std::nullopt;
}

}  // namespace newsstand::extract
