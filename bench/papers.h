// What benches that fill a store share: they end where they cannot go on, and their articles are of invented papers.
#pragma once

#include <fmt/core.h>

#include <cstdlib>
#include <utility>

#include "store/database.h"
#include "store/titles.h"

namespace newsstand::bench {

template <class T>
T Must(Result<T> result) {
  if (result) return std::move(*result);
  fmt::print(stderr, "{}\n", result.error().message);
  std::exit(1);
}
inline void Must(const Status& status) {
  if (status) return;
  fmt::print(stderr, "{}\n", status.error().message);
  std::exit(1);
}

// `count` papers with the ids 1, 2, …: two of an owner, of eight countries, each with a colour and a site of its own.
inline void SavePapers(store::Database& database, int count) {
  Must(database.Write([&](store::Transaction& t) -> Status {
    static const char* const kCountries[] = {"GB", "US", "FR", "DE", "IN", "BR", "JP", "NG"};
    for (int i = 0; i < count; ++i) {
      Title title;
      title.slug = fmt::format("paper-{}", i);
      title.name = fmt::format("The Daily Paper {}", i);
      title.country = kCountries[i % 8];
      title.owner = fmt::format("Owner {}", i / 2);
      title.language = "en";
      title.brand_colour = fmt::format("#{:06x}", i * 40503 % 0xFFFFFF);
      title.home = fmt::format("https://paper-{}.test/", i);
      if (auto saved = SaveTitle(t, title); !saved) return Fail(saved.error());
    }
    return {};
  }));
}

}  // namespace newsstand::bench
