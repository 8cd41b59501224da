/* Members of structs and unions, as descriptors of the class. */
#include "lib/native/ctypes/ctypes.h"

CField *cfield_new(CType *type, size_t offset, size_t index) {
    CField *field = mem_object_new(&cfield_type.mem, sizeof *field);
    if (!field)
        return raise_no_memory();
    OWN(type);
    field->type = type;
    field->offset = offset;
    field->index = index;
    field->bits = (BitField){0};
    field->is_swapped = type->is_swapped;
    field->is_anonymous = false;
    mem_gc_track(field);
    return field;
}

static void field_dealloc(Object *object) {
    CField *field = (CField *)object;
    mem_gc_untrack(object);
    if (field->type)
        GIVE_UP(field->type);
    mem_object_free(object, sizeof *field);
}

static void field_traverse(Object *object, MemVisit visit, void *context) {
    if (((CField *)object)->type)
        visit(&((CField *)object)->type->type.mem.header, context);
}

/* An instance that has the member: its class need not be the descriptor's. */
static CData *instance_from(Value instance, const CField *field) {
    if (!is_data(instance))
        return raise_type_error("not a ctype instance");
    CData *data = data_from(instance);
    size_t size = field->bits.bits ? field->bits.size : field->type->size;
    if (field->offset > data->size || size > data->size - field->offset)
        return raise_type_error("'%s' instance is too small for this field",
                                type_name_of(instance));
    return data;
}

static Value field_get(Value self, Value instance, Value owner) {
    const CField *field = cfield_from(self);
    if (!instance)
        return own(self);
    CData *data = instance_from(instance, field);
    if (!data)
        return NULL;
    uint8_t *memory = data->memory + field->offset;
    if (field->bits.bits)
        return scalar_get_bits(field->type->scalar, memory, field->bits, field->is_swapped);
    if (is_text_array(field->type))
        return text_array_get(field->type, memory);
    return data_get(field->type, data, field->index, memory);
}

static bool field_set(Value self, Value instance, Value value) {
    const CField *field = cfield_from(self);
    CData *data = instance_from(instance, field);
    if (!data)
        return false;
    if (!value)
        return raise_type_error("can't delete attribute");
    uint8_t *memory = data->memory + field->offset;
    if (field->bits.bits)
        return scalar_set_bits(field->type->scalar, memory, field->bits, value, field->is_swapped);
    if (is_text_array(field->type))
        return text_array_set(field->type, memory, value);
    return data_set(field->type, data, field->index, memory, value);
}

static Value field_repr(Value self) {
    const CField *field = cfield_from(self);
    if (field->bits.bits)
        return value_of(str_format("<Field type=%s, ofs=%zu:%zu, bits=%d>", ctype_name(field->type),
                                   field->offset, (size_t)field->bits.shift,
                                   (int)field->bits.bits));
    return value_of(str_format("<Field type=%s, ofs=%zu, size=%zu>", ctype_name(field->type),
                               field->offset, field->type->size));
}

static Value get_offset(Value self) {
    return value_from_uint64(cfield_from(self)->offset);
}

/* Of a bit field: the bits in the upper half, where they begin in the lower one. */
static Value get_size(Value self) {
    const CField *field = cfield_from(self);
    if (!field->bits.bits)
        return value_from_uint64(field->type->size);
    return value_from_uint64((uint64_t)field->bits.bits << 16 | field->bits.shift);
}

static const NativeGetSet getsets[] = {
    {"offset", get_offset, NULL, "offset in bytes of this field"},
    {"size", get_size, NULL, "size in bytes of this field"},
    {NULL, NULL, NULL, NULL},
};

Type cfield_type = {
    TYPE_INIT_CONTAINER("_ctypes.CField", sizeof(CField), field_dealloc, field_traverse, NULL),
    .flags = TYPE_NO_INSTANTIATION,
    .doc = "Structure/Union member",
    .repr = field_repr,
    .descr_get = field_get,
    .descr_set = field_set,
    .getsets = getsets,
};
