// What publishers say, for machines to read, about taking their articles over: Really Simple Licensing 1.0
// (rslstandard.org) and the TDM Reservation Protocol (W3C community report, 2024). Pure and thread-safe.
//
// What Newsstand does with a page is to fetch it, keep its text, find things in it and show it to readers. Terms reserve
// a page when they allow that to nobody without an agreement. Whatever cannot be understood is read as the stricter of
// what it may mean.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "model/terms.h"
#include "model/title.h"

namespace newsstand::terms {

// A document of RSL: a licence file, a licence inside a page, or the rsl elements of a feed put together. `source` is
// where it was found, `site` an address of the site it is about: paths in it are that site's, and statements about
// other sites are left out. `mode` says what we are: a household's own reading, or a commercial service.
std::vector<Terms> ReadRsl(std::string_view xml, const std::string& source, std::string_view site, Mode mode);

// "/.well-known/tdmrep.json"; `source` is its address. What is no such list gives nothing.
std::vector<Terms> ReadTdmRep(std::string_view json, const std::string& source);

// What one page says of itself in its head.
struct PageTerms {
  std::vector<Terms> terms;
  std::vector<std::string> licenses;  // addresses of RSL documents it links to, at most a few
};
PageTerms ReadPageTerms(std::string_view html, std::string_view page_url, Mode mode);
// Quick: false when ReadPageTerms would find nothing.
bool MayStateTerms(std::string_view html);

// "tdm-reservation" of the answer's headers as terms of that page; nullopt when it does not say.
std::optional<Terms> TdmHeader(std::string_view reservation, std::string_view policy, std::string_view page_url);

// The statement that reserves `url`: of one source the one with the longest scope counts, of all sources the strictest.
// Null when none does.
const Terms* ReservationOf(std::span<const Terms> terms, std::string_view url);

}  // namespace newsstand::terms
