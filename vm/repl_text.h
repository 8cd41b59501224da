/* Text that is being typed, seen through the real lexer. */
#ifndef VM_REPL_TEXT_H
#define VM_REPL_TEXT_H

#include "lexer/token.h"
#include "parser/ast.h"
#include "vm/line_editor.h"

typedef struct ReplText {
    char *bytes; /* UTF-8 */
    size_t size;
    uint32_t *characters; /* per byte: its character's index; one more for the end */
    TokenList tokens;     /* up to the first lexical error */
    size_t count;         /* of tokens that stand in the text: no NEWLINE, INDENT, DEDENT, end */
    size_t open_string;   /* where a string begins that is not closed; `size`: none */
    MemRegion *region;
} ReplText;

/* Null: out of memory. */
ReplText *repl_text_new(const wchar_t *text, size_t length);
void repl_text_free(ReplText *text);
/* Blanks at the start of the line that holds this byte. */
size_t repl_text_indentation(const ReplText *text, size_t at);
/* Is the token one of these characters (a bracket, a comma, ...)? */
bool repl_token_is(const ReplText *text, size_t index, TokenKind kind);
/* The index of the token before which the bracket opens that is innermost at the end; SIZE_MAX. */
size_t repl_text_open_bracket(const ReplText *text);

/* ---- repl_block.c: blocks as the editor's client sees them ----------------------------------- */

bool repl_is_complete(const wchar_t *text, size_t length);
size_t repl_indentation(const wchar_t *text, size_t length);
size_t repl_dedent(const wchar_t *text, size_t length);
/* ---- repl_colour.c --------------------------------------------------------------------------- */
void repl_colour(const wchar_t *text, size_t length, size_t cursor, uint8_t *styles);
/* ---- repl_complete.c ------------------------------------------------------------------------- */
void repl_complete(const wchar_t *text, size_t length, size_t cursor, Completions *completions);
void repl_hint(const wchar_t *text, size_t length, size_t cursor, char *hint, size_t size);
/* repl_complete_modules.c: names of modules that begin with this dotted prefix; names in a module,
 * which need not have been imported. */
void repl_complete_module(const char *prefix, Completions *completions);
void repl_complete_member(const char *module, const char *prefix, Completions *completions);

#endif
