#include "content/subscribe/signature.h"

#include <openssl/evp.h>
#include <openssl/hmac.h>

#include <array>
#include <string>

#include "base/hash.h"
#include "base/text.h"

namespace newsstand::subscribe {
namespace {

const EVP_MD* DigestNamed(std::string_view name) {
  if (name == "sha1") return EVP_sha1();
  if (name == "sha256") return EVP_sha256();
  if (name == "sha384") return EVP_sha384();
  if (name == "sha512") return EVP_sha512();
  return nullptr;
}

}  // namespace

bool IsSignedBy(std::string_view header, std::string_view secret, std::string_view body) {
  const size_t equals = header.find('=');
  if (equals == std::string_view::npos) return false;
  const EVP_MD* digest = DigestNamed(AsciiLower(Trim(header.substr(0, equals))));
  if (digest == nullptr) return false;
  std::array<unsigned char, EVP_MAX_MD_SIZE> mac;
  unsigned int size = 0;
  const auto* bytes = reinterpret_cast<const unsigned char*>(body.data());
  if (!HMAC(digest, secret.data(), static_cast<int>(secret.size()), bytes, body.size(), mac.data(), &size)) return false;
  std::string expected;
  for (unsigned int i = 0; i < size; ++i) {
    constexpr std::string_view kDigits = "0123456789abcdef";
    expected += kDigits[mac[i] >> 4];
    expected += kDigits[mac[i] & 15];
  }
  return ConstantTimeEqual(AsciiLower(Trim(header.substr(equals + 1))), expected);
}

}  // namespace newsstand::subscribe
