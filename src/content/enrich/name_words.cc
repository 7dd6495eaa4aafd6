#include "content/enrich/name_words.h"

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <unordered_set>

#include "content/enrich/embedded.h"

namespace newsstand::enrich {
namespace {

using WordSet = std::unordered_set<std::string_view>;

const WordSet kTitles = {
    "mr", "mrs", "ms", "miss", "dr", "sir", "dame", "lord", "lady", "president", "senator", "sen", "rep", "congressman", "congresswoman",
    "representative", "governor", "gov", "mayor", "minister", "secretary", "chancellor", "judge", "justice", "general", "gen", "colonel", "col",
    "captain", "capt", "lieutenant", "lt", "sgt", "sergeant", "officer", "detective", "sheriff", "prof", "professor", "pope", "bishop", "archbishop",
    "cardinal", "king", "queen", "prince", "princess", "duke", "duchess", "chairman", "chairwoman", "ceo", "director", "spokesman", "spokeswoman",
    "spokesperson", "attorney", "ambassador", "coach", "actor", "actress", "singer", "author", "speaker", "leader", "candidate", "nominee", "former",
    "vice", "deputy", "prime", "chief", "commissioner", "premier", "rev", "reverend", "imam", "sheikh", "rabbi", "monsieur", "madame", "mme", "herr",
    "frau", "señor", "señora", "don", "doña", "président", "ministre", "presidente", "ministro", "ministra", "präsident", "kanzler", "kanzlerin",
    "minister", "president", "президент", "министр", "премьер", "губернатор", "мэр", "депутат", "глава", "режиссер", "актер", "певица", "певец",
    "тренер", "прокурор", "генерал", "prezydent", "premier", "prezident", "premiér", "statsminister", "republican", "democrat", "analyst", "economist",
    "striker", "defender", "midfielder", "goalkeeper", "quarterback", "pitcher", "manager", "host", "rapper", "founder", "assemblyman",
    "assemblywoman", "councilman", "councilwoman", "alderman", "lawmaker", "trooper", "private", "corporal", "admiral", "major", "marshal", "comrade"};

const WordSet kOrganisations = {
    "university", "college", "school", "institute", "ministry", "department", "agency", "bank", "court", "council", "committee", "commission",
    "association", "federation", "union", "party", "party's", "inc", "corp", "corporation", "co", "company", "ltd", "llc", "plc", "group", "holdings",
    "foundation", "society", "club", "fc", "united", "authority", "bureau", "office", "service", "services", "administration", "center", "centre",
    "hospital", "church", "army", "navy", "force", "police", "guard", "times", "post", "news", "journal", "herald", "tribune", "guardian", "press",
    "network", "airlines", "airways", "motors", "industries", "systems", "technologies", "partners", "capital", "fund", "trust", "league", "alliance",
    "coalition", "front", "movement", "brigade", "academy", "laboratory", "museum", "parliament", "congress", "senate", "assembly", "house", "board",
    "caucus", "project", "campaign", "coalition", "cabinet", "organization", "organisation", "media", "studios", "entertainment", "records", "pictures",
    "universität", "hochschule", "ministerium", "partei", "gmbh", "ag", "verein", "verband", "bundesamt", "université", "ministère", "parti", "banque",
    "conseil", "assemblée", "universidad", "ministerio", "partido", "banco", "consejo", "universidade", "ministério", "università", "ministero",
    "partito", "banca", "universiteit", "ministerie", "partij", "университет", "министерство", "партия", "банк", "комитет", "институт", "театр"};

const WordSet kPlaces = {"river", "county", "island", "islands", "city", "valley", "mountain", "mountains", "lake", "bay", "beach", "street", "avenue", "road",
                         "park", "airport", "province", "district", "peninsula", "strait", "sea", "ocean", "desert", "forest", "bridge", "square", "town",
                         "village", "region", "republic", "state", "hills", "heights", "coast", "gulf", "canyon", "creek", "springs", "falls", "port", "harbor",
                         "harbour", "stadium", "prison"};

const WordSet kWorks = {"act", "bill", "law", "amendment", "memorial", "treaty", "accord", "pact", "deal", "day", "prize", "award", "awards", "war", "report",
                        "plan", "videos", "video", "protocol", "resolution", "agreement", "initiative", "show", "week", "edition", "doctrine", "gesetz", "ley", "loi"};

const WordSet kNoNames = {"opinion", "analysis", "editorial", "constitution", "constitutional", "dreamers", "tories", "democrats", "republicans", "illustration",
                          "photo", "photos", "image", "caption", "updated", "breaking", "exclusive", "related", "advertisement", "watch", "read", "internet",
                          "olympics", "bible", "quran", "democracy", "capitol", "earth", "moon", "lil", "jr", "sr", "god", "demo", "covid", "coronavirus"};

const WordSet kConnectors = {"of", "de", "da", "do", "dos", "das", "del", "della", "di", "du", "van", "von", "der", "den", "ter", "bin", "ibn", "al", "el",
                             "la", "le", "y", "e", "for", "ben", "zu", "af", "des", "och", "og"};

const WordSet kPrepositions = {"in", "at", "near", "outside", "across", "en", "à", "в", "из", "na", "w", "v", "aus", "nach", "bei"};

const WordSet kSpeaking = {"said", "says", "told", "tweeted", "wrote", "added", "announced", "argued", "sagte", "erklärte", "dijo", "afirmó", "disse", "affirme",
                           "déclaré", "заявил", "сказал", "сообщил", "заявила", "zei", "sa", "sade", "sagde", "powiedział", "řekl", "called", "testified"};

const WordSet kCalendar = {
    "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "january", "february", "march", "april", "may", "june", "july",
    "august", "september", "october", "november", "december", "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sept", "sep", "oct", "nov", "dec",
    "mon", "tue", "wed", "thu", "fri", "sat", "sun", "montag", "dienstag", "mittwoch", "donnerstag", "freitag", "samstag", "sonntag", "januar",
    "februar", "märz", "mai", "juni", "juli", "oktober", "dezember", "christmas", "easter", "thanksgiving", "hanukkah", "ramadan", "halloween",
    "gmt", "est", "edt", "et", "pt", "pst", "am", "pm", "utc", "bst", "cet", "ist"};

uint32_t Fnv(std::string_view word) {
  uint32_t hash = 0x811C9DC5u;
  for (const char byte : word) hash = (hash ^ static_cast<unsigned char>(byte)) * 0x01000193u;
  return hash;
}

}  // namespace

bool IsPersonTitle(std::string_view word) { return kTitles.contains(word); }
bool IsOrganisationWord(std::string_view word) { return kOrganisations.contains(word); }
bool IsPlaceWord(std::string_view word) { return kPlaces.contains(word); }
bool IsWorkWord(std::string_view word) { return kWorks.contains(word); }
bool IsNoName(std::string_view word) { return kNoNames.contains(word); }
bool IsConnector(std::string_view word) { return kConnectors.contains(word); }
bool IsPlacePreposition(std::string_view word) { return kPrepositions.contains(word); }
bool IsSpeakingVerb(std::string_view word) { return kSpeaking.contains(word); }
bool IsCalendarWord(std::string_view word) { return kCalendar.contains(word); }

bool IsCommonWord(std::string_view word) {
  const std::string_view file = EmbeddedWordShapes();
  const uint32_t wanted = Fnv(word);
  size_t low = 0, high = file.size() / sizeof(uint32_t);
  while (low < high) {
    const size_t middle = (low + high) / 2;
    uint32_t at = 0;
    std::memcpy(&at, file.data() + middle * sizeof(uint32_t), sizeof(uint32_t));
    if (at == wanted) return true;
    if (at < wanted) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return false;
}

}  // namespace newsstand::enrich
