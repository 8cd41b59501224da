/* The program `folio`: reads the command line, starts the runtime, runs what was asked for. */
#include "vm/deterministic.h"
#include "vm/raise.h"
#include "vm/run.h"
#include "vm/runtime.h"

#include <stdio.h>
#include <sys/resource.h>

/* Start-up, and what does not check its depth, need that much. */
static bool stack_suffices(void) {
    enum { STACK_MIN = 64 << 10 };
    struct rlimit limit;
    if (getrlimit(RLIMIT_STACK, &limit) != 0 || limit.rlim_cur >= STACK_MIN)
        return true;
    fprintf(stderr,
            "folio: the stack is limited to %zu bytes, at least %d are needed (ulimit -s)\n",
            (size_t)limit.rlim_cur, STACK_MIN);
    return false;
}

int main(int argc, char **argv) {
    CommandLine line;
    cli_parse(argc, argv, &line);
    if (line.mode == RUN_NOTHING)
        return 0;
    if (line.mode == RUN_WRONG)
        return 2;
    if (line.mode == RUN_FATAL)
        return 1;
    deterministic_fix_addresses(argv);
    int status = 1;
    if (!stack_suffices())
        return status;
    if (runtime_init(&line))
        status = runtime_end_program(run_command_line(&line));
    else if (current_thread && current_thread->exception)
        status = runtime_handle_exit_exception();
    return runtime_fini(status);
}
