/* The libFuzzer target (clang): fuzz_pyc_libfuzzer CORPUS, see tests/README.md. */
#include "memory/memory.h"
#include "tests/fuzz/pyc.h"

int LLVMFuzzerInitialize(int *argc, char ***argv);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerInitialize(int *argc, char ***argv) {
    mem_init(NULL, NULL);
    return 0;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    fuzz_pyc(data, size);
    return 0;
}
