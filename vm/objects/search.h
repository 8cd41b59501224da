/* Finding a run of characters in another: str, bytes, bytearray and re share it. */
#ifndef VM_OBJECTS_SEARCH_H
#define VM_OBJECTS_SEARCH_H

#include <stddef.h>
#include <stdint.h>

/* Index of the first (last) occurrence, -1 if there is none. An empty needle is found at once.
 * Widths are bytes per character; a needle wider than the hay holds a character that cannot
 * occur. Time is linear in both lengths; nothing is allocated. */
ptrdiff_t search_first(const void *hay, unsigned hay_width, size_t hay_length, const void *needle,
                       unsigned needle_width, size_t needle_length);
ptrdiff_t search_last(const void *hay, unsigned hay_width, size_t hay_length, const void *needle,
                      unsigned needle_width, size_t needle_length);
/* Occurrences that do not overlap, at most `max`; the needle is not empty. */
size_t search_count(const void *hay, unsigned hay_width, size_t hay_length, const void *needle,
                    unsigned needle_width, size_t needle_length, size_t max);
ptrdiff_t search_character(const void *hay, unsigned width, size_t length, uint32_t character);
ptrdiff_t search_character_last(const void *hay, unsigned width, size_t length, uint32_t character);

#endif
