/* Indentation: blocks as INDENT and DEDENT tokens.
 *
 * A line's indentation is measured twice, with tabs to columns of 8 and with tabs as 1. The stack
 * of open blocks holds both; whenever the two measures disagree about which of two lines is deeper,
 * the mix of tabs and spaces is refused. Blank lines and comment lines do not count. */
#include "lexer/lexer.h"

typedef struct Width {
    int32_t column, tabless_column;
} Width;

/* Reads white space; a line may be continued by a backslash within it, and is then indented like
 * its first part that is, with tabs as columns in both measures. */
static Width measure(Lexer *lexer) {
    Width width = {0, 0};
    int32_t first = 0;
    for (;; lexer->cursor++) {
        switch (*lexer->cursor) {
        case ' ':
            width.column++;
            width.tabless_column++;
            continue;
        case '\t':
            width.column = (width.column / 8 + 1) * 8;
            width.tabless_column++;
            continue;
        case '\f':
            width.column = width.tabless_column = 0;
            continue;
        case '\\':
            if (lexer->cursor[1] != '\n' || lexer->cursor[2] == '\0')
                break;
            if (first == 0)
                first = width.column;
            width = (Width){0, 0};
            lexer->cursor++;
            lexer->line++;
            lexer->line_start = lexer->cursor + 1;
            continue;
        default:
            break;
        }
        return first > 0 ? (Width){first, first} : width;
    }
}

static bool fail_tabs(Lexer *lexer) {
    return lexer_fail_at(lexer, DIAGNOSTIC_TAB, lexer->line, lexer->line_start, 1, 0, true,
                         "inconsistent use of tabs and spaces in indentation");
}

static bool indent(Lexer *lexer, Width width, const char *line_start) {
    if (lexer->indent_count + 1 >= LEXER_INDENTS_MAX)
        return lexer_fail_at(lexer, DIAGNOSTIC_INDENTATION, lexer->line, lexer->line_start,
                             (int32_t)(lexer->cursor - lexer->line_start), -1, true,
                             "too many levels of indentation");
    lexer->indents[lexer->indent_count].column = width.column;
    lexer->indents[lexer->indent_count].tabless_column = width.tabless_column;
    lexer->indents[lexer->indent_count].is_match = lexer->match_pending;
    lexer->indent_count++;
    return lexer_emit(lexer, TOKEN_INDENT, line_start);
}

static Width current_width(const Lexer *lexer) {
    size_t count = lexer->indent_count;
    if (count == 0)
        return (Width){0, 0};
    return (Width){lexer->indents[count - 1].column, lexer->indents[count - 1].tabless_column};
}

/* The width must be that of an open block: this is known before any DEDENT is given out. */
static bool dedent(Lexer *lexer, Width width) {
    size_t count = lexer->indent_count;
    while (count > 0 && width.column < lexer->indents[count - 1].column)
        count--;
    if (width.column != (count ? lexer->indents[count - 1].column : 0)) {
        const char *end = strchr(lexer->line_start, '\n');
        int32_t column = (int32_t)((end ? end + 1 : lexer->cursor) - lexer->line_start);
        return lexer_fail_at(lexer, DIAGNOSTIC_INDENTATION, lexer->line, lexer->line_start, column,
                             -1, true, "unindent does not match any outer indentation level");
    }
    if (width.tabless_column != (count ? lexer->indents[count - 1].tabless_column : 0))
        return fail_tabs(lexer);
    while (lexer->indent_count > count) {
        lexer->indent_count--;
        if (!lexer_emit(lexer, TOKEN_DEDENT, lexer->cursor))
            return false;
    }
    return true;
}

/* A comment on a line of its own; a type comment gets a newline of its own too. */
static bool skip_comment(Lexer *lexer) {
    const char *start = lexer->cursor, *newline = strchr(start, '\n');
    TypeIgnore **notes = lexer->list->type_ignores_end;
    bool is_token;
    lexer->cursor = newline ? newline : lexer->source->bytes + lexer->source->size;
    if (!lexer_comment(lexer, start, &is_token))
        return false;
    if (*notes && newline)
        (*notes)->tag.size++; /* as in Python, the newline is part of it here */
    if (!is_token || !newline)
        return true;
    lexer->cursor++;
    bool emitted = lexer_emit(lexer, TOKEN_NEWLINE, newline);
    lexer->cursor--;
    return emitted;
}

/* White space that the source ends with is no blank line where no newline is added, unless a
 * complete statement stands before it. */
static bool is_unfinished(const Lexer *lexer) {
    bool complete =
        lexer->flags & LEXER_ONE_STATEMENT && lexer->indent_count == 0 && lexer->list->count > 0;
    return !complete && (lexer->flags & LEXER_NO_ADDED_NEWLINE) && lexer->source->newline_added &&
           lexer->cursor > lexer->line_start && lexer->cursor[-1] != '\n' &&
           lexer->cursor[1] == '\0' && (lexer->cursor[-1] == ' ' || lexer->cursor[-1] == '\t');
}

bool indentation_lex(Lexer *lexer) {
    Width width;
    for (;;) {
        width = measure(lexer);
        if (*lexer->cursor == '#' && !skip_comment(lexer))
            return false;
        if (*lexer->cursor != '\n' || is_unfinished(lexer))
            break;
        lexer->cursor++;
        lexer->line++;
        lexer->line_start = lexer->cursor;
    }
    if (*lexer->cursor == '\0')
        return indentation_finish(lexer);
    if (*lexer->cursor == '\\' && lexer->cursor > lexer->line_start && lexer->cursor[1] != '\n') {
        lexer->cursor++;
        return lexer_fail_backslash(lexer);
    }
    lexer->at_line_start = false;
    Width current = current_width(lexer);
    if (width.column == current.column) {
        if (width.tabless_column != current.tabless_column)
            return fail_tabs(lexer);
    } else if (width.column > current.column) {
        if (width.tabless_column <= current.tabless_column)
            return fail_tabs(lexer);
        if (!indent(lexer, width, lexer->line_start))
            return false;
    } else if (!dedent(lexer, width)) {
        return false;
    }
    lexer->match_pending = false;
    lexer->line_first = lexer->list->count;
    return true;
}

bool indentation_finish(Lexer *lexer) {
    TokenList *list = lexer->list;
    lexer->done = true;
    /* The stream may stop in a bracket: the parser reports it where it gets there. */
    if (lexer_depth(lexer) > 0) {
        lexer->indent_count = 0;
    } else {
        bool open_line = list->count > 0 && list->items[list->count - 1].kind != TOKEN_NEWLINE &&
                         list->items[list->count - 1].kind != TOKEN_DEDENT;
        if (open_line && !lexer_emit(lexer, TOKEN_NEWLINE, lexer->cursor))
            return false;
    }
    lexer->line_start = lexer->cursor;
    while (lexer->indent_count > 0) {
        lexer->indent_count--;
        if (!lexer_emit(lexer, TOKEN_DEDENT, lexer->cursor))
            return false;
    }
    return lexer_emit(lexer, TOKEN_END_OF_FILE, lexer->cursor);
}
