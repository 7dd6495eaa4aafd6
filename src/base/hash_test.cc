#include "base/hash.h"

#include <doctest/doctest.h>

using namespace newsstand;

TEST_CASE("digests match published vectors") {
  CHECK(Sha256Hex("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  CHECK(Base64Url(HmacSha256("key", "The quick brown fox jumps over the lazy dog")) ==
        "97yD9DBThCSxMpjmqm-xQ-9NWaFJRhdZl0edvC0aPNg");
  CHECK(Base64Url("") == "");
  CHECK(Base64Url("f") == "Zg");
}

TEST_CASE("random bytes differ and comparison is exact") {
  CHECK(RandomBytes(32) != RandomBytes(32));
  CHECK(ConstantTimeEqual("abc", "abc"));
  CHECK_FALSE(ConstantTimeEqual("abc", "abd"));
  CHECK_FALSE(ConstantTimeEqual("abc", "abcd"));
}
