#include "vm/objects/bytes_parts.h"
const NativeMethod bytes_methods[] = {NATIVE_END};
const NativeMethod bytearray_methods[] = {NATIVE_END};
