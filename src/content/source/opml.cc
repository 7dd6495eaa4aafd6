#include "content/source/opml.h"

#include <algorithm>
#include <map>
#include <unordered_map>

#include "base/limits.h"
#include "base/text.h"
#include "base/url.h"
#include "content/html/text.h"
#include "content/xml/decode.h"
#include "content/xml/document.h"

namespace newsstand::source {
namespace {

// The first attribute of these that says something.
std::string FirstOf(const xml::Element& outline, std::initializer_list<std::string_view> names) {
  for (std::string_view name : names) {
    if (std::string value(Trim(outline.Attribute(name))); !value.empty()) return value;
  }
  return "";
}

std::string PlainText(const std::string& text) {
  std::string plain = CollapseSpace(text);
  bool twice = false;  // escaped twice, as some programs do
  for (std::string_view reference : {"&#", "&amp;", "&quot;", "&apos;", "&lt;", "&gt;"}) {
    twice = twice || plain.find(reference) != std::string::npos;
  }
  if (twice) {
    for (size_t at = plain.find('<'); at != std::string::npos; at = plain.find('<', at + 4))
      plain.replace(at, 1, "&lt;");
    plain = html::TextOf(plain);
  }
  return std::string(TruncateUtf8(plain, limits::kHeadlineBytes));
}

// "feed:https://…" and "feed://…" are how old browsers wrote addresses of feeds.
std::string FeedAddress(std::string address) {
  std::string lower = AsciiLower(address.substr(0, 12));
  if (lower.starts_with("feed://")) {
    address = "http://" + address.substr(7);
  } else if (lower.starts_with("feed:http")) {
    address = address.substr(5);
  }
  return ResolveHttpUrl(address, "");
}

class OpmlReader {
 public:
  explicit OpmlReader(OpmlDocument& into) : into_(into) {}

  void ReadBody(const xml::Element& body) {
    // Depth first without recursion: the names of the open folders are the path.
    xml::Element at = body.first_child();
    std::vector<std::string> folders;
    std::vector<bool> named;  // whether each open outline put a name onto `folders`
    while (at) {
      bool outline = at.local_name() == "outline";
      if (outline && ++outlines_ > limits::kOpmlOutlines) {
        into_.skipped.push_back({at.line(), "", "", OpmlProblem::kTooMany,
                                 "The list has more than " + std::to_string(limits::kOpmlOutlines) +
                                     " outlines; this one and all after it were left out."});
        return;
      }
      bool folder = outline && ReadOutline(at, folders);
      if (xml::Element child = at.first_child()) {
        if (folder) folders.push_back(PlainText(FirstOf(at, {"title", "text"})));
        named.push_back(folder);
        at = child;
        continue;
      }
      while (at && !at.next_sibling()) {
        at = at.parent();
        if (named.empty()) return;  // back at the body
        if (named.back()) folders.pop_back();
        named.pop_back();
      }
      if (at) at = at.next_sibling();
    }
  }

 private:
  // True when the outline is a folder.
  bool ReadOutline(const xml::Element& outline, const std::vector<std::string>& folders) {
    std::string address = FirstOf(outline, {"xmlurl", "xml_url", "feedurl"});
    std::string type = AsciiLower(outline.Attribute("type"));
    if (address.empty() && (type == "rss" || type == "atom")) address = FirstOf(outline, {"url", "href"});
    std::string title = PlainText(FirstOf(outline, {"title", "text"}));
    if (address.empty()) {
      if (outline.first_child()) return true;
      Skip(outline, title, "", OpmlProblem::kNoAddress, Named(title) + " has no address of a feed.");
      return false;
    }
    std::string url = FeedAddress(address);
    if (url.empty()) {
      std::string written = Ellipsize(CleanUtf8(address), 80);
      std::string sentence = Named(title) + " has no address that can be fetched: “" + written + "”.";
      Skip(outline, title, std::move(written), OpmlProblem::kBadAddress, std::move(sentence));
      return false;
    }
    auto [known, added] = lines_.try_emplace(url, outline.line());
    if (!added) {
      Skip(outline, title, url, OpmlProblem::kRepeated,
           Named(title) + " has the same address as line " + std::to_string(known->second) + ".");
      return false;
    }
    OpmlFeed feed;
    feed.xml_url = std::move(url);
    feed.html_url = ResolveHttpUrl(FirstOf(outline, {"htmlurl", "html_url"}), "");
    feed.title = std::move(title);
    if (feed.title.empty()) feed.title = HostOf(feed.xml_url);
    feed.folders = folders;
    feed.section = SectionOf(folders, outline.Attribute("category"));
    feed.line = outline.line();
    into_.feeds.push_back(std::move(feed));
    return false;
  }

  void Skip(const xml::Element& outline, const std::string& name, std::string address, OpmlProblem problem,
            std::string sentence) {
    into_.skipped.push_back({outline.line(), name, std::move(address), problem, std::move(sentence)});
  }

  static std::string Named(const std::string& title) {
    return title.empty() ? "An outline without a name" : "“" + Ellipsize(title, 80) + "”";
  }

  static std::string HostOf(std::string_view url) {
    auto parsed = ParseUrl(url);
    std::string host = parsed ? parsed->host : std::string(url);
    return host.starts_with("www.") ? host.substr(4) : host;
  }

  // The innermost folder that means one of our sections, else a category ("/Tech/Phones, /News").
  static std::string SectionOf(const std::vector<std::string>& folders, const std::string& categories) {
    for (size_t i = folders.size(); i-- > 0;) {
      if (std::string_view section = SectionFor(folders[i]); !section.empty()) return std::string(section);
    }
    for (std::string_view path : Split(categories, ',')) {
      std::vector<std::string_view> parts = Split(path, '/');
      for (size_t i = parts.size(); i-- > 0;) {
        if (std::string_view section = SectionFor(Trim(parts[i])); !section.empty()) return std::string(section);
      }
    }
    return "";
  }

  OpmlDocument& into_;
  std::unordered_map<std::string, size_t> lines_;  // of each address
  size_t outlines_ = 0;
};

std::string SectionName(std::string_view slug) {
  std::string name(slug);
  if (!name.empty() && name[0] >= 'a' && name[0] <= 'z') name[0] = static_cast<char>(name[0] - 'a' + 'A');
  return name;
}

void WriteOutline(const Title& title, const Feed& feed, std::string_view indent, std::string& out) {
  out += indent;
  out += "<outline type=\"rss\" text=\"" + EscapeHtml(title.name) + "\" title=\"" + EscapeHtml(title.name) + "\"";
  if (!feed.section.empty()) out += " category=\"/" + EscapeHtml(feed.section) + "\"";
  if (!title.language.empty()) out += " language=\"" + EscapeHtml(title.language) + "\"";
  if (!title.home.empty()) out += " htmlUrl=\"" + EscapeHtml(title.home) + "\"";
  out += " xmlUrl=\"" + EscapeHtml(feed.url) + "\"/>\n";
}

}  // namespace

Result<OpmlDocument> ReadOpml(std::string_view bytes) {
  if (bytes.size() > limits::kOpmlBytes) {
    return Fail(ErrorCode::kTooLarge, "The list is larger than 5 MiB, which is the most that is read; split it into several files.");
  }
  OpmlDocument opml;
  std::string storage;
  std::string_view text = xml::DecodeDocument(bytes, "", storage, opml.warnings);
  if (Trim(text).empty()) return Fail(ErrorCode::kInvalid, "The file is empty.");
  xml::Document document(text);
  xml::Element root = document.Find("opml", 3);
  xml::Element body = root ? root.first_child() : document.Find("outline", 4);
  while (root && body && body.local_name() != "body") body = body.next_sibling();
  if (!root && !body) {
    std::string what = document.first_root()
                           ? "a document of another kind (“" + Ellipsize(document.first_root().raw_name(), 40) + "”)"
                           : std::string("text");
    return Fail(ErrorCode::kInvalid, "This is " + what + ", not an OPML list of feeds.");
  }
  opml.warnings.insert(opml.warnings.end(), document.warnings().begin(), document.warnings().end());
  if (xml::Element title = document.Find("title", 4)) opml.title = PlainText(title.Text());
  // Without a body the outlines stand in the root itself, or, without a root, on the outermost level.
  OpmlReader reader(opml);
  if (body && root) {
    reader.ReadBody(body);
  } else if (root) {
    reader.ReadBody(root);
  } else if (body.parent()) {
    reader.ReadBody(body.parent());
  }
  return opml;
}

std::string WriteOpml(std::string_view list_title, std::span<const TitleFeeds> titles) {
  // Sections in the order pages show them, then any others, then what has none.
  std::vector<std::string> sections;
  for (std::string_view slug : SectionSlugs()) sections.emplace_back(slug);
  std::map<std::string, std::string> folders;
  std::string top;
  for (const TitleFeeds& entry : titles) {
    for (const Feed& feed : entry.feeds) {
      if (feed.section.empty()) {
        WriteOutline(entry.title, feed, "    ", top);
        continue;
      }
      if (std::find(sections.begin(), sections.end(), feed.section) == sections.end()) sections.push_back(feed.section);
      WriteOutline(entry.title, feed, "      ", folders[feed.section]);
    }
  }
  std::string out = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<opml version=\"2.0\">\n  <head>\n    <title>" +
                    EscapeHtml(list_title) + "</title>\n  </head>\n  <body>\n";
  for (const std::string& section : sections) {
    auto folder = folders.find(section);
    if (folder == folders.end()) continue;
    std::string name = EscapeHtml(SectionName(section));
    out += "    <outline text=\"" + name + "\" title=\"" + name + "\">\n" + folder->second + "    </outline>\n";
  }
  return out + top + "  </body>\n</opml>\n";
}

}  // namespace newsstand::source
