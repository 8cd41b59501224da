/* The module _asyncio: what its parts share. */
#include "lib/native/asyncio/asyncio.h"
#include "vm/import.h"
#include "vm/runtime.h"

AsyncioNames asyncio_names;

static bool intern_names(void) {
#define INTERN(name)                                                                               \
    if (!asyncio_names.name &&                                                                     \
        !(asyncio_names.name = str_intern_forever_steal(str_from_c(#name))))                       \
        return false;
    ASYNCIO_NAMES(INTERN)
#undef INTERN
    return asyncio_names.only_context ||
           (asyncio_names.only_context = tuple_pack(1, value_of(asyncio_names.context)));
}

/* They are looked up late: package asyncio itself imports this module. */
static Value classes[ASYNCIO_CLASSES];

Type *asyncio_class(AsyncioClass which) {
    static const char *const class_names[] = {"CancelledError", "InvalidStateError"};
    if (!classes[which]) {
        Value class = import_attribute("asyncio.exceptions", class_names[which]);
        if (!class)
            return NULL;
        replace_value(&classes[which], class);
    }
    return type_cast(classes[which]);
}

void *raise_invalid_state(const char *format, ...) {
    Type *class = asyncio_class(INVALID_STATE_ERROR);
    if (!class)
        return NULL;
    va_list arguments;
    va_start(arguments, format);
    raise_error_v(class, format, arguments);
    va_end(arguments);
    return NULL;
}

Value asyncio_call(const char *module, const char *function, Value *args, size_t count,
                   Tuple *names) {
    Value callee = import_attribute(module, function);
    Value result = callee ? call(callee, args, count, names) : NULL;
    decref_maybe(callee);
    return result;
}

static void forget(void) {
    for (size_t i = 0; i < ASYNCIO_CLASSES; i++)
        clear_value(&classes[i]);
    if (asyncio_names.only_context)
        GIVE_UP(asyncio_names.only_context);
    asyncio_names.only_context = NULL;
}

static bool exec(Module *module) {
    runtime_on_fini(forget);
    return intern_names() && type_ready(&future_iterator_type) && type_ready(&task_step_type) &&
           module_add_type(module, &future_type) && module_add_type(module, &task_type) &&
           module_add_type(module, &handle_type) && loop_exec(module);
}

const NativeModule _asyncio_module = {
    .name = "_asyncio",
    .doc = "Accelerator module for asyncio",
    .functions = loop_functions,
    .exec = exec,
};
