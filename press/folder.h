// A folder of feed files, each served at an address of its own: to measure a fetcher with the feeds of others.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "base/result.h"
#include "press/http.h"

namespace newsstand::press {

struct FolderFile {
  std::string name;  // "example.xml"
  std::string bytes;
  std::string content_type;
  Timestamp changed;
};

// The regular files of a folder (and of folders in it), by name. At most 4,000.
Result<std::vector<FolderFile>> ReadFolder(const std::filesystem::path& folder);

Response ServeFolderFile(const Request& request, const FolderFile& file);

}  // namespace newsstand::press
