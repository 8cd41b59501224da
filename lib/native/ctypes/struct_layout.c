/* Where the members of a struct or union stand.
 *
 * Bit fields share a unit while they fit into it; one of a wider type makes the unit wider. In a
 * unit they begin at the lowest bit, in swapped structs at the highest. */
#include "lib/native/ctypes/ctypes.h"

#include <string.h>

typedef struct Layout {
    CType *type;
    bool is_union;
    size_t pack;              /* 0: none */
    size_t end, size, align;  /* of the struct so far; `end` is where the next member may stand */
    size_t unit, unit_offset; /* bytes of the open unit of bit fields, 0: none is open */
    size_t bits_used;         /* in it */
    Tuple *fields;            /* owned: being filled */
    Str *format;              /* owned: the text so far */
    size_t format_end;        /* of the last member that is in it */
} Layout;

typedef struct Member {
    Value name; /* borrowed from _fields_ */
    CType *type;
    size_t bits; /* 0: no bit field */
} Member;

static bool read_bits(Member *member, Value given) {
    ptrdiff_t bits;
    const CType *type = member->type;
    if (!is_int(given))
        return raise_type_error("'_fields_' must be a sequence of (name, C type) pairs");
    if (type->kind != C_SIMPLE || !scalar_can_have_bits(type->scalar))
        return raise_type_error("bit fields not allowed for type %s", ctype_name(type));
    if (!object_index_as_size(given, &bits, NULL))
        return false;
    if (bits <= 0 || (size_t)bits > type->size * 8)
        return raise_value_error("number of bits invalid for bit field");
    member->bits = (size_t)bits;
    return true;
}

static bool read_member(Member *member, Value pair, size_t index) {
    if (!is_tuple(pair) || tuple_of(pair)->count < 2 || tuple_of(pair)->count > 3 ||
        !is_str(tuple_of(pair)->items[0]))
        return raise_type_error("'_fields_' must be a sequence of (name, C type) pairs");
    const Tuple *tuple = tuple_of(pair);
    *member = (Member){.name = tuple->items[0], .type = ctype_from(tuple->items[1])};
    if (!member->type)
        return raise_type_error("second item in _fields_ tuple (index %zu) must be a C type",
                                index);
    return tuple->count == 2 || read_bits(member, tuple->items[2]);
}

/* ---- places ---------------------------------------------------------------------------------- */

static size_t round_up(size_t size, size_t step) {
    return step > 1 && size % step ? size + (step - size % step) : size;
}

static size_t member_align(const Layout *layout, const CType *type) {
    return layout->pack && layout->pack < type->align ? layout->pack : type->align;
}

/* The member gets bytes of its own: behind the others, in a union at the beginning. */
static size_t place_bytes(Layout *layout, const CType *type) {
    size_t align = member_align(layout, type);
    if (align > layout->align)
        layout->align = align;
    if (layout->is_union) {
        if (type->size > layout->size)
            layout->size = type->size;
        return 0;
    }
    size_t offset = round_up(layout->end, align);
    layout->end = layout->size = offset + type->size;
    return offset;
}

static void place_bits(Layout *layout, CField *field, size_t bits) {
    size_t size = field->type->size;
    size_t room = size > layout->unit ? size : layout->unit;
    bool shares = layout->unit && layout->bits_used + bits <= room * 8;
    if (shares && size > layout->unit) {
        layout->end += size - layout->unit;
        layout->size = layout->end;
        layout->unit = size;
    } else if (!shares) {
        layout->unit_offset = place_bytes(layout, field->type);
        layout->unit = size;
        layout->bits_used = 0;
    }
    size_t shift = layout->bits_used;
    if (layout->type->is_swapped)
        shift = layout->unit * 8 - shift - bits;
    field->offset = layout->unit_offset;
    field->bits = (BitField){(uint8_t)layout->unit, (uint8_t)shift, (uint8_t)bits};
    field->is_swapped |= layout->type->is_swapped;
    layout->bits_used += bits;
    if (layout->is_union)
        layout->unit = 0;
}

/* ---- the text for buffers -------------------------------------------------------------------- */

static bool replace_format(Layout *layout, Str *format) {
    if (!format)
        return false;
    GIVE_UP(layout->format);
    layout->format = format;
    return true;
}

static bool format_padding(Layout *layout, size_t up_to) {
    if (up_to <= layout->format_end)
        return true;
    size_t count = up_to - layout->format_end;
    return replace_format(layout, count == 1 ? str_format("%Ux", layout->format)
                                             : str_format("%U%zux", layout->format, count));
}

static bool format_member(Layout *layout, const CField *field, Value name) {
    const CType *type = field->type;
    if (layout->is_union)
        return true;
    if (!format_padding(layout, field->offset))
        return false;
    layout->format_end = field->offset + type->size;
    StrBuilder builder;
    str_builder_init(&builder);
    str_builder_str(&builder, layout->format);
    for (int i = 0; i < type->dimensions; i++)
        str_builder_format(&builder, "%s%zd%s", i ? "," : "(", type->shape[i],
                           i + 1 == type->dimensions ? ")" : "");
    str_builder_format(&builder, "%s:%U:", type->format ? type->format : "B", str_of(name));
    return replace_format(layout, str_builder_finish(&builder));
}

/* ---- members --------------------------------------------------------------------------------- */

static bool add_member(Layout *layout, const Member *member, size_t index) {
    size_t first = layout->type->length - layout->fields->count;
    CType *type = layout->type;
    /* NOLINTNEXTLINE(clang-analyzer-core.NullDereference): read_member() has set it */
    member->type->is_final = true;
    type->has_pointers |= member->type->has_pointers;
    type->is_irregular |= member->type->is_irregular || member->bits;
    CField *field = cfield_new(member->type, 0, index);
    if (!field)
        return false;
    if (member->bits) {
        place_bits(layout, field, member->bits);
    } else {
        layout->unit = 0;
        field->offset = place_bytes(layout, member->type);
    }
    layout->fields->items[index - first] = value_of(field);
    return format_member(layout, field, member->name) &&
           attribute_set(value_of(type), str_of(member->name), value_of(field));
}

static bool read_size(CType *type, const char *name, size_t *size) {
    Value value;
    Lookup found = ctype_attribute(type, name, &value);
    if (found != LOOKUP_FOUND)
        return found == LOOKUP_MISSING;
    int number;
    bool good = is_int(value) && int_as_int(value, &number) && number >= 0;
    decref(value);
    if (!good) {
        exception_clear();
        return raise_value_error("%s must be a non-negative integer", name);
    }
    *size = (size_t)number;
    return true;
}

/* A struct of swapped numbers says so by an attribute, whatever its value. */
static bool read_order(CType *type) {
    Value value;
    Lookup found = ctype_attribute(type, "_swappedbytes_", &value);
    if (found == LOOKUP_FOUND)
        decref(value);
    type->is_swapped = found == LOOKUP_FOUND;
    return found != LOOKUP_ERROR;
}

static bool begin(Layout *layout, CType *base) {
    CType *type = layout->type;
    size_t align = 1;
    if (!read_order(type) || !read_size(type, "_pack_", &layout->pack) ||
        !read_size(type, "_align_", &align))
        return false;
    layout->align = align ? align : 1;
    type->is_irregular = layout->is_union || layout->pack || align > 1;
    type->length = 0;
    if (!base)
        return true;
    base->is_final = true;
    layout->size = base->size;
    layout->end = layout->is_union ? 0 : base->size;
    if (base->align > layout->align)
        layout->align = base->align;
    type->length = base->length;
    type->has_pointers |= base->has_pointers;
    type->is_irregular |= base->is_irregular;
    return true;
}

/* A base's members stand in the text as they do in its own, without what closes it. */
static bool begin_format(Layout *layout, const CType *base) {
    layout->format_end = !layout->is_union && base ? base->size : 0;
    size_t size = base && base->format ? strlen(base->format) : 0;
    layout->format =
        size > 2 && !layout->is_union ? str_from_utf8(base->format, size - 1) : str_from_c("T{");
    return layout->format != NULL;
}

static bool finish(Layout *layout) {
    CType *type = layout->type;
    type->size = round_up(layout->size, layout->align);
    type->align = layout->align;
    type->is_final = true;
    type->fields = value_of(layout->fields);
    layout->fields = NULL;
    if (layout->is_union)
        return ctype_set_format(type, "B");
    return format_padding(layout, type->size) && ctype_set_format(type, "%U}", layout->format);
}

/* ---- _anonymous_ ----------------------------------------------------------------------------- */

static bool add_members_of(CType *type, const CField *from, size_t index, size_t offset);

static bool add_member_of(CType *type, const CField *from, Str *name, size_t index, size_t offset) {
    Value inner = attribute_get(value_of(from->type), name);
    if (!inner)
        return false;
    bool good;
    const CField *field = cfield_from(inner);
    if (!has_type(inner, &cfield_type)) {
        good = raise_type_error("unexpected type");
    } else if (field->is_anonymous) {
        good = add_members_of(type, field, index + field->index, offset + field->offset);
    } else {
        CField *copy = cfield_new(field->type, offset + field->offset, index + field->index);
        if (copy)
            copy->bits = field->bits, copy->is_swapped = field->is_swapped;
        good = copy && attribute_set(value_of(type), name, value_of(copy));
        decref_maybe(value_of(copy));
    }
    decref(inner);
    return good;
}

static bool add_members_of(CType *type, const CField *from, size_t index, size_t offset) {
    Str *key = str_interned("_fields_");
    Value fields = key ? attribute_get(value_of(from->type), key) : NULL;
    decref_maybe(value_of(key));
    Tuple *items = fields ? tuple_from_iterable(fields) : NULL;
    decref_maybe(fields);
    bool good = items && recursion_enter(" in the members of a structure");
    for (size_t i = 0; good && i < items->count; i++) {
        Value pair = items->items[i];
        good = is_tuple(pair) && tuple_of(pair)->count >= 2 && is_str(tuple_of(pair)->items[0])
                   ? add_member_of(type, from, str_of(tuple_of(pair)->items[0]), index, offset)
                   : raise_type_error("_fields_ must be a sequence of pairs") != NULL;
    }
    decref_maybe(value_of(items));
    return good;
}

static bool open_anonymous(CType *type, Value name) {
    if (!is_str(name))
        return raise_type_error("attribute name must be string, not '%.200s'", type_name_of(name));
    Value field = attribute_get(value_of(type), str_of(name));
    if (!field)
        return false;
    bool good;
    if (has_type(field, &cfield_type)) {
        cfield_from(field)->is_anonymous = true;
        good = add_members_of(type, cfield_from(field), cfield_from(field)->index,
                              cfield_from(field)->offset);
    } else {
        good = raise_attribute_error("'%U' is specified in _anonymous_ but not in _fields_",
                                     str_of(name));
    }
    decref(field);
    return good;
}

static bool open_all_anonymous(CType *type) {
    Value names_given;
    Lookup found = ctype_attribute(type, "_anonymous_", &names_given);
    if (found != LOOKUP_FOUND)
        return found == LOOKUP_MISSING;
    Tuple *items = tuple_from_iterable(names_given);
    decref(names_given);
    if (!items) {
        if (exception_clear_if(&exc_TypeError))
            raise_type_error("_anonymous_ must be a sequence");
        return false;
    }
    bool good = true;
    for (size_t i = 0; good && i < items->count; i++)
        good = open_anonymous(type, items->items[i]);
    GIVE_UP(items);
    return good;
}

/* ---- all of it ------------------------------------------------------------------------------- */

static bool lay_out(Layout *layout, const Tuple *pairs, CType *base) {
    layout->fields = tuple_new(pairs->count);
    bool good = layout->fields && begin(layout, base) && begin_format(layout, base);
    size_t first = layout->type->length;
    layout->type->length = first + pairs->count;
    for (size_t i = 0; good && i < pairs->count; i++) {
        Member member = {0};
        good = read_member(&member, pairs->items[i], i);
        if (good && member.type == layout->type)
            good = raise_attribute_error("Structure or union cannot contain itself");
        good = good && add_member(layout, &member, first + i);
    }
    good = good && finish(layout);
    decref_maybe(value_of(layout->format));
    decref_maybe(value_of(layout->fields));
    return good && open_all_anonymous(layout->type);
}

bool struct_set_fields(CType *type, Value fields) {
    if (type->is_final)
        return raise_attribute_error("_fields_ is final");
    if (!is_list(fields) && !is_tuple(fields) && !type_of(fields)->get_item)
        return raise_type_error("'_fields_' must be a sequence of pairs");
    Tuple *pairs = tuple_from_iterable(fields);
    if (!pairs)
        return false;
    Layout layout = {.type = type, .is_union = type->kind == C_UNION};
    bool good = lay_out(&layout, pairs, ctype_from(value_of(type->type.base)));
    GIVE_UP(pairs);
    return good;
}
