/* The list of targets: see target.h. */
#include "tests/fuzz/target.h"

#include <string.h>

static const FuzzTarget *const targets[] = {&fuzz_target_tree, &fuzz_target_code, &fuzz_target_pyc};

const FuzzTarget *fuzz_target_start(const char *name) {
    const FuzzTarget *target = &fuzz_target_python;
    for (size_t i = 0; i < sizeof targets / sizeof targets[0]; i++)
        if (strcmp(targets[i]->name, name) == 0)
            target = targets[i];
    target->start(name);
    return target;
}

FILE *fuzz_nowhere(void) {
    static FILE *nowhere;
    if (!nowhere)
        nowhere = fopen("/dev/null", "w");
    return nowhere;
}
