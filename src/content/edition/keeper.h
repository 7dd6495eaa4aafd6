// Keeps the current edition: reads the store once at the start, then follows its changes and swaps in a new edition at
// most once a second. One thread of its own writes; any thread reads.
#pragma once

#include <functional>
#include <memory>

#include "base/result.h"
#include "base/time.h"
#include "content/edition/edition.h"
#include "store/database.h"

namespace newsstand::edition {

struct KeeperOptions {
  Mode mode = Mode::kPersonal;          // the edition's titles carry the rights that count in it
  std::chrono::hours span{7 * 24};      // older articles leave the edition (they stay in the store)
  size_t max_cards = 200'000;           // the budget: beyond it the oldest leave first
  std::chrono::milliseconds swap_every{1000};
};

class EditionKeeper {
 public:
  // Both must outlive it.
  EditionKeeper(store::Database& database, const Clock& clock, KeeperOptions options);
  ~EditionKeeper();

  // Reads the store, swaps in the first edition and starts following. Errors are the store's.
  Status Start();
  // Never null. Costs one atomic load.
  EditionPtr Current() const;
  // Something was stored: look soon. From any thread, never blocks. Without it changes (also those of another process)
  // are seen within a few seconds.
  void Notify();
  // Titles, feeds or rights changed: everything is read again.
  void NotifyCatalogue();
  // The demo press stands in for titles that cannot be reached.
  void SetDemoPressShown(bool shown);

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

// Exposed for tests: the card an article becomes; null when its title's rights or its state keep it out.
CardPtr MakeCard(const Article& article, const std::shared_ptr<const Title>& title);

}  // namespace newsstand::edition
