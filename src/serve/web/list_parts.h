// What list pages share: which language they show, and their cards by day.
#pragma once

#include <memory>
#include <string>

#include "content/edition/edition.h"
#include "serve/web/page.h"

namespace newsstand::web {

// The cards of one language (primary subtag), at most `most`.
std::shared_ptr<const edition::CardList> OfLanguage(const edition::CardList& cards, const std::string& language, size_t most = SIZE_MAX);
// Where a list would mix languages: which one it shows, and the way to all of them. Into the head's {{HEAD_FACTS}}, which
// is made where `facts` is null.
void FillLanguageChoice(PageMaker& page, const std::string& path, const std::string& language, ctemplate::TemplateDictionary& head,
                        ctemplate::TemplateDictionary* facts = nullptr);
// "Today", "Yesterday", or the day's name above each day's cards, newest first.
void FillDays(PageMaker& page, const edition::CardList& cards, bool kicker, bool source);

}  // namespace newsstand::web
