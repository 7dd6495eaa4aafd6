#include "content/parse/json_values.h"

#include <algorithm>
#include <boost/json.hpp>

#include "base/text.h"

namespace newsstand::parse {

namespace json = boost::json;

const json::value* MemberOf(const json::object& object, std::string_view name) {
  if (const json::value* exact = object.if_contains(name)) return exact;
  for (const auto& member : object) {
    if (AsciiIEquals(member.key(), name)) return &member.value();
  }
  return nullptr;
}

const json::object* ObjectIn(const json::object& object, std::string_view name) {
  const json::value* value = MemberOf(object, name);
  return value == nullptr ? nullptr : value->if_object();
}

const json::array* ListIn(const json::object& object, std::string_view name) {
  const json::value* value = MemberOf(object, name);
  return value == nullptr ? nullptr : value->if_array();
}

std::string CleanText(const json::value& value) {
  return value.is_string() ? CleanUtf8(std::string_view(value.get_string())) : "";
}

std::string TextIn(const json::object& object, std::string_view name) {
  const json::value* value = MemberOf(object, name);
  if (value == nullptr) return "";
  if (value->is_int64() || value->is_uint64() || value->is_double()) return json::serialize(*value);
  return CleanText(*value);
}

int64_t CountIn(const json::object& object, std::string_view name) {
  const json::value* value = MemberOf(object, name);
  if (value == nullptr) return 0;
  if (value->is_int64()) return std::max<int64_t>(value->get_int64(), 0);
  if (value->is_double() && value->get_double() > 0 && value->get_double() < 1e15) {
    return static_cast<int64_t>(value->get_double());
  }
  return value->is_string() ? ReadCount(std::string_view(value->get_string())) : 0;
}

int SizeIn(const json::object& object, std::string_view name) {
  return static_cast<int>(std::min<int64_t>(CountIn(object, name), 100'000));
}

std::string AddressIn(const json::object& object, std::string_view name, const RawFeed& feed) {
  return ResolveAddress(TextIn(object, name), feed.base);
}

void OfferText(Ranked<std::string>& target, std::string text, int rank) {
  if (!text.empty()) target.Offer(std::move(text), rank);
}

}  // namespace newsstand::parse
