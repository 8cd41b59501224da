/* Module io: raw files, buffers, text, and files in memory.
 *
 *     TextIOWrapper -> BufferedReader/Writer/Random -> FileIO -> descriptor
 *
 * Every object begins with an IOObject: any attribute may be set on a file (`name`, `mode`). Calls
 * between the layers go straight to C where the lower one is the exact native type, else through
 * its methods, so that any layer may be written in Python. */
#ifndef LIB_NATIVE_IO_IO_H
#define LIB_NATIVE_IO_IO_H

#include "lib/native/exception_class.h"
#include "vm/vm.h"

#include <pthread.h>

enum { IO_BUFFER_SIZE = 8192 };

typedef struct IOObject {
    Object header;
    uintptr_t shape; /* attribute word */
    /* Borrowed, may be null: the layer that reads or writes through this one. Where both are
     * garbage it is closed first, for what it has not written yet would be lost. */
    struct IOObject *upper;
    bool closed;     /* for the bases: set by IOBase.close() */
    bool closing;    /* close() is under way: the finalizer need not */
    bool finalizing; /* close() is called by the finalizer: nobody had closed the file */
} IOObject;

extern Type io_base_type, raw_io_base_type, buffered_io_base_type, text_io_base_type, file_io_type,
    bytes_io_type, string_io_type, buffered_reader_type, buffered_writer_type, buffered_random_type,
    buffered_pair_type, text_io_wrapper_type, newline_decoder_type;

extern ExceptionClass io_unsupported_operation;      /* (OSError, ValueError) */
COLD void *raise_unsupported(const char *operation); /* "fileno", "not readable", ... */
COLD void *raise_closed(void);                       /* ValueError: I/O operation on closed file. */

/* The field of a layer for the file below it: takes an owned file, or null, and gives up what was
 * there. */
void io_set_lower_steal(Value *field, Value lower, IOObject *upper);
/* What the deallocators share: attributes, finalization, the block. The finalizer, also __del__,
 * closes what is open. */
void io_finalize(Object *object);
void io_dealloc(Object *object, void (*give_up)(Object *));
#define IO_TYPE_INIT(type_name, struct_name, dealloc_function, traverse_function, clear_function)  \
    TYPE_INIT_CONTAINER(type_name, sizeof(struct_name), dealloc_function, traverse_function,       \
                        clear_function),                                                           \
        .flags = TYPE_BASE | TYPE_IMMUTABLE, .shape_offset = offsetof(IOObject, shape),            \
        .accepts_weakrefs = true

/* object.closed as a truth: through the attribute. */
MUST_CHECK Answer io_is_closed(Value file);
/* Calls object.name() and drops the result. */
MUST_CHECK bool io_call(Value file, const char *name);
MUST_CHECK Value io_call_method(Value file, const char *name, Value argument /* may be null */);
/* file.name() as a truth. */
MUST_CHECK Answer io_ask(Value file, const char *name);
/* After close() went on in spite of `first`, the error of the flush (owned, may be null): true if
 * both were good; else an exception is pending, the second with the first as its context. */
MUST_CHECK bool io_end_close(Value first, bool second);
/* file._dealloc_warn(source): that source was not closed. Errors are dropped. */
void io_warn_unclosed(Value file, Value source);
/* __reduce__ and __reduce_ex__ of what cannot be pickled. */
Value io_refuse_pickle(Value self, Value *args);
#define IO_REFUSES_PICKLE                                                                          \
    NATIVE("__reduce__($self, /)", io_refuse_pickle, NULL),                                        \
        NATIVE("__reduce_ex__($self, object, /)", io_refuse_pickle, NULL)
/* The attributes of an object that is unpickled: None or a dict, which is the `which` item of its
 * state. */
MUST_CHECK bool io_restore_attributes(Value self, Value attributes, const char *which);
/* Those of one that is pickled: borrowed, None if there are none. */
Value io_attributes(Value self);
/* repr for files that have a name: <type name='...'>. */
MUST_CHECK Value io_repr(Value self);
/* An optional size argument: None and absent are -1. */
MUST_CHECK bool io_size_argument(Value argument, ptrdiff_t *size);
MUST_CHECK bool io_offset(Value value, int64_t *offset); /* int, OverflowError */

/* ---- file_io.c: descriptors ------------------------------------------------------------------ */

typedef struct FileIO {
    IOObject base;
    int descriptor; /* -1: closed */
    bool readable, writable, appending, created, close_descriptor;
    int8_t seekable; /* -1: not asked yet */
    uint32_t block_size;
    uint32_t kind; /* of the file: S_IFREG and others; 0: not known */
} FileIO;

MUST_CHECK Value file_io_new(Value file, const char *mode, bool close_descriptor, Value opener);
/* Bytes read or written; -1: an exception; -2: would block. The lock is let go meanwhile. */
ptrdiff_t file_io_read(FileIO *file, void *bytes, size_t size);
ptrdiff_t file_io_write(FileIO *file, const void *bytes, size_t size);

/* ---- buffered.c ------------------------------------------------------------------------------ */

typedef struct Buffered {
    IOObject base;
    Value raw; /* owned; null: not initialised, or detached */
    bool readable, writable, detached;
    uint8_t *buffer; /* mem_ buffer */
    size_t size;
    size_t read_at, read_end; /* what was read ahead: buffer[read_at, read_end) */
    size_t write_end; /* what is to be written: buffer[0, write_end); then nothing is read ahead */
    pthread_mutex_t mutex;
    uint64_t owner; /* thread that holds it; 0: none */
} Buffered;

static inline bool is_buffered(Value value) { /* exactly */
    return has_type(value, &buffered_reader_type) || has_type(value, &buffered_writer_type) ||
           has_type(value, &buffered_random_type);
}
/* raw.method() is true, else UnsupportedOperation(message). */
MUST_CHECK bool buffered_check_raw(Value raw, const char *method, const char *message);
MUST_CHECK Value buffered_new(Type *type, Value raw, size_t size);

/* ---- text ------------------------------------------------------------------------------------ */

/* Universal newlines: \r\n and \r become \n; a last \r is kept back until more is known. Gives the
 * reference of `text` up. `seen` collects which there were. */
enum { NEWLINE_CR = 1, NEWLINE_LF = 2, NEWLINE_CRLF = 4 };
MUST_CHECK Str *newlines_translate_steal(Str *text, unsigned *seen);
/* \n becomes `written`. */
MUST_CHECK Str *newlines_write(Str *text, const char *written);
void newlines_look(const Str *text, unsigned *seen); /* which there are, no more */
Value newlines_seen_value(unsigned seen);            /* None, a str or a tuple: owned */
/* The end of the line that begins at `start` (behind its line end); 0: not complete. */
typedef enum { LINES_LF, LINES_UNIVERSAL, LINES_CR, LINES_CRLF } LineEnds;
size_t line_end(const Str *text, size_t start, LineEnds ends);
/* The newline argument: None, '', '\n', '\r', '\r\n'. */
typedef struct NewlineMode {
    bool translate_read; /* \r\n, \r -> \n */
    const char *write;   /* what \n is written as; null: itself */
    LineEnds ends;
} NewlineMode;
MUST_CHECK bool newline_mode(Value newline, const char *function, NewlineMode *mode);

/* open(), as builtins.open. */
MUST_CHECK Value io_open(Value self, Value *args);

#endif
