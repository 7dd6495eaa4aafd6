#include "press/print.h"

#include <fmt/format.h>
#include <unicode/locid.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <array>

#include "base/hash.h"
#include "base/text.h"
#include "press/house_style.h"

namespace newsstand::press {
namespace {

using std::chrono::minutes;
using Values = std::map<std::string, std::string>;

// "Nov 22", "22 nov.": the date in a dateline. Only languages whose agencies print one are here.
std::string DatelineDate(std::string_view language, Timestamp at) {
  static constexpr std::array<std::string_view, 12> kEnglish = {"Jan",  "Feb", "March", "April", "May", "June",
                                                                "July", "Aug", "Sept",  "Oct",   "Nov", "Dec"};
  static constexpr std::array<std::string_view, 12> kFrench = {"jan.",  "fév.", "mars",  "avr.", "mai",  "juin",
                                                               "juil.", "août", "sept.", "oct.", "nov.", "déc."};
  static constexpr std::array<std::string_view, 12> kSpanish = {"ene", "feb", "mar", "abr", "may", "jun",
                                                                "jul", "ago", "sep", "oct", "nov", "dic"};
  static constexpr std::array<std::string_view, 12> kPortuguese = {"jan", "fev", "mar", "abr", "mai", "jun",
                                                                   "jul", "ago", "set", "out", "nov", "dez"};
  std::chrono::year_month_day date(std::chrono::floor<std::chrono::days>(at));
  unsigned day = static_cast<unsigned>(date.day());
  size_t month = static_cast<unsigned>(date.month()) - 1;
  if (language == "fr") return fmt::format("{} {}", day, kFrench[month]);
  if (language == "es") return fmt::format("{} {}", day, kSpanish[month]);
  if (language == "pt") return fmt::format("{} {}", day, kPortuguese[month]);
  return fmt::format("{} {}", kEnglish[month], day);
}

size_t SectionIndex(std::string_view section) {
  auto at = std::find(kSections.begin(), kSections.end(), section);
  return at == kSections.end() ? 0 : static_cast<size_t>(at - kSections.begin());
}

// Hours ahead of UTC, roughly: for the light in a picture, not for clocks.
int HoursAhead(std::string_view country) {
  static const std::map<std::string_view, int> kHours = {
      {"AF", 4},  {"AR", -3}, {"AU", 10}, {"BD", 6},  {"BO", -4}, {"BR", -3},  {"BT", 6},  {"CA", -5}, {"CL", -3},
      {"CN", 8},  {"CO", -5}, {"CR", -6}, {"CU", -5}, {"EC", -5}, {"FJ", 12},  {"GT", -6}, {"HK", 8},  {"HN", -6},
      {"ID", 7},  {"IN", 5},  {"IR", 3},  {"JM", -5}, {"JP", 9},  {"KG", 6},   {"KH", 7},  {"KR", 9},  {"KZ", 5},
      {"LA", 7},  {"LK", 5},  {"MM", 6},  {"MN", 8},  {"MV", 5},  {"MX", -6},  {"MY", 8},  {"NC", 11}, {"NP", 5},
      {"NZ", 12}, {"OM", 4},  {"AE", 4},  {"PA", -5}, {"PE", -5}, {"PF", -10}, {"PG", 10}, {"PH", 8},  {"PK", 5},
      {"PY", -3}, {"SG", 8},  {"TH", 7},  {"TJ", 5},  {"TL", 9},  {"TW", 8},   {"US", -6}, {"UY", -3}, {"UZ", 5},
      {"VE", -4}, {"VN", 7},  {"VU", 11}, {"WS", 13}, {"EG", 2},  {"FI", 2},   {"GR", 2},  {"IL", 2},  {"JO", 3},
      {"KE", 3},  {"LB", 2},  {"RO", 2},  {"RU", 3},  {"SA", 3},  {"TR", 3},   {"TZ", 3},  {"UA", 2},  {"UG", 3},
      {"ET", 3},  {"MG", 3},  {"ZA", 2},  {"ZM", 2},  {"ZW", 2},  {"GE", 4},   {"AM", 4},  {"AZ", 4},  {"IQ", 3},
      {"IS", 0},  {"GB", 0},  {"IE", 0},  {"PT", 0},  {"GH", 0},  {"SN", 0},   {"ML", 0}};
  auto found = kHours.find(country);
  return found == kHours.end() ? 1 : found->second;
}

bool SnowFalls(std::string_view country) {
  static constexpr std::array<std::string_view, 34> kCold = {
      "AF", "AM", "AT", "BG", "BY", "CA", "CH", "CZ", "DE", "DK", "EE", "FI", "FO", "GE", "GL", "HU", "IS",
      "JP", "KG", "KR", "KZ", "LT", "LV", "MD", "MN", "NO", "PL", "RO", "RU", "SE", "SI", "SK", "TJ", "UA"};
  return std::find(kCold.begin(), kCold.end(), country) != kCold.end();
}

std::string Upper(std::string_view text) {
  std::string out;
  icu::UnicodeString::fromUTF8(icu::StringPiece(text.data(), static_cast<int32_t>(text.size()))).toUpper(icu::Locale::getRoot()).toUTF8String(out);
  return out;
}

// One report on its way to print.
class Printer {
 public:
  Printer(const World& world, uint64_t seed, Timestamp start, const PrintOrder& order)
      : world_(world),
        start_(start),
        order_(order),
        title_(world.titles[order.title]),
        event_(world.events[order.event]),
        report_(event_.reports[order.report]),
        style_(title_.style),
        key_(fmt::format("{}/{}", event_.id, report_.key)),
        rng_(seed, title_.slug + "/" + key_) {
    values_ = PatternValues(world, title_, event_.section, event_.place, order.agency, order.at, rng_);
    const auto& lines = world.WordsFor(title_.language).local_lines;
    bool near = title_.kind == "local" || title_.kind == "tabloid" || title_.kind == "public";
    if (IsCopy() && !lines.empty() && rng_.Chance(near ? 0.4 : 0.15))
      local_line_ = FillPattern(rng_.Pick(lines), values_);
  }

  PressArticle Print() {
    PressArticle article;
    article.title = order_.title;
    article.event = static_cast<int>(order_.event);
    article.report = report_.key;
    article.agency_copy = IsCopy();
    article.section = event_.section;
    article.topic = SectionWord(world_, title_, event_.section);
    article.published = order_.at;
    article.headline = StyleHeadline(report_.headlines[HeadlineIndex()], style_);
    // Half of those who copy let the first paragraph speak for itself.
    if (!IsCopy() || rng_.Chance(0.5)) article.standfirst = StyleText(report_.standfirst, style_);
    article.body = Compose(report_.body);
    article.kicker = style_.kicker == "section" ? article.topic : style_.kicker == "place" ? event_.place : "";
    article.byline = FillPattern(IsCopy() ? style_.copy_byline : style_.byline, values_);
    article.authors = {IsCopy() ? values_["agency"] : values_["name"]};
    if (report_.correction && (!IsCopy() || order_.copy % 2 == 1)) Correct(article);  // not every house notices one
    ChoosePicture(article);
    Identify(title_, key_, event_.slug, article);
    return article;
  }

 private:
  bool IsCopy() const { return order_.copy > 0; }

  // Houses that copy mostly write a headline of their own; one in three keeps the agency's.
  size_t HeadlineIndex() const {
    size_t count = report_.headlines.size();
    if (!IsCopy() || count < 2 || order_.copy % 3 == 0) return 0;
    return 1 + static_cast<size_t>(order_.copy - 1) % (count - 1);
  }

  Blocks Compose(const std::string& body) {
    Blocks blocks = ParseMarkup(body);
    if (IsCopy()) StyleCopy(blocks, style_);
    ForEachText(blocks, [&](std::string& text) { text = StyleText(text, style_); });
    if (!blocks.empty() && blocks.front().kind == Block::Kind::kParagraph && !style_.dateline.empty()) {
      blocks.front().text = FillPattern(style_.dateline, values_) + blocks.front().text;
    }
    if (!local_line_.empty()) blocks.push_back({Block::Kind::kParagraph, local_line_, {}, {}});
    const std::string& last = IsCopy() ? style_.copy_credit : style_.sign_off;
    if (!last.empty() && (IsCopy() || report_.kind != "brief")) {
      blocks.push_back({Block::Kind::kNote, FillPattern(last, values_), {}, {}});
    }
    return blocks;
  }

  void Correct(PressArticle& article) {
    const Correction& correction = *report_.correction;
    CorrectedArticle corrected;
    int lag = IsCopy() ? rng_.Int(10, 70) : 0;
    corrected.at = start_ - minutes(kStartMinute - correction.at) + minutes(lag);
    if (corrected.at <= order_.at) corrected.at = order_.at + minutes(12);
    std::string body = report_.body, standfirst = report_.standfirst;
    for (std::string* text : {&body, &standfirst}) {
      size_t found = correction.from.empty() ? std::string::npos : text->find(correction.from);
      if (found != std::string::npos) text->replace(found, correction.from.size(), correction.to);
    }
    corrected.body = Compose(body);
    if (!article.standfirst.empty()) corrected.standfirst = StyleText(standfirst, style_);
    bool own_headline = correction.headline.empty() || IsCopy();
    corrected.headline = own_headline ? article.headline : StyleHeadline(correction.headline, style_);
    corrected.note = StyleText(correction.note, style_);
    // A copy that was cut before the mistake has nothing to correct.
    bool changed = corrected.body != article.body || corrected.headline != article.headline ||
                   corrected.standfirst != article.standfirst;
    if (changed || !IsCopy()) article.correction = std::move(corrected);
  }

  void ChoosePicture(PressArticle& article) {
    PictureWish& picture = article.picture;
    picture.seed = Hash64(title_.slug + "/" + key_);
    picture.scene = report_.scene.empty() ? rng_.Pick(event_.scenes) : report_.scene;
    if (IsCopy() && rng_.Chance(0.55)) picture.scene = rng_.Pick(event_.scenes);
    if (picture.scene == "chart" && event_.figures.values.size() < 2) {
      picture.scene = event_.scenes.front() == "chart" ? "skyline" : event_.scenes.front();
    }
    if (picture.scene == "chart") picture.figures = event_.figures;
    bool described = picture.scene == report_.scene && !report_.caption.empty();
    picture.caption = described ? StyleText(report_.caption, style_) : event_.place;
    picture.credit = world_.WordsFor(title_.language)["illustration"] + ": " +
                     (IsCopy() ? values_["agency"] : values_["editor"] + " / " + title_.name);
    picture.chart_title = report_.headlines.front();
    picture.place = event_.place;
    picture.snow = SnowFalls(event_.country);
    picture.hour = (report_.at / 60 + HoursAhead(event_.country) + 24) % 24;
  }

  const World& world_;
  Timestamp start_;
  const PrintOrder& order_;
  const PressTitle& title_;
  const Event& event_;
  const Report& report_;
  const Style& style_;
  std::string key_;
  Rng rng_;
  Values values_;
  std::string local_line_;  // what the house adds to agency copy
};

}  // namespace

Values PatternValues(const World& world, const PressTitle& title, std::string_view section, std::string_view place,
                     std::string_view agency, Timestamp at, Rng& rng) {
  const NameList& names = world.NamesFor(title.language, title.country);
  Rng staff(Hash64(title.slug));
  size_t first_offset = staff.Index(names.first.size()), last_offset = staff.Index(names.last.size());
  auto person = [&](size_t who) {
    return std::pair{names.first[(first_offset + who) % names.first.size()],
                     names.last[(last_offset + who * 3) % names.last.size()]};
  };
  auto written = [&](const std::pair<std::string, std::string>& who) {
    return FillPattern(names.order, {{"first", who.first}, {"last", who.second}});
  };
  auto initials = [](const std::pair<std::string, std::string>& who) {
    std::string latin = Slugify(who.first + " " + who.second);
    size_t dash = latin.find('-');
    return latin.substr(0, 1) + (dash == std::string::npos ? "" : latin.substr(dash + 1, 1));
  };
  auto reporter = person(rng.Index(5)), editor = person(5 + rng.Index(2));
  Values values;
  values["name"] = written(reporter);
  values["NAME"] = Upper(values["name"]);
  values["initials"] = initials(reporter);
  values["editor"] = written(editor);
  values["editor_initials"] = initials(editor);
  values["email"] = Slugify(reporter.first) + "." + Slugify(reporter.second) + "@" + title.slug + ".example";
  values["agency"] = agency.empty() ? title.agency : std::string(agency);
  values["title"] = title.name;
  values["place"] = place;
  values["PLACE"] = Upper(place);
  values["date"] = DatelineDate(title.primary_language(), at);
  const Words& words = world.WordsFor(title.language);
  if (words.beats.size() == kSections.size()) values["beat"] = words.beats[SectionIndex(section)];
  return values;
}

void Identify(const PressTitle& title, std::string_view key, std::string_view plain_slug, PressArticle& article) {
  article.id = Hash64Hex(fmt::format("{}/{}", title.slug, key)).substr(0, 12);
  static constexpr std::array kOtherScripts = {"ar", "he", "fa", "hi", "zh", "ja", "ko"};
  bool other = std::find(kOtherScripts.begin(), kOtherScripts.end(), title.primary_language()) != kOtherScripts.end();
  std::string slug = other ? std::string(plain_slug) : Slugify(article.headline);
  if (slug.size() > 60) {
    size_t dash = slug.rfind('-', 60);
    slug.resize(dash == std::string::npos ? 60 : dash);
  }
  if (slug.empty()) slug = "report";
  switch (Hash64(title.slug) % 5) {
    case 0: article.path = fmt::format("/{}/{}-{}", article.section, slug, article.id); break;
    case 1: article.path = fmt::format("/article/{}/{}", article.id, slug); break;
    case 2: article.path = fmt::format("/{}/{}-{}.html", article.section, slug, article.id); break;
    case 3: article.path = fmt::format("/news/{}/{}/", article.id, slug); break;
    default: article.path = fmt::format("/index.php?article={}", article.id); break;
  }
}

const std::string& SectionWord(const World& world, const PressTitle& title, std::string_view section) {
  return world.WordsFor(title.language).sections[SectionIndex(section)];
}

PressArticle PrintReport(const World& world, uint64_t seed, Timestamp start, const PrintOrder& order) {
  return Printer(world, seed, start, order).Print();
}

}  // namespace newsstand::press
