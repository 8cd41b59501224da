/* Substring search over characters of 1, 2 or 4 bytes, forwards and backwards.
 *
 * Forwards, search_pairs.c looks for the needle's first and last character with vector
 * instructions. If that finds too many, one byte is memmem; everything else starts with a simple
 * scan that compares the needle's last and first character and skips by a small set of the needle's
 * characters; when that has compared more than a few times the hay's length, the two-way algorithm
 * (Crochemore and Perrin) takes over, which is linear for any input and needs no memory.
 *
 * Backward search is the same code on mirrored indices. The functions are inlined into one case
 * per pair of widths, so that character_at costs nothing. */
#define _GNU_SOURCE /* memmem, memrchr */
#include "vm/objects/search.h"

#include "vm/objects/search_pairs.h"
#include "vm/pass.h"

#include <stdbool.h>
#include <string.h>
#include <wchar.h>

#define ALWAYS_INLINE static inline __attribute__((always_inline))
_Static_assert(sizeof(wchar_t) == 4, "wmemchr searches 4-byte characters");

ALWAYS_INLINE uint32_t at(const void *data, unsigned width, size_t index) {
    return width == 1   ? ((const uint8_t *)data)[index]
           : width == 2 ? ((const uint16_t *)data)[index]
                        : ((const uint32_t *)data)[index];
}

/* ---- one character -------------------------------------------------------------------------- */

static ptrdiff_t first_of_16(const uint16_t *hay, size_t length, uint16_t character) {
    size_t i = 0;
    for (; i + 8 <= length; i += 8) { /* the compiler makes vector compares of this */
        unsigned hit = 0;
        for (unsigned k = 0; k < 8; k++)
            hit |= hay[i + k] == character;
        if (hit)
            break;
    }
    for (; i < length; i++) {
        if (hay[i] == character)
            return (ptrdiff_t)i;
    }
    return SEARCH_MISSING;
}

ptrdiff_t search_character(const void *hay, unsigned width, size_t length, uint32_t character) {
    if (width == 1) {
        if (character > 0xff)
            return SEARCH_MISSING;
        const uint8_t *hit = memchr(hay, (int)character, length);
        return hit ? hit - (const uint8_t *)hay : SEARCH_MISSING;
    }
    if (width == 2)
        return character > 0xffff ? -1 : first_of_16(hay, length, (uint16_t)character);
    const wchar_t *hit = wmemchr(hay, (wchar_t)character, length);
    return hit ? hit - (const wchar_t *)hay : SEARCH_MISSING;
}

ALWAYS_INLINE ptrdiff_t last_of(const void *hay, unsigned width, size_t length,
                                uint32_t character) {
    for (; length >= 8; length -= 8) { /* as above */
        unsigned hit = 0;
        for (unsigned k = 1; k <= 8; k++)
            hit |= at(hay, width, length - k) == character;
        if (hit)
            break;
    }
    while (length-- > 0) {
        if (at(hay, width, length) == character)
            return (ptrdiff_t)length;
    }
    return SEARCH_MISSING;
}

static ptrdiff_t search_character_last(const void *hay, unsigned width, size_t length,
                                       uint32_t character) {
    if (width == 1) {
        if (character > 0xff)
            return SEARCH_MISSING;
        const uint8_t *hit = memrchr(hay, (int)character, length);
        return hit ? hit - (const uint8_t *)hay : SEARCH_MISSING;
    }
    return width == 2 ? last_of(hay, 2, length, character) : last_of(hay, 4, length, character);
}

static ptrdiff_t count_byte(const uint8_t *hay, size_t length, uint8_t byte) {
    size_t count = 0;
    for (size_t start = 0, end; start < length; start = end) {
        end = length - start > PASS_BYTES ? start + PASS_BYTES : length;
        for (size_t i = start; i < end; i++)
            count += hay[i] == byte;
        if (end < length && !pass_may_go_on())
            return SEARCH_ERROR;
    }
    return (ptrdiff_t)count;
}

/* ---- many characters ------------------------------------------------------------------------ */

#define HAY(i)    at(hay, hay_width, backwards ? hay_length - 1 - (i) : (i))
#define NEEDLE(i) at(needle, needle_width, backwards ? needle_length - 1 - (i) : (i))
#define PARAMETERS                                                                                 \
    const void *hay, unsigned hay_width, size_t hay_length, const void *needle,                    \
        unsigned needle_width, size_t needle_length, bool backwards
#define ARGUMENTS hay, hay_width, hay_length, needle, needle_width, needle_length, backwards

/* The largest suffix of the needle under `<` (or, inverted, `>`): its start and its period. */
ALWAYS_INLINE size_t largest_suffix(const void *needle, unsigned needle_width, size_t needle_length,
                                    bool backwards, bool inverted, size_t *period_place) {
    size_t start = (size_t)-1, candidate = 0, offset = 1, period = 1;
    while (candidate + offset < needle_length) {
        uint32_t a = NEEDLE(candidate + offset), b = NEEDLE(start + offset);
        if (inverted ? b < a : a < b) {
            candidate += offset;
            offset = 1;
            period = candidate - start;
        } else if (a == b) {
            if (offset == period) {
                candidate += period;
                offset = 1;
            } else {
                offset++;
            }
        } else {
            start = candidate++;
            offset = period = 1;
        }
    }
    *period_place = period;
    return start + 1;
}

ALWAYS_INLINE ptrdiff_t two_way(PARAMETERS, size_t from) {
    size_t period, other_period;
    size_t cut = largest_suffix(needle, needle_width, needle_length, backwards, false, &period);
    size_t other =
        largest_suffix(needle, needle_width, needle_length, backwards, true, &other_period);
    if (other > cut) {
        cut = other;
        period = other_period;
    }
    bool periodic = period + cut <= needle_length;
    for (size_t i = 0; periodic && i < cut; i++)
        periodic = NEEDLE(i) == NEEDLE(i + period);
    size_t known = 0; /* leading characters that match already, for a periodic needle */
    if (!periodic)
        period = (cut > needle_length - cut ? cut : needle_length - cut) + 1;
    for (size_t place = from; place + needle_length <= hay_length;) {
        size_t i = cut > known ? cut : known;
        while (i < needle_length && NEEDLE(i) == HAY(place + i))
            i++;
        if (i < needle_length) {
            place += i - cut + 1;
            known = 0;
            continue;
        }
        i = cut;
        while (i > known && NEEDLE(i - 1) == HAY(place + i - 1))
            i--;
        if (i <= known)
            return (ptrdiff_t)place;
        place += period;
        known = periodic ? needle_length - period : 0;
    }
    return SEARCH_MISSING;
}

ALWAYS_INLINE ptrdiff_t scan(PARAMETERS) {
    size_t last = needle_length - 1, budget = 4 * hay_length + 64;
    uint32_t last_character = NEEDLE(last);
    uint64_t set = 0;
    for (size_t i = 0; i < needle_length; i++)
        set |= UINT64_C(1) << (NEEDLE(i) & 63);
    for (size_t place = 0; place + last < hay_length; place++) {
        if (HAY(place + last) == last_character) {
            size_t i = 0;
            while (i < last && HAY(place + i) == NEEDLE(i))
                i++;
            if (i == last)
                return (ptrdiff_t)place;
            if (i > budget)
                return two_way(ARGUMENTS, place);
            budget -= i;
        }
        if (place + needle_length < hay_length && !(set >> (HAY(place + needle_length) & 63) & 1))
            place += needle_length;
    }
    return SEARCH_MISSING;
}

#define SCAN(hay_w, needle_w, back)                                                                \
    scan(hay, hay_w, hay_length, needle, needle_w, needle_length, back)

static ptrdiff_t first_after_pairs(const void *hay, unsigned hay_width, size_t hay_length,
                                   const void *needle, unsigned needle_width,
                                   size_t needle_length) {
    switch (hay_width << 4 | needle_width) {
    case 0x11: {
        if (hay_length - needle_length < 16) /* words: half the time */
            return SCAN(1, 1, false);
        const uint8_t *hit = memmem(hay, hay_length, needle, needle_length);
        return hit ? hit - (const uint8_t *)hay : SEARCH_MISSING;
    }
    case 0x21:
        return SCAN(2, 1, false);
    case 0x22:
        return SCAN(2, 2, false);
    case 0x41:
        return SCAN(4, 1, false);
    case 0x42:
        return SCAN(4, 2, false);
    default:
        return SCAN(4, 4, false);
    }
}

static ptrdiff_t first_in_window(const void *hay, unsigned hay_width, size_t hay_length,
                                 const void *needle, unsigned needle_width, size_t needle_length) {
    if (needle_length == 1)
        return search_character(hay, hay_width, hay_length, at(needle, needle_width, 0));
    size_t start = 0;
    ptrdiff_t found;
    if (search_pairs(hay, hay_width, hay_length, needle, needle_width, needle_length, &start,
                     &found))
        return found;
    found = first_after_pairs((const char *)hay + start * hay_width, hay_width, hay_length - start,
                              needle, needle_width, needle_length);
    return found < 0 ? found : found + (ptrdiff_t)start;
}

/* The places of the needle's first byte, from behind, as long as there are few for nothing. */
static ptrdiff_t last_of_bytes(const uint8_t *hay, size_t hay_length, const uint8_t *needle,
                               size_t needle_length) {
    enum { PATIENCE = 16 };
    size_t end = hay_length - needle_length + 1;
    for (unsigned misses = 0; misses < PATIENCE; misses++) {
        const uint8_t *hit = memrchr(hay, needle[0], end);
        if (!hit)
            return SEARCH_MISSING;
        end = (size_t)(hit - hay);
        if (memcmp(hit, needle, needle_length) == 0)
            return (ptrdiff_t)end;
    }
    hay_length = end + needle_length - 1; /* what begins before `end` */
    if (hay_length < needle_length)
        return SEARCH_MISSING;
    ptrdiff_t mirrored = scan(hay, 1, hay_length, needle, 1, needle_length, true);
    return mirrored < 0 ? SEARCH_MISSING : (ptrdiff_t)(hay_length - needle_length) - mirrored;
}

static ptrdiff_t last_in_window(const void *hay, unsigned hay_width, size_t hay_length,
                                const void *needle, unsigned needle_width, size_t needle_length) {
    if (needle_length == 1)
        return search_character_last(hay, hay_width, hay_length, at(needle, needle_width, 0));
    ptrdiff_t mirrored;
    switch (hay_width << 4 | needle_width) {
    case 0x11:
        return last_of_bytes(hay, hay_length, needle, needle_length);
    case 0x21:
        mirrored = SCAN(2, 1, true);
        break;
    case 0x22:
        mirrored = SCAN(2, 2, true);
        break;
    case 0x41:
        mirrored = SCAN(4, 1, true);
        break;
    case 0x42:
        mirrored = SCAN(4, 2, true);
        break;
    default:
        mirrored = SCAN(4, 4, true);
        break;
    }
    return mirrored < 0 ? SEARCH_MISSING : (ptrdiff_t)(hay_length - needle_length) - mirrored;
}

/* ---- windows ---------------------------------------------------------------------------------
 *
 * A long hay is searched window by window, with a look at signals in between. They overlap by the
 * needle but one character, and are not shorter than the needle: the time stays linear. */

static size_t window_step(size_t needle_length) {
    return needle_length > PASS_BYTES ? needle_length : PASS_BYTES;
}

static ptrdiff_t first_in_windows(const void *hay, unsigned hay_width, size_t hay_length,
                                  const void *needle, unsigned needle_width, size_t needle_length) {
    size_t step = window_step(needle_length);
    for (size_t start = 0; hay_length - start >= needle_length; start += step) {
        size_t rest = hay_length - start, length = step + needle_length - 1;
        ptrdiff_t hit =
            first_in_window((const char *)hay + start * hay_width, hay_width,
                            rest < length ? rest : length, needle, needle_width, needle_length);
        if (hit >= 0)
            return (ptrdiff_t)start + hit;
        if (rest <= length)
            break;
        if (!pass_may_go_on())
            return SEARCH_ERROR;
    }
    return SEARCH_MISSING;
}

static ptrdiff_t last_in_windows(const void *hay, unsigned hay_width, size_t hay_length,
                                 const void *needle, unsigned needle_width, size_t needle_length) {
    size_t step = window_step(needle_length), length = step + needle_length - 1;
    for (size_t end = hay_length;; end -= step) {
        size_t start = end > length ? end - length : 0;
        ptrdiff_t hit = last_in_window((const char *)hay + start * hay_width, hay_width,
                                       end - start, needle, needle_width, needle_length);
        if (hit >= 0)
            return (ptrdiff_t)start + hit;
        if (start == 0)
            return SEARCH_MISSING;
        if (!pass_may_go_on())
            return SEARCH_ERROR;
    }
}

ptrdiff_t search_first(const void *hay, unsigned hay_width, size_t hay_length, const void *needle,
                       unsigned needle_width, size_t needle_length) {
    if (needle_length == 0)
        return 0;
    if (needle_length > hay_length || needle_width > hay_width)
        return SEARCH_MISSING;
    return (LIKELY(hay_length <= PASS_BYTES) ? first_in_window : first_in_windows)(
        hay, hay_width, hay_length, needle, needle_width, needle_length);
}

ptrdiff_t search_last(const void *hay, unsigned hay_width, size_t hay_length, const void *needle,
                      unsigned needle_width, size_t needle_length) {
    if (needle_length == 0)
        return (ptrdiff_t)hay_length;
    if (needle_length > hay_length || needle_width > hay_width)
        return SEARCH_MISSING;
    return (LIKELY(hay_length <= PASS_BYTES) ? last_in_window : last_in_windows)(
        hay, hay_width, hay_length, needle, needle_width, needle_length);
}

ptrdiff_t search_count(const void *hay, unsigned hay_width, size_t hay_length, const void *needle,
                       unsigned needle_width, size_t needle_length, size_t max) {
    size_t count = 0;
    if (needle_length == 1 && hay_width == 1 && needle_width == 1 && max >= hay_length)
        return count_byte(hay, hay_length, *(const uint8_t *)needle);
    for (size_t from = 0; count < max; count++) {
        ptrdiff_t hit = search_first((const char *)hay + from * hay_width, hay_width,
                                     hay_length - from, needle, needle_width, needle_length);
        if (hit == SEARCH_ERROR || !pass_may_go_on())
            return SEARCH_ERROR;
        if (hit < 0)
            break;
        from += (size_t)hit + needle_length;
    }
    return (ptrdiff_t)count;
}
