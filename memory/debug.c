/* Guarded blocks (pool_debug, system_debug): every mistake with a block stops at once.
 *
 * placeholder */
#include "memory/heap.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

void mem_fatal(const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    fputs("folio: memory: ", stderr);
    vfprintf(stderr, format, arguments);
    fputc('\n', stderr);
    va_end(arguments);
    abort();
}

void *debug_new(size_t size, unsigned kind) {
    return listed_new(size, kind);
}

void debug_free(void *block, size_t size, unsigned kind) {
    listed_free(block);
}

size_t debug_size(const void *block) {
    return listed_header(block)->size;
}

void debug_fini(void) {
}

bool trace_add(void *block, size_t size, unsigned kind) {
    return true;
}

void trace_remove(void *block) {
}
