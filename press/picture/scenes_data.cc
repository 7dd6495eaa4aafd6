// Charts with the event's own figures, and maps of coasts that do not exist.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "press/picture/scenery.h"
#include "press/picture/scenes.h"

namespace newsstand::press {
namespace {

std::string Number(double value) {
  double magnitude = std::abs(value);
  if (magnitude < 1000 && std::abs(value - std::round(value)) > 1e-9) {
    std::string text = fmt::format("{:.{}f}", magnitude, magnitude < 10 ? 2 : 1);
    while (text.ends_with('0')) text.pop_back();
    if (text.ends_with('.')) text.pop_back();
    return (value < 0 ? "−" : "") + text;
  }
  std::string digits = fmt::format("{:.0f}", magnitude), out;
  for (size_t i = 0; i < digits.size(); ++i) {
    if (i && (digits.size() - i) % 3 == 0) out += ',';
    out += digits[i];
  }
  return (value < 0 ? "−" : "") + out;
}

// A round step that gives four to six lines between low and high.
double NiceStep(double range) {
  double raw = std::max(range, 1e-9) / 4.5, power = std::pow(10, std::floor(std::log10(raw)));
  for (double factor : {1.0, 2.0, 2.5, 5.0, 10.0}) {
    if (factor * power >= raw) return factor * power;
  }
  return 10 * power;
}

struct Frame {
  double left, right, top, bottom, low, high;
  double Y(double value) const { return bottom - (bottom - top) * (value - low) / (high - low); }
};

void Grid(Canvas& c, const Frame& f, double step, Colour ink) {
  int lines = static_cast<int>(std::min(40.0, std::round((f.high - f.low) / step)));
  for (int i = 0; i <= lines; ++i) {
    double v = f.low + i * step;
    c.Move(f.left, f.Y(v))
        .Line(f.right, f.Y(v))
        .Stroke(ink, std::abs(v) < step * 0.01 ? 3 : 1.4, std::abs(v) < step * 0.01 ? 0.8 : 0.22);
    c.Text(f.left - 14, f.Y(v) - 18, 25, Number(v), Mix(ink, c.palette().paper, 0.3), 1);
  }
}

void Bars(Canvas& c, const Frame& f, const Figures& figures) {
  size_t n = figures.values.size();
  double step = (f.right - f.left) / static_cast<double>(n), width = std::min(step * 0.62, 170.0);
  size_t best = 0;
  for (size_t i = 1; i < n; ++i) {
    if (std::abs(figures.values[i].second) > std::abs(figures.values[best].second)) best = i;
  }
  for (size_t i = 0; i < n; ++i) {
    double value = figures.values[i].second, x = f.left + step * (static_cast<double>(i) + 0.5), y = f.Y(value),
           zero = f.Y(std::max(f.low, 0.0));
    bool marked = i == best || i + 1 == n;
    c.Box(x - width / 2, std::min(y, zero), width, std::max(2.0, std::abs(zero - y)));
    c.FillPlain(i == best ? c.palette().accent
                : marked  ? c.palette().brand
                          : Mix(c.palette().brand, c.palette().pale, 0.35));
    c.Text(x, std::min(y, zero) - 42, 30, Number(value), c.palette().deep, 0.5, true);
    c.Text(x, f.bottom + 14, n > 9 ? 21 : 26, figures.values[i].first, c.palette().deep, 0.5, false, 0);
  }
}

void Lines(Canvas& c, const Frame& f, const Figures& figures) {
  size_t n = figures.values.size();
  auto x = [&](size_t i) {
    return f.left + (f.right - f.left) * (static_cast<double>(i) + 0.3) / (static_cast<double>(n) - 0.4);
  };
  c.Move(x(0), f.bottom);
  for (size_t i = 0; i < n; ++i) c.Line(x(i), f.Y(figures.values[i].second));
  c.Line(x(n - 1), f.bottom).Close();
  c.FillDown(f.top, c.palette().brand, f.bottom, c.palette().brand, 0.34, 0.04);
  for (size_t i = 0; i < n; ++i)
    i ? c.Line(x(i), f.Y(figures.values[i].second)) : c.Move(x(i), f.Y(figures.values[i].second));
  c.Stroke(c.palette().brand, 9);
  size_t labels = std::max<size_t>(1, n / 8);
  for (size_t i = 0; i < n; ++i) {
    bool last = i + 1 == n;
    c.Circle(x(i), f.Y(figures.values[i].second), last ? 15 : 8)
        .FillPlain(last ? c.palette().accent : c.palette().brand);
    if (i % labels == 0 || last) c.Text(x(i), f.bottom + 14, 25, figures.values[i].first, c.palette().deep, 0.5);
    if (last || i == 0)
      c.Text(x(i), f.Y(figures.values[i].second) - 58, 32, Number(figures.values[i].second), c.palette().deep,
             i ? 0.7 : 0.2, true);
  }
}

void WideBars(Canvas& c, const Figures& figures, double top) {
  double widest = 0, high = 0;
  for (const auto& [name, value] : figures.values)
    widest = std::max(widest, c.TextWidth(30, name)), high = std::max(high, std::abs(value));
  widest = std::min(widest, c.w() * 0.36);
  double left = 90 + widest + 24, right = c.w() - 220, step = (910 - top) / static_cast<double>(figures.values.size());
  for (size_t i = 0; i < figures.values.size(); ++i) {
    const auto& [name, value] = figures.values[i];
    double y = top + step * static_cast<double>(i), thick = std::min(step * 0.66, 88.0),
           length = std::max(3.0, (right - left) * std::abs(value) / std::max(high, 1e-9));
    c.Text(left - 20, y + thick / 2 - 21, 30, name, c.palette().deep, 1, false, 0);
    c.Box(left, y, length, thick)
        .FillPlain(std::abs(value) == high
                       ? c.palette().accent
                       : Mix(c.palette().brand, c.palette().pale, 0.12 * static_cast<double>(i % 4)));
    c.Text(left + length + 18, y + thick / 2 - 23, 33, Number(value), c.palette().deep, 0, true);
  }
  c.Box(left - 3, top - 14, 4, 924 - top).FillPlain(c.palette().deep, 0.8);
}

}  // namespace

void SceneChart(Canvas& c, const PictureWish& wish) {
  const Palette& p = c.palette();
  c.Box(-5, -5, c.w() + 10, 1010).FillPlain(Mix(p.paper, p.pale, 0.35));
  c.Box(0, 0, c.w(), 16).FillPlain(p.brand);
  c.Box(90, 62, 74, 10).FillPlain(p.accent);
  c.Text(90, 84, 46, wish.chart_title, p.deep, 0, true, c.w() - 180);
  c.Text(90, 212, 30, wish.figures.unit, Mix(p.deep, p.paper, 0.3));
  const Figures& figures = wish.figures;
  size_t n = figures.values.size();
  if (n == 0) return;
  size_t longest = 0;
  bool years = true;
  double low = figures.values[0].second, high = low;
  for (const auto& [name, value] : figures.values) {
    longest = std::max(longest, name.size());
    years = years && !name.empty() && name.find_first_not_of("0123456789-–/. ") == std::string::npos;
    low = std::min(low, value), high = std::max(high, value);
  }
  if (longest * n > 84 || longest > 17) {
    WideBars(c, figures, 286);
  } else {
    bool line = n >= 6 && (years || low > 0.6 * high);
    if (!line) low = std::min(low, 0.0), high = std::max(high, 0.0);  // bars stand on nothing
    if (high - low <= 1e-9 * std::max(std::abs(high), 1.0)) high = low + 1;
    double step = NiceStep(high - low);
    Frame f{90 + 110,
            c.w() - 90,
            320,
            900,
            line ? std::floor((low - step * 0.4) / step) * step : std::floor(low / step) * step,
            std::ceil(high / step) * step};
    if (line && low >= 0 && f.low < 0) f.low = 0;
    if (f.high <= f.low) f.high = f.low + 1;
    Grid(c, f, step, p.deep);
    line ? Lines(c, f, figures) : Bars(c, f, figures);
  }
}

namespace {

// A coast that nobody has surveyed: a closed line around (x, y).
std::vector<std::pair<double, double>> Coastline(Canvas& c, double x, double y, double rx, double ry) {
  constexpr int kPoints = 220;
  std::vector<double> waves(12), phases(12);
  for (size_t k = 0; k < waves.size(); ++k)
    waves[k] = c.rng().In(0.4, 1) * 0.20 / std::pow(static_cast<double>(k + 1), 0.86),
    phases[k] = c.rng().In(0, 2 * M_PI);
  std::vector<std::pair<double, double>> line;
  for (int i = 0; i < kPoints; ++i) {
    double a = 2 * M_PI * i / kPoints, r = 1;
    for (size_t k = 0; k < waves.size(); ++k) r += waves[k] * std::sin(static_cast<double>(k + 2) * a + phases[k]);
    r += c.rng().In(-0.008, 0.008);
    line.push_back({x + std::cos(a) * rx * r, y + std::sin(a) * ry * r});
  }
  return line;
}

void Road(Canvas& c, double x1, double y1, double x2, double y2, double thickness, Colour colour) {
  double bend = c.rng().In(-0.22, 0.22), dx = x2 - x1, dy = y2 - y1;
  for (int pass = 0; pass < 2; ++pass) {
    c.Move(x1, y1).Curve(x1 + dx * 0.3 - dy * bend, y1 + dy * 0.3 + dx * bend, x1 + dx * 0.7 + dy * bend * 0.7,
                         y1 + dy * 0.7 - dx * bend * 0.7, x2, y2);
    c.Stroke(pass ? colour : c.palette().deep, pass ? thickness : thickness + 5, pass ? 1 : 0.55);
  }
}

// The mark and its label.
void Pin(Canvas& c, double px, double py, const std::string& place) {
  const Palette& p = c.palette();
  for (double r : {150.0, 100.0}) c.Circle(px, py, r).FillPlain(p.accent, 0.16);
  c.Oval(px, py, 20, 8).FillPlain({0, 0, 0}, 0.3);
  c.Move(px, py).Curve(px - 14, py - 42, px - 44, py - 56, px - 44, py - 92);
  c.Arc(px, py - 92, 44, M_PI, 2 * M_PI);
  c.Curve(px + 44, py - 56, px + 14, py - 42, px, py).Close().Fill(p.accent);
  c.Circle(px, py - 92, 17).FillPlain(p.paper);
  double width = c.TextWidth(44, place, true) + 56, lx = std::clamp(px - width / 2, 30.0, c.w() - width - 30),
         ly = py + 26;
  c.RoundBox(lx, ly, width, 78, 12).Fill(p.paper).Box(lx, ly + 12, 9, 54).FillPlain(p.brand);
  c.Text(lx + width / 2 + 4, ly + 8, 44, place, p.deep, 0.5, true);
}

}  // namespace

void SceneMap(Canvas& c, const PictureWish& wish) {
  const Palette& p = c.palette();
  Colour sea = Mix(Mix(p.brand, Hex("#8fb8cc"), 0.5), p.paper, 0.42),
         land = Mix(Mix(Hex("#e9dfc4"), p.pale, 0.4), p.paper, 0.25);
  c.Box(-5, -5, c.w() + 10, 1010).FillPlain(sea);
  double cx = c.w() * c.rng().In(0.36, 0.64), cy = c.rng().In(430, 620);
  bool island = c.rng().Chance(0.35);
  double side = c.rng().Chance(0.5) ? -1 : 1;
  double ox = island ? cx : cx + side * c.w() * 0.42, rx = island ? c.w() * 0.30 : c.w() * 0.62,
         ry = island ? 330 : 660;
  auto coast = Coastline(c, ox, cy, rx, ry);
  for (double wide : {96.0, 62.0, 30.0}) c.Polygon(coast).Stroke(Lighter(sea, 0.3), wide, 0.30);
  for (int i = 0; i < 4; ++i) {
    auto islet = Coastline(c, ox - side * (rx + c.w() * c.rng().In(0.03, 0.2)), cy + c.rng().In(-340, 340),
                           c.rng().In(16, 46), c.rng().In(12, 36));
    c.Polygon(islet).Fill(land);
  }
  c.Polygon(coast).Fill(land);
  c.Save();
  c.Polygon(coast).Clip();
  c.Polygon(coast).Stroke(Darker(land, 0.3), 16, 0.22);
  for (int i = 0; i < 34; ++i) {  // woods and hills, kept in loose groups
    double gx = c.w() * c.rng().Unit(), gy = 1000 * c.rng().Unit();
    bool hills = c.rng().Chance(0.4);
    for (int k = 0; k < 5; ++k) {
      double x = gx + c.rng().In(-70, 70), y = gy + c.rng().In(-46, 46);
      if (hills) {
        c.Move(x - 21, y).Line(x, y - 26).Line(x + 21, y).Stroke(Darker(land, 0.42), 3.4, 0.6);
      } else {
        c.Circle(x, y, 10).FillPlain(Mix(Hex("#8fae7c"), land, 0.35), 0.8);
      }
    }
  }
  double river = cx + c.rng().In(-140, 140);
  c.Move(river + side * 420, c.rng().In(-40, 120))
      .Curve(river + side * 240, 280, river - side * 60, 360, ox - side * rx * 1.3, cy + 40);
  c.Stroke(Mix(sea, p.brand, 0.25), 12);
  c.Restore();
  // The place lies on the land, near the coast, where roads meet.
  double px = island ? ox + c.rng().In(-90, 90) : ox - side * rx * c.rng().In(0.40, 0.62),
         py = cy + c.rng().In(-120, 120);
  px = std::clamp(px, c.w() * 0.22, c.w() * 0.78);
  c.Save();
  c.Polygon(coast).Clip();
  std::vector<std::pair<double, double>> towns;
  for (int i = 0; i < 6; ++i) {
    double a = M_PI / 3 * i + c.rng().In(-0.4, 0.4), r = c.rng().In(230, 560);
    towns.push_back({px + std::cos(a) * r * 1.2, py + std::sin(a) * r * 0.8});
    Road(c, px, py, towns.back().first, towns.back().second, i % 2 ? 8 : 13,
         i % 2 ? p.paper : Mix(p.accent, p.paper, 0.25));
  }
  Road(c, towns[0].first, towns[0].second, towns[2].first, towns[2].second, 5, p.paper);
  Road(c, towns[3].first, towns[3].second, towns[5].first, towns[5].second, 5, p.paper);
  for (auto [tx, ty] : towns) c.Circle(tx, ty, 12).FillPlain(p.paper).Circle(tx, ty, 12).Stroke(p.deep, 4);
  c.Restore();
  Pin(c, px, py, wish.place);
  double nx = side > 0 ? 96 : c.w() - 96, ny = 880;  // compass and scale
  c.Circle(nx, ny, 50).Stroke(p.deep, 3, 0.6);
  c.Polygon({{nx, ny - 44}, {nx + 14, ny}, {nx - 14, ny}})
      .FillPlain(p.accent)
      .Polygon({{nx, ny + 44}, {nx + 14, ny}, {nx - 14, ny}})
      .FillPlain(p.deep);
  double sx = side > 0 ? nx + 90 : nx - 90 - 240;
  for (int i = 0; i < 4; ++i) c.Box(sx + i * 60, ny + 10, 60, 12).FillPlain(i % 2 ? p.paper : p.deep);
  c.Box(sx, ny + 10, 240, 12).Stroke(p.deep, 2);
  c.Text(sx + 240, ny - 30, 26, fmt::format("{} km", c.rng().Int(1, 6) * 5), p.deep, 1);
  c.Box(12, 12, c.w() - 24, 976).Stroke(p.deep, 3, 0.5);
}

}  // namespace newsstand::press
