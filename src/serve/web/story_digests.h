// What is said of a story over all its reports: made when it is asked for, kept while the reports stay what they are.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "base/lru_cache.h"
#include "content/digest/digest.h"
#include "content/edition/edition.h"
#include "model/about.h"
#include "model/article.h"
#include "model/story.h"

namespace newsstand::web {

// One article of a story.
struct StoryMember {
  edition::CardPtr card;
  ArticleId origin;        // 0: a report of its own
  int64_t change_seq = 0;  // of the article
  std::vector<TopicScore> topics;
  std::vector<Entity> entities;
  std::string html;  // its body, or the summary where there is none to be shown; "" until it is wanted
};

// Reports are counted as in ReportsOf().
struct StoryDigest {
  uint64_t fingerprint = 0;
  digest::Digest digest;
};
using StoryDigestPtr = std::shared_ptr<const StoryDigest>;

// The members that are looked at, by their places: those with reports of their own first, the newest first.
std::vector<size_t> ReportsOf(std::span<const StoryMember> members);
// The same as long as no report comes, goes or changes.
uint64_t FingerprintOf(std::span<const StoryMember> members, std::span<const size_t> reports);
// The texts of what `reports` names have to be there.
StoryDigestPtr MakeStoryDigest(std::span<const StoryMember> members, std::span<const size_t> reports);
// Whose headline stands for a story that is in no edition any more. By headlines and standfirsts, as the edition chose it.
edition::CardPtr ChooseLead(std::span<const StoryMember> members, std::span<const size_t> reports, Timestamp now);

// Thread-safe.
class StoryDigests {
 public:
  explicit StoryDigests(size_t max_bytes) : kept_(max_bytes) {}
  // Null when there is none of these reports.
  StoryDigestPtr Find(StoryId story, uint64_t fingerprint);
  void Put(StoryId story, const StoryDigestPtr& digest);

 private:
  LruCache<int64_t, StoryDigestPtr> kept_;
};

}  // namespace newsstand::web
