# The tests of memory/: TEST(A1_...) states the rule A1, and each rule that a program has tests of is
# a case of its own, for both geometries: memory.A1.blocks and memory.A1.blocks_large, labelled
# memory.A1. The sabotage builds, each with a fault that some test must find, are made with
# -DFOLIO_SABOTAGE=ON.
option(FOLIO_SABOTAGE "Build memory/ with deliberate faults; its tests must then fail" OFF)

function(rules_of source result)
  file(STRINGS ${source} lines REGEX "^TEST\\([A-Z][0-9]+b?_")
  set(rules)
  foreach(line ${lines})
    string(REGEX REPLACE "^TEST\\(([A-Z][0-9]+b?)_.*" "\\1" rule "${line}")
    list(APPEND rules ${rule})
  endforeach()
  list(REMOVE_DUPLICATES rules)
  set(${result} "${rules}" PARENT_SCOPE)
endfunction()

file(GLOB memory_tests CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/tests/unit/memory/*.c)
foreach(source ${memory_tests})
  get_filename_component(name ${source} NAME_WE)
  rules_of(${source} rules)
  foreach(variant "" _large)
    add_executable(test_memory_${name}${variant} ${source})
    target_link_libraries(test_memory_${name}${variant} PRIVATE folio_memory${variant} m
                                                                Threads::Threads)
    foreach(rule ${rules})
      set(case memory.${rule}.${name}${variant})
      add_test(NAME ${case} COMMAND test_memory_${name}${variant})
      set_tests_properties(${case} PROPERTIES LABELS "memory;memory.${rule}" TIMEOUT ${long_patience}
                                              ENVIRONMENT TEST_ONLY=${rule}_)
    endforeach()
  endforeach()
endforeach()

# The model: a short run, and the one of 10^6 steps.
foreach(variant "" _large)
  add_test(NAME memory.model${variant} COMMAND test_memory_model${variant})
  set_tests_properties(memory.model${variant} PROPERTIES LABELS "memory;memory.model" TIMEOUT ${long_patience})
  add_test(NAME memory.model_long${variant} COMMAND test_memory_model${variant} 1000000)
  set_tests_properties(memory.model_long${variant} PROPERTIES LABELS "memory;memory.model;long"
                                                              TIMEOUT 900)
endforeach()

if(FOLIO_SABOTAGE)
  set(faults ORDER:arenas FIFO:blocks FIFO:model THRESHOLD:blocks NO_RESORT:arenas EAGER:blocks
             LOST_DECREF:collector)
  foreach(fault ${faults})
    string(REPLACE ":" ";" parts ${fault})
    list(GET parts 0 macro)
    list(GET parts 1 name)
    add_executable(sabotage_${macro}_${name} ${PROJECT_SOURCE_DIR}/tests/unit/memory/${name}.c
                                     ${memory_sources})
    target_compile_definitions(sabotage_${macro}_${name} PRIVATE MEM_SABOTAGE_${macro})
    target_link_libraries(sabotage_${macro}_${name} PRIVATE m Threads::Threads)
    add_test(NAME sabotage.${macro}.${name} COMMAND sabotage_${macro}_${name})
    set_tests_properties(sabotage.${macro}.${name} PROPERTIES LABELS sabotage WILL_FAIL TRUE TIMEOUT 300)
  endforeach()
  # What the order is good for: without it, more than 1.5 times the live bytes.
  add_test(NAME sabotage.ORDER.A8 COMMAND sabotage_ORDER_arenas)
  set_tests_properties(sabotage.ORDER.A8 PROPERTIES LABELS sabotage WILL_FAIL TRUE TIMEOUT 300
                                                    ENVIRONMENT TEST_ONLY=A8_)
endif()

# Not built or run by default: `cmake --build build/release --target memory.bench`, on a quiet machine.
add_executable(memory_bench EXCLUDE_FROM_ALL ${PROJECT_SOURCE_DIR}/tests/bench/memory_bench.c)
target_link_libraries(memory_bench PRIVATE folio_memory m ${CMAKE_DL_LIBS} Threads::Threads)
add_custom_target(memory.bench COMMAND memory_bench USES_TERMINAL)

# The map as a page, looked at by a browser.
add_test(NAME memory.I2.page
         COMMAND ${PROJECT_SOURCE_DIR}/tests/support/run_page_test.sh $<TARGET_FILE:folio>)
set_tests_properties(memory.I2.page PROPERTIES LABELS "memory;memory.I2" TIMEOUT ${long_patience}
                                               SKIP_RETURN_CODE 77)

# D5: allocations of each script of tests/sweep fail in their turn: every 997th in the ordinary suite,
# every single one with `ctest -C Sweep -L sweep`. O3: their references are counted anew at every
# 1,000th instruction.
file(GLOB sweeps CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/tests/sweep/*.py)
file(MAKE_DIRECTORY ${PROJECT_BINARY_DIR}/sweep)
set(fail_sweep ${PROJECT_SOURCE_DIR}/tests/support/fail_sweep.py)
foreach(script ${sweeps})
  get_filename_component(name ${script} NAME_WE)
  add_test(NAME memory.D5.${name} COMMAND folio -X exit-check ${fail_sweep} ${script} 997 13
           WORKING_DIRECTORY ${PROJECT_BINARY_DIR}/sweep)
  set_tests_properties(memory.D5.${name} PROPERTIES LABELS "memory;memory.D5" TIMEOUT ${long_patience})
  add_test(NAME memory.O3.${name} COMMAND folio -X exit-check -X mem-audit=1000 ${script}
           WORKING_DIRECTORY ${PROJECT_BINARY_DIR}/sweep)
  set_tests_properties(memory.O3.${name} PROPERTIES LABELS "memory;memory.O3" TIMEOUT ${long_patience})
  add_test(NAME memory.D5.${name}.all CONFIGURATIONS Sweep
           COMMAND folio -X exit-check ${fail_sweep} ${script}
           WORKING_DIRECTORY ${PROJECT_BINARY_DIR}/sweep)
  set_tests_properties(memory.D5.${name}.all PROPERTIES LABELS sweep TIMEOUT 6000)
endforeach()

# The same from the very start of a process, for a script, a prompt, a module and a command.
set(fail_start ${PROJECT_SOURCE_DIR}/tests/support/fail_start.py)
foreach(kind IN ITEMS script prompt module command)
  set(work ${PROJECT_BINARY_DIR}/sweep/start.${kind})
  file(MAKE_DIRECTORY ${work})
  add_test(NAME memory.D5.start.${kind} COMMAND folio ${fail_start} $<TARGET_FILE:folio> ${kind} 499 13
           WORKING_DIRECTORY ${work})
  set_tests_properties(memory.D5.start.${kind} PROPERTIES LABELS "memory;memory.D5" TIMEOUT ${long_patience})
  add_test(NAME memory.D5.start.${kind}.all CONFIGURATIONS Sweep
           COMMAND folio ${fail_start} $<TARGET_FILE:folio> ${kind} WORKING_DIRECTORY ${work})
  set_tests_properties(memory.D5.start.${kind}.all PROPERTIES LABELS sweep TIMEOUT 6000)
endforeach()

# The same for every statement of the tests of the language and of builtins, in one process a folder.
file(GLOB statement_folders ${PROJECT_SOURCE_DIR}/tests/builtins/* ${PROJECT_SOURCE_DIR}/tests/language/*)
list(FILTER statement_folders EXCLUDE REGEX "/(crashes|tracing)$")
foreach(folder ${statement_folders})
  file(GLOB files CONFIGURE_DEPENDS ${folder}/[a-z]*.py)
  # Each failure makes its chains of exceptions longer, which it writes again and again.
  list(FILTER files EXCLUDE REGEX "/odd_parts_are_written.py$")
  if(NOT files)
    continue()
  endif()
  get_filename_component(name ${folder} NAME)
  set(work ${PROJECT_BINARY_DIR}/sweep/statements.${name})
  file(MAKE_DIRECTORY ${work})
  add_test(NAME memory.D5.statements.${name}
           COMMAND folio -X exit-check ${PROJECT_SOURCE_DIR}/tests/support/fail_statements.py ${files}
           WORKING_DIRECTORY ${work})
  set_tests_properties(memory.D5.statements.${name} PROPERTIES LABELS "memory;memory.D5" TIMEOUT ${long_patience})
endforeach()

# memory/TOUR.md shows what really happens, in the default geometry.
if(NOT FOLIO_GEOMETRY_LARGE)
  file(MAKE_DIRECTORY ${PROJECT_BINARY_DIR}/tour)
  add_test(NAME memory.tour
           COMMAND folio -X exit-check ${PROJECT_SOURCE_DIR}/tests/support/run_tour.py
                   $<TARGET_FILE:folio> ${PROJECT_SOURCE_DIR}/memory/TOUR.md
           WORKING_DIRECTORY ${PROJECT_BINARY_DIR}/tour)
  set_tests_properties(memory.tour PROPERTIES LABELS "memory;memory.tour" TIMEOUT ${patience})
endif()
