# jono_library(engine DIR daemon/engine LINKS jono_event): one folder, one library.
# main.cc belongs to the program and is left out.
function(jono_library name)
  cmake_parse_arguments(ARG "" "DIR" "LINKS" ${ARGN})
  file(GLOB_RECURSE sources CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/${ARG_DIR}/*.cc)
  list(FILTER sources EXCLUDE REGEX "/main\\.cc$")
  if(sources)
    add_library(jono_${name} STATIC ${sources})
    target_include_directories(jono_${name} PUBLIC ${PROJECT_SOURCE_DIR})
    target_link_libraries(jono_${name} PUBLIC ${ARG_LINKS})
  else()
    add_library(jono_${name} INTERFACE)
    target_include_directories(jono_${name} INTERFACE ${PROJECT_SOURCE_DIR})
    target_link_libraries(jono_${name} INTERFACE ${ARG_LINKS})
  endif()
endfunction()

# jono_test(engine LINKS jono_engine): all of tests/engine/*_test.cc in one executable.
function(jono_test name)
  cmake_parse_arguments(ARG "" "" "LINKS" ${ARGN})
  file(GLOB sources CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/${name}/*.cc)
  if(NOT sources)
    return()
  endif()
  # The thread sanitizer has an `operator new` of its own, which cannot be replaced.
  if(JONO_SANITIZE STREQUAL "thread" AND sources MATCHES "allocation_test")
    message(STATUS "${name}: allocations are not counted under the thread sanitizer")
    list(FILTER sources EXCLUDE REGEX "allocation_test")
  endif()
  add_executable(test_${name} ${sources})
  target_link_libraries(test_${name} PRIVATE ${ARG_LINKS} jono_test_support)
  gtest_discover_tests(test_${name} WORKING_DIRECTORY ${PROJECT_SOURCE_DIR}
    DISCOVERY_MODE PRE_TEST DISCOVERY_TIMEOUT 60)
endfunction()
