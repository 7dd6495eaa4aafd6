// What an article is about: topics of the tree in data/topics.txt. Pure, thread-safe.
//
// A linear classifier of words and pairs of words, learned from publishers' own sections and topics
// (bench/training/train_topics.cc), and the tree's keywords, which also serve the languages that it did not learn. Below a
// threshold nothing is said.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "model/about.h"

namespace newsstand::enrich {

struct Topic {
  std::string slug;      // the address /topic/SLUG
  std::string name;      // English
  std::string parent;    // slug; "" for a topic at the top
  std::string section;   // of ours: which of the nine it belongs to, "" none; parents pass it on
};

// All of them, parents before their children.
const std::vector<Topic>& Topics();
const Topic* FindTopic(std::string_view slug);  // nullptr when there is none

// The likeliest first, at most 5; empty when nothing is likely enough. A topic's parent is not repeated beside it unless
// it is likelier by itself. `language` is BCP 47, "" unknown.
std::vector<TopicScore> FindTopics(std::string_view headline, std::string_view body, std::string_view language);

// Behind `topics` the parents that are not among them, marked as implied, each with the score of its likeliest child.
void AddImpliedParents(std::vector<TopicScore>& topics);

}  // namespace newsstand::enrich
