/* Module _token_scan: the plain tokens of a line, for _tokenize.
 *
 * Names, operators, simple numbers, comments and strings that end on their line are most of a
 * program. They are read here, a tenth of the time that the regular expression takes; whatever else
 * comes (the line's end, f-strings, odd numbers, errors) is left to Python. */
#include "vm/pass.h"
#include "vm/vm.h"

#include <string.h>

enum { NAME = 1, NUMBER = 2, STRING = 3, OPERATOR = 55, COMMENT = 62, BRACKETS_MAX = 200 };

typedef struct Scan {
    Str *line;
    Value line_number;
    List *brackets; /* that are open */
    List *tokens;   /* being filled */
} Scan;

static uint32_t at(const Str *line, size_t index) { /* 0 behind the end */
    return index < line->length ? str_at(line, index) : 0;
}

static bool is_digit(uint32_t c) {
    return c >= '0' && c <= '9';
}

static bool starts_name(uint32_t c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c >= 0x80;
}

static bool continues_name(uint32_t c) {
    return starts_name(c) || is_digit(c);
}

static bool is_among(uint32_t c, const char *characters) {
    return c && c < 0x80 && strchr(characters, (int)c);
}

/* (kind, text, (line, start), (line, end), line) */
static bool emit(Scan *scan, int kind, size_t start, size_t end) {
    Value text = value_of(end - start == 1 ? str_character(scan->line, start)
                                           : str_substring(scan->line, start, end));
    Value from = value_of(tuple_pack(2, scan->line_number, value_of_small_int((int64_t)start)));
    Value to = value_of(tuple_pack(2, scan->line_number, value_of_small_int((int64_t)end)));
    Value token = text && from && to ? value_of(tuple_pack(5, value_of_small_int(kind), text, from,
                                                           to, value_of(scan->line)))
                                     : NULL;
    decref_maybe(text);
    decref_maybe(from);
    decref_maybe(to);
    return list_append_steal(scan->tokens, token);
}

/* The end of a token of each kind; its start: it is for Python. */

static size_t end_of_string(const Str *line, size_t start, size_t quote_at) {
    uint32_t quote = at(line, quote_at);
    if (at(line, quote_at + 1) == quote && at(line, quote_at + 2) == quote)
        return start;
    for (size_t i = quote_at + 1; i < line->length; i++) {
        uint32_t c = str_at(line, i);
        if (c == quote)
            return i + 1;
        if (c == '\\' || c == '\n' || c == '\r')
            return start;
    }
    return start;
}

static size_t end_of_name(const Str *line, size_t start, int *kind) {
    size_t end = start + 1;
    while (continues_name(at(line, end)))
        end++;
    if (!is_among(at(line, end), "'\"") || end - start > 2)
        return end;
    for (size_t i = start; i < end; i++)
        if (!is_among(str_at(line, i), "bBrRuU"))
            return is_among(str_at(line, i), "fF") ? start : end;
    if (end - start == 2) /* br, in any order and case; others are a name and a string */
        return start;
    *kind = STRING;
    return end_of_string(line, start, end);
}

static size_t end_of_number(const Str *line, size_t start) {
    size_t end = start;
    while (is_digit(at(line, end)))
        end++;
    if (at(line, end) == '.') {
        end++;
        while (is_digit(at(line, end)))
            end++;
    }
    return continues_name(at(line, end)) || at(line, end) == '.' ? start : end;
}

static size_t end_of_comment(const Str *line, size_t start) {
    size_t end = start;
    while (end < line->length && !is_among(str_at(line, end), "\r\n"))
        end++;
    return end;
}

static size_t end_of_operator(const Str *line, size_t start) {
    uint32_t first = at(line, start), second = at(line, start + 1), third = at(line, start + 2);
    if (first == '.' && is_digit(second))
        return start;
    if (first == '.' && second == '.' && third == '.')
        return start + 3;
    if (first == second && is_among(first, "*/<>"))
        return start + (third == '=' ? 3 : 2);
    if (second == '=' && is_among(first, "+-*/%&|^@<>=!:"))
        return start + 2;
    if (second == '>' && is_among(first, "-<"))
        return start + 2;
    return start + is_among(first, "-+*/%&|^@~<>=.,:;!()[]{}$?`");
}

/* False: it is for Python, which tells of too many. An error is pending, or not. */
static bool note_bracket(Scan *scan, size_t place) {
    uint32_t c = str_at(scan->line, place);
    if (is_among(c, "([{")) {
        if (scan->brackets->count >= BRACKETS_MAX)
            return false;
        Value bracket[] = {value_of(str_character(scan->line, place)), FALSE_VALUE, FALSE_VALUE};
        Value opened = bracket[0] ? value_of(list_from_array_steal(bracket, 3)) : NULL;
        return list_append_steal(scan->brackets, opened);
    }
    if (is_among(c, ")]}") && scan->brackets->count > 0)
        decref(scan->brackets->items[--scan->brackets->count]);
    return true;
}

/* Reads tokens from `start` on; where the first one is that Python must read. */
static size_t scan_tokens(Scan *scan, size_t start) {
    const Str *line = scan->line;
    for (size_t round = 0; pass_goes_on(round, SIZE_MAX); round++) {
        while (is_among(at(line, start), " \t\f"))
            start++;
        uint32_t c = at(line, start);
        int kind = OPERATOR;
        size_t end;
        if (starts_name(c)) {
            kind = NAME;
            end = end_of_name(line, start, &kind);
        } else if (is_digit(c)) {
            kind = NUMBER;
            end = end_of_number(line, start);
        } else if (c == '\'' || c == '"') {
            kind = STRING;
            end = end_of_string(line, start, start);
        } else if (c == '#') {
            kind = COMMENT;
            end = end_of_comment(line, start);
        } else
            end = end_of_operator(line, start);
        if (end == start || (kind == OPERATOR && end == start + 1 && !note_bracket(scan, start)) ||
            !emit(scan, kind, start, end))
            break;
        start = end;
    }
    return start;
}

static Value scan_line(Value module, Value *args) {
    ptrdiff_t start;
    if (!is_exact_str(args[0]) || !is_exact_list(args[3]) || !is_exact_list(args[4]))
        return raise_type_error("scan() takes a str, two ints and two lists");
    if (!int_as_size(args[1], &start))
        return NULL;
    Scan scan = {str_of(args[0]), args[2], list_of(args[3]), list_of(args[4])};
    size_t end = start < 0 ? 0 : scan_tokens(&scan, (size_t)start);
    return exception_pending() ? NULL : value_of_small_int((int64_t)end);
}

static const NativeMethod functions[] = {
    NATIVE("scan($module, line, start, line_number, brackets, tokens, /)", scan_line,
           "Append the plain tokens from there on to a list; give where the first other one is."),
    NATIVE_END};

const NativeModule _token_scan_module = {.name = "_token_scan", .functions = functions};
