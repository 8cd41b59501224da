/* Text that is being typed, seen through the real lexer. */
#include "vm/repl_text.h"
#include "vm/line_text.h"

#include <stdlib.h>
#include <string.h>

static size_t encode(const wchar_t *text, size_t length, char *bytes, uint32_t *characters) {
    size_t size = 0;
    for (size_t i = 0; i < length; i++) {
        size_t end = (size_t)(utf8_put(bytes + size, text[i]) - bytes);
        while (size < end)
            characters[size++] = (uint32_t)i;
    }
    characters[size] = (uint32_t)length;
    return size;
}

static bool stands_in_text(const Token *token) {
    return token->kind != TOKEN_NEWLINE && token->kind != TOKEN_INDENT &&
           token->kind != TOKEN_DEDENT && token->kind != TOKEN_END_OF_FILE &&
           token->kind != TOKEN_ERROR;
}

/* Keeps only the tokens that have a text. */
static size_t keep_tokens(TokenList *tokens) {
    size_t count = 0;
    for (size_t i = 0; i < tokens->count; i++)
        if (stands_in_text(&tokens->items[i]))
            tokens->items[count++] = tokens->items[i];
    return count;
}

/* A quote behind the last token (outside of comments) opens a string that is not closed: where its
 * prefix begins. */
static size_t find_open_string(const ReplText *text) {
    size_t first = text->count ? text->tokens.items[text->count - 1].end : 0;
    for (size_t at = first; at < text->size; at++) {
        char c = text->bytes[at];
        if (c == '#')
            while (at + 1 < text->size && text->bytes[at] != '\n')
                at++;
        if (c != '"' && c != '\'')
            continue;
        while (at > first && strchr("rRbBuUfF", text->bytes[at - 1]))
            at--;
        return at;
    }
    return text->size;
}

ReplText *repl_text_new(const wchar_t *characters, size_t length) {
    ReplText *text = mem_raw_calloc(1, sizeof *text);
    if (!text)
        return NULL;
    text->bytes = mem_raw_malloc(length * 4 + 1);
    text->characters = mem_raw_malloc((length * 4 + 1) * sizeof *text->characters);
    text->region = mem_region_new();
    Source source;
    Diagnostic diagnostic;
    if (!text->bytes || !text->characters || !text->region) {
        repl_text_free(text);
        return NULL;
    }
    text->size = encode(characters, length, text->bytes, text->characters);
    text->bytes[text->size] = 0;
    if (!source_init(&source, text->bytes, text->size, NULL, SOURCE_IS_UTF8, text->region,
                     &diagnostic) ||
        !token_list_init(&text->tokens, &source, 0, text->region, &diagnostic)) {
        repl_text_free(text);
        return NULL;
    }
    text->count = keep_tokens(&text->tokens);
    text->open_string = find_open_string(text);
    return text;
}

void repl_text_free(ReplText *text) {
    token_list_free(&text->tokens);
    if (text->region)
        mem_region_free(text->region);
    mem_raw_free(text->bytes);
    mem_raw_free(text->characters);
    mem_raw_free(text);
}

size_t repl_text_indentation(const ReplText *text, size_t at) {
    while (at > 0 && text->bytes[at - 1] != '\n')
        at--;
    return strspn(text->bytes + at, " ");
}

bool repl_token_is(const ReplText *text, size_t index, TokenKind kind) {
    return index < text->count && text->tokens.items[index].kind == kind;
}

size_t repl_text_open_bracket(const ReplText *text) {
    if (!text->tokens.open_count)
        return SIZE_MAX;
    uint32_t offset = text->tokens.open[text->tokens.open_count - 1].offset;
    for (size_t i = text->count; i-- > 0;)
        if (text->tokens.items[i].start == offset)
            return i;
    return SIZE_MAX;
}

/* ---- lists of choices ------------------------------------------------------------------------ */

bool completions_add(Completions *completions, const char *utf8, size_t size) {
    if (completions->count == completions->capacity) {
        size_t capacity = completions->capacity * 2 + 32;
        wchar_t **larger = mem_raw_realloc(completions->items, capacity * sizeof *larger);
        if (!larger)
            return false;
        completions->items = larger;
        completions->capacity = capacity;
    }
    wchar_t *item = mem_raw_malloc((size + 1) * sizeof *item);
    if (!item)
        return false;
    item[utf8_to_characters(utf8, size, item)] = 0;
    completions->items[completions->count++] = item;
    return true;
}

static int compare_items(const void *left, const void *right) {
    return wcscmp(*(wchar_t *const *)left, *(wchar_t *const *)right);
}

void completions_sort(Completions *completions) {
    if (!completions->count)
        return;
    qsort(completions->items, completions->count, sizeof *completions->items, compare_items);
    size_t kept = 1;
    for (size_t i = 1; i < completions->count; i++) {
        if (wcscmp(completions->items[i], completions->items[kept - 1]) != 0)
            completions->items[kept++] = completions->items[i];
        else
            mem_raw_free(completions->items[i]);
    }
    completions->count = kept;
}

void completions_free(Completions *completions) {
    for (size_t i = 0; i < completions->count; i++)
        mem_raw_free(completions->items[i]);
    mem_raw_free(completions->items);
    *completions = (Completions){0};
}
