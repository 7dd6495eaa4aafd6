#include <algorithm>
#include <cmath>

#include "press/picture/scenery.h"
#include "press/picture/scenes.h"

namespace newsstand::press {
namespace {

void Planet(Canvas& c, double x, double y, double r) {
  Colour body = c.rng().Chance(0.5) ? c.palette().brand : c.palette().accent;
  c.Save();
  c.Circle(x, y, r).Clip();
  c.Box(x - r, y - r, 2 * r, 2 * r).FillPlain(body);
  for (int i = 0; i < 12; ++i) {
    double by = y - r + 2 * r * i / 12, wave = r * 0.08;
    c.Move(x - r, by)
        .Curve(x - r * 0.3, by - wave, x + r * 0.3, by + wave, x + r, by)
        .Line(x + r, by + r * c.rng().In(0.05, 0.12))
        .Curve(x + r * 0.3, by + wave * 2, x - r * 0.3, by, x - r, by + r * 0.08)
        .Close();
    c.FillPlain(c.rng().Chance(0.5) ? Lighter(body, 0.3) : Darker(body, 0.3), 0.4);
  }
  // The night side: all that a circle of the same size, moved towards the sun, does not cover.
  cairo_set_fill_rule(c.cr(), CAIRO_FILL_RULE_EVEN_ODD);
  for (double step : {0.30, 0.42, 0.54}) {
    c.Box(x - 3 * r, y - 3 * r, 6 * r, 6 * r);
    c.Circle(x - r * step, y - r * step * 0.7, r * 1.06);
    c.FillPlain({0.01, 0.01, 0.05}, 0.34);
  }
  cairo_set_fill_rule(c.cr(), CAIRO_FILL_RULE_WINDING);
  c.Restore();
  c.Glow(x - r * 0.5, y - r * 0.5, r * 1.2, {1, 1, 1}, 0.25);
}

void MilkyWay(Canvas& c) {
  double tilt = c.rng().In(-0.5, 0.5);
  for (int i = 0; i < 26; ++i) {
    double u = c.rng().Unit(), x = c.w() * u, y = 330 + (u - 0.5) * c.w() * tilt + c.rng().In(-60, 60);
    c.Glow(x, y, c.rng().In(90, 200), i % 3 ? Lighter(c.palette().brand, 0.4) : c.palette().accent, 0.13);
  }
  for (int i = 0; i < 420; ++i) {
    double u = c.rng().Unit(), x = c.w() * u, spread = c.rng().In(-1, 1) * c.rng().Unit();
    c.Circle(x, 330 + (u - 0.5) * c.w() * tilt + spread * 170, c.rng().In(0.7, 1.9))
        .FillPlain({1, 1, 1}, c.rng().In(0.3, 0.9));
  }
}

}  // namespace

namespace {

void PlanetsAndProbe(Canvas& c) {
  double r = c.rng().In(230, 420), x = c.w() * c.rng().In(0.25, 0.75), y = c.rng().In(480, 760);
  bool ring = c.rng().Chance(0.6);
  Colour dust = Mix(c.palette().pale, c.palette().accent, 0.4);
  auto half_ring = [&](double from, double to) {
    c.Save().Translate(x, y).Rotate(-0.32).Scale(1, 0.26);
    for (int i = 0; i < 4; ++i)
      cairo_new_sub_path(c.cr()), c.Arc(0, 0, r * (1.36 + i * 0.15), from, to).Stroke(dust, r * 0.10, 0.66 - i * 0.11);
    c.Restore();
  };
  if (ring) half_ring(M_PI, 2 * M_PI);
  Planet(c, x, y, r);
  if (ring) half_ring(0, M_PI);
  Planet(c, x + (x < c.w() / 2 ? 1 : -1) * c.w() * 0.36, c.rng().In(160, 300), c.rng().In(34, 70));
  double sx = c.w() * (x < c.w() / 2 ? 0.72 : 0.24), sy = 560;  // a probe
  c.Save().Translate(sx, sy).Rotate(c.rng().In(-0.5, 0.5));
  for (double side : {-1.0, 1.0}) {
    c.Box(side > 0 ? 40 : -190, -30, 150, 60).Fill(Mix(c.palette().brand, Hex("#243b6b"), 0.5));
    for (int i = 1; i < 5; ++i) c.Box((side > 0 ? 40 : -190) + i * 30, -30, 2, 60).FillPlain(c.palette().pale, 0.7);
  }
  c.RoundBox(-38, -44, 76, 88, 8).Fill(Mix(c.palette().accent, Hex("#d8b466"), 0.5));
  c.Arc(0, -62, 40, 0.15, M_PI - 0.15).Close().Fill(c.palette().paper);
  c.Move(0, -62).Line(0, -104).Stroke(c.palette().paper, 4);
  c.Restore();
}

void Observatory(Canvas& c, Colour top, Colour low) {
  MilkyWay(c);
  FillRidge(c, Ridge(c, 830, 150, 0.6), Mix(top, low, 0.8), top);
  auto hill = Ridge(c, 890, 60, 0.3);
  FillRidge(c, hill, Darker(top, 0.2), Darker(top, 0.5));
  double x = c.w() * c.rng().In(0.3, 0.7), y = RidgeAt(c, hill, x) + 20;
  c.Box(x - 120, y - 130, 240, 140).Fill(Mix(c.palette().pale, top, 0.45));
  c.Arc(x, y - 128, 128, M_PI, 2 * M_PI).Close().Fill(Mix(c.palette().paper, top, 0.3));
  c.Polygon({{x + 14, y - 130}, {x + 40, y - 250}, {x + 76, y - 234}, {x + 58, y - 130}}).FillPlain(Darker(top, 0.4));
  c.Polygon({{x + 36, y - 190}, {x + 84, y - 286}, {x + 104, y - 276}, {x + 60, y - 180}}).Fill(c.palette().accent);
  c.Box(x - 22, y - 62, 44, 72).FillPlain(c.mood().window);
  Person(c, x - 230, y + 30, 110, Darker(c.palette().deep, 0.3), c.rng().Next());
}

void Rocket(Canvas& c, Colour top, Colour low) {
  double x = c.w() * c.rng().In(0.36, 0.64);
  FillRidge(c, Ridge(c, 880, 40, 0.2), Mix(top, low, 0.7), top);
  c.Glow(x, 760, 620, c.palette().accent, 0.85);
  for (int i = 0; i < 40; ++i)
    c.Circle(x + c.rng().In(-1, 1) * (60 + i * 11), 930 - c.rng().In(0, 50 + i), c.rng().In(30, 90))
        .FillPlain(Mix(c.palette().paper, c.palette().accent, c.rng().In(0.1, 0.6)), 0.5);
  c.Polygon({{x - 28, 690}, {x, 900}, {x + 28, 690}}).FillDown(690, {1, 1, 0.85}, 900, c.palette().accent, 1, 0);
  c.Move(x - 42, 690)
      .Line(x - 42, 360)
      .Curve(x - 42, 260, x - 16, 210, x, 180)
      .Curve(x + 16, 210, x + 42, 260, x + 42, 360)
      .Line(x + 42, 690)
      .Close()
      .Fill(c.palette().paper);
  c.Box(x + 10, 330, 32, 360).FillPlain(c.palette().deep, 0.18);
  for (double band : {400.0, 560.0}) c.Box(x - 42, band, 84, 26).FillPlain(c.palette().brand);
  for (double side : {-1.0, 1.0})
    c.Polygon({{x + side * 42, 590}, {x + side * 96, 710}, {x + side * 42, 690}}).Fill(c.palette().accent);
  c.Circle(x, 340, 17).Fill(c.palette().deep);
  c.Box(x - 260, 300, 26, 640).Fill(Darker(c.palette().deep, 0.1));
  for (double y = 330; y < 900; y += 50) c.Move(x - 260, y).Line(x - 234, y + 40).Stroke(c.palette().pale, 3, 0.4);
  for (double y : {420.0, 600.0}) c.Box(x - 236, y, 130, 9).FillPlain(c.palette().deep);
}

}  // namespace

void SceneSpace(Canvas& c) {
  Colour top = Darker(c.palette().deep, 0.6), low = Mix(Darker(c.palette().brand, 0.35), c.palette().deep, 0.4);
  c.Box(-5, -5, c.w() + 10, 1010).FillDown(0, top, 1000, low);
  Stars(c, 1000), Stars(c, 1000);
  switch (c.rng().Int(0, 2)) {
    case 0: return PlanetsAndProbe(c);
    case 1: return Observatory(c, top, low);
    default: return Rocket(c, top, low);
  }
}

}  // namespace newsstand::press
