/* Callbacks: machine code that calls a Python object.
 *
 * libffi makes the code; a thunk owns it, and whatever C data keeps a function pointer keeps the
 * thunk. Called by C, a thread that runs Python takes the GIL again, and one that Folio has never
 * seen is adopted for the time of the call. What is raised goes to sys.unraisablehook: C gets 0. */
#include "lib/native/ctypes/ctypes.h"

#include <errno.h>
#include <string.h>

typedef struct Thunk {
    Object header;
    Value callable, result; /* owned */
    Tuple *arguments;       /* owned: C types */
    int flags;
    ffi_closure *closure;
    ffi_type **types; /* mem_ buffer */
    ffi_cif cif;
} Thunk;

/* ---- a call ---------------------------------------------------------------------------------- */

static Value read_argument(Value given, const void *memory) {
    CType *type = ctype_from(given);
    if (!type)
        return raise_type_error("cannot build parameter");
    if (is_plain_simple(type))
        return scalar_get(type->scalar, memory, type->is_swapped);
    return value_of(data_copy(type, memory));
}

static Tuple *read_arguments(const Thunk *thunk, void **memory) {
    size_t count = thunk->arguments->count;
    Tuple *tuple = tuple_new(count);
    for (size_t i = 0; tuple && i < count; i++) {
        tuple->items[i] = read_argument(thunk->arguments->items[i], memory[i]);
        if (tuple->items[i])
            continue;
        GIVE_UP(tuple);
        return NULL;
    }
    return tuple;
}

/* What the C side is given has nobody who keeps it but, for an object, its own reference. */
static bool write_result(const Thunk *thunk, void *memory, Value result) {
    const CType *type = ctype_from(thunk->result);
    if (!type)
        return true;
    uint64_t wide = 0;
    void *place = type->size < sizeof(ffi_arg) ? (void *)&wide : memory;
    Value kept = scalar_set(type->scalar, place, result, type->is_swapped);
    if (!kept)
        return false;
    if (place != memory) {
        if (type->scalar->class == SCALAR_SIGNED || type->scalar->class == SCALAR_CHARACTER)
            wide = (uint64_t)((int64_t)(wide << (64 - 8 * type->size)) >> (64 - 8 * type->size));
        memcpy(memory, &wide, sizeof wide);
    }
    if (kept == NONE || type->scalar->class == SCALAR_OBJECT)
        return true;
    if (warn(&exc_RuntimeWarning, 1, "memory leak in callback function."))
        return true;
    decref(kept);
    return false;
}

static void call_python(const Thunk *thunk, void *memory, void **values) {
    Tuple *arguments = read_arguments(thunk, values);
    if (!arguments) {
        exception_write_unraisable_message("Exception ignored on building arguments of ctypes "
                                           "callback function",
                                           thunk->callable);
        return;
    }
    Value result = call_tuple(thunk->callable, arguments, NULL);
    GIVE_UP(arguments);
    if (!result)
        exception_write_unraisable_message("Exception ignored on calling ctypes callback function",
                                           thunk->callable);
    else if (!write_result(thunk, memory, result))
        exception_write_unraisable_message(
            "Exception ignored on converting result of ctypes callback function", thunk->callable);
    decref_maybe(result);
}

static void with_errno(const Thunk *thunk, void *memory, void **values) {
    if (!(thunk->flags & CALL_ERRNO)) {
        call_python(thunk, memory, values);
        return;
    }
    int theirs = errno;
    errno = kept_errno;
    kept_errno = theirs;
    call_python(thunk, memory, values);
    theirs = errno;
    errno = kept_errno;
    kept_errno = theirs;
}

/* An exception that is pending in the code that called C stays as it was. */
static void with_gil(Thunk *thunk, void *memory, void **values) {
    Value pending = exception_fetch();
    OWN(thunk);
    with_errno(thunk, memory, values);
    GIVE_UP(thunk);
    if (pending)
        exception_restore_steal(pending);
}

static void run(ffi_cif *cif, void *memory, void **values, void *context) {
    Thunk *thunk = context;
    if (cif->rtype != ffi.ffi_type_void)
        memset(memory, 0, cif->rtype->size < sizeof(ffi_arg) ? sizeof(ffi_arg) : cif->rtype->size);
    if (!current_thread) {
        if (!thread_adopt())
            return; /* no memory for it: C gets 0 */
        with_gil(thunk, memory, values);
        thread_detach();
    } else if (!gil_is_mine()) {
        gil_acquire();
        with_gil(thunk, memory, values);
        gil_release();
    } else {
        with_gil(thunk, memory, values);
    }
}

/* ---- life ------------------------------------------------------------------------------------ */

static void thunk_dealloc(Object *object) {
    Thunk *thunk = (Thunk *)object;
    mem_gc_untrack(object);
    if (thunk->closure)
        ffi.ffi_closure_free(thunk->closure);
    mem_free(thunk->types);
    decref_maybe(thunk->callable);
    decref_maybe(thunk->result);
    decref_maybe(value_of(thunk->arguments));
    mem_object_free(object, sizeof *thunk);
}

static void thunk_traverse(Object *object, MemVisit visit, void *context) {
    Thunk *thunk = (Thunk *)object;
    visit_value(thunk->callable, visit, context);
    visit_value(thunk->result, visit, context);
    visit_value(value_of(thunk->arguments), visit, context);
}

static void thunk_clear(Object *object) {
    replace_value(&((Thunk *)object)->callable, NONE);
}

Type thunk_type = {
    TYPE_INIT_CONTAINER("_ctypes.CThunkObject", sizeof(Thunk), thunk_dealloc, thunk_traverse,
                        thunk_clear),
    .flags = TYPE_NO_INSTANTIATION,
    .doc = "CThunkObject",
};

static Thunk *allocate(Value callable, Tuple *arguments, Value result, int flags) {
    Thunk *thunk = mem_object_new(&thunk_type.mem, sizeof *thunk);
    if (!thunk)
        return raise_no_memory();
    thunk->callable = own(callable);
    thunk->result = own(result);
    OWN(arguments);
    thunk->arguments = arguments;
    thunk->flags = flags;
    thunk->closure = NULL;
    thunk->types = NULL;
    mem_gc_track(thunk);
    return thunk;
}

static ffi_type *result_type(Value result) {
    if (result == NONE)
        return ffi.ffi_type_void;
    CType *type = ctype_from(result);
    if (!is_ctype_kind(type, C_SIMPLE))
        return raise_type_error("invalid result type for callback function");
    return ctype_ffi(type);
}

static bool fill_types(Thunk *thunk) {
    size_t count = thunk->arguments->count;
    thunk->types = mem_calloc(count + 1, sizeof *thunk->types);
    if (!thunk->types)
        return raise_no_memory();
    for (size_t i = 0; i < count; i++) {
        CType *type = ctype_from(thunk->arguments->items[i]);
        thunk->types[i] = type ? ctype_ffi(type) : ffi.ffi_type_sint32;
        if (!thunk->types[i])
            return false;
    }
    return true;
}

static bool make_code(Thunk *thunk, void **address) {
    ffi_type *result = result_type(thunk->result);
    if (!result || !fill_types(thunk))
        return false;
    thunk->closure = ffi.ffi_closure_alloc(sizeof(ffi_closure), address);
    if (!thunk->closure)
        return raise_no_memory();
    if (ffi.ffi_prep_cif(&thunk->cif, FFI_DEFAULT_ABI, (unsigned)thunk->arguments->count, result,
                         thunk->types) != FFI_OK ||
        ffi.ffi_prep_closure_loc(thunk->closure, &thunk->cif, run, thunk, *address) != FFI_OK)
        return raise_runtime_error("ffi_prep_closure failed");
    return true;
}

Value thunk_new(Value callable, Tuple *arguments, Value result, int flags, void **address) {
    Thunk *thunk = allocate(callable, arguments, result, flags);
    if (thunk && !make_code(thunk, address)) {
        GIVE_UP(thunk);
        return NULL;
    }
    return value_of(thunk);
}
