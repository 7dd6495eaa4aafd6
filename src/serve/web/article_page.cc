// "/article/ID/slug": one article, from the store.
#include <fmt/core.h>

#include <algorithm>

#include "base/text.h"
#include "content/edition/keeper.h"
#include "content/edition/related_cards.h"
#include "content/html/text.h"
#include "serve/web/body_view.h"
#include "serve/web/changes_view.h"
#include "serve/web/chips.h"
#include "serve/web/dictionary.h"
#include "serve/web/json_ld.h"
#include "serve/web/page.h"
#include "serve/web/pages.h"
#include "serve/web/rail.h"
#include "store/articles.h"
#include "store/titles.h"

namespace newsstand::web {
namespace {

using ctemplate::TemplateDictionary;
using TitlePtr = std::shared_ptr<const Title>;

constexpr size_t kMoreCards = 4;
constexpr int kPoorPicture = 400;  // narrower ones would be blown up

struct Found {
  std::optional<Article> article;
  std::optional<ArticleId> merged_into;
  TitlePtr title;
};

// The article and its title: the edition's where it has it, else the store's.
Result<Found> Read(SiteParts& parts, const edition::Edition& edition, ArticleId id) {
  Found found;
  const Status read = parts.context.database->Read([&](store::Transaction& transaction) -> Status {
    found = Found{};
    Result<std::optional<Article>> article = store::FindArticle(transaction, id);
    if (!article.ok()) return Fail(article.error());
    if (!*article) {
      Result<std::optional<ArticleId>> merged = store::FindMergedInto(transaction, id);
      if (!merged.ok()) return Fail(merged.error());
      found.merged_into = *merged;
      return {};
    }
    found.article = std::move(**article);
    if (const edition::CardPtr card = edition.Find(id)) {
      found.title = card->title;
      return {};
    }
    Result<std::optional<Title>> title = store::FindTitle(transaction, found.article->title);
    if (!title.ok()) return Fail(title.error());
    if (!*title) return {};
    (*title)->rights = EffectiveRights((*title)->rights, parts.options.mode);
    found.title = std::make_shared<const Title>(std::move(**title));
    return {};
  });
  if (!read.ok()) return Fail(read.error());
  return found;
}

// What changed in the article, if it ever did.
Result<std::vector<ArticleChange>> ReadChanges(SiteParts& parts, const Article& article, const Title& title) {
  std::vector<ArticleVersion> versions;
  if (article.version == 1) return std::vector<ArticleChange>();
  const Status read = parts.context.database->Read([&](store::Transaction& transaction) -> Status {
    auto all = store::VersionsOf(transaction, article.id);
    if (!all) return Fail(all.error());
    versions = std::move(*all);
    return {};
  });
  if (!read) return Fail(read.error());
  return ChangesOf(article, versions, title.rights == Rights::kFull);
}

// A feed's summary is often its article's first paragraph: nobody reads it twice. A dateline, or headline and byline once more, may
// stand before it.
bool OpensWith(std::string_view body_html, std::string_view standfirst) {
  constexpr size_t kCompared = 60, kDateline = 240, kHtmlLookedAt = 4'000;
  if (standfirst.size() < kCompared) return false;
  const std::string opening = html::ProseTextOf(body_html.substr(0, kHtmlLookedAt)).substr(0, kDateline + kCompared);
  return opening.find(standfirst.substr(0, kCompared)) != std::string::npos;
}

// The summary of a feed is often the standfirst once more.
bool SummaryRepeats(std::string_view standfirst, std::string_view body_html) {
  const std::string words = html::TextOf(body_html);
  return words.size() < standfirst.size() + 40 && words.substr(0, 60) == standfirst.substr(0, 60);
}

Result<PreparedArticlePtr> Prepare(SiteParts& parts, const Words& words, Article article, const Title& title) {
  if (PreparedArticlePtr kept = parts.articles.Find(article.id, article.change_seq, words.language())) return kept;
  auto prepared = std::make_shared<PreparedArticle>();
  auto changes = ReadChanges(parts, article, title);
  if (!changes) return Fail(changes.error());
  prepared->changes = std::move(*changes);
  BodyOptions options;
  options.picture_address = parts.context.picture_address;
  bool all_known = true;  // a body with pictures nobody has seen yet is written anew when more is known
  if (parts.context.picture_facts) {
    options.picture_facts = [&](const std::string& url) {
      const auto facts = parts.context.picture_facts(url);
      all_known = all_known && facts.has_value();
      return facts;
    };
  }
  options.table_label = words.Text("table");
  prepared->body_is_summary = title.rights != Rights::kFull || article.body_html.empty();
  if (!prepared->body_is_summary) {
    const ArticleImage& image = article.image;
    options.above = {article.headline, article.byline, article.standfirst, image.url, image.caption, image.credit};
    BodyView view = MakeBody(article.body_html, options);
    prepared->repeats_standfirst = !view.standfirst_left_out && OpensWith(article.body_html, article.standfirst);
    if (image.caption.empty() && image.credit.empty()) {
      article.image.caption = std::move(view.lead_caption);
      article.image.credit = std::move(view.lead_credit);
    }
    prepared->body = std::move(view.html);
  } else if (!article.summary_html.empty()) {
    options.picture_address = nullptr;
    prepared->body = MakeBody(article.summary_html, options).html;
    prepared->repeats_standfirst = SummaryRepeats(article.standfirst, article.summary_html);
  }
  // The name of a table is the only word of ours in a body.
  if (prepared->body.text().find(options.table_label) != std::string::npos) prepared->language = words.language();
  prepared->article = std::move(article);
  prepared->article.body_html.clear();
  prepared->article.summary_html.clear();
  if (all_known) parts.articles.Put(prepared);
  return PreparedArticlePtr(prepared);
}

class ArticleView {
 public:
  ArticleView(PageMaker& page, const PreparedArticle& prepared, const TitlePtr& title, edition::CardPtr card)
      : page_(page),
        prepared_(prepared),
        article_(prepared.article),
        title_(title),
        card_(std::move(card)),
        language_(article_.language.empty() ? title->language : article_.language) {}

  void Fill() {
    TemplateDictionary& main = page_.main();
    main.SetValue(kn_ARTICLE_CLASS, article_.section.empty() ? "" : "s-" + article_.section);
    FillLanguage(main);
    FillOpeningWords(main);
    FillPublisher(main);
    FillFigure(main);
    FillText(main);
    FillTools(main);
    FillAbout(page_, {{&article_.topics, &article_.entities}});
    main.SetValue(kn_WRONG_URL, fmt::format("/wrong/{}", article_.id.value));
    FillChanges(page_, prepared_.changes, language_);
    FillMore();
  }

  PageFrame Frame() const {
    PageFrame frame;
    frame.path = ArticlePath(*card_);
    frame.title = article_.headline;
    frame.description = card_->standfirst;
    frame.nav_here = "";
    frame.preload_text = true;
    frame.kind = "article";
    frame.feed_path = TitlePath(*title_);
    if (title_->index_policy == IndexPolicy::kNoindex) frame.robots = "noindex";
    if (title_->index_policy == IndexPolicy::kCanonical) frame.canonical = article_.url;
    frame.shared.type = "article";
    frame.shared.language = language_;
    frame.shared.published = article_.published;
    frame.shared.updated = article_.updated;
    frame.shared.section = SectionName(page_.words(), article_.section);
    page_.SharePicture(article_.image, frame.shared);
    frame.json_ld = ArticleJson({article_, *title_, card_->standfirst, frame}, page_.parts(), page_.words());
    return frame;
  }

 private:
  void FillLanguage(TemplateDictionary& main) {
    if (IsForeign(page_.words(), language_)) {
      main.SetValueAndShowSection(kn_ARTICLE_LANG, language_, kn_ARTICLE_LANGUAGE);
      main.SetValueAndShowSection(kn_LANGUAGE_NAME, page_.words().LanguageName(language_), kn_FOREIGN);
    }
    const bool page_rtl = page_.words().direction() == "rtl", text_rtl = IsRightToLeft(language_);
    if (text_rtl && !page_rtl) main.ShowSection(kn_WORDS_RTL);
    if (!text_rtl && page_rtl && !language_.empty()) main.ShowSection(kn_WORDS_LTR);
  }

  // What a reader can do with it, all by plain forms and links.
  void FillTools(TemplateDictionary& main) {
    const Words& words = page_.words();
    const std::string path = ArticlePath(*card_), url = page_.parts().options.base_url + path;
    main.SetIntValue(kn_CARD_ARTICLE, article_.id.value);
    main.SetValue(kn_TOOLS_LANG, words.locale());
    main.SetValue(kn_TOOLS_DIR, std::string(words.direction()));
    main.SetValue(kn_PAGE_PATH, path);
    main.SetValue(kn_OWN_URL, url);
    // A whole address that is none of the web's is refused by the templates: its scheme stands in article.tpl.
    main.SetValue(kn_MAIL_SUBJECT, PercentEncode(article_.headline));
    main.SetValue(kn_MAIL_BODY, PercentEncode(url));
    static constexpr int kPercents[] = {90, 100, 110, 120, 130, 140, 150};
    for (int step = 0; step < static_cast<int>(std::size(kPercents)); ++step) {
      TemplateDictionary* choice = main.AddSectionDictionary(kn_SIZE_CHOICE);
      choice->SetIntValue(kn_SIZE_VALUE, step);
      choice->SetValue(kn_SIZE_NAME, words.Format("percent", {{"count", kPercents[step]}}));
      if (step == page_.look().size) choice->ShowSection(kn_SIZE_HERE);
    }
    static constexpr const char* kSpacings[] = {"spacing_usual", "spacing_wide", "spacing_widest"};
    for (int step = 0; step < static_cast<int>(std::size(kSpacings)); ++step) {
      TemplateDictionary* choice = main.AddSectionDictionary(kn_SPACING_CHOICE);
      choice->SetIntValue(kn_SPACING_VALUE, step);
      choice->SetValue(kn_SPACING_NAME, words.Text(kSpacings[step]));
      if (step == page_.look().spacing) choice->ShowSection(kn_SPACING_HERE);
    }
  }

  void FillOpeningWords(TemplateDictionary& main) {
    main.SetValue(kn_HEADLINE, article_.headline);
    if (const std::string section = SectionName(page_.words(), article_.section); !section.empty()) {
      TemplateDictionary* kicker = main.AddSectionDictionary(kn_KICKER);
      kicker->SetValue(kn_SECTION_NAME, section);
      kicker->SetValue(kn_SECTION_URL, SectionPath(article_.section));
    }
    if (!article_.standfirst.empty() && (prepared_.body_is_summary || !prepared_.repeats_standfirst))
      main.SetValueAndShowSection(kn_STANDFIRST_TEXT, article_.standfirst, kn_STANDFIRST);
  }

  void FillPublisher(TemplateDictionary& main) {
    main.SetValue(kn_BRAND_CLASS, BrandClass(title_->brand_colour));
    page_.AddPlate(main, *title_, "middle");
    main.SetValue(kn_TITLE_URL, TitlePath(*title_));
    main.SetValue(kn_TITLE_NAME, title_->name);
    if (!article_.byline.empty()) main.SetValueAndShowSection(kn_BYLINE_TEXT, article_.byline, kn_BYLINE);
    main.SetValue(kn_TIME_ISO, FormatRfc3339(article_.published));
    main.SetValue(kn_TIME_TEXT, page_.words().Date(article_.published, DateStyle::kLong));
    // A minute's difference is a publisher's clock, not an update; but what changed before our eyes always is.
    const bool later = article_.updated && *article_.updated - article_.published > std::chrono::minutes(5);
    if (article_.updated && (later || !prepared_.changes.empty())) {
      TemplateDictionary* updated = main.AddSectionDictionary(kn_UPDATED);
      updated->SetValue(kn_UPDATED_ISO, FormatRfc3339(*article_.updated));
      updated->SetValue(kn_UPDATED_TEXT, page_.words().Date(*article_.updated, DateStyle::kLong));
      if (!prepared_.changes.empty()) updated->ShowSection(kn_UPDATED_CHANGES);
    }
    if (!prepared_.body_is_summary) {
      if (const std::string minutes = MinutesText(page_.words(), card_->minutes); !minutes.empty()) {
        main.SetValueAndShowSection(kn_MINUTES_TEXT, minutes, kn_MINUTES);
      }
    }
    main.SetValue(kn_ORIGINAL_URL, article_.url);
  }

  void FillFigure(TemplateDictionary& main) {
    ArticleImage image = article_.image;
    const auto& facts_of = page_.parts().context.picture_facts;
    if (const auto facts = facts_of ? facts_of(image.url) : std::nullopt) {
      image.width = facts->width;
      image.height = facts->height;
    }
    if (image.width > 0 && image.width < kPoorPicture) return;
    std::optional<Picture> picture = page_.MakePicture(image.url, kArticleSlot);
    if (!picture) return;
    TemplateDictionary* figure = main.AddSectionDictionary(kn_FIGURE);
    // Between a panorama and 4:5 a picture keeps its own shape.
    const bool shape_known =
        image.width > 0 && image.height > 0 && image.height * 4 <= image.width * 5 && image.width <= image.height * 3;
    if (shape_known) {
      picture->height = picture->width * image.height / image.width;
    } else {
      figure->ShowSection(kn_FIGURE_CUT);
    }
    PageMaker::FillPicture(*figure, *picture);
    figure->SetValue(kn_MONOGRAM, Monogram(title_->name));
    figure->SetValue(kn_PICTURE_ALT, image.caption);
    if (!image.caption.empty() || !image.credit.empty()) {
      TemplateDictionary* caption = figure->AddSectionDictionary(kn_CAPTION);
      caption->SetValue(kn_CAPTION_TEXT, image.caption);
      if (!image.credit.empty()) caption->SetValueAndShowSection(kn_CREDIT_TEXT, image.credit, kn_CREDIT);
    }
  }

  void FillText(TemplateDictionary& main) {
    const bool repeated = prepared_.body_is_summary && prepared_.repeats_standfirst;
    if (!repeated && !prepared_.body.text().empty()) {
      main.AddSectionDictionary(kn_BODY)->SetValue(kn_BODY_HTML, prepared_.body.text());
    }
    const char* reason = title_->rights != Rights::kFull ? "part_excerpt"
                         : article_.page_state == PageState::kReserved && prepared_.body_is_summary ? "part_reserved"
                         : prepared_.body_is_summary     ? "part_no_body"
                         : article_.paywalled            ? "part_paywalled"
                                                         : nullptr;
    if (reason == nullptr) return;
    TemplateDictionary* part = main.AddSectionDictionary(kn_ONLY_PART);
    part->SetValue(kn_ONLY_PART_TEXT, page_.words().Format(reason, {{"title", title_->name}}));
    part->SetValue(kn_READ_AT_TEXT, page_.words().Format("read_at", {{"title", title_->name}}));
    part->SetValue(kn_ORIGINAL_URL, article_.url);
  }

  // What stands below an article: cards under a heading, which leads to `url` where there is one.
  struct Below {
    const char* id;
    std::string name, url, css;
    bool pictures = false;  // one row of them is enough: more would outweigh the article
    bool source = true;     // whose the cards are is not said already
    size_t least = 1;
  };
  void AddBelow(const Below& below, const edition::CardList& cards) {
    if (cards.size() < below.least) return;
    TemplateDictionary* more = page_.main().AddSectionDictionary(kn_AFTER);
    more->SetValue(kn_AFTER_ID, below.id);
    TemplateDictionary* heading = more->AddSectionDictionary(below.url.empty() ? kn_AFTER_PLAIN : kn_AFTER_LINKED);
    heading->SetValue(kn_AFTER_NAME, below.name);
    heading->SetValue(kn_AFTER_URL, below.url);
    more->SetValue(kn_AFTER_CLASS, below.css);
    more->SetValue(kn_AFTER_LAYOUT, below.pictures ? "four" : "four ruled");
    for (const edition::CardPtr& card : cards) {
      page_.AddCard(*more, kn_AFTER_CARD, *card,
                    {below.pictures ? "tile" : "tile text", below.pictures ? &kSmallTileSlot : nullptr, below.css.empty(), true, false, below.source});
    }
  }

  // Other titles on the same event, what is related, what went before, the title's newest.
  void FillMore() {
    const edition::Edition& edition = page_.edition();
    const Words& words = page_.words();
    const edition::StoryPtr story = edition.StoryOf(article_.id);
    if (story)
      AddBelow({"more-story", words.Text("more_story"), StoryPath(story->id, *story->lead), ""}, OthersOf(*story));
    edition::RelatedQuestion question;
    question.article = article_.id;
    if (const edition::Place* place = edition.PlaceOf(article_.id)) {
      question.story = place->story;
      question.event = place->event;
    }
    question.headline = article_.headline;
    question.language = language_;
    question.owner = edition::OwnerNumber(*title_);
    question.published = article_.published;
    question.entities = edition::RefsOf(edition, article_.entities);
    const edition::RelatedCards found = edition::FindRelated(edition, question, kMoreCards);
    AddBelow({"related", words.Text("related"), "", ""}, found.related);
    AddBelow({"background", words.Text("story_background"), "", ""}, found.background);
    AddBelow({"more-title", words.Format("more_from", {{"name", title_->name}}), TitlePath(*title_), "", true, false, 2}, NewestOfTitle());
    if (const std::string section = SectionName(words, article_.section); !section.empty() && found.related.size() < 2) {
      AddBelow({"more-section", words.Format("more_in", {{"name", section}}), SectionPath(article_.section), "s-" + article_.section, false, true, 2},
               NewestOfSection());
    }
  }

  // One of each other title, originals alone; the newest.
  edition::CardList OthersOf(const edition::RankedStory& story) const {
    edition::CardList others;
    for (const edition::CardPtr& card : *story.cards) {
      if (others.size() == kMoreCards) break;
      const bool shown = card->title->slug == title_->slug || page_.edition().IsFolded(card->id) ||
                         std::any_of(others.begin(), others.end(), [&](const edition::CardPtr& other) { return other->title == card->title; });
      if (!shown) others.push_back(card);
    }
    return others;
  }

  edition::CardList NewestOfTitle() const {
    edition::CardList newest;
    for (const edition::CardPtr& card : edition::Edition::ListOf(page_.edition().by_title, title_->slug)) {
      if (newest.size() == kMoreCards) break;
      if (card->id != article_.id) newest.push_back(card);
    }
    return newest;
  }

  // Of other titles, one each.
  edition::CardList NewestOfSection() const {
    edition::CardList newest;
    for (const edition::CardPtr& card : edition::Edition::ListOf(page_.edition().by_section, article_.section)) {
      if (newest.size() == kMoreCards) break;
      const bool repeats = card->title->slug == title_->slug || SaysTheSame(*card, newest) || AsciiIEquals(card->headline, article_.headline) ||
                           std::any_of(newest.begin(), newest.end(), [&](const edition::CardPtr& shown) { return shown->title == card->title; });
      if (!repeats) newest.push_back(card);
    }
    return newest;
  }

  PageMaker& page_;
  const PreparedArticle& prepared_;
  const Article& article_;
  const TitlePtr& title_;
  const edition::CardPtr card_;
  const std::string language_;
};

// A withdrawn article is told as one: by whom, and nothing of what it said.
Result<Rendered> RenderWithdrawn(SiteParts& parts, const Variant& variant, const edition::EditionPtr& edition, const Found& found) {
  PageMaker page(parts, variant, edition, "error.tpl");
  const Words& words = page.words();
  const char* reason = found.article->withdrawal == Withdrawal::kWithheld   ? "withdrawn_withheld"
                       : found.article->withdrawal == Withdrawal::kPageGone ? "withdrawn_page_gone"
                                                                            : "withdrawn_canceled";
  page.main().SetValue(kn_STATUS, "410");
  page.main().SetValue(kn_FRONT_CLASS, "more");
  page.main().SetValue(kn_ERROR_TITLE, words.Text("error_410_title"));
  page.main().SetValue(kn_ERROR_TEXT, words.Format(reason, {{"title", found.title->name}}));
  TemplateDictionary* link = page.main().AddSectionDictionary(kn_ERROR_LINK);
  link->SetValue(kn_ERROR_LINK_URL, TitlePath(*found.title));
  link->SetValue(kn_ERROR_LINK_TEXT, words.Format("more_from", {{"name", found.title->name}}));
  PageFrame frame;
  frame.path.clear();
  frame.title = words.Text("error_410_title");
  frame.robots = "noindex";
  return HtmlPage(page.Finish(frame), 410);
}

Result<Rendered> RenderArticle(SiteParts& parts, const Variant& variant, const edition::EditionPtr& edition,
                               ArticleId id, const std::string& slug) {
  Result<Found> found = Read(parts, *edition, id);
  if (!found.ok()) return Fail(found.error());
  if (found->merged_into) return MovedTo("/article/" + std::to_string(found->merged_into->value));
  if (!found->article || !found->title || found->title->rights == Rights::kNone) return NotFound();
  if (found->article->state == ArticleState::kWithdrawn) return RenderWithdrawn(parts, variant, edition, *found);
  const edition::CardPtr card = edition::MakeCard(*found->article, found->title);
  if (!card) return NotFound();
  if (card->id != id || slug != card->slug) return MovedTo(ArticlePath(*card));
  const auto prepared = Prepare(parts, *variant.words, std::move(*found->article), *found->title);
  if (!prepared) return Fail(prepared.error());
  PageMaker page(parts, variant, edition, "article.tpl");
  ArticleView view(page, **prepared, found->title, card);
  view.Fill();
  return HtmlPage(page.Finish(view.Frame()));
}

}  // namespace

http::Response ShowArticle(SiteParts& parts, const http::Request& request) {
  const int64_t id = IdIn(request.Param("id"));
  if (id == 0 || parts.context.database == nullptr) return ErrorPage(parts, request, 404);
  const std::string slug(request.Param("slug"));
  return Serve(parts, request, fmt::format("/article/{}/{}", id, slug),
               [&parts, id, slug](const Variant& variant, const edition::EditionPtr& edition) {
                 return RenderArticle(parts, variant, edition, ArticleId{id}, slug);
               });
}

}  // namespace newsstand::web
