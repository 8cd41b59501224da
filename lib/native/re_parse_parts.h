/* What the files that read a pattern share: the reader.
 *
 *   re_parse_tokens.c  the characters, one token ahead, and errors that name their place
 *   re_parse_nodes.c   the tree: nodes, their widths, which groups there are
 *   re_parse_escape.c  \d \x41 \N{...} \1
 *   re_parse_set.c     [...]
 *   re_parse_group.c   (...) in all its kinds
 *   re_parse.c         sequences, alternatives and repetition: the whole
 *
 * A token is a character, or a backslash with the character behind it. */
#ifndef LIB_NATIVE_RE_PARSE_PARTS_H
#define LIB_NATIVE_RE_PARSE_PARTS_H

#include "lib/native/re.h"

enum { NO_TOKEN = UINT32_MAX };

typedef struct RegexParser {
    const RegexText *text;
    RegexTree *tree;
    size_t index;  /* behind the token ahead */
    uint32_t next; /* its character, NO_TOKEN at the end; behind a backslash if escaped */
    bool next_escaped;
    uint64_t *group_widths; /* per group: min, max; UINT64_MAX while it is open */
    size_t group_capacity;
    uint32_t lookbehind_groups; /* groups when the outermost look-behind began; 0: not in one */
    size_t condition_count, condition_capacity;
    struct {
        uint32_t group;
        size_t at;
    } * conditions; /* (?(number)...): checked at the end */
} RegexParser;

/* ---- tokens --------------------------------------------------------------------------------- */

/* Where the token ahead begins. */
static inline size_t regex_tell(const RegexParser *p) {
    return p->index - (p->next == NO_TOKEN ? 0 : p->next_escaped ? 2 : 1);
}
static inline bool regex_next_is(const RegexParser *p, uint32_t c) {
    return p->next == c && !p->next_escaped;
}
static inline bool regex_next_is_digit(const RegexParser *p) {
    return !p->next_escaped && p->next - '0' < 10;
}
MUST_CHECK bool regex_advance(RegexParser *p);
MUST_CHECK bool regex_seek(RegexParser *p, size_t index);
/* Takes the token if it is that character; *good turns false on an error. */
bool regex_take(RegexParser *p, uint32_t c, bool *good);
/* Up to the terminator, which is taken: the name's range. */
MUST_CHECK bool regex_read_until(RegexParser *p, uint32_t terminator, const char *what,
                                 size_t *start, size_t *end);
/* The pattern's characters [start, end) as a str, also for bytes; owned. */
MUST_CHECK Str *regex_pattern_part(RegexParser *p, size_t start, size_t end);
/* Raises re.PatternError, `offset` characters before the token ahead. */
void *regex_parse_error(RegexParser *p, size_t offset, const char *format, ...);

/* ---- nodes ---------------------------------------------------------------------------------- */

MUST_CHECK void *regex_tree_allocate(RegexParser *p, size_t size); /* zeroed */
MUST_CHECK RegexNode *regex_node_new(RegexParser *p, RegexNodeKind kind);
MUST_CHECK bool regex_append(RegexParser *p, Sequence *sequence, RegexNode *node /* or null */);
MUST_CHECK bool regex_append_literal(RegexParser *p, Sequence *sequence, uint32_t character);
MUST_CHECK bool regex_add_item(RegexParser *p, RegexNode *set, SetItem item);
void regex_measure(RegexParser *p, Sequence *sequence); /* sets its widths */

/* A group is open from its number's being given until its body has been read. */
MUST_CHECK bool regex_open_group(RegexParser *p, Str *name /* or null */, uint32_t *group);
void regex_close_group(RegexParser *p, uint32_t group, const Sequence *body);
bool regex_is_closed(const RegexParser *p, uint32_t group);
/* May a reference to the group stand here? An error if a look-behind forbids it. */
MUST_CHECK bool regex_check_lookbehind(RegexParser *p, uint32_t group);

/* ---- parts of the syntax -------------------------------------------------------------------- */

typedef struct RegexMeaning { /* of an escape, or of a member of a set */
    enum { MEANS_LITERAL, MEANS_CATEGORY, MEANS_AT, MEANS_GROUP } kind;
    uint32_t character; /* or the group */
    uint8_t category;
    bool negated;
    AtKind at;
} RegexMeaning;

/* The escape token that began at `start`, with character c, has been taken. */
MUST_CHECK bool regex_read_class_escape(RegexParser *p, size_t start, uint32_t c,
                                        RegexMeaning *meaning); /* inside a set */
MUST_CHECK bool regex_append_escape(RegexParser *p, Sequence *sequence, size_t start, uint32_t c);

/* The opening bracket or parenthesis has been taken. `first`: nothing but global flags before. */
MUST_CHECK bool regex_read_set(RegexParser *p, Sequence *sequence);
MUST_CHECK bool regex_read_group(RegexParser *p, Sequence *sequence, bool *verbose, bool first);

/* Up to the end, a bar or a closing parenthesis. */
MUST_CHECK Sequence *regex_read_sequence(RegexParser *p, bool *verbose, bool first);
/* Up to the end or a closing parenthesis. */
MUST_CHECK Sequence *regex_read_alternatives(RegexParser *p, bool verbose, bool nested);

#endif
