/* Replacement templates: literal text and references to groups. */
#include "lib/native/re.h"

#include <string.h>

typedef struct {
    RegexText text;
    Pattern *pattern;
    size_t at;
    List *parts; /* ints for groups, literals else */
    StrBuilder literal;
} Reader;

/* At most as far as the text goes; UINT32_MAX at the end. */
static uint32_t peek(const Reader *r, size_t ahead) {
    return r->at + ahead < r->text.length ? regex_text_at(&r->text, r->at + ahead) : UINT32_MAX;
}

static bool flush_literal(Reader *r) {
    if (r->literal.length == 0)
        return true;
    Str *str = str_builder_finish(&r->literal);
    if (!str)
        return false;
    Value literal = value_of(str);
    if (!r->text.is_str) {
        literal = value_of(bytes_new(str->data, str->length));
        GIVE_UP(str);
    }
    return literal && list_append_steal(r->parts, literal);
}

static bool add_group(Reader *r, uint64_t group, size_t at) {
    if (group >= r->pattern->code.groups)
        return regex_raise(&r->text, (ptrdiff_t)at, "invalid group reference %lu",
                           (unsigned long)group);
    return flush_literal(r) && list_append(r->parts, value_of_small_int((int64_t)group));
}

static Str *part(Reader *r, size_t start, size_t end) {
    StrBuilder builder;
    str_builder_init(&builder);
    for (size_t i = start; i < end; i++)
        str_builder_character(&builder, regex_text_at(&r->text, i));
    return str_builder_finish(&builder);
}

static bool add_named_group(Reader *r, Str *name, size_t start) {
    if (!r->text.is_str && !name->ascii) {
        Str *message = str_format("bad character in group name %A", value_of(name));
        if (message) {
            regex_raise(&r->text, (ptrdiff_t)start, "%U", message);
            GIVE_UP(message);
        }
        return false;
    }
    if (!str_is_identifier(name)) {
        Str *message = str_format("bad character in group name %R", value_of(name));
        if (message) {
            regex_raise(&r->text, (ptrdiff_t)start, "%U", message);
            GIVE_UP(message);
        }
        return false;
    }
    size_t number;
    Lookup found = regex_group_named(r->pattern, value_of(name), &number);
    if (found == LOOKUP_MISSING)
        raise_index_error("unknown group name %R", value_of(name));
    return found == LOOKUP_FOUND && add_group(r, number, start);
}

/* Behind "\g". */
static bool read_group_name(Reader *r) {
    if (peek(r, 0) != '<')
        return regex_raise(&r->text, (ptrdiff_t)r->at, "missing <");
    size_t start = ++r->at, end = start;
    while (end < r->text.length && regex_text_at(&r->text, end) != '>')
        end++;
    if (end == r->text.length)
        return regex_raise(&r->text, (ptrdiff_t)start,
                           end == start ? "missing group name" : "missing >, unterminated name");
    if (end == start)
        return regex_raise(&r->text, (ptrdiff_t)start, "missing group name");
    r->at = end + 1;
    Str *name = part(r, start, end);
    if (!name)
        return false;
    bool decimal = true, good;
    uint64_t number = 0;
    for (size_t i = 0; i < name->length; i++) {
        uint32_t digit = str_at(name, i) - '0';
        decimal = decimal && digit < 10;
        if (decimal && number < RE_MAX_GROUPS)
            number = number * 10 + digit;
    }
    if (!decimal)
        good = add_named_group(r, name, start);
    else if (number >= RE_MAX_GROUPS)
        good = regex_raise(&r->text, (ptrdiff_t)start, "invalid group reference %U", name);
    else
        good = add_group(r, number, start);
    GIVE_UP(name);
    return good;
}

/* At a digit behind a backslash. */
static bool read_digits(Reader *r) {
    size_t start = r->at - 1;
    uint32_t first = peek(r, 0) - '0', second = peek(r, 1) - '0', third = peek(r, 2) - '0';
    if (first == 0) {
        uint32_t value = 0;
        r->at++;
        for (int i = 0; i < 2 && peek(r, 0) - '0' < 8; i++)
            value = value * 8 + (regex_text_at(&r->text, r->at++) - '0');
        return str_builder_character(&r->literal, value & 0xff);
    }
    if (first < 8 && second < 8 && third < 8) {
        uint32_t value = first * 64 + second * 8 + third;
        r->at += 3;
        if (value > 0377) {
            Str *escape = part(r, start, r->at);
            if (escape) {
                regex_raise(&r->text, (ptrdiff_t)start,
                            "octal escape value %U outside of range 0-0o377", escape);
                GIVE_UP(escape);
            }
            return false;
        }
        return str_builder_character(&r->literal, value);
    }
    uint64_t group = first;
    r->at++;
    if (second < 10) {
        group = group * 10 + second;
        r->at++;
    }
    return add_group(r, group, start + 1);
}

/* Behind a backslash. */
static bool read_escape(Reader *r) {
    static const char letters[] = "abfnrtv\\", meanings[] = "\a\b\f\n\r\t\v\\";
    uint32_t c = peek(r, 0);
    if (c == UINT32_MAX)
        return regex_raise(&r->text, (ptrdiff_t)r->text.length - 1, "bad escape (end of pattern)");
    if (c == 'g') {
        r->at++;
        return read_group_name(r);
    }
    if (c - '0' < 10)
        return read_digits(r);
    r->at++;
    const char *letter = c && c < 128 ? strchr(letters, (int)c) : NULL;
    if (letter)
        return str_builder_character(&r->literal, (uint8_t)meanings[letter - letters]);
    if ((c | 32) - 'a' < 26)
        return regex_raise(&r->text, (ptrdiff_t)r->at - 2, "bad escape \\%c", (int)c);
    return str_builder_character(&r->literal, '\\') && str_builder_character(&r->literal, c);
}

static bool read_all(Reader *r) {
    while (r->at < r->text.length) {
        uint32_t c = regex_text_at(&r->text, r->at++);
        if (!(c == '\\' ? read_escape(r) : str_builder_character(&r->literal, c)))
            return false;
    }
    return flush_literal(r);
}

RegexTemplate *regex_template_new(Pattern *pattern, Value source) {
    Reader reader = {.pattern = pattern};
    if (!regex_text_get(source, &reader.text))
        return NULL;
    str_builder_init(&reader.literal);
    reader.parts = list_new(4);
    RegexTemplate *template = NULL;
    if (reader.parts && read_all(&reader)) {
        size_t count = reader.parts->count;
        template = mem_malloc(sizeof *template + count * sizeof template->pieces[0]);
        if (!template) {
            raise_no_memory();
        } else {
            template->count = count;
            template->is_literal = true;
            for (size_t i = 0; i < count; i++) {
                Value item = reader.parts->items[i];
                bool is_group = is_small_int(item);
                template->pieces[i].group = is_group ? (ptrdiff_t)small_int_of(item) : -1;
                template->pieces[i].literal = is_group ? NULL : own(item);
                template->is_literal = template->is_literal && !is_group;
            }
        }
    }
    str_builder_abandon(&reader.literal);
    if (reader.parts)
        GIVE_UP(reader.parts);
    regex_text_release(&reader.text);
    return template;
}

void regex_template_free(RegexTemplate *template) {
    for (size_t i = 0; template && i < template->count; i++)
        decref_maybe(template->pieces[i].literal);
    mem_free(template);
}

RegexTemplate *regex_template_get(Pattern *pattern, Value source) {
    Value cached = pattern->template_source;
    if (cached && (cached == source || (is_exact_str(cached) && is_exact_str(source) &&
                                        str_equal(str_of(cached), str_of(source)))))
        return pattern->template;
    RegexTemplate *template = regex_template_new(pattern, source);
    if (!template)
        return NULL;
    RegexTemplate *old = pattern->template;
    Value old_source = pattern->template_source;
    pattern->template = template;
    bool keep = is_exact_str(source) || has_type(source, &bytes_type);
    pattern->template_source = keep ? own(source) : NULL;
    regex_template_free(old);
    decref_maybe(old_source);
    return template;
}

Value regex_template_expand(const RegexTemplate *template, Match *match) {
    bool is_str_pattern = match->pattern->is_str;
    List *parts = list_new(template->count);
    Value nothing = is_str_pattern ? value_of(str_empty()) : value_of(bytes_new(NULL, 0));
    for (size_t i = 0; parts && i < template->count; i++) {
        Value item = template->pieces[i].literal
                         ? own(template->pieces[i].literal)
                         : regex_match_group(match, (size_t) template->pieces[i].group, nothing);
        if (!item || !list_append_steal(parts, item)) {
            GIVE_UP(parts);
            parts = NULL;
        }
    }
    decref(nothing);
    if (!parts)
        return NULL;
    Value joined = regex_join(is_str_pattern, parts);
    GIVE_UP(parts);
    return joined;
}
