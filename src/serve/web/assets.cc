#include "serve/web/assets.h"

#include <fmt/core.h>

#include <boost/json.hpp>
#include <fstream>
#include <optional>
#include <sstream>

#include "base/hash.h"

namespace newsstand::web {
namespace {

std::optional<std::string> ReadFile(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  if (!in) return std::nullopt;
  std::stringstream bytes;
  bytes << in.rdbuf();
  return bytes.str();
}

std::string_view TypeOf(std::string_view name) {
  const size_t dot = name.rfind('.');
  const std::string_view extension = dot == std::string_view::npos ? "" : name.substr(dot + 1);
  if (extension == "css") return "text/css; charset=utf-8";
  if (extension == "js") return "text/javascript; charset=utf-8";
  if (extension == "woff2") return "font/woff2";
  if (extension == "svg") return "image/svg+xml";
  if (extension == "png") return "image/png";
  return "application/octet-stream";
}

// Fonts and PNGs are compressed already.
http::SharedBody MakeBody(std::string_view type, std::string bytes) {
  if (type.starts_with("text/") || type == "image/svg+xml") return http::Precompress(std::move(bytes));
  auto body = std::make_shared<http::Body>();
  body->etag = "\"" + Hash64Hex(bytes) + "\"";
  body->plain = std::move(bytes);
  return body;
}

}  // namespace

Result<Assets> Assets::Load(const std::string& folder) {
  const std::string manifest = folder + "/manifest.json";
  const std::optional<std::string> text = ReadFile(manifest);
  if (!text) {
    return Fail(
        ErrorCode::kNotFound,
        fmt::format(
            "The pages' files are not in {}: there is no manifest.json (the build target web_assets makes them)",
            folder));
  }
  boost::system::error_code error;
  const boost::json::value value = boost::json::parse(*text, error);
  const boost::json::object* files = nullptr;
  if (!error && value.is_object()) {
    if (const auto* found = value.get_object().if_contains("files")) files = found->if_object();
  }
  if (files == nullptr) return Fail(ErrorCode::kCorrupt, fmt::format("{} is not the manifest of a build", manifest));

  Assets assets;
  for (const auto& [logical, name] : *files) {
    if (!name.is_string()) return Fail(ErrorCode::kCorrupt, fmt::format("{}: a name is not a string", manifest));
    const std::string hashed(name.get_string());
    std::optional<std::string> bytes = ReadFile(folder + "/static/" + hashed);
    if (hashed.find('/') != std::string::npos || !bytes) {
      return Fail(ErrorCode::kCorrupt, fmt::format("{} names {}, which cannot be read", manifest, hashed));
    }
    const std::string type(TypeOf(hashed));
    assets.urls_[std::string(logical)] = "/static/" + hashed;
    assets.files_[hashed] = File{type, MakeBody(type, std::move(*bytes))};
  }
  for (const char* needed : {"main.css", "main.js", "sw.js", "icon.svg"}) {
    if (assets.Url(needed).empty())
      return Fail(ErrorCode::kCorrupt, fmt::format("{} does not name {}", manifest, needed));
  }
  return assets;
}

const std::string& Assets::Url(std::string_view logical) const {
  static const std::string kNone;
  const auto found = urls_.find(std::string(logical));
  return found == urls_.end() ? kNone : found->second;
}

const Assets::File* Assets::Find(std::string_view name) const {
  const auto found = files_.find(std::string(name));
  return found == files_.end() ? nullptr : &found->second;
}

const Assets::File* Assets::FindLogical(std::string_view logical) const {
  const std::string& url = Url(logical);
  return url.empty() ? nullptr : Find(std::string_view(url).substr(std::string_view("/static/").size()));
}

}  // namespace newsstand::web
