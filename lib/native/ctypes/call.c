/* Calling a C function: arguments converted, the GIL put down, the result made a Python value. */
#include "lib/native/ctypes/ctypes.h"

#include <errno.h>
#include <string.h>

ExceptionClass argument_error = {
    .module = "ctypes", .name = "ArgumentError", .base = &exc_Exception};
_Thread_local int kept_errno;

typedef struct Call {
    const CallPlan *plan;
    size_t count;
    CArgument **arguments; /* owned; those that are there yet */
    ffi_type **types;
    void **values;
    uint8_t *result;
    ffi_cif cif;
} Call;

/* ---- arguments ------------------------------------------------------------------------------- */

static CArgument *convert(const CallPlan *plan, Value value, size_t index) {
    CArgument *argument;
    if (plan->converters && index < plan->converters->count) {
        Value converted = call_1(plan->converters->items[index], value);
        argument = converted ? argument_convert(converted, index + 1) : NULL;
        decref_maybe(converted);
    } else {
        argument = argument_convert(value, index + 1);
    }
    return argument ? argument
                    : raise_again_as(type_cast(argument_error.class), "argument %zu: ", index + 1);
}

/* A struct's value is the struct itself. */
static void *place_of_value(CArgument *argument) {
    return argument->copy ? argument->copy : &argument->value;
}

static bool convert_all(Call *call, Value *args) {
    for (size_t i = 0; i < call->count; i++) {
        CArgument *argument = convert(call->plan, args[i], i);
        if (!argument)
            return false;
        call->arguments[i] = argument;
        call->types[i] = argument->ffi;
        call->values[i] = place_of_value(argument);
    }
    return true;
}

/* ---- the call -------------------------------------------------------------------------------- */

static ffi_type *result_type(Value result) {
    if (result == NONE)
        return ffi.ffi_type_void;
    CType *type = ctype_from(result);
    return type ? ctype_ffi(type) : ffi.ffi_type_sint32;
}

/* Arguments beyond the declared ones are those of a function like printf. */
static bool prepare(Call *call) {
    ffi_type *result = result_type(call->plan->result);
    if (!result)
        return false;
    size_t size = result->size < sizeof(ffi_arg) ? sizeof(ffi_arg) : result->size;
    call->result = mem_calloc(1, size);
    if (!call->result)
        return raise_no_memory();
    size_t declared = call->plan->converters ? call->plan->converters->count : 0;
    unsigned count = (unsigned)call->count;
    if (!declared || declared >= call->count)
        return ffi.ffi_prep_cif(&call->cif, FFI_DEFAULT_ABI, count, result, call->types) ==
                   FFI_OK ||
               raise_runtime_error("ffi_prep_cif failed");
    return ffi.ffi_prep_cif_var(&call->cif, FFI_DEFAULT_ABI, (unsigned)declared, count, result,
                                call->types) == FFI_OK ||
           raise_runtime_error("ffi_prep_cif_var failed");
}

static void swap_errno(const CallPlan *plan) {
    if (!(plan->flags & CALL_ERRNO))
        return;
    int mine = kept_errno;
    kept_errno = errno;
    errno = mine;
}

static bool run(Call *call) {
    const CallPlan *plan = call->plan;
    bool keeps_gil = plan->flags & CALL_PYTHON_API;
    if (!keeps_gil)
        gil_release();
    swap_errno(plan);
    ffi.ffi_call(&call->cif, FFI_FN(plan->address), call->result, call->values);
    swap_errno(plan);
    if (!keeps_gil)
        gil_acquire();
    return !keeps_gil || !exception_pending();
}

/* ---- the result ------------------------------------------------------------------------------ */

static Value read_result(const CallPlan *plan, const uint8_t *memory) {
    if (plan->result == NONE)
        return NONE;
    CType *type = ctype_from(plan->result);
    if (!type) {
        int number;
        memcpy(&number, memory, sizeof number);
        return call_1(plan->result, value_of_small_int(number));
    }
    if (!is_plain_simple(type))
        return value_of(data_copy(type, memory));
    Value value = scalar_get(type->scalar, memory, type->is_swapped);
    if (value && type->scalar->class == SCALAR_OBJECT)
        decref(value); /* the function's reference is the result's */
    return value;
}

static Value checked_result(const CallPlan *plan, const uint8_t *memory) {
    Value value = read_result(plan, memory);
    if (!value || !plan->checker)
        return value;
    Value checked = call_1(plan->checker, value);
    decref(value);
    return checked;
}

Value foreign_call(const CallPlan *plan, Value *args, size_t count) {
    if (count > ARGUMENTS_MAX)
        return raise_of(&argument_error, "too many arguments (%zu), maximum is %d", count,
                        ARGUMENTS_MAX);
    void **room = mem_calloc(3 * count + 1, sizeof *room);
    if (!room)
        return raise_no_memory();
    Call call = {.plan = plan,
                 .count = count,
                 .arguments = (CArgument **)room,
                 .types = (ffi_type **)(room + count),
                 .values = room + 2 * count};
    Value result = NULL;
    if (convert_all(&call, args) && prepare(&call) && run(&call))
        result = checked_result(plan, call.result);
    for (size_t i = 0; i < count; i++)
        decref_maybe(value_of(call.arguments[i]));
    mem_free(call.result);
    mem_free(room);
    return result;
}
