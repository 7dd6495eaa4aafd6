// The stack of open elements, which answers "is there one of that name, and what stands in the way" without a walk: end
// tags without a start would otherwise cost as many steps as elements are open, and a page may be made of them.
// Internal to content/html.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "content/html/document.h"
#include "content/html/tag_flags.h"

namespace newsstand::html {

class OpenElements {
 public:
  // What ends a search from the top.
  enum class Wall : uint8_t { kSpecial, kHtml, kScope, kListScope, kButtonScope, kTableScope, kCount };

  OpenElements();

  void Push(Node* element) {
    nodes_.push_back(element);
    Settle();
  }
  void Pop();
  void Shrink(size_t size);
  // For the few who change the middle: all above is linked anew, once, when somebody asks.
  void Erase(size_t at);
  void Insert(size_t at, Node* element);
  void Replace(size_t at, Node* element);

  bool empty() const { return nodes_.empty(); }
  size_t size() const { return nodes_.size(); }
  Node* front() const { return nodes_.front(); }
  Node* back() const { return nodes_.back(); }
  Node* operator[](size_t at) const { return nodes_[at]; }
  auto begin() const { return nodes_.begin(); }
  auto end() const { return nodes_.end(); }
  auto rbegin() const { return nodes_.rbegin(); }
  auto rend() const { return nodes_.rend(); }

  // Places count from 1, so that 0 is "none". Elements whose name may be `name`, whatever its case, from the top: the
  // caller compares.
  size_t TopNamed(std::string_view name) {
    Settle();
    return top_[KeyOf(name)];
  }
  size_t NextNamed(size_t place) const { return links_[place - 1].below; }
  // The place of the topmost element that is such a wall.
  size_t TopWall(Wall wall) {
    Settle();
    return links_.empty() ? 0 : links_.back().walls[static_cast<size_t>(wall)];
  }

 private:
  static constexpr size_t kKeys = 1024;
  using Place = uint16_t;  // more than limits::kTreeDepth are never open
  struct Link {
    uint16_t key = 0;
    Place below = 0;
    std::array<Place, static_cast<size_t>(Wall::kCount)> walls{};
  };

  size_t KeyOf(std::string_view name) const;
  void LinkNext();
  void Settle() {
    while (links_.size() < nodes_.size()) LinkNext();
  }
  void Unlink(size_t from);

  std::vector<Node*> nodes_;
  std::vector<Link> links_;  // of the lowest nodes; Settle makes those that are missing
  std::array<Place, kKeys> top_{};
  uint64_t mix_;  // differs from run to run: names that share a key cannot be prepared
};

}  // namespace newsstand::html
