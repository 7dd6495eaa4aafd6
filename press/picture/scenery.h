// What many scenes are made of: skies, hills, water, trees, houses, people, weather. Only for press/picture.
#pragma once

#include "press/picture/canvas.h"

namespace newsstand::press {

// Sky with sun or moon, stars and clouds down to `horizon`.
void Sky(Canvas& c, double horizon);
void Clouds(Canvas& c, double low, double high, int count, double alpha);
void Stars(Canvas& c, double horizon);
// Rain, snow or bands of fog over what is there.
void WeatherOver(Canvas& c, double horizon);
// The last touches of the house's manner: dots, vignette.
void Varnish(Canvas& c);

// A line of hills from the left to the right edge, filled to the bottom. `rough` 0 soft … 1 rocky.
std::vector<double> Ridge(Canvas& c, double base, double height, double rough);  // y at 129 places from left to right
void FillRidge(Canvas& c, const std::vector<double>& ridge, Colour top, Colour bottom);
// Hills one behind the other, each nearer, darker and lower; returns the last ridge.
std::vector<double> Hills(Canvas& c, double from, double to, int layers, double height, double rough, Colour own);
double RidgeAt(const Canvas& c, const std::vector<double>& ridge, double x);

// Water from y to the bottom edge, with the light of the sky on it.
void Water(Canvas& c, double y, double bottom, double calm);
void Reflection(Canvas& c, double x, double y, double width, double length, Colour colour, double alpha);

enum class Tree { kFir, kRound, kPoplar, kPalm, kBare };
void DrawTree(Canvas& c, Tree kind, double x, double y, double height, Colour colour);
Tree AnyTree(Canvas& c);
void Bush(Canvas& c, double x, double y, double size, Colour colour);

// A house front with windows; `lit` is the share of windows with light.
void Tower(Canvas& c, double x, double y, double width, double height, Colour colour, double lit);
void Cottage(Canvas& c, double x, double y, double width, double height, Colour wall, Colour roof);

// A standing or walking person, feet at (x, y). `turn` chooses clothes and posture.
void Person(Canvas& c, double x, double y, double height, Colour coat, uint64_t turn);
// Head and shoulders from behind, for crowds; (x, y) is the middle of the shoulders' lower edge.
void Back(Canvas& c, double x, double y, double size, Colour coat, uint64_t turn);
Colour CoatColour(Canvas& c, double nearness);
Colour Green(Canvas& c, double share = 0.5);  // of meadows and leaves, with `share` of the house's deep colour
Colour Wall(Canvas& c);                       // of a house front

void StreetLamp(Canvas& c, double x, double y, double height, Colour colour);
void Gulls(Canvas& c, double y, int count);
void Boat(Canvas& c, double x, double y, double size, Colour hull, bool sail);

}  // namespace newsstand::press
