// Feeds made to be slow or large for whoever reads them, of the largest size: for tests and for bench/.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "base/limits.h"

namespace newsstand::parse::bombs {

inline std::string Repeat(std::string_view part, size_t count) {
  std::string out;
  out.reserve(part.size() * count);
  for (size_t i = 0; i < count; ++i) out += part;
  return out;
}

inline std::string Rss(const std::string& items) {
  return "<?xml version=\"1.0\"?><rss version=\"2.0\"><channel><title>T</title>" + items + "</channel></rss>";
}

struct FeedBomb {
  const char* name;
  std::function<std::string()> make;
};
inline const std::vector<FeedBomb>& FeedBombs() {
  constexpr size_t n = limits::kFetchBytes;
  static const std::vector<FeedBomb> kBombs = {
      {"deep nesting", [] { return Rss(Repeat("<a>", n / 3 - 40)); }},
      {"deep nesting with namespaces", [] { return Rss(Repeat("<a xmlns:b=\"c\">", n / 15 - 40)); }},
      {"deep nesting with bases", [] { return Rss(Repeat("<a xml:base=\"http://a.example/b/\" xml:lang=\"x\">", n / 47 - 40)); }},
      {"open angle brackets", [] { return Rss(Repeat("<", n - 200)); }},
      {"open tags", [] { return Rss(Repeat("<a ", n / 3 - 40)); }},
      {"open comments", [] { return Rss(Repeat("<!--", n / 4 - 40)); }},
      {"open sections", [] { return Rss(Repeat("<![CDATA[", n / 9 - 40)); }},
      {"open instructions", [] { return Rss(Repeat("<?", n / 2 - 100)); }},
      {"open quotes", [] { return Rss(Repeat("<a b='", n / 6 - 40)); }},
      {"open doctypes", [] { return Rss(Repeat("<!DOCTYPE [", n / 11 - 40)); }},
      {"end tags without a start", [] { return Rss(Repeat("</a>", n / 4 - 40)); }},
      {"ampersands", [] { return Rss("<item><title>" + Repeat("&", n - 200)); }},
      {"references without an end", [] { return Rss("<item><description>" + Repeat("&#", n / 2 - 200)); }},
      {"items", [] { return Rss(Repeat("<item/>", n / 7 - 40)); }},
      {"pictures in an item", [] { return "<rss xmlns:media=\"http://search.yahoo.com/mrss/\"><channel><item>" +
                                  Repeat("<media:content url=\"http://a.example/1.jpg\" medium=\"image\"/>", n / 66); }},
      {"authors", [] { return Rss("<item>" + Repeat("<author>a b</author>", n / 20 - 40) + "</item>"); }},
      {"categories", [] { return Rss("<item>" + Repeat("<category>abc</category>", n / 24 - 40) + "</item>"); }},
      {"languages", [] { return "<feed>" + Repeat("<entry xml:lang=\"en\"><title>a</title></entry>", n / 45 - 40); }},
      {"different names", [] {
         std::string out;
         for (size_t i = 0; out.size() < n - 200; ++i) out += "<a" + std::to_string(i) + "/>";
         return Rss(out);
       }},
      {"different prefixes", [] {
         std::string out;
         for (size_t i = 0; out.size() < n - 200; ++i) out += "<p" + std::to_string(i) + ":a/>";
         return Rss(out);
       }},
      {"different attributes", [] {
         std::string out = "<item";
         for (size_t i = 0; out.size() < n - 200; ++i) out += " a" + std::to_string(i) + "=''";
         return Rss(out + "/>");
       }},
      {"a title", [] { return Rss("<item><title>" + Repeat("&lt;b&gt;", n / 9 - 40) + "</title></item>"); }},
      {"a text of tags that are none", [] { return Rss("<item><description>" + Repeat("&lt;foo", n / 7 - 40) + "</description></item>"); }},
      {"pictures in a text", [] { return Rss("<item><description>" + Repeat("&lt;img src=http://a.example/1.jpg&gt;", n / 39 - 40)); }},
      {"links in texts", [] {
         return Rss(Repeat("<item><description><![CDATA[" + Repeat("<p><a href=//a.example/>x</a>", 110) + "]]></description></item>", n / 3'300));
       }},
      {"one date", [] { return Rss("<item><pubDate>" + Repeat("1", n - 200) + "</pubDate></item>"); }},
      {"an address", [] { return Rss("<item><link>http://a.example/" + Repeat("a", n - 200) + "</link></item>"); }},
      {"zeros", [] { return std::string(n, '\0'); }},
      {"bytes that are no text", [] { return Repeat("\xFF\xFE\xFD<", n / 4); }},
      {"JSON nesting", [] { return Repeat("[", n); }},
      {"JSON objects", [] { return "{\"version\":\"https://jsonfeed.org/version/1\",\"items\":[" + Repeat("{},", n / 3 - 40) + "{}]}"; }},
  };
  return kBombs;
}

}  // namespace newsstand::parse::bombs
