# folio_vm, with how its interpreter loop is optimised.
file(GLOB vm_sources CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/vm/*.c
     ${PROJECT_SOURCE_DIR}/vm/objects/*.c)
list(REMOVE_ITEM vm_sources ${PROJECT_SOURCE_DIR}/vm/main.c)
add_library(folio_vm STATIC ${vm_sources})
# GMP, the line editor and its own libraries are linked in: a start without a prompt then loads and
# relocates nothing of them (0.4 MB of memory less).
foreach(library edit bsd md tinfo gmp)
  find_library(${library}_static NAMES lib${library}.a REQUIRED)
  list(APPEND static_libraries ${${library}_static})
endforeach()
target_link_libraries(folio_vm PUBLIC folio_compiler m ${static_libraries} Threads::Threads)

# The dispatch loop: without these gcc merges the jumps of different instructions. Instrumented, or
# by clang, the one large function takes minutes to optimise: not in builds that only check. Without
# any optimisation its frame takes 50 KiB under ASan, ten times what it takes with -Og.
set(interpreter_sources ${PROJECT_SOURCE_DIR}/vm/interpreter.c
                        ${PROJECT_SOURCE_DIR}/vm/interpreter_observed.c)
if(CMAKE_BUILD_TYPE STREQUAL "Asan" AND CMAKE_C_COMPILER_ID STREQUAL "GNU")
  set_source_files_properties(${interpreter_sources}
    PROPERTIES COMPILE_OPTIONS "-Og;-fno-sanitize-address-use-after-scope")
elseif(CMAKE_BUILD_TYPE STREQUAL "Tsan" AND CMAKE_C_COMPILER_ID STREQUAL "GNU")
  set_source_files_properties(${interpreter_sources} PROPERTIES COMPILE_OPTIONS "-Og")
elseif(CMAKE_BUILD_TYPE MATCHES "Asan|Tsan|Coverage" OR
       (CMAKE_C_COMPILER_ID MATCHES "Clang" AND CMAKE_BUILD_TYPE STREQUAL "Dev"))
  set_source_files_properties(${interpreter_sources} PROPERTIES COMPILE_OPTIONS "-O0")
elseif(CMAKE_C_COMPILER_ID STREQUAL "GNU")
  set_source_files_properties(${PROJECT_SOURCE_DIR}/vm/interpreter.c
    PROPERTIES COMPILE_OPTIONS "-fno-gcse;-fno-crossjumping")
  set_source_files_properties(${PROJECT_SOURCE_DIR}/vm/interpreter_observed.c
    PROPERTIES COMPILE_OPTIONS "-O1")
endif()

# Loops over characters and bytes are short bodies over long data: worth vectors and unrolling.
if(CMAKE_BUILD_TYPE STREQUAL "Release")
  file(GLOB text_sources CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/vm/objects/str*.c
       ${PROJECT_SOURCE_DIR}/vm/objects/byte*.c ${PROJECT_SOURCE_DIR}/vm/codec*.c)
  list(APPEND text_sources ${PROJECT_SOURCE_DIR}/vm/objects/search.c)
  set_source_files_properties(${text_sources} PROPERTIES COMPILE_OPTIONS "-O3")
endif()

include(${PROJECT_SOURCE_DIR}/vm/unicode.cmake)
