#include "content/extract/titles.h"

#include <algorithm>
#include <array>

#include "base/text.h"

namespace newsstand::extract {
namespace {

constexpr std::array<std::string_view, 12> kSeparators = {" | ",  " - ",  " \xE2\x80\x93 ", " \xE2\x80\x94 ", " \xC2\xBB ", " :: ",
                                                          " // ", " \xE2\x80\xA2 ", " \xC2\xB7 ", " > ", " / ", " ~ "};

size_t Words(std::string_view text) {
  size_t words = 0;
  for (const std::string_view word : Split(text, ' ')) words += word.empty() ? 0 : 1;
  return words;
}

// Whether `part` names the site: its declared name, or its host without dots and endings.
bool NamesSite(std::string_view part, std::string_view site_name, std::string_view host) {
  const std::string key = TitleKey(part);
  if (key.empty()) return false;
  const std::string site = TitleKey(site_name);
  if (!site.empty() && (key == site || key.find(site) != std::string::npos || site.find(key) != std::string::npos)) return true;
  const std::string host_key = TitleKey(host.starts_with("www.") ? host.substr(4) : host);
  return key.size() >= 3 && host_key.find(key) != std::string::npos;
}

struct Cut {
  size_t at = std::string_view::npos, length = 0;
};

Cut LastSeparator(std::string_view title) {
  Cut cut;
  for (const std::string_view separator : kSeparators) {
    const size_t at = title.rfind(separator);
    if (at != std::string_view::npos && at > 0 && (cut.at == std::string_view::npos || at > cut.at)) cut = {at, separator.size()};
  }
  return cut;
}

Cut FirstSeparator(std::string_view title) {
  Cut cut;
  for (const std::string_view separator : kSeparators) {
    const size_t at = title.find(separator);
    if (at != std::string_view::npos && at > 0 && at < cut.at) cut = {at, separator.size()};
  }
  return cut;
}

}  // namespace

std::string TitleKey(std::string_view title) {
  std::string key;
  for (const char c : AsciiLower(title)) {
    const auto byte = static_cast<unsigned char>(c);
    if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || byte >= 0x80) key += c;
  }
  // Typographic quotes and dashes differ between the places a title stands.
  std::string out;
  for (size_t i = 0; i < key.size(); ++i) {
    if (key[i] == '\xE2' && i + 2 < key.size() && key[i + 1] == '\x80') {
      i += 2;
    } else if (key[i] == '\xC2' && i + 1 < key.size()) {
      i += 1;
    } else {
      out += key[i];
    }
  }
  return out;
}

std::string WithoutSiteName(std::string_view title, std::string_view site_name, std::string_view host) {
  std::string text = CollapseSpace(title);
  for (int round = 0; round < 3; ++round) {
    const Cut last = LastSeparator(text);
    if (last.at == std::string_view::npos) break;
    const std::string_view view = text;
    const std::string_view tail = view.substr(last.at + last.length);
    const std::string_view head = view.substr(0, last.at);
    const Cut first = FirstSeparator(text);
    const std::string_view start = view.substr(0, first.at);
    if (NamesSite(tail, site_name, host) && Words(head) >= 1) {
      text = std::string(Trim(head));
    } else if (NamesSite(start, site_name, host) && round == 0) {
      text = std::string(Trim(view.substr(first.at + first.length)));
    } else {
      break;
    }
  }
  return text;
}

ChosenTitle ChooseTitle(const TitleSources& sources) {
  struct Candidate {
    std::string text, key;
    const html::Node* node = nullptr;
    double score = 0;
  };
  std::vector<Candidate> candidates;
  const auto add = [&](std::string_view raw, double score, const html::Node* node) {
    std::string text = WithoutSiteName(raw, sources.site_name, sources.host);
    std::string key = TitleKey(text);
    if (key.empty()) return;
    for (Candidate& candidate : candidates) {
      if (candidate.key != key) continue;
      candidate.score += score;
      if (node && !candidate.node) candidate.node = node;
      return;
    }
    candidates.push_back({std::move(text), std::move(key), node, score});
  };
  size_t h1_count = 0;
  for (const auto& [text, node] : sources.headings) h1_count += node->Is(html::Tag::kH1) ? 1 : 0;
  add(sources.linked_data, 3.0, nullptr);
  add(sources.open_graph, 3.0, nullptr);
  add(sources.twitter, 1.0, nullptr);
  add(sources.title_tag, 2.0, nullptr);
  size_t h1_seen = 0;
  for (const auto& [text, node] : sources.headings) {
    const bool h1 = node->Is(html::Tag::kH1);
    if (!h1) {
      add(text, 0.05, node);
      continue;
    }
    const double weight = h1_count == 1 ? 3.5 : h1_seen == 0 ? 1.5 : 0.8;
    ++h1_seen;
    add(text, NamesSite(text, sources.site_name, sources.host) && Words(text) <= 3 ? 0.1 : weight, node);
  }
  // What one source says in full and another begins or ends with supports both.
  for (Candidate& candidate : candidates) {
    for (const Candidate& other : candidates) {
      if (&other == &candidate || other.key.size() < 12 || candidate.key.size() < 12) continue;
      if (candidate.key.find(other.key) != std::string::npos || other.key.find(candidate.key) != std::string::npos) {
        candidate.score += 0.3 * std::min(other.score, 3.0);
      }
    }
    if (Words(candidate.text) == 1 && candidate.text.size() < 12) candidate.score *= 0.6;
    if (candidate.text.size() > 300) candidate.score *= 0.2;
  }
  const auto best = std::max_element(candidates.begin(), candidates.end(),
                                     [](const Candidate& a, const Candidate& b) { return a.score < b.score; });
  if (best == candidates.end()) return {};
  ChosenTitle chosen{best->text, best->node};
  for (const auto& [text, node] : sources.headings) {
    if (!chosen.node && (TitleKey(text).find(best->key) != std::string::npos)) chosen.node = node;
  }
  return chosen;
}

}  // namespace newsstand::extract
