/* The constants of a module: tables of names and numbers. */
#ifndef LIB_NATIVE_NAMED_NUMBERS_H
#define LIB_NATIVE_NAMED_NUMBERS_H

#include "vm/vm.h"

typedef struct NamedNumber {
    const char *name;
    int64_t number;
} NamedNumber;

/* A row: a constant of C under its own name. */
#define NAMED(constant)                                                                            \
    { #constant, (int64_t)(constant) }

MUST_CHECK bool module_add_numbers(Module *module, const NamedNumber *numbers, size_t count);
/* All of an array. */
#define MODULE_ADD_NUMBERS(module, numbers)                                                        \
    module_add_numbers(module, numbers, sizeof(numbers) / sizeof *(numbers))

#endif
