#include "content/ingest/site_book.h"

#include <algorithm>
#include <optional>
#include <vector>

#include "base/log.h"
#include "base/text.h"
#include "base/url.h"
#include "content/html/text.h"
#include "store/articles.h"
#include "store/sites.h"

namespace newsstand::ingest {
namespace {

// Feeds may name any number of hosts; those in use come back at once.
constexpr size_t kMostSites = 20'000;
// Each learning reads up to extract::kMostPages pages: three for every page that came, at most.
constexpr uint32_t kMostFresh = 100;

std::string HostOf(std::string_view url) {
  const auto parsed = ParseUrl(url);
  return parsed ? parsed->host : "";
}

uint32_t PagesUntilLearning(uint32_t pages) { return std::clamp(pages / 2, extract::kLeastPages, kMostFresh); }

// What is stored as extraction would have given it.
ExtractedArticle AsExtracted(const Article& article) {
  ExtractedArticle extracted;
  extracted.title = article.headline;
  extracted.html = article.body_html;
  for (const std::string& paragraph : html::ParagraphsOf(article.body_html)) {
    if (!extracted.text.empty()) extracted.text += "\n\n";
    extracted.text += paragraph;
  }
  return extracted;
}

Result<std::vector<Article>> PagesOf(store::Database& database, TitleId title, const std::string& host) {
  std::vector<Article> pages;
  const Status read = database.Read([&](store::Transaction& transaction) -> Status {
    pages.clear();
    store::ArticleFilter of_title;
    of_title.title = title;
    auto cards = store::ListArticles(transaction, of_title, std::nullopt, static_cast<int>(extract::kMostPages));
    if (!cards) return Fail(cards.error());
    for (const Article& card : *cards) {
      if (card.body_source != BodySource::kPage || HostOf(card.url) != host) continue;
      auto article = store::FindArticle(transaction, card.id);
      if (!article) return Fail(article.error());
      if (*article) pages.push_back(std::move(**article));
    }
    return {};
  });
  if (!read) return Fail(read.error());
  return pages;
}

extract::SiteMemory LearnFrom(const std::vector<Article>& articles) {
  std::vector<extract::SitePage> pages;
  for (const Article& article : articles) pages.push_back({article.url, article.headline, article.body_html});
  return extract::LearnSite(pages);
}

// The article without what the site says everywhere; nullopt when that changes nothing.
std::optional<Article> Cleaned(const Article& stored, const extract::SiteMemory& memory) {
  ExtractedArticle extracted = AsExtracted(stored);
  if (!extract::ApplyMemory(memory, extracted)) return std::nullopt;
  Article article = stored;
  article.headline = std::move(extracted.title);
  if (extracted.html != stored.body_html) {
    article.body_html = std::move(extracted.html);
    article.word_count = extracted.word_count;
  }
  return article;
}

}  // namespace

std::shared_ptr<const extract::SiteMemory> SiteBook::Read(const std::string& host) {
  auto memory = std::make_shared<extract::SiteMemory>();
  std::string facts;
  const Status read = database_.Read([&](store::Transaction& transaction) -> Status {
    auto found = store::FindSiteMemory(transaction, host);
    if (!found) return Fail(found.error());
    facts = std::move(*found);
    return {};
  });
  if (!read) {
    log::Warn("what is known of {} could not be read: {}", host, read.error().message);
  } else if (!facts.empty()) {
    if (auto parsed = extract::MemoryFromText(facts)) *memory = std::move(*parsed);
  }
  return memory;
}

void SiteBook::Meet(const std::string& host) {
  {
    const std::scoped_lock lock(mutex_);
    if (sites_.contains(host)) return;
  }
  auto memory = Read(host);
  const std::scoped_lock lock(mutex_);
  if (sites_.size() >= kMostSites) std::erase_if(sites_, [](const auto& site) { return !site.second.learning; });
  sites_.try_emplace(host, Site{std::move(memory)});
}

std::shared_ptr<const extract::SiteMemory> SiteBook::Of(std::string_view url) {
  static const auto kNothing = std::make_shared<const extract::SiteMemory>();
  const std::string host = HostOf(url);
  if (host.empty()) return kNothing;
  Meet(host);
  const std::scoped_lock lock(mutex_);
  const auto site = sites_.find(host);
  return site == sites_.end() ? kNothing : site->second.memory;  // forgotten among too many in between
}

Status SiteBook::PageStored(TitleId title, std::string_view url, Timestamp now) {
  const std::string host = HostOf(url);
  if (host.empty()) return {};
  Meet(host);
  std::shared_ptr<const extract::SiteMemory> known;
  {
    const std::scoped_lock lock(mutex_);
    const auto found = sites_.find(host);
    if (found == sites_.end()) return {};
    Site& site = found->second;
    if (++site.fresh < PagesUntilLearning(site.memory->pages) || site.learning) return {};
    site.learning = true;  // and is kept until it has learned
    known = site.memory;
  }
  const Status learned = Learn(title, host, *known, now);
  const std::scoped_lock lock(mutex_);
  Site& site = sites_.at(host);
  site.learning = false;
  site.fresh = 0;
  return learned;
}

Status SiteBook::Learn(TitleId title, const std::string& host, const extract::SiteMemory& known, Timestamp now) {
  auto pages = PagesOf(database_, title, host);
  if (!pages) return Fail(pages.error());
  const extract::SiteMemory memory = extract::Join(known, LearnFrom(*pages));
  {
    // First for what comes in from now on: pages stored meanwhile are cleaned already.
    const std::scoped_lock lock(mutex_);
    sites_.at(host).memory = std::make_shared<const extract::SiteMemory>(memory);
  }
  const bool better = memory.repeated != known.repeated || memory.title_tail != known.title_tail;
  std::vector<std::pair<Article, int64_t>> cleaned;
  if (better) {
    for (const Article& page : *pages) {
      if (auto article = Cleaned(page, memory)) cleaned.emplace_back(std::move(*article), page.change_seq);
    }
  }
  return database_.Write([&](store::Transaction& transaction) -> Status {
    if (Status saved = store::SaveSiteMemory(transaction, host, extract::ToText(memory), now); !saved) return saved;
    for (const auto& [article, seq] : cleaned) {
      auto current = store::FindArticle(transaction, article.id);
      if (!current) return Fail(current.error());
      // Changed meanwhile: it comes again with the next learning.
      if (!*current || (*current)->id != article.id || (*current)->change_seq != seq) continue;
      if (Status updated = store::UpdateArticle(transaction, article); !updated) return updated;
    }
    return {};
  });
}

}  // namespace newsstand::ingest
