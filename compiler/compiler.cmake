file(GLOB compiler_sources CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/compiler/*.c)
add_library(folio_compiler STATIC ${compiler_sources})
