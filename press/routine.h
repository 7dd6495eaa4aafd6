// The pieces that every paper prints whatever happens: weather, markets, ferry times, results, corrections, morning
// briefings. Written by hand in routine.toml, with numbers that follow from the day.
#pragma once

#include "base/result.h"
#include "press/newsroom.h"

namespace newsstand::press {

// `world` must outlive the writer.
Result<Newsroom::RoutineWriter> MakeRoutine(const World& world, uint64_t seed, Timestamp start);

}  // namespace newsstand::press
