// What a feed document says, before it is decided what that means: the shape all formats share. One reader a format
// fills it (rss.cc, atom.cc, json_feed.cc, …); meaning.cc alone turns it into the model.
#pragma once

#include <climits>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/time.h"
#include "model/feed.h"

namespace newsstand::parse {

// A value that several elements may give; the one with the lowest rank is taken, of equals the first.
template <class T>
struct Ranked {
  T value{};
  int rank = INT_MAX;

  bool WouldTake(int offered) const { return offered < rank; }
  void Offer(T offered, int offered_rank) {
    if (!WouldTake(offered_rank)) return;
    value = std::move(offered);
    rank = offered_rank;
  }
};

enum class TextKind {
  kPlain,  // characters mean themselves
  kHtml,   // markup, for certain
  kGuess,  // the format does not say (RSS): markup if it looks like it
};

struct RawText {
  RawText() = default;
  explicit RawText(std::string text, TextKind of_kind = TextKind::kGuess, std::string on_base = "")
      : value(std::move(text)), kind(of_kind), base(std::move(on_base)) {}

  std::string value;
  TextKind kind = TextKind::kGuess;
  std::string base;          // what relative addresses in it stand on
  bool keeps_lines = false;  // plain text whose line breaks were meant
};

struct RawImage {
  RawImage() = default;
  RawImage(std::string url, int of_rank) : rank(of_rank) { image.url = std::move(url); }

  ParsedImage image;
  int rank = 0;  // lower is better; of equals the wider
};

// A "content" element of Really Simple Licensing.
struct RawLicense {
  std::string url, server, encrypted;  // its attributes
  std::string inside;
};

struct RawItem {
  Ranked<std::string> id;
  Ranked<RawText> title;
  Ranked<RawText> summary, content;
  Ranked<std::string> url;
  Ranked<std::vector<ParsedAuthor>> authors;
  std::vector<std::string> categories;
  Ranked<Timestamp> published, updated;
  Ranked<std::string> language, rights, comments_url;
  ParsedSource source;
  std::vector<RawImage> images;
  std::vector<ParsedEnclosure> enclosures;
  int64_t duration_seconds = 0;  // of the enclosure, told beside it
  int media_elements = 0;        // read so far: some feeds list thousands
  ItemStatus status = ItemStatus::kUsable;
  std::optional<Timestamp> embargoed_until;
  Ranked<Timestamp> expires;
  Ranked<ParsedAuthor> publisher;
  std::vector<ParsedAuthor> contributors;
  Ranked<std::string> comments_feed_url;
  int comment_count = -1;
  std::optional<ParsedReply> in_reply_to;
  std::vector<ParsedPlace> places;
  ParsedPodcast podcast;
  std::vector<ParsedCredit> credits;
  std::string rating;
  std::optional<ParsedRestriction> restriction;
  std::vector<RawLicense> licenses;

  // People of the same rank are listed together, each once.
  void AddAuthor(ParsedAuthor author, int rank);
  void AddCategory(std::string category);
};

struct RawFeed {
  std::string format;
  std::string base;  // address the document's relative links stand on; "" unknown
  Ranked<RawText> title, subtitle;
  Ranked<std::string> url, self_url, language, icon, logo, rights;
  Ranked<Timestamp> published, updated;
  Ranked<std::string> id;
  std::vector<ParsedAuthor> authors;  // of every item that names none
  std::vector<ParsedAuthor> editors;  // of the feed, who need not have written its items
  std::vector<ParsedAuthor> contributors;
  Ranked<ParsedAuthor> publisher;
  std::vector<std::string> categories;
  ParsedGenerator generator;
  ParsedPodcast podcast;
  std::optional<Timestamp> valid_from, valid_until;
  std::optional<ParsedReply> in_reply_to;
  std::vector<RawLicense> licenses;
  std::vector<std::string> hubs;
  int ttl_minutes = 0;
  std::vector<int> skip_hours;
  std::vector<RawItem> items;
  std::vector<std::string> warnings;

  void Warn(std::string sentence);  // each sentence once, and not too many
};

// Appends `category` unless it is there or there are too many.
void AddDistinct(std::vector<std::string>& list, std::string category);

// "jane@example.org (Jane Doe)", "Jane Doe <jane@example.org>", "Jane Doe" → its parts.
ParsedAuthor ReadPerson(std::string_view text);
// "By Jane Doe", "Von Jane Doe, dpa" → the name as printed, without the first word.
ParsedAuthor ReadByline(std::string_view text);
// Reads a date in any shape; warns when there is text that is none.
void OfferDate(Ranked<Timestamp>& target, std::string_view text, int rank, RawFeed& feed);
// The address `text` means, absolute where a base is known; "" when it is no address for a reader.
std::string ResolveAddress(std::string_view text, std::string_view base);
// Feeds are often served by somebody else than their site: relative addresses then stand on the site. Settles
// `feed.base` when it is unknown, or when `site` is an address of another owner.
void SettleBase(RawFeed& feed, std::string_view site);
// "1:02:03", "62:03", "3723", "3723.5" → seconds; 0 if it is none of them.
int64_t ReadDuration(std::string_view text);
int64_t ReadCount(std::string_view text);  // a number ≥ 0, else 0

}  // namespace newsstand::parse
