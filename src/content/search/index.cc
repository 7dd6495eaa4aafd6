#include "content/search/index.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <algorithm>
#include <cstring>
#include <filesystem>
#include <future>
#include <map>
#include <mutex>
#include <optional>
#include <set>

#include "base/log.h"
#include "content/search/manifest.h"

namespace newsstand::search {
namespace {

namespace fs = std::filesystem;

constexpr const char* kManifest = "manifest";
constexpr size_t kPartsInMemory = 6;      // of a shard, before they are put together
constexpr size_t kMergedAtOnce = 12;
constexpr size_t kFewSegments = 4;        // of a shard, that stay as they are
constexpr double kMuchDeleted = 0.25;     // of a segment: it is written anew
constexpr int64_t kDay = 24 * 3'600'000;

}  // namespace

int32_t ShardOf(int64_t published, Timestamp now) {
  const std::chrono::year_month_day day{std::chrono::floor<std::chrono::days>(FromUnixMillis(published))};
  const std::chrono::year_month_day today{std::chrono::floor<std::chrono::days>(now)};
  const int year = static_cast<int>(day.year());
  if (year + 1 < static_cast<int>(today.year())) return year;
  return year * 100 + static_cast<int>(static_cast<unsigned>(day.month()));
}

struct Index::Impl {
  Impl(IndexOptions given, const Clock& given_clock) : options(std::move(given)), clock(given_clock) {}

  struct Part {
    Survivors survivors;
    size_t deleted = 0;
    bool in_memory() const { return survivors.segment->file().empty(); }
    uint32_t docs() const { return survivors.segment->docs(); }
    size_t left() const { return docs() - deleted; }
  };

  // Segments being put together in the background.
  struct Merge {
    std::vector<Part> sources;
    std::string name;
    std::future<Result<SegmentPtr>> result;
  };

  Status LockFolder();
  Status Load();
  Status LoadParts(const Manifest& manifest);
  void RemoveStrangers();
  Status Delete(std::vector<int64_t> articles);
  Status AddSegment(std::string bytes);
  Status MergeInMemory();
  Status WriteMemory();
  Status WriteManifestNow();
  Status StartMerge();
  std::vector<size_t> ChooseMerge() const;
  Status FinishMerge();
  Status FinishMergeIfDone();
  Status DropOld();
  void Publish();
  int32_t ShardOfPart(const Part& part) const { return ShardOf(part.survivors.segment->newest(), clock.Now()); }
  std::string NewName() { return std::to_string(next_file++) + ".segment"; }

  const IndexOptions options;
  const Clock& clock;
  int lock = -1;
  bool writer = false, damaged = false, ready = false, changed = false;
  int64_t followed = 0, durable = 0;  // change_seq: in the view; in the files
  uint64_t next_file = 1, generation = 0;
  std::vector<Part> parts;
  SegmentBuilder builder;
  std::optional<Merge> merge;

  mutable std::mutex mutex;
  ViewPtr view = std::make_shared<const View>();  // guarded by mutex
  Counters counters;                              // guarded by mutex
};

Status Index::Impl::LockFolder() {
  std::error_code error;
  fs::create_directories(options.folder, error);
  if (error) return Fail(ErrorCode::kUnavailable, "cannot make " + options.folder + ": " + error.message());
  const std::string file = options.folder + "/lock";
  lock = open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0644);
  if (lock < 0) return Fail(ErrorCode::kUnavailable, "cannot open " + file + ": " + std::strerror(errno));
  writer = flock(lock, LOCK_EX | LOCK_NB) == 0;
  return {};
}

Status Index::Impl::LoadParts(const Manifest& manifest) {
  if (manifest.identity != options.identity)
    return Fail(ErrorCode::kCorrupt, "the search index is of another store");
  for (const ManifestEntry& entry : manifest.entries) {
    auto segment = Segment::FromFile(options.folder + "/" + entry.file);
    if (!segment) return Fail(segment.error());
    Part part;
    part.survivors.segment = *segment;
    part.deleted = entry.deleted.size();
    if (!entry.deleted.empty()) {
      std::vector<bool> deleted((*segment)->docs(), false);
      for (const uint32_t doc : entry.deleted) {
        if (doc >= deleted.size()) return Fail(ErrorCode::kCorrupt, "the search index's manifest does not fit its parts");
        deleted[doc] = true;
      }
      part.survivors.deleted = std::make_shared<const std::vector<bool>>(std::move(deleted));
    }
    parts.push_back(std::move(part));
  }
  followed = durable = manifest.followed_to;
  next_file = manifest.next_file;
  return {};
}

// A reader may look just when a writer takes a file away: it looks again.
Status Index::Impl::Load() {
  Status loaded;
  for (int attempt = 0; attempt < 5; ++attempt) {
    parts.clear();
    followed = durable = 0;
    auto text = ReadWholeFile(options.folder + "/" + kManifest);
    if (!text) {
      damaged = text.error().code != ErrorCode::kNotFound;
      return {};
    }
    auto manifest = ReadManifest(*text);
    loaded = manifest ? LoadParts(*manifest) : Status(Fail(manifest.error()));
    if (loaded) break;
    if (writer) break;
  }
  if (!loaded) {
    log::Warn("the search index cannot be used and is made anew from the store: {}", loaded.error().message);
    damaged = true;
    parts.clear();
    followed = durable = 0;
  }
  return {};
}

// Files that no manifest names: what a kill left behind.
void Index::Impl::RemoveStrangers() {
  std::set<std::string> known = {"lock", kManifest};
  for (const Part& part : parts) known.insert(fs::path(part.survivors.segment->file()).filename().string());
  std::error_code error;
  for (const auto& entry : fs::directory_iterator(options.folder, error)) {
    const std::string name = entry.path().filename().string();
    if (!known.contains(name) && (name.ends_with(".segment") || name.ends_with(".new"))) fs::remove(entry.path(), error);
    const uint64_t number = std::strtoull(name.c_str(), nullptr, 10);
    next_file = std::max(next_file, number + 1);
  }
}

Status Index::Impl::Delete(std::vector<int64_t> articles) {
  std::sort(articles.begin(), articles.end());
  for (Part& part : parts) {
    const Segment& segment = *part.survivors.segment;
    std::unique_ptr<std::vector<bool>> deleted;
    for (const int64_t article : articles) {
      const auto doc = segment.DocOf(article);
      if (!doc || !part.survivors.Has(*doc)) continue;
      if (!deleted) {
        deleted = part.survivors.deleted ? std::make_unique<std::vector<bool>>(*part.survivors.deleted)
                                         : std::make_unique<std::vector<bool>>(segment.docs(), false);
      }
      if ((*deleted)[*doc]) continue;
      (*deleted)[*doc] = true;
      ++part.deleted;
    }
    if (deleted) part.survivors.deleted = std::move(deleted);
  }
  std::erase_if(parts, [](const Part& part) { return part.in_memory() && part.left() == 0; });
  return {};
}

Status Index::Impl::AddSegment(std::string bytes) {
  auto segment = Segment::FromBytes(std::move(bytes));
  if (!segment) return Fail(segment.error());
  if ((*segment)->docs() == 0) return {};
  Part part;
  part.survivors.segment = std::move(*segment);
  parts.push_back(std::move(part));
  return {};
}

// Every few applies the small parts of a shard become one.
Status Index::Impl::MergeInMemory() {
  std::map<int32_t, std::vector<size_t>> by_shard;
  for (size_t i = 0; i < parts.size(); ++i) {
    if (parts[i].in_memory()) by_shard[ShardOfPart(parts[i])].push_back(i);
  }
  for (auto& [shard, members] : by_shard) {
    if (members.size() <= kPartsInMemory) continue;
    // The largest stays out until the others together are as large: each article is copied a few times, not every time.
    std::sort(members.begin(), members.end(), [&](size_t a, size_t b) { return parts[a].docs() < parts[b].docs(); });
    size_t sum = 0;
    for (size_t i = 0; i + 1 < members.size(); ++i) sum += parts[members[i]].docs();
    if (sum < parts[members.back()].docs()) members.pop_back();
    std::vector<Survivors> sources;
    for (const size_t i : members) sources.push_back(parts[i].survivors);
    if (Status added = AddSegment(MergeSegments(sources)); !added) return added;
    std::sort(members.rbegin(), members.rend());
    for (const size_t i : members) parts.erase(parts.begin() + static_cast<std::ptrdiff_t>(i));
    return MergeInMemory();
  }
  return {};
}

// What is in memory becomes one file a shard.
Status Index::Impl::WriteMemory() {
  std::map<int32_t, std::vector<Survivors>> by_shard;
  std::vector<Part> kept;
  for (const Part& part : parts) {
    if (part.in_memory())
      by_shard[ShardOfPart(part)].push_back(part.survivors);
    else
      kept.push_back(part);
  }
  for (const auto& [shard, sources] : by_shard) {
    const bool as_it_is = sources.size() == 1 && !sources[0].deleted;
    const std::string merged = as_it_is ? "" : MergeSegments(sources);
    const std::string name = NewName();
    if (Status written = WriteFileDurably(options.folder, name, as_it_is ? sources[0].segment->raw() : merged); !written)
      return written;
    auto segment = Segment::FromFile(options.folder + "/" + name);
    if (!segment) return Fail(segment.error());
    Part part;
    part.survivors.segment = std::move(*segment);
    if (part.docs() > 0) kept.push_back(std::move(part));
  }
  parts = std::move(kept);
  durable = followed;
  return {};
}

Status Index::Impl::WriteManifestNow() {
  Manifest manifest;
  manifest.identity = options.identity;
  manifest.followed_to = durable;
  manifest.next_file = next_file;
  for (const Part& part : parts) {
    if (part.in_memory()) continue;
    ManifestEntry entry;
    entry.file = fs::path(part.survivors.segment->file()).filename().string();
    for (uint32_t doc = 0; part.deleted > 0 && doc < part.docs(); ++doc) {
      if (!part.survivors.Has(doc)) entry.deleted.push_back(doc);
    }
    manifest.entries.push_back(std::move(entry));
  }
  return WriteFileDurably(options.folder, kManifest, WriteManifest(manifest));
}

// The smallest segments of a shard that has more than a few, as long as they are of about one size; or one of which much
// was deleted.
std::vector<size_t> Index::Impl::ChooseMerge() const {
  std::map<int32_t, std::vector<size_t>> by_shard;
  for (size_t i = 0; i < parts.size(); ++i) {
    if (parts[i].in_memory()) continue;
    if (static_cast<double>(parts[i].deleted) > kMuchDeleted * parts[i].docs()) return {i};
    by_shard[ShardOfPart(parts[i])].push_back(i);
  }
  // The shard that has the most goes first.
  std::vector<std::vector<size_t>> shards;
  for (auto& [shard, members] : by_shard) shards.push_back(std::move(members));
  std::sort(shards.begin(), shards.end(), [](const auto& a, const auto& b) { return a.size() > b.size(); });
  for (auto& members : shards) {
    if (members.size() <= kFewSegments) break;
    std::sort(members.begin(), members.end(), [&](size_t a, size_t b) { return parts[a].left() < parts[b].left(); });
    std::vector<size_t> chosen;
    size_t sum = 0;
    for (const size_t i : members) {
      const bool much_larger = chosen.size() >= 2 && parts[i].left() > sum;
      if (much_larger || chosen.size() == kMergedAtOnce || sum + parts[i].left() > options.most_in_segment) break;
      chosen.push_back(i);
      sum += parts[i].left();
    }
    if (chosen.size() >= 2) return chosen;
  }
  return {};
}

Status Index::Impl::StartMerge() {
  if (merge || !writer) return {};
  const std::vector<size_t> chosen = ChooseMerge();
  if (chosen.empty()) return {};
  merge.emplace();
  std::vector<Survivors> sources;
  for (const size_t i : chosen) {
    merge->sources.push_back(parts[i]);
    sources.push_back(parts[i].survivors);
  }
  merge->name = NewName();
  merge->result = std::async(std::launch::async, [sources, folder = options.folder, name = merge->name] {
    const std::string merged = MergeSegments(sources);
    if (Status written = WriteFileDurably(folder, name, merged); !written)
      return Result<SegmentPtr>(Fail(written.error()));
    return Segment::FromFile(folder + "/" + name);
  });
  return {};
}

// The merged segment takes the place of its sources; what left them meanwhile leaves it, too.
Status Index::Impl::FinishMerge() {
  auto merged = merge->result.get();
  const std::vector<Part> sources = std::move(merge->sources);
  merge.reset();
  if (!merged) return Fail(merged.error());
  const auto place_of = [&](const Part& source) {
    return std::find_if(parts.begin(), parts.end(), [&](const Part& part) {
      return part.survivors.segment == source.survivors.segment;
    });
  };
  // One that was dropped meanwhile for its age takes the merge with it, and nothing else.
  if (std::any_of(sources.begin(), sources.end(), [&](const Part& source) { return place_of(source) == parts.end(); })) {
    unlink((*merged)->file().c_str());
    return {};
  }
  std::vector<int64_t> gone;
  std::vector<std::string> files;
  for (const Part& source : sources) {
    const auto now = place_of(source);
    for (uint32_t doc = 0; doc < source.docs(); ++doc) {
      if (source.survivors.Has(doc) && !now->survivors.Has(doc)) gone.push_back(source.survivors.segment->article(doc));
    }
    files.push_back(source.survivors.segment->file());
    parts.erase(now);
  }
  Part part;
  part.survivors.segment = std::move(*merged);
  std::vector<bool> deleted(part.docs(), false);
  for (const int64_t article : gone) {
    if (const auto doc = part.survivors.segment->DocOf(article)) deleted[*doc] = true;
  }
  if (!gone.empty()) {
    part.deleted = gone.size();
    part.survivors.deleted = std::make_shared<const std::vector<bool>>(std::move(deleted));
  }
  if (part.docs() > 0) parts.push_back(std::move(part));
  if (Status written = WriteManifestNow(); !written) return written;
  for (const std::string& file : files) unlink(file.c_str());
  Publish();
  const std::scoped_lock guard(mutex);
  ++counters.merges;
  return {};
}

Status Index::Impl::FinishMergeIfDone() {
  if (!merge || merge->result.wait_for(std::chrono::seconds(0)) != std::future_status::ready) return {};
  if (Status finished = FinishMerge(); !finished) return finished;
  return StartMerge();
}

Status Index::Impl::DropOld() {
  if (options.keep_months <= 0) return {};
  const int64_t limit = ToUnixMillis(clock.Now()) - options.keep_months * 31 * kDay;
  for (size_t i = 0; i < parts.size();) {
    if (parts[i].survivors.segment->newest() >= limit || parts[i].in_memory()) {
      ++i;
      continue;
    }
    const std::string file = parts[i].survivors.segment->file();
    parts.erase(parts.begin() + static_cast<std::ptrdiff_t>(i));
    if (Status written = WriteManifestNow(); !written) return written;
    unlink(file.c_str());
  }
  return {};
}

void Index::Impl::Publish() {
  auto next = std::make_shared<View>();
  next->generation = ++generation;
  next->followed_to = followed;
  next->ready = ready;
  int64_t bytes = 0;
  for (const Part& part : parts) {
    next->parts.push_back(part.survivors);
    next->articles += static_cast<int64_t>(part.left());
    bytes += static_cast<int64_t>(part.survivors.segment->bytes());
  }
  std::sort(next->parts.begin(), next->parts.end(), [](const Survivors& a, const Survivors& b) {
    return a.segment->newest() > b.segment->newest();
  });
  const std::scoped_lock guard(mutex);
  counters.segments = static_cast<int64_t>(parts.size());
  counters.bytes = bytes;
  view = std::move(next);
}

Index::Index(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}

Index::~Index() {
  if (impl_->merge) impl_->merge->result.wait();
  if (impl_->lock >= 0) close(impl_->lock);
}

Result<std::unique_ptr<Index>> Index::Open(IndexOptions options, const Clock& clock) {
  auto impl = std::make_unique<Impl>(std::move(options), clock);
  std::unique_ptr<Index> index(new Index(std::move(impl)));
  if (Status locked = index->impl_->LockFolder(); !locked) return Fail(locked.error());
  if (Status loaded = index->impl_->Load(); !loaded) return Fail(loaded.error());
  if (index->impl_->writer) index->impl_->RemoveStrangers();
  index->impl_->Publish();
  return index;
}

bool Index::writes() const { return impl_->writer; }
bool Index::was_damaged() const { return impl_->damaged; }
int64_t Index::followed_to() const { return impl_->followed; }

size_t Index::in_memory() const {
  size_t count = 0;
  for (const Impl::Part& part : impl_->parts) count += part.in_memory() ? part.docs() : 0;
  return count;
}

Status Index::Apply(const std::vector<Document>& documents, const std::vector<int64_t>& gone, int64_t followed_to) {
  std::vector<int64_t> leaving = gone;
  for (const Document& document : documents) leaving.push_back(document.article);
  if (Status deleted = impl_->Delete(std::move(leaving)); !deleted) return deleted;
  std::map<int32_t, std::vector<const Document*>> by_shard;
  for (const Document& document : documents) by_shard[ShardOf(document.published, impl_->clock.Now())].push_back(&document);
  for (const auto& [shard, members] : by_shard) {
    for (const Document* document : members) impl_->builder.Add(*document);
    if (Status added = impl_->AddSegment(impl_->builder.Finish()); !added) return added;
  }
  if (Status merged = impl_->MergeInMemory(); !merged) return merged;
  impl_->followed = followed_to;
  impl_->changed = true;
  impl_->Publish();
  if (in_memory() >= impl_->options.flush_articles) return Flush();
  return impl_->FinishMergeIfDone();
}

Status Index::Flush() {
  Impl& impl = *impl_;
  if (!impl.writer) return {};
  if (Status finished = impl.FinishMergeIfDone(); !finished) return finished;
  if (impl.changed) {
    if (Status written = impl.WriteMemory(); !written) return written;
    if (Status written = impl.WriteManifestNow(); !written) return written;
    impl.changed = false;
    if (Status dropped = impl.DropOld(); !dropped) return dropped;
    impl.Publish();
    const std::scoped_lock guard(impl.mutex);
    ++impl.counters.flushes;
  }
  return impl.StartMerge();
}

Status Index::Settle() {
  if (Status flushed = Flush(); !flushed) return flushed;
  while (impl_->merge) {
    if (Status finished = impl_->FinishMerge(); !finished) return finished;
    if (Status started = impl_->StartMerge(); !started) return started;
  }
  return {};
}

Status Index::Clear() {
  Impl& impl = *impl_;
  if (impl.merge) {
    impl.merge->result.wait();
    impl.merge.reset();
  }
  impl.parts.clear();
  impl.followed = impl.durable = 0;
  impl.changed = false;
  impl.ready = false;
  if (impl.writer) {
    if (Status written = impl.WriteManifestNow(); !written) return written;
    impl.RemoveStrangers();
  }
  impl.Publish();
  return {};
}

void Index::SetReady() {
  if (impl_->ready) return;
  impl_->ready = true;
  impl_->Publish();
}

ViewPtr Index::Current() const {
  const std::scoped_lock guard(impl_->mutex);
  return impl_->view;
}

Index::Counters Index::counters() const {
  const std::scoped_lock guard(impl_->mutex);
  return impl_->counters;
}

}  // namespace newsstand::search
