#include "content/source/site_name.h"

#include <algorithm>
#include <array>
#include <vector>

#include "base/text.h"
#include "base/url.h"
#include "content/html/text.h"

namespace newsstand::source {
namespace {

constexpr size_t kNameBytes = 120;

std::string Short(std::string_view text) { return std::string(TruncateUtf8(CollapseSpace(text), kNameBytes)); }

// The content of the first <meta> whose name or property is one of these, in the order of the names.
std::string MetaOf(const html::Document& page, std::initializer_list<std::string_view> names) {
  for (std::string_view wanted : names) {
    for (const html::Node* node = page.root(); node != nullptr; node = html::NextInTree(node, page.root())) {
      if (!node->Is(html::Tag::kMeta)) continue;
      bool named = AsciiIEquals(node->Attr("property"), wanted) || AsciiIEquals(node->Attr("name"), wanted) ||
                   AsciiIEquals(node->Attr("http-equiv"), wanted);
      if (std::string content = Short(node->Attr("content")); named && !content.empty()) return content;
    }
  }
  return "";
}

std::string TitleOf(const html::Document& page) {
  if (page.head() == nullptr) return "";
  for (const html::Node* node = page.head(); node != nullptr; node = html::NextInTree(node, page.head())) {
    if (node->Is(html::Tag::kTitle)) {
      std::string text;
      for (const html::Node* part = node->first_child; part != nullptr; part = part->next) text += part->text;
      return Short(text);
    }
  }
  return "";
}

std::vector<std::string> PartsOf(const std::string& title) {
  std::vector<std::string> parts;
  constexpr std::array<std::string_view, 8> kSeparators = {" | ", " - ", " – ", " — ", " · ", " :: ", " » ", ": "};
  size_t begin = 0;
  for (size_t i = 0; i < title.size(); ++i) {
    for (std::string_view separator : kSeparators) {
      if (std::string_view(title).substr(i).starts_with(separator)) {
        parts.push_back(title.substr(begin, i - begin));
        begin = i + separator.size();
        i = begin - 1;
        break;
      }
    }
  }
  parts.push_back(title.substr(std::min(begin, title.size())));
  std::erase_if(parts, [](const std::string& part) { return Trim(part).empty(); });
  return parts;
}

// Letters and digits alone, in lower case: "The Courier" and "thecourier" are one.
std::string Letters(std::string_view text) {
  std::string out;
  for (char c : AsciiLower(text)) {
    if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) out += c;
  }
  return out;
}

}  // namespace

std::string SiteName(const html::Document& page, std::string_view page_url) {
  std::string declared =
      MetaOf(page, {"og:site_name", "application-name", "apple-mobile-web-app-title", "al:ios:app_name"});
  // Some sites declare their address as their name.
  if (!declared.empty() && declared.find("://") == std::string::npos) return declared;
  auto url = ParseUrl(page_url);
  std::string domain = url ? RegistrableDomain(url->host) : "";
  std::string label = Letters(domain.substr(0, domain.find('.')));
  std::vector<std::string> parts = PartsOf(TitleOf(page));
  for (const std::string& part : parts) {
    std::string letters = Slugify(part);
    letters = Letters(letters);
    if (label.size() > 2 && !letters.empty() &&
        (letters.find(label) != std::string::npos ||
         (letters.size() > 3 && label.find(letters) != std::string::npos))) {
      return Short(part);
    }
  }
  if (parts.empty()) return domain;
  // A front page is called after its title first, any other page last.
  bool front = url && (url->path == "/" || url->path.empty());
  return Short(front ? parts.front() : parts.back());
}

std::string PageLanguage(const html::Document& page) {
  std::string language;
  if (page.html() != nullptr) language = std::string(Trim(page.html()->Attr("lang")));
  if (language.empty() && page.html() != nullptr) language = std::string(Trim(page.html()->Attr("xml:lang")));
  if (language.empty()) language = MetaOf(page, {"content-language", "og:locale", "language"});
  std::replace(language.begin(), language.end(), '_', '-');
  language = language.substr(0, language.find_first_of(",; "));
  bool tag = language.size() >= 2 && language.size() <= 35 && std::all_of(language.begin(), language.end(), [](char c) {
               return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-';
             });
  if (!tag) return "";
  size_t dash = std::min(language.find('-'), language.size());
  if (dash < 2 || dash > 3) return "";
  return AsciiLower(language.substr(0, dash)) + language.substr(dash);
}

}  // namespace newsstand::source
