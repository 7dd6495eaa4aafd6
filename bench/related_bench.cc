// What related articles and the lists by entity and word cost in an edition of many cards:
//   related_bench CARDS < LINES     "headline<TAB>body<TAB>language", taken again from the beginning until there are CARDS
// Prints the time of one question (the newest cards, one after the other), of a swap in which 20 cards come and 20 go, and what
// the lists hold. Times are of processor time of the thread.
#include <algorithm>
#include <ctime>
#include <iostream>
#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

#include "base/text.h"
#include "content/edition/card_lists.h"
#include "content/edition/related_cards.h"
#include "content/enrich/entities.h"

namespace {

using namespace newsstand;
using namespace newsstand::edition;

double Milliseconds() {
  timespec now{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) * 1e3 + static_cast<double>(now.tv_nsec) / 1e6;
}

void Tell(const char* what, std::vector<double> times) {
  std::sort(times.begin(), times.end());
  const auto at = [&](double share) { return times[static_cast<size_t>(share * static_cast<double>(times.size() - 1))]; };
  std::cout << what << ": median " << at(0.5) << " ms, p95 " << at(0.95) << " ms, most " << times.back() << " ms\n";
}

struct Line {
  std::string headline, language;
  std::vector<EntityRef> refs;
};

struct Read {
  std::vector<Line> lines;
  std::vector<NamedEntity> entities;
};

Read ReadLines() {
  Read read;
  std::unordered_map<std::string, uint32_t> numbers;
  for (std::string text; std::getline(std::cin, text);) {
    const auto fields = Split(text, '\t');
    if (fields.size() < 3) continue;
    Line line{std::string(fields[0]), std::string(fields[2]), {}};
    for (Entity& entity : enrich::FindEntities(fields[0], fields[1], fields[2])) {
      const auto [place, is_new] = numbers.try_emplace(entity.slug, static_cast<uint32_t>(numbers.size() + 1));
      if (is_new) read.entities.push_back({EntityId{place->second}, entity.slug, entity.kind, entity.name, entity.known, {}, 1});
      if (line.refs.size() < kEntitiesOfCard) line.refs.push_back({place->second, static_cast<float>(entity.salience)});
    }
    read.lines.push_back(std::move(line));
  }
  return read;
}

CardPtr MakeCard(const Line& line, int64_t id, Timestamp published, const std::shared_ptr<const Title>& title) {
  Card card;
  card.id.value = id;
  card.title = title;
  card.headline = line.headline;
  card.language = line.language;
  card.published = published;
  card.entities = line.refs;
  return std::make_shared<const Card>(std::move(card));
}

}  // namespace

int main(int argc, char** argv) {
  const size_t wanted = argc > 1 ? std::stoul(argv[1]) : 100'000;
  const Read read = ReadLines();
  if (read.lines.empty()) {
    std::cerr << "usage: related_bench CARDS < LINES\n";
    return 2;
  }
  std::vector<std::shared_ptr<const Title>> titles;
  for (int i = 0; i < 400; ++i) {
    Title title;
    title.slug = "t" + std::to_string(i);
    titles.push_back(std::make_shared<const Title>(title));
  }
  // Seven days of news, in order.
  const Timestamp start = FromUnixSeconds(1'795'000'000);
  CardList cards;
  for (size_t i = 0; i < wanted; ++i) {
    const auto age = std::chrono::milliseconds(static_cast<int64_t>(7.0 * 86'400'000.0 * static_cast<double>(i) / static_cast<double>(wanted)));
    cards.push_back(MakeCard(read.lines[i % read.lines.size()], static_cast<int64_t>(wanted - i), start - age, titles[i % titles.size()]));
  }
  EntityBook entities;
  WordBook words;
  entities.Learn(read.entities);
  const double begun = Milliseconds();
  entities.Apply({}, cards);
  words.Apply({}, cards);
  Edition edition;
  edition.latest = std::make_shared<const CardList>(cards);
  edition.by_id = std::make_shared<const CardList>(cards.rbegin(), cards.rend());
  edition.by_entity = entities.Publish();
  edition.by_word = words.Publish();
  std::cout << wanted << " cards of " << read.lines.size() << " articles, " << edition.by_entity->size() << " entities; lists made in " << Milliseconds() - begun << " ms\n";

  std::vector<double> questions, swaps;
  size_t found = 0, background = 0;
  for (size_t i = 0; i < 2'000 && i < cards.size(); ++i) {
    const double before = Milliseconds();
    RelatedQuestion question;
    question.article = cards[i]->id;
    question.headline = cards[i]->headline;
    question.language = cards[i]->language;
    question.owner = OwnerNumber(*cards[i]->title);
    question.published = cards[i]->published;
    question.entities = cards[i]->entities;
    const RelatedCards answer = FindRelated(edition, question, 4);
    questions.push_back(Milliseconds() - before);
    found += answer.related.size();
    background += answer.background.size();
  }
  Tell("a question", questions);
  std::cout << "an article has " << static_cast<double>(found) / static_cast<double>(questions.size()) << " related and "
            << static_cast<double>(background) / static_cast<double>(questions.size()) << " of background\n";
  for (size_t round = 0; round < 100 && (round + 1) * 20 <= cards.size(); ++round) {
    const CardList some(cards.begin() + static_cast<std::ptrdiff_t>(round * 20), cards.begin() + static_cast<std::ptrdiff_t>((round + 1) * 20));
    CardList renewed;
    for (const CardPtr& card : some) renewed.push_back(std::make_shared<const Card>(*card));
    const double before = Milliseconds();
    entities.Apply(some, renewed);
    words.Apply(some, renewed);
    entities.Publish();
    words.Publish();
    swaps.push_back(Milliseconds() - before);
  }
  Tell("a swap of 20 cards", swaps);
  return 0;
}
