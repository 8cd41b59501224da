/* The audit between instructions: what is wrong is listed, and the program aborts there.
 *
 * While native code is under way between two frames, its references are only on the C stack, and
 * others are in static variables: all of that memory is shown to the audit, which takes any word
 * that looks like a reference for a possible one. The C stacks of other threads are not looked at:
 * nothing is audited while there are any, nor in a collection, which counts itself in. */
#include "vm/memory_audit.h"

#include "memory/native_stack.h"
#include "vm/memory_hooks.h"
#include "vm/observe.h"
#include "vm/vm.h"

#include <stdio.h>

enum { TOLD = 10 };

static struct { uint64_t period, left; } audit;

/* The linker's names for the ends of the static data. */
extern const char __data_start[], _end[];

static __attribute__((noinline)) void visit_native_stack(MemVisitWords visit, void *context) {
    const void *volatile lowest =
        (const void *)&lowest; /* below the registers that the next line saves */
    __builtin_unwind_init();
    visit((const void *)&lowest, (const void *)native_stack().top, context);
}

void memory_audit_visit(MemVisitWords visit, void *context) {
    visit(__data_start, _end, context);
    visit_native_stack(visit, context);
    for (Thread *thread = thread_next(NULL); thread; thread = thread_next(thread)) {
        visit(thread, thread + 1, context);
        visit(thread->stack, thread->frame->limit, context);
        visit(thread->frames, thread->frame + 1, context);
        for (Frame *frame = thread->frame; frame > thread->frames; frame--)
            if (frame->flags & FRAME_GENERATOR) /* its values are not on the thread's stack */
                visit(frame->locals, frame->locals + frame_code(frame)->frame_size, context);
    }
}

static void tell(const MemBlockInfo *block, size_t found, void *context) {
    int *told = context;
    if (++*told > TOLD)
        return;
    char shown[MEM_SHOWN_MAX] = "";
    if (block->object) {
        memory_show(block->object, shown, sizeof shown);
        fprintf(stderr, "mem-audit: %s %s at %p has count %u, but %zu owners\n",
                block->object->type->name, shown, (const void *)block->address,
                block->object->refcount, found);
    } else
        fprintf(stderr, "mem-audit: nothing points to the buffer of %zu bytes at %p\n", block->size,
                (const void *)block->address);
}

static bool count_down(Observer *self, Thread *thread, Frame *frame) {
    if (--audit.left)
        return true;
    audit.left = audit.period;
    if (thread_next(thread_next(NULL)) || mem_gc_is_collecting())
        return true;
    int told = 0;
    size_t wrong = mem_audit(tell, &told);
    if (wrong != 0 && wrong != SIZE_MAX)
        mem_fatal("the audit found %zu blocks whose owners are wrong", wrong);
    return true;
}

static Observer observer = {.instruction = count_down};

void memory_audit_start(uint64_t instructions) {
    audit.period = audit.left = instructions;
    if (instructions)
        observer_add(&observer);
}
