/* The reader of JSON texts: a callable made from a JSONDecoder, (text, index) -> (value, end).
 * A value that is missing is StopIteration(index), as the decoder's scan_once promises. */
#include "lib/native/json_parts.h"

#include "vm/pass.h"

#include <string.h>

typedef struct Scanner {
    Object header;
    bool strict;
    Value object_hook, object_pairs_hook, parse_float, parse_int, parse_constant; /* owned */
} Scanner;

/* One call. */
typedef struct Scan {
    const Scanner *scanner;
    Str *text;
    size_t index;
    Dict *memo; /* keys seen, so that equal ones are one str */
} Scan;

static Value scan_value(Scan *scan);

static uint32_t current(const Scan *scan) { /* 0 at the end, which no JSON text contains */
    return scan->index < scan->text->length ? str_at(scan->text, scan->index) : 0;
}

static void skip_space(Scan *scan) {
    for (;; scan->index++) {
        uint32_t c = current(scan);
        if (c != ' ' && c != '\n' && c != '\t' && c != '\r')
            return;
    }
}

static Value fail(const Scan *scan, const char *message) {
    return json_raise(message, scan->text, scan->index);
}

/* ---- numbers and words ----------------------------------------------------------------------- */

static bool is_digit(uint32_t c) {
    return c >= '0' && c <= '9';
}

static void skip_digits(Scan *scan) {
    while (is_digit(current(scan)))
        scan->index++;
}

static Value missing(Scan *scan, size_t at) {
    Value index = value_from_uint64(at);
    if (!index)
        return NULL;
    raise_stop_iteration(index);
    decref(index);
    return NULL;
}

static Value number_from(const Scan *scan, size_t start, bool is_float_number) {
    size_t size = scan->index - start;
    Value parser = is_float_number ? scan->scanner->parse_float : scan->scanner->parse_int;
    bool standard = parser == value_of(is_float_number ? &float_type : &int_type);
    char local[64] = "", *text = local;
    if (!standard) {
        Value piece = value_of(str_substring(scan->text, start, scan->index));
        Value result = piece ? call_1(parser, piece) : NULL;
        decref_maybe(piece);
        return result;
    }
    if (size > sizeof local && !(text = mem_malloc(size)))
        return raise_no_memory();
    for (size_t i = 0; i < size; i++)
        text[i] = (char)str_at(scan->text, start + i);
    Value result;
    if (is_float_number) {
        double number = 0;
        (void)!float_from_text(text, size, &number);
        result = float_new(number);
    } else if (size <= 18) {
        int64_t number = 0;
        for (size_t i = text[0] == '-'; i < size; i++)
            number = number * 10 + (text[i] - '0');
        result = value_from_int64(text[0] == '-' ? -number : number);
    } else
        result = int_from_text(text, size, 10);
    if (text != local)
        mem_free(text);
    return result;
}

static Value scan_number(Scan *scan) {
    size_t start = scan->index;
    if (current(scan) == '-')
        scan->index++;
    if (!is_digit(current(scan)))
        return missing(scan, start);
    if (current(scan) == '0')
        scan->index++;
    else
        skip_digits(scan);
    bool is_float_number = false;
    if (current(scan) == '.' && scan->index + 1 < scan->text->length &&
        is_digit(str_at(scan->text, scan->index + 1))) {
        is_float_number = true;
        scan->index++;
        skip_digits(scan);
    }
    if ((current(scan) | 0x20) == 'e') {
        size_t before = scan->index++;
        if (current(scan) == '+' || current(scan) == '-')
            scan->index++;
        if (is_digit(current(scan))) {
            is_float_number = true;
            skip_digits(scan);
        } else
            scan->index = before;
    }
    return number_from(scan, start, is_float_number);
}

static bool take_word(Scan *scan, const char *word) {
    size_t size = strlen(word);
    if (scan->text->length - scan->index < size)
        return false;
    for (size_t i = 0; i < size; i++)
        if (str_at(scan->text, scan->index + i) != (uint8_t)word[i])
            return false;
    scan->index += size;
    return true;
}

static Value constant(Scan *scan, const char *word) {
    Value name = value_of(str_from_c(word));
    Value result = name ? call_1(scan->scanner->parse_constant, name) : NULL;
    decref_maybe(name);
    return result;
}

/* ---- containers ------------------------------------------------------------------------------ */

static Value scan_array(Scan *scan) {
    if (!recursion_enter(" while decoding a JSON array from a unicode string"))
        return NULL;
    List *list = list_new(0);
    if (!list)
        return NULL;
    scan->index++;
    skip_space(scan);
    if (current(scan) == ']') {
        scan->index++;
        return value_of(list);
    }
    for (;;) {
        Value item = pass_may_go_on() ? scan_value(scan) : NULL;
        if (!item || !list_append_steal(list, item))
            break;
        skip_space(scan);
        uint32_t c = current(scan);
        if (c == ']') {
            scan->index++;
            return value_of(list);
        }
        if (c != ',') {
            fail(scan, "Expecting ',' delimiter");
            break;
        }
        size_t comma = scan->index++;
        skip_space(scan);
        if (current(scan) == ']') {
            json_raise("Illegal trailing comma before end of array", scan->text, comma);
            break;
        }
    }
    decref(value_of(list));
    return NULL;
}

/* A key, the same object for equal ones. */
static Value scan_key(Scan *scan) {
    if (current(scan) != '"')
        return fail(scan, "Expecting property name enclosed in double quotes");
    scan->index++;
    Value key = json_scan_string(scan->text, &scan->index, scan->scanner->strict), shared;
    if (!key)
        return NULL;
    Lookup found = dict_set_default(scan->memo, key, key, &shared);
    decref(key);
    return found == LOOKUP_ERROR ? NULL : shared;
}

/* `"key" : value`, added to a dict or, for object_pairs_hook, as a pair to a list. */
static bool scan_pair(Scan *scan, Dict *dict, List *pairs) {
    Value key = scan_key(scan), value = NULL;
    bool fine = false;
    if (!key)
        return false;
    skip_space(scan);
    if (current(scan) != ':')
        fail(scan, "Expecting ':' delimiter");
    else {
        scan->index++;
        skip_space(scan);
        value = scan_value(scan);
    }
    if (value && dict)
        fine = dict_set(dict, key, value);
    else if (value) {
        Value pair[2] = {own(key), own(value)};
        Tuple *tuple = tuple_from_array_steal(pair, 2);
        fine = tuple && list_append_steal(pairs, value_of(tuple));
    }
    decref(key);
    decref_maybe(value);
    return fine;
}

static bool scan_members(Scan *scan, Dict *dict, List *pairs) {
    scan->index++;
    skip_space(scan);
    if (current(scan) == '}') {
        scan->index++;
        return true;
    }
    for (;;) {
        if (!pass_may_go_on() || !scan_pair(scan, dict, pairs))
            return false;
        skip_space(scan);
        uint32_t c = current(scan);
        if (c == '}') {
            scan->index++;
            return true;
        }
        if (c != ',')
            return fail(scan, "Expecting ',' delimiter");
        size_t comma = scan->index++;
        skip_space(scan);
        if (current(scan) == '}')
            return json_raise("Illegal trailing comma before end of object", scan->text, comma);
    }
}

static Value scan_object(Scan *scan) {
    if (!recursion_enter(" while decoding a JSON object from a unicode string"))
        return NULL;
    bool as_pairs = scan->scanner->object_pairs_hook != NONE;
    Value hook = as_pairs ? scan->scanner->object_pairs_hook : scan->scanner->object_hook;
    Value object = as_pairs ? value_of(list_new(0)) : value_of(dict_new());
    if (!object)
        return NULL;
    bool fine =
        scan_members(scan, as_pairs ? NULL : dict_of(object), as_pairs ? list_of(object) : NULL);
    Value result = NULL;
    if (fine)
        result = hook == NONE ? own(object) : call_1(hook, object);
    decref(object);
    return result;
}

static Value scan_value(Scan *scan) {
    size_t start = scan->index;
    switch (current(scan)) {
    case '"':
        scan->index++;
        return json_scan_string(scan->text, &scan->index, scan->scanner->strict);
    case '{':
        return scan_object(scan);
    case '[':
        return scan_array(scan);
    case 'n':
        return take_word(scan, "null") ? NONE : missing(scan, start);
    case 't':
        return take_word(scan, "true") ? TRUE_VALUE : missing(scan, start);
    case 'f':
        return take_word(scan, "false") ? FALSE_VALUE : missing(scan, start);
    case 'N':
        return take_word(scan, "NaN") ? constant(scan, "NaN") : missing(scan, start);
    case 'I':
        return take_word(scan, "Infinity") ? constant(scan, "Infinity") : missing(scan, start);
    case '-':
        if (take_word(scan, "-Infinity"))
            return constant(scan, "-Infinity");
        break;
    default:
        break;
    }
    return scan_number(scan);
}

/* ---- the type -------------------------------------------------------------------------------- */

static Value scanner_call(Value self, Value *args, size_t count, Tuple *names) {
    static Signature signature = SIGNATURE("Scanner(string, idx)");
    Value bound[2];
    int64_t index;
    if (!arguments_bind(&signature, args, count, names, bound) || !int_as_int64(bound[1], &index))
        return NULL;
    if (!is_str(bound[0]))
        return raise_type_error("first argument must be a string, not %T", bound[0]);
    if (index < 0)
        return raise_value_error("idx cannot be negative");
    Scan scan = {(Scanner *)object_of(self), str_of(bound[0]), (size_t)index, NULL};
    if (scan.index > scan.text->length)
        return missing(&scan, scan.index);
    if (!(scan.memo = dict_new()))
        return NULL;
    Value pair[2] = {scan_value(&scan), NULL};
    decref(value_of(scan.memo));
    if (!pair[0])
        return NULL;
    pair[1] = value_of_small_int((int64_t)scan.index);
    return value_of(tuple_from_array_steal(pair, 2));
}

static Value *const_fields(Scanner *self, size_t i) {
    Value *fields[] = {&self->object_hook, &self->object_pairs_hook, &self->parse_float,
                       &self->parse_int, &self->parse_constant};
    return fields[i];
}

static Value attribute(Value object, const char *name) {
    Str *interned = str_interned(name);
    Value value = interned ? attribute_get(object, interned) : NULL;
    decref_maybe(value_of(interned));
    return value;
}

static Value scanner_new(Type *type, Value *args, size_t count, Tuple *names) {
    static Signature signature = SIGNATURE("Scanner(context)");
    static const char *const attributes[] = {"object_hook", "object_pairs_hook", "parse_float",
                                             "parse_int", "parse_constant"};
    Value bound[1];
    if (!arguments_bind(&signature, args, count, names, bound))
        return NULL;
    Scanner *self = type_allocate(type, 0);
    if (!self)
        return NULL;
    mem_gc_track(self);
    Value strict = attribute(bound[0], "strict");
    Answer answer = strict ? object_truth(strict) : ANSWER_ERROR;
    decref_maybe(strict);
    self->strict = answer == ANSWER_YES;
    bool fine = answer != ANSWER_ERROR;
    for (size_t i = 0; i < 5 && fine; i++)
        fine = (*const_fields(self, i) = attribute(bound[0], attributes[i])) != NULL;
    if (!fine) {
        decref(value_of(self));
        return NULL;
    }
    return value_of(self);
}

static void scanner_clear(Object *object) {
    for (size_t i = 0; i < 5; i++)
        clear_value(const_fields((Scanner *)object, i));
}

static void scanner_dealloc(Object *object) {
    mem_gc_untrack(object);
    scanner_clear(object);
    mem_object_free(object, ((Type *)object->type)->mem.basic_size);
}

static void scanner_traverse(Object *object, MemVisit visit, void *context) {
    for (size_t i = 0; i < 5; i++)
        visit_value(*const_fields((Scanner *)object, i), visit, context);
}

static const NativeMember scanner_members[] = {
    {"strict", MEMBER_BOOL, offsetof(Scanner, strict), false, "strict"},
    {"object_hook", MEMBER_VALUE, offsetof(Scanner, object_hook), false, "object_hook"},
    {"object_pairs_hook", MEMBER_VALUE, offsetof(Scanner, object_pairs_hook), false, NULL},
    {"parse_float", MEMBER_VALUE, offsetof(Scanner, parse_float), false, "parse_float"},
    {"parse_int", MEMBER_VALUE, offsetof(Scanner, parse_int), false, "parse_int"},
    {"parse_constant", MEMBER_VALUE, offsetof(Scanner, parse_constant), false, "parse_constant"},
    {NULL, MEMBER_VALUE, 0, false, NULL}};

Type json_scanner_type = {
    TYPE_INIT_CONTAINER("_json.Scanner", sizeof(Scanner), scanner_dealloc, scanner_traverse,
                        scanner_clear),
    .flags = TYPE_BASE,
    .base = &object_type,
    .doc = "JSON scanner object",
    .members = scanner_members,
    .new = scanner_new,
    .call = scanner_call,
};
