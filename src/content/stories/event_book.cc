#include "content/stories/event_book.h"

#include <algorithm>
#include <map>

namespace newsstand::stories {
namespace {

constexpr size_t kMarksOfStory = 160;  // the most shared of all its articles

}  // namespace

void EventBook::Learn(const Article& article, std::string_view text) {
  Remembered& one = articles_[article.id.value];
  one.language = article.language.substr(0, article.language.find('-'));
  one.published = article.published;
  one.marks = events::MarksOf(article.headline, text, article.language, article.entities);
}

void EventBook::Forget(ArticleId article) { articles_.erase(article.value); }

void EventBook::SetEvent(StoryId story, StoryId event) {
  if (event) events_[story.value] = event;
  else events_.erase(story.value);
}

StoryId EventBook::EventOf(StoryId story) const {
  const auto found = events_.find(story.value);
  return found == events_.end() ? StoryId{} : found->second;
}

std::vector<events::Telling> EventBook::Tellings(const std::function<StoryId(ArticleId)>& story_of) const {
  struct Gathered {
    std::map<std::string, int> languages;
    Timestamp oldest, newest;
    int articles = 0;
    std::unordered_map<events::Mark, int> marks;
  };
  std::map<int64_t, Gathered> stories;
  for (const auto& [id, article] : articles_) {
    const StoryId story = story_of(ArticleId{id});
    if (!story) continue;
    Gathered& gathered = stories[story.value];
    if (gathered.articles == 0) gathered.oldest = gathered.newest = article.published;
    gathered.oldest = std::min(gathered.oldest, article.published);
    gathered.newest = std::max(gathered.newest, article.published);
    ++gathered.articles;
    ++gathered.languages[article.language];
    for (const events::Mark mark : article.marks) ++gathered.marks[mark];
  }
  std::vector<events::Telling> tellings;
  tellings.reserve(stories.size());
  for (auto& [story, gathered] : stories) {
    events::Telling& telling = tellings.emplace_back();
    telling.story = static_cast<uint64_t>(story);
    telling.language = std::max_element(gathered.languages.begin(), gathered.languages.end(), [](const auto& a, const auto& b) {
                         return a.second < b.second;
                       })->first;
    telling.oldest = gathered.oldest;
    telling.newest = gathered.newest;
    for (const auto& [mark, count] : gathered.marks)
      telling.marks.emplace_back(mark, static_cast<float>(count) / static_cast<float>(gathered.articles));
    if (telling.marks.size() > kMarksOfStory) {
      std::sort(telling.marks.begin(), telling.marks.end(), [](const auto& a, const auto& b) {
        return a.second != b.second ? a.second > b.second : a.first < b.first;
      });
      telling.marks.resize(kMarksOfStory);
    }
    std::sort(telling.marks.begin(), telling.marks.end());
  }
  return tellings;
}

std::vector<std::pair<StoryId, StoryId>> EventBook::Relink(const std::function<StoryId(ArticleId)>& story_of, Timestamp now) {
  std::erase_if(articles_, [&](const auto& entry) { return entry.second.published < now - kSpan; });
  const std::vector<events::Telling> tellings = Tellings(story_of);
  std::map<int64_t, StoryId> wanted;  // of every story that was looked at
  for (const events::Telling& telling : tellings) wanted[static_cast<int64_t>(telling.story)] = StoryId{};
  for (const std::vector<size_t>& group : events::Group(tellings, events::FindLinks(tellings))) {
    StoryId event, lowest;
    for (const size_t i : group) {
      const StoryId story{static_cast<int64_t>(tellings[i].story)}, known = EventOf(story);
      if (!lowest || story < lowest) lowest = story;
      const bool of_group = std::any_of(group.begin(), group.end(), [&](size_t k) { return static_cast<int64_t>(tellings[k].story) == known.value; });
      if (known && of_group && (!event || known < event)) event = known;
    }
    for (const size_t i : group) wanted[static_cast<int64_t>(tellings[i].story)] = event ? event : lowest;
  }
  std::vector<std::pair<StoryId, StoryId>> changes;
  for (const auto& [story, event] : wanted) {
    if (EventOf(StoryId{story}) != event) changes.emplace_back(StoryId{story}, event);
  }
  return changes;
}

}  // namespace newsstand::stories
