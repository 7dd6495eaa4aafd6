#include "content/extract/metadata.h"

#include "base/limits.h"
#include "base/text.h"
#include "base/url.h"
#include "content/extract/author_choice.h"
#include "content/extract/date_choice.h"
#include "content/extract/titles.h"
#include "content/html/text.h"

namespace newsstand::extract {
namespace {

// The first of the metas that says something, as plain text.
std::string MetaText(const PageIndex& index, std::initializer_list<std::string_view> names) {
  for (const std::string_view name : names) {
    if (std::string text = PlainText(html::TextOf(index.Meta(name))); !text.empty()) return text;
  }
  return {};
}

std::string ImageAddress(const PageView& view) {
  for (const std::string_view name :
       {"og:image:secure_url", "og:image", "og:image:url", "twitter:image", "twitter:image:src"}) {
    if (std::string url = ResolveHttpUrl(view.index.Meta(name), view.url); !url.empty()) return url;
  }
  for (const std::string& image : view.linked.images) {
    if (std::string url = ResolveHttpUrl(image, view.url); !url.empty()) return url;
  }
  return {};
}

}  // namespace

Metadata ReadMetadata(const PageView& view, const Models& models) {
  Metadata out;
  out.language = view.language;
  out.site_name = view.site_name;
  ChosenTitle title = ChooseTitle(view, models.title);
  out.title = std::string(TruncateUtf8(title.text, limits::kHeadlineBytes));
  out.title_node = title.node;
  out.standfirst = view.linked.description;
  if (out.standfirst.empty() || out.standfirst.size() > limits::kSummaryBytes) {
    out.standfirst = MetaText(view.index, {"og:description", "description", "twitter:description", "dc.description"});
  }
  out.section = view.linked.section;
  if (out.section.empty())
    out.section = MetaText(view.index, {"article:section", "parsely-section", "section", "dc.subject"});
  out.canonical_url = ResolveHttpUrl(view.index.canonical, view.url);
  if (out.canonical_url.empty()) out.canonical_url = ResolveHttpUrl(view.index.Meta("og:url"), view.url);
  if (out.canonical_url.empty()) out.canonical_url = ResolveHttpUrl(view.url, "");
  out.image_url = ImageAddress(view);
  out.published = ChoosePublished(view, out.title_node, models.date);
  out.updated = DeclaredUpdate(view);
  if (out.updated && out.published && out.updated->time <= out.published->time) out.updated.reset();
  ChosenAuthors authors = ChooseAuthors(view, out.title_node, out.title, models.author);
  out.authors = std::move(authors.names);
  out.byline = std::move(authors.byline);
  out.not_free = view.linked.not_free;
  return out;
}

}  // namespace newsstand::extract
