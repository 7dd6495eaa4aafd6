#include "content/search/manifest.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <cerrno>
#include <charconv>
#include <cstdio>
#include <cstring>
#include <fstream>
#include <sstream>

#include "base/hash.h"
#include "base/text.h"

namespace newsstand::search {
namespace {

constexpr std::string_view kFirstLine = "newsstand search index 1";

tl::unexpected<Error> Cannot(const std::string& what, const std::string& file) {
  return Fail(ErrorCode::kUnavailable, fmt::format("cannot {} {}: {}", what, file, std::strerror(errno)));
}

template <class T>
bool ReadNumber(std::string_view text, T& number) {
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  return error == std::errc() && end == text.data() + text.size();
}

Status ReadLine(const std::vector<std::string_view>& words, Manifest& manifest) {
  bool fine = words.size() >= 2;
  if (fine && words[0] == "of") {
    manifest.identity = std::string(words[1]);
  } else if (fine && words[0] == "followed") {
    fine = ReadNumber(words[1], manifest.followed_to);
  } else if (fine && words[0] == "next") {
    fine = ReadNumber(words[1], manifest.next_file);
  } else if (fine && words[0] == "segment") {
    ManifestEntry entry;
    entry.file = std::string(words[1]);
    fine = entry.file.find('/') == std::string::npos;
    for (size_t i = 2; i < words.size() && fine; ++i) fine = ReadNumber(words[i], entry.deleted.emplace_back());
    manifest.entries.push_back(std::move(entry));
  } else {
    fine = false;
  }
  if (!fine) return Fail(ErrorCode::kCorrupt, "the search index's manifest holds a line that is not understood");
  return {};
}

}  // namespace

std::string WriteManifest(const Manifest& manifest) {
  std::string text = fmt::format("{}\nof {}\nfollowed {}\nnext {}\n", kFirstLine, manifest.identity, manifest.followed_to,
                                 manifest.next_file);
  for (const ManifestEntry& entry : manifest.entries) {
    text += "segment " + entry.file;
    for (const uint32_t doc : entry.deleted) text += fmt::format(" {}", doc);
    text += '\n';
  }
  return text + "sum " + Hash64Hex(text) + "\n";
}

Result<Manifest> ReadManifest(const std::string& text) {
  const size_t sum = text.rfind("sum ");
  if (sum == std::string::npos || text.substr(sum) != "sum " + Hash64Hex(text.substr(0, sum)) + "\n")
    return Fail(ErrorCode::kCorrupt, "the search index's manifest was changed or cut off");
  Manifest manifest;
  const std::vector<std::string_view> lines = Split(std::string_view(text).substr(0, sum), '\n');
  if (lines.front() != kFirstLine) return Fail(ErrorCode::kCorrupt, "the search index is of another version");
  for (size_t i = 1; i < lines.size(); ++i) {
    if (lines[i].empty()) continue;
    if (Status read = ReadLine(Split(lines[i], ' '), manifest); !read) return Fail(read.error());
  }
  return manifest;
}

Status WriteFileDurably(const std::string& folder, const std::string& name, std::string_view bytes) {
  const std::string file = folder + "/" + name, temporary = file + ".new";
  const int handle = open(temporary.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
  if (handle < 0) return Cannot("write", temporary);
  size_t written = 0;
  while (written < bytes.size()) {
    const ssize_t some = write(handle, bytes.data() + written, bytes.size() - written);
    if (some < 0 && errno == EINTR) continue;
    if (some <= 0) break;
    written += static_cast<size_t>(some);
  }
  const bool whole = written == bytes.size() && fsync(handle) == 0;
  const auto failed = whole ? Status{} : Status(Cannot("write", temporary));
  close(handle);
  if (!whole) {
    unlink(temporary.c_str());
    return failed;
  }
  if (rename(temporary.c_str(), file.c_str()) != 0) return Cannot("put into place", file);
  const int place = open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (place < 0) return Cannot("open", folder);
  const bool synced = fsync(place) == 0;
  close(place);
  return synced ? Status{} : Status(Cannot("sync", folder));
}

Result<std::string> ReadWholeFile(const std::string& file) {
  std::ifstream in(file, std::ios::binary);
  if (!in) {
    if (errno == ENOENT) return Fail(ErrorCode::kNotFound, "there is no " + file);
    return Cannot("open", file);
  }
  std::ostringstream text;
  text << in.rdbuf();
  return std::move(text).str();
}

}  // namespace newsstand::search
