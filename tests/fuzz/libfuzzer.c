/* The entry of libFuzzer, and of AFL++'s own driver of that name: FUZZ_TARGET names the target. */
#include "tests/fuzz/target.h"

int LLVMFuzzerInitialize(int *argc, char ***argv);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const FuzzTarget *target;

int LLVMFuzzerInitialize(int *argc, char ***argv) {
    const char *name = getenv("FUZZ_TARGET");
    if (!name) {
        fprintf(stderr, "FUZZ_TARGET must name a target\n");
        exit(2);
    }
    target = fuzz_target_start(name);
    return 0;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    target->run(data, size);
    return 0;
}
