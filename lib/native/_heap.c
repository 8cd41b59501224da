/* _heap: what module memory is made of (lib/python/_memory).
 *
 * Records are plain dicts with the keys that MEMORY's inspector names; addresses are ints. An int
 * given where an object is expected to have a place is taken as an address where the signature
 * says `address`. Everything shown is written down in raw memory first, so that looking does not
 * change what is seen. Snapshots and handles are types of their own at the end of the file;
 * owners of an object are in _heap_owners.c. */
#include "lib/native/heap_parts.h"
#include "vm/vm.h"

#include <stdlib.h>
#include <string.h>

/* ---- records --------------------------------------------------------------------------------- */

typedef struct Field {
    const char *name;
    size_t number;
} Field;

static bool add_numbers(Dict *record, const Field *fields, size_t count) {
    for (size_t i = 0; i < count; i++)
        if (!dict_set_c_steal(record, fields[i].name, value_from_uint64(fields[i].number)))
            return false;
    return true;
}
#define ADD_NUMBERS(record, ...)                                                                   \
    add_numbers(record, (const Field[]){__VA_ARGS__},                                              \
                sizeof((const Field[]){__VA_ARGS__}) / sizeof(Field))

static bool add_text(Dict *record, const char *name, const char *text) {
    return text ? dict_set_c_steal(record, name, value_of(str_from_c(text)))
                : dict_set_c(record, name, NONE);
}

static bool add_address(Dict *record, const char *name, const void *address) {
    return address ? dict_set_c_steal(record, name, value_from_uint64((uintptr_t)address))
                   : dict_set_c(record, name, NONE);
}

/* The record, or null and given up. */
static Value finished(Dict *record, bool good) {
    if (good)
        return value_of(record);
    if (record)
        GIVE_UP(record);
    return NULL;
}

/* An int that stands for an address. */
static bool address_of(Value value, const void **address) {
    uint64_t number;
    if (!int_as_uint64(value, &number))
        return false;
    *address = (const void *)(uintptr_t)number;
    return true;
}

/* ---- the whole heap -------------------------------------------------------------------------- */

static Value geometry(Value self, Value *args) {
    Dict *record = dict_new();
    return finished(
        record, record && ADD_NUMBERS(record, {"arena", MEM_ARENA_SIZE}, {"pool", MEM_POOL_SIZE},
                                      {"pools_per_arena", MEM_POOLS_PER_ARENA}, {"step", MEM_STEP},
                                      {"threshold", MEM_SMALL_MAX}, {"classes", MEM_CLASS_COUNT}));
}

static bool add_kinds(Dict *record, const MemStats *stats) {
    for (unsigned kind = 0; kind < 3; kind++) {
        char name[32];
        snprintf(name, sizeof name, "%ss", mem_kind_names[kind]);
        if (!dict_set_c_steal(record, name,
                              value_from_uint64(stats->blocks[kind] + stats->listed[kind])))
            return false;
    }
    return true;
}

static Value stats(Value self, Value *args) {
    MemStats stats;
    mem_stats_get(&stats);
    Dict *record = dict_new();
    bool good =
        record &&
        ADD_NUMBERS(record, {"arenas", stats.arenas}, {"arenas_ever", stats.arenas_ever},
                    {"arenas_returned", stats.arenas_returned}, {"arenas_peak", stats.arenas_peak},
                    {"reserve", stats.reserve}, {"refused_unmaps", stats.refused_unmaps},
                    {"mapped", stats.mapped}, {"headers", stats.header_bytes},
                    {"allocated", stats.allocated_bytes}, {"free", stats.free_bytes},
                    {"untouched", stats.untouched_bytes}, {"tails", stats.tail_bytes},
                    {"unused_pools", stats.unused_pool_bytes}, {"discarded", stats.discarded_bytes},
                    {"large", stats.listed[0] + stats.listed[1] + stats.listed[2]},
                    {"large_bytes", stats.listed_bytes}, {"raw", stats.raw_blocks},
                    {"raw_bytes", stats.raw_bytes}, {"taken", mem_bytes_taken()}) &&
        add_kinds(record, &stats);
    return finished(record, good);
}

static Value check(Value self, Value *args) {
    const char *wrong = mem_check();
    return wrong ? value_of(str_from_c(wrong)) : NONE;
}

static Value trim(Value self, Value *args) {
    return value_from_uint64(mem_trim());
}

static Value limit(Value self, Value *args) {
    uint64_t bytes;
    if (!int_as_uint64(args[0], &bytes))
        return NULL;
    mem_set_limit(bytes);
    return NONE;
}

static Value fail_at(Value self, Value *args) {
    uint64_t number, count = 1;
    if (!int_as_uint64(args[0], &number) || (args[1] && !int_as_uint64(args[1], &count)))
        return NULL;
    mem_fail_at(number, count);
    return NONE;
}

static Value fail_count(Value self, Value *args) {
    return value_from_uint64(mem_fail_count());
}

/* ---- one place ------------------------------------------------------------------------------- */

static bool add_site(Dict *record, const void *block) {
    MemTrace trace;
    if (!mem_trace_find(block, &trace) || trace.count == 0)
        return dict_set_c(record, "where", NONE);
    return dict_set_c_steal(
        record, "where",
        value_of(str_format("%s:%u", trace.sites->file, (unsigned)trace.sites->line)));
}

static bool add_block(Dict *record, const MemBlockInfo *info) {
    return ADD_NUMBERS(record, {"size", info->size}, {"index", info->index}) &&
           add_address(record, "block", info->address) && add_address(record, "pool", info->pool) &&
           add_address(record, "arena", info->arena) &&
           add_text(record, "kind", mem_kind_names[info->kind]) &&
           add_text(record, "state", mem_block_state_names[info->state]) &&
           add_site(record, info->address);
}

static bool add_object(Dict *record, const Object *object, uint32_t refcount) {
    return add_text(record, "ob_type", object->type->name) &&
           ADD_NUMBERS(record, {"ob_refcnt", refcount});
}

/* Of no block: an immediate integer, a static object. */
static Value without_block(Value value, const char *kind) {
    Dict *record = dict_new();
    bool good = record && add_text(record, "kind", kind) &&
                add_address(record, "address", is_object(value) ? object_of(value) : NULL) &&
                add_address(record, "block", NULL) && add_address(record, "pool", NULL) &&
                add_text(record, "ob_type", type_name_of(value)) &&
                ADD_NUMBERS(record, {"ob_refcnt", MEM_IMMORTAL});
    return finished(record, good);
}

static Value block(Value self, Value *args) {
    if (is_small_int(args[0]))
        return without_block(args[0], "immediate");
    Object *object = object_of(args[0]);
    MemBlockInfo info;
    if (object->flags & MEM_OBJECT_STATIC || !mem_block_info(object, &info))
        return without_block(args[0], "static");
    uint32_t refcount = mem_refcount(object);
    Dict *record = dict_new();
    bool good = record && add_address(record, "address", object) && add_block(record, &info) &&
                add_object(record, object, refcount);
    return finished(record, good);
}

static Value block_at(Value self, Value *args) {
    const void *address;
    if (!address_of(args[0], &address))
        return NULL;
    MemBlockInfo info;
    if (!mem_block_info(address, &info))
        return NONE;
    Dict *record = dict_new();
    bool good = record && add_address(record, "address", address) && add_block(record, &info) &&
                (!info.object || add_object(record, info.object, mem_refcount(info.object)));
    return finished(record, good);
}

static Value pool_record(const MemPoolInfo *info) {
    Dict *record = dict_new();
    bool good = record && add_address(record, "address", info->address) &&
                add_address(record, "arena", info->arena) &&
                add_text(record, "state", mem_pool_state_names[info->state]) &&
                ADD_NUMBERS(record, {"place", info->place});
    if (good && info->state >= MEM_POOL_USED)
        good = add_text(record, "kind", mem_kind_names[info->kind]) &&
               ADD_NUMBERS(record, {"size", info->block_size}, {"index", info->size_class},
                           {"count", info->allocated}, {"capacity", info->capacity},
                           {"free", info->free}, {"untouched", info->untouched});
    return finished(record, good);
}

static Value pool_at(Value self, Value *args) {
    const void *address;
    MemPoolInfo info;
    if (!address_of(args[0], &address))
        return NULL;
    return mem_pool_info(address, &info) ? pool_record(&info) : NONE;
}

/* ---- blocks of a pool, arenas ---------------------------------------------------------------- */

/* Records gathered while nothing may be allocated but raw memory. */
typedef struct Gathered {
    char *items;
    size_t count, capacity, item_size;
    bool failed;
} Gathered;

static bool gather(Gathered *gathered, const void *item) {
    if (gathered->count == gathered->capacity) {
        size_t capacity = gathered->capacity ? 2 * gathered->capacity : 64;
        char *items = mem_raw_realloc(gathered->items, capacity * gathered->item_size);
        if (!items) {
            gathered->failed = true;
            return false;
        }
        gathered->items = items;
        gathered->capacity = capacity;
    }
    memcpy(gathered->items + gathered->count++ * gathered->item_size, item, gathered->item_size);
    return true;
}

static bool gather_block(const MemBlockInfo *info, void *context) {
    return gather(context, info);
}

static bool gather_arena(const MemArenaInfo *info, void *context) {
    return gather(context, info);
}

static bool gather_pool(const MemPoolInfo *info, void *context) {
    return gather(context, info);
}

/* A list of what `make` makes of each item. */
static Value list_of_gathered(Gathered *gathered, Value (*make)(const void *item)) {
    List *list = gathered->failed ? raise_no_memory() : list_new(gathered->count);
    for (size_t i = 0; list && i < gathered->count; i++) {
        Value record = make(gathered->items + i * gathered->item_size);
        if (!record || !list_append_steal(list, record)) {
            GIVE_UP(list);
            list = NULL;
        }
    }
    mem_raw_free(gathered->items);
    return value_of(list);
}

static Value block_state(const void *item) {
    return value_of(str_from_c(mem_block_state_names[((const MemBlockInfo *)item)->state]));
}

/* The states of a pool's blocks, in order. */
static Value blocks_at(Value self, Value *args) {
    const void *address;
    if (!address_of(args[0], &address))
        return NULL;
    Gathered gathered = {.item_size = sizeof(MemBlockInfo)};
    mem_walk_blocks(address, gather_block, &gathered);
    return list_of_gathered(&gathered, block_state);
}

static Value pool_of_item(const void *item) {
    return pool_record(item);
}

static Value pools_at(Value self, Value *args) {
    const void *address;
    if (!address_of(args[0], &address))
        return NULL;
    Gathered gathered = {.item_size = sizeof(MemPoolInfo)};
    mem_walk_pools(address, gather_pool, &gathered);
    return list_of_gathered(&gathered, pool_of_item);
}

static Value arena_record(const void *item) {
    const MemArenaInfo *info = item;
    Dict *record = dict_new();
    bool good = record && add_address(record, "address", info->address) &&
                ADD_NUMBERS(record, {"place", info->place}, {"pools", info->pools},
                            {"free_pools", info->free_pools}, {"untouched", info->untouched_pools},
                            {"discarded", info->discarded_pools});
    return finished(record, good);
}

static Value arenas(Value self, Value *args) {
    Gathered gathered = {.item_size = sizeof(MemArenaInfo)};
    mem_walk_arenas(gather_arena, &gathered);
    return list_of_gathered(&gathered, arena_record);
}

/* ---- texts ----------------------------------------------------------------------------------- */

/* What a function of memory/ prints, as a str; the stream's own buffer is not the heap's. */
typedef struct Printed {
    char *text;
    size_t size;
    FILE *file;
} Printed;

static bool printed_open(Printed *printed) {
    *printed = (Printed){0};
    printed->file = open_memstream(&printed->text, &printed->size);
    return printed->file || raise_no_memory();
}

static Value printed_close(Printed *printed, bool good) {
    good = fclose(printed->file) == 0 && good;
    Value text = good ? value_of(str_from_utf8(printed->text, printed->size)) : raise_no_memory();
    free(printed->text);
    return text;
}

static Value explain(Value self, Value *args) {
    const void *address;
    Printed printed;
    if (!address_of(args[0], &address))
        return NULL;
    if (!mem_owns(address))
        return NONE;
    if (!printed_open(&printed))
        return NULL;
    return printed_close(&printed, mem_explain_arena(address, printed.file));
}

static Value stats_text(Value self, Value *args) {
    Printed printed;
    if (!printed_open(&printed))
        return NULL;
    mem_stats_print(printed.file);
    return printed_close(&printed, true);
}

/* ---- snapshots ------------------------------------------------------------------------------- */

typedef struct Snapshot {
    Object header;
    MemSnapshot *snapshot;
} Snapshot;

static Type snapshot_type;

static Value snapshot(Value self, Value *args) {
    MemSnapshot *taken = mem_snapshot();
    if (!taken)
        return raise_no_memory();
    Snapshot *object = type_allocate(&snapshot_type, 0);
    if (!object) {
        mem_snapshot_free(taken);
        return NULL;
    }
    object->snapshot = taken;
    return value_of(object);
}

static void snapshot_dealloc(Object *object) {
    mem_snapshot_free(((Snapshot *)object)->snapshot);
    mem_object_free(object, sizeof(Snapshot));
}

static Value snapshot_form(Value self, MemMapForm form) {
    Printed printed;
    if (!printed_open(&printed))
        return NULL;
    bool good = mem_write_map(((Snapshot *)object_of(self))->snapshot, form, printed.file);
    return printed_close(&printed, good);
}

static Value snapshot_text(Value self, Value *args) {
    return snapshot_form(self, MEM_MAP_TEXT);
}

static Value snapshot_json(Value self, Value *args) {
    return snapshot_form(self, MEM_MAP_JSON);
}

static Value snapshot_html(Value self, Value *args) {
    return snapshot_form(self, MEM_MAP_HTML);
}

static Value snapshot_overview(Value self, Value *args) {
    return snapshot_form(self, MEM_MAP_OVERVIEW);
}

static Value snapshot_diff(Value self, Value *args) {
    if (!has_type(args[0], &snapshot_type))
        return raise_type_error("diff() argument 1 must be Snapshot, not %N", args[0]);
    Printed printed;
    if (!printed_open(&printed))
        return NULL;
    mem_snapshot_diff(((Snapshot *)object_of(self))->snapshot,
                      ((Snapshot *)object_of(args[0]))->snapshot, printed.file);
    return printed_close(&printed, true);
}

static const NativeMethod snapshot_methods[] = {
    NATIVE("text($self, /)", snapshot_text, "A line per pool, a mark per block."),
    NATIVE("json($self, /)", snapshot_json, "Everything, as JSON."),
    NATIVE("html($self, /)", snapshot_html, "One page that draws it."),
    NATIVE("overview($self, /)", snapshot_overview, "A line per arena, a mark per pool."),
    NATIVE("diff($self, later, /)", snapshot_diff, "What changed until a later one."),
    NATIVE_END,
};

static Type snapshot_type = {
    TYPE_INIT_ATOM("_heap.Snapshot", sizeof(Snapshot), snapshot_dealloc),
    .flags = TYPE_NO_INSTANTIATION,
    .doc = "All arenas, pools and blocks, as they were.",
    .methods = snapshot_methods,
};

/* ---- blocks of one's own --------------------------------------------------------------------- */

typedef struct Handle {
    Object header;
    void *block; /* null: freed */
} Handle;

static Type handle_type;

static Value handle_malloc(Value self, Value *args) {
    uint64_t size;
    if (!int_as_uint64(args[0], &size))
        return NULL;
    Handle *handle = type_allocate(&handle_type, 0);
    if (!handle)
        return NULL;
    handle->block = mem_pool_malloc(size);
    if (!handle->block) {
        GIVE_UP(handle);
        return raise_no_memory();
    }
    return value_of(handle);
}

static void handle_release(Handle *handle) {
    void *block = handle->block;
    handle->block = NULL;
    if (block)
        mem_pool_free(block);
}

static void handle_dealloc(Object *object) {
    handle_release((Handle *)object);
    mem_object_free(object, sizeof(Handle));
}

static Value handle_free(Value self, Value *args) {
    if (!((Handle *)object_of(self))->block)
        return raise_value_error("the block has been freed already");
    handle_release((Handle *)object_of(self));
    return NONE;
}

static Value handle_address(Value self) {
    void *block = ((Handle *)object_of(self))->block;
    return block ? value_from_uint64((uintptr_t)block) : NONE;
}

static const NativeMethod handle_methods[] = {
    NATIVE("free($self, /)", handle_free, "Give the block back."),
    NATIVE_END,
};

static const NativeGetSet handle_getsets[] = {
    {"address", handle_address, NULL, "of the block; None once it is freed"},
    {NULL, NULL, NULL, NULL},
};

static Type handle_type = {
    TYPE_INIT_ATOM("_heap.Handle", sizeof(Handle), handle_dealloc),
    .flags = TYPE_NO_INSTANTIATION,
    .doc = "A block straight from the pools; freed with the handle at the latest.",
    .methods = handle_methods,
    .getsets = handle_getsets,
};

/* ---- module ---------------------------------------------------------------------------------- */

static const NativeMethod functions[] = {
    NATIVE("geometry()", geometry, "Sizes of arenas, pools, classes."),
    NATIVE("stats()", stats, "The books: every byte of every arena, and what is beside them."),
    NATIVE("stats_text()", stats_text, "The same as text, per size class."),
    NATIVE("check()", check, "None, or the first promise that the structures break."),
    NATIVE("trim()", trim, "Give everything idle back to the system; the bytes."),
    NATIVE("limit(bytes, /)", limit, "Cap on all memory; 0: none."),
    NATIVE("fail_at(number, count=1, /)", fail_at,
           "Let the allocation with this number, and count - 1 after it, fail; 0: off."),
    NATIVE("fail_count()", fail_count, "How many have failed since."),
    NATIVE("block(object, /)", block, "The block of an object."),
    NATIVE("block_at(address, /)", block_at, "The block that an address lies in, or None."),
    NATIVE("pool_at(address, /)", pool_at, "The pool that an address lies in, or None."),
    NATIVE("blocks_at(address, /)", blocks_at, "The states of the blocks of a pool."),
    NATIVE("pools_at(address, /)", pools_at, "The pools of an arena."),
    NATIVE("arenas()", arenas, "All arenas, by address."),
    NATIVE("explain(address, /)", explain, "What holds an arena, as text; None: no arena."),
    NATIVE("snapshot()", snapshot, "Write the whole heap down."),
    NATIVE("malloc(size, /)", handle_malloc, "A block straight from the pools."),
    NATIVE("owners(object, skip, /)", heap_owners,
           "(count, owners): who refers to the object; `skip` innermost frames are not looked at. "
           "An owner is a container, or (function name, variable)."),
    NATIVE("objects(type, /)", heap_objects, "All objects of a type that anything refers to."),
    NATIVE_END,
};

static bool exec(Module *module) {
    return module_add_type(module, &snapshot_type) && module_add_type(module, &handle_type);
}

const NativeModule _heap_module = {
    .name = "_heap",
    .doc = "What module memory is made of.",
    .functions = functions,
    .exec = exec,
};
