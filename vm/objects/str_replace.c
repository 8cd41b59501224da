/* Methods of str that give it another shape: replace, padding, tabs, translate. */
#include "vm/objects/dict.h"
#include "vm/objects/int.h"
#include "vm/objects/search.h"
#include "vm/objects/str_methods.h"
#include "vm/objects/str_parts.h"
#include "vm/operations.h"
#include "vm/pass.h"

/* ---- replace -------------------------------------------------------------------------------- */

/* `count` times `with` before each of the first characters, then the rest. */
static Value interleave(Str *str, const Str *with, size_t max) {
    StrBuilder builder;
    str_builder_init(&builder);
    size_t count = max < str->length + 1 ? max : str->length + 1;
    if (count && with->length > STR_LENGTH_MAX / count)
        return raise_overflow_error("replace string is too long");
    str_builder_reserve(&builder, str->length + count * with->length, str_bits(with));
    for (size_t i = 0; i < count; i++) {
        if (!str_builder_str(&builder, with))
            break;
        if (i < str->length)
            str_builder_character(&builder, str_at(str, i));
    }
    if (count < str->length)
        str_builder_range(&builder, str, count, str->length);
    return value_of(str_builder_finish_pass(&builder));
}

/* Made for each width. */
static inline __attribute__((always_inline)) void
copy_replaced(Str *to, const Str *from, unsigned width, uint32_t old, uint32_t new) {
    size_t length = from->length; /* which the bytes written might be, for all the compiler knows */
    for (size_t i = 0; i < length; i++) {
        uint32_t c = character_at(from->data, width, i);
        character_put(to->data, width, i, c == old ? new : c);
    }
}

static Value replace_one_by_one(Str *str, uint32_t old, uint32_t new, size_t max) {
    ptrdiff_t hit = search_character(str->data, str->width, str->length, old);
    if (hit < 0)
        return str_exact(value_of(str));
    Str *copy = str_new_unfilled(str->length, str_bits(str));
    if (!copy)
        return NULL;
    unsigned width = str->width;
    if (max >= str->length) {
        if (width == 1)
            copy_replaced(copy, str, 1, old, new);
        else if (width == 2)
            copy_replaced(copy, str, 2, old, new);
        else
            copy_replaced(copy, str, 4, old, new);
        return value_of(copy);
    }
    memcpy(copy->data, str->data, str->length * width);
    for (size_t i = (size_t)hit; hit >= 0 && max > 0; max--) {
        character_put(copy->data, width, i, new);
        i++;
        hit = search_character(copy->data + i * width, width, str->length - i, old);
        i += (size_t)hit;
    }
    return value_of(copy);
}

enum { KEPT_HITS = 32 };

/* ASCII for ASCII: the places are found once, and kept while there are few; then all is copied to
 * where it belongs. Null without an exception: there are more. */
static Value replace_few(Str *str, const Str *old, const Str *new, size_t max) {
    size_t hits[KEPT_HITS], count = 0, start = 0;
    for (; count < max; count++) {
        ptrdiff_t hit = str_find(str, old, start, str->length);
        if (hit == SEARCH_ERROR)
            return NULL;
        if (hit < 0)
            break;
        if (count == KEPT_HITS)
            return NULL;
        hits[count] = (size_t)hit;
        start = (size_t)hit + old->length;
    }
    if (count == 0)
        return str_exact(value_of(str));
    Str *result = str_new_unfilled(str->length + count * new->length - count * old->length, 0x7f);
    if (!result || result->length == 0)
        return value_of(result);
    uint8_t *to = result->data;
    start = 0;
    for (size_t i = 0; i < count; i++) {
        size_t before = hits[i] - start;
        memcpy(to, str->data + start, before);
        memcpy(to + before, new->data, new->length);
        to += before + new->length;
        start = hits[i] + old->length;
    }
    memcpy(to, str->data + start, str->length - start);
    return value_of(result);
}

/* A character by a text, both ASCII, in many places: twice as fast as looking for each of them. */
static Value replace_many(const Str *str, uint8_t old, const Str *new, size_t count) {
    Str *result = str_new_unfilled(str->length - count + count * new->length, 0x7f);
    if (!result || result->length == 0)
        return value_of(result);
    uint8_t *to = result->data;
    size_t i = 0;
    for (; count; i++) {
        if (str->data[i] != old) {
            *to++ = str->data[i];
            continue;
        }
        memcpy(to, new->data, new->length);
        to += new->length;
        count--;
    }
    memcpy(to, str->data + i, str->length - i);
    return value_of(result);
}

/* Is a character of the widest kind in str (or is it ASCII), however often `old` is taken out? */
static bool keeps_kind(const Str *str, const Str *old) {
    return str->ascii || (str->width == 1 ? old->ascii : old->width < str->width);
}

/* Copies everything to where it belongs: half the time of a builder, which looks at each character
 * for the kind of the result. */
static Value fill_replaced(Str *str, const Str *old, const Str *new, size_t count, size_t length) {
    Str *result = str_new_unfilled(length, str_bits(str) | str_bits(new));
    if (!result || length == 0)
        return value_of(result);
    unsigned width = result->width;
    uint8_t *to = result->data;
    size_t start = 0;
    for (; count > 0; count--) {
        const uint8_t *rest = str->data + start * str->width;
        ptrdiff_t hit = pass_may_go_on() ? search_first(rest, str->width, str->length - start,
                                                        old->data, old->width, old->length)
                                         : SEARCH_ERROR;
        if (hit < 0) { /* all are there: interrupted */
            GIVE_UP(result);
            return NULL;
        }
        to = characters_append(to, width, rest, str->width, (size_t)hit);
        to = characters_append(to, width, new->data, new->width, new->length);
        start += (size_t)hit + old->length;
    }
    characters_append(to, width, str->data + start * str->width, str->width, str->length - start);
    return value_of(result);
}

/* At most `max` occurrences; the kind of str is exact. */
static Value str_replace(Str *str, const Str *old, const Str *new, size_t max) {
    if (max == 0 || old == new || (old->length > str->length) ||
        (old->length && old->width > str->width))
        return str_exact(value_of(str));
    if (old->length == 0)
        return interleave(str, new, max);
    if (str->ascii && new->ascii &&new->length < STR_LENGTH_MAX / KEPT_HITS) {
        if (old->length == 1 && new->length == 1)
            return replace_one_by_one(str, str_at(old, 0), str_at(new, 0), max);
        Value result = replace_few(str, old, new, max);
        if (result || exception_pending())
            return result;
    }
    ptrdiff_t count =
        search_count(str->data, str->width, str->length, old->data, old->width, old->length, max);
    if (count == SEARCH_ERROR)
        return NULL;
    if (count == 0)
        return str_exact(value_of(str));
    if (new->length > old->length &&
        (size_t)count > (STR_LENGTH_MAX - str->length) / (new->length - old->length))
        return raise_overflow_error("replace string is too long");
    if (str->ascii && new->ascii && old->length == 1 && str->length <= PASS_BYTES)
        return replace_many(str, old->data[0], new, (size_t)count);
    size_t length = str->length - (size_t)count * old->length + (size_t)count * new->length;
    if (keeps_kind(str, old))
        return fill_replaced(str, old, new, (size_t)count, length);
    StrBuilder builder;
    str_builder_init(&builder);
    str_builder_reserve(&builder, length, str->width == 1 ? str_bits(new) : 0);
    size_t start = 0;
    while (count-- > 0) {
        ptrdiff_t hit = str_find(str, old, start, str->length);
        if (hit == SEARCH_ERROR || !pass_may_go_on()) {
            str_builder_abandon(&builder);
            return NULL;
        }
        str_builder_range(&builder, str, start, (size_t)hit);
        if (!str_builder_str(&builder, new))
            break;
        start = (size_t)hit + old->length;
    }
    str_builder_range(&builder, str, start, str->length);
    return value_of(str_builder_finish_pass(&builder));
}

Value str_method_replace(Value self, Value *args) {
    ptrdiff_t max = -1;
    for (int i = 0; i < 2; i++) {
        if (!is_str(args[i]))
            return raise_type_error("replace() argument %d must be str, not %N", i + 1, args[i]);
    }
    if (args[2] && !int_as_size(args[2], &max))
        return NULL;
    return str_replace(str_of(self), str_of(args[0]), str_of(args[1]),
                       max < 0 ? SIZE_MAX : (size_t)max);
}

/* ---- padding -------------------------------------------------------------------------------- */

static Value pad(Str *str, size_t left, size_t right, uint32_t fill) {
    if (left == 0 && right == 0)
        return str_exact(value_of(str));
    if (left > STR_LENGTH_MAX || right > STR_LENGTH_MAX)
        return raise_overflow_error("padded string is too long");
    Str *padded = str_new_unfilled(left + str->length + right, str_bits(str) | fill);
    if (!padded)
        return NULL;
    if (!str_fill(padded, 0, left, fill) || !str_put(padded, left, str) ||
        !str_fill(padded, left + str->length, right, fill)) {
        GIVE_UP(padded);
        return NULL;
    }
    return value_of(padded);
}

static bool read_padding(Value self, Value *args, size_t *padding, uint32_t *fill) {
    ptrdiff_t width;
    if (!int_as_size(args[0], &width))
        return false;
    *fill = ' ';
    if (args[1]) {
        if (!is_str(args[1]))
            return raise_type_error("The fill character must be a unicode character, not %T",
                                    args[1]);
        if (str_of(args[1])->length != 1)
            return raise_type_error("The fill character must be exactly one character long");
        *fill = str_at(str_of(args[1]), 0);
    }
    size_t length = str_of(self)->length;
    *padding = width > 0 && (size_t)width > length ? (size_t)width - length : 0;
    return true;
}

Value str_method_ljust(Value self, Value *args) {
    size_t padding;
    uint32_t fill;
    return read_padding(self, args, &padding, &fill) ? pad(str_of(self), 0, padding, fill) : NULL;
}

Value str_method_rjust(Value self, Value *args) {
    size_t padding;
    uint32_t fill;
    return read_padding(self, args, &padding, &fill) ? pad(str_of(self), padding, 0, fill) : NULL;
}

Value str_method_center(Value self, Value *args) {
    size_t padding;
    uint32_t fill;
    if (!read_padding(self, args, &padding, &fill))
        return NULL;
    size_t length = str_of(self)->length;
    size_t left = padding / 2 + (padding & (length + padding) & 1);
    return pad(str_of(self), left, padding - left, fill);
}

Value str_method_zfill(Value self, Value *args) {
    size_t padding;
    uint32_t fill;
    Value given[2] = {args[0], NULL};
    if (!read_padding(self, given, &padding, &fill))
        return NULL;
    Value padded = pad(str_of(self), padding, 0, '0');
    if (!padded || padding == 0)
        return padded;
    Str *str = str_of(padded);
    if (padding == str->length)
        return padded;
    uint32_t sign = str_at(str, padding);
    if (sign == '+' || sign == '-') {
        character_put(str->data, str->width, 0, sign);
        character_put(str->data, str->width, padding, '0');
    }
    return padded;
}

/* How far behind the last line end before `end`, or behind `start`, where the column is `column`.
 */
static size_t column_at(const Str *str, size_t start, size_t column, size_t end) {
    for (size_t i = end; i > start; i--) {
        uint32_t c = str_at(str, i - 1);
        if (c == '\n' || c == '\r')
            return end - i;
    }
    return column + (end - start);
}

Value str_method_expandtabs(Value self, Value *args) {
    int tab_size = 8;
    if (args[0] && !int_as_int(args[0], &tab_size))
        return NULL;
    Str *str = str_of(self);
    StrBuilder builder;
    str_builder_init(&builder);
    size_t from = 0, column = 0, unit = tab_size > 0 ? (size_t)tab_size : 0;
    ptrdiff_t found;
    while ((found = search_character(str->data + from * str->width, str->width, str->length - from,
                                     '\t')) >= 0) {
        size_t tab = from + (size_t)found;
        column = column_at(str, from, column, tab);
        size_t blanks = unit ? unit - column % unit : 0;
        if (blanks > STR_LENGTH_MAX - builder.length) {
            str_builder_abandon(&builder);
            return raise_overflow_error("new string is too long");
        }
        if (!str_builder_range(&builder, str, from, tab) ||
            (!str_builder_fill(&builder, ' ', blanks) && builder.failed) || !pass_may_go_on())
            break;
        column += blanks;
        from = tab + 1;
    }
    if (from == 0 && found < 0)
        return str_exact(self);
    str_builder_range(&builder, str, from, str->length);
    return value_of(str_builder_finish_pass(&builder));
}

/* ---- translate ------------------------------------------------------------------------------ */

/* What the table says of a character: LOOKUP_MISSING leaves it as it is. */
static Lookup translate_lookup(Value table, uint32_t c, Value *replacement) {
    Value key = value_of_small_int(c);
    if (is_exact_dict(table))
        return dict_lookup(dict_of(table), key, replacement);
    *replacement = object_get_item(table, key);
    if (*replacement)
        return LOOKUP_FOUND;
    return exception_clear_if(&exc_LookupError) ? LOOKUP_MISSING : LOOKUP_ERROR;
}

static bool add_replacement(StrBuilder *builder, Value replacement) {
    if (replacement == NONE)
        return true;
    if (is_str(replacement))
        return str_builder_str(builder, str_of(replacement));
    if (!is_int(replacement))
        return raise_type_error("character mapping must return integer, None or str");
    int64_t code;
    if (!int_fits_int64(replacement, &code) || code < 0 || code > 0x10ffff)
        return raise_value_error("character mapping must be in range(0x110000)");
    return str_builder_character(builder, (uint32_t)code);
}

/* The run of ASCII characters whose translation is known, as far as there is room: how many. */
static size_t add_known(StrBuilder *builder, const uint8_t *known, const uint8_t *from,
                        size_t count) {
    uint8_t *to = builder->data + builder->length;
    size_t room = builder->capacity - builder->length, done = 0;
    for (count = count < room ? count : room; done < count; done++) {
        uint8_t c = known[from[done]];
        if (c == 0xff)
            break;
        to[done] = c;
    }
    builder->length += done;
    return done;
}

Value str_method_translate(Value self, Value *args) {
    Str *str = str_of(self);
    Value table = args[0];
    /* ASCII characters mapped to ASCII ones are remembered: 0xff not asked yet. */
    uint8_t known[128];
    memset(known, 0xff, sizeof known);
    StrBuilder builder;
    str_builder_init(&builder);
    str_builder_reserve(&builder, str->length, 0);
    for (size_t i = 0; pass_goes_on(i, str->length); i++) {
        uint32_t c = str_at(str, i);
        if (c < 128 && known[c] != 0xff) {
            if (!str_builder_character(&builder, known[c]))
                break;
            if (str->ascii && builder.width == 1) {
                size_t rest = str->length - i - 1, piece = PASS_ITEMS - 2 - i % PASS_ITEMS;
                if (i % PASS_ITEMS < PASS_ITEMS - 2)
                    i += add_known(&builder, known, str->data + i + 1, rest < piece ? rest : piece);
            }
            continue;
        }
        Value replacement;
        Lookup found = translate_lookup(table, c, &replacement);
        if (found == LOOKUP_ERROR)
            goto error;
        if (found == LOOKUP_MISSING) {
            if (c < 128)
                known[c] = (uint8_t)c;
            if (!str_builder_character(&builder, c))
                break;
            continue;
        }
        size_t before = builder.length;
        bool good = add_replacement(&builder, replacement);
        decref(replacement);
        if (!good)
            goto error;
        if (c < 128 && builder.length == before + 1) {
            uint32_t added = character_at(builder.data, builder.width, before);
            if (added < 128)
                known[c] = (uint8_t)added;
        }
    }
    return value_of(str_builder_finish_pass(&builder));
error:
    str_builder_abandon(&builder);
    return NULL;
}

static bool add_pairs(Dict *table, const Str *from, const Str *to, const Str *deleted) {
    for (size_t i = 0; i < from->length; i++) {
        if (!dict_set(table, value_of_small_int(str_at(from, i)),
                      value_of_small_int(str_at(to, i))))
            return false;
    }
    for (size_t i = 0; deleted && i < deleted->length; i++) {
        if (!dict_set(table, value_of_small_int(str_at(deleted, i)), NONE))
            return false;
    }
    return true;
}

static bool add_item(Dict *table, Value key, Value value) {
    if (is_int(key))
        return dict_set(table, key, value);
    if (!is_str(key))
        return raise_type_error("keys in translate table must be strings or integers");
    if (str_of(key)->length != 1)
        return raise_value_error("string keys in translate table must be of length 1");
    return dict_set(table, value_of_small_int(str_at(str_of(key), 0)), value);
}

static bool add_mapping(Dict *table, Dict *mapping) {
    size_t position = 0;
    Value key, value;
    bool good = true;
    while (good && dict_next(mapping, &position, &key, &value)) {
        incref(key); /* the __hash__ of an int of a subclass may change the mapping */
        incref(value);
        good = add_item(table, key, value);
        decref(key);
        decref(value);
    }
    return good;
}

static bool fill_table(Dict *table, Value *args) {
    if (!args[1]) {
        if (!is_exact_dict(args[0]))
            return raise_type_error("if you give only one argument to maketrans it must be a dict");
        return add_mapping(table, dict_of(args[0]));
    }
    if (!is_str(args[1]))
        return raise_type_error("maketrans() argument 2 must be str, not %N", args[1]);
    if (args[2] && !is_str(args[2]))
        return raise_type_error("maketrans() argument 3 must be str, not %N", args[2]);
    if (!is_str(args[0]))
        return raise_type_error(
            "first maketrans argument must be a string if there is a second argument");
    if (str_of(args[0])->length != str_of(args[1])->length)
        return raise_value_error("the first two maketrans arguments must have equal length");
    return add_pairs(table, str_of(args[0]), str_of(args[1]), args[2] ? str_of(args[2]) : NULL);
}

Value str_method_maketrans(Value self, Value *args) {
    Dict *table = dict_new();
    if (table && !fill_table(table, args)) {
        GIVE_UP(table);
        return NULL;
    }
    return value_of(table);
}
