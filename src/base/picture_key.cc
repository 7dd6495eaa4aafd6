#include "base/picture_key.h"

#include <algorithm>
#include <array>

#include "base/text.h"

namespace newsstand {
namespace {

constexpr size_t kTelling = 8;  // bytes: a shorter name ("image", "1") may be that of many pictures
constexpr size_t kShortestName = 3;
constexpr size_t kLongestMark = 9;  // "1024x1024"

// Widths that picture servers give; other numbers are a camera's or a gallery's ("IMG_1234", "bridge-12").
bool IsUsualWidth(std::string_view digits) {
  static constexpr std::array<std::string_view, 34> kWidths = {
      "150", "200", "240", "300", "320",  "360",  "400",  "480",  "500",  "600",  "624",  "640",  "660",  "700",  "720",  "750",  "768",
      "800", "900", "960", "976", "1000", "1024", "1080", "1200", "1280", "1440", "1500", "1536", "1600", "1800", "1920", "2000", "2048"};
  return std::find(kWidths.begin(), kWidths.end(), digits) != kWidths.end();
}

// "1200x675", "w640", "640w", "2x"; a number alone where `alone` says so.
bool IsSize(std::string_view mark, bool alone) {
  if (mark.empty() || mark.size() > kLongestMark) return false;
  if (const size_t times = mark.find('x'); times != std::string_view::npos) {
    const auto digits = [](std::string_view text) { return text.find_first_not_of("0123456789") == std::string_view::npos; };
    const std::string_view width = mark.substr(0, times), height = mark.substr(times + 1);
    return digits(width) && digits(height) && (height.empty() ? width.size() == 1 : width.size() > 1 && height.size() > 1);
  }
  const bool marked = mark.front() == 'w' || mark.back() == 'w' || mark.front() == 'h' || mark.back() == 'h';
  if (mark.front() == 'w' || mark.front() == 'h') mark.remove_prefix(1);
  else if (marked) mark.remove_suffix(1);
  return (marked || alone) && IsUsualWidth(mark);
}

// Without "-1024x768", "_640w", "@2x", "-scaled" at its end.
std::string_view WithoutSize(std::string_view name) {
  for (const std::string_view suffix : {"-scaled", "_large", "_small", "-large", "_medium"}) {
    if (name.ends_with(suffix)) name.remove_suffix(suffix.size());
  }
  for (size_t at = name.find_last_of("-_@"); at != std::string_view::npos && at >= kShortestName; at = name.find_last_of("-_@")) {
    if (!IsSize(name.substr(at + 1), true)) break;
    name = name.substr(0, at);
  }
  return name;
}

}  // namespace

std::string PictureKey(std::string_view url) {
  url = url.substr(0, url.find_first_of("?#"));
  if (const size_t scheme = url.find("://"); scheme != std::string_view::npos) url = url.substr(scheme + 3);
  const size_t slash = url.rfind('/');
  const size_t dot = url.rfind('.');
  constexpr size_t kLongestType = 5;  // ".jpeg"
  if (dot != std::string_view::npos && (slash == std::string_view::npos || dot > slash) && url.size() - dot <= kLongestType) url = url.substr(0, dot);
  std::string key;
  while (!url.empty() && key.size() < kTelling) {
    const size_t folder = url.rfind('/');
    const std::string_view name = WithoutSize(folder == std::string_view::npos ? url : url.substr(folder + 1));
    if (!IsSize(name, false)) key = key.empty() ? std::string(name) : std::string(name) + "/" + key;
    url = folder == std::string_view::npos ? std::string_view() : url.substr(0, folder);
  }
  return AsciiLower(key);
}

}  // namespace newsstand
