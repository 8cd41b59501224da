# Sessions on a pseudo-terminal: one case per file. They need libvterm (scripts/setup installs it);
# without it one case says that they were skipped.
find_path(vterm_include vterm.h)
find_library(vterm_library vterm)
if(NOT vterm_include OR NOT vterm_library)
  add_test(NAME terminal.skipped
           COMMAND sh -c "echo 'skipped: libvterm-dev is not installed'; exit 77")
  set_tests_properties(terminal.skipped PROPERTIES LABELS terminal SKIP_RETURN_CODE 77)
  return()
endif()
add_executable(terminal_test ${PROJECT_SOURCE_DIR}/tests/support/terminal_test.c)
target_include_directories(terminal_test PRIVATE ${vterm_include})
target_link_libraries(terminal_test PRIVATE ${vterm_library} util)
file(GLOB terminal_tests CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/tests/terminal/*.test)
foreach(path ${terminal_tests})
  get_filename_component(name ${path} NAME_WE)
  add_test(NAME terminal.${name} COMMAND terminal_test $<TARGET_FILE:folio> ${path})
  set_tests_properties(terminal.${name} PROPERTIES LABELS terminal TIMEOUT ${patience})
endforeach()
