// What an article is, beyond what its publisher says: its language, its section, its standfirst. Pure, thread-safe.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace newsstand::enrich {

// BCP 47. The words decide (CLD2), the declaration breaks ties and keeps its region ("pt-BR"); where there are too few
// words the script may still contradict it. "" when nothing is known. `text` is plain.
std::string DetectLanguage(std::string_view text, std::string_view declared);

// "EN_us" → "en-US", "iw" → "he", "german" → ""; "" for what is no language tag.
std::string NormalizeLanguage(std::string_view declared);

// One of our sections, "" if none: the feed's own, else what the publisher's categories say, else the address
// ("/sport/cricket/…"). A telling name goes before a general one ("News").
std::string SectionOf(std::string_view feed_section, const std::vector<std::string>& categories, std::string_view url);

// One to three sentences from `text` to stand under the headline: without the headline repeated, "Read more", "The post …
// appeared first on …"; at most 400 characters. "" when nothing is left.
std::string Standfirst(std::string_view text, std::string_view headline);

// To read, at 238 words and 5 pictures a minute; at least 1.
int MinutesToRead(int words, int pictures);

}  // namespace newsstand::enrich
