// A list as RSS 2.0, Atom 1.0 or JSON Feed 1.1.
#include <fmt/core.h>

#include <boost/json.hpp>

#include "base/text.h"
#include "serve/web/page.h"
#include "serve/web/pages.h"

namespace newsstand::web {
namespace {

using edition::CardList;
using edition::CardPtr;

struct Addresses {
  std::string base, page, self;
  std::string Of(const edition::Card& card) const { return base + ArticlePath(card); }
};

// Control characters that XML 1.0 forbids are gone already: stored text is clean.
void Element(std::string& out, std::string_view name, std::string_view text) {
  if (text.empty()) return;
  out += fmt::format("<{}>{}</{}>\n", name, EscapeHtml(text), name);
}

std::string Rss(const FeedInfo& info, const Addresses& addresses, const CardList& cards) {
  std::string out =
      "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<rss version=\"2.0\" xmlns:atom=\"http://www.w3.org/2005/Atom\" "
      "xmlns:dc=\"http://purl.org/dc/elements/1.1/\">\n<channel>\n";
  Element(out, "title", info.title);
  Element(out, "link", addresses.page);
  Element(out, "description", info.description);
  Element(out, "language", info.language);
  out +=
      fmt::format("<atom:link rel=\"self\" type=\"application/rss+xml\" href=\"{}\"/>\n", EscapeHtml(addresses.self));
  for (const CardPtr& card : cards) {
    out += "<item>\n";
    Element(out, "title", card->headline);
    Element(out, "link", addresses.Of(*card));
    out += fmt::format("<guid isPermaLink=\"false\">newsstand:article:{}</guid>\n", card->id.value);
    Element(out, "description", card->standfirst);
    Element(out, "dc:creator", card->byline.empty() ? card->title->name : card->byline + " · " + card->title->name);
    Element(out, "category", card->section);
    Element(out, "pubDate", FormatHttpDate(card->published));
    if (!card->title->home.empty()) {
      out +=
          fmt::format("<source url=\"{}\">{}</source>\n", EscapeHtml(card->title->home), EscapeHtml(card->title->name));
    }
    out += "</item>\n";
  }
  return out + "</channel>\n</rss>\n";
}

std::string Atom(const FeedInfo& info, const Addresses& addresses, const CardList& cards) {
  std::string out =
      fmt::format("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\"{}>\n",
                  info.language.empty() ? "" : " xml:lang=\"" + EscapeHtml(info.language) + "\"");
  Element(out, "title", info.title);
  Element(out, "subtitle", info.description);
  Element(out, "id", addresses.page);
  Element(out, "updated", FormatRfc3339(cards.empty() ? Timestamp{} : cards.front()->published));
  out += fmt::format("<link rel=\"self\" type=\"application/atom+xml\" href=\"{}\"/>\n<link href=\"{}\"/>\n",
                     EscapeHtml(addresses.self), EscapeHtml(addresses.page));
  for (const CardPtr& card : cards) {
    out += "<entry>\n";
    Element(out, "title", card->headline);
    Element(out, "id", fmt::format("urn:newsstand:article:{}", card->id.value));
    out += fmt::format("<link href=\"{}\"/>\n<link rel=\"via\" href=\"{}\"/>\n", EscapeHtml(addresses.Of(*card)),
                       EscapeHtml(card->url));
    Element(out, "published", FormatRfc3339(card->published));
    Element(out, "updated", FormatRfc3339(card->updated.value_or(card->published)));
    out += "<author>";
    Element(out, "name", card->byline.empty() ? card->title->name : card->byline + " · " + card->title->name);
    out += "</author>\n";
    Element(out, "summary", card->standfirst);
    if (!card->section.empty()) out += fmt::format("<category term=\"{}\"/>\n", EscapeHtml(card->section));
    out += "</entry>\n";
  }
  return out + "</feed>\n";
}

std::string JsonFeed(const FeedInfo& info, const Addresses& addresses, const CardList& cards) {
  boost::json::array items;
  for (const CardPtr& card : cards) {
    boost::json::object item{{"id", fmt::format("newsstand:article:{}", card->id.value)},
                             {"url", addresses.Of(*card)},
                             {"external_url", card->url},
                             {"title", card->headline},
                             {"content_text", card->standfirst},
                             {"date_published", FormatRfc3339(card->published)}};
    if (card->updated) item["date_modified"] = FormatRfc3339(*card->updated);
    if (!card->language.empty()) item["language"] = card->language;
    if (!card->section.empty()) item["tags"] = boost::json::array{card->section};
    boost::json::array authors;
    if (!card->byline.empty()) authors.push_back(boost::json::object{{"name", card->byline}});
    authors.push_back(
        boost::json::object{{"name", card->title->name}, {"url", addresses.base + TitlePath(*card->title)}});
    item["authors"] = std::move(authors);
    items.push_back(std::move(item));
  }
  boost::json::object feed{{"version", "https://jsonfeed.org/version/1.1"},
                           {"title", info.title},
                           {"home_page_url", addresses.page},
                           {"feed_url", addresses.self},
                           {"description", info.description}};
  if (!info.language.empty()) feed["language"] = info.language;
  feed["items"] = std::move(items);
  return boost::json::serialize(feed);
}

}  // namespace

std::optional<FeedFormat> TakeFeedEnding(std::string& name) {
  static constexpr std::pair<std::string_view, FeedFormat> kEndings[] = {
      {".rss", FeedFormat::kRss}, {".atom", FeedFormat::kAtom}, {".json", FeedFormat::kJson}};
  for (const auto& [ending, format] : kEndings) {
    if (!name.ends_with(ending)) continue;
    name.resize(name.size() - ending.size());
    return format;
  }
  return std::nullopt;
}

Rendered RenderFeed(const SiteParts& parts, FeedFormat format, const FeedInfo& info, const CardList& cards) {
  Addresses addresses{parts.options.base_url, parts.options.base_url + info.path + info.query, parts.options.base_url + info.path};
  switch (format) {
    case FeedFormat::kRss:
      addresses.self += ".rss" + info.query;
      return {200, Rss(info, addresses, cards), "application/rss+xml; charset=utf-8", ""};
    case FeedFormat::kAtom:
      addresses.self += ".atom" + info.query;
      return {200, Atom(info, addresses, cards), "application/atom+xml; charset=utf-8", ""};
    case FeedFormat::kJson:
      addresses.self += ".json" + info.query;
      return {200, JsonFeed(info, addresses, cards), "application/feed+json; charset=utf-8", ""};
  }
  return NotFound();
}

}  // namespace newsstand::web
