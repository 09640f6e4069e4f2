# The Debian package: what goes where, and CPack's settings. deploy/package.sh makes it.
include(GNUInstallDirs)
set(CMAKE_SKIP_INSTALL_ALL_DEPENDENCY ON)

set(package_made ${PROJECT_BINARY_DIR}/package)
set(package_doc share/doc/jonovahti)
set(package_example deploy/jonovahti.yaml)

# The formats that this version reads, for preinst: "journal.db=1 history.db=1 ...".
function(jono_format source file)
  set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${source})
  file(STRINGS ${source} line REGEX "constexpr int kFormat = [0-9]+")
  if(NOT line MATCHES "kFormat = ([0-9]+)")
    message(FATAL_ERROR "${source}: no kFormat was found, which preinst needs")
  endif()
  set(JONO_FORMATS "${JONO_FORMATS} ${file}=${CMAKE_MATCH_1}" PARENT_SCOPE)
endfunction()
jono_format(daemon/store/journal_schema.cc journal.db)
jono_format(daemon/store/history.cc history.db)
jono_format(daemon/store/alert_store.cc alerts.db)
jono_format(daemon/store/report_store.cc reports.db)
string(STRIP "${JONO_FORMATS}" JONO_FORMATS)
configure_file(deploy/debian/preinst.in ${package_made}/preinst @ONLY)
file(COPY deploy/debian/postinst deploy/debian/prerm deploy/debian/postrm deploy/debian/conffiles
  DESTINATION ${package_made})

add_custom_command(OUTPUT ${package_made}/jonovahti-rules.yml
  COMMAND jonovahti rules --config ${PROJECT_SOURCE_DIR}/${package_example}
          --out ${package_made}/jonovahti-rules.yml
  DEPENDS jonovahti ${package_example} VERBATIM)
# Anew each time, since its day comes from the environment.
add_custom_target(package_changelog
  COMMAND /usr/bin/python3 ${PROJECT_SOURCE_DIR}/deploy/debian/changelog.py
          ${PROJECT_SOURCE_DIR}/CHANGELOG.md ${PROJECT_VERSION} ${package_made}/changelog VERBATIM)
add_custom_target(package_files DEPENDS jonovahti ${package_made}/jonovahti-rules.yml
  package_changelog)

install(TARGETS jonovahti)
install(FILES deploy/debian/jonovahti.service DESTINATION lib/systemd/system)
install(FILES ${package_example} DESTINATION /etc/jonovahti)
install(FILES ${package_made}/jonovahti-rules.yml deploy/monitoring/prometheus.yml
  DESTINATION share/jonovahti/prometheus)
install(FILES deploy/monitoring/alertmanager.yml DESTINATION share/jonovahti/alertmanager)
install(DIRECTORY grafana/dashboards grafana/provisioning DESTINATION share/jonovahti/grafana)
install(FILES ${package_made}/changelog README.md CHANGELOG.md deploy/debian/copyright
  DESTINATION ${package_doc})
install(DIRECTORY docs DESTINATION ${package_doc} FILES_MATCHING PATTERN "*.md"
  PATTERN generator EXCLUDE)
install(FILES docs/bridge.py DESTINATION ${package_doc}/examples)
install(FILES deploy/jonovahti.schema.json DESTINATION share/jonovahti)
install(DIRECTORY deploy/mappings DESTINATION share/jonovahti)
install(DIRECTORY deploy/runbooks DESTINATION ${package_doc})
install(FILES ${package_example} DESTINATION ${package_doc}/examples)
install(DIRECTORY deploy/receivers deploy/debian/drop-ins DESTINATION ${package_doc}/examples)

foreach(section 1 5)
  file(GLOB pages CONFIGURE_DEPENDS deploy/man/*.${section})
  if(pages)
    install(FILES ${pages} DESTINATION share/man/man${section})
  endif()
endforeach()
# jono_completion(FILE IN): installed where there is one.
function(jono_completion file in)
  if(EXISTS ${PROJECT_SOURCE_DIR}/deploy/completions/${file})
    get_filename_component(folder ${in} DIRECTORY)
    get_filename_component(name ${in} NAME)
    install(FILES deploy/completions/${file} DESTINATION share/${folder} RENAME ${name})
  endif()
endfunction()
jono_completion(jonovahti.bash bash-completion/completions/jonovahti)
jono_completion(_jonovahti zsh/vendor-completions/_jonovahti)
jono_completion(jonovahti.fish fish/vendor_completions.d/jonovahti.fish)

set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_NAME jonovahti)
set(CPACK_PACKAGE_VERSION ${PROJECT_VERSION})
set(CPACK_PACKAGE_CONTACT "jonovahti maintainers <jonovahti@example.invalid>")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "figures and alerts of a phone service's queues")
set(CPACK_DEBIAN_PACKAGE_DESCRIPTION
"jonovahti takes the call and callback events of one or several phone
systems, keeps queue length, waits and callback delays of each line hour by
hour, gives them to Prometheus and over HTTP, and tells people when a limit
is crossed. A wallboard and reports are part of it. No caller's number is
kept.")
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SECTION net)
set(CPACK_DEBIAN_PACKAGE_PRIORITY optional)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_PACKAGE_DEPENDS "adduser, tzdata")
set(CPACK_DEBIAN_PACKAGE_RECOMMENDS "ca-certificates")
set(CPACK_DEBIAN_PACKAGE_SUGGESTS "prometheus, prometheus-alertmanager, chromium")
set(CPACK_DEBIAN_PACKAGE_CONTROL_STRICT_PERMISSION ON)
set(CPACK_DEBIAN_COMPRESSION_TYPE xz)
set(CPACK_DEBIAN_PACKAGE_CONTROL_EXTRA ${package_made}/preinst ${package_made}/postinst
  ${package_made}/prerm ${package_made}/postrm ${package_made}/conffiles)
set(CPACK_INSTALL_DEFAULT_DIRECTORY_PERMISSIONS OWNER_READ OWNER_WRITE OWNER_EXECUTE GROUP_READ
  GROUP_EXECUTE WORLD_READ WORLD_EXECUTE)
set(CPACK_SET_DESTDIR ON)
set(CPACK_STRIP_FILES ON)
set(CPACK_PRE_BUILD_SCRIPTS ${PROJECT_SOURCE_DIR}/cmake/package_step.cmake)
set(CPACK_OUTPUT_FILE_PREFIX ${PROJECT_BINARY_DIR})
include(CPack)
