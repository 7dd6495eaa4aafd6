// "/how-publishers-are-paid": the rule in plain words, and two months worked out by it.
#include <unicode/decimfmt.h>
#include <unicode/locid.h>
#include <unicode/numfmt.h>

#include <algorithm>
#include <memory>
#include <numeric>

#include "serve/web/dictionary.h"
#include "serve/web/page.h"
#include "serve/web/pages.h"
#include "serve/web/paid_example.h"

namespace newsstand::web {

PaidExample WorkOutPayment(int64_t net, const std::vector<int64_t>& seconds) {
  constexpr int64_t kShare = 7000, kWhole = 10'000;  // seven tenths
  constexpr int64_t kDirectsAll = 600;               // ten minutes of reading direct the whole share
  __extension__ typedef __int128 Wide;               // a fee times a month of seconds
  PaidExample result;
  result.share = static_cast<int64_t>(static_cast<Wide>(net) * kShare / kWhole);
  const int64_t read = std::accumulate(seconds.begin(), seconds.end(), int64_t{0});
  result.directed =
      read >= kDirectsAll ? result.share : static_cast<int64_t>(static_cast<Wide>(result.share) * read / kDirectsAll);
  result.carried = result.share - result.directed;
  result.to_titles.assign(seconds.size(), 0);
  if (read <= 0) return result;
  // Whole parts first; the millionths that are left go to the largest remainders, one each.
  std::vector<size_t> order(seconds.size());
  std::iota(order.begin(), order.end(), size_t{0});
  int64_t left = result.directed;
  for (size_t i = 0; i < seconds.size(); ++i) {
    result.to_titles[i] = static_cast<int64_t>(static_cast<Wide>(result.directed) * seconds[i] / read);
    left -= result.to_titles[i];
  }
  const auto remainder = [&](size_t i) {
    return static_cast<int64_t>(static_cast<Wide>(result.directed) * seconds[i] % read);
  };
  std::stable_sort(order.begin(), order.end(), [&](size_t a, size_t b) {
    return remainder(a) != remainder(b) ? remainder(a) > remainder(b) : seconds[a] > seconds[b];
  });
  for (int64_t i = 0; i < left; ++i) ++result.to_titles[order[static_cast<size_t>(i)]];
  return result;
}

namespace {

using ctemplate::TemplateDictionary;

constexpr int64_t kFee = 9'000'000, kTax = 750'000, kCard = 561'000;
constexpr int64_t kNet = kFee - kTax - kCard;
const std::vector<int64_t> kFullMonth = {1200, 300}, kQuietMonth = {60, 40};

// "4.305840" as the reader's language writes it.
class Money {
 public:
  explicit Money(const std::string& locale) {
    UErrorCode code = U_ZERO_ERROR;
    format_.reset(icu::NumberFormat::createInstance(icu::Locale::forLanguageTag(locale, code), code));
    if (U_FAILURE(code)) format_.reset();
  }
  std::string Text(int64_t micros, int digits) const {
    if (!format_) return std::to_string(micros);
    format_->setMinimumFractionDigits(digits);
    format_->setMaximumFractionDigits(digits);
    icu::UnicodeString text;
    format_->format(static_cast<double>(micros) / 1e6, text);
    text.findAndReplace("-", icu::UnicodeString(char16_t{0x2212}));  // a minus, not a hyphen
    std::string utf8;
    return text.toUTF8String(utf8);
  }

 private:
  std::unique_ptr<icu::NumberFormat> format_;
};

class PaidView {
 public:
  explicit PaidView(PageMaker& page) : page_(page), money_(page.words().locale()) {}

  void Fill() {
    FillFee();
    FillMonth("paid_full", kFullMonth);
    FillMonth("paid_quiet", kQuietMonth);
    page_.main().SetValue(kn_PAID_HERE, page_.words().Text(page_.is_membership() ? "paid_here" : "paid_here_personal"));
  }

 private:
  void Row(TemplateDictionary& table, const std::string& name, int64_t micros, bool is_sum,
           const std::string& note = "") {
    TemplateDictionary* row = table.AddSectionDictionary(kn_ROW);
    row->SetValue(kn_ROW_NAME, name);
    row->SetValue(kn_ROW_NOTE, note);
    row->SetValue(kn_ROW_MONEY, money_.Text(micros, 6));
    if (is_sum) row->ShowSection(kn_ROW_SUM);
  }
  TemplateDictionary* Table(const std::string& caption) {
    TemplateDictionary* table = page_.main().AddSectionDictionary(kn_TABLE);
    table->SetValue(kn_TABLE_CAPTION, caption);
    return table;
  }

  void FillFee() {
    const Words& words = page_.words();
    TemplateDictionary* table = Table(words.Text("paid_fee_caption"));
    Row(*table, words.Text("paid_fee"), kFee, false);
    Row(*table, words.Text("paid_tax"), -kTax, false);
    Row(*table, words.Text("paid_card"), -kCard, false);
    Row(*table, words.Text("paid_net"), kNet, true);
    const PaidExample example = WorkOutPayment(kNet, kFullMonth);
    Row(*table, words.Text("paid_to_titles"), example.share, false);
    Row(*table, words.Text("paid_to_platform"), kNet - example.share, false);
  }

  void FillMonth(const std::string& key, const std::vector<int64_t>& seconds) {
    const Words& words = page_.words();
    const PaidExample example = WorkOutPayment(kNet, seconds);
    TemplateDictionary* table = Table(words.Text(key + "_caption"));
    const char* names[] = {"paid_first_title", "paid_second_title"};
    for (size_t i = 0; i < seconds.size(); ++i)
      Row(*table, words.Text(names[i]), example.to_titles[i], false,
          words.Format("paid_seconds", {{"count", seconds[i]}}));
    Row(*table, words.Text("paid_directed"), example.directed, true);
    if (example.carried > 0) Row(*table, words.Text("paid_carried"), example.carried, false);
  }

  PageMaker& page_;
  const Money money_;
};

Result<Rendered> RenderPaid(SiteParts& parts, const Variant& variant, const edition::EditionPtr& edition) {
  PageMaker page(parts, variant, edition, "paid.tpl");
  PaidView(page).Fill();
  PageFrame frame;
  frame.kind = "told";
  frame.path = "/how-publishers-are-paid";
  frame.title = page.words().Text("paid_title");
  frame.description = page.words().Text("paid_lede");
  frame.preload_text = true;
  return HtmlPage(page.Finish(frame));
}

}  // namespace

http::Response ShowPaid(SiteParts& parts, const http::Request& request) {
  return Serve(parts, request, "/how-publishers-are-paid",
               [&parts](const Variant& variant, const edition::EditionPtr& edition) {
                 return RenderPaid(parts, variant, edition);
               });
}

}  // namespace newsstand::web
