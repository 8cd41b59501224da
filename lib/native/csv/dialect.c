/* Dialects: the characters that mean something, checked so that no two of them are the same. */
#include "lib/native/csv/csv.h"

#include <string.h>

static Dialect *dialect_of(Value value) {
    return (Dialect *)object_of(value);
}

Value csv_dialect_registered(Value name) {
    Value dialect;
    switch (dict_lookup(csv_dialects, name, &dialect)) {
    case LOOKUP_FOUND:
        return dialect;
    case LOOKUP_MISSING:
        return raise_csv_error("unknown dialect");
    case LOOKUP_ERROR:
        break;
    }
    return NULL;
}

/* ---- reading parameters ---------------------------------------------------------------------- */

static bool read_flag(Value value, bool fallback, bool *flag) {
    Answer answer = value ? object_truth(value) : (Answer)fallback;
    *flag = answer == ANSWER_YES;
    return answer != ANSWER_ERROR;
}

static bool read_character(Value value, const char *name, bool may_be_none, uint32_t fallback,
                           uint32_t *character) {
    *character = fallback;
    if (!value)
        return true;
    if (value == NONE && may_be_none) {
        *character = CHARACTER_NONE;
        return true;
    }
    if (!is_str(value))
        return raise_type_error("\"%s\" must be string%s, not %T", name,
                                may_be_none ? " or None" : "", value);
    if (str_of(value)->length != 1)
        return raise_type_error("\"%s\" must be a 1-character string", name);
    *character = str_at(str_of(value), 0);
    return true;
}

static bool read_quoting(Value value, int *quoting) {
    *quoting = QUOTE_MINIMAL;
    if (!value)
        return true;
    if (!is_exact_int(value))
        return raise_type_error("\"quoting\" must be an integer");
    int64_t number;
    if (!int_fits_int64(value, &number) || number < 0 || number >= QUOTE_KINDS)
        return raise_type_error("bad \"quoting\" value");
    *quoting = (int)number;
    return true;
}

static bool check_character(uint32_t character, const char *name, const Dialect *dialect,
                            bool may_be_space) {
    if (character == '\n' || character == '\r' ||
        (character == ' ' && !may_be_space && dialect->skip_space))
        return raise_value_error("bad %s value", name);
    return true;
}

static bool check_different(uint32_t left, const char *left_name, uint32_t right,
                            const char *right_name) {
    return left != right || left == CHARACTER_NONE ||
           raise_value_error("bad %s or %s value", left_name, right_name);
}

static bool check_terminator(const Dialect *dialect) {
    const struct {
        uint32_t character;
        const char *name;
    } all[] = {{dialect->delimiter, "delimiter"},
               {dialect->escape, "escapechar"},
               {dialect->quote, "quotechar"}};
    const Str *terminator = str_of(dialect->line_terminator);
    for (size_t i = 0; i < 3; i++)
        for (size_t k = 0; k < terminator->length; k++)
            if (str_at(terminator, k) == all[i].character)
                return raise_value_error("bad %s or lineterminator value", all[i].name);
    return true;
}

static bool check(const Dialect *dialect) {
    if (dialect->quoting != QUOTE_NONE && dialect->quote == CHARACTER_NONE)
        return raise_type_error("quotechar must be set if quoting enabled");
    return check_character(dialect->delimiter, "delimiter", dialect, true) &&
           check_character(dialect->escape, "escapechar", dialect, false) &&
           check_character(dialect->quote, "quotechar", dialect, false) &&
           check_different(dialect->delimiter, "delimiter", dialect->escape, "escapechar") &&
           check_different(dialect->delimiter, "delimiter", dialect->quote, "quotechar") &&
           check_different(dialect->escape, "escapechar", dialect->quote, "quotechar") &&
           check_terminator(dialect);
}

enum {
    DELIMITER,
    DOUBLEQUOTE,
    ESCAPECHAR,
    LINETERMINATOR,
    QUOTECHAR,
    QUOTING,
    SKIPSPACE,
    STRICT,
    PARAMETERS
};
static const char *const parameter_names[] = {"delimiter",        "doublequote", "escapechar",
                                              "lineterminator",   "quotechar",   "quoting",
                                              "skipinitialspace", "strict"};

static bool fill(Dialect *dialect, Value *values) {
    dialect->line_terminator = value_of(str_from_c("\r\n"));
    if (!dialect->line_terminator)
        return false;
    if (!read_character(values[DELIMITER], "delimiter", false, ',', &dialect->delimiter) ||
        !read_flag(values[DOUBLEQUOTE], true, &dialect->double_quote) ||
        !read_character(values[ESCAPECHAR], "escapechar", true, CHARACTER_NONE, &dialect->escape))
        return false;
    Value terminator = values[LINETERMINATOR];
    if (terminator == NONE)
        return raise_type_error("lineterminator must be set");
    if (terminator) {
        if (!is_str(terminator))
            return raise_type_error("\"lineterminator\" must be a string");
        replace_value(&dialect->line_terminator, own(terminator));
    }
    if (!read_character(values[QUOTECHAR], "quotechar", true, '"', &dialect->quote) ||
        !read_quoting(values[QUOTING], &dialect->quoting) ||
        !read_flag(values[SKIPSPACE], false, &dialect->skip_space) ||
        !read_flag(values[STRICT], false, &dialect->strict))
        return false;
    /* quotechar=None alone switches quoting off. */
    if (values[QUOTECHAR] == NONE && !values[QUOTING])
        dialect->quoting = QUOTE_NONE;
    return check(dialect);
}

/* What is not given comes from the attributes of `base`. */
static bool complete(Value base, Value *values, Value *owned) {
    for (size_t i = 0; i < PARAMETERS; i++) {
        if (values[i])
            continue;
        Str *name = str_interned(parameter_names[i]);
        if (!name)
            return false;
        Lookup found = attribute_lookup(base, name, &owned[i]);
        GIVE_UP(name);
        if (found == LOOKUP_ERROR)
            return false;
        if (found == LOOKUP_FOUND)
            values[i] = owned[i];
    }
    return true;
}

static Value dialect_new(Type *type, Value *args, size_t count, Tuple *keywords) {
    static Signature signature =
        SIGNATURE("this function(dialect=None, delimiter=',', doublequote=True, escapechar=None, "
                  "lineterminator='\\r\\n', quotechar='\"', quoting=0, skipinitialspace=False, "
                  "strict=False)");
    Value bound[1 + PARAMETERS], owned[PARAMETERS] = {NULL}, base = NULL;
    if (!arguments_bind(&signature, args, count, keywords, bound))
        return NULL;
    if (bound[0] && bound[0] != NONE) {
        base = is_str(bound[0]) ? csv_dialect_registered(bound[0]) : own(bound[0]);
        if (!base)
            return NULL;
        bool given = false;
        for (size_t i = 1; i <= PARAMETERS; i++)
            given = given || bound[i];
        if (!given && has_type(base, type))
            return base;
    }
    Dialect *dialect = NULL;
    if (!base || complete(base, bound + 1, owned))
        dialect = type_allocate(type, 0);
    if (dialect) {
        if (type->mem.kind == MEM_CONTAINER)
            mem_gc_track(dialect);
        if (!fill(dialect, bound + 1)) {
            GIVE_UP(dialect);
            dialect = NULL;
        }
    }
    for (size_t i = 0; i < PARAMETERS; i++)
        decref_maybe(owned[i]);
    decref_maybe(base);
    return value_of(dialect);
}

Dialect *csv_dialect_get(Value dialect, Value *values, Tuple *names) {
    enum { VALUES_MAX = PARAMETERS + 2 };
    size_t extra = names ? names->count : 0;
    if (!dialect)
        return (Dialect *)object_of(call(value_of(&csv_dialect_type), values, 0, names));
    if (extra > VALUES_MAX)
        return raise_type_error("too many parameters of a dialect");
    Value args[1 + VALUES_MAX] = {dialect};
    if (extra)
        memcpy(args + 1, values, extra * sizeof *values);
    return (Dialect *)object_of(call(value_of(&csv_dialect_type), args, 1, names));
}

static void dialect_dealloc(Object *object) {
    decref_maybe(((Dialect *)object)->line_terminator);
    mem_object_free(object, ((Type *)object->type)->mem.basic_size);
}

/* ---- attributes ------------------------------------------------------------------------------ */

static Value character_value(uint32_t character) {
    return character == CHARACTER_NONE ? NONE : value_of(str_from_character(character));
}

static Value get_delimiter(Value self) {
    return character_value(dialect_of(self)->delimiter);
}

static Value get_escape(Value self) {
    return character_value(dialect_of(self)->escape);
}

static Value get_quote(Value self) {
    return character_value(dialect_of(self)->quote);
}

static Value get_terminator(Value self) {
    return own(dialect_of(self)->line_terminator);
}

static Value get_quoting(Value self) {
    return value_of_small_int(dialect_of(self)->quoting);
}

static Value refuse_pickling(Value self, Value *args) {
    return raise_type_error("cannot pickle %.100s instances", type_name_of(self));
}

static const NativeGetSet getsets[] = {
    {"delimiter", get_delimiter, NULL, NULL},       {"escapechar", get_escape, NULL, NULL},
    {"lineterminator", get_terminator, NULL, NULL}, {"quotechar", get_quote, NULL, NULL},
    {"quoting", get_quoting, NULL, NULL},           {NULL, NULL, NULL, NULL}};
static const NativeMember members[] = {
    {"skipinitialspace", MEMBER_BOOL, offsetof(Dialect, skip_space), false, NULL},
    {"doublequote", MEMBER_BOOL, offsetof(Dialect, double_quote), false, NULL},
    {"strict", MEMBER_BOOL, offsetof(Dialect, strict), false, NULL},
    {NULL, 0, 0, false, NULL}};
static const NativeMethod methods[] = {
    NATIVE("__reduce__($self, /)", refuse_pickling, "raises an exception to avoid pickling"),
    NATIVE("__reduce_ex__($self, protocol, /)", refuse_pickling,
           "raises an exception to avoid pickling"),
    NATIVE_END};

Type csv_dialect_type = {
    TYPE_INIT_ATOM("_csv.Dialect", sizeof(Dialect), dialect_dealloc),
    .flags = TYPE_BASE | TYPE_IMMUTABLE,
    .base = &object_type,
    .doc = "CSV dialect\n\nThe Dialect type records CSV parsing and generation options.\n",
    .methods = methods,
    .getsets = getsets,
    .members = members,
    .new = dialect_new,
};
