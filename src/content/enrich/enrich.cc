#include "content/enrich/enrich.h"

#include "content/enrich/entities.h"
#include "content/enrich/topics.h"

namespace newsstand::enrich {
namespace {

// The topic that says which section an article belongs to must be a sure one.
constexpr double kSectionScore = 0.6;

}  // namespace

Enriched Enrich(const EnrichInput& input) {
  Enriched enriched;
  enriched.language = DetectLanguage(input.headline, input.text, input.declared_language);
  enriched.topics = FindTopics(input.headline, input.text, enriched.language.tag);
  enriched.entities = FindEntities(input.headline, input.text, enriched.language.tag);
  static const std::vector<std::string> kNone;
  enriched.section = SectionOf(input.feed_section, input.categories != nullptr ? *input.categories : kNone, input.url);
  if (enriched.section.empty()) {
    for (const TopicScore& topic : enriched.topics) {
      const Topic* known = FindTopic(topic.slug);
      if (topic.score < kSectionScore || known == nullptr || known->section.empty()) continue;
      enriched.section = known->section;
      break;
    }
  }
  AddImpliedParents(enriched.topics);
  return enriched;
}

}  // namespace newsstand::enrich
