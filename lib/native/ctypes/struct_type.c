/* Structure and Union: their metaclasses, and instances with initial values.
 *
 * Setting _fields_ lays the type out, once: in the class body, or later for types that refer to
 * themselves. Without it a class has its base's members. */
#include "lib/native/ctypes/ctypes.h"

/* ---- classes --------------------------------------------------------------------------------- */

static bool set_up(CType *type, CKind kind) {
    if (!type || ctype_own_attribute_borrowed(type, "_abstract_"))
        return type != NULL;
    CType *base = ctype_from(value_of(type->type.base));
    type->kind = kind;
    Value fields = ctype_own_attribute_borrowed(type, "_fields_");
    if (!fields)
        return base ? ctype_inherit(type, base) : ctype_set_format(type, "B");
    Str *name = str_interned("_fields_");
    incref(fields);
    bool good = name && ctype_set_format(type, "B") && attribute_set(value_of(type), name, fields);
    decref(fields);
    decref_maybe(value_of(name));
    return good;
}

static bool struct_metatype_init(Value self, Value *args, size_t count, Tuple *keywords) {
    return set_up(ctype_begin(self, args, count), C_STRUCT);
}

static bool union_metatype_init(Value self, Value *args, size_t count, Tuple *keywords) {
    return set_up(ctype_begin(self, args, count), C_UNION);
}

static bool set_attribute(Value self, Str *name, Value value) {
    if (!type_type.set_attr(self, name, value))
        return false;
    if (!value || !str_equal_c(name, "_fields_"))
        return true;
    CType *type = ctype_from(self);
    if (!type)
        return raise_type_error("ctypes state is not initialized");
    return struct_set_fields(type, value);
}

Type struct_metatype = {
    CTYPE_METATYPE_INIT("_ctypes.PyCStructType"),
    .doc = "metatype for the CData Objects",
    .init = struct_metatype_init,
    .set_attr = set_attribute,
};

Type union_metatype = {
    CTYPE_METATYPE_INIT("_ctypes.UnionType"),
    .doc = "metatype for the Union Objects",
    .init = union_metatype_init,
    .set_attr = set_attribute,
};

/* ---- instances ------------------------------------------------------------------------------- */

typedef struct Initial { /* values given to a struct: the next positional one, and by name */
    Value self;
    Value *args;
    size_t count, next;
    Tuple *keywords;
} Initial;

static bool is_keyword(const Initial *initial, Value name) {
    for (size_t i = 0; initial->keywords && i < initial->keywords->count; i++)
        if (str_equal(str_of(initial->keywords->items[i]), str_of(name)))
            return true;
    return false;
}

static bool set_member(Initial *initial, Value field) {
    Value zero = value_of_small_int(0);
    Value name = object_get_item(field, zero);
    if (!name)
        return false;
    bool good = is_str(name) ||
                raise_type_error("attribute name must be string, not '%.200s'", type_name_of(name));
    if (good && is_keyword(initial, name))
        good = raise_type_error("duplicate values for field %R", name);
    good = good && attribute_set(initial->self, str_of(name), initial->args[initial->next++]);
    decref(name);
    return good;
}

/* Members of bases first. */
static bool set_positional(Initial *initial, CType *type) {
    if (!recursion_enter(" while initializing a structure"))
        return false;
    CType *base = ctype_from(value_of(type->type.base));
    if (base && !set_positional(initial, base))
        return false;
    Value fields = ctype_own_attribute_borrowed(type, "_fields_");
    if (!fields)
        return true;
    Tuple *items = tuple_from_iterable(fields);
    if (!items)
        return false;
    bool good = true;
    for (size_t i = 0; good && i < items->count && initial->next < initial->count; i++)
        good = set_member(initial, items->items[i]);
    GIVE_UP(items);
    return good;
}

static bool struct_init(Value self, Value *args, size_t count, Tuple *keywords) {
    Initial initial = {self, args, count, 0, keywords};
    if (count && !set_positional(&initial, ctype_of(self)))
        return false;
    if (initial.next < count)
        return raise_type_error("too many initializers");
    for (size_t i = 0; keywords && i < keywords->count; i++)
        if (!attribute_set(self, str_of(keywords->items[i]), args[count + i]))
            return false;
    return true;
}

CType struct_base = {
    .type = {CTYPE_BASE_INIT("_ctypes.Structure", struct_metatype, sizeof(CData)),
             .doc = "Structure base class", .new = data_make, .init = struct_init},
};

CType union_base = {
    .type = {CTYPE_BASE_INIT("_ctypes.Union", union_metatype, sizeof(CData)),
             .doc = "Union base class", .new = data_make, .init = struct_init},
};
