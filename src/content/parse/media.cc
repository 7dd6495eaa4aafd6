#include "content/parse/media.h"

#include <algorithm>

#include "base/text.h"

namespace newsstand::parse {
namespace {

// Ranks of text and people that only the media module gives: after the format's own words.
constexpr int kMediaRank = 50;
constexpr int kMediaElements = 200;  // of one item

struct Notes {
  std::string caption, credit, licensor;
};

int SmallNumber(std::string_view text) { return static_cast<int>(std::min<int64_t>(ReadCount(text), 100'000)); }

// What is said of a picture: beside it in the group or item, or inside its own element.
Notes NotesOf(Reading& reading, const xml::Element& parent) {
  Notes notes;
  std::string title;
  for (xml::Element child = parent.first_child(); child; child = child.next_sibling()) {
    std::string_view name = child.local_name();
    // Partner feeds name who licensed a picture where others give its credit.
    if (reading.NsOf(child) == Ns::kMsn && name == "licensorname") notes.licensor = CollapseSpace(child.Text());
    if (reading.NsOf(child) != Ns::kMedia) continue;
    if (name == "description" || name == "text") {
      if (notes.caption.empty()) notes.caption = PlainOf(child);
    } else if (name == "title") {
      if (title.empty()) title = PlainOf(child);
    } else if (name == "credit" || name == "copyright") {
      if (notes.credit.empty() || name == "credit") notes.credit = CollapseSpace(child.Text());
    }
  }
  if (notes.caption.empty()) notes.caption = std::move(title);
  if (notes.credit.empty()) notes.credit = std::move(notes.licensor);
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

// How syndication partners are told that an article was taken back: the state as an attribute, or as text.
void ReadStatus(const xml::Element& element, RawItem& item) {
  std::string state = AsciiLower(TextIn(element, "state"));
  if (state.empty()) state = AsciiLower(TextOf(element));
  if (state == "deleted" || state == "blocked") item.status = ItemStatus::kCanceled;
}

// What is said of the item as a whole, beside or within its media.
void ReadFacts(const xml::Element& element, RawItem& item) {
  const std::string_view name = element.local_name();
  if (name == "credit") {
    const std::string role = AsciiLower(TextIn(element, "role"));
    if (role == "author") item.AddAuthor(ReadPerson(PlainOf(element)), kMediaRank);
    if (item.credits.size() < kMediaElements) item.credits.push_back({role, PlainOf(element)});
  } else if (name == "rating" || name == "adult") {
    if (item.rating.empty()) item.rating = name == "adult" && AsciiLower(TextOf(element)) == "true" ? "adult" : TextOf(element);
  } else if (name == "restriction" && !item.restriction) {
    ParsedRestriction restriction{AsciiLower(TextIn(element, "relationship")) != "deny", AsciiLower(TextIn(element, "type")), {}};
    const std::string values = CollapseSpace(element.Text());
    for (const std::string_view value : Split(values, ' ')) AddDistinct(restriction.values, std::string(value));
    item.restriction = std::move(restriction);
  } else if (name == "license" || name == "copyright") {
    if (std::string words = PlainOf(element); !words.empty()) item.rights.Offer(std::move(words), kMediaRank);
  } else if (name == "status") {
    ReadStatus(element, item);
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
    } else {
      ReadFacts(child, item);
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
  } else if (name == "category") {
    std::string label = CollapseSpace(element.Attribute("label"));
    item.AddCategory(label.empty() ? PlainOf(element) : std::move(label));
  } else if (name == "keywords") {
    std::string text = element.Text();
    for (std::string_view word : Split(text, ',')) item.AddCategory(CollapseSpace(word));
  } else {
    ReadFacts(element, item);
  }
}

}  // namespace newsstand::parse
