#include "serve/web/templates.h"

// ctemplate uses strlen without naming <cstring>, which therefore comes first.
// clang-format off
#include <cstring>
#include <ctemplate/per_expand_data.h>
#include <ctemplate/template.h>
#include <ctemplate/template_cache.h>
#include <ctemplate/template_emitter.h>
#include <ctemplate/template_modifiers.h>
// clang-format on
#include <fmt/core.h>

#include <filesystem>
#include <fstream>
#include <mutex>

namespace newsstand::web {
namespace {

constexpr std::string_view kPragma = "{{%AUTOESCAPE context=\"HTML\"}}";

// JSON inside <script type="application/ld+json">: what could end the element or start a comment is written as \u….
class JsonModifier : public ctemplate::TemplateModifier {
 public:
  void Modify(const char* in, size_t size, const ctemplate::PerExpandData*, ctemplate::ExpandEmitter* out,
              const std::string&) const override {
    const std::string_view text(in, size);
    for (size_t i = 0; i < text.size(); ++i) {
      const char c = text[i];
      if (c == '<') {
        out->Emit(std::string("\\u003c"));
      } else if (c == '>') {
        out->Emit(std::string("\\u003e"));
      } else if (c == '&') {
        out->Emit(std::string("\\u0026"));
      } else if (text.substr(i, 3) == "\xE2\x80\xA8" || text.substr(i, 3) == "\xE2\x80\xA9") {
        out->Emit(std::string(text[i + 2] == '\xA8' ? "\\u2028" : "\\u2029"));
        i += 2;
      } else {
        out->Emit(c);
      }
    }
  }
};

void RegisterModifiers() {
  static std::once_flag once;
  std::call_once(once, [] {
    static const JsonModifier json;
    ctemplate::AddXssSafeModifier("x-json", &json);
  });
}

bool HasPragma(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  std::string start(kPragma.size(), '\0');
  in.read(start.data(), static_cast<std::streamsize>(start.size()));
  return in && start == kPragma;
}

}  // namespace

Templates::Templates(std::unique_ptr<ctemplate::TemplateCache> cache) : cache_(std::move(cache)) {}
Templates::~Templates() = default;

Result<std::unique_ptr<Templates>> Templates::Load(const std::string& folder) {
  RegisterModifiers();
  auto cache = std::make_unique<ctemplate::TemplateCache>();
  cache->SetTemplateRootDirectory(folder);
  std::error_code error;
  int loaded = 0;
  for (const auto& entry : std::filesystem::directory_iterator(folder, error)) {
    if (entry.path().extension() != ".tpl") continue;
    const std::string name = entry.path().filename().string();
    if (!HasPragma(entry.path())) {
      return Fail(ErrorCode::kCorrupt,
                  fmt::format("The template {} does not begin with {}", entry.path().string(), kPragma));
    }
    if (!cache->LoadTemplate(name, ctemplate::STRIP_BLANK_LINES)) {
      return Fail(ErrorCode::kCorrupt, fmt::format("The template {} does not parse", entry.path().string()));
    }
    ++loaded;
  }
  if (error || loaded == 0) return Fail(ErrorCode::kNotFound, fmt::format("There are no templates in {}", folder));
  cache->Freeze();
  return std::unique_ptr<Templates>(new Templates(std::move(cache)));
}

Result<std::string> Templates::Expand(const std::string& name, const ctemplate::TemplateDictionary& dictionary) const {
  std::string out;
  out.reserve(64 * 1024);
  if (!cache_->ExpandNoLoad(name, ctemplate::STRIP_BLANK_LINES, &dictionary, nullptr, &out)) {
    return Fail(ErrorCode::kInternal, fmt::format("The template {} or one it includes is missing", name));
  }
  return out;
}

}  // namespace newsstand::web
