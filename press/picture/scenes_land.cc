#include <algorithm>
#include <cmath>

#include "press/picture/scenery.h"
#include "press/picture/scenes.h"

namespace newsstand::press {
namespace {

void Peak(Canvas& c, double x, double base, double height, double half, Colour rock) {
  const bool light_left = c.mood().sun_x < x;
  std::vector<std::pair<double, double>> left, right;
  int steps = 7;
  for (int i = 0; i <= steps; ++i) {
    double t = static_cast<double>(i) / steps, jag = i == 0 || i == steps ? 0 : 1;
    left.push_back({x - half * (1 - t) + jag * c.rng().In(-0.05, 0.05) * half,
                    base - height * t + jag * c.rng().In(-0.05, 0.05) * height});
    right.push_back({x + half * (1 - t) * c.rng().In(0.95, 1.08) + jag * c.rng().In(-0.05, 0.05) * half,
                     base - height * t + jag * c.rng().In(-0.05, 0.05) * height});
  }
  auto outline = left;
  for (size_t i = right.size() - 1; i-- > 0;) outline.push_back(right[i]);
  c.Polygon(outline);
  c.Fill(rock);
  // The fold from the top divides light from shadow.
  std::vector<std::pair<double, double>> fold = {{x, base - height}};
  for (int i = steps - 1; i >= 0; --i) {
    double t = static_cast<double>(i) / steps;
    fold.push_back({x + (i % 2 ? 1 : -1) * half * 0.10 * (1 - t) + half * 0.06, base - height * t});
  }
  auto face = fold;
  const auto& side = light_left ? right : left;
  for (const auto& point : side) face.push_back(point);
  c.Polygon(face);
  c.FillPlain(Darker(rock, 0.45), 0.45);
  // Snow with a ragged lower edge.
  double line = c.rng().In(0.55, 0.74);
  std::vector<std::pair<double, double>> snow = {{x, base - height}};
  int teeth = 9;
  for (int i = 0; i <= teeth; ++i) {
    double u = static_cast<double>(i) / teeth, reach = half * (1 - line) * 0.98;
    snow.push_back(
        {x + reach * (1 - 2 * u), base - height * (line + (i % 2 ? 0.11 : -0.03) + c.rng().In(-0.02, 0.02))});
  }
  c.Polygon(snow);
  c.FillPlain(Mix({1, 1, 1}, c.mood().light, 0.25), 0.93);
  c.Polygon({{x, base - height},
             {x + (light_left ? 1 : -1) * half * (1 - line) * 0.7, base - height * (line + 0.06)},
             {x + half * 0.03, base - height * (line + 0.16)}});
  c.FillPlain(c.mood().sky_top, 0.35);
}

}  // namespace

void SceneMountain(Canvas& c) {
  Sky(c, 640);
  Colour rock = Mix(c.mood().near, Hex("#6d7387"), 0.35);
  int peaks = c.rng().Int(3, 5);
  for (int i = 0; i < peaks; ++i) {
    Peak(c, c.w() * ((i + 0.5) / peaks + c.rng().In(-0.08, 0.08)), 700, c.rng().In(250, 400), c.rng().In(260, 420),
         c.At(0.34, rock));
  }
  Peak(c, c.w() * c.rng().In(0.3, 0.7), 740, c.rng().In(440, 560), c.rng().In(420, 560), c.At(0.55, rock));
  bool lake = c.rng().Chance(0.55);
  auto ridge = Hills(c, 700, 790, 2, 70, 0.5, Green(c));
  if (lake) {
    Water(c, 800, 1000, 0.9);
    auto shore = Ridge(c, 990, 60, 0.2);
    for (double& y : shore) y = std::max(y, 930.0);
    FillRidge(c, shore, c.At(0.95, Green(c, 0.8)), c.At(1, c.palette().deep));
    ridge = shore;
  } else {
    ridge = Hills(c, 850, 960, 2, 90, 0.3, Green(c, 0.7));
  }
  int trees = c.rng().Int(9, 18);
  for (int i = 0; i < trees; ++i) {
    double x = c.w() * c.rng().Unit();
    if (std::abs(x - c.w() / 2) < c.w() * 0.2) x += x < c.w() / 2 ? -c.w() * 0.2 : c.w() * 0.2;
    DrawTree(c, Tree::kFir, x, RidgeAt(c, ridge, x) + 18, c.rng().In(90, 240), c.At(0.98, Green(c, 0.75)));
  }
  if (c.rng().Chance(0.6)) {
    double x = c.w() * c.rng().In(0.35, 0.65);
    Cottage(c, x, RidgeAt(c, ridge, x) + 14, 92, 46, c.At(0.9, Mix(c.palette().pale, Hex("#8a5a3b"), 0.5)),
            c.At(0.95, c.palette().deep));
  } else {
    for (int i = 0; i < 2; ++i) {
      double x = c.w() * (0.46 + 0.05 * i);
      Person(c, x, RidgeAt(c, ridge, x) + 10, 74, CoatColour(c, 1), c.rng().Next());
    }
  }
  WeatherOver(c, 650);
}

void SceneField(Canvas& c) {
  double horizon = c.rng().In(470, 560);
  Sky(c, horizon);
  Hills(c, horizon + 6, horizon + 16, 2, 40, 0.2, Green(c, 0.4));
  Colour crop = Mix(c.rng().Chance(0.5) ? Hex("#d8b04c") : Hex("#7fa25a"), c.palette().accent, 0.3),
         soil = Mix(Hex("#6d4b33"), c.palette().deep, 0.35);
  double vx = c.w() * c.rng().In(0.3, 0.7);
  int rows = c.rng().Int(22, 34);
  c.Box(-5, horizon, c.w() + 10, 1010 - horizon);
  c.FillDown(horizon, c.At(0.35, crop), 1000, c.At(0.95, crop));
  for (int i = -rows; i <= rows; ++i) {  // furrows to the vanishing point
    double x = vx + i * c.w() / rows * 1.35, half = c.w() / rows * 0.30;
    c.Polygon({{vx + i * 3.2, horizon}, {vx + i * 3.2 + 1, horizon}, {x + half, 1005}, {x - half, 1005}});
    c.FillPlain(c.At(0.8, soil), 0.42);
  }
  for (int i = 0; i < 240; ++i) {  // ears that catch the light
    double t = std::pow(c.rng().Unit(), 0.7), y = horizon + (1000 - horizon) * t, h = 4 + 26 * t,
           x = c.w() * c.rng().Unit();
    c.Move(x, y);
    c.Line(x + c.rng().In(-0.2, 0.2) * h, y - h);
    c.Stroke(c.rng().Chance(0.6) ? Mix(crop, c.mood().light, 0.4) : Darker(crop, 0.3), 1 + 2 * t, 0.55);
  }
  double y = horizon + 34;
  for (int i = 0; i < c.rng().Int(4, 9); ++i)
    DrawTree(c, c.rng().Chance(0.5) ? Tree::kPoplar : Tree::kRound, c.w() * c.rng().Unit(), y - c.rng().In(10, 22),
             c.rng().In(60, 120), c.At(0.5, Green(c, 0.55)));
  int what = c.rng().Int(0, 2);
  if (what == 1) {  // bales
    for (int i = 0; i < 9; ++i) {
      double t = (i + 0.5) / 9, by = horizon + 60 + 330 * t * t, r = 14 + 62 * t * t, bx = c.w() * c.rng().Unit();
      c.Oval(bx + r * 0.4, by + r * 0.9, r * 1.5, r * 0.2).FillPlain({0, 0, 0}, 0.18);
      c.RoundBox(bx, by - r, r * 1.3, r * 2, r * 0.4).Fill(Darker(c.At(0.9, crop), 0.18));
      c.Circle(bx, by, r).Fill(Lighter(c.At(0.9, crop), 0.14));
      for (double ring : {0.7, 0.4}) c.Circle(bx, by, r * ring).Stroke(Darker(crop, 0.3), 2, 0.5);
    }
  } else if (what == 0) {  // a tractor
    double x = c.w() * c.rng().In(0.15, 0.7), ty = horizon + c.rng().In(150, 270), s = 1.1;
    Colour body = c.palette().accent;
    c.RoundBox(x, ty - 74 * s, 96 * s, 44 * s, 8).Fill(body);
    c.RoundBox(x - 50 * s, ty - 128 * s, 62 * s, 98 * s, 8).Fill(Mix(body, c.palette().deep, 0.25));
    c.RoundBox(x - 40 * s, ty - 118 * s, 42 * s, 42 * s, 5).FillPlain(Mix(c.mood().sky_low, {1, 1, 1}, 0.4));
    c.Box(x + 66 * s, ty - 112 * s, 8 * s, 40 * s).FillPlain(c.palette().deep);
    for (auto [wx, r] : {std::pair{-22.0, 48.0}, {76.0, 30.0}}) {
      c.Circle(x + wx * s, ty - r * s + 26, r * s).Fill(Darker(c.palette().deep, 0.5));
      c.Circle(x + wx * s, ty - r * s + 26, r * s * 0.48).FillPlain(c.palette().pale);
    }
  } else {
    for (int i = 0; i < c.rng().Int(2, 4); ++i)
      Person(c, c.w() * c.rng().In(0.1, 0.9), horizon + c.rng().In(120, 330), c.rng().In(130, 190), CoatColour(c, 0.95),
             c.rng().Next());
  }
  Gulls(c, horizon * 0.5, c.rng().Int(0, 6));
  WeatherOver(c, horizon);
}

void SceneForest(Canvas& c) {
  const Mood& m = c.mood();
  Colour back = m.night() ? m.sky_low : Mix(m.sky_low, Green(c, 0.1), 0.35);
  c.Box(-5, -5, c.w() + 10, 1010);
  c.FillDown(0, Mix(back, m.light, 0.45), 1000, Mix(back, c.palette().deep, 0.45));
  c.Glow(m.sun_x, 260, 620, m.light, m.night() ? 0.35 : 0.7);
  Colour bark = Mix(Hex("#4a382c"), c.palette().deep, 0.5), leaf = Green(c, 0.45);
  for (int layer = 0; layer < 5; ++layer) {
    double t = layer / 4.0;
    int trunks = 16 - layer * 3;
    for (int i = 0; i < trunks; ++i) {
      double x = c.w() * (i + c.rng().Unit()) / trunks, wide = 10 + 62 * t * t * c.rng().In(0.7, 1.3),
             lean = c.rng().In(-26, 26);
      if (layer == 4 && std::abs(x - c.w() * 0.5) < c.w() * 0.14) continue;  // a way in
      Colour colour = Mix(back, m.night() ? Darker(bark, 0.3) : bark, 0.14 + 0.82 * t);
      c.Polygon({{x - wide * 0.35 + lean, -10},
                 {x + wide * 0.35 + lean, -10},
                 {x + wide * 0.5, 760 + 200 * t},
                 {x + wide * 0.9, 800 + 210 * t},
                 {x - wide * 0.9, 800 + 210 * t},
                 {x - wide * 0.5, 760 + 200 * t}});
      c.Fill(colour);
      double side = m.sun_x < x ? -1 : 1;
      c.Polygon({{x + side * wide * 0.35 + lean, -10},
                 {x + side * wide * 0.22 + lean, -10},
                 {x + side * wide * 0.3, 780 + 200 * t},
                 {x + side * wide * 0.5, 780 + 200 * t}});
      c.FillPlain(m.light, 0.22);
    }
    for (int i = 0; i < 12; ++i) {  // canopy
      c.Circle(c.w() * c.rng().Unit(), c.rng().In(-70, 60 + 70 * t), c.rng().In(50, 130));
    }
    c.FillPlain(Mix(back, leaf, 0.2 + 0.7 * t), 0.85);
    auto ground = Ridge(c, 790 + 170 * t, 30, 0.3);
    FillRidge(c, ground, Mix(back, leaf, 0.3 + 0.6 * t), Mix(back, c.palette().deep, 0.35 + 0.5 * t));
    if (layer == 1 && !m.night()) {  // shafts of light
      for (int i = 0; i < 6; ++i) {
        double x = m.sun_x + (i - 2.5) * 130, drift = (x - c.w() / 2) * 0.5 + 60;
        c.Polygon({{x, 0}, {x + 34, 0}, {x + drift + 130, 860}, {x + drift, 860}});
        c.FillDown(0, m.light, 860, m.light, 0.30, 0.0);
      }
    }
  }
  for (int i = 0; i < 26; ++i) {  // ferns
    double x = c.w() * c.rng().Unit(), y = 1000 - c.rng().In(-20, 60), s = c.rng().In(40, 110);
    for (int blade = -3; blade <= 3; ++blade) {
      c.Move(x, y);
      c.Curve(x + blade * s * 0.16, y - s * 0.7, x + blade * s * 0.3, y - s * 0.8, x + blade * s * 0.42,
              y - s * 0.5 - std::abs(blade) * 4);
      c.Stroke(Mix(leaf, c.palette().deep, 0.35), 3.2, 0.85);
    }
  }
  if (c.rng().Chance(0.55))
    Person(c, c.w() * c.rng().In(0.44, 0.56), 880, 150, c.At(0.9, c.palette().accent), c.rng().Next());
  if (m.weather == Weather::kRain || m.weather == Weather::kSnow) WeatherOver(c, 600);
}

void SceneFarm(Canvas& c) {
  double horizon = c.rng().In(500, 570);
  Sky(c, horizon);
  Hills(c, horizon, horizon + 40, 3, 90, 0.2, Green(c, 0.35));
  auto meadow = Ridge(c, 700, 30, 0.1);
  FillRidge(c, meadow, c.At(0.72, Green(c, 0.2)), c.At(0.95, Green(c, 0.5)));
  double x = c.w() * c.rng().In(0.16, 0.5), y = RidgeAt(c, meadow, x + 150) + 34;
  Colour barn = Mix(Hex("#a63d32"), c.palette().accent, 0.35);
  if (c.rng().Chance(0.7)) {  // silo
    c.RoundBox(x + 320, y - 330, 92, 336, 20).Fill(c.At(0.85, Mix(Hex("#c9ced3"), c.palette().pale, 0.4)));
    c.Arc(x + 366, y - 322, 46, M_PI, 2 * M_PI).Close().Fill(c.At(0.85, c.palette().brand));
    for (int i = 1; i < 6; ++i) c.Box(x + 320, y - 330 + i * 54, 92, 3).FillPlain(c.palette().deep, 0.25);
  }
  c.Polygon({{x, y},
             {x, y - 190},
             {x + 56, y - 280},
             {x + 150, y - 330},
             {x + 244, y - 280},
             {x + 300, y - 190},
             {x + 300, y}});
  c.Fill(c.At(0.9, barn));
  c.Polygon({{x - 16, y - 184},
             {x + 50, y - 290},
             {x + 150, y - 344},
             {x + 250, y - 290},
             {x + 316, y - 184},
             {x + 300, y - 178},
             {x + 240, y - 272},
             {x + 150, y - 322},
             {x + 60, y - 272},
             {x, y - 178}});
  c.Fill(c.At(0.95, c.palette().deep));
  c.Box(x + 95, y - 150, 110, 150).Fill(c.At(0.95, Darker(barn, 0.45)));
  for (auto [x1, x2] : {std::pair{95.0, 205.0}, {205.0, 95.0}})
    c.Move(x + x1, y).Line(x + x2, y - 150).Stroke(c.palette().pale, 6, 0.85);
  c.Box(x + 128, y - 258, 44, 40).FillPlain(c.mood().lamps() ? c.mood().window : Darker(barn, 0.55));
  for (int i = 0; i < 5; ++i) {
    double tx = c.w() * c.rng().Unit();
    if (tx > x - 60 && tx < x + 430) continue;
    DrawTree(c, AnyTree(c), tx, RidgeAt(c, meadow, tx) + 10, c.rng().In(120, 230), c.At(0.8, Green(c, 0.55)));
  }
  for (int i = 0; i < c.rng().Int(4, 8); ++i) {  // cows
    double cx = c.w() * c.rng().In(0.03, 0.97), cy = c.rng().In(790, 930), s = (cy - 640) / 260;
    Colour hide = c.rng().Chance(0.5) ? Hex("#f3eee6") : Mix(Hex("#5a3a28"), c.palette().deep, 0.3);
    for (double leg : {-46.0, -34.0, 26.0, 38.0})
      c.Box(cx + leg * s, cy - 30 * s, 9 * s, 32 * s).FillPlain(Darker(hide, 0.3));
    c.RoundBox(cx - 56 * s, cy - 78 * s, 108 * s, 54 * s, 20 * s).Fill(hide);
    c.Circle(cx - 14 * s, cy - 60 * s, 15 * s)
        .Circle(cx + 24 * s, cy - 44 * s, 12 * s)
        .FillPlain(Darker(c.palette().deep, 0.2), 0.8);
    double head_y = c.rng().Chance(0.5) ? cy - 18 * s : cy - 84 * s;
    c.Oval(cx + 66 * s, head_y, 21 * s, 15 * s).Fill(Mix(hide, Hex("#d9a58f"), 0.2));
  }
  for (double fx = -20; fx < c.w() + 20; fx += 108)
    c.Box(fx, 900, 12, 110).Fill(c.At(1, Mix(Hex("#6b4c36"), c.palette().deep, 0.4)));
  for (double fy : {920.0, 958.0})
    c.Box(-10, fy, c.w() + 20, 9).Fill(c.At(1, Mix(Hex("#7b5a42"), c.palette().deep, 0.35)));
  WeatherOver(c, horizon);
}

void SceneRiver(Canvas& c) {
  double horizon = c.rng().In(430, 500);
  Sky(c, horizon);
  Hills(c, horizon + 10, horizon + 50, 3, 120, 0.4, Green(c, 0.4));
  c.Box(-5, horizon + 46, c.w() + 10, 1010);
  c.FillDown(horizon + 46, c.At(0.45, Green(c, 0.2)), 1000, c.At(0.9, Green(c, 0.55)));
  double bend = c.rng().In(0.3, 0.7) * c.w(), swing = c.rng().Chance(0.5) ? 1 : -1;
  Colour far = Mix(c.mood().sky_low, c.palette().brand, 0.2), near = Mix(c.mood().sky_top, c.palette().deep, 0.45);
  c.Move(bend - 14, horizon + 46);
  c.Curve(bend + swing * 230, horizon + 130, bend - swing * 420, horizon + 230, bend - swing * 40 - 330, 1005);
  c.Line(bend - swing * 40 + 520, 1005);
  c.Curve(bend - swing * 170, horizon + 270, bend + swing * 420, horizon + 150, bend + 18, horizon + 46);
  c.Close();
  c.FillDown(horizon + 46, far, 1000, near);
  if (c.rng().Chance(0.65)) {  // a stone bridge of three arches
    double y = horizon + c.rng().In(140, 190), span = c.w() * 1.02, left = -10;
    Colour stone = c.At(0.78, Mix(Hex("#b9a88f"), c.palette().pale, 0.35));
    cairo_set_fill_rule(c.cr(), CAIRO_FILL_RULE_EVEN_ODD);
    c.Box(left, y - 30, span, 190);
    int arches = c.rng().Int(3, 5);
    for (int i = 0; i < arches; ++i) {
      double ax = left + span * (i + 0.5) / arches, r = span / arches * 0.38;
      cairo_new_sub_path(c.cr());
      c.Arc(ax, y + 122, std::min(r, 118.0) * 1.0, M_PI, 2 * M_PI);
      c.Line(ax + std::min(r, 118.0), y + 165).Line(ax - std::min(r, 118.0), y + 165).Close();
    }
    c.Fill(stone);
    cairo_set_fill_rule(c.cr(), CAIRO_FILL_RULE_WINDING);
    c.Box(left, y - 44, span, 16).Fill(Darker(stone, 0.18));
    for (int i = 0; i < 4; ++i) Person(c, c.w() * c.rng().Unit(), y - 28, 74, CoatColour(c, 0.8), c.rng().Next());
  } else {
    Boat(c, bend - swing * 120, 800, 150, c.At(0.9, c.palette().deep), false);
  }
  for (int i = 0; i < 7; ++i) {
    bool left = i % 2;
    DrawTree(c, AnyTree(c), left ? c.w() * c.rng().In(0, 0.2) : c.w() * c.rng().In(0.8, 1), c.rng().In(620, 900),
             c.rng().In(170, 340), c.At(0.92, Green(c, 0.6)));
  }
  for (int i = 0; i < 46; ++i) {  // reeds
    double x = c.rng().Chance(0.5) ? c.w() * c.rng().In(-0.02, 0.24) : c.w() * c.rng().In(0.76, 1.02),
           h = c.rng().In(60, 170);
    c.Move(x, 1005);
    c.Curve(x, 1000 - h * 0.5, x + 8, 1000 - h * 0.8, x + c.rng().In(-26, 26), 1000 - h);
    c.Stroke(c.At(1, Green(c, 0.75)), 4);
  }
  WeatherOver(c, horizon);
}

}  // namespace newsstand::press
