// People: standing, and from behind.
#include <cmath>

#include "press/picture/scenery.h"

namespace newsstand::press {

Colour CoatColour(Canvas& c, double nearness) {
  const Palette& p = c.palette();
  const Colour choices[] = {p.deep,
                            p.brand,
                            Darker(p.brand, 0.4),
                            Mix(p.deep, p.accent, 0.3),
                            p.accent,
                            Mix(p.brand, p.pale, 0.4),
                            Darker(p.deep, 0.3),
                            Mix(p.pale, p.deep, 0.35)};
  Colour own = choices[c.rng().Index(8)];
  if (c.mood().night()) own = Darker(own, 0.45);
  return c.At(nearness, own);
}

namespace {
Colour Skin(uint64_t turn) {
  static const Colour kTones[] = {Hex("#f0c9a8"), Hex("#d9a47a"), Hex("#a86f47"),
                                  Hex("#7a4a2e"), Hex("#e8b58f"), Hex("#5c3826")};
  return kTones[turn % 6];
}
}  // namespace

void Person(Canvas& c, double x, double y, double h, Colour coat, uint64_t turn) {
  Rng who(turn);
  double stride = h * who.In(0.02, 0.11), head = h * 0.075, shoulder = h * who.In(0.085, 0.115);
  Colour legs = Darker(coat, 0.45);
  c.Oval(x, y, h * 0.16, h * 0.022);
  c.FillPlain({0, 0, 0.05}, 0.18);
  bool skirt = who.Chance(0.3);
  for (double side : {-1.0, 1.0}) {
    c.Move(x + side * h * 0.025, y - h * 0.45);
    c.Line(x + side * stride, y - h * 0.02);
    c.Stroke(legs, h * 0.055);
  }
  if (skirt) {
    c.Polygon({{x - h * 0.06, y - h * 0.5},
               {x + h * 0.06, y - h * 0.5},
               {x + h * 0.12, y - h * 0.2},
               {x - h * 0.12, y - h * 0.2}});
    c.FillPlain(legs);
  }
  double hem = y - h * (skirt ? 0.44 : who.In(0.34, 0.46));
  c.Move(x - shoulder, y - h * 0.80);
  c.Curve(x - shoulder * 0.5, y - h * 0.86, x + shoulder * 0.5, y - h * 0.86, x + shoulder, y - h * 0.80);
  c.Line(x + shoulder * 0.95, hem);
  c.Line(x - shoulder * 0.95, hem);
  c.Close();
  c.Fill(coat);
  double swing = who.In(-0.06, 0.1) * h;
  for (double side : {-1.0, 1.0}) {
    c.Move(x + side * shoulder * 0.9, y - h * 0.78);
    c.Line(x + side * (shoulder + h * 0.02) + swing * 0.4, y - h * 0.48);
    c.Stroke(Darker(coat, 0.12), h * 0.042);
  }
  c.Circle(x, y - h * 0.915, head);
  c.FillPlain(c.mood().night() ? Darker(Skin(turn), 0.4) : Skin(turn));
  c.Arc(x, y - h * 0.93, head * 1.05, M_PI, 2 * M_PI);
  c.Close();
  c.FillPlain(who.Chance(0.35) ? Darker(coat, 0.3)
                               : Mix(Hex("#2a1c14"), Hex("#b9a58a"), who.Chance(0.2) ? 0.8 : who.Unit() * 0.3));
  if (who.Chance(0.22)) {  // a bag
    c.RoundBox(x + shoulder + h * 0.01, y - h * 0.46, h * 0.09, h * 0.11, h * 0.02);
    c.FillPlain(Mix(coat, c.palette().accent, 0.6));
  }
}

void Back(Canvas& c, double x, double y, double s, Colour coat, uint64_t turn) {
  Rng who(turn);
  double broad = s * who.In(0.44, 0.56), neck = s * 0.1, head = s * who.In(0.21, 0.25), top = y - s * 0.72;
  c.Move(x - broad, y + s);
  c.Line(x - broad, y - s * 0.1);
  c.Curve(x - broad, y - s * 0.42, x - neck * 1.6, y - s * 0.42, x - neck, y - s * 0.52);
  c.Line(x + neck, y - s * 0.52);
  c.Curve(x + neck * 1.6, y - s * 0.42, x + broad, y - s * 0.42, x + broad, y - s * 0.1);
  c.Line(x + broad, y + s);
  c.Close();
  c.Fill(coat);
  Colour skin = c.mood().night() ? Darker(Skin(turn), 0.45) : Skin(turn);
  c.Box(x - neck, y - s * 0.6, neck * 2, s * 0.14);
  c.FillPlain(Darker(skin, 0.1));
  c.Circle(x - head * 0.97, top + head * 0.2, head * 0.2);
  c.Circle(x + head * 0.97, top + head * 0.2, head * 0.2);
  c.FillPlain(skin);
  Colour hair = Mix(Hex("#20150f"), Hex("#cdb693"), who.Chance(0.2) ? 0.85 : who.Unit() * 0.45);
  switch (who.Int(0, 4)) {
    case 0:  // a cap or hat
      c.Oval(x, top, head, head * 1.15).Fill(skin);
      c.Move(x - head * 1.12, top - head * 0.1);
      c.Curve(x - head, top - head * 1.5, x + head, top - head * 1.5, x + head * 1.12, top - head * 0.1);
      c.Close().Fill(Mix(coat, c.palette().accent, 0.55));
      break;
    case 1:  // long hair
      c.Oval(x, top, head * 1.05, head * 1.2).FillPlain(hair);
      c.RoundBox(x - head * 1.02, top - head * 0.1, head * 2.04, head * 2.1, head * 0.5).FillPlain(hair);
      break;
    case 2:  // a bun
      c.Oval(x, top, head, head * 1.15).FillPlain(hair);
      c.Circle(x, top - head * 1.15, head * 0.42).FillPlain(Darker(hair, 0.12));
      break;
    case 3:  // a scarf
      c.Oval(x, top + head * 0.05, head * 1.1, head * 1.25).Fill(Mix(c.palette().pale, coat, 0.25));
      c.Polygon({{x - head * 0.9, top + head * 0.6}, {x + head * 0.9, top + head * 0.6}, {x, top + head * 2.1}})
          .FillPlain(Mix(c.palette().pale, coat, 0.35));
      break;
    default: c.Oval(x, top, head, head * 1.15).FillPlain(hair);
  }
  // The light falls on one shoulder.
  double side = c.mood().sun_x < x ? -1 : 1;
  c.Move(x + side * broad * 0.98, y + s * 0.2);
  c.Curve(x + side * broad, y - s * 0.36, x + side * neck * 2, y - s * 0.40, x + side * neck * 1.2, y - s * 0.49);
  c.Stroke(c.mood().light, s * 0.022, c.mood().night() ? 0.25 : 0.5);
}

}  // namespace newsstand::press
