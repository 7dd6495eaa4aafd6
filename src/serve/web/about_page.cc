// "/about".

#include "serve/web/dictionary.h"
#include "serve/web/page.h"
#include "serve/web/pages.h"

namespace newsstand::web {
namespace {

Result<Rendered> RenderAbout(SiteParts& parts, const Variant& variant, const edition::EditionPtr& edition) {
  PageMaker page(parts, variant, edition, "about.tpl");
  const Words& words = page.words();
  const auto fact = [&](const char* name, const std::string& value) {
    ctemplate::TemplateDictionary* entry = page.main().AddSectionDictionary(kn_FACT);
    entry->SetValue(kn_FACT_NAME, words.Text(name));
    entry->SetValue(kn_FACT_VALUE, value);
  };
  fact("about_titles", words.Number(static_cast<int64_t>(edition->titles.size())));
  fact("about_articles", words.Number(static_cast<int64_t>(edition->latest->size())));
  fact("about_countries", words.Number(static_cast<int64_t>(edition->by_country.size())));
  fact("about_languages", words.Number(static_cast<int64_t>(edition->by_language.size())));
  if (!edition->latest->empty())
    fact("about_newest", words.Date(edition->latest->front()->published, DateStyle::kLong));
  if (!parts.options.version.empty()) fact("about_version", parts.options.version);
  PageFrame frame;
  frame.path = "/about";
  frame.title = words.Text("about_title");
  frame.description = words.Text("about_lede");
  frame.preload_text = true;
  return HtmlPage(page.Finish(frame));
}

}  // namespace

http::Response ShowAbout(SiteParts& parts, const http::Request& request) {
  return Serve(parts, request, "/about", [&parts](const Variant& variant, const edition::EditionPtr& edition) {
    return RenderAbout(parts, variant, edition);
  });
}

}  // namespace newsstand::web
