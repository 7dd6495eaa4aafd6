// Feeds with bad habits, corrections, withdrawals and rights, through the stages to a store.
#include <doctest/doctest.h>

#include "content/ingest/feed_habits.h"
#include "content/ingest/test_newsroom.h"
#include "store/sites.h"
#include "store/subscriptions.h"

using namespace newsstand;
using namespace newsstand::ingest;
using std::chrono::hours;
using std::chrono::minutes;

namespace {

std::string DateAt(Timestamp time) { return FormatHttpDate(time); }

// Eight short pieces; `poll` changes what the habit changes.
struct Habit {
  bool ids = false, addresses = false, dates = false, words = false, pictures = false;
};
std::vector<Entry> Listed(const Newsroom& room, const Habit& habit, int poll) {
  std::vector<Entry> entries;
  for (int i = 0; i < 8; ++i) {
    Entry entry;
    entry.guid = habit.ids ? fmt::format("id-{}-{}", i, poll) : fmt::format("id-{}", i);
    entry.url = habit.addresses ? fmt::format("https://daily.example/story-{}?session={}", i, poll) : fmt::format("https://daily.example/story-{}", i);
    entry.title = fmt::format("Headline number {}", i);
    entry.body = habit.words ? fmt::format("<p>Piece {} was read {} times.</p>", i, poll) : fmt::format("<p>Piece {}.</p>", i);
    entry.date = habit.dates ? DateAt(room.clock.now - minutes(i)) : fmt::format("Sun, 22 Nov 2026 0{}:00:00 GMT", 8 - i);
    if (habit.pictures) entry.extra = fmt::format("<enclosure url=\"https://daily.example/{}.jpg?token={}\" type=\"image/jpeg\"/>", i, poll);
    entries.push_back(entry);
  }
  return entries;
}

struct Polled {
  int articles = 0, versions = 0;
  Feed feed;
};
Polled PollWith(Newsroom& room, const Habit& habit, int polls, int first = 0) {
  for (int poll = first; poll < first + polls; ++poll) {
    room.Deliver(Rss(Listed(room, habit, poll)));
    room.clock.now += minutes(20);
  }
  Polled polled;
  for (const Article& article : room.Articles()) {
    ++polled.articles;
    polled.versions += static_cast<int>(room.Versions(article.id).size());
  }
  polled.feed = room.FeedRow(0);
  return polled;
}

}  // namespace

TEST_CASE("a feed that does nothing odd is never flagged") {
  Newsroom room;
  const Polled polled = PollWith(room, {}, 6);
  CHECK(polled.articles == 8);
  CHECK(polled.versions == 0);
  CHECK_FALSE(ChangesIds(polled.feed));
  CHECK_FALSE(ChangesDates(polled.feed));
  CHECK_FALSE(ChangesWords(polled.feed));
}

TEST_CASE("a feed that gives new ids at every poll doubles nothing, and is flagged") {
  Newsroom room;
  const Polled polled = PollWith(room, {.ids = true}, 6);
  CHECK(polled.articles == 8);
  CHECK(ChangesIds(polled.feed));
}

TEST_CASE("a feed that gives new ids and new addresses at every poll doubles nothing, even where its texts are short") {
  Newsroom room;
  const Polled polled = PollWith(room, {.ids = true, .addresses = true}, 6);
  CHECK(polled.articles == 8);
  CHECK(polled.versions == 0);
  CHECK(ChangesIds(polled.feed));
}

TEST_CASE("the keys of an article do not grow with every poll of a feed that changes its ids") {
  Newsroom room;
  PollWith(room, {.ids = true, .addresses = true}, 5);
  const int64_t after_five = room.CountKeys();
  PollWith(room, {.ids = true, .addresses = true}, 20, 5);
  CHECK(room.CountKeys() == after_five);
}

TEST_CASE("what a feed that changes its ids publishes new is one article, too") {
  for (const bool addresses : {false, true}) {
    Newsroom room;
    const Habit habit{.ids = true, .addresses = addresses};
    PollWith(room, habit, 5);
    for (int poll = 10; poll < 14; ++poll) {
      auto entries = Listed(room, habit, poll);
      entries.push_back({fmt::format("new-{}", poll), fmt::format("https://daily.example/new{}", addresses ? fmt::format("?session={}", poll) : ""), "Something new", "<p>New.</p>"});
      room.Deliver(Rss(entries));
      room.clock.now += minutes(20);
    }
    CHECK(room.Articles().size() == 9);
  }
}

TEST_CASE("a feed that dates everything anew is flagged, its dates are not believed, and nothing is read again") {
  Newsroom room;
  const Polled polled = PollWith(room, {.dates = true}, 6);
  CHECK(polled.articles == 8);
  CHECK(polled.versions == 0);
  CHECK(ChangesDates(polled.feed));
  for (const Article& article : room.Articles()) CHECK(article.published <= article.first_seen);
}

TEST_CASE("a feed that rewrites its items at every poll is flagged and leaves a bounded number of versions") {
  Newsroom room;
  const Polled polled = PollWith(room, {.words = true}, 40);
  CHECK(polled.articles == 8);
  CHECK(ChangesWords(polled.feed));
  for (const Article& article : room.Articles()) CHECK(room.Versions(article.id).size() <= 24);
}

TEST_CASE("new addresses of pictures at every poll are no news once the feed is known for it") {
  Newsroom room;
  PollWith(room, {.pictures = true}, 4);
  CHECK(ChangesWords(room.FeedRow(0)));
  CHECK(room.Deliver(Rss(Listed(room, {.pictures = true}, 99))).articles_changed == 0);
  // A real correction still is one.
  auto entries = Listed(room, {.pictures = true}, 100);
  entries[3].title = "A corrected headline";
  CHECK(room.Deliver(Rss(entries)).articles_changed == 1);
}

TEST_CASE("a move to other software is no habit") {
  Newsroom room;
  room.Deliver(Rss(Listed(room, {}, 0)));
  room.clock.now += minutes(20);
  for (int poll = 0; poll < 4; ++poll) {
    auto entries = Listed(room, {.ids = true}, 7);
    entries.push_back({"new", fmt::format("https://daily.example/new-{}", poll), fmt::format("New {}", poll), "<p>x</p>"});
    room.Deliver(Rss(entries));
    room.clock.now += minutes(20);
  }
  CHECK_FALSE(ChangesIds(room.FeedRow(0)));
}

TEST_CASE("headlines that repeat for honest reasons stay articles of their own") {
  Newsroom room;
  room.Deliver(Rss({{"1", "https://daily.example/w1", "Weather", "<p>Sunny.</p>"}, {"2", "https://daily.example/a", "A", "<p>a</p>"},
                    {"3", "https://daily.example/b", "B", "<p>b</p>"}, {"4", "https://daily.example/c", "C", "<p>c</p>"}}));
  CHECK(room.Deliver(Rss({{"5", "https://daily.example/w2", "Weather", "<p>Sunny.</p>"}, {"2", "https://daily.example/a", "A", "<p>a</p>"},
                          {"3", "https://daily.example/b", "B", "<p>b</p>"}})).articles_new == 1);
}

TEST_CASE("what a feed cancels is withdrawn, and live again when it is listed as usable") {
  Newsroom room;
  const std::string ninjs = R"([{"uri":"urn:x:1","version":"1","versioncreated":"2026-11-22T08:00:00Z","headline":"A headline","body_text":"Words.","pubstatus":"STATUS"}])";
  auto with = [&](const std::string& status) {
    std::string text = ninjs;
    return text.replace(text.find("STATUS"), 6, status);
  };
  room.Deliver(with("withheld"));
  CHECK(room.Articles().empty());
  room.Deliver(with("usable"));
  REQUIRE(room.Articles().size() == 1);
  const ArticleId id = room.Articles()[0].id;
  CHECK(room.Deliver(with("canceled")).articles_withdrawn == 1);
  CHECK(room.Articles().empty());
  CHECK(room.Find(id)->withdrawal == Withdrawal::kCanceled);
  room.Deliver(with("usable") + " ");
  REQUIRE(room.Articles().size() == 1);
  CHECK(room.Articles()[0].withdrawal == Withdrawal::kNone);
  room.Deliver(with("withheld"));
  CHECK(room.Find(id)->withdrawal == Withdrawal::kWithheld);
}

TEST_CASE("an entry that Atom declares deleted, and one past its date, are withdrawn") {
  Newsroom room;
  const std::string head = R"(<feed xmlns="http://www.w3.org/2005/Atom" xmlns:at="http://purl.org/atompub/tombstones/1.0"><title>T</title>)";
  room.Deliver(head + R"(<entry><id>urn:1</id><title>One</title><link href="https://daily.example/1"/><updated>2026-11-22T08:00:00Z</updated></entry></feed>)");
  REQUIRE(room.Articles().size() == 1);
  CHECK(room.Deliver(head + R"(<at:deleted-entry ref="urn:1" when="2026-11-22T10:00:00Z"/></feed>)").articles_withdrawn == 1);
  CHECK(room.Articles().empty());
  room.Deliver(Rss({{"2", "https://daily.example/2", "Two", "x"}}), 1);
  room.Deliver(Rss({{"2", "https://daily.example/2", "Two", "x", "Sun, 22 Nov 2026 08:00:00 GMT", "<expirationDate>Sun, 22 Nov 2026 09:00:00 GMT</expirationDate>"}}), 1);
  CHECK(room.Articles().empty());
}

TEST_CASE("a page that answers 410 withdraws its article, and its feed alone does not bring it back") {
  Newsroom room;
  const auto entries = std::vector<Entry>{{"1", "https://daily.example/a", "The bridge opens", "<p>The bridge opened…</p>"}};
  room.Deliver(Rss(entries));
  const Article article = room.Articles()[0];
  fetch::FetchedPage gone;
  gone.status = 410;
  gone.gone = true;
  gone.error = "gone";
  CHECK(room.DeliverPage(article, std::move(gone)).withdrawn);
  CHECK(room.Articles().empty());
  CHECK(room.Find(article.id)->withdrawal == Withdrawal::kPageGone);
  room.Deliver(Rss(entries) + " ");
  CHECK(room.Articles().empty());
}

TEST_CASE("an article that its feed lost between others has its page looked at again") {
  Newsroom room;
  auto listed = [&](std::initializer_list<int> numbers) {
    std::vector<Entry> entries;
    for (const int i : numbers) entries.push_back({fmt::format("{}", i), fmt::format("https://daily.example/{}", i), fmt::format("Headline {}", i), Body(200, fmt::format("Text {}", i)),
                                                   fmt::format("Sun, 22 Nov 2026 {:02}:00:00 GMT", i), "<enclosure url=\"https://daily.example/p.jpg\" type=\"image/jpeg\"/>"});
    return Rss(entries);
  };
  room.Deliver(listed({9, 8, 7, 6}));
  for (const Article& article : room.Articles()) CHECK(article.page_state == PageState::kNotWanted);
  room.clock.now += hours(1);
  room.Deliver(listed({9, 7, 6}));
  int pending = 0;
  for (const Article& article : room.Articles()) {
    pending += article.page_state == PageState::kPending;
    if (article.page_state == PageState::kPending) CHECK(article.headline == "Headline 8");
  }
  CHECK(pending == 1);
  // The oldest leave a feed in the course of time: that is nothing to look at.
  room.Deliver(listed({9, 7}));
  pending = 0;
  for (const Article& article : room.Articles()) pending += article.page_state == PageState::kPending;
  CHECK(pending == 1);
}

TEST_CASE("a later date of update has the page read again, though the feed says the same") {
  Newsroom room;
  auto feed = [](const char* updated) {
    return fmt::format(R"(<feed xmlns="http://www.w3.org/2005/Atom"><title>T</title><entry><id>urn:1</id><title>The bridge opens</title>)"
                       R"(<link href="https://daily.example/a"/><published>2026-11-22T08:00:00Z</published><updated>{}</updated><summary>Short.</summary></entry></feed>)", updated);
  };
  room.Deliver(feed("2026-11-22T08:00:00Z"));
  room.DeliverPage(room.Articles()[0], PageOf("The bridge opens", "Twelve people"));
  CHECK(room.Articles()[0].page_state == PageState::kDone);
  CHECK(room.Deliver(feed("2026-11-22T08:00:00Z") + " ").articles_changed == 0);
  room.clock.now += hours(1);
  CHECK(room.Deliver(feed("2026-11-22T12:30:00Z")).articles_changed == 1);
  CHECK(room.Articles()[0].page_state == PageState::kPending);
  room.DeliverPage(room.Articles()[0], PageOf("The bridge opens", "Fifteen people"));
  const Article article = room.Articles()[0];
  CHECK(article.version == 2);
  CHECK(article.body_html.find("Fifteen people") != std::string::npos);
  REQUIRE(room.Versions(article.id).size() == 1);
  CHECK(room.Versions(article.id)[0].body_html.find("Twelve people") != std::string::npos);
}

TEST_CASE("the delay from date to arrival is told, the backlog of the first reading left out") {
  Newsroom room;
  room.Deliver(Rss({{"1", "https://daily.example/a", "A", "x", "Sun, 15 Nov 2026 08:00:00 GMT"}}));
  CHECK(room.FeedRow(0).delay_seconds == -1);
  room.clock.now += hours(1);
  room.Deliver(Rss({{"2", "https://daily.example/b", "B", "y", DateAt(room.clock.now - minutes(7))}}));
  CHECK(room.FeedRow(0).delay_seconds == 420);
}

TEST_CASE("what a hub delivers is taken over at once and leaves the rhythm of polling alone") {
  Newsroom room;
  room.Deliver(Rss({{"1", "https://daily.example/a", "A", "x"}}));
  const Feed before = room.FeedRow(0);
  room.clock.now += minutes(5);
  CHECK(room.Push(Rss({{"2", "https://daily.example/b", "B", "y"}})).articles_new == 1);
  CHECK(room.Articles().size() == 2);
  const Feed after = room.FeedRow(0);
  CHECK(after.next_fetch == before.next_fetch);
  CHECK(after.body_hash == before.body_hash);
  CHECK(after.last_attempt == before.last_attempt);
  CHECK(after.last_new_item == room.clock.now);
}

TEST_CASE("while its hub delivers, a feed is polled rarely") {
  Newsroom room;
  const std::string hub = R"(<atom:link xmlns:atom="http://www.w3.org/2005/Atom" rel="hub" href="https://hub.example/"/><atom:link xmlns:atom="http://www.w3.org/2005/Atom" rel="self" href="https://daily.example/feed?all"/>)";
  auto xml = [&](const std::string& guid) {
    std::vector<Entry> entries;
    for (int i = 0; i < 6; ++i) entries.push_back({fmt::format("{}-{}", guid, i), fmt::format("https://daily.example/{}-{}", guid, i), fmt::format("Headline {} {}", guid, i), "x", DateAt(room.clock.now - minutes(i))});
    std::string text = Rss(entries);
    return text.insert(text.find("<item>"), hub);
  };
  room.Deliver(xml("1"));
  Feed feed = room.FeedRow(0);
  CHECK(feed.hub == "https://hub.example/");
  CHECK(feed.hub_topic == "https://daily.example/feed?all");
  CHECK(feed.next_fetch < room.clock.now + hours(2));
  Subscription subscription;
  subscription.feed = feed.id;
  subscription.hub = feed.hub;
  subscription.topic = feed.hub_topic;
  subscription.token = "t";
  subscription.state = SubscriptionState::kActive;
  subscription.lease_until = room.clock.now + hours(100);
  room.Write([&](store::Transaction& t) { return store::SaveSubscription(t, subscription); });
  room.clock.now += minutes(20);
  room.Deliver(xml("2"));
  CHECK(room.FeedRow(0).next_fetch >= room.clock.now + hours(6));
  room.Deliver(Rss({{"3", "https://daily.example/3", "Three", "x"}}));
  CHECK(room.FeedRow(0).hub == "");
}

TEST_CASE("a page that is reserved leaves the article as its feed tells it, and says why") {
  Newsroom room;
  room.Deliver(Rss({{"1", "https://daily.example/a", "The bridge opens", "<p>The bridge opened…</p>"}}));
  fetch::FetchedPage page;
  page.ok = true;
  page.status = 200;
  page.url = "https://daily.example/a";
  page.content_type = "text/html";
  page.body = "<html><head><meta name=\"tdm-reservation\" content=\"1\"></head>" + PageOf("The bridge opens", "Twelve people");
  CHECK_FALSE(room.DeliverPage(room.Articles()[0], std::move(page)).extracted);
  const Article article = room.Articles()[0];
  CHECK(article.page_state == PageState::kReserved);
  CHECK(article.body_html.empty());
  const auto terms = room.Terms();
  REQUIRE(terms.size() == 1);
  CHECK(terms[0].reserved);
  CHECK(terms[0].source == "https://daily.example/");
}

TEST_CASE("what the site is known to reserve is not even asked for") {
  Newsroom room;
  Terms terms;
  terms.kind = TermsKind::kTdmRep;
  terms.source = "https://daily.example/.well-known/tdmrep.json";
  terms.scope = "/paid/*";
  terms.reserved = true;
  terms.seen = room.clock.now;
  room.Write([&](store::Transaction& t) { return store::SaveTerms(t, room.title(), terms.source, {terms}); });
  room.Deliver(Rss({{"1", "https://daily.example/paid/a", "A", "<p>Short…</p>"}, {"2", "https://daily.example/free/b", "B", "<p>Short…</p>"}}));
  const auto articles = room.Articles();
  CHECK(articles[0].page_state == PageState::kReserved);
  CHECK(articles[1].page_state == PageState::kPending);
  // Days later it may have been lifted: the site is asked again.
  room.clock.now += hours(72);
  room.Deliver(Rss({{"3", "https://daily.example/paid/c", "C", "<p>Short…</p>"}}));
  CHECK(room.Articles()[2].page_state == PageState::kPending);
}

TEST_CASE("a licence inside a feed counts for its items, and is kept with the title") {
  Newsroom room;
  std::string xml = Rss({{"1", "https://daily.example/a", "A", "<p>Short…</p>", "Sun, 22 Nov 2026 08:00:00 GMT",
                          "<rsl:content xmlns:rsl=\"https://rslstandard.org/rsl\"><rsl:license><rsl:payment type=\"subscription\"/></rsl:license></rsl:content>"},
                         {"2", "https://daily.example/b", "B", "<p>Short…</p>"}});
  room.Deliver(xml);
  const auto articles = room.Articles();
  CHECK(articles[0].page_state == PageState::kReserved);
  CHECK(articles[1].page_state == PageState::kPending);
  REQUIRE(room.Terms().size() == 1);
  CHECK(room.Terms()[0].kind == TermsKind::kRsl);
  CHECK(room.Terms()[0].scope == "/a");
}

TEST_CASE("a document too small to tell leaves what is counted as it is") {
  Feed feed;
  feed.renumbered_polls = 2;
  CountHabits(feed, {.items = 1, .known = 1, .renumbered = 0});
  CHECK(feed.renumbered_polls == 2);
  CountHabits(feed, {.items = 8, .known = 8, .settled = 8, .renumbered = 8});
  CHECK(feed.renumbered_polls == 3);
  CHECK(ChangesIds(feed));
  CountHabits(feed, {.items = 8, .known = 8, .settled = 8, .renumbered = 1});
  CHECK_FALSE(ChangesIds(feed));
}
