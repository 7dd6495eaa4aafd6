// From text to Document: the buffer the tokenizer works in, and the bound on depth.
#include <cstring>
#include <vector>

#include "base/limits.h"
#include "base/text.h"
#include "content/html/document.h"
#include "content/html/encoding.h"
#include "content/html/tokenizer.h"
#include "content/html/tree_builder.h"

namespace newsstand::html {
namespace {

// Copies `text` with "\n" for every line end. Returns the new end.
char* CopyLines(std::string_view text, char* to) {
  while (!text.empty()) {
    const auto* carriage = static_cast<const char*>(std::memchr(text.data(), '\r', text.size()));
    const size_t run = carriage ? static_cast<size_t>(carriage - text.data()) : text.size();
    std::memcpy(to, text.data(), run);
    to += run;
    if (!carriage) break;
    *to++ = '\n';
    const bool pair = run + 1 < text.size() && text[run + 1] == '\n';
    text.remove_prefix(run + (pair ? 2 : 1));
  }
  return to;
}

}  // namespace

class TreeFiller {
 public:
  static Document Fill(std::string_view input, const FragmentContext* context) {
    Document document;
    if (input.size() > limits::kFetchBytes) {
      input = TruncateUtf8(input, limits::kFetchBytes);
      document.truncated_ = true;
    }
    std::string valid;
    if (!IsValidUtf8(input)) {
      valid = DecodeBytes(input, "utf-8");
      input = valid;
    }
    char* begin = document.arena_.Bytes(input.size() + 8);  // room to look a few bytes ahead of the end
    char* end = CopyLines(input, begin);
    std::memset(end, 0, static_cast<size_t>(begin + input.size() + 8 - end));

    Tokenizer tokenizer(begin, end, document.arena_);
    TreeBuilder builder(document.arena_, tokenizer);
    if (context) {
      builder.BuildFragment(*context);
    } else {
      builder.BuildDocument();
    }
    document.root_ = builder.root();
    document.node_count_ = builder.node_count();
    document.truncated_ |= builder.truncated();
    document.truncated_ |= Flatten(document.root_);
    if (!context) FindLandmarks(document);
    return document;
  }

 private:
  // Moves what is deeper than the limit up to it, behind the element it was in.
  static bool Flatten(Node* root) {
    bool moved = false;
    std::vector<std::pair<Node*, size_t>> roots{{root, 0}};
    while (!roots.empty()) {
      const auto [top, base] = roots.back();
      roots.pop_back();
      size_t depth = base;
      Node* node = top->first_child;
      ++depth;
      while (node) {
        if (node->content) roots.emplace_back(node->content, depth);
        if (depth >= limits::kTreeDepth && node->first_child &&
            (!node->first_child->is_text() || node->first_child->next)) {
          MoveChildrenBehind(node);
          moved = true;
        }
        if (node->first_child) {
          node = node->first_child;
          ++depth;
          continue;
        }
        while (node && !node->next) {
          node = node->parent == top ? nullptr : node->parent;
          --depth;
        }
        if (node) node = node->next;
      }
    }
    return moved;
  }

  static void MoveChildrenBehind(Node* node) {
    Node* parent = node->parent;
    for (Node* child = node->first_child; child; child = child->next) child->parent = parent;
    node->last_child->next = node->next;
    (node->next ? node->next->prev : parent->last_child) = node->last_child;
    node->next = node->first_child;
    node->first_child->prev = node;
    node->first_child = node->last_child = nullptr;
  }

  static void FindLandmarks(Document& document) {
    for (Node* node = document.root_->first_child; node; node = node->next) {
      if (node->Is(Tag::kHtml)) document.html_ = node;
    }
    if (!document.html_) return;
    for (Node* node = document.html_->first_child; node; node = node->next) {
      if (node->Is(Tag::kHead) && !document.head_) document.head_ = node;
      if (node->Is(Tag::kBody) && !document.body_) document.body_ = node;
    }
  }
};

Document::Document() = default;
Document::Document(Document&&) noexcept = default;
Document& Document::operator=(Document&&) noexcept = default;
Document::~Document() = default;

Document ParseDocument(std::string_view utf8) { return TreeFiller::Fill(utf8, nullptr); }
Document ParseFragment(std::string_view utf8, FragmentContext context) { return TreeFiller::Fill(utf8, &context); }

}  // namespace newsstand::html
