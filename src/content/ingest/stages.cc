#include "content/ingest/stages.h"

namespace newsstand::ingest {

std::string_view StageName(Stage stage) {
  switch (stage) {
    case Stage::kFetchFeed: return "fetch_feed";
    case Stage::kParse: return "parse";
    case Stage::kIdentify: return "identify";
    case Stage::kEnrich: return "enrich";
    case Stage::kStore: return "store";
    case Stage::kFetchPage: return "fetch_page";
    case Stage::kExtract: return "extract";
    case Stage::kStorePage: return "store_page";
  }
  return "";
}

}  // namespace newsstand::ingest
