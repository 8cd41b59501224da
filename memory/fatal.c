/* The end when the heap is not what it must be. */
#include "memory/memory.h"

#include <stdarg.h>
#include <stdlib.h>

void mem_fatal(const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    fputs("folio: memory: ", stderr);
    vfprintf(stderr, format, arguments);
    fputc('\n', stderr);
    va_end(arguments);
    fflush(stderr);
    abort();
}
