#include "content/parse/modules.h"

#include <algorithm>
#include <charconv>

#include "base/text.h"
#include "content/parse/geo.h"
#include "content/parse/media.h"

namespace newsstand::parse {
namespace {

constexpr size_t kListed = 100;  // people of one kind
constexpr size_t kLicenseBytes = 20'000;

// "start=2002-10-13T09:00+01:00; end=2002-10-17T17:00+01:00; scheme=W3C-DTF" → the part of this name.
std::string PeriodPart(std::string_view period, std::string_view wanted) {
  for (std::string_view part : Split(period, ';')) {
    const size_t equals = part.find('=');
    if (equals != std::string_view::npos && AsciiIEquals(Trim(part.substr(0, equals)), wanted)) {
      return std::string(Trim(part.substr(equals + 1)));
    }
  }
  return "";
}

// A number of comments, an episode; -1 when it is none.
int SmallCount(std::string_view text) {
  text = Trim(text);
  int value = -1;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  return error == std::errc() && end == text.data() + text.size() && value >= 0 ? value : -1;
}

// Apple: any other value has no effect.
bool SaysYes(const xml::Element& element) { return element.Text() == "yes" || element.Text() == "Yes"; }

void ReadPodcastFacts(const xml::Element& element, ParsedPodcast& podcast) {
  const std::string_view name = element.local_name();
  if (name == "explicit") {
    const std::string text = AsciiLower(TextOf(element));
    podcast.explicit_words = text == "yes" || text == "true" || text == "explicit";
  } else if (name == "block") {
    podcast.blocked = SaysYes(element);
  } else if (name == "season") {
    podcast.season = std::max(SmallCount(element.Text()), 0);
  } else if (name == "episode") {
    podcast.episode = std::max(SmallCount(element.Text()), 0);
  } else if (name == "episodetype") {
    podcast.episode_type = AsciiLower(TextOf(element));
  }
}

ParsedReply ReadReply(Reading& reading, const xml::Element& element) {
  return {TextIn(element, "ref"), AddressIn(reading, element, "href"), TextIn(element, "type"),
          AddressIn(reading, element, "source")};
}

void ReadItemThread(Reading& reading, const xml::Element& element, RawItem& item) {
  if (element.local_name() == "in-reply-to" && !item.in_reply_to) item.in_reply_to = ReadReply(reading, element);
  if (element.local_name() == "total") item.comment_count = std::max(item.comment_count, SmallCount(element.Text()));
}

void ReadLicense(const xml::Element& element, std::vector<RawLicense>& licenses) {
  if (element.local_name() != "content" || licenses.size() >= kListed) return;
  std::string inside = element.InnerHtml();
  if (inside.size() > kLicenseBytes) return;
  licenses.push_back({TextIn(element, "url"), TextIn(element, "server"), TextIn(element, "encrypted"), std::move(inside)});
}

// What partner portals ask for beside the usual modules.
void ReadItemPartner(Reading& reading, const xml::Element& element, RawItem& item) {
  const std::string_view name = element.local_name();
  if (name == "expirationdate") OfferDate(item.expires, element.Text(), kOwn + 1, reading.feed);
  if (name == "datetimewritten") OfferDate(item.published, element.Text(), kDublinCore + 2, reading.feed);
  if (name == "video" && ++item.media_elements <= 200) {
    std::string url = AddressIn(reading, element, "url");
    if (!url.empty()) item.enclosures.push_back({std::move(url), AsciiLower(TextIn(element, "type")), 0, 0});
  }
}

void ReadItemDublinCore(Reading& reading, const xml::Element& element, RawItem& item) {
  std::string_view name = element.local_name();
  if (name == "creator" || name == "author") {
    item.AddAuthor(ReadPerson(PlainOf(element)), kOwn);
  } else if (name == "contributor") {
    if (item.contributors.size() < kListed) item.contributors.push_back(ReadPerson(PlainOf(element)));
  } else if (name == "publisher") {
    item.publisher.Offer(ReadPerson(PlainOf(element)), kDublinCore);
  } else if (name == "valid") {
    OfferDate(item.expires, PeriodPart(element.Text(), "end"), kDublinCore, reading.feed);
    Ranked<Timestamp> from;
    OfferDate(from, PeriodPart(element.Text(), "start"), kOwn, reading.feed);
    if (from.rank == kOwn) item.embargoed_until = from.value;
  } else if (name == "date") {
    OfferDate(item.published, element.Text(), kDublinCore, reading.feed);
  } else if (name == "issued" || name == "available") {
    OfferDate(item.published, element.Text(), kDublinCore - 1, reading.feed);
  } else if (name == "created") {
    OfferDate(item.published, element.Text(), kDublinCore + 1, reading.feed);
  } else if (name == "modified") {
    OfferDate(item.updated, element.Text(), kDublinCore, reading.feed);
  } else if (name == "title") {
    item.title.Offer(RssText(reading, element), kDublinCore);
  } else if (name == "description" || name == "abstract") {
    if (item.summary.WouldTake(kDublinCore)) item.summary.Offer(RssText(reading, element), kDublinCore);
  } else if (name == "subject") {
    item.AddCategory(PlainOf(element));
  } else if (name == "language") {
    item.language.Offer(TextOf(element), kDublinCore);
  } else if (name == "rights") {
    item.rights.Offer(PlainOf(element), kDublinCore);
  } else if (name == "identifier") {
    item.id.Offer(TextOf(element), kDublinCore);
  } else if (name == "source") {
    if (item.source.title.empty()) item.source.title = PlainOf(element);
  }
}

// The address of a picture, in whichever attribute it was put.
std::string PictureIn(Reading& reading, const xml::Element& element) {
  for (std::string_view attribute : {"href", "url"}) {
    if (std::string url = AddressIn(reading, element, attribute); !url.empty()) return url;
  }
  return AddressOf(reading, element);
}

bool IsPicture(const xml::Element& element) {
  return element.local_name() == "image" || (element.local_name() == "link" && element.Attribute("rel") == "image");
}

std::string LicenseOf(const xml::Element& element) {
  std::string license = TextOf(element);
  return license.empty() ? element.Attribute("resource") : license;
}

void ReadItemPodcast(Reading& reading, const xml::Element& element, RawItem& item) {
  std::string_view name = element.local_name();
  if (name == "author") {
    item.AddAuthor(ReadPerson(PlainOf(element)), kPodcast);
  } else if (name == "title") {
    item.title.Offer(RssText(reading, element), kPodcast);
  } else if (name == "summary" || name == "description") {
    if (item.summary.WouldTake(kPodcast)) item.summary.Offer(RssText(reading, element), kPodcast);
  } else if (name == "subtitle") {
    if (item.summary.WouldTake(kPodcast + 1)) item.summary.Offer(RssText(reading, element), kPodcast + 1);
  } else if (name == "duration") {
    item.duration_seconds = ReadDuration(element.Text());
  } else if (IsPicture(element)) {
    if (++item.media_elements > 200) return;
    if (std::string url = PictureIn(reading, element); !url.empty()) item.images.emplace_back(std::move(url), 2);
  } else if (name == "keywords") {
    std::string text = element.Text();
    for (std::string_view word : Split(text, ',')) item.AddCategory(CollapseSpace(word));
  } else if (name == "category") {
    item.AddCategory(CollapseSpace(element.Attribute("text")));
  } else {
    ReadPodcastFacts(element, item.podcast);
  }
}

// content:encoded, and the older content:items with their rdf:value.
void ReadItemContent(Reading& reading, const xml::Element& element, RawItem& item) {
  if (element.local_name() == "encoded") {
    OfferBody(reading, element, item, kOwn);
    return;
  }
  for (xml::Element at = element.first_child(); at; at = at.first_child()) {
    for (xml::Element sibling = at; sibling; sibling = sibling.next_sibling()) {
      if (sibling.local_name() != "value") continue;
      OfferBody(reading, sibling, item, kOwn + 1);
      return;
    }
  }
}

void OfferText(Ranked<std::string>& target, std::string text, int rank) {
  if (!text.empty()) target.Offer(std::move(text), rank);
}

void ReadFeedDublinCore(Reading& reading, const xml::Element& element) {
  RawFeed& feed = reading.feed;
  std::string_view name = element.local_name();
  if (name == "title") {
    feed.title.Offer(RssText(reading, element), kDublinCore);
  } else if (name == "description") {
    feed.subtitle.Offer(RssText(reading, element), kDublinCore);
  } else if (name == "language") {
    OfferText(feed.language, TextOf(element), kDublinCore);
  } else if (name == "rights") {
    OfferText(feed.rights, PlainOf(element), kDublinCore);
  } else if (name == "date" || name == "modified") {
    OfferDate(feed.updated, element.Text(), kDublinCore, feed);
  } else if (name == "issued" || name == "created") {
    OfferDate(feed.published, element.Text(), kDublinCore, feed);
  } else if (name == "creator" || name == "author") {
    if (feed.editors.size() < kListed) feed.editors.push_back(ReadPerson(PlainOf(element)));
  } else if (name == "contributor") {
    if (feed.contributors.size() < kListed) feed.contributors.push_back(ReadPerson(PlainOf(element)));
  } else if (name == "publisher") {
    feed.publisher.Offer(ReadPerson(PlainOf(element)), kDublinCore);
  } else if (name == "subject") {
    AddDistinct(feed.categories, PlainOf(element));
  } else if (name == "valid") {
    Ranked<Timestamp> from, until;
    OfferDate(from, PeriodPart(element.Text(), "start"), kOwn, feed);
    OfferDate(until, PeriodPart(element.Text(), "end"), kOwn, feed);
    if (from.rank == kOwn) feed.valid_from = from.value;
    if (until.rank == kOwn) feed.valid_until = until.value;
  }
}

// A category may hold finer ones.
void ReadPodcastCategories(const xml::Element& element, std::vector<std::string>& categories) {
  AddDistinct(categories, CollapseSpace(element.Attribute("text")));
  for (xml::Element child = element.first_child(); child; child = child.next_sibling()) {
    if (child.local_name() == "category") AddDistinct(categories, CollapseSpace(child.Attribute("text")));
  }
}

void ReadFeedPodcast(Reading& reading, const xml::Element& element) {
  RawFeed& feed = reading.feed;
  std::string_view name = element.local_name();
  if (IsPicture(element)) {
    OfferText(feed.logo, PictureIn(reading, element), kPodcast);
  } else if (name == "subtitle") {
    feed.subtitle.Offer(RssText(reading, element), kPodcast);
  } else if (name == "summary" || name == "description") {
    feed.subtitle.Offer(RssText(reading, element), kPodcast + 1);
  } else if (name == "new-feed-url") {
    OfferText(feed.self_url, AddressOf(reading, element), kOwn);
  } else if (name == "author") {
    if (feed.editors.size() < kListed) feed.editors.push_back(ReadPerson(PlainOf(element)));
  } else if (name == "owner") {
    feed.publisher.Offer(AtomPerson(reading, element), kPodcast);
  } else if (name == "keywords") {
    std::string text = element.Text();
    for (std::string_view word : Split(text, ',')) AddDistinct(feed.categories, CollapseSpace(word));
  } else if (name == "category") {
    ReadPodcastCategories(element, feed.categories);
  } else {
    ReadPodcastFacts(element, feed.podcast);
  }
}

}  // namespace

void OfferBody(Reading& reading, const xml::Element& element, RawItem& item, int rank) {
  if (!item.content.WouldTake(rank)) return;
  RawText text = RssText(reading, element);
  if (Trim(text.value).empty()) return;
  item.content.Offer(std::move(text), rank);
  // The language of the text is that of the article.
  if (element.scope() != element.parent().scope()) item.language.Offer(LanguageOf(reading, element), kPodcast - 1);
}

bool ReadItemModule(Reading& reading, const xml::Element& element, RawItem& item) {
  switch (reading.NsOf(element)) {
    case Ns::kDc:
    case Ns::kDcTerms: ReadItemDublinCore(reading, element, item); return true;
    case Ns::kItunes:
    case Ns::kGooglePlay: ReadItemPodcast(reading, element, item); return true;
    case Ns::kContent: ReadItemContent(reading, element, item); return true;
    case Ns::kMedia: ReadMedia(reading, element, item); return true;
    case Ns::kXhtml:
      if (element.local_name() == "body" || element.local_name() == "div") OfferBody(reading, element, item, kOwn + 2);
      return true;
    case Ns::kFeedburner:
      // The address the publisher gave; the item's own goes through a counter.
      if (element.local_name() == "origlink") OfferText(item.url, AddressOf(reading, element), kOwn - 1);
      return true;
    case Ns::kYandex:
      if (element.local_name() == "full-text") OfferBody(reading, element, item, kOwn + 1);
      return true;
    case Ns::kCreativeCommons:
      if (element.local_name() == "license") OfferText(item.rights, LicenseOf(element), kPodcast);
      return true;
    case Ns::kThread: ReadItemThread(reading, element, item); return true;
    case Ns::kSlash:
      if (element.local_name() == "comments") item.comment_count = std::max(item.comment_count, SmallCount(element.Text()));
      return true;
    case Ns::kWfw:
      if (element.local_name() == "commentrss") OfferText(item.comments_feed_url, AddressOf(reading, element), kOwn);
      return true;
    case Ns::kGeoRss:
    case Ns::kGml:
    case Ns::kGeo: ReadPlace(reading, element, item); return true;
    case Ns::kMsn:
    case Ns::kSmartNews: ReadItemPartner(reading, element, item); return true;
    case Ns::kRsl: ReadLicense(element, item.licenses); return true;
    default: return false;
  }
}

bool ReadFeedModule(Reading& reading, const xml::Element& element) {
  switch (reading.NsOf(element)) {
    case Ns::kDc:
    case Ns::kDcTerms: ReadFeedDublinCore(reading, element); return true;
    case Ns::kItunes:
    case Ns::kGooglePlay: ReadFeedPodcast(reading, element); return true;
    case Ns::kMedia:
      if (element.local_name() == "thumbnail" || IsMediaPicture(element)) {
        OfferText(reading.feed.logo, AddressIn(reading, element, "url"), kPodcast);
      }
      return true;
    case Ns::kCreativeCommons:
      if (element.local_name() == "license") OfferText(reading.feed.rights, LicenseOf(element), kPodcast);
      return true;
    case Ns::kThread:
      if (element.local_name() == "in-reply-to") reading.feed.in_reply_to = ReadReply(reading, element);
      return true;
    case Ns::kSmartNews:
      if (element.local_name() == "logo") {
        std::string url;
        for (xml::Element child = element.first_child(); child; child = child.next_sibling()) {
          if (child.local_name() == "url" && url.empty()) url = AddressOf(reading, child);
        }
        OfferText(reading.feed.logo, url.empty() ? PictureIn(reading, element) : std::move(url), kPodcast);
      }
      return true;
    case Ns::kRsl: ReadLicense(element, reading.feed.licenses); return true;
    case Ns::kAdmin:
      if (element.local_name() == "generatoragent" && reading.feed.generator.url.empty()) {
        reading.feed.generator.url = AddressIn(reading, element, "resource");
      }
      return true;
    default: return false;
  }
}

}  // namespace newsstand::parse
