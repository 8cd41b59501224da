# Fuzzing: one program that holds all targets, `fuzz TARGET ...` (driver.c), and with clang and
# -DFOLIO_FUZZ=ON (preset fuzz) `fuzz_libfuzzer` as well. A smoke of each target is part of the suite;
# `ctest -C Long -L fuzz` runs each for some minutes.
option(FOLIO_FUZZ "Build for libFuzzer (clang only)" OFF)

set(fuzz_folder ${PROJECT_SOURCE_DIR}/tests/fuzz)
file(GLOB fuzz_sources CONFIGURE_DEPENDS ${fuzz_folder}/target*.c)
file(GLOB code_seeds CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/tests/golden/bytecode/*.py)
file(GLOB running_seeds CONFIGURE_DEPENDS ${fuzz_folder}/seeds/running/*.py)
function(add_fuzzer name)
  add_executable(${name} ${fuzz_sources} ${ARGN})
  target_compile_definitions(${name} PRIVATE FUZZ_FOLDER="${fuzz_folder}")
  target_link_libraries(${name} PRIVATE ${below_vm} m Threads::Threads)
endfunction()
add_fuzzer(fuzz ${fuzz_folder}/driver.c ${fuzz_folder}/mutate.c)

if(FOLIO_FUZZ)
  if(NOT CMAKE_C_COMPILER_ID MATCHES "Clang")
    message(FATAL_ERROR "FOLIO_FUZZ needs clang: libFuzzer is part of it")
  endif()
  foreach(library folio_memory folio_lexer folio_parser folio_compiler folio_vm folio_lib)
    target_compile_options(${library} PRIVATE -fsanitize=fuzzer-no-link)
  endforeach()
  add_fuzzer(fuzz_libfuzzer ${fuzz_folder}/libfuzzer.c)
  target_link_options(fuzz_libfuzzer PRIVATE -fsanitize=fuzzer)
endif()

# add_fuzz_target(NAME SMOKE DICTIONARY SEEDS...): SMOKE mutants in the suite.
function(add_fuzz_target target smoke dictionary)
  set(command fuzz ${target} -dict=${fuzz_folder}/dictionaries/${dictionary}.dict)
  add_test(NAME fuzz.${target} COMMAND ${command} -runs=${smoke} ${ARGN})
  add_test(NAME fuzz.long.${target} CONFIGURATIONS Long
           COMMAND ${command} -seconds=180 -seed=2 ${ARGN})
  set_tests_properties(fuzz.${target} PROPERTIES LABELS fuzz TIMEOUT ${patience})
  set_tests_properties(fuzz.long.${target} PROPERTIES LABELS "fuzz;long" TIMEOUT 400)
endfunction()

set(source_seeds ${fuzz_folder}/seeds/source ${PROJECT_SOURCE_DIR}/tests/golden/ast
                 ${PROJECT_SOURCE_DIR}/tests/golden/syntax_errors)
add_fuzz_target(tree 400 source ${source_seeds})
add_fuzz_target(code 2000 source ${fuzz_folder}/seeds/source ${code_seeds})
add_fuzz_target(pyc 20000 source ${code_seeds})
add_fuzz_target(program 1000 source ${fuzz_folder}/seeds/source ${code_seeds})
add_fuzz_target(marshal 2000 number ${fuzz_folder}/seeds/marshal)
add_fuzz_target(json 3000 json ${fuzz_folder}/seeds/json)
add_fuzz_target(re 1000 re ${fuzz_folder}/seeds/re)
add_fuzz_target(format 1000 format ${fuzz_folder}/seeds/format)
add_fuzz_target(struct 3000 struct ${fuzz_folder}/seeds/struct)
add_fuzz_target(number 1000 number ${fuzz_folder}/seeds/number)
add_fuzz_target(codec 1000 format ${fuzz_folder}/seeds/codec)
add_fuzz_target(prompt 100 source ${fuzz_folder}/seeds/prompt)

# Mutants of code that the verifier lets through are run.
add_test(NAME fuzz.run_mutants
         COMMAND folio -X mem-limit=500000000 ${fuzz_folder}/run_mutants.py 3000 1 ${code_seeds}
                 ${running_seeds})
set_tests_properties(fuzz.run_mutants PROPERTIES LABELS fuzz TIMEOUT ${long_patience})

# Every native function, method and attribute takes any arguments.
add_test(NAME fuzz.natives COMMAND folio ${fuzz_folder}/natives.py 100 1)
add_test(NAME fuzz.long.natives CONFIGURATIONS Long COMMAND folio ${fuzz_folder}/natives.py 5000 2)
set_tests_properties(fuzz.natives PROPERTIES LABELS fuzz TIMEOUT ${long_patience})
set_tests_properties(fuzz.long.natives PROPERTIES LABELS "fuzz;long" TIMEOUT 4000)

# Programs made at random print the same under CPython, where it is installed.
find_program(CPYTHON NAMES python3.13 HINTS $ENV{HOME}/.pyenv/versions/3.13.0/bin)
if(NOT CPYTHON)
  set(CPYTHON python3.13)
endif()
set(differential $<TARGET_FILE:folio> ${fuzz_folder}/differential.py)
if(NOT CMAKE_BUILD_TYPE STREQUAL "Asan") # its shadow memory does not fit into the programs' limit
  add_test(NAME fuzz.differential COMMAND ${differential} 100 1 $<TARGET_FILE:folio> ${CPYTHON})
  set_tests_properties(fuzz.differential PROPERTIES LABELS fuzz TIMEOUT ${patience} SKIP_RETURN_CODE 77)
  if(CMAKE_BUILD_TYPE STREQUAL "Tsan") # takes more address space than the programs may have
    set_tests_properties(fuzz.differential PROPERTIES DISABLED TRUE)
  endif()
endif()
add_test(NAME fuzz.long.differential CONFIGURATIONS Long
         COMMAND ${differential} 20000 2 $<TARGET_FILE:folio> ${CPYTHON})
set_tests_properties(fuzz.long.differential PROPERTIES LABELS "fuzz;long" TIMEOUT 3000
                     SKIP_RETURN_CODE 77)
