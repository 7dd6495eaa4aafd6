// parse, extract and sanitize: bytes in, JSON or HTML out; one input, or a stream of JSON lines.
#include <fmt/format.h>
#include <sys/stat.h>

#include <boost/json.hpp>
#include <chrono>
#include <cstdio>
#include <deque>
#include <fstream>
#include <future>
#include <iostream>
#include <iterator>
#include <sstream>
#include <thread>

#include "app/commands.h"
#include "base/limits.h"
#include "base/text.h"
#include "content/extract/extract.h"
#include "content/html/encoding.h"
#include "content/ingest/work_pool.h"
#include "content/parse/feed_json.h"
#include "content/parse/parse_feed.h"
#include "content/sanitize/sanitize.h"

namespace newsstand::app {
namespace {

namespace json = boost::json;
using What = ConvertOptions::What;

struct Input {
  std::string bytes, url, content_type;
};

Result<std::string> ReadAll(std::istream& in, const std::string& name) {
  std::string bytes;
  std::array<char, 65536> chunk;
  while (in.read(chunk.data(), chunk.size()) || in.gcount() > 0) {
    bytes.append(chunk.data(), static_cast<size_t>(in.gcount()));
    if (bytes.size() > limits::kFetchBytes) {
      return Fail(ErrorCode::kTooLarge, name + " is larger than " + std::to_string(limits::kFetchBytes >> 20) + " MiB");
    }
  }
  return bytes;
}

Result<std::string> ReadFile(const std::string& path) {
  struct stat info {};
  if (stat(path.c_str(), &info) != 0) return Fail(ErrorCode::kNotFound, "there is no file " + path);
  if (!S_ISREG(info.st_mode)) return Fail(ErrorCode::kInvalid, path + " is not a file");
  std::ifstream in(path, std::ios::binary);
  if (!in) return Fail(ErrorCode::kDenied, path + " cannot be read");
  return ReadAll(in, path);
}

// The answer of one input; for sanitize the HTML itself.
Result<std::string> Convert(What what, const Input& input) {
  switch (what) {
    case What::kParse: {
      auto feed = parse::ParseFeed({input.bytes, input.content_type, input.url});
      if (!feed) return Fail(feed.error());
      return parse::FeedToJson(*feed);
    }
    case What::kExtract: {
      auto article = extract::Extract({input.bytes, input.content_type, input.url});
      if (!article) return Fail(article.error());
      return extract::ArticleToJson(*article);
    }
    case What::kSanitize: break;
  }
  return sanitize::SanitizeHtml(input.bytes, {input.url});
}

std::string ErrorLine(const json::value& id, const std::string& message) {
  return json::serialize(json::object{{"id", id}, {"error", message}});
}

// One line in, one line out, whatever is in it.
std::string ConvertLine(What what, const std::string& line) {
  json::value id;
  try {
    json::error_code error;
    const json::value parsed = json::parse(line, error);
    if (error || !parsed.is_object()) return ErrorLine(id, "the line is no JSON object: " + (error ? error.message() : "something else"));
    const json::object& row = parsed.as_object();
    if (const auto* given = row.if_contains("id")) id = *given;
    const auto text = [&](const char* name) -> std::string {
      const auto* value = row.if_contains(name);
      return value != nullptr && value->is_string() ? std::string(value->as_string()) : "";
    };
    Input input{"", text("url"), text("content_type")};
    if (row.contains("input") && row.at("input").is_string()) {
      input.bytes = text("input");
    } else if (row.contains("path") && row.at("path").is_string()) {
      auto bytes = ReadFile(text("path"));
      if (!bytes) return ErrorLine(id, bytes.error().message);
      input.bytes = std::move(*bytes);
    } else {
      return ErrorLine(id, "the line has neither \"input\" nor \"path\"");
    }
    auto answer = Convert(what, input);
    if (!answer) return ErrorLine(id, answer.error().message);
    if (what == What::kSanitize) return json::serialize(json::object{{"id", id}, {"html", *answer}});
    // The answer is one JSON object: the id becomes its first member.
    return "{\"id\":" + json::serialize(id) + (answer->size() > 2 ? "," : "") + answer->substr(1);
  } catch (const std::exception& error) {
    return ErrorLine(id, std::string("it failed: ") + error.what());
  }
}

int RunBatch(const ConvertOptions& options) {
  const int jobs = options.jobs > 0 ? options.jobs : static_cast<int>(std::max(1u, std::thread::hardware_concurrency()));
  const size_t window = static_cast<size_t>(jobs) * 16;  // lines in memory at a time
  const auto begun = std::chrono::steady_clock::now();
  size_t lines = 0, bytes = 0;
  std::deque<std::future<std::string>> waiting;
  {
    ingest::WorkPool pool(jobs);
    const auto print_first = [&] {
      std::cout << waiting.front().get() << '\n';
      waiting.pop_front();
    };
    std::string line;
    while (std::getline(std::cin, line)) {
      if (Trim(line).empty()) continue;
      ++lines;
      bytes += line.size();
      auto task = std::make_shared<std::packaged_task<std::string()>>(
          [what = options.what, text = std::move(line)] { return ConvertLine(what, text); });
      waiting.push_back(task->get_future());
      pool.Run([task] { (*task)(); });
      while (waiting.size() >= window) print_first();
    }
    while (!waiting.empty()) print_first();
  }
  std::cout.flush();
  const double took = std::chrono::duration<double>(std::chrono::steady_clock::now() - begun).count();
  std::cerr << fmt::format("{} lines in {:.2f} s: {:.0f} a second with {} jobs\n", lines, took, static_cast<double>(lines) / std::max(took, 1e-9), jobs);
  return std::cout ? 0 : 1;
}

}  // namespace

int RunConvert(const ConvertOptions& options) {
  if (options.batch) return RunBatch(options);
  auto bytes = options.file == "-" ? ReadAll(std::cin, "standard input") : ReadFile(options.file);
  if (!bytes) return FailWith(bytes.error().message);
  auto answer = Convert(options.what, {std::move(*bytes), options.url, options.content_type});
  if (!answer) return FailWith(answer.error().message);
  std::cout << *answer << '\n';
  return std::cout ? 0 : 1;
}

}  // namespace newsstand::app
