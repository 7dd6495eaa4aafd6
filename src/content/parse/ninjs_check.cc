// What a ninjs item says against its own standard: told as warnings, and read on. The rules are those of the schemas of
// versions 1.0 to 3.1 taken together: what any of them allows is allowed.
#include <algorithm>
#include <array>
#include <boost/json.hpp>
#include <string>

#include "base/text.h"
#include "content/parse/json_values.h"
#include "content/parse/ninjs_check.h"

namespace newsstand::parse {
namespace {

namespace json = boost::json;

enum class Shape { kText, kWhole, kList, kObject, kListOrObject };

struct Property {
  std::string_view name;  // lower case
  Shape shape;
};

// Sorted by name.
constexpr std::array kProperties = {
    Property{"$schema", Shape::kText},
    Property{"$standard", Shape::kObject},
    Property{"advices", Shape::kList},
    Property{"altids", Shape::kListOrObject},
    Property{"associations", Shape::kListOrObject},
    Property{"bodies", Shape::kList},
    Property{"body", Shape::kText},
    Property{"by", Shape::kText},
    Property{"byline", Shape::kText},
    Property{"charcount", Shape::kWhole},
    Property{"contentcreated", Shape::kText},
    Property{"copyrightholder", Shape::kText},
    Property{"copyrightnotice", Shape::kText},
    Property{"descriptions", Shape::kList},
    Property{"digitalsourcetype", Shape::kObject},
    Property{"dopesheet", Shape::kText},
    Property{"ednote", Shape::kText},
    Property{"embargoed", Shape::kText},
    Property{"embargoedreason", Shape::kText},
    Property{"event", Shape::kList},
    Property{"eventdetails", Shape::kObject},
    Property{"events", Shape::kList},
    Property{"expires", Shape::kText},
    Property{"firstcreated", Shape::kText},
    Property{"genre", Shape::kList},
    Property{"genres", Shape::kList},
    Property{"headline", Shape::kText},
    Property{"headlines", Shape::kList},
    Property{"infosource", Shape::kList},
    Property{"infosources", Shape::kList},
    Property{"keywords", Shape::kList},
    Property{"language", Shape::kText},
    Property{"located", Shape::kText},
    Property{"mimetype", Shape::kText},
    Property{"name", Shape::kText},
    Property{"newscoveragestatus", Shape::kObject},
    Property{"object", Shape::kList},
    Property{"objects", Shape::kList},
    Property{"organisation", Shape::kList},
    Property{"organisations", Shape::kList},
    Property{"originaltransmissionreference", Shape::kText},
    Property{"people", Shape::kList},
    Property{"person", Shape::kList},
    Property{"place", Shape::kList},
    Property{"places", Shape::kList},
    Property{"plannedcoverage", Shape::kList},
    Property{"profile", Shape::kText},
    Property{"pubstatus", Shape::kText},
    Property{"renditions", Shape::kListOrObject},
    Property{"representationtype", Shape::kText},
    Property{"rightsinfo", Shape::kObject},
    Property{"signals", Shape::kListOrObject},
    Property{"slugline", Shape::kText},
    Property{"standard", Shape::kObject},
    Property{"subject", Shape::kList},
    Property{"subjects", Shape::kList},
    Property{"title", Shape::kText},
    Property{"trustindicator", Shape::kList},
    Property{"trustindicators", Shape::kList},
    Property{"type", Shape::kText},
    Property{"urgency", Shape::kWhole},
    Property{"uri", Shape::kText},
    Property{"usageterms", Shape::kText},
    Property{"version", Shape::kText},
    Property{"versioncreated", Shape::kText},
    Property{"wordcount", Shape::kWhole},
};
static_assert(std::is_sorted(kProperties.begin(), kProperties.end(),
                             [](const Property& a, const Property& b) { return a.name < b.name; }));

bool HasShape(const json::value& value, Shape shape) {
  switch (shape) {
    case Shape::kText: return value.is_string();
    case Shape::kWhole: return value.is_int64() || value.is_uint64();
    case Shape::kList: return value.is_array();
    case Shape::kObject: return value.is_object();
    case Shape::kListOrObject: return value.is_array() || value.is_object();
  }
  return false;
}

std::string_view ShapeWords(Shape shape) {
  switch (shape) {
    case Shape::kText: return "a text";
    case Shape::kWhole: return "a whole number";
    case Shape::kList: return "a list";
    case Shape::kObject: return "an object";
    case Shape::kListOrObject: return "a list or an object";
  }
  return "";
}

// "body_html", "headline_main", "description_caption": any word may follow.
bool IsNamedText(std::string_view name) {
  for (std::string_view stem : {"body_", "headline_", "description_"}) {
    if (!name.starts_with(stem) || name.size() == stem.size()) continue;
    const char first = name[stem.size()];
    if ((first >= 'a' && first <= 'z') || (first >= '0' && first <= '9') || first == '_') return true;
  }
  return false;
}

class Checker {
 public:
  explicit Checker(RawFeed& feed) : feed_(feed) {}

  void CheckItem(const json::object& item) {
    for (const auto& member : item) CheckMember(AsciiLower(member.key()), member.key(), member.value());
    CheckWord(item, "type", {"text", "audio", "video", "picture", "graphic", "composite", "component", "planning", "event"});
    CheckWord(item, "representationtype", {"complete", "incomplete", "associated", "full", "partial"});
    CheckWord(item, "pubstatus", {"usable", "withheld", "canceled"});
    CheckUrgency(item);
    CheckRights(item);
    CheckPlaces(item);
    CheckSources(item);
    CheckEvent(item);
    CheckAdvices(item);
    if (const json::value* coverage = MemberOf(item, "plannedcoverage"); coverage != nullptr && coverage->is_array()) {
      for (const json::value& entry : coverage->get_array()) {
        if (entry.is_object()) CheckUrgency(entry.get_object());
      }
    }
    CheckAssociations(item);
  }

 private:
  void Warn(const std::string& sentence) { feed_.Warn("By the standard of ninjs " + sentence); }

  void CheckMember(const std::string& name, std::string_view written, const json::value& value) {
    const auto found = std::lower_bound(kProperties.begin(), kProperties.end(), name,
                                        [](const Property& p, const std::string& wanted) { return p.name < wanted; });
    const bool known = found != kProperties.end() && found->name == name;
    const std::string shown = "“" + Ellipsize(CleanUtf8(written), 40) + "”";
    if (!known && !IsNamedText(name)) return Warn("there is no property " + shown + ".");
    const Shape shape = known ? found->shape : Shape::kText;
    if (!HasShape(value, shape)) Warn(shown + " is " + std::string(ShapeWords(shape)) + ".");
  }

  void CheckWord(const json::object& item, const char* name, std::initializer_list<std::string_view> words) {
    const std::string word = TextIn(item, name);
    if (word.empty() || std::find(words.begin(), words.end(), word) != words.end()) return;
    Warn("“" + Ellipsize(word, 40) + "” is no " + name + ".");
  }

  void CheckUrgency(const json::object& item) {
    const json::value* urgency = MemberOf(item, "urgency");
    if (urgency == nullptr || !urgency->is_number()) return;
    const double value = urgency->to_number<double>();
    if (!(value >= 1 && value <= 9)) Warn("an urgency is 1 to 9.");
  }

  void CheckRights(const json::object& item) {
    const json::value* rights = MemberOf(item, "rightsinfo");
    if (rights == nullptr || !rights->is_object()) return;
    const json::value* linked = MemberOf(rights->get_object(), "linkedrights");
    const json::value* encoded = MemberOf(rights->get_object(), "encodedrights");
    if (linked != nullptr && encoded != nullptr) Warn("rights are linked or encoded, not both.");
    if (linked != nullptr && !linked->is_string()) Warn("“linkedrights” is an address.");
  }

  void CheckPlaces(const json::object& item) {
    for (const char* name : {"places", "place"}) {
      const json::array* places = ListIn(item, name);
      if (places == nullptr) continue;
      for (const json::value& place : *places) {
        if (!place.is_object()) continue;
        const json::value* shape = MemberOf(place.get_object(), "geojson");
        if (shape == nullptr) continue;
        if (!shape->is_object() || TextIn(shape->get_object(), "type").empty()) Warn("a place's geojson has a type.");
      }
    }
  }

  void CheckSources(const json::object& item) {
    for (const char* name : {"infosources", "infosource"}) {
      const json::array* sources = ListIn(item, name);
      if (sources == nullptr) continue;
      for (const json::value& source : *sources) {
        if (!source.is_object()) continue;
        for (const char* field : {"name", "rel", "role", "scheme", "code", "uri", "literal"}) {
          const json::value* member = MemberOf(source.get_object(), field);
          if (member != nullptr && !member->is_string()) Warn("an information source's " + std::string(field) + " is a text.");
        }
      }
    }
  }

  void CheckEvent(const json::object& item) {
    const json::value* details = MemberOf(item, "eventdetails");
    if (details == nullptr || !details->is_object()) return;
    const json::value* dates = MemberOf(details->get_object(), "dates");
    if (dates == nullptr || !dates->is_object()) return;
    for (const auto& [sure, expected] : {std::pair{"startdate", "expectedstartdate"}, std::pair{"enddate", "expectedenddate"}}) {
      if (MemberOf(dates->get_object(), sure) != nullptr && MemberOf(dates->get_object(), expected) != nullptr) {
        Warn("an event's date is sure or expected, not both.");
      }
    }
  }

  void CheckAdvices(const json::object& item) {
    const json::array* advices = ListIn(item, "advices");
    if (advices == nullptr) return;
    for (const json::value& advice : *advices) {
      if (!advice.is_object()) continue;
      for (const char* name : {"importance", "lifetime"}) {
        const json::value* member = MemberOf(advice.get_object(), name);
        if (member == nullptr) continue;
        if (!member->is_object() || TextIn(member->get_object(), "code").empty()) Warn("an advice's " + std::string(name) + " has a code.");
      }
    }
  }

  // Associations are items themselves; in a list each says what it is.
  void CheckAssociations(const json::object& item) {
    if (++depth_ > 4) return;
    if (const json::value* associations = MemberOf(item, "associations")) {
      if (const json::object* named = associations->if_object()) {
        for (const auto& entry : *named) {
          if (entry.value().is_object()) CheckItem(entry.value().get_object());
        }
      } else if (const json::array* list = associations->if_array()) {
        for (const json::value& entry : *list) {
          if (!entry.is_object()) continue;
          for (const char* name : {"uri", "name"}) {
            if (TextIn(entry.get_object(), name).empty()) Warn("an association has a " + std::string(name) + ".");
          }
          CheckItem(entry.get_object());
        }
      }
    }
    --depth_;
  }

  RawFeed& feed_;
  int depth_ = 0;
};

}  // namespace

void CheckNinjs(const json::object& item, RawFeed& feed) { Checker(feed).CheckItem(item); }

bool IsNinjsProperty(std::string_view name) {
  const auto found = std::lower_bound(kProperties.begin(), kProperties.end(), name,
                                      [](const Property& p, std::string_view wanted) { return p.name < wanted; });
  return (found != kProperties.end() && found->name == name) || IsNamedText(name);
}

}  // namespace newsstand::parse
