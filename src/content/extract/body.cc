#include "content/extract/body.h"

#include <algorithm>
#include <unordered_map>
#include <unordered_set>

#include "base/limits.h"
#include "base/picture_key.h"
#include "base/text.h"
#include "content/extract/cues.h"
#include "content/extract/figures.h"
#include "content/extract/repeats.h"
#include "content/extract/titles.h"
#include "content/extract/walls.h"
#include "content/html/text.h"
#include "content/sanitize/images.h"
#include "content/sanitize/policy.h"
#include "content/sanitize/sanitize.h"

namespace newsstand::extract {
namespace {

using html::Node;
using html::Tag;

constexpr float kKeep = 0.45f;  // probability from which a block is taken: best on the training pages, flat around it
constexpr size_t kMaxPictures = 2'000;  // looked at; no article has so many, and each costs a walk up the page

class BodyFinder {
 public:
  BodyFinder(const html::Document& document, const BlockPage& page, const PageFacts& facts, const BodyOptions& options,
             const TreeModel& model)
      : document_(document), page_(page), facts_(facts), options_(options), model_(model) {}

  BodyResult Find() {
    const std::vector<FeatureRow> rows = FeaturesOf(page_, document_.node_count(), facts_);
    probabilities_.reserve(rows.size());
    for (const FeatureRow& row : rows) probabilities_.push_back(Probability(model_, row.data()));
    Choose();
    result_.confidence = ConfidenceOf(page_, rows, probabilities_, keep_);
    if (first_kept_ == kNoBlock) return std::move(result_);
    Text();
    TextAfter();
    Mark();
    Pictures();
    Html();
    return std::move(result_);
  }

 private:
  void Choose() {
    const size_t count = page_.blocks.size();
    keep_.assign(count, false);
    const std::string title = TitleKey(facts_.title);
    for (size_t i = 0; i < count; ++i) {
      keep_[i] = probabilities_[i] >= kKeep && !IsHeadline(page_.blocks[i], title);
    }
    // A heading with nothing of the article below it announced something else.
    for (size_t i = count; i-- > 0;) {
      if (!keep_[i]) continue;
      if (!(page_.blocks[i].ancestors & Bit(Within::kHeading))) break;
      keep_[i] = false;
    }
    DropWall();
    DropBoxes();
    DropRepeats(page_, facts_.title, keep_);
    DropLeadCaption();
    for (size_t i = 0; i < count; ++i) {
      if (!keep_[i]) continue;
      if (first_kept_ == kNoBlock) first_kept_ = static_cast<uint32_t>(i);
      last_kept_ = static_cast<uint32_t>(i);
    }
  }

  // A wall that stands under the beginning of the article is no part of it, nor is what follows the wall.
  void DropWall() {
    int looked = 0;
    size_t from = keep_.size();
    for (size_t i = keep_.size(); i-- > 0 && looked < 8;) {
      if (!keep_[i]) continue;
      ++looked;
      if (IsWallLine(page_.blocks[i].text)) from = i;
    }
    std::fill(keep_.begin() + static_cast<long>(from), keep_.end(), false);
  }

  // Boxes in the text that ask for an e-mail address or lead elsewhere: their elements are named so, or are mostly a
  // link, and their words say so.
  void DropBoxes() {
    constexpr uint8_t kNear = 3;  // levels up to the box
    for (size_t i = 0; i < keep_.size(); ++i) {
      const Block& block = page_.blocks[i];
      if (!keep_[i] || block.words > 40) continue;
      const auto within = [&](Hint hint) {
        const uint8_t level = block.hint_level[static_cast<size_t>(hint)];
        return level > 0 && level <= kNear;
      };
      const bool linked = block.words <= 30 && block.link_characters * 2 >= block.characters;
      if (!within(Hint::kSubscribe) && !linked) continue;
      const CueSet cues = CuesIn(AsciiLower(block.text));
      const bool asks = within(Hint::kSubscribe) && (cues & Bit(Cue::kSubscribe));
      const bool leads_away = linked && within(Hint::kRelated) && (cues & Bit(Cue::kReadMore));
      if (asks || leads_away) keep_[i] = false;
    }
  }

  // What stands under the lead image goes with it: it is shown above the text.
  void DropLeadCaption() {
    lead_key_ = PictureKey(options_.lead_image_url);
    const Node* root = document_.body();
    if (lead_key_.empty() || !root) return;
    std::unordered_set<const Node*> figures;
    size_t pictures = 0;
    for (const Node* node = root; node && pictures < kMaxPictures; node = NextInTree(node, root)) {
      if (!node->is_element() || !IsPicture(*node)) continue;
      ++pictures;
      const Node* figure = node->parent;
      while (figure && !figure->Is(Tag::kFigure)) figure = figure->parent;
      if (!figure || PictureKey(sanitize::ImageOf(*node, options_.base_url).url) != lead_key_) continue;
      if (result_.lead_caption.empty() && result_.lead_credit.empty()) {
        const Caption caption = CaptionOf(*node);
        result_.lead_caption = caption.caption;
        result_.lead_credit = caption.credit;
      }
      figures.insert(figure);
    }
    if (figures.empty()) return;
    for (size_t i = 0; i < page_.blocks.size(); ++i) {
      if (!keep_[i] || !(page_.blocks[i].ancestors & Bit(Within::kFigure))) continue;
      for (const Node* up = page_.blocks[i].container; up && keep_[i]; up = up->parent) {
        if (figures.contains(up)) keep_[i] = false;
      }
    }
  }

  bool IsHeadline(const Block& block, const std::string& title) const {
    if (block.words > 60 || block.text.size() > 1'000 || title.empty()) return false;
    if (facts_.title_node && block.container == facts_.title_node) return true;
    return TitleKey(block.text) == title;
  }

  void Text() {
    for (size_t i = 0; i < page_.blocks.size(); ++i) {
      if (!keep_[i]) continue;
      if (result_.body.text.size() + page_.blocks[i].text.size() > limits::kBodyBytes) break;
      if (!result_.body.text.empty()) result_.body.text += "\n\n";
      result_.body.text += CleanUtf8(page_.blocks[i].text);
      result_.body.words += page_.blocks[i].words;
    }
  }

  // Blocks that were left out within and after the text, where a wall would stand: not those of menus and the page's
  // end.
  void TextAfter() {
    constexpr uint32_t kElsewhere =
        Bit(Within::kNav) | Bit(Within::kFooter) | Bit(Within::kHeader) | Bit(Within::kAside);
    size_t blocks = 0;
    for (size_t i = first_kept_; i < page_.blocks.size() && blocks < 10; ++i) {
      const Block& block = page_.blocks[i];
      if (keep_[i] || (block.ancestors & kElsewhere)) continue;
      blocks += i > last_kept_ ? 1 : 0;
      if (block.text.size() > 300) continue;
      result_.after_text += block.text;
      result_.after_text += '\n';
      if (result_.after_text.size() > 4'000) break;
    }
  }

  // Which elements hold something of the article, and the innermost that holds all of it.
  void Mark() {
    kept_below_.assign(document_.node_count(), 0);
    blocks_below_.assign(document_.node_count(), 0);
    for (size_t i = 0; i < page_.blocks.size(); ++i) {
      std::vector<uint32_t>& counts = keep_[i] ? kept_below_ : blocks_below_;
      for (const Node* up = page_.blocks[i].container; up; up = up->parent) ++counts[up->index];
      hidden_kept_ |= keep_[i] && page_.blocks[i].hidden;
    }
    uint32_t kept = 0;
    for (const bool keep : keep_) kept += keep ? 1 : 0;
    for (const Node* up = page_.blocks[first_kept_].container; up; up = up->parent) {
      if (kept_below_[up->index] == kept) {
        root_ = up;
        break;
      }
    }
    // Inline elements between a block's container and its text.
    for (const Node* node = root_; node; node = NextInTree(node, root_)) {
      if (!node->is_text()) continue;
      const uint32_t block = page_.block_of[node->index];
      if (block == kNoBlock || !keep_[block]) continue;
      for (const Node* up = node->parent; up && kept_below_[up->index] == 0; up = up->parent)
        kept_below_[up->index] = 1;
    }
    WidenForLeadPicture();
  }

  // A picture above the first paragraph often stands beside the text's own holder, not in it.
  void WidenForLeadPicture() {
    for (int level = 0; level < 3 && root_->parent && root_->parent->is_element() && !root_->Is(Tag::kBody); ++level) {
      if (root_->Is(Tag::kArticle) || root_->Is(Tag::kMain)) return;
      const Node* parent = root_->parent;
      if (parent->Is(Tag::kBody) || parent->Is(Tag::kHtml) ||
          blocks_below_[parent->index] > blocks_below_[root_->index] + 12)
        return;
      root_ = parent;
    }
  }

  static bool IsPicture(const Node& node) {
    return node.Is(Tag::kImg) || node.Is(Tag::kAmpImg) || node.Is(Tag::kPicture);
  }
  static bool IsPlayer(const Node& node) {
    return node.is_element() && sanitize::RuleFor(node).action == sanitize::Action::kEmbed;
  }

  // Chooses pictures and players, and whether a figure's caption goes with it.
  void Pictures() {
    shown_.assign(document_.node_count(), 0);
    uint32_t position = 0;  // blocks begun so far
    uint32_t early = 0;
    size_t pictures = 0;
    for (const Node* node = root_; node && pictures < kMaxPictures;) {
      if (node->is_text()) {
        const uint32_t block = page_.block_of[node->index];
        if (block != kNoBlock) position = block + 1;
      }
      const bool picture = node->is_element() && IsPicture(*node);
      if (!picture && !IsPlayer(*node)) {
        node = NextInTree(node, root_);
        continue;
      }
      const bool before = position <= first_kept_;
      const bool in_range = position <= last_kept_ + 1 && (!before || (position + 8 > first_kept_ && early < 2));
      pictures += in_range ? 1 : 0;
      if (in_range && Belongs(*node) && (!picture || Wanted(*node))) {
        Show(*node);
        early += before ? 1 : 0;
      }
      node = NextSkippingChildren(node, root_);
    }
  }

  // What class and id of an element say; all pictures of a page have the same few elements above them.
  HintSet HintsOf(const Node& element) {
    const auto [found, is_new] = hints_.try_emplace(&element, 0);
    if (is_new) found->second = HintsIn(element.Attr("class")) | HintsIn(element.Attr("id"));
    return found->second;
  }

  // No element between the picture and the article's holder speaks of something else.
  bool Belongs(const Node& node) {
    for (const Node* up = &node; up && up != root_; up = up->parent) {
      if (kept_below_[up->index] > 0) return true;
      if (up->Is(Tag::kAside) || up->Is(Tag::kNav) || up->Is(Tag::kFooter) || up->Is(Tag::kForm)) return false;
      const HintSet hints = HintsOf(*up);
      constexpr HintSet kOther = Bit(Hint::kRelated) | Bit(Hint::kAd) | Bit(Hint::kSide) | Bit(Hint::kShare) |
                                 Bit(Hint::kAuthor) | Bit(Hint::kComment) | Bit(Hint::kSubscribe) | Bit(Hint::kModal) |
                                 Bit(Hint::kFooter);
      if ((hints & kOther) && !up->Is(Tag::kImg)) return false;
      const bool captions = up->Is(Tag::kFigure) || (hints & Bit(Hint::kCaption));
      if (blocks_below_[up->index] > (captions ? 4u : 0u)) return false;
    }
    return true;
  }

  bool Wanted(const Node& node) {
    const sanitize::ImageSource image = sanitize::ImageOf(node, options_.base_url);
    if (image.url.empty() || image.pixel) return false;
    if ((image.width > 0 && image.width < 60) || (image.height > 0 && image.height < 40)) return false;
    const std::string key = PictureKey(image.url);
    if (!lead_key_.empty() && key == lead_key_) {
      const Caption caption = CaptionOf(node);
      if (result_.lead_caption.empty()) result_.lead_caption = caption.caption;
      if (result_.lead_credit.empty()) result_.lead_credit = caption.credit;
      return false;
    }
    if (!seen_.insert(key).second) return false;
    if (result_.first_image_url.empty()) {
      result_.first_image_url = image.url;
      if (options_.lead_image_url.empty()) {
        const Caption caption = CaptionOf(node);
        result_.lead_caption = caption.caption;
        result_.lead_credit = caption.credit;
      }
    }
    return true;
  }

  // Marks the element, what is in it, and the figure around it with its caption.
  void Show(const Node& node) {
    const Node* top = &node;
    for (const Node* up = node.parent; up && up != root_ && kept_below_[up->index] == 0; up = up->parent) {
      const bool figure = up->Is(Tag::kFigure) || (HintsIn(up->Attr("class")) & Bit(Hint::kCaption));
      if (figure) top = up;
    }
    for (const Node* inner = &node; inner; inner = NextInTree(inner, &node)) shown_[inner->index] = 1;
    for (const Node* up = &node; up != top;) {
      up = up->parent;
      shown_[up->index] = 1;
    }
    // Of a figure with several pictures each is decided on its own; all else in it is shown with the first of them.
    const bool first_of_figure = top != &node && figures_.insert(top).second;
    for (const Node* inner = first_of_figure ? top : nullptr; inner; inner = NextInTree(inner, top)) {
      if (!inner->is_element() || (!IsPicture(*inner) && !IsPlayer(*inner))) shown_[inner->index] = 1;
    }
    for (const Node* up = top->parent; up; up = up->parent) {
      if (kept_below_[up->index] == 0) kept_below_[up->index] = 1;
    }
  }

  bool Drop(const Node& node) const {
    if (shown_[node.index]) return false;
    if (node.is_text()) {
      const uint32_t block = page_.block_of[node.index];
      return block != kNoBlock && !keep_[block];
    }
    if (!node.is_element()) return false;
    if (IsPicture(node) || IsPlayer(node)) return !(kept_below_[node.index] > 0 && !IsPicture(node));
    switch (node.tag) {
      case Tag::kBr:
      case Tag::kWbr:
      case Tag::kHr:
      case Tag::kNoscript: return false;
      case Tag::kTd:
      case Tag::kTh:
      case Tag::kTr: return false;  // an empty cell keeps the others in their columns
      default: return kept_below_[node.index] == 0;
    }
  }

  void Html() {
    sanitize::Options options;
    options.base_url = options_.base_url;
    options.keep_hidden = hidden_kept_;
    result_.body.html =
        sanitize::SanitizeNodes(std::span(&root_, 1), options, [this](const Node& node) { return Drop(node); });
  }

  const html::Document& document_;
  const BlockPage& page_;
  const PageFacts& facts_;
  const BodyOptions& options_;
  const TreeModel& model_;
  BodyResult result_;
  std::vector<float> probabilities_;
  std::vector<bool> keep_;
  std::vector<uint32_t> kept_below_, blocks_below_;  // by Node::index; the second counts blocks that were not kept
  std::vector<uint8_t> shown_;
  std::unordered_set<std::string> seen_;             // keys of the pictures shown
  std::unordered_set<const Node*> figures_;          // whose captions are shown
  std::unordered_map<const Node*, HintSet> hints_;
  std::string lead_key_;
  const Node* root_ = nullptr;
  uint32_t first_kept_ = kNoBlock, last_kept_ = 0;
  bool hidden_kept_ = false;
};

}  // namespace

BodyResult FindBody(const html::Document& document, const BlockPage& page, const PageFacts& facts,
                    const BodyOptions& options, const TreeModel& model) {
  return BodyFinder(document, page, facts, options, model).Find();
}

}  // namespace newsstand::extract
