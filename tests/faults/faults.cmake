# System calls that fail, are cut short or interrupted (faulty.c is preloaded). Sanitizers bring their
# own versions of these calls.
if(NOT CMAKE_BUILD_TYPE MATCHES "Asan|Tsan")
  add_library(faulty SHARED ${PROJECT_SOURCE_DIR}/tests/faults/faulty.c)
  set_target_properties(faulty PROPERTIES INTERPROCEDURAL_OPTIMIZATION OFF)
  target_link_libraries(faulty PRIVATE ${CMAKE_DL_LIBS})
  add_test(NAME faults.system_calls
           COMMAND folio ${PROJECT_SOURCE_DIR}/tests/faults/run_faults.py $<TARGET_FILE:folio>
                   $<TARGET_FILE:faulty>)
  set_tests_properties(faults.system_calls PROPERTIES LABELS faults TIMEOUT 900)
  add_test(NAME faults.all_errors CONFIGURATIONS Long
           COMMAND folio ${PROJECT_SOURCE_DIR}/tests/faults/run_faults.py $<TARGET_FILE:folio>
                   $<TARGET_FILE:faulty> --all)
  set_tests_properties(faults.all_errors PROPERTIES LABELS "faults;long" TIMEOUT 3600)
endif()
