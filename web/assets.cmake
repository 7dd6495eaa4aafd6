# What the pages need besides the program: build/assets/{manifest.json,static/,templates/,messages/}. Included from the
# top CMakeLists.txt. web_assets is remade only when web/ or the templates change; it needs `npm ci --prefix web` once.
set(WEB_DIR "${CMAKE_SOURCE_DIR}/web")
set(WEB_PAGES_DIR "${CMAKE_SOURCE_DIR}/src/serve/web")
set(WEB_ASSETS "${CMAKE_BINARY_DIR}/assets")
find_program(NODE node REQUIRED)

file(GLOB_RECURSE web_sources CONFIGURE_DEPENDS "${WEB_DIR}/src/*" "${WEB_DIR}/static/*")
add_custom_command(OUTPUT "${WEB_ASSETS}/manifest.json"
  COMMAND ${NODE} build.mjs "${WEB_ASSETS}"
  DEPENDS ${web_sources} "${WEB_DIR}/build.mjs" "${WEB_DIR}/fonts.mjs" "${WEB_DIR}/fallbacks.mjs" "${WEB_DIR}/package-lock.json"
  WORKING_DIRECTORY "${WEB_DIR}" COMMENT "Style sheet, scripts and fonts" VERBATIM)

file(GLOB web_templates CONFIGURE_DEPENDS "${WEB_PAGES_DIR}/templates/*.tpl")
file(GLOB web_messages CONFIGURE_DEPENDS "${WEB_PAGES_DIR}/messages/*.json")
add_custom_command(OUTPUT "${WEB_ASSETS}/templates.stamp"
  COMMAND ${CMAKE_COMMAND} -E rm -rf "${WEB_ASSETS}/templates" "${WEB_ASSETS}/messages"
  COMMAND ${CMAKE_COMMAND} -E copy_directory "${WEB_PAGES_DIR}/templates" "${WEB_ASSETS}/templates"
  COMMAND ${CMAKE_COMMAND} -E copy_directory "${WEB_PAGES_DIR}/messages" "${WEB_ASSETS}/messages"
  COMMAND ${CMAKE_COMMAND} -E touch "${WEB_ASSETS}/templates.stamp"
  DEPENDS ${web_templates} ${web_messages} COMMENT "Templates and words" VERBATIM)

# The names of all markers as constants, so that a mistyped one does not compile.
find_program(MAKE_TPL_VARNAMES ctemplate-make_tpl_varnames_h REQUIRED)
set(WEB_NAMES_DIR "${CMAKE_BINARY_DIR}/generated/web")
add_custom_command(OUTPUT "${WEB_NAMES_DIR}/newsstand_template_names.h"
  COMMAND ${CMAKE_COMMAND} -DTOOL=${MAKE_TPL_VARNAMES} -DTEMPLATES=${WEB_PAGES_DIR}/templates -DOUT=${WEB_NAMES_DIR}
          -P "${WEB_DIR}/template_names.cmake"
  DEPENDS ${web_templates} "${WEB_DIR}/template_names.cmake" COMMENT "Names of the templates' markers" VERBATIM)
add_custom_target(web_template_names DEPENDS "${WEB_NAMES_DIR}/newsstand_template_names.h")
target_include_directories(newsstand_serve_web SYSTEM PUBLIC "${WEB_NAMES_DIR}")
foreach(target newsstand_serve_web newsstand_serve_web_test newsstand_serve_web_verify_interface_header_sets)
  if(TARGET ${target})
    add_dependencies(${target} web_template_names)
  endif()
endforeach()

add_custom_target(web_assets ALL DEPENDS "${WEB_ASSETS}/manifest.json" "${WEB_ASSETS}/templates.stamp")
install(DIRECTORY "${WEB_ASSETS}" DESTINATION share/newsstand PATTERN ".fonts" EXCLUDE PATTERN "*.stamp" EXCLUDE)
