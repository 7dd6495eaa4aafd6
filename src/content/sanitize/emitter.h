// Writes safe HTML in one canonical form, whatever order events arrive in.
//
// Its form is what makes sanitising stable under any HTML parser: blocks nest only as the standard's content model
// allows, inline elements are always innermost and never nested in themselves, an element is written only when
// something is in it, white space is single. The caller names elements that policy.h allows, with attributes already
// escaped.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "content/html/tag.h"

namespace newsstand::sanitize {

class Emitter {
 public:
  // `paragraphs`: loose inline content at the top is wrapped in <p>.
  explicit Emitter(bool paragraphs);

  // What Enter… did, for the Leave… that has to follow.
  enum class Entered : uint8_t { kNothing, kSoftBreak, kBlock, kInline };

  Entered EnterBlock(html::Tag tag, std::string attributes);
  // p, div, …: writes nothing itself; the first paragraph within takes the attributes.
  Entered EnterFlow(std::string attributes);
  Entered EnterInline(html::Tag tag, std::string attributes);
  void Leave(Entered entered);

  void Text(std::string_view text);
  void InlineVoid(std::string_view markup);  // a whole <img …> or <wbr>
  void LineBreak();
  void Rule();

  bool full() const { return full_; }
  // Whether any words or pictures were written since the last call.
  bool TakeWrote();

  std::string Finish();

 private:
  enum class Kind : uint8_t { kFlow, kContainer, kInlineOnly, kList, kDescriptions, kTable, kRows, kRow };
  struct Block {
    html::Tag tag = html::Tag::kUnknown;
    Kind kind = Kind::kFlow;
    bool implicit = false;  // opened by us, ends when a block begins
    bool written = false;
    std::string attributes;
    std::string skipped;  // empty cells and rows so far, written when something follows
  };
  struct Inline {
    html::Tag tag;
    bool written = false;
    std::string attributes;
  };

  static Kind KindOf(html::Tag tag);
  static bool IsTablePart(Kind kind) { return kind == Kind::kTable || kind == Kind::kRows || kind == Kind::kRow; }
  const Block* EffectiveParent() const;  // the innermost block that is not kFlow; null at the top
  bool Fits(html::Tag tag) const;
  bool InInlineOnly() const;
  bool InPre() const;
  void SoftBreak();
  void CloseImplicit();
  void Push(html::Tag tag, Kind kind, bool implicit, std::string attributes);
  void PopBlock();
  void CloseInlines();
  void WriteBlocks();
  bool BeforeInline();
  void WritePending();
  void WriteSpace();
  void WriteWord(std::string_view word);
  void PreText(std::string_view text);
  void Character(char c);

  std::string out_;
  std::vector<Block> blocks_;
  std::vector<Inline> inlines_;
  size_t written_depth_ = 0;  // blocks that are or may be written
  std::string pre_space_;
  int breaks_ = 0;
  bool space_ = false, hard_space_ = false;  // pending; a hard one is a no-break space
  bool at_start_ = true;                     // nothing written yet in this block or after this break
  bool settled_ = false;                     // all that has to be open is written: only white space may be pending
  bool paragraphs_ = false;
  bool full_ = false;
  bool wrote_ = false;
};

}  // namespace newsstand::sanitize
