# folio_lib: builtins and native modules, and the modules written in Python as data in it.
file(GLOB lib_sources CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/lib/*.c
     ${PROJECT_SOURCE_DIR}/lib/builtins/*.c ${PROJECT_SOURCE_DIR}/lib/native/*.c
     ${PROJECT_SOURCE_DIR}/lib/native/*/*.c)

# Their headers are needed to build; the libraries are opened when a module first needs them.
foreach(header zlib.h bzlib.h lzma.h sqlite3.h curses.h expat.h ffi.h openssl/ssl.h
               tcl8.6/tcl.h)
  find_path(${header}_folder ${header} REQUIRED)
endforeach()

# lib/python/**/*.py go into the binary as they are and compiled (.incbin); the table of them is
# generated here.
set(python_root ${PROJECT_SOURCE_DIR}/lib/python)
file(GLOB_RECURSE python_files CONFIGURE_DEPENDS RELATIVE ${python_root} ${python_root}/*.py)
set(embedded_texts "")
set(embedded_declarations "")
set(embedded_entries "")
set(embedded_paths "")
set(index 0)
foreach(file ${python_files})
  string(REGEX REPLACE "\\.py$" "" module ${file})
  set(is_package false)
  if(module MATCHES "/__init__$")
    string(REGEX REPLACE "/__init__$" "" module ${module})
    set(is_package true)
  endif()
  string(REPLACE "/" "." module ${module})
  set(frozen ${PROJECT_BINARY_DIR}/lib/frozen/${module}.code)
  add_custom_command(OUTPUT ${frozen}
    COMMAND folio_freeze ${python_root}/${file} ${module} ${frozen}
    DEPENDS folio_freeze ${python_root}/${file} VERBATIM)
  string(APPEND embedded_texts
    "    \".globl folio_embedded_${index}\\nfolio_embedded_${index}:\\n\"\n"
    "    \".incbin \\\"${python_root}/${file}\\\"\\n\"\n"
    "    \".globl folio_embedded_${index}_end\\nfolio_embedded_${index}_end: .byte 0\\n\"\n"
    "    \".globl folio_frozen_${index}\\nfolio_frozen_${index}:\\n\"\n"
    "    \".incbin \\\"${frozen}\\\"\\n\"\n"
    "    \".globl folio_frozen_${index}_end\\nfolio_frozen_${index}_end: .byte 0\\n\"\n")
  string(APPEND embedded_declarations
    "extern const char folio_embedded_${index}[], folio_embedded_${index}_end[];\n"
    "extern const uint8_t folio_frozen_${index}[], folio_frozen_${index}_end[];\n")
  string(APPEND embedded_entries
    "    {\"${module}\", folio_embedded_${index}, folio_embedded_${index}_end, folio_frozen_${index},\n"
    "     folio_frozen_${index}_end, ${is_package}},\n")
  list(APPEND embedded_paths ${python_root}/${file} ${frozen})
  math(EXPR index "${index} + 1")
endforeach()
file(CONFIGURE OUTPUT ${PROJECT_BINARY_DIR}/lib/embedded.c @ONLY CONTENT
"/* Generated: the library modules written in Python. */
#include \"vm/import.h\"
__asm__(\".section .rodata\\n\"
@embedded_texts@
    \".text\\n\");
@embedded_declarations@
const EmbeddedModule embedded_modules[] = {
@embedded_entries@    {NULL, NULL, NULL, NULL, NULL, false},
};
")
set_source_files_properties(${PROJECT_BINARY_DIR}/lib/embedded.c
  PROPERTIES OBJECT_DEPENDS "${embedded_paths}")

add_library(folio_lib STATIC ${lib_sources} ${PROJECT_BINARY_DIR}/lib/embedded.c)
target_link_libraries(folio_lib PUBLIC folio_vm)
