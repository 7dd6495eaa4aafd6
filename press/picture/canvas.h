// A sheet to draw on: 1000 units high, 1500 (3:2) or 1778 (16:9) wide, with the colours of one title and the manner of
// its house. Only for press/picture.
#pragma once

#include <cairo.h>

#include <string>
#include <string_view>
#include <vector>

#include "press/rng.h"

namespace newsstand::press {

struct Colour {
  double r = 0, g = 0, b = 0;
};
Colour Hex(std::string_view hex);                   // "#rrggbb"
Colour Mix(Colour a, Colour b, double share_of_b);  // in OKLab: no muddy middle
Colour Lighter(Colour c, double by);                // towards white
Colour Darker(Colour c, double by);                 // towards a warm black
Colour Saturated(Colour c, double factor);

struct Palette {
  Colour deep, brand, pale, accent, paper;
};

enum class Manner { kFlat, kInk, kCutout, kDusk, kPop };
enum class Weather { kClear, kCloudy, kRain, kSnow, kFog };
enum class Hour { kDawn, kDay, kDusk, kNight };

// Light and weather of one picture.
struct Mood {
  Hour hour = Hour::kDay;
  Weather weather = Weather::kClear;
  Colour sky_top, sky_low, haze, light, near, window;
  double sun_x = 0, sun_y = 0;
  bool night() const { return hour == Hour::kNight; }
  bool lamps() const { return hour != Hour::kDay; }
};

class Canvas {
 public:
  Canvas(cairo_surface_t* surface, int width, int height, Palette palette, Manner manner, uint64_t seed,
         int hour_of_day, bool snow = false);
  ~Canvas();
  Canvas(const Canvas&) = delete;
  Canvas& operator=(const Canvas&) = delete;

  double w() const { return width_; }
  static constexpr double h() { return 1000; }
  cairo_t* cr() { return cr_; }
  Rng& rng() { return rng_; }
  const Palette& palette() const { return palette_; }
  const Mood& mood() const { return mood_; }
  Mood& mood() { return mood_; }
  Manner manner() const { return manner_; }
  void ChooseMood(int hour_of_day);

  // The colour of a thing `nearness` 0 (at the horizon) … 1 (close), of its own colour `own`.
  Colour At(double nearness, Colour own) const;
  Colour At(double nearness) const { return At(nearness, mood_.near); }

  // All drawing returns the canvas, so that a shape reads as one sentence: c.Box(…).Fill(…).
  Canvas& Save() { return Do(cairo_save); }
  Canvas& Restore() { return Do(cairo_restore); }
  Canvas& Clip() { return Do(cairo_clip); }
  Canvas& Translate(double x, double y) {
    cairo_translate(cr_, x, y);
    return *this;
  }
  Canvas& Rotate(double angle) {
    cairo_rotate(cr_, angle);
    return *this;
  }
  Canvas& Scale(double x, double y) {
    cairo_scale(cr_, x, y);
    return *this;
  }

  // Paths. Fill and FillGradient end the current path in the house's manner: outlined, with a paper's shadow, or plain.
  Canvas& Move(double x, double y) {
    cairo_move_to(cr_, x, y);
    return *this;
  }
  Canvas& Line(double x, double y) {
    cairo_line_to(cr_, x, y);
    return *this;
  }
  Canvas& Curve(double x1, double y1, double x2, double y2, double x, double y) {
    cairo_curve_to(cr_, x1, y1, x2, y2, x, y);
    return *this;
  }
  Canvas& Close() {
    cairo_close_path(cr_);
    return *this;
  }
  Canvas& Box(double x, double y, double width, double height) {
    cairo_rectangle(cr_, x, y, width, height);
    return *this;
  }
  // Part of a circle, joined to the current path.
  Canvas& Arc(double x, double y, double radius, double from, double to) {
    cairo_arc(cr_, x, y, radius, from, to);
    return *this;
  }
  Canvas& RoundBox(double x, double y, double width, double height, double radius);
  Canvas& Circle(double x, double y, double radius);
  Canvas& Oval(double x, double y, double rx, double ry);
  Canvas& Polygon(const std::vector<std::pair<double, double>>& points);
  Canvas& Fill(Colour colour, double alpha = 1);
  Canvas& FillPlain(Colour colour, double alpha = 1);  // without outline and shadow: light, glow, detail
  Canvas& FillDown(double y0, Colour top, double y1, Colour bottom, double top_alpha = 1, double bottom_alpha = 1);
  Canvas& Stroke(Colour colour, double thickness, double alpha = 1);
  Canvas& Glow(double x, double y, double radius, Colour colour, double alpha);

  // Text in any script, through Pango. `size` in units; `anchor` 0 left, 0.5 middle, 1 right of x; y is the top.
  Canvas& Text(double x, double y, double size, const std::string& text, Colour colour, double anchor = 0,
               bool bold = false, double max_width = 0);
  // Whether a font of this machine has all the letters. Text leaves out what would only be boxes.
  bool CanWrite(const std::string& text);
  double TextWidth(double size, const std::string& text, bool bold = false);

 private:
  Canvas& Do(void (*change)(cairo_t*)) {
    change(cr_);
    return *this;
  }
  void Outline();

  cairo_t* cr_;
  double width_;
  Palette palette_;
  Manner manner_;
  Rng rng_;
  Mood mood_;
  bool snow_;
};

}  // namespace newsstand::press
