/* re.DEBUG: the tree of a pattern, printed as an indented list. */
#include "lib/native/re.h"

static const char *const at_names[] = {
    "AT_BEGINNING",    "AT_BEGINNING_LINE",  "AT_BEGINNING_STRING", "AT_END",
    "AT_END_LINE",     "AT_END_STRING",      "AT_BOUNDARY",         "AT_NON_BOUNDARY",
    "AT_UNI_BOUNDARY", "AT_UNI_NON_BOUNDARY"};

static bool dump_sequence(StrBuilder *out, const Sequence *sequence, size_t level);

static void dump_text(StrBuilder *out, size_t level, const char *text) {
    str_builder_fill(out, ' ', 2 * level);
    str_builder_c(out, text);
}

static void dump_items(StrBuilder *out, const SetItem *item, size_t level) {
    for (; item; item = item->next) {
        str_builder_fill(out, ' ', 2 * level);
        if (item->category)
            str_builder_format(out, "CATEGORY CATEGORY_%s%s\n", item->negated ? "NOT_" : "",
                               item->category == CATEGORY_DIGIT   ? "DIGIT"
                               : item->category == CATEGORY_SPACE ? "SPACE"
                                                                  : "WORD");
        else if (item->low == item->high)
            str_builder_format(out, "LITERAL %u\n", item->low);
        else
            str_builder_format(out, "RANGE (%u, %u)\n", item->low, item->high);
    }
}

static void dump_set(StrBuilder *out, const RegexNode *node, size_t level) {
    const SetItem *only = node->set.items;
    if (node->set.negated && only == node->set.last_item && !only->category &&
        only->low == only->high) {
        str_builder_format(out, "NOT_LITERAL %u\n", only->low);
        return;
    }
    str_builder_c(out, "IN\n");
    if (node->set.negated)
        dump_text(out, level + 1, "NEGATE None\n");
    dump_items(out, only, level + 1);
}

static void dump_repeat(StrBuilder *out, const RegexNode *node, size_t level) {
    static const char *const names[] = {"MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"};
    str_builder_format(out, "%s %u ", names[node->repeat.mode], node->repeat.min);
    if (node->repeat.max == RE_MAX_REPEAT)
        str_builder_c(out, "MAXREPEAT\n");
    else
        str_builder_format(out, "%u\n", node->repeat.max);
    dump_sequence(out, node->repeat.body, level + 1);
}

static void dump_group(StrBuilder *out, const RegexNode *node, size_t level) {
    if (node->group.group)
        str_builder_format(out, "SUBPATTERN %u", node->group.group);
    else
        str_builder_c(out, "SUBPATTERN None");
    str_builder_format(out, " %d %d\n", node->group.add_flags, node->group.del_flags);
    dump_sequence(out, node->group.body, level + 1);
}

static void dump_node(StrBuilder *out, const RegexNode *node, size_t level) {
    if (node->kind == REGEX_GROUP && !node->group.group && !node->group.add_flags &&
        !node->group.del_flags) { /* it only held things together */
        dump_sequence(out, node->group.body, level);
        return;
    }
    str_builder_fill(out, ' ', 2 * level);
    switch (node->kind) {
    case REGEX_LITERAL:
        str_builder_format(out, "LITERAL %u\n", node->character);
        break;
    case REGEX_ANY:
        str_builder_c(out, "ANY None\n");
        break;
    case REGEX_SET:
        dump_set(out, node, level);
        break;
    case REGEX_AT:
        str_builder_format(out, "AT %s\n", at_names[node->at]);
        break;
    case REGEX_REPEAT:
        dump_repeat(out, node, level);
        break;
    case REGEX_GROUP:
        dump_group(out, node, level);
        break;
    case REGEX_BRANCH:
        str_builder_c(out, "BRANCH\n");
        for (const Sequence *s = node->branch.first; s; s = s->next) {
            if (s != node->branch.first)
                dump_text(out, level, "OR\n");
            dump_sequence(out, s, level + 1);
        }
        break;
    case REGEX_ASSERT:
        str_builder_format(out, "ASSERT%s %d\n", node->assertion.negated ? "_NOT" : "",
                           node->assertion.behind ? -1 : 1);
        dump_sequence(out, node->assertion.body, level + 1);
        break;
    case REGEX_ATOMIC:
        str_builder_c(out, "ATOMIC_GROUP\n");
        dump_sequence(out, node->atomic, level + 1);
        break;
    case REGEX_GROUPREF:
        str_builder_format(out, "GROUPREF %u\n", node->group_ref);
        break;
    case REGEX_CONDITION:
        str_builder_format(out, "GROUPREF_EXISTS %u\n", node->condition.group);
        dump_sequence(out, node->condition.yes, level + 1);
        if (node->condition.no) {
            dump_text(out, level, "ELSE\n");
            dump_sequence(out, node->condition.no, level + 1);
        }
        break;
    case REGEX_FAILURE:
        str_builder_c(out, "FAILURE\n");
        break;
    }
}

static bool dump_sequence(StrBuilder *out, const Sequence *sequence, size_t level) {
    if (!recursion_enter(""))
        return false;
    for (const RegexNode *node = sequence->first; node; node = node->next)
        dump_node(out, node, level);
    return true;
}

bool regex_dump(const RegexTree *tree) {
    StrBuilder out;
    str_builder_init(&out);
    dump_sequence(&out, tree->root, 0);
    if (exception_pending()) {
        str_builder_abandon(&out);
        return false;
    }
    Str *text = str_builder_finish(&out);
    Value print = text ? regex_builtin("print") : NULL;
    Value done = print ? call_1(print, value_of(text)) : NULL;
    decref_maybe(done);
    decref_maybe(print);
    if (text)
        GIVE_UP(text);
    return done;
}
