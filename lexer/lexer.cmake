# The scanner is made by re2c, the tables of identifier characters from Unicode's data files.
find_program(RE2C re2c REQUIRED)
find_program(AWK NAMES mawk gawk awk REQUIRED)
set(FOLIO_UNICODE_DATA /usr/share/unicode CACHE PATH "Unicode's data files (package unicode-data)")
file(MAKE_DIRECTORY ${PROJECT_BINARY_DIR}/lexer)
add_custom_command(
  OUTPUT ${PROJECT_BINARY_DIR}/lexer/lexer.c
  COMMAND ${RE2C} -W -b -i --no-generation-date -o ${PROJECT_BINARY_DIR}/lexer/lexer.c
          ${PROJECT_SOURCE_DIR}/lexer/lexer.re
  DEPENDS ${PROJECT_SOURCE_DIR}/lexer/lexer.re)
add_custom_command(
  OUTPUT ${PROJECT_BINARY_DIR}/lexer/unicode_tables.h
  COMMAND ${AWK} -f ${PROJECT_SOURCE_DIR}/lexer/unicode_tables.awk
          ${FOLIO_UNICODE_DATA}/DerivedCoreProperties.txt ${FOLIO_UNICODE_DATA}/UnicodeData.txt
          > ${PROJECT_BINARY_DIR}/lexer/unicode_tables.h
  DEPENDS ${PROJECT_SOURCE_DIR}/lexer/unicode_tables.awk)
add_custom_command(
  OUTPUT ${PROJECT_BINARY_DIR}/lexer/normalize_tables.h
  COMMAND ${AWK} -v pairs_file=${PROJECT_BINARY_DIR}/lexer/normalize_pairs
          -f ${PROJECT_SOURCE_DIR}/lexer/normalize_tables.awk
          ${FOLIO_UNICODE_DATA}/DerivedNormalizationProps.txt ${FOLIO_UNICODE_DATA}/UnicodeData.txt
          > ${PROJECT_BINARY_DIR}/lexer/normalize_tables.h
  DEPENDS ${PROJECT_SOURCE_DIR}/lexer/normalize_tables.awk)
add_custom_command(
  OUTPUT ${PROJECT_BINARY_DIR}/lexer/character_names_table.h
  COMMAND ${AWK} -v names_file=${PROJECT_BINARY_DIR}/lexer/character_names
          -f ${PROJECT_SOURCE_DIR}/lexer/character_names.awk
          ${FOLIO_UNICODE_DATA}/NameAliases.txt ${FOLIO_UNICODE_DATA}/UnicodeData.txt
          > ${PROJECT_BINARY_DIR}/lexer/character_names_table.h
  DEPENDS ${PROJECT_SOURCE_DIR}/lexer/character_names.awk)
file(GLOB lexer_sources CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/lexer/*.c)
add_library(folio_lexer STATIC ${lexer_sources} ${PROJECT_BINARY_DIR}/lexer/lexer.c
                               ${PROJECT_BINARY_DIR}/lexer/unicode_tables.h
                               ${PROJECT_BINARY_DIR}/lexer/normalize_tables.h
                               ${PROJECT_BINARY_DIR}/lexer/character_names_table.h)
