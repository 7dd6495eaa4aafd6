// ninjs against its own standard.
#pragma once

#include <boost/json/fwd.hpp>
#include <string_view>

#include "content/parse/raw.h"

namespace newsstand::parse {

// Warns of what no version of the standard allows.
void CheckNinjs(const boost::json::object& item, RawFeed& feed);
// Whether some version has a property of this name, in lower case.
bool IsNinjsProperty(std::string_view name);

}  // namespace newsstand::parse
