/* What a buffered file does to the raw file below it. */
#ifndef LIB_NATIVE_IO_BUFFERED_H
#define LIB_NATIVE_IO_BUFFERED_H

#include "lib/native/io/io.h"

/* Waits for the thread that is at it; RuntimeError if it is this one. */
MUST_CHECK bool buffered_lock(Buffered *buffered);
/* The same, and there is a raw file: till buffered_leave it and the buffer are what they are now.
 */
MUST_CHECK bool buffered_enter(Buffered *buffered);
void buffered_leave(Buffered *buffered);

MUST_CHECK bool buffered_has_raw(Buffered *buffered); /* else a ValueError that says why not */
MUST_CHECK Answer buffered_raw_is_closed(Buffered *buffered);
MUST_CHECK bool buffered_check_open(Buffered *buffered, const char *what);

/* Bytes transferred; -1: an exception, -2: the raw file would block. */
ptrdiff_t buffered_raw_read(Buffered *buffered, uint8_t *bytes, size_t size);
ptrdiff_t buffered_raw_write(Buffered *buffered, const uint8_t *bytes, size_t size);
MUST_CHECK bool buffered_raw_seek(Buffered *buffered, int64_t offset, int whence, int64_t *at);

#endif
