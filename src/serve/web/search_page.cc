// "/search": what readers ask for, from the index; and a saved search as a feed.
#include <fmt/core.h>

#include <algorithm>
#include <charconv>

#include "base/text.h"
#include "content/html/text.h"
#include "content/search/finding.h"
#include "content/search/snippet.h"
#include "serve/web/brands.h"
#include "serve/web/dictionary.h"
#include "serve/web/page.h"
#include "serve/web/pages.h"
#include "serve/web/stored_cards.h"
#include "store/articles.h"

namespace newsstand::web {
namespace {

using ctemplate::TemplateDictionary;
using ctemplate::TemplateString;
using edition::CardPtr;
using edition::EditionPtr;
using search::Piece;

constexpr size_t kPageResults = 20;
constexpr size_t kMostPages = 25;
constexpr size_t kFeedResults = 50;
constexpr size_t kSnippetWords = 34;
constexpr size_t kOthersNamed = 3;

struct When {
  std::string_view name, word;
  int days;
};
constexpr When kWhens[] = {{"", "search_any_time", 0}, {"day", "search_day", 1}, {"week", "search_week", 7}, {"month", "search_month", 30}};

// What the address asks for.
struct Asked {
  search::Query query;
  bool newest = false;
  std::string when;
  size_t page = 0;
};

Asked ReadAsked(const http::Request& request, Timestamp now) {
  Asked asked;
  asked.query = search::ParseQuery(request.Query("q"));
  asked.newest = request.Query("sort") == "newest";
  for (const When& when : kWhens) {
    if (when.days == 0 || request.Query("when") != when.name) continue;
    asked.when = when.name;
    const int64_t since = ToUnixMillis(now - std::chrono::hours(24 * when.days));
    asked.query.after = std::max(asked.query.after.value_or(since), since);
  }
  const std::string_view page = request.Query("page");
  std::from_chars(page.data(), page.data() + page.size(), asked.page);
  asked.page = std::clamp<size_t>(asked.page, 1, kMostPages) - 1;
  return asked;
}

std::string QueryOf(const std::string& text) { return "?q=" + PercentEncode(text); }

std::string SearchPath(const std::string& text, bool newest, std::string_view when, size_t page) {
  std::string path = "/search" + QueryOf(text);
  if (newest) path += "&sort=newest";
  if (!when.empty()) path += fmt::format("&when={}", when);
  if (page > 0) path += fmt::format("&page={}", page + 1);
  return path;
}

// A result with what has to be shown of it.
struct ShownResult {
  search::Found found;
  CardPtr card;
  std::vector<Piece> headline, snippet;
  std::vector<CardPtr> others;
};

Result<CardPtr> CardOf(store::Transaction& transaction, const edition::Edition& edition, const StoredCards& stored, ArticleId id,
                       Article* whole) {
  if (whole == nullptr) {
    if (CardPtr card = edition.Find(id)) return card;
  }
  auto article = store::FindArticle(transaction, id);
  if (!article) return Fail(article.error());
  if (!*article || (*article)->id != id) return CardPtr();
  CardPtr card = stored.Of(**article);
  if (whole != nullptr) *whole = std::move(**article);
  return card;
}

// Where the title does not let its texts be shown, a snippet comes from the summary.
std::string ShownText(const Article& article, const Title& title) {
  const bool whole = title.rights == Rights::kFull && !article.body_html.empty();
  const std::string text = html::ProseTextOf(whole ? article.body_html : article.summary_html);
  const bool repeats = !article.standfirst.empty() && text.starts_with(article.standfirst.substr(0, 40));
  return article.standfirst.empty() || repeats ? text : article.standfirst + "\n" + text;
}

Result<std::vector<ShownResult>> ReadResults(SiteParts& parts, const edition::Edition& edition, const search::Query& query,
                                         const std::vector<search::Found>& all) {
  const StoredCards stored(edition);
  std::vector<ShownResult> results;
  search::Marker marker(query);
  const Status read = parts.context.database->Read([&](store::Transaction& transaction) -> Status {
    results.clear();
    for (const search::Found& found : all) {
      Article article;
      auto card = CardOf(transaction, edition, stored, found.article, &article);
      if (!card) return Fail(card.error());
      if (*card == nullptr) continue;
      ShownResult result{found, *card, marker.Mark((*card)->headline, (*card)->language), {}, {}};
      result.snippet = marker.Snippet(ShownText(article, *(*card)->title), article.language, kSnippetWords);
      if (result.snippet.empty() && !(*card)->standfirst.empty()) result.snippet.push_back({(*card)->standfirst, false});
      for (const ArticleId id : found.others) {
        if (result.others.size() == kOthersNamed) break;
        auto other = CardOf(transaction, edition, stored, id, nullptr);
        if (!other) return Fail(other.error());
        const bool known = *other == nullptr || (*other)->title == (*card)->title ||
                           std::any_of(result.others.begin(), result.others.end(),
                                       [&](const CardPtr& one) { return one->title->slug == (*other)->title->slug; });
        if (!known) result.others.push_back(*other);
      }
      results.push_back(std::move(result));
    }
    return {};
  });
  if (!read) return Fail(read.error());
  return results;
}

void FillPieces(TemplateDictionary& parent, const TemplateString& section, const std::vector<Piece>& pieces) {
  for (const Piece& piece : pieces) {
    TemplateDictionary* entry = parent.AddSectionDictionary(section);
    TemplateDictionary* words = entry->AddSectionDictionary(piece.hit ? kn_PIECE_HIT : kn_PIECE_PLAIN);
    words->SetValue(kn_PIECE_TEXT, piece.text);
  }
}

class SearchView {
 public:
  SearchView(PageMaker& page, const Asked& asked) : page_(page), words_(page.words()), asked_(asked) {}

  void FillQuestion(bool ready) {
    TemplateDictionary& main = page_.main();
    main.SetValue(kn_HEAD_TITLE, words_.Text("search"));
    main.SetValue(kn_QUERY_TEXT, asked_.query.text);
    if (asked_.newest) Keep("sort", "newest");
    if (!asked_.when.empty()) Keep("when", asked_.when);
    for (const search::QueryNote note : asked_.query.notes)
      Note(words_.Text(note == search::QueryNote::kTooLong ? "search_too_long" : "search_bad_date"));
    if (!ready) Note(words_.Text("search_not_ready"));
  }

  void FillAnswer(const search::FoundPage& found, const std::vector<ShownResult>& results) {
    TemplateDictionary& main = page_.main();
    if (found.suggestion) {
      TemplateDictionary* suggestion = main.AddSectionDictionary(kn_SUGGESTION);
      suggestion->SetValue(kn_SUGGESTION_URL, SearchPath(*found.suggestion, asked_.newest, asked_.when, 0));
      suggestion->SetValue(kn_SUGGESTION_TEXT, *found.suggestion);
    }
    if (found.partial && !results.empty()) Note(words_.Format("search_partial", {{"all", found.matches}}));
    FillChoices(found, !results.empty());
    if (results.empty()) {
      main.SetValueAndShowSection(kn_NOTHING_TEXT, words_.Format("search_nothing", {{"query", asked_.query.text}}), kn_NOTHING);
      FillWays();
      return;
    }
    TemplateDictionary* list = main.AddSectionDictionary(kn_RESULTS);
    for (const ShownResult& result : results) AddResult(*list, result);
    const bool more = found.more && asked_.page + 1 < kMostPages;
    if (!more && asked_.page == 0) return;
    TemplateDictionary* pager = list->AddSectionDictionary(kn_PAGER);
    if (asked_.page > 0) pager->SetValueAndShowSection(kn_NEWEST_URL, Path(asked_.page - 1), kn_NEWEST);
    if (more) pager->SetValueAndShowSection(kn_OLDER_URL, Path(asked_.page + 1), kn_OLDER);
  }

  // The query language, by examples that can be followed.
  void FillWays() {
    struct Way {
      std::vector<const char*> examples;
      const char* word;
    };
    static const std::vector<Way> kWays = {{{"budget vote"}, "search_way_words"},
                                           {{"\"interest rates\""}, "search_way_phrase"},
                                           {{"football -transfer"}, "search_way_not"},
                                           {{"flood OR storm"}, "search_way_or"},
                                           {{"vaccin*"}, "search_way_prefix"},
                                           {{"title:election"}, "search_way_title"},
                                           {{"author:smith"}, "search_way_author"},
                                           {{"topic:energy", "entity:\"European Union\""}, "search_way_topic"},
                                           {{"section:science", "from:gazette"}, "search_way_section"},
                                           {{"lang:fr", "country:DE"}, "search_way_place"},
                                           {{"after:2026-11", "before:2026"}, "search_way_time"}};
    TemplateDictionary* help = page_.main().AddSectionDictionary(kn_LANGUAGE_HELP);
    for (const Way& way : kWays) {
      TemplateDictionary* entry = help->AddSectionDictionary(kn_WAY);
      for (const char* example : way.examples) {
        TemplateDictionary* link = entry->AddSectionDictionary(kn_EXAMPLE);
        link->SetValue(kn_EXAMPLE_URL, SearchPath(example, false, "", 0));
        link->SetValue(kn_EXAMPLE_TEXT, example);
      }
      entry->SetValue(kn_WAY_TEXT, words_.Text(way.word));
    }
  }

  PageFrame Frame() const {
    PageFrame frame;
    const bool asks = !asked_.query.empty();
    frame.path = asks ? Path(asked_.page) : "/search";
    frame.title = asks ? words_.Format("search_for", {{"query", asked_.query.text}}) : words_.Text("search");
    frame.description = words_.Text("search_lede");
    frame.finds = false;
    if (asks) {
      frame.robots = "noindex";
      frame.feed_path = "/search";
      frame.feed_query = QueryOf(asked_.query.text);
      frame.feed_title = frame.title;
    }
    return frame;
  }

 private:
  std::string Path(size_t page) const { return SearchPath(asked_.query.text, asked_.newest, asked_.when, page); }

  void Keep(const std::string& name, const std::string& value) {
    TemplateDictionary* kept = page_.main().AddSectionDictionary(kn_KEPT_CHOICE);
    kept->SetValue(kn_CHOICE_NAME, name);
    kept->SetValue(kn_CHOICE_VALUE, value);
  }

  void Note(const std::string& text) { page_.main().AddSectionDictionary(kn_NOTE)->SetValue(kn_NOTE_TEXT, text); }

  void AddChoice(TemplateDictionary& group, const std::string& url, const std::string& text, bool here) {
    TemplateDictionary* choice = group.AddSectionDictionary(kn_CHOICE);
    choice->SetValue(kn_CHOICE_URL, url);
    choice->SetValue(kn_CHOICE_TEXT, text);
    if (here) choice->ShowSection(kn_CHOICE_HERE);
  }

  void FillChoices(const search::FoundPage& found, bool any) {
    if (!any && asked_.when.empty()) return;
    TemplateDictionary* choices = page_.main().AddSectionDictionary(kn_CHOICES);
    std::string text;
    if (found.matches > 0) text = words_.Format(found.counted ? "search_found" : "search_found_many", {{"count", found.matches}});
    if (asked_.page > 0) text += (text.empty() ? "" : " · ") + words_.Format("search_found_page", {{"page", static_cast<int64_t>(asked_.page + 1)}});
    choices->SetValue(kn_FOUND_TEXT, text);
    const std::string& q = asked_.query.text;
    if (any) {
      TemplateDictionary* order = choices->AddSectionDictionary(kn_CHOICE_GROUP);
      order->SetValue(kn_CHOICE_GROUP_NAME, words_.Text("search_sort"));
      AddChoice(*order, SearchPath(q, false, asked_.when, 0), words_.Text("search_by_relevance"), !asked_.newest);
      AddChoice(*order, SearchPath(q, true, asked_.when, 0), words_.Text("search_by_time"), asked_.newest);
    }
    TemplateDictionary* times = choices->AddSectionDictionary(kn_CHOICE_GROUP);
    times->SetValue(kn_CHOICE_GROUP_NAME, words_.Text("search_when"));
    for (const When& when : kWhens)
      AddChoice(*times, SearchPath(q, asked_.newest, when.name, 0), words_.Text(when.word), asked_.when == when.name);
  }

  void AddResult(TemplateDictionary& list, const ShownResult& result) {
    const edition::Card& card = *result.card;
    TemplateDictionary* entry = list.AddIncludeDictionary(kn_RESULT_CARD);
    entry->SetFilename("result.tpl");
    entry->SetValue(kn_CARD_CLASS, card.section.empty() ? "" : "s-" + card.section);
    entry->SetValue(kn_CARD_ID, fmt::format("r{}", ++results_));
    entry->SetValue(kn_CARD_URL, ArticlePath(card));
    FillPieces(*entry, kn_HEADLINE_PIECE, result.headline);
    const std::string& language = card.language.empty() ? card.title->language : card.language;
    if (IsForeign(words_, language)) entry->SetValueAndShowSection(kn_CARD_LANG, language, kn_CARD_LANGUAGE);
    const bool page_rtl = words_.direction() == "rtl", text_rtl = IsRightToLeft(language);
    if (text_rtl && !page_rtl) entry->ShowSection(kn_WORDS_RTL);
    if (!text_rtl && page_rtl && !language.empty()) entry->ShowSection(kn_WORDS_LTR);
    if (const auto picture = page_.MakePicture(card.image.url, kThumbSlot)) {
      TemplateDictionary* section = entry->AddSectionDictionary(kn_PICTURE);
      PageMaker::FillPicture(*section, *picture);
      section->SetValue(kn_MONOGRAM, Monogram(card.title->name));
    }
    if (const std::string section = SectionName(words_, card.section); !section.empty())
      entry->SetValueAndShowSection(kn_SECTION_NAME, section, kn_KICKER);
    if (!result.snippet.empty()) FillPieces(*entry->AddSectionDictionary(kn_SNIPPET), kn_SNIPPET_PIECE, result.snippet);
    entry->SetValue(kn_BRAND_CLASS, BrandClass(card.title->brand_colour));
    entry->SetValue(kn_TITLE_NAME, card.title->name);
    if (const std::string minutes = MinutesText(words_, card.minutes); !minutes.empty())
      entry->SetValueAndShowSection(kn_MINUTES_TEXT, minutes, kn_MINUTES);
    entry->SetValue(kn_TIME_ISO, FormatRfc3339(card.published));
    entry->SetValue(kn_TIME_TEXT, words_.Date(card.published, DateStyle::kCard));
    FillStory(*entry, result);
  }

  void FillStory(TemplateDictionary& entry, const ShownResult& result) {
    const edition::StoryPtr story = page_.edition().StoryOf(result.card->id);
    const bool of_many = story != nullptr && story->titles > 1;
    if (!of_many && (!result.found.story || result.found.others.empty())) return;
    TemplateDictionary* line = entry.AddSectionDictionary(kn_ON_THIS);
    line->SetValue(kn_STORY_URL, of_many ? StoryPath(story->id, *story->lead) : StoryPath(result.found.story, *result.card));
    line->SetValue(kn_ON_THIS_TEXT, of_many ? words_.Format("on_this", {{"count", story->titles}})
                                            : words_.Format("search_others", {{"count", static_cast<int64_t>(result.found.others.size())}}));
    for (const CardPtr& other : result.others) {
      TemplateDictionary* link = line->AddSectionDictionary(kn_OTHER);
      link->SetValue(kn_OTHER_URL, ArticlePath(*other));
      link->SetValue(kn_OTHER_NAME, other->title->name);
    }
  }

  PageMaker& page_;
  const Words& words_;
  const Asked& asked_;
  int results_ = 0;
};

Result<Rendered> RenderSearch(SiteParts& parts, const Variant& variant, const EditionPtr& edition, const Asked& asked,
                              const search::View& index) {
  PageMaker page(parts, variant, edition, "search.tpl");
  SearchView view(page, asked);
  view.FillQuestion(index.ready);
  if (asked.query.empty()) {
    view.FillWays();
  } else {
    search::FindRequest request;
    request.order = asked.newest ? search::Order::kNewest : search::Order::kRelevance;
    request.page = asked.page;
    request.per_page = kPageResults;
    auto found = search::FindPage(*parts.context.database, index, asked.query, request, page.now());
    if (!found) return Fail(found.error());
    auto results = ReadResults(parts, *edition, asked.query, found->found);
    if (!results) return Fail(results.error());
    view.FillAnswer(*found, *results);
  }
  return HtmlPage(page.Finish(view.Frame()));
}

Result<Rendered> RenderSearchFeed(SiteParts& parts, const Variant& variant, const EditionPtr& edition, const Asked& asked,
                                  const search::View& index, FeedFormat format) {
  search::FindRequest request;
  request.order = search::Order::kNewest;
  request.per_page = kFeedResults;
  request.folded = false;
  auto found = search::FindPage(*parts.context.database, index, asked.query, request, parts.context.clock->Now());
  if (!found) return Fail(found.error());
  const StoredCards stored(*edition);
  edition::CardList cards;
  const Status read = parts.context.database->Read([&](store::Transaction& transaction) -> Status {
    cards.clear();
    for (const search::Found& one : found->found) {
      auto card = CardOf(transaction, *edition, stored, one.article, nullptr);
      if (!card) return Fail(card.error());
      if (*card != nullptr) cards.push_back(std::move(*card));
    }
    return {};
  });
  if (!read) return Fail(read.error());
  FeedInfo info;
  info.title = variant.words->Format("search_for", {{"query", asked.query.text}}) + " · " + parts.options.site_name;
  info.description = variant.words->Format("search_description", {{"query", asked.query.text}});
  info.path = "/search";
  info.query = QueryOf(asked.query.text);
  return RenderFeed(parts, format, info, cards);
}

// A page is right as long as neither the edition nor the index is another.
std::string KeyOf(std::string_view kind, const Asked& asked, const search::View& index) {
  return fmt::format("{} {} {}", kind, index.generation, SearchPath(asked.query.text, asked.newest, asked.when, asked.page));
}

bool CanSearch(const SiteParts& parts) { return parts.context.search && parts.context.database != nullptr; }

}  // namespace

http::Response ShowSearch(SiteParts& parts, const http::Request& request) {
  if (!CanSearch(parts)) return ErrorPage(parts, request, 404);
  const Asked asked = ReadAsked(request, parts.context.clock->Now());
  const search::ViewPtr index = parts.context.search();
  return Serve(parts, request, KeyOf("/search", asked, *index), [&](const Variant& variant, const EditionPtr& edition) {
    return RenderSearch(parts, variant, edition, asked, *index);
  });
}

http::Response ShowSearchFeed(SiteParts& parts, const http::Request& request, FeedFormat format) {
  if (!CanSearch(parts)) return ErrorPage(parts, request, 404);
  const Asked asked = ReadAsked(request, parts.context.clock->Now());
  const search::ViewPtr index = parts.context.search();
  const std::string kind = fmt::format("/search feed {}", static_cast<int>(format));
  return Serve(parts, request, KeyOf(kind, asked, *index), [&](const Variant& variant, const EditionPtr& edition) {
    return RenderSearchFeed(parts, variant, edition, asked, *index, format);
  });
}

}  // namespace newsstand::web
