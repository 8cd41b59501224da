/* Warnings that C code gives: through the warnings module, so that filters apply. */
#include "vm/import.h"
#include "vm/objects/str.h"
#include "vm/operations.h"
#include "vm/raise.h"

bool warn(Type *category, ptrdiff_t stack_level, const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    Str *text = str_format_v(format, arguments);
    va_end(arguments);
    if (!text)
        return false;
    Value function = import_attribute("warnings", "warn");
    Value result = NULL;
    if (function)
        result = call_3(function, value_of(text), value_of(category),
                        value_of_small_int((int64_t)stack_level));
    decref_maybe(function);
    decref_maybe(result);
    GIVE_UP(text);
    return result != NULL;
}
