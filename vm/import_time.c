/* -X importtime: how long each import takes, itself and with what it imports, as CPython's lines.
 */
#include "vm/import_time.h"
#include "vm/clock.h"
#include "vm/raise.h"

#include <stdio.h>

static int depth;
static int64_t nested_us; /* that the imports inside of the current one have taken */

ImportTimer import_time_begin(void) {
    static bool has_heading;
    if (!has_heading)
        fprintf(stderr, "import time: self [us] | cumulative | imported package\n");
    has_heading = true;
    ImportTimer timer = {monotonic_ns() / 1000, nested_us};
    nested_us = 0;
    depth++;
    return timer;
}

void import_time_end(const ImportTimer *timer, Str *name) {
    int64_t whole = monotonic_ns() / 1000 - timer->start_us;
    Value pending = exception_fetch();
    const char *text = str_utf8(name, NULL);
    depth--;
    fprintf(stderr, "import time: %9lld | %10lld | %*s%s\n", (long long)(whole - nested_us),
            (long long)whole, depth * 2, "", text ? text : "?");
    nested_us = timer->outer_us + whole;
    exception_clear();
    exception_restore_steal(pending);
}
