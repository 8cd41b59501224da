# The Unicode tables: a small program reads Debian's unicode-data and writes them as C.
set(UNICODE_DATA /usr/share/unicode CACHE PATH "Where UnicodeData.txt is (package unicode-data)")
if(NOT EXISTS ${UNICODE_DATA}/UnicodeData.txt)
  message(FATAL_ERROR "${UNICODE_DATA}/UnicodeData.txt is missing: install unicode-data")
endif()
add_executable(unicode_tables ${PROJECT_SOURCE_DIR}/vm/generate/unicode_tables.c)
set_target_properties(unicode_tables PROPERTIES INTERPROCEDURAL_OPTIMIZATION OFF)
file(MAKE_DIRECTORY ${PROJECT_BINARY_DIR}/vm)
add_custom_command(
  OUTPUT ${PROJECT_BINARY_DIR}/vm/unicode_tables.inc ${PROJECT_BINARY_DIR}/vm/unicode_data.inc
  COMMAND unicode_tables ${UNICODE_DATA} ${PROJECT_BINARY_DIR}/vm/unicode_tables.inc
          ${PROJECT_BINARY_DIR}/vm/unicode_data.inc
  DEPENDS unicode_tables)
set_source_files_properties(${PROJECT_SOURCE_DIR}/vm/unicode.c
  PROPERTIES OBJECT_DEPENDS ${PROJECT_BINARY_DIR}/vm/unicode_tables.inc)
set_source_files_properties(${PROJECT_SOURCE_DIR}/lib/native/unicodedata.c
  PROPERTIES OBJECT_DEPENDS ${PROJECT_BINARY_DIR}/vm/unicode_data.inc)
