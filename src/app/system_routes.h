// The routes that are the program's own: health, metrics, pictures and icons, what hubs call.
#pragma once

#include <functional>

#include "content/edition/keeper.h"
#include "content/ingest/ingestor.h"
#include "content/picture/picture_store.h"
#include "content/search/search_keeper.h"
#include "content/stories/story_keeper.h"
#include "content/subscribe/subscriber.h"
#include "serve/http/router.h"
#include "serve/http/server.h"
#include "store/database.h"

namespace newsstand::app {

// All must outlive the router. `server` may answer null until the server exists.
struct SystemParts {
  store::Database* database = nullptr;
  edition::EditionKeeper* keeper = nullptr;
  ingest::Ingestor* ingestor = nullptr;
  stories::StoryKeeper* stories = nullptr;
  search::SearchKeeper* search = nullptr;
  picture::PictureStore* pictures = nullptr;
  subscribe::Subscriber* subscriber = nullptr;  // null: hubs are not asked
  std::function<const http::Server*()> server;
};
void AddSystemRoutes(http::Router& router, const SystemParts& parts);

// The address of a title's icon on our origin; "" when there is nowhere to look for one.
std::string IconAddress(const Title& title);

}  // namespace newsstand::app
