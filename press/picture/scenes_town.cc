#include <algorithm>
#include <cmath>

#include "press/picture/scenery.h"
#include "press/picture/scenes.h"

namespace newsstand::press {
namespace {

double Lit(const Canvas& c) { return c.mood().night() ? 0.55 : c.mood().hour == Hour::kDay ? 0.06 : 0.36; }

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
  c.Box(x, y - height, width, height).Fill(wall);
  c.Box(x - 5, y - height - 12, width + 10, 16).Fill(Lighter(wall, 0.18));
  if (c.rng().Chance(0.5)) {
    c.Polygon({{x - 4, y - height - 10},
               {x + width * 0.12, y - height - 74},
               {x + width * 0.88, y - height - 74},
               {x + width + 4, y - height - 10}});
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
      c.RoundBox(wx - 4, wy - 4, 40, 64, arched ? 20 : 2).FillPlain(Lighter(wall, 0.35));
      c.RoundBox(wx, wy, 32, 56, arched ? 16 : 1).FillPlain(on ? m.window : Mix(Darker(wall, 0.5), m.sky_top, 0.45));
      c.Box(wx + 15, wy, 2.5, 56).Box(wx, wy + 26, 32, 2.5).FillPlain(Lighter(wall, 0.4), 0.8);
      if (shutters)
        for (double side : {-17.0, 35.0}) c.Box(wx + side, wy, 14, 56).FillPlain(shutter);
      if (c.rng().Chance(0.16)) {  // flowers on the sill
        c.Box(wx - 5, wy + 55, 42, 9).FillPlain(Darker(wall, 0.35));
        for (int f = 0; f < 6; ++f)
          c.Circle(wx - 1 + f * 7.5, wy + 52, 5).FillPlain(f % 2 ? c.palette().accent : Hex("#5d8a4f"));
      }
    }
  }
  // The shop below.
  Colour sign = c.rng().Chance(0.5) ? c.palette().brand : c.palette().accent;
  c.Box(x + 12, y - 104, width - 24, 104).Fill(Darker(wall, 0.5));
  c.Box(x + 22, y - 92, width * 0.55, 80)
      .FillPlain(m.lamps() ? m.window : Mix(m.sky_low, c.palette().deep, 0.35), 0.92);
  c.Box(x + width * 0.55 + 34, y - 92, std::max(26.0, width * 0.45 - 60), 92).FillPlain(Darker(sign, 0.35));
  double stripes = std::max(4.0, std::floor((width - 10) / 26));
  for (int i = 0; i < stripes; ++i) {
    double sx = x + 5 + i * (width - 10) / stripes, sw = (width - 10) / stripes;
    c.Polygon({{sx + 3, y - 134}, {sx + sw + 3, y - 134}, {sx + sw - 2, y - 98}, {sx - 2, y - 98}})
        .FillPlain(i % 2 ? sign : Mix(c.palette().paper, m.haze, 0.2));
  }
}

void Pavement(Canvas& c, double y) {
  Colour stone = c.At(0.9, Mix(Hex("#8b8a88"), c.palette().deep, c.mood().night() ? 0.6 : 0.3));
  c.Box(-5, y, c.w() + 10, 1010 - y).FillDown(y, stone, 1000, Darker(stone, 0.3));
  c.Box(-5, y + 70, c.w() + 10, 10).FillPlain(Darker(stone, 0.4), 0.7);
  if (c.mood().weather == Weather::kRain || c.mood().night()) {
    for (int i = 0; i < 26; ++i) {
      double x = c.w() * c.rng().Unit(), w = c.rng().In(4, 18);
      c.Box(x, y + 80, w, c.rng().In(40, 160))
          .FillDown(y + 80, c.mood().lamps() ? c.mood().window : c.mood().sky_low, y + 240, stone, 0.3, 0);
    }
  }
}

void Car(Canvas& c, double x, double y, double s, Colour paint) {
  c.Move(x - s, y - s * 0.18);
  c.Curve(x - s, y - s * 0.42, x - s * 0.8, y - s * 0.46, x - s * 0.6, y - s * 0.5);
  c.Curve(x - s * 0.4, y - s * 0.82, x - s * 0.2, y - s * 0.86, x + s * 0.1, y - s * 0.86);
  c.Curve(x + s * 0.4, y - s * 0.86, x + s * 0.5, y - s * 0.6, x + s * 0.62, y - s * 0.5);
  c.Curve(x + s * 0.95, y - s * 0.46, x + s, y - s * 0.4, x + s, y - s * 0.18);
  c.Close().Fill(paint);
  c.Polygon({{x - s * 0.46, y - s * 0.52},
             {x - s * 0.28, y - s * 0.76},
             {x + s * 0.02, y - s * 0.77},
             {x + s * 0.02, y - s * 0.52}});
  c.Polygon({{x + s * 0.08, y - s * 0.52},
             {x + s * 0.08, y - s * 0.77},
             {x + s * 0.3, y - s * 0.76},
             {x + s * 0.46, y - s * 0.52}});
  c.FillPlain(Mix(c.mood().sky_low, c.palette().deep, 0.4));
  for (double wheel : {-0.56, 0.56}) {
    c.Circle(x + s * wheel, y - s * 0.16, s * 0.19).FillPlain({0.07, 0.07, 0.09});
    c.Circle(x + s * wheel, y - s * 0.16, s * 0.09).FillPlain({0.7, 0.7, 0.72});
  }
  if (c.mood().lamps()) c.Glow(x + s * 1.0, y - s * 0.34, s * 0.7, c.mood().window, 0.7);
}

void Tram(Canvas& c, double x, double y, double length, double height) {
  Colour body = c.palette().brand;
  c.RoundBox(x, y - height, length, height * 0.94, 26).Fill(c.At(0.95, body));
  c.Box(x + 4, y - height * 0.38, length - 8, height * 0.1).FillPlain(c.palette().accent);
  int windows = static_cast<int>(length / 92);
  for (int i = 0; i < windows; ++i) {
    c.RoundBox(x + 20 + i * (length - 30) / windows, y - height * 0.84, (length - 30) / windows - 14, height * 0.36, 8);
    c.FillPlain(c.mood().lamps() ? c.mood().window : Mix(c.mood().sky_low, c.palette().deep, 0.3));
  }
  c.Box(x + 10, y - height * 0.07, length - 20, height * 0.07).FillPlain({0.08, 0.08, 0.1});
  for (double at : {0.14, 0.24, 0.76, 0.86})
    c.Circle(x + length * at, y - 4, height * 0.075).FillPlain({0.15, 0.15, 0.17});
  c.Move(x + length * 0.5, y - height)
      .Line(x + length * 0.56, y - height - 46)
      .Line(x + length * 0.5, y - height - 84)
      .Stroke({0.12, 0.12, 0.15}, 5);
  c.Move(-10, y - height - 86).Line(c.w() + 10, y - height - 86).Stroke({0.12, 0.12, 0.15}, 2.2, 0.8);
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
      Reflection(c, x, ground + 4, c.rng().In(8, 40), c.rng().In(60, 210),
                 c.mood().lamps() ? c.mood().window : c.At(0.5), c.mood().lamps() ? 0.4 : 0.2);
    }
    for (int i = 0; i < c.rng().Int(1, 2); ++i)
      Boat(c, c.w() * c.rng().In(0.1, 0.9), c.rng().In(840, 930), c.rng().In(70, 120), c.At(0.95, c.palette().deep),
           c.rng().Chance(0.3));
  } else {
    TowerRow(c, 1010, 120, 420, 0.86, 90, 190);
  }
  WeatherOver(c, 620);
}

void SceneStreet(Canvas& c) {
  Sky(c, 560);
  TowerRow(c, 800, 260, 460, 0.22, 70, 140);
  double base = c.rng().In(830, 860), x = -c.rng().In(0, 120);
  c.Box(-5, 770, c.w() + 10, 120).FillPlain(c.At(0.4, Mix(Hex("#5f7a52"), c.palette().deep, 0.3)));
  bool gap = c.rng().Chance(0.5);
  double gap_at = c.w() * c.rng().In(0.35, 0.6);
  while (x < c.w() + 20) {
    double width = c.rng().In(190, 320);
    if (gap && x < gap_at && x + width > gap_at) {
      DrawTree(c, AnyTree(c), x + width * 0.5, base, 330, c.At(0.8, Mix(Hex("#4f7f4a"), c.palette().deep, 0.4)));
    } else {
      Facade(c, x, base, width, c.rng().In(360, 590),
             c.At(0.78, c.mood().night()              ? Darker(Wall(c), 0.55)
                        : c.mood().hour == Hour::kDay ? Wall(c)
                                                      : Darker(Wall(c), 0.22)));
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
  c.Box(-5, 800, c.w() + 10, 60).FillPlain(c.At(0.5));
  double base = 820, x = -40;
  while (x < c.w()) {
    double width = c.rng().In(170, 300);
    Facade(c, x, base, width, c.rng().In(280, 470), c.At(0.86, Darker(Wall(c), 0.62)));
    x += width + 2;
  }
  Pavement(c, base);
  for (int i = 0; i < 4; ++i) StreetLamp(c, c.w() * (i + 0.5) / 4, base + 50, 340, Darker(c.palette().deep, 0.4));
  for (int i = 0; i < 4; ++i) {  // pools of light
    c.Oval(c.w() * (i + 0.5) / 4 + 44, base + 62, 150, 30).FillPlain(c.mood().window, 0.22);
  }
  int walkers = c.rng().Int(1, 3);
  for (int i = 0; i < walkers; ++i) {
    double px = c.w() * c.rng().In(0.15, 0.85);
    Person(c, px, base + c.rng().In(60, 120), 165, CoatColour(c, 1), c.rng().Next());
    if (c.rng().Chance(0.6)) {  // under an umbrella
      c.Arc(px, base - 100, 74, M_PI, 2 * M_PI).Close().Fill(c.palette().accent);
      c.Move(px, base - 100).Line(px, base - 10).Stroke(c.palette().deep, 4);
    }
  }
  if (c.rng().Chance(0.5)) Car(c, c.w() * c.rng().In(0.2, 0.75), 972, 140, Darker(c.palette().brand, 0.35));
  WeatherOver(c, 700);
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
    c.Polygon({{x - 32, 800}, {x - 20, top}, {x + 20, top}, {x + 32, 800}}).Fill(brick);
    c.Box(x - 24, top - 10, 48, 22).Fill(Darker(brick, 0.2));
    for (int band = 0; band < 2; ++band)
      c.Box(x - 22 - band, top + 40 + band * 44, 44 + band * 2, 20).FillPlain(c.palette().accent, 0.85);
    double drift = c.rng().In(30, 60) * (m.sun_x < c.w() / 2 ? 1 : -1);
    for (int puff = 11; puff >= 0; --puff)
      c.Circle(x + drift * puff * 0.8, top - 26 - puff * 17, 18 + puff * 7.5)
          .FillPlain(Mix(Lighter(m.haze, 0.45), c.palette().deep, 0.1), 0.42 - puff * 0.028);
  }
  double y = 850, x = -20;
  Colour wall = c.At(0.82, Mix(Mix(Hex("#8c6a5a"), c.palette().brand, 0.3), c.palette().deep, 0.3));
  int teeth = c.rng().Int(5, 7);
  double tooth = (c.w() + 40) / teeth;
  for (int i = 0; i < teeth; ++i) {  // the saw-tooth roof
    c.Polygon({{x, y - 210}, {x, y - 330}, {x + tooth, y - 210}}).Fill(Darker(wall, 0.15));
    c.Polygon({{x + 6, y - 222}, {x + 6, y - 312}, {x + 44, y - 286}, {x + 44, y - 222}})
        .FillPlain(m.lamps() ? m.window : Mix(m.sky_low, {1, 1, 1}, 0.3), 0.9);
    x += tooth;
  }
  c.Box(-20, y - 212, c.w() + 40, 220).Fill(wall);
  for (double wx = 30; wx < c.w() - 60; wx += 118) {
    c.Box(wx, y - 176, 82, 96)
        .FillPlain(m.lamps() && c.rng().Chance(0.7) ? m.window : Mix(Darker(wall, 0.4), m.sky_top, 0.3));
    for (int bar = 1; bar < 4; ++bar)
      c.Box(wx + bar * 20.5, y - 176, 2.5, 96).Box(wx, y - 176 + bar * 24, 82, 2.5).FillPlain(wall);
  }
  Pavement(c, y);
  for (int i = 0; i < 3; ++i) {  // tanks
    double tx = c.w() * c.rng().In(0.05, 0.9);
    c.RoundBox(tx, y - 110, 120, 140, 16).Fill(c.At(0.92, Mix(c.palette().pale, Hex("#b8bec4"), 0.5)));
    c.Oval(tx + 60, y - 108, 60, 15).Fill(c.At(0.92, Lighter(c.palette().pale, 0.2)));
    c.RoundBox(tx + 92, y - 100, 18, 120, 9).FillPlain(c.palette().deep, 0.2);
  }
  for (int i = 0; i < c.rng().Int(3, 6); ++i)
    Person(c, c.w() * c.rng().Unit(), y + c.rng().In(60, 130), 150, CoatColour(c, 1), c.rng().Next());
  WeatherOver(c, 640);
}

void SceneCourt(Canvas& c) {
  Sky(c, 700);
  TowerRow(c, 800, 120, 320, 0.24, 90, 170);
  Pavement(c, 790);
  double mid = c.w() / 2 + c.rng().In(-60, 60), half = c.rng().In(430, 540), base = 800, top = c.rng().In(330, 400);
  Colour stone = c.At(0.8, c.mood().night() ? Darker(Mix(Hex("#cfc4b2"), c.palette().pale, 0.4), 0.45)
                                            : Mix(Hex("#e0d6c4"), c.palette().pale, 0.4));
  Colour shade = Mix(Darker(stone, 0.35), c.palette().deep, 0.2);
  if (c.rng().Chance(0.5)) {  // a dome behind
    c.Box(mid - 150, top - 150, 300, 120).Fill(stone);
    c.Arc(mid, top - 148, 140, M_PI, 2 * M_PI).Close().Fill(Mix(c.palette().brand, stone, 0.35));
    c.Box(mid - 5, top - 350, 10, 66).FillPlain(shade);
    c.Polygon({{mid + 5, top - 350}, {mid + 74, top - 332}, {mid + 5, top - 314}}).FillPlain(c.palette().accent);
  }
  c.Box(mid - half, top, half * 2, base - top).Fill(shade);
  c.Polygon({{mid - half - 30, top}, {mid, top - 150}, {mid + half + 30, top}}).Fill(stone);
  c.Polygon({{mid - half + 60, top - 16}, {mid, top - 122}, {mid + half - 60, top - 16}})
      .FillPlain(Darker(stone, 0.14));
  // Scales in the pediment.
  c.Box(mid - 3, top - 92, 6, 66).Box(mid - 52, top - 84, 104, 5).FillPlain(shade);
  for (double side : {-48.0, 48.0})
    c.Move(mid + side, top - 82)
        .Line(mid + side - 15, top - 50)
        .Line(mid + side + 15, top - 50)
        .Close()
        .Stroke(shade, 3)
        .Arc(mid + side, top - 50, 17, 0, M_PI)
        .FillPlain(shade);
  c.Box(mid - half - 30, top, half * 2 + 60, 34).Fill(Lighter(stone, 0.1));
  for (double wx = mid - half + 60; wx < mid + half - 80; wx += 118)
    c.Box(wx, top + 120, 52, 190).FillPlain(c.mood().lamps() ? c.mood().window : Darker(shade, 0.35));
  int columns = c.rng().Int(6, 8);
  for (int i = 0; i < columns; ++i) {
    double x = mid - half + 40 + (half * 2 - 80) * i / (columns - 1);
    c.Box(x - 27, top + 64, 54, base - top - 90);
    c.Fill(stone);
    bool light_left = c.mood().sun_x < x;
    c.Box(light_left ? x + 8 : x - 27, top + 64, 19, base - top - 90).FillPlain(shade, 0.55);
    for (int flute = -1; flute <= 1; ++flute)
      c.Box(x + flute * 13 - 1, top + 70, 2.4, base - top - 104).FillPlain(shade, 0.4);
    c.Box(x - 36, top + 40, 72, 26).Box(x - 36, base - 30, 72, 26).Fill(Lighter(stone, 0.12));
  }
  for (int step = 0; step < 7; ++step)
    c.Box(mid - half - 40 - step * 36, base - 4 + step * 26, (half + 40 + step * 36) * 2, 28)
        .Fill(step % 2 ? stone : Darker(stone, 0.08));
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
  c.Box(-5, 780, c.w() + 10, 80).FillPlain(c.At(0.45, Mix(Hex("#5f7a52"), c.palette().deep, 0.3)));
  double x = c.w() * c.rng().In(0.1, 0.22), width = c.w() * c.rng().In(0.5, 0.62), base = 830,
         height = c.rng().In(420, 520);
  Colour wall = c.At(0.8, c.mood().night() ? Darker(Mix(c.palette().pale, Hex("#c8d4d8"), 0.5), 0.42)
                                           : Mix(c.palette().pale, {1, 1, 1}, 0.35));
  c.Box(x + width - 30, base - height * 0.6, width * 0.42, height * 0.6).Fill(Darker(wall, 0.1));
  c.Box(x, base - height, width, height).Fill(wall);
  int columns = static_cast<int>(width / 74), rows = static_cast<int>((height - 150) / 62);
  for (int row = 0; row < rows; ++row) {
    c.Box(x, base - height + 30 + row * 62, width, 40).FillPlain(Darker(wall, 0.12), 0.5);
    for (int i = 0; i < columns; ++i) {
      bool on = c.rng().Chance(c.mood().lamps() ? 0.6 : 0.1);
      c.Box(x + 14 + i * (width - 20) / columns, base - height + 32 + row * 62, (width - 20) / columns - 14, 36);
      c.FillPlain(on ? Mix(c.mood().window, {1, 1, 1}, c.rng().In(0, 0.4))
                     : Mix(c.palette().brand, c.mood().sky_low, 0.45));
    }
  }
  double sign = x + width * c.rng().In(0.3, 0.7);
  c.RoundBox(sign - 66, base - height - 92, 132, 132, 14).Fill(c.palette().accent);
  c.Box(sign - 15, base - height - 72, 30, 92).Box(sign - 46, base - height - 41, 92, 30).FillPlain({1, 1, 1});
  if (c.mood().lamps()) c.Glow(sign, base - height - 26, 210, c.palette().accent, 0.55);
  c.RoundBox(x + width * 0.3, base - 132, width * 0.34, 20, 8).Fill(c.palette().brand);
  c.Box(x + width * 0.33, base - 112, width * 0.28, 112)
      .FillPlain(c.mood().lamps() ? Lighter(c.mood().window, 0.3) : Mix(c.mood().sky_low, c.palette().deep, 0.25));
  Pavement(c, base);
  double ax = c.w() * c.rng().In(0.55, 0.75), ay = 968, s = 1.15;  // the ambulance
  c.RoundBox(ax - 150 * s, ay - 172 * s, 216 * s, 150 * s, 14)
      .Fill(Mix({1, 1, 1}, c.mood().haze, c.mood().night() ? 0.4 : 0.12));
  c.Polygon({{ax + 60 * s, ay - 150 * s},
             {ax + 112 * s, ay - 150 * s},
             {ax + 160 * s, ay - 88 * s},
             {ax + 164 * s, ay - 22 * s},
             {ax + 60 * s, ay - 22 * s}})
      .Fill(Mix({1, 1, 1}, c.mood().haze, c.mood().night() ? 0.4 : 0.12));
  c.Polygon({{ax + 72 * s, ay - 138 * s},
             {ax + 106 * s, ay - 138 * s},
             {ax + 144 * s, ay - 88 * s},
             {ax + 72 * s, ay - 88 * s}})
      .FillPlain(Mix(c.palette().deep, c.mood().sky_low, 0.35));
  c.Box(ax - 150 * s, ay - 74 * s, 314 * s, 20 * s).FillPlain(c.palette().accent);
  c.Box(ax - 62 * s, ay - 156 * s, 18 * s, 56 * s)
      .Box(ax - 81 * s, ay - 137 * s, 56 * s, 18 * s)
      .FillPlain(c.palette().accent);
  c.RoundBox(ax + 20 * s, ay - 186 * s, 44 * s, 15 * s, 6).FillPlain(c.palette().brand);
  c.Glow(ax + 42 * s, ay - 180 * s, 130, c.palette().brand, 0.8);
  for (double wheel : {-96.0, 100.0})
    c.Circle(ax + wheel * s, ay - 22 * s, 30 * s)
        .FillPlain({0.08, 0.08, 0.1})
        .Circle(ax + wheel * s, ay - 22 * s, 13 * s)
        .FillPlain({0.7, 0.7, 0.72});
  for (int i = 0; i < 3; ++i)
    Person(c, c.w() * c.rng().In(0.1, 0.5), base + c.rng().In(30, 110), 150,
           i ? CoatColour(c, 1) : Mix({1, 1, 1}, c.palette().brand, 0.3), c.rng().Next());
  DrawTree(c, Tree::kRound, c.w() * 0.05, base + 20, 290, c.At(0.9, Mix(Hex("#4f7f4a"), c.palette().deep, 0.4)));
  WeatherOver(c, 640);
}

}  // namespace newsstand::press
