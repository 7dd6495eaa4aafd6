#include "content/parse/geo.h"

#include <charconv>
#include <cmath>

#include "base/text.h"

namespace newsstand::parse {
namespace {

constexpr size_t kPlaces = 50;          // of one item
constexpr size_t kNumbers = 20'000;     // of one place
constexpr int kGmlDepth = 6;            // georss:where / Polygon / exterior / LinearRing / posList

std::vector<double> NumbersIn(std::string_view text) {
  std::vector<double> numbers;
  size_t at = 0;
  while (at < text.size() && numbers.size() < kNumbers) {
    if (IsAsciiSpace(text[at]) || text[at] == ',') {
      ++at;
      continue;
    }
    if (text[at] == '+') ++at;
    double value = 0;
    const auto [end, error] = std::from_chars(text.data() + at, text.data() + text.size(), value);
    if (error != std::errc() || !std::isfinite(value)) return {};
    numbers.push_back(value);
    at = static_cast<size_t>(end - text.data());
  }
  return numbers;
}

// How positions are written: in groups of two or three numbers, latitude first unless a reference system of another
// kind is named.
struct Writing {
  size_t dimension = 2;
  bool degrees = true;
};

bool IsWgs84(std::string_view system) {
  return system.empty() || system.find("4326") != std::string_view::npos || system.find("4979") != std::string_view::npos ||
         system.find("CRS84") != std::string_view::npos;
}

std::vector<ParsedPosition> PositionsIn(std::string_view text, const Writing& writing) {
  const std::vector<double> numbers = NumbersIn(text);
  std::vector<ParsedPosition> positions;
  for (size_t i = 0; i + writing.dimension <= numbers.size(); i += writing.dimension) {
    ParsedPosition position{numbers[i + 1], numbers[i], std::nullopt};
    if (!writing.degrees) std::swap(position.longitude, position.latitude);
    if (writing.dimension == 3) position.altitude = numbers[i + 2];
    if (writing.degrees && (std::abs(position.latitude) > 90 || std::abs(position.longitude) > 360)) return {};
    positions.push_back(position);
  }
  return positions;
}

size_t LeastPositions(PlaceShape shape) {
  switch (shape) {
    case PlaceShape::kPoint: return 1;
    case PlaceShape::kLine:
    case PlaceShape::kBox: return 2;
    case PlaceShape::kPolygon: return 4;
  }
  return 1;
}

void AddPlace(RawItem& item, PlaceShape shape, std::vector<ParsedPosition> positions) {
  if (positions.size() < LeastPositions(shape) || item.places.size() >= kPlaces) return;
  if (shape == PlaceShape::kPoint) positions.resize(1);
  if (shape == PlaceShape::kBox) positions.resize(2);
  item.places.push_back({shape, std::move(positions)});
}

std::optional<PlaceShape> ShapeNamed(std::string_view name) {
  if (name == "point") return PlaceShape::kPoint;
  if (name == "line" || name == "linestring") return PlaceShape::kLine;
  if (name == "polygon" || name == "linearring") return PlaceShape::kPolygon;
  if (name == "box" || name == "envelope") return PlaceShape::kBox;
  return std::nullopt;
}

// The numbers below a GML shape, wherever they stand: pos, posList, coordinates, the corners of an envelope.
std::string GmlText(const xml::Element& parent, int depth) {
  std::string text;
  for (xml::Element child = parent.first_child(); child; child = child.next_sibling()) {
    const std::string_view name = child.local_name();
    if (name == "interior" || name == "innerboundaryis") continue;  // holes
    if (name == "pos" || name == "poslist" || name == "coordinates" || name == "lowercorner" || name == "uppercorner") {
      text += child.Text() + " ";
    } else if (depth > 0) {
      text += GmlText(child, depth - 1);
    }
  }
  return text;
}

void ReadGml(const xml::Element& element, RawItem& item, int depth) {
  const auto shape = ShapeNamed(element.local_name());
  if (!shape) {
    if (depth == 0) return;
    for (xml::Element child = element.first_child(); child; child = child.next_sibling()) ReadGml(child, item, depth - 1);
    return;
  }
  Writing writing;
  writing.degrees = IsWgs84(element.Attribute("srsname"));
  if (Trim(element.Attribute("srsdimension")) == "3") writing.dimension = 3;
  AddPlace(item, *shape, PositionsIn(GmlText(element, kGmlDepth), writing));
}

// geo:lat and geo:long stand beside each other, in the item or in a geo:Point: whichever comes second completes it.
void ReadBasicGeo(const xml::Element& element, RawItem& item) {
  const xml::Element parent = element.parent();
  std::string latitude, longitude;
  const bool point = element.local_name() == "point";
  for (xml::Element child = point ? element.first_child() : parent.first_child(); child; child = child.next_sibling()) {
    if (child.ns_id() != element.ns_id()) continue;
    if (child.local_name() == "lat") latitude = child.Text();
    if (child.local_name() == "long" || child.local_name() == "lon") longitude = child.Text();
    if (child == element) break;  // the other one is still to come: it will find both
  }
  if (latitude.empty() || longitude.empty()) return;
  AddPlace(item, PlaceShape::kPoint, PositionsIn(latitude + " " + longitude, {}));
}

}  // namespace

void ReadPlace(Reading& reading, const xml::Element& element, RawItem& item) {
  if (++item.media_elements > 200) return;
  switch (reading.NsOf(element)) {
    case Ns::kGeoRss:
      if (element.local_name() == "where") {
        ReadGml(element, item, kGmlDepth);
      } else if (const auto shape = ShapeNamed(element.local_name())) {
        AddPlace(item, *shape, PositionsIn(element.Text(), {}));
      }
      return;
    case Ns::kGml: ReadGml(element, item, kGmlDepth); return;
    case Ns::kGeo: ReadBasicGeo(element, item); return;
    default: return;
  }
}

}  // namespace newsstand::parse
