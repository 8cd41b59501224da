/* Groups in a pattern: (...) and what may stand behind "(?". */
#include "lib/native/re_parse_parts.h"
#include "vm/unicode.h"

#include <string.h>

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
static bool get(RegexParser *p, uint32_t *c, bool *escaped) {
    *c = p->next;
    *escaped = p->next_escaped;
    return regex_advance(p);
}

static bool read_added_flags(RegexParser *p, uint32_t *c, int *add) {
    for (;;) {
        int flag = flag_of(*c);
        if (p->text->is_str && *c == 'L')
            return regex_parse_error(p, 0,
                                     "bad inline flags: cannot use 'L' flag with a str pattern");
        if (!p->text->is_str && *c == 'u')
            return regex_parse_error(p, 0,
                                     "bad inline flags: cannot use 'u' flag with a bytes pattern");
        *add |= flag;
        if ((flag & RE_TYPE_FLAGS) && (*add & RE_TYPE_FLAGS) != flag)
            return regex_parse_error(p, 0,
                                     "bad inline flags: flags 'a', 'u' and 'L' are incompatible");
        bool escaped;
        if (!get(p, c, &escaped))
            return false;
        if (*c == NO_TOKEN)
            return regex_parse_error(p, 0, "missing -, : or )");
        if (!escaped && (*c == ')' || *c == '-' || *c == ':'))
            return true;
        if (escaped || !flag_of(*c))
            return regex_parse_error(p, escaped ? 2 : 1,
                                     !escaped && is_letter(*c) ? "unknown flag"
                                                               : "missing -, : or )");
    }
}

static bool read_removed_flags(RegexParser *p, uint32_t *c, int *del) {
    bool escaped;
    if (!get(p, c, &escaped))
        return false;
    if (*c == NO_TOKEN)
        return regex_parse_error(p, 0, "missing flag");
    if (escaped || !flag_of(*c))
        return regex_parse_error(p, escaped ? 2 : 1,
                                 !escaped && is_letter(*c) ? "unknown flag" : "missing flag");
    for (;;) {
        int flag = flag_of(*c);
        if (flag & RE_TYPE_FLAGS)
            return regex_parse_error(p, 0,
                                     "bad inline flags: cannot turn off flags 'a', 'u' and 'L'");
        *del |= flag;
        if (!get(p, c, &escaped))
            return false;
        if (*c == NO_TOKEN)
            return regex_parse_error(p, 0, "missing :");
        if (*c == ':' && !escaped)
            return true;
        if (escaped || !flag_of(*c))
            return regex_parse_error(p, escaped ? 2 : 1,
                                     !escaped && is_letter(*c) ? "unknown flag" : "missing :");
    }
}

/* From the first flag character c on. *global: they were for the whole pattern. */
static bool read_flags(RegexParser *p, uint32_t c, int *add, int *del, bool *global) {
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
        return regex_parse_error(p, 1, "bad inline flags: flag turned on and off");
    return true;
}

static bool expect_close(RegexParser *p, size_t start) {
    bool good = true;
    if (!regex_take(p, ')', &good))
        return regex_parse_error(p, regex_tell(p) - start, "missing ), unterminated subpattern");
    return good;
}

static bool check_name(RegexParser *p, Str *name) {
    if (!p->text->is_str && !name->ascii)
        return regex_parse_error(p, name->length + 1, "bad character in group name %A",
                                 value_of(name));
    if (!str_is_identifier(name))
        return regex_parse_error(p, name->length + 1, "bad character in group name %R",
                                 value_of(name));
    return true;
}

/* The name between here and the terminator, checked; owned. */
static Str *read_name(RegexParser *p, uint32_t terminator) {
    size_t start, end;
    if (!regex_read_until(p, terminator, "group name", &start, &end))
        return NULL;
    Str *name = regex_pattern_part(p, start, end);
    if (name && !check_name(p, name)) {
        GIVE_UP(name);
        return NULL;
    }
    return name;
}

static bool look_up_group(RegexParser *p, Str *name, uint32_t *group) {
    Value number = NULL;
    Lookup found = dict_lookup(p->tree->group_index, value_of(name), &number);
    if (found == LOOKUP_MISSING)
        regex_parse_error(p, name->length + 1, "unknown group name %R", value_of(name));
    if (found != LOOKUP_FOUND)
        return false;
    *group = (uint32_t)small_int_of(number);
    decref(number);
    return true;
}

/* (?P=name */
static bool read_named_reference(RegexParser *p, Sequence *sequence) {
    Str *name = read_name(p, ')');
    if (!name)
        return false;
    uint32_t group = 0;
    bool good = look_up_group(p, name, &group);
    if (good && !regex_is_closed(p, group))
        good = regex_parse_error(p, name->length + 1, "cannot refer to an open group");
    GIVE_UP(name);
    RegexNode *node =
        good && regex_check_lookbehind(p, group) ? regex_node_new(p, REGEX_GROUPREF) : NULL;
    if (node)
        node->group_ref = group;
    return regex_append(p, sequence, node);
}

static bool skip_comment(RegexParser *p, size_t start) {
    for (;;) {
        if (p->next == NO_TOKEN)
            return regex_parse_error(p, regex_tell(p) - start, "missing ), unterminated comment");
        bool ends = regex_next_is(p, ')');
        if (!regex_advance(p))
            return false;
        if (ends)
            return true;
    }
}

/* (?= (?! (?<= (?<! */
static bool read_assertion(RegexParser *p, Sequence *sequence, size_t start, uint32_t c,
                           bool verbose) {
    bool behind = c == '<', escaped = false, outermost = false;
    if (behind) {
        if (!get(p, &c, &escaped))
            return false;
        if (c == NO_TOKEN)
            return regex_parse_error(p, 0, "unexpected end of pattern");
        if (escaped || (c != '=' && c != '!')) {
            Str *text = regex_pattern_part(p, regex_tell(p) - (escaped ? 2 : 1), regex_tell(p));
            if (text) {
                regex_raise(p->text, (ptrdiff_t)(regex_tell(p) - text->length - 2),
                            "unknown extension ?<%U", text);
                GIVE_UP(text);
            }
            return false;
        }
        outermost = p->lookbehind_groups == 0;
        if (outermost)
            p->lookbehind_groups = p->tree->groups;
    }
    Sequence *body = regex_read_alternatives(p, verbose, true);
    if (outermost)
        p->lookbehind_groups = 0;
    if (!body || !expect_close(p, start))
        return false;
    bool fails = c == '!' && !body->first;
    RegexNode *node = regex_node_new(p, fails ? REGEX_FAILURE : REGEX_ASSERT);
    if (node && !fails) {
        node->assertion.behind = behind;
        node->assertion.negated = c == '!';
        node->assertion.body = body;
    }
    return regex_append(p, sequence, node);
}

static bool remember_condition(RegexParser *p, uint32_t group, size_t at) {
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

static bool read_condition_group(RegexParser *p, uint32_t *group) {
    size_t start, end;
    if (!regex_read_until(p, ')', "group name", &start, &end))
        return false;
    Str *name = regex_pattern_part(p, start, end);
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
            good = regex_parse_error(p, name->length + 1, "bad group number");
        else if (number >= RE_MAX_GROUPS)
            good = regex_parse_error(p, name->length + 1, "invalid group reference %S",
                                     value_of(name));
        else
            good = remember_condition(p, *group, regex_tell(p) - name->length - 1);
    }
    GIVE_UP(name);
    return good && regex_check_lookbehind(p, *group);
}

/* (?(group)yes|no */
static bool read_condition(RegexParser *p, Sequence *sequence, size_t start, bool verbose) {
    RegexNode *node = regex_node_new(p, REGEX_CONDITION);
    bool good = true;
    if (!node || !read_condition_group(p, &node->condition.group))
        return false;
    bool inner_verbose = verbose;
    node->condition.yes = regex_read_sequence(p, &inner_verbose, false);
    if (!node->condition.yes)
        return false;
    if (regex_take(p, '|', &good)) {
        node->condition.no = good ? regex_read_sequence(p, &inner_verbose, false) : NULL;
        if (!node->condition.no)
            return false;
        if (regex_next_is(p, '|'))
            return regex_parse_error(p, 0, "conditional backref with more than two branches");
    }
    return good && expect_close(p, start) && regex_append(p, sequence, node);
}

static void *unknown_extension(RegexParser *p, const char *prefix, bool escaped) {
    size_t length = escaped ? 2 : 1, end = regex_tell(p);
    Str *text = regex_pattern_part(p, end - length, end);
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
static bool read_extension(RegexParser *p, Sequence *sequence, size_t start, bool *verbose,
                           bool first, GroupHead *head) {
    uint32_t c;
    bool escaped, good = true;
    if (!get(p, &c, &escaped))
        return false;
    if (c == NO_TOKEN)
        return regex_parse_error(p, 0, "unexpected end of pattern");
    if (escaped)
        return unknown_extension(p, "?", true);
    head->captured = false;
    if (c == 'P') {
        if (regex_take(p, '<', &good)) {
            head->captured = true;
            head->name = good ? read_name(p, '>') : NULL;
            return head->name != NULL;
        }
        if (regex_take(p, '=', &good)) {
            head->done = true;
            return good && read_named_reference(p, sequence);
        }
        if (!get(p, &c, &escaped))
            return false;
        if (c == NO_TOKEN)
            return regex_parse_error(p, 0, "unexpected end of pattern");
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
            return regex_parse_error(p, regex_tell(p) - start,
                                     "global flags not at the start of the expression");
        *verbose = p->tree->flags & RE_VERBOSE;
    }
    return true;
}

bool regex_read_group(RegexParser *p, Sequence *sequence, bool *verbose, bool first) {
    size_t start = regex_tell(p) - 1;
    GroupHead head = {.captured = true};
    bool good = true;
    if (regex_take(p, '?', &good))
        good = good && read_extension(p, sequence, start, verbose, first, &head);
    if (!good || head.done) {
        if (head.name)
            GIVE_UP(head.name);
        return good;
    }
    uint32_t group = 0;
    if (head.captured)
        good = regex_open_group(p, head.name, &group);
    if (head.name)
        GIVE_UP(head.name);
    if (!good)
        return false;
    bool sub_verbose = (*verbose || head.add_flags & RE_VERBOSE) && !(head.del_flags & RE_VERBOSE);
    Sequence *body = regex_read_alternatives(p, sub_verbose, true);
    if (!body || !expect_close(p, start))
        return false;
    if (head.captured)
        regex_close_group(p, group, body);
    RegexNode *node = regex_node_new(p, head.atomic ? REGEX_ATOMIC : REGEX_GROUP);
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
    return regex_append(p, sequence, node);
}
