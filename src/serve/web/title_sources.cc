#include "serve/web/title_sources.h"

#include <algorithm>
#include <cmath>

#include "base/text.h"
#include "base/url.h"
#include "model/feed_health.h"
#include "serve/web/dictionary.h"
#include "store/feeds.h"
#include "store/sites.h"
#include "store/subscriptions.h"

namespace newsstand::web {
namespace {

using ctemplate::TemplateDictionary;

constexpr size_t kTermsShown = 12;

// "daily.example/feed.xml": what a reader recognises of an address.
std::string ShortAddress(const std::string& url) {
  const size_t scheme = url.find("://");
  std::string_view rest = scheme == std::string::npos ? std::string_view(url) : std::string_view(url).substr(scheme + 3);
  if (rest.starts_with("www.")) rest.remove_prefix(4);
  if (rest.ends_with('/')) rest.remove_suffix(1);
  return Ellipsize(rest, 70);
}

class SourceView {
 public:
  SourceView(PageMaker& page, TemplateDictionary& parent, const Feed& feed)
      : words_(page.words()), now_(page.now()), feed_(feed), condition_(ConditionOf(feed, page.now())),
        entry_(*parent.AddSectionDictionary(kn_SOURCE)) {}

  void Fill(const Subscription* subscription) {
    entry_.SetValue(kn_SOURCE_CONDITION, std::string(ConditionName(condition_)));
    entry_.SetValue(kn_SOURCE_URL, feed_.url);
    entry_.SetValue(kn_SOURCE_ADDRESS, ShortAddress(feed_.url));
    entry_.SetValue(kn_SOURCE_STATE, words_.Text("source_" + std::string(ConditionName(condition_))));
    FillRhythm();
    if (subscription != nullptr && Delivers(*subscription, now_)) Fact(words_.Text("source_hub"));
    if (!feed_.last_error.empty()) entry_.SetValueAndShowSection(kn_SOURCE_ERROR_TEXT, feed_.last_error, kn_SOURCE_ERROR);
    FillAdvice();
  }

 private:
  void Fact(const std::string& text) {
    if (!text.empty()) entry_.AddSectionDictionary(kn_SOURCE_FACT)->SetValue(kn_SOURCE_FACT_TEXT, text);
  }

  void FillRhythm() {
    Fact(feed_.last_success ? words_.Format("source_read", {{"time", words_.Date(*feed_.last_success, DateStyle::kLong)}})
                            : words_.Text("source_never"));
    if (feed_.last_success && feed_.items_per_day >= 0.5) {
      Fact(words_.Format("source_per_day", {{"count", static_cast<int64_t>(std::lround(feed_.items_per_day))}}));
    } else if (feed_.last_success && feed_.items_per_day > 0) {
      Fact(words_.Format("source_per_week", {{"count", std::max<int64_t>(1, std::lround(feed_.items_per_day * 7))}}));
    }
    if (feed_.delay_seconds >= 0) {
      const int64_t minutes = std::max(1, feed_.delay_seconds / 60);
      Fact(minutes < 120 ? words_.Format("source_delay_minutes", {{"count", minutes}})
                         : words_.Format("source_delay_hours", {{"count", minutes / 60}}));
    }
    const bool waits = condition_ == FeedCondition::kTrouble || condition_ == FeedCondition::kBroken;
    if (waits) Fact(words_.Format("source_next", {{"time", words_.Date(feed_.next_fetch, DateStyle::kLong)}}));
  }

  void Advice(const char* key) { entry_.AddSectionDictionary(kn_SOURCE_ADVICE)->SetValue(kn_SOURCE_ADVICE_TEXT, words_.Text(key)); }

  void FillAdvice() {
    switch (condition_) {
      case FeedCondition::kTrouble: Advice("source_do_wait"); break;
      case FeedCondition::kBroken: Advice("source_do_look"); break;
      case FeedCondition::kSilent: Advice("source_do_silent"); break;
      case FeedCondition::kStopped: Advice("source_do_stopped"); break;
      default: break;
    }
    if (ChangesIds(feed_)) Advice("source_habit_ids");
    if (ChangesDates(feed_)) Advice("source_habit_dates");
    if (ChangesWords(feed_)) Advice("source_habit_words");
  }

  const Words& words_;
  const Timestamp now_;
  const Feed& feed_;
  const FeedCondition condition_;
  TemplateDictionary& entry_;
};

void FillTerms(PageMaker& page, TemplateDictionary& main, const std::vector<Terms>& terms) {
  if (terms.empty()) return;
  const Words& words = page.words();
  TemplateDictionary* section = main.AddSectionDictionary(kn_TERMS);
  const bool reserved = std::any_of(terms.begin(), terms.end(), [](const Terms& one) { return one.reserved; });
  section->SetValue(kn_TERMS_SUM, words.Text(reserved ? "terms_reserved" : "terms_open"));
  for (size_t i = 0; i < std::min(terms.size(), kTermsShown); ++i) {
    const Terms& one = terms[i];
    TemplateDictionary* entry = section->AddSectionDictionary(kn_TERM);
    entry->SetValue(kn_TERM_WORDS, one.words);
    entry->SetValue(kn_TERM_URL, one.source);
    entry->SetValue(kn_TERM_SOURCE, ShortAddress(one.source));
    const bool everywhere = one.scope == "/" || one.scope == "/*" || one.scope == "*";
    entry->SetValue(kn_TERM_SCOPE, everywhere                  ? words.Text("terms_everywhere")
                                   : one.scope.starts_with('(') ? words.Text("terms_one_page")
                                                                : words.Format("terms_scope", {{"scope", one.scope}}));
    entry->SetValue(kn_TERM_SEEN, words.Format("terms_seen", {{"time", words.Date(one.seen, DateStyle::kLong)}}));
    if (!one.policy_url.empty()) entry->SetValueAndShowSection(kn_TERM_POLICY_URL, one.policy_url, kn_TERM_POLICY);
  }
}

}  // namespace

Result<TitleSources> ReadTitleSources(SiteParts& parts, TitleId title) {
  TitleSources sources;
  if (parts.context.database == nullptr) return sources;
  const Status read = parts.context.database->Read([&](store::Transaction& transaction) -> Status {
    sources = {};
    auto feeds = store::FeedsOfTitle(transaction, title);
    if (!feeds) return Fail(feeds.error());
    sources.feeds = std::move(*feeds);
    for (const Feed& feed : sources.feeds) {
      if (feed.hub.empty()) continue;
      auto subscription = store::FindSubscription(transaction, feed.id);
      if (!subscription) return Fail(subscription.error());
      if (*subscription) sources.subscriptions.push_back(std::move(**subscription));
    }
    auto terms = store::TermsOf(transaction, title);
    if (!terms) return Fail(terms.error());
    sources.terms = std::move(*terms);
    return {};
  });
  if (!read) return Fail(read.error());
  return sources;
}

void FillTitleSources(PageMaker& page, const TitleSources& sources) {
  if (sources.feeds.empty()) return;
  TemplateDictionary* main = page.main().AddIncludeDictionary(kn_SOURCES);
  main->SetFilename("sources.tpl");
  for (const Feed& feed : sources.feeds) {
    const auto found = std::find_if(sources.subscriptions.begin(), sources.subscriptions.end(),
                                    [&](const Subscription& one) { return one.feed == feed.id; });
    SourceView(page, *main, feed).Fill(found == sources.subscriptions.end() ? nullptr : &*found);
  }
  FillTerms(page, *main, sources.terms);
}

}  // namespace newsstand::web
