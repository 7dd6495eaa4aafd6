#include "serve/web/open_graph.h"

#include <unicode/locid.h>

#include <algorithm>

#include "model/article.h"
#include "serve/web/dictionary.h"

namespace newsstand::web {
namespace {

using ctemplate::TemplateDictionary;

constexpr int kSharedWidth = 1200;  // robots.txt lets crawlers have the pictures of this width

void FillPicture(TemplateDictionary& graph, const SiteParts& parts, const PageFrame& frame) {
  const std::string& base = parts.options.base_url;
  TemplateDictionary* picture = nullptr;
  if (!frame.shared.image.empty()) {
    picture = graph.AddSectionDictionary(kn_OG_IMAGE);
    picture->SetValue(kn_OG_IMAGE_URL, base + frame.shared.image);
    picture->SetValue(kn_OG_IMAGE_ALT, frame.shared.image_alt.empty() ? frame.title : frame.shared.image_alt);
    if (frame.shared.image_width > 0) {
      TemplateDictionary* measures = picture->AddSectionDictionary(kn_OG_IMAGE_MEASURES);
      measures->SetIntValue(kn_OG_IMAGE_WIDTH, frame.shared.image_width);
      measures->SetIntValue(kn_OG_IMAGE_HEIGHT, frame.shared.image_height);
    }
  } else if (const std::string& icon = parts.assets.Url("icon-512.png"); !icon.empty()) {
    picture = graph.AddSectionDictionary(kn_OG_IMAGE);
    picture->SetValue(kn_OG_IMAGE_URL, base + icon);
    picture->SetValue(kn_OG_IMAGE_ALT, parts.options.site_name);
    TemplateDictionary* measures = picture->AddSectionDictionary(kn_OG_IMAGE_MEASURES);
    measures->SetIntValue(kn_OG_IMAGE_WIDTH, 512);
    measures->SetIntValue(kn_OG_IMAGE_HEIGHT, 512);
  }
  graph.SetValue(kn_CARD_KIND, frame.shared.image.empty() ? "summary" : "summary_large_image");
}

void FillArticle(TemplateDictionary& graph, const SharedAs& shared) {
  if (shared.type != "article") return;
  TemplateDictionary* article = graph.AddSectionDictionary(kn_OG_ARTICLE);
  if (shared.published)
    article->SetValueAndShowSection(kn_OG_PUBLISHED_ISO, FormatRfc3339(*shared.published), kn_OG_PUBLISHED);
  if (shared.updated) article->SetValueAndShowSection(kn_OG_UPDATED_ISO, FormatRfc3339(*shared.updated), kn_OG_UPDATED);
  if (!shared.section.empty()) article->SetValueAndShowSection(kn_OG_SECTION_NAME, shared.section, kn_OG_SECTION);
}

}  // namespace

std::string OpenGraphLocale(std::string_view bcp47) {
  if (bcp47.empty()) return "";
  UErrorCode code = U_ZERO_ERROR;
  icu::Locale locale =
      icu::Locale::forLanguageTag(icu::StringPiece(bcp47.data(), static_cast<int32_t>(bcp47.size())), code);
  if (U_SUCCESS(code)) locale.addLikelySubtags(code);
  if (U_FAILURE(code) || *locale.getLanguage() == '\0' || *locale.getCountry() == '\0') return "";
  return std::string(locale.getLanguage()) + "_" + locale.getCountry();
}

void FillOpenGraph(TemplateDictionary& root, const SiteParts& parts, const Words& words, const PageFrame& frame) {
  const std::string& base = parts.options.base_url;
  const std::string own_url = base.empty() || frame.path.empty() ? "" : base + frame.path;
  const std::string canonical = !frame.canonical.empty() ? frame.canonical : own_url.substr(0, own_url.find('?'));
  if (!canonical.empty()) root.SetValueAndShowSection(kn_CANONICAL_URL, canonical, kn_CANONICAL);
  if (own_url.empty()) return;
  TemplateDictionary* graph = root.AddIncludeDictionary(kn_OPEN_GRAPH);
  graph->SetFilename("open_graph.tpl");
  graph->SetValue(kn_OG_TYPE, frame.shared.type);
  graph->SetValue(kn_OG_TITLE, frame.title.empty() ? parts.options.site_name : frame.title);
  graph->SetValue(kn_OG_DESCRIPTION, frame.description);
  graph->SetValue(kn_OG_URL, own_url);
  if (const std::string locale =
          OpenGraphLocale(frame.shared.language.empty() ? words.locale() : frame.shared.language);
      !locale.empty())
    graph->SetValueAndShowSection(kn_OG_LOCALE_NAME, locale, kn_OG_LOCALE);
  FillPicture(*graph, parts, frame);
  FillArticle(*graph, frame.shared);
}

void PageMaker::SharePicture(const ArticleImage& image, SharedAs& shared) const {
  if (image.url.empty() || !parts_.context.picture_address) return;
  shared.image = parts_.context.picture_address(image.url, kSharedWidth, picture::Shape::kWide);
  shared.image_alt = image.caption;
  if (shared.image.empty() || !parts_.context.picture_facts) return;
  // Cut to 16:9 and never enlarged.
  if (const auto facts = parts_.context.picture_facts(image.url)) {
    shared.image_width = std::min({kSharedWidth, facts->width, facts->height * 16 / 9});
    shared.image_height = shared.image_width * 9 / 16;
  }
}

}  // namespace newsstand::web
