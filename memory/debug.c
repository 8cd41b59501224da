/* Guarded blocks (malloc=pool_debug, system_debug): every mistake with a block stops at once.
 *
 *   DebugHeader | Listed | guard, 16 x FD | the block | guard, 16 x FD
 *
 * All of them are listed, so that the collector finds them there and not in the pools, which
 * only lend the memory (pool_debug, small ones). Fresh bytes are CD. A freed block is filled
 * with DD and waits in the quarantine, a ring of 4,096, so that a second free is recognised and
 * a write after the free is seen when its time is over. */
#include "memory/heap.h"

#include <stdlib.h>
#include <string.h>

enum {
    GUARD = 0xFD,
    FRESH = 0xCD,
    DEAD = 0xDD,
    GUARD_SIZE = 16,
    QUARANTINE_BLOCKS = 4096,
    QUARANTINE_BYTES = 32 << 20,
};

typedef struct DebugHeader {
    uint64_t state; /* LIVE, FREED */
    uint64_t serial;
    MemSite allocated, freed;
} DebugHeader;
_Static_assert(sizeof(DebugHeader) % 16 == 0, "keeps the block aligned");

#define LIVE  0x6c69766562756720u
#define FREED 0x6465616462756720u

static struct {
    DebugHeader *blocks[QUARANTINE_BLOCKS];
    size_t first, count, bytes;
    uint64_t serial;
} quarantine;

static const char *const kind_names[KIND_COUNT] = {"buffer", "atom", "container"};

static Listed *listed_of(DebugHeader *header) {
    return (Listed *)(header + 1);
}

static uint8_t *block_of(DebugHeader *header) {
    return (uint8_t *)(listed_of(header) + 1) + GUARD_SIZE;
}

static DebugHeader *header_of(const void *block) {
    return (DebugHeader *)((char *)block - GUARD_SIZE - sizeof(Listed)) - 1;
}

static size_t whole_size(size_t size) {
    return sizeof(DebugHeader) + sizeof(Listed) + GUARD_SIZE + size + GUARD_SIZE;
}

static bool is_pooled(size_t size) {
    return heap.mode == MEM_POOL_DEBUG && whole_size(size) <= MEM_SMALL_MAX;
}

static void note_site(MemSite *site) {
    if (heap.ops.current_site == NULL || heap.ops.current_site(site, 1) == 0)
        *site = (MemSite){"?", 0};
}

static void check_lock(const char *doing) {
    if (heap.ops.holds_lock != NULL && !heap.ops.holds_lock())
        mem_fatal("%s without holding the lock", doing);
}

/* ---- reports --------------------------------------------------------------------------------- */

/* Everything known about the block, then the end. */
static _Noreturn void fail(DebugHeader *header, const char *what) {
    Listed *listed = listed_of(header);
    const char *name = listed->kind < KIND_COUNT ? kind_names[listed->kind] : "?";
    if (header->state == LIVE && listed->kind != MEM_BUFFER && listed->size >= sizeof(Object)) {
        const Object *object = (const Object *)block_of(header);
        if (object->type != NULL && object->refcount < 1u << 30)
            name = object->type->name;
    }
    char freed[300] = "";
    if (header->state == FREED)
        snprintf(freed, sizeof freed, ", freed at %s:%u", header->freed.file, header->freed.line);
    mem_fatal("%s: %s of %zu bytes at %p, number %llu, allocated at %s:%u%s", what, name,
              listed->size, (void *)block_of(header), (unsigned long long)header->serial,
              header->allocated.file, header->allocated.line, freed);
}

/* `block` does not look like one: perhaps it points into one. */
static _Noreturn void fail_stranger(const void *block) {
    for (unsigned kind = 0; kind < KIND_COUNT; kind++) {
        Listed *ring = &listed_blocks.first[kind];
        for (Listed *listed = ring->next; listed != ring; listed = listed->next) {
            const char *start = listed_block(listed);
            if ((const char *)block > start && (const char *)block < start + listed->size)
                fail(header_of(start), "free of a pointer into a block");
        }
    }
    mem_fatal("free of %p, which is no block", block);
}

static bool is_filled(const uint8_t *bytes, size_t size, uint8_t value) {
    for (size_t i = 0; i < size; i++)
        if (bytes[i] != value)
            return false;
    return true;
}

static void check_guards(DebugHeader *header) {
    uint8_t *block = block_of(header);
    if (!is_filled(block - GUARD_SIZE, GUARD_SIZE, GUARD))
        fail(header, "written before the block");
    if (!is_filled(block + listed_of(header)->size, GUARD_SIZE, GUARD))
        fail(header, "written behind the block");
}

static void check_dead(DebugHeader *header) {
    if (!is_filled(block_of(header), listed_of(header)->size, DEAD))
        fail(header, "written after its free");
    check_guards(header);
}

/* ---- blocks ---------------------------------------------------------------------------------- */

void *debug_new(size_t size, unsigned kind) {
    check_lock("allocation");
    DebugHeader *header;
    if (is_pooled(size)) {
        header = pool_block_new(MEM_BUFFER, (unsigned)MEM_CLASS_OF(whole_size(size)));
    } else {
        header = limits_take(whole_size(size)) ? malloc(whole_size(size)) : NULL;
        if (header == NULL)
            return NULL;
    }
    if (header == NULL)
        return NULL;
    header->state = LIVE;
    header->serial = ++quarantine.serial;
    note_site(&header->allocated);
    header->freed = (MemSite){NULL, 0};
    listed_link(listed_of(header), size, kind);
    uint8_t *block = block_of(header);
    memset(block - GUARD_SIZE, GUARD, GUARD_SIZE);
    memset(block, FRESH, size);
    memset(block + size, GUARD, GUARD_SIZE);
    if (kind == MEM_CONTAINER) {
        ((Object *)block)->flags = 0; /* no candidate before its header is set */
        gc_note_taken(1);
    }
    return block;
}

static void really_free(DebugHeader *header) {
    size_t size = listed_of(header)->size;
    header->state = 0;
    if (is_pooled(size)) {
        pool_block_free(pool_of(header), header);
    } else {
        limits_give(whole_size(size));
        free(header);
    }
}

static void quarantine_release_first(void) {
    DebugHeader *header = quarantine.blocks[quarantine.first];
    quarantine.first = (quarantine.first + 1) % QUARANTINE_BLOCKS;
    quarantine.count--;
    quarantine.bytes -= whole_size(listed_of(header)->size);
    check_dead(header);
    really_free(header);
}

static void quarantine_add(DebugHeader *header) {
    size_t size = whole_size(listed_of(header)->size);
    while (quarantine.count != 0 &&
           (quarantine.count == QUARANTINE_BLOCKS || quarantine.bytes + size > QUARANTINE_BYTES))
        quarantine_release_first();
    quarantine.blocks[(quarantine.first + quarantine.count) % QUARANTINE_BLOCKS] = header;
    quarantine.count++;
    quarantine.bytes += size;
}

/* SIZE_MAX: whatever it has. */
void debug_free(void *block, size_t size, unsigned kind) {
    check_lock("free");
    DebugHeader *header = header_of(block);
    if (header->state == FREED)
        fail(header, "freed twice");
    if (header->state != LIVE)
        fail_stranger(block);
    Listed *listed = listed_of(header);
    check_guards(header);
    if (listed->kind != kind)
        fail(header, kind == MEM_BUFFER ? "object freed as a buffer" : "freed as the wrong kind");
    if (size == SIZE_MAX)
        size = listed->size;
    if (listed->size != size)
        fail(header, "freed with the wrong size");
    if (kind == MEM_CONTAINER)
        gc_note_given(1);
    listed_unlink(listed);
    header->state = FREED;
    note_site(&header->freed);
    memset(block, DEAD, size);
    quarantine_add(header);
}

size_t debug_size(const void *block) {
    DebugHeader *header = header_of(block);
    if (header->state == FREED)
        fail(header, "used after its free");
    if (header->state != LIVE)
        fail_stranger(block);
    return listed_of(header)->size;
}

/* Every guard of every block, and what is in quarantine. */
void debug_check(void) {
    for (unsigned kind = 0; kind < KIND_COUNT; kind++) {
        Listed *ring = &listed_blocks.first[kind];
        for (Listed *listed = ring->next; listed != ring; listed = listed->next)
            check_guards(header_of(listed_block(listed)));
    }
    for (size_t i = 0; i < quarantine.count; i++)
        check_dead(quarantine.blocks[(quarantine.first + i) % QUARANTINE_BLOCKS]);
}

MemSite debug_site(const void *block) {
    return header_of(block)->allocated;
}

uint64_t debug_serial(const void *block) {
    return header_of(block)->serial;
}

void debug_fini(void) {
    while (quarantine.count != 0)
        quarantine_release_first();
}
