# module(content/parse DEPS base model LIBS LibXml2::LibXml2)
#
# One folder below src/ = one static library of all its *.cc. What keeps the architecture true:
# - a file may include only from its own folder and from the folders in DEPS, and a guarded library's headers only where
#   the table names that library (CheckIncludes.cmake, run whenever a file of the module changes);
# - no cycles (GLOBAL_DEPENDS_NO_CYCLES);
# - the module's test binary takes the whole archive and links only what the table declares, so a call that is not
#   covered by DEPS does not link;
# - every header compiles alone (target all_verify_interface_header_sets).

# The standard library, parsed once for all modules.
file(WRITE "${CMAKE_BINARY_DIR}/newsstand_pch.cc" "")
add_library(newsstand_pch OBJECT "${CMAKE_BINARY_DIR}/newsstand_pch.cc")
target_link_libraries(newsstand_pch PRIVATE newsstand_flags)
target_precompile_headers(newsstand_pch PRIVATE <algorithm> <atomic> <chrono> <condition_variable> <functional> <map> <memory> <mutex>
  <optional> <string> <string_view> <thread> <unordered_map> <unordered_set> <utility> <variant> <vector>)

function(newsstand_target_name path out)
  string(REPLACE "/" "_" name "${path}")
  set(${out} "newsstand_${name}" PARENT_SCOPE)
endfunction()

function(module path)
  cmake_parse_arguments(M "" "" "DEPS;LIBS" ${ARGN})
  newsstand_target_name(${path} target)
  set(dir "${CMAKE_CURRENT_SOURCE_DIR}/${path}")
  file(GLOB sources CONFIGURE_DEPENDS "${dir}/*.cc")
  file(GLOB headers CONFIGURE_DEPENDS "${dir}/*.h")
  file(GLOB tests CONFIGURE_DEPENDS "${dir}/*_test.cc")
  if(tests)
    list(REMOVE_ITEM sources ${tests})
  endif()
  if(NOT sources)
    file(WRITE "${CMAKE_CURRENT_BINARY_DIR}/${target}_empty.cc" "")
    set(sources "${CMAKE_CURRENT_BINARY_DIR}/${target}_empty.cc")
  endif()

  add_library(${target} STATIC ${sources})
  target_sources(${target} PUBLIC FILE_SET HEADERS BASE_DIRS "${CMAKE_CURRENT_SOURCE_DIR}" FILES ${headers})
  set_target_properties(${target} PROPERTIES VERIFY_INTERFACE_HEADER_SETS ON)
  set(deps "")
  foreach(dep ${M_DEPS})
    newsstand_target_name(${dep} dep_target)
    list(APPEND deps ${dep_target})
  endforeach()
  target_link_libraries(${target} PUBLIC newsstand_flags ${deps} ${M_LIBS})
  target_precompile_headers(${target} REUSE_FROM newsstand_pch)

  set(stamp "${CMAKE_CURRENT_BINARY_DIR}/${target}.includes")
  string(REPLACE ";" "," deps_csv "${M_DEPS}")
  string(REPLACE ";" "," libs_csv "${M_LIBS}")
  add_custom_command(OUTPUT "${stamp}"
    COMMAND ${CMAKE_COMMAND} -DROOT=${CMAKE_CURRENT_SOURCE_DIR} -DMODULE=${path} "-DDEPS=${deps_csv}" "-DLIBS=${libs_csv}"
            -DSTAMP=${stamp} -P "${CMAKE_SOURCE_DIR}/cmake/CheckIncludes.cmake"
    DEPENDS ${sources} ${headers} ${tests} "${CMAKE_SOURCE_DIR}/cmake/CheckIncludes.cmake"
    COMMENT "" VERBATIM)
  add_custom_target(${target}_includes DEPENDS "${stamp}")
  add_dependencies(${target} ${target}_includes)

  if(NEWSSTAND_TESTS)
    if(NOT TARGET newsstand_test_main)
      # The runner is compiled once for all of them.
      add_library(newsstand_test_main OBJECT "${CMAKE_SOURCE_DIR}/cmake/test_main.cc")
      target_link_libraries(newsstand_test_main PRIVATE newsstand_flags doctest::doctest)
    endif()
    add_executable(${target}_test ${tests} $<TARGET_OBJECTS:newsstand_test_main>)
    target_link_libraries(${target}_test PRIVATE "$<LINK_LIBRARY:WHOLE_ARCHIVE,${target}>" doctest::doctest)
    add_test(NAME ${path} COMMAND ${target}_test WORKING_DIRECTORY "${CMAKE_SOURCE_DIR}")
    set_tests_properties(${path} PROPERTIES LABELS unit)
    if(NOT TARGET unit_tests)
      add_custom_target(unit_tests)
    endif()
    add_dependencies(unit_tests ${target}_test)
  endif()
endfunction()
