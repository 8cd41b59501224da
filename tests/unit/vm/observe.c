/* Observers: what they are asked, when a running frame changes over, and that errors are heeded. */
#include "vm/observe.h"

#include "tests/support/test.h"
#include "vm/run.h"
#include "vm/runtime.h"
#include "vm/vm.h"

#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

/* Shared with the processes that run the programs. */
static struct Counts { size_t instructions, raised, returned, unwound; } * counts;

static bool count_instruction(Observer *self, Thread *thread, Frame *frame) {
    counts->instructions++;
    return true;
}
static bool count_raised(Observer *self, Thread *thread, Frame *frame) {
    counts->raised++;
    return true;
}
static bool count_leaving(Observer *self, Thread *thread, Frame *frame, Value result) {
    *(result ? &counts->returned : &counts->unwound) += 1;
    return true;
}
static Observer counter = {
    .instruction = count_instruction,
    .raised = count_raised,
    .leaving = count_leaving,
};

static bool refuse_instruction(Observer *self, Thread *thread, Frame *frame) {
    observer_remove(self);
    return raise_error(&exc_RuntimeError, "no further");
}
static Observer refuser = {.instruction = refuse_instruction};

/* Each program runs in a process of its own, as of the command: its exit status. */
static int run_program(const char *program, Observer *observer) {
    *counts = (struct Counts){0};
    pid_t child = fork();
    if (child == 0) {
        char *arguments[] = {"folio", "-X", "exit-check", "-c", (char *)program, NULL};
        CommandLine line;
        cli_parse(5, arguments, &line);
        if (!runtime_init(&line))
            _exit(runtime_fini(1));
        observer_add(observer);
        int status = runtime_end_program(run_command_line(&line));
        observer_remove(observer);
        _exit(runtime_fini(status));
    }
    int status;
    waitpid(child, &status, 0);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

TEST(every_instruction_is_seen) {
    CHECK_EQ(run_program("for i in range(1000): pass", &counter), 0);
    CHECK(counts->instructions >= 2000);
    size_t before = counts->instructions;
    CHECK_EQ(run_program("for i in range(2000): pass", &counter), 0);
    CHECK(counts->instructions >= before + 2000);
}

TEST(frames_that_return_yield_and_are_unwound_are_told_apart) {
    CHECK_EQ(run_program("pass", &counter), 0);
    size_t returned_at_least = counts->returned;
    CHECK_EQ(counts->unwound, 0);
    CHECK_EQ(counts->raised, 0);
    CHECK_EQ(run_program("def f(): raise KeyError\n"
                         "def g(): f()\n"
                         "def values(): yield 1; yield 2\n"
                         "try: g()\n"
                         "except KeyError: pass\n"
                         "for v in values(): pass",
                         &counter),
             0);
    CHECK_EQ(counts->unwound, 2);                      /* f and g */
    CHECK_EQ(counts->raised, 3);                       /* f, g, the module */
    CHECK_EQ(counts->returned - returned_at_least, 3); /* two yields, one end */
}

TEST(an_error_of_an_observer_is_raised_in_the_frame) {
    CHECK_EQ(run_program("try:\n"
                         "    pass\n"
                         "except RuntimeError: pass",
                         &refuser),
             1);
    CHECK_EQ(counts->instructions, 0);
}

int main(void) {
    counts = mmap(NULL, sizeof *counts, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    RUN(every_instruction_is_seen);
    RUN(frames_that_return_yield_and_are_unwound_are_told_apart);
    RUN(an_error_of_an_observer_is_raised_in_the_frame);
    return test_result();
}
