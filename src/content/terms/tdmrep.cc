// The TDM Reservation Protocol: a file of the site, headers, and what a page says in its head.
#include <algorithm>
#include <boost/json.hpp>

#include "base/limits.h"
#include "base/text.h"
#include "base/url.h"
#include "content/html/document.h"
#include "content/terms/path_pattern.h"
#include "content/terms/terms.h"

namespace newsstand::terms {
namespace {

namespace json = boost::json;

constexpr size_t kStatements = 500;
constexpr size_t kLicenses = 3;  // RSL documents of one page
constexpr size_t kHeadNodes = 20'000;
constexpr char kReservedWords[] = "TDMRep: the rights to text and data mining are reserved.";
constexpr char kOpenWords[] = "TDMRep: text and data mining is not reserved.";

Terms Statement(const std::string& source, std::string scope, bool reserved, std::string policy_url) {
  Terms terms;
  terms.kind = TermsKind::kTdmRep;
  terms.source = source;
  terms.scope = std::move(scope);
  terms.reserved = reserved;
  terms.words = reserved ? kReservedWords : kOpenWords;
  terms.policy_url = std::move(policy_url);
  return terms;
}

// 0 or 1, as a number or in quotation marks.
std::optional<bool> Reservation(const json::value& value) {
  std::string text = value.is_string() ? std::string(Trim(std::string_view(value.get_string()))) : json::serialize(value);
  if (text == "1" || text == "true") return true;
  if (text == "0" || text == "false") return false;
  return std::nullopt;
}

// The page alone, whatever its query.
std::string ScopeOfPage(std::string_view page_url) { return std::string(PathOf(page_url)) + "$"; }

bool IsRsl(const html::Node& node) { return AsciiLower(Trim(node.Attr("type"))) == "application/rsl+xml"; }

bool HasWord(std::string_view list, std::string_view wanted) {
  const std::string words = AsciiLower(CollapseSpace(list));
  for (std::string_view word : Split(words, ' ')) {
    if (word == wanted) return true;
  }
  return false;
}

}  // namespace

std::vector<Terms> ReadTdmRep(std::string_view text, const std::string& source) {
  std::vector<Terms> terms;
  boost::system::error_code error;
  const json::value document = json::parse(json::string_view(text.data(), text.size()), error);
  if (error) return terms;
  const auto read = [&](const json::value& value) {
    const json::object* object = value.if_object();
    if (object == nullptr || terms.size() >= kStatements) return;
    const json::value* location = object->if_contains("location");
    const json::value* reservation = object->if_contains("tdm-reservation");
    const json::value* policy = object->if_contains("tdm-policy");
    const auto reserved = reservation != nullptr ? Reservation(*reservation) : std::nullopt;
    if (!reserved) return;
    std::string scope = location != nullptr && location->is_string() ? CleanUtf8(std::string_view(location->get_string())) : "/";
    if (scope.find("://") != std::string::npos) scope = PathOf(scope);
    if (scope.empty() || scope.size() > limits::kUrlBytes) return;
    if (!scope.starts_with('/') && !scope.starts_with('*')) scope.insert(0, 1, '/');
    std::string policy_url = policy != nullptr && policy->is_string() ? ResolveHttpUrl(std::string_view(policy->get_string()), source) : "";
    terms.push_back(Statement(source, std::move(scope), *reserved, std::move(policy_url)));
  };
  if (const json::array* list = document.if_array()) {
    for (const json::value& entry : *list) read(entry);
  } else {
    read(document);
  }
  return terms;
}

std::optional<Terms> TdmHeader(std::string_view reservation, std::string_view policy, std::string_view page_url) {
  reservation = Trim(reservation);
  if (reservation != "0" && reservation != "1") return std::nullopt;
  return Statement(std::string(page_url), ScopeOfPage(page_url), reservation == "1", ResolveHttpUrl(Trim(policy), page_url));
}

bool MayStateTerms(std::string_view html) {
  // All spellings of the two in any case; a page that merely talks of them is read once more, no harm done.
  for (std::string_view sign : {"tdm-reservation", "TDM-Reservation", "TDM-RESERVATION", "rsl+xml", "RSL+XML"}) {
    if (html.find(sign) != std::string_view::npos) return true;
  }
  return false;
}

PageTerms ReadPageTerms(std::string_view text, std::string_view page_url, Mode mode) {
  PageTerms found;
  const html::Document document = html::ParseDocument(text);
  std::string reservation, policy;
  size_t nodes = 0;
  for (const html::Node* node = document.root(); node && ++nodes < kHeadNodes; node = html::NextInTree(node, document.root())) {
    if (node->Is(html::Tag::kMeta)) {
      const std::string name = AsciiLower(Trim(node->Attr("name")));
      if (name == "tdm-reservation") reservation = Trim(node->Attr("content"));
      if (name == "tdm-policy") policy = Trim(node->Attr("content"));
    } else if (node->Is(html::Tag::kLink) && IsRsl(*node) && HasWord(node->Attr("rel"), "license")) {
      std::string url = ResolveHttpUrl(node->Attr("href"), page_url);
      if (!url.empty() && found.licenses.size() < kLicenses) found.licenses.push_back(std::move(url));
    } else if (node->Is(html::Tag::kScript) && IsRsl(*node) && node->first_child != nullptr) {
      for (Terms& terms : ReadRsl(node->first_child->text, std::string(page_url), page_url, mode)) found.terms.push_back(std::move(terms));
    }
  }
  if (auto terms = TdmHeader(reservation, policy, page_url)) found.terms.push_back(std::move(*terms));
  return found;
}

const Terms* ReservationOf(std::span<const Terms> terms, std::string_view url) {
  const std::string_view path = PathOf(url);
  std::vector<const Terms*> counts;  // of each source the one with the longest scope; at a tie the stricter
  for (const Terms& one : terms) {
    if (!MatchesPath(path, one.scope)) continue;
    const auto same = std::find_if(counts.begin(), counts.end(), [&](const Terms* other) { return other->source == one.source && other->kind == one.kind; });
    if (same == counts.end()) {
      counts.push_back(&one);
    } else if (one.scope.size() > (*same)->scope.size() || (one.scope.size() == (*same)->scope.size() && one.reserved)) {
      *same = &one;
    }
  }
  const auto reserved = std::find_if(counts.begin(), counts.end(), [](const Terms* one) { return one->reserved; });
  return reserved == counts.end() ? nullptr : *reserved;
}

}  // namespace newsstand::terms
