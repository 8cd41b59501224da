/* The tree of a pattern: its nodes, how many characters they match, and its groups. */
#include "lib/native/re_parse_parts.h"

#define WIDTH_MAX ((uint64_t)1 << 62)

static uint64_t add_widths(uint64_t a, uint64_t b) {
    return a + b > WIDTH_MAX ? WIDTH_MAX : a + b;
}
static uint64_t multiply_widths(uint64_t a, uint64_t b) {
    return a && b > WIDTH_MAX / a ? WIDTH_MAX : a * b;
}

void *regex_tree_allocate(RegexParser *p, size_t size) {
    void *memory = mem_region_alloc(p->tree->region, size);
    return memory ? memory : raise_no_memory();
}

RegexNode *regex_node_new(RegexParser *p, RegexNodeKind kind) {
    RegexNode *node = regex_tree_allocate(p, sizeof *node);
    if (node)
        node->kind = kind;
    return node;
}

bool regex_append(RegexParser *p, Sequence *sequence, RegexNode *node) {
    if (!node)
        return false;
    if (sequence->last)
        sequence->last->next = node;
    else
        sequence->first = node;
    sequence->last = node;
    return true;
}

bool regex_append_literal(RegexParser *p, Sequence *sequence, uint32_t character) {
    RegexNode *node = regex_node_new(p, REGEX_LITERAL);
    if (node)
        node->character = character;
    return regex_append(p, sequence, node);
}

bool regex_add_item(RegexParser *p, RegexNode *set, SetItem item) {
    SetItem *copy = regex_tree_allocate(p, sizeof *copy);
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

static void measure_node(RegexParser *p, const RegexNode *node, uint64_t *min, uint64_t *max) {
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

void regex_measure(RegexParser *p, Sequence *sequence) {
    sequence->width_min = sequence->width_max = 0;
    for (const RegexNode *node = sequence->first; node; node = node->next) {
        uint64_t min, max;
        measure_node(p, node, &min, &max);
        sequence->width_min = add_widths(sequence->width_min, min);
        sequence->width_max = add_widths(sequence->width_max, max);
    }
}

/* ---- groups --------------------------------------------------------------------------------- */

bool regex_open_group(RegexParser *p, Str *name, uint32_t *group) {
    RegexTree *tree = p->tree;
    *group = tree->groups;
    if (tree->groups >= RE_MAX_GROUPS)
        return regex_parse_error(p, name ? name->length + 1 : 0, "too many groups");
    if (name) {
        Value old = NULL;
        Lookup found = dict_lookup(tree->group_index, value_of(name), &old);
        if (found == LOOKUP_ERROR)
            return false;
        if (found == LOOKUP_FOUND) {
            regex_parse_error(p, name->length + 1,
                              "redefinition of group name %R as group %u; was group %S",
                              value_of(name), *group, old);
            decref(old);
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

void regex_close_group(RegexParser *p, uint32_t group, const Sequence *body) {
    p->group_widths[2 * group] = body->width_min;
    p->group_widths[2 * group + 1] = body->width_max;
}

bool regex_is_closed(const RegexParser *p, uint32_t group) {
    return group < p->tree->groups && p->group_widths[2 * group] != UINT64_MAX;
}

bool regex_check_lookbehind(RegexParser *p, uint32_t group) {
    if (!p->lookbehind_groups)
        return true;
    if (!regex_is_closed(p, group))
        return regex_parse_error(p, 0, "cannot refer to an open group");
    if (group >= p->lookbehind_groups)
        return regex_parse_error(p, 0,
                                 "cannot refer to group defined in the same lookbehind subpattern");
    return true;
}
