// A picture's file without what does not show the picture: texts, profiles of other programs' making and the frames of
// animations are where bombs are hidden, and the decoder would read them all before the first line. Pure, thread-safe,
// linear. Nothing is decoded; a file that is cut short or damaged is handed on as far as it goes, for the decoder to
// say so.
#pragma once

#include <string>
#include <string_view>

#include "base/result.h"

namespace newsstand::image {

// Of a PNG the chunks that show it; colours stay right. kTooLarge for more than 16,384 chunks. W3C PNG, 5 and 11.
Result<std::string> BarePng(std::string_view bytes);

// Of a GIF the screen, its colours and the first frame. CompuServe GIF89a, Appendix B.
std::string BareGif(std::string_view bytes);

}  // namespace newsstand::image
