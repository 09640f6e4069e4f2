# The wallboard inside the binary: target jono_page, which answers daemon/http/page_files.h. The page is
# built in the build folder from copies of its sources, and only when one of them has changed. Without npm,
# or with -DJONO_WALLBOARD=OFF, there is no page and the list is empty.
option(JONO_WALLBOARD "build the wallboard into the daemon" ON)

set(page_dir ${PROJECT_BINARY_DIR}/wallboard)
set(page_cc ${page_dir}/page_files.cc)

set(page_npm NOTFOUND)
if(JONO_WALLBOARD)
  find_program(JONO_NPM npm)
  set(page_npm ${JONO_NPM})
  if(NOT page_npm)
    message(STATUS "npm was not found: the daemon is built without the wallboard")
  endif()
else()
  message(STATUS "JONO_WALLBOARD is off: the daemon is built without the wallboard")
endif()

if(page_npm)
  set(page_source ${PROJECT_SOURCE_DIR}/daemon/wallboard)
  set(page_package ${page_source}/package.json ${page_source}/package-lock.json ${page_source}/.npmrc)
  file(GLOB_RECURSE page_sources CONFIGURE_DEPENDS ${page_source}/src/*)
  list(APPEND page_sources ${page_source}/index.html ${page_source}/vite.config.ts)
  set(page_script ${PROJECT_SOURCE_DIR}/cmake/wallboard_step.cmake)
  set(page_step ${CMAKE_COMMAND} -DNPM=${page_npm} -DSOURCE=${page_source} -DWORK=${page_dir})

  add_custom_command(OUTPUT ${page_dir}/installed.stamp
    COMMAND ${page_step} -DSTEP=install -P ${page_script}
    DEPENDS ${page_package} ${page_script}
    COMMENT "Fetching what the wallboard is built with" VERBATIM)
  add_custom_command(OUTPUT ${page_cc}
    COMMAND ${page_step} -DSTEP=build -P ${page_script}
    DEPENDS ${page_dir}/installed.stamp ${page_sources} ${page_script}
            ${PROJECT_SOURCE_DIR}/cmake/wallboard_embed.mjs
    COMMENT "Building the wallboard" VERBATIM)
else()
  file(CONFIGURE OUTPUT ${page_cc} @ONLY CONTENT [[
#include "daemon/http/page_files.h"

namespace jono::http {
std::span<const PageFile> page_files() { return {}; }
}  // namespace jono::http
]])
endif()

add_library(jono_page STATIC ${page_cc})
target_include_directories(jono_page PUBLIC ${PROJECT_SOURCE_DIR})
