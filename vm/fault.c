/* Fatal errors: see fault.h.
 *
 * The frames are read as they stand. A thread that runs meanwhile may change them under our eyes:
 * the system is asked whether a pointer leads to mapped memory before it is followed, and the
 * number of frames and characters is bounded, so the worst is a wrong line. */
#define _GNU_SOURCE /* mincore */
#include "vm/fault.h"
#include "vm/frame.h"
#include "vm/sys.h"
#include "vm/vm.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

enum { FRAMES_MAX = 100, THREADS_MAX = 100, CHARACTERS_MAX = 500, HANDLER_STACK_SIZE = 128 << 10 };

/* ---- writing --------------------------------------------------------------------------------- */

static void write_bytes(int descriptor, const char *bytes, size_t size) {
    while (size) {
        ssize_t count = write(descriptor, bytes, size);
        if (count < 0 && errno != EINTR)
            return;
        if (count > 0) {
            bytes += count;
            size -= (size_t)count;
        }
    }
}

void fault_write(int descriptor, const char *text) {
    write_bytes(descriptor, text, strlen(text));
}

static void write_hexadecimal(int descriptor, uint64_t number, int digits) {
    char text[16];
    for (int i = digits; i-- > 0; number >>= 4)
        text[i] = "0123456789abcdef"[number & 15];
    write_bytes(descriptor, text, (size_t)digits);
}

static void write_decimal(int descriptor, uint64_t number) {
    char text[20], *at = text + sizeof text;
    do
        *--at = (char)('0' + number % 10);
    while (number /= 10);
    write_bytes(descriptor, at, (size_t)(text + sizeof text - at));
}

static void write_character(int descriptor, uint32_t character) {
    if (character >= ' ' && character < 127) {
        char byte = (char)character;
        write_bytes(descriptor, &byte, 1);
        return;
    }
    fault_write(descriptor, character < 256 ? "\\x" : character < 65536 ? "\\u" : "\\U");
    write_hexadecimal(descriptor, character, character < 256 ? 2 : character < 65536 ? 4 : 8);
}

static bool is_mapped(const void *start, size_t size) {
    uintptr_t page = (uintptr_t)sysconf(_SC_PAGESIZE);
    uintptr_t first = (uintptr_t)start & ~(page - 1), end = (uintptr_t)start + size;
    for (; first < end; first += page) {
        unsigned char resident;
        if (mincore((void *)first, page, &resident) != 0)
            return false;
    }
    return true;
}

/* A str, as far as it goes. */
static void write_name(int descriptor, Value name) {
    if (!name || !is_object(name) || !is_mapped(object_of(name), sizeof(Str)) || !is_str(name)) {
        fault_write(descriptor, "???");
        return;
    }
    const Str *text = str_of(name);
    for (size_t i = 0; i < text->length && i < CHARACTERS_MAX; i++)
        write_character(descriptor, str_at(text, i));
    if (text->length > CHARACTERS_MAX)
        fault_write(descriptor, "...");
}

/* ---- tracebacks ------------------------------------------------------------------------------ */

static void write_frame(int descriptor, const Frame *frame) {
    const Function *function = frame->function;
    const CodeObject *code = is_mapped(function, sizeof *function) ? function->code : NULL;
    if (!code || !is_mapped(code, sizeof *code)) {
        fault_write(descriptor, "  File ???, line ??? in ???\n");
        return;
    }
    fault_write(descriptor, "  File \"");
    write_name(descriptor, code->filename);
    fault_write(descriptor, "\", line ");
    int32_t line = frame_line(frame);
    if (line > 0)
        write_decimal(descriptor, (uint64_t)line);
    else
        fault_write(descriptor, "???");
    fault_write(descriptor, " in ");
    write_name(descriptor, code->name);
    fault_write(descriptor, "\n");
}

static void write_frames(int descriptor, const Thread *thread) {
    if (thread->frame == thread->frames)
        fault_write(descriptor, "  <no Python frame>\n");
    int count = 0;
    for (const Frame *frame = thread->frame; frame > thread->frames; frame--) {
        if (count++ == FRAMES_MAX) {
            fault_write(descriptor, "  ...\n");
            return;
        }
        write_frame(descriptor, frame);
    }
}

static void write_threads(int descriptor, const Thread *current) {
    int count = 0;
    for (const Thread *thread = thread_next(NULL); thread; thread = thread_next(thread)) {
        if (count)
            fault_write(descriptor, "\n");
        if (count++ == THREADS_MAX) {
            fault_write(descriptor, "...\n");
            return;
        }
        fault_write(descriptor, thread == current ? "Current thread 0x" : "Thread 0x");
        write_hexadecimal(descriptor, thread->id, 16);
        fault_write(descriptor, " (most recent call first):\n");
        if (thread == current && mem_gc_is_collecting())
            fault_write(descriptor, "  Garbage-collecting\n");
        write_frames(descriptor, thread);
    }
}

void fault_dump_all(int descriptor) {
    write_threads(descriptor, NULL);
}

void fault_dump(const FaultTarget *target) {
    if (target->all_threads) {
        write_threads(target->descriptor, current_thread);
        return;
    }
    const Thread *thread = current_thread ? current_thread : main_thread;
    fault_write(target->descriptor, "Stack (most recent call first):\n");
    if (thread)
        write_frames(target->descriptor, thread);
}

/* ---- signals --------------------------------------------------------------------------------- */

typedef struct FatalSignal {
    int number;
    const char *meaning;
    struct sigaction previous;
    bool is_ours;
} FatalSignal;

/* The last one first: SIGSEGV should be the first to be given back. */
static FatalSignal fatal_signals[] = {
    {.number = SIGBUS, .meaning = "Bus error"},
    {.number = SIGILL, .meaning = "Illegal instruction"},
    {.number = SIGFPE, .meaning = "Floating-point exception"},
    {.number = SIGABRT, .meaning = "Aborted"},
    {.number = SIGSEGV, .meaning = "Segmentation fault"},
};
enum { FATAL_SIGNAL_COUNT = sizeof fatal_signals / sizeof fatal_signals[0] };

static FaultTarget fatal_target;
static bool is_enabled;

static void give_back(FatalSignal *fatal) {
    if (fatal->is_ours)
        sigaction(fatal->number, &fatal->previous, NULL);
    fatal->is_ours = false;
}

static bool (*recover)(uintptr_t address); /* from a bus error; null: nobody can */

static void on_fatal_signal(int number, siginfo_t *info, void *context) {
    int saved_errno = errno;
    bool is_fault = number == SIGBUS && info->si_code > 0; /* else somebody has sent it */
    if (is_fault && recover && recover((uintptr_t)info->si_addr)) {
        errno = saved_errno;
        return;
    }
    FatalSignal *fatal = fatal_signals;
    while (fatal->number != number)
        fatal++;
    give_back(fatal);
    if (is_enabled) {
        fault_write(fatal_target.descriptor, "Fatal Python error: ");
        fault_write(fatal_target.descriptor, fatal->meaning);
        fault_write(fatal_target.descriptor, "\n\n");
        fault_dump(&fatal_target);
    }
    errno = saved_errno;
    raise(number);
}

/* Also when the C stack is at its end there is room for a handler. */
static void prepare_stack(void) {
    static char memory[HANDLER_STACK_SIZE];
    stack_t stack = {.ss_sp = memory, .ss_size = sizeof memory}, old;
    if (sigaltstack(NULL, &old) == 0 && old.ss_flags & SS_DISABLE)
        sigaltstack(&stack, NULL);
}

static bool take(FatalSignal *fatal) {
    struct sigaction action = {.sa_sigaction = on_fatal_signal,
                               .sa_flags = SA_SIGINFO | SA_NODEFER | SA_ONSTACK};
    sigemptyset(&action.sa_mask);
    if (!fatal->is_ours)
        fatal->is_ours = sigaction(fatal->number, &action, &fatal->previous) == 0;
    return fatal->is_ours;
}

void fault_recover_bus_errors(bool (*function)(uintptr_t address)) {
    recover = function;
    take(&fatal_signals[0]);
}

bool fault_handler_enable(FaultTarget target) {
    fatal_target = target;
    if (is_enabled)
        return true;
    prepare_stack();
    for (int i = 0; i < FATAL_SIGNAL_COUNT; i++)
        if (!take(&fatal_signals[i]))
            return false;
    return is_enabled = true;
}

bool fault_handler_disable(void) {
    bool was_enabled = is_enabled;
    for (int i = 0; i < FATAL_SIGNAL_COUNT; i++)
        if (!recover || fatal_signals[i].number != SIGBUS)
            give_back(&fatal_signals[i]);
    is_enabled = false;
    return was_enabled;
}

bool fault_handler_is_enabled(void) {
    return is_enabled;
}

_Noreturn void fault_abort(const char *function, const char *message) {
    fflush(stdout);
    fault_write(STDERR_FILENO, "Fatal Python error: ");
    fault_write(STDERR_FILENO, function);
    fault_write(STDERR_FILENO, ": ");
    fault_write(STDERR_FILENO, message);
    fault_write(STDERR_FILENO, "\nPython runtime state: ");
    fault_write(STDERR_FILENO, runtime_is_finalizing ? "finalizing" : "initialized");
    fault_write(STDERR_FILENO, "\n\n");
    write_threads(STDERR_FILENO, current_thread);
    fault_handler_disable();
    abort();
}
