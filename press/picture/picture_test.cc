#include "press/picture/picture.h"

#include <doctest/doctest.h>

#include <filesystem>
#include <set>

using namespace newsstand;
using namespace newsstand::press;

// Fontconfig keeps what it learned about fonts until the end, and a leak checker cannot see where.
extern "C" const char* __lsan_default_suppressions();
extern "C" const char* __lsan_default_suppressions() { return "leak:libfontconfig\n"; }

namespace {

const World& TheWorld() {
  static const World world = [] {
    World loaded;
    (void)LoadWorld(BuiltInData(), loaded);
    return loaded;
  }();
  return world;
}

bool IsJpeg(const std::string& bytes) {
  return bytes.size() > 8000 && bytes.starts_with("\xff\xd8\xff") && bytes.ends_with("\xff\xd9");
}

}  // namespace

TEST_CASE("every scene is drawn in every manner, by day and by night") {
  std::set<std::string> manners;
  for (const PressTitle& title : TheWorld().titles) {
    if (!manners.insert(title.pictures).second) continue;
    int hour = 1;
    for (std::string_view scene : kScenes) {
      PictureWish wish;
      wish.scene = scene;
      wish.seed = 7;
      wish.hour = (hour += 7) % 24;
      wish.snow = true;
      wish.place = "Łódka";
      wish.figures = {"trams", {{"2019", 3}, {"2020", 5}}};
      std::string bytes = DrawPicture(title, wish, 800, 533);
      CHECK_MESSAGE(IsJpeg(bytes), scene, " ", title.pictures);
    }
  }
  CHECK(manners.size() == 5);
}

TEST_CASE("the same wish gives the same picture, another seed another one") {
  const PressTitle& title = TheWorld().titles.front();
  std::set<std::string> different;
  for (std::string_view scene : kScenes) {
    if (scene == "chart") continue;
    PictureWish wish;
    wish.scene = scene;
    wish.place = "Wick";
    for (uint64_t seed = 1; seed <= 4; ++seed) {
      wish.seed = seed;
      std::string bytes = DrawPicture(title, wish, 800, 533);
      CHECK(different.insert(bytes).second);
      if (seed == 1) CHECK(DrawPicture(title, wish, 800, 533) == bytes);
    }
  }
}

TEST_CASE("a chart of any figures is drawn: few, many, equal, negative, with long names") {
  const PressTitle& title = TheWorld().titles.front();
  std::vector<Figures> all = {
      {"one", {{"a", 1}}},
      {"equal", {{"a", 2}, {"b", 2}, {"c", 2}}},
      {"nothing", {{"a", 0}, {"b", 0}}},
      {"below", {{"2021", -4.5}, {"2022", 3}, {"2023", -1e9}}},
      {"", {{"a very long name of a thing that is counted", 3}, {"船", 1e12}, {"another long one", 0.001}}},
      {"many", {}}};
  for (int i = 0; i < 40; ++i) all.back().values.push_back({std::to_string(1980 + i), i * i % 17});
  for (const Figures& figures : all) {
    PictureWish wish;
    wish.scene = "chart";
    wish.figures = figures;
    wish.chart_title =
        "عنوان / 題 / A title that is long enough to need a second line on a picture of this width, or even a third "
        "one";
    CHECK_MESSAGE(IsJpeg(DrawPicture(title, wish, 1600, 1067)), figures.unit);
  }
}

TEST_CASE("drawn pictures are kept in the folder, and a folder that cannot be made does no harm") {
  auto folder = std::filesystem::temp_directory_path() / "newsstand-picture-test";
  std::filesystem::remove_all(folder);
  PressArticle article;
  article.picture.scene = "sea";
  article.picture.seed = 3;
  const PressTitle& title = TheWorld().titles.front();
  PictureCache first(folder);
  auto drawn = first.Get(title, article, 800, 533);
  CHECK(first.Get(title, article, 800, 533) == drawn);
  PictureCache second(folder);
  CHECK(*second.Get(title, article, 800, 533) == *drawn);
  CHECK(std::distance(std::filesystem::directory_iterator(folder), {}) == 1);
  std::filesystem::remove_all(folder);
  PictureCache nowhere("/proc/no/such/place");
  CHECK(*nowhere.Get(title, article, 800, 533) == *drawn);
}

TEST_CASE("every title has an icon of its own") {
  std::set<std::string> icons;
  for (const PressTitle& title : TheWorld().titles) {
    std::string png = DrawIcon(title, 64);
    CHECK(png.substr(1, 3) == "PNG");
    CHECK_MESSAGE(icons.insert(png).second, title.name);
  }
}
