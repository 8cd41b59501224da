/* C functions that ctypes itself calls, by their addresses: cast, string_at and their kind.
 *
 * They are called as functions of the Python API are: with the GIL, with objects as they are, and
 * what they raise is the call's exception. */
#include "lib/native/ctypes/ctypes.h"

#include <string.h>
#include <wchar.h>

static bool check(const void *address, int size) {
    if (size < -1)
        return raise_system_error("Negative size passed to string_at or wstring_at");
    return address || !size || raise_value_error("NULL pointer access");
}

static Value string_at(const char *address, int size) {
    if (!check(address, size))
        return NULL;
    return value_of(bytes_new(address, size < 0 ? strlen(address) : (size_t)size));
}

static Value wstring_at(const wchar_t *address, int size) {
    if (!check(address, size))
        return NULL;
    return value_of(wide_text_new(address, size < 0 ? wcslen(address) : (size_t)size));
}

/* ---- cast ------------------------------------------------------------------------------------ */

static bool is_pointer_type(const CType *type) {
    return type->kind == C_POINTER || type->kind == C_FUNCTION ||
           (type->kind == C_SIMPLE && strchr("sPzUZXO", type->scalar->code));
}

static bool check_pointer_type(Value given) {
    const CType *type = ctype_from(given);
    if (type && is_pointer_type(type))
        return true;
    return raise_type_error("cast() argument 2 must be a pointer type, not %s",
                            is_type(given) ? type_cast(given)->mem.name : type_name_of(given));
}

/* The result keeps what the source keeps, and the source itself by its id. */
static bool share_kept(CData *result, Value source) {
    CData *data = data_from(source);
    Value kept = data_kept(data);
    if (!kept)
        return false;
    if (kept == NONE) { /* a place for the source */
        Dict *made = dict_new();
        if (!made)
            return false;
        replace_value(&data->kept, value_of(made));
        kept = own(data->kept);
    }
    result->kept = kept;
    if (!is_exact_dict(kept))
        return true;
    Value key = object_id(source);
    bool good = key && dict_set(dict_of(kept), key, source);
    decref_maybe(key);
    return good;
}

static Value cast(void *address, Value source, Value target) {
    if (!check_pointer_type(target))
        return NULL;
    Value result = call_0(target);
    if (!result)
        return NULL;
    CData *data = data_from(result);
    memcpy(data->memory, &address, sizeof address);
    if (is_data(source) && !share_kept(data, source)) {
        decref(result);
        return NULL;
    }
    return result;
}

/* ---- the addresses --------------------------------------------------------------------------- */

typedef void (*AnyFunction)(void);

bool memory_functions_add(Module *module) {
    static const struct {
        const char *name;
        AnyFunction function;
    } functions[] = {
        {"_memmove_addr", (AnyFunction)memmove},       {"_memset_addr", (AnyFunction)memset},
        {"_string_at_addr", (AnyFunction)string_at},   {"_cast_addr", (AnyFunction)cast},
        {"_wstring_at_addr", (AnyFunction)wstring_at},
    };
    for (size_t i = 0; i < sizeof functions / sizeof *functions; i++) {
        Value address = value_from_uint64((uintptr_t)functions[i].function);
        if (!module_add_steal(module, functions[i].name, address))
            return false;
    }
    return true;
}
