# Warnings, hardening and sanitizers: one interface target that every target of ours links.
add_library(newsstand_flags INTERFACE)
option(NEWSSTAND_FUZZ "build the libFuzzer targets (needs clang)" OFF)
target_compile_options(newsstand_flags INTERFACE
  -Wall -Wextra -Wpedantic -Wshadow -Wnon-virtual-dtor -Woverloaded-virtual -Wimplicit-fallthrough -Wunused -Werror)
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  # g++ 12 at -O2 sees these in std::string where there are none (GCC bugs 105329, 105562).
  target_compile_options(newsstand_flags INTERFACE -Wno-restrict -Wno-maybe-uninitialized -Wno-array-bounds
    -Wno-stringop-overflow -Wno-stringop-overread)
endif()

set(NEWSSTAND_SANITIZE "" CACHE STRING "address,undefined or thread; empty for none")
if(NEWSSTAND_SANITIZE)
  target_compile_options(newsstand_flags INTERFACE -fsanitize=${NEWSSTAND_SANITIZE} -fno-omit-frame-pointer
    -fno-sanitize-recover=all)
  target_link_options(newsstand_flags INTERFACE -fsanitize=${NEWSSTAND_SANITIZE})
else()
  target_compile_options(newsstand_flags INTERFACE
    -fstack-protector-strong -fstack-clash-protection -fcf-protection=full -ftrivial-auto-var-init=zero)
  target_compile_definitions(newsstand_flags INTERFACE _GLIBCXX_ASSERTIONS
    $<$<NOT:$<CONFIG:Debug>>:_FORTIFY_SOURCE=3>)
  target_link_options(newsstand_flags INTERFACE -pie -Wl,-z,relro -Wl,-z,now -Wl,-z,noexecstack)
endif()

# Everywhere, so that one precompiled header serves all.
target_compile_options(newsstand_flags INTERFACE -pthread)

find_program(MOLD mold)
if(MOLD AND CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  target_link_options(newsstand_flags INTERFACE -fuse-ld=mold)
endif()
find_program(CCACHE ccache)
if(CCACHE)
  # ccache wants to be told that a precompiled header's defines and times do not matter.
  set(CMAKE_CXX_COMPILER_LAUNCHER ${CMAKE_COMMAND} -E env CCACHE_SLOPPINESS=pch_defines,time_macros ${CCACHE})
endif()
