// The files the front end's build made, in memory and compressed once: style sheet, scripts, fonts, icons.
// Immutable after Load.
#pragma once

#include <string>
#include <string_view>
#include <unordered_map>

#include "base/result.h"
#include "serve/http/response.h"

namespace newsstand::web {

class Assets {
 public:
  struct File {
    std::string content_type;
    http::SharedBody body;
  };

  // Reads FOLDER/manifest.json and everything it names below FOLDER/static.
  static Result<Assets> Load(const std::string& folder);

  // The address of what the manifest calls `logical` ("main.css" → "/static/main-0f….css"); "" when it has none.
  const std::string& Url(std::string_view logical) const;
  // By the hashed name below /static/; null when there is none.
  const File* Find(std::string_view name) const;
  const File* FindLogical(std::string_view logical) const;

 private:
  std::unordered_map<std::string, std::string> urls_;  // logical → address
  std::unordered_map<std::string, File> files_;        // hashed name → file
};

}  // namespace newsstand::web
