// The body of an article page: nothing but the policy and our own pictures, whether or not the sanitiser saw the text.
#include <string>

#include "content/html/document.h"
#include "content/html/serialize.h"
#include "content/html/text.h"
#include "content/sanitize/sanitize.h"
#include "content/sanitize/test_policy.h"
#include "fuzz/fuzz.h"
#include "serve/web/body_view.h"

using namespace newsstand;
using namespace newsstand::fuzz;
using html::Node;

namespace {

constexpr std::string_view kFrame[] = {"tabindex", "role",     "aria-label", "srcset",
                                       "sizes",    "decoding", "cite",       "headers"};

bool IsOfTheFrame(std::string_view name) {
  for (const std::string_view known : kFrame) {
    if (known == name) return true;
  }
  return sanitize::IsAllowedAttribute(name);
}

void CheckElement(const Node& node) {
  Require(node.ns == html::Namespace::kHtml, "there is HTML alone");
  Require(node.text == "div" || sanitize::IsAllowedElement(node.text), "the element is of the policy");
  for (uint32_t i = 0; i < node.attribute_count; ++i) {
    const html::Attribute& attribute = node.attribute_list[i];
    Require(IsOfTheFrame(attribute.name), "the attribute is of the policy or ours");
    if (attribute.name == "src")
      Require(attribute.value.starts_with("/picture/"), "pictures come from our own address");
    if (attribute.name == "srcset")
      Require(attribute.value.starts_with("/picture/"), "pictures come from our own address");
    if (attribute.name == "id") Require(attribute.value.starts_with("user-content-"), "ids have our prefix");
    if (attribute.name == "href") {
      const bool web = attribute.value.starts_with("https://") || attribute.value.starts_with("http://");
      const bool other = attribute.value.starts_with("mailto:") || attribute.value.starts_with("#user-content-");
      Require(web || other, "links lead to the web, to mail or within the text");
    }
  }
}

void CheckBody(std::string_view bytes) {
  web::BodyOptions options;
  options.picture_address = [](const std::string& url, int width, picture::Shape) {
    return "/picture/" + std::to_string(url.size()) + "-" + std::to_string(width);
  };
  options.table_label = "Table";
  // So that there is something to be found repeated.
  const std::string text = html::TextOf(bytes);
  const size_t image = bytes.find("src="), end = bytes.find_first_of("> ", image == bytes.npos ? 0 : image);
  options.above.headline = std::string_view(text).substr(0, 12);
  options.above.byline = options.above.headline.substr(0, 4);
  options.above.standfirst = text;
  options.above.picture_url = image == bytes.npos ? std::string_view() : bytes.substr(image + 4, end == bytes.npos ? end : end - image - 4);
  const web::BodyView view = web::MakeBody(bytes, options);
  RequireUtf8(view.lead_caption + view.lead_credit, "a caption is valid UTF-8");
  const std::string& body = view.html.text();
  RequireUtf8(body, "what comes out is valid UTF-8");
  const html::Document document = html::ParseFragment(body);
  for (const Node* node = document.root()->first_child; node; node = NextInTree(node, document.root())) {
    if (node->is_element()) CheckElement(*node);
    Require(node->is_element() || node->is_text(), "there are elements and text alone");
  }
}

}  // namespace

FUZZ_TARGET(body) {
  CheckBody(bytes);
  const std::string clean = sanitize::SanitizeHtml(bytes, {.base_url = "https://paper.test/"});
  CheckBody(clean);
}
