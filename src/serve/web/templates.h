// The page templates: loaded, checked and frozen at the start. Thread-safe afterwards.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "base/result.h"

namespace ctemplate {
class TemplateCache;
class TemplateDictionary;
class TemplateString;
}  // namespace ctemplate

namespace newsstand::web {

// HTML that may stand in a page as it is. Only body_view makes it, from what the sanitiser wrote.
class SafeHtml {
 public:
  SafeHtml() = default;
  const std::string& text() const { return text_; }

 private:
  friend class BodyWriter;
  explicit SafeHtml(std::string text) : text_(std::move(text)) {}
  std::string text_;
};

class Templates {
 public:
  // Loads every *.tpl of the folder. kCorrupt when one lacks the auto-escape pragma or does not parse.
  static Result<std::unique_ptr<Templates>> Load(const std::string& folder);
  ~Templates();

  // kInternal when anything was missing: the output is then not to be used.
  Result<std::string> Expand(const std::string& name, const ctemplate::TemplateDictionary& dictionary) const;

 private:
  explicit Templates(std::unique_ptr<ctemplate::TemplateCache> cache);
  std::unique_ptr<ctemplate::TemplateCache> cache_;
};

}  // namespace newsstand::web
