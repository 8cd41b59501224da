/* StrBuilder: a str built piece by piece, its length and width not known before.
 *
 * Short texts are built in the builder itself and copied once; longer ones in the block of the
 * str that finish returns, cut to size. The width grows when the first wider character comes. */
#include "vm/objects/str_parts.h"

#include "vm/operations.h"
#include "vm/pass.h"

void str_builder_init(StrBuilder *builder) {
    builder->data = builder->local;
    builder->length = 0;
    builder->capacity = sizeof builder->local;
    builder->bits = 0;
    builder->width = 1;
    builder->failed = false;
    builder->str = NULL;
}

static size_t block_size(size_t capacity, unsigned width) {
    return STR_HEADER_SIZE + (capacity + 1) * width;
}

/* With no capacity, the inlined path of str_builder_character comes to the slow one again. */
static bool fail(StrBuilder *builder) {
    str_builder_abandon(builder);
    builder->failed = true;
    builder->capacity = 0;
    return false;
}

/* A block of its own for `capacity` characters of `width`, the present ones moved into it. */
static bool move(StrBuilder *builder, size_t capacity, unsigned width) {
    if (capacity > STR_LENGTH_MAX) {
        raise_no_memory();
        return fail(builder);
    }
    Str *str;
    if (builder->str && builder->width == width) {
        str = mem_object_resize(builder->str, block_size(builder->capacity, width),
                                block_size(capacity, width));
    } else {
        str = mem_object_new(&str_type.mem, block_size(capacity, width));
        if (str) {
            characters_copy(str->data, width, builder->data, builder->width, builder->length);
            if (builder->str)
                mem_object_free(builder->str, block_size(builder->capacity, builder->width));
        }
    }
    if (!str) {
        raise_no_memory();
        return fail(builder);
    }
    builder->str = str;
    builder->data = str->data;
    builder->capacity = capacity;
    builder->width = (uint8_t)width;
    return true;
}

COLD static bool widen(StrBuilder *builder, size_t capacity, unsigned width) {
    if (!builder->str && capacity * width <= sizeof builder->local) {
        uint8_t copy[sizeof builder->local];
        memcpy(copy, builder->local, builder->length * builder->width);
        characters_copy(builder->local, width, copy, builder->width, builder->length);
        builder->width = (uint8_t)width;
        builder->capacity = sizeof builder->local / width;
        return true;
    }
    return move(builder, capacity, width);
}

bool str_builder_reserve(StrBuilder *builder, size_t count, uint32_t bits) {
    if (UNLIKELY(builder->failed))
        return false;
    unsigned width = width_of_largest(bits);
    size_t needed = builder->length + count, capacity = builder->capacity;
    if (needed > capacity) {
        capacity += capacity / 2;
        if (capacity < needed)
            capacity = needed;
    }
    if (width > builder->width) {
        if (!widen(builder, needed > builder->capacity ? capacity : needed + 8, width))
            return false;
    } else if (needed > builder->capacity) {
        if (!move(builder, capacity, builder->width))
            return false;
    }
    builder->bits |= bits;
    return true;
}

bool str_builder_character_slow(StrBuilder *builder, uint32_t character) {
    if (!str_builder_reserve(builder, 1, character))
        return false;
    character_put(builder->data, builder->width, builder->length++, character);
    return true;
}

static bool add(StrBuilder *builder, const void *data, unsigned width, size_t count,
                uint32_t bits) {
    if (count == 0)
        return !builder->failed;
    if (!str_builder_reserve(builder, count, bits))
        return false;
    characters_copy(builder->data + builder->length * builder->width, builder->width, data, width,
                    count);
    builder->length += count;
    return true;
}

bool str_builder_ascii(StrBuilder *builder, const char *text, size_t size) {
    return add(builder, text, 1, size, 0x7f);
}

bool str_builder_latin1(StrBuilder *builder, const uint8_t *bytes, size_t size) {
    return add(builder, bytes, 1, size, characters_bits(bytes, 1, size));
}

bool str_builder_utf8_run(StrBuilder *builder, const uint8_t *bytes, const Utf8Run *run) {
    if (!str_builder_reserve(builder, run->length, run->bits))
        return false;
    utf8_run_put(builder->data + builder->length * builder->width, builder->width, bytes, run);
    builder->length += run->length;
    return true;
}

bool str_builder_c(StrBuilder *builder, const char *ascii_text) {
    return add(builder, ascii_text, 1, strlen(ascii_text), 0x7f);
}

bool str_builder_str(StrBuilder *builder, const Str *str) {
    return add(builder, str->data, str->width, str->length, str_bits(str));
}

bool str_builder_range(StrBuilder *builder, const Str *str, size_t start, size_t end) {
    const uint8_t *data = str->data + start * str->width;
    uint32_t bits = str->ascii ? 0x7f : characters_bits(data, str->width, end - start);
    return add(builder, data, str->width, end - start, bits);
}

bool str_builder_fill(StrBuilder *builder, uint32_t character, size_t count) {
    if (count == 0)
        return !builder->failed;
    if (count > STR_LENGTH_MAX) {
        raise_no_memory();
        return fail(builder);
    }
    if (!str_builder_reserve(builder, count, character))
        return false;
    while (count) {
        size_t step = count < PASS_BYTES ? count : PASS_BYTES;
        characters_fill(builder->data + builder->length * builder->width, builder->width, character,
                        step);
        builder->length += step;
        count -= step;
        if (count && !pass_may_go_on())
            return fail(builder);
    }
    return true;
}

static bool add_text_steal(StrBuilder *builder, Value text) {
    if (!text) {
        fail(builder);
        return false;
    }
    bool done = str_builder_str(builder, str_of(text));
    decref(text);
    return done;
}

bool str_builder_repr(StrBuilder *builder, Value value) {
    return !builder->failed &&
           add_text_steal(builder, pass_may_go_on() ? object_repr(value) : NULL);
}

void str_builder_abandon(StrBuilder *builder) {
    if (builder->str)
        mem_object_free(builder->str, block_size(builder->capacity, builder->width));
    str_builder_init(builder);
}

Str *str_builder_finish(StrBuilder *builder) {
    if (builder->failed) {
        str_builder_init(builder);
        return NULL;
    }
    size_t length = builder->length;
    unsigned width = builder->width;
    bool is_narrowest = width == width_of_largest(builder->bits);
    if (!builder->str || length < 2 || !is_narrowest) {
        Str *copy = is_narrowest && length > 1 ? str_new_unfilled(length, builder->bits)
                                               : str_from_characters(builder->data, width, length);
        if (copy && is_narrowest && length > 1)
            memcpy(copy->data, builder->data, length * width);
        str_builder_abandon(builder);
        return copy;
    }
    Str *str = builder->str;
    if (length != builder->capacity) {
        str =
            mem_object_resize(str, block_size(builder->capacity, width), block_size(length, width));
        if (!str) {
            str_builder_abandon(builder);
            return raise_no_memory();
        }
    }
    str->hash = -1;
    str->length = length;
    str->width = (uint8_t)width;
    str->ascii = builder->bits < 0x80;
    str->interned = str->has_utf8 = str->grown = false;
    character_put(str->data, width, length, 0);
    builder->str = NULL;
    str_builder_init(builder);
    return str;
}

Str *str_builder_finish_pass(StrBuilder *builder) {
    if (LIKELY(!exception_pending()))
        return str_builder_finish(builder);
    str_builder_abandon(builder);
    return NULL;
}
