file(GLOB lib_sources CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/lib/*.c
     ${PROJECT_SOURCE_DIR}/lib/builtins/*.c ${PROJECT_SOURCE_DIR}/lib/native/*.c)
add_library(folio_lib STATIC ${lib_sources})
target_link_libraries(folio_lib PUBLIC folio_vm)
