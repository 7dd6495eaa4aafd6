#include "content/parse/meaning.h"

#include <algorithm>

#include "base/limits.h"
#include "base/text.h"
#include "content/html/text.h"
#include "content/parse/body.h"
#include "content/parse/markup.h"

namespace newsstand::parse {
namespace {

std::string Line(const RawText& text, size_t max_bytes) {
  return std::string(TruncateUtf8(PlainLine(text), max_bytes));
}

std::string Short(std::string text) {
  text = CollapseSpace(text);
  return text.size() > limits::kHeadlineBytes ? std::string(TruncateUtf8(text, limits::kHeadlineBytes)) : text;
}

// BCP 47 as it is written: "en_US" → "en-US"; what cannot be a tag is dropped.
std::string LanguageTag(std::string_view text) {
  std::string tag(Trim(text));
  std::replace(tag.begin(), tag.end(), '_', '-');
  if (tag.empty() || tag.size() > 35) return "";
  for (char c : tag) {
    bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-';
    if (!letter) return "";
  }
  size_t dash = std::min(tag.find('-'), tag.size());
  if (dash < 2 || dash > 8) return "";
  std::string primary = AsciiLower(tag.substr(0, dash));
  if (primary == "und") return "";
  return primary + tag.substr(dash);
}

std::vector<ParsedImage> ImagesOf(std::vector<RawImage> images) {
  std::stable_sort(images.begin(), images.end(), [](const RawImage& a, const RawImage& b) {
    if (a.rank != b.rank) return a.rank < b.rank;
    return a.image.width > b.image.width;
  });
  std::vector<ParsedImage> out;
  for (RawImage& raw : images) {
    bool known =
        std::any_of(out.begin(), out.end(), [&](const ParsedImage& other) { return other.url == raw.image.url; });
    if (known) continue;
    raw.image.caption = Short(std::move(raw.image.caption));
    raw.image.credit = Short(std::move(raw.image.credit));
    out.push_back(std::move(raw.image));
  }
  return out;
}

std::vector<ParsedAuthor> PeopleOf(std::vector<ParsedAuthor> people) {
  std::erase_if(people, [](const ParsedAuthor& p) { return p.name.empty() && p.email.empty() && p.url.empty(); });
  for (ParsedAuthor& person : people) person.name = Short(std::move(person.name));
  return people;
}

// What only modules say.
void TakeModules(RawItem& raw, ParsedItem& item) {
  if (raw.expires.rank != INT_MAX) item.expires = raw.expires.value;
  item.publisher = std::move(raw.publisher.value);
  item.contributors = PeopleOf(std::move(raw.contributors));
  item.comments_feed_url = std::move(raw.comments_feed_url.value);
  item.comment_count = raw.comment_count;
  item.in_reply_to = std::move(raw.in_reply_to);
  item.places = std::move(raw.places);
  item.podcast = std::move(raw.podcast);
  item.credits = std::move(raw.credits);
  for (ParsedCredit& credit : item.credits) credit.name = Short(std::move(credit.name));
  item.rating = Short(std::move(raw.rating));
  item.restriction = std::move(raw.restriction);
}

ParsedItem ItemOf(RawItem& raw, const RawFeed& feed) {
  ParsedItem item;
  item.id = CollapseSpace(raw.id.value);
  item.url = std::move(raw.url.value);
  item.title = Line(raw.title.value, limits::kHeadlineBytes);
  Body body = BodyOf(std::move(raw.summary.value), std::move(raw.content.value));
  item.summary_html = std::move(body.summary_html);
  item.content_html = std::move(body.content_html);
  item.authors = raw.authors.value.empty() ? feed.authors : std::move(raw.authors.value);
  for (ParsedAuthor& author : item.authors) author.name = Short(std::move(author.name));
  for (std::string& category : raw.categories) item.categories.push_back(Short(std::move(category)));
  if (raw.published.rank != INT_MAX) item.published = raw.published.value;
  if (raw.updated.rank != INT_MAX) item.updated = raw.updated.value;
  item.language = LanguageTag(raw.language.value);
  if (item.language.empty()) item.language = LanguageTag(feed.language.value);
  item.rights = Short(std::move(raw.rights.value));
  item.comments_url = std::move(raw.comments_url.value);
  item.source = std::move(raw.source);
  item.source.title = Short(std::move(item.source.title));
  item.images = ImagesOf(std::move(raw.images));
  if (item.images.empty() && !body.first_image.url.empty()) item.images.push_back(std::move(body.first_image));
  item.enclosures = std::move(raw.enclosures);
  if (!item.enclosures.empty() && item.enclosures[0].duration_seconds == 0) {
    item.enclosures[0].duration_seconds = raw.duration_seconds;
  }
  item.status = raw.status;
  item.embargoed_until = raw.embargoed_until;
  TakeModules(raw, item);
  return item;
}

constexpr size_t kRslBytes = 256u << 10;

void AppendLicenses(const std::vector<RawLicense>& licenses, const std::string& about, std::string& rsl) {
  for (const RawLicense& license : licenses) {
    if (rsl.size() + license.inside.size() > kRslBytes) return;
    rsl += "<content url=\"" + EscapeHtml(license.url.empty() ? about : license.url) + "\"";
    if (!license.server.empty()) rsl += " server=\"" + EscapeHtml(license.server) + "\"";
    if (!license.encrypted.empty()) rsl += " encrypted=\"" + EscapeHtml(license.encrypted) + "\"";
    rsl += ">" + license.inside + "</content>";
  }
}

// Licences of the feed and of its items as one document. One that names no address is about what it stands in.
std::string RslOf(const RawFeed& raw) {
  std::string rsl;
  AppendLicenses(raw.licenses, "/", rsl);
  for (const RawItem& item : raw.items) {
    if (!item.url.value.empty()) AppendLicenses(item.licenses, item.url.value, rsl);
  }
  return rsl.empty() ? "" : "<rsl xmlns=\"https://rslstandard.org/rsl\">" + rsl + "</rsl>";
}

// No identity and nothing to read: it stays in the list, so that items are counted as the publisher counts them.
bool SaysNothing(const ParsedItem& item) {
  return item.id.empty() && item.url.empty() && item.title.empty() && item.summary_html.empty() &&
         item.content_html.empty() && item.enclosures.empty();
}

}  // namespace

ParsedFeed MeaningOf(RawFeed raw) {
  ParsedFeed feed;
  feed.format = std::move(raw.format);
  feed.title = Line(raw.title.value, limits::kHeadlineBytes);
  feed.subtitle = Line(raw.subtitle.value, limits::kSummaryBytes);
  feed.url = std::move(raw.url.value);
  feed.self_url = std::move(raw.self_url.value);
  feed.language = LanguageTag(raw.language.value);
  feed.icon = std::move(raw.icon.value);
  feed.logo = std::move(raw.logo.value);
  feed.rights = Short(std::move(raw.rights.value));
  if (raw.published.rank != INT_MAX) feed.published = raw.published.value;
  if (raw.updated.rank != INT_MAX) feed.updated = raw.updated.value;
  feed.id = CollapseSpace(raw.id.value);
  feed.contributors = PeopleOf(std::move(raw.contributors));
  feed.publisher = std::move(raw.publisher.value);
  for (std::string& category : raw.categories) feed.categories.push_back(Short(std::move(category)));
  feed.generator = std::move(raw.generator);
  feed.podcast = std::move(raw.podcast);
  feed.valid_from = raw.valid_from;
  feed.valid_until = raw.valid_until;
  feed.in_reply_to = std::move(raw.in_reply_to);
  feed.hubs = std::move(raw.hubs);
  feed.ttl_minutes = raw.ttl_minutes;
  feed.skip_hours = std::move(raw.skip_hours);
  feed.authors = PeopleOf(raw.authors.empty() ? std::move(raw.editors) : raw.authors);
  feed.rsl = RslOf(raw);
  feed.items.reserve(raw.items.size());
  size_t empty = 0;
  for (RawItem& item : raw.items) {
    feed.items.push_back(ItemOf(item, raw));
    if (SaysNothing(feed.items.back())) ++empty;
    item = RawItem();  // a large feed is not held twice
  }
  if (empty > 0) raw.Warn(std::to_string(empty) + (empty == 1 ? " item says nothing." : " items say nothing."));
  feed.warnings = std::move(raw.warnings);
  return feed;
}

}  // namespace newsstand::parse
