/* _code_bytes: code objects as bytes, for module marshal. */
#include "compiler/serialize.h"
#include "vm/objects/code.h"
#include "vm/vm.h"

static Value fn_dumps(Value self, Value *args) {
    if (!is_code(args[0]))
        return raise_type_error("a code object is required, not %T", args[0]);
    SerializedCode code;
    Diagnostic diagnostic = {0};
    if (!code_serialize(((CodeObject *)(void *)object_of(args[0]))->code, &code, &diagnostic))
        return diagnostic.kind == DIAGNOSTIC_MEMORY ? raise_no_memory()
                                                    : raise_value_error("%s", diagnostic.message);
    Bytes *bytes = bytes_new(code.bytes, code.size);
    mem_raw_free(code.bytes);
    return value_of(bytes);
}

static Value fn_loads(Value self, Value *args) {
    Buffer buffer;
    if (!buffer_get(args[0], &buffer, false))
        return NULL;
    Diagnostic diagnostic = {0};
    Code *code = code_deserialize((const uint8_t *)buffer.bytes, buffer.size, &diagnostic);
    buffer_release(&buffer);
    if (code)
        return value_of(code_object_new_steal(code));
    return diagnostic.kind == DIAGNOSTIC_MEMORY ? raise_no_memory()
                                                : raise_value_error("%s", diagnostic.message);
}

static const NativeMethod functions[] = {
    NATIVE("dumps(code, /)", fn_dumps, "The bytes of a code object."),
    NATIVE("loads(bytes, /)", fn_loads, "The code object of bytes; they are verified."),
    NATIVE_END,
};

const NativeModule _code_bytes_module = {
    .name = "_code_bytes",
    .functions = functions,
};
