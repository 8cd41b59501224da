/* Targets in Python: target_NAME.py beside this file is run as a program would be; then its
 * function fuzz(data) is called with each input, as bytes. An exception that leaves it is a
 * finding.
 *
 * An input has INSTRUCTION_BUDGET instructions. Whenever so many have run, KeyboardInterrupt is
 * raised; one that catches a hundred of these hangs. */
#include "tests/fuzz/target.h"

#include <string.h>

#include "vm/import.h"
#include "vm/observe.h"
#include "vm/run.h"
#include "vm/runtime.h"
#include "vm/traceback.h"
#include "vm/vm.h"

/* There in builds with a sanitizer. */
__attribute__((weak)) void __sanitizer_set_death_callback(void (*callback)(void));

enum { INSTRUCTION_BUDGET = 200000, BUDGETS_MAX = 100 };

static Value function; /* fuzz */
static size_t instructions_left, budgets_left;

static bool count_instruction(Observer *self, Thread *thread, Frame *frame) {
    if (--instructions_left)
        return true;
    instructions_left = INSTRUCTION_BUDGET;
    REQUIRE(--budgets_left);
    return raise_class(&exc_KeyboardInterrupt, NULL);
}

static Observer budget = {.instruction = count_instruction};

static _Noreturn void give_up(const char *name) {
    fprintf(stderr, "%s/target_%s.py cannot be used\n", FUZZ_FOLDER, name);
    exit(2);
}

static bool run_script(const char *path) {
    const char *arguments[] = {"folio", "-E", "-s", "-B", "-X", "mem-limit=1000000000", path};
    static CommandLine line;
    cli_parse(sizeof arguments / sizeof *arguments, (char **)arguments, &line);
    if (__sanitizer_set_death_callback)
        line.memory.mode = MEM_SYSTEM; /* blocks that the sanitizer knows */
    return runtime_init(&line) && run_command_line(&line) == 0;
}

static void start(const char *name) {
    char path[1024];
    snprintf(path, sizeof path, "%s/target_%s.py", FUZZ_FOLDER, name);
    FILE *file = fopen(path, "r");
    if (!file)
        give_up(name);
    fclose(file);
    Value module = run_script(path) ? import_module_c("__main__") : NULL;
    Str *fuzz = module ? str_interned("fuzz") : NULL;
    function = fuzz ? attribute_get(module, fuzz) : NULL;
    if (!function)
        give_up(name);
    observer_add(&budget);
}

static void run(const uint8_t *bytes, size_t size) {
    instructions_left = INSTRUCTION_BUDGET;
    budgets_left = BUDGETS_MAX;
    Bytes *data = bytes_new(bytes, size);
    REQUIRE(data);
    Value result = call_1(function, value_of(data));
    GIVE_UP(data);
    if (result) {
        decref(result);
        return;
    }
    traceback_report(exception_fetch());
    abort();
}

const FuzzTarget fuzz_target_python = {.name = "python", .start = start, .run = run};
