// The stack of open elements, scopes, and putting nodes into the tree.
#include <algorithm>

#include "content/html/serialize.h"
#include "content/html/tag_flags.h"
#include "content/html/tree_builder.h"

namespace newsstand::html {

void TreeBuilder::Push(Node* element) { stack_.Push(element); }

void TreeBuilder::PopUntil(Tag tag) {
  while (stack_.size() > 1) {
    const bool found = CurrentIs(tag);
    Pop();
    if (found) return;
  }
}

void TreeBuilder::RemoveFromStack(const Node* element) {
  const auto found = std::find(stack_.rbegin(), stack_.rend(), element);
  if (found != stack_.rend()) stack_.Erase(static_cast<size_t>(stack_.rend() - found) - 1);
}

bool TreeBuilder::OnStack(const Node* element) const {
  return std::find(stack_.rbegin(), stack_.rend(), element) != stack_.rend();
}

bool TreeBuilder::TemplateOnStack() const {
  // A template pushes its mode: no need to look at the stack.
  return !template_modes_.empty() && (template_modes_.size() > 1 || !context_ || !context_->Is(Tag::kTemplate));
}

bool TreeBuilder::InScope(Tag tag, OpenElements::Wall end) {
  const size_t wall = stack_.TopWall(end);
  for (size_t place = stack_.TopNamed(TagName(tag)); place > 0 && place >= wall; place = stack_.NextNamed(place)) {
    if (stack_[place - 1]->Is(tag)) return true;
  }
  return false;
}

void TreeBuilder::ImplyEndTags(Tag except) {
  while (Current()->ns == Namespace::kHtml && (FlagsOf(Current()->tag) & kImplied) && Current()->tag != except) Pop();
}

void TreeBuilder::ImplyAllEndTags() {
  while (Current()->ns == Namespace::kHtml && (FlagsOf(Current()->tag) & kImpliedInTemplate)) Pop();
}

void TreeBuilder::CloseParagraph() {
  ImplyEndTags(Tag::kP);
  PopUntil(Tag::kP);
}

Node* TreeBuilder::NewNode(NodeType type) {
  Node* node = arena_.New<Node>();
  node->type = type;
  node->index = static_cast<uint32_t>(node_count_++);
  return node;
}

Node* TreeBuilder::NewElement(Tag tag, std::string_view name, Namespace ns) {
  Node* node = NewNode(NodeType::kElement);
  node->tag = tag;
  node->text = name;
  node->ns = ns;
  return node;
}

Node* TreeBuilder::ElementForToken(Namespace ns) {
  Node* node = NewElement(token_.tag, token_.text, ns);
  const std::vector<Attribute>& attributes = tokenizer_.attributes();
  if (attribute_count_ + attributes.size() > kMaxDocumentAttributes) {
    truncated_ = true;
  } else if (!attributes.empty()) {
    attribute_count_ += attributes.size();
    Attribute* list = arena_.NewArray<Attribute>(attributes.size());
    std::copy(attributes.begin(), attributes.end(), list);
    node->attribute_list = list;
    node->attribute_count = static_cast<uint32_t>(attributes.size());
  }
  if (ns == Namespace::kHtml && node->tag == Tag::kTemplate) node->content = NewNode(NodeType::kDocument);
  return node;
}

// Where foster parenting puts what has no place in a table: before it.
TreeBuilder::Place TreeBuilder::FosterPlace() const {
  for (size_t i = stack_.size(); i-- > 0;) {
    Node* node = stack_[i];
    if (node->Is(Tag::kTemplate)) return {node->content, nullptr};
    if (!node->Is(Tag::kTable)) continue;
    if (node->parent) return {node->parent, node};
    return {stack_[i - 1], nullptr};
  }
  return {stack_.front(), nullptr};
}

TreeBuilder::Place TreeBuilder::AppropriatePlace(Node* override_target) {
  Node* target = override_target ? override_target : Current();
  Place place{target, nullptr};
  if (foster_ && target->ns == Namespace::kHtml) {
    switch (target->tag) {
      case Tag::kTable:
      case Tag::kTbody:
      case Tag::kTfoot:
      case Tag::kThead:
      case Tag::kTr: place = FosterPlace(); break;
      default: break;
    }
  }
  if (place.parent->content) place = {place.parent->content, nullptr};
  return place;
}

void TreeBuilder::Insert(Node* node, Place place) {
  Node* parent = place.parent;
  node->parent = parent;
  node->next = place.before;
  node->prev = place.before ? place.before->prev : parent->last_child;
  (node->prev ? node->prev->next : parent->first_child) = node;
  (place.before ? place.before->prev : parent->last_child) = node;
}

void TreeBuilder::Detach(Node* node) {
  Node* parent = node->parent;
  if (!parent) return;
  (node->prev ? node->prev->next : parent->first_child) = node->next;
  (node->next ? node->next->prev : parent->last_child) = node->prev;
  node->parent = node->prev = node->next = nullptr;
}

Node* TreeBuilder::InsertElement() {
  const Place place = AppropriatePlace();
  Node* element = ElementForToken();
  Insert(element, place);
  Push(element);
  return element;
}

Node* TreeBuilder::InsertElementNamed(Tag tag) {
  const Place place = AppropriatePlace();
  Node* element = NewElement(tag, TagName(tag));
  Insert(element, place);
  Push(element);
  return element;
}

void TreeBuilder::InsertVoid() {
  const Place place = AppropriatePlace();
  Insert(ElementForToken(), place);
}

void TreeBuilder::InsertText(std::string_view text) {
  if (text.empty()) return;
  const Place place = AppropriatePlace();
  if (place.parent->type == NodeType::kDocument && place.parent == root_ && !context_) return;
  Node* before = place.before ? place.before->prev : place.parent->last_child;
  if (before && before->is_text()) return AppendToText(before, text);
  Node* node = NewNode(NodeType::kText);
  node->text = text;
  Insert(node, place);
}

void TreeBuilder::AppendToText(Node* node, std::string_view text) {
  const std::string_view old = node->text;
  if (old.data() + old.size() == text.data()) {  // they lie side by side in the buffer
    node->text = {old.data(), old.size() + text.size()};
    return;
  }
  size_t& room = text_room_[node];
  const size_t size = old.size() + text.size();
  if (size > room) {
    const size_t doubled = size * 2;
    char* bytes = arena_.Bytes(doubled);
    std::copy(old.begin(), old.end(), bytes);
    node->text = {bytes, old.size()};
    room = doubled;
  }
  char* end = const_cast<char*>(node->text.data()) + old.size();
  std::copy(text.begin(), text.end(), end);
  node->text = {node->text.data(), size};
}

void TreeBuilder::InsertComment(Node* parent) {
  const Place place = parent ? Place{parent, nullptr} : AppropriatePlace();
  Node* node = NewNode(NodeType::kComment);
  node->text = token_.text;
  Insert(node, place);
}

void TreeBuilder::InsertDoctype() {
  Node* node = NewNode(NodeType::kDoctype);
  node->text = token_.text;
  Attribute* list = arena_.NewArray<Attribute>(2);
  uint32_t count = 0;
  if (token_.has_public || token_.has_system) {
    list[count++] = {"public", token_.public_id, AttributeNamespace::kNone};
    list[count++] = {"system", token_.system_id, AttributeNamespace::kNone};
  }
  node->attribute_list = list;
  node->attribute_count = count;
  Insert(node, {root_, nullptr});
}

void TreeBuilder::StartRawText(Tokenizer::State state) {
  InsertElement();
  tokenizer_.set_state(state);
  original_mode_ = mode_;
  mode_ = Mode::kText;
}

std::string_view TreeBuilder::TakeSpace() {
  size_t size = 0;
  while (size < token_.text.size() &&
         (token_.text[size] == ' ' || token_.text[size] == '\n' || token_.text[size] == '\t' ||
          token_.text[size] == '\f' || token_.text[size] == '\r')) {
    ++size;
  }
  const std::string_view space = token_.text.substr(0, size);
  token_.text.remove_prefix(size);
  return space;
}

}  // namespace newsstand::html
