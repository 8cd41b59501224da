/* Signals: the exception classes of conditions, and the mappings context.flags and context.traps.
 *
 * The classes are made with the first module object and go with the last. */
#include "lib/native/decimal/decimal.h"
#include "lib/native/exception_class.h"
#include "vm/import.h"

#include <string.h>

typedef struct SignalClass {
    const char *name;
    uint32_t conditions;
    const char *bases[3]; /* names of other signals, or of builtin exceptions */
    Value class;          /* owned */
} SignalClass;

enum { SIGNALS_AT = 1, CONDITIONS_AT = SIGNALS_AT + SIGNAL_COUNT, CLASS_COUNT = CONDITIONS_AT + 4 };

/* DecimalException; the signals, in the order of flags and traps; the conditions that are only
 * ever told as parts of InvalidOperation. */
static SignalClass classes[CLASS_COUNT] = {
    {"DecimalException", 0, {"ArithmeticError"}, NULL},
    {"InvalidOperation", ANY_INVALID, {"DecimalException"}, NULL},
    {"FloatOperation", FLOAT_OPERATION, {"DecimalException", "TypeError"}, NULL},
    {"DivisionByZero", DIVISION_BY_ZERO, {"DecimalException", "ZeroDivisionError"}, NULL},
    {"Overflow", OVERFLOWED, {"Inexact", "Rounded"}, NULL},
    {"Underflow", UNDERFLOWED, {"Inexact", "Rounded", "Subnormal"}, NULL},
    {"Subnormal", SUBNORMAL, {"DecimalException"}, NULL},
    {"Inexact", INEXACT, {"DecimalException"}, NULL},
    {"Rounded", ROUNDED, {"DecimalException"}, NULL},
    {"Clamped", CLAMPED, {"DecimalException"}, NULL},
    {"ConversionSyntax", CONVERSION_SYNTAX, {"InvalidOperation"}, NULL},
    {"DivisionImpossible", DIVISION_IMPOSSIBLE, {"InvalidOperation"}, NULL},
    {"DivisionUndefined", DIVISION_UNDEFINED, {"InvalidOperation", "ZeroDivisionError"}, NULL},
    {"InvalidContext", INVALID_CONTEXT, {"InvalidOperation"}, NULL},
};
static Value signal_dict_class; /* owned */

/* ---- asking ---------------------------------------------------------------------------------- */

/* The conditions of a signal class; 0 with a KeyError if it is none. */
static uint32_t signal_conditions(Value class) {
    for (size_t i = SIGNALS_AT; i < CONDITIONS_AT; i++)
        if (classes[i].class == class)
            return classes[i].conditions;
    raise_error(&exc_KeyError, "valid values for signals are:\n"
                               "  [InvalidOperation, FloatOperation, DivisionByZero,\n"
                               "   Overflow, Underflow, Subnormal, Inexact, Rounded,\n"
                               "   Clamped]");
    return 0;
}

static bool append_if(List *list, const SignalClass *class, uint32_t part, uint32_t conditions) {
    return !(conditions & part) || list_append(list, class->class);
}

Value signals_list(uint32_t conditions) {
    List *list = list_new(0);
    bool good = list != NULL;
    for (size_t i = SIGNALS_AT; good && i < CONDITIONS_AT; i++)
        good = append_if(list, &classes[i], classes[i].conditions, conditions);
    if (good)
        return value_of(list);
    decref_maybe(value_of(list));
    return NULL;
}

/* All that happened, the conditions of InvalidOperation by their own names and first. */
static Value conditions_list(uint32_t conditions) {
    List *list = list_new(0);
    bool good = list && append_if(list, &classes[SIGNALS_AT], INVALID_OPERATION, conditions);
    for (size_t i = CONDITIONS_AT; good && i < CLASS_COUNT; i++)
        good = append_if(list, &classes[i], classes[i].conditions, conditions);
    for (size_t i = SIGNALS_AT + 1; good && i < CONDITIONS_AT; i++)
        good = append_if(list, &classes[i], classes[i].conditions, conditions);
    if (good)
        return value_of(list);
    decref_maybe(value_of(list));
    return NULL;
}

void *raise_conditions(uint32_t conditions) {
    Value list = conditions_list(conditions);
    size_t first = SIGNALS_AT;
    while (!(classes[first].conditions & conditions))
        first++;
    if (list)
        raise_class(type_cast(classes[first].class), list);
    decref_maybe(list);
    return NULL;
}

/* In the order of the conditions' bits in CPython, which is not that of flags and traps. */
bool signals_names(StrBuilder *builder, uint32_t conditions) {
    static const uint32_t order[SIGNAL_COUNT] = {CLAMPED, ANY_INVALID,     DIVISION_BY_ZERO,
                                                 INEXACT, FLOAT_OPERATION, OVERFLOWED,
                                                 ROUNDED, SUBNORMAL,       UNDERFLOWED};
    bool first = true;
    str_builder_character(builder, '[');
    for (size_t i = 0; i < SIGNAL_COUNT; i++)
        if (order[i] & conditions) {
            size_t index = SIGNALS_AT;
            while (classes[index].conditions != order[i])
                index++;
            str_builder_format(builder, "%s%s", first ? "" : ", ", classes[index].name);
            first = false;
        }
    return str_builder_character(builder, ']');
}

/* ---- context.flags and context.traps: a mapping that looks into the context ------------------ */

typedef struct SignalDict {
    Object header;
    uint32_t *bits; /* of the context; null: not made by one */
    uint32_t last;  /* what `bits` is, once the context is gone */
} SignalDict;

static SignalDict *signal_dict_of(Value value) {
    return (SignalDict *)object_of(value);
}

static bool is_signal_dict(Value value) {
    return is_object(value) && is_instance_of(value, &signal_dict_mixin_type);
}

/* Null with a ValueError for one that no context made. */
static uint32_t *bits_of(Value value) {
    uint32_t *bits = signal_dict_of(value)->bits;
    return bits ? bits : raise_value_error("invalid signal dict");
}

Value signal_dict_of_context(Context *context, bool traps) {
    SignalDict **view = &context->views[traps];
    if (!*view) {
        *view = type_allocate(type_cast(signal_dict_class), 0);
        if (!*view)
            return NULL;
        (*view)->bits = traps ? &context->traps : &context->flags;
    }
    return own(value_of(*view));
}

void signal_dicts_leave(Context *context) {
    for (size_t i = 0; i < 2; i++) {
        SignalDict *view = context->views[i];
        if (!view)
            continue;
        view->last = *view->bits;
        view->bits = &view->last;
        context->views[i] = NULL;
        GIVE_UP(view);
    }
}

static void signal_dict_dealloc(Object *object) {
    mem_object_free(object, type_instance_size((Type *)object->type, 0));
}

static Value signal_dict_make(Type *type, Value *args, size_t count, Tuple *names) {
    return value_of(type_allocate(type, 0)); /* zeroed: good for nothing */
}

static Value signal_dict_get(Value self, Value key) {
    const uint32_t *bits = bits_of(self);
    uint32_t conditions = bits ? signal_conditions(key) : 0;
    return conditions ? value_of_bool(*bits & conditions) : NULL;
}

static bool signal_dict_set(Value self, Value key, Value value) {
    uint32_t *bits = bits_of(self);
    if (!bits)
        return false;
    if (!value)
        return raise_value_error("signal keys cannot be deleted");
    uint32_t conditions = signal_conditions(key);
    Answer answer = conditions ? object_truth(value) : ANSWER_ERROR;
    if (answer == ANSWER_ERROR)
        return false;
    *bits = answer ? *bits | conditions : *bits & ~conditions;
    return true;
}

static Value signal_dict_iter(Value self) {
    Value list = bits_of(self) ? signals_list(UINT32_MAX) : NULL;
    Value iterator = list ? object_iter(list) : NULL;
    decref_maybe(list);
    return iterator;
}

static ptrdiff_t signal_dict_length(Value self) {
    return bits_of(self) ? SIGNAL_COUNT : -1;
}

static Value signal_dict_repr(Value self) {
    const uint32_t *bits = bits_of(self);
    if (!bits)
        return NULL;
    StrBuilder builder;
    str_builder_init(&builder);
    for (size_t i = SIGNALS_AT; i < CONDITIONS_AT; i++)
        str_builder_format(&builder, "%s<class 'decimal.%s'>:%s", i == SIGNALS_AT ? "{" : ", ",
                           classes[i].name, *bits & classes[i].conditions ? "True" : "False");
    str_builder_character(&builder, '}');
    return value_of(str_builder_finish(&builder));
}

/* Only bits that can be told apart count. */
static uint32_t visible(uint32_t conditions) {
    return conditions & ANY_INVALID ? conditions | ANY_INVALID : conditions;
}

/* The conditions of a dict with a value for every signal. */
static bool read_dict(Value dict, uint32_t *conditions) {
    *conditions = 0;
    bool good = dict_of(dict)->count == SIGNAL_COUNT;
    for (size_t i = SIGNALS_AT; good && i < CONDITIONS_AT; i++) {
        Value value = NULL;
        Lookup found = dict_lookup(dict_of(dict), classes[i].class, &value);
        if (found == LOOKUP_ERROR)
            return false;
        good = found == LOOKUP_FOUND;
        Answer answer = good ? object_truth(value) : ANSWER_NO;
        decref_maybe(value);
        if (answer == ANSWER_ERROR)
            return false;
        if (answer == ANSWER_YES)
            *conditions |= classes[i].conditions;
    }
    return good || raise_error(&exc_KeyError, "invalid signal dict");
}

bool signals_read_list(Value list, uint32_t *conditions) {
    *conditions = 0;
    for (size_t i = 0; i < list_of(list)->count; i++) {
        uint32_t part = signal_conditions(list_of(list)->items[i]);
        if (!part)
            return false;
        *conditions |= part;
    }
    return true;
}

bool signals_read_dict(Value value, uint32_t *conditions) {
    if (is_signal_dict(value)) {
        const uint32_t *bits = bits_of(value);
        *conditions = bits ? *bits : 0;
        return bits != NULL;
    }
    if (!is_dict(value))
        return raise_type_error("argument must be a signal dict");
    return read_dict(value, conditions);
}

static Value signal_dict_compare(Value self, Value other, CompareOp op) {
    const uint32_t *bits = bits_of(self);
    uint32_t conditions;
    if (!bits)
        return NULL;
    if ((op != COMPARE_EQ && op != COMPARE_NE) || !(is_signal_dict(other) || is_dict(other)))
        return NOT_IMPLEMENTED;
    if (!signals_read_dict(other, &conditions))
        return exception_clear_if(&exc_KeyError) ? value_of_bool(op == COMPARE_NE) : NULL;
    return value_of_bool((visible(*bits) == visible(conditions)) == (op == COMPARE_EQ));
}

static Value signal_dict_copy(Value self, Value *args) {
    const uint32_t *bits = bits_of(self);
    Dict *dict = bits ? dict_new() : NULL;
    bool good = dict != NULL;
    for (size_t i = SIGNALS_AT; good && i < CONDITIONS_AT; i++)
        good = dict_set(dict, classes[i].class, value_of_bool(*bits & classes[i].conditions));
    if (good)
        return value_of(dict);
    decref_maybe(value_of(dict));
    return NULL;
}

static const NativeMethod signal_dict_methods[] = {
    NATIVE("copy($self, /)", signal_dict_copy, NULL),
    NATIVE_END,
};

Type signal_dict_mixin_type = {
    TYPE_INIT_ATOM("decimal.SignalDictMixin", sizeof(SignalDict), signal_dict_dealloc),
    .flags = TYPE_BASE,
    .methods = signal_dict_methods,
    .new = signal_dict_make,
    .repr = signal_dict_repr,
    .compare = signal_dict_compare,
    .iter = signal_dict_iter,
    .length = signal_dict_length,
    .get_item = signal_dict_get,
    .set_item = signal_dict_set,
};

/* ---- making the classes ---------------------------------------------------------------------- */

static Value class_named_borrowed(const char *name) {
    for (size_t i = 0; i < CLASS_COUNT; i++)
        if (strcmp(classes[i].name, name) == 0)
            return classes[i].class;
    return strcmp(name, "TypeError") == 0           ? value_of(&exc_TypeError)
           : strcmp(name, "ZeroDivisionError") == 0 ? value_of(&exc_ZeroDivisionError)
                                                    : value_of(&exc_ArithmeticError);
}

static bool make_signal(SignalClass *signal) {
    Value bases[3];
    size_t count = 0;
    for (; count < 3 && signal->bases[count]; count++)
        bases[count] = class_named_borrowed(signal->bases[count]);
    Tuple *packed = tuple_from_array(bases, count);
    signal->class = exception_class_new("decimal", signal->name, packed);
    decref_maybe(value_of(packed));
    return signal->class != NULL;
}

static bool is_late(const SignalClass *signal) {
    return signal->conditions == OVERFLOWED || signal->conditions == UNDERFLOWED;
}

static bool make_all(void) {
    for (int late = 0; late < 2; late++) /* those with bases further down come second */
        for (size_t i = 0; i < CLASS_COUNT; i++)
            if (is_late(&classes[i]) == late && !make_signal(&classes[i]))
                return false;
    Tuple *bases = NULL;
    Value mapping = import_attribute("collections.abc", "MutableMapping");
    if (mapping && type_ready(&signal_dict_mixin_type))
        bases = tuple_pack(2, value_of(&signal_dict_mixin_type), mapping);
    signal_dict_class = exception_class_new("decimal", "SignalDict", bases);
    decref_maybe(mapping);
    decref_maybe(value_of(bases));
    return signal_dict_class != NULL;
}

bool signal_classes_init(Module *module) {
    if (!signal_dict_class && !make_all())
        return false;
    for (size_t i = 0; i < CLASS_COUNT; i++)
        if (!dict_set_c(module->dict, classes[i].name, classes[i].class))
            return false;
    return true;
}

void signal_classes_fini(void) {
    clear_value(&signal_dict_class);
    for (size_t i = CLASS_COUNT; i-- > 0;)
        clear_value(&classes[i].class);
}
