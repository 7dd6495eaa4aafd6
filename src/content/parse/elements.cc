#include "content/parse/elements.h"

#include <vector>

#include "base/text.h"
#include "base/url.h"
#include "content/parse/base64.h"
#include "content/parse/markup.h"

namespace newsstand::parse {
namespace {

bool IsXmlType(std::string_view type) {
  return type == "xhtml" || type == "application/xhtml+xml" || type.ends_with("+xml") || type.ends_with("/xml");
}

bool IsHtmlType(std::string_view type) { return type == "html" || type == "text/html"; }

// Types whose content cannot stand in XML as it is. "application/json" and the like can, and mostly does.
bool IsBinaryType(std::string_view type) {
  for (std::string_view family : {"image/", "audio/", "video/", "font/"}) {
    if (type.starts_with(family) && !IsXmlType(type)) return true;
  }
  return type == "application/octet-stream" || type == "application/pdf" || type == "application/zip";
}

RawText InlineMarkup(const xml::Element& element, std::string base) {
  return RawText(element.InnerHtml(), TextKind::kHtml, std::move(base));
}

}  // namespace

const std::string& BaseOf(Reading& reading, const xml::Element& element) {
  const auto& scopes = reading.document.scopes();
  uint32_t scope = element.scope();
  if (scope == 0) return reading.feed.base;
  if (reading.bases.empty()) {
    // Outer scopes come first, so that each is resolved on one that already is.
    reading.bases.reserve(scopes.size());
    reading.bases.push_back(reading.feed.base);
    for (size_t i = 1; i < scopes.size(); ++i) {
      const std::string& outer = reading.bases[scopes[i].outer];
      std::string base = scopes[i].base.empty() ? "" : ResolveHttpUrl(Trim(scopes[i].base), outer);
      reading.bases.push_back(base.empty() ? outer : std::move(base));
    }
  }
  return reading.bases[scope];
}

std::string LanguageOf(Reading& reading, const xml::Element& element) {
  return reading.document.scopes()[element.scope()].language;
}

std::string TextOf(const xml::Element& element) { return std::string(Trim(element.Text())); }

std::string TextIn(const xml::Element& element, std::string_view attribute) {
  return std::string(Trim(element.Attribute(attribute)));
}

std::string PlainOf(const xml::Element& element) { return PlainLine(RawText(element.Text())); }

std::string AddressOf(Reading& reading, const xml::Element& element) {
  return ResolveAddress(element.Text(), BaseOf(reading, element));
}

std::string AddressIn(Reading& reading, const xml::Element& element, std::string_view attribute) {
  return ResolveAddress(element.Attribute(attribute), BaseOf(reading, element));
}

RawText RssText(Reading& reading, const xml::Element& element) {
  std::string base = BaseOf(reading, element);
  if (element.has_child_elements()) return InlineMarkup(element, std::move(base));
  RawText text(element.Text(), TextKind::kGuess, std::move(base));
  std::string type = AsciiLower(element.Attribute("type"));
  if (IsHtmlType(type)) text.kind = TextKind::kHtml;
  return text;
}

RawText AtomText(Reading& reading, const xml::Element& element) {
  std::string base = BaseOf(reading, element);
  std::string type = AsciiLower(Trim(element.Attribute("type")));
  std::string mode = AsciiLower(Trim(element.Attribute("mode")));
  if (mode == "base64" || IsBinaryType(type)) {
    RawText text(DecodeBase64(element.Text()), TextKind::kPlain, std::move(base));
    if (IsHtmlType(type) || IsXmlType(type)) text.kind = TextKind::kHtml;
    if (!IsValidUtf8(text.value)) text.value.clear();  // a picture or a program: nothing to read
    return text;
  }
  if (element.has_child_elements()) return InlineMarkup(element, std::move(base));
  RawText text(element.Text(), TextKind::kPlain, std::move(base));
  if (IsXmlType(type)) {
    // Inline XML without elements is plain; "escaped" says that the markup is in the text.
    text.kind = mode == "escaped" || IsSurelyHtml(text.value) ? TextKind::kHtml : TextKind::kPlain;
  } else if (IsHtmlType(type)) {
    text.kind = TextKind::kHtml;
  } else if (IsSurelyHtml(text.value)) {
    text.kind = TextKind::kHtml;  // the type was forgotten, or is wrong
  }
  return text;
}

ParsedAuthor AtomPerson(Reading& reading, const xml::Element& element) {
  ParsedAuthor person;
  for (xml::Element child = element.first_child(); child; child = child.next_sibling()) {
    std::string_view name = child.local_name();
    if (name == "name" && person.name.empty()) person.name = PlainOf(child);
    if (name == "email" && person.email.empty()) person.email = TextOf(child);
    if ((name == "uri" || name == "url" || name == "homepage") && person.url.empty()) {
      person.url = AddressOf(reading, child);
    }
  }
  if (person.name.empty() && person.email.empty() && person.url.empty()) return ReadPerson(PlainOf(element));
  if (person.email.starts_with("mailto:")) person.email.erase(0, 7);
  return person;
}

}  // namespace newsstand::parse
