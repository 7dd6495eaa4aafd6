// Addresses as the rest of the program compares and stores them.
#include <algorithm>
#include <iterator>
#include <vector>

#include "base/limits.h"
#include "base/text.h"
#include "base/url.h"
#include "base/url_internal.h"

namespace newsstand {
namespace {

using namespace url_internal;

// Parameters that say how a reader came to the page, not which page it is. Lower case, sorted; a name ending in "*"
// stands for all that begin so. Ambiguous names ("id", "p", "cid", "page") are not here on purpose: dropping one that
// matters would make two articles one.
constexpr std::string_view kTracking[] = {
    "__s",
    "__twitter_impression",
    "_ga",
    "_gl",
    "_hsenc",
    "_hsmi",
    "_openstat",
    "action_object_map",
    "action_type_map",
    "adgroupid",
    "at_*",
    "campaign_id",
    "ceneo_spo",
    "cmp",
    "cmpid",
    "dclid",
    "dicbo",
    "dm_i",
    "ecid",
    "ef_id",
    "emc",
    "epik",
    "fb_action_ids",
    "fb_action_types",
    "fb_ref",
    "fb_source",
    "fbclid",
    "feedname",
    "feedtype",
    "ga_*",
    "gad_source",
    "gbraid",
    "gclid",
    "gclsrc",
    "gs_l",
    "guccounter",
    "guce_referrer",
    "guce_referrer_sig",
    "hmb_*",
    "hsa_*",
    "hsctatracking",
    "icid",
    "igsh",
    "igshid",
    "int_cmp",
    "intcmp",
    "ito",
    "itm_*",
    "li_fat_id",
    "maca",
    "mc_cid",
    "mc_eid",
    "mkt_tok",
    "mkwid",
    "ml_subscriber",
    "ml_subscriber_hash",
    "msclkid",
    "mtm_*",
    "ncid",
    "ns_*",
    "ocid",
    "oly_anon_id",
    "oly_enc_id",
    "pcrid",
    "pk_*",
    "piwik_*",
    "rb_clickid",
    "s_cid",
    "s_kwcid",
    "sara_ecid",
    "sc_cid",
    "scid",
    "smid",
    "smtyp",
    "soc_src",
    "soc_trk",
    "spm",
    "sr_share",
    "sref",
    "srsltid",
    "traffic_source",
    "tsrc",
    "ttclid",
    "twclid",
    "utm_*",
    "vero_conv",
    "vero_id",
    "wbraid",
    "wickedid",
    "wt_mc",
    "xtor",
    "yclid",
};

// These say where the reader came from only when their value names a feed ("?ref=rss", "?source=feedburner"), and "rss"
// only when it is a mere flag ("?rss=1"): elsewhere their values may tell pages apart.
constexpr std::string_view kOriginNames[] = {"from", "medium", "mod", "origin", "partner",
                                             "ref",  "source", "src", "via"};
constexpr std::string_view kFlagValues[] = {"", "1", "true", "yes"};

bool NamesFeed(std::string_view value) {
  return value.starts_with("rss") || value.starts_with("feed") || value == "atom";
}

bool IsTracking(std::string_view parameter) {
  const size_t equals = parameter.find('=');
  std::string name = Decoded(parameter.substr(0, equals));
  std::transform(name.begin(), name.end(), name.begin(), Lower);
  for (std::string_view known : kTracking) {
    if (known.ends_with('*') ? name.starts_with(known.substr(0, known.size() - 1)) : name == known) return true;
  }
  std::string value(equals == std::string_view::npos ? "" : parameter.substr(equals + 1));
  std::transform(value.begin(), value.end(), value.begin(), Lower);
  auto one_of = [](const auto& list, std::string_view text) {
    return std::find(std::begin(list), std::end(list), text) != std::end(list);
  };
  return (name == "rss" && one_of(kFlagValues, value)) || (one_of(kOriginNames, name) && NamesFeed(value));
}

bool IsUnreserved(char c) { return IsAlpha(c) || IsDigit(c) || c == '-' || c == '.' || c == '_' || c == '~'; }

// "%7e" and "~", "%c3" and "%C3" are the same address (RFC 3986 6.2.2).
std::string ShortestEncoding(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '%' || i + 2 >= text.size() || HexValue(text[i + 1]) < 0 || HexValue(text[i + 2]) < 0) {
      out += text[i];
      continue;
    }
    const char byte = static_cast<char>(HexValue(text[i + 1]) * 16 + HexValue(text[i + 2]));
    if (IsUnreserved(byte)) {
      out += byte;
    } else {
      constexpr std::string_view kHex = "0123456789ABCDEF";
      out += '%';
      out += kHex[static_cast<size_t>(HexValue(text[i + 1]))];
      out += kHex[static_cast<size_t>(HexValue(text[i + 2]))];
    }
    i += 2;
  }
  return out;
}

std::string KeptParameters(std::string_view query) {
  std::vector<std::string> kept;
  while (!query.empty()) {
    const size_t end = std::min(query.find('&'), query.size());
    const std::string_view parameter = query.substr(0, end);
    if (!parameter.empty() && !IsTracking(parameter)) kept.push_back(ShortestEncoding(parameter));
    query.remove_prefix(std::min(end + 1, query.size()));
  }
  std::sort(kept.begin(), kept.end());
  std::string out;
  for (const auto& parameter : kept) (out += out.empty() ? '?' : '&') += parameter;
  return out;
}

}  // namespace

std::string ResolveHttpUrl(std::string_view text, std::string_view base) {
  // Twice the limit leaves room for what parsing takes away; beyond that it is not worth reading.
  if (text.size() > 2 * limits::kUrlBytes) return "";
  // To a browser an empty reference is the page itself; on real pages it is a link or picture that was left out.
  if (Trim(text).empty()) return "";
  std::optional<Url> base_url;
  if (!base.empty()) base_url = ParseUrl(base);
  const auto url = ParseUrl(text, base_url ? &*base_url : nullptr);
  if (!url || !url->is_http() || url->has_ambiguous_host) return "";
  std::string href = url->href();
  return href.size() > limits::kUrlBytes ? "" : href;
}

std::string CanonicalUrlKey(std::string_view text) {
  if (text.size() > 8 * limits::kUrlBytes) return "";
  const auto url = ParseUrl(text);
  if (!url || !url->is_http()) return "";
  std::string_view host = url->host;
  if (host.size() > 1 && host.ends_with('.')) host.remove_suffix(1);
  if (host.starts_with("www.") && host.find('.', 4) != std::string_view::npos) host.remove_prefix(4);
  std::string key(host);
  // 80 and 443 are one place: the scheme does not count, so neither may the port it was written with.
  if (url->port && *url->port != 80 && *url->port != 443) (key += ':') += std::to_string(*url->port);
  std::string path = ShortestEncoding(url->path);
  while (path.ends_with('/')) path.pop_back();
  return key + path + (url->query ? KeptParameters(*url->query) : "");
}

}  // namespace newsstand
