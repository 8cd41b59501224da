/* Methods of str that take it apart: split, partition, strip, splitlines. */
#include "vm/objects/list.h"
#include "vm/objects/int.h"
#include "vm/objects/search.h"
#include "vm/objects/str_methods.h"
#include "vm/objects/str_parts.h"
#include "vm/objects/tuple.h"
#include "vm/operations.h"
#include "vm/pass.h"
#include "vm/unicode.h"

static bool add_part(List *list, Str *str, size_t start, size_t end) {
    Str *part = pass_may_go_on() ? str_substring(str, start, end) : NULL;
    return part && list_append_steal(list, value_of(part));
}

static Value finish(List *list, bool good) {
    if (good)
        return value_of(list);
    GIVE_UP(list);
    return NULL;
}

static bool is_space_at(const Str *str, size_t i) {
    return unicode_is_space(str_at(str, i));
}

/* ---- split ---------------------------------------------------------------------------------- */

static bool split_whitespace(List *list, Str *str, size_t max) {
    size_t length = str->length, i = 0;
    for (size_t splits = 0;; splits++) {
        while (i < length && is_space_at(str, i))
            i++;
        if (i == length)
            return true;
        size_t start = i;
        if (splits == max) /* the rest, with the blanks at its end */
            return add_part(list, str, start, length);
        while (i < length && !is_space_at(str, i))
            i++;
        if (!add_part(list, str, start, i))
            return false;
    }
}

static bool split_ascii_whitespace(List *list, Str *str, size_t max) {
    static const bool space[128] = {
        [' '] = true,  ['\t'] = true, ['\n'] = true, [11] = true,   [12] = true,
        ['\r'] = true, [0x1c] = true, [0x1d] = true, [0x1e] = true, [0x1f] = true};
    const uint8_t *data = str->data;
    size_t length = str->length, i = 0;
    for (size_t splits = 0; splits < max; splits++) {
        while (i < length && space[data[i]])
            i++;
        if (i == length)
            return true;
        size_t start = i;
        while (i < length && !space[data[i]])
            i++;
        if (!add_part(list, str, start, i))
            return false;
    }
    while (i < length && space[data[i]])
        i++;
    return i == length || add_part(list, str, i, length);
}

static bool split_by(List *list, Str *str, const Str *separator, size_t max) {
    size_t start = 0;
    for (size_t splits = 0; splits < max; splits++) {
        ptrdiff_t hit = str_find(str, separator, start, str->length);
        if (hit == SEARCH_ERROR)
            return false;
        if (hit < 0)
            break;
        if (!add_part(list, str, start, (size_t)hit))
            return false;
        start = (size_t)hit + separator->length;
    }
    return add_part(list, str, start, str->length);
}

static bool reverse_split_whitespace(List *list, Str *str, size_t max) {
    size_t i = str->length;
    for (size_t splits = 0;; splits++) {
        while (i > 0 && is_space_at(str, i - 1))
            i--;
        if (i == 0)
            return true;
        size_t end = i;
        if (splits == max)
            return add_part(list, str, 0, end);
        while (i > 0 && !is_space_at(str, i - 1))
            i--;
        if (!add_part(list, str, i, end))
            return false;
    }
}

static bool reverse_split_by(List *list, Str *str, const Str *separator, size_t max) {
    size_t end = str->length;
    for (size_t splits = 0; splits < max; splits++) {
        ptrdiff_t hit = search_last(str->data, str->width, end, separator->data, separator->width,
                                    separator->length);
        if (hit == SEARCH_ERROR)
            return false;
        if (hit < 0)
            break;
        if (!add_part(list, str, (size_t)hit + separator->length, end))
            return false;
        end = (size_t)hit;
    }
    return add_part(list, str, 0, end);
}

static void reverse_list(List *list) {
    for (size_t i = 0, j = list->count; i + 1 < j; i++) {
        Value item = list->items[i];
        list->items[i] = list->items[--j];
        list->items[j] = item;
    }
}

static bool read_split(Value *args, size_t *max) {
    ptrdiff_t limit = -1;
    if (args[1] && !int_as_size(args[1], &limit))
        return false;
    *max = limit < 0 ? SIZE_MAX : (size_t)limit;
    if (!args[0] || args[0] == NONE)
        return true;
    if (!is_str(args[0]))
        return raise_type_error("must be str or None, not %T", args[0]);
    if (str_of(args[0])->length == 0)
        return raise_value_error("empty separator");
    return true;
}

Value str_method_split(Value self, Value *args) {
    size_t max;
    if (!read_split(args, &max))
        return NULL;
    List *list = list_new(8);
    if (!list)
        return NULL;
    Str *str = str_of(self);
    if (args[0] && args[0] != NONE)
        return finish(list, split_by(list, str, str_of(args[0]), max));
    return finish(list, str->ascii ? split_ascii_whitespace(list, str, max)
                                   : split_whitespace(list, str, max));
}

Value str_method_rsplit(Value self, Value *args) {
    size_t max;
    if (!read_split(args, &max))
        return NULL;
    List *list = list_new(8);
    if (!list)
        return NULL;
    Str *str = str_of(self);
    bool good = args[0] && args[0] != NONE ? reverse_split_by(list, str, str_of(args[0]), max)
                                           : reverse_split_whitespace(list, str, max);
    reverse_list(list);
    return finish(list, good);
}

/* The first line break of str[from..], or the end. A run of 16 bytes without a candidate is passed
 * over at once: line breaks of Latin-1 are below 0x1f, or 0x85. */
static size_t find_line_break(const Str *str, size_t from) {
    size_t length = str->length, i = from;
    if (str->width == 1) {
        for (; i + 16 <= length; i += 16) {
            uint8_t candidates = 0;
            for (unsigned k = 0; k < 16; k++)
                candidates |= (str->data[i + k] < 0x1f) | (str->data[i + k] == 0x85);
            if (candidates)
                break;
        }
    }
    while (i < length && !unicode_is_line_break(str_at(str, i)))
        i++;
    return i;
}

Value str_method_splitlines(Value self, Value *args) {
    Str *str = str_of(self);
    Answer keep_ends = args[0] ? object_truth(args[0]) : ANSWER_NO;
    if (keep_ends == ANSWER_ERROR)
        return NULL;
    List *list = list_new(0);
    if (!list)
        return NULL;
    bool good = true;
    for (size_t i = 0, length = str->length; good && i < length;) {
        size_t start = i, end = find_line_break(str, i);
        i = end;
        if (i < length) {
            bool is_pair = str_at(str, i) == '\r' && i + 1 < length && str_at(str, i + 1) == '\n';
            i += is_pair ? 2 : 1;
            if (keep_ends)
                end = i;
        }
        good = add_part(list, str, start, end);
    }
    return finish(list, good);
}

/* ---- partition ------------------------------------------------------------------------------ */

static Value three_steal(Str *first, Value middle, Str *last) {
    Tuple *tuple = first && last ? tuple_pack(3, value_of(first), middle, value_of(last)) : NULL;
    if (first)
        GIVE_UP(first);
    if (last)
        GIVE_UP(last);
    return value_of(tuple);
}

static Value partition(Value self, Value separator_value, bool last) {
    if (!is_str(separator_value))
        return raise_type_error("must be str, not %T", separator_value);
    Str *str = str_of(self);
    const Str *separator = str_of(separator_value);
    if (separator->length == 0)
        return raise_value_error("empty separator");
    ptrdiff_t hit = last ? search_last(str->data, str->width, str->length, separator->data,
                                       separator->width, separator->length)
                         : str_find(str, separator, 0, str->length);
    if (hit == SEARCH_ERROR)
        return NULL;
    if (hit >= 0)
        return three_steal(str_substring(str, 0, (size_t)hit), separator_value,
                           str_substring(str, (size_t)hit + separator->length, str->length));
    Str *whole = (Str *)object_of(str_exact(self));
    return last ? three_steal(EMPTY_STR, value_of(EMPTY_STR), whole)
                : three_steal(whole, value_of(EMPTY_STR), EMPTY_STR);
}

Value str_method_partition(Value self, Value *args) {
    return partition(self, args[0], false);
}
Value str_method_rpartition(Value self, Value *args) {
    return partition(self, args[0], true);
}

/* ---- strip ---------------------------------------------------------------------------------- */

enum { LEFT = 1, RIGHT = 2 };

static bool is_stripped(const Str *str, size_t i, const Str *characters) {
    uint32_t c = str_at(str, i);
    if (!characters)
        return unicode_is_space(c);
    return search_character(characters->data, characters->width, characters->length, c) >= 0;
}

static Value strip(const char *name, Value self, Value characters_value, int sides) {
    const Str *characters = NULL;
    if (characters_value && characters_value != NONE) {
        if (!is_str(characters_value))
            return raise_type_error("%s arg must be None or str", name);
        characters = str_of(characters_value);
    }
    Str *str = str_of(self);
    size_t start = 0, end = str->length, length = end;
    if (sides & LEFT) {
        while (pass_goes_on(start, length) && is_stripped(str, start, characters))
            start++;
    }
    if (sides & RIGHT) {
        while (pass_goes_on(length - end, length - start) && is_stripped(str, end - 1, characters))
            end--;
    }
    return exception_pending() ? NULL : value_of(str_substring(str, start, end));
}

Value str_method_strip(Value self, Value *args) {
    return strip("strip", self, args[0], LEFT | RIGHT);
}
Value str_method_lstrip(Value self, Value *args) {
    return strip("lstrip", self, args[0], LEFT);
}
Value str_method_rstrip(Value self, Value *args) {
    return strip("rstrip", self, args[0], RIGHT);
}
