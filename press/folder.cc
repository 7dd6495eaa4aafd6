#include "press/folder.h"

#include <algorithm>
#include <fstream>
#include <iterator>

#include "base/text.h"

namespace newsstand::press {
namespace {

std::string TypeOf(std::string_view bytes) {
  std::string_view start = Trim(bytes.substr(0, 2000));
  if (start.starts_with("{") || start.starts_with("[")) return "application/feed+json";
  if (start.find("<feed") != std::string_view::npos) return "application/atom+xml";
  if (start.find("<rdf:RDF") != std::string_view::npos) return "application/rdf+xml";
  if (start.find("<rss") != std::string_view::npos) return "application/rss+xml";
  if (start.find("<html") != std::string_view::npos || start.find("<!doctype html") != std::string_view::npos)
    return "text/html";
  return "application/xml";
}

}  // namespace

Result<std::vector<FolderFile>> ReadFolder(const std::filesystem::path& folder) {
  namespace fs = std::filesystem;
  std::error_code failure;
  std::vector<FolderFile> files;
  fs::recursive_directory_iterator walk(folder, failure);
  if (failure)
    return Fail(ErrorCode::kNotFound, "cannot read the folder of feeds " + folder.string() + ": " + failure.message());
  for (; walk != fs::recursive_directory_iterator(); walk.increment(failure)) {
    if (failure)
      return Fail(ErrorCode::kUnavailable,
                  "cannot read the folder of feeds " + folder.string() + ": " + failure.message());
    if (!walk->is_regular_file(failure)) continue;
    std::ifstream in(walk->path(), std::ios::binary);
    if (!in) return Fail(ErrorCode::kNotFound, "cannot read " + walk->path().string());
    FolderFile file;
    file.name = fs::relative(walk->path(), folder).string();
    file.bytes.assign(std::istreambuf_iterator<char>(in), {});
    file.content_type = TypeOf(file.bytes);
    auto written = std::chrono::file_clock::to_sys(walk->last_write_time(failure));
    file.changed = std::chrono::floor<std::chrono::milliseconds>(written);
    files.push_back(std::move(file));
    if (files.size() > 4000) return Fail(ErrorCode::kTooLarge, folder.string() + " holds more than 4,000 files");
  }
  if (files.empty()) return Fail(ErrorCode::kNotFound, "the folder of feeds " + folder.string() + " is empty");
  std::sort(files.begin(), files.end(), [](const FolderFile& a, const FolderFile& b) { return a.name < b.name; });
  return files;
}

Response ServeFolderFile(const Request& request, const FolderFile& file) {
  if (request.path == "/robots.txt") return TextResponse(404, "text/plain", "None.\n");
  Response response = TextResponse(200, file.content_type, file.bytes);
  Finish(request, response, file.changed, {});
  return response;
}

}  // namespace newsstand::press
