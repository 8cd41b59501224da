/* Names: identifiers as small numbers, so that comparing and looking up is cheap.
 *
 * One table per compilation. Equal texts have equal numbers; 0 is no name. The names the compiler
 * itself speaks of have fixed numbers (NAME_*). */
#ifndef COMPILER_NAMES_H
#define COMPILER_NAMES_H

#include "memory/memory.h"
#include "lexer/text.h"

typedef uint32_t Name;

#define FIXED_NAMES(X)                                                                             \
    X(CLASS_CELL, "__class__")                                                                     \
    X(CLASS_DICT, "__classdict__")                                                                 \
    X(CLASSCELL, "__classcell__")                                                                  \
    X(CLASSDICTCELL, "__classdictcell__")                                                          \
    X(SUPER, "super")                                                                              \
    X(DEBUG, "__debug__")                                                                          \
    X(ANNOTATIONS, "__annotations__")                                                              \
    X(DOC, "__doc__")                                                                              \
    X(NAME, "__name__")                                                                            \
    X(MODULE, "__module__")                                                                        \
    X(QUALNAME, "__qualname__")                                                                    \
    X(FIRSTLINENO, "__firstlineno__")                                                              \
    X(STATIC_ATTRIBUTES, "__static_attributes__")                                                  \
    X(TYPE_PARAMS, "__type_params__")                                                              \
    X(DOT_ZERO, ".0")                                                                              \
    X(DOT_TYPE_PARAMS, ".type_params")                                                             \
    X(DOT_GENERIC_BASE, ".generic_base")                                                           \
    X(DOT_DEFAULTS, ".defaults")                                                                   \
    X(DOT_KWDEFAULTS, ".kwdefaults")                                                               \
    X(TOP, "top")                                                                                  \
    X(LAMBDA, "lambda")                                                                            \
    X(LAMBDA_CODE, "<lambda>")                                                                     \
    X(MODULE_CODE, "<module>")                                                                     \
    X(LISTCOMP, "<listcomp>")                                                                      \
    X(SETCOMP, "<setcomp>")                                                                        \
    X(DICTCOMP, "<dictcomp>")                                                                      \
    X(GENEXPR, "<genexpr>")                                                                        \
    X(ANNOTATION_SCOPE, "_annotation")                                                             \
    X(SELF, "self")                                                                                \
    X(RETURN, "return")                                                                            \
    X(STAR, "*")                                                                                   \
    X(EMPTY, "")

enum {
    NAME_NONE,
#define FIXED(upper, text) NAME_##upper,
    FIXED_NAMES(FIXED)
#undef FIXED
        NAME_FIXED_COUNT,
};

typedef struct NameEntry {
    Text text;
    uint32_t hash;
    bool is_private; /* __x, without __ at its end or a dot: mangled in a class */
} NameEntry;

typedef struct NameTable {
    MemRegion *region;
    NameEntry *entries; /* by number */
    uint32_t *buckets;  /* numbers; 0: empty */
    uint32_t count, capacity, mask;
} NameTable;

/* Without the fixed names. */
MEM_MUST_CHECK bool name_table_init_bare(NameTable *table, MemRegion *region);
MEM_MUST_CHECK bool name_table_init(NameTable *table, MemRegion *region);

/* The number of `text`, whose bytes must live as long as the table; 0 when memory is exhausted. */
Name names_intern(NameTable *table, Text text);

static inline Text names_text(const NameTable *table, Name name) {
    return table->entries[name].text;
}

/* Order of the texts' code points. */
int names_compare(const NameTable *table, Name a, Name b);

#endif
