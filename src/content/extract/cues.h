// Words that short blocks around articles are made of, in the languages of the catalogue.
#pragma once

#include <cstdint>
#include <string_view>

namespace newsstand::extract {

enum class Cue : uint8_t { kShare, kReadMore, kSubscribe, kLegal, kComment, kCredit, kTime, kAdvert, kCount };
using CueSet = uint32_t;
constexpr CueSet Bit(Cue cue) { return CueSet{1} << static_cast<unsigned>(cue); }

// `text` in lower case as far as ASCII goes.
CueSet CuesIn(std::string_view text);

}  // namespace newsstand::extract
