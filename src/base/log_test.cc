#include "base/log.h"

#include <doctest/doctest.h>
#include <fcntl.h>
#include <unistd.h>

#include <cstdio>
#include <string>

namespace newsstand {
namespace {

// What `write` sends to standard error.
template <class Write>
std::string Logged(Write write) {
  std::FILE* file = std::tmpfile();
  std::fflush(stderr);
  const int kept = dup(STDERR_FILENO);
  dup2(fileno(file), STDERR_FILENO);
  write();
  std::fflush(stderr);
  dup2(kept, STDERR_FILENO);
  close(kept);
  std::rewind(file);
  std::string text(4096, '\0');
  text.resize(std::fread(text.data(), 1, text.size(), file));
  std::fclose(file);
  return text;
}

}  // namespace

TEST_CASE("what comes from outside neither ends a line of the log nor moves a terminal's cursor") {
  const std::string text = Logged([] {
    log::Warn("a {}",
              "b\r\nerror forged \x1b[2J \xC2\x9B"
              "2J \xC3\xA9\x7f");
  });
  CHECK(text.find('\n') == text.size() - 1);
  CHECK(text.ends_with("a b\\x0d\\x0aerror forged \\x1b[2J \\x9b2J \xC3\xA9\\x7f\n"));
}

TEST_CASE("a line of the log as JSON stays one string, whatever is in it") {
  log::Configure(log::Level::kInfo, true);
  const std::string text = Logged([] { log::Warn("{}", "a\"b\\c\n\xC2\x9B"); });
  log::Configure(log::Level::kInfo, false);
  CHECK(text.ends_with("\"message\":\"a\\\"b\\\\c\\u000a\\u009b\"}\n"));
}

}  // namespace newsstand
