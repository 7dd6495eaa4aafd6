#include "content/extract/date_choice.h"

#include <algorithm>
#include <cmath>
#include <string>

#include "base/text.h"
#include "content/extract/cues.h"
#include "content/html/text.h"

namespace newsstand::extract {
namespace {

using html::Node;
using F = DateFeature;

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

// What is in no list says it in its name: "published-date", "article_date_original".
F SourceOfMeta(std::string_view name) {
  if (OneOf(name, kPublishedMetas)) return F::meta_published;
  if (OneOf(name, kModifiedMetas)) return F::meta_modified;
  if (OneOf(name, kPlainMetas)) return F::meta_plain;
  const auto has = [&](std::string_view part) { return name.find(part) != std::string_view::npos; };
  if (has("expir") || has("valid") || has("publisher")) return F::kCount;
  if (has("modif") || has("update") || has("revis")) return F::meta_modified;
  if (has("publish") || has("pubdate") || has("issued")) return F::meta_published;
  return has("date") ? F::meta_plain : F::kCount;
}

// Names under which programs that build a page in the browser keep the day of its article, the strongest first.
constexpr std::string_view kScriptKeys[] = {
    "datePublished",  "publishedAt",     "published_at",  "publishDate",
    "publish_date",   "publicationDate", "publishedDate", "first_publication_date",
    "firstPublished", "pubDate",         "datePosted",    "createdAt",
    "created_at"};

class Collector {
 public:
  Collector(const PageView& view, const Node* title_node) : view_(view) {
    title_block_ = title_node ? static_cast<int>(view.BlockAt(*title_node)) : -1;
  }

  std::vector<DateCandidate> Collect() {
    Declared();
    if (!linked_ && !meta_) Scripts();
    Times();
    Places();
    Texts();
    for (DateCandidate& candidate : candidates_) Compare(candidate);
    return std::move(candidates_);
  }

 private:
  static float& At(DateCandidate& candidate, F feature) { return candidate.features[static_cast<size_t>(feature)]; }

  DateCandidate* Add(std::optional<LocalDate> date, F source, float value) {
    if (!date) return nullptr;
    for (DateCandidate& candidate : candidates_) {
      if (candidate.date.Day() != date->Day()) continue;
      if (!candidate.date.HasTimeOfDay()) candidate.date = *date;
      float& feature = At(candidate, source);
      if (feature == 0) feature = value;
      return &candidate;
    }
    if (candidates_.size() >= kMaxCandidates) return nullptr;
    DateCandidate& candidate = candidates_.emplace_back();
    candidate.date = *date;
    At(candidate, F::from_title) = At(candidate, F::from_text) = 999;
    At(candidate, source) = value;
    return &candidate;
  }

  std::optional<LocalDate> Read(std::string_view text) const {
    auto date = FindLocalDate(text, view_.day_order);
    // A whole day turned into UTC begins the evening before: midnight in Berlin is 22:00 or 23:00.
    if (date && date->offset.count() == 0 && text.find("T2") != std::string_view::npos) {
      const auto clock = date->time - std::chrono::floor<std::chrono::days>(date->time);
      if (clock == std::chrono::hours(22) || clock == std::chrono::hours(23))
        date->offset = std::chrono::hours(24) - std::chrono::duration_cast<std::chrono::hours>(clock);
    }
    return date;
  }

  void Declared() {
    linked_ = Read(view_.linked.published);
    modified_ = Read(view_.linked.modified);
    Add(linked_, F::linked_published, 1);
    Add(modified_, F::linked_modified, 1);
    for (const MetaTag& meta : view_.index.metas) {
      if (meta.name == "description" || meta.name == "og:description") {
        Add(Read(meta.value), F::in_description, 1);
        continue;
      }
      const F source = SourceOfMeta(meta.name);
      if (source == F::kCount) continue;
      const auto date = Read(meta.value);
      if (source == F::meta_published && !meta_) meta_ = date;
      if (source == F::meta_modified && !modified_) modified_ = date;
      Add(date, source, 1);
    }
    for (const Node* node : view_.index.item_props) {
      const bool published = HasItemProp(*node, "datePublished") || HasItemProp(*node, "dateCreated");
      const bool modified = HasItemProp(*node, "dateModified");
      if (published) Add(DateOf(*node), F::item_published, 1);
      if (modified) Add(DateOf(*node), F::item_modified, 1);
    }
    if (const auto date = DateInUrl(view_.url)) url_ = LocalDate{*date};
    Add(url_, F::in_url, 1);
    if (const auto date = DateInUrl(view_.index.canonical)) Add(LocalDate{*date}, F::in_canonical, 1);
  }

  void Scripts() {
    size_t left = 400'000;  // bytes looked through
    for (const Node* script : view_.index.scripts) {
      if (!script->first_child) continue;
      const std::string_view text = script->first_child->text.substr(0, left);
      left -= text.size();
      float strength = 0;
      for (const std::string_view key : kScriptKeys) {
        strength += 1;
        const size_t at = text.find(key);
        if (at == std::string_view::npos) continue;
        const std::string_view value = text.substr(at + key.size(), 60);
        const size_t digit = value.find_first_of("0123456789");
        if (digit > 12) continue;
        Add(Read(value.substr(digit, 32)), F::in_script, strength);
      }
    }
  }

  std::optional<LocalDate> DateOf(const Node& node) const {
    if (const auto date = DateInAttributes(node)) return date;
    const std::string text = PlainText(node);
    return text.size() > 200 ? std::nullopt : Read(text);
  }

  std::optional<LocalDate> DateInAttributes(const Node& node) const {
    for (const std::string_view name : {"datetime", "content", "data-datetime", "data-date", "title"}) {
      const std::string_view value = node.Attr(name);
      if (value.empty()) continue;
      if (const auto date = Read(value)) return date;
    }
    return std::nullopt;
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
      if (text.size() > 160) continue;
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
      if (blocks[i].words > 60 || !MayHoldDigits(blocks[i])) continue;
      size_t from = 0;
      float in_block = 0;
      for (const LocalDate& date : FindDates(blocks[i].text, view_.day_order, 4)) {
        order += 1;
        in_block += 1;
        DateCandidate* candidate = Add(date, F::text_order, order);
        if (!candidate) continue;
        At(*candidate, F::text_count) += 1;
        const size_t begin = std::clamp(date.begin, from, blocks[i].text.size());
        const std::string_view before = std::string_view(blocks[i].text).substr(from, begin - from);
        if (Near(*candidate, i)) {
          At(*candidate, F::order_in_block) = in_block;
          At(*candidate, F::cue_near) = CueIn(AsciiLower(before));
        }
        from = std::clamp(date.end, begin, blocks[i].text.size());
      }
    }
  }

  // Digits of other scripts are not counted as digits.
  static bool MayHoldDigits(const Block& block) {
    return block.digits > 0 || block.text.find_first_of("\xD9\xDB\xE0") != std::string::npos;
  }

  static bool HasAny(std::string_view lower, std::initializer_list<std::string_view> words) {
    return std::any_of(words.begin(), words.end(),
                       [&](std::string_view word) { return lower.find(word) != std::string_view::npos; });
  }

  static bool SaysPublished(std::string_view lower) {
    return HasAny(
        lower, {"publish",    "posted",     "veröffentlicht", "erstellt",    "publi",        "created",     "datum",
                "erschienen", "pubblicato", "date:",          "опубликован", "gepubliceerd", "opublikowan", "yayın",
                "نشر",        "发布",       "公開",           "게시",        "प्रकाशित",      "פורסם",       "เผยแพร่"});
  }
  static bool SaysUpdated(std::string_view lower) {
    return HasAny(lower, {"updated",      "modified",   "aktualisiert", "stand:",   "geändert",        "mis à jour",
                          "actualizado",  "aggiornato", "last change",  "reviewed", "letzte änderung", "обновлен",
                          "bijgewerkt",   "güncelle",   "تحديث",        "更新",     "업데이트",        "atualizado",
                          "aktualizacja", "עודכן",      "अपडेट",         "อัปเดต"});
  }
  static float CueIn(std::string_view lower) { return SaysUpdated(lower) ? 2 : SaysPublished(lower) ? 1 : 0; }

  // Keeps what is said of the mention that stands nearest to the headline; true when it is this one.
  bool Near(DateCandidate& candidate, uint32_t at) {
    const auto& blocks = view_.blocks.blocks;
    if (at >= blocks.size()) return false;
    const int index = static_cast<int>(at);
    const float from = title_block_ < 0 ? 500.0f : static_cast<float>(index - title_block_);
    if (std::abs(from) >= std::abs(At(candidate, F::from_title))) return false;
    const Block& block = blocks[at];
    At(candidate, F::from_title) = from;
    At(candidate, F::from_text) = static_cast<float>(index - static_cast<int>(view_.first_long));
    std::string lower = AsciiLower(TruncateUtf8(block.text, 200));
    if (at > 0 && blocks[at - 1].words <= 4) lower = AsciiLower(blocks[at - 1].text) + " " + lower;
    At(candidate, F::cue_published) = SaysPublished(lower) ? 1 : 0;
    At(candidate, F::cue_updated) = SaysUpdated(lower) ? 1 : 0;
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
    return true;
  }

  static float Days(const LocalDate& to, const std::optional<LocalDate>& from) {
    if (!from) return -9'999;
    return std::clamp(static_cast<float>(to.Day() - from->Day()), -5'000.0f, 5'000.0f);
  }

  void Compare(DateCandidate& candidate) {
    float sources = 0, earlier = 0, later = 0;
    for (const F source : {F::linked_published, F::linked_modified, F::meta_published, F::meta_modified, F::meta_plain,
                           F::item_published, F::item_modified, F::time_order, F::in_url, F::in_script,
                           F::in_description, F::place_order, F::text_order}) {
      sources += At(candidate, source) > 0 ? 1 : 0;
    }
    LocalDate latest = candidate.date;
    for (const DateCandidate& other : candidates_) {
      earlier += other.date.time < candidate.date.time ? 1 : 0;
      later += other.date.time > candidate.date.time ? 1 : 0;
      if (other.date.time > latest.time) latest = other.date;
    }
    const LocalDate& date = candidate.date;
    At(candidate, F::sources) = sources;
    At(candidate, F::days) = static_cast<float>(candidates_.size());
    At(candidate, F::earlier) = earlier;
    At(candidate, F::later) = later;
    At(candidate, F::after_linked) = Days(date, linked_);
    At(candidate, F::after_meta) = Days(date, meta_);
    At(candidate, F::after_url) = Days(date, url_);
    At(candidate, F::after_modified) = Days(date, modified_);
    At(candidate, F::before_latest) = Days(latest, date);
    At(candidate, F::has_linked) = linked_ ? 1 : 0;
    At(candidate, F::has_meta) = meta_ ? 1 : 0;
    At(candidate, F::has_time) = view_.index.times.empty() ? 0 : 1;
    At(candidate, F::has_url) = url_ ? 1 : 0;
    At(candidate, F::time_of_day) = date.HasTimeOfDay() ? 1 : 0;
    At(candidate, F::has_offset) = date.offset.count() != 0 ? 1 : 0;
    At(candidate, F::linked_hour) = Hour(linked_ ? linked_ : meta_);
    At(candidate, F::shown) = At(candidate, F::text_order) > 0 || At(candidate, F::time_order) > 0 ? 1 : 0;
  }

  // Of a point in time in UTC, which late in the day may be tomorrow where it was written; -1 for others.
  static float Hour(const std::optional<LocalDate>& date) {
    if (!date || !date->HasTimeOfDay() || date->offset.count() != 0) return -1;
    const auto day = std::chrono::floor<std::chrono::days>(date->time);
    return static_cast<float>(std::chrono::floor<std::chrono::hours>(date->time - day).count());
  }

  const PageView& view_;
  std::vector<DateCandidate> candidates_;
  std::optional<LocalDate> linked_, meta_, url_, modified_;
  int title_block_ = -1;
};

}  // namespace

std::vector<DateCandidate> DateCandidates(const PageView& view, const Node* title_node) {
  return Collector(view, title_node).Collect();
}

namespace {

// A declared point in time that is of `day` in some time zone, with the smallest offset that makes it so.
std::optional<LocalDate> MomentOn(const LocalDate& day, const std::vector<DateCandidate>& candidates) {
  for (const DateCandidate& other : candidates) {
    const auto at = [&](F feature) { return other.features[static_cast<size_t>(feature)]; };
    if (at(F::linked_published) + at(F::meta_published) + at(F::item_published) == 0) continue;
    if (!other.date.HasTimeOfDay() || other.date.offset.count() != 0) continue;
    for (int hours = 1; hours <= 14; ++hours) {
      for (const int sign : {-1, 1}) {
        LocalDate moved = other.date;
        moved.offset = std::chrono::hours(sign * hours);
        if (moved.Day() == day.Day() && moved.offset >= std::chrono::hours(-12)) return moved;
      }
    }
  }
  return std::nullopt;
}

}  // namespace

std::optional<LocalDate> ChoosePublished(const PageView& view, const Node* title_node, const TreeModel& model) {
  constexpr float kSure = -1.0f;  // below it no day is better than a wrong one
  const std::vector<DateCandidate> candidates = DateCandidates(view, title_node);
  std::optional<LocalDate> best;
  float best_score = kSure;
  for (const DateCandidate& candidate : candidates) {
    const float score = Score(model, candidate.features.data());
    if (score <= best_score) continue;
    best = candidate.date;
    best_score = score;
  }
  if (best && !best->HasTimeOfDay()) {
    if (const auto moment = MomentOn(*best, candidates)) best = moment;
  }
  return best;
}

std::optional<LocalDate> DeclaredUpdate(const PageView& view) {
  if (const auto date = FindLocalDate(view.linked.modified, view.day_order)) return date;
  for (const MetaTag& meta : view.index.metas) {
    if (!OneOf(meta.name, kModifiedMetas)) continue;
    if (const auto date = FindLocalDate(meta.value, view.day_order)) return date;
  }
  for (const Node* node : view.index.item_props) {
    if (!HasItemProp(*node, "dateModified")) continue;
    for (const std::string_view name : {"datetime", "content"}) {
      if (const auto date = FindLocalDate(node->Attr(name), view.day_order)) return date;
    }
  }
  return std::nullopt;
}

}  // namespace newsstand::extract
