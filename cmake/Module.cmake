# module(content/parse DEPS base model LIBS LibXml2::LibXml2)
#
# One folder below src/ = one static library of all its *.cc. What keeps the architecture true:
# - a file may include only from its own folder and from the folders in DEPS, and a guarded library's headers only where
#   the table names that library (CheckIncludes.cmake, run whenever a file of the module changes);
# - no cycles (GLOBAL_DEPENDS_NO_CYCLES);
# - the module's test binary takes the whole archive and links only what the table declares, so a call that is not
#   covered by DEPS does not link;
# - every header compiles alone (target all_verify_interface_header_sets).

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
    add_executable(${target}_test ${tests} "${CMAKE_SOURCE_DIR}/cmake/test_main.cc")
    target_link_libraries(${target}_test PRIVATE "$<LINK_LIBRARY:WHOLE_ARCHIVE,${target}>" doctest::doctest)
    add_test(NAME ${path} COMMAND ${target}_test WORKING_DIRECTORY "${CMAKE_SOURCE_DIR}")
    set_tests_properties(${path} PROPERTIES LABELS unit)
    if(NOT TARGET unit_tests)
      add_custom_target(unit_tests)
    endif()
    add_dependencies(unit_tests ${target}_test)
  endif()
endfunction()
