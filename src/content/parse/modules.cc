#include "content/parse/modules.h"

#include "base/text.h"
#include "content/parse/media.h"

namespace newsstand::parse {
namespace {

void ReadItemDublinCore(Reading& reading, const xml::Element& element, RawItem& item) {
  std::string_view name = element.local_name();
  if (name == "creator" || name == "author") {
    item.AddAuthor(ReadPerson(PlainOf(element)), kOwn);
  } else if (name == "contributor" || name == "publisher") {
    // Neither wrote the piece.
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
    default: return false;
  }
}

}  // namespace newsstand::parse
