/* What the opcodes of a pickle work with: a stack, marks on it, a memo, their arguments. */
#include "lib/native/pickle/unpickler_parts.h"

#include <string.h>

/* ---- stack, marks, memo --------------------------------------------------------------------- */

COLD void *unpickler_raise_underflow(const Unpickler *unpickler) {
    return unpickler->mark_count ? raise_unpickling("unexpected MARK found")
                                 : raise_unpickling("unpickling stack underflow");
}

bool unpickler_grow(Unpickler *u) {
    size_t capacity = u->capacity ? u->capacity * 2 : 64;
    Value *stack = mem_realloc(u->stack, capacity * sizeof *stack);
    if (!stack)
        return raise_no_memory();
    u->stack = stack;
    u->capacity = capacity;
    return true;
}

size_t unpickler_floor(const Unpickler *u) {
    return u->mark_count ? u->marks[u->mark_count - 1] : 0;
}

Value unpickler_pop(Unpickler *u) {
    return u->count > unpickler_floor(u) ? u->stack[--u->count] : unpickler_raise_underflow(u);
}

Value unpickler_top_borrowed(const Unpickler *u) {
    return u->count > unpickler_floor(u) ? u->stack[u->count - 1] : unpickler_raise_underflow(u);
}

bool unpickler_push_mark(Unpickler *u) {
    if (u->mark_count == u->mark_capacity) {
        size_t capacity = u->mark_capacity ? u->mark_capacity * 2 : 20;
        size_t *marks = mem_realloc(u->marks, capacity * sizeof *marks);
        if (!marks)
            return raise_no_memory();
        u->marks = marks;
        u->mark_capacity = capacity;
    }
    u->marks[u->mark_count++] = u->count;
    return true;
}

bool unpickler_pop_mark(Unpickler *u, size_t *start) {
    if (u->mark_count == 0)
        return raise_unpickling("could not find MARK");
    *start = u->marks[--u->mark_count];
    return true;
}

void unpickler_drop_to(Unpickler *u, size_t start) {
    while (u->count > start)
        decref(u->stack[--u->count]);
}

Tuple *unpickler_pop_tuple(Unpickler *u) {
    size_t start;
    if (!unpickler_pop_mark(u, &start))
        return NULL;
    Tuple *tuple = tuple_from_array_steal(u->stack + start, u->count - start);
    u->count = start;
    return tuple;
}

List *unpickler_pop_list(Unpickler *u) {
    size_t start;
    if (!unpickler_pop_mark(u, &start))
        return NULL;
    List *list = list_from_array_steal(u->stack + start, u->count - start);
    u->count = start;
    return list;
}

bool unpickler_memo_add(Unpickler *u, uint64_t number, Value object) {
    if (number >= u->memo_capacity) {
        size_t capacity = u->memo_capacity ? u->memo_capacity * 2 : 64;
        if (number > PTRDIFF_MAX / 4 / sizeof(Value))
            return raise_no_memory();
        while (capacity <= number)
            capacity *= 2;
        Value *memo = mem_realloc(u->memo, capacity * sizeof *memo);
        if (!memo)
            return raise_no_memory();
        memset(memo + u->memo_capacity, 0, (capacity - u->memo_capacity) * sizeof *memo);
        u->memo = memo;
        u->memo_capacity = capacity;
    }
    u->memo_count += !u->memo[number];
    replace_value(&u->memo[number], own(object));
    return true;
}

bool unpickler_memo_put(Unpickler *u, uint64_t number) {
    Value value = unpickler_top_borrowed(u);
    return value && unpickler_memo_add(u, number, value);
}

COLD void *unpickler_raise_missing(uint64_t number) {
    return raise_unpickling("Memo value not found at index %zu", (size_t)number);
}

/* ---- arguments of opcodes ------------------------------------------------------------------- */

bool unpickler_read_number(Unpickler *u, size_t bytes, uint64_t *number) {
    const uint8_t *text = unpickler_take(u, bytes);
    if (!text)
        return false;
    *number = 0;
    for (size_t i = bytes; i-- > 0;)
        *number = *number << 8 | text[i];
    return true;
}

bool unpickler_read_size(Unpickler *u, size_t bytes, const char *what, size_t *size) {
    uint64_t number;
    if (!unpickler_read_number(u, bytes, &number))
        return false;
    if (number > PTRDIFF_MAX)
        return raise_overflow_error("%s exceeds system's maximum size of %zd bytes", what,
                                    (ptrdiff_t)PTRDIFF_MAX);
    *size = (size_t)number;
    return true;
}

bool unpickler_read_decimal(Unpickler *u, uint64_t *number) {
    size_t size;
    const uint8_t *text = unpickler_line(u, &size);
    if (!text)
        return false;
    Str *digits = str_from_latin1(text, size);
    Value value = digits ? call_1(value_of(&int_type), value_of(digits)) : NULL;
    decref_maybe(value_of(digits));
    if (!value)
        return false;
    bool negative = int_sign(value) < 0;
    bool fine = !negative && int_as_uint64(value, number);
    decref(value);
    return fine || (negative && raise_value_error("negative PUT argument"));
}
