// What an article is recognised by: keys within its title, strongest first. Pure.
//
// A guid that publishers keep, or an address that is the article's own, says "this is that article". Feeds lie: some give
// every item the front page's address, some a new guid at every poll, some one guid to many. A key counts only if it
// could tell items apart in the very document it came from.
#pragma once

#include <string>
#include <vector>

#include "model/feed.h"

namespace newsstand::ingest {

// For each item of `feed` its keys: "guid:…", "url:…", and for items that carry enough text "text:…", which finds a piece
// again whose guid and address both changed; else "head:…", made of headline and summary. Never empty, and one of the
// first two, or "item:…" in their place, comes first. `home` is the title's front page.
std::vector<std::vector<std::string>> ArticleKeys(const ParsedFeed& feed, std::string_view home);

// The key of a canonical address found on an article's page; "" if it can be nobody's own (the front page, no address).
std::string CanonicalKey(std::string_view canonical_url, std::string_view home);

// "text:…" keys are weak: they never join two items that stand in one document.
bool IsWeakKey(std::string_view key);
// "head:…" keys are weaker: they count only where a whole document changed its ids and addresses.
bool IsHeadKey(std::string_view key);

}  // namespace newsstand::ingest
