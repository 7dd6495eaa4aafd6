#include "content/extract/titles.h"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <unordered_map>
#include <unordered_set>

#include "base/text.h"
#include "base/url.h"
#include "content/html/text.h"

namespace newsstand::extract {
namespace {

using html::Node;
using html::Tag;

constexpr std::array<std::string_view, 18> kSeparators = {" | ",  " - ",  " – ", " — ", " » ", " « ",
                                                          " :: ", " // ", " • ", " · ", " > ", " / ",
                                                          " ~ ",  " › ",  "|",   "_",   " : ", "｜"};
constexpr size_t kMaxCandidates = 60;

size_t WordCount(std::string_view text) {
  size_t words = 0;
  for (const std::string_view word : Split(text, ' ')) words += word.empty() ? 0 : 1;
  return words;
}

// Whether the text ends, or begins, with a character of a script without spaces: U+3000 … U+9FFF.
bool IsWide(std::string_view text) {
  if (text.size() < 3) return false;
  const auto wide = [](char c) {
    return static_cast<unsigned char>(c) >= 0xE3 && static_cast<unsigned char>(c) <= 0xE9;
  };
  return wide(text.front()) || wide(text[text.size() - 3]);
}

// Lower-case words, to see how many two titles share.
std::vector<std::string> WordsOf(std::string_view text) {
  std::vector<std::string> words;
  for (const std::string_view word : Split(text, ' ')) {
    if (std::string key = TitleKey(word); !key.empty()) words.push_back(std::move(key));
  }
  std::sort(words.begin(), words.end());
  words.erase(std::unique(words.begin(), words.end()), words.end());
  return words;
}

float SharedWords(const std::vector<std::string>& a, const std::vector<std::string>& b) {
  if (a.empty() || b.empty()) return -1;
  std::vector<std::string> both;
  std::set_intersection(a.begin(), a.end(), b.begin(), b.end(), std::back_inserter(both));
  return static_cast<float>(both.size()) / static_cast<float>(a.size() + b.size() - both.size());
}

// The parts of a title between separators, with where each begins and ends.
std::vector<std::pair<size_t, size_t>> PartsOf(std::string_view title) {
  std::vector<std::pair<size_t, size_t>> parts;
  size_t start = 0;
  for (size_t i = 0; i < title.size();) {
    size_t length = 0;
    for (const std::string_view separator : kSeparators) {
      if (title.substr(i).starts_with(separator)) {
        length = separator.size();
        break;
      }
    }
    // Where words are not told apart by spaces, dashes are not either.
    if (length == 0 && i > 0 && title[i] == '-' && IsWide(title.substr(0, i)) && IsWide(title.substr(i + 1)))
      length = 1;
    if (length == 0) {
      ++i;
      continue;
    }
    if (i > start) parts.emplace_back(start, i);
    start = i += length;
  }
  if (start < title.size()) parts.emplace_back(start, title.size());
  return parts;
}

float Share(const std::string& part, const std::string& whole) {
  return whole.empty() ? 0 : static_cast<float>(part.size()) / static_cast<float>(whole.size());
}

class Collector {
 public:
  explicit Collector(const PageView& view) : view_(view) {}

  std::vector<TitleCandidate> Collect() {
    Declared();
    Headings();
    Named();
    ReadSlug();
    CountMentions();
    tag_key_ = TitleKey(tag_);
    graph_key_ = TitleKey(graph_);
    linked_key_ = TitleKey(linked_);
    tag_words_ = WordsOf(tag_);
    graph_words_ = WordsOf(graph_);
    linked_words_ = WordsOf(linked_);
    for (TitleCandidate& candidate : candidates_) Compare(candidate);
    return std::move(candidates_);
  }

 private:
  using F = TitleFeature;

  static void Set(TitleCandidate& candidate, F feature, float value) {
    candidate.features[static_cast<size_t>(feature)] = value;
  }

  // Null when the text is no candidate.
  TitleCandidate* Add(std::string_view raw, F source, float value, const Node* node = nullptr) {
    std::string text = CollapseSpace(raw);
    if (text.empty() || text.size() > 600) return nullptr;
    std::string key = TitleKey(text);
    if (key.empty()) return nullptr;
    for (TitleCandidate& candidate : candidates_) {
      if (candidate.key != key) continue;
      float& feature = candidate.features[static_cast<size_t>(source)];
      if (feature == 0) feature = value;
      if (!candidate.node) candidate.node = node;
      return &candidate;
    }
    if (candidates_.size() >= kMaxCandidates) return nullptr;
    TitleCandidate& candidate = candidates_.emplace_back();
    candidate.text = std::move(text);
    candidate.key = std::move(key);
    candidate.node = node;
    Set(candidate, source, value);
    return &candidate;
  }

  void AddParts(std::string_view title, F first, F head, F tail, F part) {
    const auto parts = PartsOf(title);
    if (parts.size() < 2) return;
    Add(title.substr(parts[0].first, parts[0].second), first, 1);
    Add(title.substr(0, parts[parts.size() - 2].second), head, 1);
    Add(title.substr(parts[1].first), tail, 1);
    for (size_t i = 1; i < parts.size() && i < 6; ++i) {
      Add(title.substr(parts[i].first, parts[i].second - parts[i].first), part, static_cast<float>(i + 1));
    }
  }

  void Declared() {
    const PageIndex& index = view_.index;
    if (index.title && index.title->first_child) tag_ = PlainText(index.title->first_child->text);
    graph_ = PlainText(html::TextOf(index.Meta("og:title")));
    linked_ = view_.linked.headline;
    Add(linked_, F::linked, 1);
    Add(graph_, F::open_graph, 1);
    Add(PlainText(html::TextOf(index.Meta("twitter:title"))), F::twitter, 1);
    for (const std::string_view name :
         {"citation_title", "dc.title", "parsely-title", "sailthru.title", "title", "headline", "dcterms.title"}) {
      Add(PlainText(html::TextOf(index.Meta(name))), F::other_meta, 1);
    }
    Add(tag_, F::tag_whole, 1);
    AddParts(tag_, F::tag_first, F::tag_head, F::tag_tail, F::tag_part);
    AddParts(graph_, F::graph_head, F::graph_head, F::tag_part, F::tag_part);
  }

  void Headings() {
    float h1 = 0, h2 = 0;
    for (const Node* node : view_.index.headings) {
      const bool first = node->Is(Tag::kH1);
      float& order = first ? h1 : h2;
      order += 1;
      if (order > (first ? 6 : 4)) continue;
      const std::string text = PlainText(*node);
      Add(text, first ? F::h1_order : F::h2_order, order, node);
      if (first && h1_.empty()) {
        h1_ = TitleKey(text);
        h1_words_ = WordsOf(text);
      }
      if (!first && order > 1) continue;
      // A heading may hold a kicker or the name of the series besides the headline.
      constexpr int kMaxPieces = 50;  // a heading may hold the whole page
      int pieces = 0;
      for (const Node* child = node->first_child; child && ++pieces <= kMaxPieces; child = child->next) {
        float kind = 0;
        if (child->is_element() && child->next) kind = 1;
        if (child->is_element() && child->prev) kind = 2;
        if (child->is_text() && (child->prev || child->next)) kind = 3;
        if (kind == 0) continue;
        TitleCandidate* added =
            Add(child->is_text() ? PlainText(child->text) : PlainText(*child), F::piece, kind, node);
        if (added) Set(*added, F::kicker, KickerOf(*child));
      }
      const size_t colon = text.find(": ");
      if (colon != std::string::npos && colon < text.size() / 2)
        Add(std::string_view(text).substr(colon + 2), F::piece, 4, node);
    }
    h1_count_ = h1;
    h2_count_ = h2;
  }

  // What the names of a piece of a heading and of its neighbours say: 1 it is a kicker itself, 2 the other piece is
  // one.
  static float KickerOf(const Node& piece) {
    const auto is_kicker = [](const Node* node) {
      if (!node || !node->is_element()) return false;
      const std::string names = AsciiLower(node->Attr("class"));
      for (const std::string_view word :
           {"kick", "overline", "topline", "roof", "spitz", "dach", "pre", "eyebrow", "sup", "category", "rubri",
            "label", "antetitulo", "occhiello", "volanta", "surtitre"}) {
        if (names.find(word) != std::string::npos) return true;
      }
      return false;
    };
    if (is_kicker(&piece)) return 1;
    return is_kicker(piece.prev) || (piece.prev && is_kicker(piece.prev->prev)) ? 2 : 0;
  }

  // How often the page shows a short text: entries of menus stand there more than once.
  void CountMentions() {
    for (const Block& block : view_.blocks.blocks) {
      if (block.words <= 20 && block.text.size() <= 300) ++mentions_[TitleKey(block.text)];
    }
  }

  void Named() {
    float order = 0;
    for (const Node* node : view_.index.title_places) {
      if (++order > 8) break;
      const std::string text = PlainText(*node);
      if (text.size() > 300) continue;
      if (TitleCandidate* added = Add(text, F::named_order, order, node)) {
        if (HasItemProp(*node, "headline") || HasItemProp(*node, "name")) Set(*added, F::item_headline, 1);
      }
    }
  }

  void ReadSlug() {
    const auto url = ParseUrl(view_.url);
    if (!url) return;
    std::string_view path = url->path;
    std::string_view longest;
    for (const std::string_view part : Split(path, '/')) {
      if (part.size() >= longest.size() && part.find('-') != std::string_view::npos) longest = part;
    }
    const std::string decoded = AsciiLower(PercentDecode(longest));
    std::string word;
    for (const char c : decoded + "-") {
      if (c != '-' && c != '_' && c != '.' && c != '+') {
        word += c;
        continue;
      }
      if (word.size() > 2) slug_.insert(word);
      word.clear();
    }
  }

  void Compare(TitleCandidate& candidate) const {
    const std::string& key = candidate.key;
    Relation(candidate, tag_key_, F::in_tag, F::tag_share);
    Relation(candidate, graph_key_, F::in_graph, F::graph_share);
    Relation(candidate, linked_key_, F::in_linked, F::linked_share);
    Relation(candidate, h1_, F::in_h1, F::h1_share);
    float sources = 0;
    for (const F source : {F::linked, F::open_graph, F::twitter, F::other_meta, F::tag_whole, F::tag_first,
                           F::graph_head, F::h1_order, F::named_order}) {
      sources += candidate.features[static_cast<size_t>(source)] > 0 ? 1 : 0;
    }
    Set(candidate, F::sources, sources);
    float supported = 0;
    for (const TitleCandidate& other : candidates_) {
      if (&other != &candidate && key.size() >= 8 && other.key.find(key) != std::string::npos) supported += 1;
    }
    Set(candidate, F::supported, supported);
    Set(candidate, F::has_linked, linked_.empty() ? 0 : 1);
    Set(candidate, F::has_graph, graph_.empty() ? 0 : 1);
    Set(candidate, F::h1_count, h1_count_);
    Set(candidate, F::h2_count, std::min(h2_count_, 30.0f));
    Itself(candidate);
    Words(candidate);
    if (candidate.node) Place(candidate);
  }

  void Words(TitleCandidate& candidate) const {
    const std::vector<std::string> words = WordsOf(candidate.text);
    Set(candidate, F::tag_words, SharedWords(words, tag_words_));
    Set(candidate, F::graph_words, SharedWords(words, graph_words_));
    Set(candidate, F::linked_words, SharedWords(words, linked_words_));
    Set(candidate, F::h1_words, SharedWords(words, h1_words_));
    const auto found = mentions_.find(candidate.key);
    Set(candidate, F::mentions, found == mentions_.end() ? 0 : std::min(static_cast<float>(found->second), 10.0f));
    float upper = 0, letters = 0, digits = 0;
    for (const char c : candidate.text) {
      upper += c >= 'A' && c <= 'Z' ? 1 : 0;
      letters += (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') ? 1 : 0;
      digits += c >= '0' && c <= '9' ? 1 : 0;
    }
    Set(candidate, F::upper, letters > 0 ? upper / letters : -1);
    Set(candidate, F::digits, digits);
    Set(candidate, F::is_section,
        !view_.linked.section.empty() && candidate.key == TitleKey(view_.linked.section) ? 1 : 0);
    const std::string site = TitleKey(view_.site_name);
    Set(candidate, F::h1_is_site, h1_.empty() ? -1 : !site.empty() && h1_ == site ? 1 : 0);
    Set(candidate, F::in_crumb, candidate.key == TitleKey(view_.linked.last_crumb) ? 1 : 0);
  }

  static void Relation(TitleCandidate& candidate, const std::string& other, F within, F share) {
    if (other.empty()) return;
    const size_t at = other.find(candidate.key);
    const bool holds = candidate.key.find(other) != std::string::npos;
    Set(candidate, within,
        at == 0 && holds          ? 4.0f
        : at == 0                 ? 3.0f
        : at != std::string::npos ? 2.0f
        : holds                   ? 1.0f
                                  : 0);
    Set(candidate, share, std::min(Share(candidate.key, other), 3.0f));
  }

  void Itself(TitleCandidate& candidate) const {
    Set(candidate, F::words, static_cast<float>(WordCount(candidate.text)));
    Set(candidate, F::characters, static_cast<float>(candidate.text.size()));
    const std::string site = TitleKey(view_.site_name);
    const std::string_view bare =
        std::string_view(view_.host).starts_with("www.") ? std::string_view(view_.host).substr(4) : view_.host;
    const std::string host = TitleKey(bare.substr(0, bare.rfind('.')));
    const bool is_site = (!site.empty() && candidate.key == site) ||
                         (candidate.key.size() >= 3 && host.find(candidate.key) != std::string::npos);
    const bool holds = (site.size() > 2 && candidate.key.find(site) != std::string::npos) ||
                       (host.size() > 2 && candidate.key.find(host) != std::string::npos);
    Set(candidate, F::names_site, is_site ? 1 : 0);
    Set(candidate, F::holds_site, holds ? 1 : 0);
    Set(candidate, F::separators, static_cast<float>(PartsOf(candidate.text).size()));
    Set(candidate, F::ends_mark,
        candidate.text.ends_with('?')                                      ? 1
        : candidate.text.ends_with('.')                                    ? 2
        : candidate.text.ends_with('!')                                    ? 3
        : candidate.text.ends_with(':')                                    ? 4
        : candidate.text.ends_with("…") || candidate.text.ends_with("...") ? 5
                                                                           : 0);
    if (slug_.empty()) {
      Set(candidate, F::slug_overlap, -1);
      return;
    }
    float found = 0, all = 0;
    std::unordered_set<std::string> seen;
    const std::string slug = Slugify(candidate.text);  // the words are views into it
    for (const std::string_view word : Split(slug, '-')) {
      if (word.size() < 3) continue;
      all += 1;
      if (slug_.contains(std::string(word)) && seen.emplace(word).second) found += 1;
    }
    Set(candidate, F::slug_overlap, found / static_cast<float>(slug_.size()));
    Set(candidate, F::slug_cover, all > 0 ? found / all : 0);
  }

  void Place(TitleCandidate& candidate) const {
    const Surroundings around = SurroundingsOf(*candidate.node);
    Set(candidate, F::in_article, around.within & Bit(Within::kArticle) ? 1 : 0);
    Set(candidate, F::in_main, around.within & Bit(Within::kMain) ? 1 : 0);
    Set(candidate, F::in_header, around.within & Bit(Within::kHeader) ? 1 : 0);
    constexpr uint32_t kSide = Bit(Within::kNav) | Bit(Within::kAside) | Bit(Within::kFooter);
    Set(candidate, F::in_side, around.within & kSide ? 1 : 0);
    const auto hint = [&](F feature, Hint which) { Set(candidate, feature, around.hints & Bit(which) ? 1 : 0); };
    hint(F::hint_title, Hint::kTitle);
    hint(F::hint_body, Hint::kBody);
    hint(F::hint_related, Hint::kRelated);
    hint(F::hint_nav, Hint::kNav);
    hint(F::hint_list, Hint::kList);
    const uint32_t block = view_.BlockAt(*candidate.node);
    const auto& blocks = view_.blocks.blocks;
    Set(candidate, F::position, blocks.empty() ? 0 : static_cast<float>(block) / static_cast<float>(blocks.size()));
    float words = 0;
    for (uint32_t i = std::min(block, view_.first_long); i < std::max(block, view_.first_long); ++i)
      words += static_cast<float>(blocks[i].words);
    Set(candidate, F::words_to_text, std::log1p(words));
    Set(candidate, F::after_text, block > view_.first_long ? 1 : 0);
    Set(candidate, F::hidden, block < blocks.size() && blocks[block].hidden ? 1 : 0);
    Set(candidate, F::alone, block < blocks.size() && TitleKey(blocks[block].text) == candidate.key ? 1 : 0);
    float alike = 0;
    for (const Node* other : view_.index.headings) {
      alike += other->tag == candidate.node->tag && other->Attr("class") == candidate.node->Attr("class") ? 1 : 0;
    }
    Set(candidate, F::alike, std::min(alike, 20.0f));
  }

  const PageView& view_;
  std::vector<TitleCandidate> candidates_;
  std::string tag_, graph_, linked_, h1_;
  std::string tag_key_, graph_key_, linked_key_;
  std::vector<std::string> tag_words_, graph_words_, linked_words_, h1_words_;
  std::unordered_map<std::string, int> mentions_;
  float h1_count_ = 0, h2_count_ = 0;
  std::unordered_set<std::string> slug_;
};

}  // namespace

std::string TitleKey(std::string_view title) {
  std::string out;
  for (size_t i = 0; i < title.size(); ++i) {
    const char c = title[i];
    const auto byte = static_cast<unsigned char>(c);
    if (c >= 'A' && c <= 'Z') {
      out += static_cast<char>(c + 32);
    } else if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) {
      out += c;
    } else if (byte == 0xE2 && i + 2 < title.size() && title[i + 1] == '\x80') {
      i += 2;  // typographic quotes and dashes differ between the places a title stands
    } else if (byte == 0xC2 && i + 1 < title.size()) {
      i += 1;
    } else if (byte >= 0x80) {
      out += c;
    }
  }
  return out;
}

std::vector<TitleCandidate> TitleCandidates(const PageView& view) { return Collector(view).Collect(); }

ChosenTitle ChooseTitle(const PageView& view, const TreeModel& model) {
  std::vector<TitleCandidate> candidates = TitleCandidates(view);
  TitleCandidate* best = nullptr;
  float best_score = -1e9f;
  for (TitleCandidate& candidate : candidates) {
    const float score = Score(model, candidate.features.data());
    if (score <= best_score) continue;
    best = &candidate;
    best_score = score;
  }
  if (!best) return {};
  ChosenTitle chosen{std::move(best->text), best->node};
  for (const Node* node : view.index.headings) {
    if (!chosen.node && best->key.size() > 8 && TitleKey(PlainText(*node)).find(best->key) != std::string::npos)
      chosen.node = node;
  }
  return chosen;
}

}  // namespace newsstand::extract
