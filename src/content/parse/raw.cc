#include "content/parse/raw.h"

#include <algorithm>
#include <charconv>

#include "base/limits.h"
#include "base/text.h"
#include "base/url.h"
#include "content/parse/dates.h"

namespace newsstand::parse {
namespace {

constexpr size_t kWarnings = 30;
constexpr size_t kPeople = 100;
constexpr size_t kCategories = 200;

bool LooksLikeEmail(std::string_view text) {
  size_t at = text.find('@');
  return at != std::string_view::npos && at > 0 && at + 1 < text.size() && text.find(' ') == std::string_view::npos;
}

// Trims white space and the punctuation people put around names.
std::string_view TrimName(std::string_view text) {
  text = Trim(text);
  while (!text.empty() && (text.front() == '"' || text.front() == ',' || text.front() == '(')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == '"' || text.back() == ',')) text.remove_suffix(1);
  return Trim(text);
}

}  // namespace

void RawItem::AddAuthor(ParsedAuthor author, int rank) {
  if (author.name.empty() && author.email.empty() && author.url.empty()) return;
  if (rank > authors.rank) return;
  if (rank < authors.rank) authors = {{}, rank};
  for (const ParsedAuthor& known : authors.value) {
    bool same_person = !author.name.empty() && known.name == author.name;
    if (same_person && (author.email.empty() || known.email == author.email)) return;
    if (known.name == author.name && known.email == author.email && known.url == author.url) return;
  }
  if (authors.value.size() < kPeople) authors.value.push_back(std::move(author));
}

void AddDistinct(std::vector<std::string>& list, std::string category) {
  if (category.empty() || list.size() >= kCategories) return;
  if (std::find(list.begin(), list.end(), category) != list.end()) return;
  list.push_back(std::move(category));
}

void RawItem::AddCategory(std::string category) { AddDistinct(categories, std::move(category)); }

void RawFeed::Warn(std::string sentence) {
  if (warnings.size() >= kWarnings) return;
  if (std::find(warnings.begin(), warnings.end(), sentence) != warnings.end()) return;
  warnings.push_back(std::move(sentence));
}

ParsedAuthor ReadPerson(std::string_view text) {
  ParsedAuthor person;
  std::string clean = CollapseSpace(text);
  std::string_view view = clean;
  for (auto [open, close] : {std::pair{'<', '>'}, std::pair{'(', ')'}}) {
    size_t begin = view.find(open);
    size_t end = begin == std::string_view::npos ? begin : view.find(close, begin);
    if (end == std::string_view::npos) continue;
    std::string_view outside = TrimName(view.substr(0, begin));
    if (outside.empty()) outside = TrimName(view.substr(end + 1));
    std::string_view inside = TrimName(view.substr(begin + 1, end - begin - 1));
    if (LooksLikeEmail(inside) || inside.starts_with("mailto:")) std::swap(outside, inside);
    if (!LooksLikeEmail(outside)) continue;
    if (outside.starts_with("mailto:")) outside.remove_prefix(7);
    person.email = outside;
    person.name = inside;
    return person;
  }
  if (LooksLikeEmail(view)) {
    if (view.starts_with("mailto:")) view.remove_prefix(7);
    person.email = view;
    return person;
  }
  // "jane@example.org Jane Doe" and "Jane Doe jane@example.org"
  for (std::string_view word : Split(view, ' ')) {
    if (!LooksLikeEmail(TrimName(word))) continue;
    person.email = TrimName(word);
    std::string rest(view.substr(0, static_cast<size_t>(word.data() - view.data())));
    rest += view.substr(static_cast<size_t>(word.data() - view.data()) + word.size());
    person.name = TrimName(CollapseSpace(rest));
    return person;
  }
  person.name = view;
  return person;
}

ParsedAuthor ReadByline(std::string_view text) {
  std::string line = CollapseSpace(text);
  for (std::string_view word : {"by ", "von ", "par ", "por ", "di ", "av ", "door "}) {
    if (line.size() > word.size() && AsciiIEquals(std::string_view(line).substr(0, word.size()), word)) {
      line.erase(0, word.size());
      break;
    }
  }
  ParsedAuthor author;
  author.name = Trim(line);
  return author;
}

void OfferDate(Ranked<Timestamp>& target, std::string_view text, int rank, RawFeed& feed) {
  text = Trim(text);
  if (text.empty() || rank > target.rank) return;
  if (auto time = ReadDate(text)) {
    target = {*time, rank};  // of two equals the last: publishers append the later one
  } else {
    feed.Warn("“" + Ellipsize(CollapseSpace(text), 60) + "” is no date.");
  }
}

void SettleBase(RawFeed& feed, std::string_view site) {
  auto url = ParseUrl(Trim(site));
  if (!url || !url->is_http()) return;
  auto base = ParseUrl(feed.base);
  if (!base || RegistrableDomain(base->host) != RegistrableDomain(url->host)) feed.base = url->href();
}

std::string ResolveAddress(std::string_view text, std::string_view base) {
  text = Trim(text);
  if (text.empty() || text.size() > limits::kUrlBytes) return "";
  if (!base.empty()) {
    // "example.com/article" without a scheme, in a feed of example.com
    size_t slash = text.find('/');
    if (slash != std::string_view::npos && text.substr(0, slash).find('.') != std::string_view::npos) {
      auto page = ParseUrl(base);
      std::string_view host = page ? std::string_view(page->host) : std::string_view();
      if (host.starts_with("www.")) host.remove_prefix(4);
      std::string_view first = text.substr(0, slash);
      if (first.starts_with("www.")) first.remove_prefix(4);
      if (!host.empty() && AsciiIEquals(first, host)) return ResolveHttpUrl("https://" + std::string(text), "");
    }
  }
  if (std::string url = ResolveHttpUrl(text, base); !url.empty()) return url;
  if (!base.empty() && ParseUrl(base)) return "";
  // Without a base a relative address stays what it is; one with a scheme that is not http is none for a reader.
  size_t colon = text.find(':');
  if (colon != std::string_view::npos && colon < text.find_first_of("/?#")) return "";
  return CleanUtf8(text);
}

int64_t ReadCount(std::string_view text) {
  text = Trim(text);
  int64_t value = 0;
  auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  return error == std::errc() && value > 0 ? value : 0;
}

int64_t ReadDuration(std::string_view text) {
  int64_t seconds = 0;
  for (std::string_view part : Split(Trim(text), ':')) {
    part = Trim(part);
    int64_t value = 0;
    auto [end, error] = std::from_chars(part.data(), part.data() + part.size(), value);
    if (error != std::errc() || value < 0 || seconds > 1'000'000) return 0;
    seconds = seconds * 60 + std::min<int64_t>(value, 1'000'000'000);
  }
  return seconds;
}

}  // namespace newsstand::parse
