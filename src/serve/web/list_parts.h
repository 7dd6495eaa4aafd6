// What list pages share: how long they are, which language they show, how they open, and their cards by day.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "content/edition/edition.h"
#include "serve/web/page.h"

namespace newsstand::web {

inline constexpr size_t kPageCards = 40;
inline constexpr size_t kFeedCards = 50;
inline constexpr size_t kOpeningFrom = 9;  // a list with fewer cards begins without a lead

// The cards of one language (primary subtag), at most `most`.
std::shared_ptr<const edition::CardList> OfLanguage(const edition::CardList& cards, const std::string& language, size_t most = SIZE_MAX);
// Where a list would mix languages: which one it shows, and the way to all of them. Into the head's {{HEAD_FACTS}}, which
// is made where `facts` is null.
void FillLanguageChoice(PageMaker& page, const std::string& path, const std::string& language, ctemplate::TemplateDictionary& head,
                        ctemplate::TemplateDictionary* facts = nullptr);
// The lead, the best of `top` with a picture, and four secondaries, none of which says what another says; takes them out of
// `cards`. Nothing when none of `top` has a picture.
void FillOpening(PageMaker& page, std::vector<edition::ShownStory> top, bool kicker, edition::CardList& cards);
// Both leave out what the reader does not want to see; a title's own page, which does not name its source, has all of it.
// "Today", "Yesterday", or the day's name above each day's cards, newest first.
void FillDays(PageMaker& page, const edition::CardList& cards, bool kicker, bool source);

}  // namespace newsstand::web
