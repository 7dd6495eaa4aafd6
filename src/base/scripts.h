// What a script is like, beyond what ICU says. Thread-safe.
#pragma once

namespace newsstand {

// Whether words of the character's script stand next to each other without spaces: Han, kana, Thai, Lao, Khmer, Burmese.
bool WrittenWithoutSpaces(char32_t c);

}  // namespace newsstand
