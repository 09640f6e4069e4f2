# One step of the wallboard's build: cmake -DSTEP=install|build -DNPM= -DSOURCE= -DWORK= -P this file. Says
# nothing unless it fails, and then everything that was said. Writes below WORK only.
set(page ${WORK}/page)

function(run)
  execute_process(COMMAND ${ARGV} WORKING_DIRECTORY ${page} RESULT_VARIABLE result
    OUTPUT_VARIABLE said ERROR_VARIABLE said)
  if(NOT result EQUAL 0)
    list(JOIN ARGV " " command)
    message("${said}")
    message(FATAL_ERROR "The wallboard could not be built: `${command}` failed in ${page}. "
      "-DJONO_WALLBOARD=OFF builds the daemon without it.")
  endif()
endfunction()

file(MAKE_DIRECTORY ${page})
if(STEP STREQUAL install)
  file(COPY ${SOURCE}/package.json ${SOURCE}/package-lock.json ${SOURCE}/.npmrc DESTINATION ${page})
  run(${NPM} ci --omit=dev)
  file(TOUCH ${WORK}/installed.stamp)
else()
  file(REMOVE_RECURSE ${page}/src ${page}/dist)
  file(COPY ${SOURCE}/src ${SOURCE}/index.html ${SOURCE}/vite.config.ts ${SOURCE}/tsconfig.json DESTINATION ${page})
  run(${NPM} run build)
  run(node ${CMAKE_CURRENT_LIST_DIR}/wallboard_embed.mjs ${page}/dist ${WORK}/page_files.cc)
endif()
