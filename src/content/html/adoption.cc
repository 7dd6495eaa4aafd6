// Formatting elements: b, i, a and the like reach over the ends of blocks, and cross each other.
#include <algorithm>

#include "content/html/tag_flags.h"
#include "content/html/tree_builder.h"

namespace newsstand::html {
namespace {

constexpr size_t kMaxFormatting = 64;  // open at once since the last marker; the oldest is forgotten

bool SameAttributes(const Node& a, const Node& b) {
  if (a.attribute_count != b.attribute_count) return false;
  if (a.attribute_list == b.attribute_list) return true;
  for (uint32_t i = 0; i < a.attribute_count; ++i) {
    const Attribute* other = b.FindAttribute(a.attribute_list[i].name);
    if (!other || other->value != a.attribute_list[i].value) return false;
  }
  return true;
}

}  // namespace

// Opens again what a block's end closed and nobody ended.
void TreeBuilder::Reconstruct() {
  if (formatting_.empty() || !formatting_.back() || OnStack(formatting_.back())) return;
  size_t i = formatting_.size() - 1;
  while (i > 0 && formatting_[i - 1] && !OnStack(formatting_[i - 1])) --i;
  for (; i < formatting_.size(); ++i) {
    const Place place = AppropriatePlace();
    Node* element = Clone(formatting_[i]);
    Insert(element, place);
    Push(element);
    formatting_[i] = element;
  }
}

void TreeBuilder::PushFormatting(Node* element) {
  size_t alike = 0, earliest = 0, count = 0;
  for (size_t i = formatting_.size(); i-- > 0 && formatting_[i];) {
    ++count;
    if (formatting_[i]->tag == element->tag && SameAttributes(*formatting_[i], *element)) {
      ++alike;
      earliest = i;
    }
    if (count >= kMaxFormatting) {
      formatting_.erase(formatting_.begin() + static_cast<ptrdiff_t>(i));
      truncated_ = true;
      if (earliest > i) --earliest;
      if (earliest == i) alike = 0;
      break;
    }
  }
  if (alike >= 3) formatting_.erase(formatting_.begin() + static_cast<ptrdiff_t>(earliest));
  formatting_.push_back(element);
}

void TreeBuilder::PushMarker() { formatting_.push_back(nullptr); }

void TreeBuilder::ClearToMarker() {
  while (!formatting_.empty()) {
    const bool marker = formatting_.back() == nullptr;
    formatting_.pop_back();
    if (marker) return;
  }
}

Node* TreeBuilder::LastFormatting(Tag tag) const {
  for (size_t i = formatting_.size(); i-- > 0 && formatting_[i];) {
    if (formatting_[i]->tag == tag) return formatting_[i];
  }
  return nullptr;
}

void TreeBuilder::RemoveFormatting(const Node* element) {
  const auto found = std::find(formatting_.begin(), formatting_.end(), element);
  if (found != formatting_.end()) formatting_.erase(found);
}

Node* TreeBuilder::Clone(const Node* element) {
  Node* copy = NewElement(element->tag, element->text);
  copy->attribute_list = element->attribute_list;
  copy->attribute_count = element->attribute_count;
  return copy;
}

// The standard's adoption agency algorithm.
void TreeBuilder::Adopt(Tag subject) {
  const bool listed = std::find(formatting_.begin(), formatting_.end(), Current()) != formatting_.end();
  if (CurrentIs(subject) && !listed) return Pop();
  bool done = false;
  for (int i = 0; i < 8 && !done; ++i) {
    if (!AdoptOnce(subject, done)) return AnyOtherEndTag();
  }
}

// One round. False when no formatting element of that name is open.
bool TreeBuilder::AdoptOnce(Tag subject, bool& done) {
  Node* formatting = LastFormatting(subject);
  if (!formatting) return false;
  done = true;
  const auto at = std::find(stack_.begin(), stack_.end(), formatting);
  if (at == stack_.end()) {
    RemoveFormatting(formatting);
    return true;
  }
  if (!InScope(subject)) return true;
  const auto furthest = std::find_if(at, stack_.end(), [](const Node* node) { return IsSpecial(*node); });
  if (furthest == stack_.end()) {
    stack_.Shrink(static_cast<size_t>(at - stack_.begin()));
    RemoveFormatting(formatting);
    return true;
  }
  done = false;
  Node* furthest_block = *furthest;
  Node* ancestor = *(at - 1);
  size_t bookmark =
      static_cast<size_t>(std::find(formatting_.begin(), formatting_.end(), formatting) - formatting_.begin());
  size_t index = static_cast<size_t>(furthest - stack_.begin());
  Node* last = furthest_block;
  for (int inner = 1;; ++inner) {
    Node* node = stack_[--index];
    if (node == formatting) break;
    auto entry = std::find(formatting_.begin(), formatting_.end(), node);
    if (inner > 3 && entry != formatting_.end()) {
      if (static_cast<size_t>(entry - formatting_.begin()) < bookmark) --bookmark;
      formatting_.erase(entry);
      entry = formatting_.end();
    }
    if (entry == formatting_.end()) {
      stack_.Erase(index);
      continue;
    }
    Node* copy = Clone(node);
    *entry = copy;
    stack_.Replace(index, copy);
    if (last == furthest_block) bookmark = static_cast<size_t>(entry - formatting_.begin()) + 1;
    Detach(last);
    Insert(last, {copy, nullptr});
    last = copy;
  }
  Detach(last);
  Insert(last, AppropriatePlace(ancestor));
  Node* copy = Clone(formatting);
  while (Node* child = furthest_block->first_child) {
    Detach(child);
    Insert(child, {copy, nullptr});
  }
  Insert(copy, {furthest_block, nullptr});
  const auto old = std::find(formatting_.begin(), formatting_.end(), formatting);
  if (static_cast<size_t>(old - formatting_.begin()) < bookmark) --bookmark;
  formatting_.erase(old);
  formatting_.insert(formatting_.begin() + static_cast<ptrdiff_t>(std::min(bookmark, formatting_.size())), copy);
  RemoveFromStack(formatting);
  const auto below = std::find(stack_.begin(), stack_.end(), furthest_block);
  stack_.Insert(static_cast<size_t>(below - stack_.begin()) + 1, copy);
  return true;
}

}  // namespace newsstand::html
