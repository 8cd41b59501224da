# The parser is made by bison; %expect 0 and the warnings as errors keep the grammar unambiguous.
find_program(BISON bison REQUIRED)
file(MAKE_DIRECTORY ${PROJECT_BINARY_DIR}/parser)
add_custom_command(
  OUTPUT ${PROJECT_BINARY_DIR}/parser/grammar.c ${PROJECT_BINARY_DIR}/parser/grammar.h
  COMMAND ${BISON} -Wall -Werror --defines=${PROJECT_BINARY_DIR}/parser/grammar.h
          -o ${PROJECT_BINARY_DIR}/parser/grammar.c ${PROJECT_SOURCE_DIR}/parser/grammar.y
  DEPENDS ${PROJECT_SOURCE_DIR}/parser/grammar.y)
file(GLOB parser_sources CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/parser/*.c)
add_library(folio_parser STATIC ${parser_sources} ${PROJECT_BINARY_DIR}/parser/grammar.c
                                ${PROJECT_BINARY_DIR}/parser/grammar.h)
