#include "content/extract/author_choice.h"

#include <algorithm>
#include <cmath>
#include <span>

#include "base/text.h"
#include "content/extract/authors.h"
#include "content/extract/given_names.h"
#include "content/extract/titles.h"
#include "content/html/text.h"

namespace newsstand::extract {
namespace {

using html::Node;
using html::Tag;
using F = AuthorFeature;

constexpr size_t kMaxCandidates = 120;

std::string KeyOf(const std::vector<std::string>& names) {
  std::string key;
  for (const std::string& name : names) key += TitleKey(name) + ' ';
  return key;
}

class Collector {
 public:
  Collector(const PageView& view, const Node* title_node, const std::string& title)
      : view_(view), title_(AsciiLower(title)) {
    title_block_ = title_node ? static_cast<int>(view.BlockAt(*title_node)) : -1;
  }

  std::vector<AuthorCandidate> Collect() {
    Declared();
    ItemProps();
    Links();
    Bylines();
    Prefixed();
    ShortLines();
    Signature();
    AddShorter();
    AddFirsts();
    for (AuthorCandidate& candidate : candidates_) Compare(candidate);
    return std::move(candidates_);
  }

 private:
  static float& At(AuthorCandidate& candidate, F feature) { return candidate.features[static_cast<size_t>(feature)]; }

  AuthorCandidate* Add(std::vector<std::string> names, F source, float value, const Node* node = nullptr,
                       std::string shown = {}) {
    std::erase_if(names, [](const std::string& name) { return name.empty(); });
    if (names.empty()) return nullptr;
    std::string key = KeyOf(names);
    if (key.size() < 3 || key.size() > 400) return nullptr;
    for (AuthorCandidate& candidate : candidates_) {
      if (candidate.key != key) continue;
      float& feature = At(candidate, source);
      if (feature == 0) feature = value;
      if (node) Place(candidate, *node);
      if (candidate.shown.empty()) candidate.shown = std::move(shown);
      return &candidate;
    }
    if (candidates_.size() >= kMaxCandidates) return nullptr;
    AuthorCandidate& candidate = candidates_.emplace_back();
    candidate.names = std::move(names);
    candidate.key = std::move(key);
    candidate.shown = std::move(shown);
    At(candidate, source) = value;
    At(candidate, F::from_title) = At(candidate, F::from_text) = 999;
    if (node) Place(candidate, *node);
    return &candidate;
  }

  void Declared() {
    std::vector<std::string> linked;
    for (const std::string& name : view_.linked.authors) linked.push_back(CleanAuthor(name));
    if (AuthorCandidate* added = Add(linked, F::linked, 1); added && view_.linked.authors_are_people)
      At(*added, F::linked_people) = 1;
    std::vector<std::string> split;
    for (const std::string& name : view_.linked.authors) Join(split, NamesInByline(name));
    Add(split, F::linked, 2);
    std::vector<std::string> cited, all;
    for (const MetaTag& meta : view_.index.metas) {
      const std::string_view name = meta.name;
      F source = F::meta_other;
      if (name == "author")
        source = F::meta_author;
      else if (name == "article:author" || name == "og:author" || name == "book:author")
        source = F::meta_article;
      else if (name == "dc.creator" || name == "dcterms.creator" || name == "dc.contributor")
        source = F::meta_dc;
      else if (name == "twitter:creator")
        source = F::meta_twitter;
      else if (name != "parsely-author" && name != "sailthru.author" && name != "byl" && name != "citation_author" &&
               name != "article:author_name" && name != "authors" && name != "twitter:data1" && name != "creator")
        continue;
      const std::string text = PlainText(html::TextOf(meta.value));
      if (name == "citation_author") cited.push_back(CleanAuthor(TurnedAround(text)));
      if (source != F::meta_twitter) Join(all, NamesInByline(text));
      Add({CleanAuthor(text)}, source, 1);
      Add(NamesInByline(text), source, 2);
    }
    Add(cited, F::meta_other, 3);
    Add(all, F::all_metas, 1);
  }

  static void Join(std::vector<std::string>& names, const std::vector<std::string>& more) {
    for (const std::string& name : more) {
      if (std::find(names.begin(), names.end(), name) == names.end() && names.size() < 12) names.push_back(name);
    }
  }

  // "Roy, Aniruddha" → "Aniruddha Roy"
  static std::string TurnedAround(const std::string& name) {
    const size_t comma = name.find(", ");
    if (comma == std::string::npos || name.find(',', comma + 1) != std::string::npos) return name;
    return name.substr(comma + 2) + " " + name.substr(0, comma);
  }

  void ItemProps() {
    std::vector<std::string> all;
    float order = 0;
    for (const Node* node : view_.index.item_props) {
      if (!HasItemProp(*node, "author") && !HasItemProp(*node, "creator")) continue;
      if (++order > 8) break;
      const Node* named = nullptr;
      for (const Node* inner = node; inner && !named; inner = NextInTree(inner, node)) {
        if (inner->is_element() && HasItemProp(*inner, "name")) named = inner;
      }
      std::string text = named ? PlainText(named->Attr("content")) : std::string();
      if (text.empty()) text = PlainText(named ? *named : *node);
      if (text.empty() || text.size() > 100) continue;
      const std::vector<std::string> names = NamesInByline(text);
      Add(names, F::item_order, order, node, text);
      Add({CleanAuthor(text)}, F::item_order, order, node, text);
      for (const std::string& name : names) {
        if (std::find(all.begin(), all.end(), name) == all.end()) all.push_back(name);
      }
    }
    Add(std::move(all), F::item_order, 1);
  }

  void Links() {
    float order = 0;
    std::vector<std::string> group;
    const Node* last = nullptr;
    for (const Node* node : view_.index.author_links) {
      const std::string text = PlainText(*node);
      if (text.empty() || text.size() > 60) continue;
      if (++order > 12) break;
      // Names that stand close together are one byline.
      if (last && Distance(last, node) > 4) group.clear();
      const std::vector<std::string> names = NamesInByline(text);
      AuthorCandidate* added = Add({CleanAuthor(text)}, F::link_order, order, node, text);
      if (added && node->Attr("rel").find("author") != std::string_view::npos) At(*added, F::rel_author) = 1;
      Add(names, F::link_order, order, node, text);
      for (const std::string& name : names) {
        if (std::find(group.begin(), group.end(), name) == group.end()) group.push_back(name);
      }
      if (group.size() > 1 && group.size() < 12) Add(group, F::link_order, order, node);
      last = node;
    }
  }

  // Levels from `a` up to the first element that also holds `b`.
  static int Distance(const Node* a, const Node* b) {
    int levels = 0;
    for (const Node* up = a; up; up = up->parent, ++levels) {
      for (const Node* other = b; other; other = other->parent) {
        if (other == up) return levels;
      }
    }
    return levels;
  }

  void Bylines() {
    float order = 0;
    for (const Node* node : view_.index.bylines) {
      const std::string text = PlainText(*node);
      if (text.empty() || text.size() > 200) continue;
      if (++order > 16) break;
      Add(NamesInByline(text), F::byline_order, order, node, text);
      if (text.size() <= 60) {
        if (AuthorCandidate* added = Add({CleanAuthor(text)}, F::byline_order, order, node, text))
          At(*added, F::raw) = 1;
      }
    }
  }

  // Short blocks that begin with "By", wherever they stand.
  void Prefixed() {
    float order = 0;
    const auto& blocks = view_.blocks.blocks;
    for (uint32_t i = 0; i < blocks.size() && order < 6; ++i) {
      const Block& block = blocks[i];
      if (block.words > 25 || block.words < 2 || block.text.size() > 400) continue;
      const std::string_view text = block.text;
      std::string_view from = text;
      if (!StartsLikeByline(text)) {
        const size_t by = std::min({text.find(" By "), text.find(" by "), text.find(" von "), text.find(" Von "),
                                    text.find("Author: "), text.find("Autor: "), text.find("作者"), text.find("记者"),
                                    text.find("記者"), text.find("文/"), text.find("Автор"), text.find("بقلم")});
        if (by == std::string_view::npos || block.words > 16) continue;
        from = Trim(text.substr(by));
      }
      const std::vector<std::string> names = NamesInByline(from);
      if (names.empty() && block.words > 6) continue;
      order += 1;
      Add(names, F::prefix_order, order, block.container, block.text);
      if (from.size() <= 60) Add({CleanAuthor(from)}, F::prefix_order, order, block.container, block.text);
    }
  }

  // Lines of a few words around the headline, and in the boxes that speak of authors.
  void ShortLines() {
    float near = 0, box = 0;
    const auto& blocks = view_.blocks.blocks;
    for (uint32_t i = 0; i < blocks.size(); ++i) {
      const Block& block = blocks[i];
      if (block.words > 14 || block.words < 1 || block.text.size() > 300) continue;
      const int from = title_block_ < 0 ? static_cast<int>(i) - static_cast<int>(view_.first_long)
                                        : static_cast<int>(i) - title_block_;
      const bool close = from >= -6 && from <= 14;
      const uint8_t hint = block.hint_level[static_cast<size_t>(Hint::kAuthor)];
      const bool boxed = hint > 0 && hint <= 4;
      if (!close && !boxed) continue;
      float& order = close ? near : box;
      if (++order > 24) continue;
      const F source = close ? F::near_order : F::box_order;
      for (std::string& piece : NamePieces(block.text)) {
        const std::vector<std::string> names = NamesInByline(piece);
        Add(names, source, order, block.container, block.text);
        Add({CleanAuthor(piece)}, source, order, block.container, block.text);
      }
      if (block.words <= 9) Add({CleanAuthor(block.text)}, source, order, block.container, block.text);
    }
  }

  // The last lines of the text may be signed: "(Ana Sol)", "– dpa".
  void Signature() {
    const auto& blocks = view_.blocks.blocks;
    float order = 0;
    for (uint32_t i = view_.first_long; i < blocks.size() && order < 8; ++i) {
      const Block& block = blocks[i];
      if (i == 0 || blocks[i - 1].words < 25 || block.words > 6 || block.link_characters > 0 || block.text.size() > 80)
        continue;
      order += 1;
      Add(NamesInByline(block.text), F::end_order, order, block.container, block.text);
    }
  }

  // Names without what follows them: "Rob Picheta, CNN", "Grant Tinsley, PhD", "Dr. Tim Loppe".
  void AddShorter() {
    const size_t count = candidates_.size();
    for (size_t i = 0; i < count; ++i) {
      if (candidates_[i].names.size() != 1) continue;
      const std::string name = candidates_[i].names.front();
      const auto features = candidates_[i].features;
      const std::string shown = candidates_[i].shown;
      for (const std::string& shorter : ShorterNames(name)) {
        AuthorCandidate* added = Add({shorter}, F::shortest, 1, nullptr, shown);
        if (!added || At(*added, F::from_title) != 999 || At(*added, F::shortest) == 0) continue;
        for (size_t f = static_cast<size_t>(F::from_title); f < static_cast<size_t>(F::sources); ++f)
          added->features[f] = features[f];
      }
    }
  }

  // Of several names the first alone: the others may be editors, reviewers or agencies.
  void AddFirsts() {
    const size_t count = candidates_.size();
    for (size_t i = 0; i < count; ++i) {
      if (candidates_[i].names.size() < 2) continue;
      const auto features = candidates_[i].features;
      const std::string shown = candidates_[i].shown;
      AuthorCandidate* added = Add({candidates_[i].names.front()}, F::first_only, 1, nullptr, shown);
      if (!added || At(*added, F::from_title) != 999) continue;
      for (size_t f = static_cast<size_t>(F::from_title); f < static_cast<size_t>(F::sources); ++f)
        added->features[f] = features[f];
    }
  }

  // Keeps what is said of the place nearest to the headline.
  void Place(AuthorCandidate& candidate, const Node& node) const {
    const auto& blocks = view_.blocks.blocks;
    const uint32_t at = view_.BlockAt(node);
    if (at >= blocks.size()) return;
    const int index = static_cast<int>(at);
    const float from = title_block_ < 0 ? 500.0f : static_cast<float>(index - title_block_);
    if (std::abs(from) >= std::abs(At(candidate, F::from_title))) return;
    const Block& block = blocks[at];
    At(candidate, F::from_title) = from;
    At(candidate, F::from_text) = static_cast<float>(index - static_cast<int>(view_.first_long));
    At(candidate, F::in_article) = block.ancestors & Bit(Within::kArticle) ? 1 : 0;
    At(candidate, F::in_header) = block.ancestors & Bit(Within::kHeader) ? 1 : 0;
    At(candidate, F::in_side) = block.ancestors & (Bit(Within::kAside) | Bit(Within::kNav)) ? 1 : 0;
    At(candidate, F::in_footer) = block.ancestors & Bit(Within::kFooter) ? 1 : 0;
    const auto hint = [&](F feature, Hint which) {
      At(candidate, feature) = static_cast<float>(block.hint_level[static_cast<size_t>(which)]);
    };
    hint(F::hint_author, Hint::kAuthor);
    hint(F::hint_meta, Hint::kMeta);
    hint(F::hint_comment, Hint::kComment);
    hint(F::hint_related, Hint::kRelated);
    hint(F::hint_side, Hint::kSide);
    hint(F::hint_list, Hint::kList);
    hint(F::hint_caption, Hint::kCaption);
    At(candidate, F::photo_cue) =
        block.words <= 60 && SpeaksOfPictures(AsciiLower(TruncateUtf8(block.text, 400))) ? 1 : 0;
    At(candidate, F::block_words) = static_cast<float>(block.words);
    At(candidate, F::block_digits) = static_cast<float>(block.digits);
    At(candidate, F::block_share) = static_cast<float>(candidate.key.size()) / static_cast<float>(block.text.size());
    At(candidate, F::block_heading) = block.ancestors & Bit(Within::kHeading) ? 1 : 0;
    At(candidate, F::is_link) = block.link_characters > 0 ? 1 : 0;
    At(candidate, F::position) = static_cast<float>(at) / static_cast<float>(blocks.size());
  }

  void Compare(AuthorCandidate& candidate) {
    float sources = 0, supported = 0, holds = 0, has_meta = 0;
    for (const F source :
         {F::linked, F::meta_author, F::meta_article, F::meta_dc, F::meta_other, F::item_order, F::link_order,
          F::byline_order, F::prefix_order, F::near_order, F::box_order, F::end_order}) {
      sources += At(candidate, source) > 0 ? 1 : 0;
    }
    for (AuthorCandidate& other : candidates_) {
      has_meta = std::max(has_meta, At(other, F::meta_author));
      if (&other == &candidate) continue;
      if (other.key.find(candidate.key.substr(0, candidate.key.size() - 1)) != std::string::npos) supported += 1;
      if (candidate.key.find(other.key.substr(0, other.key.size() - 1)) != std::string::npos) holds += 1;
    }
    At(candidate, F::sources) = sources;
    At(candidate, F::supported) = supported;
    At(candidate, F::holds) = holds;
    At(candidate, F::candidates) = static_cast<float>(candidates_.size());
    At(candidate, F::has_linked) = view_.linked.authors.empty() ? 0 : 1;
    At(candidate, F::has_meta) = has_meta;
    Names(candidate);
  }

  void Names(AuthorCandidate& candidate) const {
    float words = 0, capitals = 0, digits = 0, characters = 0, in_title = 0;
    for (const std::string& name : candidate.names) {
      characters += static_cast<float>(name.size());
      for (const std::string_view word : Split(name, ' ')) {
        if (word.empty()) continue;
        words += 1;
        const auto first = static_cast<unsigned char>(word[0]);
        capitals += (first >= 'A' && first <= 'Z') || first >= 0xC3 ? 1 : 0;
        if (word.size() > 3 && title_.find(AsciiLower(word)) != std::string::npos) in_title += 1;
      }
      for (const char c : name) digits += c >= '0' && c <= '9' ? 1 : 0;
    }
    float given = 0, all_given = 1, upper = 0, letters = 0;
    for (const std::string& name : candidate.names) {
      bool any = false;
      for (const std::string_view word : Split(name, ' ')) any |= IsGivenName(word);
      given += any ? 1 : 0;
      if (!any) all_given = 0;
      for (const char c : name) {
        upper += c >= 'A' && c <= 'Z' ? 1 : 0;
        letters += (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') ? 1 : 0;
      }
    }
    At(candidate, F::given_names) = given;
    At(candidate, F::all_given) = all_given;
    At(candidate, F::upper) = letters > 0 ? upper / letters : -1;
    const std::string& first = candidate.names.front();
    const std::string lower_first = AsciiLower(first);
    At(candidate, F::house_words) = HoldsHouseWord(lower_first) ? 1 : 0;
    At(candidate, F::no_name_words) = HoldsButtonWord(lower_first) ? 1 : 0;
    At(candidate, F::has_comma) = first.find(',') != std::string::npos ? 1 : 0;
    At(candidate, F::has_degree) = HoldsDegree(first) ? 1 : 0;
    const std::string key = candidate.key.substr(0, candidate.key.size() - 1);
    const std::string site = TitleKey(view_.site_name);
    const std::string host = TitleKey(view_.host);
    At(candidate, F::names) = static_cast<float>(candidate.names.size());
    At(candidate, F::words) = words;
    At(candidate, F::characters) = characters;
    At(candidate, F::capital_words) = words > 0 ? capitals / words : 0;
    At(candidate, F::digits) = digits;
    At(candidate, F::is_site) = !site.empty() && key == site ? 1 : 0;
    At(candidate, F::holds_site) =
        site.size() > 3 && (key.find(site) != std::string::npos || site.find(key) != std::string::npos) ? 1 : 0;
    At(candidate, F::in_host) = key.size() > 3 && host.find(key) != std::string::npos ? 1 : 0;
    At(candidate, F::title_words) = in_title;
    At(candidate, F::lower_start) = first[0] >= 'a' && first[0] <= 'z' ? 1 : 0;
    At(candidate, F::has_and) = first.find(" and ") != std::string::npos || first.find(" und ") != std::string::npos ||
                                        first.find('&') != std::string::npos
                                    ? 1
                                    : 0;
    At(candidate, F::has_slash) = first.find_first_of("/|@:") != std::string::npos ? 1 : 0;
    float mentions = 0;
    const auto& blocks = view_.blocks.blocks;
    for (const Block& block : std::span(blocks).first(std::min<size_t>(blocks.size(), 3'000))) {
      if (block.words <= 30 && block.text.size() < 400 && block.text.find(first) != std::string::npos) mentions += 1;
      if (mentions >= 10) break;
    }
    At(candidate, F::mentions) = std::min(mentions, 10.0f);
  }

  const PageView& view_;
  std::string title_;
  std::vector<AuthorCandidate> candidates_;
  int title_block_ = -1;
};

}  // namespace

std::vector<AuthorCandidate> AuthorCandidates(const PageView& view, const Node* title_node, const std::string& title) {
  return Collector(view, title_node, title).Collect();
}

ChosenAuthors ChooseAuthors(const PageView& view, const Node* title_node, const std::string& title,
                            const TreeModel& model) {
  constexpr float kSure = -1.5f;  // below it no name is better than a wrong one
  std::vector<AuthorCandidate> candidates = AuthorCandidates(view, title_node, title);
  const AuthorCandidate* best = nullptr;
  float best_score = kSure;
  for (const AuthorCandidate& candidate : candidates) {
    const float score = Score(model, candidate.features.data());
    if (score <= best_score) continue;
    best = &candidate;
    best_score = score;
  }
  ChosenAuthors chosen;
  if (!best) return chosen;
  chosen.names = best->names;
  // The line as printed, where one is short enough to be nothing else.
  for (const Node* node : view.index.bylines) {
    const std::string text = PlainText(*node);
    if (text.size() < 160 && StartsLikeByline(text) && text.find(chosen.names.front()) != std::string::npos) {
      chosen.byline = text;
      break;
    }
  }
  for (const std::string& name : chosen.names) {
    if (!chosen.byline.empty() && chosen.byline.size() >= name.size() && chosen.byline.find(name) != std::string::npos)
      continue;
    chosen.byline += (chosen.byline.empty() ? "" : ", ") + name;
  }
  return chosen;
}

}  // namespace newsstand::extract
