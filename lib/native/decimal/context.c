/* Context: its attributes, and how it is made, copied, shown and pickled. */
#include "lib/native/decimal/decimal.h"
#include <string.h>

const char *const rounding_names[ROUNDING_COUNT] = {
    "ROUND_UP",      "ROUND_DOWN",      "ROUND_CEILING",   "ROUND_FLOOR",
    "ROUND_HALF_UP", "ROUND_HALF_DOWN", "ROUND_HALF_EVEN", "ROUND_05UP"};

/* ---- the contexts there are from the start --------------------------------------------------- */

#define PLAIN_CONTEXT(digits, mode, trapped)                                                       \
    {                                                                                              \
        .header = {MEM_IMMORTAL, MEM_OBJECT_STATIC, &decimal_context_type.mem},                    \
        .work = {.precision = digits, .emin = -999999, .emax = 999999, .rounding = mode},          \
        .traps = trapped, .capitals = true,                                                        \
    }
Context context_default =
    PLAIN_CONTEXT(28, ROUNDING_HALF_EVEN, ANY_INVALID | DIVISION_BY_ZERO | OVERFLOWED);
Context context_basic = PLAIN_CONTEXT(
    9, ROUNDING_HALF_UP, ANY_INVALID | DIVISION_BY_ZERO | OVERFLOWED | UNDERFLOWED | CLAMPED);
Context context_extended = PLAIN_CONTEXT(9, ROUNDING_HALF_EVEN, 0);

static Context *context_allocate(Type *type, const Context *source) {
    Context *context = type_allocate(type, 0);
    if (!context)
        return NULL;
    context->work = source->work;
    context->flags = source->flags;
    context->traps = source->traps;
    context->capitals = source->capitals;
    context->views[0] = context->views[1] = NULL;
    return context;
}

Context *context_copy(const Context *context) {
    return context_allocate(&decimal_context_type, context);
}

static void context_dealloc(Object *object) {
    signal_dicts_leave((Context *)object);
    mem_object_free(object, type_instance_size((Type *)object->type, 0));
}

bool context_add_status(Context *context, uint32_t status) {
    context->flags |= status;
    if (!(status & context->traps))
        return true;
    return raise_conditions(status & context->traps);
}

/* ---- attributes ------------------------------------------------------------------------------ */

bool rounding_read(Value name, Rounding *rounding) {
    for (int i = 0; is_str(name) && i < ROUNDING_COUNT; i++)
        if (str_equal_c(str_of(name), rounding_names[i])) {
            *rounding = (Rounding)i;
            return true;
        }
    return raise_type_error("valid values for rounding are:\n"
                            "  [ROUND_CEILING, ROUND_FLOOR, ROUND_UP, ROUND_DOWN,\n"
                            "   ROUND_HALF_UP, ROUND_HALF_DOWN, ROUND_HALF_EVEN,\n"
                            "   ROUND_05UP]");
}

static bool read_number(Value value, int64_t low, int64_t high, const char *range,
                        int64_t *number) {
    ptrdiff_t size;
    if (!is_int(value))
        return raise_type_error("an integer is required");
    if (!int_as_size(value, &size))
        return false;
    if (size < low || size > high)
        return raise_value_error("%s", range);
    *number = size;
    return true;
}

static bool set_precision(Value self, Value value) {
    return read_number(value, 1, EXPONENT_LIMIT, "valid range for prec is [1, MAX_PREC]",
                       &context_of(self)->work.precision);
}

static bool set_emin(Value self, Value value) {
    return read_number(value, -EXPONENT_LIMIT, 0, "valid range for Emin is [MIN_EMIN, 0]",
                       &context_of(self)->work.emin);
}

static bool set_emax(Value self, Value value) {
    return read_number(value, 0, EXPONENT_LIMIT, "valid range for Emax is [0, MAX_EMAX]",
                       &context_of(self)->work.emax);
}

static bool set_rounding(Value self, Value value) {
    return rounding_read(value, &context_of(self)->work.rounding);
}

static bool set_capitals(Value self, Value value) {
    int64_t number = 0;
    if (!read_number(value, 0, 1, "valid values for capitals are 0 or 1", &number))
        return false;
    context_of(self)->capitals = number;
    return true;
}

static bool set_clamp(Value self, Value value) {
    int64_t number = 0;
    if (!read_number(value, 0, 1, "valid values for clamp are 0 or 1", &number))
        return false;
    context_of(self)->work.clamp = number;
    return true;
}

static bool set_flags(Value self, Value value) {
    return signals_read_dict(value, &context_of(self)->flags);
}

static bool set_traps(Value self, Value value) {
    return signals_read_dict(value, &context_of(self)->traps);
}

static Value get_precision(Value self) {
    return value_from_int64(context_of(self)->work.precision);
}

static Value get_emin(Value self) {
    return value_from_int64(context_of(self)->work.emin);
}

static Value get_emax(Value self) {
    return value_from_int64(context_of(self)->work.emax);
}

static Value get_rounding(Value self) {
    return value_of(str_interned(rounding_names[context_of(self)->work.rounding]));
}

static Value get_capitals(Value self) {
    return value_of_small_int(context_of(self)->capitals);
}

static Value get_clamp(Value self) {
    return value_of_small_int(context_of(self)->work.clamp);
}

static Value get_flags(Value self) {
    return signal_dict_of_context(context_of(self), false);
}

static Value get_traps(Value self) {
    return signal_dict_of_context(context_of(self), true);
}

/* In the order of the constructor's parameters. */
static const NativeGetSet context_getsets[] = {
    {"prec", get_precision, set_precision, NULL},
    {"rounding", get_rounding, set_rounding, NULL},
    {"Emin", get_emin, set_emin, NULL},
    {"Emax", get_emax, set_emax, NULL},
    {"capitals", get_capitals, set_capitals, NULL},
    {"clamp", get_clamp, set_clamp, NULL},
    {"flags", get_flags, set_flags, NULL},
    {"traps", get_traps, set_traps, NULL},
    {NULL, NULL, NULL, NULL},
};
enum { CONTEXT_ATTRIBUTES = sizeof context_getsets / sizeof *context_getsets - 1 };

/* flags and traps of the constructor may be lists of signals. */
static bool init_attribute(Context *context, const NativeGetSet *attribute, Value value) {
    if (is_list(value) && attribute->set == set_flags)
        return signals_read_list(value, &context->flags);
    if (is_list(value) && attribute->set == set_traps)
        return signals_read_list(value, &context->traps);
    return attribute->set(value_of(context), value);
}

bool context_set(Context *context, const char *name, Value value) {
    for (size_t i = 0; i < CONTEXT_ATTRIBUTES; i++)
        if (strcmp(context_getsets[i].name, name) == 0)
            return init_attribute(context, &context_getsets[i], value);
    return raise_type_error("this function got an unexpected keyword argument '%s'", name);
}

static bool set_attribute(Value self, Str *name, Value value) {
    if (!value)
        return raise_attribute_error("context attributes cannot be deleted");
    return attribute_set_generic(self, name, value);
}

/* ---- making and showing ---------------------------------------------------------------------- */

static Value context_new(Type *type, Value *args, size_t count, Tuple *names) {
    Context *context = context_allocate(type, &context_default);
    if (context)
        context->flags = 0;
    return value_of(context);
}

static bool context_init(Value self, Value *args, size_t count, Tuple *names) {
    static Signature signature =
        SIGNATURE("Context(prec=None, rounding=None, Emin=None, Emax=None, capitals=None, "
                  "clamp=None, flags=None, traps=None)");
    Value bound[CONTEXT_ATTRIBUTES];
    if (!arguments_bind(&signature, args, count, names, bound))
        return false;
    for (size_t i = 0; i < CONTEXT_ATTRIBUTES; i++)
        if (bound[i] && bound[i] != NONE &&
            !init_attribute(context_of(self), &context_getsets[i], bound[i]))
            return false;
    return true;
}

static Value context_repr(Value self) {
    const Context *context = context_of(self);
    const Work *work = &context->work;
    StrBuilder builder;
    str_builder_init(&builder);
    str_builder_format(&builder,
                       "Context(prec=%ld, rounding=%s, Emin=%ld, Emax=%ld, capitals=%d, "
                       "clamp=%d, flags=",
                       (long)work->precision, rounding_names[work->rounding], (long)work->emin,
                       (long)work->emax, context->capitals, work->clamp);
    if (!signals_names(&builder, context->flags) || !str_builder_c(&builder, ", traps=") ||
        !signals_names(&builder, context->traps)) {
        str_builder_abandon(&builder);
        return NULL;
    }
    str_builder_character(&builder, ')');
    return value_of(str_builder_finish(&builder));
}

Type decimal_context_type = {
    TYPE_INIT_ATOM("decimal.Context", sizeof(Context), context_dealloc),
    .flags = TYPE_BASE | TYPE_IMMUTABLE,
    .doc = "Context(prec=None, rounding=None, Emin=None, Emax=None, capitals=None, clamp=None, "
           "flags=None, traps=None)\n--\n\n"
           "The context affects almost all operations and controls rounding,\n"
           "Over/Underflow, raising of exceptions and much more.  A new context\n"
           "can be constructed as follows:\n\n"
           "    >>> c = Context(prec=28, Emin=-425000000, Emax=425000000,\n"
           "    ...             rounding=ROUND_HALF_EVEN, capitals=1, clamp=1,\n"
           "    ...             traps=[InvalidOperation, DivisionByZero, Overflow],\n"
           "    ...             flags=[])\n"
           "    >>>\n\n\n",
    .methods = decimal_context_methods,
    .getsets = context_getsets,
    .new = context_new,
    .init = context_init,
    .repr = context_repr,
    .set_attr = set_attribute,
};
