#include "serve/web/shelf.h"

#include <boost/json.hpp>

#include "base/text.h"
#include "serve/web/test_newsroom.h"

namespace newsstand::web {
namespace {

// A browser that keeps what it is told to, each cookie for its path.
class Device {
 public:
  explicit Device(Newsroom& room) : room_(room) {}

  http::Response Post(const std::string& path, const std::string& body, bool json = false, const std::string& origin = "https://news.example") {
    http::Request request;
    request.method = http::Method::kPost;
    request.target = path;
    request.body = body;
    request.headers = {{"host", "news.example"}, {"origin", origin}, {"cookie", CookiesFor(path)}};
    if (json) request.headers.emplace_back("accept", "application/json");
    return Kept(room_.Send(std::move(request)));
  }
  std::string Page(const std::string& target) {
    const std::string path = target.substr(0, target.find('?'));
    const http::Response response = room_.Get(target, CookiesFor(path));
    CHECK(response.status == 200);
    return response.body->plain;
  }
  size_t cookies() const { return jar_.size(); }

 private:
  std::string CookiesFor(const std::string& path) const {
    std::string text;
    for (const auto& [name, cookie] : jar_) {
      if (path.starts_with(cookie.second)) text += (text.empty() ? "" : "; ") + name + "=" + cookie.first;
    }
    return text;
  }
  http::Response Kept(http::Response response) {
    for (const auto& [name, value] : response.headers) {
      if (name != "Set-Cookie") continue;
      const size_t equals = value.find('='), end = value.find(';'), path = value.find("Path=") + 5;
      const std::string key = value.substr(0, equals);
      if (Has(value, "Max-Age=0")) jar_.erase(key);
      else jar_[key] = {value.substr(equals + 1, end - equals - 1), value.substr(path, value.find(';', path) - path)};
    }
    return response;
  }
  Newsroom& room_;
  std::map<std::string, std::pair<std::string, std::string>> jar_;
};

std::string Location(const http::Response& response) {
  for (const auto& [name, value] : response.headers) {
    if (name == "Location") return value;
  }
  return "";
}

Article Named(const char* headline) {
  Article article;
  article.headline = headline;
  return article;
}

TEST_CASE("an article that is saved stands in the list, can be removed, and what was done can be undone") {
  Newsroom room;
  const Title title = room.AddTitle({});
  const std::string first = std::to_string(room.Add(title, Named("Bridge opens")).value);
  const std::string second = std::to_string(room.Add(title, Named("Bridge closes")).value);
  room.Open();
  Device device(room);
  CHECK(Has(device.Page("/saved"), "Nothing is saved."));
  const http::Response saved = device.Post("/saved", "article=" + first + "&do=add&back=%2Flatest");
  CHECK(saved.status == 303);
  CHECK(Location(saved) == "/saved?done=add&article=" + first + "&back=%2Flatest");
  const std::string told = device.Page(Location(saved));
  CHECK(Has(told, "Bridge opens"));
  CHECK(Has(told, "Saved."));
  CHECK(Has(told, "value=\"remove\">Undo"));
  CHECK(Has(told, "href=\"/latest\">Back"));
  device.Post("/saved", "article=" + second + "&do=add");
  const std::string both = device.Page("/saved");
  CHECK(both.find("Bridge closes") < both.find("Bridge opens"));
  CHECK(device.Post("/saved", "article=" + first + "&do=remove", true).body->plain == "{\"saved\":[\"" + second + "\"]}");
  CHECK_FALSE(Has(device.Page("/saved"), "Bridge opens"));
}

TEST_CASE("a full list of what was saved refuses, and loses nothing") {
  Newsroom room;
  room.Open();
  Device device(room);
  for (size_t id = 1; id <= kSavedMost; ++id) CHECK(device.Post("/saved", "do=add&article=" + std::to_string(id), true).status == 200);
  const http::Response full = device.Post("/saved", "do=add&article=5000", true);
  CHECK(full.status == 409);
  CHECK(Has(full.body->plain, "Remove one"));
  const http::Response again = device.Post("/saved", "do=add&article=1", true);  // one of the hundred: moves to the front
  CHECK(boost::json::parse(again.body->plain).at("saved").as_array().size() == kSavedMost);
  CHECK(boost::json::parse(again.body->plain).at("saved").at(0) == "1");
}

TEST_CASE("the history drops its oldest, and tells when each was read") {
  Newsroom room;
  const Title title = room.AddTitle({});
  const std::string article = std::to_string(room.Add(title, Named("Read by somebody")).value);
  room.Open();
  Device device(room);
  for (int id = 1'000; id < 1'000 + static_cast<int>(kHistoryMost); ++id) device.Post("/history", "do=add&article=" + std::to_string(id), true);
  const http::Response read = device.Post("/history", "do=add&article=" + article, true);
  const auto list = boost::json::parse(read.body->plain).at("read").as_array();
  CHECK(list.size() == kHistoryMost);
  CHECK(list.front() == boost::json::value(article));
  CHECK(std::find(list.begin(), list.end(), boost::json::value("1000")) == list.end());
  CHECK(Has(device.Page("/history"), "Read 22 Nov"));
  CHECK_FALSE(Has(device.Page("/history?done=full"), "class=\"note done\""));  // it is never full
}

TEST_CASE("less like this takes the story from the lists, a hidden title all of its articles, and both come back") {
  Newsroom room;
  const Title kettle = room.AddTitle({});
  Title other;
  other.slug = "lantern";
  other.name = "The Lantern";
  other = room.AddTitle(other);
  const std::string one = std::to_string(room.Add(kettle, Named("Turnip prices rise")).value);
  room.Add(other, Named("Lanterns are lit"));
  room.Open();
  Device device(room);
  CHECK(Has(device.Page("/latest"), "Turnip prices rise"));
  device.Post("/hidden", "do=add&article=" + one);
  CHECK_FALSE(Has(device.Page("/latest"), "Turnip prices rise"));
  for (const char* path : {"/", "/top", "/welcome"}) CHECK_FALSE(Has(device.Page(path), "Turnip prices rise"));
  CHECK(Has(device.Page("/title/kettle"), "Turnip prices rise"));  // a title's own page has all of it
  CHECK(Has(device.Page("/latest"), "Lanterns are lit"));
  CHECK(Has(room.Page("/latest"), "Turnip prices rise"));  // nobody else's page changes
  device.Post("/hidden", "do=add&title=lantern");
  CHECK_FALSE(Has(device.Page("/latest"), "Lanterns are lit"));
  CHECK(Has(device.Page("/hidden"), "The Lantern"));
  device.Post("/hidden", "do=remove&title=lantern");
  device.Post("/hidden", "do=remove&article=" + one);
  CHECK(Has(device.Page("/latest"), "Turnip prices rise"));
  CHECK(Has(device.Page("/latest"), "Lanterns are lit"));
}

TEST_CASE("what is followed shows its newest, whatever script its name is written in") {
  Newsroom room;
  const Title title = room.AddTitle({});
  room.Add(title, Named("A kettle sings"));
  room.Open();
  Device device(room);
  device.Post("/following", "do=add&what=title%3Akettle");
  CHECK(Has(device.Page("/following"), "A kettle sings"));
  const http::Response topic = device.Post("/following", "do=add&what=entity%3A%D9%82%D8%A7%D9%87%D8%B1%D8%A9", true);
  CHECK(boost::json::parse(topic.body->plain).at("following").as_array().size() == 2);
  CHECK(device.Post("/following", "do=remove&what=title%3Akettle", true).status == 200);
  CHECK_FALSE(Has(device.Page("/following"), "A kettle sings"));
}

TEST_CASE("forms of other sites and forms without sense change nothing") {
  Newsroom room;
  room.Open();
  Device device(room);
  CHECK(device.Post("/saved", "do=add&article=1", false, "https://evil.example").status == 403);
  for (const char* body : {"", "do=add", "do=add&article=x", "do=add&article=-1", "do=fly&article=1", "do=add&article=99999999999999999999"}) {
    CAPTURE(body);
    CHECK(device.Post("/saved", body).status == 400);
  }
  for (const char* what : {"title:", "planet:mars", "title:%22%3E%3Cscript%3E", "title:a%7Eb", "title:A%20B"}) {
    CAPTURE(what);
    CHECK(device.Post("/following", std::string("do=add&what=") + what).status == 400);
  }
  CHECK(device.cookies() == 0);
  CHECK(device.Post("/saved", "do=add&article=1&back=https%3A%2F%2Fevil.example").status == 303);
  CHECK_FALSE(Has(device.Page("/saved?done=add&article=1&back=https%3A%2F%2Fevil.example"), "evil.example"));
}

TEST_CASE("a cookie that somebody wrote by hand is read for what makes sense in it") {
  http::Request request;
  request.headers = {{"cookie", "saved=zz~~~!~-1~a.b~zz~100000000000000000000; hidden=t%22~a10~tkettle~x; history=5.20~5~5.~.5"}};
  CHECK(ReadShelf(request, ShelfList::kSaved) == Shelf{{"1295", {}}});
  CHECK(ReadShelf(request, ShelfList::kHidden) == Shelf{{"a:36", {}}, {"t:kettle", {}}});
  CHECK(ReadShelf(request, ShelfList::kHistory).size() == 1);
  CHECK(ParseLook("3.1.1") == Look{3, 1, 1});
  for (const char* text : {"", "3", "7.0.0", "3.3.0", "3.0.2", "-1.0.0", "33.0.0", "1.0.0.0"}) CHECK(ParseLook(text) == Look{});
}

TEST_CASE("the look, the language and the density of a reader are in every page, and can all be forgotten") {
  Newsroom room;
  const Title title = room.AddTitle({});
  const std::string id = std::to_string(room.Add(title, Named("Set in type")).value);
  room.Open();
  Device device(room);
  CHECK_FALSE(Has(device.Page("/latest"), "data-size"));
  CHECK(device.Post("/look", "size=3&spacing=2&back=%2Flatest").status == 303);
  device.Post("/look", "density=1");
  CHECK(Has(device.Page("/latest"), "data-size=\"3\" data-spacing=\"2\" data-density=\"1\""));
  CHECK(device.Post("/look", "size=9").status == 400);
  device.Post("/language", "language=de");
  CHECK(Has(device.Page("/latest"), "<html lang=\"de-DE\" dir=\"ltr\""));
  device.Post("/language", "language=ar");
  CHECK(Has(device.Page("/latest"), "dir=\"rtl\""));
  CHECK(device.Post("/language", "language=tlh").status == 400);
  device.Post("/saved", "do=add&article=" + id);
  const http::Response gone = device.Post("/forget", "");
  CHECK(Location(gone) == "/saved");
  CHECK(device.cookies() == 0);
}

TEST_CASE("why an article is where it is can be asked of every article, as a page and as data") {
  Newsroom room;
  const Title title = room.AddTitle({});
  Article article = Named("Alone with <b>this</b> news");
  article.section = "science";
  const std::string id = std::to_string(room.Add(title, article).value);
  room.Open();
  CHECK(Has(room.Page("/latest"), "href=\"/why/" + id + "\""));
  const std::string page = room.Page("/why/" + id);
  CHECK(Has(page, "No other title reports it yet."));
  CHECK(Has(page, "It counts as Science."));
  CHECK(Has(page, "Hide The Daily Kettle"));
  const auto data = boost::json::parse(room.Page("/why/" + id + ".json"));
  CHECK(data.at("headline") == "Alone with <b>this</b> news");
  CHECK(data.at("title").at("slug") == "kettle");
  CHECK(data.at("story").is_null());
  CHECK(room.Get("/why/999999").status == 404);
  CHECK(room.Get("/why/x").status == 404);
}

}  // namespace
}  // namespace newsstand::web
