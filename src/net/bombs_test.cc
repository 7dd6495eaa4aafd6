// Compression bombs, against the test data: each is stopped at the cap, quickly and in little memory, and the next
// request works.
#include <doctest/doctest.h>
#include <sys/resource.h>
#include <unistd.h>

#include <chrono>
#include <cstdio>

#include "base/url_test_data.h"
#include "net/http_client.h"
#include "net/test_server.h"

namespace newsstand::net {
namespace {

// The sanitizers' own memory is not ours to answer for.
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr bool kMeasuresMemory = false;
#else
constexpr bool kMeasuresMemory = true;
#endif

// The highest resident size since the last reset, in bytes.
size_t PeakResident() {
  size_t kib = 0;
  if (std::FILE* file = std::fopen("/proc/self/status", "r")) {
    char line[256];
    while (std::fgets(line, sizeof line, file) != nullptr) {
      if (std::sscanf(line, "VmHWM: %zu kB", &kib) == 1) break;
    }
    std::fclose(file);
  }
  return kib * 1024;
}
void ResetPeak() {
  if (std::FILE* file = std::fopen("/proc/self/clear_refs", "w")) {
    std::fputs("5", file);
    std::fclose(file);
  }
}
double CpuSeconds() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  auto seconds = [](const timeval& time) {
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
  };
  return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

struct Bomb {
  const char* file;
  const char* coding;
  bool fails;  // else it may fail or give what was sent
};
constexpr Bomb kBombs[] = {
    {"gzip_100M.gz", "gzip", true},
    {"gzip_1G.gz", "gzip", true},
    {"gzip_in_gzip_1G.gz", "gzip, gzip", true},
    {"deflate_512M.zlib", "deflate", true},
    {"deflate_raw_512M.bin", "deflate", true},
    {"gzip_truncated.gz", "gzip", false},
    {"gzip_trailing_garbage.gz", "gzip", false},
    {"gzip_multi_member_200k.gz", "gzip", false},
};

}  // namespace

TEST_CASE("every compression bomb is stopped in a second and 64 MiB, and the next request works") {
  std::string coding, bomb;
  TestServer server([&](const TestRequest& request, TestPeer& peer) {
    if (request.target == "/next") return void(peer.Answer(200, "", "fine"));
    peer.Answer(200, "Content-Encoding: " + coding + "\r\n", bomb);
  });
  ClientOptions options;
  options.guard = AddressGuard::Create({"127.0.0.0/8"}).value();
  HttpClient client(std::move(options));
  for (const Bomb& row : kBombs) {
    const auto data = test_data::Read(std::string("security/bombs/") + row.file);
    if (!data) {
      if (test_data::MissingIsFailure()) FAIL("missing test data: security/bombs/" << std::string(row.file));
      MESSAGE("skipped, no test data: security/bombs/" << std::string(row.file));
      return;
    }
    bomb = *data;
    coding = row.coding;
    HttpRequest request;
    request.url = server.Url("/bomb");
    ResetPeak();
    const size_t memory = PeakResident();
    const double cpu = CpuSeconds();
    const auto response = client.Fetch(request);
    const double cpu_used = CpuSeconds() - cpu;
    const size_t grown = PeakResident() - memory;
    MESSAGE(std::string(row.file) << ": "
                                  << (response.ok() ? "answered " + std::to_string(response->body.size()) + " bytes"
                                                    : response.error().message)
                                  << " (" << cpu_used << " s, " << (grown >> 10) << " KiB)");
    if (row.fails) {
      REQUIRE_FALSE(response.ok());
      CHECK(response.error().code == ErrorCode::kTooLarge);
    }
    CHECK(cpu_used < 1.0);
    if (kMeasuresMemory) CHECK(grown < (64u << 20));
    request.url = server.Url("/next");
    const auto next = client.Fetch(request);
    REQUIRE(next.ok());
    CHECK(next->body == "fine");
  }
}

TEST_CASE("an answer compressed more than twice is refused") {
  TestServer server([](const TestRequest&, TestPeer& peer) {
    peer.Answer(200, "Content-Encoding: gzip\r\nContent-Encoding: gzip, gzip\r\n", "x");
  });
  ClientOptions options;
  options.guard = AddressGuard::Create({"127.0.0.0/8"}).value();
  HttpClient client(std::move(options));
  HttpRequest request;
  request.url = server.Url();
  CHECK(client.Fetch(request).error().code == ErrorCode::kUnsupported);
}

namespace {

// Eight answers of 8 MB at once with room for two. Returns how many came through and how many are to be tried again.
std::pair<int, int> EightLargeAnswers(const TestServer::Handler& flood) {
  std::vector<std::unique_ptr<TestServer>> servers;
  for (int i = 0; i < 8; ++i) servers.push_back(std::make_unique<TestServer>(flood));
  ClientOptions options;
  options.guard = AddressGuard::Create({"127.0.0.0/8"}).value();
  options.max_buffered_bytes = 16u << 20;
  options.stall_time = std::chrono::minutes(5);
  HttpClient client(std::move(options));
  std::atomic<int> good{0}, later{0};
  std::vector<std::thread> threads;
  for (auto& server : servers) {
    threads.emplace_back([&] {
      HttpRequest request;
      request.url = server->Url();
      request.timeout = std::chrono::minutes(5);  // how fast the machine is shall not matter
      const auto response = client.Fetch(request);
      if (response.ok() && response->body.size() == 8'000'000) ++good;
      if (!response.ok() && response.error().code == ErrorCode::kUnavailable) ++later;
    });
  }
  for (auto& thread : threads) thread.join();
  return {good, later};
}

constexpr std::string_view kEightMegabytes = "HTTP/1.1 200 X\r\nContent-Length: 8000000\r\n\r\n";

}  // namespace

// An answer is refused only while more than 16 MiB are buffered, which three of 8 MB each need: two come through.
TEST_CASE("of many large answers at once as many come through as there is room for") {
  const auto [good, later] = EightLargeAnswers([](const TestRequest&, TestPeer& peer) {
    peer.Send(kEightMegabytes);
    for (int i = 0; i < 80 && peer.Send(std::string(100'000, 'x')); ++i) peer.Sleep(std::chrono::milliseconds(2));
    peer.Close();
  });
  CHECK(good >= 2);
  CHECK(good + later == 8);
}

TEST_CASE("answers that all outgrow the memory in the same moment do not all fail") {
  std::atomic<int> waiting{0};
  const auto [good, later] = EightLargeAnswers([&](const TestRequest&, TestPeer& peer) {
    peer.Send(kEightMegabytes);
    peer.Send(std::string(2'000'000, 'x'));
    ++waiting;
    while (waiting < 8) peer.Sleep(std::chrono::milliseconds(5));
    peer.Sleep(std::chrono::milliseconds(300));  // until all of it has been read: the next bytes are too much
    peer.Send(std::string(6'000'000, 'x'));
    peer.Close();
  });
  CHECK(good >= 2);
  CHECK(good + later == 8);
}

}  // namespace newsstand::net
