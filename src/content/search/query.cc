#include "content/search/query.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>

#include "base/text.h"
#include "content/search/words.h"

namespace newsstand::search {
namespace {

enum class Name { kPart, kLanguage, kCountry, kBefore, kAfter };
struct FieldName {
  std::string_view name;
  Name what;
  Field field = Field::kText;
};
constexpr std::array<FieldName, 18> kFields = {{
    {"title", Name::kPart, Field::kHeadline},
    {"headline", Name::kPart, Field::kHeadline},
    {"intitle", Name::kPart, Field::kHeadline},
    {"author", Name::kPart, Field::kAuthor},
    {"by", Name::kPart, Field::kAuthor},
    {"topic", Name::kPart, Field::kTopic},
    {"entity", Name::kPart, Field::kEntity},
    {"about", Name::kPart, Field::kEntity},
    {"section", Name::kPart, Field::kSection},
    {"from", Name::kPart, Field::kSource},
    {"source", Name::kPart, Field::kSource},
    {"site", Name::kPart, Field::kSource},
    {"lang", Name::kLanguage},
    {"language", Name::kLanguage},
    {"country", Name::kCountry},
    {"before", Name::kBefore},
    {"until", Name::kBefore},
    {"after", Name::kAfter},
}};

bool IsSlugField(Field field) {
  return field == Field::kTopic || field == Field::kEntity || field == Field::kSection || field == Field::kSource;
}

// "2026", "2026-11", "2026-11-03": the beginning of that time, UTC.
std::optional<int64_t> ReadDay(std::string_view text) {
  int numbers[3] = {0, 1, 1};
  const std::vector<std::string_view> parts = Split(text, '-');
  if (parts.size() > 3 || parts[0].size() != 4) return std::nullopt;
  for (size_t i = 0; i < parts.size(); ++i) {
    const auto [end, error] = std::from_chars(parts[i].data(), parts[i].data() + parts[i].size(), numbers[i]);
    if (error != std::errc() || end != parts[i].data() + parts[i].size() || (i > 0 && parts[i].size() > 2))
      return std::nullopt;
  }
  const std::chrono::year_month_day day{std::chrono::year(numbers[0]), std::chrono::month(static_cast<unsigned>(numbers[1])),
                                        std::chrono::day(static_cast<unsigned>(numbers[2]))};
  if (!day.ok() || numbers[0] < 1000) return std::nullopt;
  return std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::sys_days(day).time_since_epoch()).count();
}

// How many bytes a quotation mark at the beginning of `text` takes; 0: there is none.
size_t QuoteAt(std::string_view text) {
  if (text.starts_with('"')) return 1;
  for (const std::string_view mark : {"“", "”", "„", "‟", "«", "»", "＂"}) {
    if (text.starts_with(mark)) return mark.size();
  }
  return 0;
}

class Parser {
 public:
  explicit Parser(std::string_view text) {
    query_.text = std::string(Trim(CleanUtf8(text)));
    if (query_.text.size() > kQueryBytes) {
      query_.text = std::string(Trim(TruncateUtf8(query_.text, kQueryBytes)));
      Note(QueryNote::kTooLong);
    }
    rest_ = query_.text;
  }

  Query Run() {
    while (SkipSpace()) {
      if (words_ >= kQueryWords) {
        Note(QueryNote::kTooLong);
        break;
      }
      One();
    }
    return std::move(query_);
  }

 private:
  void Note(QueryNote note) {
    if (std::find(query_.notes.begin(), query_.notes.end(), note) == query_.notes.end()) query_.notes.push_back(note);
  }

  bool SkipSpace() {
    while (!rest_.empty() && (IsAsciiSpace(rest_.front()) || rest_.front() == '(' || rest_.front() == ')'))
      rest_.remove_prefix(1);
    return !rest_.empty();
  }

  // Up to a space or quotation mark.
  std::string_view TakeWord() {
    size_t end = 0;
    while (end < rest_.size() && !IsAsciiSpace(rest_[end]) && rest_[end] != ')' && QuoteAt(rest_.substr(end)) == 0) ++end;
    const std::string_view word = rest_.substr(0, end);
    rest_.remove_prefix(end);
    return word;
  }

  std::string_view TakeQuoted() {
    rest_.remove_prefix(QuoteAt(rest_));
    size_t end = 0;
    while (end < rest_.size() && QuoteAt(rest_.substr(end)) == 0) ++end;
    const std::string_view text = rest_.substr(0, end);
    rest_.remove_prefix(end);
    rest_.remove_prefix(QuoteAt(rest_));
    return text;
  }

  const FieldName* TakeField() {
    for (const FieldName& field : kFields) {
      if (rest_.size() <= field.name.size() + 1 || rest_[field.name.size()] != ':') continue;
      if (!AsciiIEquals(rest_.substr(0, field.name.size()), field.name)) continue;
      if (IsAsciiSpace(rest_[field.name.size() + 1])) continue;  // "Title: a novel"
      rest_.remove_prefix(field.name.size() + 1);
      return &field;
    }
    return nullptr;
  }

  void One() {
    const bool minus = rest_.size() > 1 && rest_.front() == '-' && !IsAsciiSpace(rest_[1]) && rest_[1] != '-';
    if (minus) rest_.remove_prefix(1);
    const FieldName* field = TakeField();
    const bool quoted = QuoteAt(rest_) > 0;
    const std::string_view value = quoted ? TakeQuoted() : TakeWord();
    if (!quoted && field == nullptr && !minus && (value == "OR" || value == "|")) {
      either_ = !query_.all.empty();
      return;
    }
    if (field != nullptr && field->what != Name::kPart) {
      TakeFilter(*field, value);
      return;
    }
    QueryPart part = MakePart(field != nullptr ? field->field : Field::kText, value, quoted);
    if (part.words.empty() && part.slug.empty()) return;
    words_ += std::max<size_t>(1, part.words.size());
    if (minus) {
      query_.none.push_back(std::move(part));
    } else if (either_) {
      query_.all.back().any.push_back(std::move(part));
    } else {
      query_.all.push_back({{std::move(part)}});
    }
    either_ = false;
  }

  QueryPart MakePart(Field field, std::string_view value, bool quoted) {
    QueryPart part;
    part.field = field;
    part.written = std::string(Trim(value));
    if (IsSlugField(field)) {
      part.slug = Slugify(value);
      return part;
    }
    if (!quoted && value.size() > 1 && value.ends_with('*')) {
      part.prefix = true;
      part.written.pop_back();
    }
    Tokens tokens;
    ReadTokens(part.written, tokens, kQueryWords - words_ + 1);
    if (tokens.tokens.size() > kQueryWords - words_) {
      tokens.tokens.pop_back();
      Note(QueryNote::kTooLong);
    }
    for (const Token& token : tokens.tokens)
      part.words.push_back({std::string(tokens.Text(token)), token.position, token.dense});
    // Characters without spaces are indexed in pairs: one alone is the beginning of pairs.
    if (part.words.size() == 1 && part.words[0].dense && tokens.positions == 1) part.prefix = true;
    if (part.words.size() != 1) part.prefix = false;
    return part;
  }

  void TakeFilter(const FieldName& field, std::string_view value) {
    std::string text = AsciiLower(Trim(value));
    if (field.what == Name::kBefore || field.what == Name::kAfter) {
      const auto day = ReadDay(text);
      if (!day) return Note(QueryNote::kBadDate);
      (field.what == Name::kBefore ? query_.before : query_.after) = day;
      return;
    }
    if (text.empty() || text.size() > 16 || ++words_ > kQueryWords) return;
    if (field.what == Name::kLanguage) {
      query_.languages.emplace_back(PrimaryOf(text));
    } else {
      for (char& c : text) {
        if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
      }
      query_.countries.push_back(std::move(text));
    }
  }

  Query query_;
  std::string_view rest_;
  size_t words_ = 0;
  bool either_ = false;
};

}  // namespace

Query ParseQuery(std::string_view text) { return Parser(text).Run(); }

}  // namespace newsstand::search
