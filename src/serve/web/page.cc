#include "serve/web/page.h"

#include <array>

#include "model/article.h"
#include "model/title.h"
#include "serve/web/dictionary.h"
#include "serve/web/open_graph.h"
#include "serve/web/shelf.h"

namespace newsstand::web {
namespace {

using ctemplate::TemplateDictionary;
using ctemplate::TemplateString;

// How long after the start the page tells how many titles have arrived.
constexpr std::chrono::minutes kArrivalsShown{30};

TemplateDictionary* Include(TemplateDictionary& parent, const TemplateString& where, const char* file) {
  TemplateDictionary* included = parent.AddIncludeDictionary(where);
  included->SetFilename(file);
  return included;
}

}  // namespace

std::string_view ThemeName(Theme theme) {
  switch (theme) {
    case Theme::kAuto: return "auto";
    case Theme::kLight: return "light";
    case Theme::kDark: return "dark";
  }
  return "auto";
}

std::string BrandSheets::UrlFor(const edition::Edition& edition) {
  const std::lock_guard lock(mutex_);
  if (sheets_.empty() || edition.number > edition_ || edition_ == ~uint64_t{0}) {
    BrandSheet sheet = MakeBrandSheet(edition);
    edition_ = edition.number;
    if (sheets_.empty() || sheets_.front().url != sheet.url) sheets_.push_front(std::move(sheet));
    if (sheets_.size() > 8) sheets_.pop_back();
  }
  return sheets_.front().url;
}

http::SharedBody BrandSheets::Find(std::string_view url) const {
  const std::lock_guard lock(mutex_);
  for (const BrandSheet& sheet : sheets_) {
    if (sheet.url == url) return sheet.body;
  }
  return nullptr;
}

PageMaker::PageMaker(SiteParts& parts, const Variant& variant, edition::EditionPtr edition, const char* content)
    : parts_(parts),
      variant_(variant),
      edition_(std::move(edition)),
      now_(parts.context.clock->Now()),
      unwanted_(UnwantedOf(*edition_, variant_.hidden)),
      root_(std::make_unique<TemplateDictionary>("page")) {
  for (const auto& [name, text] : words().template_words()) {
    root_->SetTemplateGlobalValueWithoutCopy(TemplateString(name.data(), name.size()),
                                             TemplateString(text.data(), text.size()));
  }
  root_->SetTemplateGlobalValue(kn_SITE_NAME, parts_.options.site_name);
  main_ = Include(*root_, kn_MAIN, content);
}

PageMaker::~PageMaker() = default;

std::optional<std::string> PageMaker::ArrivalsText() const {
  const int64_t arrived = edition_->titles_arrived, expected = edition_->titles_with_feeds;
  if (expected == 0 || arrived >= expected || now_ - parts_.started > kArrivalsShown) return std::nullopt;
  return words().Format("arrivals", {{"arrived", arrived}, {"expected", expected}});
}

Result<std::string> PageMaker::Finish(const PageFrame& frame) {
  FillHead(frame);
  FillHeader(frame);
  FillFooter(frame);
  return parts_.templates->Expand("layout.tpl", *root_);
}

void PageMaker::FillHead(const PageFrame& frame) {
  const std::string& site = parts_.options.site_name;
  root_->SetValue(kn_LANG, words().locale());
  root_->SetValue(kn_DIR, std::string(words().direction()));
  root_->SetValue(kn_THEME, std::string(ThemeName(variant_.theme)));
  const Look& look = variant_.look, usual;
  if (look.size != usual.size) root_->SetValueAndShowSection(kn_LOOK_SIZE, std::to_string(look.size), kn_SIZED);
  if (look.spacing != usual.spacing) root_->SetValueAndShowSection(kn_LOOK_SPACING, std::to_string(look.spacing), kn_SPACED);
  if (look.density != usual.density) root_->SetValueAndShowSection(kn_LOOK_DENSITY, std::to_string(look.density), kn_DENSE);
  root_->SetValue(kn_WORDS_URL, "/words/" + words().script_words_name());
  root_->SetValue(kn_PAGE_TITLE, frame.title.empty() ? site : frame.title + " · " + site);
  root_->SetValue(kn_BODY_CLASS, frame.body_class.empty() ? "page" : frame.body_class);
  root_->SetValue(kn_PAGE_KIND, frame.kind);
  root_->SetValue(kn_STYLE_URL, parts_.assets.Url("main.css"));
  // What only one kind of page needs is in a sheet of its own.
  if (const std::string& own = parts_.assets.Url(frame.kind + ".css"); !own.empty())
    root_->SetValueAndShowSection(kn_OWN_STYLE_URL, own, kn_OWN_STYLE);
  root_->SetValue(kn_BRANDS_URL, parts_.brands.UrlFor(*edition_));
  root_->SetValue(kn_SCRIPT_URL, parts_.assets.Url("main.js"));
  if (const std::string& shared = parts_.assets.Url("shared.js"); !shared.empty())
    root_->SetValueAndShowSection(kn_SHARED_URL, shared, kn_SHARED);
  root_->SetValue(kn_TOUCH_ICON_URL, parts_.assets.Url("icon-180.png"));
  if (!frame.description.empty()) root_->SetValueAndShowSection(kn_DESCRIPTION_TEXT, frame.description, kn_DESCRIPTION);
  if (!frame.robots.empty()) root_->SetValueAndShowSection(kn_ROBOTS_RULE, frame.robots, kn_ROBOTS);
  // A face that comes after the first paint is not used on this page (font-display: optional).
  constexpr std::string_view kTextFace = "font-text.woff2";
  for (const std::string_view face : {std::string_view("font-display.woff2"), std::string_view("font-interface.woff2"), frame.preload_text ? kTextFace : ""}) {
    if (const std::string& url = parts_.assets.Url(face); !url.empty()) {
      TemplateDictionary* preload = root_->AddSectionDictionary(kn_PRELOAD);
      preload->SetValue(kn_FONT_URL, url);
      // The largest of them must not hold up the picture that is seen first.
      if (face == kTextFace) preload->ShowSection(kn_PRELOAD_LATER);
    }
  }
  root_->SetTemplateGlobalValue(kn_FEED_RSS, frame.feed_path + ".rss" + frame.feed_query);
  root_->SetTemplateGlobalValue(kn_FEED_ATOM, frame.feed_path + ".atom" + frame.feed_query);
  root_->SetTemplateGlobalValue(kn_FEED_JSON, frame.feed_path + ".json" + frame.feed_query);
  if (!frame.feed_title.empty()) root_->SetValueAndShowSection(kn_FEED_TITLE, frame.feed_title, kn_FEED);

  FillOpenGraph(*root_, parts_, words(), frame);
  if (!frame.json_ld.empty()) root_->SetValueAndShowSection(kn_JSON_LD_TEXT, frame.json_ld, kn_JSON_LD);
  if (frame.watch) {
    TemplateDictionary* watch = root_->AddSectionDictionary(kn_WATCH);
    watch->SetIntValue(kn_WATCH_AFTER, ToUnixMillis(edition_->made));
    if (frame.watch_soon) watch->ShowSection(kn_SOON);
  }
}

void PageMaker::AddSwitch(TemplateDictionary& parent, const PageFrame& frame) {
  Include(parent, kn_SWITCH, "switch.tpl")->SetValue(kn_PAGE_PATH, frame.path.empty() ? "/" : frame.path);
}

void PageMaker::FillHeader(const PageFrame& frame) {
  TemplateDictionary* header = Include(*root_, kn_HEADER, "header.tpl");
  if (frame.masthead) {
    TemplateDictionary* head = header->AddSectionDictionary(kn_MASTHEAD);
    head->SetValue(kn_TODAY_DATE, words().DayKey(now_));
    head->SetValue(kn_TODAY_TEXT, words().Date(now_, DateStyle::kDay));
    head->SetValue(kn_TITLES_TEXT,
                   words().Format("masthead_titles", {{"count", static_cast<int64_t>(edition_->by_title.size())}}));
    AddSwitch(*head, frame);
    Include(*head, kn_BOOKMARK, "bookmark.tpl");
    if (frame.finds) Include(*head, kn_FIND, "find.tpl");
  } else {
    TemplateDictionary* bar = header->AddSectionDictionary(kn_BAR);
    Include(*bar, kn_MARK, "mark.tpl");
    AddSwitch(*bar, frame);
    Include(*bar, kn_BOOKMARK, "bookmark.tpl");
    if (frame.finds) Include(*bar, kn_FIND, "find.tpl");
  }
  const auto item = [&](const std::string& url, const std::string& name, const std::string& css, bool gap) {
    TemplateDictionary* entry = header->AddSectionDictionary(kn_NAV_ITEM);
    entry->SetValue(kn_NAV_URL, url);
    entry->SetValue(kn_NAV_NAME, name);
    if (!css.empty()) entry->SetValueAndShowSection(kn_NAV_CLASS, css, kn_NAV_SECTION);
    if (gap) entry->ShowSection(kn_NAV_GAP);
    if (url == frame.nav_here) entry->ShowSection(kn_NAV_HERE);
  };
  item("/", words().Text("nav_front"), "", false);
  item("/top", words().Text("nav_top"), "", false);
  item("/latest", words().Text("nav_latest"), "", false);
  for (std::string_view slug : SectionSlugs())
    item(SectionPath(slug), SectionName(words(), slug), "s-" + std::string(slug), false);
  item("/titles", words().Text("nav_titles"), "", true);
}

void PageMaker::FillFooter(const PageFrame& frame) {
  TemplateDictionary* footer = Include(*root_, kn_FOOTER, "footer.tpl");
  Include(*footer, kn_MARK, "mark.tpl");
  footer->SetValue(kn_PAGE_PATH, frame.path.empty() ? "/" : frame.path);
  footer->SetValue(kn_FEEDS_TEXT, words().Text(frame.feed_title.empty() ? "foot_feeds_latest" : "foot_feeds"));
  footer->SetValue(kn_TIMES_TEXT, words().Format("foot_times", {{"zone", words().time_zone_name()}}));
  for (Theme theme : {Theme::kAuto, Theme::kLight, Theme::kDark}) {
    TemplateDictionary* choice = footer->AddSectionDictionary(kn_THEME_CHOICE);
    const std::string name(ThemeName(theme));
    choice->SetValue(kn_THEME_VALUE, name);
    choice->SetValue(kn_THEME_PRESSED, theme == variant_.theme ? "true" : "false");
    choice->SetValue(kn_THEME_NAME, words().Text("theme_" + name));
  }
  for (int density : {0, 1}) {
    TemplateDictionary* choice = footer->AddSectionDictionary(kn_DENSITY_CHOICE);
    choice->SetIntValue(kn_DENSITY_VALUE, density);
    choice->SetValue(kn_DENSITY_PRESSED, density == variant_.look.density ? "true" : "false");
    choice->SetValue(kn_DENSITY_NAME, words().Text(density == 0 ? "density_roomy" : "density_compact"));
  }
  // Every language under the name its readers know it by.
  for (const auto& [key, other] : parts_.words) {
    TemplateDictionary* choice = footer->AddSectionDictionary(kn_INTERFACE_CHOICE);
    choice->SetValue(kn_INTERFACE_VALUE, key);
    choice->SetValue(kn_INTERFACE_LANG, other->locale());
    choice->SetValue(kn_INTERFACE_NAME, other->OwnName());
    if (other->locale() == words().locale()) choice->ShowSection(kn_INTERFACE_HERE);
  }
}

}  // namespace newsstand::web
