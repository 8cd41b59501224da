/* What passes over long runs of bytes share (pass.h). */
#include "vm/pass.h"

#include <string.h>

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
