# CPack's last step before it packs: what Debian wants compressed is, and every file has the time of
# SOURCE_DATE_EPOCH, so that the same sources give the same package.
set(root ${CPACK_TEMPORARY_INSTALL_DIRECTORY})
file(GLOB long ${root}/usr/share/man/man*/* ${root}/usr/share/doc/jonovahti/changelog
  ${root}/usr/share/doc/jonovahti/*.md)
foreach(file ${long})
  execute_process(COMMAND gzip -9n ${file} COMMAND_ERROR_IS_FATAL ANY)
endforeach()
execute_process(COMMAND find ${root} -exec touch -h -d @$ENV{SOURCE_DATE_EPOCH} {} +
  COMMAND_ERROR_IS_FATAL ANY)
