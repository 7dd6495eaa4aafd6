#include "serve/web/site.h"

#include <fmt/core.h>

#include <filesystem>

#include "serve/web/serving.h"
#include "serve/web/site_parts.h"

namespace newsstand::web {
namespace {

constexpr const char* kInstalledAssets = "/usr/share/newsstand/assets";

Status LoadWords(SiteParts& parts) {
  const std::string folder = parts.options.assets + "/messages";
  Result<WordsPtr> english = Words::Load(folder + "/en.json", parts.options.time_zone);
  if (!english.ok()) return Fail(english.error());
  parts.words["en"] = *english;
  std::error_code error;
  for (const auto& entry : std::filesystem::directory_iterator(folder, error)) {
    if (entry.path().extension() != ".json" || entry.path().stem() == "en") continue;
    const std::filesystem::path topics = entry.path().parent_path() / "topics" / entry.path().filename();
    std::error_code missing;
    Result<WordsPtr> words = Words::Load(entry.path().string(), parts.options.time_zone, english->get(),
                                         std::filesystem::exists(topics, missing) ? topics.string() : "");
    if (!words.ok()) return Fail(words.error());
    parts.words[(*words)->language()] = *words;
  }
  if (error) return Fail(ErrorCode::kNotFound, fmt::format("The interface's words are not in {}", folder));
  if (parts.options.pseudo_languages) {
    for (const auto kind : {Words::Pseudo::kAccents, Words::Pseudo::kMirrored}) {
      const WordsPtr words = (*english)->MakePseudo(kind);
      parts.words[words->locale()] = words;
    }
  }
  return {};
}

}  // namespace

std::string DefaultAssets() {
  std::error_code error;
  const std::filesystem::path program = std::filesystem::read_symlink("/proc/self/exe", error);
  if (!error) {
    for (const char* place : {"assets", "../share/newsstand/assets"}) {
      const std::filesystem::path folder = (program.parent_path() / place).lexically_normal();
      if (std::filesystem::exists(folder / "manifest.json", error)) return folder.string();
    }
  }
  return kInstalledAssets;
}

const std::vector<std::pair<std::string, std::string>>& PageHeaders() {
  static const std::vector<std::pair<std::string, std::string>> kHeaders = {
      {"Content-Security-Policy",
       "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; "
       "manifest-src 'self'; worker-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; "
       "require-trusted-types-for 'script'; trusted-types newsstand"},
      {"Strict-Transport-Security", "max-age=31536000"},
      {"Cross-Origin-Opener-Policy", "same-origin"},
      {"Cross-Origin-Resource-Policy", "same-origin"},
      {"X-Content-Type-Options", "nosniff"},
      {"X-Frame-Options", "DENY"},
      {"Referrer-Policy", "strict-origin-when-cross-origin"},
      {"Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=(), browsing-topics=()"},
  };
  return kHeaders;
}

Site::Site(std::unique_ptr<SiteParts> parts) : parts_(std::move(parts)) {}
Site::~Site() = default;

Result<std::unique_ptr<Site>> Site::Create(WebOptions options, WebContext context) {
  if (!context.edition || context.clock == nullptr) {
    return Fail(ErrorCode::kInternal, "The web pages were created without an edition or a clock");
  }
  if (options.assets.empty()) options.assets = DefaultAssets();
  while (options.base_url.ends_with('/')) options.base_url.pop_back();
  auto parts = std::make_unique<SiteParts>(std::move(options), std::move(context));
  parts->started = parts->context.clock->Now();
  Result<Assets> assets = Assets::Load(parts->options.assets);
  if (!assets.ok()) return Fail(assets.error());
  parts->assets = std::move(*assets);
  if (Status words = LoadWords(*parts); !words.ok()) return Fail(words.error());
  Result<std::unique_ptr<Templates>> templates = Templates::Load(parts->options.assets + "/templates");
  if (!templates.ok()) return Fail(templates.error());
  parts->templates = std::move(*templates);
  if (Status errors = MakeErrorPages(*parts); !errors.ok()) return Fail(errors.error());
  return std::unique_ptr<Site>(new Site(std::move(parts)));
}

}  // namespace newsstand::web
