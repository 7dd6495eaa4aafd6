// An article: one piece by one title. Its identity is (title, durable id), settled once, at ingest.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/id.h"
#include "base/time.h"
#include "model/about.h"
#include "model/title.h"

namespace newsstand {

using ArticleId = Id<struct ArticleTag>;

struct ArticleImage {
  std::string url;              // the publisher's: pages show it only through our own image address
  int width = 0, height = 0;    // 0 unknown
  std::string caption, credit;  // plain text
};

// What extraction makes of one page; fields as in the `extract` command's JSON.
struct ExtractedArticle {
  std::string title, standfirst, byline;
  std::vector<std::string> authors;
  std::string site_name, section;
  std::optional<Timestamp> published, updated;
  // East of UTC, of the place the page wrote them for: what day it was there. 0 where the page does not say.
  int published_offset_minutes = 0, updated_offset_minutes = 0;
  std::string language, canonical_url;
  ArticleImage lead_image;      // url "" when there is none
  std::string html;             // sanitised
  std::string text;             // paragraphs separated by a blank line
  int word_count = 0;
  double confidence = 0;        // 0 … 1: probability that `html` is the article, whole and alone
  bool paywalled = false;
  std::string method;           // which way it was found: "json-ld", "selector", "density", …
};

enum class BodySource { kNone, kFeed, kPage };
enum class ArticleState { kLive, kWithdrawn };
// Why an article is withdrawn.
enum class Withdrawal {
  kNone,
  kCanceled,  // its feed says so: canceled, deleted
  kWithheld,  // its feed holds it back, until further notice or a time
  kPageGone,  // its page answers 410
};
// Whether the article's own page still has to be fetched for its text or picture.
enum class PageState {
  kNotWanted,
  kPending,
  kDone,
  kFailed,
  kReserved,  // the publisher's terms keep it where it is
};

// As stored. Immutable once read: a change is a new value written through the store.
struct Article {
  ArticleId id;
  TitleId title;
  FeedId feed;                  // the feed that had it first
  std::string durable_id;       // the strongest of its keys at first sight
  std::string url;              // where a reader finds the original
  std::string headline;         // plain text
  std::string standfirst;       // plain text, may be ""
  std::string byline;           // as printed, may be ""
  std::vector<std::string> authors;
  std::vector<std::string> categories;
  std::string section;          // slug of ours, "" none
  std::string language;         // BCP 47, "" unknown
  std::vector<TopicScore> topics;   // the likeliest first
  std::vector<Entity> entities;     // the most salient first
  Timestamp published;          // never later than first_seen
  bool dated = true;            // the publisher said when; false: `published` is when it was first seen
  std::optional<Timestamp> updated;
  Timestamp first_seen;
  std::string summary_html;     // sanitised; from the feed
  std::string body_html;        // sanitised; "" when there is none
  BodySource body_source = BodySource::kNone;
  double confidence = 0;        // of the body
  bool paywalled = false;       // the page showed only a part
  int word_count = 0;           // of the body, else of the summary
  ArticleImage image;           // lead image, url "" when there is none
  std::string comments_url;
  ArticleState state = ArticleState::kLive;
  Withdrawal withdrawal = Withdrawal::kNone;       // kNone while it is live
  std::optional<Timestamp> source_updated;  // the latest date of update its feed gave, whether anything differed or not
  int version = 1;              // grows when headline or body change
  PageState page_state = PageState::kNotWanted;
  int page_attempts = 0;
  Timestamp page_next_try;      // meaningful while kPending
  std::string content_hash;     // over what a reader sees: unchanged means nothing is written
  int64_t change_seq = 0;       // grows with every change of any article; the edition follows it
};

// An earlier headline and body of an article, kept when it changed.
struct ArticleVersion {
  ArticleId article;
  int version = 1;
  Timestamp seen;               // when this version was first seen
  std::string headline, standfirst, body_html;
};

std::string_view BodySourceName(BodySource source);
std::optional<BodySource> ParseBodySource(std::string_view name);
std::string_view ArticleStateName(ArticleState state);
std::optional<ArticleState> ParseArticleState(std::string_view name);
std::string_view WithdrawalName(Withdrawal withdrawal);
std::optional<Withdrawal> ParseWithdrawal(std::string_view name);
std::string_view PageStateName(PageState state);
std::optional<PageState> ParsePageState(std::string_view name);

// "rtl" or "ltr" for a BCP 47 language.
std::string_view TextDirection(std::string_view language);

}  // namespace newsstand
