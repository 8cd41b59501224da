/* The module _re: the functions of re, and its cache of compiled patterns. */
#include "lib/native/shown_module.h"
#include "lib/native/re.h"
#include "vm/hash.h"

#include <string.h>

/* ---- cache ---------------------------------------------------------------------------------- */

/* Patterns by text and flags as asked for; two places for each hash. */
enum { CACHE_SETS = 256 };
typedef struct {
    Pattern *pattern; /* owned; null: empty */
    int flags;
} CacheEntry;
static CacheEntry cache[CACHE_SETS][2];

static void purge(void) {
    for (size_t i = 0; i < CACHE_SETS; i++) {
        for (int k = 0; k < 2; k++) {
            Pattern *pattern = cache[i][k].pattern;
            cache[i][k].pattern = NULL;
            if (pattern)
                GIVE_UP(pattern);
        }
    }
}

static bool same_source(Value a, Value b) {
    if (is_exact_str(a))
        return is_exact_str(b) && str_equal(str_of(a), str_of(b));
    return !is_exact_str(b) && bytes_of(a)->size == bytes_of(b)->size &&
           memcmp(bytes_of(a)->data, bytes_of(b)->data, bytes_of(a)->size) == 0;
}

static Pattern *compile_cached(Value source, int flags) {
    Hash hash = is_exact_str(source) ? str_hash(str_of(source))
                                     : hash_bytes(bytes_of(source)->data, bytes_of(source)->size);
    CacheEntry *entries = cache[((uint64_t)hash ^ (uint64_t)flags * 31) % CACHE_SETS];
    for (int k = 0; k < 2; k++) {
        Pattern *pattern = entries[k].pattern;
        if (pattern && entries[k].flags == flags && same_source(pattern->pattern, source)) {
            OWN(pattern);
            return pattern;
        }
    }
    Pattern *pattern = regex_pattern_new(source, flags);
    if (!pattern || flags & RE_DEBUG)
        return pattern;
    Pattern *old = entries[1].pattern;
    entries[1] = entries[0];
    OWN(pattern);
    entries[0] = (CacheEntry){pattern, flags};
    if (old)
        GIVE_UP(old);
    return pattern;
}

/* Through the cache; the source may be a Pattern. */
static Pattern *regex_get_pattern(Value source, Value flags_value) {
    int flags = 0;
    if (flags_value && !int_as_int(flags_value, &flags))
        return NULL;
    if (has_type(source, &regex_pattern_type)) {
        if (flags)
            return raise_value_error("cannot process flags argument with a compiled pattern");
        return (Pattern *)object_of(own(source));
    }
    if (!is_str(source) && !is_bytes(source))
        return raise_type_error("first argument must be string or compiled pattern");
    if (is_exact_str(source) || has_type(source, &bytes_type))
        return compile_cached(source, flags);
    return regex_pattern_new(source, flags);
}

/* ---- functions ------------------------------------------------------------------------------ */

static Value re_compile(Value module, Value *args) {
    return value_of(regex_get_pattern(args[0], args[1]));
}

/* For re.Scanner: _compile_numbered(patterns, flags). */
static Value re_compile_numbered(Value module, Value *args) {
    int flags;
    if (!int_as_int(args[1], &flags))
        return NULL;
    if (!is_tuple(args[0]))
        return raise_type_error("patterns must be a tuple, not %T", args[0]);
    return value_of(regex_pattern_new_numbered(tuple_of(args[0]), flags));
}

static Value re_purge(Value module, Value *args) {
    purge();
    return NONE;
}

static Value run(Value *args, RegexGoal goal) {
    Pattern *pattern = regex_get_pattern(args[0], args[2]);
    if (!pattern)
        return NULL;
    Value match = regex_pattern_run(pattern, args[1], 0, PTRDIFF_MAX, goal);
    GIVE_UP(pattern);
    return match;
}

static Value re_match(Value module, Value *args) {
    return run(args, REGEX_MATCH);
}
static Value re_fullmatch(Value module, Value *args) {
    return run(args, REGEX_FULLMATCH);
}
static Value re_search(Value module, Value *args) {
    return run(args, REGEX_SEARCH);
}

static Value re_findall(Value module, Value *args) {
    Pattern *pattern = regex_get_pattern(args[0], args[2]);
    if (!pattern)
        return NULL;
    Value found = regex_pattern_find_all(pattern, args[1], 0, PTRDIFF_MAX);
    GIVE_UP(pattern);
    return found;
}

static Value re_finditer(Value module, Value *args) {
    Pattern *pattern = regex_get_pattern(args[0], args[2]);
    if (!pattern)
        return NULL;
    Value iterator = regex_pattern_find_iter(pattern, args[1], 0, PTRDIFF_MAX);
    GIVE_UP(pattern);
    return iterator;
}

/* count (or maxsplit) and flags may still be given by position, with a warning. */
static bool read_rest(const char *function, size_t required, const char *first, Value rest,
                      Value *number, Value *flags) {
    Tuple *positional = tuple_of(rest);
    const char *names[] = {first, "flags"};
    Value *places[] = {number, flags};
    if (positional->count == 0)
        return true;
    for (size_t i = 0; i < 2 && i < positional->count; i++) {
        if (*places[i])
            return raise_type_error("%s() got multiple values for argument '%s'", function,
                                    names[i]);
        *places[i] = positional->items[i];
    }
    if (positional->count > 2)
        return raise_type_error("%s() takes from %zu to %zu positional arguments but %zu were "
                                "given",
                                function, required, required + 2, required + positional->count);
    return warn(&exc_DeprecationWarning, 1, "'%s' is passed as positional argument", first);
}

static Value substitute(Value *args, const char *name, bool with_number) {
    Value number = args[4], flags = args[5];
    if (!read_rest(name, 3, "count", args[3], &number, &flags))
        return NULL;
    ptrdiff_t count = 0;
    if (number && !int_as_size(number, &count))
        return NULL;
    Pattern *pattern = regex_get_pattern(args[0], flags);
    if (!pattern)
        return NULL;
    Value result = regex_pattern_sub(pattern, args[1], args[2], count, with_number);
    GIVE_UP(pattern);
    return result;
}

static Value re_sub(Value module, Value *args) {
    return substitute(args, "sub", false);
}
static Value re_subn(Value module, Value *args) {
    return substitute(args, "subn", true);
}

static Value re_split(Value module, Value *args) {
    Value number = args[3], flags = args[4];
    if (!read_rest("split", 2, "maxsplit", args[2], &number, &flags))
        return NULL;
    ptrdiff_t max = 0;
    if (number && !int_as_size(number, &max))
        return NULL;
    Pattern *pattern = regex_get_pattern(args[0], flags);
    if (!pattern)
        return NULL;
    Value parts = regex_pattern_split(pattern, args[1], max);
    GIVE_UP(pattern);
    return parts;
}

static Value re_escape(Value module, Value *args) {
    RegexText text;
    if (!is_str(args[0]) && !type_of(args[0])->get_buffer)
        return raise_type_error("decoding to str: need a bytes-like object, %T found", args[0]);
    if (!regex_text_get(args[0], &text))
        return NULL;
    StrBuilder builder;
    str_builder_init(&builder);
    for (size_t i = 0; i < text.length; i++) {
        uint32_t c = regex_text_at(&text, i);
        if (c && c < 128 && strchr("()[]{}?*+-|^$\\.&~# \t\n\r\v\f", (int)c))
            str_builder_character(&builder, '\\');
        if (!str_builder_character(&builder, c))
            break;
    }
    Str *escaped = str_builder_finish(&builder);
    regex_text_release(&text);
    if (!escaped || text.is_str)
        return value_of(escaped);
    Value bytes = value_of(bytes_new(escaped->data, escaped->length));
    GIVE_UP(escaped);
    return bytes;
}

static const NativeMethod functions[] = {
    NATIVE("_compile_numbered($module, patterns, flags, /)", re_compile_numbered, NULL),
    NATIVE("compile(pattern, flags=0)", re_compile, "A Pattern object."),
    NATIVE("_compile(pattern, flags)", re_compile, "A Pattern object; for pickles."),
    NATIVE("match(pattern, string, flags=0)", re_match,
           "A match at the beginning of the string, or None."),
    NATIVE("fullmatch(pattern, string, flags=0)", re_fullmatch,
           "A match of the whole string, or None."),
    NATIVE("search(pattern, string, flags=0)", re_search,
           "The first match in the string, or None."),
    NATIVE("sub(pattern, repl, string, *args, count=0, flags=0)", re_sub,
           "The string with matches replaced."),
    NATIVE("subn(pattern, repl, string, *args, count=0, flags=0)", re_subn,
           "The string with matches replaced, and their number."),
    NATIVE("split(pattern, string, *args, maxsplit=0, flags=0)", re_split,
           "The string's parts between matches."),
    NATIVE("findall(pattern, string, flags=0)", re_findall, "A list of all matches in the string."),
    NATIVE("finditer(pattern, string, flags=0)", re_finditer,
           "An iterator over all matches in the string."),
    NATIVE("escape(pattern)", re_escape, "The text with special characters escaped."),
    NATIVE("purge()", re_purge, "Empty the cache of compiled patterns."),
    NATIVE_END};

static bool exec(Module *module) {
    return module_add_type(module, &regex_pattern_type) &&
           module_add_type(module, &regex_match_type) && type_ready(&regex_scanner_type) &&
           functions_show_module(module, "re");
}

const NativeModule _re_module = {.name = "_re",
                                 .doc = "The engine of regular expressions.",
                                 .functions = functions,
                                 .exec = exec,
                                 .fini = purge};
