#include "content/edition/entity_lists.h"

#include <doctest/doctest.h>

#include "content/edition/edition.h"
#include "content/edition/related_cards.h"
#include "content/related/related.h"

using namespace newsstand;
using namespace newsstand::edition;

namespace {

const Timestamp kNoon = *ParseRfc3339("2026-11-22T12:00:00Z");

std::shared_ptr<const Title> SomeTitle(int number) {
  static std::vector<std::shared_ptr<const Title>> titles;
  while (titles.size() <= static_cast<size_t>(number)) {
    Title title;
    title.slug = title.name = "title-" + std::to_string(titles.size());
    titles.push_back(std::make_shared<const Title>(title));
  }
  return titles[static_cast<size_t>(number)];
}

CardPtr SomeCard(int64_t id, std::chrono::hours age, std::vector<EntityRef> entities, const std::string& headline = "Nothing new", int title = 0) {
  Card card;
  card.id.value = id;
  card.title = SomeTitle(title);
  card.headline = headline;
  card.slug = "s";
  card.language = "en";
  card.published = kNoon - age;
  card.entities = std::move(entities);
  return std::make_shared<const Card>(card);
}

NamedEntity SomeEntity(int64_t id, const std::string& slug, std::vector<std::string> forms = {}) {
  return {EntityId{id}, slug, EntityKind::kPlace, slug, true, std::move(forms), 1};
}

std::vector<int64_t> IdsOf(const CardList& cards) {
  std::vector<int64_t> ids;
  for (const CardPtr& card : cards) ids.push_back(card->id.value);
  return ids;
}
using Ids = std::vector<int64_t>;

}  // namespace

TEST_CASE("an entity's list has the cards about it, newest first, and is gone with the last") {
  EntityBook book;
  book.Learn({SomeEntity(7, "oslo"), SomeEntity(7 + EntityLists::kParts, "rome")});
  const CardPtr first = SomeCard(1, std::chrono::hours(2), {{7, 0.5F}});
  const CardPtr second = SomeCard(2, std::chrono::hours(1), {{7, 0.5F}, {7 + EntityLists::kParts, 0.5F}});
  const CardPtr passing = SomeCard(3, std::chrono::hours(0), {{7, 0.01F}});
  book.Apply({}, {first, second, passing});
  const auto before = book.Publish();
  REQUIRE(before->FindSlug("oslo") != nullptr);
  CHECK(IdsOf(*before->FindSlug("oslo")->cards) == Ids{2, 1});
  CHECK(IdsOf(*before->FindSlug("rome")->cards) == Ids{2});
  CHECK(before->size() == 2);

  book.Apply({second}, {});
  const auto after = book.Publish();
  CHECK(IdsOf(*after->FindSlug("oslo")->cards) == Ids{1});
  CHECK(after->FindSlug("rome") == nullptr);
  CHECK(after->size() == 1);
  CHECK(IdsOf(*before->FindSlug("oslo")->cards) == Ids{2, 1});  // an edition that is out stays as it was
  CHECK(book.Publish() == after);
  CHECK(after->FindSlug("nowhere") == nullptr);
}

TEST_CASE("a card that changed is on the lists of what it is about now, and a new form is told") {
  EntityBook book;
  book.Learn({SomeEntity(1, "oslo"), SomeEntity(2, "rome")});
  const CardPtr old = SomeCard(1, std::chrono::hours(1), {{1, 0.5F}});
  const CardPtr now = SomeCard(1, std::chrono::hours(1), {{2, 0.5F}, {99, 0.5F}});
  book.Apply({}, {old});
  book.Apply({old}, {now});
  book.Learn({SomeEntity(2, "rome", {"Roma"})});
  const auto lists = book.Publish();
  CHECK(lists->FindSlug("oslo") == nullptr);
  REQUIRE(lists->FindSlug("rome") != nullptr);
  CHECK(lists->FindSlug("rome")->entity->forms == std::vector<std::string>{"Roma"});
  CHECK(lists->Find(99) == nullptr);  // nobody told what it is
}

TEST_CASE("words are listed while they are rare and counted when they are not") {
  WordBook book;
  CardList cards;
  for (int64_t i = 1; i <= WordLists::kMostListed + 1; ++i) {
    cards.push_back(SomeCard(i, std::chrono::hours(1), {}, i == 5 ? "Ferry Nordhavn" : "Ferry halts"));
  }
  book.Apply({}, cards);
  const auto lists = book.Publish();
  std::vector<related::Weighted> terms;
  related::AddWords("ferry nordhavn", "en", terms);
  REQUIRE(terms.size() == 2);
  REQUIRE(lists->Find(terms[0].term) != nullptr);
  CHECK(lists->Find(terms[0].term)->count == WordLists::kMostListed + 1);
  CHECK(lists->Find(terms[0].term)->articles == nullptr);
  CHECK(*lists->Find(terms[1].term)->articles == Ids{5});
  book.Apply({cards[4]}, {});
  CHECK(book.Publish()->Find(terms[1].term) == nullptr);
  CHECK(lists->Find(terms[1].term) != nullptr);
}

TEST_CASE("related cards come from the edition: not of the same story or language, no folded copies, background two days older") {
  Edition edition;
  EntityBook entities;
  WordBook words;
  entities.Learn({SomeEntity(1, "nordhavn"), SomeEntity(2, "vesla-line")});
  std::vector<EntityRef> both{{1, 0.4F}, {2, 0.4F}};
  auto foreign = std::make_shared<Card>(*SomeCard(6, std::chrono::hours(3), both, "Fähre vor Nordhavn", 5));
  foreign->language = "de";
  const CardList cards = {SomeCard(1, std::chrono::hours(1), both, "Driverless ferry stops outside Nordhavn", 1),
                          SomeCard(2, std::chrono::hours(2), both, "Ferry halts off Nordhavn", 2),
                          SomeCard(3, std::chrono::hours(3), both, "Vesla Line shares fall", 3),
                          SomeCard(4, std::chrono::hours(3), both, "Vesla Line stock down", 4),
                          SomeCard(5, std::chrono::hours(60), both, "First ferry without a captain in Nordhavn", 3), foreign};
  CardList all = cards;
  for (int64_t i = 100; i < 300; ++i) all.push_back(SomeCard(i, std::chrono::hours(5), {}, "Something else number " + std::to_string(i), 6));
  std::sort(all.begin(), all.end(), [](const CardPtr& a, const CardPtr& b) { return a->id < b->id; });
  entities.Apply({}, all);
  words.Apply({}, all);
  edition.by_id = edition.latest = std::make_shared<const CardList>(all);
  edition.by_entity = entities.Publish();
  edition.by_word = words.Publish();
  edition.places = std::make_shared<const std::vector<Place>>(
      std::vector<Place>{{ArticleId{1}, StoryId{1}, {}, {}, false}, {ArticleId{2}, StoryId{1}, {}, {}, false}, {ArticleId{3}, StoryId{2}, {}, {}, false},
                         {ArticleId{4}, StoryId{3}, ArticleId{3}, {}, true}, {ArticleId{5}, StoryId{4}, {}, {}, false}});

  RelatedQuestion question;
  question.article = ArticleId{1};
  question.story = StoryId{1};
  question.headline = cards[0]->headline;
  question.language = "en-GB";
  question.published = cards[0]->published;
  question.entities = RefsOf(edition, {{"nordhavn", EntityKind::kPlace, "Nordhavn", 0.4, 1, true, ""}, {"unheard-of", EntityKind::kPlace, "", 0.4, 1, true, ""}});
  CHECK(question.entities.size() == 1);
  const RelatedCards found = FindRelated(edition, question, 4);
  CHECK(IdsOf(found.related) == Ids{3});
  CHECK(IdsOf(found.background) == Ids{5});
}

TEST_CASE("a question about what no edition knows has no answer") {
  Edition edition;
  RelatedQuestion question;
  question.headline = "Nordhavn";
  question.language = "en";
  question.published = kNoon;
  const RelatedCards found = FindRelated(edition, question, 4);
  CHECK(found.related.empty());
  CHECK(found.background.empty());
}
