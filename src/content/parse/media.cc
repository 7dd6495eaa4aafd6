#include "content/parse/media.h"

#include <algorithm>

#include "base/text.h"

namespace newsstand::parse {
namespace {

// Ranks of text and people that only the media module gives: after the format's own words.
constexpr int kMediaRank = 50;
constexpr int kMediaElements = 200;  // of one item

struct Notes {
  std::string caption, credit;
};

int SmallNumber(std::string_view text) { return static_cast<int>(std::min<int64_t>(ReadCount(text), 100'000)); }

// What is said of a picture: beside it in the group or item, or inside its own element.
Notes NotesOf(Reading& reading, const xml::Element& parent) {
  Notes notes;
  std::string title;
  for (xml::Element child = parent.first_child(); child; child = child.next_sibling()) {
    if (reading.NsOf(child) != Ns::kMedia) continue;
    std::string_view name = child.local_name();
    if (name == "description" || name == "text") {
      if (notes.caption.empty()) notes.caption = PlainOf(child);
    } else if (name == "title") {
      if (title.empty()) title = PlainOf(child);
    } else if (name == "credit" || name == "copyright") {
      if (notes.credit.empty() || name == "credit") notes.credit = CollapseSpace(child.Text());
    }
  }
  if (notes.caption.empty()) notes.caption = std::move(title);
  return notes;
}

bool IsImageAddress(std::string_view url) {
  std::string lower = AsciiLower(url.substr(0, url.find_first_of("?#")));
  for (std::string_view ending : {".jpg", ".jpeg", ".png", ".webp", ".gif", ".avif"}) {
    if (lower.ends_with(ending)) return true;
  }
  return false;
}

void AddImage(Reading& reading, const xml::Element& element, RawItem& item, int rank, const Notes& around) {
  RawImage raw;
  raw.rank = rank;
  raw.image.url = AddressIn(reading, element, "url");
  if (raw.image.url.empty()) raw.image.url = AddressOf(reading, element);
  raw.image.width = SmallNumber(element.Attribute("width"));
  raw.image.height = SmallNumber(element.Attribute("height"));
  Notes own = NotesOf(reading, element);
  raw.image.caption = own.caption.empty() ? around.caption : own.caption;
  raw.image.credit = own.credit.empty() ? around.credit : own.credit;
  if (!raw.image.url.empty()) item.images.push_back(std::move(raw));
}

void ReadContent(Reading& reading, const xml::Element& element, RawItem& item, const Notes& around) {
  std::string type = AsciiLower(element.Attribute("type"));
  std::string medium = AsciiLower(element.Attribute("medium"));
  std::string url = AddressIn(reading, element, "url");
  bool recording = medium == "audio" || medium == "video" || type.starts_with("audio/") || type.starts_with("video/");
  if (IsMediaPicture(element)) {
    AddImage(reading, element, item, element.Attribute("isdefault") == "true" ? 0 : 1, around);
  } else if (!url.empty() && (recording || !type.empty())) {
    ParsedEnclosure enclosure{url, type, ReadCount(element.Attribute("filesize")),
                              ReadDuration(element.Attribute("duration"))};
    bool known = std::any_of(item.enclosures.begin(), item.enclosures.end(),
                             [&](const ParsedEnclosure& other) { return other.url == url; });
    if (!known) item.enclosures.push_back(std::move(enclosure));
  }
}

void ReadChildren(Reading& reading, const xml::Element& parent, RawItem& item, const Notes& around) {
  for (xml::Element child = parent.first_child(); child; child = child.next_sibling()) {
    if (reading.NsOf(child) != Ns::kMedia) continue;
    if (++item.media_elements > kMediaElements) return;
    std::string_view name = child.local_name();
    if (name == "content") {
      ReadContent(reading, child, item, around);
      ReadChildren(reading, child, item, NotesOf(reading, child));
    } else if (name == "thumbnail") {
      AddImage(reading, child, item, 3, around);
    } else if (name == "title") {
      item.title.Offer(RssText(reading, child), kMediaRank);
    } else if (name == "description") {
      item.summary.Offer(RssText(reading, child), kMediaRank);
    } else if (name == "credit" && AsciiLower(child.Attribute("role")) == "author") {
      item.AddAuthor(ReadPerson(PlainOf(child)), kMediaRank);
    }
  }
}

}  // namespace

bool IsMediaPicture(const xml::Element& element) {
  if (element.local_name() != "content") return false;
  std::string type = AsciiLower(element.Attribute("type"));
  std::string medium = AsciiLower(element.Attribute("medium"));
  if (medium == "image") return true;
  if (!medium.empty() && medium != "document") return false;
  if (!type.empty()) return type.starts_with("image/");
  return IsImageAddress(element.Attribute("url")) || element.HasAttribute("width");
}

void ReadMedia(Reading& reading, const xml::Element& element, RawItem& item) {
  if (++item.media_elements > kMediaElements) return;
  std::string_view name = element.local_name();
  if (name == "group") {
    ReadChildren(reading, element, item, NotesOf(reading, element));
  } else if (name == "content") {
    // Notes beside a single picture of an item are about it.
    Notes around = NotesOf(reading, element.parent());
    ReadContent(reading, element, item, around);
    ReadChildren(reading, element, item, NotesOf(reading, element));
  } else if (name == "thumbnail") {
    AddImage(reading, element, item, 3, NotesOf(reading, element.parent()));
  } else if (name == "title") {
    item.title.Offer(RssText(reading, element), kMediaRank);
  } else if (name == "description" || name == "text") {
    item.summary.Offer(RssText(reading, element), kMediaRank);
  } else if (name == "status") {
    // How syndication partners are told that an article was taken back.
    std::string state = AsciiLower(element.Attribute("state"));
    if (state == "deleted" || state == "blocked") item.status = ItemStatus::kCanceled;
  } else if (name == "category") {
    std::string label = CollapseSpace(element.Attribute("label"));
    item.AddCategory(label.empty() ? PlainOf(element) : std::move(label));
  } else if (name == "credit" && AsciiLower(element.Attribute("role")) == "author") {
    item.AddAuthor(ReadPerson(PlainOf(element)), kMediaRank);
  }
}

}  // namespace newsstand::parse
