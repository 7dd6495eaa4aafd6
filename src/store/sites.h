// What is known of the sites behind titles: terms they state, what was learned of their pages, and cases readers filed.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "model/case.h"
#include "model/terms.h"
#include "model/title.h"
#include "store/database.h"

namespace newsstand::store {

// --- terms ---
// Replaces what `source` said for this title; an empty list forgets it. Their order is kept.
Status SaveTerms(Transaction& transaction, TitleId title, std::string_view source, const std::vector<Terms>& terms);
Result<std::vector<Terms>> TermsOf(Transaction& transaction, TitleId title);  // by source

// --- what extraction learned of a site ---
// `facts` is extraction's own text; "" when nothing is known of the host (lower case).
Result<std::string> FindSiteMemory(Transaction& transaction, std::string_view host);
Status SaveSiteMemory(Transaction& transaction, std::string_view host, std::string_view facts, Timestamp now);

// --- cases ---
// Files the article, or counts one more report of its open case. Returns the case's number of reports. kNotFound when
// there is no such article.
Result<int> ReportCase(Transaction& transaction, ArticleId article, int version, Timestamp now);
// Latest report first.
Result<std::vector<Case>> OpenCases(Transaction& transaction, int limit);
Result<int64_t> CountOpenCases(Transaction& transaction);
// The operator looked at it. kNotFound when there is no open case of this number.
Status CloseCase(Transaction& transaction, int64_t id, Timestamp now);

}  // namespace newsstand::store
