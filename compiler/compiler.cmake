# folio_compiler, and the tool that compiles the modules of lib/python during the build.
file(GLOB compiler_sources CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/compiler/*.c)
add_library(folio_compiler STATIC ${compiler_sources})

# Compiles the library's Python modules at build time (lib.cmake).
add_executable(folio_freeze ${PROJECT_SOURCE_DIR}/compiler/tools/freeze.c)
target_link_libraries(folio_freeze PRIVATE folio_compiler folio_parser folio_lexer folio_memory m
                                           Threads::Threads)
