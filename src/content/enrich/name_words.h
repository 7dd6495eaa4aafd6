// Words that tell what a run of capitalised words is, and words that are no names. Immutable, thread-safe.
#pragma once

#include <string_view>

namespace newsstand::enrich {

// All take folded words (words.h).
bool IsPersonTitle(std::string_view word);         // "mr", "president", "senator": stands before a person's name
bool IsOrganisationWord(std::string_view word);    // "university", "ministry", "inc": part of an organisation's name
bool IsPlaceWord(std::string_view word);           // "river", "county", "island": part of a place's name
bool IsWorkWord(std::string_view word);            // "act", "treaty", "memorial": ends the name of something that is none of the three kinds
bool IsNoName(std::string_view word);              // "opinion", "constitution": has a capital often and names nobody by itself
bool IsConnector(std::string_view word);           // "of", "de", "van", "bin": stands inside a name, in small letters
bool IsPlacePreposition(std::string_view word);    // "in", "near": what follows may be a place
bool IsSpeakingVerb(std::string_view word);        // "said", "tweeted": who stands beside it is a person or a body of them
bool IsCalendarWord(std::string_view word);        // days, months and feasts in the languages of capitals
// A word of everyday text, in any of our languages: seen in small letters far more often than with a capital. By statistics
// of training text (data/words.bin: sorted 32-bit FNV-1a hashes).
bool IsCommonWord(std::string_view word);

}  // namespace newsstand::enrich
