// Our sections, and what publishers call them. Names are compared as ASCII slugs, so that "Économie", "economie" and
// "ECONOMIE" are one; a name that is not in the table is tried word by word.
#include <array>
#include <string>
#include <unordered_map>

#include "base/text.h"
#include "model/title.h"

namespace newsstand {
namespace {

struct Names {
  std::string_view section;
  std::string_view words;  // slugs, separated by spaces
};

constexpr std::array<Names, 9> kNames = {{
    {"world",
     "world international foreign global monde international-news welt ausland mundo internacional internazionale esteri "
     "mondo mundial wereld buitenland varlden utrikes swiat dunya mir v-mire svit alam alealam dwly jahan vishva duniya "
     "shi-jie guo-ji guoji guo-ji-xin-wen kokusai gukje europe europa africa asia americas middle-east latin-america "
     "world-news us uk national nation news headlines general inland nacional france deutschland espana italia brasil "
     "national-news home-news top-news actualite actualites nachrichten noticias notizie nieuws nyheter wiadomosci haber "
     "novosti akhbar hadashot breaking-news local region regional panorama"},
    {"politics",
     "politics political politique politik politica politiek polityka siyaset politika siyasa syast syasat rajneeti "
     "zheng-zhi zhengzhi seiji jeongchi election elections government parliament congress westminster white-house "
     "democracy parties diplomacy"},
    {"business",
     "business economy economics finance financial money markets market companies wirtschaft finanzen unternehmen "
     "economie bourse entreprises argent economia negocios mercados empresas finanzas dinero soldi borsa ekonomi economie "
     "ondernemen gospodarka biznes ekonomika finansy iqtisad aqtsad eqtesad vyapar arthvyavastha jing-ji cai-jing keizai "
     "gyeongje personal-finance real-estate property jobs work careers energy-markets commodities"},
    {"tech",
     "tech technology technologie technologies digital digitales digitec netzwelt gadgets computing internet software ai "
     "artificial-intelligence tecnologia tecnologie tecno techno teknoloji teknik technologia tekhnologii teknologi "
     "fanawari taqniya tknwlwjya praudyogiki ke-ji keji tekunoroji gisul it cybersecurity security-tech startups mobile "
     "gaming-tech hardware"},
    {"science",
     "science sciences scientific wissenschaft wissen ciencia scienza scienze wetenschap vetenskap nauka bilim ulum elm "
     "vigyan ke-xue kagaku gwahak space astronomy physics biology archaeology raumfahrt espace espacio spazio kosmos "
     "research palaeontology"},
    {"health",
     "health healthcare medicine medical wellness gesundheit sante salud salute saude gezondheid halsa zdrowie saglik "
     "zdorove sihha sha salamat swasthya jian-kang kenko geongang nutrition mental-health covid coronavirus pandemic "
     "fitness"},
    {"climate",
     "climate environment environmental green nature energy weather sustainability klima umwelt natur klimat climat "
     "environnement planete clima medio-ambiente medioambiente ambiente meio-ambiente milieu miljo srodowisko cevre "
     "ekologiya biah mohit paryavaran huan-jing kankyo hwangyeong wildlife planet ecologie ecologia"},
    {"culture",
     "culture arts art entertainment books music film films movies movie tv television theatre theater stage dance design "
     "kultur feuilleton unterhaltung kino musik livres cinema musique cultura ocio libros musica cine espectaculos "
     "spettacoli libri cultuur kultura kultur-sanat thaqafa farhang sanskriti wen-hua bunka munhwa yu-le entertainment-arts "
     "lifestyle life style food travel fashion celebrity people leben gesellschaft society viajes gastronomia moda "
     "architecture photography games history media opinion comment ideas religion education"},
    {"sport",
     "sport sports football soccer cricket tennis rugby golf basketball baseball hockey cycling athletics olympics fussball "
     "deporte deportes futbol sportif calcio esporte esportes futebol voetbal idrott fotboll spor riyada ryadh varzesh "
     "khel ti-yu supotsu seupocheu nfl nba mlb nhl formula-1 f1 motorsport racing boxing swimming athletisme ciclismo"},
}};

const std::unordered_map<std::string_view, std::string_view>& Table() {
  static const std::unordered_map<std::string_view, std::string_view> table = [] {
    std::unordered_map<std::string_view, std::string_view> made;
    for (const Names& names : kNames) {
      for (const std::string_view word : Split(names.words, ' ')) made.emplace(word, names.section);
    }
    return made;
  }();
  return table;
}

// Names that say where, not what, or nothing: a more telling word beside them wins.
bool IsGeneral(std::string_view section) { return section == "world"; }

}  // namespace

const std::vector<std::string_view>& SectionSlugs() {
  static const std::vector<std::string_view> slugs = [] {
    std::vector<std::string_view> made;
    for (const Names& names : kNames) made.push_back(names.section);
    return made;
  }();
  return slugs;
}

std::string_view SectionFor(std::string_view publisher_section) {
  const std::string slug = Slugify(TruncateUtf8(publisher_section, 120));
  if (slug.empty()) return "";
  const auto& table = Table();
  if (const auto found = table.find(slug); found != table.end()) return found->second;
  std::string_view general;
  for (const std::string_view word : Split(slug, '-')) {
    const auto found = table.find(word);
    if (found == table.end()) continue;
    if (!IsGeneral(found->second)) return found->second;
    general = found->second;
  }
  return general;
}

}  // namespace newsstand
