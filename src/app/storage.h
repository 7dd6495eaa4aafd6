// Opening the store as the configuration says.
#pragma once

#include <memory>
#include <string>

#include "app/commands.h"
#include "store/database.h"

namespace newsstand::app {

// Opens the store and brings it to this program's schema.
Result<std::unique_ptr<store::Database>> OpenStore(const Global& global);
// The same without migrating.
Result<std::unique_ptr<store::Database>> OpenStoreAsItIs(const Global& global);

// Where the search index of this data folder lies.
std::string SearchFolder(const Global& global);

// A secret of this installation, made once and kept in the store.
Result<std::string> InstallationSecret(store::Database& database, const std::string& name);

}  // namespace newsstand::app
