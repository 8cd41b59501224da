/* Finding a run of characters in another: str, bytes, bytearray and re share it. */
#ifndef VM_OBJECTS_SEARCH_H
#define VM_OBJECTS_SEARCH_H

#include <stddef.h>
#include <stdint.h>

/* What a search answers beside an index (or count): all below zero. */
enum { SEARCH_MISSING = -1, SEARCH_ERROR = -2 /* an exception is pending: Ctrl-C */ };

/* Index of the first (last) occurrence, or SEARCH_MISSING. An empty needle is found at once.
 * A hay of more than a megabyte is looked through with looks at signals: who owns it keeps it so.
 * Widths are bytes per character; a needle wider than the hay holds a character that cannot
 * occur. Time is linear in both lengths; nothing is allocated. */
ptrdiff_t search_first(const void *hay, unsigned hay_width, size_t hay_length, const void *needle,
                       unsigned needle_width, size_t needle_length);
ptrdiff_t search_last(const void *hay, unsigned hay_width, size_t hay_length, const void *needle,
                      unsigned needle_width, size_t needle_length);
/* Occurrences that do not overlap, at most `max`; the needle is not empty. */
ptrdiff_t search_count(const void *hay, unsigned hay_width, size_t hay_length, const void *needle,
                       unsigned needle_width, size_t needle_length, size_t max);
/* These never fail. */
ptrdiff_t search_character(const void *hay, unsigned width, size_t length, uint32_t character);

#endif
