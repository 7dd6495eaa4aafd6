#include "content/parse/parse_feed.h"

#include <array>
#include <boost/json.hpp>
#include <exception>
#include <utility>

#include "base/limits.h"
#include "base/text.h"
#include "base/url.h"
#include "content/parse/detect.h"
#include "content/parse/meaning.h"
#include "content/parse/readers.h"
#include "content/xml/decode.h"
#include "content/xml/document.h"

namespace newsstand::parse {
namespace {

// Feeds never put one of these inside another of its kind; a second one means that the first was not closed.
constexpr std::array<std::string_view, 4> kNeverNested = {"item", "entry", "channel", "feed"};

using XmlReader = void (*)(const xml::Document&, const xml::Element&, RawFeed&);

struct Format {
  std::string_view root;  // local name of the outermost element
  XmlReader read;
};

constexpr Format kFormats[] = {
    {"rss", &ReadRss},
    {"rdf", &ReadRss},
    {"feed", &ReadAtom},
    {"entry", &ReadAtom},
    {"channel", &ReadRss},
    {"urlset", &ReadNewsSitemap},
    {"nitf", &ReadNitf},
    {"newsitem", &ReadNewsMl},
    {"packageitem", &ReadNewsMl},
    {"newsmessage", &ReadNewsMl},
};

XmlReader ReaderFor(const xml::Element& root) {
  for (const Format& format : kFormats) {
    if (root.local_name() == format.root) return format.read;
  }
  return nullptr;
}

// The feed's root: usually the document's; behind junk that some servers print before it; or wrapped into something.
xml::Element FindRoot(const xml::Document& document) {
  for (xml::Element root = document.first_root(); root; root = root.next_sibling()) {
    if (ReaderFor(root) != nullptr) return root;
  }
  for (std::string_view name : {"rss", "feed", "rdf", "channel"}) {
    if (xml::Element found = document.Find(name, 6)) {
      if (name != "feed" || found.ns().find("tom") != std::string_view::npos) return found;
    }
  }
  return {};
}

// Told before any of them is made: as values a document of nothing but brackets takes twenty times its size.
bool HasTooManyValues(std::string_view json) {
  size_t values = 0;
  bool in_string = false;
  for (size_t i = 0; i < json.size(); ++i) {
    const char c = json[i];
    if (in_string) {
      if (c == '\\') ++i;
      in_string = c != '"';
    } else {
      in_string = c == '"';
      values += c == ',' || c == '[' || c == '{' ? 1 : 0;
    }
  }
  return values > limits::kTreeNodes;
}

Status ReadJson(std::string_view text, RawFeed& feed) {
  if (HasTooManyValues(text)) {
    return Fail(ErrorCode::kTooLarge, "This is JSON of more than " + std::to_string(limits::kTreeNodes) + " values.");
  }
  boost::json::parse_options options;
  options.max_depth = 64;
  options.allow_trailing_commas = true;
  boost::system::error_code error;
  boost::json::monotonic_resource memory;
  boost::json::value document = boost::json::parse(text, error, &memory, options);
  if (error) return Fail(ErrorCode::kInvalid, "This is broken JSON: " + error.message() + ".");
  if (IsNinjs(document)) {
    ReadNinjs(document, feed);
    return {};
  }
  if (IsAppleNews(document)) {
    ReadAppleNews(document, feed);
    return {};
  }
  return ReadJsonFeed(document, feed);
}

Status ReadXml(std::string_view text, RawFeed& feed) {
  xml::Document document(text, {.never_nested = kNeverNested});
  xml::Element root = FindRoot(document);
  if (!root) return Fail(ErrorCode::kInvalid, NameDocument(document, text));
  for (const std::string& warning : document.warnings()) feed.Warn(warning);
  if (root.parent() || document.first_root().line() != root.line()) {
    feed.Warn("The feed does not begin at the beginning of the document.");
  }
  ReaderFor(root)(document, root, feed);
  if (root.local_name() == "urlset" && feed.items.empty()) {
    return Fail(ErrorCode::kInvalid, NameDocument(document, text));
  }
  return {};
}

}  // namespace

Result<ParsedFeed> ParseFeed(const FeedDocument& document) {
  if (document.bytes.size() > limits::kFetchBytes) {
    return Fail(ErrorCode::kTooLarge, "The document is larger than a feed may be.");
  }
  if (std::string what = NameBinary(document.bytes); !what.empty()) return Fail(ErrorCode::kInvalid, what);
  RawFeed feed;
  feed.base = ResolveHttpUrl(document.url, "");
  std::string storage;
  std::string_view text = xml::DecodeDocument(document.bytes, document.content_type, storage, feed.warnings);
  std::string_view start = Trim(text);
  try {
    bool json = start.starts_with('{') || start.starts_with('[');
    if (Status read = json ? ReadJson(start, feed) : ReadXml(text, feed); !read.ok()) return Fail(read.error());
    return MeaningOf(std::move(feed));
  } catch (const std::exception& error) {
    return Fail(ErrorCode::kInternal, std::string("Reading the feed failed: ") + error.what());
  }
}

}  // namespace newsstand::parse
