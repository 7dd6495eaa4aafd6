// Pairs of feeds and what another reader makes of them, field by field, told in our names.
#include <doctest/doctest.h>

#include <boost/json.hpp>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "base/text.h"
#include "base/url.h"
#include "base/url_test_data.h"
#include "content/html/text.h"
#include "content/parse/dates.h"
#include "content/parse/parse_feed.h"
#include "content/sanitize/sanitize.h"

namespace newsstand::parse {
namespace {

namespace json = boost::json;
namespace fs = std::filesystem;

// One leaf of the expected JSON: "items[].title" with the indexes that stood in the brackets.
struct Leaf {
  std::string path;
  std::vector<size_t> indexes;
  std::string value;
  const json::object* around = nullptr;  // the object the leaf is in
};

std::string TextOfValue(const json::value& value) {
  return value.is_string() ? std::string(value.get_string()) : json::serialize(value);
}

void Flatten(const json::value& value, const Leaf& at, std::vector<Leaf>& leaves) {
  if (value.is_object()) {
    for (const auto& member : value.get_object()) {
      Leaf next = at;
      next.path += (at.path.empty() ? "" : ".") + std::string(member.key());
      next.around = &value.get_object();
      Flatten(member.value(), next, leaves);
    }
  } else if (value.is_array()) {
    for (size_t i = 0; i < value.get_array().size(); ++i) {
      Leaf next = at;
      next.path += "[]";
      next.indexes.push_back(i);
      Flatten(value.get_array()[i], next, leaves);
    }
  } else {
    leaves.push_back(at);
    leaves.back().value = TextOfValue(value);
  }
}

// "" when the leaf is met, else what we have.
using Check = std::function<std::string(const ParsedFeed&, const Leaf&)>;
constexpr const char* kExcluded = "\x01";

std::string Same(const std::string& given, const std::string& wanted) {
  return given == wanted ? "" : "“" + given + "”";
}

std::string Line(const std::string& given, const Leaf& leaf) {
  if (given == CollapseSpace(leaf.value)) return "";
  return Same(given, html::TextOf(leaf.value));
}

std::string Address(const std::string& given, const Leaf& leaf) {
  auto normal = [](const std::string& text) {
    std::string url = ResolveHttpUrl(text, "");
    return url.empty() ? text : url;
  };
  return Same(normal(given), normal(leaf.value));
}

std::string Html(const std::string& given, const Leaf& leaf) {
  if (html::TextOf(given) == html::TextOf(leaf.value) || html::TextOf(given) == CollapseSpace(leaf.value)) return "";
  return Same(given, sanitize::SanitizeHtml(leaf.value));
}

std::string Date(const std::optional<Timestamp>& given, const Leaf& leaf) {
  auto wanted = ReadDate(leaf.value);
  return Same(given ? FormatRfc3339(*given) : "none", wanted ? FormatRfc3339(*wanted) : "none");
}

using ItemCheck = std::function<std::string(const ParsedItem&, const Leaf&)>;

Check OnItem(ItemCheck check) {
  return [check = std::move(check)](const ParsedFeed& feed, const Leaf& leaf) {
    if (leaf.indexes.empty() || leaf.indexes[0] >= feed.items.size()) return std::string("no such item");
    return check(feed.items[leaf.indexes[0]], leaf);
  };
}

Check OnPerson(std::function<std::string(const ParsedAuthor&, const Leaf&)> check) {
  return OnItem([check = std::move(check)](const ParsedItem& item, const Leaf& leaf) {
    size_t index = leaf.indexes.size() > 1 ? leaf.indexes[1] : 0;
    if (index >= item.authors.size()) return std::string("no such author");
    return check(item.authors[index], leaf);
  });
}

// Where they name one enclosure of several, it is the last.
size_t SingleEnclosure(const ParsedItem& item) { return item.enclosures.size() - 1; }

Check OnEnclosure(std::function<std::string(const ParsedEnclosure&, const Leaf&)> check) {
  return OnItem([check = std::move(check)](const ParsedItem& item, const Leaf& leaf) {
    size_t index = leaf.indexes.size() > 1 ? leaf.indexes[1] : SingleEnclosure(item);
    if (index >= item.enclosures.size()) return std::string("no such enclosure");
    return check(item.enclosures[index], leaf);
  });
}

std::string AnyCategory(const ParsedItem& item, const Leaf& leaf) {
  for (const std::string& category : item.categories) {
    if (Line(category, leaf).empty()) return "";
  }
  // Where there is a label, it is the name.
  if (leaf.around != nullptr && leaf.around->contains("label") && leaf.path.ends_with("term")) return kExcluded;
  return "no such category";
}

std::string Summary(const ParsedItem& item, const Leaf& leaf) {
  return Html(item.summary_html.empty() ? item.content_html : item.summary_html, leaf);
}

std::string Content(const ParsedItem& item, const Leaf& leaf) {
  return Html(item.content_html.empty() ? item.summary_html : item.content_html, leaf);
}

// Links are told by what they are for.
std::string FeedLink(const ParsedFeed& feed, const Leaf& leaf) {
  for (const std::string& url : {feed.url, feed.self_url}) {
    if (Address(url, leaf).empty()) return "";
  }
  return kExcluded;
}

std::string ItemLink(const ParsedItem& item, const Leaf& leaf) {
  if (Address(item.url, leaf).empty() || Address(item.comments_url, leaf).empty()) return "";
  for (const ParsedEnclosure& enclosure : item.enclosures) {
    if (Address(enclosure.url, leaf).empty()) return "";
  }
  return kExcluded;
}

std::string AnyImage(const ParsedItem& item, const Leaf& leaf) {
  for (const ParsedImage& image : item.images) {
    if (Address(image.url, leaf).empty()) return "";
  }
  return "no such picture";
}

void AddFeedChecks(std::map<std::string, Check>& checks) {
  auto on = [&](std::initializer_list<const char*> paths, const Check& check) {
    for (const char* path : paths) checks[path] = check;
  };
  on({"title"}, [](const ParsedFeed& f, const Leaf& l) { return Line(f.title, l); });
  on({"subtitle", "description"}, [](const ParsedFeed& f, const Leaf& l) { return Line(f.subtitle, l); });
  on({"rights", "copyright"}, [](const ParsedFeed& f, const Leaf& l) { return Line(f.rights, l); });
  on({"link", "home_page_url"}, [](const ParsedFeed& f, const Leaf& l) { return Address(f.url, l); });
  on({"feedLink", "feed_url"}, [](const ParsedFeed& f, const Leaf& l) { return Address(f.self_url, l); });
  on({"links[].href", "links[]"}, FeedLink);
  on({"language"}, [](const ParsedFeed& f, const Leaf& l) { return Same(f.language, l.value); });
  on({"logo", "icon", "image.url"},
     [](const ParsedFeed& f, const Leaf& l) { return Address(f.logo, l).empty() ? "" : Address(f.icon, l); });
  on({"favicon"}, [](const ParsedFeed& f, const Leaf& l) { return Address(f.icon, l); });
  on({"updated", "updatedParsed", "lastBuildDate", "lastBuildDateParsed"},
     [](const ParsedFeed& f, const Leaf& l) { return Date(f.updated, l).empty() ? "" : Date(f.published, l); });
  on({"pubDate", "pubDateParsed", "published", "publishedParsed"},
     [](const ParsedFeed& f, const Leaf& l) { return Date(f.published, l).empty() ? "" : Date(f.updated, l); });
  on({"ttl"}, [](const ParsedFeed& f, const Leaf& l) { return Same(std::to_string(f.ttl_minutes), l.value); });
  on({"skipHours[]"}, [](const ParsedFeed& f, const Leaf& l) {
    bool known = std::any_of(f.skip_hours.begin(), f.skip_hours.end(),
                             [&](int hour) { return std::to_string(hour) == l.value; });
    bool hour = !l.value.empty() && l.value.find_first_not_of("0123456789") == std::string::npos;
    return std::string(known ? "" : hour ? "no such hour" : kExcluded);
  });
}

using FeedPersonCheck = std::function<std::string(const ParsedAuthor&, const Leaf&)>;

std::string CheckPerson(const std::vector<ParsedAuthor>& people, size_t index, const Leaf& leaf,
                        const FeedPersonCheck& check) {
  return index < people.size() ? check(people[index], leaf) : std::string("nobody");
}

std::string AnyOf(const std::vector<std::string>& names, const Leaf& leaf) {
  for (const std::string& name : names) {
    if (Line(name, leaf).empty()) return "";
  }
  return "none of them";
}

// Authors, contributors and the like, wherever they stand: `people` finds the list, `at` says which index of the leaf
// counts.
void AddPeopleChecks(std::map<std::string, Check>& checks, const std::string& path, size_t at,
                     const std::function<const std::vector<ParsedAuthor>*(const ParsedFeed&, const Leaf&)>& people) {
  const auto add = [&](const char* field, const FeedPersonCheck& check) {
    checks[path + field] = [=](const ParsedFeed& feed, const Leaf& leaf) {
      const std::vector<ParsedAuthor>* list = people(feed, leaf);
      const size_t index = at < leaf.indexes.size() ? leaf.indexes[at] : 0;
      return list == nullptr ? std::string("no such item") : CheckPerson(*list, index, leaf, check);
    };
  };
  add(".name", [](const ParsedAuthor& p, const Leaf& l) { return Line(p.name, l); });
  add(".email", [](const ParsedAuthor& p, const Leaf& l) { return Same(p.email, l.value); });
  for (const char* field : {".uri", ".url"}) {
    add(field, [](const ParsedAuthor& p, const Leaf& l) { return Address(p.url, l); });
  }
}

const ParsedItem* ItemOf(const ParsedFeed& feed, const Leaf& leaf) {
  return !leaf.indexes.empty() && leaf.indexes[0] < feed.items.size() ? &feed.items[leaf.indexes[0]] : nullptr;
}

void AddAllPeopleChecks(std::map<std::string, Check>& checks) {
  using People = const std::vector<ParsedAuthor>*;
  // Where nobody is named as its author, they take the webmaster, who is the publisher for us.
  const auto authors = [](const ParsedFeed& feed, const Leaf&) -> People {
    thread_local std::vector<ParsedAuthor> publisher;
    publisher = {feed.publisher};
    return feed.authors.empty() ? &publisher : &feed.authors;
  };
  AddPeopleChecks(checks, "author", 9, authors);
  AddPeopleChecks(checks, "authors[]", 0, authors);
  AddPeopleChecks(checks, "contributors[]", 0, [](const ParsedFeed& feed, const Leaf&) -> People { return &feed.contributors; });
  AddPeopleChecks(checks, "entries[].contributors[]", 1, [](const ParsedFeed& feed, const Leaf& leaf) -> People {
    const ParsedItem* item = ItemOf(feed, leaf);
    return item == nullptr ? nullptr : &item->contributors;
  });
  AddPeopleChecks(checks, "entries[].source.authors[]", 1, [](const ParsedFeed& feed, const Leaf& leaf) -> People {
    const ParsedItem* item = ItemOf(feed, leaf);
    return item == nullptr ? nullptr : &item->source.authors;
  });
  checks["managingEditor"] = [](const ParsedFeed& feed, const Leaf& leaf) {
    return CheckPerson(feed.authors, 0, leaf, [](const ParsedAuthor& p, const Leaf& l) {
      return l.value.find(p.name.empty() ? p.email : p.name) != std::string::npos ? "" : p.name;
    });
  };
  checks["webMaster"] = [](const ParsedFeed& feed, const Leaf& leaf) {
    const ParsedAuthor& person = feed.publisher;
    const std::string& said = person.name.empty() ? person.email : person.name;
    return std::string(!said.empty() && leaf.value.find(said) != std::string::npos ? "" : "“" + said + "”");
  };
}

// "Dave Author", or "Dave Author (dave@example.org)".
std::string NameAndMail(const ParsedAuthor& person, const Leaf& leaf) {
  if (leaf.value == person.name + " (" + person.email + ")") return "";
  return Line(person.name, leaf);
}

// What modules say, as their extensions name it.
void AddModuleChecks(std::map<std::string, Check>& checks) {
  checks["id"] = [](const ParsedFeed& f, const Leaf& l) { return Line(f.id, l); };
  for (const char* path : {"generator", "generator.value"}) {
    // They write name, version and address as one line.
    checks[path] = [](const ParsedFeed& f, const Leaf& l) {
      const ParsedGenerator& g = f.generator;
      const std::string line = g.name + (g.version.empty() ? "" : " v" + g.version);
      return Line(g.name, l).empty() || l.value.starts_with(line) ? "" : Same(g.version, l.value);
    };
  }
  checks["generator.version"] = [](const ParsedFeed& f, const Leaf& l) { return Same(f.generator.version, l.value); };
  checks["generator.uri"] = [](const ParsedFeed& f, const Leaf& l) { return Address(f.generator.url, l); };
  for (const char* path : {"categories[]", "categories[].value", "categories[].term", "categories[].label", "dcExt.subject[]",
                           "itunesExt.categories[].text", "itunesExt.categories[].subcategory.text"}) {
    checks[path] = [](const ParsedFeed& f, const Leaf& l) {
      std::string answer = AnyOf(f.categories, l);
      if (!answer.empty() && l.around != nullptr && l.around->contains("label") && l.path.ends_with("term")) return std::string(kExcluded);
      return answer;
    };
  }
  checks["itunesExt.keywords"] = [](const ParsedFeed& f, const Leaf& l) {
    std::string missing;
    for (const std::string_view word : Split(l.value, ',')) {
      if (std::find(f.categories.begin(), f.categories.end(), Trim(word)) == f.categories.end()) missing += word;
    }
    return missing;
  };
  checks["dcExt.title[]"] = [](const ParsedFeed& f, const Leaf& l) { return Line(f.title, l); };
  checks["dcExt.language[]"] = [](const ParsedFeed& f, const Leaf& l) { return Same(f.language, l.value); };
  checks["dcExt.rights[]"] = [](const ParsedFeed& f, const Leaf& l) { return Line(f.rights, l); };
  checks["dcExt.publisher[]"] = [](const ParsedFeed& f, const Leaf& l) { return Line(f.publisher.name, l); };
  checks["itunesExt.subtitle"] = [](const ParsedFeed& f, const Leaf& l) { return Line(f.subtitle, l); };
  checks["itunesExt.image"] = [](const ParsedFeed& f, const Leaf& l) { return Address(f.logo, l); };
  for (const char* path : {"dcExt.creator[]", "dcExt.author[]", "itunesExt.author"}) {
    checks[path] = [](const ParsedFeed& f, const Leaf& l) {
      return CheckPerson(f.authors, 0, l, NameAndMail);
    };
  }
  const auto on_item = [&](const char* path, ItemCheck check) { checks[path] = OnItem(std::move(check)); };
  for (const char* path : {"items[].dcExt.creator[]", "items[].dcExt.author[]", "items[].itunesExt.author"}) {
    on_item(path, [](const ParsedItem& i, const Leaf& l) {
      return CheckPerson(i.authors, l.indexes.size() > 1 ? l.indexes[1] : 0, l, NameAndMail);
    });
  }
  on_item("items[].dcExt.subject[]", AnyCategory);
  on_item("items[].dcExt.title[]", [](const ParsedItem& i, const Leaf& l) { return Line(i.title, l); });
  on_item("items[].dcExt.date[]", [](const ParsedItem& i, const Leaf& l) { return Date(i.published, l); });
  on_item("items[].dcExt.identifier[]", [](const ParsedItem& i, const Leaf& l) { return Same(i.id, l.value); });
  for (const char* path : {"items[].dcExt.description[]", "items[].itunesExt.summary"}) on_item(path, Summary);
  on_item("items[].itunesExt.image", AnyImage);
  on_item("items[].content_text", [](const ParsedItem& i, const Leaf& l) {
    // Of a text in two forms the one with markup is kept.
    return l.around != nullptr && l.around->contains("content_html") ? std::string(kExcluded) : Content(i, l);
  });
  on_item("items[].attachments[].duration_in_seconds", [](const ParsedItem& i, const Leaf& l) {
    return l.indexes.size() > 1 && l.indexes[1] < i.enclosures.size() ? Same(std::to_string(i.enclosures[l.indexes[1]].duration_seconds), l.value) : "no such enclosure";
  });
  on_item("entries[].source.id", [](const ParsedItem& i, const Leaf& l) { return Same(i.source.id, l.value); });
  on_item("entries[].source.icon", [](const ParsedItem& i, const Leaf& l) { return Address(i.source.icon, l); });
  on_item("entries[].source.logo", [](const ParsedItem& i, const Leaf& l) { return Address(i.source.logo, l); });
  on_item("entries[].source.rights", [](const ParsedItem& i, const Leaf& l) { return Line(i.source.rights, l); });
  on_item("entries[].source.subtitle", [](const ParsedItem& i, const Leaf& l) { return Line(i.source.subtitle, l); });
  for (const char* path : {"entries[].source.updated", "entries[].source.updatedParsed"}) {
    on_item(path, [](const ParsedItem& i, const Leaf& l) { return Date(i.source.updated, l); });
  }
}

void AddItemChecks(std::map<std::string, Check>& checks) {
  auto on = [&](std::initializer_list<const char*> names, const Check& check) {
    for (const char* name : names) {
      checks["items[]." + std::string(name)] = check;
      checks["entries[]." + std::string(name)] = check;
    }
  };
  on({"title"}, OnItem([](const ParsedItem& i, const Leaf& l) { return Line(i.title, l); }));
  on({"summary", "description"}, OnItem(Summary));
  on({"content", "content.value", "content_html"}, OnItem(Content));
  on({"rights"}, OnItem([](const ParsedItem& i, const Leaf& l) { return Line(i.rights, l); }));
  on({"link", "url"}, OnItem([](const ParsedItem& i, const Leaf& l) { return Address(i.url, l); }));
  on({"links[]", "links[].href"}, OnItem(ItemLink));
  on({"id", "guid", "guid.value"}, OnItem([](const ParsedItem& i, const Leaf& l) { return Line(i.id, l); }));
  on({"comments"}, OnItem([](const ParsedItem& i, const Leaf& l) { return Address(i.comments_url, l); }));
  on({"published", "publishedParsed", "pubDate", "pubDateParsed", "date_published"},
     OnItem([](const ParsedItem& i, const Leaf& l) { return Date(i.published, l); }));
  // dc:date says when a piece came out; they file it under "updated", too.
  on({"updated", "updatedParsed", "date_modified"},
     OnItem([](const ParsedItem& i, const Leaf& l) { return Date(i.updated, l).empty() ? "" : Date(i.published, l); }));
  on({"authors[].name", "author.name"}, OnPerson([](const ParsedAuthor& p, const Leaf& l) { return Line(p.name, l); }));
  on({"authors[].email", "author.email"},
     OnPerson([](const ParsedAuthor& p, const Leaf& l) { return Same(p.email, l.value); }));
  on({"authors[].uri", "authors[].url", "author.url"},
     OnPerson([](const ParsedAuthor& p, const Leaf& l) { return Address(p.url, l); }));
  on({"author"}, OnPerson([](const ParsedAuthor& p, const Leaf& l) {
       return Line(p.name, l).empty() || l.value.find(p.name) != std::string::npos ? "" : Same(p.email, l.value);
     }));
  on({"categories[]", "categories[].term", "categories[].label", "categories[].value", "tags[]"}, OnItem(AnyCategory));
  on({"enclosures[].url", "enclosure.url", "attachments[].url"},
     OnEnclosure([](const ParsedEnclosure& e, const Leaf& l) { return Address(e.url, l); }));
  on({"enclosures[].type", "enclosure.type", "attachments[].mime_type"},
     OnEnclosure([](const ParsedEnclosure& e, const Leaf& l) { return Same(e.type, l.value); }));
  on({"enclosures[].length", "enclosure.length", "attachments[].size_in_bytes"},
     OnEnclosure(
         [](const ParsedEnclosure& e, const Leaf& l) { return Same(std::to_string(e.length_bytes), l.value); }));
  on({"image.url", "image", "banner_image"}, OnItem(AnyImage));
  on({"source.title"}, OnItem([](const ParsedItem& i, const Leaf& l) { return Line(i.source.title, l); }));
  on({"source.url"}, OnItem([](const ParsedItem& i, const Leaf& l) { return Address(i.source.url, l); }));
}

std::string FormatOf(const std::string& folder, const std::string& version) {
  if (folder.ends_with("json") && (version == "1.0" || version == "1.1")) return "json-feed-" + version;
  if (version == "0.9") return "rss-0.90";
  if (version.starts_with("2")) return "rss-2.0";  // 2.01 and 2.1 never were
  if (folder.find("atom") != std::string::npos) return "atom-" + version;
  if (version == "https://jsonfeed.org/version/1") return "json-feed-1.0";
  if (version == "https://jsonfeed.org/version/1.1") return "json-feed-1.1";
  return "rss-" + version;
}

// Files whose whole point has another meaning for us; asked for only where a field is not met.
bool HasOtherMeaning(const std::string& file, const std::string& path) {
  auto has = [&](std::string_view part) { return file.find(part) != std::string::npos; };
  if (has("entry_id_xml_base")) return true;                     // an id is kept as it was given
  if (has("feed_logo_uri_base")) return true;                    // a base without "/" at its end, RFC 3986 5.2.3
  if (has("feed_image_-_rss_channel_description")) return true;  // a picture within a text is no logo
  if (has("atom03_feed_entry_modified")) return path.find("published") != std::string::npos;  // never guessed
  if (has("_full.json")) return !path.starts_with("items");  // a feed's dates are its own, not its items'
  return false;
}

struct Tally {
  int pairs = 0, asked = 0, met = 0;
  std::map<std::string, int> excluded;
};

void ComparePair(const fs::path& feed_file, const fs::path& expected_file, Tally& tally, bool print) {
  auto read = [](const fs::path& path) {
    std::ifstream file(path, std::ios::binary);
    return std::string(std::istreambuf_iterator<char>(file), {});
  };
  std::string bytes = read(feed_file);
  static const std::map<std::string, Check> checks = [] {
    std::map<std::string, Check> all;
    AddFeedChecks(all);
    AddItemChecks(all);
    AddAllPeopleChecks(all);
    AddModuleChecks(all);
    return all;
  }();
  json::value expected = json::parse(read(expected_file));
  auto feed = ParseFeed({bytes, "", ""});
  ++tally.pairs;
  std::vector<Leaf> leaves;
  Flatten(expected, {}, leaves);
  std::string folder = feed_file.parent_path().string();
  for (const Leaf& leaf : leaves) {
    auto check = checks.find(leaf.path);
    std::string answer;
    if (leaf.path == "version" && feed.ok()) {
      answer = leaf.value.empty() ? kExcluded : Same(feed->format, FormatOf(folder, leaf.value));
    } else if (check == checks.end()) {
      answer = kExcluded;
    } else {
      answer = feed.ok() ? check->second(*feed, leaf) : "not read: " + feed.error().message;
    }
    if (!answer.empty() && HasOtherMeaning(feed_file.filename().string(), leaf.path)) answer = kExcluded;
    if (answer == kExcluded) {
      ++tally.excluded[leaf.path];
      continue;
    }
    ++tally.asked;
    if (answer.empty()) ++tally.met;
    if (answer.empty() || !print) continue;
    std::printf("%s | %s\n  ours:   %s\n  theirs: %s\n", feed_file.filename().c_str(), leaf.path.c_str(),
                answer.c_str(), leaf.value.c_str());
  }
}

TEST_CASE("pairs of feeds and another reader's reading of them agree") {
  fs::path root = test_data::Folder() / "feeds" / "gofeed" / "testdata";
  if (!fs::exists(root)) {
    REQUIRE_MESSAGE(!test_data::MissingIsFailure(), "the test data is missing");
    MESSAGE("skipped: no test data");
    return;
  }
  bool print = std::getenv("NEWSSTAND_SHOW_FAILURES") != nullptr;
  Tally tally;
  for (const auto& entry : fs::recursive_directory_iterator(root)) {
    fs::path file = entry.path();
    if (file.extension() == ".xml") {
      fs::path expected = fs::path(file).replace_extension(".json");
      if (fs::exists(expected)) ComparePair(file, expected, tally, print);
    } else if (file.extension() == ".json") {
      fs::path expected = file.parent_path() / (file.stem().string() + "_expected.json");
      if (fs::exists(expected)) ComparePair(file, expected, tally, print);
    }
  }
  if (print) {
    for (const auto& [path, count] : tally.excluded) std::printf("excluded %5d  %s\n", count, path.c_str());
  }
  std::printf("gofeed: %d of %d fields of %d pairs met\n", tally.met, tally.asked, tally.pairs);
  CHECK(tally.pairs == 539);
  CHECK(tally.met * 100 >= tally.asked * 98);
}

}  // namespace
}  // namespace newsstand::parse
