#include "store/stories.h"

#include "store/record.h"
#include "store/transaction.h"

namespace newsstand::store {
namespace {

constexpr std::string_view kStoryColumns = "id, language, made, merged_into, event, stories.change_seq";
constexpr std::string_view kStoryKinds = "itiiii";
constexpr std::string_view kPlacementColumns =
    "article_id, story_id, origin_id, containment, story_articles.change_seq";
constexpr std::string_view kPlacementKinds = "iiidi";

std::optional<int64_t> OrNull(int64_t id) { return id != 0 ? std::optional<int64_t>(id) : std::nullopt; }

Statement& PrepareStories(Transaction& transaction, std::string_view rest) {
  return transaction.Prepare("SELECT " + std::string(kStoryColumns) + " FROM stories " + std::string(rest),
                             kStoryKinds);
}

std::vector<Story> ReadStories(Statement& statement) {
  std::vector<Story> stories;
  while (statement.Step()) {
    stories.push_back({StoryId{statement.Int(0)}, statement.Text(1), FromUnixMillis(statement.Int(2)),
                       StoryId{statement.Int(3)}, StoryId{statement.Int(4)}, statement.Int(5)});
  }
  return stories;
}

Statement& PreparePlacements(Transaction& transaction, std::string_view rest) {
  return transaction.Prepare("SELECT " + std::string(kPlacementColumns) + " FROM story_articles " + std::string(rest),
                             kPlacementKinds);
}

std::vector<Placement> ReadPlacements(Statement& statement) {
  std::vector<Placement> placements;
  while (statement.Step()) {
    placements.push_back({ArticleId{statement.Int(0)}, StoryId{statement.Int(1)}, ArticleId{statement.Int(2)},
                          statement.Double(3), statement.Int(4)});
  }
  return placements;
}

std::optional<Story> Exactly(Transaction& transaction, StoryId id) {
  auto stories = ReadStories(PrepareStories(transaction, "WHERE id = :id").BindInt(id.value));
  if (stories.empty()) return std::nullopt;
  return std::move(stories.front());
}

// One hop is enough: a merge redirects what was merged before.
std::optional<Story> Followed(Transaction& transaction, StoryId id) {
  auto story = Exactly(transaction, id);
  return story && story->merged_into ? Exactly(transaction, story->merged_into) : story;
}

tl::unexpected<Error> NoStory(StoryId id) {
  return Fail(ErrorCode::kNotFound, "there is no story number " + std::to_string(id.value));
}

}  // namespace

Result<StoryId> InsertStory(Transaction& transaction, std::string_view language, Timestamp made) {
  return Guarded(transaction, "storing a story", [&]() -> Result<StoryId> {
    transaction.RequireWritable();
    const int64_t change_seq = transaction.NextChangeSeq();
    Statement& statement = transaction.Prepare(
        "INSERT INTO stories (language, made, change_seq) VALUES (:language, :made, :change_seq) RETURNING id", "i");
    statement.BindText(language).BindInt(ToUnixMillis(made)).BindInt(change_seq).Step();
    const StoryId id{statement.Int(0)};
    while (statement.Step()) {
    }
    return id;
  });
}

Result<std::optional<Story>> FindStory(Transaction& transaction, StoryId id) {
  return Guarded(transaction, "reading a story",
                 [&]() -> Result<std::optional<Story>> { return Followed(transaction, id); });
}

Status MergeStories(Transaction& transaction, StoryId from, StoryId into) {
  return Guarded(transaction, "merging two stories", [&]() -> Status {
    transaction.RequireWritable();
    const auto one = Followed(transaction, from), other = Followed(transaction, into);
    if (!one) return NoStory(from);
    if (!other) return NoStory(into);
    if (one->id == other->id) return {};
    // Each placement gets a number of its own: followers page by it.
    for (const Placement& moved : ReadPlacements(
             PreparePlacements(transaction, "WHERE story_id = :story ORDER BY article_id").BindInt(one->id.value))) {
      transaction
          .Prepare("UPDATE story_articles SET story_id = :story, change_seq = :change_seq WHERE article_id = :article")
          .BindInt(other->id.value)
          .BindInt(transaction.NextChangeSeq())
          .BindInt(moved.article.value)
          .Run();
    }
    transaction.Prepare("UPDATE stories SET merged_into = :into WHERE merged_into = :from")
        .BindInt(other->id.value)
        .BindInt(one->id.value)
        .Run();
    transaction.Prepare("UPDATE stories SET merged_into = :into, change_seq = :change_seq WHERE id = :from")
        .BindInt(other->id.value)
        .BindInt(transaction.NextChangeSeq())
        .BindInt(one->id.value)
        .Run();
    return {};
  });
}

Status SetStoryEvent(Transaction& transaction, StoryId story, StoryId event) {
  return Guarded(transaction, "linking stories of several languages", [&]() -> Status {
    transaction.RequireWritable();
    const int64_t changed =
        transaction.Prepare("UPDATE stories SET event = :event, change_seq = :change_seq WHERE id = :id")
            .BindInt(OrNull(event.value))
            .BindInt(transaction.NextChangeSeq())
            .BindInt(story.value)
            .Run();
    if (changed == 0) return NoStory(story);
    return {};
  });
}

Status PlaceArticle(Transaction& transaction, const Placement& placement) {
  return Guarded(transaction, "placing an article in a story", [&]() -> Status {
    transaction.RequireWritable();
    const auto story = Followed(transaction, placement.story);
    if (!story) return NoStory(placement.story);
    transaction
        .Prepare(
            "INSERT INTO story_articles (article_id, story_id, origin_id, containment, change_seq) "
            "VALUES (:article, :story, :origin, :containment, :change_seq) ON CONFLICT (article_id) DO UPDATE SET "
            "story_id = excluded.story_id, origin_id = excluded.origin_id, containment = excluded.containment, "
            "change_seq = excluded.change_seq")
        .BindInt(placement.article.value)
        .BindInt(story->id.value)
        .BindInt(OrNull(placement.origin.value))
        .BindDouble(placement.containment)
        .BindInt(transaction.NextChangeSeq())
        .Run();
    return {};
  });
}

Result<std::optional<Placement>> FindPlacement(Transaction& transaction, ArticleId article) {
  return Guarded(transaction, "reading the story of an article", [&]() -> Result<std::optional<Placement>> {
    auto found = ReadPlacements(PreparePlacements(transaction, "WHERE article_id = :article").BindInt(article.value));
    if (found.empty()) return std::optional<Placement>();
    return std::optional<Placement>(found.front());
  });
}

Result<std::vector<Placement>> PlacementsOf(Transaction& transaction, StoryId story) {
  return Guarded(transaction, "reading the articles of a story", [&]() -> Result<std::vector<Placement>> {
    const auto found = Followed(transaction, story);
    if (!found) return std::vector<Placement>();
    return ReadPlacements(
        PreparePlacements(transaction, "WHERE story_id = :story ORDER BY article_id").BindInt(found->id.value));
  });
}

Result<std::vector<Placement>> CopiesOf(Transaction& transaction, ArticleId origin) {
  return Guarded(transaction, "reading the copies of an article", [&]() -> Result<std::vector<Placement>> {
    return ReadPlacements(
        PreparePlacements(transaction, "WHERE origin_id = :origin ORDER BY article_id").BindInt(origin.value));
  });
}

Result<std::vector<Placement>> PlacementsChangedAfter(Transaction& transaction, int64_t seq, int limit) {
  return Guarded(transaction, "reading changed placements", [&]() -> Result<std::vector<Placement>> {
    return ReadPlacements(PreparePlacements(transaction, "WHERE change_seq > :seq ORDER BY change_seq LIMIT :limit")
                              .BindInt(seq)
                              .BindInt(int64_t{limit}));
  });
}

Result<std::vector<Story>> StoriesChangedAfter(Transaction& transaction, int64_t seq, int limit) {
  return Guarded(transaction, "reading changed stories", [&]() -> Result<std::vector<Story>> {
    return ReadStories(PrepareStories(transaction, "WHERE change_seq > :seq ORDER BY change_seq LIMIT :limit")
                           .BindInt(seq)
                           .BindInt(int64_t{limit}));
  });
}

Result<std::vector<Placement>> PlacementsSince(Transaction& transaction, Timestamp since) {
  return Guarded(transaction, "reading the placements of the live news", [&]() -> Result<std::vector<Placement>> {
    return ReadPlacements(
        PreparePlacements(transaction,
                          "JOIN articles ON articles.id = article_id WHERE published >= :since ORDER BY article_id")
            .BindInt(ToUnixMillis(since)));
  });
}

Result<std::vector<Story>> StoriesSince(Transaction& transaction, Timestamp since) {
  return Guarded(transaction, "reading the stories of the live news", [&]() -> Result<std::vector<Story>> {
    return ReadStories(
        PrepareStories(transaction,
                       "WHERE id IN (SELECT story_id FROM story_articles JOIN articles ON articles.id = article_id "
                       "WHERE published >= :since) ORDER BY id")
            .BindInt(ToUnixMillis(since)));
  });
}

Result<int64_t> LatestStorySeq(Transaction& transaction) {
  return Guarded(transaction, "reading the latest change of a story", [&]() -> Result<int64_t> {
    Statement& placed = transaction.Prepare("SELECT COALESCE(MAX(change_seq), 0) FROM story_articles", "i");
    placed.Step();
    const int64_t of_placements = placed.Int(0);
    Statement& made = transaction.Prepare("SELECT COALESCE(MAX(change_seq), 0) FROM stories", "i");
    made.Step();
    return std::max(of_placements, made.Int(0));
  });
}

Status SaveStoryEdit(Transaction& transaction, const StoryEdit& edit) {
  if (!edit.one || !edit.other || edit.one == edit.other)
    return Fail(ErrorCode::kInvalid, "a decision about a story names two different articles");
  return Guarded(transaction, "keeping an editor's decision", [&]() -> Status {
    transaction.RequireWritable();
    // One row for two articles, whichever was named first.
    const auto [low, high] = std::minmax(edit.one.value, edit.other.value);
    transaction
        .Prepare(
            "INSERT INTO story_edits (one_id, other_id, kind, made) VALUES (:one, :other, :kind, :made) "
            "ON CONFLICT (one_id, other_id) DO UPDATE SET kind = excluded.kind, made = excluded.made")
        .BindInt(low)
        .BindInt(high)
        .BindText(StoryEditKindName(edit.kind))
        .BindInt(ToUnixMillis(edit.made))
        .Run();
    return {};
  });
}

Result<std::vector<StoryEdit>> AllStoryEdits(Transaction& transaction) {
  return Guarded(transaction, "reading the editors' decisions", [&]() -> Result<std::vector<StoryEdit>> {
    Statement& statement = transaction.Prepare(
        "SELECT one_id, other_id, kind, made FROM story_edits ORDER BY made, one_id, other_id", "iiti");
    std::vector<StoryEdit> edits;
    while (statement.Step()) {
      const auto kind = ParseStoryEditKind(statement.Text(2));
      if (!kind) throw FaultError(ErrorCode::kCorrupt, "the column kind of story_edits holds an unknown name");
      edits.push_back(
          {*kind, ArticleId{statement.Int(0)}, ArticleId{statement.Int(1)}, FromUnixMillis(statement.Int(3))});
    }
    return edits;
  });
}

}  // namespace newsstand::store
