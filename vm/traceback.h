/* Traceback objects, and printing exceptions as CPython does. */
#ifndef VM_TRACEBACK_H
#define VM_TRACEBACK_H

#include "vm/frame.h"
#include "vm/objects/str.h"

typedef struct Traceback {
    Object header;
    Value next; /* the frame below, towards where it was raised; null at the end */
    FrameObject *frame;
    int32_t offset; /* tb_lasti: of the instruction, in bytes */
    int32_t line;   /* as given to TracebackType; -1: that of the instruction */
} Traceback;

int32_t traceback_line(const Traceback *traceback); /* -1: none */

static inline Traceback *traceback_of(Value value) {
    return (Traceback *)object_of(value);
}

/* The whole text of an exception: causes, contexts, groups, notes. Null: an exception is pending
 * (MemoryError, ...). With `colour`, escape sequences for terminals. */
MUST_CHECK Str *traceback_format_exception(Value exception, bool colour);
/* Errors end here. */
void traceback_print_to(Value stream, Value exception);
/* To sys.stderr. */
void traceback_print_exception(Value exception);
/* From the arguments of sys.unraisablehook. An exception may be pending after it. */
void traceback_print_unraisable(Value arguments);

/* The indented source line of an entry, without carets: owned; empty if
 * there is no source. */
MUST_CHECK Str *traceback_source_text(const Traceback *traceback);

/* suggestions.c: what was meant by a wrong name in a NameError, AttributeError or ImportError, as a
 * piece of text to append: owned str, or null (nothing pending). `traceback` leads to the frame
 * whose names come into question; may be null. */
Str *suggestion_for(Value exception, Value traceback);
/* TypeError: an unexpected keyword argument, with the one of the candidates (a reference given up,
 * null on error) that was probably meant. Always false. */
bool raise_unexpected_keyword_steal(Str *function, Str *keyword, List *candidates);
size_t suggestion_distance(const Str *a, const Str *b, size_t limit);

/* An exception that ends the program: through sys.excepthook. */
void traceback_report(Value exception);

#endif
