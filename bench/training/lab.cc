// The laboratory of extraction: shows what the learned decisions see, and extracts with models that are not compiled
// in.
//
//   extract_lab features titles|dates|authors|blocks|confidence PREFIX   PREFIX.f32: rows of floats; PREFIX.jsonl: a
//   line for each page extract_lab extract                                       one article a line, as the `extract`
//   command writes it
//
// Both read JSON lines {"id", "path", "url", "models"?} from stdin; `models` is a folder with title.model, date.model,
// author.model, block.model, confidence.model and confidence.sure (those that are missing there are the built-in ones).
// The feature code is the program's.
#include <boost/json.hpp>
#include <fstream>
#include <iostream>
#include <map>
#include <memory>
#include <sstream>

#include "content/extract/author_choice.h"
#include "content/extract/date_choice.h"
#include "content/extract/extract.h"
#include "content/extract/features.h"
#include "content/extract/page_view.h"
#include "content/extract/titles.h"

namespace newsstand::extract {
namespace {

namespace json = boost::json;

struct OwnedTrees {
  float base = 0;
  std::vector<uint16_t> sizes;
  std::vector<TreeNode> nodes;
};

// "base", the number of trees and their sizes, then feature, right and value of each node.
bool ReadTrees(const std::string& path, OwnedTrees& trees) {
  std::ifstream in(path);
  size_t count = 0;
  if (!(in >> trees.base >> count)) return false;
  size_t nodes = 0;
  for (size_t i = 0; i < count; ++i) {
    uint16_t size = 0;
    in >> size;
    trees.sizes.push_back(size);
    nodes += size;
  }
  for (size_t i = 0; i < nodes; ++i) {
    int feature = 0, right = 0;
    float value = 0;
    in >> feature >> right >> value;
    trees.nodes.push_back({static_cast<uint8_t>(feature), static_cast<uint16_t>(right), value});
  }
  if (!in) throw std::runtime_error(path + " is no model");
  return true;
}

class ModelFolder {
 public:
  explicit ModelFolder(const std::string& folder) : models_(BuiltInModels()) {
    Take(folder + "/title.model", models_.title);
    Take(folder + "/date.model", models_.date);
    Take(folder + "/author.model", models_.author);
    Take(folder + "/block.model", models_.block);
    Take(folder + "/confidence.model", models_.confidence);
    std::ifstream(folder + "/confidence.sure") >> models_.sure;
  }
  const Models& models() const { return models_; }

 private:
  void Take(const std::string& path, TreeModel& model) {
    auto trees = std::make_unique<OwnedTrees>();
    if (!ReadTrees(path, *trees)) return;
    model = {trees->base, trees->sizes, trees->nodes.data()};
    owned_.push_back(std::move(trees));
  }

  Models models_;
  std::vector<std::unique_ptr<OwnedTrees>> owned_;
};

struct Line {
  std::string id, url, bytes;
  const Models* models = nullptr;
};

class Input {
 public:
  bool Next(Line& line) {
    std::string text;
    if (!std::getline(std::cin, text)) return false;
    const json::object row = json::parse(text).as_object();
    const auto field = [&](const char* name) {
      const json::value* value = row.if_contains(name);
      return value && value->is_string() ? std::string(value->as_string().c_str()) : std::string();
    };
    line.id = field("id");
    line.url = field("url");
    line.models = &ModelsIn(field("models"));
    std::ifstream file(field("path"), std::ios::binary);
    if (!file) throw std::runtime_error("there is no " + field("path"));
    std::stringstream bytes;
    bytes << file.rdbuf();
    line.bytes = bytes.str();
    return true;
  }

 private:
  const Models& ModelsIn(const std::string& folder) {
    if (folder.empty()) return BuiltInModels();
    auto& found = folders_[folder];
    if (!found) found = std::make_unique<ModelFolder>(folder);
    return found->models();
  }

  std::map<std::string, std::unique_ptr<ModelFolder>> folders_;
};

// What a page gave: `items` say in words what the rows say in numbers.
class FeatureWriter {
 public:
  FeatureWriter(const std::string& what, const std::string& prefix)
      : what_(what), rows_(prefix + ".f32", std::ios::binary), pages_(prefix + ".jsonl") {}

  void Page(const Line& line) {
    if (what_ == "confidence") return WriteConfidence(line);
    const std::string text = DecodePage(line.bytes, "");
    const html::Document document = html::ParseDocument(text);
    const PageView view(document, line.url);
    json::array items;
    if (what_ == "titles") {
      for (const TitleCandidate& candidate : TitleCandidates(view))
        Add(items, json::value(candidate.text), candidate.features);
    } else {
      const ChosenTitle title = ChooseTitle(view, line.models->title);
      if (what_ == "dates") {
        for (const DateCandidate& candidate : DateCandidates(view, title.node))
          Add(items, json::value(FormatRfc3339(candidate.date.time + candidate.date.offset)), candidate.features);
      } else if (what_ == "authors") {
        for (const AuthorCandidate& candidate : AuthorCandidates(view, title.node, title.text))
          Add(items, json::value_from(candidate.names), candidate.features);
      } else {
        const auto rows = FeaturesOf(view.blocks, document.node_count(), {title.text, title.node, view.linked.body});
        for (size_t i = 0; i < rows.size(); ++i) Add(items, json::value(view.blocks.blocks[i].text), rows[i]);
      }
    }
    pages_ << json::serialize(json::object{{"id", line.id}, {"items", std::move(items)}}) << '\n';
  }

 private:
  void WriteConfidence(const Line& line) {
    const auto examined = Examine({line.bytes, "", line.url}, *line.models);
    if (!examined.ok()) throw std::runtime_error(line.id + ": " + examined.error().message);
    json::array items;
    Add(items, json::value(examined->article.text), examined->row);
    pages_ << json::serialize(
                  json::object{{"id", line.id}, {"method", examined->article.method}, {"items", std::move(items)}})
           << '\n';
  }

  template <size_t kSize>
  void Add(json::array& items, json::value item, const std::array<float, kSize>& row) {
    items.push_back(std::move(item));
    rows_.write(reinterpret_cast<const char*>(row.data()), sizeof(row));
  }

  std::string what_;
  std::ofstream rows_, pages_;
};

void ExtractAll() {
  Input input;
  for (Line line; input.Next(line);) {
    const auto examined = Examine({line.bytes, "", line.url}, *line.models);
    json::object out = examined.ok() ? json::parse(ArticleToJson(examined->article)).as_object()
                                     : json::object{{"error", examined.error().message}};
    out["id"] = line.id;
    std::cout << json::serialize(out) << '\n';
  }
}

#define NEWSSTAND_FEATURE_NAME(name) #name,
constexpr const char* kTitleNames[] = {NEWSSTAND_TITLE_FEATURES(NEWSSTAND_FEATURE_NAME)};
constexpr const char* kDateNames[] = {NEWSSTAND_DATE_FEATURES(NEWSSTAND_FEATURE_NAME)};
constexpr const char* kAuthorNames[] = {NEWSSTAND_AUTHOR_FEATURES(NEWSSTAND_FEATURE_NAME)};
constexpr const char* kConfidenceNames[] = {NEWSSTAND_CONFIDENCE_FEATURES(NEWSSTAND_FEATURE_NAME)};
constexpr const char* kBlockNames[] = {NEWSSTAND_BLOCK_FEATURES(NEWSSTAND_FEATURE_NAME)};
#undef NEWSSTAND_FEATURE_NAME

int PrintNames(const std::string& what) {
  const auto print = [](const auto& names) {
    for (const char* name : names) std::cout << name << '\n';
    return 0;
  };
  if (what == "titles") return print(kTitleNames);
  if (what == "dates") return print(kDateNames);
  if (what == "authors") return print(kAuthorNames);
  if (what == "confidence") return print(kConfidenceNames);
  return print(kBlockNames);
}

int Run(const std::vector<std::string>& arguments) {
  if (arguments.size() == 1 && arguments[0] == "extract") {
    ExtractAll();
    return 0;
  }
  if (arguments.size() == 2 && arguments[0] == "names") return PrintNames(arguments[1]);
  if (arguments.size() != 3 || arguments[0] != "features") {
    std::cerr << "extract_lab: extract | names WHAT | features WHAT PREFIX\n";
    return 2;
  }
  FeatureWriter writer(arguments[1], arguments[2]);
  Input input;
  for (Line line; input.Next(line);) writer.Page(line);
  return 0;
}

}  // namespace
}  // namespace newsstand::extract

int main(int argc, char** argv) {
  try {
    return newsstand::extract::Run({argv + 1, argv + argc});
  } catch (const std::exception& error) {
    std::cerr << "extract_lab: " << error.what() << '\n';
    return 1;
  }
}
