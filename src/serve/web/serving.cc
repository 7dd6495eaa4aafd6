#include "serve/web/serving.h"

#include <fmt/core.h>

#include <charconv>
#include <stdexcept>

#include "base/hash.h"
#include "base/log.h"
#include "base/text.h"
#include "serve/http/compress.h"
#include "serve/web/shelf.h"

namespace newsstand::web {
namespace {

// Pages are made anew often: levels that cost little and lose a few percent.
constexpr int kBrotliQuality = 5;
constexpr int kGzipLevel = 6;
constexpr size_t kWorthCompressing = 600;

enum class Coding { kPlain, kGzip, kBrotli };

// The coding this client is going to get, so that only that one is made.
Coding CodingOf(const http::Request& request) {
  Coding best = Coding::kPlain;
  for (std::string_view part : Split(request.Header("accept-encoding"), ',')) {
    const size_t semicolon = part.find(';');
    const std::string name = AsciiLower(Trim(part.substr(0, semicolon)));
    const bool refused = semicolon != std::string_view::npos && Trim(part.substr(semicolon + 1)).starts_with("q=0") &&
                         Trim(part.substr(semicolon + 1)).find_first_not_of("q=0.") == std::string_view::npos;
    if (refused) continue;
    if (name == "br") best = Coding::kBrotli;
    if (name == "gzip" && best == Coding::kPlain) best = Coding::kGzip;
  }
  return best;
}

PagePtr MakePage(Rendered rendered, Coding coding) {
  auto page = std::make_shared<Page>();
  page->status = rendered.status;
  page->content_type = std::move(rendered.content_type);
  page->location = std::move(rendered.location);
  if (rendered.text.empty()) return page;
  auto body = std::make_shared<http::Body>();
  if (rendered.text.size() >= kWorthCompressing) {
    if (coding == Coding::kBrotli) body->brotli = http::Brotli(rendered.text, kBrotliQuality);
    if (coding == Coding::kGzip) body->gzip = http::Gzip(rendered.text, kGzipLevel);
  }
  body->etag = "\"" + Hash64Hex(rendered.text) + "\"";
  body->plain = std::move(rendered.text);
  page->body = std::move(body);
  return page;
}

// The language of the interface: the one that was chosen, else the first of the reader's that there are words in.
WordsPtr WordsFor(const SiteParts& parts, std::string_view chosen, std::string_view accept_language) {
  if (const auto found = parts.words.find(std::string(chosen)); found != parts.words.end()) return found->second;
  for (std::string_view part : Split(accept_language, ',')) {
    std::string_view tag = Trim(part.substr(0, part.find(';')));
    const auto found = parts.words.find(AsciiLower(tag.substr(0, tag.find('-'))));
    if (found != parts.words.end()) return found->second;
  }
  return parts.DefaultWords();
}

Rendered RenderOrFail(const RenderPage& render, const Variant& variant, const edition::EditionPtr& edition, const std::string& key) {
  Result<Rendered> rendered = render(variant, edition);
  if (rendered.ok()) return std::move(*rendered);
  log::Error("The page {} could not be made: {}", key, rendered.error().message);
  const bool busy = rendered.error().code == ErrorCode::kUnavailable || rendered.error().code == ErrorCode::kTimeout;
  return Rendered{busy ? 503 : 500, "", "", ""};
}

}  // namespace

Variant VariantOf(const SiteParts& parts, const http::Request& request) {
  Variant variant;
  const std::string_view theme = request.Cookie("theme");
  variant.theme = theme == "dark" ? Theme::kDark : theme == "light" ? Theme::kLight : Theme::kAuto;
  variant.words = WordsFor(parts, request.Cookie("language"), request.Header("accept-language"));
  variant.look = ParseLook(request.Cookie("look"));
  variant.hidden = HiddenOf(request);
  return variant;
}

http::Response Serve(SiteParts& parts, const http::Request& request, const std::string& key, const RenderPage& render) {
  const Variant variant = VariantOf(parts, request);
  const Coding coding = CodingOf(request);
  const edition::EditionPtr edition = parts.context.edition();
  const PageCache::Stamp stamp{edition->number, ToUnixSeconds(parts.context.clock->Now()) / 60};
  const std::string full_key = fmt::format("{}|{}|{}|{}|{}|{}", static_cast<int>(coding), static_cast<int>(variant.theme),
                                           variant.words->locale(), LookText(variant.look), variant.hidden, key);
  const PagePtr page = parts.pages.Get(full_key, stamp, [&] { return MakePage(RenderOrFail(render, variant, edition, key), coding); });
  if (page->status == 301) {
    http::Response response = http::Redirect(301, page->location);
    response.Set("Cache-Control", "no-cache");
    return response;
  }
  if (page->status != 200 && !page->body) return ErrorPage(parts, request, page->status);
  http::Response response;
  response.status = page->status;
  response.content_type = page->content_type;
  response.body = page->body;
  response.Set("Cache-Control", "no-cache").Set("Vary", "Accept-Encoding, Accept-Language, Cookie");
  if (response.content_type.starts_with("text/html"))
    response.Set("Speculation-Rules", "\"/speculation-rules.json\"");
  return response;
}

int64_t IdIn(std::string_view text) {
  int64_t id = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), id);
  return error == std::errc() && end == text.data() + text.size() && id > 0 ? id : 0;
}

http::Response ServeOwn(SiteParts& parts, const http::Request& request, const RenderPage& render) {
  Rendered rendered = RenderOrFail(render, VariantOf(parts, request), parts.context.edition(), request.path);
  if (rendered.status != 200 && rendered.text.empty()) return ErrorPage(parts, request, rendered.status);
  http::Response response;
  response.status = rendered.status;
  response.content_type = std::move(rendered.content_type);
  auto body = std::make_shared<http::Body>();
  body->plain = std::move(rendered.text);
  response.body = std::move(body);
  response.Set("Cache-Control", "no-store");
  return response;
}

}  // namespace newsstand::web
