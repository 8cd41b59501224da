/* Methods of str that look for a part of it: find, index, count, startswith and their kin. */
#include "vm/objects/search.h"
#include "vm/objects/slice.h"
#include "vm/objects/str_methods.h"
#include "vm/objects/str_parts.h"
#include "vm/objects/tuple.h"

/* The optional [start, end) of the search methods, as slices read it; false: an error is pending.
 * *start may lie behind *end: then nothing is found, not even the empty str. */
static bool read_bounds(Value *args, size_t count, size_t length, size_t *start, size_t *end) {
    ptrdiff_t from = 0, to = PTRDIFF_MAX, size = (ptrdiff_t)length;
    if (count > 1 && !slice_bound(args[1], &from))
        return false;
    if (count > 2 && !slice_bound(args[2], &to))
        return false;
    to = to > size ? size : to < 0 ? to + size < 0 ? 0 : to + size : to;
    from = from < 0 ? from + size < 0 ? 0 : from + size : from;
    *start = (size_t)from;
    *end = (size_t)to;
    return true;
}

static bool read_search(const char *name, Value self, Value *args, size_t count, Tuple *names,
                        size_t *start, size_t *end) {
    if (!arguments_check_method("str", name, count, names, 1, 3))
        return false;
    if (!is_str(args[0]))
        return raise_type_error("%s() argument 1 must be str, not %N", name, args[0]);
    return read_bounds(args, count, str_of(self)->length, start, end);
}

static ptrdiff_t find_last(const Str *str, const Str *needle, size_t start, size_t end) {
    if (start > end)
        return SEARCH_MISSING;
    ptrdiff_t hit = search_last(str->data + start * str->width, str->width, end - start,
                                needle->data, needle->width, needle->length);
    return hit < 0 ? hit : hit + (ptrdiff_t)start;
}

static Value search(const char *name, Value self, Value *args, size_t count, Tuple *names,
                    bool last, bool must_exist) {
    size_t start = 0, end = str_of(self)->length;
    if (LIKELY(count == 1 && !names && is_str(args[0])))
        ;
    else if (!read_search(name, self, args, count, names, &start, &end))
        return NULL;
    const Str *str = str_of(self), *needle = str_of(args[0]);
    ptrdiff_t place = last ? find_last(str, needle, start, end) : str_find(str, needle, start, end);
    if (place == SEARCH_ERROR)
        return NULL;
    if (place < 0 && must_exist)
        return raise_value_error("substring not found");
    return value_of_small_int(place);
}

Value str_method_find(Value self, Value *args, size_t count, Tuple *names) {
    return search("find", self, args, count, names, false, false);
}
Value str_method_rfind(Value self, Value *args, size_t count, Tuple *names) {
    return search("rfind", self, args, count, names, true, false);
}
Value str_method_index(Value self, Value *args, size_t count, Tuple *names) {
    return search("index", self, args, count, names, false, true);
}
Value str_method_rindex(Value self, Value *args, size_t count, Tuple *names) {
    return search("rindex", self, args, count, names, true, true);
}

Value str_method_count(Value self, Value *args, size_t count, Tuple *names) {
    size_t start, end;
    if (!read_search("count", self, args, count, names, &start, &end))
        return NULL;
    const Str *str = str_of(self), *needle = str_of(args[0]);
    if (start > end)
        return value_of_small_int(0);
    if (needle->length == 0)
        return value_of_small_int((int64_t)(end - start + 1));
    ptrdiff_t number = search_count(str->data + start * str->width, str->width, end - start,
                                    needle->data, needle->width, needle->length, SIZE_MAX);
    return number == SEARCH_ERROR ? NULL : value_of_small_int(number);
}

/* ---- beginnings and ends -------------------------------------------------------------------- */

static bool has_part(const Str *str, const Str *part, size_t start, size_t end, bool at_end) {
    if (start > end || part->length > end - start || part->width > str->width)
        return false;
    size_t place = at_end ? end - part->length : start;
    if (part->width == str->width)
        return same_characters(str, place, part);
    for (size_t i = 0; i < part->length; i++) {
        if (str_at(str, place + i) != str_at(part, i))
            return false;
    }
    return true;
}

static Value starts_or_ends(const char *name, Value self, Value *args, size_t count, Tuple *names,
                            bool at_end) {
    const Str *str = str_of(self);
    size_t start = 0, end = str->length;
    if (!arguments_check_method("str", name, count, names, 1, 3) ||
        (count > 1 && !read_bounds(args, count, end, &start, &end)))
        return NULL;
    if (is_str(args[0]))
        return value_of_bool(has_part(str, str_of(args[0]), start, end, at_end));
    if (!is_tuple(args[0]))
        return raise_type_error("%s first arg must be str or a tuple of str, not %T", name,
                                args[0]);
    Tuple *parts = tuple_of(args[0]);
    for (size_t i = 0; i < parts->count; i++) {
        if (!is_str(parts->items[i]))
            return raise_type_error("tuple for %s must only contain str, not %T", name,
                                    parts->items[i]);
        if (has_part(str, str_of(parts->items[i]), start, end, at_end))
            return TRUE_VALUE;
    }
    return FALSE_VALUE;
}

Value str_method_startswith(Value self, Value *args, size_t count, Tuple *names) {
    return starts_or_ends("startswith", self, args, count, names, false);
}
Value str_method_endswith(Value self, Value *args, size_t count, Tuple *names) {
    return starts_or_ends("endswith", self, args, count, names, true);
}

Value str_method_removeprefix(Value self, Value *args) {
    Str *str = str_of(self);
    if (!is_str(args[0]))
        return raise_type_error("removeprefix() argument must be str, not %N", args[0]);
    const Str *prefix = str_of(args[0]);
    if (!has_part(str, prefix, 0, str->length, false))
        return str_exact(self);
    return value_of(str_substring(str, prefix->length, str->length));
}

Value str_method_removesuffix(Value self, Value *args) {
    Str *str = str_of(self);
    if (!is_str(args[0]))
        return raise_type_error("removesuffix() argument must be str, not %N", args[0]);
    const Str *suffix = str_of(args[0]);
    if (!has_part(str, suffix, 0, str->length, true))
        return str_exact(self);
    return value_of(str_substring(str, 0, str->length - suffix->length));
}
