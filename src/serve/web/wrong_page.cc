// "This looks wrong": a reader's one press files an article as a case for the operator.
#include <fmt/core.h>

#include "serve/web/dictionary.h"
#include "serve/web/forms.h"
#include "serve/web/page.h"
#include "serve/web/pages.h"
#include "store/articles.h"
#include "store/sites.h"
#include "store/titles.h"

namespace newsstand::web {
namespace {

constexpr std::chrono::minutes kReadAgainAfter{10};

// Files the case, and has the page read again where its text is ours to take. Answers the article's number, or none when
// it is not shown to anybody.
Result<std::optional<ArticleId>> File(SiteParts& parts, ArticleId id, Timestamp now) {
  std::optional<ArticleId> filed;
  const Status written = parts.context.database->Write([&](store::Transaction& transaction) -> Status {
    filed.reset();
    auto article = store::FindArticle(transaction, id);
    if (!article) return Fail(article.error());
    if (!*article || (*article)->state != ArticleState::kLive) return {};
    auto title = store::FindTitle(transaction, (*article)->title);
    if (!title) return Fail(title.error());
    if (!*title || (*title)->rights == Rights::kNone) return {};
    filed = (*article)->id;
    auto reports = store::ReportCase(transaction, *filed, (*article)->version, now);
    if (!reports) return Fail(reports.error());
    if (EffectiveRights((*title)->rights, parts.options.mode) != Rights::kFull) return {};
    if ((*article)->page_state == PageState::kReserved) return {};
    auto again = store::CheckPage(transaction, *filed, now, kReadAgainAfter);
    if (!again) return Fail(again.error());
    return {};
  });
  if (!written) return Fail(written.error());
  return filed;
}

}  // namespace

http::Response ReportWrong(SiteParts& parts, const http::Request& request) {
  if (!SurelyFromOurPage(request)) return ErrorPage(parts, request, 403);
  const int64_t id = IdIn(request.Param("id"));
  if (id == 0 || parts.context.database == nullptr) return ErrorPage(parts, request, 404);
  const Timestamp now = parts.context.clock->Now();
  if (!parts.reports.Take(request.remote, now)) return ErrorPage(parts, request, 429);
  auto filed = File(parts, ArticleId{id}, now);
  if (!filed) return ErrorPage(parts, request, 503);
  if (!*filed) return ErrorPage(parts, request, 404);
  http::Response response = http::Redirect(303, fmt::format("/wrong/{}/thanks", (*filed)->value));
  response.Set("Cache-Control", "no-store");
  return response;
}

http::Response ShowReported(SiteParts& parts, const http::Request& request) {
  const int64_t id = IdIn(request.Param("id"));
  if (id == 0) return ErrorPage(parts, request, 404);
  const std::string back = fmt::format("/article/{}", id);
  return Serve(parts, request, "reported " + back, [&parts, back](const Variant& variant, const edition::EditionPtr& edition) -> Result<Rendered> {
    PageMaker page(parts, variant, edition, "thanks.tpl");
    page.main().SetValue(kn_THANKS_TITLE, page.words().Text("wrong_thanks_title"));
    page.main().SetValue(kn_THANKS_TEXT, page.words().Text("wrong_thanks_text"));
    page.main().SetValue(kn_BACK_URL, back);
    PageFrame frame;
    frame.path.clear();
    frame.title = page.words().Text("wrong_thanks_title");
    frame.robots = "noindex";
    return HtmlPage(page.Finish(frame));
  });
}

}  // namespace newsstand::web
