#include <algorithm>
#include <cmath>
#include <deque>
#include <unordered_map>

#include "base/hash.h"
#include "content/search/segment_writer.h"
#include "content/search/words.h"

namespace newsstand::search {
namespace {

constexpr size_t kMostBodyWords = 40'000;  // of a body: what comes behind is not searched
constexpr size_t kMostKnownWords = 500'000;  // of all languages, kept from one segment to the next
constexpr uint32_t kGap = 100;             // positions between headline, lede and body: no phrase reaches across
constexpr size_t kShortestWord = 3;        // characters, of what is suggested
constexpr uint32_t kUnnumbered = 0xFFFFFFFF;

struct Place {
  uint32_t term = 0, position = 0;
};

struct DocEntry {
  DocColumns columns;
  size_t begin = 0, end = 0;                     // in places
  uint32_t headline_end = 0, lede_end = 0;       // positions before them are of these fields
  uint32_t headline = 0, lede = 0, body = 0;     // words
};

// A word as it is spelled in one language and what it is known as.
struct Known {
  std::string term;
  bool counted = false;         // it is suggested
  uint32_t text = kUnnumbered, headline = kUnnumbered, word = kUnnumbered;  // numbers in this segment
  uint32_t last_doc = kUnnumbered;
  uint32_t segment = 0;         // which the numbers are of
};

bool IsWorthCounting(const Token& token, std::string_view folded) {
  if (token.dense || folded.size() < kShortestWord) return false;
  return std::none_of(folded.begin(), folded.end(), [](char c) { return c >= '0' && c <= '9'; });
}

uint8_t ImpactOf(double frequency) {
  const double saturated = frequency / (kK1 + frequency);
  return static_cast<uint8_t>(std::clamp(std::lround(saturated * 255), 1L, 255L));
}

double Normal(const FieldRule& rule, uint32_t words) { return rule.weight / (1 - kB + kB * words / rule.usual_length); }

}  // namespace

struct SegmentBuilder::Impl {
  struct Language {
    std::unordered_map<std::string, Known> words;
  };

  uint32_t Number(std::string name) {
    const auto [entry, fresh] = numbers.try_emplace(std::move(name), static_cast<uint32_t>(names.size()));
    if (fresh) {
      names.push_back(&entry->first);
      counts.push_back(0);
    }
    return entry->second;
  }

  void Put(uint32_t term, uint32_t position) {
    places.push_back({term, position});
    ++counts[term];
  }

  Known& Look(Language& language, const Token& token, const std::string& code) {
    std::string_view folded = tokens.Text(token);
    key.assign(folded);
    const auto found = language.words.find(key);
    if (found != language.words.end()) {
      Known& known = found->second;
      if (known.segment != segment) {
        known.text = known.headline = known.word = known.last_doc = kUnnumbered;
        known.segment = segment;
      }
      return known;
    }
    Known& known = language.words[key];
    known.segment = segment;
    known.term = token.dense ? key : stems.TermOf(folded, code);
    known.counted = IsWorthCounting(token, folded);
    return known;
  }

  // Returns the position behind the last word.
  uint32_t Read(std::string_view text, bool headline, uint32_t from, Language& language, const std::string& code,
                uint32_t& words) {
    ReadTokens(text, tokens, kMostBodyWords);
    const auto doc = static_cast<uint32_t>(docs.size());
    for (const Token& token : tokens.tokens) {
      Known& known = Look(language, token, code);
      if (known.text == kUnnumbered) known.text = Number(TermName(Field::kText, known.term));
      Put(known.text, from + token.position);
      if (headline) {
        if (known.headline == kUnnumbered) known.headline = Number(TermName(Field::kHeadline, known.term));
        Put(known.headline, from + token.position);
      }
      if (known.counted && known.last_doc != doc) {
        known.last_doc = doc;
        if (known.word == kUnnumbered) known.word = Number(TermName(Field::kWord, WithoutMarks(tokens.Text(token))));
        ++counts[known.word];
      }
    }
    words += tokens.positions;
    return from + tokens.positions;
  }

  void PutSlug(Field field, const std::string& slug) {
    if (!slug.empty()) Put(Number(TermName(field, slug)), kUnnumbered);
  }

  // Numbers are of one segment alone; what words are known as stays.
  void Forget() {
    size_t known = 0;
    for (const auto& [code, language] : languages) known += language.words.size();
    if (known > kMostKnownWords) languages.clear();
    ++segment;
    numbers.clear();
    names.clear();
    counts.clear();
    docs.clear();
    places.clear();
  }

  void WriteTerm(SegmentWriter& writer, uint32_t term, const std::vector<std::pair<uint32_t, uint32_t>>& list);

  Stems stems;
  Tokens tokens;
  std::string key;
  std::unordered_map<std::string, Language> languages;
  std::unordered_map<std::string, uint32_t> numbers;  // terms of this segment
  std::vector<const std::string*> names;              // keys of `numbers`: they do not move
  std::vector<uint32_t> counts;                       // places; of words articles
  std::vector<DocEntry> docs;
  std::vector<Place> places;
  std::vector<uint32_t> order;                        // number in the segment → in `docs`
  uint32_t segment = 1;
};

SegmentBuilder::SegmentBuilder() : impl_(std::make_unique<Impl>()) {}
SegmentBuilder::~SegmentBuilder() = default;

size_t SegmentBuilder::docs() const { return impl_->docs.size(); }
size_t SegmentBuilder::bytes() const { return impl_->places.size() * sizeof(Place) * 2 + impl_->names.size() * 100; }

void SegmentBuilder::Add(const Document& document) {
  Impl& impl = *impl_;
  const std::string code(PrimaryOf(document.language));
  Impl::Language& language = impl.languages[code];
  DocEntry entry;
  entry.columns = {document.article, document.published, document.title, code, document.country};
  entry.begin = impl.places.size();
  entry.headline_end = impl.Read(document.headline, true, 0, language, code, entry.headline);
  const uint32_t lede = entry.headline_end + kGap;
  entry.lede_end = impl.Read(document.lede, false, lede, language, code, entry.lede);
  impl.Read(document.body, false, entry.lede_end + kGap, language, code, entry.body);
  uint32_t position = 0;
  for (const std::string& author : document.authors) {
    ReadTokens(author, impl.tokens, 64);
    for (const Token& token : impl.tokens.tokens)
      impl.Put(impl.Number(TermName(Field::kAuthor, WithoutMarks(impl.tokens.Text(token)))), position + token.position);
    position += impl.tokens.positions + kGap;
  }
  impl.PutSlug(Field::kSource, document.source);
  impl.PutSlug(Field::kSection, document.section);
  for (const std::string& topic : document.topics) impl.PutSlug(Field::kTopic, topic);
  for (const std::string& entity : document.entities) impl.PutSlug(Field::kEntity, entity);
  entry.end = impl.places.size();
  impl.docs.push_back(std::move(entry));
}

// `list`: articles and positions, ascending by article.
void SegmentBuilder::Impl::WriteTerm(SegmentWriter& writer, uint32_t term,
                                     const std::vector<std::pair<uint32_t, uint32_t>>& list) {
  const auto field = static_cast<Field>(names[term]->front());
  writer.BeginTerm(*names[term]);
  if (field == Field::kWord) writer.AddCount(counts[term]);
  std::vector<uint32_t> positions;
  for (size_t i = 0; i < list.size();) {
    const uint32_t doc = list[i].first;
    const DocEntry& entry = docs[order[doc]];
    positions.clear();
    double headline = 0, lede = 0, body = 0;
    for (; i < list.size() && list[i].first == doc; ++i) {
      const uint32_t position = list[i].second;
      if (position == kUnnumbered) continue;
      (position < entry.headline_end ? headline : position < entry.lede_end ? lede : body) += 1;
      positions.push_back(position);
    }
    uint8_t impact = 1;
    if (field == Field::kText || field == Field::kHeadline) {
      const double frequency = headline * Normal(kHeadlineRule, entry.headline) + lede * Normal(kLedeRule, entry.lede) +
                               body * Normal(kBodyRule, entry.body);
      impact = ImpactOf(frequency);
    }
    writer.AddPosting(doc, impact, positions.data(), positions.size());
  }
  writer.EndTerm();
}

std::string SegmentBuilder::Finish() {
  Impl& impl = *impl_;
  impl.order.resize(impl.docs.size());
  for (uint32_t i = 0; i < impl.order.size(); ++i) impl.order[i] = i;
  std::sort(impl.order.begin(), impl.order.end(), [&](uint32_t a, uint32_t b) {
    const DocColumns &one = impl.docs[a].columns, &other = impl.docs[b].columns;
    return one.published != other.published ? one.published > other.published : one.article > other.article;
  });
  SegmentWriter writer;
  for (const uint32_t doc : impl.order) writer.AddDoc(impl.docs[doc].columns);

  // Places by term, and by article within: a counting sort.
  std::vector<size_t> starts(impl.names.size() + 1, 0);
  for (size_t i = 0; i < impl.names.size(); ++i) {
    const bool listed = impl.names[i]->front() != static_cast<char>(Field::kWord);
    starts[i + 1] = starts[i] + (listed ? impl.counts[i] : 0);
  }
  std::vector<std::pair<uint32_t, uint32_t>> sorted(starts.back());
  std::vector<size_t> next(starts.begin(), starts.end() - 1);
  for (uint32_t doc = 0; doc < impl.order.size(); ++doc) {
    const DocEntry& entry = impl.docs[impl.order[doc]];
    for (size_t i = entry.begin; i < entry.end; ++i)
      sorted[next[impl.places[i].term]++] = {doc, impl.places[i].position};
  }
  std::vector<uint32_t> by_name(impl.names.size());
  for (uint32_t i = 0; i < by_name.size(); ++i) by_name[i] = i;
  std::sort(by_name.begin(), by_name.end(), [&](uint32_t a, uint32_t b) { return *impl.names[a] < *impl.names[b]; });
  std::vector<std::pair<uint32_t, uint32_t>> list;
  for (const uint32_t term : by_name) {
    list.assign(sorted.begin() + static_cast<std::ptrdiff_t>(starts[term]),
                sorted.begin() + static_cast<std::ptrdiff_t>(starts[term + 1]));
    impl.WriteTerm(writer, term, list);
  }
  impl.Forget();
  return writer.Finish();
}

}  // namespace newsstand::search
