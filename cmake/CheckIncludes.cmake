cmake_minimum_required(VERSION 3.25)
# Fails when a file of MODULE includes from a module that is not in DEPS, or a guarded library's header that the module's
# LIBS do not name. Comma-separated lists; ROOT is src/. Writes STAMP when all is well.
string(REPLACE "," ";" DEPS "${DEPS}")
string(REPLACE "," ";" LIBS "${LIBS}")
file(GLOB files "${ROOT}/${MODULE}/*.h" "${ROOT}/${MODULE}/*.cc")

# header prefix = what LIBS has to name
set(guarded
  "soci/=SOCI" "sqlite3.h=SQLite::SQLite3" "libpq-fe.h=PostgreSQL::PostgreSQL" "curl/=CURL::libcurl"
  "boost/beast=Boost::beast" "boost/asio=Boost::beast" "ctemplate/=PkgConfig::CTEMPLATE"
  "libxml/=LibXml2::LibXml2" "vips/=PkgConfig::VIPS" "unicode/=ICU::uc" "boost/json=Boost::json"
  "sodium=PkgConfig::SODIUM" "openssl/=OpenSSL::Crypto" "toml++/=tomlplusplus::tomlplusplus" "CLI/=CLI11::CLI11"
  "cld2/=CLD2" "xapian=PkgConfig::XAPIAN" "brotli/=PkgConfig::BROTLI" "zlib.h=ZLIB::ZLIB" "zstd.h=PkgConfig::ZSTD"
  "spdlog/=spdlog::spdlog")

set(errors "")
foreach(file ${files})
  file(STRINGS "${file}" lines REGEX "^[ \t]*#[ \t]*include")
  file(RELATIVE_PATH shown "${ROOT}" "${file}")
  foreach(line ${lines})
    if(line MATCHES "#[ \t]*include[ \t]*\"([^\"]+)/[^/\"]+\"")
      set(from "${CMAKE_MATCH_1}")
      if(NOT from STREQUAL MODULE AND NOT from IN_LIST DEPS)
        string(APPEND errors "  src/${shown} includes from '${from}', which is not among the DEPS of '${MODULE}'\n")
      endif()
    elseif(line MATCHES "#[ \t]*include[ \t]*\"([^\"/]+)\"")
      string(APPEND errors "  src/${shown} includes \"${CMAKE_MATCH_1}\" without its folder\n")
    elseif(line MATCHES "#[ \t]*include[ \t]*<([^>]+)>")
      set(header "${CMAKE_MATCH_1}")
      foreach(rule ${guarded})
        string(REGEX MATCH "^([^=]+)=(.+)$" _ "${rule}")
        set(prefix "${CMAKE_MATCH_1}")
        set(library "${CMAKE_MATCH_2}")
        string(FIND "${header}" "${prefix}" at)
        if(at EQUAL 0 AND NOT library IN_LIST LIBS)
          string(APPEND errors "  src/${shown} includes <${header}>, but '${MODULE}' does not declare ${library}\n")
        endif()
      endforeach()
    endif()
  endforeach()
endforeach()
if(errors)
  message(FATAL_ERROR "The module table (src/CMakeLists.txt) forbids:\n${errors}")
endif()
if(STAMP)
  file(WRITE "${STAMP}" "")
endif()
