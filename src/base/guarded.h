// The last catch of a job: what a library throws, or a fault of ours, becomes an Error of this job and ends no other.
#pragma once

#include <exception>
#include <string>
#include <string_view>
#include <utility>

#include "base/result.h"

namespace newsstand {

// Runs `work`, which returns a Result or Status; `what` is being done, for the log: "reading https://…".
template <class Work>
auto GuardedJob(std::string_view what, Work&& work) -> decltype(work()) {
  std::string why = "something that is no exception was thrown";
  try {
    return std::forward<Work>(work)();
  } catch (const std::exception& e) {
    why = e.what();
  } catch (...) {
  }
  return Fail(ErrorCode::kInternal, std::string(what) + " failed by a fault of this program: " + why);
}

}  // namespace newsstand
