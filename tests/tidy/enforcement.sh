#!/usr/bin/env bash
# The rules of the house hold only if breaking them fails: each is broken here, in a small project of its own.
set -uo pipefail
root=$(cd "$(dirname "$0")/../.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
passed=0 failed=0

# A project with the modules low ← high, and a third, side, that nobody may use.
fresh() {
  rm -rf "$work/p" && mkdir -p "$work/p/src/low" "$work/p/src/high" "$work/p/src/side"
  cat >"$work/p/CMakeLists.txt" <<TXT
cmake_minimum_required(VERSION 3.25)
project(enforcement LANGUAGES CXX)
set(CMAKE_CXX_STANDARD 20)
set_property(GLOBAL PROPERTY GLOBAL_DEPENDS_NO_CYCLES ON)
list(APPEND CMAKE_MODULE_PATH "$root/cmake")
file(COPY "$root/cmake" DESTINATION "\${CMAKE_SOURCE_DIR}")
set(NEWSSTAND_TESTS ON)
find_package(doctest REQUIRED)
include(Warnings)
include(Module)
add_subdirectory(src)
TXT
  printf 'module(low)\nmodule(side)\nmodule(high DEPS low)\n' >"$work/p/src/CMakeLists.txt"
  printf '#pragma once\nint Low();\n' >"$work/p/src/low/low.h"
  printf '#include "low/low.h"\nint Low() { return 1; }\n' >"$work/p/src/low/low.cc"
  printf '#pragma once\nint Side();\n' >"$work/p/src/side/side.h"
  printf '#include "side/side.h"\nint Side() { return 2; }\n' >"$work/p/src/side/side.cc"
  printf '#pragma once\nint High();\n' >"$work/p/src/high/high.h"
  printf '#include "high/high.h"\n#include "low/low.h"\nint High() { return Low(); }\n' >"$work/p/src/high/high.cc"
}
build() { cmake -S "$work/p" -B "$work/p/build" -G Ninja -DCMAKE_BUILD_TYPE=Debug >"$work/log" 2>&1 &&
          cmake --build "$work/p/build" --target all all_verify_interface_header_sets >>"$work/log" 2>&1; }
check() { # what is expected (pass | text of the failure), the rule in words
  if build; then result=pass; else result=fail; fi
  if { [ "$1" = pass ] && [ $result = pass ]; } || { [ "$1" != pass ] && [ $result = fail ] && grep -q "$1" "$work/log"; }; then
    passed=$((passed + 1)); echo "ok    $2"
  else
    failed=$((failed + 1)); echo "FAIL  $2 (it ended with: $result)"; tail -n 20 "$work/log"
  fi
}

fresh; check pass "a project that keeps the rules builds"
fresh; printf '#include "low/low.h"\n#include "side/side.h"\nint High() { return Low(); }\n' >"$work/p/src/high/high.cc"
check "not among the DEPS of 'high'" "an include from a module that is not in DEPS fails"
fresh; printf '#include "high/high.h"\nint Low() { return 1; }\n' >"$work/p/src/low/low.cc"
check "not among the DEPS of 'low'" "an upward include fails"
fresh; printf '#include <curl/curl.h>\nint High() { return 0; }\n' >"$work/p/src/high/high.cc"
check "does not declare CURL" "a library that the table does not name for the module fails"
fresh; printf '#include "low.h"\nint Low() { return 1; }\n' >"$work/p/src/low/low.cc"
check "without its folder" "an include without its folder fails"
fresh; printf 'module(low DEPS high)\nmodule(side)\nmodule(high DEPS low)\n' >"$work/p/src/CMakeLists.txt"
check "cyclic\|cycle" "a cycle fails"
fresh; printf 'int Side();\nint High();\nint High() { return Side(); }\n' >"$work/p/src/high/high.cc"
check "undefined.*Side" "a call into a module that is not in DEPS does not link"
fresh; printf '#pragma once\nstd::string Low();\n' >"$work/p/src/low/low.h"; printf '#include <string>\n#include "low/low.h"\nstd::string Low() { return ""; }\n' >"$work/p/src/low/low.cc"
printf 'int High() { return 1; }\n' >"$work/p/src/high/high.cc"
check "low.h.*error" "a header that does not compile alone fails"
fresh; mkdir -p "$work/p/src/base" && cp "$root/src/base/result.h" "$work/p/src/base/"
printf 'module(base)\nmodule(low)\nmodule(side)\nmodule(high DEPS low base)\n' >"$work/p/src/CMakeLists.txt"
printf '#include "base/result.h"\nnewsstand::Status Do();\nint High();\nint High() { Do(); return 1; }\n' >"$work/p/src/high/high.cc"
check "nodiscard" "a Result that is dropped does not compile"

echo "$passed passed, $failed failed"
[ $failed = 0 ]
