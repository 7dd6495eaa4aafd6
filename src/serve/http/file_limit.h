// How many connections this process may hold, by the system's limit of open files.
#pragma once

namespace newsstand::http {

// Raises the soft limit of open files as far as it may so that `wanted` connections fit beside all other files. Returns
// how many do: fewer than wanted, with a warning in the log, when the hard limit is too low. Then connections beyond it
// are answered with 503, which is better than none being accepted.
int MakeRoomForConnections(int wanted);

}  // namespace newsstand::http
