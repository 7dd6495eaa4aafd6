// Fingerprints. Hash64 is fast and not secret; Sha256Hex is for what must not collide even on purpose.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace newsstand {

uint64_t Hash64(std::string_view bytes, uint64_t seed = 0);     // XXH3
std::string Hash64Hex(std::string_view bytes);                  // 16 lower-case hex digits
std::string Sha256Hex(std::string_view bytes);                  // 64 lower-case hex digits
std::string HmacSha256(std::string_view key, std::string_view bytes);  // 32 raw bytes
std::string Base64Url(std::string_view bytes);                  // RFC 4648 5, without padding
std::string RandomBytes(size_t count);                          // from the system's generator
// Time does not depend on where the two differ.
bool ConstantTimeEqual(std::string_view a, std::string_view b);

}  // namespace newsstand
