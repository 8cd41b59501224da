/* See named_numbers.h. */
#include "lib/native/named_numbers.h"

bool module_add_numbers(Module *module, const NamedNumber *numbers, size_t count) {
    for (size_t i = 0; i < count; i++)
        if (!module_add_int(module, numbers[i].name, numbers[i].number))
            return false;
    return true;
}
