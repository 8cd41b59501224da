/* Reading a pattern into a tree: sequences, alternatives and repetition.
 *
 * A repetition takes the place of the node before it; the widths of a sequence are known when it
 * has been read. The other files of the reader are in re_parse_parts.h. */
#include "lib/native/re_parse_parts.h"

/* ---- repetition ----------------------------------------------------------------------------- */

/* Digits as a number; *large when it reaches RE_MAX_REPEAT; *any when there were some. */
static bool read_count(RegexParser *p, uint64_t *value, bool *any, bool *large) {
    *value = 0;
    *any = *large = false;
    while (regex_next_is_digit(p)) {
        *any = true;
        *value = *value * 10 + (p->next - '0');
        if (*value >= RE_MAX_REPEAT) {
            *large = true;
            *value = RE_MAX_REPEAT;
        }
        if (!regex_advance(p))
            return false;
    }
    return true;
}

/* Behind the brace. MISSING: it is a literal brace, and reading goes on behind it. */
static Lookup read_braces(RegexParser *p, uint32_t *min, uint32_t *max) {
    size_t here = regex_tell(p);
    if (regex_next_is(p, '}'))
        return LOOKUP_MISSING;
    uint64_t low, high;
    bool has_low, has_high, low_large, high_large, good = true;
    if (!read_count(p, &low, &has_low, &low_large))
        return LOOKUP_ERROR;
    high = low;
    has_high = has_low;
    high_large = low_large;
    if (regex_take(p, ',', &good) && !read_count(p, &high, &has_high, &high_large))
        return LOOKUP_ERROR;
    if (!good)
        return LOOKUP_ERROR;
    if (!regex_take(p, '}', &good))
        return regex_seek(p, here) ? LOOKUP_MISSING : LOOKUP_ERROR;
    if (!good)
        return LOOKUP_ERROR;
    *min = has_low ? (uint32_t)low : 0;
    *max = has_high ? (uint32_t)high : RE_MAX_REPEAT;
    if ((has_low && low_large) || (has_high && high_large)) {
        raise_overflow_error("the repetition number is too large");
        return LOOKUP_ERROR;
    }
    if (*max < *min) {
        regex_parse_error(p, regex_tell(p) - here, "min repeat greater than max repeat");
        return LOOKUP_ERROR;
    }
    return LOOKUP_FOUND;
}

/* The repetition token c has been taken. */
static bool read_repeat(RegexParser *p, Sequence *sequence, uint32_t c) {
    size_t here = regex_tell(p);
    uint32_t min = c == '+', max = c == '?' ? 1 : RE_MAX_REPEAT;
    if (c == '{') {
        Lookup braces = read_braces(p, &min, &max);
        if (braces == LOOKUP_ERROR)
            return false;
        if (braces == LOOKUP_MISSING)
            return regex_append_literal(p, sequence, c);
    }
    RegexNode *last = sequence->last;
    if (!last || last->kind == REGEX_AT)
        return regex_parse_error(p, regex_tell(p) - here + 1, "nothing to repeat");
    if (last->kind == REGEX_REPEAT)
        return regex_parse_error(p, regex_tell(p) - here + 1, "multiple repeat");
    bool good = true;
    RepeatMode mode = regex_take(p, '?', &good)   ? REPEAT_LAZY
                      : regex_take(p, '+', &good) ? REPEAT_POSSESSIVE
                                                  : REPEAT_GREEDY;
    RegexNode *repeat = good ? regex_node_new(p, REGEX_REPEAT) : NULL;
    Sequence *body = repeat ? regex_tree_allocate(p, sizeof *body) : NULL;
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
    regex_measure(p, body);
    last->kind = REGEX_REPEAT;
    last->repeat.min = min;
    last->repeat.max = max;
    last->repeat.mode = mode;
    last->repeat.body = body;
    return true;
}

/* ---- the pattern ---------------------------------------------------------------------------- */

static bool is_blank(uint32_t c) {
    return c == ' ' || (c >= 9 && c <= 13);
}

static bool skip_line(RegexParser *p) {
    while (p->next != NO_TOKEN) {
        bool ends = regex_next_is(p, '\n');
        if (!regex_advance(p))
            return false;
        if (ends)
            break;
    }
    return true;
}

static bool read_item(RegexParser *p, Sequence *sequence, bool *verbose, bool first) {
    size_t start = regex_tell(p);
    uint32_t c = p->next;
    bool escaped = p->next_escaped;
    if (!regex_advance(p))
        return false;
    if (escaped)
        return regex_append_escape(p, sequence, start, c);
    if (*verbose && is_blank(c))
        return true;
    if (*verbose && c == '#')
        return skip_line(p);
    RegexNode *node;
    switch (c) {
    case '[':
        return regex_read_set(p, sequence);
    case '*':
    case '+':
    case '?':
    case '{':
        return read_repeat(p, sequence, c);
    case '.':
        return regex_append(p, sequence, regex_node_new(p, REGEX_ANY));
    case '(':
        return regex_read_group(p, sequence, verbose, first);
    case '^':
    case '$':
        node = regex_node_new(p, REGEX_AT);
        if (node)
            node->at = c == '^' ? AT_BEGINNING : AT_END;
        return regex_append(p, sequence, node);
    default:
        return regex_append_literal(p, sequence, c);
    }
}

Sequence *regex_read_sequence(RegexParser *p, bool *verbose, bool first) {
    if (!recursion_enter(""))
        return NULL;
    Sequence *sequence = regex_tree_allocate(p, sizeof *sequence);
    if (!sequence)
        return NULL;
    while (p->next != NO_TOKEN && !regex_next_is(p, '|') && !regex_next_is(p, ')')) {
        if (!read_item(p, sequence, verbose, first))
            return NULL;
    }
    regex_measure(p, sequence);
    return sequence;
}

Sequence *regex_read_alternatives(RegexParser *p, bool verbose, bool nested) {
    Sequence *head = NULL, *last = NULL;
    size_t count = 0;
    bool more = true, good = true;
    while (more) {
        Sequence *sequence = regex_read_sequence(p, &verbose, !nested && count == 0);
        if (!sequence)
            return NULL;
        if (last)
            last->next = sequence;
        else
            head = sequence;
        last = sequence;
        count++;
        more = regex_take(p, '|', &good);
        if (!good)
            return NULL;
        if (!nested)
            verbose = p->tree->flags & RE_VERBOSE;
    }
    if (count == 1)
        return head;
    Sequence *sequence = regex_tree_allocate(p, sizeof *sequence);
    RegexNode *branch = sequence ? regex_node_new(p, REGEX_BRANCH) : NULL;
    if (!branch)
        return NULL;
    branch->branch.first = head;
    branch->branch.count = count;
    sequence->first = sequence->last = branch;
    regex_measure(p, sequence);
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

static bool parse_all(RegexParser *p) {
    RegexTree *tree = p->tree;
    if (!regex_advance(p))
        return false;
    tree->root = regex_read_alternatives(p, tree->flags & RE_VERBOSE, false);
    if (!tree->root || !fix_flags(p->text, &tree->flags))
        return false;
    if (p->next != NO_TOKEN)
        return regex_parse_error(p, 0, "unbalanced parenthesis");
    for (size_t i = 0; i < p->condition_count; i++) {
        if (p->conditions[i].group >= tree->groups)
            return regex_raise(p->text, (ptrdiff_t)p->conditions[i].at,
                               "invalid group reference %u", p->conditions[i].group);
    }
    return true;
}

static bool tree_init(RegexTree *tree, int flags) {
    *tree = (RegexTree){.groups = 1, .flags = flags};
    tree->group_index = dict_new();
    if (!tree->group_index)
        return false;
    tree->region = mem_region_new();
    return tree->region || raise_no_memory();
}

void regex_tree_free(RegexTree *tree) {
    if (tree->group_index)
        GIVE_UP(tree->group_index);
    if (tree->region)
        mem_region_free(tree->region);
}

/* Into a tree that has a region and a dict. */
static bool parse_into(const RegexText *pattern, RegexTree *tree) {
    RegexParser parser = {.text = pattern, .tree = tree, .group_capacity = 8};
    parser.group_widths = mem_malloc(parser.group_capacity * 2 * sizeof(uint64_t));
    if (!parser.group_widths)
        return raise_no_memory();
    parser.group_widths[0] = UINT64_MAX;
    bool good = parse_all(&parser);
    mem_free(parser.group_widths);
    mem_free(parser.conditions);
    return good;
}

bool regex_parse(const RegexText *pattern, int flags, RegexTree *tree) {
    if (tree_init(tree, flags) && parse_into(pattern, tree))
        return true;
    regex_tree_free(tree);
    return false;
}

/* ---- alternatives for re.Scanner ------------------------------------------------------------- */

/* One text's tree, as what group number `group` holds: a sequence of its own. */
static Sequence *read_numbered(RegexParser *p, const RegexText *text, uint32_t group) {
    RegexTree part = {.region = p->tree->region, .groups = 1, .flags = p->tree->flags};
    part.group_index = dict_new();
    bool good = part.group_index && parse_into(text, &part);
    decref_maybe(value_of(part.group_index));
    Sequence *sequence = good ? regex_tree_allocate(p, sizeof *sequence) : NULL;
    RegexNode *node = sequence ? regex_node_new(p, REGEX_GROUP) : NULL;
    if (!node)
        return NULL;
    node->group.group = group;
    node->group.body = part.root;
    if (part.groups > p->tree->groups)
        p->tree->groups = part.groups;
    sequence->first = sequence->last = node;
    regex_measure(p, sequence);
    return sequence;
}

bool regex_parse_numbered(const RegexText *texts, size_t count, int flags, RegexTree *tree) {
    RegexParser parser = {.tree = tree};
    RegexNode *branch = NULL;
    if (tree_init(tree, flags) && (tree->root = regex_tree_allocate(&parser, sizeof *tree->root)))
        branch = regex_node_new(&parser, REGEX_BRANCH);
    bool good = branch != NULL;
    tree->groups = (uint32_t)count + 1;
    Sequence **end = good ? &branch->branch.first : NULL;
    for (size_t i = 0; good && i < count; i++) {
        *end = read_numbered(&parser, &texts[i], (uint32_t)i + 1);
        good = *end != NULL;
        end = good ? &(*end)->next : end;
    }
    if (!good) {
        regex_tree_free(tree);
        return false;
    }
    branch->branch.count = count;
    if (count == 0)
        branch->kind = REGEX_FAILURE;
    tree->root->first = tree->root->last = branch;
    regex_measure(&parser, tree->root);
    return true;
}
