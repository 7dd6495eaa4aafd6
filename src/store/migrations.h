// The schema, as numbered steps from an empty database to what this program works with. A step that was released is
// never edited: a change is a new step.
#pragma once

#include "store/engine.h"

namespace newsstand::store {

int LatestSchema();
// 0 for an empty database.
int ReadSchemaVersion(Connection& connection);
// Applies the steps above the present one up to `target`, each in its own transaction: whenever it is interrupted, the
// schema stands at a whole step, and the next run goes on from there. Several programs may try at once. Returns how many
// steps this call applied. Throws; kCorrupt when the database is newer than this program.
int MigrateTo(EngineDriver& engine, Connection& connection, int target);
// Throws kCorrupt, with what to do, when the schema is newer than this program.
void RefuseNewer(const EngineDriver& engine, int version);

}  // namespace newsstand::store
