/* Part of search.c: the vector search for a needle's first and last character. */
#ifndef VM_OBJECTS_SEARCH_PAIRS_H
#define VM_OBJECTS_SEARCH_PAIRS_H

#include <stdbool.h>
#include <stddef.h>

/* Index of the first occurrence, or SEARCH_MISSING, from *start on. False: the pair is so frequent
 * that nothing was gained by it; there is no occurrence before *start. The needle has at least two
 * characters and is no longer than the hay; it is as wide as the hay, or narrower. */
bool search_pairs(const void *hay, unsigned hay_width, size_t hay_length, const void *needle,
                  unsigned needle_width, size_t needle_length, size_t *start, ptrdiff_t *found);

#endif
