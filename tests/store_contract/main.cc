// The contract's own main: the same program serves as the child that is killed, locked out or left without rights.
#define DOCTEST_CONFIG_IMPLEMENT
#include <doctest/doctest.h>

#include <cstring>

#include "base/log.h"
#include "store_contract/children.h"

int main(int argc, char** argv) {
  newsstand::log::Configure(newsstand::log::Level::kOff, false);
  if (argc >= 3 && std::strncmp(argv[1], "child-", 6) == 0) {
    return newsstand::store::RunChild({argv + 1, argv + argc});
  }
  return doctest::Context(argc, argv).run();
}
