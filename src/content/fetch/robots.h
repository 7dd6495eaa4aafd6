// robots.txt (RFC 9309): what a site lets a program with our name read. Pure; may be used from any thread.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace newsstand::fetch {

// The token of our user agent that site owners write into robots.txt.
inline constexpr std::string_view kRobotsAgent = "Newsstand";

class RobotsRules {
 public:
  // Never fails: what cannot be read is skipped, as the RFC asks. At most 512 KiB are read.
  static RobotsRules Parse(std::string_view text);

  // Whether `agent` (a product token, without version) may read `url`: an absolute address, or a path with query.
  // The group that names the agent counts, else the group of "*"; the longest matching rule wins, "allow" at a tie.
  bool IsAllowed(std::string_view agent, std::string_view url) const;
  // Crawl-delay of the group that counts.
  std::optional<std::chrono::milliseconds> CrawlDelay(std::string_view agent) const;

  // About what the rules take in memory, in bytes.
  size_t Footprint() const;

  const std::vector<std::string>& sitemaps() const { return sitemaps_; }  // as written
  const std::vector<std::string>& licenses() const { return licenses_; }  // RSL "License:" lines, as written

 private:
  struct Rule {
    bool allow = false;
    std::string pattern;
  };
  struct Group {
    std::vector<std::string> agents;  // lower case
    std::vector<Rule> rules;
    std::optional<std::chrono::milliseconds> delay;
  };
  std::vector<const Group*> GroupsFor(std::string_view agent) const;

  std::vector<Group> groups_;
  std::vector<std::string> sitemaps_, licenses_;
};

}  // namespace newsstand::fetch
