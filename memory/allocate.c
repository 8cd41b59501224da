/* Allocation: which of caches, pools and system allocator serves a request.
 *
 * Every function here comes after the inline paths of object.h gave up, or serves buffers. The
 * caches are refilled by detaching a pool's whole free list (or carving some untouched blocks)
 * and, when full, give the colder half back. They are flushed before anybody counts. */
#include "memory/heap.h"

#include <string.h>

MemCache mem_caches[3][MEM_CLASS_COUNT];
Heap heap = {.cache_wanted = true};

/* ---- caches ---------------------------------------------------------------------------------- */

enum { CACHE_BLOCKS = 1024, CACHE_BYTES = 64 * 1024 };

static int64_t cache_limit(unsigned size_class) {
    size_t count = CACHE_BYTES / MEM_SIZE_OF_CLASS(size_class);
    return heap.slow ? 0 : (int64_t)(count < CACHE_BLOCKS ? count : CACHE_BLOCKS);
}

size_t caches_count(void) {
    size_t count = 0;
    for (unsigned kind = 0; kind < KIND_COUNT; kind++)
        for (unsigned i = 0; i < MEM_CLASS_COUNT; i++)
            if (mem_caches[kind][i].head != NULL)
                count += (size_t)(cache_limit(i) - mem_caches[kind][i].room);
    return count;
}

size_t caches_container_count(void) {
    size_t count = 0;
    for (unsigned i = 0; i < MEM_CLASS_COUNT; i++)
        if (mem_caches[MEM_CONTAINER][i].head != NULL)
            count += (size_t)(cache_limit(i) - mem_caches[MEM_CONTAINER][i].room);
    return count;
}

/* All blocks of a chain back to their pools. */
static void give_back(void *block, unsigned kind) {
    size_t count = 0;
    while (block != NULL) {
        void *next = *pool_link(block, kind);
        pool_block_free(pool_of(block), block);
        block = next;
        count++;
    }
    if (kind == MEM_CONTAINER)
        gc_note_given(count);
}

void caches_flush(void) {
    for (unsigned kind = 0; kind < KIND_COUNT; kind++) {
        for (unsigned i = 0; i < MEM_CLASS_COUNT; i++) {
            MemCache *cache = &mem_caches[kind][i];
            void *head = cache->head;
            if (head != NULL) {
                cache->head = NULL;
                cache->room = cache_limit(i);
                give_back(head, kind);
            }
        }
    }
}

void caches_configure(void) {
    caches_flush();
#ifdef MEM_ASAN
    heap.slow = true; /* waiting blocks are poisoned */
#else
    heap.slow = !heap.cache_wanted || heap.mode != MEM_POOL || limits_failing || heap.tracing;
#endif
    for (unsigned kind = 0; kind < KIND_COUNT; kind++)
        for (unsigned i = 0; i < MEM_CLASS_COUNT; i++)
            mem_caches[kind][i].room = cache_limit(i);
}

/* The cache is full: keep the half used last. */
static void cache_flush_cold(MemCache *cache, unsigned kind, unsigned size_class) {
    int64_t limit = cache_limit(size_class), kept = limit / 2;
    void *block = cache->head;
    for (int64_t i = 1; i < kept; i++)
        block = *pool_link(block, kind);
    void *cold = *pool_link(block, kind);
    *pool_link(block, kind) = NULL;
    cache->room = limit - kept;
    give_back(cold, kind);
}

/* Take one block for the caller and keep the rest of the catch. */
static void *cache_refill(unsigned kind, unsigned size_class) {
    size_t count;
    void *block = pool_detach(kind, size_class, &count);
    if (block == NULL)
        return NULL;
    MemCache *cache = &mem_caches[kind][size_class];
    cache->head = *pool_link(block, kind);
    cache->room -= (int64_t)count - 1;
    if (kind == MEM_CONTAINER)
        gc_note_taken(count);
    return block;
}

/* ---- blocks ---------------------------------------------------------------------------------- */

static bool is_listed_mode(void) {
    return heap.mode == MEM_SYSTEM;
}

static void *block_new_once(size_t size, unsigned kind) {
    if (heap_is_debug())
        return debug_new(size, kind);
    void *block;
    if (size > MEM_SMALL_MAX || is_listed_mode()) {
        block = listed_new(size, kind);
    } else {
        unsigned size_class = (unsigned)MEM_CLASS_OF(size);
        if (!heap.slow)
            return cache_refill(kind, size_class);
        block = pool_block_new(kind, size_class);
    }
    if (block != NULL && kind == MEM_CONTAINER)
        gc_note_taken(1);
    return block;
}

/* Before saying no: what is only kept in case. */
static bool relieve(void) {
    caches_flush();
    return mem_trim() != 0;
}

static void *block_new(size_t size, unsigned kind) {
    if (MEM_UNLIKELY(!heap.ready))
        heap_start();
    if (size > PTRDIFF_MAX - 256 || limits_refuse())
        return NULL;
    if (size == 0)
        size = 1;
    void *block = block_new_once(size, kind);
    if (MEM_UNLIKELY(block == NULL) && relieve())
        block = block_new_once(size, kind);
    if (MEM_UNLIKELY(heap.tracing) && block != NULL && !trace_add(block, size, kind)) {
        block_free(block, size, kind);
        return NULL;
    }
    return block;
}

/* Only once the new block looks like what it is: the runtime may take a snapshot. */
static void tell_arena_mapped(void) {
    heap.arena_mapped = false;
    if (heap.ops.arena_mapped != NULL)
        heap.ops.arena_mapped();
}

/* Into the cache, or where there is none straight into the pool. */
static void small_free(void *block, unsigned kind, unsigned size_class) {
    if (MEM_UNLIKELY(heap.slow)) {
        pool_block_free(pool_of(block), block);
        if (kind == MEM_CONTAINER)
            gc_note_given(1);
        return;
    }
    MemCache *cache = &mem_caches[kind][size_class];
    if (cache->room <= 0)
        cache_flush_cold(cache, kind, size_class);
    if (kind != MEM_BUFFER)
        *(uint64_t *)block = 0;
    *pool_link(block, kind) = cache->head;
    cache->head = block;
    cache->room--;
}

void block_free(void *block, size_t size, unsigned kind) {
    if (MEM_UNLIKELY(heap.tracing))
        trace_remove(block);
    if (heap_is_debug()) {
        debug_free(block, size, kind);
    } else if (size <= MEM_SMALL_MAX && !is_listed_mode()) {
        small_free(block, kind, (unsigned)MEM_CLASS_OF(size));
    } else {
        listed_free(block);
        if (kind == MEM_CONTAINER)
            gc_note_given(1);
    }
}

/* ---- objects --------------------------------------------------------------------------------- */

void *mem_object_new_slow(MemType *type, size_t size, uint32_t kind) {
    Object *object = block_new(size, kind);
    if (object == NULL)
        return NULL;
    object->refcount = 1;
    object->flags = 0;
    object->type = type;
    if (MEM_UNLIKELY(heap.arena_mapped))
        tell_arena_mapped();
    return object;
}

void mem_object_free_slow(void *object, size_t size, uint32_t kind) {
    block_free(object, size, kind);
}

/* A11: stay where the class is the same, or it fits and more than 3/4 stay used. */
static bool stays(size_t block_size, size_t size) {
    return size <= block_size && 4 * size > 3 * block_size;
}

static size_t small_size(size_t size) {
    return MEM_SIZE_OF_CLASS(MEM_CLASS_OF(size));
}

void *mem_object_resize(void *object, size_t old_size, size_t new_size) {
    MemType *type = ((Object *)object)->type;
    unsigned kind = type->kind;
    bool was_small = old_size <= MEM_SMALL_MAX && !is_listed_mode();
    if (!heap_is_debug() && !heap.tracing) {
        if (was_small && stays(small_size(old_size), new_size))
            return object;
        if (!was_small && (new_size > MEM_SMALL_MAX || is_listed_mode())) {
            if (limits_refuse())
                return NULL;
            void *moved = listed_resize(object, new_size);
            if (moved != NULL && mem_gc_is_tracked(moved))
                mem_gc_track(moved);
            return moved;
        }
    }
    void *moved = mem_kind_new(type, new_size, kind);
    if (moved == NULL)
        return NULL;
    memcpy(moved, object, old_size < new_size ? old_size : new_size);
    if (mem_gc_is_tracked(moved))
        mem_gc_track(moved);
    mem_kind_free(object, old_size, kind);
    return moved;
}

/* ---- buffers --------------------------------------------------------------------------------- */

void *mem_malloc(size_t size) {
    if (MEM_UNLIKELY(size == 0))
        size = 1; /* here already: refilling expects an empty cache */
    if (MEM_LIKELY(size - 1 < MEM_SMALL_MAX)) {
        MemCache *cache = &mem_caches[MEM_BUFFER][MEM_CLASS_OF(size)];
        void *block = cache->head;
        if (MEM_LIKELY(block != NULL)) {
            cache->head = *pool_link(block, MEM_BUFFER);
            cache->room++;
            return block;
        }
    }
    void *block = block_new(size, MEM_BUFFER);
    if (MEM_UNLIKELY(heap.arena_mapped))
        tell_arena_mapped();
    return block;
}

void *mem_calloc(size_t count, size_t size) {
    size_t product;
    if (__builtin_mul_overflow(count, size, &product))
        return NULL;
    if (product > MEM_SMALL_MAX && heap.ready && !heap_is_debug() && !heap.tracing) {
        if (limits_refuse())
            return NULL;
        void *zeroed = listed_new_zeroed(product, MEM_BUFFER);
        if (zeroed != NULL)
            return zeroed;
    }
    void *buffer = mem_malloc(product);
    return buffer != NULL ? memset(buffer, 0, product) : NULL;
}

/* What the block can hold. */
static size_t buffer_capacity(void *buffer) {
    if (heap_is_debug())
        return debug_size(buffer);
    if (arena_of(buffer) != NULL)
        return pool_block_size(pool_of(buffer));
    return listed_header(buffer)->size;
}

void mem_free(void *buffer) {
    if (buffer == NULL)
        return;
    if (MEM_UNLIKELY(heap_is_debug() || arena_of(buffer) == NULL)) {
        block_free(buffer, SIZE_MAX, MEM_BUFFER);
        return;
    }
    Pool *pool = pool_of(buffer);
    if (MEM_UNLIKELY(pool->kind != MEM_BUFFER))
        mem_fatal("mem_free of %p, which is no buffer", buffer);
    if (MEM_UNLIKELY(heap.tracing))
        trace_remove(buffer);
    small_free(buffer, MEM_BUFFER, pool->size_class);
}

void *mem_pool_malloc(size_t size) {
    if (!heap.ready)
        heap_start();
    if (heap.mode != MEM_POOL || heap.tracing || size - 1 >= MEM_SMALL_MAX)
        return mem_malloc(size);
    caches_flush();
    return limits_refuse() ? NULL : pool_block_new(MEM_BUFFER, (unsigned)MEM_CLASS_OF(size));
}

void mem_pool_free(void *buffer) {
    if (heap.mode != MEM_POOL || heap.tracing || arena_of(buffer) == NULL) {
        mem_free(buffer);
        return;
    }
    caches_flush();
    pool_block_free(pool_of(buffer), buffer);
}

/* Could it stay where it is? Null: no, or no memory, as `failed` says. */
static void *realloc_in_place(void *buffer, size_t size, size_t capacity, bool *failed) {
    if (heap_is_debug() || heap.tracing)
        return NULL;
    if (arena_of(buffer) != NULL)
        return stays(capacity, size) || small_size(size) == capacity ? buffer : NULL;
    if (size <= MEM_SMALL_MAX && !is_listed_mode())
        return NULL;
    void *resized = limits_refuse() ? NULL : listed_resize(buffer, size);
    *failed = resized == NULL;
    return resized;
}

void *mem_realloc(void *buffer, size_t size) {
    if (buffer == NULL)
        return mem_malloc(size);
    if (size == 0)
        size = 1;
    if (size > PTRDIFF_MAX - 256)
        return NULL;
    size_t capacity = buffer_capacity(buffer);
    bool failed = false;
    void *moved = realloc_in_place(buffer, size, capacity, &failed);
    if (moved != NULL)
        return moved;
    if (!failed)
        moved = mem_malloc(size);
    if (moved == NULL)
        return size <= capacity ? buffer : NULL; /* shrinking never fails */
    memcpy(moved, buffer, size < capacity ? size : capacity);
    mem_free(buffer);
    return moved;
}

/* ---- start and end --------------------------------------------------------------------------- */

void mem_init(const MemConfig *config, const MemRuntimeOps *ops) {
    static const MemConfig defaults;
    if (config == NULL)
        config = &defaults;
    if (!heap.ready)
        listed_init();
    caches_flush();
    heap.ready = true;
    heap.mode = config->mode;
    heap.listed_gap = heap_is_debug() ? 16 : 0;
    heap.cache_wanted = !config->no_cache;
    heap.ops = ops != NULL ? *ops : (MemRuntimeOps){0};
    mem_set_reserve(config->no_reserve ? 0 : 1);
    mem_set_limit(config->limit);
    caches_configure();
    if (config->fail_at != 0)
        mem_fail_at(config->fail_at, config->fail_count != 0 ? config->fail_count : 1);
}

void heap_start(void) {
    mem_init(NULL, NULL);
}

void mem_set_reserve(size_t count) {
    arenas.reserve = count;
    arenas.reserve_allowed = count == 0 ? 0 : count > 16 ? count : 16;
    arenas_trim(count);
}

size_t mem_trim(void) {
    caches_flush();
    size_t arenas_before = arenas.count;
    arenas_trim(0);
    if (arenas.reserve > 1)
        arenas.reserve = 1;
    return (arenas_before - arenas.count) * MEM_ARENA_SIZE + arenas_discard() * MEM_POOL_SIZE;
}

static size_t pool_blocks(unsigned first_kind, unsigned last_kind) {
    size_t count = 0;
    for (size_t i = 0; i < arenas.count; i++) {
        for (size_t number = 0; number < arenas.all[i]->untouched; number++) {
            if (!arena_pool_in_use(arenas.all[i], number))
                continue;
            Pool *pool = arena_pool(arenas.all[i], number);
            if (pool->kind >= first_kind && pool->kind <= last_kind)
                count += pool->allocated;
        }
    }
    return count;
}

void mem_fini(MemLeaks *leaks) {
    mem_fail_at(0, 0);
    debug_fini();
    weakrefs_fini();
    mem_trim();
    leaks->blocks = pool_blocks(MEM_ATOM, MEM_CONTAINER) + listed_blocks.count[MEM_ATOM] +
                    listed_blocks.count[MEM_CONTAINER];
    leaks->buffers = pool_blocks(MEM_BUFFER, MEM_BUFFER) + listed_blocks.count[MEM_BUFFER];
    /* Traces stay, so that the report of a leak can name its line. */
    leaks->raw_bytes = mem_raw_bytes() - mem_trace_memory();
    leaks->arenas = arenas.count;
    arenas_forget();
}
