#include <algorithm>
#include <cmath>

#include "press/picture/scenery.h"
#include "press/picture/scenes.h"

namespace newsstand::press {

void SceneCoast(Canvas& c) {
  double horizon = c.rng().In(430, 520);
  Sky(c, horizon);
  Water(c, horizon, 1000, 0.55);
  for (int i = 0; i < c.rng().Int(1, 3); ++i)
    Boat(c, c.w() * c.rng().In(0.1, 0.9), horizon + c.rng().In(14, 60), c.rng().In(34, 64), c.At(0.5, c.palette().deep),
         true);
  bool left = c.rng().Chance(0.5);
  auto fx = [&](double x) { return left ? x : c.w() - x; };
  Colour rock = Mix(c.mood().near, Hex("#7c6a58"), 0.45), grass = Green(c, 0.35);
  for (int i = 0; i < 3; ++i) {  // headlands, the nearest last
    double t = i / 2.0, top = horizon - 60 - 70 * t + c.rng().In(-30, 30), reach = c.w() * (0.66 - 0.13 * i),
           foot = horizon + 30 + 190 * t;
    c.Move(fx(-20), top);
    c.Curve(fx(reach * 0.4), top - 36, fx(reach * 0.62), top + 6, fx(reach * 0.72), top + 30);
    c.Line(fx(reach * 0.78), top + 90)
        .Line(fx(reach * 0.84), top + 110)
        .Line(fx(reach * 0.88), foot - 34)
        .Line(fx(reach), foot)
        .Line(fx(-20), foot + 24);
    c.Close();
    c.Fill(c.At(0.35 + 0.5 * t, rock));
    c.Move(fx(-20), top);
    c.Curve(fx(reach * 0.4), top - 36, fx(reach * 0.62), top + 6, fx(reach * 0.72), top + 30);
    c.Curve(fx(reach * 0.5), top + 50, fx(reach * 0.3), top + 26, fx(-20), top + 60);
    c.Close();
    c.FillPlain(c.At(0.4 + 0.5 * t, grass));
    for (int k = 0; k < 9; ++k) {  // strata
      double sx = reach * c.rng().In(0.1, 0.8);
      c.Move(fx(sx), top + 70 + k * 14)
          .Line(fx(sx + c.rng().In(20, 70)), top + 74 + k * 15)
          .Stroke(Darker(rock, 0.35), 3, 0.3);
    }
    c.RoundBox(left ? -20 : c.w() - reach, foot - 8, reach + 20, 12, 6).FillPlain({1, 1, 1}, 0.5);
    if (i == 1 && c.rng().Chance(0.75)) {  // a lighthouse
      double x = fx(reach * 0.52), y = top + 8;
      c.Polygon({{x - 22, y}, {x - 15, y - 150}, {x + 15, y - 150}, {x + 22, y}})
          .Fill(Mix(c.palette().paper, c.mood().haze, 0.25));
      for (int band = 0; band < 2; ++band)
        c.Polygon({{x - 20 + band * 3, y - 30 - band * 60},
                   {x - 18.5 + band * 3, y - 62 - band * 60},
                   {x + 18.5 - band * 3, y - 62 - band * 60},
                   {x + 20 - band * 3, y - 30 - band * 60}})
            .FillPlain(c.palette().accent);
      c.Box(x - 13, y - 176, 26, 26)
          .Fill(c.mood().lamps() ? c.mood().window : Mix(c.palette().deep, c.mood().sky_top, 0.4));
      c.Polygon({{x - 18, y - 176}, {x, y - 200}, {x + 18, y - 176}}).Fill(c.palette().deep);
      if (c.mood().lamps()) {
        c.Glow(x, y - 163, 210, c.mood().window, 0.8);
        c.Polygon({{x, y - 168}, {fx(c.w() * 0.98), y - 260}, {fx(c.w() * 0.98), y - 120}, {x, y - 158}})
            .FillPlain(c.mood().window, 0.16);
      }
    }
  }
  auto beach = Ridge(c, 960, 26, 0.1);
  for (size_t i = 0; i < beach.size(); ++i) beach[i] += (left ? -1 : 1) * (static_cast<double>(i) - 64) * -1.3;
  Colour sand = Mix(Hex("#e6cfa2"), c.palette().pale, 0.35);
  for (double shift : {-30.0, -14.0}) {
    auto foam = beach;
    for (double& y : foam) y += shift;
    FillRidge(c, foam, {1, 1, 1}, {1, 1, 1});
    foam = beach;
    for (double& y : foam) y += shift + 8;
    FillRidge(c, foam, Mix(c.mood().sky_top, sand, 0.5), Mix(c.mood().sky_top, sand, 0.6));
  }
  FillRidge(c, beach, c.At(0.9, sand), c.At(0.95, Darker(sand, 0.25)));
  if (c.rng().Chance(0.6)) Person(c, c.w() * c.rng().In(0.35, 0.65), 985, 120, CoatColour(c, 1), c.rng().Next());
  Gulls(c, horizon - 120, c.rng().Int(4, 11));
  WeatherOver(c, horizon);
}

void SceneSea(Canvas& c) {
  double horizon = c.rng().In(400, 480);
  Sky(c, horizon);
  Water(c, horizon, 1000, 0.4);
  const Mood& m = c.mood();
  bool big = c.rng().Chance(0.6);
  int ship_row = c.rng().Int(1, 3);
  Colour deep = Mix(m.sky_top, c.palette().deep, 0.7);
  for (int row = 0; row < 7; ++row) {
    double t = row / 6.0, y = horizon + 50 + (960 - horizon) * t * t * 0.9 + 30 * t, size = 20 + 64 * t;
    if (row == ship_row) {
      double x = c.w() * c.rng().In(0.3, 0.7);
      if (big) {
        double s = 190 + 60 * t;
        Colour hull = c.At(0.8, c.palette().deep);
        c.Polygon({{x - s * 1.25, y - s * 0.26},
                   {x + s * 1.35, y - s * 0.32},
                   {x + s * 1.12, y + s * 0.16},
                   {x - s * 1.15, y + s * 0.16}})
            .Fill(hull);
        c.Polygon({{x - s * 1.21, y - s * 0.02},
                   {x + s * 1.2, y - s * 0.06},
                   {x + s * 1.12, y + s * 0.16},
                   {x - s * 1.15, y + s * 0.16}})
            .FillPlain(c.palette().accent, 0.9);
        for (int deck = 0; deck < 3; ++deck) {
          c.RoundBox(x - s * (0.95 - deck * 0.12), y - s * (0.42 + deck * 0.17), s * (1.5 - deck * 0.3), s * 0.18, 6)
              .Fill(Mix(c.palette().paper, m.haze, 0.25 + deck * 0.06));
          for (int win = 0; win < 12 - deck * 3; ++win)
            c.Box(x - s * (0.88 - deck * 0.12) + win * s * 0.115, y - s * (0.37 + deck * 0.17), s * 0.06, s * 0.06)
                .FillPlain(m.lamps() ? m.window : deep);
        }
        c.Polygon({{x - s * 0.5, y - s * 0.74},
                   {x - s * 0.44, y - s * 1.05},
                   {x - s * 0.2, y - s * 1.05},
                   {x - s * 0.22, y - s * 0.74}})
            .Fill(c.palette().accent);
        for (int puff = 0; puff < 7; ++puff)
          c.Circle(x - s * (0.36 + puff * 0.17), y - s * (1.12 + puff * 0.075), s * (0.06 + puff * 0.026))
              .FillPlain(Mix(m.haze, c.palette().deep, 0.2), 0.4 - puff * 0.045);
      } else {
        Boat(c, x, y, 170, c.At(0.9, c.palette().deep), c.rng().Chance(0.7));
      }
    }
    // A row of crests, each a curl of lighter water.
    double shift = c.rng().In(0, 200);
    Colour body = Mix(Mix(m.sky_low, c.palette().brand, 0.45), deep, 0.25 + 0.65 * t);
    c.Move(-20, 1010);
    c.Line(-20, y);
    for (double x = -shift; x < c.w() + 220; x += size * 4.4) {
      double rise = size * c.rng().In(0.55, 1);
      c.Curve(x + size * 1.1, y, x + size * 1.7, y - rise, x + size * 2.4, y - rise);
      c.Curve(x + size * 2.5, y - rise * 0.3, x + size * 3.3, y, x + size * 4.4, y);
    }
    c.Line(c.w() + 20, 1010);
    c.Close();
    c.FillDown(y - size, Mix(body, m.light, 0.18), y + size * 2.4, body);
    for (int i = 0; i < 14; ++i) {
      double x = c.w() * c.rng().Unit(), l = size * c.rng().In(0.6, 1.8);
      c.Move(x, y + size * c.rng().In(0.1, 0.7))
          .Curve(x + l * 0.3, y - 4, x + l * 0.7, y + 8, x + l, y + size * 0.3)
          .Stroke({1, 1, 1}, 1.5 + 2.5 * t, 0.32);
    }
  }
  Gulls(c, horizon - 150, c.rng().Int(2, 9));
  WeatherOver(c, horizon);
}

namespace {

// A small harbour: painted houses along the quay, boats in front of them.
void FishingHarbour(Canvas& c) {
  Sky(c, 560);
  for (int i = 0; i < 2; ++i)
    FillRidge(c, Ridge(c, 520 + i * 60, 190 - 60 * i, 0.5), c.At(0.25 + i * 0.2, Green(c, 0.3)),
              c.At(0.4 + i * 0.2, Green(c, 0.5)));
  static const char* kPaint[] = {"#c9553f", "#e0b04c", "#5f8fa8", "#e8e0d0", "#7a9b6a", "#b9768a", "#d98f5c"};
  for (int row = 0; row < 2; ++row) {
    double x = -30, y = 560 + row * 80;
    while (x < c.w()) {
      double width = c.rng().In(90, 160), height = c.rng().In(90, 170);
      Colour wall = Mix(Hex(kPaint[c.rng().Index(7)]), c.rng().Chance(0.4) ? c.palette().brand : c.palette().pale, 0.3);
      Cottage(c, x, y, width, height, c.At(0.6 + row * 0.22, wall),
              c.At(0.7 + row * 0.2, Mix(Hex("#7a4a3c"), c.palette().deep, 0.4)));
      x += width + c.rng().In(2, 24);
    }
  }
  c.Box(-5, 640, c.w() + 10, 50).Fill(c.At(0.85, Mix(Hex("#9a938a"), c.palette().deep, 0.25)));
  for (double x = 20; x < c.w(); x += 130) c.Box(x, 650, 12, 70).FillPlain(Darker(c.palette().deep, 0.2));
  Water(c, 690, 1000, 0.9);
  int boats = c.rng().Int(4, 7);
  for (int i = 0; i < boats; ++i) {
    double y = 735 + 190.0 * i / boats, x = c.w() * c.rng().In(0.04, 0.96), s = 120 + 120.0 * i / boats;
    Boat(c, x, y, s, c.At(0.95, i % 2 ? c.palette().deep : Mix(Hex(kPaint[c.rng().Index(7)]), c.palette().brand, 0.4)),
         c.rng().Chance(0.25));
  }
  for (int i = 0; i < 4; ++i) Person(c, c.w() * c.rng().Unit(), 655, 92, CoatColour(c, 0.9), c.rng().Next());
  Gulls(c, 300, c.rng().Int(5, 12));
  WeatherOver(c, 600);
}

}  // namespace

void SceneHarbour(Canvas& c) {
  if (c.rng().Chance(0.45)) return FishingHarbour(c);
  double quay = c.rng().In(640, 690);
  Sky(c, 560);
  Hills(c, 560, 590, 2, 60, 0.3, Green(c, 0.3));
  Water(c, 596, 1000, 0.8);
  const Mood& m = c.mood();
  c.Box(-5, quay - 46, c.w() + 10, 50).Fill(c.At(0.55, Mix(c.palette().deep, Hex("#888888"), 0.4)));
  static const char* kBoxes[] = {"#b5473c", "#2f6f8f", "#d59b3a", "#4f7f5a", "#8a5a8f", "#c9ccd0"};
  for (double x = -30; x < c.w(); x += 86) {  // containers in stacks
    int stack = c.rng().Int(0, 4);
    for (int i = 0; i < stack; ++i) {
      Colour own = Mix(Hex(kBoxes[c.rng().Index(6)]), c.palette().brand, 0.3);
      c.Box(x, quay - 46 - (i + 1) * 40, 84, 39).Fill(c.At(0.62, own));
      for (int rib = 1; rib < 7; ++rib)
        c.Box(x + rib * 12, quay - 44 - (i + 1) * 40, 2.4, 35).FillPlain(Darker(own, 0.3), 0.35);
    }
  }
  int cranes = c.rng().Int(2, 4);
  for (int i = 0; i < cranes; ++i) {  // gantry cranes
    double x = c.w() * (i + 0.5) / cranes + c.rng().In(-60, 60), top = quay - c.rng().In(360, 450), s = 1;
    Colour steel = c.At(0.72, i % 2 ? c.palette().accent : c.palette().brand);
    for (double leg : {-52.0, 52.0})
      c.Polygon({{x + leg - 7, quay - 30},
                 {x + leg * 0.72 - 6, top + 40},
                 {x + leg * 0.72 + 6, top + 40},
                 {x + leg + 7, quay - 30}})
          .Fill(steel);
    for (double y : {quay - 150.0, quay - 260.0}) c.Box(x - 50, y, 100, 9).FillPlain(steel);
    c.Box(x - 250 * s, top + 30, 420 * s, 15).Fill(steel);
    c.Polygon({{x - 10, top + 30}, {x, top - 62}, {x + 10, top + 30}}).Fill(steel);
    for (double end : {-244.0, 160.0}) c.Move(x, top - 56).Line(x + end, top + 32).Stroke(steel, 3);
    double hook = x - c.rng().In(110, 210), drop = c.rng().In(70, 170);
    c.Move(hook, top + 45).Line(hook, top + 45 + drop).Stroke(c.palette().deep, 2);
    c.Box(hook - 34, top + 45 + drop, 68, 32).Fill(c.At(0.75, Hex(kBoxes[c.rng().Index(6)])));
    c.Box(x - 40, top + 46, 34, 26).Fill(m.lamps() ? m.window : c.palette().pale);
  }
  c.Box(-5, quay, c.w() + 10, 16).FillPlain(Darker(c.palette().deep, 0.3), 0.8);
  double x = c.w() * c.rng().In(0.3, 0.6), y = 830;  // a ship alongside
  Colour hull = c.At(0.95, c.palette().deep);
  Reflection(c, x - 380, y + 80, 800, 110, hull, 0.2);
  c.Polygon({{x - 440, y - 96}, {x + 500, y - 120}, {x + 430, y + 78}, {x - 400, y + 78}}).Fill(hull);
  c.Polygon({{x - 415, y + 20}, {x + 452, y + 12}, {x + 430, y + 78}, {x - 400, y + 78}}).FillPlain(c.palette().accent);
  c.RoundBox(x - 400, y - 250, 150, 156, 8).Fill(Mix(c.palette().paper, m.haze, 0.15));
  for (int row = 0; row < 3; ++row)
    for (int i = 0; i < 5; ++i)
      c.Box(x - 388 + i * 27, y - 236 + row * 44, 17, 19)
          .FillPlain(m.lamps() ? m.window : Mix(c.palette().deep, m.sky_top, 0.5));
  c.Box(x - 360, y - 300, 38, 52).Fill(c.palette().accent);
  for (int i = 0; i < 7; ++i) {
    int stack = c.rng().Int(1, 3);
    for (int k = 0; k < stack; ++k)
      c.Box(x - 230 + i * 92, y - 100 - (k + 1) * 38 - i * 2, 88, 37)
          .Fill(c.At(0.92, Mix(Hex(kBoxes[c.rng().Index(6)]), c.palette().brand, 0.25)));
  }
  Gulls(c, 330, c.rng().Int(3, 8));
  WeatherOver(c, 600);
}

}  // namespace newsstand::press
