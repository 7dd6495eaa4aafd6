// "/latest", "/section/…", "/country/…", "/title/…": one shape, four selections; and the older articles of each.
#include <fmt/core.h>

#include <algorithm>
#include <boost/json.hpp>
#include <charconv>
#include <optional>

#include "base/text.h"
#include "serve/web/dictionary.h"
#include "serve/web/list_parts.h"
#include "serve/web/page.h"
#include "serve/web/pages.h"
#include "serve/web/rail.h"
#include "serve/web/reading_language.h"
#include "serve/web/stored_cards.h"
#include "serve/web/title_sources.h"
#include "store/articles.h"

namespace newsstand::web {
namespace {

using ctemplate::TemplateDictionary;
using edition::CardList;
using edition::CardPtr;
using edition::EditionPtr;
using edition::ShownStory;

constexpr size_t kRailTitles = 12;
constexpr size_t kTopSoughtIn = 12;    // the best story with a picture among so many leads
constexpr std::chrono::hours kStale{48};  // what nobody adds to any more does not open a list
constexpr size_t kCountedCards = 500;  // "new articles" are counted among so many

// One list: what it is called, where it lives, what is in it.
struct List {
  ListKind kind = ListKind::kLatest;
  std::string path;  // "/section/world"
  std::string heading, lede;
  std::shared_ptr<const Title> title;  // of kTitle
  std::string country, section;        // of kCountry, kSection
  std::string language;                // of kLatest, kSection: "" is all of them
  const CardList* cards = nullptr;     // in the edition, which outlives this, or `own`
  std::shared_ptr<const CardList> own;
};

std::optional<List> FindList(const edition::Edition& edition, const Words& words, ListKind kind, std::string_view name,
                             const std::string& language = "") {
  List list;
  list.kind = kind;
  if (kind == ListKind::kLatest) {
    list.path = "/latest";
    list.heading = words.Text("nav_latest");
    list.language = language;
    list.cards = language.empty() ? edition.latest.get() : &edition::Edition::ListOf(edition.by_language, language);
    const int64_t count = static_cast<int64_t>(list.cards->size());
    list.lede =
        language.empty()
            ? words.Format("latest_lede", {{"count", count}, {"titles", static_cast<int64_t>(edition.by_title.size())}})
            : words.Format("latest_lede_language", {{"count", count}, {"language", words.LanguageName(language)}});
  } else if (kind == ListKind::kSection) {
    const auto& slugs = SectionSlugs();
    if (std::find(slugs.begin(), slugs.end(), name) == slugs.end()) return std::nullopt;
    list.section = name;
    list.path = SectionPath(name);
    list.heading = SectionName(words, name);
    list.language = language;
    list.cards = &edition::Edition::ListOf(edition.by_section, name);
    if (!language.empty()) {
      list.own = OfLanguage(*list.cards, language);
      list.cards = list.own.get();
    }
  } else if (kind == ListKind::kCountry) {
    const bool shaped =
        name.size() == 2 && std::all_of(name.begin(), name.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
    const size_t titles = shaped ? TitlesOfCountry(edition, std::string(name)).size() : 0;
    if (titles == 0) return std::nullopt;
    list.country = name;
    list.path = CountryPath(name);
    list.heading = words.CountryName(name);
    list.lede = words.Format("country_lede", {{"titles", static_cast<int64_t>(titles)}});
    list.cards = &edition::Edition::ListOf(edition.by_country, name);
  } else {
    const auto found = edition.titles.find(std::string(name));
    if (found == edition.titles.end() || found->second->rights == Rights::kNone) return std::nullopt;
    list.title = found->second;
    list.path = TitlePath(*list.title);
    list.heading = list.title->name;
    list.cards = &edition::Edition::ListOf(edition.by_title, name);
  }
  return list;
}

void FillHead(PageMaker& page, const List& list) {
  TemplateDictionary* head = page.main().AddIncludeDictionary(kn_LIST_HEAD);
  head->SetFilename("list_head.tpl");
  head->SetValue(kn_HEAD_TITLE, list.heading);
  std::string css = list.section.empty() ? "" : "s-" + list.section;
  if (!list.lede.empty()) head->SetValueAndShowSection(kn_HEAD_LEDE_TEXT, list.lede, kn_HEAD_LEDE);
  if (list.title) {
    const Title& title = *list.title;
    css = "with-plate " + BrandClass(title.brand_colour);
    page.AddPlate(*head->AddSectionDictionary(kn_HEAD_PLATE), title, "large");
    if (IsForeign(page.words(), title.language)) {
      head->SetValueAndShowSection(kn_HEAD_LANG, title.language, kn_HEAD_LANGUAGE);
    }
    head->SetValueAndShowSection(kn_ENTRY_VALUE, "title:" + title.slug, kn_FOLLOW);
    TemplateDictionary* facts = head->AddSectionDictionary(kn_HEAD_FACTS);
    const auto fact = [&](const std::string& text) {
      if (!text.empty()) facts->AddSectionDictionary(kn_HEAD_FACT)->SetValue(kn_FACT_TEXT, text);
    };
    const auto link = [&](const std::string& url, const std::string& name, bool out) {
      TemplateDictionary* entry = facts->AddSectionDictionary(kn_HEAD_LINK);
      entry->SetValue(kn_LINK_URL, url);
      entry->SetValue(kn_LINK_NAME, name);
      if (out) entry->ShowSection(kn_LINK_OUT);
    };
    if (!title.language.empty()) fact(page.words().LanguageName(title.language));
    fact(page.words().Format("title_count", {{"count", static_cast<int64_t>(list.cards->size())}}));
    if (title.rights == Rights::kExcerpt) fact(page.words().Text("title_excerpt"));
    if (!title.country.empty()) link(CountryPath(title.country), page.words().CountryName(title.country), false);
    if (!title.home.empty()) link(title.home, page.words().Text("title_home"), true);
  }
  if (list.kind == ListKind::kLatest || list.kind == ListKind::kSection) FillLanguageChoice(page, list.path, list.language, *head);
  head->SetValue(kn_HEAD_CLASS, css);
}

void FillOpeningOf(PageMaker& page, const List& list, CardList& cards) {
  if (cards.size() < kOpeningFrom || list.kind == ListKind::kLatest || list.kind == ListKind::kTitle) return;
  std::vector<ShownStory> top = edition::TopStories(page.edition(), {list.country, list.language, list.section, &page.unwanted()}, kTopSoughtIn);
  std::erase_if(top, [&](const ShownStory& one) { return page.now() - one.story->score.facts.newest > kStale; });
  FillOpening(page, std::move(top), list.kind != ListKind::kSection, cards);
}

void FillRail(PageMaker& page, const List& list) {
  std::vector<TitleCount> titles;
  std::string heading = page.words().Text("rail_titles");
  if (list.kind == ListKind::kTitle) {
    heading = page.words().Format("rail_more_country", {{"country", page.words().CountryName(list.title->country)}});
    titles = BusiestTitles(edition::Edition::ListOf(page.edition().by_country, list.title->country), kRailTitles + 1);
    std::erase_if(titles, [&](const TitleCount& entry) { return entry.title->slug == list.title->slug; });
    if (titles.empty()) {
      heading = page.words().Text("rail_titles");
      titles = BusiestTitles(*page.edition().latest, kRailTitles);
    }
  } else {
    titles = BusiestTitles(*list.cards, kRailTitles);
    if (list.kind == ListKind::kCountry) {
      // Every title of the country, those without news of the week too.
      for (const auto& title : TitlesOfCountry(page.edition(), list.country)) {
        const bool listed = std::any_of(titles.begin(), titles.end(),
                                        [&](const TitleCount& entry) { return entry.title->slug == title->slug; });
        if (!listed && titles.size() < 2 * kRailTitles && title->rights != Rights::kNone) titles.push_back({title, 0});
      }
    }
  }
  if (titles.empty()) return;
  TemplateDictionary* rail = page.main().AddSectionDictionary(kn_RAIL);
  rail->SetValue(kn_RAIL_HEADING, heading);
  for (const TitleCount& entry : titles)
    page.AddPlateLink(*rail->AddSectionDictionary(kn_RAIL_TITLE), *entry.title, entry.count);
}

std::string CursorOf(const edition::Card& card) {
  return fmt::format("{}-{}", ToUnixMillis(card.published), card.id.value);
}

std::optional<store::ArticleCursor> ParseCursor(std::string_view text) {
  int64_t numbers[2] = {0, 0};
  const size_t dash = text.find('-', 1);
  if (dash == std::string_view::npos) return std::nullopt;
  const std::string_view parts[2] = {text.substr(0, dash), text.substr(dash + 1)};
  for (int i = 0; i < 2; ++i) {
    const auto [end, error] = std::from_chars(parts[i].data(), parts[i].data() + parts[i].size(), numbers[i]);
    if (error != std::errc() || end != parts[i].data() + parts[i].size()) return std::nullopt;
  }
  // What a timestamp can be: 1900 to 2200.
  if (numbers[0] < -2'208'988'800'000 || numbers[0] > 7'258'118'400'000) return std::nullopt;
  return store::ArticleCursor{FromUnixMillis(numbers[0]), ArticleId{numbers[1]}};
}

void FillPager(PageMaker& page, const List& list, const edition::Card* last, bool is_first_page) {
  if (last == nullptr && is_first_page) return;
  TemplateDictionary* pager = page.main().AddSectionDictionary(kn_PAGER);
  if (!is_first_page) pager->SetValueAndShowSection(kn_NEWEST_URL, list.path, kn_NEWEST);
  const std::string query = list.kind == ListKind::kLatest || list.kind == ListKind::kSection
                                ? "?language=" + (list.language.empty() ? std::string("all") : list.language)
                                : "";
  if (last != nullptr)
    pager->SetValueAndShowSection(kn_OLDER_URL, list.path + "/before/" + CursorOf(*last) + query, kn_OLDER);
}

PageFrame FrameOf(const PageMaker& page, const List& list) {
  PageFrame frame;
  frame.path = list.path;
  frame.title = list.heading;
  frame.description = list.lede.empty() ? page.words().Format("list_description", {{"name", list.heading}}) : list.lede;
  frame.nav_here = list.path;
  frame.feed_path = list.path;
  frame.feed_title = list.heading;
  frame.kind = "list";
  if (list.title && list.title->index_policy == IndexPolicy::kNoindex) frame.robots = "noindex, follow";
  const auto pictured = std::find_if(list.cards->begin(), list.cards->end(), [](const CardPtr& card) { return !card->image.url.empty(); });
  if (pictured != list.cards->end()) page.SharePicture((*pictured)->image, frame.shared);
  return frame;
}

Result<Rendered> RenderFirst(SiteParts& parts, const Variant& variant, const EditionPtr& edition, ListKind kind,
                             const std::string& name, const std::string& language) {
  const std::optional<List> list = FindList(*edition, *variant.words, kind, name, language);
  if (!list) return NotFound();
  PageMaker page(parts, variant, edition, "list.tpl");
  FillHead(page, *list);
  // A title's own page shows all it has; elsewhere a report that others carried stands once.
  CardList cards;
  CardPtr last;
  for (const CardPtr& card : *list->cards) {
    if (cards.size() == kPageCards) break;
    last = card;
    if (kind == ListKind::kTitle || !edition->IsFolded(card->id)) cards.push_back(card);
  }
  FillOpeningOf(page, *list, cards);
  FillDays(page, cards, kind != ListKind::kSection, kind != ListKind::kTitle);
  if (!last) page.main().SetValueAndShowSection(kn_NOTHING_TEXT, page.words().Text("nothing_yet"), kn_NOTHING);
  FillPager(page, *list, last.get(), true);
  FillRail(page, *list);
  if (list->title) {
    auto sources = ReadTitleSources(parts, list->title->id);
    if (!sources) return Fail(sources.error());
    FillTitleSources(page, *sources);
  }
  PageFrame frame = FrameOf(page, *list);
  frame.watch = kind == ListKind::kLatest;
  return HtmlPage(page.Finish(frame));
}

// Articles of the store as cards. Those of titles that are not in the edition's catalogue are left out.
Result<CardList> ReadOlder(SiteParts& parts, const edition::Edition& edition, const List& list,
                           const store::ArticleCursor& before) {
  const StoredCards stored(edition);
  store::ArticleFilter filter;
  if (list.title) filter.title = list.title->id;
  filter.section = list.section;
  filter.country = list.country;
  filter.language = list.language;
  CardList cards;
  const Status read = parts.context.database->Read([&](store::Transaction& transaction) -> Status {
    Result<std::vector<Article>> articles =
        store::ListArticles(transaction, filter, before, static_cast<int>(kPageCards));
    if (!articles.ok()) return Fail(articles.error());
    for (const Article& article : *articles) {
      if (CardPtr card = stored.Of(article)) cards.push_back(std::move(card));
    }
    return {};
  });
  if (!read.ok()) return Fail(read.error());
  return cards;
}

Result<Rendered> RenderOlder(SiteParts& parts, const Variant& variant, const EditionPtr& edition, ListKind kind,
                             const std::string& name, const std::string& cursor, const std::string& language) {
  const std::optional<List> list = FindList(*edition, *variant.words, kind, name, language);
  const std::optional<store::ArticleCursor> before = ParseCursor(cursor);
  if (!list || !before || parts.context.database == nullptr) return NotFound();
  Result<CardList> cards = ReadOlder(parts, *edition, *list, *before);
  if (!cards.ok()) return Fail(cards.error());
  PageMaker page(parts, variant, edition, "list.tpl");
  FillHead(page, *list);
  FillDays(page, *cards, kind != ListKind::kSection, kind != ListKind::kTitle);
  if (cards->empty())
    page.main().SetValueAndShowSection(kn_NOTHING_TEXT, page.words().Text("nothing_older"), kn_NOTHING);
  FillPager(page, *list, cards->empty() ? nullptr : cards->back().get(), false);
  PageFrame frame = FrameOf(page, *list);
  frame.path = list->path + "/before/" + cursor;
  frame.nav_here.clear();
  frame.robots = "noindex, follow";
  return HtmlPage(page.Finish(frame));
}

// The lists of one title or one country are shown as they are.
std::string LanguageOfList(const SiteParts& parts, const http::Request& request, ListKind kind) {
  const bool mixes = kind == ListKind::kLatest || kind == ListKind::kSection;
  return mixes ? ReadingLanguage(*parts.context.edition(), request) : "";
}

Result<Rendered> RenderListFeed(SiteParts& parts, const Variant& variant, const EditionPtr& edition, ListKind kind,
                                const std::string& name, FeedFormat format) {
  const std::optional<List> list = FindList(*edition, *variant.words, kind, name);
  if (!list) return NotFound();
  const CardList cards(list->cards->begin(),
                       list->cards->begin() + static_cast<ptrdiff_t>(std::min(list->cards->size(), kFeedCards)));
  FeedInfo info;
  info.title = kind == ListKind::kLatest ? parts.options.site_name : list->heading + " · " + parts.options.site_name;
  info.description =
      list->lede.empty() ? variant.words->Format("list_description", {{"name", list->heading}}) : list->lede;
  info.path = list->path;
  info.language = list->title ? list->title->language : "";
  return RenderFeed(parts, format, info, cards);
}

}  // namespace

http::Response ShowList(SiteParts& parts, const http::Request& request, ListKind kind, std::string_view name) {
  const auto is_small = [](char c) { return c >= 'a' && c <= 'z'; };
  if (kind == ListKind::kCountry && name.size() == 2 && std::all_of(name.begin(), name.end(), is_small)) {
    std::string country;
    for (char c : name) country += static_cast<char>(c - 'a' + 'A');
    return http::Redirect(301, CountryPath(country));
  }
  std::string list(name);
  if (const auto format = TakeFeedEnding(list)) {
    return Serve(parts, request, request.path, [&parts, kind, list, format](const Variant& variant, const EditionPtr& edition) {
      return RenderListFeed(parts, variant, edition, kind, list, *format);
    });
  }
  const std::string language = LanguageOfList(parts, request, kind);
  return Serve(parts, request, request.path + "?language=" + language,
               [&parts, kind, list, language](const Variant& variant, const EditionPtr& edition) {
                 return RenderFirst(parts, variant, edition, kind, list, language);
               });
}

http::Response ShowOlder(SiteParts& parts, const http::Request& request, ListKind kind, std::string_view name) {
  const std::string language = LanguageOfList(parts, request, kind);
  return Serve(parts, request, request.path + "?language=" + language,
               [&parts, kind, list = std::string(name), cursor = std::string(request.Param("cursor")), language](
                   const Variant& variant, const EditionPtr& edition) {
                 return RenderOlder(parts, variant, edition, kind, list, cursor, language);
               });
}

http::Response NewCount(SiteParts& parts, const http::Request& request) {
  const std::string_view after = request.Query("after");
  int64_t millis = 0;
  const auto [end, error] = std::from_chars(after.data(), after.data() + after.size(), millis);
  if (error != std::errc() || end != after.data() + after.size()) return ErrorPage(parts, request, 400);
  const EditionPtr edition = parts.context.edition();
  int64_t count = 0;
  for (size_t i = 0; i < edition->latest->size() && i < kCountedCards; ++i) {
    count += ToUnixMillis((*edition->latest)[i]->first_seen) > millis;
  }
  const WordsPtr words = VariantOf(parts, request).words;
  boost::json::object answer{{"count", count}};
  if (count > 0) answer["text"] = words->Format("fresh", {{"count", count}});
  if (edition->titles_arrived < edition->titles_with_feeds) {
    answer["arrived"] = edition->titles_arrived;
    answer["arrivals"] =
        words->Format("arrivals", {{"arrived", edition->titles_arrived}, {"expected", edition->titles_with_feeds}});
  }
  http::Response response = http::Json(200, boost::json::serialize(answer));
  response.Set("Cache-Control", "no-store");
  return response;
}

}  // namespace newsstand::web
