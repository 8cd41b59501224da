/* What the files of memoryview share.
 *
 *   memoryview.c          its life, what it hands out itself, attributes, iterator, the type
 *   memoryview_items.c    formats: an item read from bytes and written to them
 *   memoryview_index.c    view[key] and view[key] = value
 *   memoryview_contents.c all the items: copied, cast to another format or shape, compared */
#ifndef VM_OBJECTS_MEMORYVIEW_PARTS_H
#define VM_OBJECTS_MEMORYVIEW_PARTS_H

#include "vm/objects/memoryview.h"
#include "vm/operations.h"
#include "vm/raise.h"

#include <string.h>

enum { DIMENSIONS_MAX = 64 };

typedef struct {
    Object header;
    Buffer buffer;
    size_t views;    /* that are not released */
    bool restricted; /* the one view must not be copied: its bytes are not kept alive */
} ManagedBuffer;

typedef struct {
    Object header;
    ManagedBuffer *base; /* owned; null when released */
    uint8_t *bytes;
    size_t size; /* of all items */
    char format[8];
    const char *long_format; /* instead, when it does not fit; the object's own */
    size_t item_size;
    int dimensions;
    bool read_only, contiguous;
    size_t exports;
    Hash hash;
    ptrdiff_t extents[]; /* the shape, then the strides */
} MemoryView;

static inline MemoryView *view_of(Value value) {
    return (MemoryView *)object_of(value);
}
static inline const char *memoryview_format(const MemoryView *view) {
    return view->long_format ? view->long_format : view->format;
}
static inline ptrdiff_t *shape_of(MemoryView *view) {
    return view->extents;
}
static inline ptrdiff_t *strides_of(MemoryView *view) {
    return view->extents + view->dimensions;
}
static inline size_t view_block_size(const MemoryView *view) {
    return sizeof *view + 2 * (size_t)view->dimensions * sizeof(ptrdiff_t);
}

static inline bool is_memoryview(Value value) {
    return has_type(value, &memoryview_type);
}

/* ---- life ----------------------------------------------------------------------------------- */

/* ValueError if it is released. */
static inline bool memoryview_check_alive(const MemoryView *view) {
    if (!view->base)
        return raise_value_error("operation forbidden on released memoryview object");
    return true;
}
/* Extents are left to the caller, who calls measure when they are set, then tracks it. */
MUST_CHECK MemoryView *memoryview_allocate(ManagedBuffer *base, int dimensions);
void memoryview_measure(MemoryView *view);
void memoryview_set_format(MemoryView *view, const char *format); /* borrowed if it is long */
MUST_CHECK MemoryView *memoryview_copy(MemoryView *source);
/* On bytes that their owner keeps until memoryview_end(). */
MUST_CHECK MemoryView *memoryview_restricted(const Buffer *buffer);
void memoryview_end(MemoryView *view);
void memoryview_as_buffer(MemoryView *view, Buffer *buffer); /* without an owner */

/* ---- items ---------------------------------------------------------------------------------- */

/* The character of a native one-character format, 0 if it is another. */
char memoryview_native_format(const char *format);
size_t memoryview_native_size(char format);
MUST_CHECK Value memoryview_unpack(const MemoryView *view, const uint8_t *bytes);
MUST_CHECK bool memoryview_pack(MemoryView *view, uint8_t *bytes, Value item);
MUST_CHECK Value memoryview_get_item(Value self, Value key);
MUST_CHECK bool memoryview_set_item(Value self, Value key, Value value);

/* ---- contents ------------------------------------------------------------------------------- */

bool memoryview_is_fortran_contiguous(MemoryView *view);
MUST_CHECK Bytes *memoryview_bytes(MemoryView *view, bool fortran); /* in C order, or Fortran's */
Value memoryview_tobytes(Value self, Value *args);
Value memoryview_tolist(Value self, Value *args);
Value memoryview_cast(Value self, Value *args);
Value memoryview_compare(Value self, Value other, CompareOp op);

#endif
