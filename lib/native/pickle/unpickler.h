/* The unpickler: its input (unpickler.c) and its machine (unpickler_ops.c and beside it). */
#ifndef LIB_NATIVE_PICKLE_UNPICKLER_H
#define LIB_NATIVE_PICKLE_UNPICKLER_H

#include "lib/native/pickle/pickle.h"

typedef struct Unpickler {
    Object header;
    /* input: bytes that are there, and a file that has more */
    const uint8_t *at, *end;
    Value data;           /* whose bytes these are; owned or null */
    Value read, readline; /* of the file, or null */
    Buffer buffer;        /* of the argument of loads; owner null: none */
    /* the machine */
    Value *stack;
    size_t count, capacity;
    size_t *marks;
    size_t mark_count, mark_capacity;
    Value *memo;
    size_t memo_capacity, memo_count;
    /* how it was made */
    Value persistent_load;   /* or null */
    Value persistent_method; /* while loading, or null */
    Value buffers;           /* iterator or null */
    Value encoding, errors;  /* strs, owned */
    int protocol;
    bool fix_imports, running;
} Unpickler;

static inline Unpickler *unpickler_of(Value value) {
    return (Unpickler *)object_of(value);
}

MUST_CHECK const uint8_t *unpickler_take_more(Unpickler *unpickler, size_t size);
/* `size` bytes of input, valid until the next call; null: UnpicklingError. */
static inline MUST_CHECK const uint8_t *unpickler_take(Unpickler *unpickler, size_t size) {
    if (UNLIKELY(size > (size_t)(unpickler->end - unpickler->at)))
        return unpickler_take_more(unpickler, size);
    const uint8_t *bytes = unpickler->at;
    unpickler->at += size;
    return bytes;
}
/* The byte of an opcode; EOFError at the end of the input. */
MUST_CHECK const uint8_t *unpickler_first_opcode(Unpickler *unpickler);
static inline MUST_CHECK const uint8_t *unpickler_opcode(Unpickler *unpickler) {
    return LIKELY(unpickler->at < unpickler->end) ? unpickler->at++
                                                  : unpickler_first_opcode(unpickler);
}
/* A line, its end not counted. */
MUST_CHECK const uint8_t *unpickler_line(Unpickler *unpickler, size_t *size);
/* From now on `size` bytes are there at once. */
MUST_CHECK bool unpickler_take_frame(Unpickler *unpickler, size_t size);
/* The memo: a number is used again, or new. */
MUST_CHECK bool unpickler_memo_add(Unpickler *unpickler, uint64_t number, Value object);
void unpickler_memo_clear(Unpickler *unpickler);
MUST_CHECK Value unpickler_run(Unpickler *unpickler);
MUST_CHECK Value unpickler_find_class(Unpickler *unpickler, Value module, Value name);

#endif
