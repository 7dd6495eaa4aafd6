#include "store/sqlite_file.h"

#include <fcntl.h>
#include <sqlite3.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>

#include "base/text.h"
#include "store/fault.h"

namespace newsstand::store {
namespace {

constexpr int kPagesAStep = 512;

sqlite3* Raw(void* handle) { return static_cast<sqlite3*>(handle); }

[[noreturn]] void Throw(sqlite3* handle, const std::string& path, int code) {
  const std::string words = handle != nullptr ? sqlite3_errmsg(handle) : sqlite3_errstr(code);
  switch (code & 0xff) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      throw FaultError(ErrorCode::kUnavailable, path + " is locked by another program");
    case SQLITE_CORRUPT: throw FaultError(ErrorCode::kCorrupt, path + " is damaged: " + words);
    case SQLITE_NOTADB: throw FaultError(ErrorCode::kCorrupt, path + " is not an SQLite database");
    case SQLITE_FULL: throw FaultError(ErrorCode::kUnavailable, "there is no space left on the disk of " + path);
    default: throw FaultError(ErrorCode::kUnavailable, path + ": " + words);
  }
}

}  // namespace

std::string SqliteUri(const std::string& path) {
  std::error_code error;
  const std::filesystem::path absolute = std::filesystem::absolute(path, error);
  std::string uri = "file://";
  for (const auto& part : error ? std::filesystem::path(path) : absolute) {
    if (part != "/") uri += "/" + PercentEncode(part.string());
  }
  return uri;
}

SqliteFile::SqliteFile(const std::string& path, Mode mode) : path_(path) {
  int flags = SQLITE_OPEN_READWRITE;
  if (mode == Mode::kReadOnly) flags = SQLITE_OPEN_READONLY;
  if (mode == Mode::kCreate || mode == Mode::kMemory) flags |= SQLITE_OPEN_CREATE;
  sqlite3* raw = nullptr;
  const int code = sqlite3_open_v2(mode == Mode::kMemory ? ":memory:" : path.c_str(), &raw, flags, nullptr);
  handle_ = raw;
  if (code != SQLITE_OK) {
    try {
      Throw(raw, path_, code);
    } catch (...) {
      sqlite3_close(raw);
      throw;
    }
  }
  sqlite3_busy_timeout(raw, 5000);
  Execute("PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON");
}

SqliteFile::~SqliteFile() { sqlite3_close(Raw(handle_)); }

void SqliteFile::Execute(const std::string& sql) {
  const int code = sqlite3_exec(Raw(handle_), sql.c_str(), nullptr, nullptr, nullptr);
  if (code != SQLITE_OK) Throw(Raw(handle_), path_, code);
}

std::vector<std::vector<std::string>> SqliteFile::Rows(const std::string& sql) {
  std::vector<std::vector<std::string>> rows;
  auto collect = [](void* into, int count, char** values, char**) {
    auto& row = static_cast<std::vector<std::vector<std::string>>*>(into)->emplace_back();
    for (int i = 0; i < count; ++i) row.emplace_back(values[i] != nullptr ? values[i] : "");
    return 0;
  };
  const int code = sqlite3_exec(Raw(handle_), sql.c_str(), collect, &rows, nullptr);
  if (code != SQLITE_OK) Throw(Raw(handle_), path_, code);
  return rows;
}

std::string SqliteFile::Value(const std::string& sql) {
  auto rows = Rows(sql);
  return rows.empty() || rows.front().empty() ? std::string() : rows.front().front();
}

void CopyPages(void* from, void* to, const std::string& to_name, const std::function<void(double)>& progress) {
  // An open read transaction keeps the source as it is; without it every write elsewhere would start the copy anew.
  sqlite3_exec(Raw(from), "BEGIN; SELECT COUNT(*) FROM sqlite_schema", nullptr, nullptr, nullptr);
  sqlite3_backup* backup = sqlite3_backup_init(Raw(to), "main", Raw(from), "main");
  int code = SQLITE_OK;
  if (backup == nullptr) {
    code = sqlite3_errcode(Raw(to));
  } else {
    while ((code = sqlite3_backup_step(backup, kPagesAStep)) == SQLITE_OK) {
      const int total = sqlite3_backup_pagecount(backup);
      if (progress && total > 0) progress(1.0 - static_cast<double>(sqlite3_backup_remaining(backup)) / total);
    }
    const int finished = sqlite3_backup_finish(backup);
    if (code == SQLITE_DONE) code = finished;
  }
  sqlite3_exec(Raw(from), "ROLLBACK", nullptr, nullptr, nullptr);
  if (code != SQLITE_OK) Throw(nullptr, to_name, code);
  if (progress) progress(1.0);
}

std::string IntegrityProblem(SqliteFile& file) {
  const std::string problem = file.Value("PRAGMA integrity_check(1)");
  if (problem != "ok") return problem;
  auto dangling = file.Rows("PRAGMA foreign_key_check");
  if (!dangling.empty()) return "a row of the table " + dangling.front().front() + " refers to a row that is not there";
  return "";
}

void SyncToDisk(const std::string& path) {
  const int file = open(path.c_str(), O_RDONLY | O_CLOEXEC);
  const bool synced = file >= 0 && fsync(file) == 0;
  const int reason = errno;
  if (file >= 0) close(file);
  if (!synced) throw FaultError(ErrorCode::kUnavailable, "writing " + path + " failed: " + std::strerror(reason));
}

}  // namespace newsstand::store
