/* Normal forms: decompose every character fully, sort combining marks by class, and for the
 * composed forms put pairs together again (Unicode Standard Annex 15). Hangul syllables are
 * computed, everything else is looked up in tables made of Unicode's data files. */
#include "lexer/normalize.h"

#include "lexer/character_table.h"
#include "lexer/normalize_tables.h"
#include "lexer/utf8.h"

#include <string.h>

enum {
    HANGUL = 0xAC00,
    LEADING = 0x1100,
    VOWEL = 0x1161,
    TRAILING = 0x11A7,
    LEADING_COUNT = 19,
    VOWEL_COUNT = 21,
    TRAILING_COUNT = 28,
    HANGUL_COUNT = LEADING_COUNT * VOWEL_COUNT * TRAILING_COUNT,
};

typedef struct Buffer {
    uint32_t *items;
    size_t count, capacity;
} Buffer;

static bool push(Buffer *buffer, uint32_t character) {
    if (buffer->count == buffer->capacity) {
        size_t capacity = buffer->capacity ? buffer->capacity * 2 : 32;
        uint32_t *items = mem_raw_realloc(buffer->items, capacity * sizeof *items);
        if (!items)
            return false;
        buffer->items = items;
        buffer->capacity = capacity;
    }
    buffer->items[buffer->count++] = character;
    return true;
}

static uint8_t normalize_combining_class(uint32_t character) {
    const struct Class *entry = CHARACTER_FIND(unicode_classes, character);
    return entry ? entry->combining_class : 0;
}

/* Decompositions nest a few levels deep by the tables' construction. */
static bool decompose(Buffer *buffer, uint32_t character, bool compatible) {
    if (character >= HANGUL && character < HANGUL + HANGUL_COUNT) {
        uint32_t index = character - HANGUL;
        uint32_t trailing = index % TRAILING_COUNT;
        return push(buffer, LEADING + index / (VOWEL_COUNT * TRAILING_COUNT)) &&
               push(buffer, VOWEL + index % (VOWEL_COUNT * TRAILING_COUNT) / TRAILING_COUNT) &&
               (trailing == 0 || push(buffer, TRAILING + trailing));
    }
    const struct Decomposition *entry = CHARACTER_FIND(unicode_decompositions, character);
    if (!entry || (entry->compatible && !compatible))
        return push(buffer, character);
    for (size_t i = 0; i < entry->count; i++)
        if (!decompose(buffer, unicode_decomposed[entry->start + i], compatible))
            return false;
    return true;
}

/* Insertion sort, for runs as texts have them. */
static void order_few(uint32_t *run, size_t count) {
    for (size_t i = 1; i < count; i++) {
        uint32_t character = run[i];
        uint8_t mark = normalize_combining_class(character);
        size_t at = i;
        for (; at > 0 && normalize_combining_class(run[at - 1]) > mark; at--)
            run[at] = run[at - 1];
        run[at] = character;
    }
}

/* Counting sort. */
static bool order_many(uint32_t *run, size_t count) {
    size_t places[257] = {0}; /* where the next mark of a class goes */
    uint32_t *copy = mem_raw_malloc(count * sizeof *copy);
    if (!copy)
        return false;
    memcpy(copy, run, count * sizeof *copy);
    for (size_t i = 0; i < count; i++)
        places[normalize_combining_class(copy[i]) + 1]++;
    for (size_t class = 1; class < 257; class ++)
        places[class] += places[class - 1];
    for (size_t i = 0; i < count; i++)
        run[places[normalize_combining_class(copy[i])]++] = copy[i];
    mem_raw_free(copy);
    return true;
}

/* Stable sort of each run of combining marks. */
static bool order_marks(Buffer *buffer) {
    enum { FEW = 64 };
    for (size_t start = 0, end; start < buffer->count; start = end + 1) {
        for (end = start; end < buffer->count && normalize_combining_class(buffer->items[end]);)
            end++;
        if (end - start <= FEW)
            order_few(buffer->items + start, end - start);
        else if (!order_many(buffer->items + start, end - start))
            return false;
    }
    return true;
}

/* 0 if the two do not compose. */
static uint32_t compose_pair(uint32_t first, uint32_t second) {
    if (first >= LEADING && first < LEADING + LEADING_COUNT && second >= VOWEL &&
        second < VOWEL + VOWEL_COUNT)
        return HANGUL + ((first - LEADING) * VOWEL_COUNT + second - VOWEL) * TRAILING_COUNT;
    if (first >= HANGUL && first < HANGUL + HANGUL_COUNT &&
        (first - HANGUL) % TRAILING_COUNT == 0 && second > TRAILING &&
        second < TRAILING + TRAILING_COUNT)
        return first + second - TRAILING;
    size_t low = 0, count = sizeof unicode_pairs / sizeof *unicode_pairs, high = count;
    while (low < high) {
        size_t middle = (low + high) / 2;
        const uint32_t *pair = unicode_pairs[middle];
        if (pair[0] < first || (pair[0] == first && pair[1] < second))
            low = middle + 1;
        else
            high = middle;
    }
    if (low < count && unicode_pairs[low][0] == first && unicode_pairs[low][1] == second)
        return unicode_pairs[low][2];
    return 0;
}

static void compose(Buffer *buffer) {
    size_t written = 0, starter = SIZE_MAX;
    int last_class = -1;
    for (size_t i = 0; i < buffer->count; i++) {
        uint32_t character = buffer->items[i];
        int mark = normalize_combining_class(character);
        uint32_t composed = starter != SIZE_MAX && last_class < mark
                                ? compose_pair(buffer->items[starter], character)
                                : 0;
        if (composed) {
            buffer->items[starter] = composed;
            continue;
        }
        if (mark == 0) {
            starter = written;
            last_class = -1;
        } else {
            last_class = mark;
        }
        buffer->items[written++] = character;
    }
    buffer->count = written;
}

uint32_t *normalize_characters(NormalForm form, const uint32_t *characters, size_t count,
                               size_t *out_count) {
    Buffer buffer = {mem_raw_malloc((count + 1) * sizeof(uint32_t)), 0, count + 1};
    if (!buffer.items)
        return NULL;
    for (size_t i = 0; i < count; i++)
        if (!decompose(&buffer, characters[i], form == NORMAL_NFKD || form == NORMAL_NFKC))
            goto no_memory;
    if (!order_marks(&buffer))
        goto no_memory;
    if (form == NORMAL_NFC || form == NORMAL_NFKC)
        compose(&buffer);
    *out_count = buffer.count;
    return buffer.items;
no_memory:
    mem_raw_free(buffer.items);
    return NULL;
}

bool normalize_text(NormalForm form, Text text, MemRegion *region, Text *normal) {
    size_t count = 0;
    uint32_t *characters = mem_raw_malloc((text.size + 1) * sizeof *characters);
    if (!characters)
        return false;
    for (const char *p = text.bytes; p < text.bytes + text.size;)
        characters[count++] = utf8_decode(&p);
    uint32_t *result = normalize_characters(form, characters, count, &count);
    mem_raw_free(characters);
    char *bytes = result ? mem_region_alloc(region, count * 4 + 1) : NULL;
    size_t size = 0;
    for (size_t i = 0; bytes && i < count; i++)
        size += utf8_encode(result[i], bytes + size);
    mem_raw_free(result);
    *normal = (Text){bytes, size};
    return bytes != NULL;
}
