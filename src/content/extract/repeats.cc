#include "content/extract/repeats.h"

#include <algorithm>
#include <string>

#include "base/text.h"
#include "content/extract/titles.h"

namespace newsstand::extract {
namespace {

using html::Node;

constexpr size_t kTop = 8;             // blocks of the text that may repeat what stands above it
constexpr int kShort = 45;             // words of what is repeated, at most
constexpr size_t kLeastKey = 12;       // bytes: shorter texts are the same by chance
constexpr size_t kMostText = 400'000;  // bytes of the text that pull quotes are looked for in
constexpr size_t kMostPulled = 200;    // pull quotes, each of which is looked for in all of it

// The headline as pages write it: alone, and without a name before or after it.
std::vector<std::string> HeadlineKeys(std::string_view title) {
  std::vector<std::string> keys;
  const auto add = [&](std::string_view part) {
    if (std::string key = TitleKey(part); key.size() >= kLeastKey) keys.push_back(std::move(key));
  };
  add(title);
  for (const std::string_view mark : {": ", " | ", " - ", " – "}) {
    const size_t at = title.find(mark);
    if (at == std::string_view::npos) continue;
    add(title.substr(at + mark.size()));
    add(title.substr(0, at));
  }
  return keys;
}

// Set large and out of the text's flow.
bool IsPulledOut(const Block& block) {
  if (block.ancestors & (Bit(Within::kQuote) | Bit(Within::kAside) | Bit(Within::kFigure))) return true;
  int levels = 0;
  for (const Node* up = block.container; up && levels < 4; up = up->parent, ++levels) {
    if (AsciiLower(up->Attr("class")).find("pull") != std::string::npos) return true;
  }
  return false;
}

class Repeats {
 public:
  Repeats(const BlockPage& page, std::vector<bool>& keep) : page_(page), keep_(keep) {
    for (size_t i = 0; i < keep.size(); ++i) {
      if (keep[i]) kept_.push_back(i);
    }
  }

  void DropTop(std::string_view title) {
    const std::vector<std::string> headlines = HeadlineKeys(title);
    const size_t top = std::min(kept_.size(), kTop);
    for (size_t i = 0; i < top; ++i) {
      const Block& block = page_.blocks[kept_[i]];
      if (block.words > kShort || block.text.size() > 600) continue;
      const std::string key = TitleKey(block.text);
      const bool again = key.size() >= kLeastKey && SaidLater(key, headlines, i, std::min(kept_.size(), top + 2));
      if (again || IsHead(key, headlines, i)) keep_[kept_[i]] = false;
    }
  }

  void DropPullQuotes() {
    std::string text;
    std::vector<size_t> pulled;
    for (const size_t i : kept_) {
      if (!keep_[i]) continue;
      const Block& block = page_.blocks[i];
      if (block.words <= kShort && pulled.size() < kMostPulled && IsPulledOut(block)) {
        pulled.push_back(i);
      } else if (text.size() < kMostText) {
        text += TitleKey(block.text) + ' ';
      }
    }
    for (const size_t i : pulled) {
      const std::string key = TitleKey(page_.blocks[i].text);
      if (key.size() >= kLeastKey && text.find(key) != std::string::npos) keep_[i] = false;
    }
  }

 private:
  // Whether a block soon after the `i`-th kept one says the same, with the headline said again between them.
  bool SaidLater(const std::string& key, const std::vector<std::string>& headlines, size_t i, size_t end) const {
    for (size_t j = i + 1; j < end; ++j) {
      const Block& other = page_.blocks[kept_[j]];
      if (other.words > kShort || TitleKey(other.text) != key) continue;
      for (size_t between = kept_[i] + 1; between < kept_[j]; ++between) {
        const Block& block = page_.blocks[between];
        if (block.words > kShort) continue;
        const std::string said = TitleKey(block.text);
        if (std::find(headlines.begin(), headlines.end(), said) != headlines.end()) return true;
      }
    }
    return false;
  }

  // The headline alone, or with what stands between it and the text: the standfirst, which comes again, and a byline.
  bool IsHead(const std::string& key, const std::vector<std::string>& headlines, size_t i) const {
    for (const std::string& headline : headlines) {
      if (key == headline && headline == headlines.front()) return true;
      if (!key.starts_with(headline)) continue;
      if (key == headline && i < 2) return true;
      std::string rest = key.substr(headline.size());
      for (size_t j = i + 1; j < std::min(kept_.size(), kTop + 2) && !rest.empty(); ++j) {
        const std::string other = TitleKey(page_.blocks[kept_[j]].text);
        const size_t at = other.size() >= kLeastKey ? rest.find(other) : std::string::npos;
        if (at != std::string::npos) rest.erase(at, other.size());
      }
      constexpr size_t kByline = 60;
      if (rest.size() <= kByline && rest.size() + headline.size() < key.size()) return true;
    }
    return false;
  }

  const BlockPage& page_;
  std::vector<bool>& keep_;
  std::vector<size_t> kept_;
};

}  // namespace

void DropRepeats(const BlockPage& page, std::string_view title, std::vector<bool>& keep) {
  Repeats repeats(page, keep);
  repeats.DropTop(title);
  repeats.DropPullQuotes();
}

}  // namespace newsstand::extract
