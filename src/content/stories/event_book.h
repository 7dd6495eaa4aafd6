// Keeps which stories of different languages tell one event: remembers what the articles of the last days say that could
// be said in another language, and links the stories they make. Belongs to the story keeper's thread.
#pragma once

#include <chrono>
#include <functional>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "content/events/events.h"
#include "model/article.h"
#include "model/story.h"

namespace newsstand::stories {

class EventBook {
 public:
  // What is remembered: articles published within this time of the newest.
  static constexpr std::chrono::hours kSpan{72};

  void Learn(const Article& article, std::string_view text);
  void Forget(ArticleId article);
  // As the store has it.
  void SetEvent(StoryId story, StoryId event);

  // Which stories' events have to be written, as (story, event; 0 takes it out). `story_of` gives the row of an article's
  // story, 0 when it has none. An event keeps its number while a story that carries it is in it.
  std::vector<std::pair<StoryId, StoryId>> Relink(const std::function<StoryId(ArticleId)>& story_of, Timestamp now);
  size_t articles() const { return articles_.size(); }

 private:
  struct Remembered {
    std::string language;
    Timestamp published;
    std::vector<events::Mark> marks;
  };
  std::vector<events::Telling> Tellings(const std::function<StoryId(ArticleId)>& story_of) const;
  StoryId EventOf(StoryId story) const;

  std::unordered_map<int64_t, Remembered> articles_;
  std::unordered_map<int64_t, StoryId> events_;  // by story
};

}  // namespace newsstand::stories
