/* From the tree of a regular expression to code for the matcher.
 *
 * What is repeated and one character wide becomes a single REPEAT instruction; loops whose body
 * cannot be empty and whose count does not matter are made of SPLIT and JUMP; only the others need
 * a register with count and last position. Alternatives that begin with a known set of characters
 * are skipped without a choice being noted. The choices are numbered for the matcher's memory. */
#include "lib/native/re.h"

#include <string.h>

typedef struct {
    const RegexText *pattern;
    RegexTree *tree;
    RegexCode *out;
    bool failed;
    size_t run_start; /* of the CHAR or STRING at the end of the code, for joining; 0: none */
} Compiler;

static void *fail(Compiler *c) {
    c->failed = true;
    return NULL;
}

/* ---- emitting ------------------------------------------------------------------------------- */

static void emit(Compiler *c, uint32_t word) {
    RegexCode *out = c->out;
    if (c->failed)
        return;
    if (out->code_count == out->code_capacity) {
        size_t capacity = out->code_capacity * 2 + 32;
        uint32_t *code = mem_realloc(out->code, capacity * sizeof *code);
        if (!code) {
            raise_no_memory();
            fail(c);
            return;
        }
        out->code = code;
        out->code_capacity = capacity;
    }
    out->code[out->code_count++] = word;
}

static void emit_1(Compiler *c, RegexOpcode op, uint32_t a) {
    emit(c, op);
    emit(c, a);
}

static uint32_t here(const Compiler *c) {
    return (uint32_t)c->out->code_count;
}

/* Jumps to here: what comes next must not be joined with what stands before. */
static void patch(Compiler *c, uint32_t place) {
    c->run_start = 0;
    if (!c->failed)
        c->out->code[place] = here(c);
}

/* A jump whose operand is patched later: its place. */
static uint32_t emit_jump(Compiler *c, RegexOpcode op) {
    emit(c, op);
    emit(c, 0);
    return here(c) - 1;
}

static uint32_t new_memo(Compiler *c) {
    return c->out->memos++;
}

static uint32_t emit_split(Compiler *c, RegexOpcode op) {
    uint32_t place = emit_jump(c, op);
    emit(c, new_memo(c));
    return place;
}

static uint32_t add_literal(Compiler *c, uint32_t character) {
    RegexCode *out = c->out;
    if (out->literal_count == out->literal_capacity) {
        size_t capacity = out->literal_capacity * 2 + 32;
        uint32_t *literals = mem_realloc(out->literals, capacity * sizeof *literals);
        if (!literals) {
            raise_no_memory();
            fail(c);
            return 0;
        }
        out->literals = literals;
        out->literal_capacity = capacity;
    }
    out->literals[out->literal_count] = character;
    return (uint32_t)out->literal_count++;
}

/* The index of a new set of these items. */
static uint32_t add_set(Compiler *c, const SetItem *items, bool negated, int flags) {
    RegexCode *out = c->out;
    if (c->failed)
        return 0;
    if (out->set_count == out->set_capacity) {
        size_t capacity = out->set_capacity * 2 + 4;
        RegexSet *sets = mem_realloc(out->sets, capacity * sizeof *sets);
        if (!sets) {
            raise_no_memory();
            fail(c);
            return 0;
        }
        out->sets = sets;
        out->set_capacity = capacity;
    }
    if (!regex_set_build(&out->sets[out->set_count], items, negated, flags)) {
        fail(c);
        return 0;
    }
    for (size_t i = 0; i < out->set_count; i++) { /* the same one may be there already */
        RegexSet *a = &out->sets[i], *b = &out->sets[out->set_count];
        if (memcmp(a->bitmap, b->bitmap, sizeof a->bitmap) == 0 &&
            a->range_count == b->range_count && a->positive == b->positive &&
            a->negative == b->negative && a->negated == b->negated && a->fold == b->fold &&
            a->unicode == b->unicode &&
            (a->range_count == 0 ||
             memcmp(a->ranges, b->ranges, a->range_count * sizeof *a->ranges) == 0)) {
            mem_free(b->ranges);
            return (uint32_t)i;
        }
    }
    return (uint32_t)out->set_count++;
}

static void emit_character(Compiler *c, uint32_t character) {
    if (c->failed)
        return;
    RegexCode *out = c->out;
    if (c->run_start) {
        uint32_t *run = &out->code[c->run_start];
        if (run[0] == RE_CHAR) { /* two characters: a string */
            uint32_t place = add_literal(c, run[1]);
            add_literal(c, character);
            if (c->failed)
                return;
            run[0] = RE_STRING;
            run[1] = place;
            emit(c, 2);
            return;
        }
        add_literal(c, character);
        run[2]++;
        return;
    }
    c->run_start = here(c);
    emit_1(c, RE_CHAR, character);
}

/* ---- flags ---------------------------------------------------------------------------------- */

static int combine_flags(int flags, int add, int del) {
    if (add & RE_TYPE_FLAGS)
        flags &= ~RE_TYPE_FLAGS;
    return (flags | add) & ~del;
}

static bool is_folded(uint32_t character, int flags) {
    return flags & RE_IGNORECASE && regex_is_cased(character, flags);
}

/* ---- one-character matchers ------------------------------------------------------------------ */

typedef struct {
    RegexOpcode op; /* CHAR, ANY, ANY_ALL, SET */
    uint32_t argument;
} Matcher;

static Matcher matcher_of(Compiler *c, const RegexNode *node, int flags) {
    switch (node->kind) {
    case REGEX_LITERAL:
        if (is_folded(node->character, flags)) {
            SetItem item = {.low = node->character, .high = node->character};
            return (Matcher){RE_SET, add_set(c, &item, false, flags)};
        }
        return (Matcher){RE_CHAR, node->character};
    case REGEX_ANY:
        return (Matcher){flags & RE_DOTALL ? RE_ANY_ALL : RE_ANY, 0};
    default:
        return (Matcher){RE_SET, add_set(c, node->set.items, node->set.negated, flags)};
    }
}

static bool is_matcher(const RegexNode *node) {
    return node->kind == REGEX_LITERAL || node->kind == REGEX_ANY || node->kind == REGEX_SET;
}

/* The only node of a body that is one character wide, seen through groups that do not capture;
 * null if it is not so. */
static const RegexNode *single_matcher(const Sequence *body, int *flags) {
    const RegexNode *node = body->first;
    while (node && !node->next && node->kind == REGEX_GROUP && !node->group.group) {
        *flags = combine_flags(*flags, node->group.add_flags, node->group.del_flags);
        node = node->group.body->first;
    }
    return node && !node->next && is_matcher(node) ? node : NULL;
}

static void emit_matcher(Compiler *c, Matcher matcher) {
    c->run_start = 0;
    emit(c, matcher.op);
    if (matcher.op == RE_CHAR || matcher.op == RE_SET)
        emit(c, matcher.argument);
}

/* ---- first characters ----------------------------------------------------------------------- */

/* The characters that can begin a match of a sequence, as items of a set; false if any can, or
 * it can be empty. Sets that are negated or ignore case under other flags are not described. */
typedef struct {
    SetItem items[64];
    size_t count;
} FirstSet;

static bool first_add(FirstSet *set, SetItem item) {
    if (set->count == sizeof set->items / sizeof set->items[0])
        return false;
    item.next = NULL;
    set->items[set->count] = item;
    if (set->count)
        set->items[set->count - 1].next = &set->items[set->count];
    set->count++;
    return true;
}

typedef enum { FIRST_UNKNOWN, FIRST_KNOWN, FIRST_EMPTY /* known so far, but may be empty */ } First;

static First first_of(const Sequence *sequence, int flags, int wanted_flags, FirstSet *set,
                      int depth);

static First first_of_node(const RegexNode *node, int flags, int wanted_flags, FirstSet *set,
                           int depth) {
    bool same_flags = ((flags ^ wanted_flags) & (RE_IGNORECASE | RE_TYPE_FLAGS)) == 0;
    First first;
    switch (node->kind) {
    case REGEX_LITERAL:
        if (!same_flags && is_folded(node->character, flags))
            return FIRST_UNKNOWN;
        if (!same_flags && is_folded(node->character, wanted_flags))
            return FIRST_UNKNOWN;
        return first_add(set, (SetItem){.low = node->character, .high = node->character})
                   ? FIRST_KNOWN
                   : FIRST_UNKNOWN;
    case REGEX_SET:
        if (!same_flags || node->set.negated)
            return FIRST_UNKNOWN;
        for (const SetItem *item = node->set.items; item; item = item->next) {
            if (!first_add(set, *item))
                return FIRST_UNKNOWN;
        }
        return FIRST_KNOWN;
    case REGEX_REPEAT:
        first = first_of(node->repeat.body, flags, wanted_flags, set, depth);
        return node->repeat.min == 0 && first == FIRST_KNOWN ? FIRST_EMPTY : first;
    case REGEX_GROUP:
        return first_of(node->group.body,
                        combine_flags(flags, node->group.add_flags, node->group.del_flags),
                        wanted_flags, set, depth);
    case REGEX_ATOMIC:
        return first_of(node->atomic, flags, wanted_flags, set, depth);
    case REGEX_BRANCH:
        first = FIRST_KNOWN;
        for (const Sequence *s = node->branch.first; s; s = s->next) {
            First one = first_of(s, flags, wanted_flags, set, depth);
            if (one == FIRST_UNKNOWN)
                return FIRST_UNKNOWN;
            if (one == FIRST_EMPTY)
                first = FIRST_EMPTY;
        }
        return first;
    case REGEX_AT:
    case REGEX_ASSERT:
        return FIRST_EMPTY; /* only narrows what follows */
    default:
        return FIRST_UNKNOWN;
    }
}

static First first_of(const Sequence *sequence, int flags, int wanted_flags, FirstSet *set,
                      int depth) {
    if (depth > 30)
        return FIRST_UNKNOWN;
    for (const RegexNode *node = sequence->first; node; node = node->next) {
        First first = first_of_node(node, flags, wanted_flags, set, depth + 1);
        if (first != FIRST_EMPTY)
            return first;
    }
    return FIRST_EMPTY;
}

/* The index of the set of first characters, or -1. */
static ptrdiff_t first_set(Compiler *c, const Sequence *sequence, int flags) {
    FirstSet set = {.count = 0};
    const RegexNode *only = sequence->first;
    if (only && only->kind == REGEX_SET && only->set.negated)
        return (ptrdiff_t)add_set(c, only->set.items, true, flags);
    if (first_of(sequence, flags, flags, &set, 0) != FIRST_KNOWN)
        return -1;
    return (ptrdiff_t)add_set(c, set.items, false, flags);
}

/* ---- sequences ------------------------------------------------------------------------------ */

static bool compile_sequence(Compiler *c, const Sequence *sequence, int flags);
static bool compile_repeat(Compiler *c, const RegexNode *node, int flags);

/* Greedy, lazy or possessive repetition of one character. */
static void compile_simple_repeat(Compiler *c, const RegexNode *node, const RegexNode *body,
                                  int flags) {
    static const RegexOpcode ops[] = {RE_REPEAT, RE_REPEAT_LAZY, RE_REPEAT_ALL};
    Matcher matcher = matcher_of(c, body, flags);
    emit(c, ops[node->repeat.mode]);
    emit(c, matcher.op);
    emit(c, matcher.argument);
    emit(c, node->repeat.min);
    emit(c, node->repeat.max);
    emit(c, new_memo(c));
    c->run_start = 0;
}

static bool compile_optional(Compiler *c, const Sequence *body, RepeatMode mode, int flags) {
    if (mode == REPEAT_LAZY) {
        uint32_t skip = emit_split(c, RE_SPLIT_BACK); /* first without it */
        c->run_start = 0;
        if (!compile_sequence(c, body, flags))
            return false;
        patch(c, skip);
        return true;
    }
    ptrdiff_t set = body->width_min ? first_set(c, body, flags) : -1;
    uint32_t skip;
    if (set >= 0) {
        skip = emit_jump(c, RE_SPLIT_SET);
        emit(c, (uint32_t)set);
        emit(c, new_memo(c));
    } else {
        skip = emit_split(c, RE_SPLIT);
    }
    c->run_start = 0;
    if (!compile_sequence(c, body, flags))
        return false;
    patch(c, skip);
    return true;
}

/* body* or body+ with a body that is never empty. */
static bool compile_plain_loop(Compiler *c, const Sequence *body, uint32_t min, RepeatMode mode,
                               int flags) {
    uint32_t skip = 0;
    c->run_start = 0;
    if (min == 0 && mode == REPEAT_LAZY)
        skip = emit_jump(c, RE_JUMP);
    uint32_t start = here(c), exit = 0;
    if (min == 0 && mode == REPEAT_GREEDY) {
        ptrdiff_t set = first_set(c, body, flags);
        if (set >= 0) {
            exit = emit_jump(c, RE_SPLIT_SET);
            emit(c, (uint32_t)set);
            emit(c, new_memo(c));
        } else {
            exit = emit_split(c, RE_SPLIT);
        }
    }
    c->run_start = 0;
    if (!compile_sequence(c, body, flags))
        return false;
    c->run_start = 0;
    if (min == 0 && mode == REPEAT_GREEDY) {
        emit_1(c, RE_JUMP, start);
        patch(c, exit);
        return true;
    }
    if (skip)
        patch(c, skip);
    uint32_t back = emit_split(c, mode == REPEAT_LAZY ? RE_SPLIT : RE_SPLIT_BACK);
    if (!c->failed)
        c->out->code[back] = start;
    c->run_start = 0;
    return true;
}

static bool compile_counted_loop(Compiler *c, const RegexNode *node, const Sequence *body,
                                 bool lazy, bool atomic_body, int flags) {
    uint32_t loop = c->out->loops++;
    if (!(node->repeat.max == RE_MAX_REPEAT && node->repeat.min <= 1))
        c->out->can_memo = false;
    c->run_start = 0;
    emit_1(c, RE_LOOP_INIT, loop);
    uint32_t enter = emit_jump(c, RE_JUMP), start = here(c), end = 0;
    if (atomic_body)
        end = emit_jump(c, RE_ATOMIC);
    if (!compile_sequence(c, body, flags))
        return false;
    if (atomic_body) {
        emit(c, RE_ATOMIC_END);
        patch(c, end);
    }
    patch(c, enter);
    emit(c, lazy ? RE_LOOP_LAZY : RE_LOOP);
    emit(c, loop);
    emit(c, node->repeat.min);
    emit(c, node->repeat.max);
    emit(c, start);
    emit(c, new_memo(c));
    c->out->memos += 3; /* one for each combination of its conditions */
    c->run_start = 0;
    return true;
}

/* About how much code a sequence becomes; anything above WEIGHT_MAX is as much. */
enum { WEIGHT_MAX = 1000, UNROLLED_WEIGHT_MAX = 80 };
static size_t weigh(const Sequence *sequence, int depth) {
    size_t weight = 0;
    if (depth > 20)
        return WEIGHT_MAX;
    for (const RegexNode *node = sequence->first; node && weight < WEIGHT_MAX; node = node->next) {
        const Sequence *alternative;
        weight++;
        switch (node->kind) {
        case REGEX_REPEAT: {
            uint32_t max = node->repeat.max;
            size_t times = max == RE_MAX_REPEAT ? (size_t)node->repeat.min + 1 : max;
            weight += weigh(node->repeat.body, depth + 1) * (times < WEIGHT_MAX ? times : 1);
            break;
        }
        case REGEX_GROUP:
            weight += weigh(node->group.body, depth + 1);
            break;
        case REGEX_ATOMIC:
            weight += weigh(node->atomic, depth + 1);
            break;
        case REGEX_ASSERT:
            weight += weigh(node->assertion.body, depth + 1);
            break;
        case REGEX_CONDITION:
            return WEIGHT_MAX;
        case REGEX_BRANCH:
            for (alternative = node->branch.first; alternative; alternative = alternative->next)
                weight += weigh(alternative, depth + 1);
            break;
        default:
            break;
        }
    }
    return weight < WEIGHT_MAX ? weight : WEIGHT_MAX;
}

/* body{2,4} as body body (body (body)?)?: without a count, failures can be remembered. */
static bool compile_unrolled(Compiler *c, const RegexNode *node, int flags) {
    const Sequence *body = node->repeat.body;
    uint32_t min = node->repeat.min, max = node->repeat.max, ends[UNROLLED_WEIGHT_MAX];
    size_t end_count = 0;
    for (uint32_t i = 0; i < min; i++) {
        c->run_start = 0;
        if (!compile_sequence(c, body, flags))
            return false;
    }
    if (max == RE_MAX_REPEAT) {
        RegexNode rest = *node;
        rest.repeat.min = 0;
        return compile_repeat(c, &rest, flags);
    }
    if (body->width_min == 0 && max > min) { /* when to stop needs the last position */
        RegexNode rest = *node;
        rest.repeat.min = 0;
        rest.repeat.max = max - min;
        return compile_counted_loop(c, &rest, body, node->repeat.mode == REPEAT_LAZY, false, flags);
    }
    for (uint32_t i = min; i < max; i++) {
        c->run_start = 0;
        ends[end_count++] =
            emit_split(c, node->repeat.mode == REPEAT_LAZY ? RE_SPLIT_BACK : RE_SPLIT);
        if (!compile_sequence(c, body, flags))
            return false;
    }
    while (end_count > 0)
        patch(c, ends[--end_count]);
    c->run_start = 0;
    return !c->failed;
}

static bool compile_repeat(Compiler *c, const RegexNode *node, int flags) {
    const Sequence *body = node->repeat.body;
    uint32_t min = node->repeat.min, max = node->repeat.max;
    RepeatMode mode = node->repeat.mode;
    int inner_flags = flags;
    const RegexNode *single = single_matcher(body, &inner_flags);
    if (single) {
        compile_simple_repeat(c, node, single, inner_flags);
        return !c->failed;
    }
    if (max == 0)
        return true;
    RegexNode once = *node;
    if (body->width_max == 0 && max > 1) { /* what is empty need not be repeated */
        once.repeat.max = max = 1;
        once.repeat.min = min = min ? 1 : 0;
        node = &once;
    }
    if (mode == REPEAT_POSSESSIVE) {
        c->run_start = 0;
        uint32_t end = emit_jump(c, RE_ATOMIC);
        if (!compile_counted_loop(c, node, body, false, true, flags))
            return false;
        emit(c, RE_ATOMIC_END);
        patch(c, end);
        return !c->failed;
    }
    if (min == 1 && max == 1)
        return compile_sequence(c, body, flags);
    if (min == 0 && max == 1)
        return compile_optional(c, body, mode, flags);
    if (max == RE_MAX_REPEAT && min <= 1 && body->width_min > 0)
        return compile_plain_loop(c, body, min, mode, flags);
    size_t times = max == RE_MAX_REPEAT ? min : max;
    if (times > 1 && times <= UNROLLED_WEIGHT_MAX && weigh(body, 0) * times <= UNROLLED_WEIGHT_MAX)
        return compile_unrolled(c, node, flags);
    return compile_counted_loop(c, node, body, mode == REPEAT_LAZY, false, flags);
}

/* Alternatives of one character each, none with a set that is negated: one set. */
static bool compile_as_set(Compiler *c, const RegexNode *node, int flags, bool *done) {
    FirstSet set = {.count = 0};
    *done = false;
    for (const Sequence *s = node->branch.first; s; s = s->next) {
        const RegexNode *only = s->first;
        if (!only || only->next || !is_matcher(only) || only->kind == REGEX_ANY ||
            (only->kind == REGEX_SET && only->set.negated))
            return true;
        if (first_of_node(only, flags, flags, &set, 0) != FIRST_KNOWN)
            return true;
    }
    *done = true;
    emit_matcher(c, (Matcher){RE_SET, add_set(c, set.items, false, flags)});
    return !c->failed;
}

static bool compile_branch(Compiler *c, const RegexNode *node, int flags) {
    bool done;
    if (!compile_as_set(c, node, flags, &done) || done)
        return !c->failed;
    uint32_t *ends = mem_malloc(node->branch.count * sizeof *ends);
    size_t end_count = 0;
    if (!ends) {
        raise_no_memory();
        return fail(c);
    }
    c->run_start = 0;
    for (const Sequence *s = node->branch.first; s && !c->failed; s = s->next) {
        uint32_t next = 0;
        if (s->next) {
            ptrdiff_t set = first_set(c, s, flags);
            if (set >= 0) {
                next = emit_jump(c, RE_SPLIT_SET);
                emit(c, (uint32_t)set);
                emit(c, new_memo(c));
            } else {
                next = emit_split(c, RE_SPLIT);
            }
        }
        c->run_start = 0;
        if (!compile_sequence(c, s, flags))
            break;
        if (s->next) {
            ends[end_count++] = emit_jump(c, RE_JUMP);
            patch(c, next);
        }
    }
    for (size_t i = 0; i < end_count; i++)
        patch(c, ends[i]);
    mem_free(ends);
    return !c->failed;
}

static bool compile_assertion(Compiler *c, const RegexNode *node, int flags) {
    const Sequence *body = node->assertion.body;
    uint32_t back = 0;
    if (node->assertion.behind) {
        if (body->width_min > RE_MAX_REPEAT) {
            regex_raise(NULL, -1, "looks too much behind");
            return fail(c);
        }
        if (body->width_min != body->width_max) {
            regex_raise(NULL, -1, "look-behind requires fixed-width pattern");
            return fail(c);
        }
        back = (uint32_t)body->width_min;
    }
    c->run_start = 0;
    emit_1(c, node->assertion.negated ? RE_ASSERT_NOT : RE_ASSERT, back);
    uint32_t end = here(c);
    emit(c, 0);
    if (!compile_sequence(c, body, flags))
        return false;
    emit(c, node->assertion.negated ? RE_ASSERT_NOT_END : RE_ASSERT_END);
    patch(c, end);
    return !c->failed;
}

static bool compile_condition(Compiler *c, const RegexNode *node, int flags) {
    c->out->can_memo = false;
    c->run_start = 0;
    emit_1(c, RE_CONDITION, node->condition.group);
    uint32_t no = here(c);
    emit(c, 0);
    if (!compile_sequence(c, node->condition.yes, flags))
        return false;
    c->run_start = 0;
    if (!node->condition.no) {
        patch(c, no);
        return !c->failed;
    }
    uint32_t end = emit_jump(c, RE_JUMP);
    patch(c, no);
    if (!compile_sequence(c, node->condition.no, flags))
        return false;
    patch(c, end);
    return !c->failed;
}

static AtKind at_kind(AtKind at, int flags) {
    if (flags & RE_MULTILINE)
        at = at == AT_BEGINNING ? AT_BEGINNING_LINE : at == AT_END ? AT_END_LINE : at;
    if (flags & RE_UNICODE)
        at = at == AT_BOUNDARY ? AT_UNI_BOUNDARY : at == AT_NON_BOUNDARY ? AT_UNI_NON_BOUNDARY : at;
    return at;
}

static bool compile_node(Compiler *c, const RegexNode *node, int flags) {
    switch (node->kind) {
    case REGEX_LITERAL:
        if (!is_folded(node->character, flags)) {
            emit_character(c, node->character);
            return !c->failed;
        } /* fall through */
    case REGEX_ANY:
    case REGEX_SET:
        emit_matcher(c, matcher_of(c, node, flags));
        return !c->failed;
    case REGEX_AT:
        c->run_start = 0;
        emit_1(c, RE_AT, at_kind(node->at, flags));
        return !c->failed;
    case REGEX_REPEAT:
        return compile_repeat(c, node, flags);
    case REGEX_GROUP:
        flags = combine_flags(flags, node->group.add_flags, node->group.del_flags);
        if (!node->group.group)
            return compile_sequence(c, node->group.body, flags);
        c->run_start = 0;
        emit_1(c, RE_SAVE, 2 * node->group.group);
        if (!compile_sequence(c, node->group.body, flags))
            return false;
        c->run_start = 0;
        emit_1(c, RE_SAVE_END, 2 * node->group.group + 1);
        return !c->failed;
    case REGEX_BRANCH:
        return compile_branch(c, node, flags);
    case REGEX_ASSERT:
        return compile_assertion(c, node, flags);
    case REGEX_ATOMIC: {
        c->run_start = 0;
        uint32_t end = emit_jump(c, RE_ATOMIC);
        if (!compile_sequence(c, node->atomic, flags))
            return false;
        emit(c, RE_ATOMIC_END);
        patch(c, end);
        return !c->failed;
    }
    case REGEX_GROUPREF:
        c->out->can_memo = false;
        c->run_start = 0;
        emit_1(c, flags & RE_IGNORECASE ? RE_GROUPREF_FOLD : RE_GROUPREF, node->group_ref);
        if (flags & RE_IGNORECASE)
            emit(c, (uint32_t)flags);
        return !c->failed;
    case REGEX_CONDITION:
        return compile_condition(c, node, flags);
    case REGEX_FAILURE:
        c->run_start = 0;
        emit(c, RE_FAIL);
        return !c->failed;
    }
    return false;
}

static bool compile_sequence(Compiler *c, const Sequence *sequence, int flags) {
    if (!recursion_enter("")) {
        c->failed = true;
        return false;
    }
    for (const RegexNode *node = sequence->first; node; node = node->next) {
        if (!compile_node(c, node, flags))
            return false;
    }
    return !c->failed;
}

/* ---- searching ------------------------------------------------------------------------------ */

/* The literal characters that every match begins with: those of the first string in the code. */
static bool find_prefix(Compiler *c, const Sequence *root, int flags) {
    RegexCode *out = c->out;
    uint32_t characters[64];
    size_t count = 0;
    const Sequence *sequence = root;
    const RegexNode *node = root->first;
    while (node && count < 64) {
        if (node->kind == REGEX_GROUP && node == sequence->first && count == 0 &&
            !node->group.add_flags && !node->group.del_flags) {
            sequence = node->group.body;
            node = sequence->first;
            continue;
        }
        if (node->kind != REGEX_LITERAL || is_folded(node->character, flags))
            break;
        characters[count++] = node->character;
        node = node->next;
    }
    if (count == 0)
        return true;
    unsigned width = 1;
    for (size_t i = 0; i < count; i++) {
        unsigned needed = characters[i] < 0x100 ? 1 : characters[i] < 0x10000 ? 2 : 4;
        width = needed > width ? needed : width;
    }
    out->prefix = mem_malloc(count * width);
    if (!out->prefix)
        return raise_no_memory();
    for (size_t i = 0; i < count; i++) {
        if (width == 1)
            ((uint8_t *)out->prefix)[i] = (uint8_t)characters[i];
        else if (width == 2)
            ((uint16_t *)out->prefix)[i] = (uint16_t)characters[i];
        else
            ((uint32_t *)out->prefix)[i] = characters[i];
    }
    out->prefix_length = count;
    out->prefix_width = width;
    return true;
}

static bool is_anchored(const Sequence *root, int flags) {
    const RegexNode *node = root->first;
    return node && node->kind == REGEX_AT &&
           (node->at == AT_BEGINNING_STRING ||
            (node->at == AT_BEGINNING && !(flags & RE_MULTILINE)));
}

bool regex_compile(const RegexText *pattern, RegexTree *tree, RegexCode *code) {
    *code = (RegexCode){.groups = tree->groups,
                        .can_memo = true,
                        .width_min = tree->root->width_min,
                        .first_set = -1};
    Compiler compiler = {.pattern = pattern, .tree = tree, .out = code};
    emit_1(&compiler, RE_JUMP, 2); /* place 0 is never a run */
    if (compile_sequence(&compiler, tree->root, tree->flags)) {
        emit(&compiler, RE_MATCH);
        code->anchored = is_anchored(tree->root, tree->flags);
        if (!find_prefix(&compiler, tree->root, tree->flags))
            compiler.failed = true;
        if (!code->prefix)
            code->first_set = first_set(&compiler, tree->root, tree->flags);
    }
    if (compiler.failed) {
        regex_code_free(code);
        return false;
    }
    return true;
}

void regex_code_free(RegexCode *code) {
    for (size_t i = 0; i < code->set_count; i++)
        mem_free(code->sets[i].ranges);
    mem_free(code->sets);
    mem_free(code->code);
    mem_free(code->literals);
    mem_free(code->prefix);
    *code = (RegexCode){0};
}
