#include "content/extract/months.h"

#include <array>
#include <string>
#include <vector>

#include "content/extract/lower.h"

namespace newsstand::extract {
namespace {

struct MonthName {
  std::string_view name;  // lower case, as a prefix of a word
  int month;
};
// Beginnings long enough to be of one month; the longest that fits decides.
constexpr MonthName kMonths[] = {
    // clang-format off
    {"january", 1}, {"januar", 1}, {"janvier", 1}, {"janv", 1}, {"jänner", 1}, {"enero", 1}, {"ene", 1},
    {"gennaio", 1}, {"janeiro", 1}, {"januari", 1}, {"stycznia", 1}, {"ocak", 1}, {"январ", 1}, {"ledna", 1},
    {"tammikuu", 1}, {"ianuarie", 1}, {"januára", 1}, {"січня", 1}, {"jan", 1}, {"يناير", 1}, {"janvāri", 1},
    {"janar", 1}, {"sausio", 1}, {"jaanuar", 1}, {"siječnja", 1}, {"јануар", 1}, {"януари", 1}, {"jaanuari", 1},
    {"ιαν", 1}, {"ינואר", 1}, {"जनवरी", 1}, {"มกราคม", 1}, {"ม.ค.", 1}, {"ژانویه", 1}, {"gener", 1},
    {"urtarril", 1}, {"جنوری", 1}, {"জানুয়ারি", 1}, {"ஜனவரி", 1},
    {"february", 2}, {"februar", 2}, {"février", 2}, {"fevrier", 2}, {"févr", 2}, {"fevr", 2}, {"feber", 2},
    {"febrero", 2}, {"febbraio", 2}, {"fevereiro", 2}, {"lutego", 2}, {"şubat", 2}, {"феврал", 2}, {"února", 2},
    {"helmikuu", 2}, {"februarie", 2}, {"лютого", 2}, {"feb", 2}, {"fév", 2}, {"fev", 2}, {"فبراير", 2},
    {"شباط", 2}, {"februār", 2}, {"shkurt", 2}, {"vasario", 2}, {"veebruar", 2}, {"veljače", 2}, {"фебруар", 2},
    {"февруари", 2}, {"φεβ", 2}, {"פברואר", 2}, {"फरवरी", 2}, {"फ़रवरी", 2}, {"กุมภาพันธ์", 2}, {"ก.พ.", 2},
    {"فوریه", 2}, {"febrer", 2}, {"február", 2}, {"فروری", 2}, {"ফেব্রুয়ারি", 2},
    {"march", 3}, {"märz", 3}, {"maerz", 3}, {"mars", 3}, {"marzo", 3}, {"março", 3}, {"maart", 3}, {"marca", 3},
    {"mart", 3}, {"март", 3}, {"března", 3}, {"maaliskuu", 3}, {"березня", 3}, {"mrz", 3}, {"mar", 3}, {"مارس", 3},
    {"آذار", 3}, {"marta", 3}, {"kovo", 3}, {"märts", 3}, {"ožujka", 3}, {"марта", 3}, {"μαρ", 3}, {"מרץ", 3},
    {"מרס", 3}, {"मार्च", 3}, {"มีนาคม", 3}, {"มี.ค.", 3}, {"març", 3}, {"március", 3}, {"مارچ", 3}, {"মার্চ", 3},
    {"april", 4}, {"avril", 4}, {"aprile", 4}, {"abril", 4}, {"kwietnia", 4}, {"nisan", 4}, {"апрел", 4},
    {"dubna", 4}, {"huhtikuu", 4}, {"aprilie", 4}, {"квітня", 4}, {"apr", 4}, {"avr", 4}, {"abr", 4}, {"أبريل", 4},
    {"ابريل", 4}, {"نيسان", 4}, {"aprīl", 4}, {"prill", 4}, {"balandžio", 4}, {"aprill", 4}, {"travnja", 4},
    {"април", 4}, {"απρ", 4}, {"אפריל", 4}, {"अप्रैल", 4}, {"เมษายน", 4}, {"เม.ย.", 4}, {"آوریل", 4},
    {"április", 4}, {"اپریل", 4}, {"এপ্রিল", 4},
    {"mayo", 5}, {"maggio", 5}, {"maio", 5}, {"maja", 5}, {"mayıs", 5}, {"května", 5}, {"toukokuu", 5},
    {"травня", 5}, {"may", 5}, {"mai", 5}, {"mei", 5}, {"maj", 5}, {"мая", 5}, {"mag", 5}, {"مايو", 5}, {"أيار", 5},
    {"maijā", 5}, {"gegužės", 5}, {"svibnja", 5}, {"мај", 5}, {"май", 5}, {"μαΐ", 5}, {"μαι", 5}, {"מאי", 5},
    {"मई", 5}, {"พฤษภาคม", 5}, {"พ.ค.", 5}, {"مه", 5}, {"maig", 5}, {"május", 5}, {"مئی", 5}, {"মে", 5},
    {"june", 6}, {"juni", 6}, {"juin", 6}, {"junio", 6}, {"giugno", 6}, {"junho", 6}, {"czerwca", 6},
    {"haziran", 6}, {"июн", 6}, {"června", 6}, {"kesäkuu", 6}, {"iunie", 6}, {"червня", 6}, {"jun", 6}, {"giu", 6},
    {"يونيو", 6}, {"حزيران", 6}, {"jūnij", 6}, {"qershor", 6}, {"birželio", 6}, {"juuni", 6}, {"lipnja", 6},
    {"јун", 6}, {"юни", 6}, {"ιουν", 6}, {"יוני", 6}, {"जून", 6}, {"มิถุนายน", 6}, {"มิ.ย.", 6}, {"ژوئن", 6},
    {"juny", 6}, {"június", 6}, {"جون", 6}, {"জুন", 6},
    {"july", 7}, {"juli", 7}, {"juillet", 7}, {"juil", 7}, {"julio", 7}, {"luglio", 7}, {"julho", 7}, {"lipca", 7},
    {"temmuz", 7}, {"июл", 7}, {"července", 7}, {"heinäkuu", 7}, {"iulie", 7}, {"липня", 7}, {"jul", 7}, {"lug", 7},
    {"يوليو", 7}, {"تموز", 7}, {"jūlij", 7}, {"korrik", 7}, {"liepos", 7}, {"juuli", 7}, {"srpnja", 7}, {"јул", 7},
    {"юли", 7}, {"ιουλ", 7}, {"יולי", 7}, {"जुलाई", 7}, {"กรกฎาคม", 7}, {"ก.ค.", 7}, {"ژوئیه", 7}, {"juliol", 7},
    {"július", 7}, {"جولائی", 7}, {"জুলাই", 7},
    {"august", 8}, {"août", 8}, {"aout", 8}, {"agosto", 8}, {"augustus", 8}, {"sierpnia", 8}, {"ağustos", 8},
    {"август", 8}, {"srpna", 8}, {"elokuu", 8}, {"серпня", 8}, {"aug", 8}, {"ago", 8}, {"أغسطس", 8}, {"اغسطس", 8},
    {"آب", 8}, {"gusht", 8}, {"rugpjūčio", 8}, {"kolovoza", 8}, {"авг", 8}, {"αυγ", 8}, {"אוגוסט", 8}, {"अगस्त", 8},
    {"สิงหาคม", 8}, {"ส.ค.", 8}, {"اوت", 8}, {"agost", 8}, {"augusztus", 8}, {"اگست", 8}, {"আগস্ট", 8},
    {"september", 9}, {"septembre", 9}, {"septiembre", 9}, {"settembre", 9}, {"setembro", 9}, {"września", 9},
    {"eylül", 9}, {"сентябр", 9}, {"září", 9}, {"syyskuu", 9}, {"вересня", 9}, {"sept", 9}, {"sep", 9}, {"set", 9},
    {"سبتمبر", 9}, {"أيلول", 9}, {"septembr", 9}, {"shtator", 9}, {"rugsėjo", 9}, {"rujna", 9}, {"септ", 9},
    {"σεπ", 9}, {"ספטמבר", 9}, {"सितंबर", 9}, {"सितम्बर", 9}, {"กันยายน", 9}, {"ก.ย.", 9}, {"سپتامبر", 9},
    {"setembre", 9}, {"szeptember", 9}, {"ستمبر", 9}, {"সেপ্টেম্বর", 9},
    {"october", 10}, {"oktober", 10}, {"octobre", 10}, {"octubre", 10}, {"ottobre", 10}, {"outubro", 10},
    {"października", 10}, {"ekim", 10}, {"октябр", 10}, {"října", 10}, {"lokakuu", 10}, {"жовтня", 10}, {"oct", 10},
    {"okt", 10}, {"ott", 10}, {"out", 10}, {"أكتوبر", 10}, {"اكتوبر", 10}, {"oktobr", 10}, {"tetor", 10},
    {"spalio", 10}, {"oktoober", 10}, {"окт", 10}, {"οκτ", 10}, {"אוקטובר", 10}, {"अक्टूबर", 10}, {"अक्तूबर", 10},
    {"ตุลาคม", 10}, {"ต.ค.", 10}, {"اکتبر", 10}, {"október", 10}, {"اکتوبر", 10}, {"অক্টোবর", 10},
    {"november", 11}, {"novembre", 11}, {"noviembre", 11}, {"novembro", 11}, {"listopada", 11}, {"kasım", 11},
    {"ноябр", 11}, {"listopadu", 11}, {"marraskuu", 11}, {"листопада", 11}, {"nov", 11}, {"نوفمبر", 11},
    {"novembr", 11}, {"nëntor", 11}, {"lapkričio", 11}, {"studenoga", 11}, {"studenog", 11}, {"новембар", 11},
    {"ноемвр", 11}, {"νοε", 11}, {"נובמבר", 11}, {"नवंबर", 11}, {"नवम्बर", 11}, {"พฤศจิกายน", 11}, {"พ.ย.", 11},
    {"نوامبر", 11}, {"нояб", 11}, {"নভেম্বর", 11},
    {"december", 12}, {"dezember", 12}, {"décembre", 12}, {"decembre", 12}, {"diciembre", 12}, {"dicembre", 12},
    {"dezembro", 12}, {"grudnia", 12}, {"aralık", 12}, {"декабр", 12}, {"prosince", 12}, {"joulukuu", 12},
    {"грудня", 12}, {"dec", 12}, {"dez", 12}, {"déc", 12}, {"dic", 12}, {"ديسمبر", 12}, {"decembr", 12},
    {"dhjetor", 12}, {"gruodžio", 12}, {"detsember", 12}, {"prosinca", 12}, {"децембар", 12}, {"декемвр", 12},
    {"δεκ", 12}, {"דצמבר", 12}, {"दिसंबर", 12}, {"दिसम्बर", 12}, {"ธันวาคม", 12}, {"ธ.ค.", 12}, {"دسامبر", 12},
    {"desembre", 12}, {"desember", 12}, {"ডিসেম্বর", 12},
    // clang-format on
};

// The names by their first byte, in the order of kMonths.
std::array<std::vector<MonthName>, 256> MonthsByFirstByte() {
  std::array<std::vector<MonthName>, 256> months;
  for (const MonthName& month : kMonths) months[static_cast<unsigned char>(month.name[0])].push_back(month);
  return months;
}

}  // namespace

int MonthOf(std::string_view word) {
  if (word.size() < 2 || word.size() > 60) return 0;
  static const std::array<std::vector<MonthName>, 256> kByFirstByte = MonthsByFirstByte();
  const std::string lower = Lowered(word);
  if (lower.empty()) return 0;
  int best = 0;
  size_t length = 0;
  for (const MonthName& month : kByFirstByte[static_cast<unsigned char>(lower[0])]) {
    if (month.name.size() <= length || !std::string_view(lower).starts_with(month.name)) continue;
    // A short name has to be the whole word: "mar" is not in "market".
    if (lower.size() == month.name.size() || month.name.size() >= 6 ||
        static_cast<unsigned char>(month.name[0]) >= 0x80) {
      best = month.month;
      length = month.name.size();
    }
  }
  return best;
}

bool IsThai(std::string_view word) {
  return word.size() > 2 && word[0] == '\xE0' && (word[1] == '\xB8' || word[1] == '\xB9');
}

}  // namespace newsstand::extract
