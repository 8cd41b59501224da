file(GLOB memory_sources CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/memory/*.c)
add_library(folio_memory STATIC ${memory_sources})
