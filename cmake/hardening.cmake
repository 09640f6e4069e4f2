# What makes a memory fault harder to use, for every preset; deploy/test/elf.sh looks for it in the program.
add_compile_options(-fPIE -fstack-protector-strong -fstack-clash-protection -fcf-protection=full)
add_link_options(-pie -Wl,-z,relro,-z,now,-z,noexecstack,-z,separate-code,-z,shstk)
# The C library's own bounds checks take an optimising build, and hide faults from the sanitizers.
if(NOT CMAKE_BUILD_TYPE STREQUAL "Debug" AND NOT JONO_SANITIZE)
  add_compile_options(-U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=3)
endif()
# The same bytes from whatever folder it is built in. Names of modules, which link-time optimisation makes
# names of symbols from, are not mapped: the release preset has ccache make them relative.
add_compile_options(-ffile-prefix-map=${PROJECT_BINARY_DIR}=build -ffile-prefix-map=${PROJECT_SOURCE_DIR}=.)
