// Every variable of every template with everything that is known to break out of a page, read back by our HTML parser:
// whatever a variable holds, the page has the same elements with the same attributes, and no address that runs.
#include <ctemplate/template.h>
#include <ctemplate/template_dictionary.h>
#include <doctest/doctest.h>
#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <boost/json.hpp>
#include <cstring>  // ctemplate uses strlen without naming it
#include <filesystem>
#include <fstream>
#include <map>
#include <set>

#include "base/text.h"
#include "base/url_test_data.h"
#include "content/html/document.h"
#include "serve/web/templates.h"

using namespace newsstand;
using namespace newsstand::web;
namespace fs = std::filesystem;

namespace {

using ctemplate::TemplateDictionary;

// Holds what the sanitiser wrote (SafeHtml), and nothing else may: its safety is body_view_test's and sanitize's
// matter.
const std::set<std::string> kSafeHtml = {"BODY_HTML"};
// Holds serialised JSON.
const std::set<std::string> kJson = {"JSON_LD_TEXT"};

// What stands in a template: variables, sections with what is in them, includes.
struct Scope {
  std::set<std::string> variables, includes;
  std::map<std::string, Scope> sections;
};

struct Source {
  Scope scope;
  std::set<std::string> unescaped;  // variables with :none
};

std::string ReadFile(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  return std::string(std::istreambuf_iterator<char>(in), {});
}

// Reads the markers of a template. "{{#A}}…{{/A}}" twice in one scope is one section with the contents of both.
Source ReadTemplate(const std::string& text) {
  Source source;
  std::vector<Scope*> open = {&source.scope};
  for (size_t at = text.find("{{"); at != std::string::npos; at = text.find("{{", at + 2)) {
    const size_t end = text.find("}}", at);
    if (end == std::string::npos) break;
    std::string marker = text.substr(at + 2, end - at - 2);
    const std::string name =
        marker.substr(marker.find_first_not_of("#/>%!"), marker.find(':') - marker.find_first_not_of("#/>%!"));
    if (marker[0] == '#') {
      open.push_back(&open.back()->sections[name]);
    } else if (marker[0] == '/') {
      if (open.size() > 1) open.pop_back();
    } else if (marker[0] == '>') {
      open.back()->includes.insert(name);
    } else if (marker[0] != '%' && marker[0] != '!') {
      open.back()->variables.insert(name);
      if (marker.find(":none") != std::string::npos) source.unescaped.insert(name);
    }
  }
  return source;
}

class Checker {
 public:
  explicit Checker(const fs::path& folder) : folder_(folder) {
    auto loaded = Templates::Load(folder.string());
    if (!loaded.ok()) {
      problems_.push_back(loaded.error().message);
      return;
    }
    templates_ = std::move(*loaded);
    for (const auto& entry : fs::directory_iterator(folder)) {
      if (entry.path().extension() == ".tpl")
        sources_[entry.path().filename().string()] = ReadTemplate(ReadFile(entry.path()));
    }
    for (const auto& [file, source] : sources_) {
      for (const std::string& name : source.unescaped) {
        if (!kSafeHtml.contains(name)) Complain(file, "", name + " is not escaped");
      }
    }
  }

  // Compares each template filled with `payload` to the same filled with harmless words.
  void Try(const std::string& payload) {
    for (const auto& [file, source] : sources_) {
      const std::string page = Expand(file, payload);
      if (!signatures_.contains(file)) signatures_[file] = Signature(file, Expand(file, "harmless"), "harmless");
      if (Signature(file, page, payload) != signatures_[file])
        Complain(file, payload, "the elements or their attributes changed");
    }
  }

  const std::vector<std::string>& problems() const { return problems_; }
  size_t templates() const { return sources_.size(); }

 private:
  void Complain(const std::string& file, const std::string& payload, const std::string& what) {
    if (problems_.size() < 20) problems_.push_back(fmt::format("{}: {} ({})", file, what, payload.substr(0, 80)));
  }

  // Which template an include marker leads to is decided in the code; by its name it can be told.
  std::string FileOf(const std::string& marker) const {
    const std::string file = AsciiLower(marker) + ".tpl";
    if (sources_.contains(file)) return file;
    if (marker == "RESULT_CARD") return "result.tpl";
    if (marker == "LEAD" || marker == "SECONDARY" || marker.ends_with("_CARD") || marker == "CARD") return "card.tpl";
    return marker == "MAIN" ? "thanks.tpl" : "";
  }

  void Fill(const std::string& file, const Scope& scope, const std::string& payload, TemplateDictionary& dictionary) {
    for (const std::string& name : scope.variables) {
      if (kSafeHtml.contains(name) || name.ends_with("_separator")) continue;
      dictionary.SetValue(
          name, kJson.contains(name) ? boost::json::serialize(boost::json::value(CleanUtf8(payload))) : payload);
    }
    for (const auto& [name, inner] : scope.sections) {
      if (name.ends_with("_separator")) continue;
      for (int times = 0; times < 2; ++times) Fill(file, inner, payload, *dictionary.AddSectionDictionary(name));
    }
    for (const std::string& name : scope.includes) {
      const std::string included = FileOf(name);
      if (included.empty() || !sources_.contains(included)) {
        Complain(file, "", "which template is {{>" + name + "}}?");
        continue;
      }
      TemplateDictionary* inner = dictionary.AddIncludeDictionary(name);
      inner->SetFilename(included);
      Fill(included, sources_.at(included).scope, payload, *inner);
    }
  }

  std::string Expand(const std::string& file, const std::string& payload) {
    TemplateDictionary dictionary(file);
    Fill(file, sources_.at(file).scope, payload, dictionary);
    auto page = templates_->Expand(file, dictionary);
    if (page.ok()) return *page;
    Complain(file, payload, page.error().message);
    return "";
  }

  // All elements with the names of their attributes, in order.
  std::string Signature(const std::string& file, const std::string& page, const std::string& payload) {
    const bool whole = page.starts_with("<!DOCTYPE");
    const html::Document document = whole ? html::ParseDocument(page) : html::ParseFragment(page);
    std::string signature;
    Walk(file, *document.root(), payload, signature);
    return signature;
  }

  void Walk(const std::string& file, const html::Node& root, const std::string& payload, std::string& signature) {
    for (const html::Node* node = root.first_child; node != nullptr; node = node->next) {
      if (node->type == html::NodeType::kComment) signature += "<!>";
      if (!node->is_element()) continue;
      signature += '<';
      signature += node->text;
      for (uint32_t i = 0; i < node->attribute_count; ++i) {
        signature += ' ';
        signature += node->attribute_list[i].name;
        CheckAttribute(file, *node, node->attribute_list[i], payload);
      }
      signature += '>';
      CheckElement(file, *node, payload);
      Walk(file, *node, payload, signature);
      if (node->content != nullptr) Walk(file, *node->content, payload, signature);
      signature += "</>";
    }
  }

  void CheckAttribute(const std::string& file, const html::Node& node, const html::Attribute& attribute,
                      const std::string& payload) {
    static const std::set<std::string_view> kAddresses = {"href", "src",  "action",     "formaction", "poster",  "ping",
                                                          "cite", "data", "background", "manifest",   "longdesc"};
    if (attribute.name.starts_with("on") || attribute.name == "style" || attribute.name == "srcdoc" ||
        attribute.name == "http-equiv")
      Complain(file, payload, fmt::format("<{} {}>", node.text, attribute.name));
    if (!kAddresses.contains(attribute.name)) return;
    // As a browser reads it: without white space and controls, in any case of letters.
    std::string address;
    for (char c : attribute.value) {
      if (static_cast<unsigned char>(c) > 0x20) address += c;
    }
    address = AsciiLower(address);
    for (const char* scheme : {"javascript:", "data:", "vbscript:", "blob:", "filesystem:"}) {
      if (address.starts_with(scheme))
        Complain(file, payload, fmt::format("<{} {}=\"{}\">", node.text, attribute.name, attribute.value));
    }
  }

  void CheckElement(const std::string& file, const html::Node& node, const std::string& payload) {
    static const std::set<std::string_view> kNever = {"style", "iframe", "object", "embed",
                                                      "base",  "frame",  "applet", "math"};
    if (kNever.contains(node.text)) Complain(file, payload, fmt::format("<{}>", node.text));
    if (node.text != "script" || node.first_child == nullptr) return;
    boost::system::error_code error;
    const boost::json::value value = boost::json::parse(node.first_child->text, error);
    if (error || node.Attr("type") != "application/ld+json")
      Complain(file, payload, "a script that is no JSON");
    else if (!value.is_string() || value.get_string() != CleanUtf8(payload))
      Complain(file, payload, "JSON that says something else");
  }

  const fs::path folder_;
  std::unique_ptr<Templates> templates_;
  std::map<std::string, Source> sources_;
  std::map<std::string, std::string> signatures_;
  std::vector<std::string> problems_;
};

const std::vector<std::string> kPayloads = {"<script>alert(1)</script>",
                                            "</script><script>alert(1)</script>",
                                            "</title><script>alert(1)</script>",
                                            "</textarea><img src=x onerror=alert(1)>",
                                            "</template><script>alert(1)</script>",
                                            "</style><script>alert(1)</script>",
                                            "</noscript><img src=x onerror=alert(1)>",
                                            "\"><script>alert(1)</script>",
                                            "'><script>alert(1)</script>",
                                            "\" onload=\"alert(1)",
                                            "' onload='alert(1)",
                                            "\" autofocus onfocus=alert(1) x=\"",
                                            "' autofocus onfocus=alert(1) x='",
                                            " onload=alert(1) ",
                                            "x onmouseover=alert(1)",
                                            "`onload=alert(1)",
                                            "/onload=alert(1)",
                                            "\tonload=alert(1)\t",
                                            "\nonload=alert(1)\n",
                                            "\x0Conload=alert(1)",
                                            "<img src=x onerror=alert(1)>",
                                            "<svg onload=alert(1)>",
                                            "<svg><script>alert(1)</script>",
                                            "<math><mi xlink:href=javascript:alert(1)>",
                                            "<iframe srcdoc='<script>alert(1)</script>'>",
                                            "<base href=//evil.example/>",
                                            "<meta http-equiv=refresh content='0;url=javascript:alert(1)'>",
                                            "<link rel=stylesheet href=//evil.example/>",
                                            "<form action=//evil.example/><input name=password>",
                                            "<a href=javascript:alert(1)>x</a>",
                                            "<!--",
                                            "-->",
                                            "--!><script>alert(1)</script>",
                                            "<!--><script>alert(1)</script>",
                                            "<![CDATA[",
                                            "]]>",
                                            "<?xml ?>",
                                            "<!DOCTYPE x>",
                                            "javascript:alert(1)",
                                            "JaVaScRiPt:alert(1)",
                                            "java\tscript:alert(1)",
                                            "java\nscript:alert(1)",
                                            " javascript:alert(1)",
                                            "\x01javascript:alert(1)",
                                            "javascript&colon;alert(1)",
                                            "&#106;avascript:alert(1)",
                                            "javascript://news.example/%0aalert(1)",
                                            "data:text/html,<script>alert(1)</script>",
                                            "data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==",
                                            "vbscript:msgbox(1)",
                                            "blob:https://evil.example/x",
                                            "//evil.example/x",
                                            "\\\\evil.example",
                                            "https://evil.example/\" onclick=\"alert(1)",
                                            "https://evil.example/'onclick='alert(1)",
                                            "{{HEADLINE}}",
                                            "{{#SECTION}}",
                                            "{{>HEADER}}",
                                            "{{BODY_HTML:none}}",
                                            "}}{{",
                                            "{{%AUTOESCAPE context=\"JAVASCRIPT\"}}",
                                            "${alert(1)}",
                                            "{\"@type\":\"x\"}",
                                            "\"}</script><script>alert(1)</script>",
                                            "\\\"</script><script>alert(1)//",
                                            "\\u003c/script\\u003e",
                                            "<!--<script>",
                                            "\\",
                                            "\\\\",
                                            "'-alert(1)-'",
                                            "\";alert(1)//",
                                            "';alert(1)//",
                                            "\xE2\x80\xA8"
                                            "alert(1)\xE2\x80\xA9",
                                            std::string("\0<script>alert(1)</script>", 26),
                                            std::string("java\0script:alert(1)", 20),
                                            "\xEF\xBB\xBF<script>alert(1)</script>",
                                            "\xE2\x80\x8B<script>",
                                            "\xE2\x80\xAE<script>alert(1)</script>",
                                            "\xC0\xBCscript\xC0\xBE",
                                            "\xFF\xFE<\xFFscript>",
                                            "+ADw-script+AD4-alert(1)+ADw-/script+AD4-",
                                            "\xEF\xBC\x9Cscript\xEF\xBC\x9E",
                                            "&lt;script&gt;alert(1)&lt;/script&gt;",
                                            "&#60;script&#62;",
                                            "a.jpg 1x, javascript:alert(1) 2x",
                                            "a.jpg 1x\" onerror=\"alert(1)",
                                            "x, https://evil.example/x.jpg 100w",
                                            "expression(alert(1))",
                                            "color:red;background:url(javascript:alert(1))",
                                            "<xss onpointerenter=alert(1)>",
                                            "<details open ontoggle=alert(1)>",
                                            "<video><source onerror=alert(1)>",
                                            "</main></body></html><script>alert(1)</script>",
                                            "</h1></header><script>alert(1)</script>",
                                            std::string(3'000, '<'),
                                            std::string(3'000, '"'),
                                            std::string(3'000, '{')};

// A folder of its own with one template, which is `text`.
class Folder {
 public:
  explicit Folder(const std::string& text)
      : path_(fs::temp_directory_path() / fmt::format("newsstand_templates_test_{}", getpid())) {
    fs::remove_all(path_);
    fs::create_directories(path_);
    std::ofstream(path_ / "one.tpl") << text;
  }
  ~Folder() { fs::remove_all(path_); }
  const fs::path& path() const { return path_; }

 private:
  fs::path path_;
};

size_t ProblemsOf(const std::string& text) {
  const Folder folder(text);
  Checker checker(folder.path());
  for (const std::string& payload : kPayloads) checker.Try(payload);
  return checker.problems().size();
}

}  // namespace

TEST_CASE("whatever a variable of a template holds, it is only ever text") {
  Checker checker("src/serve/web/templates");
  REQUIRE(checker.templates() > 30);
  for (const std::string& payload : kPayloads) checker.Try(payload);
  for (const std::string& problem : checker.problems()) FAIL_CHECK(problem);
}

TEST_CASE("what is known to have broken sanitisers does not break out of a template either") {
  const auto corpus = test_data::Read("security/hostile_html.jsonl");
  if (!corpus) {
    if (test_data::MissingIsFailure()) FAIL("security/hostile_html.jsonl is missing");
    return;
  }
  constexpr size_t kEvery = 150;  // the templates take each of them in some hundred places
  Checker checker("src/serve/web/templates");
  size_t tried = 0, line = 0;
  for (std::string_view row : Split(*corpus, '\n')) {
    if (row.empty() || line++ % kEvery != 0) continue;
    boost::system::error_code error;
    const boost::json::value value = boost::json::parse(row, error);
    if (error || !value.is_object()) continue;
    for (const char* field : {"input", "html"}) {
      if (const auto* text = value.get_object().if_contains(field); text != nullptr && text->is_string()) {
        checker.Try(std::string(text->get_string()));
        ++tried;
      }
    }
  }
  CHECK(tried > 50);
  for (const std::string& problem : checker.problems()) FAIL_CHECK(problem);
}

TEST_CASE("the check finds a template that is not escaped, and a variable where none is safe") {
  const std::string pragma = "{{%AUTOESCAPE context=\"HTML\"}}";
  CHECK(ProblemsOf(pragma + "<p title=\"{{A}}\">{{A}}</p><a href=\"{{A}}\">x</a>") == 0);
  for (const char* text : {"<p>{{A:none}}</p>", "<p title=\"{{A:none}}\">x</p>", "<p onclick=\"f('{{A}}')\">x</p>",
                           "<button formaction=\"{{A}}\">x</button>", "<script>var a = '{{A}}';</script>",
                           "<script type=\"application/ld+json\">{{A}}</script>", "<style>p { color: {{A}} }</style>",
                           "<p style=\"color: {{A}}\">x</p>", "<iframe src=\"{{A}}\"></iframe>",
                           "{{#S}}<p>{{A:none}}</p>{{/S}}", "<p>{{>UNKNOWN}}</p>"}) {
    CHECK_MESSAGE(ProblemsOf(pragma + text) > 0, std::string(text));
  }
  CHECK(ProblemsOf("<p>{{A}}</p>") > 0);  // without the pragma
}
