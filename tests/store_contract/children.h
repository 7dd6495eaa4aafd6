// What the program does when a case runs it as a child.
#pragma once

#include <string>
#include <vector>

namespace newsstand::store {

// arguments[0] is the part: child-writer PATH|URL, child-migrator PATH|URL, child-unprivileged PATH, child-limited PATH.
// Returns the exit code.
int RunChild(const std::vector<std::string>& arguments);

}  // namespace newsstand::store
