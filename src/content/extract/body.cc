#include "content/extract/body.h"

#include <algorithm>

#include "base/limits.h"
#include "base/text.h"
#include "content/extract/figures.h"
#include "content/extract/model.h"
#include "content/extract/titles.h"
#include "content/html/text.h"
#include "content/sanitize/images.h"
#include "content/sanitize/policy.h"
#include "content/sanitize/sanitize.h"

namespace newsstand::extract {
namespace {

using html::Node;
using html::Tag;

constexpr float kKeep = 0.45f;  // probability from which a block is taken: best on the training pages, flat around it

class BodyFinder {
 public:
  BodyFinder(const html::Document& document, const BlockPage& page, const PageFacts& facts, const BodyOptions& options)
      : document_(document), page_(page), facts_(facts), options_(options) {}

  BodyResult Find() {
    probabilities_ = ProbabilitiesOf(FeaturesOf(page_, document_.node_count(), facts_));
    Choose();
    Estimate();
    if (first_kept_ == kNoBlock) return std::move(result_);
    Text();
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
    for (size_t i = 0; i < count; ++i) {
      if (!keep_[i]) continue;
      if (first_kept_ == kNoBlock) first_kept_ = static_cast<uint32_t>(i);
      last_kept_ = static_cast<uint32_t>(i);
    }
  }

  bool IsHeadline(const Block& block, const std::string& title) const {
    if (block.words > 60 || block.text.size() > 1'000 || title.empty()) return false;
    if (facts_.title_node && block.container == facts_.title_node) return true;
    return TitleKey(block.text) == title;
  }

  // Precision and recall in words, as the probabilities foresee them.
  void Estimate() {
    double taken = 0, right = 0, wanted = 0;
    for (size_t i = 0; i < page_.blocks.size(); ++i) {
      const double words = page_.blocks[i].words;
      const double probability = probabilities_[i];
      wanted += words * probability;
      if (!keep_[i]) continue;
      taken += words;
      right += words * probability;
    }
    result_.body.words = static_cast<int>(taken);
    result_.body.expected_f1 = taken + wanted > 0 ? 2 * right / (taken + wanted) : 0;
  }

  void Text() {
    for (size_t i = 0; i < page_.blocks.size(); ++i) {
      if (!keep_[i]) continue;
      if (result_.body.text.size() + page_.blocks[i].text.size() > limits::kBodyBytes) break;
      if (!result_.body.text.empty()) result_.body.text += "\n\n";
      result_.body.text += CleanUtf8(page_.blocks[i].text);
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
    lead_key_ = PictureKey(options_.lead_image_url);
    uint32_t position = 0;  // blocks begun so far
    uint32_t early = 0;
    for (const Node* node = root_; node;) {
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
      if (in_range && Belongs(*node) && (!picture || Wanted(*node))) {
        Show(*node);
        early += before ? 1 : 0;
      }
      node = NextSkippingChildren(node, root_);
    }
  }

  // No element between the picture and the article's holder speaks of something else.
  bool Belongs(const Node& node) const {
    for (const Node* up = &node; up && up != root_; up = up->parent) {
      if (kept_below_[up->index] > 0) return true;
      if (up->Is(Tag::kAside) || up->Is(Tag::kNav) || up->Is(Tag::kFooter) || up->Is(Tag::kForm)) return false;
      const HintSet hints = HintsIn(up->Attr("class")) | HintsIn(up->Attr("id"));
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
    if (std::find(seen_.begin(), seen_.end(), key) != seen_.end()) return false;
    if (seen_.size() < 500) seen_.push_back(key);
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
    for (const Node* inner = top; inner; inner = NextInTree(inner, top)) {
      // Of a figure with several pictures each is decided on its own.
      if (inner != &node && inner->is_element() && (IsPicture(*inner) || IsPlayer(*inner)) && !Contains(*inner, node) &&
          !Contains(node, *inner))
        continue;
      shown_[inner->index] = 1;
    }
    for (const Node* up = top->parent; up; up = up->parent) {
      if (kept_below_[up->index] == 0) kept_below_[up->index] = 1;
    }
  }

  static bool Contains(const Node& outer, const Node& inner) {
    for (const Node* up = &inner; up; up = up->parent) {
      if (up == &outer) return true;
    }
    return false;
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
  BodyResult result_;
  std::vector<float> probabilities_;
  std::vector<bool> keep_;
  std::vector<uint32_t> kept_below_, blocks_below_;  // by Node::index; the second counts blocks that were not kept
  std::vector<uint8_t> shown_;
  std::vector<std::string> seen_;
  std::string lead_key_;
  const Node* root_ = nullptr;
  uint32_t first_kept_ = kNoBlock, last_kept_ = 0;
  bool hidden_kept_ = false;
};

}  // namespace

BodyResult FindBody(const html::Document& document, const BlockPage& page, const PageFacts& facts,
                    const BodyOptions& options) {
  return BodyFinder(document, page, facts, options).Find();
}

}  // namespace newsstand::extract
