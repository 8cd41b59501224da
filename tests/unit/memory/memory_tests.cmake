# The tests of memory/: each program for both geometries, labelled with the rules that its tests
# name (TEST(A1_...) gives memory.A1). The sabotage builds, each with a fault that some test must
# find, are made with -DFOLIO_SABOTAGE=ON.
option(FOLIO_SABOTAGE "Build memory/ with deliberate faults; its tests must then fail" OFF)

function(rules_of source result)
  file(STRINGS ${source} lines REGEX "^TEST\\([A-Z][0-9]+b?_")
  set(labels memory)
  foreach(line ${lines})
    string(REGEX REPLACE "^TEST\\(([A-Z][0-9]+b?)_.*" "memory.\\1" label "${line}")
    list(APPEND labels ${label})
  endforeach()
  list(REMOVE_DUPLICATES labels)
  set(${result} "${labels}" PARENT_SCOPE)
endfunction()

file(GLOB memory_tests CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/tests/unit/memory/*.c)
foreach(source ${memory_tests})
  get_filename_component(name ${source} NAME_WE)
  rules_of(${source} rules)
  foreach(variant "" _large)
    add_executable(test_memory_${name}${variant} ${source})
    target_link_libraries(test_memory_${name}${variant} PRIVATE folio_memory${variant} m
                                                                Threads::Threads)
    add_test(NAME memory.${name}${variant} COMMAND test_memory_${name}${variant})
    set_tests_properties(memory.${name}${variant} PROPERTIES LABELS "${rules}" TIMEOUT 300)
  endforeach()
endforeach()

# The long run of the model.
foreach(variant "" _large)
  add_test(NAME memory.model_long${variant} COMMAND test_memory_model${variant} 1000000)
  set_tests_properties(memory.model_long${variant} PROPERTIES LABELS "memory;memory.model;long"
                                                              TIMEOUT 900)
endforeach()

if(FOLIO_SABOTAGE)
  set(faults ORDER:arenas FIFO:blocks THRESHOLD:blocks NO_RESORT:arenas EAGER:blocks
             LOST_DECREF:collector)
  foreach(fault ${faults})
    string(REPLACE ":" ";" parts ${fault})
    list(GET parts 0 macro)
    list(GET parts 1 name)
    add_executable(sabotage_${macro} ${PROJECT_SOURCE_DIR}/tests/unit/memory/${name}.c
                                     ${memory_sources})
    target_compile_definitions(sabotage_${macro} PRIVATE MEM_SABOTAGE_${macro})
    target_link_libraries(sabotage_${macro} PRIVATE m Threads::Threads)
    add_test(NAME sabotage.${macro} COMMAND sabotage_${macro})
    set_tests_properties(sabotage.${macro} PROPERTIES LABELS sabotage WILL_FAIL TRUE TIMEOUT 300)
  endforeach()
endif()

# Not built or run by default: build the target, run it on a quiet machine.
add_executable(memory_bench EXCLUDE_FROM_ALL ${PROJECT_SOURCE_DIR}/tests/bench/memory_bench.c)
target_link_libraries(memory_bench PRIVATE folio_memory m ${CMAKE_DL_LIBS} Threads::Threads)
