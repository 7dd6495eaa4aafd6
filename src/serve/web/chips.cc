#include "serve/web/chips.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <unordered_map>

#include "content/enrich/topics.h"
#include "serve/web/dictionary.h"

namespace newsstand::web {
namespace {

using ctemplate::TemplateDictionary;

constexpr size_t kTopics = 3;
constexpr size_t kEntities = 6;
constexpr size_t kLookedAt = 300;  // cards

struct Weighed {
  std::string slug, name;
  double weight = 0;
  size_t articles = 0;
};

// The heaviest first; of several articles, what only one of them says is left out.
std::vector<Weighed> Heaviest(std::map<std::string, Weighed> all, size_t articles, size_t most) {
  std::vector<Weighed> sorted;
  for (auto& [slug, one] : all) {
    if (articles < 3 || one.articles * 4 >= articles) sorted.push_back(std::move(one));
  }
  std::stable_sort(sorted.begin(), sorted.end(), [](const Weighed& a, const Weighed& b) { return a.weight > b.weight; });
  if (sorted.size() > most) sorted.resize(most);
  return sorted;
}

}  // namespace

std::string TopicPath(std::string_view slug) { return "/topic/" + std::string(slug); }
std::string EntityPath(std::string_view slug) { return "/entity/" + std::string(slug); }

Chips::Chips(TemplateDictionary& parent) : dictionary_(parent.AddIncludeDictionary(kn_CHIPS)) { dictionary_->SetFilename("chips.tpl"); }

void Chips::Add(const std::string& url, const std::string& name, const std::string& count_text) {
  TemplateDictionary* chip = dictionary_->AddSectionDictionary(kn_CHIP);
  chip->SetValue(kn_CHIP_URL, url);
  chip->SetValue(kn_CHIP_NAME, name);
  if (!count_text.empty()) chip->SetValueAndShowSection(kn_CHIP_COUNT_TEXT, count_text, kn_CHIP_COUNT);
}

void FillAbout(PageMaker& page, const std::vector<AboutOf>& articles) {
  std::map<std::string, Weighed> topics, entities;
  for (const AboutOf& about : articles) {
    for (const TopicScore& topic : *about.topics) {
      const enrich::Topic* known = topic.implied ? nullptr : enrich::FindTopic(topic.slug);
      if (known == nullptr) continue;
      Weighed& one = topics[topic.slug];
      one = {topic.slug, TopicName(page.words(), *known), one.weight + topic.score, one.articles + 1};
    }
    for (const Entity& entity : *about.entities) {
      if (entity.salience < edition::kAboutIt) continue;
      Weighed& one = entities[entity.slug];
      one = {entity.slug, entity.name, one.weight + entity.salience, one.articles + 1};
    }
  }
  const auto of_topics = Heaviest(std::move(topics), articles.size(), kTopics);
  const auto of_entities = Heaviest(std::move(entities), articles.size(), kEntities);
  if (of_topics.empty() && of_entities.empty()) return;
  Chips chips(*page.main().AddSectionDictionary(kn_ABOUT));
  for (const Weighed& topic : of_topics) chips.Add(TopicPath(topic.slug), topic.name);
  for (const Weighed& entity : of_entities) {
    // A country is a topic, too: one of the two is enough.
    const bool said = std::any_of(of_topics.begin(), of_topics.end(), [&](const Weighed& topic) { return topic.name == entity.name; });
    if (!said) chips.Add(EntityPath(entity.slug), entity.name);
  }
}

std::vector<EntityCount> NamedMost(const edition::Edition& edition, const edition::CardList& cards, uint32_t but, size_t most) {
  std::unordered_map<uint32_t, int64_t> counts;
  for (size_t i = 0; i < cards.size() && i < kLookedAt; ++i) {
    for (const edition::EntityRef& ref : cards[i]->entities) {
      if (ref.entity != but && ref.salience >= edition::kAboutIt) ++counts[ref.entity];
    }
  }
  struct Candidate {
    EntityCount found;
    double worth = 0;
  };
  std::vector<Candidate> sorted;
  const double all = static_cast<double>(edition.latest->size()) + 1;
  for (const auto& [id, count] : counts) {
    if (count < 2) continue;
    const edition::EntityList* named = edition.by_entity->Find(id);
    if (named == nullptr) continue;
    const double rarity = std::log(1 + all / static_cast<double>(named->cards->size()));
    sorted.push_back({{named->entity, count}, static_cast<double>(count) * rarity});
  }
  std::sort(sorted.begin(), sorted.end(), [](const Candidate& a, const Candidate& b) {
    return a.worth != b.worth ? a.worth > b.worth : a.found.entity->slug < b.found.entity->slug;
  });
  std::vector<EntityCount> found;
  for (size_t i = 0; i < sorted.size() && i < most; ++i) found.push_back(std::move(sorted[i].found));
  return found;
}

}  // namespace newsstand::web
