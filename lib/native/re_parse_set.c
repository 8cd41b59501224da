/* Sets of characters in a pattern: [a-z\d]. */
#include "lib/native/re_parse_parts.h"

typedef struct {
    size_t start, length;
    uint32_t character;
    bool escaped;
} SetToken;

static bool is_token(const SetToken *token, uint32_t c) {
    return token->character == c && !token->escaped;
}

/* One end of a range, or a single member: the token has been taken. */
static bool read_member(RegexParser *p, const SetToken *token, RegexMeaning *meaning) {
    if (token->escaped)
        return regex_read_class_escape(p, token->start, token->character, meaning);
    *meaning = (RegexMeaning){.kind = MEANS_LITERAL, .character = token->character};
    return true;
}

static bool add_meaning(RegexParser *p, RegexNode *set, const RegexMeaning *meaning) {
    SetItem item = {.low = meaning->character,
                    .high = meaning->character,
                    .category = meaning->kind == MEANS_CATEGORY ? meaning->category : 0,
                    .negated = meaning->negated};
    return regex_add_item(p, set, item);
}

static void *range_error(RegexParser *p, const SetToken *first, const SetToken *last) {
    Str *low = regex_pattern_part(p, first->start, first->start + first->length);
    Str *high = low ? regex_pattern_part(p, last->start, last->start + last->length) : NULL;
    if (high) {
        regex_parse_error(p, first->length + 1 + last->length, "bad character range %U-%U", low,
                          high);
        GIVE_UP(high);
    }
    if (low)
        GIVE_UP(low);
    return NULL;
}

static bool warn_set(RegexParser *p, const char *what, size_t at) {
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

/* Takes a token of the set whose bracket is at `bracket`. */
static bool take_token(RegexParser *p, size_t bracket, SetToken *token) {
    *token = (SetToken){.start = regex_tell(p), .character = p->next, .escaped = p->next_escaped};
    if (token->character == NO_TOKEN)
        return regex_parse_error(p, token->start - bracket, "unterminated character set");
    if (!regex_advance(p))
        return false;
    token->length = regex_tell(p) - token->start;
    return true;
}

/* Behind the dash; a bracket closes the set: then the dash is a member itself. */
static bool read_range(RegexParser *p, size_t bracket, RegexNode *set, const SetToken *first,
                       const RegexMeaning *low, bool *closed) {
    SetToken last;
    if (!take_token(p, bracket, &last))
        return false;
    if (is_token(&last, ']')) {
        RegexMeaning dash = {.kind = MEANS_LITERAL, .character = '-'};
        *closed = true;
        return add_meaning(p, set, low) && add_meaning(p, set, &dash);
    }
    if (is_token(&last, '-') && !warn_set(p, "set difference", regex_tell(p) - 2))
        return false;
    RegexMeaning high;
    if (!read_member(p, &last, &high))
        return false;
    if (low->kind != MEANS_LITERAL || high.kind != MEANS_LITERAL || high.character < low->character)
        return range_error(p, first, &last);
    return regex_add_item(p, set, (SetItem){.low = low->character, .high = high.character});
}

/* A member or a range, or the closing bracket. */
static bool read_part(RegexParser *p, size_t bracket, RegexNode *set, bool *closed) {
    SetToken token;
    if (!take_token(p, bracket, &token))
        return false;
    if (is_token(&token, ']') && set->set.items) {
        *closed = true;
        return true;
    }
    const char *operation = token.escaped ? NULL : set_operation(token.character);
    if (operation && set->set.items && regex_next_is(p, token.character) &&
        !warn_set(p, operation, regex_tell(p) - 1))
        return false;
    RegexMeaning meaning;
    bool good = true;
    if (!read_member(p, &token, &meaning))
        return false;
    if (regex_take(p, '-', &good))
        return good && read_range(p, bracket, set, &token, &meaning, closed);
    return add_meaning(p, set, &meaning);
}

bool regex_read_set(RegexParser *p, Sequence *sequence) {
    size_t bracket = regex_tell(p) - 1;
    RegexNode *set = regex_node_new(p, REGEX_SET);
    if (!set)
        return false;
    if (regex_next_is(p, '[') && !warn_set(p, "nested set", regex_tell(p)))
        return false;
    bool good = true, closed = false;
    set->set.negated = regex_take(p, '^', &good);
    while (good && !closed)
        good = read_part(p, bracket, set, &closed);
    if (!good)
        return false;
    /* A single character needs no set. */
    SetItem *only = set->set.items;
    if (!set->set.negated && only == set->set.last_item && !only->category &&
        only->low == only->high)
        return regex_append_literal(p, sequence, only->low);
    return regex_append(p, sequence, set);
}
