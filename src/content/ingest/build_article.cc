#include "content/ingest/build_article.h"

#include <algorithm>
#include <array>

#include "base/hash.h"
#include "base/limits.h"
#include "base/text.h"
#include "base/url.h"
#include "content/enrich/enrich.h"
#include "content/html/document.h"
#include "content/html/text.h"

namespace newsstand::ingest {
namespace {

using std::chrono::seconds;

constexpr int kWholeWords = 120;         // fewer, and a page is likely to have more
constexpr int kWholeWordsBesideSummary = 60;
constexpr size_t kStandfirstCharacters = 400;
constexpr seconds kFutureTolerance{60};  // clocks differ

bool EndsLikeACut(std::string_view text) {
  static constexpr std::array<std::string_view, 14> kCuts = {
      "…",           "...",        "[…]",        "[...]",        "read more",  "continue reading", "read more »",
      "weiterlesen", "lire la suite", "leer más", "leia mais", "continua a leggere", "lees verder", "read the full story"};
  const std::string end = AsciiLower(text.substr(text.size() - std::min<size_t>(text.size(), 40)));
  return std::any_of(kCuts.begin(), kCuts.end(), [&](std::string_view cut) {
    return end.ends_with(cut) || end.ends_with(std::string(cut) + ".") || end.ends_with(std::string(cut) + " →");
  });
}

std::string JoinAuthors(const std::vector<std::string>& authors) {
  std::string byline;
  for (const std::string& author : authors) {
    if (!byline.empty()) byline += ", ";
    byline += author;
  }
  return byline;
}

std::string FirstPicture(std::string_view html) {
  if (html.find("<img") == std::string_view::npos) return "";
  const html::Document document = html::ParseFragment(html);
  for (const html::Node* node = document.root(); node; node = html::NextInTree(node, document.root())) {
    if (node->Is(html::Tag::kImg) && !node->Attr("src").empty()) return std::string(node->Attr("src"));
  }
  return "";
}

// When the article was published, as far as the feed can be believed: never in the future. Items without a date keep the
// order of the document.
void SetPublished(Article& article, const ParsedItem& item, const ItemContext& context) {
  const std::optional<Timestamp> given = item.published ? item.published : item.updated;
  article.dated = given && *given <= context.now + kFutureTolerance;
  article.published = article.dated ? std::min(*given, context.now) : context.now - seconds(context.position);
}

// What a reader would notice. Dates are not part of it: an item that is only re-dated has not changed.
std::string HashOfOffer(const Article& article, const ParsedItem& item) {
  std::string all;
  for (const std::string_view part : {std::string_view(article.headline), std::string_view(item.summary_html),
                                      std::string_view(item.content_html), std::string_view(article.image.url),
                                      std::string_view(article.byline)}) {
    all.append(part).append("\x1f");
  }
  return Hash64Hex(all + CanonicalUrlKey(article.url));
}

void TakeBody(Article& article, std::string html, BodySource source, int words, double confidence) {
  article.body_html = std::move(html);
  article.body_source = source;
  article.word_count = words;
  article.confidence = confidence;
}

std::string PlainBody(const Article& article) { return html::TextOf(article.body_html); }

// What the article is about, by its text as it is known now: prose, a paragraph a line, so that no name runs from one into the
// next; captions and their credits are not what it is about.
void TakeEnriched(Article& article, std::string_view text, std::string_view declared_language, std::string_view feed_section) {
  enrich::Enriched enriched =
      enrich::Enrich({article.headline, text, declared_language, feed_section, &article.categories, article.url});
  article.language = std::move(enriched.language.tag);
  if (article.section.empty()) article.section = std::move(enriched.section);
  article.topics = std::move(enriched.topics);
  article.entities = std::move(enriched.entities);
}

// The same of texts that are at hand.
bool IsWhole(std::string_view content_html, std::string_view content, std::string_view summary) {
  if (content_html.empty() || content_html.size() > limits::kBodyBytes) return false;
  const int words = CountWords(content);
  if (EndsLikeACut(content)) return false;
  if (words >= kWholeWords) return true;
  return words >= kWholeWordsBesideSummary && !summary.empty() && words >= 2 * CountWords(summary);
}

}  // namespace

bool IsWholeText(std::string_view content_html, std::string_view summary_html) {
  return IsWhole(content_html, html::TextOf(content_html), html::TextOf(summary_html));
}

Article MakeArticle(const ParsedItem& item, const ItemContext& context) {
  Article article;
  article.title = context.title.id;
  article.feed = context.feed.id;
  article.durable_id = context.durable_id;
  article.url = item.url;
  article.headline = TruncateUtf8(item.title, limits::kHeadlineBytes);
  for (const ParsedAuthor& author : item.authors) {
    if (!author.name.empty()) article.authors.push_back(author.name);
  }
  article.byline = JoinAuthors(article.authors);
  article.categories = item.categories;
  article.comments_url = item.comments_url;
  article.first_seen = context.now;
  SetPublished(article, item, context);
  if (item.updated && *item.updated > article.published) article.updated = std::min(*item.updated, context.now);
  if (item.updated && *item.updated <= context.now + kFutureTolerance) article.source_updated = item.updated;
  if (item.summary_html.size() <= limits::kSummaryBytes) article.summary_html = item.summary_html;

  const std::string summary = html::TextOf(item.summary_html);
  const std::string content = html::TextOf(item.content_html);
  article.standfirst = enrich::Standfirst(summary.empty() ? content : summary, article.headline);
  if (article.headline.empty()) {
    article.headline = Ellipsize(article.standfirst.empty() ? item.url : article.standfirst, 120);
  }
  const std::string& text = content.size() > summary.size() ? content : summary;
  TakeEnriched(article, html::ProseTextOf(content.size() > summary.size() ? item.content_html : item.summary_html),
               !item.language.empty()           ? std::string_view(item.language)
               : !context.feed_language.empty() ? context.feed_language
                                                : std::string_view(context.title.language),
               context.feed.section);
  article.word_count = CountWords(text);
  if (!item.images.empty()) {
    const ParsedImage& best = item.images.front();
    article.image = {best.url, best.width, best.height, best.caption, best.credit};
  } else {
    article.image.url = FirstPicture(item.content_html.empty() ? item.summary_html : item.content_html);
  }
  article.content_hash = HashOfOffer(article, item);

  if (context.title.rights != Rights::kFull) return article;
  if (IsWhole(item.content_html, content, summary)) {
    TakeBody(article, item.content_html, BodySource::kFeed, CountWords(content), 1);
  }
  const bool page_would_help = article.body_source == BodySource::kNone || article.image.url.empty();
  if (page_would_help && !article.url.empty()) article.page_state = PageState::kPending;
  return article;
}

namespace {

void WantPage(Article& article, Timestamp now) {
  article.page_state = PageState::kPending;
  article.page_attempts = 0;
  article.page_next_try = now;
}

// A later date of update, and the text came from the page: there may be other words on it now.
Change ApplyDate(const Article& stored, const Article& offered, Timestamp now) {
  Change change{stored, false, false};
  if (!offered.source_updated || stored.body_source != BodySource::kPage || stored.page_state != PageState::kDone) return change;
  if (*offered.source_updated <= stored.source_updated.value_or(stored.published)) return change;
  change.changed = true;
  change.article.source_updated = offered.source_updated;
  WantPage(change.article, now);
  return change;
}

// Takes over what is offered, text included.
void TakeOffer(Article& next, const Article& stored, const Article& offered) {
  next.url = offered.url.empty() ? stored.url : offered.url;
  next.headline = offered.headline;
  if (!offered.standfirst.empty()) next.standfirst = offered.standfirst;
  if (!offered.byline.empty()) {
    next.byline = offered.byline;
    next.authors = offered.authors;
  }
  next.categories = offered.categories;
  next.summary_html = offered.summary_html;
  if (!offered.image.url.empty()) next.image = offered.image;
  if (!offered.section.empty()) next.section = offered.section;
  if (stored.body_source != BodySource::kPage) {
    next.topics = offered.topics;
    next.entities = offered.entities;
  }
  if (offered.dated) {
    next.published = stored.dated ? std::min(stored.published, offered.published) : offered.published;
    next.dated = true;
  }
  next.content_hash = offered.content_hash;
  if (offered.body_source == BodySource::kFeed) {
    TakeBody(next, offered.body_html, BodySource::kFeed, offered.word_count, offered.confidence);
  }
}

bool ComesBack(const Article& stored, bool same) {
  if (stored.state != ArticleState::kWithdrawn) return false;
  return stored.withdrawal == Withdrawal::kCanceled || stored.withdrawal == Withdrawal::kWithheld || !same;
}

}  // namespace

Change ApplyItem(const Article& stored, const Article& offered, Timestamp now, const OfferTrust& trust) {
  Change change{stored, false, false};
  const bool same = offered.content_hash == stored.content_hash;
  const bool own_feed = stored.feed == offered.feed;
  const bool comes_back = own_feed && ComesBack(stored, same);
  if (same && !comes_back) return trust.dates ? ApplyDate(stored, offered, now) : change;
  const Timestamp known = stored.updated.value_or(stored.published);
  const bool newer = trust.dates && offered.updated && *offered.updated > known;
  const bool brings_the_text = stored.body_source == BodySource::kNone && offered.body_source == BodySource::kFeed;
  if (!own_feed && !newer && !brings_the_text) return change;

  Article& next = change.article;
  const std::string old_body = PlainBody(stored);
  TakeOffer(next, stored, offered);
  change.new_version = next.headline != stored.headline || (!old_body.empty() && PlainBody(next) != old_body);
  if (!trust.words && !change.new_version && !comes_back) return {stored, false, false};
  change.changed = true;
  next.state = ArticleState::kLive;
  next.withdrawal = Withdrawal::kNone;
  if (offered.source_updated) next.source_updated = offered.source_updated;
  // What is on the page has probably changed, too.
  const bool page_helps = offered.body_source != BodySource::kFeed && offered.page_state == PageState::kPending;
  if (page_helps && (trust.words || next.headline != stored.headline)) WantPage(next, now);
  if (change.new_version) {
    ++next.version;
    next.updated = std::min(offered.updated.value_or(now), now);
  }
  return change;
}

Change ApplyPage(const Article& stored, const ExtractedArticle& page, Timestamp now) {
  Change change{stored, true, false};
  Article& next = change.article;
  next.page_state = PageState::kDone;
  next.paywalled = page.paywalled;
  const int feed_words = stored.body_source == BodySource::kFeed ? stored.word_count : 0;
  const bool trusted = page.confidence >= kTrustedConfidence && !page.html.empty() && page.html.size() <= limits::kBodyBytes;
  const bool says_more = page.word_count * 10 >= feed_words * 8;
  if (trusted && says_more && (!page.paywalled || page.word_count > feed_words)) {
    const std::string old_body = PlainBody(stored);
    TakeBody(next, page.html, BodySource::kPage, page.word_count, page.confidence);
    change.new_version = stored.body_source == BodySource::kPage && PlainBody(next) != old_body;
  }
  if (next.byline.empty()) {
    next.byline = page.byline;
    next.authors = page.authors;
  }
  if (!page.standfirst.empty() && (next.standfirst.empty() || next.standfirst.ends_with("…"))) {
    next.standfirst = Ellipsize(page.standfirst, kStandfirstCharacters);
  }
  if (next.image.url.empty()) {
    next.image = page.lead_image;
  } else if (next.image.caption.empty() && next.image.credit.empty()) {
    next.image.caption = page.lead_image.caption;
    next.image.credit = page.lead_image.credit;
  }
  if (next.section.empty()) next.section = SectionFor(page.section);
  if (next.body_source == BodySource::kPage) {
    TakeEnriched(next, html::ProseTextOf(next.body_html), next.language.empty() ? page.language : next.language, next.section);
  } else if (next.language.empty()) {
    next.language = page.language;
  }
  if (!stored.dated && page.published && *page.published <= now) {
    next.published = *page.published;
    next.dated = true;
  }
  if (change.new_version) {
    ++next.version;
    next.updated = std::min(page.updated.value_or(now), now);
  }
  return change;
}

}  // namespace newsstand::ingest
