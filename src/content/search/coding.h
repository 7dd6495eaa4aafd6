// Numbers as bytes.
#pragma once

#include <cstdint>
#include <cstring>
#include <string>

namespace newsstand::search {

inline void PutVarint(std::string& out, uint64_t value) {
  while (value >= 0x80) {
    out += static_cast<char>(value | 0x80);
    value >>= 7;
  }
  out += static_cast<char>(value);
}

inline uint64_t GetVarint(const uint8_t*& at) {
  uint64_t value = *at & 0x7F;
  for (int shift = 7; *at++ >= 0x80; shift += 7) value |= static_cast<uint64_t>(*at & 0x7F) << shift;
  return value;
}

template <class T>
void PutRaw(std::string& out, T value) {
  char bytes[sizeof value];
  std::memcpy(bytes, &value, sizeof value);
  out.append(bytes, sizeof value);
}

template <class T>
T GetRaw(const uint8_t* at) {
  T value;
  std::memcpy(&value, at, sizeof value);
  return value;
}

}  // namespace newsstand::search
