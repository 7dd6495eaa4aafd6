#include "press/faults.h"

#include <fmt/format.h>

#include <charconv>

#include "base/text.h"
#include "press/rng.h"

namespace newsstand::press {
namespace {

constexpr uint64_t kGigabyte = 1u << 30;

struct Listed {
  const char *address, *what;
};
constexpr Listed kList[] = {
    {"/fault/status/429", "429 with Retry-After: 30; any status from 400 to 599 in place of 429"},
    {"/fault/retry-after-date", "503 with Retry-After as a date two minutes away"},
    {"/fault/slow/2000", "a feed at 2,000 bytes a second; any number"},
    {"/fault/stall", "half a feed, then silence"},
    {"/fault/stall-at-once", "headers, then silence"},
    {"/fault/truncated", "half of the bytes that Content-Length promises"},
    {"/fault/dropped", "the connection closes without an answer"},
    {"/fault/wrong-type", "a feed that says it is image/png"},
    {"/fault/no-type", "a feed without Content-Type"},
    {"/fault/redirects/3", "a chain of 3 redirects to a feed; any number"},
    {"/fault/loop", "a redirect to itself"},
    {"/fault/loop-of-two", "two addresses that redirect to each other"},
    {"/fault/redirect-to-loopback", "302 to http://127.0.0.1:22/"},
    {"/fault/redirect-to-metadata", "302 to http://169.254.169.254/latest/meta-data/"},
    {"/fault/redirect-to-file", "302 to file:///etc/passwd"},
    {"/fault/redirect-nowhere", "302 without Location"},
    {"/fault/moved-301", "301 to /fault/feed: moved for good"},
    {"/fault/moved-308", "308 to /fault/feed: moved for good"},
    {"/fault/gone", "410: gone for good"},
    {"/fault/gone-after-one", "a feed the first time, 410 from then on"},
    {"/fault/zeros", "a gigabyte of zeros"},
    {"/fault/zeros-gzip", "a gigabyte of zeros in a megabyte of gzip"},
    {"/fault/turns-to-html", "in turns a feed and a page that is none"},
    {"/fault/page", "a page without any feed"},
    {"/fault/empty", "200 and nothing"},
    {"/fault/half-xml", "a feed that ends in the middle of an item, with a correct length"},
    {"/fault/not-gzip", "plain bytes that claim to be gzip"},
    {"/fault/always-304", "304 whatever was asked"},
    {"/fault/feed", "the feed itself, without a fault"},
};

std::string SampleFeed(const std::string& origin) {
  std::string out =
      "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<rss version=\"2.0\"><channel><title>A feed with "
      "faults</title><link>" +
      origin + "/fault/</link><description>For testing</description>\n";
  for (int i = 1; i <= 20; ++i) {
    out += fmt::format(
        "<item><title>Item {0} of a feed with faults</title><link>{1}/fault/item/{0}</link><guid "
        "isPermaLink=\"false\">fault-{0}</guid>"
        "<pubDate>Mon, 0{2} Jun 2026 0{3}:00:00 GMT</pubDate><description>The {0}th item, long enough to be cut "
        "somewhere in the middle when "
        "the connection is.</description></item>\n",
        i, origin, 1 + i % 9, i % 10);
  }
  return out + "</channel></rss>\n";
}

Response SamplePage(const std::string& heading) {
  return TextResponse(200, "text/html; charset=utf-8",
                      "<!doctype html><html lang=\"en\"><title>" + heading + "</title><h1>" + heading +
                          "</h1><p>This page is not a feed and names none.</p></html>\n");
}

Response Redirect(const std::string& location, int status = 302) { return RedirectResponse(status, location); }

int Number(std::string_view text, int fallback) {
  int value = fallback;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

Response ListPage() {
  std::string out =
      "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><title>Faults on request</title><h1>Faults on "
      "request</h1><dl>\n";
  for (const Listed& item : kList) {
    out += fmt::format("<dt><a href=\"{0}\">{0}</a></dt><dd>{1}</dd>\n", item.address, EscapeHtml(item.what));
  }
  return TextResponse(200, "text/html; charset=utf-8", out + "</dl></html>\n");
}

Response StatusAnswer(int status) {
  if (status < 400 || status > 599) status = 400;
  Response response = TextResponse(status, "text/plain; charset=utf-8", std::string(StatusWords(status)) + "\n");
  if (status == 429 || status == 503) response.headers.emplace_back("Retry-After", "30");
  return response;
}

// Redirects of every kind; nullopt when `what` is none of them.
std::optional<Response> RedirectFault(std::string_view what, const std::string& origin) {
  if (what.starts_with("redirects/")) {
    int left = std::clamp(Number(what.substr(10), 1), 0, 100);
    return Redirect(left <= 1 ? origin + "/fault/feed" : fmt::format("{}/fault/redirects/{}", origin, left - 1));
  }
  if (what == "loop") return Redirect(origin + "/fault/loop");
  if (what == "loop-of-two") return Redirect(origin + "/fault/loop-of-two/back");
  if (what == "loop-of-two/back") return Redirect(origin + "/fault/loop-of-two");
  if (what == "redirect-to-loopback") return Redirect("http://127.0.0.1:22/");
  if (what == "redirect-to-metadata") return Redirect("http://169.254.169.254/latest/meta-data/");
  if (what == "redirect-to-file") return Redirect("file:///etc/passwd");
  if (what == "redirect-nowhere") return TextResponse(302, "text/plain", "Somewhere else.\n");
  if (what == "moved-301") return Redirect(origin + "/fault/feed", 301);
  if (what == "moved-308") return Redirect(origin + "/fault/feed", 308);
  return std::nullopt;
}

// Faults of how the bytes travel.
std::optional<Response> TransferFault(std::string_view what, const std::string& feed) {
  Response response = TextResponse(200, "application/rss+xml", feed);
  if (what.starts_with("slow")) {
    response.delivery.bytes_per_second =
        static_cast<size_t>(std::clamp(Number(what.substr(std::min<size_t>(5, what.size())), 2000), 1, 10'000'000));
  } else if (what == "stall") {
    response.delivery.stall_after = feed.size() / 2;
  } else if (what == "stall-at-once") {
    response.delivery.stall_after = 0;
  } else if (what == "truncated") {
    response.delivery.truncate_after = feed.size() / 2;
  } else if (what == "dropped") {
    response.delivery.drop = true;
  } else if (what == "zeros") {
    response.body.clear();
    response.delivery.zero_bytes = kGigabyte;
  } else if (what == "zeros-gzip") {
    response.body = GzipZeros(kGigabyte);
    response.headers.emplace_back("Content-Encoding", "gzip");
  } else if (what == "not-gzip") {
    response.headers.emplace_back("Content-Encoding", "gzip");
  } else {
    return std::nullopt;
  }
  return response;
}

}  // namespace

Response Faults::Handle(const Request& request, const std::string& origin) {
  std::string what = request.path.substr(std::min<size_t>(7, request.path.size()));
  std::string feed = SampleFeed(origin);
  if (what.empty()) return ListPage();
  if (what.starts_with("status/")) return StatusAnswer(Number(std::string_view(what).substr(7), 500));
  if (auto answer = RedirectFault(what, origin)) return std::move(*answer);
  if (auto answer = TransferFault(what, feed)) return std::move(*answer);
  if (what == "retry-after-date") {
    Response response = TextResponse(503, "text/plain", "Later.\n");
    response.headers.emplace_back("Retry-After", FormatHttpDate(SystemClock().Now() + std::chrono::minutes(2)));
    return response;
  }
  if (what == "wrong-type") return TextResponse(200, "image/png", feed);
  if (what == "no-type") {
    Response response;
    response.body = feed;
    return response;
  }
  if (what == "gone") return StatusAnswer(410);
  if (what == "gone-after-one")
    return visits_++ == 0 ? TextResponse(200, "application/rss+xml", feed) : StatusAnswer(410);
  if (what == "turns-to-html") {
    return turns_++ % 2 == 0 ? TextResponse(200, "application/rss+xml", feed) : SamplePage("We have moved our feeds");
  }
  if (what == "page" || what.starts_with("item/")) return SamplePage("A page");
  if (what == "empty") return TextResponse(200, "application/rss+xml", "");
  if (what == "half-xml") return TextResponse(200, "application/rss+xml", feed.substr(0, feed.size() * 2 / 3));
  if (what == "always-304") return TextResponse(304, "application/rss+xml", "");
  if (what == "feed") {
    Response response = TextResponse(200, "application/rss+xml", feed);
    Finish(request, response, FromUnixSeconds(1781000000), {});
    return response;
  }
  return TextResponse(404, "text/plain; charset=utf-8", "There is no such fault. The list is at /fault/.\n");
}

void Faults::Spoil(Response& response) {
  if (rate_ <= 0) return;
  Rng rng(seed_ * 1'000'003 + count_++);
  if (!rng.Chance(rate_)) return;
  auto refuse = [&](int status, const char* after) {
    response = StatusAnswer(status);
    for (auto& [name, value] : response.headers) {
      if (name == "Retry-After") value = after;
    }
  };
  switch (rng.Int(0, 7)) {
    case 0: return refuse(429, "2");
    case 1: return refuse(503, "2");
    case 2: return refuse(500, "");
    case 3: return refuse(502, "");
    case 4: response.delivery.bytes_per_second = 40'000; return;
    case 5: response.delivery.truncate_after = response.content().size() / 2; return;
    case 6: response.delivery.drop = true; return;
    default:
      for (auto& [name, value] : response.headers) {
        if (name == "Content-Type") value = "application/octet-stream";
      }
  }
}

}  // namespace newsstand::press
