// The rule by which a member's fee reaches titles, as the page on payment works it out: whole millionths, nothing lost.
#pragma once

#include <cstdint>
#include <vector>

namespace newsstand::web {

// All money in micros, the millionth of a currency's unit.
struct PaidExample {
  int64_t share = 0;     // of what remains of the fee: what titles get of it in the end
  int64_t directed = 0;  // by this month's reading
  int64_t carried = 0;   // what less than ten minutes of reading leaves for the months to come
  std::vector<int64_t> to_titles;
};

// `net`: the fee less tax, discount and what taking it cost. `seconds`: counted reading of each title, never negative.
PaidExample WorkOutPayment(int64_t net, const std::vector<int64_t>& seconds);

}  // namespace newsstand::web
