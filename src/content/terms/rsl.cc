// Really Simple Licensing 1.0.
#include <algorithm>
#include <array>

#include "base/limits.h"
#include "base/text.h"
#include "base/url.h"
#include "content/terms/path_pattern.h"
#include "content/terms/terms.h"
#include "content/xml/decode.h"
#include "content/xml/document.h"

namespace newsstand::terms {
namespace {

constexpr size_t kStatements = 500;  // of one document
constexpr size_t kWordsBytes = 300;

// Words of one kind ("usage", "user", "geo"), lower case, of all elements of this name.
std::vector<std::string> WordsOf(const xml::Element& license, std::string_view element, std::string_view type) {
  std::vector<std::string> words;
  for (xml::Element child = license.first_child(); child; child = child.next_sibling()) {
    if (child.local_name() != element) continue;
    const std::string kind = AsciiLower(Trim(child.Attribute("type")));
    if ((kind.empty() ? "usage" : kind) != type) continue;
    const std::string text = AsciiLower(child.Text());
    for (std::string_view word : Split(text, ',')) {
      const std::string collapsed = CollapseSpace(word);
      for (std::string_view part : Split(collapsed, ' ')) {
        if (!part.empty() && words.size() < 100) words.emplace_back(part);
      }
    }
  }
  return words;
}

bool Has(const std::vector<std::string>& words, std::initializer_list<std::string_view> wanted) {
  return std::any_of(words.begin(), words.end(), [&](const std::string& word) {
    return std::find(wanted.begin(), wanted.end(), word) != wanted.end();
  });
}

std::string Joined(const std::vector<std::string>& words) {
  std::string out;
  for (const std::string& word : words) out += (out.empty() ? "" : ", ") + word;
  return std::string(TruncateUtf8(out, kWordsBytes));
}

struct Verdict {
  std::string against;     // why this licence does not cover us; "" when it does
  std::string policy_url;
};

std::string AddressBelow(const xml::Element& element, std::string_view source) {
  for (xml::Element child = element.first_child(); child; child = child.next_sibling()) {
    const std::string_view name = child.local_name();
    if (name != "standard" && name != "custom") continue;
    if (std::string url = ResolveHttpUrl(Trim(child.Text()), source); !url.empty()) return url;
  }
  return "";
}

// Paid for in any way but credit and good will.
std::string PaymentAgainst(const xml::Element& license, std::string_view source, std::string& policy_url) {
  std::string against;
  for (xml::Element child = license.first_child(); child; child = child.next_sibling()) {
    if (child.local_name() != "payment") continue;
    const std::string type = AsciiLower(Trim(child.Attribute("type")));
    if (policy_url.empty()) policy_url = AddressBelow(child, source);
    if (type.empty() || type == "free" || type == "attribution" || type == "contribution") return "";
    against = "only for payment (" + std::string(TruncateUtf8(CleanUtf8(type), 40)) + ")";
  }
  return against;
}

std::string UseAgainst(const xml::Element& license, Mode mode) {
  const auto prohibited = WordsOf(license, "prohibits", "usage"), permitted = WordsOf(license, "permits", "usage");
  // Keeping and showing whole texts is no use that has a word of its own: "all" alone covers it.
  if (Has(prohibited, {"all", "search"})) return "prohibits " + Joined(prohibited);
  if (!permitted.empty() && !Has(permitted, {"all"})) return "permits only " + Joined(permitted);
  const auto refused = WordsOf(license, "prohibits", "user"), welcome = WordsOf(license, "permits", "user");
  const bool household = mode == Mode::kPersonal;
  const auto is_us = [&](const std::vector<std::string>& words) {
    return household ? Has(words, {"personal", "non-commercial"}) : Has(words, {"commercial"});
  };
  if (is_us(refused) || Has(refused, {"all"})) return "not for " + Joined(refused) + " use";
  if (!welcome.empty() && !is_us(welcome) && !Has(welcome, {"all"})) return "only for " + Joined(welcome) + " use";
  if (!WordsOf(license, "permits", "geo").empty()) return "only in " + Joined(WordsOf(license, "permits", "geo"));
  return "";
}

Verdict VerdictOf(const xml::Element& license, std::string_view source, Mode mode) {
  Verdict verdict;
  verdict.against = PaymentAgainst(license, source, verdict.policy_url);
  if (std::string use = UseAgainst(license, mode); !use.empty()) verdict.against = std::move(use);
  return verdict;
}

// The path pattern a content element is about; "" when it is another site's. A host may carry stars, too.
std::string ScopeOf(const xml::Element& content, std::string_view site) {
  const std::string url(Trim(content.Attribute("url")));
  if (url.empty() || url == "*") return "/";
  if (url.size() > limits::kUrlBytes) return "";
  if (url.starts_with('/') && !url.starts_with("//")) return url;
  const size_t scheme = url.find("://");
  if (scheme == std::string::npos) return "/" + url;
  const size_t slash = url.find('/', scheme + 3);
  std::string host = AsciiLower(url.substr(scheme + 3, slash == std::string::npos ? slash : slash - scheme - 3));
  const auto own = ParseUrl(site);
  if (!own) return "";
  std::string own_host = own->host + (own->port ? ":" + std::to_string(*own->port) : "");
  const bool below = host.starts_with("*.") && own_host.ends_with(host.substr(1));
  for (std::string* name : {&host, &own_host}) {
    if (name->starts_with("www.")) name->erase(0, 4);
  }
  if (host != own_host && !below) return "";
  return slash == std::string::npos ? "/" : url.substr(slash);
}

void ReadContent(const xml::Element& content, const std::string& source, std::string_view site, Mode mode,
                 std::vector<Terms>& terms) {
  Terms statement;
  statement.kind = TermsKind::kRsl;
  statement.source = source;
  statement.scope = ScopeOf(content, site);
  if (statement.scope.empty()) return;
  int licenses = 0;
  bool covered = false;
  for (xml::Element child = content.first_child(); child; child = child.next_sibling()) {
    if (child.local_name() != "license") continue;
    ++licenses;
    Verdict verdict = VerdictOf(child, source, mode);
    covered = covered || verdict.against.empty();
    if (!verdict.against.empty() && statement.words.empty()) statement.words = "RSL licence: " + verdict.against + ".";
    if (statement.policy_url.empty()) statement.policy_url = std::move(verdict.policy_url);
  }
  const std::string server = ResolveHttpUrl(Trim(content.Attribute("server")), source);
  const bool encrypted = AsciiLower(Trim(content.Attribute("encrypted"))) == "true";
  if (!server.empty() || encrypted) {
    covered = false;
    statement.policy_url = server;
    statement.words = encrypted ? "RSL licence: the text is encrypted." : "RSL licence: to be had from a licence server.";
  } else if (licenses == 0) {
    return;  // nothing is said about uses
  }
  statement.reserved = !covered;
  if (covered) statement.words = "RSL licence: allows this use.";
  terms.push_back(std::move(statement));
}

}  // namespace

std::vector<Terms> ReadRsl(std::string_view bytes, const std::string& source, std::string_view site, Mode mode) {
  std::vector<Terms> terms;
  std::string storage;
  std::vector<std::string> warnings;
  const std::string_view text = xml::DecodeDocument(bytes, "", storage, warnings);
  const xml::Document document(text);
  const xml::Element root = document.Find("rsl", 3);
  if (!root) return terms;
  for (xml::Element child = root.first_child(); child && terms.size() < kStatements; child = child.next_sibling()) {
    if (child.local_name() == "content") ReadContent(child, source, site, mode, terms);
  }
  return terms;
}

}  // namespace newsstand::terms
