/* The unpickler's machine: what the functions of its opcodes share, and what they are.
 *
 *   unpickler_ops.c         the loop, one switch over all opcodes
 *   unpickler_stack.c       stack, marks and memo; arguments of opcodes
 *   unpickler_values.c      numbers, bytes, text, buffers
 *   unpickler_containers.c  tuples, lists, dicts, sets
 *   unpickler_objects.c     globals, calls, instances and their state
 *
 * An opcode's function takes what it needs off the stack and pushes its result; false: an
 * exception is pending. */
#ifndef LIB_NATIVE_PICKLE_UNPICKLER_PARTS_H
#define LIB_NATIVE_PICKLE_UNPICKLER_PARTS_H

#include "lib/native/pickle/unpickler.h"

/* ---- stack, marks, memo --------------------------------------------------------------------- */

COLD void *unpickler_raise_underflow(const Unpickler *unpickler);
MUST_CHECK bool unpickler_grow(Unpickler *u);
static inline MUST_CHECK bool unpickler_push_steal(Unpickler *u, Value value /* null: false */) {
    if (UNLIKELY(!value))
        return false;
    if (UNLIKELY(u->count == u->capacity) && !unpickler_grow(u)) {
        decref(value);
        return false;
    }
    u->stack[u->count++] = value;
    return true;
}
/* Below this nothing may be popped. */
size_t unpickler_floor(const Unpickler *u);
MUST_CHECK Value unpickler_pop(Unpickler *u);
MUST_CHECK Value unpickler_top_borrowed(const Unpickler *u);
MUST_CHECK bool unpickler_push_mark(Unpickler *u);
MUST_CHECK bool unpickler_pop_mark(Unpickler *u, size_t *start);
void unpickler_drop_to(Unpickler *u, size_t start);
/* What lies above the last mark. */
MUST_CHECK Tuple *unpickler_pop_tuple(Unpickler *u);
MUST_CHECK List *unpickler_pop_list(Unpickler *u);
MUST_CHECK bool unpickler_memo_put(Unpickler *u, uint64_t number);
COLD void *unpickler_raise_missing(uint64_t number);
static inline MUST_CHECK bool unpickler_memo_get(Unpickler *u, uint64_t number) {
    if (UNLIKELY(number >= u->memo_capacity || !u->memo[number]))
        return unpickler_raise_missing(number);
    return unpickler_push_steal(u, own(u->memo[number]));
}

/* ---- arguments of opcodes ------------------------------------------------------------------- */

/* Of so many bytes, the lowest first; a decimal: a line of digits. */
MUST_CHECK bool unpickler_read_number(Unpickler *u, size_t bytes, uint64_t *number);
MUST_CHECK bool unpickler_read_size(Unpickler *u, size_t bytes, const char *what, size_t *size);
MUST_CHECK bool unpickler_read_decimal(Unpickler *u, uint64_t *number);

/* ---- numbers, bytes, text ------------------------------------------------------------------- */

MUST_CHECK bool unpickler_load_int(Unpickler *u);
MUST_CHECK bool unpickler_load_long(Unpickler *u);
MUST_CHECK bool unpickler_load_binint(Unpickler *u, size_t bytes);
MUST_CHECK bool unpickler_load_long_bytes(Unpickler *u, size_t size_bytes);
MUST_CHECK bool unpickler_load_float(Unpickler *u);
MUST_CHECK bool unpickler_load_binfloat(Unpickler *u);
MUST_CHECK bool unpickler_load_string(Unpickler *u);
MUST_CHECK bool unpickler_load_binstring(Unpickler *u, size_t size_bytes);
MUST_CHECK bool unpickler_load_binbytes(Unpickler *u, size_t size_bytes);
MUST_CHECK bool unpickler_load_bytearray(Unpickler *u);
MUST_CHECK bool unpickler_load_raw_text(Unpickler *u);
MUST_CHECK bool unpickler_load_text(Unpickler *u, size_t size_bytes);
MUST_CHECK bool unpickler_load_next_buffer(Unpickler *u);
MUST_CHECK bool unpickler_load_readonly_buffer(Unpickler *u);

/* ---- containers ----------------------------------------------------------------------------- */

MUST_CHECK bool unpickler_load_short_tuple(Unpickler *u, size_t size);
MUST_CHECK bool unpickler_load_dict(Unpickler *u);
MUST_CHECK bool unpickler_load_frozenset(Unpickler *u);
/* What lies above `start`, or the last mark, goes into the container below it. */
MUST_CHECK bool unpickler_append_items(Unpickler *u, size_t start);
MUST_CHECK bool unpickler_set_items(Unpickler *u, size_t start);
MUST_CHECK bool unpickler_add_items(Unpickler *u);

/* ---- objects -------------------------------------------------------------------------------- */

MUST_CHECK bool unpickler_load_global(Unpickler *u);
MUST_CHECK bool unpickler_load_stack_global(Unpickler *u);
MUST_CHECK bool unpickler_load_extension(Unpickler *u, size_t bytes);
MUST_CHECK bool unpickler_load_reduce(Unpickler *u);
MUST_CHECK bool unpickler_load_newobj(Unpickler *u, bool with_keywords);
MUST_CHECK bool unpickler_load_inst(Unpickler *u);
MUST_CHECK bool unpickler_load_obj(Unpickler *u);
MUST_CHECK bool unpickler_load_persistent_steal(Unpickler *u, Value identity);
MUST_CHECK bool unpickler_load_persid(Unpickler *u);
MUST_CHECK bool unpickler_load_build(Unpickler *u);

#endif
