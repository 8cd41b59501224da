# The cases of CTest; README.md says what each kind is.
set(patience 120) # seconds that a test may take, or one that does much
set(long_patience 600)
if(CMAKE_BUILD_TYPE STREQUAL "Tsan")
  set(patience 1200)
  set(long_patience 6000)
endif()
include(${PROJECT_SOURCE_DIR}/tests/unit/memory/memory_tests.cmake)

# Every C file below tests/unit/<folder>/ is a test program linked with that folder's library
# and those below it.
set(below_lexer folio_lexer folio_memory)
set(below_parser folio_parser folio_lexer folio_memory)
set(below_compiler folio_compiler folio_parser folio_lexer folio_memory)
set(below_vm folio_lib folio_vm folio_lib folio_compiler folio_parser folio_lexer folio_memory)
foreach(folder lexer parser compiler vm)
  file(GLOB unit_sources CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/tests/unit/${folder}/*.c)
  foreach(source ${unit_sources})
    get_filename_component(name ${source} NAME_WE)
    add_executable(test_${folder}_${name} ${source})
    target_link_libraries(test_${folder}_${name} PRIVATE ${below_${folder}} m Threads::Threads)
    add_test(NAME ${folder}.${name} COMMAND test_${folder}_${name})
    set_tests_properties(${folder}.${name} PROPERTIES LABELS ${folder} TIMEOUT ${long_patience})
  endforeach()
endforeach()

# Python tests: one case per file below language, builtins and library, labelled by its folders.
set(run_python_test ${PROJECT_SOURCE_DIR}/tests/support/run_python_test.sh)
foreach(kind language builtins library)
  file(GLOB_RECURSE python_tests CONFIGURE_DEPENDS RELATIVE ${PROJECT_SOURCE_DIR}/tests
       ${PROJECT_SOURCE_DIR}/tests/${kind}/*.py)
  foreach(path ${python_tests})
    get_filename_component(folder ${path} DIRECTORY)
    get_filename_component(name ${path} NAME_WE)
    get_filename_component(topic ${folder} NAME)
    if(name MATCHES "^_" OR path MATCHES "/helpers/") # imported by tests
      continue()
    endif()
    string(REPLACE "/" "." label ${folder})
    add_test(NAME ${label}.${name}
             COMMAND ${run_python_test} $<TARGET_FILE:folio> ${PROJECT_SOURCE_DIR}/tests/${path})
    set(labels python ${kind} ${topic})
    if(name MATCHES "^([A-Z][0-9]+b?)_") # a rule of memory/
      list(APPEND labels memory memory.${CMAKE_MATCH_1})
    endif()
    set_tests_properties(${label}.${name} PROPERTIES LABELS "${labels}" TIMEOUT ${patience})
  endforeach()
endforeach()

# Eight threads on one object, a minute each: `ctest -C Long -L hammer`.
file(GLOB hammer_tests CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/tests/library/hammer/[a-z]*.py)
foreach(path ${hammer_tests})
  get_filename_component(name ${path} NAME_WE)
  add_test(NAME hammer.long.${name} CONFIGURATIONS Long
           COMMAND ${run_python_test} $<TARGET_FILE:folio> ${path})
  set_tests_properties(hammer.long.${name} PROPERTIES
    LABELS "hammer;long" ENVIRONMENT HAMMER_SECONDS=60 TIMEOUT 300)
endforeach()

# What takes long in C, 290 kinds of it, is ended by KeyboardInterrupt: `ctest -C Long -L interrupts`.
add_test(NAME interrupts.long_work CONFIGURATIONS Long
         COMMAND folio ${PROJECT_SOURCE_DIR}/tests/library/signal/_long_work.py 2)
set_tests_properties(interrupts.long_work PROPERTIES LABELS "interrupts;long" TIMEOUT 1800)

# Windows of Tk, on a display that is seen by nobody.
find_program(xvfb_run xvfb-run)
if(xvfb_run)
  add_test(NAME library.tkinter.windows_on_a_screen
           COMMAND ${xvfb_run} -a ${run_python_test} $<TARGET_FILE:folio>
                   ${PROJECT_SOURCE_DIR}/tests/library/tkinter/_windows_on_a_screen.py)
  set_tests_properties(library.tkinter.windows_on_a_screen PROPERTIES
    LABELS "python;library;tkinter" TIMEOUT ${patience} ENVIRONMENT
    "ASAN_OPTIONS=detect_leaks=0") # fontconfig keeps what it has read
endif()

# Command line tests: sessions in tests/cli.
file(GLOB cli_tests CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/tests/cli/*.test)
foreach(path ${cli_tests})
  get_filename_component(name ${path} NAME_WE)
  add_test(NAME cli.${name}
           COMMAND ${PROJECT_SOURCE_DIR}/tests/support/run_cli_test.sh $<TARGET_FILE:folio> ${path})
  # Programs that die of a signal on purpose: the sanitizer must leave it to them.
  set(labels cli)
  if(name MATCHES "^([A-Z][0-9]+b?)_") # a rule of memory/
    list(APPEND labels memory memory.${CMAKE_MATCH_1})
  endif()
  set_tests_properties(cli.${name} PROPERTIES LABELS "${labels}" TIMEOUT ${patience} ENVIRONMENT
    "ASAN_OPTIONS=handle_segv=0:handle_abort=0:handle_sigbus=0:handle_sigfpe=0:handle_sigill=0")
endforeach()
# The leak sanitizer needs system calls that the sandbox refuses.
set_tests_properties(cli.sandbox library.asyncio.in_the_sandbox
  library.sandbox.every_native_function_is_allowed_or_refused
  PROPERTIES ENVIRONMENT "ASAN_OPTIONS=detect_leaks=0")
if(CMAKE_BUILD_TYPE STREQUAL "Asan") # how much memory there is, and where, is the sanitizer's
  set_tests_properties(library.memory.A9b_memory_comes_back library.memory.I5_what_holds_an_arena
    cli.limits_of_the_process PROPERTIES DISABLED TRUE)
  # Its frames take several times the room that is kept on a small stack.
  set_tests_properties(language.crashes.compiling_on_a_small_stack PROPERTIES DISABLED TRUE)
  set_tests_properties(language.crashes.sizes_that_cannot_be
    PROPERTIES ENVIRONMENT "ASAN_OPTIONS=allocator_may_return_null=1")
endif()

if(CMAKE_BUILD_TYPE STREQUAL "Tsan")
  # What the process takes counts its shadow memory.
  set_tests_properties(memory.A9.arenas memory.A9.arenas_large memory.A9b.arenas
    memory.A9b.arenas_large library.memory.A9b_memory_comes_back PROPERTIES DISABLED TRUE)
  # It keeps a record of at most 65,536 calls within one another, is slow where they are many, and has
  # threads of small stacks fail.
  set_tests_properties(language.classes.long_chains_and_deep_nesting
    language.classes.long_lines_and_lattices language.crashes.nesting_of_data
    language.crashes.compiling_on_a_small_stack
    language.exceptions.recursion builtins.iterators.depth library.ctypes.parameters
    library.memory.O5_long_chains_end_on_a_small_stack library.xml.hostile_callbacks
    PROPERTIES DISABLED TRUE)
  # Signals come with the next system call, and these loops make none; one that is raised in a handler
  # comes behind it, to the same handler again. libtcl's mutexes are made when first locked.
  set_tests_properties(library.signal.long_passes_are_interrupted library.signal.interrupts_at_once
    library.signal.handlers_change_what_passes_work_on library.faulthandler.registered_signals
    library.tkinter.threads PROPERTIES DISABLED TRUE)
  # It does not see how libcrypto counts references: a block that one thread made is freed by another.
  # A crash is told of while other threads run, by its own handler first; its own thread keeps the step
  # view from forking; and its memory counts.
  set_tests_properties(library.ssl.https_is_served_and_asked_for cli.faults cli.step
    cli.limits_of_the_process PROPERTIES DISABLED TRUE)
endif()

# The man page and completions, which the build makes.
add_test(NAME cli.documents
         COMMAND ${PROJECT_SOURCE_DIR}/tests/support/run_documents_test.sh $<TARGET_FILE:folio>
                 ${PROJECT_BINARY_DIR}/documents)
set_tests_properties(cli.documents PROPERTIES LABELS cli TIMEOUT 60)

# Sessions on a terminal: what the screen shows, read by a terminal emulator.
include(${PROJECT_SOURCE_DIR}/tests/terminal/terminal_tests.cmake)

# Real programs: stdin from NAME.in, stdout compared with NAME.out, which CPython 3.13 made.
file(GLOB programs CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/tests/programs/*.py)
foreach(path ${programs})
  get_filename_component(name ${path} NAME_WE)
  add_test(NAME programs.${name}
           COMMAND ${PROJECT_SOURCE_DIR}/tests/support/run_program.sh $<TARGET_FILE:folio> ${path})
  set_tests_properties(programs.${name} PROPERTIES LABELS programs TIMEOUT ${patience})
endforeach()
include(${PROJECT_SOURCE_DIR}/tests/fuzz/fuzz.cmake)
include(${PROJECT_SOURCE_DIR}/tests/faults/faults.cmake)

# The opcode reference in the documents is the one that the binary prints.
add_test(NAME documents.opcodes
         COMMAND sh -c "$<TARGET_FILE:folio> -X help=opcodes | diff - ${PROJECT_SOURCE_DIR}/compiler/OPCODES.md")

# The disassembler's page in a browser, where one is installed.
add_test(NAME browser.dis_page
         COMMAND ${PROJECT_SOURCE_DIR}/tests/support/check_dis_page.sh $<TARGET_FILE:folio>)
set_tests_properties(browser.dis_page PROPERTIES LABELS browser TIMEOUT ${patience} SKIP_RETURN_CODE 77)

# Instructions of ten programs, counted by callgrind, against what is recorded: `ctest -L perf`.
if(CMAKE_BUILD_TYPE STREQUAL "Release")
  add_test(NAME perf.instructions
           COMMAND ${PROJECT_SOURCE_DIR}/scripts/bench/instructions $<TARGET_FILE:folio>)
  set_tests_properties(perf.instructions PROPERTIES LABELS perf TIMEOUT 900 SKIP_RETURN_CODE 77)
endif()

# CPython's library, every module imported and the public ones used: `ctest -C Long -L stdlib`, where
# -DFOLIO_CPYTHON_LIBRARY=DIR says where it is.
if(FOLIO_CPYTHON_LIBRARY)
  add_test(NAME stdlib.imports_and_uses CONFIGURATIONS Long
           COMMAND folio ${PROJECT_SOURCE_DIR}/tests/stdlib/run.py
                   --stdlib=${FOLIO_CPYTHON_LIBRARY})
  set_tests_properties(stdlib.imports_and_uses PROPERTIES LABELS "stdlib;long" TIMEOUT 1800)
endif()

if(CMAKE_BUILD_TYPE STREQUAL "Asan")
  # libtinfo keeps the terminal, libtcl its thread; pydoc imports every module.
  foreach(name IN ITEMS colors files_and_sizes keys panels textpad windows)
    list(APPEND keepers library.curses.${name})
  endforeach()
  set_tests_properties(${keepers} library.pydoc.search_and_server
    PROPERTIES ENVIRONMENT "ASAN_OPTIONS=detect_leaks=0")
endif()
