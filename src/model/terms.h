// What a publisher's machine-readable terms say of taking its articles over from its pages.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/time.h"

namespace newsstand {

enum class TermsKind {
  kRobots,  // robots.txt
  kRsl,     // Really Simple Licensing 1.0
  kTdmRep,  // TDM Reservation Protocol
};

// One statement. Of several about one address the strictest counts.
struct Terms {
  TermsKind kind = TermsKind::kRobots;
  std::string source;      // address of the document that makes it
  std::string scope = "/";  // which of the site's paths it is about, written as in robots.txt: "*" and "$" have their meaning
  bool reserved = false;   // the text may not be taken over without an agreement
  std::string words;       // what it says, as a sentence for people
  std::string policy_url;  // where an agreement is to be had; "" unknown
  Timestamp seen;          // when it was last read

  bool operator==(const Terms&) const = default;
};

std::string_view TermsKindName(TermsKind kind);
std::optional<TermsKind> ParseTermsKind(std::string_view name);

}  // namespace newsstand
