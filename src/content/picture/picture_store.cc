#include "content/picture/picture_store.h"

#include <algorithm>
#include <array>
#include <atomic>
#include <charconv>
#include <condition_variable>
#include <fstream>
#include <mutex>
#include <semaphore>
#include <sstream>
#include <unordered_map>
#include <unordered_set>

#include "base/hash.h"
#include "base/limits.h"
#include "base/text.h"
#include "base/url.h"
#include "content/picture/disk_cache.h"
#include "content/picture/facts_book.h"

namespace newsstand::picture {
namespace {

constexpr std::array<int, 5> kWidths = {160, 320, 480, 800, 1200};
constexpr int kIconSide = 64;
constexpr size_t kSignatureCharacters = 16;  // 96 bits
constexpr size_t kMaxFailures = 10'000;
constexpr std::chrono::minutes kFailureLasts{10};
constexpr std::chrono::minutes kDiskFailureLasts{1};
constexpr std::chrono::hours kLongestRest{24};
constexpr size_t kMaxResting = 10'000;
constexpr int kDecodesAtOnce = 2;  // each may take tens of MiB
constexpr int kFetchPriority = 10;  // a reader is waiting: before pages and feeds

// "320", "320-3x2": the part of an address that says what is wanted of the picture.
struct ShapeName {
  Shape shape;
  std::string_view suffix;
  int width, height;
};
constexpr std::array<ShapeName, 3> kShapes = {{{Shape::kOwn, "", 0, 0}, {Shape::kCard, "-3x2", 3, 2}, {Shape::kWide, "-16x9", 16, 9}}};

std::optional<image::Spec> SpecOf(std::string_view size) {
  for (const int width : kWidths) {
    const std::string digits = std::to_string(width);
    if (!size.starts_with(digits)) continue;
    for (const ShapeName& shape : kShapes) {
      if (size.substr(digits.size()) != shape.suffix) continue;
      const int height = shape.width == 0 ? 0 : (width * shape.height + shape.width / 2) / shape.width;
      return image::Spec{width, height, image::Format::kJpeg};
    }
  }
  return std::nullopt;
}

// Files of one picture share the beginning of their names.
std::string KeyOf(std::string_view url) { return Sha256Hex(url).substr(0, 40); }

// An address survives the way through a browser and back only when it holds no "\\" and no "." or ".." between slashes.
// Addresses are resolved before they come here, so that these stand in queries alone, where they may be escaped.
std::string Escaped(std::string_view url) {
  const size_t question = url.find('?');
  std::string out(url.substr(0, question));
  if (question == std::string_view::npos) return out;
  bool first = true;
  for (const std::string_view part : Split(url.substr(question), '/')) {
    if (!first) out += '/';
    first = false;
    if (part == "." || part == "..") {
      for (size_t i = 0; i < part.size(); ++i) out += "%2E";
      continue;
    }
    for (const char c : part) c == '\\' ? out += "%5C" : out += c;
  }
  return out;
}

// How long a host asks to be left alone; ten minutes when it does not say.
std::chrono::seconds RestAskedFor(const net::HttpResponse& response, Timestamp now) {
  const std::string value = response.Header("retry-after");
  int64_t seconds = 0;
  const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), seconds);
  if (value.empty() || error != std::errc() || end != value.data() + value.size()) {
    const auto until = ParseHttpDate(value);
    if (!until) return kFailureLasts;
    seconds = std::chrono::ceil<std::chrono::seconds>(*until - now).count();
  }
  return std::chrono::seconds(
      std::clamp<int64_t>(seconds, 0, std::chrono::duration_cast<std::chrono::seconds>(kLongestRest).count()));
}

std::string HostOf(std::string_view url) {
  const size_t begin = url.find("://") + 3;
  return AsciiLower(url.substr(begin, url.find_first_of("/?#", begin) - begin));
}

// Pictures are lazy by nature: what stands in the address is the rest of the URL, percent-encoded but for the slashes,
// because text compresses far better in a page than a coding of it would.
std::string EncodeRest(std::string_view url) {
  std::string out;
  for (const std::string_view part : Split(url, '/')) {
    if (!out.empty() || part.data() != url.data()) out += '/';
    out += PercentEncode(part);
  }
  return out;
}

}  // namespace

struct PictureStore::Impl {
  Impl(net::HttpClient& given, const Clock& given_clock, PictureOptions given_options)
      : client(given), clock(given_clock), options(std::move(given_options)), cache(options.folder, options.max_bytes),
        facts(options.folder + "/facts") {}

  std::string Sign(std::string_view url) const {
    return Base64Url(HmacSha256(options.secret, url)).substr(0, kSignatureCharacters);
  }
  Result<PictureFile> Get(const std::string& url, const image::Spec& spec);
  Result<std::string> Original(const std::string& url);
  Result<std::string> FetchOriginal(const std::string& url, const std::string& name);
  void RememberFailure(const std::string& url, const Error& error, std::chrono::seconds lasts = kFailureLasts);
  void LetRest(const std::string& host, std::chrono::seconds time);
  bool IsResting(const std::string& host);

  net::HttpClient& client;
  const Clock& clock;
  const PictureOptions options;
  DiskCache cache;
  FactsBook facts;

  // One at a time for each picture.
  std::mutex mutex;
  std::condition_variable done;
  std::unordered_set<std::string> under_way;
  struct Failure {
    Error error;
    Timestamp until;
  };
  std::unordered_map<std::string, Failure> failures;
  std::unordered_map<std::string, Timestamp> resting;  // hosts that asked to be left alone
  std::counting_semaphore<kDecodesAtOnce> decodes{kDecodesAtOnce};
  std::atomic<int64_t> hits{0}, fetched{0}, failed{0};
};

void PictureStore::Impl::RememberFailure(const std::string& url, const Error& error, std::chrono::seconds lasts) {
  ++failed;
  const std::scoped_lock lock(mutex);
  if (failures.size() >= kMaxFailures) failures.clear();
  failures[url] = {error, clock.Now() + lasts};
}

void PictureStore::Impl::LetRest(const std::string& host, std::chrono::seconds time) {
  const std::scoped_lock lock(mutex);
  if (resting.size() >= kMaxResting) resting.clear();
  resting[host] = clock.Now() + time;
}

bool PictureStore::Impl::IsResting(const std::string& host) {
  const std::scoped_lock lock(mutex);
  const auto found = resting.find(host);
  if (found == resting.end()) return false;
  if (found->second > clock.Now()) return true;
  resting.erase(found);
  return false;
}

Result<std::string> PictureStore::Impl::FetchOriginal(const std::string& url, const std::string& name) {
  const std::string host = HostOf(url);
  if (IsResting(host)) return Fail(ErrorCode::kUnavailable, "The picture's host asked not to be disturbed.");
  net::HttpRequest request;
  request.url = url;
  request.priority = kFetchPriority;
  request.headers = {{"Accept", "image/avif,image/webp,image/png,image/jpeg,image/*;q=0.8"}};
  auto response = client.Fetch(std::move(request));
  if (!response) return Fail(response.error());
  if (response->status == 429 || response->status == 503) LetRest(host, RestAskedFor(*response, clock.Now()));
  if (response->status != 200) {
    return Fail(ErrorCode::kUnavailable, "The picture's host answered " + std::to_string(response->status) + ".");
  }
  if (image::SniffType(response->body).empty()) {
    return Fail(ErrorCode::kUnsupported, "The address does not lead to a picture of a kind that is shown.");
  }
  ++fetched;
  // A full disk does not keep a reader from the picture that is in memory.
  (void)cache.Save(name, response->body).ok();
  return std::move(response->body);
}

Result<std::string> PictureStore::Impl::Original(const std::string& url) {
  const std::string name = KeyOf(url) + "-original";
  if (const auto path = cache.Find(name)) {
    std::ifstream in(*path, std::ios::binary);
    std::stringstream bytes;
    bytes << in.rdbuf();
    if (in && !bytes.view().empty()) return std::move(bytes).str();
  }
  return FetchOriginal(url, name);
}

Result<PictureFile> PictureStore::Impl::Get(const std::string& url, const image::Spec& spec) {
  const bool png = spec.format == image::Format::kPng, webp = spec.format == image::Format::kWebp;
  const std::string_view type = png ? "image/png" : webp ? "image/webp" : "image/jpeg";
  const std::string name = KeyOf(url) + "-" + std::to_string(spec.width) + "x" + std::to_string(spec.height) +
                           (png ? ".png" : webp ? ".webp" : ".jpg");
  {
    std::unique_lock lock(mutex);
    done.wait(lock, [&] { return !under_way.contains(url); });
    if (const auto path = cache.Find(name)) {
      ++hits;
      return PictureFile{*path, std::string(type)};
    }
    if (const auto failure = failures.find(url); failure != failures.end()) {
      if (failure->second.until > clock.Now()) return Fail(failure->second.error);
      failures.erase(failure);
    }
    under_way.insert(url);
  }
  struct Leave {
    Impl& impl;
    const std::string& url;
    ~Leave() {
      const std::scoped_lock lock(impl.mutex);
      impl.under_way.erase(url);
      impl.done.notify_all();
    }
  } leave{*this, url};

  auto original = Original(url);
  if (!original) {
    RememberFailure(url, original.error());
    return Fail(original.error());
  }
  decodes.acquire();
  const auto encoded = image::Transform(*original, spec);
  decodes.release();
  if (!encoded) {
    RememberFailure(url, encoded.error());
    return Fail(encoded.error());
  }
  facts.Add(url, encoded->original);
  auto path = cache.Save(name, encoded->bytes);
  if (!path) {
    // Remembered as well: otherwise a full disk would have every reader fetch the picture anew.
    RememberFailure(url, path.error(), kDiskFailureLasts);
    return Fail(path.error());
  }
  return PictureFile{*path, encoded->content_type};
}

PictureStore::PictureStore(net::HttpClient& client, const Clock& clock, PictureOptions options)
    : impl_(std::make_unique<Impl>(client, clock, std::move(options))) {}
PictureStore::~PictureStore() = default;

Status PictureStore::Open() {
  if (Status opened = impl_->cache.Open(); !opened) return opened;
  impl_->facts.Open();
  return {};
}

std::string PictureStore::Address(std::string_view given, int width, Shape shape) const {
  if (std::find(kWidths.begin(), kWidths.end(), width) == kWidths.end()) return "";
  const bool secure = given.starts_with("https://");
  if ((!secure && !given.starts_with("http://")) || given.size() > limits::kUrlBytes) return "";
  const std::string url = Escaped(given);
  const std::string_view rest = std::string_view(url).substr(secure ? 8 : 7);
  const auto name = std::find_if(kShapes.begin(), kShapes.end(), [&](const ShapeName& one) { return one.shape == shape; });
  return "/picture/" + impl_->Sign(url) + "/" + std::to_string(width) + std::string(name->suffix) + (secure ? "/s/" : "/h/") + EncodeRest(rest);
}

Result<PictureFile> PictureStore::Find(std::string_view signature, std::string_view size, std::string_view rest, bool webp) {
  const auto denied = [] { return Fail(ErrorCode::kDenied, "The picture's address is not one that was given out."); };
  std::optional<image::Spec> spec = SpecOf(size);
  if (!spec || rest.size() < 3 || (rest.substr(0, 2) != "s/" && rest.substr(0, 2) != "h/")) return denied();
  const std::string url = (rest[0] == 's' ? "https://" : "http://") + std::string(rest.substr(2));
  if (!ConstantTimeEqual(signature, impl_->Sign(url))) return denied();
  spec->format = webp ? image::Format::kWebp : image::Format::kJpeg;
  return impl_->Get(url, *spec);
}

std::optional<image::Facts> PictureStore::FactsOf(const std::string& url) const { return impl_->facts.Find(Escaped(url)); }
void PictureStore::Pin(const std::string& url) { impl_->cache.Pin(KeyOf(Escaped(url))); }
void PictureStore::Unpin(const std::string& url) { impl_->cache.Unpin(KeyOf(Escaped(url))); }

Result<PictureFile> PictureStore::FindIcon(const std::string& url) {
  return impl_->Get(url, {kIconSide, 0, image::Format::kPng});
}

PictureStore::Counters PictureStore::counters() const {
  return {impl_->cache.files(), impl_->cache.bytes(), impl_->hits, impl_->fetched, impl_->failed};
}

}  // namespace newsstand::picture
