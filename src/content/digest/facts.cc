#include <algorithm>
#include <cmath>
#include <map>
#include <unordered_map>

#include "base/text.h"
#include "content/digest/numbers.h"
#include "content/digest/reading.h"
#include "content/digest/vectors.h"

namespace newsstand::digest {
namespace {

constexpr size_t kAgreed = 8, kDiffering = 6;
constexpr double kSameContext = 0.35;  // cosine of two sentences that speak of the same count
constexpr double kFarApart = 20;       // figures that differ more count different things
constexpr size_t kNameWords = 5;
constexpr size_t kValues = 60;  // of one word: bounds the comparing of all with all

struct Mention {
  size_t report = 0;
  std::string text;
  Bag context;  // of the sentence it stands in
};

struct Gathered {
  // what is counted → value → who says so
  std::map<std::string, std::map<double, std::vector<Mention>>> numbers;
  std::map<std::string, std::vector<Mention>> names;  // as printed
};

// Runs of two capitalised words or more inside a sentence: "Heitor Brandão", "Puerto Almendro".
void CollectNames(std::string_view sentence, const std::vector<Word>& words, size_t report, Gathered& out) {
  for (size_t i = 0; i < words.size();) {
    size_t end = i;
    while (end < words.size() && IsCapitalised(words[end].text) &&
           (end == i || sentence.substr(words[end - 1].end, words[end].begin - words[end - 1].end) == " "))
      ++end;
    // The first word of a sentence is always capitalised: a run that starts there has to be longer.
    const size_t least = i == 0 ? 3 : 2;
    if (end - i >= least && end - i <= kNameWords) {
      const size_t from = i == 0 ? i + 1 : i;
      const std::string name(sentence.substr(words[from].begin, words[end - 1].end - words[from].begin));
      out.names[name].push_back({report, name, {}});
    }
    i = std::max(end, i + 1);
  }
}

void Collect(const Report& report, const Reading& reading, size_t index, Gathered& out) {
  const bool capitals_tell = !report.language.starts_with("de");  // there every noun has one
  for (const auto& [sentence, words] : reading) {
    Bag context;  // made for the few sentences that count something
    for (Number& number : NumbersOf(sentence, words)) {
      if (!IsCounted(number.about, report.language)) continue;
      if (context.empty()) {
        context.Add(words, report.language, nullptr);
        context.Settle();
      }
      out.numbers[number.about][number.value].push_back({index, std::move(number.text), context});
    }
    if (capitals_tell) CollectNames(sentence, words, index, out);
  }
}

// One report an owner, in the order of time.
Claim MakeClaim(std::span<const Report> reports, const std::vector<Mention>& mentions) {
  std::vector<const Mention*> order;
  for (const Mention& mention : mentions) order.push_back(&mention);
  std::stable_sort(order.begin(), order.end(), [&](const Mention* a, const Mention* b) {
    return reports[a->report].published < reports[b->report].published;
  });
  Claim claim{order.front()->text, {}};
  for (const Mention* mention : order) {
    const bool counted = std::any_of(claim.reports.begin(), claim.reports.end(),
                                     [&](size_t r) { return reports[r].owner == reports[mention->report].owner; });
    if (!counted) claim.reports.push_back(mention->report);
  }
  return claim;
}

bool SpeakOfTheSame(const std::vector<Mention>& a, const std::vector<Mention>& b) {
  for (const Mention& one : a) {
    for (const Mention& other : b) {
      if (one.report != other.report && Bag::Cosine(one.context, other.context) >= kSameContext) return true;
    }
  }
  return false;
}

// Whether one owner says both: then they are two things that go by one word.
bool OneSaysBoth(std::span<const Report> reports, const Claim& a, const Claim& b) {
  return std::any_of(a.reports.begin(), a.reports.end(), [&](size_t r) {
    return std::any_of(b.reports.begin(), b.reports.end(),
                       [&](size_t s) { return reports[r].owner == reports[s].owner; });
  });
}

// Values that may count one thing, nearest pairs first, so that a toll is compared with tolls and not with those on
// board.
struct Pair {
  size_t a = 0, b = 0;
  double ratio = 1;
};

std::vector<Pair> ComparablePairs(const std::map<double, std::vector<Mention>>& values) {
  std::vector<Pair> pairs;
  size_t a = 0;
  for (auto one = values.begin(); one != values.end(); ++one, ++a) {
    size_t b = a + 1;
    for (auto other = std::next(one); other != values.end(); ++other, ++b) {
      const double ratio = other->first / std::max(1e-9, one->first);
      if (ratio > kFarApart) break;  // a map goes upwards
      if (SpeakOfTheSame(one->second, other->second)) pairs.push_back({a, b, ratio});
    }
  }
  std::stable_sort(pairs.begin(), pairs.end(), [](const Pair& x, const Pair& y) { return x.ratio < y.ratio; });
  return pairs;
}

// Groups of claims of which no owner makes two.
std::vector<std::vector<size_t>> GroupDiffering(std::span<const Report> reports, const std::vector<Claim>& claims,
                                                const std::vector<Pair>& pairs) {
  std::vector<size_t> group_of(claims.size());
  std::vector<std::vector<size_t>> groups(claims.size());
  for (size_t i = 0; i < claims.size(); ++i) {
    group_of[i] = i;
    groups[i] = {i};
  }
  for (const Pair& pair : pairs) {
    auto& into = groups[group_of[pair.a]];
    auto& from = groups[group_of[pair.b]];
    if (&into == &from) continue;
    const bool apart = std::any_of(into.begin(), into.end(), [&](size_t x) {
      return std::any_of(from.begin(), from.end(),
                         [&](size_t y) { return OneSaysBoth(reports, claims[x], claims[y]); });
    });
    if (apart) continue;
    for (const size_t moved : from) group_of[moved] = group_of[pair.a];
    into.insert(into.end(), from.begin(), from.end());
    from.clear();
  }
  return groups;
}

void CompareNumbers(std::span<const Report> reports, const Gathered& gathered, Facts& facts) {
  for (const auto& [about, values] : gathered.numbers) {
    std::vector<Claim> claims;
    for (const auto& [value, mentions] : values) claims.push_back(MakeClaim(reports, mentions));
    for (const Claim& claim : claims) {
      if (claim.reports.size() >= 2) facts.agreed.push_back({FactKind::kNumber, about, {claim}});
    }
    if (claims.size() > kValues) continue;  // a word that counts everything says nothing
    for (const auto& group : GroupDiffering(reports, claims, ComparablePairs(values))) {
      if (group.size() < 2) continue;
      Fact fact{FactKind::kNumber, about, {}};
      for (const size_t i : group) fact.claims.push_back(claims[i]);
      facts.differing.push_back(std::move(fact));
    }
  }
}

std::string_view LastWord(std::string_view name) { return name.substr(name.rfind(' ') + 1); }
std::string_view FirstWord(std::string_view name) { return name.substr(0, name.find(' ')); }

// "Sergei Lavrov" and "Sergey Lavrov": the same family name behind given names that begin alike.
bool SpellTheSame(std::string_view a, std::string_view b) {
  const std::string_view first = FirstWord(a), second = FirstWord(b);
  const size_t shared = static_cast<size_t>(
      std::mismatch(first.begin(), first.end(), second.begin(), second.end()).first - first.begin());
  return a != b && LastWord(a) == LastWord(b) && shared >= 3 && shared * 2 >= std::max(first.size(), second.size());
}

void CompareNames(std::span<const Report> reports, const Gathered& gathered, Facts& facts) {
  std::map<std::string_view, std::vector<Claim>> by_last_word;
  for (const auto& [name, mentions] : gathered.names) {
    Claim claim = MakeClaim(reports, mentions);
    if (claim.reports.size() >= 2) facts.agreed.push_back({FactKind::kName, "", {claim}});
    by_last_word[LastWord(name)].push_back(std::move(claim));
  }
  for (auto& [last, claims] : by_last_word) {
    Fact fact{FactKind::kName, "", {}};
    for (const Claim& claim : claims) {
      const bool differs = std::any_of(claims.begin(), claims.end(), [&](const Claim& other) {
        return SpellTheSame(claim.text, other.text) && !OneSaysBoth(reports, claim, other);
      });
      if (differs) fact.claims.push_back(claim);
    }
    if (fact.claims.size() >= 2) facts.differing.push_back(std::move(fact));
  }
}

void MostSupportedFirst(std::vector<Fact>& facts, size_t at_most) {
  for (Fact& fact : facts) {
    std::stable_sort(fact.claims.begin(), fact.claims.end(),
                     [](const Claim& a, const Claim& b) { return a.reports.size() > b.reports.size(); });
  }
  const auto support = [](const Fact& fact) {
    size_t sum = 0;
    for (const Claim& claim : fact.claims) sum += claim.reports.size();
    return sum;
  };
  std::stable_sort(facts.begin(), facts.end(), [&](const Fact& a, const Fact& b) { return support(a) > support(b); });
  if (facts.size() > at_most) facts.resize(at_most);
}

}  // namespace

Facts CompareFacts(std::span<const Report> reports, const std::vector<Reading>& readings) {
  Gathered gathered;
  // What is carried says what its origin says: that is no agreement.
  for (size_t i = 0; i < readings.size(); ++i) {
    if (reports[i].original) Collect(reports[i], readings[i], i, gathered);
  }
  Facts facts;
  CompareNumbers(reports, gathered, facts);
  CompareNames(reports, gathered, facts);
  MostSupportedFirst(facts.agreed, kAgreed);
  MostSupportedFirst(facts.differing, kDiffering);
  return facts;
}

}  // namespace newsstand::digest
