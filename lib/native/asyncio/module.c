/* The module _asyncio: what its parts share. */
#include "lib/native/asyncio/asyncio.h"
#include "vm/import.h"

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

/* They are looked up late, as package asyncio itself imports this module, but before there is a
 * future: one that dies at the end of the program is told of when nothing can be imported. */
static Value parts[ASYNCIO_PARTS];

bool asyncio_prepare(void) {
    static const char *const places[ASYNCIO_PARTS][2] = {
        [CANCELLED_ERROR] = {"asyncio.exceptions", "CancelledError"},
        [INVALID_STATE_ERROR] = {"asyncio.exceptions", "InvalidStateError"},
        [FUTURE_REPR] = {"asyncio.base_futures", "_future_repr"},
        [TASK_REPR] = {"asyncio.base_tasks", "_task_repr"},
    };
    for (size_t i = 0; i < ASYNCIO_PARTS; i++) {
        if (parts[i])
            continue;
        Value part = import_attribute(places[i][0], places[i][1]);
        if (!part)
            return false;
        replace_value(&parts[i], part);
    }
    return true;
}

Type *asyncio_class(AsyncioPart which) {
    return asyncio_prepare() ? type_cast(parts[which]) : NULL;
}

Value asyncio_repr(AsyncioPart which, Value future) {
    return future_check_initialized(future_of(future)) && asyncio_prepare()
               ? call_1(parts[which], future)
               : NULL;
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
    for (size_t i = 0; i < ASYNCIO_PARTS; i++)
        clear_value(&parts[i]);
    if (asyncio_names.only_context)
        GIVE_UP(asyncio_names.only_context);
    asyncio_names.only_context = NULL;
}

static bool exec(Module *module) {
    return intern_names() && type_ready(&future_iterator_type) && type_ready(&task_step_type) &&
           module_add_type(module, &future_type) && module_add_type(module, &task_type) &&
           module_add_type(module, &handle_type) && loop_exec(module);
}

const NativeModule _asyncio_module = {
    .name = "_asyncio",
    .doc = "Accelerator module for asyncio",
    .functions = loop_functions,
    .exec = exec,
    .fini = forget,
};
