#include <algorithm>
#include <cmath>

#include "press/picture/scenery.h"
#include "press/picture/scenes.h"

namespace newsstand::press {
namespace {

double Lit(const Canvas& c) { return c.mood().night() ? 0.55 : c.mood().hour == Hour::kDay ? 0.06 : 0.36; }

Colour Wall(Canvas& c) {
  static const char* kWalls[] = {"#c98f6b", "#d8c3a0", "#b9674f", "#9aa7a0", "#cfae7b", "#8d9db0", "#e0d3c0", "#a9765c"};
  return Mix(Hex(kWalls[c.rng().Index(8)]), c.rng().Chance(0.5) ? c.palette().pale : c.palette().brand, 0.34);
}

void TowerRow(Canvas& c, double y, double low, double high, double nearness, double narrow, double wide) {
  double x = -30;
  while (x < c.w() + 20) {
    double width = c.rng().In(narrow, wide), middle = 1 - std::abs((x + width / 2) / c.w() - 0.5) * 0.7;
    Colour own = Mix(c.mood().near, c.rng().Chance(0.3) ? c.palette().brand : Wall(c), c.mood().night() ? 0.18 : 0.42);
    Tower(c, x, y, width, c.rng().In(low, high) * middle, c.At(nearness, own), Lit(c) * (0.4 + 0.6 * nearness));
    x += width + c.rng().In(-6, 14);
  }
}

// A flat facade of a town house, seen from the front.
void Facade(Canvas& c, double x, double y, double width, double height, Colour wall) {
  const Mood& m = c.mood();
  c.Box(x, y - height, width, height), c.Fill(wall);
  c.Box(x - 5, y - height - 12, width + 10, 16), c.Fill(Lighter(wall, 0.18));
  if (c.rng().Chance(0.5)) {
    c.Polygon({{x - 4, y - height - 10}, {x + width * 0.12, y - height - 74}, {x + width * 0.88, y - height - 74}, {x + width + 4, y - height - 10}});
    c.Fill(Mix(Hex("#7a4236"), c.palette().deep, 0.4));
  }
  int columns = std::max(2, static_cast<int>(width / 62)), rows = std::max(2, static_cast<int>((height - 150) / 96));
  double step = width / columns;
  bool arched = c.rng().Chance(0.3), shutters = c.rng().Chance(0.45);
  Colour shutter = Mix(c.palette().brand, c.palette().deep, 0.3);
  for (int row = 0; row < rows; ++row) {
    for (int i = 0; i < columns; ++i) {
      double wx = x + step * (i + 0.5) - 16, wy = y - height + 34 + row * 96;
      bool on = c.rng().Chance(Lit(c));
      c.RoundBox(wx - 4, wy - 4, 40, 64, arched ? 20 : 2), c.FillPlain(Lighter(wall, 0.35));
      c.RoundBox(wx, wy, 32, 56, arched ? 16 : 1), c.FillPlain(on ? m.window : Mix(Darker(wall, 0.5), m.sky_top, 0.45));
      c.Box(wx + 15, wy, 2.5, 56), c.Box(wx, wy + 26, 32, 2.5), c.FillPlain(Lighter(wall, 0.4), 0.8);
      if (shutters) for (double side : {-17.0, 35.0}) c.Box(wx + side, wy, 14, 56), c.FillPlain(shutter);
      if (c.rng().Chance(0.16)) {  // flowers on the sill
        c.Box(wx - 5, wy + 55, 42, 9), c.FillPlain(Darker(wall, 0.35));
        for (int f = 0; f < 6; ++f) c.Circle(wx - 1 + f * 7.5, wy + 52, 5), c.FillPlain(f % 2 ? c.palette().accent : Hex("#5d8a4f"));
      }
    }
  }
  // The shop below.
  Colour sign = c.rng().Chance(0.5) ? c.palette().brand : c.palette().accent;
  c.Box(x + 12, y - 104, width - 24, 104), c.Fill(Darker(wall, 0.5));
  c.Box(x + 22, y - 92, width * 0.55, 80), c.FillPlain(m.lamps() ? m.window : Mix(m.sky_low, c.palette().deep, 0.35), 0.92);
  c.Box(x + width * 0.55 + 34, y - 92, std::max(26.0, width * 0.45 - 60), 92), c.FillPlain(Darker(sign, 0.35));
  double stripes = std::max(4.0, std::floor((width - 10) / 26));
  for (int i = 0; i < stripes; ++i) {
    double sx = x + 5 + i * (width - 10) / stripes, sw = (width - 10) / stripes;
    c.Polygon({{sx + 3, y - 134}, {sx + sw + 3, y - 134}, {sx + sw - 2, y - 98}, {sx - 2, y - 98}}), c.FillPlain(i % 2 ? sign : Mix(c.palette().paper, m.haze, 0.2));
  }
}

void Pavement(Canvas& c, double y) {
  Colour stone = c.At(0.9, Mix(Hex("#8b8a88"), c.palette().deep, c.mood().night() ? 0.6 : 0.3));
  c.Box(-5, y, c.w() + 10, 1010 - y), c.FillDown(y, stone, 1000, Darker(stone, 0.3));
  c.Box(-5, y + 70, c.w() + 10, 10), c.FillPlain(Darker(stone, 0.4), 0.7);
  if (c.mood().weather == Weather::kRain || c.mood().night()) {
    for (int i = 0; i < 26; ++i) {
      double x = c.w() * c.rng().Unit(), w = c.rng().In(4, 18);
      c.Box(x, y + 80, w, c.rng().In(40, 160)), c.FillDown(y + 80, c.mood().lamps() ? c.mood().window : c.mood().sky_low, y + 240, stone, 0.3, 0);
    }
  }
}

void Car(Canvas& c, double x, double y, double s, Colour paint) {
  c.Move(x - s, y - s * 0.18);
  c.Curve(x - s, y - s * 0.42, x - s * 0.8, y - s * 0.46, x - s * 0.6, y - s * 0.5);
  c.Curve(x - s * 0.4, y - s * 0.82, x - s * 0.2, y - s * 0.86, x + s * 0.1, y - s * 0.86);
  c.Curve(x + s * 0.4, y - s * 0.86, x + s * 0.5, y - s * 0.6, x + s * 0.62, y - s * 0.5);
  c.Curve(x + s * 0.95, y - s * 0.46, x + s, y - s * 0.4, x + s, y - s * 0.18);
  c.Close(), c.Fill(paint);
  c.Polygon({{x - s * 0.46, y - s * 0.52}, {x - s * 0.28, y - s * 0.76}, {x + s * 0.02, y - s * 0.77}, {x + s * 0.02, y - s * 0.52}});
  c.Polygon({{x + s * 0.08, y - s * 0.52}, {x + s * 0.08, y - s * 0.77}, {x + s * 0.3, y - s * 0.76}, {x + s * 0.46, y - s * 0.52}});
  c.FillPlain(Mix(c.mood().sky_low, c.palette().deep, 0.4));
  for (double wheel : {-0.56, 0.56}) {
    c.Circle(x + s * wheel, y - s * 0.16, s * 0.19), c.FillPlain({0.07, 0.07, 0.09});
    c.Circle(x + s * wheel, y - s * 0.16, s * 0.09), c.FillPlain({0.7, 0.7, 0.72});
  }
  if (c.mood().lamps()) c.Glow(x + s * 1.0, y - s * 0.34, s * 0.7, c.mood().window, 0.7);
}

void Tram(Canvas& c, double x, double y, double length, double height) {
  Colour body = c.palette().brand;
  c.RoundBox(x, y - height, length, height * 0.94, 26), c.Fill(c.At(0.95, body));
  c.Box(x + 4, y - height * 0.38, length - 8, height * 0.1), c.FillPlain(c.palette().accent);
  int windows = static_cast<int>(length / 92);
  for (int i = 0; i < windows; ++i) {
    c.RoundBox(x + 20 + i * (length - 30) / windows, y - height * 0.84, (length - 30) / windows - 14, height * 0.36, 8);
    c.FillPlain(c.mood().lamps() ? c.mood().window : Mix(c.mood().sky_low, c.palette().deep, 0.3));
  }
  c.Box(x + 10, y - height * 0.07, length - 20, height * 0.07), c.FillPlain({0.08, 0.08, 0.1});
  for (double at : {0.14, 0.24, 0.76, 0.86}) c.Circle(x + length * at, y - 4, height * 0.075), c.FillPlain({0.15, 0.15, 0.17});
  c.Move(x + length * 0.5, y - height), c.Line(x + length * 0.56, y - height - 46), c.Line(x + length * 0.5, y - height - 84), c.Stroke({0.12, 0.12, 0.15}, 5);
  c.Move(-10, y - height - 86), c.Line(c.w() + 10, y - height - 86), c.Stroke({0.12, 0.12, 0.15}, 2.2, 0.8);
}

}  // namespace

void SceneSkyline(Canvas& c) {
  bool water = c.rng().Chance(0.6);
  double ground = water ? c.rng().In(700, 760) : 1000;
  Sky(c, water ? 660 : 760);
  if (c.rng().Chance(0.5)) FillRidge(c, Ridge(c, ground - 150, 110, 0.5), c.At(0.14), c.At(0.2));
  double tall = water ? 1 : 1.35;
  TowerRow(c, ground, 190 * tall, 470 * tall, 0.24, 44, 96);
  TowerRow(c, ground, 130 * tall, 390 * tall, 0.52, 58, 120);
  if (water) {
    TowerRow(c, ground + 4, 50, 190, 0.82, 70, 150);
    Water(c, ground, 1000, 0.75);
    for (int i = 0; i < 42; ++i) {
      double x = c.w() * c.rng().Unit();
      Reflection(c, x, ground + 4, c.rng().In(8, 40), c.rng().In(60, 210), c.mood().lamps() ? c.mood().window : c.At(0.5), c.mood().lamps() ? 0.4 : 0.2);
    }
    for (int i = 0; i < c.rng().Int(1, 2); ++i) Boat(c, c.w() * c.rng().In(0.1, 0.9), c.rng().In(840, 930), c.rng().In(70, 120), c.At(0.95, c.palette().deep), c.rng().Chance(0.3));
  } else {
    TowerRow(c, 1010, 120, 420, 0.86, 90, 190);
  }
  WeatherOver(c, 620);
}

void SceneStreet(Canvas& c) {
  Sky(c, 560);
  TowerRow(c, 800, 260, 460, 0.22, 70, 140);
  double base = c.rng().In(830, 860), x = -c.rng().In(0, 120);
  c.Box(-5, 770, c.w() + 10, 120), c.FillPlain(c.At(0.4, Mix(Hex("#5f7a52"), c.palette().deep, 0.3)));
  bool gap = c.rng().Chance(0.5);
  double gap_at = c.w() * c.rng().In(0.35, 0.6);
  while (x < c.w() + 20) {
    double width = c.rng().In(190, 320);
    if (gap && x < gap_at && x + width > gap_at) {
      DrawTree(c, AnyTree(c), x + width * 0.5, base, 330, c.At(0.8, Mix(Hex("#4f7f4a"), c.palette().deep, 0.4)));
    } else {
      Facade(c, x, base, width, c.rng().In(360, 590), c.At(0.78, c.mood().night() ? Darker(Wall(c), 0.55) : c.mood().hour == Hour::kDay ? Wall(c) : Darker(Wall(c), 0.22)));
    }
    x += width + 3;
  }
  Pavement(c, base);
  int what = c.rng().Int(0, 2);
  if (what == 0) Tram(c, c.w() * c.rng().In(-0.05, 0.4), 945, c.rng().In(620, 820), 210);
  if (what == 1) Car(c, c.w() * c.rng().In(0.2, 0.8), 962, 130, c.At(0.95, c.palette().accent));
  int people = c.rng().Int(4, 9);
  std::vector<std::pair<double, double>> feet;
  for (int i = 0; i < people; ++i) feet.push_back({base + c.rng().In(20, 140), c.w() * c.rng().Unit()});
  std::sort(feet.begin(), feet.end());
  for (auto [y, px] : feet) Person(c, px, y, 130 + (y - base) * 0.6, CoatColour(c, 0.96), c.rng().Next());
  for (double lx : {0.12, 0.52, 0.88}) StreetLamp(c, c.w() * lx, base + 60, 330, c.At(0.98, c.palette().deep));
  WeatherOver(c, 700);
}

void SceneNight(Canvas& c) {
  c.ChooseMood(23);
  Sky(c, 640);
  TowerRow(c, 820, 160, 420, 0.34, 60, 130);
  c.Box(-5, 800, c.w() + 10, 60), c.FillPlain(c.At(0.5));
  double base = 820, x = -40;
  while (x < c.w()) {
    double width = c.rng().In(170, 300);
    Facade(c, x, base, width, c.rng().In(280, 470), c.At(0.86, Darker(Wall(c), 0.62)));
    x += width + 2;
  }
  Pavement(c, base);
  for (int i = 0; i < 4; ++i) StreetLamp(c, c.w() * (i + 0.5) / 4, base + 50, 340, Darker(c.palette().deep, 0.4));
  for (int i = 0; i < 4; ++i) {  // pools of light
    c.Oval(c.w() * (i + 0.5) / 4 + 44, base + 62, 150, 30), c.FillPlain(c.mood().window, 0.22);
  }
  int walkers = c.rng().Int(1, 3);
  for (int i = 0; i < walkers; ++i) {
    double px = c.w() * c.rng().In(0.15, 0.85);
    Person(c, px, base + c.rng().In(60, 120), 165, CoatColour(c, 1), c.rng().Next());
    if (c.rng().Chance(0.6)) {  // under an umbrella
      cairo_arc(c.cr(), px, base - 100, 74, M_PI, 2 * M_PI), c.Close(), c.Fill(c.palette().accent);
      c.Move(px, base - 100), c.Line(px, base - 10), c.Stroke(c.palette().deep, 4);
    }
  }
  if (c.rng().Chance(0.5)) Car(c, c.w() * c.rng().In(0.2, 0.75), 972, 140, Darker(c.palette().brand, 0.35));
  WeatherOver(c, 700);
}

namespace {

// A train on a viaduct, across the picture.
void Viaduct(Canvas& c) {
  Sky(c, 620);
  Colour land = Mix(Hex("#6d8053"), c.palette().deep, 0.35);
  for (int i = 0; i < 3; ++i) FillRidge(c, Ridge(c, 640 + i * 50, 130 - i * 30, 0.5), c.At(0.16 + i * 0.14, land), c.At(0.3 + i * 0.14, land));
  double deck = c.rng().In(500, 560), x = c.w() * c.rng().In(-0.05, 0.3);
  Colour stone = c.At(0.78, Mix(Hex("#a89683"), c.palette().pale, 0.25)), body = c.palette().brand;
  int cars = c.rng().Int(3, 6);
  double length = 250, high = 92;
  for (int i = 0; i < cars; ++i) {
    double cx = x + i * (length + 7), cy = deck - 12;
    bool front = i + 1 == cars;
    c.Move(cx, cy), c.Line(cx, cy - high), c.Line(cx + length - (front ? 60 : 0), cy - high);
    if (front) c.Curve(cx + length - 20, cy - high, cx + length, cy - high * 0.5, cx + length + 6, cy);
    if (!front) c.Line(cx + length, cy);
    c.Close(), c.Fill(c.At(0.92, body));
    c.Box(cx, cy - high * 0.3, length - (front ? 8 : 0), 11), c.FillPlain(c.palette().accent);
    for (int w = 0; w < 6; ++w) c.RoundBox(cx + 14 + w * 38, cy - high * 0.82, 27, 32, 6), c.FillPlain(c.mood().lamps() ? c.mood().window : Mix(c.mood().sky_low, c.palette().deep, 0.35));
    for (double wheel : {0.16, 0.30, 0.70, 0.84}) c.Circle(cx + length * wheel, cy + 5, 10), c.FillPlain({0.1, 0.1, 0.12});
    if (front) c.Glow(cx + length, cy - 22, c.mood().lamps() ? 190 : 60, c.mood().window, 0.8);
  }
  cairo_set_fill_rule(c.cr(), CAIRO_FILL_RULE_EVEN_ODD);
  c.Box(-20, deck, c.w() + 40, 520);
  double span = c.rng().In(190, 250), r = span * 0.40;
  for (double ax = -span * c.rng().Unit(); ax < c.w() + span; ax += span) {
    cairo_new_sub_path(c.cr());
    cairo_arc(c.cr(), ax, deck + 60 + r, r, M_PI, 2 * M_PI);
    c.Line(ax + r, 1030), c.Line(ax - r, 1030), c.Close();
  }
  c.Fill(stone);
  cairo_set_fill_rule(c.cr(), CAIRO_FILL_RULE_WINDING);
  c.Box(-20, deck - 4, c.w() + 40, 22), c.Fill(Darker(stone, 0.18));
  for (int course = 0; course < 6; ++course) c.Move(-10, deck + 34 + course * 12), c.Line(c.w() + 10, deck + 34 + course * 12), c.Stroke(Darker(stone, 0.3), 1.4, 0.25);
  auto near = Ridge(c, 930, 50, 0.2);
  FillRidge(c, near, c.At(0.92, Darker(land, 0.2)), c.At(1, Darker(land, 0.45)));
  for (int i = 0; i < 9; ++i) {
    double tx = c.w() * c.rng().Unit();
    DrawTree(c, AnyTree(c), tx, RidgeAt(c, near, tx) + 20, c.rng().In(110, 260), c.At(0.95, Mix(Hex("#4f7f4a"), c.palette().deep, 0.45)));
  }
  WeatherOver(c, 620);
}

// A classroom: blackboard, desks, children from behind.
void Classroom(Canvas& c) {
  Colour wall = Mix(c.palette().pale, Hex("#e8dcc2"), 0.4);
  if (c.mood().night()) c.ChooseMood(10);
  c.Box(-5, -5, c.w() + 10, 1010), c.FillDown(0, wall, 1000, Darker(wall, 0.22));
  double bx = c.w() * 0.26, bw = c.w() * 0.5;
  c.Box(bx, 110, bw, 330), c.Fill(Mix(Hex("#2f4a3f"), c.palette().deep, 0.35));
  c.Box(bx, 110, bw, 330), c.Stroke(Mix(Hex("#8a6242"), c.palette().deep, 0.2), 16);
  Colour chalk = Hex("#f1efe6");
  for (int line = 0; line < 4; ++line) {  // somebody's handwriting
    double x = bx + 50, y = 175 + line * 62;
    c.Move(x, y);
    double end = bx + bw * c.rng().In(0.45, 0.72);
    while (x < end) c.Curve(x + 5, y - c.rng().In(8, 26), x + 10, y + c.rng().In(0, 12), x + c.rng().In(14, 26), y), cairo_get_current_point(c.cr(), &x, &y), y = 175 + line * 62;
    c.Stroke(chalk, 4, 0.85);
  }
  c.Circle(bx + bw * 0.86, 230, 46), c.Stroke(chalk, 4, 0.9);
  c.Polygon({{bx + bw * 0.80, 400}, {bx + bw * 0.86, 310}, {bx + bw * 0.92, 400}}), c.Stroke(chalk, 4, 0.9);
  for (double wx : {c.w() * 0.03, c.w() * 0.84}) {
    cairo_save(c.cr());
    c.Box(wx, 90, c.w() * 0.13, 400), cairo_clip(c.cr());
    Sky(c, 470);
    FillRidge(c, Ridge(c, 470, 60, 0.3), c.At(0.4), c.At(0.5));
    cairo_restore(c.cr());
    c.Box(wx, 90, c.w() * 0.13, 400), c.Stroke({1, 1, 1}, 14), c.Move(wx + c.w() * 0.065, 90), c.Line(wx + c.w() * 0.065, 490), c.Stroke({1, 1, 1}, 8);
  }
  Person(c, bx + bw * c.rng().In(0.1, 0.9), 640, 400, c.palette().brand, c.rng().Next());
  c.Box(-5, 610, c.w() + 10, 400), c.FillDown(610, Mix(Hex("#b98d62"), c.palette().accent, 0.2), 1000, Mix(Hex("#6d4c33"), c.palette().deep, 0.3));
  for (int row = 0; row < 3; ++row) {
    double t = row / 2.0, size = 92 + 74 * t, y = 720 + 125 * t, step = size * 2.1;
    for (double x = step * (row % 2 ? 0.1 : 0.45); x < c.w() + step; x += step) {
      c.RoundBox(x - size * 0.9, y - size * 0.08, size * 1.8, size * 0.16, 6), c.Fill(Mix(Hex("#d9b88a"), c.palette().pale, 0.3));
      Colour coat = CoatColour(c, 1);
      if (c.rng().Chance(0.3)) {  // a raised hand
        c.Move(x + size * 0.3, y + size * 0.3), c.Line(x + size * 0.5, y - size * 0.72), c.Stroke(Darker(coat, 0.08), size * 0.15);
        c.Circle(x + size * 0.51, y - size * 0.8, size * 0.09), c.FillPlain(Hex("#c9956b"));
      }
      Back(c, x, y + size * 0.35, size, coat, c.rng().Next());
    }
  }
}

}  // namespace

void SceneRail(Canvas& c) {
  if (c.rng().Chance(0.45)) return Viaduct(c);
  double horizon = c.rng().In(480, 540);
  Sky(c, horizon);
  Colour land = Mix(Hex("#6d8053"), c.palette().deep, 0.4);
  FillRidge(c, Ridge(c, horizon, 80, 0.4), c.At(0.2, land), c.At(0.3, land));
  FillRidge(c, Ridge(c, horizon + 30, 40, 0.2), c.At(0.45, land), c.At(0.8, land));
  c.Box(-5, horizon + 60, c.w() + 10, 600), c.FillDown(horizon + 60, c.At(0.5, land), 1000, c.At(0.95, Darker(land, 0.3)));
  double vx = c.w() * c.rng().In(0.36, 0.64), vy = horizon + 46;
  auto track = [&](double foot, double gauge) {
    c.Polygon({{vx - 4, vy}, {vx + 4, vy}, {foot + gauge * 1.9, 1010}, {foot - gauge * 1.9, 1010}}), c.FillPlain(c.At(0.9, Mix(Hex("#8d857a"), c.palette().deep, 0.25)));
    for (int i = 0; i < 26; ++i) {
      double t = std::pow(static_cast<double>(i) / 26, 2.1), y = vy + (1010 - vy) * t, mid = vx + (foot - vx) * t, half = gauge * 1.45 * t + 1;
      c.Box(mid - half, y, half * 2, 2 + 15 * t), c.FillPlain(c.At(0.95, Mix(Hex("#54402f"), c.palette().deep, 0.4)), 0.9);
    }
    for (double side : {-1.0, 1.0}) c.Polygon({{vx - 0.6, vy}, {vx + 0.6, vy}, {foot + side * gauge + 6, 1010}, {foot + side * gauge - 6, 1010}}), c.FillPlain(Mix(c.mood().sky_low, Hex("#cfd4da"), 0.5));
  };
  double left = vx - c.w() * 0.30, right = vx + c.w() * 0.22;
  track(left, 105);
  track(right, 105);
  for (int i = 9; i >= 1; --i) {  // masts and wires
    double t = std::pow(i / 9.0, 2.2), y = vy + (1010 - vy) * t, h = 40 + 620 * t;
    for (double foot : {left - 330.0, right + 330.0}) {
      double x = vx + (foot - vx) * t;
      c.Box(x - 1 - 5 * t, y - h, 2 + 10 * t, h), c.FillPlain(c.At(0.3 + 0.6 * t, c.palette().deep));
      double arm = (foot < vx ? 1 : -1) * h * 0.32;
      c.Move(x, y - h * 0.9), c.Line(x + arm, y - h * 0.84), c.Stroke(c.At(0.3 + 0.6 * t, c.palette().deep), 1.5 + 5 * t);
    }
  }
  for (double foot : {left, right}) c.Move(vx, vy - 30), c.Line(foot, 1010 - 560), c.Stroke(c.palette().deep, 2, 0.6);
  // The train comes towards us on one of them.
  double t = c.rng().In(0.30, 0.5), foot = c.rng().Chance(0.5) ? left : right;
  double x = vx + (foot - vx) * t, y = vy + (1010 - vy) * t, wide = 105 * t * 2.9, high = wide * 1.28, back = 0.42;
  double bx = vx + (foot - vx) * t * back, by = vy + (y - vy) * back, bw = wide * back;
  Colour body = c.palette().brand;
  double far_side = foot < vx ? 1 : -1;
  c.Polygon({{x + far_side * wide / 2, y}, {bx + far_side * bw / 2, by}, {bx + far_side * bw / 2, by - high * back}, {x + far_side * wide / 2, y - high * 0.92}}), c.Fill(c.At(0.75, Darker(body, 0.25)));
  for (int i = 0; i < 6; ++i) {
    double a = 0.06 + i * 0.155, b = a + 0.10;
    auto px = [&](double k) { return x + far_side * wide / 2 + (bx + far_side * bw / 2 - x - far_side * wide / 2) * k; };
    auto py = [&](double k, double level) { return (y - high * level) + ((by - high * back * level) - (y - high * level)) * k; };
    c.Polygon({{px(a), py(a, 0.48)}, {px(b), py(b, 0.48)}, {px(b), py(b, 0.74)}, {px(a), py(a, 0.74)}}), c.FillPlain(c.mood().lamps() ? c.mood().window : Mix(c.mood().sky_low, c.palette().deep, 0.3));
  }
  c.RoundBox(x - wide / 2, y - high, wide, high, wide * 0.2), c.Fill(c.At(0.95, body));
  c.RoundBox(x - wide * 0.4, y - high * 0.86, wide * 0.8, high * 0.34, wide * 0.1), c.FillPlain(Mix(Darker(c.palette().deep, 0.3), c.mood().sky_low, 0.25));
  c.Box(x - wide / 2, y - high * 0.40, wide, high * 0.09), c.FillPlain(c.palette().accent);
  for (double side : {-0.32, 0.32}) {
    c.Circle(x + wide * side, y - high * 0.2, wide * 0.07), c.FillPlain({1, 1, 0.9});
    c.Glow(x + wide * side, y - high * 0.2, wide * (c.mood().lamps() ? 1.3 : 0.5), c.mood().window, 0.8);
  }
  c.Box(x - wide * 0.46, y - high * 0.06, wide * 0.92, high * 0.06), c.FillPlain({0.08, 0.08, 0.1});
  WeatherOver(c, horizon);
}

void SceneFactory(Canvas& c) {
  Sky(c, 640);
  TowerRow(c, 720, 60, 150, 0.2, 80, 160);
  FillRidge(c, Ridge(c, 730, 30, 0.2), c.At(0.3), c.At(0.4));
  const Mood& m = c.mood();
  int chimneys = c.rng().Int(2, 4);
  for (int i = 0; i < chimneys; ++i) {
    double x = c.w() * c.rng().In(0.1, 0.9), top = c.rng().In(220, 340);
    Colour brick = c.At(0.6, Mix(Hex("#a4634d"), c.palette().deep, 0.35));
    c.Polygon({{x - 32, 800}, {x - 20, top}, {x + 20, top}, {x + 32, 800}}), c.Fill(brick);
    c.Box(x - 24, top - 10, 48, 22), c.Fill(Darker(brick, 0.2));
    for (int band = 0; band < 2; ++band) c.Box(x - 22 - band, top + 40 + band * 44, 44 + band * 2, 20), c.FillPlain(c.palette().accent, 0.85);
    double drift = c.rng().In(30, 60) * (m.sun_x < c.w() / 2 ? 1 : -1);
    for (int puff = 11; puff >= 0; --puff) c.Circle(x + drift * puff * 0.8, top - 26 - puff * 17, 18 + puff * 7.5), c.FillPlain(Mix(Lighter(m.haze, 0.45), c.palette().deep, 0.1), 0.42 - puff * 0.028);
  }
  double y = 850, x = -20;
  Colour wall = c.At(0.82, Mix(Mix(Hex("#8c6a5a"), c.palette().brand, 0.3), c.palette().deep, 0.3));
  int teeth = c.rng().Int(5, 7);
  double tooth = (c.w() + 40) / teeth;
  for (int i = 0; i < teeth; ++i) {  // the saw-tooth roof
    c.Polygon({{x, y - 210}, {x, y - 330}, {x + tooth, y - 210}}), c.Fill(Darker(wall, 0.15));
    c.Polygon({{x + 6, y - 222}, {x + 6, y - 312}, {x + 44, y - 286}, {x + 44, y - 222}}), c.FillPlain(m.lamps() ? m.window : Mix(m.sky_low, {1, 1, 1}, 0.3), 0.9);
    x += tooth;
  }
  c.Box(-20, y - 212, c.w() + 40, 220), c.Fill(wall);
  for (double wx = 30; wx < c.w() - 60; wx += 118) {
    c.Box(wx, y - 176, 82, 96), c.FillPlain(m.lamps() && c.rng().Chance(0.7) ? m.window : Mix(Darker(wall, 0.4), m.sky_top, 0.3));
    for (int bar = 1; bar < 4; ++bar) c.Box(wx + bar * 20.5, y - 176, 2.5, 96), c.Box(wx, y - 176 + bar * 24, 82, 2.5), c.FillPlain(wall);
  }
  Pavement(c, y);
  for (int i = 0; i < 3; ++i) {  // tanks
    double tx = c.w() * c.rng().In(0.05, 0.9);
    c.RoundBox(tx, y - 110, 120, 140, 16), c.Fill(c.At(0.92, Mix(c.palette().pale, Hex("#b8bec4"), 0.5)));
    c.Oval(tx + 60, y - 108, 60, 15), c.Fill(c.At(0.92, Lighter(c.palette().pale, 0.2)));
    c.RoundBox(tx + 92, y - 100, 18, 120, 9), c.FillPlain(c.palette().deep, 0.2);
  }
  for (int i = 0; i < c.rng().Int(3, 6); ++i) Person(c, c.w() * c.rng().Unit(), y + c.rng().In(60, 130), 150, CoatColour(c, 1), c.rng().Next());
  WeatherOver(c, 640);
}

void SceneCourt(Canvas& c) {
  Sky(c, 700);
  TowerRow(c, 800, 120, 320, 0.24, 90, 170);
  Pavement(c, 790);
  double mid = c.w() / 2 + c.rng().In(-60, 60), half = c.rng().In(430, 540), base = 800, top = c.rng().In(330, 400);
  Colour stone = c.At(0.8, c.mood().night() ? Darker(Mix(Hex("#cfc4b2"), c.palette().pale, 0.4), 0.45) : Mix(Hex("#e0d6c4"), c.palette().pale, 0.4));
  Colour shade = Mix(Darker(stone, 0.35), c.palette().deep, 0.2);
  if (c.rng().Chance(0.5)) {  // a dome behind
    c.Box(mid - 150, top - 150, 300, 120), c.Fill(stone);
    cairo_arc(c.cr(), mid, top - 148, 140, M_PI, 2 * M_PI), c.Close(), c.Fill(Mix(c.palette().brand, stone, 0.35));
    c.Box(mid - 5, top - 350, 10, 66), c.FillPlain(shade);
    c.Polygon({{mid + 5, top - 350}, {mid + 74, top - 332}, {mid + 5, top - 314}}), c.FillPlain(c.palette().accent);
  }
  c.Box(mid - half, top, half * 2, base - top), c.Fill(shade);
  c.Polygon({{mid - half - 30, top}, {mid, top - 150}, {mid + half + 30, top}}), c.Fill(stone);
  c.Polygon({{mid - half + 60, top - 16}, {mid, top - 122}, {mid + half - 60, top - 16}}), c.FillPlain(Darker(stone, 0.14));
  // Scales in the pediment.
  c.Box(mid - 3, top - 92, 6, 66), c.Box(mid - 52, top - 84, 104, 5), c.FillPlain(shade);
  for (double side : {-48.0, 48.0}) c.Move(mid + side, top - 82), c.Line(mid + side - 15, top - 50), c.Line(mid + side + 15, top - 50), c.Close(), c.Stroke(shade, 3), cairo_arc(c.cr(), mid + side, top - 50, 17, 0, M_PI), c.FillPlain(shade);
  c.Box(mid - half - 30, top, half * 2 + 60, 34), c.Fill(Lighter(stone, 0.1));
  for (double wx = mid - half + 60; wx < mid + half - 80; wx += 118) c.Box(wx, top + 120, 52, 190), c.FillPlain(c.mood().lamps() ? c.mood().window : Darker(shade, 0.35));
  int columns = c.rng().Int(6, 8);
  for (int i = 0; i < columns; ++i) {
    double x = mid - half + 40 + (half * 2 - 80) * i / (columns - 1);
    c.Box(x - 27, top + 64, 54, base - top - 90);
    c.Fill(stone);
    bool light_left = c.mood().sun_x < x;
    c.Box(light_left ? x + 8 : x - 27, top + 64, 19, base - top - 90), c.FillPlain(shade, 0.55);
    for (int flute = -1; flute <= 1; ++flute) c.Box(x + flute * 13 - 1, top + 70, 2.4, base - top - 104), c.FillPlain(shade, 0.4);
    c.Box(x - 36, top + 40, 72, 26), c.Box(x - 36, base - 30, 72, 26), c.Fill(Lighter(stone, 0.12));
  }
  for (int step = 0; step < 7; ++step) c.Box(mid - half - 40 - step * 36, base - 4 + step * 26, (half + 40 + step * 36) * 2, 28), c.Fill(step % 2 ? stone : Darker(stone, 0.08));
  int people = c.rng().Int(4, 9);
  for (int i = 0; i < people; ++i) {
    double y = base + 30 + i * 150.0 / people;
    Person(c, mid + c.rng().In(-0.9, 0.9) * half, y, 120 + i * 5, CoatColour(c, 0.97), c.rng().Next());
  }
  WeatherOver(c, 700);
}

void SceneHospital(Canvas& c) {
  Sky(c, 640);
  TowerRow(c, 800, 100, 260, 0.22, 80, 150);
  c.Box(-5, 780, c.w() + 10, 80), c.FillPlain(c.At(0.45, Mix(Hex("#5f7a52"), c.palette().deep, 0.3)));
  double x = c.w() * c.rng().In(0.1, 0.22), width = c.w() * c.rng().In(0.5, 0.62), base = 830, height = c.rng().In(420, 520);
  Colour wall = c.At(0.8, c.mood().night() ? Darker(Mix(c.palette().pale, Hex("#c8d4d8"), 0.5), 0.42) : Mix(c.palette().pale, {1, 1, 1}, 0.35));
  c.Box(x + width - 30, base - height * 0.6, width * 0.42, height * 0.6), c.Fill(Darker(wall, 0.1));
  c.Box(x, base - height, width, height), c.Fill(wall);
  int columns = static_cast<int>(width / 74), rows = static_cast<int>((height - 150) / 62);
  for (int row = 0; row < rows; ++row) {
    c.Box(x, base - height + 30 + row * 62, width, 40), c.FillPlain(Darker(wall, 0.12), 0.5);
    for (int i = 0; i < columns; ++i) {
      bool on = c.rng().Chance(c.mood().lamps() ? 0.6 : 0.1);
      c.Box(x + 14 + i * (width - 20) / columns, base - height + 32 + row * 62, (width - 20) / columns - 14, 36);
      c.FillPlain(on ? Mix(c.mood().window, {1, 1, 1}, c.rng().In(0, 0.4)) : Mix(c.palette().brand, c.mood().sky_low, 0.45));
    }
  }
  double sign = x + width * c.rng().In(0.3, 0.7);
  c.RoundBox(sign - 66, base - height - 92, 132, 132, 14), c.Fill(c.palette().accent);
  c.Box(sign - 15, base - height - 72, 30, 92), c.Box(sign - 46, base - height - 41, 92, 30), c.FillPlain({1, 1, 1});
  if (c.mood().lamps()) c.Glow(sign, base - height - 26, 210, c.palette().accent, 0.55);
  c.RoundBox(x + width * 0.3, base - 132, width * 0.34, 20, 8), c.Fill(c.palette().brand);
  c.Box(x + width * 0.33, base - 112, width * 0.28, 112), c.FillPlain(c.mood().lamps() ? Lighter(c.mood().window, 0.3) : Mix(c.mood().sky_low, c.palette().deep, 0.25));
  Pavement(c, base);
  double ax = c.w() * c.rng().In(0.55, 0.75), ay = 968, s = 1.15;  // the ambulance
  c.RoundBox(ax - 150 * s, ay - 172 * s, 216 * s, 150 * s, 14), c.Fill(Mix({1, 1, 1}, c.mood().haze, c.mood().night() ? 0.4 : 0.12));
  c.Polygon({{ax + 60 * s, ay - 150 * s}, {ax + 112 * s, ay - 150 * s}, {ax + 160 * s, ay - 88 * s}, {ax + 164 * s, ay - 22 * s}, {ax + 60 * s, ay - 22 * s}}), c.Fill(Mix({1, 1, 1}, c.mood().haze, c.mood().night() ? 0.4 : 0.12));
  c.Polygon({{ax + 72 * s, ay - 138 * s}, {ax + 106 * s, ay - 138 * s}, {ax + 144 * s, ay - 88 * s}, {ax + 72 * s, ay - 88 * s}}), c.FillPlain(Mix(c.palette().deep, c.mood().sky_low, 0.35));
  c.Box(ax - 150 * s, ay - 74 * s, 314 * s, 20 * s), c.FillPlain(c.palette().accent);
  c.Box(ax - 62 * s, ay - 156 * s, 18 * s, 56 * s), c.Box(ax - 81 * s, ay - 137 * s, 56 * s, 18 * s), c.FillPlain(c.palette().accent);
  c.RoundBox(ax + 20 * s, ay - 186 * s, 44 * s, 15 * s, 6), c.FillPlain(c.palette().brand);
  c.Glow(ax + 42 * s, ay - 180 * s, 130, c.palette().brand, 0.8);
  for (double wheel : {-96.0, 100.0}) c.Circle(ax + wheel * s, ay - 22 * s, 30 * s), c.FillPlain({0.08, 0.08, 0.1}), c.Circle(ax + wheel * s, ay - 22 * s, 13 * s), c.FillPlain({0.7, 0.7, 0.72});
  for (int i = 0; i < 3; ++i) Person(c, c.w() * c.rng().In(0.1, 0.5), base + c.rng().In(30, 110), 150, i ? CoatColour(c, 1) : Mix({1, 1, 1}, c.palette().brand, 0.3), c.rng().Next());
  DrawTree(c, Tree::kRound, c.w() * 0.05, base + 20, 290, c.At(0.9, Mix(Hex("#4f7f4a"), c.palette().deep, 0.4)));
  WeatherOver(c, 640);
}

void SceneSchool(Canvas& c) {
  if (c.rng().Chance(0.4)) return Classroom(c);
  Sky(c, 640);
  FillRidge(c, Ridge(c, 700, 70, 0.3), c.At(0.2, Hex("#5f7f55")), c.At(0.35, Hex("#5f7f55")));
  double mid = c.w() * c.rng().In(0.4, 0.6), base = 800, half = c.rng().In(380, 460);
  Colour wall = c.At(0.82, c.mood().night() ? Darker(Wall(c), 0.5) : Mix(Wall(c), Hex("#c47a55"), 0.3)), roof = c.At(0.88, Mix(c.palette().deep, Hex("#5c4a45"), 0.4));
  c.Box(mid - half, base - 230, half * 2, 230), c.Fill(wall);
  c.Polygon({{mid - half - 26, base - 226}, {mid - half + 60, base - 330}, {mid + half - 60, base - 330}, {mid + half + 26, base - 226}}), c.Fill(roof);
  c.Box(mid - 90, base - 420, 180, 420), c.Fill(Lighter(wall, 0.08));
  c.Polygon({{mid - 110, base - 416}, {mid, base - 520}, {mid + 110, base - 416}}), c.Fill(roof);
  c.Circle(mid, base - 370, 38), c.Fill(c.palette().paper);
  c.Move(mid, base - 370), c.Line(mid, base - 396), c.Move(mid, base - 370), c.Line(mid + 17, base - 362), c.Stroke(c.palette().deep, 4);
  c.Box(mid - 34, base - 130, 68, 130), c.Fill(c.palette().brand);
  Colour pane = c.mood().lamps() ? c.mood().window : Mix(c.mood().sky_top, {1, 1, 1}, 0.4);
  for (int side : {-1, 1}) {
    for (int i = 0; i < 3; ++i) {
      double wx = mid + side * (140 + i * (half - 150) / 3) - 32;
      c.RoundBox(wx - 5, base - 191, 74, 122, 4), c.FillPlain(Lighter(wall, 0.4));
      c.Box(wx, base - 186, 64, 112), c.FillPlain(pane);
      c.Box(wx + 30, base - 186, 4, 112), c.Box(wx, base - 132, 64, 4), c.FillPlain(Lighter(wall, 0.4));
    }
  }
  Colour yard = c.At(0.9, Mix(Hex("#c7b795"), c.palette().pale, 0.4));
  c.Box(-5, base, c.w() + 10, 210), c.FillDown(base, c.mood().night() ? Darker(yard, 0.45) : yard, 1000, c.mood().night() ? Darker(yard, 0.6) : Darker(yard, 0.2));
  for (int i = 0; i < 8; ++i) {  // hopscotch
    double hx = c.w() * 0.62 + i * 46, hy = 930 - (i % 3 == 2 ? 12 : 0);
    c.Box(hx, hy, 42, 30), c.Stroke({1, 1, 1}, 3, 0.8);
  }
  for (double tx : {0.06, 0.93}) DrawTree(c, Tree::kRound, c.w() * tx, base + 30, c.rng().In(330, 430), c.At(0.92, Mix(Hex("#5f8a4a"), c.palette().brand, 0.35)));
  int children = c.rng().Int(9, 16);
  std::vector<std::pair<double, double>> feet;
  for (int i = 0; i < children; ++i) feet.push_back({base + c.rng().In(30, 180), c.w() * c.rng().In(0.08, 0.92)});
  std::sort(feet.begin(), feet.end());
  for (auto [y, x] : feet) {
    Person(c, x, y, 84 + (y - base) * 0.22, CoatColour(c, 1), c.rng().Next());
    if (c.rng().Chance(0.5)) c.RoundBox(x - 12, y - 66, 20, 26, 6), c.FillPlain(c.palette().accent);
  }
  c.Circle(c.w() * c.rng().In(0.2, 0.8), 950, 12), c.Fill(c.palette().accent);
  WeatherOver(c, 640);
}

}  // namespace newsstand::press
