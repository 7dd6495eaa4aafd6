// Which files belong to an index and how far it followed the store. A text of lines with a checksum at its end.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/result.h"

namespace newsstand::search {

struct ManifestEntry {
  std::string file;                // name in the folder
  std::vector<uint32_t> deleted;   // numbers of articles that left, ascending
};

struct Manifest {
  std::string identity;  // of the store
  int64_t followed_to = 0;
  uint64_t next_file = 1;
  std::vector<ManifestEntry> entries;
};

std::string WriteManifest(const Manifest& manifest);
Result<Manifest> ReadManifest(const std::string& text);  // kCorrupt

// Written under another name, synced, renamed, and the folder synced.
Status WriteFileDurably(const std::string& folder, const std::string& name, std::string_view bytes);
Result<std::string> ReadWholeFile(const std::string& file);  // kNotFound, kUnavailable

}  // namespace newsstand::search
