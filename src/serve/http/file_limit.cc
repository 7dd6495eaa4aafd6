#include "serve/http/file_limit.h"

#include <sys/resource.h>

#include <algorithm>

#include "base/log.h"

namespace newsstand::http {
namespace {

constexpr rlim_t kOtherFiles = 512;  // descriptors that are not connections

}  // namespace

int MakeRoomForConnections(int wanted) {
  rlimit files{};
  if (wanted <= 0 || getrlimit(RLIMIT_NOFILE, &files) != 0) return wanted;
  const rlim_t needed = static_cast<rlim_t>(wanted) + kOtherFiles;
  if (files.rlim_cur < needed) {
    const rlim_t before = files.rlim_cur;
    files.rlim_cur = std::min(needed, files.rlim_max);
    if (setrlimit(RLIMIT_NOFILE, &files) != 0) files.rlim_cur = before;
  }
  if (files.rlim_cur >= needed) return wanted;
  const int possible = static_cast<int>(files.rlim_cur - std::min(kOtherFiles, files.rlim_cur / 2));
  log::Warn("this process may open {} files: at most {} connections are held at a time", files.rlim_cur, possible);
  return possible;
}

}  // namespace newsstand::http
