# Fuzzing: mutated .pyc files. The deterministic program is part of the suite; with clang there is
# also a libFuzzer target:
#     CC=clang cmake --preset asan -DFOLIO_FUZZ=ON && cmake --build build/asan --target fuzz_pyc_libfuzzer
option(FOLIO_FUZZ "Build the libFuzzer targets (clang only)" OFF)

file(GLOB fuzz_seeds CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/tests/golden/bytecode/*.py)
add_executable(fuzz_pyc_mutations tests/fuzz/pyc.c tests/fuzz/pyc_mutations.c)
target_link_libraries(fuzz_pyc_mutations PRIVATE ${below_compiler} m Threads::Threads)
add_test(NAME fuzz.pyc_mutations COMMAND fuzz_pyc_mutations 20000 1 ${fuzz_seeds})
set_tests_properties(fuzz.pyc_mutations PROPERTIES LABELS fuzz TIMEOUT 300)

if(FOLIO_FUZZ)
  if(NOT CMAKE_C_COMPILER_ID MATCHES "Clang")
    message(FATAL_ERROR "FOLIO_FUZZ needs clang: libFuzzer is part of it")
  endif()
  add_executable(fuzz_pyc_libfuzzer tests/fuzz/pyc.c tests/fuzz/pyc_libfuzzer.c)
  target_link_libraries(fuzz_pyc_libfuzzer PRIVATE ${below_compiler} m Threads::Threads)
  target_compile_options(fuzz_pyc_libfuzzer PRIVATE -fsanitize=fuzzer)
  target_link_options(fuzz_pyc_libfuzzer PRIVATE -fsanitize=fuzzer)
endif()

# Mutants that the verifier lets through are run.
add_test(NAME fuzz.run_mutants
         COMMAND folio -X mem-limit=500000000 ${PROJECT_SOURCE_DIR}/tests/fuzz/run_mutants.py 3000 1
                 ${fuzz_seeds})
set_tests_properties(fuzz.run_mutants PROPERTIES LABELS fuzz TIMEOUT 300)
