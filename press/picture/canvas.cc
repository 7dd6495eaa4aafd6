#include "press/picture/canvas.h"

#include <pango/pangocairo.h>

#include <algorithm>
#include <cmath>

namespace newsstand::press {
namespace {

struct Lab {
  double l, a, b;
};

double ToLinear(double v) { return v <= 0.04045 ? v / 12.92 : std::pow((v + 0.055) / 1.055, 2.4); }
double FromLinear(double v) {
  v = std::clamp(v, 0.0, 1.0);
  return v <= 0.0031308 ? v * 12.92 : 1.055 * std::pow(v, 1 / 2.4) - 0.055;
}

// Björn Ottosson's OKLab.
Lab ToLab(Colour c) {
  double r = ToLinear(c.r), g = ToLinear(c.g), b = ToLinear(c.b);
  double l = std::cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
  double m = std::cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
  double s = std::cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
  return {0.2104542553 * l + 0.7936177850 * m - 0.0040720468 * s,
          1.9779984951 * l - 2.4285922050 * m + 0.4505937099 * s,
          0.0259040371 * l + 0.7827717662 * m - 0.8086757660 * s};
}
Colour FromLab(Lab c) {
  double l = std::pow(c.l + 0.3963377774 * c.a + 0.2158037573 * c.b, 3);
  double m = std::pow(c.l - 0.1055613458 * c.a - 0.0638541728 * c.b, 3);
  double s = std::pow(c.l - 0.0894841775 * c.a - 1.2914855480 * c.b, 3);
  return {FromLinear(4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s),
          FromLinear(-1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s),
          FromLinear(-0.0041960863 * l - 0.7034186147 * m + 1.7076147010 * s)};
}

PangoLayout* Layout(cairo_t* cr, double size, const std::string& text, bool bold, double max_width) {
  PangoLayout* layout = pango_cairo_create_layout(cr);
  PangoFontDescription* font = pango_font_description_from_string("Noto Sans, Noto Sans CJK JP, DejaVu Sans");
  pango_font_description_set_absolute_size(font, size * PANGO_SCALE);
  if (bold) pango_font_description_set_weight(font, PANGO_WEIGHT_BOLD);
  pango_layout_set_font_description(layout, font);
  pango_font_description_free(font);
  pango_layout_set_text(layout, text.c_str(), static_cast<int>(text.size()));
  if (max_width > 0) {
    pango_layout_set_width(layout, static_cast<int>(max_width * PANGO_SCALE));
    pango_layout_set_wrap(layout, PANGO_WRAP_WORD_CHAR);
    pango_layout_set_height(layout, -2);
    pango_layout_set_ellipsize(layout, PANGO_ELLIPSIZE_END);
  }
  return layout;
}

}  // namespace

Colour Hex(std::string_view hex) {
  auto digit = [&](size_t i) {
    char c = i < hex.size() ? hex[i] : '0';
    return c >= 'a' ? c - 'a' + 10 : c >= 'A' ? c - 'A' + 10 : c - '0';
  };
  auto part = [&](size_t i) { return (digit(i) * 16 + digit(i + 1)) / 255.0; };
  return {part(1), part(3), part(5)};
}

Colour Mix(Colour a, Colour b, double share) {
  Lab x = ToLab(a), y = ToLab(b);
  double t = std::clamp(share, 0.0, 1.0);
  return FromLab({x.l + (y.l - x.l) * t, x.a + (y.a - x.a) * t, x.b + (y.b - x.b) * t});
}
Colour Lighter(Colour c, double by) { return Mix(c, {1, 1, 1}, by); }
Colour Darker(Colour c, double by) { return Mix(c, {0.05, 0.04, 0.07}, by); }
Colour Saturated(Colour c, double factor) {
  Lab lab = ToLab(c);
  return FromLab({lab.l, lab.a * factor, lab.b * factor});
}

Canvas::Canvas(cairo_surface_t* surface, int width, int height, Palette palette, Manner manner, uint64_t seed,
               int hour_of_day, bool snow)
    : cr_(cairo_create(surface)),
      width_(1000.0 * width / height),
      palette_(palette),
      manner_(manner),
      rng_(seed),
      snow_(snow) {
  cairo_scale(cr_, height / 1000.0, height / 1000.0);
  cairo_set_line_join(cr_, CAIRO_LINE_JOIN_ROUND);
  cairo_set_line_cap(cr_, CAIRO_LINE_CAP_ROUND);
  ChooseMood(hour_of_day);
}
Canvas::~Canvas() { cairo_destroy(cr_); }

void Canvas::ChooseMood(int hour) {
  Mood& m = mood_;
  m.hour = hour < 5 || hour >= 21 ? Hour::kNight : hour < 8 ? Hour::kDawn : hour < 17 ? Hour::kDay : Hour::kDusk;
  if (manner_ == Manner::kDusk && m.hour == Hour::kDay) m.hour = rng_.Chance(0.5) ? Hour::kDawn : Hour::kDusk;
  if (manner_ == Manner::kPop && m.hour == Hour::kNight && rng_.Chance(0.5)) m.hour = Hour::kDusk;
  double chance = rng_.Unit();
  Weather last = snow_ ? Weather::kSnow : Weather::kClear;
  m.weather = chance < 0.42   ? Weather::kClear
              : chance < 0.74 ? Weather::kCloudy
              : chance < 0.84 ? Weather::kRain
              : chance < 0.94 ? Weather::kFog
                              : last;
  const Palette& p = palette_;
  Colour top, low, light;
  switch (m.hour) {
    case Hour::kDawn: top = Hex("#7c8fc4"), low = Hex("#fbd3ae"), light = Hex("#ffe3bd"); break;
    case Hour::kDay: top = Hex("#5a9bd3"), low = Hex("#e4eff3"), light = Hex("#fff7e0"); break;
    case Hour::kDusk: top = Hex("#45417a"), low = Hex("#f49a68"), light = Hex("#ffc98f"); break;
    case Hour::kNight: top = Hex("#0a1230"), low = Hex("#34467a"), light = Hex("#dfe8ff"); break;
  }
  bool grey = m.weather == Weather::kRain || m.weather == Weather::kFog || m.weather == Weather::kSnow;
  if (grey) {
    top = Mix(top, m.night() ? Hex("#1b2233") : Hex("#93a1ad"), 0.6);
    low = Mix(low, m.night() ? Hex("#3a4356") : Hex("#dfe3e2"), 0.6);
  }
  // The title's colours tint every light.
  double tint = manner_ == Manner::kPop ? 0.62 : manner_ == Manner::kInk ? 0.42 : 0.36;
  m.sky_top = Mix(top, m.night() ? Darker(p.brand, 0.55) : p.brand, tint);
  m.sky_low = Mix(low, m.hour == Hour::kDay ? p.pale : m.night() ? p.brand : p.accent, m.night() ? tint * 0.6 : tint);
  if (manner_ == Manner::kInk) {
    m.sky_top = Mix(m.sky_top, p.paper, m.night() ? 0.1 : 0.45);
    m.sky_low = Mix(m.sky_low, p.paper, m.night() ? 0.15 : 0.5);
  }
  m.haze = Mix(m.sky_low, p.pale, 0.15);
  m.light = light;
  m.near = m.night() ? Darker(p.deep, 0.35) : m.hour == Hour::kDay ? Mix(p.deep, p.brand, 0.28) : p.deep;
  m.window = Mix(Hex("#ffd98a"), p.accent, 0.35);
  m.sun_x = width_ * rng_.In(0.16, 0.84);
  m.sun_y = m.hour == Hour::kDay ? rng_.In(120, 260) : m.night() ? rng_.In(110, 300) : rng_.In(380, 520);
}

Colour Canvas::At(double nearness, Colour own) const {
  double reach = mood_.weather == Weather::kFog ? 0.80 : 0.94;
  // Colours sleep at night.
  Colour seen = mood_.night() ? Darker(own, 0.3) : mood_.hour == Hour::kDay ? own : Darker(own, 0.08);
  return Mix(mood_.haze, seen, 0.12 + (reach - 0.12) * std::clamp(nearness, 0.0, 1.0));
}

Canvas& Canvas::RoundBox(double x, double y, double width, double height, double r) {
  r = std::min({r, width / 2, height / 2});
  cairo_new_sub_path(cr_);
  cairo_arc(cr_, x + width - r, y + r, r, -M_PI / 2, 0);
  cairo_arc(cr_, x + width - r, y + height - r, r, 0, M_PI / 2);
  cairo_arc(cr_, x + r, y + height - r, r, M_PI / 2, M_PI);
  cairo_arc(cr_, x + r, y + r, r, M_PI, 1.5 * M_PI);
  cairo_close_path(cr_);
  return *this;
}
Canvas& Canvas::Circle(double x, double y, double r) {
  cairo_new_sub_path(cr_);
  cairo_arc(cr_, x, y, std::max(r, 0.1), 0, 2 * M_PI);
  return *this;
}
Canvas& Canvas::Oval(double x, double y, double rx, double ry) {
  cairo_save(cr_);
  cairo_translate(cr_, x, y);
  cairo_scale(cr_, std::max(rx, 0.1), std::max(ry, 0.1));
  cairo_new_sub_path(cr_);
  cairo_arc(cr_, 0, 0, 1, 0, 2 * M_PI);
  cairo_restore(cr_);
  return *this;
}
Canvas& Canvas::Polygon(const std::vector<std::pair<double, double>>& points) {
  for (size_t i = 0; i < points.size(); ++i)
    i ? Line(points[i].first, points[i].second) : Move(points[i].first, points[i].second);
  Close();
  return *this;
}

void Canvas::Outline() {
  if (manner_ == Manner::kInk) {
    Colour ink = mood_.night() ? Lighter(mood_.sky_low, 0.25) : palette_.deep;
    cairo_set_source_rgba(cr_, ink.r, ink.g, ink.b, mood_.night() ? 0.35 : 0.55);
    cairo_set_line_width(cr_, 2.4);
    cairo_stroke(cr_);
  } else {
    cairo_new_path(cr_);
  }
}

Canvas& Canvas::Fill(Colour c, double alpha) {
  if (manner_ == Manner::kCutout && alpha > 0.95) {
    // Paper lies on paper: a soft edge above and to the left, made of three strokes.
    double x1 = 0, y1 = 0, x2 = 0, y2 = 0;
    cairo_path_extents(cr_, &x1, &y1, &x2, &y2);
    bool large = (x2 - x1) * (y2 - y1) > 9000;
    for (double width : {15.0, 9.0, 4.0}) {
      if (!large && width > 5) continue;  // a small piece lies flat
      cairo_set_source_rgba(cr_, 0.03, 0.03, 0.08, large ? 0.05 : 0.10);
      cairo_set_line_width(cr_, width);
      cairo_stroke_preserve(cr_);
    }
  }
  cairo_set_source_rgba(cr_, c.r, c.g, c.b, alpha);
  cairo_fill_preserve(cr_);
  Outline();
  return *this;
}
Canvas& Canvas::FillPlain(Colour c, double alpha) {
  cairo_set_source_rgba(cr_, c.r, c.g, c.b, alpha);
  cairo_fill(cr_);
  return *this;
}
Canvas& Canvas::FillDown(double y0, Colour top, double y1, Colour bottom, double top_alpha, double bottom_alpha) {
  cairo_pattern_t* pattern = cairo_pattern_create_linear(0, y0, 0, y1);
  // Stops between, so that the blend is OKLab's and not the raster's.
  for (int i = 0; i <= 4; ++i) {
    Colour c = Mix(top, bottom, i / 4.0);
    cairo_pattern_add_color_stop_rgba(pattern, i / 4.0, c.r, c.g, c.b,
                                      top_alpha + (bottom_alpha - top_alpha) * i / 4.0);
  }
  cairo_set_source(cr_, pattern);
  cairo_fill_preserve(cr_);
  cairo_pattern_destroy(pattern);
  if (top_alpha > 0.95 && bottom_alpha > 0.95) {
    Outline();
  } else {
    cairo_new_path(cr_);
  }
  return *this;
}
Canvas& Canvas::Stroke(Colour c, double thickness, double alpha) {
  cairo_set_source_rgba(cr_, c.r, c.g, c.b, alpha);
  cairo_set_line_width(cr_, thickness);
  cairo_stroke(cr_);
  return *this;
}
Canvas& Canvas::Glow(double x, double y, double radius, Colour c, double alpha) {
  cairo_pattern_t* pattern = cairo_pattern_create_radial(x, y, 0, x, y, radius);
  for (double t : {0.0, 0.2, 0.45, 0.7, 1.0}) {
    cairo_pattern_add_color_stop_rgba(pattern, t, c.r, c.g, c.b, alpha * std::pow(1 - t, 2.2));
  }
  cairo_set_source(cr_, pattern);
  cairo_rectangle(cr_, x - radius, y - radius, 2 * radius, 2 * radius);
  cairo_fill(cr_);
  cairo_pattern_destroy(pattern);
  return *this;
}

Canvas& Canvas::Text(double x, double y, double size, const std::string& text, Colour c, double anchor, bool bold,
                     double max_width) {
  PangoLayout* layout = Layout(cr_, size, text, bold, max_width);
  if (pango_layout_get_unknown_glyphs_count(layout) > 0) {
    g_object_unref(layout);
    return *this;
  }
  int width = 0, height = 0;
  pango_layout_get_pixel_size(layout, &width, &height);
  cairo_move_to(cr_, x - anchor * width, y);
  cairo_set_source_rgba(cr_, c.r, c.g, c.b, 1);
  pango_cairo_show_layout(cr_, layout);
  cairo_new_path(cr_);
  g_object_unref(layout);
  return *this;
}
bool Canvas::CanWrite(const std::string& text) {
  PangoLayout* layout = Layout(cr_, 30, text, false, 0);
  bool all = pango_layout_get_unknown_glyphs_count(layout) == 0;
  g_object_unref(layout);
  return all;
}
double Canvas::TextWidth(double size, const std::string& text, bool bold) {
  PangoLayout* layout = Layout(cr_, size, text, bold, 0);
  int width = 0, height = 0;
  pango_layout_get_pixel_size(layout, &width, &height);
  g_object_unref(layout);
  return width;
}

}  // namespace newsstand::press
