/* Code: what a module, class body or function compiles to. Plain C, immutable once made.
 *
 * A Code is one raw allocation that holds all its arrays and texts; the codes among its constants
 * are Codes of their own, which it owns a reference to. References are counted (atomically: any
 * thread, no lock). Texts are WTF-8 and, in a Code, followed by a NUL byte that size does not
 * count.
 *
 *     slots      [0, local_count)  arguments (positional, keyword-only, *args, **kwargs) and
 * locals, of which some arguments may also be cells
 *                [.., + cell_count) cells that are not arguments
 *                the last free_count: free variables
 *     units      plain code units, `opcode | operand << 8` (opcodes.def)
 *     handlers   the exception table, by start; innermost covers: ranges never overlap
 *     positions  the position table, see position_table.h
 *
 * Offsets and lengths of code are counted in units. */
#ifndef COMPILER_CODE_H
#define COMPILER_CODE_H

#include "memory/memory.h"
#include "parser/constant.h"

enum { /* flags, numbers as in CPython 3.13 */
       CO_OPTIMIZED = 0x1,
       CO_NEWLOCALS = 0x2,
       CO_VARARGS = 0x4,
       CO_VARKEYWORDS = 0x8,
       CO_NESTED = 0x10,
       CO_GENERATOR = 0x20,
       CO_COROUTINE = 0x80,
       CO_ITERABLE_COROUTINE = 0x100,
       CO_ASYNC_GENERATOR = 0x200,
       CO_FUTURE_DIVISION = 0x20000,
       CO_FUTURE_ABSOLUTE_IMPORT = 0x40000,
       CO_FUTURE_WITH_STATEMENT = 0x80000,
       CO_FUTURE_PRINT_FUNCTION = 0x100000,
       CO_FUTURE_UNICODE_LITERALS = 0x200000,
       CO_FUTURE_BARRY_AS_BDFL = 0x400000,
       CO_FUTURE_GENERATOR_STOP = 0x800000,
       CO_FUTURE_ANNOTATIONS = 0x1000000,
       CO_FUTURE_MASK = 0x1fe0000,
       CO_NO_MONITORING_EVENTS = 0x2000000,
};

enum { /* a slot's kind: bits */
       SLOT_HIDDEN =
           0x10, /* of an inlined comprehension in a class or module body: not in locals() */
       SLOT_LOCAL = 0x20,
       SLOT_CELL = 0x40, /* with SLOT_LOCAL: an argument that is a cell */
       SLOT_FREE = 0x80,
};

typedef struct CodeSlot {
    Text name;
    uint8_t kind;
} CodeSlot;

/* An exception raised by an instruction in [start, end) continues at target with the stack cut to
 * depth items (above the slots), then, if lasti, the raising instruction's offset as an int, then
 * the exception pushed. */
typedef struct CodeHandler {
    uint32_t start, end, target;
    uint32_t depth : 31;
    uint32_t lasti : 1;
} CodeHandler;

/* The bytes that codes were begun to be read from; shared by those of one file (serialize.c). */
typedef struct CodeSource CodeSource;

/* A Code is whole, or only begun: numbers, name, qualname and filename are there, the arrays are
 * empty (slot_count is right) until somebody needs the rest and asks code_complete for it. */
typedef struct Code {
    uint32_t reference_count;
    bool unverified;          /* not made by the compiler: see verify.h */
    uint32_t flags;           /* CO_* */
    uint32_t argcount;        /* positional arguments, those only positional included */
    uint32_t posonlyargcount; /* of these only positional */
    uint32_t kwonlyargcount;  /* keyword-only arguments */
    uint32_t stack_size;      /* items that the value stack needs at most */
    uint32_t local_count;     /* arguments and locals (co_nlocals) */
    uint32_t cell_count;      /* slots that are only cells */
    uint32_t free_count;      /* free variables */
    uint32_t slot_count;      /* local_count + cell_count + free_count */
    uint32_t name_count, constant_count, unit_count, handler_count, position_size;
    int32_t first_line;
    Text name, qualname, filename;
    const CodeSlot *slots;
    const Text *names;
    const Constant *constants; /* CONSTANT_CODE: `code` is an owned Code * */
    const uint16_t *units;
    const CodeHandler *handlers;
    const uint8_t *positions;
    CodeSource *source; /* null: whole; owned */
    size_t source_start, source_size;
} Code;

/* ---- life ------------------------------------------------------------------------------- */

/* A Code with copies of everything that `parts` points to, wherever that is; it takes references
 * of its own to the codes among the constants. Count 1; null when memory is exhausted. */
MEM_MUST_CHECK Code *code_new(const Code *parts);
Code *code_retain(Code *code);
void code_release(Code *code); /* null is allowed */
static inline bool code_is_whole(const Code *code) {
    return !code->source;
}
void code_source_release(CodeSource *source);

/* ---- questions -------------------------------------------------------------------------- */

/* Where in the source an instruction comes from. Lines from 1, columns in UTF-8 bytes from 0;
 * -1 where unknown. */
typedef struct CodePosition {
    int32_t line, end_line, column, end_column;
} CodePosition;

/* The line of the instruction at `unit`, -1 if it has none. */
int32_t code_line(const Code *code, uint32_t unit);
CodePosition code_position(const Code *code, uint32_t unit);

/* A walk over the ranges of equal position, in order:
 *     CodePositions walk = code_positions(code);
 *     while (code_positions_next(&walk)) ... walk.start, walk.end, walk.position */
typedef struct CodePositions {
    uint32_t start, end; /* in units */
    CodePosition position;
    const uint8_t *next, *limit; /* private, as is base */
    int32_t base;
} CodePositions;
CodePositions code_positions(const Code *code);
bool code_positions_next(CodePositions *walk);

/* The handler that covers the instruction at `unit`, or null: by binary search. */
const CodeHandler *code_handler(const Code *code, uint32_t unit);

/* The exception table in CPython's encoding (co_exceptiontable), for introspection. Returns its
 * size; writes only when `buffer` (of that size) is not null. */
size_t code_exception_table_bytes(const Code *code, uint8_t *buffer);

/* And back: `handlers` has room for one per byte. False if it is no such table. */
bool code_exception_table_read(const uint8_t *bytes, size_t size, CodeHandler *handlers,
                               uint32_t *count);

bool code_equal(const Code *a, const Code *b);

#endif
