/* The maps of the symbol table: symbols by name, and scopes by the node that opens them.
 *
 * Symbols stand in order of appearance (what `symtable` and dumps show) and are found by a linear
 * search while few, by an index over them when many. */
#include "compiler/symbol_table.h"

enum { LINEAR_COUNT = 8 };

static inline uint32_t hash_name(Name name) {
    return name * 0x9e3779b1u;
}

Symbol *symbol_lookup(const SymbolMap *map, Name name) {
    if (!map->index) {
        for (uint32_t i = 0; i < map->count; i++)
            if (map->items[i].name == name)
                return &map->items[i];
        return NULL;
    }
    for (uint32_t i = hash_name(name) & map->index_mask; map->index[i];
         i = (i + 1) & map->index_mask)
        if (map->items[map->index[i] - 1].name == name)
            return &map->items[map->index[i] - 1];
    return NULL;
}

static void symbol_reindex(Context *context, SymbolMap *map) {
    uint32_t size = 4 * map->capacity;
    map->index = context_alloc(context, size * sizeof *map->index);
    map->index_mask = size - 1;
    for (uint32_t item = 0; item < map->count; item++) {
        uint32_t i = hash_name(map->items[item].name) & map->index_mask;
        while (map->index[i])
            i = (i + 1) & map->index_mask;
        map->index[i] = item + 1;
    }
}

Symbol *symbol_add(Context *context, SymbolMap *map, Name name) {
    Symbol *symbol = symbol_lookup(map, name);
    if (symbol)
        return symbol;
    bool grows = map->count == map->capacity;
    symbol = CONTEXT_APPEND(context, map->items, map->count, map->capacity);
    *symbol = (Symbol){.name = name};
    if (map->count > LINEAR_COUNT) {
        if (grows || !map->index) {
            symbol_reindex(context, map);
        } else {
            uint32_t i = hash_name(name) & map->index_mask;
            while (map->index[i])
                i = (i + 1) & map->index_mask;
            map->index[i] = map->count;
        }
    }
    return symbol;
}

/* ---- scopes by node --------------------------------------------------------------------- */

const void *symbol_table_parameters_key(const Node *generic) {
    return (const char *)generic + 1;
}

const void *symbol_table_default_key(const Node *parameter) {
    return (const char *)parameter + 1;
}

static uint32_t hash_key(const void *key) {
    uint64_t hash = (uintptr_t)key * 0x9e3779b97f4a7c15u;
    return (uint32_t)(hash >> 32);
}

static void keys_grow(SymbolTable *table) {
    const void **keys = table->keys;
    Scope **values = table->values;
    uint32_t size = table->keys ? table->key_mask + 1 : 0;
    table->key_mask = (size ? 2 * size : 64) - 1;
    table->keys = context_alloc(table->context, (table->key_mask + 1) * sizeof *keys);
    table->values = context_alloc(table->context, (table->key_mask + 1) * sizeof *values);
    for (uint32_t old = 0; old < size; old++) {
        if (!keys[old])
            continue;
        uint32_t i = hash_key(keys[old]) & table->key_mask;
        while (table->keys[i])
            i = (i + 1) & table->key_mask;
        table->keys[i] = keys[old];
        table->values[i] = values[old];
    }
}

void symbol_table_add_key(SymbolTable *table, const void *key, Scope *scope) {
    if (!table->keys || 2 * table->key_count > table->key_mask)
        keys_grow(table);
    uint32_t i = hash_key(key) & table->key_mask;
    while (table->keys[i])
        i = (i + 1) & table->key_mask;
    table->keys[i] = key;
    table->values[i] = scope;
    table->key_count++;
}

Scope *symbol_table_scope(const SymbolTable *table, const void *key) {
    for (uint32_t i = hash_key(key) & table->key_mask; table->keys[i];
         i = (i + 1) & table->key_mask)
        if (table->keys[i] == key)
            return table->values[i];
    return NULL;
}
