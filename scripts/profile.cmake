# Builds optimised by a profile (gcc): with FOLIO_PROFILED, a build with counters is made first in
# instrumented/, scripts/train runs programs with it, and each object of the main build uses the
# counts of its twin, which are copied to where gcc looks for them: beside the object.
option(FOLIO_PROFILED "Optimise by a profile of tests/programs" OFF)
option(FOLIO_INSTRUMENTED "Count what runs (the first half of FOLIO_PROFILED)" OFF)

if(FOLIO_INSTRUMENTED)
  add_compile_options(-fprofile-generate -fprofile-update=prefer-atomic)
  add_link_options(-fprofile-generate)
elseif(FOLIO_PROFILED)
  # What no training program reaches is optimised as ever, not for size.
  add_compile_options(-fprofile-use -fprofile-partial-training -Wno-missing-profile
                      -Wno-coverage-mismatch)
  file(GLOB_RECURSE profiled_sources CONFIGURE_DEPENDS
       ${PROJECT_SOURCE_DIR}/lexer/* ${PROJECT_SOURCE_DIR}/parser/* ${PROJECT_SOURCE_DIR}/compiler/*
       ${PROJECT_SOURCE_DIR}/memory/* ${PROJECT_SOURCE_DIR}/vm/* ${PROJECT_SOURCE_DIR}/lib/*)
  add_custom_command(OUTPUT ${PROJECT_BINARY_DIR}/profile.stamp
    COMMAND ${PROJECT_SOURCE_DIR}/scripts/train ${PROJECT_BINARY_DIR}
    COMMAND ${CMAKE_COMMAND} -E touch ${PROJECT_BINARY_DIR}/profile.stamp
    DEPENDS ${profiled_sources} ${PROJECT_SOURCE_DIR}/scripts/train
    COMMENT "Training on tests/programs" USES_TERMINAL VERBATIM)
  add_custom_target(profile DEPENDS ${PROJECT_BINARY_DIR}/profile.stamp)
endif()

# Every target that compiles must wait for the counts.
function(wait_for_profile)
  if(FOLIO_PROFILED AND NOT FOLIO_INSTRUMENTED)
    foreach(target ${ARGN})
      add_dependencies(${target} profile)
    endforeach()
  endif()
endfunction()
