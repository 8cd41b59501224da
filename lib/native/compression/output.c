/* The growing output of the compression modules. */
#include "lib/native/compression/output.h"

enum { SIZE_FIRST = 4096 };

bool output_start(Output *output, size_t room, ptrdiff_t most) {
    if (room == 0)
        room = SIZE_FIRST;
    if (most >= 0 && room > (size_t)most)
        room = (size_t)most;
    *output = (Output){.bytes = bytes_new(NULL, room), .most = most};
    return output->bytes != NULL;
}

bool output_room(Output *output, uint8_t **to, size_t *room) {
    size_t size = output->bytes->size;
    if (output->used == size && !(output->most >= 0 && size >= (size_t)output->most)) {
        size = size < SIZE_FIRST ? SIZE_FIRST : size * 2;
        if (output->most >= 0 && size > (size_t)output->most)
            size = (size_t)output->most;
        output->bytes = bytes_resize_steal(output->bytes, size);
        if (!output->bytes)
            return false;
    }
    *to = output->bytes->data + output->used;
    *room = size - output->used;
    return true;
}

Value output_finish(Output *output) {
    Bytes *bytes = output->bytes;
    output->bytes = NULL;
    return value_of(bytes_resize_steal(bytes, output->used));
}

void output_abandon(Output *output) {
    decref_maybe(value_of(output->bytes));
    output->bytes = NULL;
}
