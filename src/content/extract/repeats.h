// What a page says twice: the headline and standfirst above the text and again at its top, a sentence of the text set
// large beside it.
#pragma once

#include <string_view>
#include <vector>

#include "content/extract/blocks.h"

namespace newsstand::extract {

// Takes the repetitions out of `keep`, which has an entry for each block. Of two the later one stays, in its place; a
// pull quote goes, the sentence in the text stays. Time grows with the text.
void DropRepeats(const BlockPage& page, std::string_view title, std::vector<bool>& keep);

}  // namespace newsstand::extract
