#include "content/fetch/robots.h"

#include <algorithm>
#include <charconv>

#include "base/text.h"
#include "base/url.h"
#include "content/terms/path_pattern.h"

namespace newsstand::fetch {
namespace {

constexpr size_t kTextBytes = 512u << 10;
constexpr size_t kRules = 20'000;  // of one file, all groups together
constexpr size_t kPatternBytes = 2'048;
constexpr size_t kListed = 1'000;  // sitemaps, licences

bool IsAgentChar(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-' || c == '_'; }

// The product token at the start of what stands behind "User-agent:": "FooBot/2.1 (x)" is "foobot".
std::string AgentToken(std::string_view value) {
  if (value.starts_with('*') && (value.size() == 1 || IsAsciiSpace(value[1]))) return "*";
  size_t end = 0;
  while (end < value.size() && IsAgentChar(value[end])) ++end;
  return AsciiLower(value.substr(0, end));
}

// A pattern as it is compared: bytes that are not ASCII percent-encoded, hexadecimal digits in capitals.
std::string Normalised(std::string_view pattern) {
  static constexpr char kHex[] = "0123456789ABCDEF";
  std::string out;
  for (size_t i = 0; i < pattern.size(); ++i) {
    const auto byte = static_cast<unsigned char>(pattern[i]);
    auto is_hex = [&](size_t at) {
      return at < pattern.size() && std::isxdigit(static_cast<unsigned char>(pattern[at]));
    };
    if (byte == '%' && is_hex(i + 1) && is_hex(i + 2)) {
      out += '%';
      out += static_cast<char>(std::toupper(pattern[i + 1]));
      out += static_cast<char>(std::toupper(pattern[i + 2]));
      i += 2;
    } else if (byte >= 0x80) {
      out += '%';
      out += kHex[byte >> 4];
      out += kHex[byte & 15];
    } else {
      out += static_cast<char>(byte);
    }
  }
  return out;
}

std::optional<std::chrono::milliseconds> ParseDelay(std::string_view value) {
  double seconds = 0;
  const auto read = std::from_chars(value.data(), value.data() + value.size(), seconds);
  if (read.ec != std::errc() || !(seconds >= 0) || seconds > 1e6) return std::nullopt;
  return std::chrono::milliseconds(static_cast<int64_t>(seconds * 1000));
}

enum class Key { kOther, kUserAgent, kAllow, kDisallow, kDelay, kSitemap, kLicense };

// Site owners write "dissallow" and "user agent"; what they mean is plain.
Key KeyOf(std::string_view name) {
  const std::string key = AsciiLower(name);
  auto is = [&](std::initializer_list<std::string_view> names) {
    return std::any_of(names.begin(), names.end(), [&](std::string_view known) { return key == known; });
  };
  if (is({"user-agent", "useragent", "user agent"})) return Key::kUserAgent;
  if (is({"allow"})) return Key::kAllow;
  if (is({"disallow", "dissallow", "dissalow", "disalow", "diasllow", "disallaw"})) return Key::kDisallow;
  if (is({"crawl-delay", "crawldelay", "crawl delay"})) return Key::kDelay;
  if (is({"sitemap", "site-map"})) return Key::kSitemap;
  if (is({"license"})) return Key::kLicense;
  return Key::kOther;
}

struct Line {
  Key key = Key::kOther;
  std::string_view value;
};

Line ParseLine(std::string_view line) {
  line = Trim(line.substr(0, line.find('#')));
  size_t separator = line.find(':');
  if (separator == std::string_view::npos) {
    // "disallow /x": the colon was forgotten. Only where two words stand, so that prose is not taken for rules.
    separator = line.find_first_of(" \t");
    if (separator == std::string_view::npos) return {};
    const std::string_view value = Trim(line.substr(separator));
    if (value.find_first_of(" \t") != std::string_view::npos) return {};
    return {KeyOf(line.substr(0, separator)), value};
  }
  return {KeyOf(Trim(line.substr(0, separator))), Trim(line.substr(separator + 1))};
}

}  // namespace

RobotsRules RobotsRules::Parse(std::string_view text) {
  RobotsRules robots;
  if (text.size() > kTextBytes) {
    // Half a line would be another rule.
    text = text.substr(0, kTextBytes);
    text = text.substr(0, text.find_last_of("\r\n") + 1);
  }
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  bool names_agents = false;  // the last lines of a group were user agents: the next one joins them
  size_t rules = 0;
  while (!text.empty()) {
    const size_t end = std::min(text.find_first_of("\r\n"), text.size());
    const Line line = ParseLine(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
    switch (line.key) {
      case Key::kUserAgent:
        if (!names_agents) robots.groups_.emplace_back();
        names_agents = true;
        robots.groups_.back().agents.push_back(AgentToken(line.value));
        break;
      case Key::kAllow:
      case Key::kDisallow:
        names_agents = false;
        if (robots.groups_.empty() || line.value.empty() || line.value.size() > kPatternBytes || ++rules > kRules)
          break;
        robots.groups_.back().rules.push_back({line.key == Key::kAllow, Normalised(line.value)});
        break;
      case Key::kDelay:
        if (!robots.groups_.empty()) robots.groups_.back().delay = ParseDelay(line.value);
        break;
      case Key::kSitemap:
        if (!line.value.empty() && robots.sitemaps_.size() < kListed) robots.sitemaps_.emplace_back(line.value);
        break;
      case Key::kLicense:
        if (!line.value.empty() && robots.licenses_.size() < kListed) robots.licenses_.emplace_back(line.value);
        break;
      case Key::kOther: break;
    }
  }
  return robots;
}

std::vector<const RobotsRules::Group*> RobotsRules::GroupsFor(std::string_view agent) const {
  auto naming = [this](const std::string& name) {
    std::vector<const Group*> found;
    for (const Group& group : groups_) {
      if (std::find(group.agents.begin(), group.agents.end(), name) != group.agents.end()) found.push_back(&group);
    }
    return found;
  };
  auto found = agent.empty() ? std::vector<const Group*>() : naming(AsciiLower(agent));
  return found.empty() ? naming("*") : found;
}

bool RobotsRules::IsAllowed(std::string_view agent, std::string_view url) const {
  const std::string_view path = terms::PathOf(url);
  if (path == "/robots.txt") return true;
  size_t longest_allow = 0, longest_disallow = 0;
  auto consider = [&](const Rule& rule, std::string_view pattern) {
    size_t& longest = rule.allow ? longest_allow : longest_disallow;
    if (pattern.size() > longest && terms::MatchesPath(path, pattern)) longest = pattern.size();
  };
  for (const Group* group : GroupsFor(agent)) {
    for (const Rule& rule : group->rules) {
      consider(rule, rule.pattern);
      // "allow: /a/index.html" is also meant for "/a/".
      if (rule.allow && rule.pattern.ends_with("/index.html")) {
        consider(rule, rule.pattern.substr(0, rule.pattern.size() - 10) + "$");
      }
    }
  }
  return longest_allow >= longest_disallow;
}

size_t RobotsRules::Footprint() const {
  size_t bytes = sizeof *this;
  auto add = [&](const std::string& text) { bytes += sizeof text + (text.size() > 15 ? text.size() : 0); };
  for (const Group& group : groups_) {
    bytes += sizeof group;
    for (const auto& agent : group.agents) add(agent);
    for (const Rule& rule : group.rules) add(rule.pattern);
  }
  for (const auto& sitemap : sitemaps_) add(sitemap);
  for (const auto& license : licenses_) add(license);
  return bytes;
}

std::optional<std::chrono::milliseconds> RobotsRules::CrawlDelay(std::string_view agent) const {
  for (const Group* group : GroupsFor(agent)) {
    if (group->delay) return group->delay;
  }
  return std::nullopt;
}

}  // namespace newsstand::fetch
