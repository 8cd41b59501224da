/* strs from UTF-8 and back, for C: names, file names, constants.
 *
 * The UTF-8 of an ASCII str is its data. For others a side table, keyed by address, keeps the
 * bytes from the first str_utf8 until the str dies (has_utf8 says that it is there). */
#include "vm/codecs.h"
#include "vm/objects/str_parts.h"
#include "vm/objects/utf8_blocks.h"
#include "vm/operations.h"
#include "vm/names.h"
#include "vm/utf8.h"

#include <endian.h>

/* ---- from UTF-8 ----------------------------------------------------------------------------- */

static const char *const utf8_reasons[] = {
    [UTF8_BAD_START] = "invalid start byte",
    [UTF8_BAD_CONTINUATION] = "invalid continuation byte",
    [UTF8_TRUNCATED] = "unexpected end of data",
};

#define NOT_ASCII UINT64_C(0x8080808080808080)

static inline uint64_t word_at(const uint8_t *at) {
    uint64_t word;
    memcpy(&word, at, sizeof word);
    return word;
}

/* Behind the ASCII that begins here. */
static inline const uint8_t *skip_ascii(const uint8_t *at, const uint8_t *end) {
    while (end - at >= 8) {
        uint64_t word = word_at(at) & NOT_ASCII;
        if (word)
            return at + __builtin_ctzll(le64toh(word)) / 8;
        at += 8;
        while (end - at >= 32 &&
               !((word_at(at) | word_at(at + 8) | word_at(at + 16) | word_at(at + 24)) & NOT_ASCII))
            at += 32;
    }
    while (at < end && *at < 0x80)
        at++;
    return at;
}

/* A character of two or three bytes; its length, 0: it is longer, or none. */
static inline unsigned read_short(const uint8_t *at, const uint8_t *end, uint32_t *bits) {
    if (*at >= 0xc2 && *at < 0xe0 && end - at >= 2 && utf8_is_continuation(at[1])) {
        *bits |= *at < 0xc4 ? 0xff : 0x7ff;
        return 2;
    }
    if ((*at & 0xf0) == 0xe0 && end - at >= 3 && utf8_is_continuation(at[1]) &&
        utf8_is_continuation(at[2])) {
        uint32_t character = (*at & 0xf) << 12 | (at[1] & 0x3fu) << 6 | (at[2] & 0x3f);
        if (character >= 0x800 && !is_surrogate(character)) {
            *bits |= character;
            return 3;
        }
    }
    return 0;
}

Utf8Run utf8_run(const uint8_t *bytes, size_t size) {
    const uint8_t *end = bytes + size, *at = skip_ascii(bytes, end);
    Utf8Run blocks = utf8_run_blocks(at, (size_t)(end - at));
    size_t continuations = blocks.size - blocks.length;
    uint32_t bits = blocks.bits;
    at += blocks.size;
    while (at < end) {
        if (*at < 0x80) {
            at = skip_ascii(at, end);
            continue;
        }
        unsigned length = read_short(at, end, &bits);
        if (UNLIKELY(length == 0)) {
            uint32_t character;
            if (utf8_read(at, end, false, &character, &length) != UTF8_OK)
                break;
            bits |= character;
        }
        continuations += length - 1;
        at += length;
    }
    return (Utf8Run){(size_t)(at - bytes), (size_t)(at - bytes) - continuations, bits};
}

/* ASCII is put eight characters at a time, as far as there is room for eight: those behind it are
 * written over again. 0.5 of the time for words with an accent here and there. */
ALWAYS_INLINE void put_run(uint8_t *data, unsigned width, const uint8_t *at, size_t length) {
    const uint8_t *data_end = data + length * width;
    const uint8_t *last_eight = length >= 8 ? data_end - (size_t)8 * width : NULL;
    while (data < data_end) {
        uint32_t character = *at;
        if (character < 0x80 && data <= last_eight) {
            uint64_t word = word_at(at) & NOT_ASCII;
            unsigned count = word ? (unsigned)__builtin_ctzll(le64toh(word)) / 8 : 8;
            for (unsigned i = 0; i < 8; i++)
                character_put(data, width, i, at[i]);
            at += count;
            data += (size_t)count * width;
            continue;
        }
        if (character < 0x80) {
            at++;
        } else if (character < 0xe0) {
            character = (character & 0x1f) << 6 | (at[1] & 0x3f);
            at += 2;
        } else if (width > 1 && character < 0xf0) {
            character = (character & 0xf) << 12 | (at[1] & 0x3fu) << 6 | (at[2] & 0x3f);
            at += 3;
        } else if (width > 2) {
            character = (character & 7) << 18 | (at[1] & 0x3fu) << 12 | (at[2] & 0x3fu) << 6 |
                        (at[3] & 0x3f);
            at += 4;
        }
        character_put(data, width, 0, character);
        data += width;
    }
}

void utf8_run_put(uint8_t *data, unsigned width, const uint8_t *bytes, const Utf8Run *run) {
    if (width == 1 && run->size == run->length)
        memcpy(data, bytes, run->size);
    else if (width == 1)
        put_run(data, 1, bytes, run->length);
    else if (width == 2)
        put_run(data, 2, bytes, run->length);
    else
        put_run(data, 4, bytes, run->length);
}

/* Text with surrogates as three bytes each. */
static Str *from_wtf8(const uint8_t *bytes, size_t size) {
    StrBuilder builder;
    str_builder_init(&builder);
    for (size_t at = 0; at < size;) {
        uint32_t character = 0;
        unsigned length;
        Utf8Status status = utf8_read(bytes + at, bytes + size, true, &character, &length);
        if (status != UTF8_OK) {
            str_builder_abandon(&builder);
            return raise_unicode_decode_error("utf-8", bytes, size, at, at + length,
                                              utf8_reasons[status]);
        }
        str_builder_character(&builder, character);
        at += length;
    }
    return str_builder_finish(&builder);
}

static Str *from_utf8(const char *text, size_t size, bool surrogates) {
    const uint8_t *bytes = (const uint8_t *)text;
    if (bytes_are_ascii(bytes, size))
        return str_from_ascii(text, size);
    Utf8Run run = utf8_run(bytes, size);
    if (run.size != size && surrogates)
        return from_wtf8(bytes, size);
    if (run.size != size) {
        uint32_t character;
        unsigned length;
        Utf8Status status = utf8_read(bytes + run.size, bytes + size, false, &character, &length);
        return raise_unicode_decode_error("utf-8", bytes, size, run.size, run.size + length,
                                          utf8_reasons[status]);
    }
    if (run.length == 1 && run.bits < 0x100)
        return latin1_character((bytes[0] & 0x1fu) << 6 | (bytes[1] & 0x3f));
    Str *str = str_new_unfilled(run.length, run.bits);
    if (str)
        utf8_run_put(str->data, str->width, bytes, &run);
    return str;
}

Str *str_from_utf8(const char *bytes, size_t size) {
    return from_utf8(bytes, size, false);
}

Str *str_from_wtf8(const char *bytes, size_t size) {
    return from_utf8(bytes, size, true);
}

Str *str_from_c(const char *text) {
    return from_utf8(text, strlen(text), false);
}

bool str_builder_utf8(StrBuilder *builder, const char *text, size_t text_size) {
    const uint8_t *at = (const uint8_t *)text, *end = at + text_size;
    if (bytes_are_ascii(at, text_size))
        return str_builder_ascii(builder, text, text_size);
    while (at < end) {
        uint32_t character = 0xfffd;
        unsigned size;
        utf8_read(at, end, true, &character, &size);
        if (!str_builder_character(builder, character))
            return false;
        at += size;
    }
    return true;
}

/* ---- to UTF-8 ------------------------------------------------------------------------------- */

static size_t utf8_size(const Str *str) {
    size_t size = 0;
    for (size_t i = 0; i < str->length; i++)
        size += utf8_size_of(str_at(str, i));
    return size;
}

char *str_wtf8_copy(const Str *str, size_t *size_place) {
    size_t size = str->ascii ? str->length : utf8_size(str);
    uint8_t *bytes = mem_malloc(size + 1), *to = bytes;
    if (!bytes)
        return raise_no_memory();
    if (str->ascii) {
        memcpy(bytes, str->data, size);
    } else {
        for (size_t i = 0; i < str->length; i++)
            to = utf8_write(to, str_at(str, i));
    }
    bytes[size] = 0;
    if (size_place)
        *size_place = size;
    return (char *)bytes;
}

static size_t first_surrogate(const Str *str) { /* length if there is none */
    size_t i = 0;
    if (str->width == 1)
        return str->length;
    while (i < str->length && !is_surrogate(str_at(str, i)))
        i++;
    return i;
}

/* Side table: open addressing by address, at most half full. */
typedef struct {
    Str *str; /* null: empty */
    char *bytes;
    size_t size;
} Utf8Entry;
static Utf8Entry *table;
static size_t table_mask, table_count;

static size_t ideal_slot(const Str *str) {
    return (size_t)(((uintptr_t)str >> 4) * UINT64_C(0x9e3779b97f4a7c15) >> 32) & table_mask;
}

static Utf8Entry *find_entry(const Str *str) {
    size_t slot = ideal_slot(str);
    while (table[slot].str && table[slot].str != str)
        slot = (slot + 1) & table_mask;
    return &table[slot];
}

static bool grow_table(void) {
    size_t old_size = table ? table_mask + 1 : 0, size = old_size ? old_size * 2 : 64;
    Utf8Entry *old = table, *bigger = mem_calloc(size, sizeof *bigger);
    if (!bigger)
        return raise_no_memory();
    table = bigger;
    table_mask = size - 1;
    for (size_t i = 0; i < old_size; i++) {
        if (old[i].str)
            *find_entry(old[i].str) = old[i];
    }
    mem_free(old);
    return true;
}

const char *str_utf8(Str *str, size_t *size) {
    if (LIKELY(str->ascii)) {
        if (size)
            *size = str->length;
        return (const char *)str->data;
    }
    if (!str->has_utf8) {
        size_t bad = first_surrogate(str);
        if (bad < str->length) {
            size_t end = bad + 1;
            while (end < str->length && is_surrogate(str_at(str, end)))
                end++;
            return raise_unicode_encode_error("utf-8", str, bad, end, "surrogates not allowed");
        }
        if ((!table || table_count * 2 >= table_mask) && !grow_table())
            return NULL;
        size_t bytes_size;
        char *bytes = str_wtf8_copy(str, &bytes_size);
        if (!bytes)
            return NULL;
        *find_entry(str) = (Utf8Entry){str, bytes, bytes_size};
        table_count++;
        str->has_utf8 = true;
    }
    Utf8Entry *entry = find_entry(str);
    if (size)
        *size = entry->size;
    return entry->bytes;
}

void str_utf8_forget(Str *str) {
    str->has_utf8 = false;
    if (!table)
        return;
    size_t hole = (size_t)(find_entry(str) - table);
    mem_free(table[hole].bytes);
    for (size_t slot = (hole + 1) & table_mask; table[slot].str; slot = (slot + 1) & table_mask) {
        size_t ideal = ideal_slot(table[slot].str);
        if (((slot - ideal) & table_mask) >= ((slot - hole) & table_mask)) {
            table[hole] = table[slot];
            hole = slot;
        }
    }
    table[hole] = (Utf8Entry){0};
    table_count--;
}

void str_utf8_finish(void) {
    for (size_t i = 0; table && i <= table_mask; i++) {
        if (table[i].str) {
            table[i].str->has_utf8 = false;
            mem_free(table[i].bytes);
        }
    }
    mem_free(table);
    table = NULL;
    table_mask = table_count = 0;
}

/* ---- file names ----------------------------------------------------------------------------- */

Str *str_from_file_name(const char *name, size_t name_size) {
    const uint8_t *at = (const uint8_t *)name, *end = at + name_size;
    if (bytes_are_ascii(at, name_size))
        return str_from_ascii(name, name_size);
    StrBuilder builder;
    str_builder_init(&builder);
    while (at < end) {
        uint32_t character;
        unsigned size;
        if (utf8_read(at, end, false, &character, &size) != UTF8_OK) {
            character = 0xdc00 + *at; /* surrogateescape */
            size = 1;
        }
        if (!str_builder_character(&builder, character))
            break;
        at += size;
    }
    return str_builder_finish(&builder);
}

static Bytes *encode_file_name(Str *str) {
    size_t size = 0;
    for (size_t i = 0; i < str->length; i++) {
        uint32_t c = str_at(str, i);
        if (is_surrogate(c) && !(c >= 0xdc80 && c <= 0xdcff))
            return raise_unicode_encode_error("utf-8", str, i, i + 1, "surrogates not allowed");
        size += is_surrogate(c) ? 1 : utf8_size_of(c);
    }
    Bytes *bytes = bytes_new(NULL, size);
    if (!bytes)
        return NULL;
    uint8_t *to = bytes->data;
    for (size_t i = 0; i < str->length; i++) {
        uint32_t c = str_at(str, i);
        if (is_surrogate(c))
            *to++ = (uint8_t)(c - 0xdc00);
        else
            to = utf8_write(to, c);
    }
    return bytes;
}

static Bytes *without_nul(Bytes *bytes) {
    if (bytes && memchr(bytes->data, 0, bytes->size)) {
        GIVE_UP(bytes);
        return raise_value_error("embedded null byte");
    }
    return bytes;
}

Value file_system_path(Value value) {
    if (is_str(value) || is_bytes(value))
        return own(value);
    Value method;
    Lookup found = special_method_lookup(value, names.__fspath__, &method);
    if (found == LOOKUP_ERROR)
        return NULL;
    if (found == LOOKUP_MISSING || method == NONE)
        return raise_type_error("expected str, bytes or os.PathLike object, not %T", value);
    Value path = call_0(method);
    decref(method);
    if (path && !is_str(path) && !is_bytes(path)) {
        raise_type_error("expected %T.__fspath__() to return str or bytes, not %T", value, path);
        clear_value(&path);
    }
    return path;
}

Bytes *str_to_file_bytes(Value value) {
    if (is_str(value))
        return encode_file_name(str_of(value));
    if (is_bytes(value))
        return bytes_of(own(value));
    Value path = file_system_path(value);
    Bytes *bytes = path ? str_to_file_bytes(path) : NULL;
    decref_maybe(path);
    return bytes;
}

Bytes *str_to_file_name(Value value) {
    return without_nul(str_to_file_bytes(value));
}
