// How the store's own code fails: an exception that says what went wrong and how far the damage reaches. It never leaves
// the module: the public functions turn it into an Error.
#pragma once

#include <exception>
#include <stdexcept>
#include <utility>

#include "base/result.h"

namespace newsstand::store {

struct Fault {
  Error error;
  bool transaction_lost = false;  // the engine gave up the whole transaction, not one statement
  bool connection_lost = false;   // a new connection is needed
  bool again = false;             // the same work may succeed if it is run again at once (deadlock, lost connection)
};

class FaultError : public std::exception {
 public:
  explicit FaultError(Fault fault) : fault_(std::move(fault)) {}
  FaultError(ErrorCode code, std::string message) : fault_{Error{code, std::move(message)}} {}
  const Fault& fault() const { return fault_; }
  const char* what() const noexcept override { return fault_.error.message.c_str(); }

 private:
  Fault fault_;
};

}  // namespace newsstand::store
