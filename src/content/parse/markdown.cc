#include "content/parse/markdown.h"

#include <algorithm>
#include <optional>

#include "base/text.h"

namespace newsstand::parse {
namespace {

constexpr size_t kLongestSpan = 2'000;  // a mark without its partner this near is text

std::string Inline(std::string_view text, int depth = 0);

// "[words](address)" at `at`; returns where it ends.
std::optional<size_t> Link(std::string_view text, size_t at, int depth, std::string& out) {
  std::string_view window = text.substr(at, kLongestSpan);
  size_t middle = window.find("](");
  if (middle == std::string_view::npos) return std::nullopt;
  size_t end = window.find(')', middle);
  if (end == std::string_view::npos) return std::nullopt;
  std::string_view address = Trim(window.substr(middle + 2, end - middle - 2));
  address = address.substr(0, address.find(' '));
  out += "<a href=\"" + EscapeHtml(address) + "\">" + Inline(window.substr(1, middle - 1), depth + 1) + "</a>";
  return at + end + 1;
}

// "**words**" and the like at `at`; returns where it ends.
std::optional<size_t> Span(std::string_view text, size_t at, int depth, std::string& out) {
  struct Mark {
    std::string_view sign, element;
  };
  constexpr Mark kMarks[] = {{"**", "strong"}, {"__", "strong"}, {"*", "em"}, {"_", "em"}, {"`", "code"}};
  for (const Mark& mark : kMarks) {
    std::string_view window = text.substr(at, kLongestSpan);
    if (!window.starts_with(mark.sign)) continue;
    size_t end = window.find(mark.sign, mark.sign.size() + 1);
    if (end == std::string_view::npos || IsAsciiSpace(window[mark.sign.size()])) continue;
    std::string_view inner = window.substr(mark.sign.size(), end - mark.sign.size());
    out += "<" + std::string(mark.element) + ">";
    out += mark.sign == "`" ? EscapeHtml(inner) : Inline(inner, depth + 1);
    out += "</" + std::string(mark.element) + ">";
    return at + end + mark.sign.size();
  }
  return std::nullopt;
}

std::string Inline(std::string_view text, int depth) {
  if (depth > 4) return EscapeHtml(text);
  std::string out;
  size_t copied = 0;
  for (size_t i = text.find_first_of("[*_`\\"); i != std::string_view::npos; i = text.find_first_of("[*_`\\", i)) {
    std::string span;
    std::optional<size_t> end;
    if (text[i] == '\\' && i + 1 < text.size()) {
      span = EscapeHtml(text.substr(i + 1, 1));
      end = i + 2;
    } else if (text[i] == '[') {
      end = Link(text, i, depth, span);
    } else if (i == 0 || text[i] != '_' || IsAsciiSpace(text[i - 1])) {  // snake_case is no emphasis
      end = Span(text, i, depth, span);
    }
    if (!end) {
      ++i;
      continue;
    }
    out += EscapeHtml(text.substr(copied, i - copied)) + span;
    copied = i = *end;
  }
  return out + EscapeHtml(text.substr(std::min(copied, text.size())));
}

class BlockWriter {
 public:
  void Line(std::string_view line) {
    std::string_view trimmed = Trim(line);
    size_t hashes = trimmed.find_first_not_of('#');
    if (trimmed.empty()) {
      Close();
    } else if (hashes != std::string_view::npos && hashes >= 1 && hashes <= 6 && trimmed[hashes] == ' ') {
      Close();
      std::string level = std::to_string(hashes);
      out_ += "<h" + level + ">" + Inline(Trim(trimmed.substr(hashes))) + "</h" + level + ">";
    } else if (trimmed.starts_with("- ") || trimmed.starts_with("* ") || trimmed.starts_with("+ ")) {
      Item("ul", trimmed.substr(2));
    } else if (size_t digits = trimmed.find_first_not_of("0123456789");
               digits != std::string_view::npos && digits > 0 && trimmed.substr(digits).starts_with(". ")) {
      Item("ol", trimmed.substr(digits + 2));
    } else if (trimmed.starts_with("> ")) {
      Close();
      out_ += "<blockquote>" + Inline(trimmed.substr(2)) + "</blockquote>";
    } else {
      if (!list_.empty()) Close();
      paragraph_ += (paragraph_.empty() ? "" : " ") + std::string(trimmed);
    }
  }

  std::string Take() {
    Close();
    return std::move(out_);
  }

 private:
  void Item(const std::string& list, std::string_view text) {
    if (list_ != list) {
      Close();
      out_ += "<" + list + ">";
      list_ = list;
    }
    out_ += "<li>" + Inline(text) + "</li>";
  }

  void Close() {
    if (!paragraph_.empty()) out_ += "<p>" + Inline(paragraph_) + "</p>";
    paragraph_.clear();
    if (!list_.empty()) out_ += "</" + list_ + ">";
    list_.clear();
  }

  std::string out_, paragraph_, list_;
};

}  // namespace

std::string MarkdownToHtml(std::string_view text) {
  BlockWriter writer;
  for (std::string_view line : Split(text, '\n')) writer.Line(line);
  return writer.Take();
}

}  // namespace newsstand::parse
