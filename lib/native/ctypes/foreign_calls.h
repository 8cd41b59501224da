/* libffi, opened when _ctypes is first imported: what is called of it, and its types. */
#ifndef LIB_NATIVE_CTYPES_FOREIGN_CALLS_H
#define LIB_NATIVE_CTYPES_FOREIGN_CALLS_H

#include "lib/foreign.h"

#include <ffi.h>

#define FFI_FUNCTIONS(F)                                                                           \
    F(ffi_prep_cif)                                                                                \
    F(ffi_prep_cif_var)                                                                            \
    F(ffi_call)                                                                                    \
    F(ffi_closure_alloc)                                                                           \
    F(ffi_closure_free)                                                                            \
    F(ffi_prep_closure_loc)                                                                        \
    F(ffi_type_void)                                                                               \
    F(ffi_type_uint8)                                                                              \
    F(ffi_type_sint8)                                                                              \
    F(ffi_type_uint16)                                                                             \
    F(ffi_type_sint16)                                                                             \
    F(ffi_type_uint32)                                                                             \
    F(ffi_type_sint32)                                                                             \
    F(ffi_type_uint64)                                                                             \
    F(ffi_type_sint64)                                                                             \
    F(ffi_type_float)                                                                              \
    F(ffi_type_double)                                                                             \
    F(ffi_type_longdouble)                                                                         \
    F(ffi_type_pointer)

typedef struct ForeignCalls {
    FFI_FUNCTIONS(FOREIGN_POINTER)
} ForeignCalls;
extern ForeignCalls ffi;

MUST_CHECK bool foreign_calls_open(void); /* False: ImportError */

#endif
