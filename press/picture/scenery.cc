#include "press/picture/scenery.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace newsstand::press {

void Stars(Canvas& c, double horizon) {
  int count = c.rng().Int(60, 130);
  for (int i = 0; i < count; ++i) {
    double y = horizon * 0.92 * c.rng().Unit();
    c.Circle(c.w() * c.rng().Unit(), y, c.rng().In(0.8, 2.4));
    c.FillPlain({1, 1, 0.95}, c.rng().In(0.25, 0.9) * (1 - y / horizon * 0.7));
  }
}

namespace {

void Cloud(Canvas& c, double x, double y, double size, Colour light, Colour shade, double alpha) {
  cairo_push_group(c.cr());
  int puffs = c.rng().Int(5, 9);
  std::vector<std::array<double, 3>> parts;
  for (int i = 0; i < puffs; ++i) {
    double t = (i + 0.5) / puffs;
    double r = size * (0.20 + 0.30 * std::sin(t * M_PI)) * c.rng().In(0.75, 1.15);
    parts.push_back({x + (t - 0.5) * size * 2.3, y - r * 0.45, r});
  }
  for (const auto& [px, py, r] : parts) c.Circle(px, py, r).FillPlain(shade);
  for (const auto& [px, py, r] : parts) c.Circle(px - r * 0.06, py - r * 0.16, r * 0.9).FillPlain(light);
  c.RoundBox(x - size * 1.3, y - size * 0.10, size * 2.6, size * 0.2, size * 0.1);
  c.FillPlain(shade);
  cairo_pop_group_to_source(c.cr());
  cairo_paint_with_alpha(c.cr(), alpha);
}

// Long thin clouds near the horizon.
void Streaks(Canvas& c, double low, double high) {
  int count = c.rng().Int(4, 9);
  for (int i = 0; i < count; ++i) {
    double y = c.rng().In(high, low), x = c.w() * c.rng().In(-0.1, 0.9), length = c.rng().In(180, 620),
           thick = c.rng().In(5, 16);
    c.Move(x, y);
    c.Curve(x + length * 0.3, y - thick, x + length * 0.7, y - thick * 1.2, x + length, y);
    c.Curve(x + length * 0.7, y + thick * 0.5, x + length * 0.3, y + thick * 0.6, x, y);
    c.FillPlain(Mix(c.mood().sky_low, c.mood().light, 0.6), 0.35);
  }
}

}  // namespace

void Clouds(Canvas& c, double low, double high, int count, double alpha) {
  const Mood& m = c.mood();
  Colour light = m.night() ? Mix(m.sky_low, m.sky_top, 0.35)
                           : Mix(m.sky_low, Lighter(m.light, 0.5), m.weather == Weather::kRain ? 0.2 : 0.75);
  Colour shade = Mix(light, m.sky_top, 0.28);
  for (int i = 0; i < count; ++i) {
    double y = low + (high - low) * c.rng().Unit();
    double size = 40 + 95 * (1 - (y - high) / std::max(1.0, low - high)) * c.rng().In(0.6, 1.2);
    Cloud(c, c.w() * c.rng().In(-0.05, 1.05), y, size, light, shade, alpha);
  }
}

void Sky(Canvas& c, double horizon) {
  const Mood& m = c.mood();
  c.Box(-5, -5, c.w() + 10, horizon + 60);
  c.Save();
  cairo_pattern_t* pattern = cairo_pattern_create_linear(0, 0, 0, horizon);
  for (int i = 0; i <= 8; ++i) {
    Colour mixed = Mix(m.sky_top, m.sky_low, std::pow(i / 8.0, 0.85));
    cairo_pattern_add_color_stop_rgb(pattern, i / 8.0, mixed.r, mixed.g, mixed.b);
  }
  cairo_set_source(c.cr(), pattern);
  cairo_fill(c.cr());
  cairo_pattern_destroy(pattern);
  c.Restore();
  bool veiled = m.weather == Weather::kRain || m.weather == Weather::kSnow;
  if (m.night() && !veiled) Stars(c, horizon);
  double sun_y = std::min(m.sun_y, horizon - 30);
  if (!veiled) {
    double size = m.night() ? c.rng().In(26, 40) : m.hour == Hour::kDay ? 40 : c.rng().In(56, 86);
    c.Glow(m.sun_x, sun_y, m.night() ? 260 : 460, m.light, m.weather == Weather::kFog ? 0.35 : 0.6);
    Colour disc = m.weather == Weather::kFog ? Mix(m.light, m.sky_low, 0.5) : Lighter(m.light, 0.25);
    if (m.night() && c.rng().Chance(0.6)) {  // a moon that is not full: the outer edge one way, the inner edge back
      double lean = c.rng().In(-0.7, 0.7), thin = c.rng().In(0.15, 0.8);
      c.Save();
      c.Translate(m.sun_x, sun_y).Rotate(lean);
      cairo_new_sub_path(c.cr());
      c.Arc(0, 0, size, -M_PI / 2, M_PI / 2);
      cairo_curve_to(c.cr(), size * thin * 1.3, size * 0.55, size * thin * 1.3, -size * 0.55, 0, -size);
      cairo_close_path(c.cr());
      c.Restore();
    } else {
      c.Circle(m.sun_x, sun_y, size);
    }
    c.FillPlain(disc, m.night() ? 0.95 : 0.9);
  }
  if (m.weather == Weather::kClear) {
    if (m.hour != Hour::kDay || c.rng().Chance(0.5)) Streaks(c, horizon - 40, horizon * 0.55);
    if (m.hour == Hour::kDay) Clouds(c, horizon * 0.6, horizon * 0.2, c.rng().Int(1, 3), 0.8);
  } else {
    int count = m.weather == Weather::kCloudy ? c.rng().Int(4, 8) : c.rng().Int(7, 11);
    Clouds(c, horizon * 0.75, horizon * 0.08, count, m.night() ? 0.5 : 0.85);
  }
}

void WeatherOver(Canvas& c, double horizon) {
  const Mood& m = c.mood();
  if (m.weather == Weather::kRain) {
    double lean = c.rng().In(-22, 22);
    for (int i = 0; i < 260; ++i) {
      double x = c.w() * c.rng().In(-0.05, 1.05), y = 1000 * c.rng().Unit(), length = c.rng().In(22, 60);
      c.Move(x, y);
      c.Line(x + lean * length / 60, y + length);
    }
    c.Stroke(Lighter(m.sky_low, 0.5), 1.6, 0.30);
  } else if (m.weather == Weather::kSnow) {
    for (int i = 0; i < 240; ++i) {
      c.Circle(c.w() * c.rng().Unit(), 1000 * c.rng().Unit(), c.rng().In(1.5, 5.5));
      c.FillPlain({1, 1, 1}, c.rng().In(0.45, 0.9));
    }
  } else if (m.weather == Weather::kFog) {
    for (int i = 0; i < 4; ++i) {
      double y = horizon + c.rng().In(-60, 190), thick = c.rng().In(26, 80);
      c.Box(-5, y - thick, c.w() + 10, thick);
      c.FillDown(y - thick, m.haze, y, m.haze, 0, 0.36);
      c.Box(-5, y, c.w() + 10, thick * 1.4);
      c.FillDown(y, m.haze, y + thick * 1.4, m.haze, 0.36, 0);
    }
  }
}

void Varnish(Canvas& c) {
  if (c.manner() == Manner::kPop) {  // printed dots, larger towards one corner
    double step = 17;
    bool left = c.rng().Chance(0.5);
    for (double y = step / 2; y < 1000; y += step) {
      for (double x = step / 2 + (static_cast<int>(y / step) % 2) * step / 2; x < c.w(); x += step) {
        double corner = (left ? 1 - x / c.w() : x / c.w()) * 0.6 + (1 - y / 1000) * 0.5 - 0.35;
        if (corner > 0.06) c.Circle(x, y, std::min(corner * 7.5, 5.6));
      }
    }
    c.FillPlain(c.palette().brand, 0.20);
  }
  if (c.manner() == Manner::kDusk) {
    c.Box(0, 0, c.w(), 1000);
    c.FillDown(480, c.palette().deep, 1000, c.palette().deep, 0, 0.38);
  }
}

std::vector<double> Ridge(Canvas& c, double base, double height, double rough) {
  std::vector<double> y(129, base);
  y[0] = base - height * c.rng().Unit();
  y[128] = base - height * c.rng().Unit();
  double swing = height;
  for (int step = 128; step > 1; step /= 2) {
    for (int i = step / 2; i < 128; i += step) {
      y[static_cast<size_t>(i)] = (y[static_cast<size_t>(i - step / 2)] + y[static_cast<size_t>(i + step / 2)]) / 2 +
                                  c.rng().In(-swing, swing) * 0.5;
    }
    swing *= 0.36 + 0.22 * rough;
  }
  return y;
}

void FillRidge(Canvas& c, const std::vector<double>& ridge, Colour top, Colour bottom) {
  double highest = *std::min_element(ridge.begin(), ridge.end());
  c.Move(-10, 1010);
  for (size_t i = 0; i < ridge.size(); ++i) c.Line(-10 + (c.w() + 20) * static_cast<double>(i) / 128, ridge[i]);
  c.Line(c.w() + 10, 1010);
  c.Close();
  if (c.manner() == Manner::kCutout) {
    c.Fill(Mix(top, bottom, 0.3));
  } else {
    c.FillDown(highest, top, highest + 380, bottom);
  }
}

std::vector<double> Hills(Canvas& c, double from, double to, int layers, double height, double rough, Colour own) {
  std::vector<double> ridge;
  for (int i = 0; i < layers; ++i) {
    double t = layers == 1 ? 1 : static_cast<double>(i) / (layers - 1);
    ridge = Ridge(c, from + (to - from) * t, height * (1 - 0.45 * t), rough * (1 - 0.5 * t));
    Colour top = c.At(0.15 + 0.75 * t, own);
    FillRidge(c, ridge, Mix(top, c.mood().light, 0.08), Mix(top, c.mood().haze, 0.28));
  }
  return ridge;
}

double RidgeAt(const Canvas& c, const std::vector<double>& ridge, double x) {
  double at = std::clamp((x + 10) / (c.w() + 20), 0.0, 0.999) * 128;
  size_t i = static_cast<size_t>(at);
  return ridge[i] + (ridge[i + 1] - ridge[i]) * (at - static_cast<double>(i));
}

void Water(Canvas& c, double y, double bottom, double calm) {
  const Mood& m = c.mood();
  Colour far = Mix(m.sky_low, c.palette().brand, 0.30),
         near = Mix(m.sky_top, m.night() ? Darker(c.palette().deep, 0.3) : c.palette().deep, 0.62);
  c.Box(-5, y, c.w() + 10, bottom - y + 5);
  c.FillDown(y, far, bottom, near);
  // The sun's road, then ripples that grow towards us.
  if (m.weather == Weather::kClear || m.weather == Weather::kCloudy) {
    for (int i = 0; i < 46; ++i) {
      double t = std::pow(c.rng().Unit(), 1.3), line = y + (bottom - y) * t;
      double spread = 24 + 150 * t, length = (14 + 70 * t) * c.rng().In(0.4, 1.2);
      double x = m.sun_x + c.rng().In(-spread, spread);
      c.RoundBox(x - length / 2, line, length, 2 + 4 * t, 2);
      c.FillPlain(m.light, 0.55 - 0.25 * t);
    }
  }
  int ripples = static_cast<int>(70 * (1.4 - calm));
  for (int i = 0; i < ripples; ++i) {
    double t = std::pow(c.rng().Unit(), 1.2), line = y + (bottom - y) * t, length = (20 + 190 * t) * c.rng().In(0.4, 1);
    double x = c.w() * c.rng().In(-0.05, 1.05), lift = (1.5 + 7 * t) * (1.2 - calm);
    c.Move(x, line);
    c.Curve(x + length * 0.3, line - lift, x + length * 0.6, line + lift, x + length, line);
    c.Stroke(c.rng().Chance(0.5) ? Lighter(far, 0.35) : Darker(near, 0.2), 1.2 + 2.6 * t, 0.34);
  }
}

void Reflection(Canvas& c, double x, double y, double width, double length, Colour colour, double alpha) {
  for (double at = 0; at < length; at += 9) {
    double fade = 1 - at / length, shift = std::sin(at * 0.35 + x) * 4;
    c.RoundBox(x + shift, y + at, width, 5, 2.5);
    c.FillPlain(colour, alpha * fade);
  }
}

Tree AnyTree(Canvas& c) {
  static constexpr Tree kKinds[] = {Tree::kFir, Tree::kRound, Tree::kPoplar, Tree::kRound, Tree::kBare};
  return kKinds[c.rng().Index(5)];
}

namespace {

void Palm(Canvas& c, double x, double y, double h, Colour leaf, Colour trunk) {
  double lean = c.rng().In(-0.18, 0.18) * h, tx = x + lean, ty = y - h * 0.85;
  c.Move(x, y);
  c.Curve(x + lean * 0.1, y - h * 0.4, x + lean * 0.6, y - h * 0.7, tx, ty);
  c.Stroke(trunk, h * 0.035);
  for (int i = 0; i < 9; ++i) {
    double angle = M_PI * (0.05 + i * 0.1125) + c.rng().In(-0.1, 0.1), reach = h * c.rng().In(0.28, 0.38);
    double ex = tx - std::cos(angle) * reach, ey = ty - std::sin(angle) * reach * 0.55 + reach * 0.35;
    c.Move(tx, ty);
    c.Curve(tx + (ex - tx) * 0.4, ty - reach * 0.42 * std::sin(angle), ex - (ex - tx) * 0.1, ey - reach * 0.25, ex, ey);
    c.Curve(tx + (ex - tx) * 0.6, ey - reach * 0.12, tx + (ex - tx) * 0.3, ty - reach * 0.05, tx, ty);
    c.FillPlain(leaf);
  }
}

void Branch(Canvas& c, double x, double y, double angle, double length, int depth, Colour colour) {
  double ex = x + std::cos(angle) * length, ey = y - std::sin(angle) * length;
  c.Move(x, y);
  c.Line(ex, ey);
  c.Stroke(colour, length * 0.09 + 0.6);
  if (depth == 0) return;
  int forks = depth > 2 ? 3 : 2;
  for (int i = 0; i < forks; ++i)
    Branch(c, ex, ey, angle + c.rng().In(-0.62, 0.62), length * c.rng().In(0.6, 0.78), depth - 1, colour);
}

}  // namespace

void DrawTree(Canvas& c, Tree kind, double x, double y, double h, Colour colour) {
  Colour trunk = Darker(Mix(colour, Hex("#5b4636"), 0.5), 0.25), lit = Mix(colour, c.mood().light, 0.16);
  if (kind == Tree::kPalm) return Palm(c, x, y, h, colour, trunk);
  if (kind == Tree::kBare) return Branch(c, x, y, M_PI / 2 + c.rng().In(-0.08, 0.08), h * 0.3, 4, trunk);
  c.Box(x - h * 0.018, y - h * 0.3, h * 0.036, h * 0.3);
  c.FillPlain(trunk);
  if (kind == Tree::kFir) {
    for (int i = 0; i < 4; ++i) {
      double top = y - h + h * 0.2 * i, half = h * (0.10 + 0.055 * i), low = top + h * 0.34;
      c.Polygon({{x, top}, {x + half, low}, {x - half, low}});
      c.Fill(Mix(lit, colour, i / 3.0));
    }
    if (c.mood().weather == Weather::kSnow) {
      c.Polygon({{x, y - h}, {x + h * 0.05, y - h * 0.83}, {x - h * 0.05, y - h * 0.83}});
      c.FillPlain({1, 1, 1}, 0.85);
    }
    return;
  }
  if (kind == Tree::kPoplar) {
    c.Oval(x, y - h * 0.55, h * 0.11, h * 0.45);
    c.Fill(colour);
    c.Oval(x - h * 0.025, y - h * 0.57, h * 0.055, h * 0.38);
    c.FillPlain(lit, 0.6);
    return;
  }
  // A round crown of several masses, lighter on the side of the light.
  double side = c.mood().sun_x < x ? -1 : 1;
  for (int i = 0; i < 6; ++i) {
    double a = i * M_PI / 3 + c.rng().In(-0.3, 0.3), r = h * c.rng().In(0.15, 0.22);
    c.Circle(x + std::cos(a) * h * 0.17, y - h * 0.62 + std::sin(a) * h * 0.15, r);
  }
  c.FillPlain(colour);
  c.Circle(x, y - h * 0.62, h * 0.24);
  c.FillPlain(colour);
  for (int i = 0; i < 4; ++i) {
    c.Circle(x + side * h * c.rng().In(0.02, 0.2), y - h * c.rng().In(0.62, 0.82), h * c.rng().In(0.06, 0.12));
    c.FillPlain(lit, 0.55);
  }
}

void Bush(Canvas& c, double x, double y, double size, Colour colour) {
  for (int i = 0; i < 5; ++i) {
    c.Circle(x + (i - 2) * size * 0.32, y - size * (0.22 + 0.18 * std::sin(i * 1.4 + x)),
             size * c.rng().In(0.24, 0.36));
  }
  c.FillPlain(colour);
}

void Tower(Canvas& c, double x, double y, double width, double height, Colour colour, double lit) {
  Rng& rng = c.rng();
  const Mood& m = c.mood();
  c.Box(x, y - height, width, height + 4);
  c.Fill(colour);
  // A side in shadow.
  bool light_left = m.sun_x < x;
  c.Box(light_left ? x + width * 0.72 : x, y - height, width * 0.28, height);
  c.FillPlain(Darker(colour, 0.35), 0.35);
  switch (rng.Int(0, 5)) {
    case 0:
      c.Box(x + width * 0.42, y - height - 46, 4, 46);
      c.FillPlain(colour);
      break;
    case 1:
      c.Polygon({{x, y - height}, {x + width / 2, y - height - width * 0.5}, {x + width, y - height}});
      c.Fill(colour);
      break;
    case 2:
      c.Box(x + width * 0.2, y - height - 16, width * 0.3, 18);
      c.FillPlain(Darker(colour, 0.15));
      break;
    case 3:
      c.Box(x + width * 0.14, y - height - width * 0.22, width * 0.72, width * 0.24);
      c.Fill(colour);
      break;
    default: break;
  }
  double step = std::clamp(width / rng.Int(4, 6), 15.0, 28.0), window_w = step * 0.48,
         window_h = step * rng.In(0.5, 0.78);
  int columns = std::max(1, static_cast<int>((width - step * 0.5) / step));
  double left = x + (width - columns * step) / 2 + (step - window_w) / 2;
  Colour dark = Mix(Darker(colour, 0.22), m.sky_top, 0.2);
  double kept = 1000 - 40;
  for (double wy = y - height + step * 0.7; wy < std::min(y - step * 0.5, kept); wy += step * 1.12) {
    for (int i = 0; i < columns; ++i) {
      bool on = rng.Chance(lit);
      c.Box(left + i * step, wy, window_w, window_h);
      c.FillPlain(on ? Mix(m.window, {1, 1, 0.9}, rng.In(0, 0.4)) : dark, on ? 0.95 : 0.6);
    }
  }
}

void Cottage(Canvas& c, double x, double y, double width, double height, Colour wall, Colour roof) {
  c.Box(x, y - height, width, height);
  c.Fill(wall);
  bool light_left = c.mood().sun_x < x;
  c.Box(light_left ? x + width * 0.66 : x, y - height, width * 0.34, height);
  c.FillPlain(Darker(wall, 0.3), 0.35);
  double over = width * 0.08, rise = height * c.rng().In(0.5, 0.8);
  c.Polygon({{x - over, y - height + 2}, {x + width * 0.5, y - height - rise}, {x + width + over, y - height + 2}});
  c.Fill(roof);
  c.Box(x + width * 0.70, y - height - rise * 0.86, width * 0.1, rise * 0.5);
  c.FillPlain(Darker(roof, 0.2));
  Colour pane = c.mood().lamps() ? c.mood().window : Mix(c.mood().sky_top, {1, 1, 1}, 0.35);
  for (double at : {0.16, 0.62}) {
    c.Box(x + width * at, y - height * 0.72, width * 0.2, height * 0.3);
    c.FillPlain(pane);
  }
  c.Box(x + width * 0.41, y - height * 0.48, width * 0.17, height * 0.48);
  c.FillPlain(Darker(roof, 0.35));
}

void StreetLamp(Canvas& c, double x, double y, double h, Colour colour) {
  c.Box(x - h * 0.009, y - h, h * 0.018, h);
  c.FillPlain(colour);
  c.Move(x, y - h * 0.97);
  c.Curve(x, y - h * 1.04, x + h * 0.1, y - h * 1.05, x + h * 0.13, y - h);
  c.Stroke(colour, h * 0.016);
  c.Polygon(
      {{x + h * 0.10, y - h}, {x + h * 0.16, y - h}, {x + h * 0.18, y - h * 0.955}, {x + h * 0.08, y - h * 0.955}});
  c.FillPlain(colour);
  if (!c.mood().lamps()) return;
  c.Glow(x + h * 0.13, y - h * 0.95, h * 0.42, c.mood().window, 0.7);
  c.Oval(x + h * 0.13, y - h * 0.95, h * 0.035, h * 0.014);
  c.FillPlain(Lighter(c.mood().window, 0.5));
}

void Gulls(Canvas& c, double y, int count) {
  for (int i = 0; i < count; ++i) {
    double x = c.w() * c.rng().In(0.05, 0.95), at = y + c.rng().In(-120, 120), s = c.rng().In(9, 24),
           tilt = c.rng().In(-0.3, 0.3) * s;
    c.Move(x - s, at - s * 0.25 + tilt);
    c.Curve(x - s * 0.5, at - s * 0.6, x - s * 0.15, at - s * 0.2, x, at);
    c.Curve(x + s * 0.15, at - s * 0.2, x + s * 0.5, at - s * 0.6, x + s, at - s * 0.25 - tilt);
    c.Stroke(c.mood().hour == Hour::kDay ? Mix(c.mood().near, {1, 1, 1}, 0.1) : Lighter(c.mood().sky_low, 0.3), 2.4,
             0.8);
  }
}

void Boat(Canvas& c, double x, double y, double s, Colour hull, bool sail) {
  Reflection(c, x - s * 0.5, y + 6, s, s * 0.4, hull, 0.22);
  c.Move(x - s * 0.55, y - s * 0.16);
  c.Line(x + s * 0.6, y - s * 0.16);
  c.Curve(x + s * 0.5, y + s * 0.02, x + s * 0.38, y + s * 0.06, x + s * 0.3, y + s * 0.06);
  c.Line(x - s * 0.4, y + s * 0.06);
  c.Close();
  c.Fill(hull);
  c.Box(x - s * 0.5, y - s * 0.12, s * 1.05, s * 0.03);
  c.FillPlain(c.palette().accent);
  if (sail) {
    c.Box(x - s * 0.012, y - s * 1.2, s * 0.024, s * 1.05);
    c.FillPlain(Darker(hull, 0.2));
    c.Move(x + s * 0.04, y - s * 1.15);
    c.Curve(x + s * 0.42, y - s * 0.8, x + s * 0.5, y - s * 0.4, x + s * 0.48, y - s * 0.24);
    c.Line(x + s * 0.04, y - s * 0.24).Close();
    c.Fill(Mix(c.palette().paper, c.mood().light, 0.3));
    c.Polygon({{x - s * 0.04, y - s * 1.0}, {x - s * 0.04, y - s * 0.24}, {x - s * 0.42, y - s * 0.24}});
    c.Fill(Mix(c.palette().pale, c.mood().light, 0.2));
    return;
  }
  c.RoundBox(x - s * 0.22, y - s * 0.44, s * 0.3, s * 0.29, s * 0.03);
  c.Fill(Mix(c.palette().paper, c.mood().haze, 0.3));
  c.Box(x - s * 0.17, y - s * 0.38, s * 0.2, s * 0.09);
  c.FillPlain(c.mood().lamps() ? c.mood().window : Mix(hull, c.mood().sky_top, 0.5));
  c.Box(x + s * 0.16, y - s * 0.62, s * 0.018, s * 0.48);
  c.FillPlain(Darker(hull, 0.2));
}

Colour Green(Canvas& c, double share) {
  return Mix(Mix(Hex("#4f7f4a"), c.palette().brand, 0.45), c.palette().deep, share);
}

Colour Wall(Canvas& c) {
  static const char* kWalls[] = {"#c98f6b", "#d8c3a0", "#b9674f", "#9aa7a0",
                                 "#cfae7b", "#8d9db0", "#e0d3c0", "#a9765c"};
  return Mix(Hex(kWalls[c.rng().Index(8)]), c.rng().Chance(0.5) ? c.palette().pale : c.palette().brand, 0.34);
}

}  // namespace newsstand::press
