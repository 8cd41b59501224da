/* A needle is looked for where its first and its last character stand at the right distance:
 *
 *     hay     ...the quick brown fox...      first 'f', last 'x', 16 bytes of starts at a time:
 *     firsts         f?  f?  f?              compare hay[i ...] with 'f' and hay[i + 2 ...] with
 * 'x', lasts            x?  x?  x?            look closer where both fit
 *
 * Compares of 16 bytes are part of x86-64; elsewhere nothing is gained and search.c does the work.
 * A tenth of the time of memmem for short needles, a twentieth of scan() for wide characters. When
 * too many places are looked at closer for nothing, search.c goes on, in linear time. */
#include "vm/objects/search_pairs.h"

#include "vm/objects/search.h"

#include <stdint.h>
#include <string.h>

#ifdef __SSE2__
#include <emmintrin.h>

#define ALWAYS_INLINE static inline __attribute__((always_inline))
enum { PATIENCE = 64, WIDTH_OF_VECTOR = 16 };

typedef struct Pair {
    const uint8_t *hay, *needle;
    unsigned hay_width, needle_width;
    size_t needle_length, distance; /* bytes from the first to the last character */
    __m128i first, last;
} Pair;

ALWAYS_INLINE uint32_t at(const uint8_t *data, unsigned width, size_t index) {
    return width == 1   ? data[index]
           : width == 2 ? ((const uint16_t *)(const void *)data)[index]
                        : ((const uint32_t *)(const void *)data)[index];
}

ALWAYS_INLINE __m128i repeat(uint32_t character, unsigned width) {
    return width == 1   ? _mm_set1_epi8((char)character)
           : width == 2 ? _mm_set1_epi16((short)character)
                        : _mm_set1_epi32((int)character);
}

ALWAYS_INLINE __m128i equals(__m128i left, __m128i right, unsigned width) {
    return width == 1   ? _mm_cmpeq_epi8(left, right)
           : width == 2 ? _mm_cmpeq_epi16(left, right)
                        : _mm_cmpeq_epi32(left, right);
}

ALWAYS_INLINE __m128i load(const uint8_t *bytes) {
    return _mm_loadu_si128((const __m128i *)(const void *)bytes);
}

/* A bit for each byte of the 16 starts there whose characters fit. */
ALWAYS_INLINE unsigned fitting(const Pair *pair, const uint8_t *place, unsigned width) {
    __m128i firsts = equals(load(place), pair->first, width);
    __m128i lasts = equals(load(place + pair->distance), pair->last, width);
    return (unsigned)_mm_movemask_epi8(_mm_and_si128(firsts, lasts));
}

/* What stands between the two characters. */
static bool is_needle(const Pair *pair, const uint8_t *place) {
    if (pair->hay_width == pair->needle_width)
        return memcmp(place, pair->needle, pair->needle_length * pair->hay_width) == 0;
    for (size_t i = 1; i + 1 < pair->needle_length; i++)
        if (at(place, pair->hay_width, i) != at(pair->needle, pair->needle_width, i))
            return false;
    return true;
}

/* The index of the first fit among 16 bytes of starts; -1: none. */
static int look_closer(const Pair *pair, const uint8_t *place, unsigned fits, size_t *misses) {
    unsigned one = (1u << pair->hay_width) - 1; /* the bits of a character */
    while (fits) {
        int bit = __builtin_ctz(fits);
        if (is_needle(pair, place + bit))
            return bit;
        ++*misses;
        fits &= ~(one << bit);
    }
    return -1;
}

/* `end` bytes of starts; made for each width. */
ALWAYS_INLINE bool look_through(const Pair *pair, unsigned width, size_t end, size_t *start,
                                ptrdiff_t *found) {
    size_t misses = 0;
    for (size_t i = *start * width; i < end; i += WIDTH_OF_VECTOR) {
        if (i + WIDTH_OF_VECTOR > end)
            i = end - WIDTH_OF_VECTOR; /* again some of those before */
        unsigned fits = fitting(pair, pair->hay + i, width);
        if (__builtin_expect(fits != 0, 0)) {
            int bit = look_closer(pair, pair->hay + i, fits, &misses);
            if (bit >= 0) {
                *found = (ptrdiff_t)((i + (size_t)bit) / width);
                return true;
            }
            if (misses > PATIENCE + i / WIDTH_OF_VECTOR) {
                *start = i / width;
                return false;
            }
        }
    }
    *found = SEARCH_MISSING;
    return true;
}

bool search_pairs(const void *hay, unsigned hay_width, size_t hay_length, const void *needle,
                  unsigned needle_width, size_t needle_length, size_t *start, ptrdiff_t *found) {
    size_t end = (hay_length - needle_length + 1) * hay_width;
    if (end < WIDTH_OF_VECTOR)
        return false;
    Pair pair = {hay,
                 needle,
                 hay_width,
                 needle_width,
                 needle_length,
                 (needle_length - 1) * hay_width,
                 repeat(at(needle, needle_width, 0), hay_width),
                 repeat(at(needle, needle_width, needle_length - 1), hay_width)};
    return hay_width == 1   ? look_through(&pair, 1, end, start, found)
           : hay_width == 2 ? look_through(&pair, 2, end, start, found)
                            : look_through(&pair, 4, end, start, found);
}

#else

bool search_pairs(const void *hay, unsigned hay_width, size_t hay_length, const void *needle,
                  unsigned needle_width, size_t needle_length, size_t *start, ptrdiff_t *found) {
    return false;
}

#endif
