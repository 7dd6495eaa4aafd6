// The command line.
#pragma once

namespace newsstand::app {

// Reads the arguments, runs the subcommand, answers the exit code: 0 done, 1 failed, 2 wrong usage.
int RunCommandLine(int argc, char** argv);

}  // namespace newsstand::app
