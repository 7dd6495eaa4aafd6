// Members of JSON objects, read tolerantly: a value of the wrong kind is none.
#pragma once

#include <boost/json/fwd.hpp>
#include <cstdint>
#include <string>
#include <string_view>

#include "content/parse/raw.h"

namespace newsstand::parse {

// All take names in lower case and find them in any case ("versionCreated", "versioncreated").
const boost::json::value* MemberOf(const boost::json::object& object, std::string_view name);
const boost::json::object* ObjectIn(const boost::json::object& object, std::string_view name);
const boost::json::array* ListIn(const boost::json::object& object, std::string_view name);
// Clean UTF-8. Numbers are text, too: some publishers number their items.
std::string TextIn(const boost::json::object& object, std::string_view name);
int64_t CountIn(const boost::json::object& object, std::string_view name);  // ≥ 0, else 0
// A number of pixels, at most 100,000.
int SizeIn(const boost::json::object& object, std::string_view name);
std::string AddressIn(const boost::json::object& object, std::string_view name, const RawFeed& feed);
// Offers what is not empty.
void OfferText(Ranked<std::string>& target, std::string text, int rank);
std::string CleanText(const boost::json::value& value);  // of a string, else ""

}  // namespace newsstand::parse
