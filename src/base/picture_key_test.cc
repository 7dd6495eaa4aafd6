#include "base/picture_key.h"

#include <doctest/doctest.h>

using namespace newsstand;

TEST_CASE("two sizes of one picture are one picture") {
  CHECK(PictureKey("https://a.test/i/bridge-at-dawn-1024x768.jpg?x=1") == PictureKey("https://cdn.test/bridge-at-dawn-300x200.webp"));
  CHECK(PictureKey("https://a.test/pictures/047fc6aec685/1600x1067.jpg") == PictureKey("https://a.test/pictures/047fc6aec685/1200x675.jpg"));
  CHECK(PictureKey("https://a.test/1600x1067/047fc6aec685.jpg") == PictureKey("https://a.test/w800/047fc6aec685.avif"));
  CHECK(PictureKey("https://a.test/bridge-at-dawn-640w@2x.jpg") == PictureKey("https://a.test/bridge-at-dawn.jpg"));
  CHECK(PictureKey("https://a.test/bridge-at-dawn_800-scaled.jpg") == PictureKey("https://a.test/bridge-at-dawn_800.jpg"));
  CHECK(PictureKey("https://a.test/2026/11/w640/rope.jpg") == PictureKey("https://a.test/2026/11/w1280/rope.jpg"));
}

TEST_CASE("two pictures are two, however alike their addresses") {
  CHECK(PictureKey("https://a.test/1/photo.jpg") != PictureKey("https://a.test/2/photo.jpg"));
  CHECK(PictureKey("https://a.test/2025/11/rope.jpg") != PictureKey("https://a.test/2026/11/rope.jpg"));
  CHECK(PictureKey("https://a.test/pictures/047fc6aec685/1200x675.jpg") != PictureKey("https://a.test/pictures/e9340a8a3263/1200x675.jpg"));
  CHECK(PictureKey("https://a.test/bridge-12.jpg") != PictureKey("https://a.test/bridge-13.jpg"));
  CHECK(PictureKey("https://a.test/IMG_1234.jpg") != PictureKey("https://a.test/IMG_1235.jpg"));
  CHECK(PictureKey("https://a.test/640x480.jpg") == "a.test");
  CHECK(PictureKey("").empty());
  CHECK(PictureKey("///").size() <= 2);
}
