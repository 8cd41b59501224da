/* C types as libffi knows them.
 *
 * A struct is told by its innermost numbers, one after the other, as the calling conventions look
 * at it. Where that would not give its layout (unions, bit fields, packed structs) it is told by
 * what each eight bytes of it hold: floating point only, or anything else. A large one goes through
 * memory whatever is in it, and only size and alignment count. */
#include "lib/native/ctypes/ctypes.h"

enum { REGISTERS_SIZE = 64 }; /* larger structs are in memory, by every convention */

typedef struct Elements {
    ffi_type **items; /* null: they are counted only */
    size_t count;
} Elements;

static void add(Elements *elements, ffi_type *type) {
    if (elements->items)
        elements->items[elements->count] = type;
    elements->count++;
}

static ffi_type *innermost(const CType *type) {
    return type->kind == C_SIMPLE ? *type->scalar->ffi : ffi.ffi_type_pointer;
}

/* ---- members in order ------------------------------------------------------------------------ */

typedef bool (*VisitField)(const CField *field, void *context);

/* Every member of the struct and its bases; false ends it. */
static bool visit_fields(const CType *type, VisitField visit, void *context) {
    const CType *base = ctype_from(value_of(type->type.base));
    if (base && !visit_fields(base, visit, context))
        return false;
    const Tuple *fields = type->fields ? tuple_of(type->fields) : NULL;
    for (size_t i = 0; fields && i < fields->count; i++)
        if (!visit(cfield_from(fields->items[i]), context))
            return false;
    return true;
}

static bool add_numbers(const CType *type, Elements *elements);

static bool add_field(const CField *field, void *context) {
    return add_numbers(field->type, context);
}

static bool add_numbers(const CType *type, Elements *elements) {
    if (!recursion_enter(" while passing a structure"))
        return false;
    if (type->kind == C_STRUCT || type->kind == C_UNION)
        return visit_fields(type, add_field, elements);
    if (type->kind == C_ARRAY) {
        for (size_t i = 0; i < type->length; i++)
            if (!add_numbers(type->item, elements))
                return false;
        return true;
    }
    add(elements, innermost(type));
    return true;
}

/* ---- by eight bytes -------------------------------------------------------------------------- */

typedef struct Classes {
    size_t at; /* of the part that is looked at, in the whole */
    bool is_number[REGISTERS_SIZE / 8 + 2], is_double[REGISTERS_SIZE / 8 + 2];
} Classes;

static bool classify(const CType *type, Classes *classes);

static bool classify_field(const CField *field, void *context) {
    Classes *classes = context;
    size_t at = classes->at;
    classes->at = at + field->offset;
    bool good = classify(field->type, classes);
    classes->at = at;
    return good;
}

static bool classify(const CType *type, Classes *classes) {
    if (!recursion_enter(" while passing a structure"))
        return false;
    if (type->kind == C_STRUCT || type->kind == C_UNION)
        return visit_fields(type, classify_field, classes);
    if (type->kind == C_ARRAY) {
        size_t at = classes->at;
        bool good = true;
        for (size_t i = 0; good && i < type->length; i++, classes->at += type->item->size)
            good = classify(type->item, classes);
        classes->at = at;
        return good;
    }
    ffi_type *told = innermost(type);
    bool is_real = told == ffi.ffi_type_float || told == ffi.ffi_type_double;
    for (size_t i = classes->at / 8; i <= (classes->at + type->size - 1) / 8; i++)
        (is_real ? classes->is_double : classes->is_number)[i] = true;
    return true;
}

static bool add_classes(const CType *type, Elements *elements) {
    Classes classes = {0};
    if (!classify(type, &classes))
        return false;
    for (size_t i = 0; i < (type->size + 7) / 8; i++) {
        bool is_real = classes.is_double[i] && !classes.is_number[i];
        bool is_half = type->size - i * 8 <= 4;
        add(elements, is_real ? (is_half ? ffi.ffi_type_float : ffi.ffi_type_double)
                              : (is_half ? ffi.ffi_type_uint32 : ffi.ffi_type_uint64));
    }
    return true;
}

/* ---- structs --------------------------------------------------------------------------------- */

static bool add_elements(const CType *type, Elements *elements) {
    if (type->size > REGISTERS_SIZE) {
        add(elements, ffi.ffi_type_uint64);
        return true;
    }
    return type->is_irregular ? add_classes(type, elements) : add_numbers(type, elements);
}

static ffi_type *make_struct_type(CType *type) {
    Elements elements = {0};
    if (!add_elements(type, &elements))
        return NULL;
    ffi_type **items = mem_calloc(elements.count + 2, sizeof *items);
    ffi_type *made = mem_calloc(1, sizeof *made);
    elements = (Elements){items, 0};
    if (!items || !made) {
        mem_free(items);
        mem_free(made);
        return raise_no_memory();
    }
    if (!add_elements(type, &elements)) {
        mem_free(items);
        mem_free(made);
        return NULL;
    }
    if (!elements.count)
        items[0] = ffi.ffi_type_uint8; /* libffi knows no empty ones */
    *made = (ffi_type){.size = type->size,
                       .alignment = (unsigned short)(type->align ? type->align : 1),
                       .type = FFI_TYPE_STRUCT,
                       .elements = items};
    type->ffi = made;
    type->ffi_elements = items;
    return made;
}

ffi_type *ctype_ffi(CType *type) {
    if (type->kind == C_SIMPLE)
        return *type->scalar->ffi;
    if (type->kind != C_STRUCT && type->kind != C_UNION)
        return ffi.ffi_type_pointer;
    return type->ffi ? type->ffi : make_struct_type(type);
}
