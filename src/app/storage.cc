#include "app/storage.h"

#include "base/hash.h"
#include "base/log.h"
#include "store/titles.h"

namespace newsstand::app {

Result<std::unique_ptr<store::Database>> OpenStoreAsItIs(const Global& global) {
  store::DatabaseOptions options;
  options.path = global.data + "/newsstand.db";
  options.url = global.config.store_database;
  options.readers = static_cast<int>(global.config.store_readers);
  return store::Database::Open(options);
}

Result<std::unique_ptr<store::Database>> OpenStore(const Global& global) {
  auto database = OpenStoreAsItIs(global);
  if (!database) return Fail(database.error());
  auto steps = (*database)->Migrate();
  if (!steps) return Fail(steps.error());
  if (*steps > 0) log::Info("the store was brought to schema {} in {} steps", store::Database::LatestSchemaVersion(), *steps);
  return std::move(*database);
}

std::string SearchFolder(const Global& global) { return global.data + "/search"; }

Result<std::string> InstallationSecret(store::Database& database, const std::string& name) {
  std::string secret;
  const Status done = database.Write([&](store::Transaction& transaction) -> Status {
    auto found = store::FindSetting(transaction, name);
    if (!found) return Fail(found.error());
    secret = found->value_or(Base64Url(RandomBytes(32)));
    return *found ? Status{} : store::SaveSetting(transaction, name, secret);
  });
  if (!done) return Fail(done.error());
  return secret;
}

}  // namespace newsstand::app
