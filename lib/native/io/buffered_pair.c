/* BufferedRWPair: a BufferedReader and a BufferedWriter as one file. */
#include "lib/native/io/io.h"

typedef struct Pair {
    IOObject base;
    Value reader, writer; /* owned */
} Pair;

static Pair *pair_of(Value self) {
    return (Pair *)(void *)object_of(self);
}
static Value pair_new(Type *type, Value *args, size_t count, Tuple *keywords) {
    Pair *pair = type_allocate(type, 0);
    if (pair)
        mem_gc_track(pair);
    return value_of(pair);
}
static bool pair_init(Value self, Value *args, size_t count, Tuple *keywords) {
    static Signature signature = SIGNATURE("BufferedRWPair(reader, writer, buffer_size=8192, /)");
    Value bound[3];
    ptrdiff_t size = IO_BUFFER_SIZE;
    if (!arguments_bind(&signature, args, count, keywords, bound) ||
        (bound[2] && !object_index_as_size(bound[2], &size, &exc_OverflowError)) ||
        !buffered_check_raw(bound[0], "readable", "File or stream is not readable.") ||
        !buffered_check_raw(bound[1], "writable", "File or stream is not writable."))
        return false;
    if (size <= 0)
        return raise_value_error("buffer size must be strictly positive");
    Value reader = buffered_new(&buffered_reader_type, bound[0], (size_t)size);
    Value writer = reader ? buffered_new(&buffered_writer_type, bound[1], (size_t)size) : NULL;
    if (!writer) {
        decref_maybe(reader);
        return false;
    }
    replace_value(&pair_of(self)->reader, reader);
    replace_value(&pair_of(self)->writer, writer);
    return true;
}
static Value pair_side(Value self, bool writer, const char *method, Value argument) {
    Value side = writer ? pair_of(self)->writer : pair_of(self)->reader;
    return side ? io_call_method(side, method, argument)
                : raise_value_error("I/O operation on uninitialized object");
}
#define PAIR(name, writer)                                                                         \
    static Value pair_##name(Value self, Value *args) {                                            \
        return pair_side(self, writer, #name, args[0]);                                            \
    }
#define PAIR_0(name, writer)                                                                       \
    static Value pair_##name(Value self, Value *args) {                                            \
        return pair_side(self, writer, #name, NULL);                                               \
    }
PAIR(read, false)
PAIR(read1, false)
PAIR(readinto, false)
PAIR(readinto1, false)
PAIR(peek, false)
PAIR_0(readable, false)
PAIR(write, true)
PAIR_0(flush, true)
PAIR_0(writable, true)
static Value pair_close(Value self, Value *args) {
    Value first = pair_side(self, true, "close", NULL);
    Value error = first ? NULL : exception_fetch();
    Value second = pair_side(self, false, "close", NULL);
    decref_maybe(first);
    decref_maybe(second);
    return io_end_close(error, second) ? NONE : NULL;
}
static Value pair_isatty(Value self, Value *args) {
    Value answer = pair_side(self, true, "isatty", NULL);
    if (answer != FALSE_VALUE)
        return answer;
    return pair_side(self, false, "isatty", NULL);
}
static Value pair_closed(Value self) {
    return pair_side(self, true, "?closed", NULL);
}
static void pair_give_up(Object *object) {
    decref_maybe(((Pair *)object)->reader);
    decref_maybe(((Pair *)object)->writer);
}
static void pair_dealloc(Object *object) {
    io_dealloc(object, pair_give_up);
}
static void pair_traverse(Object *object, MemVisit visit, void *context) {
    instance_word_traverse(object, visit, context);
    visit_value(((Pair *)object)->reader, visit, context);
    visit_value(((Pair *)object)->writer, visit, context);
}
static void pair_clear(Object *object) {
    instance_word_clear(object);
    clear_value(&((Pair *)object)->reader);
    clear_value(&((Pair *)object)->writer);
}
static const NativeMethod pair_methods[] = {
    NATIVE("read($self, size=-1, /)", pair_read, "Read and return up to size bytes."),
    NATIVE("read1($self, size=-1, /)", pair_read1,
           "Read and return up to size bytes with at most one read of the raw stream."),
    NATIVE("readinto($self, buffer, /)", pair_readinto,
           "Read bytes into buffer and return how many."),
    NATIVE("readinto1($self, buffer, /)", pair_readinto1,
           "Read bytes into buffer with at most one read of the raw stream."),
    NATIVE("peek($self, size=0, /)", pair_peek, "Bytes of the buffer without moving on."),
    NATIVE("readable($self, /)", pair_readable, "Whether the file can be read."),
    NATIVE("write($self, buffer, /)", pair_write, "Write buffer and return its size."),
    NATIVE("flush($self, /)", pair_flush, "Write out the buffer."),
    NATIVE("writable($self, /)", pair_writable, "Whether the file can be written."),
    NATIVE("close($self, /)", pair_close,
           "Close the file; after that no operation on it is possible."),
    NATIVE("isatty($self, /)", pair_isatty, "Whether this is an interactive stream."),
    NATIVE_END,
};
static const NativeGetSet pair_getsets[] = {
    {"closed", pair_closed, NULL, NULL},
    {NULL, NULL, NULL, NULL},
};
Type buffered_pair_type = {
    IO_TYPE_INIT("_io.BufferedRWPair", Pair, pair_dealloc, pair_traverse, pair_clear),
    .mem.finalize = io_finalize,
    .base = &buffered_io_base_type,
    .doc = "BufferedRWPair(reader, writer, buffer_size=DEFAULT_BUFFER_SIZE, /)\n--\n\n"
           "A buffered reader and writer object together.",
    .new = pair_new,
    .init = pair_init,
    .methods = pair_methods,
    .getsets = pair_getsets,
};
