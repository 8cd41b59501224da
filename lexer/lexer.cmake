file(GLOB lexer_sources CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/lexer/*.c)
add_library(folio_lexer STATIC ${lexer_sources})
