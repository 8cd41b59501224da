/* The regular-expression engine: what its files share.
 *
 *   text --re_parse.c--> RegexNode tree --re_compile.c--> RegexCode --re_match.c--> marks
 *
 * Syntax, meaning and messages are those of Python's re. Nodes live in a region that goes when the
 * code is made. */
#ifndef LIB_NATIVE_RE_H
#define LIB_NATIVE_RE_H

#include "vm/vm.h"

enum {
    RE_IGNORECASE = 2,
    RE_LOCALE = 4,
    RE_MULTILINE = 8,
    RE_DOTALL = 16,
    RE_UNICODE = 32,
    RE_VERBOSE = 64,
    RE_DEBUG = 128,
    RE_ASCII = 256,
    RE_TYPE_FLAGS = RE_ASCII | RE_LOCALE | RE_UNICODE,
};
#define RE_MAX_REPEAT UINT32_MAX
#define RE_MAX_GROUPS ((UINT32_MAX >> 2))

/* ---- text: a str, or bytes seen as Latin-1 --------------------------------------------------- */

typedef struct RegexText {
    const void *data;
    size_t length;
    unsigned width;
    bool is_str;
    Value object; /* borrowed: what was given */
    Buffer buffer;
} RegexText;
MUST_CHECK bool regex_text_get(Value object, RegexText *text);
void regex_text_release(RegexText *text);
static inline uint32_t regex_text_at(const RegexText *text, size_t index) {
    return text->width == 1   ? ((const uint8_t *)text->data)[index]
           : text->width == 2 ? ((const uint16_t *)text->data)[index]
                              : ((const uint32_t *)text->data)[index];
}
/* text[start:end] as the kind of object it is. */
MUST_CHECK Value regex_text_slice(const RegexText *text, size_t start, size_t end);

/* ---- the tree ------------------------------------------------------------------------------- */

typedef enum {
    REGEX_LITERAL,
    REGEX_ANY,
    REGEX_SET,
    REGEX_AT,
    REGEX_REPEAT,
    REGEX_GROUP,
    REGEX_BRANCH,
    REGEX_ASSERT,
    REGEX_ATOMIC,
    REGEX_GROUPREF,
    REGEX_CONDITION,
    REGEX_FAILURE,
} RegexNodeKind;

typedef enum {
    AT_BEGINNING,
    AT_BEGINNING_LINE,
    AT_BEGINNING_STRING,
    AT_END,
    AT_END_LINE,
    AT_END_STRING,
    AT_BOUNDARY,
    AT_NON_BOUNDARY,
    AT_UNI_BOUNDARY,
    AT_UNI_NON_BOUNDARY,
} AtKind;

typedef enum { CATEGORY_DIGIT = 1, CATEGORY_SPACE = 2, CATEGORY_WORD = 4 } Category;
typedef enum { REPEAT_GREEDY, REPEAT_LAZY, REPEAT_POSSESSIVE } RepeatMode;

typedef struct RegexNode RegexNode;

/* What stands one behind the other. */
typedef struct Sequence {
    RegexNode *first, *last;
    uint64_t width_min, width_max; /* characters, saturated */
    struct Sequence *next;         /* of the alternatives of a branch */
} Sequence;

typedef struct SetItem { /* of a character set as written */
    uint32_t low, high;  /* a range; or, with a category, unused */
    uint8_t category;    /* 0: a range */
    bool negated;        /* \D, \S, \W */
    struct SetItem *next;
} SetItem;

struct RegexNode {
    RegexNodeKind kind;
    RegexNode *next;
    union {
        uint32_t character;
        struct {
            SetItem *items, *last_item;
            bool negated;
        } set;
        AtKind at;
        struct {
            uint32_t min, max;
            RepeatMode mode;
            Sequence *body;
        } repeat;
        struct {
            uint32_t group; /* 0: not captured */
            int add_flags, del_flags;
            Sequence *body;
        } group;
        struct {
            Sequence *first;
            size_t count;
        } branch;
        struct {
            bool behind, negated;
            Sequence *body;
        } assertion;
        Sequence *atomic;
        uint32_t group_ref;
        struct {
            uint32_t group;
            Sequence *yes, *no; /* no may be null */
        } condition;
    };
};

typedef struct RegexTree {
    MemRegion *region;
    Sequence *root;
    uint32_t groups; /* group 0 included */
    int flags;
    Dict *group_index; /* owned: name -> number */
} RegexTree;

/* Raises re.PatternError; `at` is a position in the pattern, or -1. */
void *regex_raise(const RegexText *pattern, ptrdiff_t at, const char *format, ...);
MUST_CHECK bool regex_warn(const char *format, ...); /* FutureWarning; false: it was raised */
/* False: nothing is left of the tree. */
MUST_CHECK bool regex_parse(const RegexText *pattern, int flags, RegexTree *tree);
/* The texts as alternatives, each in the group of its number; the groups inside are numbered in
 * each from 1 again, so those of one number overwrite each other. */
MUST_CHECK bool regex_parse_numbered(const RegexText *texts, size_t count, int flags,
                                     RegexTree *tree);
void regex_tree_free(RegexTree *tree);

MUST_CHECK bool regex_dump(const RegexTree *tree); /* prints it, for re.DEBUG */
MUST_CHECK Value regex_builtin(const char *name);  /* a function of builtins; owned */

/* ---- character sets ------------------------------------------------------------------------- */

typedef struct RegexRange {
    uint32_t low, high;
} RegexRange;

/* Membership: the bitmap for characters below 256; above, `ranges` (sorted) and categories, asked
 * for the lower case with `fold`. */
typedef struct RegexSet {
    uint8_t bitmap[32];
    RegexRange *ranges;
    size_t range_count;
    uint8_t positive, negative; /* categories that are in, or whose complement is */
    bool negated, fold, unicode;
} RegexSet;

static inline bool regex_bit(const RegexSet *set, uint32_t c) {
    return set->bitmap[c >> 3] >> (c & 7) & 1;
}
bool regex_set_has_wide(const RegexSet *set, uint32_t c);
static inline bool regex_set_has(const RegexSet *set, uint32_t c) {
    return c < 256 ? regex_bit(set, c) : regex_set_has_wide(set, c);
}
/* Of the items of a set node, under these flags. */
MUST_CHECK bool regex_set_build(RegexSet *set, const SetItem *items, bool negated, int flags);
bool regex_is_cased(uint32_t c, int flags); /* does case make a difference to it? */
bool regex_is_word(uint32_t c, bool unicode);
bool regex_same_folded(uint32_t a, uint32_t b, int flags);

/* ---- code ----------------------------------------------------------------------------------- */

#define REGEX_OPCODES(OP)                                                                          \
    OP(MATCH)  /* the whole has matched */                                                         \
    OP(FAIL)   /* no match here */                                                                 \
    OP(CHAR)   /* character */                                                                     \
    OP(STRING) /* place in literals, length */                                                     \
    OP(ANY)    /* all but newline */                                                               \
    OP(ANY_ALL)                                                                                    \
    OP(SET)        /* set */                                                                       \
    OP(AT)         /* AtKind */                                                                    \
    OP(JUMP)       /* to */                                                                        \
    OP(SPLIT)      /* to: go on, else there; memo number */                                        \
    OP(SPLIT_BACK) /* to: there first, else go on; memo number */                                  \
    OP(SPLIT_SET)  /* to, set, memo: there at once if the next character is not in the set */      \
    OP(SAVE)       /* slot */                                                                      \
    OP(SAVE_END)   /* slot */                                                                      \
    OP(REPEAT)     /* matcher, argument, min, max, memo: greedy, of one character */               \
    OP(REPEAT_LAZY)                                                                                \
    OP(REPEAT_ALL) /* possessive */                                                                \
    OP(LOOP_INIT)  /* register */                                                                  \
    OP(LOOP)       /* register, min, max, body, memo */                                            \
    OP(LOOP_LAZY)                                                                                  \
    OP(ASSERT) /* characters back, end: where to go on when it does not hold (negated) */          \
    OP(ASSERT_NOT)                                                                                 \
    OP(ASSERT_END)                                                                                 \
    OP(ASSERT_NOT_END)                                                                             \
    OP(ATOMIC)                                                                                     \
    OP(ATOMIC_END)                                                                                 \
    OP(GROUPREF)      /* group */                                                                  \
    OP(GROUPREF_FOLD) /* group, flags */                                                           \
    OP(CONDITION)     /* group, to: there if it has not matched */

typedef enum {
#define OP(name) RE_##name,
    REGEX_OPCODES(OP)
#undef OP
} RegexOpcode;

typedef struct RegexCode {
    uint32_t *code;
    size_t code_count, code_capacity;
    uint32_t *literals;
    size_t literal_count, literal_capacity;
    RegexSet *sets;
    size_t set_count, set_capacity;
    uint32_t groups;    /* group 0 included */
    uint32_t loops;     /* registers */
    uint32_t memos;     /* choice instructions */
    bool can_memo;      /* failing depends on place in code and text alone */
    bool anchored;      /* matches only at the beginning of the text */
    uint64_t width_min; /* shortest match */
    /* For searching: the text any match begins with, or the set of its first character. */
    void *prefix; /* of prefix_width bytes per character */
    size_t prefix_length;
    unsigned prefix_width;
    ptrdiff_t first_set; /* index; -1: none */
} RegexCode;

MUST_CHECK bool regex_compile(const RegexText *pattern, RegexTree *tree, RegexCode *code);
void regex_code_free(RegexCode *code);

/* ---- matching ------------------------------------------------------------------------------- */

typedef struct RegexState {
    const RegexCode *code;
    const RegexText *text;
    size_t start, end; /* where to begin; where the text ends (endpos) */
    bool full;         /* must reach the end */
    bool must_advance; /* a match at `start` must not be empty */
    ptrdiff_t *marks;  /* 2 per group, group 0 included; -1: none */
    uint32_t last_index;
} RegexState;

MUST_CHECK Answer regex_match_at_start(RegexState *state);
MUST_CHECK Answer regex_search(RegexState *state); /* from start on; match is marks[0..1] */

/* ---- objects -------------------------------------------------------------------------------- */

typedef struct Pattern {
    Object header;
    Value pattern; /* str or bytes; owned, as all below */
    int flags;
    bool is_str;
    Dict *group_index;  /* name -> number */
    Tuple *index_group; /* number -> name or None */
    RegexCode code;
    Value template_source; /* the last replacement that was parsed, may be null */
    struct RegexTemplate *template;
} Pattern;

typedef struct Match {
    Object header;
    size_t mark_count; /* 2 per group */
    Pattern *pattern;  /* owned */
    Value string;      /* owned */
    size_t position, end_position;
    uint32_t last_index; /* 0: none */
    ptrdiff_t marks[];
} Match;

typedef struct RegexTemplate {
    size_t count;    /* pieces: group number or -1 for literal, and its text */
    bool is_literal; /* no groups at all */
    struct {
        ptrdiff_t group;
        Value literal; /* owned; null for groups */
    } pieces[];
} RegexTemplate;

extern Type regex_pattern_type, regex_match_type, regex_scanner_type;

MUST_CHECK Pattern *regex_pattern_new(Value pattern, int flags);
/* The number of a named group. The dict is looked at as one that anybody may have changed: the
 * __eq__ that groupindex asks gets hold of it. */
MUST_CHECK Lookup regex_group_named(const Pattern *pattern, Value name, size_t *group);
/* Of several texts: see regex_parse_numbered. */
MUST_CHECK Pattern *regex_pattern_new_numbered(Tuple *sources, int flags);
MUST_CHECK Value regex_match_new(Pattern *pattern, const RegexState *state, size_t position);
MUST_CHECK Value regex_match_group(Match *match, size_t group, Value fallback);
MUST_CHECK RegexTemplate *regex_template_new(Pattern *pattern, Value source);
void regex_template_free(RegexTemplate *template);
/* The cached template of a pattern for this source: borrowed until the next call. */
MUST_CHECK RegexTemplate *regex_template_get(Pattern *pattern, Value source);
MUST_CHECK Value regex_template_expand(const RegexTemplate *template, Match *match);
MUST_CHECK Value regex_join(bool is_str, List *parts);

Value regex_pattern_sub(Pattern *pattern, Value replacement, Value string, ptrdiff_t count,
                        bool with_number); /* count 0: all; negative: none */
Value regex_pattern_split(Pattern *pattern, Value string, ptrdiff_t max);
Value regex_pattern_find_all(Pattern *pattern, Value string, ptrdiff_t from, ptrdiff_t to);
Value regex_pattern_find_iter(Pattern *pattern, Value string, ptrdiff_t from, ptrdiff_t to);
typedef enum { REGEX_MATCH, REGEX_FULLMATCH, REGEX_SEARCH } RegexGoal;
Value regex_pattern_run(Pattern *pattern, Value string, ptrdiff_t from, ptrdiff_t to,
                        RegexGoal goal);

#endif
