/* Context: what all passes of one compilation share.
 *
 * Everything a compilation makes on its way lives in the context's region and goes with it; the
 * finished Codes are kept in a list until the root owns them. So an error needs no cleaning up by
 * those it passes: context_error and friends fill the Diagnostic and jump out to the one setjmp in
 * compile.c. They do not return, nor does an allocation fail visibly. */
#ifndef COMPILER_CONTEXT_H
#define COMPILER_CONTEXT_H

#include <setjmp.h>

#include "compiler/compile.h"
#include "compiler/names.h"

typedef struct CodeLink {
    struct CodeLink *next;
    Code *code;
} CodeLink;

typedef struct Context {
    MemRegion *region;      /* of this compilation */
    MemRegion *tree_region; /* of the syntax tree */
    const CompileOptions *options;
    Diagnostic *diagnostic;
    jmp_buf escape;
    const char *stack_limit; /* recursion below this address is refused */
    NameTable names;
    const char *source; /* or null */
    size_t source_size;
    uint32_t future; /* CO_FUTURE_*: inherited and the module's own */
    CodeLink *codes; /* owned until the compilation ends */
} Context;

#define NO_POSITION ((CodePosition){-1, -1, -1, -1})

static inline CodePosition node_position(const Node *node) {
    return (CodePosition){node->lineno, node->end_lineno, node->col_offset, node->end_col_offset};
}

/* ---- ways out --------------------------------------------------------------------------- */

_Noreturn void context_no_memory(Context *context);
/* Between long pieces of work: leaves the compilation if somebody wants to stop it (region.h). */
void context_look_up(Context *context);
_Noreturn void context_too_deep(Context *context);
/* SyntaxError at a position. */
_Noreturn void context_error(Context *context, CodePosition at, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
_Noreturn void context_fail(Context *context, DiagnosticKind kind, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
/* SyntaxWarning; does not return if the warning is turned into an error. */
void context_warn(Context *context, CodePosition at, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* Called by every recursive walk. */
static inline void context_check_stack(Context *context) {
    char here;
    if (MEM_UNLIKELY((const char *)&here < context->stack_limit))
        context_too_deep(context);
}

/* ---- memory ----------------------------------------------------------------------------- */

/* Zeroed; never null. */
static inline void *context_alloc(Context *context, size_t size) {
    void *block = mem_region_alloc(context->region, size);
    if (MEM_UNLIKELY(!block))
        context_no_memory(context);
    return block;
}

/* Room for one more item in a growing array of the region. */
void *context_grow(Context *context, void *items, uint32_t count, uint32_t *capacity,
                   size_t item_size);
#define CONTEXT_APPEND(context, items, count, capacity)                                            \
    ((count) == (capacity)                                                                         \
         ? (void)((items) = context_grow(context, items, count, &(capacity), sizeof *(items)))     \
         : (void)0,                                                                                \
     &(items)[(count)++])

/* ---- names ------------------------------------------------------------------------------ */

static inline Name context_name(Context *context, Text text) {
    Name name = names_intern(&context->names, text);
    if (MEM_UNLIKELY(!name))
        context_no_memory(context);
    return name;
}
static inline Text context_text(const Context *context, Name name) {
    return names_text(&context->names, name);
}
/* The parts one after the other, as a text in the region. */
Text context_concat(Context *context, const Text *parts, size_t count);
/* `name` as seen in a class called `class_name` (NAME_NONE: outside of classes). */
Name context_mangle(Context *context, Name class_name, Name name);

/* For "%.*s" in messages. */
#define TEXT_ARGS(text) (int)((text).size > 200 ? 200 : (text).size), (text).bytes

#endif
