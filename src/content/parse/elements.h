// What the readers of XML formats share: text constructs, links, languages and bases of elements.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "content/parse/namespaces.h"
#include "content/parse/raw.h"
#include "content/xml/document.h"

namespace newsstand::parse {

// One document being read: passed to every function of an XML reader.
struct Reading {
  Reading(const xml::Document& from, RawFeed& into) : document(from), namespaces(from), feed(into) {}

  const xml::Document& document;
  Namespaces namespaces;
  RawFeed& feed;
  std::vector<std::string> bases;  // by scope, resolved when first asked for

  Ns NsOf(const xml::Element& element) const { return namespaces.Of(element); }
};

// The base relative addresses in `element` stand on: xml:base of it and all around it, on the document's own.
const std::string& BaseOf(Reading& reading, const xml::Element& element);
// xml:lang of the element or the nearest around it; "" none.
std::string LanguageOf(Reading& reading, const xml::Element& element);
// Text without markup to be expected: trimmed.
std::string TextOf(const xml::Element& element);
// One line of plain text; markup that some publishers put into any field is taken out.
std::string PlainOf(const xml::Element& element);
// An attribute, trimmed.
std::string TextIn(const xml::Element& element, std::string_view attribute);
// The element's text as an absolute address.
std::string AddressOf(Reading& reading, const xml::Element& element);
std::string AddressIn(Reading& reading, const xml::Element& element, std::string_view attribute);
// RSS: text that may be markup, escaped or not. `type` and `mode` are honoured where somebody wrote them.
RawText RssText(Reading& reading, const xml::Element& element);
// An Atom text construct or content, 0.3 and 1.0.
RawText AtomText(Reading& reading, const xml::Element& element);
// An Atom person construct.
ParsedAuthor AtomPerson(Reading& reading, const xml::Element& element);

}  // namespace newsstand::parse
