/* match statements.
 *
 * The subject lies on the stack. A pattern consumes it, or jumps to a place that pops what the
 * pattern has left there: captured values go below the subject until the whole pattern has matched,
 * so the number of items to pop is what is kept on top plus the captures so far. exits[n] pops n
 * items and falls to the next case. */
#include "compiler/codegen.h"

typedef struct Pattern {
    Name *captures; /* in the order of their values on the stack */
    uint32_t count, capacity;
    Label *exits;
    uint32_t exit_count, exit_capacity;
    uint32_t on_top; /* items above the captures that a failure must pop */
    bool may_be_irrefutable;
} Pattern;

static void emit_pattern(Codegen *c, Pattern *pattern, Node *node);

#define AS(type) ((type##Node *)node)

static bool is_wildcard(const Node *node) {
    return node->kind == NODE_MATCH_AS && !((const MatchAsNode *)node)->name.bytes;
}

static bool is_star_wildcard(const Node *node) {
    return node->kind == NODE_MATCH_STAR && !((const MatchStarNode *)node)->name.bytes;
}

/* ---- failing ---------------------------------------------------------------------------- */

static Label failure_exit(Codegen *c, Pattern *pattern, uint32_t pops) {
    while (pattern->exit_count <= pops)
        *CONTEXT_APPEND(c->context, pattern->exits, pattern->exit_count, pattern->exit_capacity) =
            new_label(c);
    return pattern->exits[pops];
}

static void emit_jump_to_failure(Codegen *c, Pattern *pattern, CodePosition at, unsigned opcode) {
    emit_jump(c, at, opcode, failure_exit(c, pattern, pattern->on_top + pattern->count));
}

static void emit_failure_exits(Codegen *c, Pattern *pattern, CodePosition at) {
    if (!pattern->exit_count)
        return;
    while (--pattern->exit_count) {
        place_label(c, pattern->exits[pattern->exit_count]);
        emit(c, at, OP_POP_TOP, 0);
    }
    place_label(c, pattern->exits[0]);
    pattern->exits = NULL;
    pattern->exit_capacity = 0;
}

/* ---- captures --------------------------------------------------------------------------- */

/* Move the top below the `count` - 1 items under it. */
static void emit_rotate(Codegen *c, CodePosition at, uint32_t count) {
    for (; count > 1; count--)
        emit(c, at, OP_SWAP, count);
}

static void add_capture(Codegen *c, Pattern *pattern, CodePosition at, Name name) {
    for (uint32_t i = 0; i < pattern->count; i++) {
        if (pattern->captures[i] != name)
            continue;
        Text text = context_text(c->context, name);
        context_error(c->context, at, "multiple assignments to name '%.*s' in pattern",
                      TEXT_ARGS(text));
    }
    *CONTEXT_APPEND(c->context, pattern->captures, pattern->count, pattern->capacity) = name;
}

static void emit_capture(Codegen *c, Pattern *pattern, CodePosition at, Text text) {
    if (!text.bytes) {
        emit(c, at, OP_POP_TOP, 0);
        return;
    }
    check_forbidden_name(c, at, text, CONTEXT_STORE);
    emit_rotate(c, at, pattern->on_top + pattern->count + 1);
    add_capture(c, pattern, at, context_name(c->context, text));
}

static void emit_subpattern(Codegen *c, Pattern *pattern, Node *node) {
    bool saved = pattern->may_be_irrefutable;
    pattern->may_be_irrefutable = true;
    emit_pattern(c, pattern, node);
    pattern->may_be_irrefutable = saved;
}

static void emit_as(Codegen *c, Pattern *pattern, MatchAsNode *node) {
    CodePosition at = node_position(&node->base);
    if (!node->pattern) {
        if (!pattern->may_be_irrefutable && node->name.bytes)
            context_error(c->context, at,
                          "name capture '%.*s' makes remaining patterns unreachable",
                          TEXT_ARGS(node->name));
        if (!pattern->may_be_irrefutable)
            context_error(c->context, at, "wildcard makes remaining patterns unreachable");
        emit_capture(c, pattern, at, node->name);
        return;
    }
    pattern->on_top++;
    emit(c, at, OP_COPY, 1);
    emit_pattern(c, pattern, node->pattern);
    pattern->on_top--;
    emit_capture(c, pattern, at, node->name);
}

/* ---- values ----------------------------------------------------------------------------- */

static void emit_value(Codegen *c, Pattern *pattern, MatchValueNode *node) {
    CodePosition at = node_position(&node->base);
    if (node->value->kind != NODE_CONSTANT && node->value->kind != NODE_ATTRIBUTE)
        context_error(c->context, at, "patterns may only match literals and attribute lookups");
    visit_expression(c, node->value);
    emit(c, at, OP_COMPARE_OP, COMPARE_EQ);
    emit_jump_to_failure(c, pattern, at, OP_POP_JUMP_IF_FALSE);
}

static void emit_singleton(Codegen *c, Pattern *pattern, MatchSingletonNode *node) {
    CodePosition at = node_position(&node->base);
    emit_constant(c, at, node->value);
    emit(c, at, OP_IS_OP, 0);
    emit_jump_to_failure(c, pattern, at, OP_POP_JUMP_IF_FALSE);
}

/* ---- sequences -------------------------------------------------------------------------- */

static void emit_unpacked(Codegen *c, Pattern *pattern, CodePosition at, const NodeList *patterns,
                          int64_t star) {
    size_t size = patterns->count;
    if (star < 0) {
        emit(c, at, OP_UNPACK_SEQUENCE, size);
    } else {
        if (star >= 256 || size - star - 1 >= (1 << 23))
            context_error(c->context, at,
                          "too many expressions in star-unpacking sequence pattern");
        emit(c, at, OP_UNPACK_EX, star + ((size - star - 1) << 8));
    }
    pattern->on_top += size;
    for (size_t i = 0; i < size; i++) {
        pattern->on_top--;
        emit_subpattern(c, pattern, patterns->items[i]);
    }
}

/* Only some items matter, the star's do not: they are taken by index. */
static void emit_subscripted(Codegen *c, Pattern *pattern, CodePosition at,
                             const NodeList *patterns, int64_t star) {
    size_t size = patterns->count;
    pattern->on_top++;
    for (size_t i = 0; i < size; i++) {
        if (is_wildcard(patterns->items[i]) || (int64_t)i == star)
            continue;
        emit(c, at, OP_COPY, 1);
        if ((int64_t)i < star) {
            emit_constant(c, at, constant_of_int(i));
        } else {
            emit(c, at, OP_GET_LEN, 0);
            emit_constant(c, at, constant_of_int(size - i));
            emit(c, at, OP_BINARY_OP, BINARY_SUBTRACT);
        }
        emit(c, at, OP_BINARY_SUBSCR, 0);
        emit_subpattern(c, pattern, patterns->items[i]);
    }
    pattern->on_top--;
    emit(c, at, OP_POP_TOP, 0);
}

static void emit_length_check(Codegen *c, Pattern *pattern, CodePosition at, size_t size,
                              CompareOperator op) {
    emit(c, at, OP_GET_LEN, 0);
    emit_constant(c, at, constant_of_int(size));
    emit(c, at, OP_COMPARE_OP, op);
    emit_jump_to_failure(c, pattern, at, OP_POP_JUMP_IF_FALSE);
}

static void emit_sequence(Codegen *c, Pattern *pattern, MatchSequenceNode *node) {
    CodePosition at = node_position(&node->base);
    const NodeList *patterns = &node->patterns;
    int64_t star = -1;
    bool only_wildcards = true, star_is_wildcard = false;
    for (size_t i = 0; i < patterns->count; i++) {
        Node *item = patterns->items[i];
        if (item->kind != NODE_MATCH_STAR) {
            only_wildcards &= is_wildcard(item);
            continue;
        }
        if (star >= 0)
            context_error(c->context, at, "multiple starred names in sequence pattern");
        star = i;
        star_is_wildcard = is_star_wildcard(item);
        only_wildcards &= star_is_wildcard;
    }
    pattern->on_top++;
    emit(c, at, OP_MATCH_SEQUENCE, 0);
    emit_jump_to_failure(c, pattern, at, OP_POP_JUMP_IF_FALSE);
    if (star < 0)
        emit_length_check(c, pattern, at, patterns->count, COMPARE_EQ);
    else if (patterns->count > 1)
        emit_length_check(c, pattern, at, patterns->count - 1, COMPARE_GE);
    pattern->on_top--;
    if (only_wildcards)
        emit(c, at, OP_POP_TOP, 0);
    else if (star_is_wildcard)
        emit_subscripted(c, pattern, at, patterns, star);
    else
        emit_unpacked(c, pattern, at, patterns, star);
}

/* ---- mappings --------------------------------------------------------------------------- */

static void emit_keys(Codegen *c, const MatchMappingNode *node) {
    CodePosition at = node_position(&node->base);
    ConstantPool seen = {0};
    for (size_t i = 0; i < node->keys.count; i++) {
        Node *key = node->keys.items[i];
        if (is_constant(key)) {
            const Constant value = constant_key(constant_of(key));
            uint32_t known = seen.count;
            constant_pool_add(c->context, &seen, &value);
            if (seen.count == known) {
                char text[200];
                constant_print(text, sizeof text, constant_of(key));
                context_error(c->context, at, "mapping pattern checks duplicate key (%s)", text);
            }
        } else if (key->kind != NODE_ATTRIBUTE) {
            context_error(c->context, at,
                          "mapping pattern keys may only match literals and attribute lookups");
        }
        visit_expression(c, key);
    }
    emit(c, at, OP_BUILD_TUPLE, node->keys.count);
}

/* (subject, keys) -> the dict of all other items, captured. */
static void emit_mapping_rest(Codegen *c, Pattern *pattern, const MatchMappingNode *node) {
    CodePosition at = node_position(&node->base);
    emit(c, at, OP_BUILD_MAP, 0);
    emit(c, at, OP_SWAP, 3);
    emit(c, at, OP_DICT_UPDATE, 2);
    emit(c, at, OP_UNPACK_SEQUENCE, node->keys.count);
    for (size_t left = node->keys.count; left; left--) {
        emit(c, at, OP_COPY, 1 + left);
        emit(c, at, OP_SWAP, 2);
        emit(c, at, OP_DELETE_SUBSCR, 0);
    }
    emit_capture(c, pattern, at, node->rest);
}

static void emit_mapping(Codegen *c, Pattern *pattern, MatchMappingNode *node) {
    CodePosition at = node_position(&node->base);
    size_t size = node->keys.count;
    pattern->on_top++;
    emit(c, at, OP_MATCH_MAPPING, 0);
    emit_jump_to_failure(c, pattern, at, OP_POP_JUMP_IF_FALSE);
    if (!size && !node->rest.bytes) {
        pattern->on_top--;
        emit(c, at, OP_POP_TOP, 0);
        return;
    }
    if (size)
        emit_length_check(c, pattern, at, size, COMPARE_GE);
    emit_keys(c, node);
    emit(c, at, OP_MATCH_KEYS, 0);
    pattern->on_top += 2;
    emit(c, at, OP_COPY, 1);
    emit_none(c, at);
    emit(c, at, OP_IS_OP, 1);
    emit_jump_to_failure(c, pattern, at, OP_POP_JUMP_IF_FALSE);
    emit(c, at, OP_UNPACK_SEQUENCE, size);
    pattern->on_top += size - 1;
    for (size_t i = 0; i < size; i++) {
        pattern->on_top--;
        emit_subpattern(c, pattern, node->patterns.items[i]);
    }
    pattern->on_top -= 2;
    if (node->rest.bytes) {
        emit_mapping_rest(c, pattern, node);
        return;
    }
    emit(c, at, OP_POP_TOP, 0);
    emit(c, at, OP_POP_TOP, 0);
}

/* ---- classes ---------------------------------------------------------------------------- */

static void check_attributes(Codegen *c, const MatchClassNode *node) {
    SymbolMap seen = {0};
    for (size_t i = 0; i < node->kwd_attrs.count; i++) {
        Text attribute = node->kwd_attrs.items[i];
        CodePosition at = node_position(node->kwd_patterns.items[i]);
        check_forbidden_name(c, at, attribute, CONTEXT_STORE);
        Symbol *symbol = symbol_add(c->context, &seen, context_name(c->context, attribute));
        if (symbol->flags)
            context_error(c->context, at, "attribute name repeated in class pattern: %.*s",
                          TEXT_ARGS(attribute));
        symbol->flags = 1;
    }
}

static void emit_class_pattern(Codegen *c, Pattern *pattern, MatchClassNode *node) {
    CodePosition at = node_position(&node->base);
    size_t positional = node->patterns.count, count = positional + node->kwd_patterns.count;
    check_attributes(c, node);
    visit_expression(c, node->cls);
    emit_tuple_of_texts(c, at, node->kwd_attrs.items, node->kwd_attrs.count);
    emit(c, at, OP_MATCH_CLASS, positional);
    emit(c, at, OP_COPY, 1);
    emit_none(c, at);
    emit(c, at, OP_IS_OP, 1);
    pattern->on_top++;
    emit_jump_to_failure(c, pattern, at, OP_POP_JUMP_IF_FALSE);
    emit(c, at, OP_UNPACK_SEQUENCE, count);
    pattern->on_top += count - 1;
    for (size_t i = 0; i < count; i++) {
        Node *item =
            i < positional ? node->patterns.items[i] : node->kwd_patterns.items[i - positional];
        pattern->on_top--;
        if (is_wildcard(item))
            emit(c, at, OP_POP_TOP, 0);
        else
            emit_subpattern(c, pattern, item);
    }
}

/* ---- alternatives ----------------------------------------------------------------------- */

static _Noreturn void fail_different_names(Codegen *c, CodePosition at) {
    context_error(c->context, at, "alternative patterns bind different names");
}

/* Bring the captures of an alternative into the order of the first one's. */
static void emit_reordering(Codegen *c, Pattern *alternative, const Pattern *first,
                            CodePosition at) {
    for (uint32_t i = alternative->count; i-- > 0;) {
        uint32_t place = 0;
        while (place < alternative->count && alternative->captures[place] != first->captures[i])
            place++;
        if (place == alternative->count)
            fail_different_names(c, at);
        if (place == i)
            continue;
        /* The first place + 1 names move up so that the last of them gets to i. */
        uint32_t moved = place + 1;
        Name *names = context_alloc(c->context, alternative->count * sizeof *names), *end = names;
        for (uint32_t j = 0; j < i - place; j++)
            *end++ = alternative->captures[moved + j];
        for (uint32_t j = 0; j < moved; j++)
            *end++ = alternative->captures[j];
        for (uint32_t j = i + 1; j < alternative->count; j++)
            *end++ = alternative->captures[j];
        alternative->captures = names;
        alternative->capacity = alternative->count;
        for (uint32_t rotations = moved; rotations; rotations--)
            emit_rotate(c, at, i + 1);
    }
}

static void emit_or(Codegen *c, Pattern *pattern, MatchOrNode *node) {
    CodePosition at = node_position(&node->base);
    Label end = new_label(c);
    size_t size = node->patterns.count;
    Pattern first = {0};
    for (size_t i = 0; i < size; i++) {
        Node *item = node->patterns.items[i];
        CodePosition item_at = node_position(item);
        Pattern alternative = {.may_be_irrefutable = i + 1 == size && pattern->may_be_irrefutable};
        emit(c, item_at, OP_COPY, 1);
        emit_pattern(c, &alternative, item);
        if (i == 0)
            first = alternative;
        else if (alternative.count != first.count)
            fail_different_names(c, at);
        else
            emit_reordering(c, &alternative, &first, at);
        emit_jump(c, item_at, PSEUDO_JUMP_NO_INTERRUPT, end);
        emit_failure_exits(c, &alternative, item_at);
    }
    emit(c, at, OP_POP_TOP, 0);
    emit_jump_to_failure(c, pattern, at, PSEUDO_JUMP);
    place_label(c, end);
    uint32_t rotations = first.count + 1 + pattern->on_top + pattern->count;
    for (uint32_t i = 0; i < first.count; i++) {
        emit_rotate(c, at, rotations);
        add_capture(c, pattern, at, first.captures[i]);
    }
    emit(c, at, OP_POP_TOP, 0);
}

/* ---- any pattern ------------------------------------------------------------------------ */

static void emit_pattern(Codegen *c, Pattern *pattern, Node *node) {
    context_check_stack(c->context);
    switch ((NodeKind)node->kind) {
    case NODE_MATCH_VALUE:
        emit_value(c, pattern, AS(MatchValue));
        break;
    case NODE_MATCH_SINGLETON:
        emit_singleton(c, pattern, AS(MatchSingleton));
        break;
    case NODE_MATCH_SEQUENCE:
        emit_sequence(c, pattern, AS(MatchSequence));
        break;
    case NODE_MATCH_MAPPING:
        emit_mapping(c, pattern, AS(MatchMapping));
        break;
    case NODE_MATCH_CLASS:
        emit_class_pattern(c, pattern, AS(MatchClass));
        break;
    case NODE_MATCH_STAR:
        emit_capture(c, pattern, node_position(node), AS(MatchStar)->name);
        break;
    case NODE_MATCH_AS:
        emit_as(c, pattern, AS(MatchAs));
        break;
    case NODE_MATCH_OR:
        emit_or(c, pattern, AS(MatchOr));
        break;
    default:
        context_fail(c->context, DIAGNOSTIC_SYSTEM, "not a pattern");
    }
}

/* One case; `copies`: others follow that need the subject. */
static void emit_case(Codegen *c, MatchCaseNode *node, bool copies, bool is_last, Label end) {
    CodePosition at = node_position(node->pattern);
    Pattern pattern = {.may_be_irrefutable = node->guard || is_last};
    if (copies)
        emit(c, at, OP_COPY, 1);
    emit_pattern(c, &pattern, node->pattern);
    for (uint32_t i = 0; i < pattern.count; i++)
        emit_name(c, at, pattern.captures[i], CONTEXT_STORE);
    if (node->guard)
        emit_jump_if(c, at, node->guard, failure_exit(c, &pattern, 0), false);
    if (copies)
        emit(c, at, OP_POP_TOP, 0);
    visit_statements(c, &node->body);
    emit_jump(c, NO_POSITION, PSEUDO_JUMP_NO_INTERRUPT, end);
    emit_failure_exits(c, &pattern, at);
}

void emit_match(Codegen *c, MatchNode *node) {
    Label end = new_label(c);
    size_t count = node->cases.count;
    MatchCaseNode *last = (MatchCaseNode *)node->cases.items[count - 1];
    bool has_default = is_wildcard(last->pattern) && count > 1;
    visit_expression(c, node->subject);
    for (size_t i = 0; i < count - has_default; i++)
        emit_case(c, (MatchCaseNode *)node->cases.items[i], i + 1 < count - has_default,
                  i + 1 == count, end);
    if (has_default) {
        CodePosition at = node_position(last->pattern);
        emit(c, at, OP_NOP, 0);
        if (last->guard)
            emit_jump_if(c, at, last->guard, end, false);
        visit_statements(c, &last->body);
    }
    place_label(c, end);
}
