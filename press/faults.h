// Everything that goes wrong on the web, on request: addresses below /fault/, and a rate at which ordinary answers
// fail.
#pragma once

#include <atomic>
#include <string>

#include "press/http.h"

namespace newsstand::press {

class Faults {
 public:
  Faults(double rate, uint64_t seed) : rate_(rate), seed_(seed) {}

  // `path` begins with "/fault/". `origin` is "http://127.0.0.1:8123".
  Response Handle(const Request& request, const std::string& origin);
  // With the chance of `rate`, spoils an answer in a way that a second try mends. Nothing otherwise.
  void Spoil(Response& response);

 private:
  double rate_;
  uint64_t seed_;
  std::atomic<uint64_t> count_{0};
  std::atomic<uint64_t> turns_{0}, visits_{0};  // of the two feeds that change by the visit
};

}  // namespace newsstand::press
