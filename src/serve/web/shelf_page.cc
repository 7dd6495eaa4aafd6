// "/saved", "/history", "/hidden", "/following": what a reader keeps, and the forms that change it.
#include <fmt/core.h>

#include <algorithm>
#include <boost/json.hpp>
#include <unordered_map>
#include <unordered_set>

#include "base/text.h"
#include "content/edition/card_lists.h"
#include "content/enrich/topics.h"
#include "serve/web/chips.h"
#include "serve/web/dictionary.h"
#include "serve/web/forms.h"
#include "serve/web/list_parts.h"
#include "serve/web/page.h"
#include "serve/web/pages.h"
#include "serve/web/shelf.h"
#include "serve/web/stored_cards.h"
#include "store/about.h"
#include "store/articles.h"

namespace newsstand::web {
namespace {

using ctemplate::TemplateDictionary;
using edition::CardList;
using edition::CardPtr;
using edition::EditionPtr;

constexpr size_t kOfOneFollowed = 40;  // cards

// The form's fields as a key of the list; "" when they are none.
std::string KeyIn(const http::Request& request, ShelfList list) {
  if (list == ShelfList::kFollowing) {
    const std::string what = FormField(request.body, "what");
    const size_t colon = what.find(':');
    const std::string kind = what.substr(0, colon);
    const bool known = colon != std::string::npos && (kind == "title" || kind == "topic" || kind == "entity");
    return known && IsSlug(std::string_view(what).substr(colon + 1)) ? what : "";
  }
  if (list == ShelfList::kHidden) {
    if (const std::string title = FormField(request.body, "title"); !title.empty()) return IsSlug(title) ? "t:" + title : "";
  }
  const int64_t id = IdIn(FormField(request.body, "article"));
  if (id == 0) return "";
  return (list == ShelfList::kHidden ? "a:" : "") + std::to_string(id);
}

// A key as the form has it: the field's name and its value.
std::pair<const char*, std::string> FieldOf(const std::string& key, ShelfList list) {
  if (list == ShelfList::kFollowing) return {"what", key};
  if (list == ShelfList::kHidden) return {key[0] == 't' ? "title" : "article", key.substr(2)};
  return {"article", key};
}

http::Response AsJson(int status, const boost::json::object& object) {
  http::Response response = http::Json(status, boost::json::serialize(object));
  response.Set("Cache-Control", "no-store");
  return response;
}

boost::json::object ListJson(ShelfList list, const Shelf& shelf) {
  boost::json::array keys;
  for (const ShelfEntry& entry : shelf) keys.emplace_back(entry.key);
  const std::string_view name = list == ShelfList::kHistory ? "read" : ShelfName(list);
  return {{name, std::move(keys)}};
}

class ShelfView {
 public:
  ShelfView(SiteParts& parts, const http::Request& request, const Variant& variant, EditionPtr edition, ShelfList list)
      : parts_(parts), request_(request), list_(list), page_(parts, variant, std::move(edition), "shelf.tpl"), shelf_(ReadShelf(request, list)) {}

  Result<Rendered> Render() {
    FillHead();
    FillDone();
    const Status filled = list_ == ShelfList::kFollowing ? FillFollowing() : FillRows();
    if (!filled) return Fail(filled.error());
    PageFrame frame;
    frame.path = ShelfPath(list_);
    frame.title = Say("");
    frame.description = Say("_lede");
    frame.nav_here = frame.path;
    frame.robots = "noindex";
    frame.kind = std::string(ShelfName(list_));
    return HtmlPage(page_.Finish(frame));
  }

 private:
  const std::string& Say(const char* ending) const { return page_.words().Text(std::string(ShelfName(list_)) + ending); }

  void FillHead() {
    TemplateDictionary& main = page_.main();
    main.SetValue(kn_HEAD_TITLE, Say(""));
    main.SetValue(kn_HEAD_LEDE_TEXT, Say("_lede"));
    main.SetValue(kn_SHELF_URL, ShelfPath(list_));
    main.SetValue(kn_LIST_NAME, std::string(ShelfName(list_)));
    for (const char* name : {"saved", "history", "highlights", "following", "hidden"}) {
      TemplateDictionary* link = main.AddSectionDictionary(kn_HEAD_LINK);
      link->SetValue(kn_LINK_URL, "/" + std::string(name));
      link->SetValue(kn_LINK_NAME, page_.words().Text(name));
      if (name == ShelfName(list_)) link->ShowSection(kn_LINK_HERE);
    }
  }

  // What the form before this page did, and the way back from it.
  void FillDone() {
    const std::string_view done = request_.Query("done");
    if (done != "add" && done != "remove" && done != "clear" && done != "full") return;
    // Two of the lists are never full.
    if (!page_.words().Has(std::string(ShelfName(list_)) + "_done_" + std::string(done))) return;
    TemplateDictionary* note = page_.main().AddSectionDictionary(kn_DONE);
    note->SetValue(kn_DONE_TEXT, Say(("_done_" + std::string(done)).c_str()));
    note->SetValue(kn_SHELF_URL, ShelfPath(list_));
    const std::string_view field = request_.Query("title").empty() ? request_.Query("what").empty() ? "article" : "what" : "title";
    note->SetValue(kn_ENTRY_FIELD, std::string(field));
    note->SetValue(kn_ENTRY_VALUE, std::string(request_.Query(field)));
    if (done == "add" || done == "remove") note->AddSectionDictionary(kn_UNDO)->SetValue(kn_UNDO_DO, done == "add" ? "remove" : "add");
    if (const std::string back(request_.Query("back")); IsOwnPath(back)) note->SetValueAndShowSection(kn_BACK_URL, back, kn_BACK);
  }

  void FillNothing() {
    TemplateDictionary* nothing = page_.main().AddSectionDictionary(kn_NOTHING);
    nothing->SetValue(kn_NOTHING_TEXT, Say("_none"));
    nothing->SetValue(kn_NOTHING_HINT, Say("_none_hint"));
    const bool follows = list_ == ShelfList::kFollowing;
    nothing->SetValue(kn_NOTHING_URL, follows ? "/titles" : "/");
    nothing->SetValue(kn_NOTHING_LINK, page_.words().Text(follows ? "rail_all_titles" : "error_front"));
  }

  Status FillRows() {
    std::vector<ArticleId> ids;
    for (const ShelfEntry& entry : shelf_) {
      const bool of_hidden = list_ == ShelfList::kHidden;
      if (!of_hidden || entry.key[0] == 'a') ids.push_back(ArticleId{IdIn(std::string_view(entry.key).substr(of_hidden ? 2 : 0))});
    }
    auto cards = CardsOf(parts_.context.database, page_.edition(), ids);
    if (!cards) return Fail(cards.error());
    TemplateDictionary* rows = nullptr;
    for (const ShelfEntry& entry : shelf_) {
      if (rows == nullptr) {
        rows = page_.main().AddSectionDictionary(kn_ROWS);
        rows->SetValue(kn_CLEAR_TEXT, Say("_clear"));
      }
      AddRow(*rows, entry, *cards);
    }
    if (rows == nullptr) FillNothing();
    return {};
  }

  void AddRow(TemplateDictionary& rows, const ShelfEntry& entry, const std::unordered_map<int64_t, CardPtr>& cards) {
    const Words& words = page_.words();
    TemplateDictionary* row = rows.AddSectionDictionary(kn_ROW);
    const auto [field, value] = FieldOf(entry.key, list_);
    row->SetValue(kn_ROW_KEY, entry.key);
    row->SetValue(kn_ENTRY_FIELD, field);
    row->SetValue(kn_ENTRY_VALUE, value);
    row->SetValue(kn_REMOVE_TEXT, Say("_remove"));
    std::string name;
    if (std::string_view(field) == "title") {
      const auto title = page_.edition().titles.find(value);
      name = title == page_.edition().titles.end() ? value : title->second->name;
      row->SetValueAndShowSection(kn_ROW_TEXT, name, kn_ROW_PLAIN);
      row->SetValueAndShowSection(kn_ROW_NOTE_TEXT, words.Text("hidden_title"), kn_ROW_NOTE);
    } else if (const auto card = cards.find(IdIn(value)); card != cards.end()) {
      name = card->second->headline;
      page_.AddCard(*row, kn_ROW_CARD, {card->second, nullptr}, {"row", &kThumbSlot, true, true, false});
      if (list_ == ShelfList::kHistory)
        row->SetValueAndShowSection(kn_ROW_NOTE_TEXT, words.Format("history_when", {{"time", words.Date(entry.at, DateStyle::kCard)}}), kn_ROW_NOTE);
      if (list_ == ShelfList::kHidden) row->SetValueAndShowSection(kn_ROW_NOTE_TEXT, words.Text("hidden_article"), kn_ROW_NOTE);
    } else {
      name = words.Text("shelf_gone");
      row->SetValueAndShowSection(kn_ROW_TEXT, name, kn_ROW_PLAIN);
    }
    row->SetValue(kn_ROW_LABEL, fmt::format("{}: {}", Say("_remove"), name));
  }

  // What is followed, and its newest articles.
  Status FillFollowing() {
    if (shelf_.empty()) {
      FillNothing();
      return {};
    }
    TemplateDictionary* followed = page_.main().AddSectionDictionary(kn_FOLLOWED);
    CardList all;
    for (const ShelfEntry& entry : shelf_) {
      const size_t colon = entry.key.find(':');
      const std::string kind = entry.key.substr(0, colon), slug = entry.key.substr(colon + 1);
      std::string name = slug;
      CardList cards;
      if (Status looked = LookUp(kind, slug, name, cards); !looked) return looked;
      TemplateDictionary* row = followed->AddSectionDictionary(kn_FOLLOW);
      row->SetValue(kn_FOLLOW_URL, "/" + kind + "/" + slug);
      row->SetValue(kn_FOLLOW_NAME, name);
      row->SetValue(kn_ENTRY_VALUE, entry.key);
      row->SetValue(kn_UNFOLLOW_LABEL, page_.words().Format("unfollow_name", {{"name", name}}));
      all.insert(all.end(), cards.begin(), cards.begin() + static_cast<std::ptrdiff_t>(std::min(cards.size(), kOfOneFollowed)));
    }
    std::sort(all.begin(), all.end(), edition::Newer);
    all.erase(std::unique(all.begin(), all.end()), all.end());
    KeepOneOfAStory(all);
    if (all.size() > kPageCards) all.resize(kPageCards);
    FillDays(page_, all, true, true);
    if (all.empty()) page_.main().AddSectionDictionary(kn_NOTHING)->SetValue(kn_NOTHING_TEXT, page_.words().Text("nothing_yet"));
    return {};
  }

  // Of several reports on one event the newest stands for all.
  void KeepOneOfAStory(CardList& cards) const {
    std::unordered_set<int64_t> stories;
    std::erase_if(cards, [&](const CardPtr& card) {
      const edition::Place* place = page_.edition().PlaceOf(card->id);
      return place != nullptr && place->story && !stories.insert(place->story.value).second;
    });
  }

  Status LookUp(const std::string& kind, const std::string& slug, std::string& name, CardList& cards) {
    const edition::Edition& edition = page_.edition();
    if (kind == "title") {
      if (const auto title = edition.titles.find(slug); title != edition.titles.end()) name = title->second->name;
      cards = edition::Edition::ListOf(edition.by_title, slug);
    } else if (kind == "topic") {
      if (const enrich::Topic* topic = enrich::FindTopic(slug)) name = TopicName(page_.words(), *topic);
      cards = edition::Edition::ListOf(edition.by_topic, slug);
    } else if (const edition::EntityList* named = edition.by_entity->FindSlug(slug)) {
      name = named->entity->name;
      cards = *named->cards;
    } else if (parts_.context.database != nullptr) {
      return parts_.context.database->Read([&](store::Transaction& transaction) -> Status {
        auto entity = store::FindEntity(transaction, slug);
        if (!entity) return Fail(entity.error());
        if (*entity) name = (*entity)->name;
        return {};
      });
    }
    return {};
  }

  SiteParts& parts_;
  const http::Request& request_;
  const ShelfList list_;
  PageMaker page_;
  const Shelf shelf_;
};

// Where the form's reader goes: to the list, which tells what was done.
std::string AfterPath(const http::Request& request, ShelfList list, const std::string& done, const std::string& key) {
  std::string path = ShelfPath(list) + "?done=" + done;
  if (!key.empty()) {
    const auto [field, value] = FieldOf(key, list);
    path += fmt::format("&{}={}", field, PercentEncode(value));
  }
  if (const std::string back = FormField(request.body, "back"); IsOwnPath(back)) path += "&back=" + PercentEncode(back);
  return path;
}

}  // namespace

http::Response ShowShelf(SiteParts& parts, const http::Request& request, ShelfList list) {
  return ServeOwn(parts, request, [&](const Variant& variant, const EditionPtr& edition) {
    return ShelfView(parts, request, variant, edition, list).Render();
  });
}

http::Response ChangeShelf(SiteParts& parts, const http::Request& request, ShelfList list) {
  if (!FromOurPage(request)) return ErrorPage(parts, request, 403);
  const bool json = request.Header("accept").find("application/json") != std::string_view::npos;
  const std::string key = KeyIn(request, list), action = FormField(request.body, "do");
  const bool clears = action == "clear";
  if ((action != "add" && action != "remove" && !clears) || (key.empty() && !clears)) {
    if (!json) return ErrorPage(parts, request, 400);
    return AsJson(400, {{"error", {{"code", "invalid"}, {"message", "The form names nothing that can be kept."}}}});
  }
  Shelf shelf = ReadShelf(request, list);
  bool full = false;
  if (clears) shelf.clear();
  if (action == "remove") RemoveFrom(shelf, key);
  if (action == "add") full = !AddTo(shelf, list, {key, parts.context.clock->Now()});
  http::Response response;
  if (json && full) {
    const std::string& text = VariantOf(parts, request).words->Text(std::string(ShelfName(list)) + "_done_full");
    response = AsJson(409, {{"error", {{"code", "full"}, {"message", text}}}});
  } else if (json) {
    response = AsJson(200, ListJson(list, shelf));
  } else {
    response = http::Redirect(303, AfterPath(request, list, full ? "full" : action, clears ? "" : key));
    response.Set("Cache-Control", "no-store");
  }
  WriteShelf(response, parts, list, shelf);
  return response;
}

}  // namespace newsstand::web
