/* Tables sorted by character, whose entries begin with it. */
#ifndef LEXER_CHARACTER_TABLE_H
#define LEXER_CHARACTER_TABLE_H

#include <stddef.h>
#include <stdint.h>

/* The entry of the character, of `count` entries of `size` bytes; null: it has none. */
static inline const void *character_table_find(const void *table, size_t count, size_t size,
                                               uint32_t character) {
    size_t low = 0, high = count;
    while (low < high) {
        size_t middle = (low + high) / 2;
        const uint32_t *entry = (const void *)((const char *)table + middle * size);
        if (*entry == character)
            return entry;
        if (*entry < character)
            low = middle + 1;
        else
            high = middle;
    }
    return NULL;
}

/* The same for an array. */
#define CHARACTER_FIND(table, character)                                                           \
    character_table_find(table, sizeof(table) / sizeof *(table), sizeof *(table), character)

#endif
