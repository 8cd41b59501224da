/* What passes over long runs of bytes share (pass.h). */
#include "vm/pass.h"

#include <string.h>

size_t pass_long_piece(size_t done) {
    return pass_may_go_on() ? done + PASS_ITEMS : done;
}

/* How much of what is left fits between two questions; nothing: an exception is pending. */
static size_t bytes_piece(size_t left) {
    if (LIKELY(left <= PASS_BYTES))
        return left;
    return pass_may_go_on() ? PASS_BYTES : 0;
}

bool pass_copy(void *to, const void *from, size_t size) {
    for (size_t done = 0, more; done < size; done += more) {
        if ((more = bytes_piece(size - done)) == 0)
            return false;
        memcpy((uint8_t *)to + done, (const uint8_t *)from + done, more);
    }
    return true;
}

bool pass_fill(void *to, uint8_t byte, size_t size) {
    for (size_t done = 0, more; done < size; done += more) {
        if ((more = bytes_piece(size - done)) == 0)
            return false;
        memset((uint8_t *)to + done, byte, more);
    }
    return true;
}

bool pass_compare(const void *left, const void *right, size_t size, int *order) {
    *order = 0;
    for (size_t done = 0, more; done < size && *order == 0; done += more) {
        if ((more = bytes_piece(size - done)) == 0)
            return false;
        *order = memcmp((const uint8_t *)left + done, (const uint8_t *)right + done, more);
    }
    return true;
}

bool pass_repeat(uint8_t *data, size_t unit, size_t total) {
    size_t longest = unit < PASS_BYTES ? PASS_BYTES / unit * unit : unit;
    for (size_t done = unit; done < total;) {
        size_t more = done < longest ? done : longest; /* what is there, or a handy part of it */
        if (more > total - done)
            more = total - done;
        memcpy(data + done, data, more);
        done += more;
        if (!pass_may_go_on())
            return false;
    }
    return true;
}
