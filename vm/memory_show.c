/* What a block holds, in a few characters: the maps name small values by it.
 *
 * Called while the heap is being walked: it allocates nothing, runs no Python code, and looks at
 * exact builtin types only. A str or tuple may be one that is just being filled, so nothing
 * behind its counts is trusted further than its block. */
#include "vm/memory_hooks.h"
#include "vm/objects/code.h"
#include "vm/vm.h"

#include <stdio.h>
#include <string.h>

enum { SHOWN_CHARACTERS = 24 };

static size_t put_utf8(uint32_t c, char *out) {
    if (c < 0x80) {
        out[0] = (char)c;
        return 1;
    }
    if (c < 0x800) {
        out[0] = (char)(0xc0 | c >> 6);
        out[1] = (char)(0x80 | (c & 0x3f));
        return 2;
    }
    if (c < 0x10000) {
        out[0] = (char)(0xe0 | c >> 12);
        out[1] = (char)(0x80 | (c >> 6 & 0x3f));
        out[2] = (char)(0x80 | (c & 0x3f));
        return 3;
    }
    out[0] = (char)(0xf0 | c >> 18);
    out[1] = (char)(0x80 | (c >> 12 & 0x3f));
    out[2] = (char)(0x80 | (c >> 6 & 0x3f));
    out[3] = (char)(0x80 | (c & 0x3f));
    return 4;
}

/* Characters that would disturb a line of text or a page become one dot. */
static uint32_t harmless(uint32_t c) {
    bool is_control = c < 0x20 || (c >= 0x7f && c < 0xa0), is_surrogate = (c & ~0x7ffu) == 0xd800;
    return is_control || is_surrogate || c > 0x10ffff ? 0xb7 : c;
}

/* At most 4 bytes per character, two quotes, three dots, and the end. */
_Static_assert(4 * SHOWN_CHARACTERS + 6 <= MEM_SHOWN_MAX, "text of show()");

static void show_characters(uint32_t (*at)(const void *, size_t), const void *from, size_t count,
                            const char *before, char *text) {
    size_t shown = count < SHOWN_CHARACTERS ? count : SHOWN_CHARACTERS;
    size_t size = strlen(before);
    memcpy(text, before, size);
    for (size_t i = 0; i < shown; i++)
        size += put_utf8(harmless(at(from, i)), text + size);
    strcpy(text + size, shown < count ? "'..." : "'");
}

static uint32_t str_character_at(const void *str, size_t index) {
    return str_at(str, index);
}

static uint32_t byte_at(const void *bytes, size_t index) {
    return ((const Bytes *)bytes)->data[index] < 0x80 ? ((const Bytes *)bytes)->data[index] : 0;
}

static void show_name(Value name, char *text, size_t size) {
    if (name && is_exact_str(name) && str_of(name)->ascii)
        snprintf(text, size, "%.*s", 2 * SHOWN_CHARACTERS, (const char *)str_of(name)->data);
    else
        *text = 0;
}

static void show_int(const IntObject *number, char *text, size_t size) {
    uint64_t limbs = (uint64_t)(number->size < 0 ? -number->size : number->size);
    if (limbs > 1)
        snprintf(text, size, "%llu limbs", (unsigned long long)limbs);
    else
        snprintf(text, size, "%s%llu", number->size < 0 ? "-" : "",
                 limbs ? (unsigned long long)number->limbs[0] : 0);
}

static void show_count(size_t count, char *text, size_t size) {
    snprintf(text, size, "%zu item%s", count, count == 1 ? "" : "s");
}

bool memory_show(const Object *object, char *text, size_t size) {
    Value value = value_of(object);
    const Type *type = (const Type *)object->type;
    *text = 0;
    if (type == &str_type)
        show_characters(str_character_at, object, str_of(value)->length, "'", text);
    else if (type == &bytes_type)
        show_characters(byte_at, object, bytes_of(value)->size, "b'", text);
    else if (type == &int_type)
        show_int((const IntObject *)object, text, size);
    else if (type == &float_type)
        snprintf(text, size, "%.12g", float_of(value));
    else if (type == &list_type)
        show_count(list_of(value)->count, text, size);
    else if (type == &tuple_type)
        show_count(tuple_of(value)->count, text, size);
    else if (type == &dict_type)
        show_count(dict_of(value)->count, text, size);
    else if (type == &set_type || type == &frozenset_type)
        show_count(set_of(value)->count, text, size);
    else if (type == &function_type)
        show_name(((const Function *)object)->qualified_name, text, size);
    else if (type == &code_type)
        show_name(((const CodeObject *)object)->qualified_name, text, size);
    else if (type == &module_type)
        show_name(((const Module *)object)->name, text, size);
    else if (type->flags & TYPE_IS_TYPE)
        show_name(((const Type *)object)->qualified_name, text, size);
    return *text != 0;
}
