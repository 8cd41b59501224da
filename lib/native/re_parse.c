/* Reading a pattern into a tree.
 *
 * The reader looks one token ahead; a token is a character, or a backslash with the character
 * behind it. Errors name what is wrong and where, in the words of Python's re. */
#include "lexer/character_names.h"
#include "lib/native/re.h"
#include "vm/unicode.h"

#include <string.h>

enum { NO_TOKEN = UINT32_MAX };

typedef struct {
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
} Parser;

#define WIDTH_MAX ((uint64_t)1 << 62)

static uint64_t add_widths(uint64_t a, uint64_t b) {
    return a + b > WIDTH_MAX ? WIDTH_MAX : a + b;
}
static uint64_t multiply_widths(uint64_t a, uint64_t b) {
    return a && b > WIDTH_MAX / a ? WIDTH_MAX : a * b;
}

/* ---- tokens --------------------------------------------------------------------------------- */

static size_t tell(const Parser *p) {
    return p->index - (p->next == NO_TOKEN ? 0 : p->next_escaped ? 2 : 1);
}

static void *error(Parser *p, size_t offset, const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    Str *message = str_format_v(format, arguments);
    va_end(arguments);
    if (message) {
        regex_raise(p->text, (ptrdiff_t)(tell(p) - offset), "%U", message);
        GIVE_UP(message);
    }
    return NULL;
}

static bool advance(Parser *p) {
    size_t at = p->index;
    if (at >= p->text->length) {
        p->next = NO_TOKEN;
        p->next_escaped = false;
        return true;
    }
    p->next = regex_text_at(p->text, at++);
    p->next_escaped = p->next == '\\';
    if (p->next_escaped) {
        if (at == p->text->length)
            return regex_raise(p->text, (ptrdiff_t)p->text->length - 1,
                               "bad escape (end of pattern)");
        p->next = regex_text_at(p->text, at++);
    }
    p->index = at;
    return true;
}

static bool next_is(const Parser *p, uint32_t c) {
    return p->next == c && !p->next_escaped;
}
static bool next_is_digit(const Parser *p) {
    return !p->next_escaped && p->next - '0' < 10;
}
static bool next_is_octal(const Parser *p) {
    return !p->next_escaped && p->next - '0' < 8;
}

/* Takes the token if it is that character; *good turns false on an error. */
static bool take(Parser *p, uint32_t c, bool *good) {
    if (!next_is(p, c))
        return false;
    *good = *good && advance(p);
    return true;
}

static bool seek(Parser *p, size_t index) {
    p->index = index;
    return advance(p);
}

/* The pattern's characters [start, end) as a str, also for bytes. */
static Str *pattern_part(Parser *p, size_t start, size_t end) {
    StrBuilder builder;
    str_builder_init(&builder);
    for (size_t i = start; i < end; i++)
        str_builder_character(&builder, regex_text_at(p->text, i));
    return str_builder_finish(&builder);
}

/* Up to the terminator, which is taken: the name's range. */
static bool read_until(Parser *p, uint32_t terminator, const char *what, size_t *start,
                       size_t *end) {
    *start = *end = tell(p);
    for (;;) {
        if (p->next == NO_TOKEN) {
            if (*start == *end)
                return error(p, 0, "missing %s", what);
            return error(p, *end - *start, "missing %c, unterminated name", (int)terminator);
        }
        bool found = next_is(p, terminator);
        if (!advance(p))
            return false;
        if (found) {
            if (*start == *end)
                return error(p, 1, "missing %s", what);
            return true;
        }
        *end = tell(p);
    }
}

static void *name_error(Parser *p, const char *format, Str *name, size_t offset) {
    Str *message = str_format(format, value_of(name));
    if (message) {
        regex_raise(p->text, (ptrdiff_t)(tell(p) - offset), "%U", message);
        GIVE_UP(message);
    }
    return NULL;
}

static bool check_name(Parser *p, Str *name) {
    if (!p->text->is_str && !name->ascii) {
        Str *message = str_format("bad character in group name %A", value_of(name));
        if (message) {
            regex_raise(p->text, (ptrdiff_t)(tell(p) - name->length - 1), "%U", message);
            GIVE_UP(message);
        }
        return false;
    }
    if (!str_is_identifier(name))
        return name_error(p, "bad character in group name %R", name, name->length + 1);
    return true;
}

/* ---- nodes ---------------------------------------------------------------------------------- */

static void *allocate(Parser *p, size_t size) {
    void *memory = mem_region_alloc(p->tree->region, size);
    return memory ? memory : raise_no_memory();
}

static RegexNode *node_new(Parser *p, RegexNodeKind kind) {
    RegexNode *node = allocate(p, sizeof *node);
    if (node)
        node->kind = kind;
    return node;
}

static bool append(Parser *p, Sequence *sequence, RegexNode *node) {
    if (!node)
        return false;
    if (sequence->last)
        sequence->last->next = node;
    else
        sequence->first = node;
    sequence->last = node;
    return true;
}

static bool append_literal(Parser *p, Sequence *sequence, uint32_t character) {
    RegexNode *node = node_new(p, REGEX_LITERAL);
    if (node)
        node->character = character;
    return append(p, sequence, node);
}

static bool add_item(Parser *p, RegexNode *set, SetItem item) {
    SetItem *copy = allocate(p, sizeof *copy);
    if (!copy)
        return false;
    *copy = item;
    copy->next = NULL;
    if (set->set.last_item)
        set->set.last_item->next = copy;
    else
        set->set.items = copy;
    set->set.last_item = copy;
    return true;
}

static void measure_node(Parser *p, const RegexNode *node, uint64_t *min, uint64_t *max) {
    *min = *max = 0;
    const Sequence *body;
    switch (node->kind) {
    case REGEX_LITERAL:
    case REGEX_ANY:
    case REGEX_SET:
        *min = *max = 1;
        break;
    case REGEX_REPEAT:
        body = node->repeat.body;
        *min = multiply_widths(body->width_min, node->repeat.min);
        *max = multiply_widths(body->width_max, node->repeat.max);
        break;
    case REGEX_GROUP:
    case REGEX_ATOMIC:
        body = node->kind == REGEX_GROUP ? node->group.body : node->atomic;
        *min = body->width_min;
        *max = body->width_max;
        break;
    case REGEX_BRANCH:
        *min = UINT64_MAX;
        for (body = node->branch.first; body; body = body->next) {
            *min = body->width_min < *min ? body->width_min : *min;
            *max = body->width_max > *max ? body->width_max : *max;
        }
        break;
    case REGEX_GROUPREF:
        *min = p->group_widths[2 * node->group_ref];
        *max = p->group_widths[2 * node->group_ref + 1];
        break;
    case REGEX_CONDITION:
        *min = node->condition.yes->width_min;
        *max = node->condition.yes->width_max;
        body = node->condition.no;
        if (!body || body->width_min < *min)
            *min = body ? body->width_min : 0;
        if (body && body->width_max > *max)
            *max = body->width_max;
        break;
    case REGEX_AT:
    case REGEX_ASSERT:
    case REGEX_FAILURE:
        break;
    }
}

static void measure(Parser *p, Sequence *sequence) {
    sequence->width_min = sequence->width_max = 0;
    for (const RegexNode *node = sequence->first; node; node = node->next) {
        uint64_t min, max;
        measure_node(p, node, &min, &max);
        sequence->width_min = add_widths(sequence->width_min, min);
        sequence->width_max = add_widths(sequence->width_max, max);
    }
}

/* ---- groups --------------------------------------------------------------------------------- */

static bool open_group(Parser *p, Str *name, uint32_t *group) {
    RegexTree *tree = p->tree;
    *group = tree->groups;
    if (tree->groups >= RE_MAX_GROUPS)
        return error(p, name ? name->length + 1 : 0, "too many groups");
    if (name) {
        Value old = NULL;
        Lookup found = dict_lookup(tree->group_index, value_of(name), &old);
        if (found == LOOKUP_ERROR)
            return false;
        if (found == LOOKUP_FOUND) {
            Str *message = str_format("redefinition of group name %R as group %u; was group %S",
                                      value_of(name), *group, old);
            decref(old);
            if (message) {
                regex_raise(p->text, (ptrdiff_t)(tell(p) - name->length - 1), "%U", message);
                GIVE_UP(message);
            }
            return false;
        }
        if (!dict_set(tree->group_index, value_of(name), value_of_small_int(*group)))
            return false;
    }
    if (tree->groups >= p->group_capacity) {
        size_t capacity = p->group_capacity * 2 + 16;
        uint64_t *widths = mem_realloc(p->group_widths, capacity * 2 * sizeof *widths);
        if (!widths)
            return raise_no_memory();
        p->group_widths = widths;
        p->group_capacity = capacity;
    }
    p->group_widths[2 * *group] = UINT64_MAX;
    tree->groups++;
    return true;
}

static void close_group(Parser *p, uint32_t group, const Sequence *body) {
    p->group_widths[2 * group] = body->width_min;
    p->group_widths[2 * group + 1] = body->width_max;
}

static bool is_closed(const Parser *p, uint32_t group) {
    return group < p->tree->groups && p->group_widths[2 * group] != UINT64_MAX;
}

static bool check_lookbehind(Parser *p, uint32_t group) {
    if (!p->lookbehind_groups)
        return true;
    if (!is_closed(p, group))
        return error(p, 0, "cannot refer to an open group");
    if (group >= p->lookbehind_groups)
        return error(p, 0, "cannot refer to group defined in the same lookbehind subpattern");
    return true;
}

/* ---- escapes -------------------------------------------------------------------------------- */

typedef struct { /* what an escape means */
    enum { MEANS_LITERAL, MEANS_CATEGORY, MEANS_AT, MEANS_GROUP } kind;
    uint32_t character; /* or the group */
    uint8_t category;
    bool negated;
    AtKind at;
} Meaning;

static bool is_ascii_letter(uint32_t c) {
    return (c | 32) - 'a' < 26;
}

static int hex_value(uint32_t c) {
    return c - '0' < 10 ? (int)(c - '0') : (c | 32) - 'a' < 6 ? (int)((c | 32) - 'a' + 10) : -1;
}

static void *escape_error(Parser *p, size_t start, const char *format) {
    size_t end = tell(p);
    Str *escape = pattern_part(p, start, end);
    if (escape) {
        regex_raise(p->text, (ptrdiff_t)start, format, escape);
        GIVE_UP(escape);
    }
    return NULL;
}

static bool read_hex(Parser *p, size_t start, unsigned digits, Meaning *meaning) {
    uint64_t value = 0;
    unsigned count = 0;
    for (; count < digits && !p->next_escaped && p->next != NO_TOKEN && hex_value(p->next) >= 0;
         count++) {
        value = value << 4 | (uint64_t)hex_value(p->next);
        if (!advance(p))
            return false;
    }
    if (count < digits)
        return escape_error(p, start, "incomplete escape %U");
    if (value > 0x10ffff)
        return escape_error(p, start, "bad escape %U");
    meaning->character = (uint32_t)value;
    return true;
}

static bool read_character_name(Parser *p, Meaning *meaning) {
    bool good = true;
    if (!take(p, '{', &good))
        return error(p, 0, "missing {");
    size_t start, end;
    if (!good || !read_until(p, '}', "character name", &start, &end))
        return false;
    Str *name = pattern_part(p, start, end);
    if (!name)
        return false;
    good = name->ascii &&
           character_find_name((const char *)name->data, name->length, &meaning->character);
    if (!good)
        name_error(p, "undefined character name %R", name, name->length + 4);
    GIVE_UP(name);
    return good;
}

static bool check_octal(Parser *p, size_t start, uint32_t value) {
    if (value <= 0377)
        return true;
    return escape_error(p, start, "octal escape value %U outside of range 0-0o377");
}

/* Escapes with the same meaning inside and outside of sets; MISSING: none of them. */
static Lookup read_common_escape(Parser *p, size_t start, uint32_t c, Meaning *meaning) {
    static const char letters[] = "afnrtv\\", meanings[] = "\a\f\n\r\t\v\\";
    const char *letter = c && c < 128 ? strchr(letters, (int)c) : NULL;
    if (letter) {
        meaning->character = (uint8_t)meanings[letter - letters];
        return LOOKUP_FOUND;
    }
    switch (c) {
    case 'd':
    case 'D':
        meaning->category = CATEGORY_DIGIT;
        break;
    case 's':
    case 'S':
        meaning->category = CATEGORY_SPACE;
        break;
    case 'w':
    case 'W':
        meaning->category = CATEGORY_WORD;
        break;
    case 'x':
        return read_hex(p, start, 2, meaning) ? LOOKUP_FOUND : LOOKUP_ERROR;
    case 'u':
        if (!p->text->is_str)
            return LOOKUP_MISSING;
        return read_hex(p, start, 4, meaning) ? LOOKUP_FOUND : LOOKUP_ERROR;
    case 'U':
        if (!p->text->is_str)
            return LOOKUP_MISSING;
        return read_hex(p, start, 8, meaning) ? LOOKUP_FOUND : LOOKUP_ERROR;
    case 'N':
        if (!p->text->is_str)
            return LOOKUP_MISSING;
        return read_character_name(p, meaning) ? LOOKUP_FOUND : LOOKUP_ERROR;
    default:
        return LOOKUP_MISSING;
    }
    meaning->kind = MEANS_CATEGORY;
    meaning->negated = c < 'a';
    return LOOKUP_FOUND;
}

/* The escape token with character c, already taken, inside a set. */
static bool read_class_escape(Parser *p, size_t start, uint32_t c, Meaning *meaning) {
    *meaning = (Meaning){.kind = MEANS_LITERAL};
    if (c == 'b') {
        meaning->character = '\b';
        return true;
    }
    Lookup common = read_common_escape(p, start, c, meaning);
    if (common != LOOKUP_MISSING)
        return common == LOOKUP_FOUND;
    if (c - '0' < 8) {
        uint32_t value = c - '0';
        for (int i = 0; i < 2 && next_is_octal(p); i++) {
            value = value * 8 + (p->next - '0');
            if (!advance(p))
                return false;
        }
        meaning->character = value;
        return check_octal(p, start, value);
    }
    if (c - '0' < 10 || is_ascii_letter(c))
        return escape_error(p, start, "bad escape %U");
    meaning->character = c;
    return true;
}

static bool read_group_reference(Parser *p, size_t start, uint32_t c, Meaning *meaning) {
    uint32_t group = c - '0';
    if (next_is_digit(p)) {
        uint32_t second = p->next - '0';
        if (!advance(p))
            return false;
        if (group < 8 && second < 8 && next_is_octal(p)) {
            uint32_t value = (group * 8 + second) * 8 + (p->next - '0');
            if (!advance(p))
                return false;
            meaning->character = value;
            return check_octal(p, start, value);
        }
        group = group * 10 + second;
    }
    size_t length = tell(p) - start;
    if (group >= p->tree->groups)
        return error(p, length - 1, "invalid group reference %u", group);
    if (!is_closed(p, group))
        return error(p, length, "cannot refer to an open group");
    if (!check_lookbehind(p, group))
        return false;
    meaning->kind = MEANS_GROUP;
    meaning->character = group;
    return true;
}

static bool read_escape(Parser *p, size_t start, uint32_t c, Meaning *meaning) {
    *meaning = (Meaning){.kind = MEANS_LITERAL};
    if (c == 'A' || c == 'b' || c == 'B' || c == 'Z') {
        meaning->kind = MEANS_AT;
        meaning->at = c == 'A'   ? AT_BEGINNING_STRING
                      : c == 'Z' ? AT_END_STRING
                      : c == 'b' ? AT_BOUNDARY
                                 : AT_NON_BOUNDARY;
        return true;
    }
    Lookup common = read_common_escape(p, start, c, meaning);
    if (common != LOOKUP_MISSING)
        return common == LOOKUP_FOUND;
    if (c == '0') {
        uint32_t value = 0;
        for (int i = 0; i < 2 && next_is_octal(p); i++) {
            value = value * 8 + (p->next - '0');
            if (!advance(p))
                return false;
        }
        meaning->character = value;
        return true;
    }
    if (c - '0' < 10)
        return read_group_reference(p, start, c, meaning);
    if (is_ascii_letter(c))
        return escape_error(p, start, "bad escape %U");
    meaning->character = c;
    return true;
}

static bool append_escape(Parser *p, Sequence *sequence, size_t start, uint32_t c) {
    Meaning meaning;
    if (!read_escape(p, start, c, &meaning))
        return false;
    if (meaning.kind == MEANS_LITERAL)
        return append_literal(p, sequence, meaning.character);
    RegexNode *node = node_new(p, meaning.kind == MEANS_AT      ? REGEX_AT
                                  : meaning.kind == MEANS_GROUP ? REGEX_GROUPREF
                                                                : REGEX_SET);
    if (!node)
        return false;
    if (meaning.kind == MEANS_AT)
        node->at = meaning.at;
    else if (meaning.kind == MEANS_GROUP)
        node->group_ref = meaning.character;
    else if (!add_item(p, node,
                       (SetItem){.category = meaning.category, .negated = meaning.negated}))
        return false;
    return append(p, sequence, node);
}

/* ---- sets ----------------------------------------------------------------------------------- */

/* One end of a range, or a single member: the token has been taken. */
static bool read_member(Parser *p, size_t start, uint32_t c, bool escaped, Meaning *meaning) {
    if (escaped)
        return read_class_escape(p, start, c, meaning);
    *meaning = (Meaning){.kind = MEANS_LITERAL, .character = c};
    return true;
}

static bool add_meaning(Parser *p, RegexNode *set, const Meaning *meaning) {
    SetItem item = {.low = meaning->character,
                    .high = meaning->character,
                    .category = meaning->kind == MEANS_CATEGORY ? meaning->category : 0,
                    .negated = meaning->negated};
    return add_item(p, set, item);
}

static void *range_error(Parser *p, size_t start, size_t this_length, size_t that_start,
                         size_t that_length) {
    Str *this = pattern_part(p, start, start + this_length);
    Str *that = this ? pattern_part(p, that_start, that_start + that_length) : NULL;
    if (that) {
        regex_raise(p->text, (ptrdiff_t)(tell(p) - this_length - 1 - that_length),
                    "bad character range %U-%U", this, that);
        GIVE_UP(that);
    }
    if (this)
        GIVE_UP(this);
    return NULL;
}

static bool warn_set(Parser *p, const char *what, size_t at) {
    return regex_warn("Possible %s at position %zu", what, at);
}

static const char *set_operation(uint32_t c) {
    switch (c) {
    case '-':
        return "set difference";
    case '&':
        return "set intersection";
    case '~':
        return "set symmetric difference";
    case '|':
        return "set union";
    default:
        return NULL;
    }
}

/* Behind the opening bracket. */
static bool read_set(Parser *p, Sequence *sequence) {
    size_t here = tell(p) - 1;
    bool good = true;
    RegexNode *set = node_new(p, REGEX_SET);
    if (!set)
        return false;
    if (next_is(p, '[') && !warn_set(p, "nested set", tell(p)))
        return false;
    set->set.negated = take(p, '^', &good);
    while (good) {
        size_t start = tell(p);
        uint32_t c = p->next;
        bool escaped = p->next_escaped;
        if (c == NO_TOKEN)
            return error(p, tell(p) - here, "unterminated character set");
        if (!advance(p))
            return false;
        if (c == ']' && !escaped && set->set.items)
            break;
        size_t this_length = tell(p) - start;
        if (!escaped && set->set.items && set_operation(c) && next_is(p, c) &&
            !warn_set(p, set_operation(c), tell(p) - 1))
            return false;
        Meaning low, high;
        if (!read_member(p, start, c, escaped, &low))
            return false;
        if (!take(p, '-', &good)) {
            if (!good || !add_meaning(p, set, &low))
                return false;
            continue;
        }
        size_t that_start = tell(p);
        uint32_t that = p->next;
        bool that_escaped = p->next_escaped;
        if (!good)
            return false;
        if (that == NO_TOKEN)
            return error(p, tell(p) - here, "unterminated character set");
        if (!advance(p))
            return false;
        if (that == ']' && !that_escaped) {
            Meaning dash = {.kind = MEANS_LITERAL, .character = '-'};
            if (!add_meaning(p, set, &low) || !add_meaning(p, set, &dash))
                return false;
            break;
        }
        size_t that_length = tell(p) - that_start;
        if (that == '-' && !that_escaped && !warn_set(p, "set difference", tell(p) - 2))
            return false;
        if (!read_member(p, that_start, that, that_escaped, &high))
            return false;
        if (low.kind != MEANS_LITERAL || high.kind != MEANS_LITERAL ||
            high.character < low.character)
            return range_error(p, start, this_length, that_start, that_length);
        if (!add_item(p, set, (SetItem){.low = low.character, .high = high.character}))
            return false;
    }
    if (!good)
        return false;
    /* A single character needs no set. */
    SetItem *only = set->set.items;
    if (!set->set.negated && only == set->set.last_item && !only->category &&
        only->low == only->high)
        return append_literal(p, sequence, only->low);
    return append(p, sequence, set);
}

/* ---- repetition ----------------------------------------------------------------------------- */

/* Digits as a number; *large when it reaches RE_MAX_REPEAT; *any when there were some. */
static bool read_count(Parser *p, uint64_t *value, bool *any, bool *large) {
    *value = 0;
    *any = *large = false;
    while (next_is_digit(p)) {
        *any = true;
        *value = *value * 10 + (p->next - '0');
        if (*value >= RE_MAX_REPEAT) {
            *large = true;
            *value = RE_MAX_REPEAT;
        }
        if (!advance(p))
            return false;
    }
    return true;
}

/* Behind the brace. MISSING: it is a literal brace, and reading goes on behind it. */
static Lookup read_braces(Parser *p, uint32_t *min, uint32_t *max) {
    size_t here = tell(p);
    if (next_is(p, '}'))
        return LOOKUP_MISSING;
    uint64_t low, high;
    bool has_low, has_high, low_large, high_large, good = true;
    if (!read_count(p, &low, &has_low, &low_large))
        return LOOKUP_ERROR;
    high = low;
    has_high = has_low;
    high_large = low_large;
    if (take(p, ',', &good) && !read_count(p, &high, &has_high, &high_large))
        return LOOKUP_ERROR;
    if (!good)
        return LOOKUP_ERROR;
    if (!take(p, '}', &good))
        return seek(p, here) ? LOOKUP_MISSING : LOOKUP_ERROR;
    if (!good)
        return LOOKUP_ERROR;
    *min = has_low ? (uint32_t)low : 0;
    *max = has_high ? (uint32_t)high : RE_MAX_REPEAT;
    if ((has_low && low_large) || (has_high && high_large)) {
        raise_overflow_error("the repetition number is too large");
        return LOOKUP_ERROR;
    }
    if (*max < *min) {
        error(p, tell(p) - here, "min repeat greater than max repeat");
        return LOOKUP_ERROR;
    }
    return LOOKUP_FOUND;
}

/* The repetition token c has been taken. */
static bool read_repeat(Parser *p, Sequence *sequence, uint32_t c) {
    size_t here = tell(p);
    uint32_t min = c == '+', max = c == '?' ? 1 : RE_MAX_REPEAT;
    if (c == '{') {
        Lookup braces = read_braces(p, &min, &max);
        if (braces == LOOKUP_ERROR)
            return false;
        if (braces == LOOKUP_MISSING)
            return append_literal(p, sequence, c);
    }
    RegexNode *last = sequence->last;
    if (!last || last->kind == REGEX_AT)
        return error(p, tell(p) - here + 1, "nothing to repeat");
    if (last->kind == REGEX_REPEAT)
        return error(p, tell(p) - here + 1, "multiple repeat");
    bool good = true;
    RepeatMode mode = take(p, '?', &good)   ? REPEAT_LAZY
                      : take(p, '+', &good) ? REPEAT_POSSESSIVE
                                            : REPEAT_GREEDY;
    RegexNode *repeat = good ? node_new(p, REGEX_REPEAT) : NULL;
    Sequence *body = repeat ? allocate(p, sizeof *body) : NULL;
    if (!body)
        return false;
    /* The repeated node moves into a copy: the place it had becomes the repetition. */
    *repeat = *last;
    repeat->next = NULL;
    if (repeat->kind == REGEX_GROUP && !repeat->group.group && !repeat->group.add_flags &&
        !repeat->group.del_flags)
        body = repeat->group.body;
    else
        body->first = body->last = repeat;
    measure(p, body);
    last->kind = REGEX_REPEAT;
    last->repeat.min = min;
    last->repeat.max = max;
    last->repeat.mode = mode;
    last->repeat.body = body;
    return true;
}

/* ---- groups in the text --------------------------------------------------------------------- */

static Sequence *read_alternatives(Parser *p, bool verbose, bool nested);
static Sequence *read_sequence(Parser *p, bool *verbose, bool nested, bool first);

static int flag_of(uint32_t c) {
    switch (c) {
    case 'i':
        return RE_IGNORECASE;
    case 'L':
        return RE_LOCALE;
    case 'm':
        return RE_MULTILINE;
    case 's':
        return RE_DOTALL;
    case 'x':
        return RE_VERBOSE;
    case 'a':
        return RE_ASCII;
    case 'u':
        return RE_UNICODE;
    default:
        return 0;
    }
}

static bool is_letter(uint32_t c) {
    return unicode_has(c, UNICODE_ALPHA);
}

/* The token, taken: its character (NO_TOKEN at the end) and length. An escaped one has no flag. */
static bool get(Parser *p, uint32_t *c, bool *escaped) {
    *c = p->next;
    *escaped = p->next_escaped;
    return advance(p);
}

static bool read_added_flags(Parser *p, uint32_t *c, int *add) {
    for (;;) {
        int flag = flag_of(*c);
        if (p->text->is_str && *c == 'L')
            return error(p, 0, "bad inline flags: cannot use 'L' flag with a str pattern");
        if (!p->text->is_str && *c == 'u')
            return error(p, 0, "bad inline flags: cannot use 'u' flag with a bytes pattern");
        *add |= flag;
        if ((flag & RE_TYPE_FLAGS) && (*add & RE_TYPE_FLAGS) != flag)
            return error(p, 0, "bad inline flags: flags 'a', 'u' and 'L' are incompatible");
        bool escaped;
        if (!get(p, c, &escaped))
            return false;
        if (*c == NO_TOKEN)
            return error(p, 0, "missing -, : or )");
        if (!escaped && (*c == ')' || *c == '-' || *c == ':'))
            return true;
        if (escaped || !flag_of(*c))
            return error(p, escaped ? 2 : 1,
                         !escaped && is_letter(*c) ? "unknown flag" : "missing -, : or )");
    }
}

static bool read_removed_flags(Parser *p, uint32_t *c, int *del) {
    bool escaped;
    if (!get(p, c, &escaped))
        return false;
    if (*c == NO_TOKEN)
        return error(p, 0, "missing flag");
    if (escaped || !flag_of(*c))
        return error(p, escaped ? 2 : 1,
                     !escaped && is_letter(*c) ? "unknown flag" : "missing flag");
    for (;;) {
        int flag = flag_of(*c);
        if (flag & RE_TYPE_FLAGS)
            return error(p, 0, "bad inline flags: cannot turn off flags 'a', 'u' and 'L'");
        *del |= flag;
        if (!get(p, c, &escaped))
            return false;
        if (*c == NO_TOKEN)
            return error(p, 0, "missing :");
        if (*c == ':' && !escaped)
            return true;
        if (escaped || !flag_of(*c))
            return error(p, escaped ? 2 : 1,
                         !escaped && is_letter(*c) ? "unknown flag" : "missing :");
    }
}

/* From the first flag character c on. *global: they were for the whole pattern. */
static bool read_flags(Parser *p, uint32_t c, int *add, int *del, bool *global) {
    *add = *del = 0;
    *global = false;
    if (c != '-' && !read_added_flags(p, &c, add))
        return false;
    if (c == ')') {
        p->tree->flags |= *add;
        *global = true;
        return true;
    }
    if (c == '-' && !read_removed_flags(p, &c, del))
        return false;
    if (*add & *del)
        return error(p, 1, "bad inline flags: flag turned on and off");
    return true;
}

static bool expect_close(Parser *p, size_t start) {
    bool good = true;
    if (!take(p, ')', &good))
        return error(p, tell(p) - start, "missing ), unterminated subpattern");
    return good;
}

/* The name between here and the terminator, checked; owned. */
static Str *read_name(Parser *p, uint32_t terminator) {
    size_t start, end;
    if (!read_until(p, terminator, "group name", &start, &end))
        return NULL;
    Str *name = pattern_part(p, start, end);
    if (name && !check_name(p, name)) {
        GIVE_UP(name);
        return NULL;
    }
    return name;
}

static bool look_up_group(Parser *p, Str *name, uint32_t *group) {
    Value number = NULL;
    Lookup found = dict_lookup(p->tree->group_index, value_of(name), &number);
    if (found == LOOKUP_MISSING)
        name_error(p, "unknown group name %R", name, name->length + 1);
    if (found != LOOKUP_FOUND)
        return false;
    *group = (uint32_t)small_int_of(number);
    decref(number);
    return true;
}

/* (?P=name */
static bool read_named_reference(Parser *p, Sequence *sequence) {
    Str *name = read_name(p, ')');
    if (!name)
        return false;
    uint32_t group = 0;
    bool good = look_up_group(p, name, &group);
    if (good && !is_closed(p, group))
        good = error(p, name->length + 1, "cannot refer to an open group");
    GIVE_UP(name);
    RegexNode *node = good && check_lookbehind(p, group) ? node_new(p, REGEX_GROUPREF) : NULL;
    if (node)
        node->group_ref = group;
    return append(p, sequence, node);
}

static bool skip_comment(Parser *p, size_t start) {
    for (;;) {
        if (p->next == NO_TOKEN)
            return error(p, tell(p) - start, "missing ), unterminated comment");
        bool ends = next_is(p, ')');
        if (!advance(p))
            return false;
        if (ends)
            return true;
    }
}

/* (?= (?! (?<= (?<! */
static bool read_assertion(Parser *p, Sequence *sequence, size_t start, uint32_t c, bool verbose) {
    bool behind = c == '<', escaped = false, outermost = false;
    if (behind) {
        if (!get(p, &c, &escaped))
            return false;
        if (c == NO_TOKEN)
            return error(p, 0, "unexpected end of pattern");
        if (escaped || (c != '=' && c != '!')) {
            Str *text = pattern_part(p, tell(p) - (escaped ? 2 : 1), tell(p));
            if (text) {
                regex_raise(p->text, (ptrdiff_t)(tell(p) - text->length - 2),
                            "unknown extension ?<%U", text);
                GIVE_UP(text);
            }
            return false;
        }
        outermost = p->lookbehind_groups == 0;
        if (outermost)
            p->lookbehind_groups = p->tree->groups;
    }
    Sequence *body = read_alternatives(p, verbose, true);
    if (outermost)
        p->lookbehind_groups = 0;
    if (!body || !expect_close(p, start))
        return false;
    bool fails = c == '!' && !body->first;
    RegexNode *node = node_new(p, fails ? REGEX_FAILURE : REGEX_ASSERT);
    if (node && !fails) {
        node->assertion.behind = behind;
        node->assertion.negated = c == '!';
        node->assertion.body = body;
    }
    return append(p, sequence, node);
}

static bool remember_condition(Parser *p, uint32_t group, size_t at) {
    for (size_t i = 0; i < p->condition_count; i++) {
        if (p->conditions[i].group == group)
            return true;
    }
    if (p->condition_count == p->condition_capacity) {
        size_t capacity = p->condition_capacity * 2 + 8;
        void *bigger = mem_realloc(p->conditions, capacity * sizeof *p->conditions);
        if (!bigger)
            return raise_no_memory();
        p->conditions = bigger;
        p->condition_capacity = capacity;
    }
    p->conditions[p->condition_count].group = group;
    p->conditions[p->condition_count++].at = at;
    return true;
}

static bool is_decimal(const Str *name) {
    for (size_t i = 0; i < name->length; i++) {
        if (str_at(name, i) - '0' >= 10)
            return false;
    }
    return true;
}

static bool read_condition_group(Parser *p, uint32_t *group) {
    size_t start, end;
    if (!read_until(p, ')', "group name", &start, &end))
        return false;
    Str *name = pattern_part(p, start, end);
    if (!name)
        return false;
    bool good;
    if (!is_decimal(name)) {
        good = check_name(p, name) && look_up_group(p, name, group);
    } else {
        uint64_t number = 0;
        for (size_t i = 0; i < name->length && number < RE_MAX_GROUPS; i++)
            number = number * 10 + (str_at(name, i) - '0');
        *group = (uint32_t)number;
        if (number == 0)
            good = error(p, name->length + 1, "bad group number");
        else if (number >= RE_MAX_GROUPS)
            good = name_error(p, "invalid group reference %S", name, name->length + 1);
        else
            good = remember_condition(p, *group, tell(p) - name->length - 1);
    }
    GIVE_UP(name);
    return good && check_lookbehind(p, *group);
}

/* (?(group)yes|no */
static bool read_condition(Parser *p, Sequence *sequence, size_t start, bool verbose) {
    RegexNode *node = node_new(p, REGEX_CONDITION);
    bool good = true;
    if (!node || !read_condition_group(p, &node->condition.group))
        return false;
    bool inner_verbose = verbose;
    node->condition.yes = read_sequence(p, &inner_verbose, true, false);
    if (!node->condition.yes)
        return false;
    if (take(p, '|', &good)) {
        node->condition.no = good ? read_sequence(p, &inner_verbose, true, false) : NULL;
        if (!node->condition.no)
            return false;
        if (next_is(p, '|'))
            return error(p, 0, "conditional backref with more than two branches");
    }
    return good && expect_close(p, start) && append(p, sequence, node);
}

static void *unknown_extension(Parser *p, const char *prefix, bool escaped) {
    size_t length = escaped ? 2 : 1, end = tell(p);
    Str *text = pattern_part(p, end - length, end);
    if (text) {
        regex_raise(p->text, (ptrdiff_t)(end - length - strlen(prefix)), "unknown extension %s%U",
                    prefix, text);
        GIVE_UP(text);
    }
    return NULL;
}

typedef struct {
    bool captured, atomic;
    Str *name; /* owned, may be null */
    int add_flags, del_flags;
    bool done; /* it was no group: nothing more to read */
} GroupHead;

/* Behind "(?". */
static bool read_extension(Parser *p, Sequence *sequence, size_t start, bool *verbose, bool first,
                           GroupHead *head) {
    uint32_t c;
    bool escaped, good = true;
    if (!get(p, &c, &escaped))
        return false;
    if (c == NO_TOKEN)
        return error(p, 0, "unexpected end of pattern");
    if (escaped)
        return unknown_extension(p, "?", true);
    head->captured = false;
    if (c == 'P') {
        if (take(p, '<', &good)) {
            head->captured = true;
            head->name = good ? read_name(p, '>') : NULL;
            return head->name != NULL;
        }
        if (take(p, '=', &good)) {
            head->done = true;
            return good && read_named_reference(p, sequence);
        }
        if (!get(p, &c, &escaped))
            return false;
        if (c == NO_TOKEN)
            return error(p, 0, "unexpected end of pattern");
        return unknown_extension(p, "?P", escaped);
    }
    if (c == ':')
        return true;
    if (c == '>') {
        head->atomic = true;
        return true;
    }
    head->done = true;
    if (c == '#')
        return skip_comment(p, start);
    if (c == '=' || c == '!' || c == '<')
        return read_assertion(p, sequence, start, c, *verbose);
    if (c == '(')
        return read_condition(p, sequence, start, *verbose);
    if (!flag_of(c) && c != '-')
        return unknown_extension(p, "?", false);
    bool global;
    if (!read_flags(p, c, &head->add_flags, &head->del_flags, &global))
        return false;
    head->done = global;
    if (global) {
        if (!first || sequence->first)
            return error(p, tell(p) - start, "global flags not at the start of the expression");
        *verbose = p->tree->flags & RE_VERBOSE;
    }
    return true;
}

/* Behind the opening parenthesis. */
static bool read_group(Parser *p, Sequence *sequence, bool *verbose, bool first) {
    size_t start = tell(p) - 1;
    GroupHead head = {.captured = true};
    bool good = true;
    if (take(p, '?', &good))
        good = good && read_extension(p, sequence, start, verbose, first, &head);
    if (!good || head.done) {
        if (head.name)
            GIVE_UP(head.name);
        return good;
    }
    uint32_t group = 0;
    if (head.captured)
        good = open_group(p, head.name, &group);
    if (head.name)
        GIVE_UP(head.name);
    if (!good)
        return false;
    bool sub_verbose = (*verbose || head.add_flags & RE_VERBOSE) && !(head.del_flags & RE_VERBOSE);
    Sequence *body = read_alternatives(p, sub_verbose, true);
    if (!body || !expect_close(p, start))
        return false;
    if (head.captured)
        close_group(p, group, body);
    RegexNode *node = node_new(p, head.atomic ? REGEX_ATOMIC : REGEX_GROUP);
    if (!node)
        return false;
    if (head.atomic) {
        node->atomic = body;
    } else {
        node->group.group = group;
        node->group.add_flags = head.add_flags;
        node->group.del_flags = head.del_flags;
        node->group.body = body;
    }
    return append(p, sequence, node);
}

/* ---- the pattern ---------------------------------------------------------------------------- */

static bool is_blank(uint32_t c) {
    return c == ' ' || (c >= 9 && c <= 13);
}

static bool skip_line(Parser *p) {
    while (p->next != NO_TOKEN) {
        bool ends = next_is(p, '\n');
        if (!advance(p))
            return false;
        if (ends)
            break;
    }
    return true;
}

static bool read_item(Parser *p, Sequence *sequence, bool *verbose, bool first) {
    size_t start = tell(p);
    uint32_t c = p->next;
    bool escaped = p->next_escaped;
    if (!advance(p))
        return false;
    if (escaped)
        return append_escape(p, sequence, start, c);
    if (*verbose && is_blank(c))
        return true;
    if (*verbose && c == '#')
        return skip_line(p);
    RegexNode *node;
    switch (c) {
    case '[':
        return read_set(p, sequence);
    case '*':
    case '+':
    case '?':
    case '{':
        return read_repeat(p, sequence, c);
    case '.':
        return append(p, sequence, node_new(p, REGEX_ANY));
    case '(':
        return read_group(p, sequence, verbose, first);
    case '^':
    case '$':
        node = node_new(p, REGEX_AT);
        if (node)
            node->at = c == '^' ? AT_BEGINNING : AT_END;
        return append(p, sequence, node);
    default:
        return append_literal(p, sequence, c);
    }
}

/* Up to the end, a bar or a closing parenthesis. */
static Sequence *read_sequence(Parser *p, bool *verbose, bool nested, bool first) {
    if (!recursion_enter(""))
        return NULL;
    Sequence *sequence = allocate(p, sizeof *sequence);
    if (!sequence)
        return NULL;
    while (p->next != NO_TOKEN && !next_is(p, '|') && !next_is(p, ')')) {
        if (!read_item(p, sequence, verbose, first))
            return NULL;
    }
    measure(p, sequence);
    return sequence;
}

static Sequence *read_alternatives(Parser *p, bool verbose, bool nested) {
    Sequence *head = NULL, *last = NULL;
    size_t count = 0;
    bool more = true, good = true;
    while (more) {
        Sequence *sequence = read_sequence(p, &verbose, nested, !nested && count == 0);
        if (!sequence)
            return NULL;
        if (last)
            last->next = sequence;
        else
            head = sequence;
        last = sequence;
        count++;
        more = take(p, '|', &good);
        if (!good)
            return NULL;
        if (!nested)
            verbose = p->tree->flags & RE_VERBOSE;
    }
    if (count == 1)
        return head;
    Sequence *sequence = allocate(p, sizeof *sequence);
    RegexNode *branch = sequence ? node_new(p, REGEX_BRANCH) : NULL;
    if (!branch)
        return NULL;
    branch->branch.first = head;
    branch->branch.count = count;
    sequence->first = sequence->last = branch;
    measure(p, sequence);
    return sequence;
}

static bool fix_flags(const RegexText *pattern, int *flags) {
    if (pattern->is_str) {
        if (*flags & RE_LOCALE)
            return raise_value_error("cannot use LOCALE flag with a str pattern");
        if (!(*flags & RE_ASCII))
            *flags |= RE_UNICODE;
        else if (*flags & RE_UNICODE)
            return raise_value_error("ASCII and UNICODE flags are incompatible");
    } else {
        if (*flags & RE_UNICODE)
            return raise_value_error("cannot use UNICODE flag with a bytes pattern");
        if (*flags & RE_LOCALE && *flags & RE_ASCII)
            return raise_value_error("ASCII and LOCALE flags are incompatible");
    }
    return true;
}

static bool parse_all(Parser *p) {
    RegexTree *tree = p->tree;
    if (!advance(p))
        return false;
    tree->root = read_alternatives(p, tree->flags & RE_VERBOSE, false);
    if (!tree->root || !fix_flags(p->text, &tree->flags))
        return false;
    if (p->next != NO_TOKEN)
        return error(p, 0, "unbalanced parenthesis");
    for (size_t i = 0; i < p->condition_count; i++) {
        if (p->conditions[i].group >= tree->groups)
            return regex_raise(p->text, (ptrdiff_t)p->conditions[i].at,
                               "invalid group reference %u", p->conditions[i].group);
    }
    return true;
}

bool regex_parse(const RegexText *pattern, int flags, RegexTree *tree) {
    *tree = (RegexTree){.groups = 1, .flags = flags};
    Parser parser = {.text = pattern, .tree = tree};
    tree->region = mem_region_new();
    tree->group_index = tree->region ? dict_new() : raise_no_memory();
    parser.group_capacity = 8;
    parser.group_widths = mem_malloc(parser.group_capacity * 2 * sizeof(uint64_t));
    bool good = tree->group_index != NULL;
    if (good && !parser.group_widths)
        good = raise_no_memory();
    if (good) {
        parser.group_widths[0] = UINT64_MAX;
        good = parse_all(&parser);
    }
    mem_free(parser.group_widths);
    mem_free(parser.conditions);
    if (!good) {
        if (tree->group_index)
            GIVE_UP(tree->group_index);
        if (tree->region)
            mem_region_free(tree->region);
    }
    return good;
}
