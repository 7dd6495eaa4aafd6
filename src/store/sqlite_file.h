// A SQLite file opened without SOCI: for checking, copying and verifying whole files.
#pragma once

#include <functional>
#include <string>
#include <vector>

namespace newsstand::store {

// "News": stands in the header of every file of ours.
inline constexpr int kApplicationId = 0x4E657773;

class SqliteFile {
 public:
  enum class Mode { kReadOnly, kReadWrite, kCreate, kMemory };
  // Throws FaultError, as all functions here.
  SqliteFile(const std::string& path, Mode mode);
  ~SqliteFile();
  SqliteFile(const SqliteFile&) = delete;
  SqliteFile& operator=(const SqliteFile&) = delete;

  void Execute(const std::string& sql);
  // All rows, as texts ("" for NULL).
  std::vector<std::vector<std::string>> Rows(const std::string& sql);
  // The first value of the first row; "" when there is none.
  std::string Value(const std::string& sql);
  void* handle() { return handle_; }  // sqlite3*

 private:
  void* handle_ = nullptr;
  std::string path_;
};

// Copies all pages from one open database (sqlite3*) to another, as one transaction at the other end. `from` is read as
// it stood at the beginning, however much is written meanwhile.
void CopyPages(void* from, void* to, const std::string& to_name, const std::function<void(double)>& progress);

// What is wrong inside the file, in a sentence; "" when all is well.
std::string IntegrityProblem(SqliteFile& file);

// "file:" address of a path: SOCI splits its own connection texts at "=" and spaces.
std::string SqliteUri(const std::string& path);

// Flushes a file, or a folder's list of names, to the disk. Throws FaultError.
void SyncToDisk(const std::string& path);

}  // namespace newsstand::store
