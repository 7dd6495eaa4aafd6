#include <algorithm>
#include <cmath>

#include "press/picture/scenery.h"
#include "press/picture/scenes.h"

namespace newsstand::press {
namespace {

void Placard(Canvas& c, double x, double y, double s) {
  double tilt = c.rng().In(-0.16, 0.16);
  c.Save();
  c.Translate(x, y);
  c.Rotate(tilt);
  c.Box(-s * 0.03, -s * 0.2, s * 0.06, s * 1.7).FillPlain(Mix(Hex("#a5825c"), c.palette().deep, 0.25));
  Colour board = c.rng().Chance(0.5) ? c.palette().paper : c.palette().accent;
  c.RoundBox(-s * 0.62, -s, s * 1.24, s * 0.84, s * 0.04).Fill(board);
  for (int line = 0; line < 3; ++line) {  // words too far away to read
    double width = s * c.rng().In(0.5, 0.96);
    c.RoundBox(-width / 2, -s * 0.86 + line * s * 0.22, width, s * 0.12, s * 0.03)
        .FillPlain(line == 1 ? c.palette().brand : c.palette().deep, 0.8);
  }
  c.Restore();
}

void Flag(Canvas& c, double x, double y, double s) {
  c.Box(x - 3, y - s * 1.5, 6, s * 2.6).FillPlain(c.palette().deep);
  Colour bands[] = {c.palette().brand, c.palette().paper, c.palette().accent};
  double way = c.rng().Chance(0.5) ? 1 : -1;
  for (int i = 0; i < 3; ++i) {
    double top = y - s * 1.5 + i * s * 0.25;
    c.Move(x, top);
    c.Curve(x + way * s * 0.4, top - s * 0.16, x + way * s * 0.7, top + s * 0.16, x + way * s * 1.1, top - s * 0.04);
    c.Line(x + way * s * 1.1, top + s * 0.22);
    c.Curve(x + way * s * 0.7, top + s * 0.42, x + way * s * 0.4, top + s * 0.1, x, top + s * 0.26);
    c.Close().FillPlain(bands[i]);
  }
}

// A head in profile, looking right when `way` is 1; `size` is the height of the head.
void Profile(Canvas& c, double x, double y, double size, double way, Colour colour) {
  auto p = [&](double u) { return x + way * u * size; };
  auto q = [&](double v) { return y + v * size; };
  auto to = [&](double a, double b, double d, double e, double f, double g) {
    c.Curve(p(a), q(b), p(d), q(e), p(f), q(g));
  };
  c.Move(p(-0.26), q(0.62));
  to(-0.22, 0.34, -0.29, 0.22, -0.35, 0.05);
  to(-0.47, -0.22, -0.38, -0.60, -0.03, -0.61);
  to(0.20, -0.62, 0.315, -0.48, 0.33, -0.31);
  to(0.335, -0.25, 0.318, -0.215, 0.328, -0.18);
  to(0.345, -0.12, 0.388, -0.05, 0.41, -0.01);
  to(0.418, 0.02, 0.385, 0.032, 0.348, 0.04);
  to(0.352, 0.06, 0.374, 0.072, 0.372, 0.093);
  to(0.37, 0.108, 0.352, 0.112, 0.346, 0.12);
  to(0.364, 0.13, 0.37, 0.15, 0.356, 0.168);
  to(0.336, 0.19, 0.346, 0.205, 0.35, 0.232);
  to(0.352, 0.285, 0.30, 0.318, 0.25, 0.316);
  to(0.16, 0.312, 0.11, 0.29, 0.09, 0.32);
  to(0.07, 0.40, 0.08, 0.50, 0.13, 0.64);
  c.Close().Fill(colour);
}

void Hair(Canvas& c, double x, double y, double s, double way, Colour hair, int kind) {
  auto p = [&](double u) { return x + way * u * s; };
  auto q = [&](double v) { return y + v * s; };
  switch (kind) {
    case 0:  // short
      c.Move(p(0.31), q(-0.36));
      c.Curve(p(0.30), q(-0.62), p(-0.05), q(-0.76), p(-0.30), q(-0.56));
      c.Curve(p(-0.50), q(-0.36), p(-0.44), q(-0.05), p(-0.34), q(0.12));
      c.Curve(p(-0.22), q(0.06), p(-0.14), q(-0.08), p(-0.10), q(-0.20));
      c.Curve(p(0.02), q(-0.24), p(0.18), q(-0.40), p(0.31), q(-0.36));
      break;
    case 1:  // long
      c.Move(p(0.32), q(-0.34));
      c.Curve(p(0.32), q(-0.66), p(-0.08), q(-0.80), p(-0.36), q(-0.56));
      c.Curve(p(-0.62), q(-0.28), p(-0.48), q(0.36), p(-0.58), q(0.80));
      c.Curve(p(-0.30), q(0.92), p(-0.10), q(0.76), p(-0.06), q(0.50));
      c.Curve(p(-0.12), q(0.20), p(-0.08), q(-0.02), p(0.0), q(-0.18));
      c.Curve(p(0.12), q(-0.30), p(0.22), q(-0.38), p(0.32), q(-0.34));
      break;
    case 2:  // a bun
      c.Circle(p(-0.40), q(-0.56), s * 0.19).FillPlain(hair);
      c.Move(p(0.31), q(-0.36));
      c.Curve(p(0.30), q(-0.62), p(-0.05), q(-0.74), p(-0.30), q(-0.56));
      c.Curve(p(-0.48), q(-0.36), p(-0.42), q(-0.10), p(-0.32), q(0.04));
      c.Curve(p(-0.20), q(-0.02), p(-0.12), q(-0.14), p(0.0), q(-0.24));
      c.Curve(p(0.1), q(-0.32), p(0.2), q(-0.40), p(0.31), q(-0.36));
      break;
    case 3:  // curls
      for (int i = 0; i < 17; ++i) {
        double a = M_PI * (0.86 + i * 0.066), r = 0.40;
        c.Circle(p(-0.06 - r * std::cos(a) * -1.0), q(-0.26 + r * std::sin(a)), s * 0.13);
      }
      for (int i = 0; i < 8; ++i) c.Circle(p(-0.40 + 0.03 * i), q(0.04 - i * 0.04), s * 0.11);
      break;
    default:  // a cap
      c.Move(p(0.34), q(-0.34));
      c.Curve(p(0.34), q(-0.72), p(-0.40), q(-0.82), p(-0.44), q(-0.26));
      c.Close().Fill(Mix(hair, c.palette().accent, 0.7));
      c.Move(p(0.30), q(-0.36)).Curve(p(0.45), q(-0.36), p(0.56), q(-0.32), p(0.60), q(-0.26)).Line(p(0.28), q(-0.28));
  }
  c.Close().FillPlain(hair);
}

void Shelves(Canvas& c) {
  Colour wall = Mix(c.palette().brand, c.palette().deep, 0.55);
  c.Box(-5, -5, c.w() + 10, 1010).FillDown(0, wall, 1000, Darker(wall, 0.35));
  for (double y = 190; y < 1000; y += 205) {
    double x = -10;
    while (x < c.w()) {
      double width = c.rng().In(16, 44), height = c.rng().In(110, 168);
      static const Colour kSpines[] = {Hex("#8a3b2f"), Hex("#2f5d62"), Hex("#caa45a"),
                                       Hex("#5b5270"), Hex("#d9cbb0"), Hex("#3e4a3c")};
      if (c.rng().Chance(0.93))
        c.Box(x, y - height, width, height)
            .Fill(Mix(Mix(kSpines[c.rng().Index(6)], c.palette().brand, 0.35), c.palette().deep, 0.25));
      x += width + 1.5;
    }
    c.Box(-5, y, c.w() + 10, 16).Fill(Darker(Mix(Hex("#6a4a34"), c.palette().deep, 0.4), 0.1));
  }
  c.Box(-5, -5, c.w() + 10, 1010).FillPlain(c.palette().deep, 0.28);
}

void WindowBehind(Canvas& c) {
  Colour wall = Mix(c.palette().pale, c.palette().brand, 0.25);
  c.Box(-5, -5, c.w() + 10, 1010).FillDown(0, wall, 1000, Mix(wall, c.palette().deep, 0.3));
  double x = c.w() * c.rng().In(0.08, 0.5);
  c.Save();
  c.Box(x, 70, 640, 700).Clip();
  Sky(c, 640);
  double tx = x - 20;
  while (tx < x + 640) {
    double width = c.rng().In(50, 110);
    Tower(c, tx, 790, width, c.rng().In(90, 300), c.At(0.45), c.mood().lamps() ? 0.4 : 0.05);
    tx += width;
  }
  c.Restore();
  c.Box(x, 70, 640, 700).Stroke(Lighter(wall, 0.5), 22);
  c.Move(x + 320, 70).Line(x + 320, 770).Move(x, 380).Line(x + 640, 380).Stroke(Lighter(wall, 0.5), 13);
  c.Box(x - 30, 770, 700, 30).Fill(Lighter(wall, 0.55));
}

void Halo(Canvas& c, double x) {
  c.Box(-5, -5, c.w() + 10, 1010);
  c.FillDown(0, Mix(c.palette().pale, c.palette().brand, 0.25), 1000, Mix(c.palette().brand, c.palette().deep, 0.3));
  int rings = c.rng().Int(3, 5);
  for (int i = rings; i >= 1; --i)
    c.Circle(x, 420, 130.0 * i).FillPlain(Mix(c.palette().accent, c.palette().pale, i / (rings + 1.0)), 0.5);
  c.Circle(x, 420, 280).FillPlain(Mix(c.palette().accent, {1, 1, 1}, 0.25));
}

}  // namespace

void SceneCrowd(Canvas& c) {
  Sky(c, 560);
  double x = -20;
  while (x < c.w()) {
    double width = c.rng().In(90, 190);
    Tower(c, x, 760, width, c.rng().In(220, 480), c.At(0.38, Mix(c.mood().near, c.palette().brand, 0.3)),
          c.mood().night() ? 0.5 : 0.12);
    x += width + 2;
  }
  bool march = c.rng().Chance(0.65);
  for (int row = 0; row < 6; ++row) {
    double t = row / 5.0, size = 54 + 190 * t * t, y = 640 + 330 * t, step = size * 0.92;
    if (march && row < 5) {
      for (int i = 0; i < 5 - row / 2; ++i) {
        double px = c.w() * c.rng().Unit();
        if (c.rng().Chance(0.62)) {
          Placard(c, px, y - size * 1.25, size * 0.8);
        } else {
          Flag(c, px, y - size * 1.2, size * 1.1);
        }
      }
    }
    for (double px = -step * c.rng().Unit(); px < c.w() + step; px += step * c.rng().In(0.86, 1.14)) {
      Colour coat = c.At(0.34 + 0.62 * t, CoatColour(c, 1));
      uint64_t who = c.rng().Next();
      if (march && c.rng().Chance(0.14)) {  // a raised arm
        c.Move(px + size * 0.45, y).Line(px + size * 0.6, y - size * 1.15).Stroke(coat, size * 0.16);
        c.Circle(px + size * 0.6, y - size * 1.2, size * 0.1)
            .FillPlain(Mix(Hex("#c9956b"), c.palette().deep, c.mood().night() ? 0.5 : 0.1));
      }
      Back(c, px, y, size, coat, who);
    }
    if (row == 2) WeatherOver(c, 560);
  }
}

void ScenePortrait(Canvas& c) {
  double way = c.rng().Chance(0.5) ? 1 : -1, size = c.rng().In(420, 480);
  double x = c.w() * (way > 0 ? c.rng().In(0.36, 0.5) : c.rng().In(0.5, 0.64)), y = 470;
  switch (c.rng().Int(0, 2)) {
    case 0: Shelves(c); break;
    case 1: WindowBehind(c); break;
    default: Halo(c, x + way * 40);
  }
  Colour skin = Mix(Mix(Hex(std::array{"#c98f6a", "#8d5a3c", "#e3b493", "#6b4430", "#d6a27c"}[c.rng().Index(5)]),
                        c.palette().brand, 0.18),
                    c.palette().deep, 0.22);
  Colour hair = Darker(
      Mix(c.palette().deep, Hex(std::array{"#1d1512", "#5a3d28", "#b9b4ac", "#30221c"}[c.rng().Index(4)]), 0.6), 0.05);
  Colour coat = c.rng().Chance(0.5) ? c.palette().brand : Mix(c.palette().deep, c.palette().brand, 0.3);
  int kind = c.rng().Int(0, 4);
  if (kind == 1) Hair(c, x, y, size, way, Darker(hair, 0.1), 1);
  // Shoulders, collar, neck.
  c.Move(x - size * 0.98, 1010);
  c.Curve(x - size * 0.9, y + size * 0.78, x - size * 0.45, y + size * 0.66, x - size * 0.24, y + size * 0.58);
  c.Line(x + size * 0.2, y + size * 0.58);
  c.Curve(x + size * 0.5, y + size * 0.7, x + size * 0.9, y + size * 0.82, x + size * 0.96, 1010);
  c.Close().Fill(Darker(coat, 0.12));
  Profile(c, x, y, size, way, skin);
  c.Polygon({{x - way * size * 0.30, y + size * 0.5},
             {x + way * size * 0.02, y + size * 0.86},
             {x - way * size * 0.22, y + size * 1.0},
             {x - way * size * 0.46, y + size * 0.62}})
      .Fill(coat);
  c.Polygon({{x + way * size * 0.12, y + size * 0.54},
             {x + way * size * 0.02, y + size * 0.86},
             {x + way * size * 0.22, y + size * 0.96},
             {x + way * size * 0.30, y + size * 0.60}})
      .Fill(Lighter(coat, 0.08));
  Hair(c, x, y, size, way, hair, kind);
  // Shadow under the jaw, the ear, the light along the face.
  c.Oval(x - way * size * 0.06, y - size * 0.02, size * 0.055, size * 0.085).FillPlain(Darker(skin, 0.18));
  c.Move(x + way * size * 0.26, y + size * 0.325)
      .Curve(x + way * size * 0.16, y + size * 0.33, x + way * size * 0.1, y + size * 0.36, x + way * size * 0.1,
             y + size * 0.56)
      .Line(x - way * size * 0.1, y + size * 0.5)
      .Close()
      .FillPlain(Darker(skin, 0.4), 0.5);
  if (c.rng().Chance(0.4)) {  // glasses
    c.Circle(x + way * size * 0.24, y - size * 0.13, size * 0.085).Stroke(Darker(hair, 0.3), size * 0.02);
    c.Move(x + way * size * 0.155, y - size * 0.14)
        .Line(x - way * size * 0.05, y - size * 0.10)
        .Stroke(Darker(hair, 0.3), size * 0.02);
  }
  if (kind != 1 && c.rng().Chance(0.3)) {  // a beard
    c.Move(x + way * size * 0.345, y + size * 0.13)
        .Curve(x + way * size * 0.42, y + size * 0.36, x + way * size * 0.2, y + size * 0.46, x + way * size * 0.02,
               y + size * 0.24);
    c.Curve(x - way * size * 0.06, y + size * 0.12, x - way * size * 0.04, y, x - way * size * 0.02, y - size * 0.04)
        .Curve(x + way * size * 0.06, y + size * 0.14, x + way * size * 0.22, y + size * 0.16, x + way * size * 0.345,
               y + size * 0.13);
    c.Close().FillPlain(hair);
  }
  c.Move(x + way * size * 0.325, y - size * 0.42);
  c.Curve(x + way * size * 0.338, y - size * 0.28, x + way * size * 0.32, y - size * 0.2, x + way * size * 0.415,
          y - size * 0.005);
  c.Stroke(Lighter(c.palette().accent, 0.45), size * 0.014, 0.75);
}

void SceneStage(Canvas& c) {
  Colour hall = Darker(Mix(c.palette().deep, c.palette().brand, 0.2), 0.35);
  c.Box(-5, -5, c.w() + 10, 1010).FillDown(0, hall, 1000, Darker(hall, 0.4));
  double left = c.w() * 0.14, right = c.w() * 0.86, floor = 720;
  c.Box(left, 60, right - left, floor - 60)
      .FillDown(60, Mix(c.palette().brand, c.palette().deep, 0.45), floor,
                Mix(c.palette().accent, c.palette().brand, 0.5));
  int set = c.rng().Int(0, 2);
  if (set == 0) c.Circle(c.w() * c.rng().In(0.4, 0.6), 400, 210).FillPlain(Lighter(c.palette().accent, 0.35), 0.9);
  if (set == 1) {
    double tx = left;
    while (tx < right) {
      double width = c.rng().In(40, 110), high = c.rng().In(90, 330);
      c.Box(tx, floor - high, std::min(width, right - tx), high).FillPlain(Darker(c.palette().brand, 0.4), 0.75);
      tx += width + 8;
    }
  }
  if (set == 2)
    for (int i = 0; i < 9; ++i)
      DrawTree(c, Tree::kBare, left + (right - left) * c.rng().Unit(), floor, c.rng().In(260, 480),
               Darker(c.palette().deep, 0.1));
  c.Polygon({{left - 70, floor + 90}, {left, floor}, {right, floor}, {right + 70, floor + 90}})
      .Fill(Mix(Hex("#8a5f3d"), c.palette().deep, 0.35));
  for (int i = 1; i < 12; ++i)
    c.Move(left + (right - left) * i / 12, floor)
        .Line(left - 70 + (right - left + 140) * i / 12, floor + 90)
        .Stroke(c.palette().deep, 2, 0.4);
  int players = c.rng().Int(1, 5);
  for (int i = 0; i < players; ++i) {
    double x = left + (right - left) * ((i + 0.5) / players * 0.7 + 0.15) + c.rng().In(-20, 20);
    c.Polygon({{x - 26, -20}, {x + 26, -20}, {x + 150, floor + 50}, {x - 150, floor + 50}})
        .FillDown(0, c.mood().window, floor, c.mood().window, 0.34, 0.10);
    c.Oval(x, floor + 48, 150, 26).FillPlain(Lighter(c.mood().window, 0.4), 0.5);
    Person(c, x, floor + 52, 290, i == 0 ? c.palette().accent : CoatColour(c, 1), c.rng().Next());
    int prop = c.rng().Int(0, 3);
    if (prop == 0) c.Box(x + 44, floor - 170, 4, 222).Circle(x + 46, floor - 176, 11).FillPlain({0.1, 0.1, 0.12});
    if (prop == 1) {
      c.Oval(x - 8, floor - 92, 26, 36)
          .Oval(x - 6, floor - 148, 20, 26)
          .Fill(Mix(Hex("#8f4f24"), c.palette().accent, 0.2));
      c.Box(x - 10, floor - 240, 7, 90).FillPlain({0.15, 0.08, 0.05});
    }
  }
  Colour cloth = Mix(Hex("#8c1f2f"), c.palette().brand, 0.35);
  for (int side = 0; side < 2; ++side) {  // curtains in folds
    for (int i = 0; i < 8; ++i) {
      double x = side ? c.w() - (i + 1) * c.w() * 0.021 : i * c.w() * 0.021, drop = 790 - i * 4;
      c.RoundBox(x, -20, c.w() * 0.023, drop, 10)
          .FillPlain(Mix(Darker(cloth, 0.45), Lighter(cloth, 0.1), 0.5 + 0.5 * std::sin(i * 1.9)));
    }
  }
  for (double x = 0; x < c.w(); x += c.w() / 9)
    c.Move(x, -10)
        .Curve(x, 110, x + c.w() / 9, 110, x + c.w() / 9, -10)
        .Close()
        .Fill(Mix(cloth, c.palette().accent, 0.12));
  for (int row = 0; row < 3; ++row) {
    double size = 74 + row * 42;
    for (double x = -size * c.rng().Unit(); x < c.w() + size; x += size * 1.12)
      Back(c, x, 880 + row * 78, size, Darker(c.palette().deep, 0.55 + row * 0.1), c.rng().Next());
    c.Box(0, 800 + row * 80, c.w(), 300).FillPlain(Darker(c.palette().deep, 0.7), 0.42);
  }
}

void SceneStadium(Canvas& c) {
  Sky(c, 420);
  for (int tier = 0; tier < 2; ++tier) {  // stands full of dots
    double top = 250 + tier * 130, low = 390 + tier * 110;
    c.Move(-20, low + 60).Line(-20, top - 40);
    c.Curve(c.w() * 0.25, top + 40, c.w() * 0.75, top + 40, c.w() + 20, top - 40);
    c.Line(c.w() + 20, low + 60).Curve(c.w() * 0.75, low + 44, c.w() * 0.25, low + 44, -20, low + 60).Close();
    c.Fill(c.At(0.5 + tier * 0.2, Darker(c.palette().deep, 0.1)));
    const Colour kDots[] = {c.palette().accent, c.palette().pale, c.palette().brand,
                            Mix(c.palette().paper, c.palette().accent, 0.5), Lighter(c.palette().brand, 0.4)};
    for (int i = 0; i < 1000; ++i) {
      double u = c.rng().Unit(), bow = 80 * (1 - std::pow(2 * u - 1, 2)), v = c.rng().Unit();
      c.Circle(c.w() * u, top - 24 + bow + v * (low - top + 30), 4.4);
      c.FillPlain(kDots[c.rng().Index(5)], c.mood().night() ? 0.6 : 0.85);
    }
    c.Move(-20, low + 58)
        .Curve(c.w() * 0.25, low + 42, c.w() * 0.75, low + 42, c.w() + 20, low + 58)
        .Stroke(c.palette().paper, 7, 0.85);
  }
  for (double at : {0.06, 0.30, 0.70, 0.94}) {  // floodlights
    double x = c.w() * at, y = 110 + 60 * std::abs(at - 0.5);
    c.Box(x - 5, y, 10, 200).FillPlain(c.palette().deep);
    c.RoundBox(x - 52, y - 34, 104, 60, 5).Fill(c.palette().deep);
    for (int i = 0; i < 8; ++i) c.Circle(x - 36 + (i % 4) * 24, y - 18 + (i / 4) * 26, 9).FillPlain({1, 1, 0.93});
    if (c.mood().lamps()) c.Glow(x, y, 330, {1, 1, 0.9}, 0.8);
  }
  double far = 545;
  Colour grass = Mix(Hex("#4c9a4a"), c.palette().brand, 0.22);
  if (c.mood().night()) grass = Darker(grass, 0.12);
  c.Box(-5, far, c.w() + 10, 470).Fill(grass);
  double vx = c.w() * c.rng().In(0.4, 0.6);
  for (int i = -9; i < 9; i += 2)
    c.Polygon({{vx + i * 92, far}, {vx + (i + 1) * 92, far}, {vx + (i + 1) * 260, 1005}, {vx + i * 260, 1005}})
        .FillPlain(Lighter(grass, 0.14), 0.8);
  c.Move(-10, far + 26).Line(c.w() + 10, far + 26).Move(vx, far + 26).Line(vx - 30, 1005).Stroke({1, 1, 1}, 6, 0.85);
  c.Oval(vx - 14, 780, 320, 96).Stroke({1, 1, 1}, 6, 0.85);
  c.Circle(vx - 14, 780, 7).FillPlain({1, 1, 1});
  bool goal_left = c.rng().Chance(0.5);
  double gx = goal_left ? c.w() * 0.07 : c.w() * 0.93, way = goal_left ? 1 : -1;
  c.Move(gx, 640).Line(gx, 520).Line(gx + way * 130, 560).Line(gx + way * 130, 700).Stroke({1, 1, 1}, 9);
  int players = c.rng().Int(6, 10);
  std::vector<std::pair<double, double>> feet;
  for (int i = 0; i < players; ++i) feet.push_back({c.rng().In(620, 960), c.w() * c.rng().In(0.08, 0.92)});
  std::sort(feet.begin(), feet.end());
  for (size_t i = 0; i < feet.size(); ++i) {
    double h = 96 + (feet[i].first - 600) * 0.5;
    c.Oval(feet[i].second + h * 0.25, feet[i].first + 4, h * 0.42, h * 0.05).FillPlain({0, 0.1, 0}, 0.25);
    Person(c, feet[i].second, feet[i].first, h, i % 2 ? c.palette().accent : c.palette().paper, c.rng().Next());
  }
  c.Circle(c.w() * c.rng().In(0.3, 0.7), c.rng().In(700, 900), 13).Fill({1, 1, 1});
  WeatherOver(c, 420);
}

namespace {

std::array<Colour, 4> Liquids(Canvas& c) {
  const Palette& p = c.palette();
  return {p.accent, p.brand, Lighter(p.brand, 0.4), Mix(p.accent, {1, 1, 1}, 0.4)};
}

void Microscope(Canvas& c, double mx, double way) {
  c.RoundBox(mx - 78, 752, 156, 30, 10).Fill(c.palette().deep);
  c.Move(mx + way * 44, 756)
      .Curve(mx + way * 84, 680, mx + way * 70, 590, mx + way * 6, 560)
      .Stroke(c.palette().deep, 30);
  c.Save();
  c.Translate(mx, 600).Rotate(way * -0.42);
  c.RoundBox(-22, -96, 44, 150, 10).Fill(Mix(c.palette().paper, c.palette().deep, 0.12));
  c.RoundBox(-16, -132, 32, 44, 6).Fill(c.palette().deep).RoundBox(-12, 52, 24, 42, 4).Fill(c.palette().deep);
  c.Restore();
  c.Box(mx - 60, 704, 104, 12).Fill(c.palette().deep).Glow(mx - 10, 704, 70, c.palette().accent, 0.9);
}

// Flasks and tubes along the bench, where nothing else stands: places already `taken` are a middle and half a width.
void BenchGlass(Canvas& c, const std::vector<std::pair<double, double>>& taken) {
  const auto kLiquids = Liquids(c);
  double last = -200;
  for (double x = c.rng().In(30, 120); x < c.w() - 60; x += c.rng().In(120, 230)) {
    double y = 782, s = c.rng().In(70, 130);
    bool blocked = x - last < 140;
    for (auto [middle, half] : taken) blocked = blocked || std::abs(x - middle) < half;
    if (blocked) continue;
    last = x;
    Colour liquid = kLiquids[c.rng().Index(4)];
    if (c.rng().Chance(0.6)) {
      c.Polygon({{x - s * 0.12, y - s * 1.1},
                 {x + s * 0.12, y - s * 1.1},
                 {x + s * 0.12, y - s * 0.7},
                 {x + s * 0.5, y},
                 {x - s * 0.5, y},
                 {x - s * 0.12, y - s * 0.7}})
          .FillPlain({1, 1, 1}, 0.5);
      c.Polygon(
           {{x + s * 0.27, y - s * 0.42}, {x + s * 0.48, y - 3}, {x - s * 0.48, y - 3}, {x - s * 0.27, y - s * 0.42}})
          .FillPlain(liquid, 0.92);
      for (int b = 0; b < 4; ++b)
        c.Circle(x + c.rng().In(-0.2, 0.2) * s, y - s * c.rng().In(0.1, 0.4), 4).FillPlain({1, 1, 1}, 0.6);
    } else {
      for (int tube = 0; tube < 4; ++tube)
        c.RoundBox(x + tube * 30, y - s, 20, s, 10)
            .FillPlain({1, 1, 1}, 0.55)
            .RoundBox(x + tube * 30 + 2, y - s * c.rng().In(0.35, 0.7), 16, s * 0.34, 8)
            .FillPlain(kLiquids[static_cast<size_t>(tube)], 0.9);
      c.Box(x - 10, y - s * 0.62, 136, 9).FillPlain(c.palette().deep);
    }
  }
}

void Screen(Canvas& c, double x) {
  c.RoundBox(x - 130, 560, 260, 170, 10)
      .Fill(Darker(c.palette().deep, 0.3))
      .Box(x - 14, 730, 28, 52)
      .FillPlain(c.palette().deep);
  c.Box(x - 118, 572, 236, 146).FillPlain(Mix(c.palette().deep, c.palette().brand, 0.25));
  double level = 690;
  c.Move(x - 110, level);
  for (int i = 1; i <= 11; ++i)
    level = std::clamp(level + c.rng().In(-30, 20), 590.0, 705.0), c.Line(x - 110 + i * 20, level);
  c.Stroke(c.palette().accent, 5);
}

}  // namespace

void SceneLab(Canvas& c) {
  Colour wall = Mix(c.palette().pale, {1, 1, 1}, 0.25),
         dim = c.mood().night() ? Darker(wall, 0.55) : Mix(wall, c.palette().brand, 0.12);
  c.Box(-5, -5, c.w() + 10, 1010).FillDown(0, dim, 1000, Mix(dim, c.palette().brand, 0.3));
  double wx = c.w() * c.rng().In(0.04, 0.5);
  c.Save();
  c.Box(wx, 80, 420, 330).Clip(), Sky(c, 380);
  FillRidge(c, Ridge(c, 390, 60, 0.4), c.At(0.4), c.At(0.5));
  c.Restore();
  c.Box(wx, 80, 420, 330).Stroke({1, 1, 1}, 14).Move(wx + 210, 80).Line(wx + 210, 410).Stroke({1, 1, 1}, 9);
  double sx = wx > c.w() * 0.25 ? c.w() * 0.04 : c.w() * 0.55;  // shelves
  const auto kLiquids = Liquids(c);
  for (double y : {230.0, 390.0}) {
    c.Box(sx, y, 480, 14).Fill(Mix(c.palette().deep, dim, 0.4));
    for (double x = sx + 16; x < sx + 440;) {
      double w = c.rng().In(26, 50), h = c.rng().In(56, 112);
      c.RoundBox(x, y - h, w, h, 7).FillPlain({1, 1, 1}, 0.55);
      c.RoundBox(x + 3, y - h * 0.6, w - 6, h * 0.57, 5).FillPlain(kLiquids[c.rng().Index(4)], 0.9);
      c.Box(x + w * 0.28, y - h - 13, w * 0.44, 15).FillPlain(c.palette().deep);
      x += w + c.rng().In(8, 30);
    }
  }
  // Somebody at work, then the bench in front of them.
  double px = c.w() * c.rng().In(0.36, 0.64), size = 330;
  Colour skin = Hex(std::array{"#c98f6a", "#8d5a3c", "#e3b493", "#6b4430"}[c.rng().Index(4)]);
  double way = c.rng().Chance(0.5) ? 1 : -1;
  c.Move(px - 220, 1000)
      .Curve(px - 210, 640, px - 130, 600, px - 60, 590)
      .Line(px + 60, 590)
      .Curve(px + 130, 600, px + 210, 640, px + 220, 1000)
      .Close()
      .Fill(Mix({1, 1, 1}, dim, 0.2));
  Profile(c, px, 410, size * 0.78, way, Mix(skin, c.palette().deep, c.mood().night() ? 0.35 : 0.08));
  Hair(c, px, 410, size * 0.78, way, Mix(Hex("#2a1c16"), c.palette().deep, 0.4), c.rng().Int(0, 3));
  c.Circle(px + way * 62, 378, 24).Stroke(c.palette().deep, 6);
  c.Polygon({{px - 40, 596}, {px + way * 10, 720}, {px + 40, 596}}).FillPlain(c.palette().brand);
  c.Box(-5, 780, c.w() + 10, 40).Fill(Mix(c.palette().deep, {1, 1, 1}, 0.1));
  c.Box(-5, 818, c.w() + 10, 200).FillDown(818, Mix(c.palette().deep, c.palette().brand, 0.4), 1000, c.palette().deep);
  double mx = px + way * 240, screen = px - way * 330;
  Microscope(c, mx, way);
  BenchGlass(c, {{mx, 150}, {px, 190}, {screen, 200}});
  Screen(c, screen);
}

}  // namespace newsstand::press
