/* The table of libffi's functions and types. */
#include "lib/native/ctypes/foreign_calls.h"

ForeignCalls ffi;

static ForeignLibrary library =
    FOREIGN_LIBRARY("ctypes", "libffi.so.8", "libffi8", FFI_FUNCTIONS, ffi);

bool foreign_calls_open(void) {
    return foreign_library_open(&library);
}
