/* -X context: the values of the variables on the failing line of each frame.
 *
 * The line is read by the lexer; its names, and the stored attributes behind them (no property
 * runs), are looked up in the frame. Functions, classes and modules say nothing and are left out.
 * Values are shortened; what has a name like a secret's (password, token, ...) is not shown, also
 * as a key in a dict. */
#define _GNU_SOURCE /* strcasestr */
#include "vm/traceback_context.h"
#include "lexer/token.h"
#include "vm/source_lines.h"
#include "vm/static_lookup.h"
#include "vm/vm.h"

#include <string.h>

enum { LINES_MAX = 8, NAMES_MAX = 12, VALUE_LENGTH = 70 };

typedef struct Context {
    StrBuilder *builder;
    const char *indent;
    Value locals, globals;
    char shown[NAMES_MAX][128]; /* dotted names that stand there already */
    size_t count;
} Context;

/* ---- secrets --------------------------------------------------------------------------------- */

static bool is_secret(const char *name) {
    static const char *const words[] = {"password", "passwd",     "passphrase", "secret",
                                        "token",    "credential", "apikey",     "api_key",
                                        "private",  "auth",       "cookie",     "session_id"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (strcasestr(name, words[i]))
            return true;
    return false;
}

static bool is_secret_key(Value key) {
    const char *text = is_exact_str(key) ? str_utf8(str_of(key), NULL) : NULL;
    exception_clear();
    return text && is_secret(text);
}

/* The dict with its secrets replaced: owned, the same if it has none; null: an exception. */
static Value without_secrets(Value value) {
    Value key, item;
    bool any = false;
    for (size_t position = 0; dict_next(dict_of(value), &position, &key, &item);)
        any |= is_secret_key(key);
    if (!any)
        return own(value);
    Dict *copy = dict_copy(dict_of(value));
    Value hidden = copy ? value_of(str_from_c("<hidden>")) : NULL;
    bool done = hidden != NULL;
    for (size_t position = 0; done && dict_next(dict_of(value), &position, &key, &item);)
        if (is_secret_key(key))
            done = dict_set(copy, key, hidden);
    decref_maybe(hidden);
    if (!done && copy) {
        GIVE_UP(copy);
        copy = NULL;
    }
    return value_of(copy);
}

/* ---- values ---------------------------------------------------------------------------------- */

static bool says_nothing(Value value) {
    return is_type(value) || has_type(value, &module_type) || has_type(value, &function_type) ||
           has_type(value, &native_function_type) || has_type(value, &method_type);
}

static Str *shortened(Value value) {
    Value shown = is_exact_dict(value) ? without_secrets(value) : own(value);
    Value text = shown ? object_repr(shown) : NULL;
    decref_maybe(shown);
    if (!text) {
        exception_clear();
        return str_format("<%s whose repr fails>", type_name_of(value));
    }
    Str *whole = str_of(text);
    if (whole->length <= VALUE_LENGTH)
        return whole;
    Str *head = str_substring(whole, 0, VALUE_LENGTH - 20);
    Str *tail = head ? str_substring(whole, whole->length - 16, whole->length) : NULL;
    Str *result = tail ? str_format("%U ... %U", head, tail) : NULL;
    if (head)
        GIVE_UP(head);
    if (tail)
        GIVE_UP(tail);
    GIVE_UP(whole);
    return result;
}

static void put_value(Context *context, const char *name, Value value) {
    Str *text = is_secret(name) ? str_from_c("<hidden>") : shortened(value);
    if (text) {
        str_builder_c(context->builder, context->indent);
        str_builder_c(context->builder, "      ");
        str_builder_utf8(context->builder, name, strlen(name));
        str_builder_c(context->builder, " = ");
        for (size_t i = 0; i < text->length; i++) /* a repr may have many lines */
            str_builder_character(context->builder,
                                  str_at(text, i) == '\n' ? ' ' : str_at(text, i));
        str_builder_c(context->builder, "\n");
        GIVE_UP(text);
    }
    exception_clear();
}

/* ---- names ----------------------------------------------------------------------------------- */

static Value lookup_in(Value namespace, Str *name) {
    Value value = namespace ? object_get_item(namespace, value_of(name)) : NULL;
    exception_clear();
    return value;
}

static Value lookup(const Context *context, const char *text) {
    Str *name = str_interned(text);
    Value value = name ? lookup_in(context->locals, name) : NULL;
    if (!value && name)
        value = lookup_in(context->globals, name);
    if (name)
        GIVE_UP(name);
    exception_clear();
    return value;
}

static Value stored_attribute(Value object, const char *text) {
    Str *name = str_interned(text);
    bool bound;
    Value value = name ? static_attribute(object, name, &bound) : NULL;
    if (name)
        GIVE_UP(name);
    exception_clear();
    return value;
}

static void show(Context *context, const char *name, Value value) {
    if (says_nothing(value) || context->count == NAMES_MAX)
        return;
    for (size_t i = 0; i < context->count; i++)
        if (strcmp(context->shown[i], name) == 0)
            return;
    snprintf(context->shown[context->count++], sizeof context->shown[0], "%s", name);
    put_value(context, name, value);
}

/* A name and the attributes behind it, as far as they are stored: each is shown. */
static size_t show_dotted(Context *context, const char *bytes, const Token *tokens, size_t count,
                          size_t first) {
    char dotted[128] = "", part[128];
    size_t i = first;
    Value value = NULL;
    for (;; i += 2) {
        snprintf(part, sizeof part, "%.*s", (int)(tokens[i].end - tokens[i].start),
                 bytes + tokens[i].start);
        Value next = i == first ? lookup(context, part) : stored_attribute(value, part);
        decref_maybe(value);
        value = next;
        size_t used = strlen(dotted);
        if (!value || used + strlen(part) + 2 > sizeof dotted)
            break;
        if (used)
            strcat(dotted, ".");
        strcat(dotted, part);
        show(context, dotted, value);
        if (i + 2 >= count || tokens[i + 1].kind != TOKEN_DOT || tokens[i + 2].kind != TOKEN_NAME)
            break;
    }
    decref_maybe(value);
    return i;
}

static void show_names(Context *context, const char *bytes, const TokenList *tokens) {
    for (size_t i = 0; i < tokens->count; i++) {
        bool begins = tokens->items[i].kind == TOKEN_NAME &&
                      (i == 0 || tokens->items[i - 1].kind != TOKEN_DOT);
        if (begins)
            i = show_dotted(context, bytes, tokens->items, tokens->count, i);
    }
}

/* ---- the lines ------------------------------------------------------------------------------- */

/* The lines, without the first one's indentation: owned, null if they cannot be had. */
static Str *source_of(Str *filename, CodePosition position) {
    StrBuilder text;
    str_builder_init(&text);
    int last = position.end_line < position.line + LINES_MAX ? position.end_line
                                                             : position.line + LINES_MAX;
    for (int number = position.line; number <= last || number == position.line; number++) {
        Str *line = source_text_line(filename, number);
        if (!line)
            break;
        size_t start = 0;
        while (number == position.line && start < line->length && str_at(line, start) == ' ')
            start++;
        str_builder_range(&text, line, start, line->length);
        str_builder_character(&text, '\n');
        GIVE_UP(line);
    }
    return str_builder_finish(&text);
}

static void show_source(Context *context, const char *bytes, size_t size) {
    MemRegion *region = mem_region_new();
    TokenList *tokens = mem_raw_calloc(1, sizeof *tokens);
    Source source;
    Diagnostic diagnostic;
    if (region && tokens &&
        source_init(&source, bytes, size, NULL, SOURCE_IS_UTF8, region, &diagnostic) &&
        token_list_init(tokens, &source, 0, region, &diagnostic)) {
        show_names(context, bytes, tokens);
        token_list_free(tokens);
    }
    mem_raw_free(tokens);
    if (region)
        mem_region_free(region);
}

static Value frame_attribute(FrameObject *frame, const char *text) {
    Str *name = str_interned(text);
    Value value = name ? attribute_get(value_of(frame), name) : NULL;
    if (name)
        GIVE_UP(name);
    exception_clear();
    return value;
}

void context_append(StrBuilder *builder, FrameObject *frame, CodePosition position,
                    const char *indent) {
    Context context = {.builder = builder, .indent = indent};
    Str *text = source_of(str_of(frame_object_code(frame)->filename), position);
    size_t size;
    const char *bytes = text ? str_utf8(text, &size) : NULL;
    exception_clear();
    if (bytes) {
        context.locals = frame_attribute(frame, "f_locals");
        context.globals = frame_attribute(frame, "f_globals");
        show_source(&context, bytes, size);
        decref_maybe(context.locals);
        decref_maybe(context.globals);
    }
    if (text)
        GIVE_UP(text);
}
