// Result<T>: a value or an Error. Dropping one is a compile error; "not there" is Result<std::optional<T>>, never an Error.
#pragma once

#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <type_traits>
#include <utility>

namespace newsstand {

// What kind of failure it was: what a caller can act on. The words for readers come from one table in serve/.
enum class ErrorCode {
  kInvalid,      // the input is not what it claims to be
  kNotFound,     // something that had to be there is not (absence that is normal is an empty optional)
  kConflict,     // somebody else was first, or the thing exists already
  kDenied,       // not allowed: address guard, robots, rights
  kUnavailable,  // the other side is down, busy or locked: try again later
  kTimeout,      // it took too long
  kTooLarge,     // over one of the limits in base/limits.h
  kCorrupt,      // stored data is damaged, or newer than this program
  kUnsupported,  // a correct input of a kind that is not handled
  kInternal,     // a fault of our own
};

std::string_view ErrorCodeName(ErrorCode code);

// `message` is one sentence for the log and the operator: what failed, on what, and what was expected.
struct Error {
  ErrorCode code = ErrorCode::kInternal;
  std::string message;
};

inline tl::unexpected<Error> Fail(ErrorCode code, std::string message) {
  return tl::unexpected<Error>(Error{code, std::move(message)});
}
inline tl::unexpected<Error> Fail(Error error) { return tl::unexpected<Error>(std::move(error)); }

// A [[nodiscard]] class: plain tl::expected does not warn on g++ 12 when a returned value is dropped.
template <class T>
class [[nodiscard]] Result : public tl::expected<T, Error> {
 public:
  using tl::expected<T, Error>::expected;
  Result(tl::expected<T, Error> other) : tl::expected<T, Error>(std::move(other)) {}
  bool ok() const { return this->has_value(); }
};

using Status = Result<void>;

}  // namespace newsstand
