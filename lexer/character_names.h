/* Names of characters, for \N{...} and whoever else asks. */
#ifndef LEXER_CHARACTER_NAMES_H
#define LEXER_CHARACTER_NAMES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define CHARACTER_NAME_CAPACITY 128

/* By name or alias, in any case. */
bool character_find_name(const char *name, size_t size, uint32_t *character);
/* The name, terminated; false if it has none. Searches the whole table. */
bool character_name(uint32_t character, char name[CHARACTER_NAME_CAPACITY]);

#endif
