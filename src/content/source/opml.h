// OPML: the lists of feeds that readers hand each other. Pure and thread-safe.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "content/source/title_feeds.h"

namespace newsstand::source {

struct OpmlFeed {
  std::string title;                 // plain text; the address's host when the list has none
  std::string xml_url;               // absolute http(s)
  std::string html_url;              // the same, "" unknown
  std::vector<std::string> folders;  // outermost first
  std::string section;               // slug of ours that a folder or category means; "" none
  size_t line = 0;                   // of the outline, 1-based
};

// Why an outline is not among the feeds.
enum class OpmlProblem {
  kNoAddress,   // a name alone
  kBadAddress,  // no web address
  kRepeated,    // the same address as an outline before
  kTooMany,     // it and all after it are over limits::kOpmlOutlines
};

struct OpmlReport {
  size_t line = 0;
  std::string name, address;  // as the list has them, "" none
  OpmlProblem problem = OpmlProblem::kNoAddress;
  std::string sentence;  // "“Weather” has no address of a feed."
};

struct OpmlDocument {
  std::string title;
  std::vector<OpmlFeed> feeds;        // in document order, each address once
  std::vector<OpmlReport> skipped;    // one for each outline that was meant as a feed and is not among `feeds`
  std::vector<std::string> warnings;  // what was broken in the file and how it was read
};

// Broken files are read as far as they can be. kInvalid when the file is something else, kTooLarge over
// limits::kOpmlBytes. Of more than limits::kOpmlOutlines outlines the rest is left out, and one report says so.
Result<OpmlDocument> ReadOpml(std::string_view bytes);

// OPML 2.0 with one folder a section; feeds without one stand at the top. ReadOpml of it gives the same feeds.
std::string WriteOpml(std::string_view list_title, std::span<const TitleFeeds> titles);

}  // namespace newsstand::source
