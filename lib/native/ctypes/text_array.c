/* Arrays of c_char and c_wchar: as text up to the first NUL, and slices of items. */
#include "lib/native/ctypes/ctypes.h"

#include "vm/type_internal.h"

#include <string.h>
#include <wchar.h>

bool is_text_array(const CType *type) {
    return type->kind == C_ARRAY &&
           (is_text_item(type->item, 'c') || is_text_item(type->item, 'u'));
}

/* ---- as members ------------------------------------------------------------------------------ */

static Value get_bytes(const uint8_t *memory, size_t size) {
    return value_of(bytes_new(memory, strnlen((const char *)memory, size)));
}

static Value get_text(const uint8_t *memory, size_t size) {
    size_t count = 0, most = size / sizeof(wchar_t);
    for (wchar_t character; count < most; count++) {
        memcpy(&character, memory + count * sizeof character, sizeof character);
        if (!character)
            break;
    }
    return value_of(wide_text_new((const wchar_t *)(const void *)memory, count));
}

Value text_array_get(const CType *type, const uint8_t *memory) {
    return type->item->scalar->code == 'c' ? get_bytes(memory, type->size)
                                           : get_text(memory, type->size);
}

static bool set_member_bytes(const CType *type, uint8_t *memory, Value value) {
    if (!is_bytes(value))
        return raise_type_error("expected bytes, %s found", type_name_of(value));
    size_t size = strlen((const char *)bytes_of(value)->data);
    if (size > type->length)
        return raise_value_error("bytes too long (%zu, maximum length %zu)", size, type->length);
    memcpy(memory, bytes_of(value)->data, size < type->length ? size + 1 : size);
    return true;
}

/* Room for the text, and for a NUL if there is any left. */
static void put_text(uint8_t *memory, Str *text, size_t room) {
    wide_text_copy(text, (wchar_t *)(void *)memory);
    if (text->length < room)
        memset(memory + text->length * sizeof(wchar_t), 0, sizeof(wchar_t));
}

static bool set_member_text(const CType *type, uint8_t *memory, Value value) {
    if (!is_str(value))
        return raise_type_error("unicode string expected instead of %s instance",
                                type_name_of(value));
    if (str_of(value)->length > type->length)
        return raise_value_error("string too long (%zu, maximum length %zu)", str_of(value)->length,
                                 type->length);
    put_text(memory, str_of(value), type->length);
    return true;
}

bool text_array_set(const CType *type, uint8_t *memory, Value value) {
    return type->item->scalar->code == 'c' ? set_member_bytes(type, memory, value)
                                           : set_member_text(type, memory, value);
}

/* ---- the attributes value and raw ------------------------------------------------------------ */

static Value get_char_value(Value self) {
    return get_bytes(data_from(self)->memory, data_from(self)->size);
}

static bool set_char_value(Value self, Value value) {
    CData *data = data_from(self);
    if (!value)
        return raise_type_error("can't delete attribute");
    if (!is_bytes(value))
        return raise_type_error("bytes expected instead of %s instance", type_name_of(value));
    size_t size = bytes_of(value)->size;
    if (size > data->size)
        return raise_value_error("byte string too long");
    memcpy(data->memory, bytes_of(value)->data, size < data->size ? size + 1 : size);
    return true;
}

static Value get_char_raw(Value self) {
    return value_of(bytes_new(data_from(self)->memory, data_from(self)->size));
}

static bool set_char_raw(Value self, Value value) {
    CData *data = data_from(self);
    Buffer buffer;
    if (!value)
        return raise_attribute_error("cannot delete attribute");
    if (!buffer_get(value, &buffer, false))
        return false;
    bool fits = buffer.size <= data->size;
    if (fits && buffer.size)
        memmove(data->memory, buffer.bytes, buffer.size);
    buffer_release(&buffer);
    return fits || raise_value_error("byte string too long");
}

static Value get_wide_value(Value self) {
    return get_text(data_from(self)->memory, data_from(self)->size);
}

static bool set_wide_value(Value self, Value value) {
    CData *data = data_from(self);
    if (!value)
        return raise_type_error("can't delete attribute");
    if (!is_str(value))
        return raise_type_error("unicode string expected instead of %s instance",
                                type_name_of(value));
    if (str_of(value)->length > data->size / sizeof(wchar_t))
        return raise_value_error("string too long");
    put_text(data->memory, str_of(value), data->size / sizeof(wchar_t));
    return true;
}

static const NativeGetSet char_getsets[] = {
    {"raw", get_char_raw, set_char_raw, "value"},
    {"value", get_char_value, set_char_value, "string value"},
    {NULL, NULL, NULL, NULL},
};

static const NativeGetSet wide_getsets[] = {
    {"value", get_wide_value, set_wide_value, "string value"},
    {NULL, NULL, NULL, NULL},
};

bool text_array_add_attributes(CType *type) {
    if (!is_text_array(type))
        return true;
    const NativeGetSet *getset = type->item->scalar->code == 'c' ? char_getsets : wide_getsets;
    for (; getset->name; getset++) {
        Str *name = str_interned(getset->name);
        bool good = name && dict_set_c_steal(type->type.dict, getset->name,
                                             getset_descriptor_new(&type->type, getset));
        decref_maybe(value_of(name));
        if (!good)
            return false;
    }
    type_modified(&type->type);
    return true;
}

/* ---- slices ---------------------------------------------------------------------------------- */

static Value slice_of_bytes(const uint8_t *memory, ptrdiff_t start, ptrdiff_t step, size_t count) {
    if (step == 1)
        return value_of(bytes_new(memory + start, count));
    Bytes *bytes = bytes_new(NULL, count);
    for (size_t i = 0; bytes && i < count; i++, start += step)
        bytes->data[i] = memory[start];
    return value_of(bytes);
}

static Value slice_of_text(const uint8_t *memory, ptrdiff_t start, ptrdiff_t step, size_t count) {
    const ptrdiff_t size = sizeof(wchar_t);
    if (step == 1)
        return value_of(
            wide_text_new((const wchar_t *)(const void *)(memory + start * size), count));
    wchar_t *copy = mem_malloc((count + 1) * sizeof(wchar_t));
    if (!copy)
        return raise_no_memory();
    for (size_t i = 0; i < count; i++, start += step)
        memcpy(&copy[i], memory + start * size, sizeof(wchar_t));
    Str *text = wide_text_new(copy, count);
    mem_free(copy);
    return value_of(text);
}

Value items_get_slice(CType *item, CData *owner, uint8_t *memory, ptrdiff_t start, ptrdiff_t step,
                      size_t count) {
    if (is_text_item(item, 'c'))
        return slice_of_bytes(memory, start, step, count);
    if (is_text_item(item, 'u'))
        return slice_of_text(memory, start, step, count);
    List *list = list_new(count);
    for (size_t i = 0; list && i < count; i++, start += step) {
        uint8_t *place = memory + start * (ptrdiff_t)item->size;
        if (!list_append_steal(list, data_get(item, owner, (size_t)start, place))) {
            GIVE_UP(list);
            return NULL;
        }
    }
    return value_of(list);
}
