// Pictures for invented news, composed on demand: a scene, the palette and manner of the title, a light and a weather
// from the article's own chance. The same wish gives the same picture.
#pragma once

#include <filesystem>
#include <memory>
#include <mutex>
#include <string>
#include <unordered_map>

#include "press/article.h"
#include "press/world.h"

namespace newsstand::press {

// JPEG bytes. Thread-safe.
std::string DrawPicture(const PressTitle& title, const PictureWish& wish, int width, int height);
// The title's monogram, PNG bytes.
std::string DrawIcon(const PressTitle& title, int size);
// An .ico around a PNG of 64 pixels.
std::string WrapIcon(const std::string& png64);

// Drawn pictures, kept in a folder; the newest also in memory. Thread-safe. A folder that cannot be written only means
// that pictures are drawn again.
class PictureCache {
 public:
  explicit PictureCache(std::filesystem::path folder);
  std::shared_ptr<const std::string> Get(const PressTitle& title, const PressArticle& article, int width, int height);

 private:
  std::filesystem::path folder_;
  std::mutex mutex_;
  std::unordered_map<std::string, std::shared_ptr<const std::string>> memory_;
};

}  // namespace newsstand::press
