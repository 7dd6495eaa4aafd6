#include "content/html/open_elements.h"

#include <random>

namespace newsstand::html {
namespace {

uint64_t Mix() {
  static const uint64_t kMix = (uint64_t{std::random_device()()} << 32 | std::random_device()()) | 1;
  return kMix;
}

}  // namespace

OpenElements::OpenElements() : mix_(Mix()) {
  nodes_.reserve(64);
  links_.reserve(64);
}

size_t OpenElements::KeyOf(std::string_view name) const {
  uint64_t hash = name.size();
  for (const char c : name) hash = (hash ^ static_cast<unsigned char>(c >= 'A' && c <= 'Z' ? c + 32 : c)) * mix_;
  return (hash ^ hash >> 32) * mix_ >> 54;
}

void OpenElements::LinkNext() {
  const Node& element = *nodes_[links_.size()];
  Link link;
  if (!links_.empty()) link.walls = links_.back().walls;
  const auto place = static_cast<Place>(links_.size() + 1);
  const uint16_t flags = FlagsOf(element);
  const auto set = [&](Wall wall, bool is_one) {
    if (is_one) link.walls[static_cast<size_t>(wall)] = place;
  };
  set(Wall::kSpecial, (flags & kSpecial) != 0);
  set(Wall::kHtml, element.ns == Namespace::kHtml);
  set(Wall::kScope, (flags & kScopeEnd) != 0);
  set(Wall::kListScope, (flags & kListScopeEnd) != 0);
  set(Wall::kButtonScope, (flags & kButtonScopeEnd) != 0);
  set(Wall::kTableScope, (flags & kTableScopeEnd) != 0);
  link.key = static_cast<uint16_t>(KeyOf(element.text));
  link.below = top_[link.key];
  top_[link.key] = place;
  links_.push_back(link);
}

void OpenElements::Unlink(size_t from) {
  while (links_.size() > from) {
    top_[links_.back().key] = links_.back().below;
    links_.pop_back();
  }
}

void OpenElements::Pop() { Shrink(nodes_.size() - 1); }

void OpenElements::Shrink(size_t size) {
  if (size >= nodes_.size()) return;
  Unlink(size);
  nodes_.resize(size);
}

void OpenElements::Erase(size_t at) {
  Unlink(at);
  nodes_.erase(nodes_.begin() + static_cast<ptrdiff_t>(at));
}

void OpenElements::Insert(size_t at, Node* element) {
  Unlink(at);
  nodes_.insert(nodes_.begin() + static_cast<ptrdiff_t>(at), element);
}

void OpenElements::Replace(size_t at, Node* element) {
  Unlink(at);
  nodes_[at] = element;
}

}  // namespace newsstand::html
