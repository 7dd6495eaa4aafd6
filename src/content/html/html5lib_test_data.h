// Where the html5lib-tests suites lie. For this folder's tests.
#pragma once

#include <doctest/doctest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

#include "base/url_test_data.h"

namespace newsstand::html::html5lib {

inline std::filesystem::path Folder(const char* name) {
  return test_data::Folder() / "html" / "html5lib" / name;
}

// Skipped where there is no test data; a failure in CI.
inline bool Missing(const std::filesystem::path& folder) {
  if (std::filesystem::exists(folder)) return false;
  REQUIRE_MESSAGE(!test_data::MissingIsFailure(), "no test data in " << folder.string());
  MESSAGE("skipped: no test data in " << folder.string());
  return true;
}

inline std::string ReadFile(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  return std::string(std::istreambuf_iterator<char>(file), {});
}

}  // namespace newsstand::html::html5lib
