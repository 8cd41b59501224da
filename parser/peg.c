/* The recogniser: interprets the rules of mistakes.def over the tokens.
 *
 * It builds nothing, it only finds out how far a rule reads. Each rule's text is compiled into
 * linked items when first needed. Results of MEMO rules are remembered by position, so time is
 * linear in the tokens. `fill` is the number of tokens looked at: Python reports errors without a
 * better place at the last of them. */
#include "parser/peg.h"
#include "memory/native_stack.h"

typedef enum PegKind {
    PEG_TOKEN,    /* value: TokenKind */
    PEG_SOFT,     /* text */
    PEG_ANY_SOFT, /* one of the soft keywords */
    PEG_RULE,     /* value: PegRule */
    PEG_GROUP,    /* child: alternatives */
    PEG_OPTIONAL, /* child: item */
    PEG_STAR,     /* child: item */
    PEG_PLUS,     /* child: item */
    PEG_GATHER,   /* child: separator, its next: the item */
    PEG_AND,      /* child: item */
    PEG_NOT,      /* child: item */
    PEG_CUT,
    PEG_FORCED,      /* value: TokenKind */
    PEG_ACTION,      /* text */
    PEG_ALTERNATIVE, /* child: sequence; value: only when looking for mistakes */
} PegKind;

struct PegItem {
    uint8_t kind;
    uint8_t capture; /* 1 + slot */
    uint16_t value;
    Text text;
    PegItem *child, *next;
};

static const char *const rule_names[] = {
#define RULE(name, text) #name,
#include "parser/mistakes.def"
};
static const char *const rule_texts[] = {
#define RULE(name, text) text,
#include "parser/mistakes.def"
};
static const bool rule_is_memo[] = {
#define RULE(name, text) false,
#define MEMO(name, text) true,
#include "parser/mistakes.def"
};

#define DEPTH_MAX 6000

/* ---- compiling ------------------------------------------------------------------------------- */

typedef struct Compiler {
    Peg *peg;
    const char *cursor;
    bool failed; /* out of memory */
} Compiler;

static PegItem *new_item(Compiler *compiler, PegKind kind) {
    static PegItem lost;
    PegItem *item = mem_region_alloc(compiler->peg->region, sizeof *item);
    if (!item) {
        compiler->failed = true;
        return &lost;
    }
    item->kind = (uint8_t)kind;
    return item;
}

static void skip_space(Compiler *compiler) {
    while (*compiler->cursor == ' ')
        compiler->cursor++;
}

static Text read_until(Compiler *compiler, char end) {
    const char *start = ++compiler->cursor;
    while (*compiler->cursor != end)
        compiler->cursor++;
    Text text = {start, (size_t)(compiler->cursor - start)};
    compiler->cursor++;
    return text;
}

static uint16_t token_kind(Text text) {
    for (int kind = TOKEN_LPAR; kind < TOKEN_MATCH; kind++)
        if (text_is(text, token_texts[kind]))
            return (uint16_t)kind;
    return TOKEN_ERROR;
}

static bool is_name_char(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}

static PegItem *compile_name(Compiler *compiler) {
    static const struct {
        const char *name;
        TokenKind kind;
    } kinds[] = {{"NAME", TOKEN_NAME},
                 {"NUMBER", TOKEN_NUMBER},
                 {"STRING", TOKEN_STRING},
                 {"NEWLINE", TOKEN_NEWLINE},
                 {"INDENT", TOKEN_INDENT},
                 {"DEDENT", TOKEN_DEDENT},
                 {"END", TOKEN_END_OF_FILE},
                 {"FSTRING_START", TOKEN_FSTRING_START},
                 {"FSTRING_MIDDLE", TOKEN_FSTRING_MIDDLE},
                 {"FSTRING_END", TOKEN_FSTRING_END},
                 {"TYPE_COMMENT", TOKEN_TYPE_COMMENT}};
    const char *start = compiler->cursor;
    while (is_name_char(*compiler->cursor))
        compiler->cursor++;
    Text name = {start, (size_t)(compiler->cursor - start)};
    PegItem *item = new_item(compiler, PEG_TOKEN);
    item->text = name;
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (text_is(name, kinds[i].name)) {
            item->value = (uint16_t)kinds[i].kind;
            return item;
        }
    if (text_is(name, "SOFT_KEYWORD")) {
        item->kind = PEG_ANY_SOFT;
        return item;
    }
    item->kind = PEG_RULE;
    for (size_t rule = 0; rule < PEG_RULE_COUNT; rule++)
        if (text_is(name, rule_names[rule]))
            item->value = (uint16_t)rule;
    return item;
}

static PegItem *compile_alternatives(Compiler *compiler);

static PegItem *compile_atom(Compiler *compiler) {
    PegItem *item;
    switch (*compiler->cursor) {
    case '\'':
        item = new_item(compiler, PEG_TOKEN);
        item->value = token_kind(read_until(compiler, '\''));
        return item;
    case '`':
        item = new_item(compiler, PEG_SOFT);
        item->text = read_until(compiler, '`');
        return item;
    case '(':
        compiler->cursor++;
        item = new_item(compiler, PEG_GROUP);
        item->child = compile_alternatives(compiler);
        skip_space(compiler);
        compiler->cursor++;
        return item;
    default:
        return compile_name(compiler);
    }
}

static PegItem *wrap(Compiler *compiler, PegKind kind, PegItem *child) {
    PegItem *item = new_item(compiler, kind);
    item->child = child;
    return item;
}

static PegItem *compile_item(Compiler *compiler) {
    PegItem *item;
    char c = *compiler->cursor;
    if (c == '~') {
        compiler->cursor++;
        return new_item(compiler, PEG_CUT);
    }
    if (c == '{') {
        item = new_item(compiler, PEG_ACTION);
        item->text = read_until(compiler, '}');
        return item;
    }
    if (c == '&' && compiler->cursor[1] == '&') {
        compiler->cursor += 2;
        item = compile_atom(compiler);
        item->kind = PEG_FORCED;
        return item;
    }
    if (c == '&' || c == '!') {
        compiler->cursor++;
        return wrap(compiler, c == '&' ? PEG_AND : PEG_NOT, compile_atom(compiler));
    }
    if (c >= 'a' && c <= 'c' && compiler->cursor[1] == '=') {
        compiler->cursor += 2;
        item = compile_item(compiler);
        item->capture = (uint8_t)(c - 'a' + 1);
        return item;
    }
    item = compile_atom(compiler);
    switch (*compiler->cursor) {
    case '?':
        compiler->cursor++;
        return wrap(compiler, PEG_OPTIONAL, item);
    case '*':
        compiler->cursor++;
        return wrap(compiler, PEG_STAR, item);
    case '+':
        compiler->cursor++;
        return wrap(compiler, PEG_PLUS, item);
    case '.':
        compiler->cursor++;
        item->next = compile_atom(compiler);
        compiler->cursor++; /* the + */
        return wrap(compiler, PEG_GATHER, item);
    default:
        return item;
    }
}

static PegItem *compile_sequence(Compiler *compiler) {
    PegItem *alternative = new_item(compiler, PEG_ALTERNATIVE), **end = &alternative->child;
    for (;;) {
        skip_space(compiler);
        if (*compiler->cursor == '\0' || *compiler->cursor == '|' || *compiler->cursor == ')')
            break;
        *end = compile_item(compiler);
        end = &(*end)->next;
    }
    const PegItem *only = alternative->child;
    if (only && !only->next && only->kind == PEG_RULE && only->text.size > 8 &&
        memcmp(only->text.bytes, "invalid_", 8) == 0)
        alternative->value = true;
    return alternative;
}

static PegItem *compile_alternatives(Compiler *compiler) {
    PegItem *first = compile_sequence(compiler), **end = &first->next;
    while (*compiler->cursor == '|') {
        compiler->cursor++;
        *end = compile_sequence(compiler);
        end = &(*end)->next;
    }
    return first;
}

static PegItem *rule_items(Peg *peg, PegRule rule) {
    if (!peg->rules[rule]) {
        Compiler compiler = {peg, rule_texts[rule], false};
        PegItem *items = compile_alternatives(&compiler);
        if (compiler.failed) {
            parser_fail_memory(peg->parser);
            peg->stopped = true;
            return NULL;
        }
        peg->rules[rule] = items;
    }
    return peg->rules[rule];
}

/* ---- memory of results ----------------------------------------------------------------------- */

static Memo *memo_slot(Memo *memo, size_t capacity, uint32_t rule, int32_t start) {
    size_t index = (rule * 2654435761u ^ (uint32_t)start * 40503u) & (capacity - 1);
    while (memo[index].rule && (memo[index].rule != rule || memo[index].start != start))
        index = (index + 1) & (capacity - 1);
    return &memo[index];
}

/* Losing a result costs time only, so lack of memory is no failure here. */
static void memo_set(Peg *peg, uint32_t rule, int32_t start, int32_t end) {
    if (peg->memo_count * 2 >= peg->memo_capacity) {
        size_t capacity = peg->memo_capacity ? peg->memo_capacity * 2 : 1024;
        Memo *memo = mem_raw_calloc(capacity, sizeof *memo);
        if (!memo)
            return;
        for (size_t i = 0; i < peg->memo_capacity; i++)
            if (peg->memo[i].rule)
                *memo_slot(memo, capacity, peg->memo[i].rule, peg->memo[i].start) = peg->memo[i];
        mem_raw_free(peg->memo);
        peg->memo = memo;
        peg->memo_capacity = capacity;
    }
    Memo *slot = memo_slot(peg->memo, peg->memo_capacity, rule, start);
    peg->memo_count += slot->rule == 0;
    *slot = (Memo){rule, start, end};
}

void peg_reset(Peg *peg) {
    mem_raw_free(peg->memo);
    peg->memo = NULL;
    peg->memo_count = peg->memo_capacity = 0;
}

/* ---- matching -------------------------------------------------------------------------------- */

/* The token at a position, looked at. Null if the lexer failed there. */
static const Token *look(Peg *peg, int32_t position) {
    const TokenList *tokens = &peg->parser->tokens;
    if ((size_t)position >= tokens->count)
        position = (int32_t)tokens->count - 1;
    const Token *token = &tokens->items[position];
    if (position >= peg->fill)
        peg->fill = position + 1;
    if (token->kind == TOKEN_ERROR ||
        (token->kind == TOKEN_END_OF_FILE && tokens->open_count > 0)) {
        mistake_lexical(peg, position);
        return NULL;
    }
    return token;
}

/* Soft keywords are names to this grammar, wherever the lexer took them for. */
static TokenKind kind_of(const Token *token) {
    return token->kind >= TOKEN_MATCH ? TOKEN_NAME : (TokenKind)token->kind;
}

static bool reads(const Peg *peg, const Token *token, Text text) {
    return kind_of(token) == TOKEN_NAME && token->end - token->start == text.size &&
           memcmp(peg->parser->source.bytes + token->start, text.bytes, text.size) == 0;
}

/* As in Python 3.13, the beginning of a soft keyword counts too: `f(t b)`. */
static bool is_soft_keyword(const Peg *peg, const Token *token) {
    static const char *const words[] = {"_", "case", "match", "type"};
    const char *name = peg->parser->source.bytes + token->start;
    if (kind_of(token) != TOKEN_NAME)
        return false;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (strncmp(words[i], name, token->end - token->start) == 0)
            return true;
    return false;
}

static int32_t match_item(Peg *peg, const PegItem *item, int32_t start, Captures *captures,
                          bool *cut);

static int32_t match_alternatives(Peg *peg, const PegItem *alternative, int32_t start,
                                  Captures *captures) {
    for (; alternative; alternative = alternative->next) {
        bool cut = false;
        int32_t position = start;
        if (alternative->value && !peg->find_mistakes)
            continue;
        for (const PegItem *item = alternative->child; item && position >= 0; item = item->next) {
            int32_t end = match_item(peg, item, position, captures, &cut);
            if (item->capture)
                captures->spans[item->capture - 1] = (Span){position, end};
            position = end;
        }
        if (position >= 0 || cut || peg->stopped)
            return position;
    }
    return -1;
}

static int32_t match_repeated(Peg *peg, const PegItem *item, int32_t start, Captures *captures,
                              int32_t least) {
    bool cut;
    int32_t count = 0;
    for (;; count++) {
        int32_t end = match_item(peg, item, start, captures, &cut);
        if (peg->stopped)
            return -1;
        if (end < 0 || (end == start && count > 0))
            break;
        start = end;
    }
    return count >= least ? start : -1;
}

static int32_t match_gather(Peg *peg, const PegItem *separator, int32_t start, Captures *captures) {
    bool cut;
    int32_t end = match_item(peg, separator->next, start, captures, &cut);
    while (end >= 0) {
        int32_t next = match_item(peg, separator, end, captures, &cut);
        if (next >= 0)
            next = match_item(peg, separator->next, next, captures, &cut);
        if (next < 0)
            break;
        end = next;
    }
    return peg->stopped ? -1 : end;
}

static int32_t match_item(Peg *peg, const PegItem *item, int32_t start, Captures *captures,
                          bool *cut) {
    const Token *token;
    int32_t end;
    bool unused;
    switch (item->kind) {
    case PEG_TOKEN:
        token = look(peg, start);
        return token && kind_of(token) == item->value ? start + 1 : -1;
    case PEG_SOFT:
        token = look(peg, start);
        return token && reads(peg, token, item->text) ? start + 1 : -1;
    case PEG_ANY_SOFT:
        token = look(peg, start);
        return token && is_soft_keyword(peg, token) ? start + 1 : -1;
    case PEG_RULE:
        return peg_match(peg, (PegRule)item->value, start);
    case PEG_GROUP:
        return match_alternatives(peg, item->child, start, captures);
    case PEG_OPTIONAL:
        end = match_item(peg, item->child, start, captures, &unused);
        return peg->stopped ? -1 : end < 0 ? start : end;
    case PEG_STAR:
        return match_repeated(peg, item->child, start, captures, 0);
    case PEG_PLUS:
        return match_repeated(peg, item->child, start, captures, 1);
    case PEG_GATHER:
        return match_gather(peg, item->child, start, captures);
    case PEG_AND:
        return match_item(peg, item->child, start, captures, &unused) >= 0 ? start : -1;
    case PEG_NOT:
        end = match_item(peg, item->child, start, captures, &unused);
        return peg->stopped || end >= 0 ? -1 : start;
    case PEG_CUT:
        *cut = true;
        return start;
    case PEG_FORCED:
        token = look(peg, start);
        if (!token || kind_of(token) == item->value)
            return token ? start + 1 : -1;
        mistake_forced(peg, start, (TokenKind)item->value);
        return -1;
    default:
        mistake_report(peg, item->text.bytes, item->text.size, captures, start);
        return -1;
    }
}

/* Blocks that hold the mistake are entered at the statement before the one that has it. */
static int32_t skip_statements(const Peg *peg, int32_t start) {
    for (size_t level = 0; level < peg->skip_count; level++)
        if (peg->skips[level].first == start)
            return peg->skips[level].before;
    return start;
}

int32_t peg_match(Peg *peg, PegRule rule, int32_t start) {
    uint32_t key = (uint32_t)rule + 1;
    if (rule == PEG_statements)
        start = skip_statements(peg, start);
    if (rule_is_memo[rule] && peg->memo) {
        const Memo *memo = memo_slot(peg->memo, peg->memo_capacity, key, start);
        if (memo->rule)
            return memo->end;
    }
    const PegItem *items = rule_items(peg, rule);
    if (!items)
        return -1;
    char here;
    if (peg->depth >= DEPTH_MAX || &here < peg->stack_limit) {
        diagnostic_set(peg->parser->diagnostic, DIAGNOSTIC_MEMORY,
                       "Parser stack overflowed - Python source too complex to parse");
        peg->stopped = true;
        return -1;
    }
    bool find_mistakes = peg->find_mistakes;
    Captures captures = {{{0, 0}}};
    if (rule == PEG_expression_without_invalid)
        peg->find_mistakes = false;
    peg->depth++;
    int32_t end = match_alternatives(peg, items, start, &captures);
    peg->depth--;
    peg->find_mistakes = find_mistakes;
    if (rule_is_memo[rule] && !peg->stopped)
        memo_set(peg, key, start, end);
    return peg->stopped ? -1 : end;
}
