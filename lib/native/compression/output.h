/* What a decompressor or compressor has given so far: a bytes that doubles while it grows. */
#ifndef LIB_NATIVE_COMPRESSION_OUTPUT_H
#define LIB_NATIVE_COMPRESSION_OUTPUT_H

#include "vm/vm.h"

typedef struct Output {
    Bytes *bytes;   /* owned; its size is the room there is */
    size_t used;    /* bytes written */
    ptrdiff_t most; /* never more than this; negative: no limit */
} Output;

MUST_CHECK bool output_start(Output *output, size_t room, ptrdiff_t most);
/* Room behind what is used; *room 0 if `most` is reached. False: MemoryError. */
MUST_CHECK bool output_room(Output *output, uint8_t **to, size_t *room);
MUST_CHECK Value output_finish(Output *output);
void output_abandon(Output *output);

#endif
