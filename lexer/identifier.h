/* Properties of characters beyond ASCII that source text needs. */
#ifndef LEXER_IDENTIFIER_H
#define LEXER_IDENTIFIER_H

#include <stdbool.h>
#include <stdint.h>

/* What repr() shows as it is. */
bool character_is_printable(uint32_t character);

#endif
