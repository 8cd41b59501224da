/* UTF-8 by blocks: each byte of a block is compared with the two before it, all at once.
 *
 * A byte must be a continuation exactly if one before it is the first of two or three bytes, or two
 * before it the first of three; behind E0 and ED some continuations are wrong. Bytes that begin
 * four, or none, end the run: what follows is for a closer look. Measured: decoding 2,000 bytes of
 * words with accents takes 0.6 of the time.
 *
 * Signed bytes: ASCII is 0 and above, continuations are -128 to -65, what begins a character is
 * above that. */
#include "vm/objects/utf8_blocks.h"
#include "vm/utf8.h"

#ifdef __SSE2__
#include <emmintrin.h>

enum { BLOCK = 16 };

typedef struct Found { /* a bit set: such a byte has been seen, and all of its character */
    __m128i latin1, two, three;
} Found;

ALWAYS_INLINE __m128i between(__m128i bytes, int low, int high) {
    return _mm_and_si128(_mm_cmpgt_epi8(bytes, _mm_set1_epi8((char)(low - 1))),
                         _mm_cmplt_epi8(bytes, _mm_set1_epi8((char)(high + 1))));
}

ALWAYS_INLINE __m128i follows(__m128i before, uint8_t first, __m128i is_wrong) {
    return _mm_and_si128(_mm_cmpeq_epi8(before, _mm_set1_epi8((char)first)), is_wrong);
}

ALWAYS_INLINE __m128i load(const uint8_t *bytes) {
    return _mm_loadu_si128((const __m128i *)(const void *)bytes);
}

/* False: a byte is out of place, or begins four. `before` and `second` are the bytes one and two
 * before each. */
ALWAYS_INLINE bool check(__m128i block, __m128i before, __m128i second, __m128i *continuations) {
    const int8_t c0 = -0x40, c1 = -0x3f, e0 = -0x20, f0 = -0x10, a0 = -0x60;
    __m128i expected = _mm_or_si128(between(before, c0, -1), between(second, e0, -1));
    *continuations = _mm_cmplt_epi8(block, _mm_set1_epi8(c0));
    __m128i wrong = _mm_xor_si128(*continuations, expected);
    wrong = _mm_or_si128(wrong, _mm_or_si128(between(block, c0, c1), between(block, f0, -1)));
    wrong = _mm_or_si128(wrong, follows(before, 0xe0, _mm_cmplt_epi8(block, _mm_set1_epi8(a0))));
    wrong =
        _mm_or_si128(wrong, follows(before, 0xed, _mm_cmpgt_epi8(block, _mm_set1_epi8(a0 - 1))));
    return _mm_movemask_epi8(wrong) == 0;
}

ALWAYS_INLINE void note(Found *found, __m128i firsts) {
    const int8_t c2 = -0x3e, c3 = -0x3d, c4 = -0x3c, df = -0x21, e0 = -0x20;
    found->latin1 = _mm_or_si128(found->latin1, between(firsts, c2, c3));
    found->two = _mm_or_si128(found->two, between(firsts, c4, df));
    found->three = _mm_or_si128(found->three, between(firsts, e0, -1));
}

static uint32_t bits_of(const Found *found) {
    return (_mm_movemask_epi8(found->three)    ? 0xffff
            : _mm_movemask_epi8(found->two)    ? 0x7ff
            : _mm_movemask_epi8(found->latin1) ? 0xff
                                               : 0x7f);
}

Utf8Run utf8_run_blocks(const uint8_t *bytes, size_t size) {
    Found found = {_mm_setzero_si128(), _mm_setzero_si128(), _mm_setzero_si128()};
    size_t checked = 0, count = 0;
    for (; size - checked >= BLOCK; checked += BLOCK) {
        __m128i block = load(bytes + checked), continuations;
        __m128i before = checked ? load(bytes + checked - 1) : _mm_slli_si128(block, 1);
        __m128i second = checked ? load(bytes + checked - 2) : _mm_slli_si128(block, 2);
        if (_mm_movemask_epi8(_mm_or_si128(block, second)) == 0)
            continue; /* ASCII */
        if (!check(block, before, second, &continuations))
            break;
        count += (unsigned)__builtin_popcount((unsigned)_mm_movemask_epi8(continuations));
        note(&found, second);
    }
    if (checked == 0)
        return (Utf8Run){0, 0, 0x7f};
    /* Back to where a character begins, all before which have been noted. */
    size_t end = checked - 2;
    while (end > 0 && utf8_is_continuation(bytes[end]))
        end--;
    for (size_t i = end; i < checked; i++)
        count -= utf8_is_continuation(bytes[i]);
    return (Utf8Run){end, end - count, bits_of(&found)};
}

#else

Utf8Run utf8_run_blocks(const uint8_t *bytes, size_t size) {
    return (Utf8Run){0, 0, 0x7f};
}

#endif
