// Small text tools that know nothing of news. All text is UTF-8.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace newsstand {

std::string_view Trim(std::string_view text);                    // ASCII white space at both ends
std::string AsciiLower(std::string_view text);
bool AsciiIEquals(std::string_view a, std::string_view b);
bool IsAsciiSpace(char c);
std::vector<std::string_view> Split(std::string_view text, char separator);
// Every run of Unicode white space becomes one space, none at the ends; zero-width space and byte order mark vanish.
std::string CollapseSpace(std::string_view text);
// Valid UTF-8 without NUL and C0 controls other than tab and newline; what is wrong becomes U+FFFD (controls vanish).
std::string CleanUtf8(std::string_view bytes);
bool IsValidUtf8(std::string_view bytes);
// The longest prefix of at most `max_bytes` that ends on a character.
std::string_view TruncateUtf8(std::string_view text, size_t max_bytes);
// At most `max_characters` characters, cut at a word, with "…" when something was cut.
std::string Ellipsize(std::string_view text, size_t max_characters);
// & < > " ' as character references.
std::string EscapeHtml(std::string_view text);
// "Où va l'Europe ?" → "ou-va-leurope"; transliterated to ASCII, at most 80 bytes; "" when nothing is left.
std::string Slugify(std::string_view text);
// "ALERCE" → "Alerce": all but the first character in small letters.
std::string Capitalized(std::string_view word);
// The number of words a reader reads: words by Unicode segmentation; for scripts without spaces two characters a word.
int CountWords(std::string_view text);
std::string PercentEncode(std::string_view text);                // all but RFC 3986 unreserved
std::string PercentDecode(std::string_view text);
// Appends one UTF-8 encoded code point; surrogates and values above U+10FFFF become U+FFFD.
void AppendUtf8(std::string& out, char32_t code_point);

}  // namespace newsstand
