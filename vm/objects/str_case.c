/* Methods of str about case and kinds of characters: upper, title, isalpha, ... */
#include "vm/objects/str_methods.h"
#include "vm/objects/str_parts.h"
#include "vm/pass.h"
#include "vm/unicode.h"

enum { CAPITAL_SIGMA = 0x3a3, FINAL_SIGMA = 0x3c2 };

/* A capital sigma becomes the final one after a cased letter and before none, case-ignorable
 * characters not counted. */
static bool is_final_sigma(const Str *str, size_t at) {
    size_t i = at;
    while (i > 0 && unicode_has(str_at(str, i - 1), UNICODE_CASE_IGNORABLE))
        i--;
    if (i == 0 || !unicode_has(str_at(str, i - 1), UNICODE_CASED))
        return false;
    for (i = at + 1; i < str->length && unicode_has(str_at(str, i), UNICODE_CASE_IGNORABLE);)
        i++;
    return i == str->length || !unicode_has(str_at(str, i), UNICODE_CASED);
}

static bool add_mapped(StrBuilder *builder, const Str *str, size_t i, CaseMapping mapping) {
    uint32_t c = str_at(str, i), mapped[3];
    if (mapping == CASE_LOWER && c == CAPITAL_SIGMA && is_final_sigma(str, i))
        return str_builder_character(builder, FINAL_SIGMA);
    unsigned count = unicode_map_case(c, mapping, mapped);
    for (unsigned k = 0; k < count; k++) {
        if (!str_builder_character(builder, mapped[k]))
            return false;
    }
    return true;
}

static inline uint8_t ascii_lower(uint8_t c) {
    return (uint8_t)(c - 'A') < 26 ? c | 0x20 : c;
}
static inline uint8_t ascii_upper(uint8_t c) {
    return (uint8_t)(c - 'a') < 26 ? c & ~0x20 : c;
}

/* The result of a pass that has ended: NULL if it was interrupted. */
static Value passed(Str *str) {
    if (str && UNLIKELY(exception_pending())) {
        GIVE_UP(str);
        return NULL;
    }
    return value_of(str);
}

static inline Value map_ascii(const Str *str, uint8_t (*map)(uint8_t)) {
    Str *mapped = str_new_unfilled(str->length, 0x7f);
    for (size_t i = 0, end; mapped && (end = pass_piece(i, str->length)) > i;)
        for (; i < end; i++)
            mapped->data[i] = map(str->data[i]);
    return passed(mapped);
}

/* Of str[start, end); how many characters have been written. */
static size_t map_piece(const Str *str, CaseMapping mapping, size_t start, size_t end,
                        uint32_t *mapped) {
    size_t count = 0;
    for (size_t i = start; i < end; i++) {
        uint32_t c = str_at(str, i);
        if (c < 128)
            mapped[count++] =
                mapping == CASE_UPPER ? ascii_upper((uint8_t)c) : ascii_lower((uint8_t)c);
        else if (mapping == CASE_LOWER && c == CAPITAL_SIGMA && is_final_sigma(str, i))
            mapped[count++] = FINAL_SIGMA;
        else
            count += unicode_map_case(c, mapping, mapped + count);
    }
    return count;
}

/* The mapping of any text: in UCS-4 first, as one character may become three. */
static Value map_wide(const Str *str, CaseMapping mapping) {
    uint32_t *mapped = mem_malloc(str->length * 3 * sizeof *mapped);
    if (!mapped)
        return raise_no_memory();
    size_t count = 0;
    for (size_t i = 0, end; (end = pass_piece(i, str->length)) > i; i = end)
        count += map_piece(str, mapping, i, end, mapped + count);
    Str *result = exception_pending() ? NULL : str_from_ucs4(mapped, count);
    mem_free(mapped);
    return value_of(result);
}

static Value map_all(Value self, CaseMapping mapping) {
    const Str *str = str_of(self);
    if (str->ascii)
        return mapping == CASE_UPPER ? map_ascii(str, ascii_upper) : map_ascii(str, ascii_lower);
    return map_wide(str, mapping);
}

Value str_method_upper(Value self, Value *args) {
    return map_all(self, CASE_UPPER);
}
Value str_method_lower(Value self, Value *args) {
    return map_all(self, CASE_LOWER);
}
Value str_method_casefold(Value self, Value *args) {
    return map_all(self, CASE_FOLD);
}

static uint8_t ascii_swap(uint8_t c) {
    return (uint8_t)((c | 0x20) - 'a') < 26 ? c ^ 0x20 : c;
}

Value str_method_swapcase(Value self, Value *args) {
    const Str *str = str_of(self);
    if (str->ascii && str->length)
        return map_ascii(str, ascii_swap);
    StrBuilder builder;
    str_builder_init(&builder);
    for (size_t i = 0; pass_goes_on(i, str->length); i++) {
        uint32_t c = str_at(str, i);
        bool good = unicode_has(c, UNICODE_UPPER)   ? add_mapped(&builder, str, i, CASE_LOWER)
                    : unicode_has(c, UNICODE_LOWER) ? add_mapped(&builder, str, i, CASE_UPPER)
                                                    : str_builder_character(&builder, c);
        if (!good)
            break;
    }
    return value_of(str_builder_finish_pass(&builder));
}

Value str_method_capitalize(Value self, Value *args) {
    const Str *str = str_of(self);
    if (str->ascii && str->length) {
        Value mapped = map_ascii(str, ascii_lower);
        if (mapped)
            str_of(mapped)->data[0] = ascii_upper(str->data[0]);
        return mapped;
    }
    StrBuilder builder;
    str_builder_init(&builder);
    for (size_t i = 0; pass_goes_on(i, str->length); i++) {
        if (!add_mapped(&builder, str, i, i == 0 ? CASE_TITLE : CASE_LOWER))
            break;
    }
    return value_of(str_builder_finish_pass(&builder));
}

static Value title_ascii(const Str *str) {
    Str *mapped = str_new_unfilled(str->length, 0x7f);
    bool inside = false;
    for (size_t i = 0, end; mapped && (end = pass_piece(i, str->length)) > i;) {
        for (; i < end; i++) {
            uint8_t upper = ascii_upper(str->data[i]);
            mapped->data[i] = inside ? ascii_lower(upper) : upper;
            inside = (uint8_t)(upper - 'A') < 26;
        }
    }
    return passed(mapped);
}

Value str_method_title(Value self, Value *args) {
    const Str *str = str_of(self);
    if (str->ascii)
        return title_ascii(str);
    StrBuilder builder;
    str_builder_init(&builder);
    bool after_cased = false;
    for (size_t i = 0; pass_goes_on(i, str->length); i++) {
        if (!add_mapped(&builder, str, i, after_cased ? CASE_LOWER : CASE_TITLE))
            break;
        after_cased = unicode_has(str_at(str, i), UNICODE_CASED);
    }
    return value_of(str_builder_finish_pass(&builder));
}

/* ---- questions ------------------------------------------------------------------------------ */

/* After a pass that may have been interrupted. */
static Value answer(bool yes) {
    return UNLIKELY(exception_pending()) ? NULL : value_of_bool(yes);
}

static Value all_have(Value self, unsigned flag) {
    const Str *str = str_of(self);
    for (size_t i = 0, end; (end = pass_piece(i, str->length)) > i;)
        for (; i < end; i++)
            if (!unicode_has(str_at(str, i), flag))
                return FALSE_VALUE;
    return answer(str->length != 0);
}

Value str_method_isalpha(Value self, Value *args) {
    return all_have(self, UNICODE_ALPHA);
}
Value str_method_isalnum(Value self, Value *args) {
    return all_have(self, UNICODE_ALPHANUMERIC);
}
Value str_method_isspace(Value self, Value *args) {
    return all_have(self, UNICODE_SPACE);
}
Value str_method_isnumeric(Value self, Value *args) {
    return all_have(self, UNICODE_NUMERIC);
}

Value str_method_isdecimal(Value self, Value *args) {
    const Str *str = str_of(self);
    for (size_t i = 0; pass_goes_on(i, str->length); i++) {
        if (unicode_record(str_at(str, i))->decimal < 0)
            return FALSE_VALUE;
    }
    return answer(str->length != 0);
}

Value str_method_isdigit(Value self, Value *args) {
    const Str *str = str_of(self);
    for (size_t i = 0; pass_goes_on(i, str->length); i++) {
        if (unicode_record(str_at(str, i))->digit < 0)
            return FALSE_VALUE;
    }
    return answer(str->length != 0);
}

/* At least one character of the wanted case, none of the other (title case is both's other). */
static Value has_one_case(Value self, unsigned wanted, unsigned other) {
    const Str *str = str_of(self);
    bool seen = false;
    for (size_t i = 0; pass_goes_on(i, str->length); i++) {
        unsigned flags = unicode_record(str_at(str, i))->flags;
        if (flags & (other | UNICODE_TITLE))
            return FALSE_VALUE;
        seen |= (flags & wanted) != 0;
    }
    return answer(seen);
}

Value str_method_isupper(Value self, Value *args) {
    return has_one_case(self, UNICODE_UPPER, UNICODE_LOWER);
}
Value str_method_islower(Value self, Value *args) {
    return has_one_case(self, UNICODE_LOWER, UNICODE_UPPER);
}

Value str_method_istitle(Value self, Value *args) {
    const Str *str = str_of(self);
    bool after_cased = false, seen = false;
    for (size_t i = 0; pass_goes_on(i, str->length); i++) {
        unsigned flags = unicode_record(str_at(str, i))->flags;
        if (flags & (UNICODE_UPPER | UNICODE_TITLE)) {
            if (after_cased)
                return FALSE_VALUE;
            after_cased = seen = true;
        } else if (flags & UNICODE_LOWER) {
            if (!after_cased)
                return FALSE_VALUE;
            seen = true;
        } else {
            after_cased = false;
        }
    }
    return answer(seen);
}

Value str_method_isascii(Value self, Value *args) {
    return value_of_bool(str_of(self)->ascii);
}

Value str_method_isprintable(Value self, Value *args) {
    const Str *str = str_of(self);
    for (size_t i = 0, end; (end = pass_piece(i, str->length)) > i;)
        for (; i < end; i++)
            if (!unicode_is_printable(str_at(str, i)))
                return FALSE_VALUE;
    return answer(true);
}

bool str_is_identifier(const Str *str) {
    if (str->length == 0)
        return false;
    uint32_t first = str_at(str, 0);
    if (first != '_' && !unicode_has(first, UNICODE_XID_START))
        return false;
    for (size_t i = 1; i < str->length; i++) {
        if (!unicode_has(str_at(str, i), UNICODE_XID_CONTINUE))
            return false;
    }
    return true;
}

Value str_method_isidentifier(Value self, Value *args) {
    return value_of_bool(str_is_identifier(str_of(self)));
}
