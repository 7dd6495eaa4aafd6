#include "content/parse/date_words.h"

#include <array>

namespace newsstand::parse {
namespace {

struct Month {
  int number;
  std::string_view prefix;  // folded: lower case, Latin and Greek letters without their marks
};

// A word that begins with a prefix is that month; the longest prefix wins ("marraskuu" is November, "mars" is March).
// English, German, French, Spanish, Catalan, Portuguese, Italian, Romanian, Dutch, Danish, Norwegian, Swedish, Finnish,
// Icelandic, Estonian, Latvian, Lithuanian, Polish, Czech, Slovak, Croatian, Slovene, Hungarian, Turkish, Greek,
// Russian, Ukrainian, Belarusian, Bulgarian, Serbian, Macedonian, Indonesian, Arabic, Persian, Hebrew, Hindi. Where
// Slavic languages call different months alike, Polish and Czech win for short forms, and the long forms tell.
constexpr Month kMonths[] = {
    {1, "jan"},     {1, "jaen"},    {1, "ene"},    {1, "gen"},      {1, "ian"},     {1, "led"},    {1, "sty"},
    {1, "sij"},     {1, "oca"},     {1, "tammi"},  {1, "sau"},      {1, "jaan"},    {1, "ιαν"},    {1, "янв"},
    {1, "яну"},     {1, "јан"},     {1, "січ"},    {1, "сту"},      {1, "يناير"},   {1, "جانفي"},  {1, "ינו"},
    {1, "जन"},      {1, "ژانویه"},  {2, "feb"},    {2, "fev"},      {2, "uno"},     {2, "lut"},    {2, "velj"},
    {2, "sub"},     {2, "helmi"},   {2, "vas"},    {2, "veeb"},     {2, "φεβ"},     {2, "фев"},    {2, "феб"},
    {2, "лют"},     {2, "فبراير"},  {2, "פבר"},    {2, "फर"},       {2, "फ़र"},      {2, "فوریه"},  {3, "mar"},
    {3, "maer"},    {3, "mrt"},     {3, "maa"},    {3, "bre"},      {3, "ozu"},     {3, "kov"},    {3, "μαρ"},
    {3, "мар"},     {3, "бер"},     {3, "сак"},    {3, "مارس"},     {3, "מרץ"},     {3, "मार्च"},   {4, "apr"},
    {4, "abr"},     {4, "avr"},     {4, "dub"},    {4, "kwi"},      {4, "trav"},    {4, "nis"},    {4, "huhti"},
    {4, "bal"},     {4, "απρ"},     {4, "апр"},    {4, "кві"},      {4, "кра"},     {4, "أبريل"},  {4, "ابريل"},
    {4, "إبريل"},   {4, "אפר"},     {4, "अप्रै"},    {4, "آوریل"},    {5, "may"},     {5, "mai"},    {5, "maj"},
    {5, "mei"},     {5, "mag"},     {5, "kve"},    {5, "svi"},      {5, "touko"},   {5, "geg"},    {5, "μαι"},
    {5, "май"},     {5, "мая"},     {5, "мај"},    {5, "тра"},      {5, "مايو"},    {5, "ماي"},    {5, "מאי"},
    {5, "मई"},      {6, "jun"},     {6, "juin"},   {6, "giu"},      {6, "iun"},     {6, "cze"},    {6, "cvn"},
    {6, "cerven"},  {6, "cervn"},   {6, "lipanj"}, {6, "lipnj"},    {6, "haz"},     {6, "kesa"},   {6, "bir"},
    {6, "juuni"},   {6, "ιουν"},    {6, "июн"},    {6, "юни"},      {6, "јун"},     {6, "чер"},    {6, "чэр"},
    {6, "يونيو"},   {6, "יונ"},     {6, "जून"},     {6, "ژوئن"},     {7, "jul"},     {7, "juil"},   {7, "lug"},
    {7, "iul"},     {7, "lip"},     {7, "cvc"},    {7, "cervenec"}, {7, "cervenc"}, {7, "srpanj"}, {7, "srpnj"},
    {7, "tem"},     {7, "heina"},   {7, "lie"},    {7, "juuli"},    {7, "ιουλ"},    {7, "июл"},    {7, "юли"},
    {7, "јул"},     {7, "лип"},     {7, "يوليو"},  {7, "יול"},      {7, "जुल"},      {7, "ژوئیه"},  {8, "aug"},
    {8, "aou"},     {8, "ago"},     {8, "srp"},    {8, "sie"},      {8, "kol"},     {8, "agu"},    {8, "elo"},
    {8, "rugp"},    {8, "rgp"},     {8, "αυγ"},    {8, "авг"},      {8, "сер"},     {8, "жні"},    {8, "أغسطس"},
    {8, "اغسطس"},   {8, "אוג"},     {8, "अग"},     {9, "sep"},      {9, "set"},     {9, "szep"},   {9, "zar"},
    {9, "wrz"},     {9, "ruj"},     {9, "eyl"},    {9, "syys"},     {9, "rugs"},    {9, "rgs"},    {9, "σεπ"},
    {9, "сен"},     {9, "сеп"},     {9, "вер"},    {9, "سبتمبر"},   {9, "ספט"},     {9, "सित"},    {9, "سپتامبر"},
    {10, "oct"},    {10, "okt"},    {10, "ott"},   {10, "out"},     {10, "rij"},    {10, "paz"},   {10, "eki"},
    {10, "loka"},   {10, "spal"},   {10, "οκτ"},   {10, "окт"},     {10, "жов"},    {10, "кас"},   {10, "أكتوبر"},
    {10, "اكتوبر"}, {10, "אוק"},    {10, "अक्टू"},   {10, "اکتبر"},   {11, "nov"},    {11, "lis"},   {11, "stu"},
    {11, "kas"},    {11, "marras"}, {11, "lapk"},  {11, "νοε"},     {11, "ноя"},    {11, "ное"},   {11, "нов"},
    {11, "лис"},    {11, "نوفمبر"}, {11, "נוב"},   {11, "नव"},      {11, "نوامبر"}, {12, "dec"},   {12, "dez"},
    {12, "dic"},    {12, "des"},    {12, "dek"},   {12, "det"},     {12, "pro"},    {12, "gru"},   {12, "ara"},
    {12, "joulu"},  {12, "gruo"},   {12, "δεκ"},   {12, "дек"},     {12, "дец"},    {12, "гру"},   {12, "сне"},
    {12, "ديسمبر"}, {12, "דצמ"},    {12, "दिस"},   {12, "دسامبر"},
};

struct Zone {
  std::string_view name;
  int minutes;
};

// Where one abbreviation means several zones, the one whose publishers are known to write it.
constexpr Zone kZones[] = {
    {"ut", 0},
    {"utc", 0},
    {"gmt", 0},
    {"z", 0},
    {"wet", 0},
    {"uct", 0},
    {"zulu", 0},
    {"est", -300},
    {"edt", -240},
    {"et", -300},
    {"cst", -360},
    {"cdt", -300},
    {"ct", -360},
    {"mst", -420},
    {"mdt", -360},
    {"mt", -420},
    {"pst", -480},
    {"pdt", -420},
    {"pt", -480},
    {"akst", -540},
    {"akdt", -480},
    {"hst", -600},
    {"hdt", -540},
    {"ast", -240},
    {"adt", -180},
    {"nst", -210},
    {"ndt", -150},
    {"brt", -180},
    {"brst", -120},
    {"art", -180},
    {"clt", -240},
    {"clst", -180},
    {"cot", -300},
    {"pet", -300},
    {"vet", -240},
    {"bot", -240},
    {"ect", -300},
    {"gyt", -240},
    {"uyt", -180},
    {"pyt", -240},
    {"bst", 60},
    {"west", 60},
    {"cet", 60},
    {"met", 60},
    {"mez", 60},
    {"wat", 60},
    {"cest", 120},
    {"mest", 120},
    {"mesz", 120},
    {"eet", 120},
    {"cat", 120},
    {"sast", 120},
    {"oez", 120},
    {"oesz", 180},
    {"eest", 180},
    {"msk", 180},
    {"eat", 180},
    {"trt", 180},
    {"idt", 180},
    {"msd", 240},
    {"samt", 240},
    {"gst", 240},
    {"irst", 210},
    {"irdt", 270},
    {"aft", 270},
    {"pkt", 300},
    {"yekt", 300},
    {"uzt", 300},
    {"ist", 330},
    {"slst", 330},
    {"npt", 345},
    {"bdt", 360},
    {"omst", 360},
    {"mmt", 390},
    {"ict", 420},
    {"wib", 420},
    {"krat", 420},
    {"hkt", 480},
    {"sgt", 480},
    {"myt", 480},
    {"pht", 480},
    {"awst", 480},
    {"wita", 480},
    {"irkt", 480},
    {"jst", 540},
    {"kst", 540},
    {"wit", 540},
    {"yakt", 540},
    {"acst", 570},
    {"acdt", 630},
    {"aest", 600},
    {"vlat", 600},
    {"chst", 600},
    {"aedt", 660},
    {"lhst", 630},
    {"magt", 660},
    {"nzst", 720},
    {"pett", 720},
    {"fjt", 720},
    {"nzdt", 780},
    {"tot", 780},
    {"chast", 765},
    // The letters of RFC 822, as they were meant; "j" is nobody's.
    {"a", -60},
    {"b", -120},
    {"c", -180},
    {"d", -240},
    {"e", -300},
    {"f", -360},
    {"g", -420},
    {"h", -480},
    {"i", -540},
    {"k", -600},
    {"l", -660},
    {"m", -720},
    {"n", 60},
    {"o", 120},
    {"p", 180},
    {"q", 240},
    {"r", 300},
    {"s", 360},
    {"t", 420},
    {"u", 480},
    {"v", 540},
    {"w", 600},
    {"x", 660},
    {"y", 720},
};

constexpr std::array<std::string_view, 7> kMorning = {"am", "πμ", "오전", "午前", "上午", "صباحا", "ص"};
constexpr std::array<std::string_view, 7> kAfternoon = {"pm", "μμ", "오후", "午後", "下午", "مساء", "م"};

}  // namespace

int MonthOf(std::string_view word) {
  if (word.size() < 3) return 0;
  constexpr std::string_view kHebrewIn = "ב";  // "in January" is one word
  if (word.starts_with(kHebrewIn)) word.remove_prefix(kHebrewIn.size());
  int best = 0;
  size_t best_length = 0;
  for (const Month& month : kMonths) {
    if (month.prefix.size() > best_length && word.starts_with(month.prefix)) {
      best = month.number;
      best_length = month.prefix.size();
    }
  }
  return best;
}

DayHalf DayHalfOf(std::string_view word) {
  for (std::string_view known : kMorning) {
    if (word == known) return DayHalf::kMorning;
  }
  for (std::string_view known : kAfternoon) {
    if (word == known) return DayHalf::kAfternoon;
  }
  return DayHalf::kNone;
}

std::optional<int> ZoneMinutesOf(std::string_view word) {
  for (const Zone& zone : kZones) {
    if (word == zone.name) return zone.minutes;
  }
  return std::nullopt;
}

}  // namespace newsstand::parse
