// Google's news sitemaps: a list of addresses with title, date and publication.
#include <string>

#include "base/limits.h"
#include "base/text.h"
#include "content/parse/elements.h"
#include "content/parse/readers.h"

namespace newsstand::parse {
namespace {

void ReadNews(Reading& reading, const xml::Element& news, RawItem& item) {
  for (xml::Element child = news.first_child(); child; child = child.next_sibling()) {
    std::string_view name = child.local_name();
    if (name == "title") {
      item.title.Offer(RssText(reading, child), 0);
    } else if (name == "publication_date") {
      OfferDate(item.published, child.Text(), 0, reading.feed);
    } else if (name == "keywords" || name == "genres") {
      std::string text = child.Text();
      for (std::string_view word : Split(text, ',')) item.AddCategory(CollapseSpace(word));
    } else if (name == "publication") {
      for (xml::Element part = child.first_child(); part; part = part.next_sibling()) {
        if (part.local_name() == "name") reading.feed.title.Offer(RssText(reading, part), 0);
        if (part.local_name() != "language") continue;
        std::string language = TextOf(part);
        item.language.Offer(language, 0);
        reading.feed.language.Offer(std::move(language), 0);
      }
    }
  }
}

void ReadPicture(Reading& reading, const xml::Element& image, RawItem& item) {
  if (++item.media_elements > 200) return;
  RawImage raw;
  for (xml::Element child = image.first_child(); child; child = child.next_sibling()) {
    if (child.local_name() == "loc") raw.image.url = AddressOf(reading, child);
    if (child.local_name() == "caption") raw.image.caption = PlainOf(child);
    if (child.local_name() == "title" && raw.image.caption.empty()) raw.image.caption = PlainOf(child);
  }
  if (!raw.image.url.empty()) item.images.push_back(std::move(raw));
}

}  // namespace

void ReadNewsSitemap(const xml::Document& document, const xml::Element& root, RawFeed& feed) {
  Reading reading(document, feed);
  feed.format = "news-sitemap";
  for (xml::Element url = root.first_child(); url; url = url.next_sibling()) {
    if (url.local_name() != "url") continue;
    if (feed.items.size() >= limits::kFeedItems) {
      feed.Warn("There are more items than are read from one document; the rest was left out.");
      return;
    }
    RawItem item;
    bool news = false;
    for (xml::Element child = url.first_child(); child; child = child.next_sibling()) {
      std::string_view name = child.local_name();
      if (name == "news") {
        news = true;
        ReadNews(reading, child, item);
      } else if (name == "loc") {
        item.url.Offer(AddressOf(reading, child), 0);
      } else if (name == "lastmod") {
        OfferDate(item.updated, child.Text(), 0, feed);
      } else if (name == "image") {
        ReadPicture(reading, child, item);
      }
    }
    // Addresses without news are pages, not articles.
    if (news) feed.items.push_back(std::move(item));
  }
}

}  // namespace newsstand::parse
