/* Completion and hints: what could stand at the cursor, found without running any code.
 *
 * The text up to the cursor is read by the lexer; its last tokens say what kind of thing is wanted:
 *
 *     "abc|     a file name, or after d[ a key of the dict d
 *     import a.b|   from a import b|      modules, names in a module
 *     a.b.c|    attributes of what a.b is
 *     abc|      keywords, variables, builtins, and inside of a call its keyword arguments
 *
 * An expression is followed only through names and attributes that are stored values. */
#define _GNU_SOURCE /* memrchr */
#include "vm/import.h"
#include "vm/repl_commands.h"
#include "vm/line_parts.h"
#include "vm/repl_text.h"
#include "vm/static_lookup.h"
#include "vm/vm.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

typedef struct Completing {
    ReplText *text;     /* up to the cursor */
    const char *prefix; /* the word before the cursor, in the text's bytes */
    size_t prefix_size;
    size_t before; /* tokens before that word */
    Completions *completions;
} Completing;

/* ---- expressions ----------------------------------------------------------------------------- */

static Str *token_name(const ReplText *text, size_t index) {
    const Token *token = &text->tokens.items[index];
    return str_from_utf8(text->bytes + token->start, token->end - token->start);
}

static Value lookup_variable(Str *name) {
    Value main = NULL, found = NULL;
    if (dict_lookup(modules_dict_borrowed(), value_of(names.__main__), &main) == LOOKUP_FOUND &&
        has_type(main, &module_type))
        found = dict_get_name_borrowed(((Module *)object_of(main))->dict, name);
    decref_maybe(main);
    if (!found && builtins_dict_borrowed())
        found = dict_get_name_borrowed(builtins_dict_borrowed(), name);
    return own_maybe(found);
}

/* The value of the names and dots (behind a name or a string) that end with this token: owned, or
 * null. *first is where they begin; *bound tells that it is a method of something. */
static Value resolve(const ReplText *text, size_t last, size_t *first, bool *bound) {
    *bound = false;
    *first = last;
    while (*first >= 2 && repl_token_is(text, *first, TOKEN_NAME) &&
           repl_token_is(text, *first - 1, TOKEN_DOT))
        *first -= 2;
    bool literal = repl_token_is(text, *first, TOKEN_STRING);
    if (!literal && !repl_token_is(text, *first, TOKEN_NAME))
        return NULL;
    Value value = NULL;
    for (size_t i = *first; i <= last; i += 2) {
        Str *name = token_name(text, i);
        Value next = !name        ? NULL
                     : i > *first ? static_attribute(value, name, bound)
                     : literal    ? value_of(str_empty())
                                  : lookup_variable(name);
        if (name)
            GIVE_UP(name);
        decref_maybe(value);
        exception_clear();
        if (!(value = next))
            return NULL;
    }
    return value;
}

/* ---- names ----------------------------------------------------------------------------------- */

static void offer(Completing *at, const char *name, size_t size, const char *suffix) {
    bool hidden = *name == '_' && !(at->prefix_size && *at->prefix == '_');
    char text[256];
    if (hidden || size < at->prefix_size || size + strlen(suffix) >= sizeof text ||
        memcmp(name, at->prefix, at->prefix_size) != 0)
        return;
    int length = snprintf(text, sizeof text, "%.*s%s", (int)size, name, suffix);
    completions_add(at->completions, text, (size_t)length);
}

static void offer_name(Completing *at, Str *name, const char *suffix) {
    size_t size;
    const char *bytes = str_is_identifier(name) ? str_utf8(name, &size) : NULL;
    if (bytes)
        offer(at, bytes, size, suffix);
    exception_clear();
}

static void offer_attribute(void *context, Value object, Str *name) {
    bool bound;
    Value value = static_attribute(object, name, &bound);
    offer_name(context, name, value && static_is_callable(value) ? "(" : "");
    decref_maybe(value);
}

static void offer_variables(Completing *at, Dict *dict) {
    Value key, value;
    for (size_t position = 0; dict && dict_next(dict, &position, &key, &value);)
        if (is_exact_str(key))
            offer_name(at, str_of(key), static_is_callable(value) ? "(" : "");
}

static void offer_keywords(Completing *at) {
    for (int kind = TOKEN_FALSE; kind < TOKEN_KIND_COUNT; kind++) {
        const char *text = token_texts[kind];
        bool alone = kind == TOKEN_NONE || kind == TOKEN_TRUE || kind == TOKEN_FALSE ||
                     kind == TOKEN_PASS || kind == TOKEN_BREAK || kind == TOKEN_CONTINUE;
        bool block = kind == TOKEN_TRY || kind == TOKEN_ELSE || kind == TOKEN_FINALLY;
        offer(at, text, strlen(text), alone ? "" : block ? ":" : " ");
    }
}

/* The parameters in a signature's text that can be given by name. */
static void offer_parameters(Completing *at, const char *signature) {
    const char *text = strchr(signature, '(');
    const char *positional_end = text ? strstr(text, ", /") : NULL;
    if (positional_end)
        text = positional_end + 2;
    int depth = 0;
    bool begins = true;
    for (text = text ? text + 1 : ""; *text; text++) {
        size_t size =
            strspn(text, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_0123456789");
        if (begins && size && depth == 0)
            offer(at, text, size, "=");
        begins = (*text == ',' && depth == 0) || (begins && *text == ' ');
        depth += *text == '(' || *text == '[' || *text == '{';
        depth -= *text == ')' || *text == ']' || *text == '}';
        text += begins || !size ? 0 : size - 1;
    }
}

/* The callable in whose parentheses the cursor is, as text with its signature; empty: none. */
static void signature_here(const ReplText *text, char *signature, size_t size, char *doc,
                           size_t doc_size) {
    *signature = *doc = 0;
    size_t bracket = repl_text_open_bracket(text), first;
    bool bound;
    if (bracket == SIZE_MAX || !bracket || !repl_token_is(text, bracket, TOKEN_LPAR))
        return;
    Value callable = resolve(text, bracket - 1, &first, &bound);
    if (!callable)
        return;
    const Token *tokens = text->tokens.items;
    char name[128];
    snprintf(name, sizeof name, "%.*s", (int)(tokens[bracket - 1].end - tokens[first].start),
             text->bytes + tokens[first].start);
    if (static_is_callable(callable) && !repl_token_is(text, first - 1, TOKEN_DEF)) {
        static_signature(callable, name, bound, signature, size);
        static_doc_line(callable, doc, doc_size);
    }
    decref(callable);
}

static void complete_name(Completing *at) {
    Value main = NULL;
    if (dict_lookup(modules_dict_borrowed(), value_of(names.__main__), &main) == LOOKUP_FOUND &&
        has_type(main, &module_type))
        offer_variables(at, ((Module *)object_of(main))->dict);
    decref_maybe(main);
    exception_clear();
    offer_variables(at, builtins_dict_borrowed());
    offer_keywords(at);
    char signature[1024], doc[16];
    signature_here(at->text, signature, sizeof signature, doc, sizeof doc);
    offer_parameters(at, signature);
}

static void complete_attribute(Completing *at) {
    size_t first;
    bool bound;
    Value object = at->before >= 2 ? resolve(at->text, at->before - 2, &first, &bound) : NULL;
    if (object)
        static_attribute_names(object, offer_attribute, at);
    decref_maybe(object);
}

/* ---- inside of strings ----------------------------------------------------------------------- */

static void offer_file(Completing *at, const char *folder, const struct dirent *entry) {
    char path[2048];
    struct stat status;
    snprintf(path, sizeof path, "%s/%s", folder, entry->d_name);
    bool is_folder = stat(path, &status) == 0 && S_ISDIR(status.st_mode);
    bool hidden = *entry->d_name == '.' && !(at->prefix_size && *at->prefix == '.');
    size_t size = strlen(entry->d_name);
    if (hidden || size < at->prefix_size || memcmp(entry->d_name, at->prefix, at->prefix_size) != 0)
        return;
    snprintf(path, sizeof path, "%s%s", entry->d_name, is_folder ? "/" : "");
    completions_add(at->completions, path, strlen(path));
}

/* The prefix is the last part of the path that the string holds up to now. */
static void complete_file(Completing *at, const char *path, size_t size) {
    const char *slash = memrchr(path, '/', size), *home = getenv("HOME");
    char folder[1024];
    size_t folder_size = slash ? (size_t)(slash - path) : 0;
    bool at_home = size && *path == '~' && slash && home;
    snprintf(folder, sizeof folder, "%s%.*s", at_home ? home : "", (int)(folder_size - at_home),
             path + at_home);
    at->prefix = slash ? slash + 1 : path;
    at->prefix_size = size - (size_t)(at->prefix - path);
    const char *opened = *folder ? folder : slash ? "/" : ".";
    DIR *entries = opendir(opened);
    for (struct dirent *entry; entries && (entry = readdir(entries));)
        offer_file(at, opened, entry);
    if (entries)
        closedir(entries);
}

static void offer_key(Completing *at, Value key, char quote) {
    size_t size;
    const char *bytes = is_exact_str(key) ? str_utf8(str_of(key), &size) : NULL;
    exception_clear();
    if (!bytes || size < at->prefix_size || memcmp(bytes, at->prefix, at->prefix_size) != 0)
        return;
    for (size_t i = 0; i < size; i++)
        if ((unsigned char)bytes[i] < ' ' || bytes[i] == '\\' || bytes[i] == quote)
            return;
    char text[256];
    if (size + 3 > sizeof text)
        return;
    snprintf(text, sizeof text, "%s%c]", bytes, quote);
    completions_add(at->completions, text, size + 2);
}

/* d["abc|: true if d is a dict. */
static bool complete_key(Completing *at, const char *content, size_t size, char quote) {
    size_t first, count = at->text->count;
    bool bound;
    if (count < 2 || !repl_token_is(at->text, count - 1, TOKEN_LSQB))
        return false;
    Value dict = resolve(at->text, count - 2, &first, &bound);
    bool found = dict && is_dict(dict);
    at->prefix = content;
    at->prefix_size = size;
    Value key, value;
    for (size_t position = 0; found && dict_next(dict_of(dict), &position, &key, &value);)
        offer_key(at, key, quote);
    decref_maybe(dict);
    return found;
}

static void complete_in_string(Completing *at) {
    const char *content = at->text->bytes + at->text->open_string;
    while (*content != '"' && *content != '\'')
        content++;
    char quote = *content++;
    size_t size = (size_t)(at->text->bytes + at->text->size - content);
    if (!complete_key(at, content, size, quote))
        complete_file(at, content, size);
}

/* ---- import ---------------------------------------------------------------------------------- */

/* The first token of the statement that the cursor is in. */
static size_t statement_start(const ReplText *text, size_t end) {
    size_t i = end;
    while (i > 0 && !repl_token_is(text, i - 1, TOKEN_SEMI) &&
           (text->tokens.items[i - 1].end_line == text->tokens.items[end - 1].line ||
            text->tokens.open_count))
        i--;
    return i;
}

/* What stands between two tokens, without blanks: a dotted name. */
static void dotted_text(const ReplText *text, size_t first, size_t end, char *name, size_t size) {
    size_t used = 0;
    for (size_t i = first; i < end; i++) {
        const Token *token = &text->tokens.items[i];
        int count = snprintf(name + used, size - used, "%.*s", (int)(token->end - token->start),
                             text->bytes + token->start);
        used = used + (size_t)count < size ? used + (size_t)count : size - 1;
    }
    name[used] = 0;
}

/* The dotted name before the prefix, and the prefix: what is being imported. */
static void complete_module_name(Completing *at, size_t first) {
    size_t begin = at->before;
    while (begin > first && (repl_token_is(at->text, begin - 1, TOKEN_NAME) ||
                             repl_token_is(at->text, begin - 1, TOKEN_DOT)))
        begin--;
    char name[256], prefix[400];
    dotted_text(at->text, begin, at->before, name, sizeof name);
    snprintf(prefix, sizeof prefix, "%s%.*s", name, (int)at->prefix_size, at->prefix);
    repl_complete_module(prefix, at->completions);
}

/* True if this is an import statement. */
static bool complete_import(Completing *at) {
    if (!at->before)
        return false;
    size_t start = statement_start(at->text, at->before);
    if (repl_token_is(at->text, start, TOKEN_IMPORT)) {
        complete_module_name(at, start + 1);
        return true;
    }
    if (!repl_token_is(at->text, start, TOKEN_FROM))
        return false;
    size_t import = start;
    while (import < at->before && !repl_token_is(at->text, import, TOKEN_IMPORT))
        import++;
    if (import == at->before) {
        bool behind_name = repl_token_is(at->text, at->before - 1, TOKEN_NAME);
        if (behind_name)
            offer(at, "import", 6, " ");
        else
            complete_module_name(at, start + 1);
        return true;
    }
    char module[256], prefix[256];
    dotted_text(at->text, start + 1, import, module, sizeof module);
    snprintf(prefix, sizeof prefix, "%.*s", (int)at->prefix_size, at->prefix);
    repl_complete_member(module, prefix, at->completions);
    return true;
}

/* ---- all of it ------------------------------------------------------------------------------- */

static bool is_word_byte(char c) {
    return line_is_word_character((unsigned char)c);
}

static void find_prefix(Completing *at) {
    const ReplText *text = at->text;
    size_t start = text->size;
    while (start > 0 && is_word_byte(text->bytes[start - 1]))
        start--;
    at->prefix = text->bytes + start;
    at->prefix_size = text->size - start;
    at->before = text->count;
    if (at->prefix_size && at->before && text->tokens.items[at->before - 1].start >= start)
        at->before--;
}

static void complete_text(Completing *at) {
    find_prefix(at);
    if (at->text->open_string < at->text->size)
        complete_in_string(at);
    else if (complete_import(at))
        return;
    else if (repl_token_is(at->text, at->before - 1, TOKEN_DOT))
        complete_attribute(at);
    else
        complete_name(at);
}

/* `:dis x.y|`: the command's name, or the expression behind it. */
static size_t skip_command(const wchar_t *text, size_t length) {
    size_t at = 0;
    if (text[0] == ':')
        while (at < length && text[at] != ' ')
            at++;
    return at;
}

void repl_complete(const wchar_t *text, size_t length, size_t cursor, Completions *completions) {
    size_t skip = skip_command(text, cursor);
    Completing at = {.completions = completions};
    if (skip && skip == cursor) {
        completions->start = 0;
        repl_complete_command(text, cursor, completions);
        completions_sort(completions);
        return;
    }
    at.text = repl_text_new(text + skip, cursor - skip);
    if (!at.text)
        return;
    complete_text(&at);
    completions->start = skip + at.text->characters[at.prefix - at.text->bytes];
    completions_sort(completions);
    repl_text_free(at.text);
}

void repl_hint(const wchar_t *text, size_t length, size_t cursor, char *hint, size_t size) {
    *hint = 0;
    if (!length || text[0] == ':')
        return;
    ReplText *seen = repl_text_new(text, cursor);
    if (!seen)
        return;
    char signature[1024], doc[512];
    if (seen->tokens.open_count) {
        signature_here(seen, signature, sizeof signature, doc, sizeof doc);
        snprintf(hint, size, "%s%s%s", signature, *signature && *doc ? "\n" : "",
                 *signature ? doc : "");
    }
    repl_text_free(seen);
}
