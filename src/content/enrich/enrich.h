// What an article is, beyond what its publisher says: its language, its section, its standfirst, what it is about. Pure,
// thread-safe. The parts can be had one by one: language.h, topics.h, entities.h.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "content/enrich/language.h"
#include "model/about.h"

namespace newsstand::enrich {

// All that is known of an article before it is enriched. Texts are plain.
struct EnrichInput {
  std::string_view headline;
  std::string_view text;                       // the body, else the summary
  std::string_view declared_language;          // the item's, the feed's or the title's own word for it
  std::string_view feed_section;
  const std::vector<std::string>* categories = nullptr;
  std::string_view url;
};
struct Enriched {
  Language language;
  std::string section;                         // one of ours, "" none
  std::vector<TopicScore> topics;              // the likeliest first
  std::vector<Entity> entities;                // the most salient first
};
Enriched Enrich(const EnrichInput& input);


// One of our sections, "" if none: the feed's own, else what the publisher's categories say, else the address
// ("/sport/cricket/…"). A telling name goes before a general one ("News").
std::string SectionOf(std::string_view feed_section, const std::vector<std::string>& categories, std::string_view url);

// One to three sentences from `text` to stand under the headline: without the headline repeated, "Read more", "The post …
// appeared first on …"; at most 400 characters. "" when nothing is left.
std::string Standfirst(std::string_view text, std::string_view headline);

// To read, at 238 words and 5 pictures a minute; at least 1.
int MinutesToRead(int words, int pictures);

}  // namespace newsstand::enrich
