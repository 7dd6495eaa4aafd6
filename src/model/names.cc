// The names of the model's enumerations, in one table each.
#include <array>
#include <utility>

#include "model/about.h"
#include "model/article.h"
#include "model/story.h"
#include "model/subscription.h"
#include "model/terms.h"
#include "model/title.h"

namespace newsstand {
namespace {

template <class E, size_t N>
using NameTable = std::array<std::pair<E, std::string_view>, N>;

template <class E, size_t N>
std::string_view NameOf(const NameTable<E, N>& table, E value) {
  for (const auto& [known, name] : table) {
    if (known == value) return name;
  }
  return "";
}

template <class E, size_t N>
std::optional<E> ValueOf(const NameTable<E, N>& table, std::string_view name) {
  for (const auto& [value, known] : table) {
    if (known == name) return value;
  }
  return std::nullopt;
}

constexpr NameTable<Rights, 3> kRights = {
    {{Rights::kFull, "full"}, {Rights::kExcerpt, "excerpt"}, {Rights::kNone, "none"}}};
constexpr NameTable<WallPolicy, 4> kPolicies = {{{WallPolicy::kFree, "free"},
                                                 {WallPolicy::kRegistration, "registration"},
                                                 {WallPolicy::kMetered, "metered"},
                                                 {WallPolicy::kHard, "hard"}}};
constexpr NameTable<IndexPolicy, 3> kIndexPolicies = {
    {{IndexPolicy::kNoindex, "noindex"}, {IndexPolicy::kCanonical, "canonical"}, {IndexPolicy::kFull, "full"}}};
constexpr NameTable<FeedState, 3> kFeedStates = {
    {{FeedState::kActive, "active"}, {FeedState::kStopped, "stopped"}, {FeedState::kPaused, "paused"}}};
constexpr NameTable<EntityKind, 3> kEntityKinds = {
    {{EntityKind::kPerson, "person"}, {EntityKind::kPlace, "place"}, {EntityKind::kOrganisation, "organisation"}}};
constexpr NameTable<BodySource, 3> kBodySources = {
    {{BodySource::kNone, "none"}, {BodySource::kFeed, "feed"}, {BodySource::kPage, "page"}}};
constexpr NameTable<ArticleState, 2> kArticleStates = {
    {{ArticleState::kLive, "live"}, {ArticleState::kWithdrawn, "withdrawn"}}};
constexpr NameTable<Withdrawal, 4> kWithdrawals = {{{Withdrawal::kNone, "none"},
                                                    {Withdrawal::kCanceled, "canceled"},
                                                    {Withdrawal::kWithheld, "withheld"},
                                                    {Withdrawal::kPageGone, "page_gone"}}};
constexpr NameTable<PageState, 5> kPageStates = {{{PageState::kNotWanted, "not_wanted"},
                                                  {PageState::kPending, "pending"},
                                                  {PageState::kDone, "done"},
                                                  {PageState::kFailed, "failed"},
                                                  {PageState::kReserved, "reserved"}}};
constexpr NameTable<StoryEditKind, 2> kStoryEditKinds = {{{StoryEditKind::kTogether, "together"}, {StoryEditKind::kApart, "apart"}}};
constexpr NameTable<TermsKind, 3> kTermsKinds = {
    {{TermsKind::kRobots, "robots"}, {TermsKind::kRsl, "rsl"}, {TermsKind::kTdmRep, "tdmrep"}}};
constexpr NameTable<SubscriptionState, 5> kSubscriptionStates = {{{SubscriptionState::kWanted, "wanted"},
                                                                  {SubscriptionState::kAsked, "asked"},
                                                                  {SubscriptionState::kActive, "active"},
                                                                  {SubscriptionState::kRefused, "refused"},
                                                                  {SubscriptionState::kEnding, "ending"}}};

}  // namespace

Rights EffectiveRights(Rights rights, Mode mode) {
  return mode == Mode::kPersonal && rights == Rights::kExcerpt ? Rights::kFull : rights;
}

std::string_view EntityKindName(EntityKind kind) { return NameOf(kEntityKinds, kind); }
std::optional<EntityKind> ParseEntityKind(std::string_view name) { return ValueOf(kEntityKinds, name); }
std::string_view RightsName(Rights rights) { return NameOf(kRights, rights); }
std::optional<Rights> ParseRights(std::string_view name) { return ValueOf(kRights, name); }
std::string_view WallPolicyName(WallPolicy policy) { return NameOf(kPolicies, policy); }
std::optional<WallPolicy> ParseWallPolicy(std::string_view name) { return ValueOf(kPolicies, name); }
std::string_view IndexPolicyName(IndexPolicy policy) { return NameOf(kIndexPolicies, policy); }
std::optional<IndexPolicy> ParseIndexPolicy(std::string_view name) { return ValueOf(kIndexPolicies, name); }
std::string_view FeedStateName(FeedState state) { return NameOf(kFeedStates, state); }
std::optional<FeedState> ParseFeedState(std::string_view name) { return ValueOf(kFeedStates, name); }
std::string_view BodySourceName(BodySource source) { return NameOf(kBodySources, source); }
std::optional<BodySource> ParseBodySource(std::string_view name) { return ValueOf(kBodySources, name); }
std::string_view ArticleStateName(ArticleState state) { return NameOf(kArticleStates, state); }
std::optional<ArticleState> ParseArticleState(std::string_view name) { return ValueOf(kArticleStates, name); }
std::string_view WithdrawalName(Withdrawal withdrawal) { return NameOf(kWithdrawals, withdrawal); }
std::optional<Withdrawal> ParseWithdrawal(std::string_view name) { return ValueOf(kWithdrawals, name); }
std::string_view PageStateName(PageState state) { return NameOf(kPageStates, state); }
std::optional<PageState> ParsePageState(std::string_view name) { return ValueOf(kPageStates, name); }
std::string_view TermsKindName(TermsKind kind) { return NameOf(kTermsKinds, kind); }
std::optional<TermsKind> ParseTermsKind(std::string_view name) { return ValueOf(kTermsKinds, name); }
std::string_view SubscriptionStateName(SubscriptionState state) { return NameOf(kSubscriptionStates, state); }
std::optional<SubscriptionState> ParseSubscriptionState(std::string_view name) {
  return ValueOf(kSubscriptionStates, name);
}

std::string_view StoryEditKindName(StoryEditKind kind) { return NameOf(kStoryEditKinds, kind); }
std::optional<StoryEditKind> ParseStoryEditKind(std::string_view name) { return ValueOf(kStoryEditKinds, name); }

std::string_view TextDirection(std::string_view language) {
  static constexpr std::array<std::string_view, 13> kRightToLeft = {"ar", "he", "fa", "ur", "ps", "yi", "dv",
                                                                    "sd", "ug", "ckb", "iw", "arc", "ks"};
  const std::string_view primary = language.substr(0, language.find_first_of("-_"));
  for (const std::string_view known : kRightToLeft) {
    if (primary == known) return "rtl";
  }
  return "ltr";
}

}  // namespace newsstand
