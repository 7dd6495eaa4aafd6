#include "content/ingest/terms_keeper.h"

#include <algorithm>
#include <map>

#include "base/url.h"
#include "store/sites.h"

namespace newsstand::ingest {
namespace {

constexpr std::chrono::hours kSeenAgain{24};

bool SaysTheSame(const std::vector<Terms>& known, const std::vector<Terms>& now) {
  return std::equal(known.begin(), known.end(), now.begin(), now.end(), [](const Terms& a, Terms b) {
    if (b.seen - a.seen >= kSeenAgain) return false;
    b.seen = a.seen;
    return a == b;
  });
}

}  // namespace

Status KeepTerms(store::Transaction& transaction, TitleId title, const std::string& source, const std::vector<Terms>& terms) {
  auto known = store::TermsOf(transaction, title);
  if (!known) return Fail(known.error());
  std::erase_if(*known, [&](const Terms& one) { return one.source != source; });
  if (SaysTheSame(*known, terms)) return {};
  return store::SaveTerms(transaction, title, source, terms);
}

Status KeepPageTerms(store::Transaction& transaction, TitleId title, const std::string& page_url, const std::vector<Terms>& terms) {
  const auto url = ParseUrl(page_url);
  std::map<std::string, std::vector<Terms>> by_source;
  for (Terms one : terms) {
    if (url && one.source == page_url) {
      one.source = url->origin() + "/";
      one.scope = "(the page that says so)";
    } else if (one.kind == TermsKind::kRobots) {
      one.scope = "(the page that was asked for)";
    }
    by_source[one.source].push_back(std::move(one));
  }
  for (const auto& [source, said] : by_source) {
    if (Status kept = KeepTerms(transaction, title, source, said); !kept) return kept;
  }
  return {};
}

}  // namespace newsstand::ingest
