// "/titles": every title, by country.
#include <unicode/coll.h>

#include <algorithm>
#include <map>
#include <set>

#include "serve/web/dictionary.h"
#include "serve/web/page.h"
#include "serve/web/pages.h"

namespace newsstand::web {
namespace {

using ctemplate::TemplateDictionary;
using TitlePtr = std::shared_ptr<const Title>;

struct Group {
  std::string country;  // "" for titles of no country
  std::string name;
  std::vector<TitlePtr> titles;
};

// Sorted as the interface's language sorts.
class Order {
 public:
  explicit Order(const std::string& language) {
    UErrorCode code = U_ZERO_ERROR;
    collator_.reset(icu::Collator::createInstance(icu::Locale(language.c_str()), code));
  }
  bool Less(const std::string& a, const std::string& b) const {
    UErrorCode code = U_ZERO_ERROR;
    return collator_ ? collator_->compareUTF8(a, b, code) == UCOL_LESS : a < b;
  }

 private:
  std::unique_ptr<icu::Collator> collator_;
};

std::vector<Group> GroupByCountry(const edition::Edition& edition, const Words& words) {
  std::map<std::string, Group> groups;
  for (const auto& [slug, title] : edition.titles) {
    if (title->rights == Rights::kNone) continue;
    Group& group = groups[title->country];
    group.country = title->country;
    group.titles.push_back(title);
  }
  const Order order(words.language());
  std::vector<Group> sorted;
  for (auto& [country, group] : groups) {
    group.name = country.empty() ? words.Text("titles_no_country") : words.CountryName(country);
    std::sort(group.titles.begin(), group.titles.end(),
              [&](const TitlePtr& a, const TitlePtr& b) { return order.Less(a->name, b->name); });
    sorted.push_back(std::move(group));
  }
  std::sort(sorted.begin(), sorted.end(), [&](const Group& a, const Group& b) {
    return a.country.empty() != b.country.empty() ? b.country.empty() : order.Less(a.name, b.name);
  });
  return sorted;
}

Result<Rendered> RenderTitles(SiteParts& parts, const Variant& variant, const edition::EditionPtr& edition) {
  PageMaker page(parts, variant, edition, "titles.tpl");
  const std::vector<Group> groups = GroupByCountry(*edition, page.words());
  std::set<std::string> languages;
  int64_t titles = 0, countries = 0;
  for (const Group& group : groups) {
    countries += !group.country.empty();
    titles += static_cast<int64_t>(group.titles.size());
    const std::string id = group.country.empty() ? "elsewhere" : group.country;
    TemplateDictionary* jump = page.main().AddSectionDictionary(kn_JUMP);
    jump->SetValue(kn_JUMP_URL, "#" + id);
    jump->SetValue(kn_JUMP_NAME, group.name);
    TemplateDictionary* section = page.main().AddSectionDictionary(kn_GROUP);
    section->SetValue(kn_GROUP_ID, id);
    TemplateDictionary* name = section->AddSectionDictionary(group.country.empty() ? kn_GROUP_PLAIN : kn_GROUP_LINKED);
    name->SetValue(kn_GROUP_NAME, group.name);
    name->SetValue(kn_GROUP_URL, CountryPath(group.country));
    for (const TitlePtr& title : group.titles) {
      languages.insert(title->language.substr(0, title->language.find('-')));
      page.AddPlateLink(*section->AddSectionDictionary(kn_GROUP_TITLE), *title, -1);
    }
  }
  languages.erase("");
  TemplateDictionary* head = page.main().AddIncludeDictionary(kn_LIST_HEAD);
  head->SetFilename("list_head.tpl");
  head->SetValue(kn_HEAD_TITLE, page.words().Text("nav_titles"));
  const std::string lede = page.words().Format(
      "titles_lede",
      {{"titles", titles}, {"countries", countries}, {"languages", static_cast<int64_t>(languages.size())}});
  head->SetValueAndShowSection(kn_HEAD_LEDE_TEXT, lede, kn_HEAD_LEDE);
  PageFrame frame;
  frame.path = frame.nav_here = "/titles";
  frame.title = page.words().Text("nav_titles");
  frame.description = lede;
  return HtmlPage(page.Finish(frame));
}

}  // namespace

http::Response ShowTitles(SiteParts& parts, const http::Request& request) {
  return Serve(parts, request, "/titles", [&parts](const Variant& variant, const edition::EditionPtr& edition) {
    return RenderTitles(parts, variant, edition);
  });
}

}  // namespace newsstand::web
