/* The list of modules written in C, for the importer. */
#include "vm/import.h"

#define NATIVE_MODULE(name) extern const NativeModule name##_module;
#include "lib/native_modules.def"
#undef NATIVE_MODULE

const NativeModule *const native_modules[] = {
#define NATIVE_MODULE(name) &name##_module,
#include "lib/native_modules.def"
#undef NATIVE_MODULE
    NULL,
};
