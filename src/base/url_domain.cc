#include <libpsl.h>

#include <algorithm>

#include "base/url.h"
#include "base/url_internal.h"

namespace newsstand {

std::string RegistrableDomain(std::string_view host) {
  std::string name(host);
  std::transform(name.begin(), name.end(), name.begin(), url_internal::Lower);
  if (name.ends_with('.')) name.pop_back();
  // The list knows nothing of addresses: it would take the last two numbers for a domain.
  const bool numeric = !name.empty() && url_internal::IsDigit(name.back());
  if (name.empty() || name.starts_with('.') || name.starts_with('[') || numeric) return name;
  // A name cannot be longer than 253 characters; libpsl copies what it looks at.
  if (name.size() > 1024 || name.find('\0') != std::string::npos) return name;
  const char* domain = psl_registrable_domain(psl_builtin(), name.c_str());
  return domain == nullptr ? name : std::string(domain);
}

}  // namespace newsstand
