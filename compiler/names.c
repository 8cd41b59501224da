/* The name table: entries by number, and an open-addressing index over the texts' hashes. */
#include "compiler/names.h"

static uint32_t hash_text(Text text) {
    uint64_t hash = 0x9e3779b97f4a7c15u ^ text.size;
    const char *bytes = text.bytes;
    size_t size = text.size;
    for (; size >= 8; bytes += 8, size -= 8) {
        uint64_t word;
        memcpy(&word, bytes, 8);
        hash = (hash ^ word) * 0xff51afd7ed558ccdu;
        hash ^= hash >> 32;
    }
    uint64_t word = 0;
    memcpy(&word, bytes, size);
    hash = (hash ^ word) * 0xff51afd7ed558ccdu;
    return (uint32_t)(hash ^ hash >> 29);
}

static bool is_private(Text text) {
    return text.size > 2 && text.bytes[0] == '_' && text.bytes[1] == '_' &&
           !(text.bytes[text.size - 1] == '_' && text.bytes[text.size - 2] == '_') &&
           !memchr(text.bytes, '.', text.size);
}

static bool grow(NameTable *table) {
    uint32_t capacity = table->capacity ? table->capacity * 2 : 256;
    NameEntry *entries = mem_region_alloc(table->region, capacity * sizeof *entries);
    uint32_t *buckets = mem_region_alloc(table->region, 2 * capacity * sizeof *buckets);
    if (!entries || !buckets)
        return false;
    if (table->count)
        memcpy(entries, table->entries, table->count * sizeof *entries);
    table->entries = entries;
    table->buckets = buckets;
    table->capacity = capacity;
    table->mask = 2 * capacity - 1;
    for (Name name = 1; name < table->count; name++) {
        uint32_t i = entries[name].hash & table->mask;
        while (buckets[i])
            i = (i + 1) & table->mask;
        buckets[i] = name;
    }
    return true;
}

Name names_intern(NameTable *table, Text text) {
    uint32_t hash = hash_text(text);
    uint32_t i = hash & table->mask;
    for (; table->buckets[i]; i = (i + 1) & table->mask) {
        const NameEntry *entry = &table->entries[table->buckets[i]];
        if (entry->hash == hash && text_equal(entry->text, text))
            return table->buckets[i];
    }
    if (table->count == table->capacity) {
        if (!grow(table))
            return NAME_NONE;
        for (i = hash & table->mask; table->buckets[i];)
            i = (i + 1) & table->mask;
    }
    Name name = table->count++;
    table->buckets[i] = name;
    table->entries[name] = (NameEntry){text, hash, is_private(text)};
    return name;
}

bool name_table_init_bare(NameTable *table, MemRegion *region) {
    *table = (NameTable){.region = region};
    if (!grow(table))
        return false;
    table->count = 1;
    return true;
}

bool name_table_init(NameTable *table, MemRegion *region) {
    if (!name_table_init_bare(table, region))
        return false;
    static const char *const fixed[] = {
#define FIXED(upper, text) text,
        FIXED_NAMES(FIXED)
#undef FIXED
    };
    for (size_t i = 0; i < sizeof fixed / sizeof *fixed; i++)
        if (!names_intern(table, (Text){fixed[i], strlen(fixed[i])}))
            return false;
    return true;
}

int names_compare(const NameTable *table, Name a, Name b) {
    Text left = table->entries[a].text, right = table->entries[b].text;
    size_t size = left.size < right.size ? left.size : right.size;
    int order = memcmp(left.bytes, right.bytes, size);
    return order ? order : (left.size > right.size) - (left.size < right.size);
}
