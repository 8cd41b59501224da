/* Writing to file-like objects, whatever they are, through their methods. */
#include "vm/file_write.h"
#include "vm/vm.h"

bool file_write(Value file, Value text) {
    Value result = call_method_1(file, names.write, text);
    decref_maybe(result);
    return result != NULL;
}

bool file_write_c(Value file, const char *text) {
    Value str = value_of(str_from_c(text));
    bool done = str && file_write(file, str);
    decref_maybe(str);
    return done;
}

bool file_flush(Value file) {
    Value result = call_method_0(file, names.flush);
    decref_maybe(result);
    return result != NULL;
}
