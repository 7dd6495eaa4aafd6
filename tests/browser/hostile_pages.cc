// What a reader's browser gets of hostile text, for hostile.mjs: lines of JSON {"input"} in, lines {"sanitised",
// "shown"} out. "sanitised" is what stands in the store, "shown" what the article page makes of it: pictures from our
// own address.
#include <boost/json.hpp>
#include <iostream>
#include <string>

#include "content/sanitize/sanitize.h"
#include "serve/web/body_view.h"

using namespace newsstand;

int main() {
  web::BodyOptions options;
  options.table_label = "Table";
  options.picture_address = [](const std::string& url, int width, picture::Shape) {
    return "/picture/" + std::to_string(url.size()) + "-" + std::to_string(width);
  };
  for (std::string line; std::getline(std::cin, line);) {
    const boost::json::string input = boost::json::parse(line).at("input").as_string();
    const std::string sanitised = sanitize::SanitizeHtml(input, {.base_url = "https://paper.test/a/story.html"});
    const std::string shown = web::MakeBody(sanitised, options).html.text();
    std::cout << boost::json::serialize(boost::json::object{{"sanitised", sanitised}, {"shown", shown}}) << '\n';
  }
  return 0;
}
