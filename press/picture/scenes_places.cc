#include <algorithm>
#include <cmath>

#include "press/picture/scenery.h"
#include "press/picture/scenes.h"

namespace newsstand::press {

namespace {

// A train on a viaduct, across the picture.
void Viaduct(Canvas& c) {
  Sky(c, 620);
  Colour land = Mix(Hex("#6d8053"), c.palette().deep, 0.35);
  for (int i = 0; i < 3; ++i)
    FillRidge(c, Ridge(c, 640 + i * 50, 130 - i * 30, 0.5), c.At(0.16 + i * 0.14, land), c.At(0.3 + i * 0.14, land));
  double deck = c.rng().In(500, 560), x = c.w() * c.rng().In(-0.05, 0.3);
  Colour stone = c.At(0.78, Mix(Hex("#a89683"), c.palette().pale, 0.25)), body = c.palette().brand;
  int cars = c.rng().Int(3, 6);
  double length = 250, high = 92;
  for (int i = 0; i < cars; ++i) {
    double cx = x + i * (length + 7), cy = deck - 12;
    bool front = i + 1 == cars;
    c.Move(cx, cy).Line(cx, cy - high).Line(cx + length - (front ? 60 : 0), cy - high);
    if (front) c.Curve(cx + length - 20, cy - high, cx + length, cy - high * 0.5, cx + length + 6, cy);
    if (!front) c.Line(cx + length, cy);
    c.Close().Fill(c.At(0.92, body));
    c.Box(cx, cy - high * 0.3, length - (front ? 8 : 0), 11).FillPlain(c.palette().accent);
    for (int w = 0; w < 6; ++w)
      c.RoundBox(cx + 14 + w * 38, cy - high * 0.82, 27, 32, 6)
          .FillPlain(c.mood().lamps() ? c.mood().window : Mix(c.mood().sky_low, c.palette().deep, 0.35));
    for (double wheel : {0.16, 0.30, 0.70, 0.84}) c.Circle(cx + length * wheel, cy + 5, 10).FillPlain({0.1, 0.1, 0.12});
    if (front) c.Glow(cx + length, cy - 22, c.mood().lamps() ? 190 : 60, c.mood().window, 0.8);
  }
  cairo_set_fill_rule(c.cr(), CAIRO_FILL_RULE_EVEN_ODD);
  c.Box(-20, deck, c.w() + 40, 520);
  double span = c.rng().In(190, 250), r = span * 0.40;
  for (double ax = -span * c.rng().Unit(); ax < c.w() + span; ax += span) {
    cairo_new_sub_path(c.cr());
    c.Arc(ax, deck + 60 + r, r, M_PI, 2 * M_PI);
    c.Line(ax + r, 1030).Line(ax - r, 1030).Close();
  }
  c.Fill(stone);
  cairo_set_fill_rule(c.cr(), CAIRO_FILL_RULE_WINDING);
  c.Box(-20, deck - 4, c.w() + 40, 22).Fill(Darker(stone, 0.18));
  for (int course = 0; course < 6; ++course)
    c.Move(-10, deck + 34 + course * 12)
        .Line(c.w() + 10, deck + 34 + course * 12)
        .Stroke(Darker(stone, 0.3), 1.4, 0.25);
  auto near = Ridge(c, 930, 50, 0.2);
  FillRidge(c, near, c.At(0.92, Darker(land, 0.2)), c.At(1, Darker(land, 0.45)));
  for (int i = 0; i < 9; ++i) {
    double tx = c.w() * c.rng().Unit();
    DrawTree(c, AnyTree(c), tx, RidgeAt(c, near, tx) + 20, c.rng().In(110, 260),
             c.At(0.95, Mix(Hex("#4f7f4a"), c.palette().deep, 0.45)));
  }
  WeatherOver(c, 620);
}

// A classroom: blackboard, desks, children from behind.
void Classroom(Canvas& c) {
  Colour wall = Mix(c.palette().pale, Hex("#e8dcc2"), 0.4);
  if (c.mood().night()) c.ChooseMood(10);
  c.Box(-5, -5, c.w() + 10, 1010).FillDown(0, wall, 1000, Darker(wall, 0.22));
  double bx = c.w() * 0.26, bw = c.w() * 0.5;
  c.Box(bx, 110, bw, 330).Fill(Mix(Hex("#2f4a3f"), c.palette().deep, 0.35));
  c.Box(bx, 110, bw, 330).Stroke(Mix(Hex("#8a6242"), c.palette().deep, 0.2), 16);
  Colour chalk = Hex("#f1efe6");
  for (int line = 0; line < 4; ++line) {  // somebody's handwriting
    double x = bx + 50, y = 175 + line * 62;
    c.Move(x, y);
    double end = bx + bw * c.rng().In(0.45, 0.72);
    while (x < end)
      c.Curve(x + 5, y - c.rng().In(8, 26), x + 10, y + c.rng().In(0, 12), x + c.rng().In(14, 26), y),
          cairo_get_current_point(c.cr(), &x, &y), y = 175 + line * 62;
    c.Stroke(chalk, 4, 0.85);
  }
  c.Circle(bx + bw * 0.86, 230, 46).Stroke(chalk, 4, 0.9);
  c.Polygon({{bx + bw * 0.80, 400}, {bx + bw * 0.86, 310}, {bx + bw * 0.92, 400}}).Stroke(chalk, 4, 0.9);
  for (double wx : {c.w() * 0.03, c.w() * 0.84}) {
    c.Save();
    c.Box(wx, 90, c.w() * 0.13, 400).Clip();
    Sky(c, 470);
    FillRidge(c, Ridge(c, 470, 60, 0.3), c.At(0.4), c.At(0.5));
    c.Restore();
    c.Box(wx, 90, c.w() * 0.13, 400)
        .Stroke({1, 1, 1}, 14)
        .Move(wx + c.w() * 0.065, 90)
        .Line(wx + c.w() * 0.065, 490)
        .Stroke({1, 1, 1}, 8);
  }
  Person(c, bx + bw * c.rng().In(0.1, 0.9), 640, 400, c.palette().brand, c.rng().Next());
  c.Box(-5, 610, c.w() + 10, 400)
      .FillDown(610, Mix(Hex("#b98d62"), c.palette().accent, 0.2), 1000, Mix(Hex("#6d4c33"), c.palette().deep, 0.3));
  for (int row = 0; row < 3; ++row) {
    double t = row / 2.0, size = 92 + 74 * t, y = 720 + 125 * t, step = size * 2.1;
    for (double x = step * (row % 2 ? 0.1 : 0.45); x < c.w() + step; x += step) {
      c.RoundBox(x - size * 0.9, y - size * 0.08, size * 1.8, size * 0.16, 6)
          .Fill(Mix(Hex("#d9b88a"), c.palette().pale, 0.3));
      Colour coat = CoatColour(c, 1);
      if (c.rng().Chance(0.3)) {  // a raised hand
        c.Move(x + size * 0.3, y + size * 0.3)
            .Line(x + size * 0.5, y - size * 0.72)
            .Stroke(Darker(coat, 0.08), size * 0.15);
        c.Circle(x + size * 0.51, y - size * 0.8, size * 0.09).FillPlain(Hex("#c9956b"));
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
  c.Box(-5, horizon + 60, c.w() + 10, 600).FillDown(horizon + 60, c.At(0.5, land), 1000, c.At(0.95, Darker(land, 0.3)));
  double vx = c.w() * c.rng().In(0.36, 0.64), vy = horizon + 46;
  auto track = [&](double foot, double gauge) {
    c.Polygon({{vx - 4, vy}, {vx + 4, vy}, {foot + gauge * 1.9, 1010}, {foot - gauge * 1.9, 1010}})
        .FillPlain(c.At(0.9, Mix(Hex("#8d857a"), c.palette().deep, 0.25)));
    for (int i = 0; i < 26; ++i) {
      double t = std::pow(static_cast<double>(i) / 26, 2.1), y = vy + (1010 - vy) * t, mid = vx + (foot - vx) * t,
             half = gauge * 1.45 * t + 1;
      c.Box(mid - half, y, half * 2, 2 + 15 * t).FillPlain(c.At(0.95, Mix(Hex("#54402f"), c.palette().deep, 0.4)), 0.9);
    }
    for (double side : {-1.0, 1.0})
      c.Polygon({{vx - 0.6, vy}, {vx + 0.6, vy}, {foot + side * gauge + 6, 1010}, {foot + side * gauge - 6, 1010}})
          .FillPlain(Mix(c.mood().sky_low, Hex("#cfd4da"), 0.5));
  };
  double left = vx - c.w() * 0.30, right = vx + c.w() * 0.22;
  track(left, 105);
  track(right, 105);
  for (int i = 9; i >= 1; --i) {  // masts and wires
    double t = std::pow(i / 9.0, 2.2), y = vy + (1010 - vy) * t, h = 40 + 620 * t;
    for (double foot : {left - 330.0, right + 330.0}) {
      double x = vx + (foot - vx) * t;
      c.Box(x - 1 - 5 * t, y - h, 2 + 10 * t, h).FillPlain(c.At(0.3 + 0.6 * t, c.palette().deep));
      double arm = (foot < vx ? 1 : -1) * h * 0.32;
      c.Move(x, y - h * 0.9).Line(x + arm, y - h * 0.84).Stroke(c.At(0.3 + 0.6 * t, c.palette().deep), 1.5 + 5 * t);
    }
  }
  for (double foot : {left, right}) c.Move(vx, vy - 30).Line(foot, 1010 - 560).Stroke(c.palette().deep, 2, 0.6);
  // The train comes towards us on one of them.
  double t = c.rng().In(0.30, 0.5), foot = c.rng().Chance(0.5) ? left : right;
  double x = vx + (foot - vx) * t, y = vy + (1010 - vy) * t, wide = 105 * t * 2.9, high = wide * 1.28, back = 0.42;
  double bx = vx + (foot - vx) * t * back, by = vy + (y - vy) * back, bw = wide * back;
  Colour body = c.palette().brand;
  double far_side = foot < vx ? 1 : -1;
  c.Polygon({{x + far_side * wide / 2, y},
             {bx + far_side * bw / 2, by},
             {bx + far_side * bw / 2, by - high * back},
             {x + far_side * wide / 2, y - high * 0.92}})
      .Fill(c.At(0.75, Darker(body, 0.25)));
  for (int i = 0; i < 6; ++i) {
    double a = 0.06 + i * 0.155, b = a + 0.10;
    auto px = [&](double k) {
      return x + far_side * wide / 2 + (bx + far_side * bw / 2 - x - far_side * wide / 2) * k;
    };
    auto py = [&](double k, double level) {
      return (y - high * level) + ((by - high * back * level) - (y - high * level)) * k;
    };
    c.Polygon({{px(a), py(a, 0.48)}, {px(b), py(b, 0.48)}, {px(b), py(b, 0.74)}, {px(a), py(a, 0.74)}})
        .FillPlain(c.mood().lamps() ? c.mood().window : Mix(c.mood().sky_low, c.palette().deep, 0.3));
  }
  c.RoundBox(x - wide / 2, y - high, wide, high, wide * 0.2).Fill(c.At(0.95, body));
  c.RoundBox(x - wide * 0.4, y - high * 0.86, wide * 0.8, high * 0.34, wide * 0.1)
      .FillPlain(Mix(Darker(c.palette().deep, 0.3), c.mood().sky_low, 0.25));
  c.Box(x - wide / 2, y - high * 0.40, wide, high * 0.09).FillPlain(c.palette().accent);
  for (double side : {-0.32, 0.32}) {
    c.Circle(x + wide * side, y - high * 0.2, wide * 0.07).FillPlain({1, 1, 0.9});
    c.Glow(x + wide * side, y - high * 0.2, wide * (c.mood().lamps() ? 1.3 : 0.5), c.mood().window, 0.8);
  }
  c.Box(x - wide * 0.46, y - high * 0.06, wide * 0.92, high * 0.06).FillPlain({0.08, 0.08, 0.1});
  WeatherOver(c, horizon);
}

void SceneSchool(Canvas& c) {
  if (c.rng().Chance(0.4)) return Classroom(c);
  Sky(c, 640);
  FillRidge(c, Ridge(c, 700, 70, 0.3), c.At(0.2, Hex("#5f7f55")), c.At(0.35, Hex("#5f7f55")));
  double mid = c.w() * c.rng().In(0.4, 0.6), base = 800, half = c.rng().In(380, 460);
  Colour wall = c.At(0.82, c.mood().night() ? Darker(Wall(c), 0.5) : Mix(Wall(c), Hex("#c47a55"), 0.3)),
         roof = c.At(0.88, Mix(c.palette().deep, Hex("#5c4a45"), 0.4));
  c.Box(mid - half, base - 230, half * 2, 230).Fill(wall);
  c.Polygon({{mid - half - 26, base - 226},
             {mid - half + 60, base - 330},
             {mid + half - 60, base - 330},
             {mid + half + 26, base - 226}})
      .Fill(roof);
  c.Box(mid - 90, base - 420, 180, 420).Fill(Lighter(wall, 0.08));
  c.Polygon({{mid - 110, base - 416}, {mid, base - 520}, {mid + 110, base - 416}}).Fill(roof);
  c.Circle(mid, base - 370, 38).Fill(c.palette().paper);
  c.Move(mid, base - 370)
      .Line(mid, base - 396)
      .Move(mid, base - 370)
      .Line(mid + 17, base - 362)
      .Stroke(c.palette().deep, 4);
  c.Box(mid - 34, base - 130, 68, 130).Fill(c.palette().brand);
  Colour pane = c.mood().lamps() ? c.mood().window : Mix(c.mood().sky_top, {1, 1, 1}, 0.4);
  for (int side : {-1, 1}) {
    for (int i = 0; i < 3; ++i) {
      double wx = mid + side * (140 + i * (half - 150) / 3) - 32;
      c.RoundBox(wx - 5, base - 191, 74, 122, 4).FillPlain(Lighter(wall, 0.4));
      c.Box(wx, base - 186, 64, 112).FillPlain(pane);
      c.Box(wx + 30, base - 186, 4, 112).Box(wx, base - 132, 64, 4).FillPlain(Lighter(wall, 0.4));
    }
  }
  Colour yard = c.At(0.9, Mix(Hex("#c7b795"), c.palette().pale, 0.4));
  c.Box(-5, base, c.w() + 10, 210)
      .FillDown(base, c.mood().night() ? Darker(yard, 0.45) : yard, 1000,
                c.mood().night() ? Darker(yard, 0.6) : Darker(yard, 0.2));
  for (int i = 0; i < 8; ++i) {  // hopscotch
    double hx = c.w() * 0.62 + i * 46, hy = 930 - (i % 3 == 2 ? 12 : 0);
    c.Box(hx, hy, 42, 30).Stroke({1, 1, 1}, 3, 0.8);
  }
  for (double tx : {0.06, 0.93})
    DrawTree(c, Tree::kRound, c.w() * tx, base + 30, c.rng().In(330, 430),
             c.At(0.92, Mix(Hex("#5f8a4a"), c.palette().brand, 0.35)));
  int children = c.rng().Int(9, 16);
  std::vector<std::pair<double, double>> feet;
  for (int i = 0; i < children; ++i) feet.push_back({base + c.rng().In(30, 180), c.w() * c.rng().In(0.08, 0.92)});
  std::sort(feet.begin(), feet.end());
  for (auto [y, x] : feet) {
    Person(c, x, y, 84 + (y - base) * 0.22, CoatColour(c, 1), c.rng().Next());
    if (c.rng().Chance(0.5)) c.RoundBox(x - 12, y - 66, 20, 26, 6).FillPlain(c.palette().accent);
  }
  c.Circle(c.w() * c.rng().In(0.2, 0.8), 950, 12).Fill(c.palette().accent);
  WeatherOver(c, 640);
}

}  // namespace newsstand::press
