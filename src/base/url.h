// Web addresses as browsers understand them (WHATWG URL Standard), so that what we check is what is fetched.
// All functions here are pure and may be called from any thread.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace newsstand {

// A parsed, normalised address. Immutable after Parse. `href` is the serialisation the standard prescribes.
struct Url {
  std::string scheme;                   // lower case, without ":"
  std::string username;                 // percent-encoded
  std::string password;                 // percent-encoded
  std::string host;                     // lower case ASCII (IDNA), IPv6 in brackets; empty when there is none
  std::optional<uint16_t> port;         // absent when it is the scheme's own
  std::string path;                     // percent-encoded, starts with "/" where the scheme has a hierarchy
  std::optional<std::string> query;     // without "?"
  std::optional<std::string> fragment;  // without "#"
  bool has_authority = false;  // written with "//"; true with an empty host for "file:///x", false for "mailto:x"

  // The host was written as numbers that some programs read as octal and others as decimal ("0224.0.0.1"), so that two
  // of them would go to different machines. Never fetched.
  bool has_ambiguous_host = false;

  std::string href() const;
  std::string origin() const;       // "https://host[:port]"; "null" for schemes without one
  uint16_t effective_port() const;  // the scheme's own where none is given; 0 if it has none
  bool is_http() const { return scheme == "http" || scheme == "https"; }
  // A path without segments, as in "mailto:x" or "data:,x": nothing can be resolved against it but a fragment.
  bool has_opaque_path() const { return !has_authority && !path.starts_with('/'); }
};

// `base` may be null. nullopt when the standard says "failure". Bytes that are not UTF-8 are read as U+FFFD.
std::optional<Url> ParseUrl(std::string_view text, const Url* base = nullptr);

// The absolute http(s) address `text` means on the page `base`, or "" if it is empty or none, has an ambiguous host or is
// longer than limits::kUrlBytes.
std::string ResolveHttpUrl(std::string_view text, std::string_view base);

// The form under which two addresses of one article compare equal: https and http alike, host without "www.", no
// credentials, no fragment, no tracking parameters (the list is in url_key.cc), parameters sorted, percent-encoding in
// its shortest form, no trailing slash, "" if it is not http(s). For comparison only: never fetch it.
std::string CanonicalUrlKey(std::string_view url);

// "example.co.uk" for "news.example.co.uk", by the Public Suffix List; the host itself when it has none, which is true
// of addresses, of single labels and of public suffixes.
std::string RegistrableDomain(std::string_view host);

}  // namespace newsstand
