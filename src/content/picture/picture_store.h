// Publishers' pictures on our own origin: a signed address, fetched once through the guard, decoded and encoded anew in
// the sizes pages use, kept on disk within a budget.
//
// Threads: any. Find may take as long as a fetch; call it where waiting is allowed. The same picture is fetched once
// however many ask at the same time.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"
#include "base/time.h"
#include "content/image/image.h"
#include "net/http_client.h"

namespace newsstand::picture {

struct PictureOptions {
  std::string folder;                  // made when missing
  int64_t max_bytes = 512 << 20;       // of the folder; the least recently used leave first
  std::string secret;                  // signs addresses, so that nobody else can make us fetch
};

// The shape a picture is cut to, around what catches the eye.
enum class Shape {
  kOwn,   // as it is
  kCard,  // 3:2
  kWide,  // 16:9
};

// A file in the folder. It may leave it at any moment later: open it at once, and treat its absence as "not there".
struct PictureFile {
  std::string path;
  std::string content_type;
};

class PictureStore {
 public:
  // `client` and `clock` must outlive it.
  PictureStore(net::HttpClient& client, const Clock& clock, PictureOptions options);
  ~PictureStore();

  // Makes or reads the folder. kUnavailable when it cannot be written.
  Status Open();

  // "/picture/SIGNATURE/320-3x2/s/example.org/a.jpg" for https://example.org/a.jpg; "" for no web address or no such
  // width. No I/O. Widths: 160 320 480 800 1200.
  std::string Address(std::string_view url, int width, Shape shape = Shape::kOwn) const;

  // What an address stands for: its parts as the route matched them, and whether the browser takes WebP. kDenied for a
  // wrong signature or size; the errors of fetching and decoding otherwise, remembered for ten minutes.
  Result<PictureFile> Find(std::string_view signature, std::string_view size, std::string_view rest, bool webp);

  // What was learned of the picture at `url` when it was first decoded; nullopt before that. From memory.
  std::optional<image::Facts> FactsOf(const std::string& url) const;

  // All files of the picture stay on disk while others can leave: for what members keep. Counted; a caller sets its pins
  // again after a restart.
  void Pin(const std::string& url);
  void Unpin(const std::string& url);

  // The icon at `url` as a PNG of at most 64 × 64; fetched like pictures.
  Result<PictureFile> FindIcon(const std::string& url);

  struct Counters {
    int64_t files = 0, bytes = 0, hits = 0, fetched = 0, failed = 0;
  };
  Counters counters() const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace newsstand::picture
