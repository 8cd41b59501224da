file(GLOB memory_sources CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/memory/*.c)
add_library(folio_memory STATIC ${memory_sources})
# The other geometry, for its tests.
add_library(folio_memory_large STATIC EXCLUDE_FROM_ALL ${memory_sources})
target_compile_definitions(folio_memory_large PUBLIC MEM_GEOMETRY_LARGE)
