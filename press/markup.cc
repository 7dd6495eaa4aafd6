#include "press/markup.h"

#include "base/text.h"

namespace newsstand::press {
namespace {

struct Link {
  size_t begin = 0, end = 0;  // of the whole "[text](event:ID)"
  std::string_view text, event;
};

bool NextLink(std::string_view text, size_t from, Link& link) {
  while (true) {
    size_t middle = text.find("](event:", from);
    if (middle == std::string_view::npos) return false;
    size_t open = text.rfind('[', middle);
    size_t close = text.find(')', middle);
    from = middle + 1;
    if (open == std::string_view::npos || close == std::string_view::npos) continue;
    link.begin = open;
    link.end = close + 1;
    link.text = text.substr(open + 1, middle - open - 1);
    link.event = text.substr(middle + 8, close - middle - 8);
    return true;
  }
}

std::vector<std::string> Cells(std::string_view line) {
  std::vector<std::string> cells;
  line = Trim(line);
  if (line.starts_with('|')) line.remove_prefix(1);
  if (line.ends_with('|')) line.remove_suffix(1);
  for (std::string_view cell : Split(line, '|')) cells.emplace_back(Trim(cell));
  return cells;
}

// "|---|---|" under a head, as some write it.
bool IsRuler(const std::vector<std::string>& cells) {
  for (const std::string& cell : cells) {
    if (cell.empty() || cell.find_first_not_of("-: ") != std::string::npos) return false;
  }
  return !cells.empty();
}

void AddLine(Blocks& blocks, bool& open, std::string_view line) {
  auto last_is = [&](Block::Kind kind) { return open && !blocks.empty() && blocks.back().kind == kind; };
  if (line.starts_with("#")) {
    line.remove_prefix(std::min(line.find_first_not_of('#'), line.size()));
    blocks.push_back({Block::Kind::kHeading, std::string(Trim(line)), {}, {}});
    open = false;
    return;
  }
  if (line.starts_with("- ")) {
    if (!last_is(Block::Kind::kList)) blocks.push_back({Block::Kind::kList, {}, {}, {}});
    blocks.back().items.emplace_back(Trim(line.substr(2)));
  } else if (line.starts_with("|")) {
    if (!last_is(Block::Kind::kTable)) blocks.push_back({Block::Kind::kTable, {}, {}, {}});
    std::vector<std::string> cells = Cells(line);
    if (!IsRuler(cells)) blocks.back().rows.push_back(std::move(cells));
  } else if (line.starts_with(">")) {
    std::string_view words = Trim(line.substr(1));
    if (last_is(Block::Kind::kQuote)) {
      blocks.back().text.append(" ").append(words);
    } else {
      blocks.push_back({Block::Kind::kQuote, std::string(words), {}, {}});
    }
  } else if (last_is(Block::Kind::kParagraph)) {
    blocks.back().text.append(" ").append(line);
  } else {
    blocks.push_back({Block::Kind::kParagraph, std::string(line), {}, {}});
  }
  open = true;
}

}  // namespace

Blocks ParseMarkup(std::string_view body) {
  Blocks blocks;
  bool open = false;  // the last block may still grow
  for (std::string_view line : Split(body, '\n')) {
    line = Trim(line);
    if (line.empty()) {
      open = false;
    } else {
      AddLine(blocks, open, line);
    }
  }
  return blocks;
}

std::vector<std::string> LinkedEvents(std::string_view body) {
  std::vector<std::string> ids;
  Link link;
  for (size_t at = 0; NextLink(body, at, link); at = link.end) ids.emplace_back(link.event);
  return ids;
}

namespace {

// "**word**" in the source. Without a second pair of stars the first two are what they are.
std::string WithBold(std::string text, std::string_view open, std::string_view close) {
  for (size_t at = text.find("**"); at != std::string::npos; at = text.find("**", at)) {
    const size_t end = text.find("**", at + 2);
    if (end == std::string::npos) break;
    text.replace(end, 2, close);
    text.replace(at, 2, open);
  }
  return text;
}

}  // namespace

std::string InlineHtml(std::string_view text, const LinkResolver& resolve) {
  std::string out;
  Link link;
  size_t at = 0;
  for (; NextLink(text, at, link); at = link.end) {
    out += EscapeHtml(text.substr(at, link.begin - at));
    std::string address = resolve ? resolve(link.event) : std::string();
    if (address.empty()) {
      out += EscapeHtml(link.text);
    } else {
      out += "<a href=\"" + EscapeHtml(address) + "\">" + EscapeHtml(link.text) + "</a>";
    }
  }
  return WithBold(out + EscapeHtml(text.substr(at)), "<strong>", "</strong>");
}

std::string InlineText(std::string_view text) {
  std::string out;
  Link link;
  size_t at = 0;
  for (; NextLink(text, at, link); at = link.end) {
    out += text.substr(at, link.begin - at);
    out += link.text;
  }
  return WithBold(out + std::string(text.substr(at)), "", "");
}

std::string BlockHtml(const Block& block, const LinkResolver& resolve) {
  std::string inner = InlineHtml(block.text, resolve);
  switch (block.kind) {
    case Block::Kind::kParagraph: return "<p>" + inner + "</p>\n";
    case Block::Kind::kHeading: return "<h2>" + inner + "</h2>\n";
    case Block::Kind::kQuote: return "<blockquote><p>" + inner + "</p></blockquote>\n";
    case Block::Kind::kNote: return "<p><em>" + inner + "</em></p>\n";
    case Block::Kind::kList: {
      std::string out = "<ul>\n";
      for (const std::string& item : block.items) out += "<li>" + InlineHtml(item, resolve) + "</li>\n";
      return out + "</ul>\n";
    }
    case Block::Kind::kTable: {
      std::string out = "<table>\n";
      for (size_t row = 0; row < block.rows.size(); ++row) {
        const char* cell_tag = row == 0 ? "th" : "td";
        out += row == 0 ? "<thead><tr>" : "<tr>";
        for (const std::string& cell : block.rows[row]) {
          out += std::string("<") + cell_tag + ">" + InlineHtml(cell, resolve) + "</" + cell_tag + ">";
        }
        out += row == 0 ? "</tr></thead>\n<tbody>\n" : "</tr>\n";
      }
      return out + (block.rows.empty() ? "</table>\n" : "</tbody></table>\n");
    }
  }
  return {};
}

std::string BlocksHtml(const Blocks& blocks, const LinkResolver& resolve) {
  std::string out;
  for (const Block& block : blocks) out += BlockHtml(block, resolve);
  return out;
}

std::string BlocksText(const Blocks& blocks) {
  std::string out;
  auto add = [&](const std::string& text, const char* before) {
    if (!out.empty()) out += before;
    out += InlineText(text);
  };
  for (const Block& block : blocks) {
    if (block.kind == Block::Kind::kList) {
      for (const std::string& item : block.items) add(item, "\n\n");
    } else if (block.kind == Block::Kind::kTable) {
      for (const auto& row : block.rows) {
        for (size_t i = 0; i < row.size(); ++i) add(row[i], i == 0 ? "\n\n" : " | ");
      }
    } else {
      add(block.text, "\n\n");
    }
  }
  return out;
}

void ForEachText(Blocks& blocks, const std::function<void(std::string&)>& change) {
  for (Block& block : blocks) {
    change(block.text);
    for (std::string& item : block.items) change(item);
    for (auto& row : block.rows) {
      for (std::string& cell : row) change(cell);
    }
  }
}

}  // namespace newsstand::press
