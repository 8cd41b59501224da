file(GLOB parser_sources CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/parser/*.c)
add_library(folio_parser STATIC ${parser_sources})
