/* Where blocks were allocated (tracemalloc).
 *
 * While tracing, the caches are off and every allocation asks the runtime for the innermost
 * frames. Their list is interned; a table keyed by the block's address keeps list and size. All
 * records live in raw memory. */
#include "memory/heap.h"

#include <string.h>

typedef struct Sites {
    struct Sites *next;          /* same bucket */
    uint32_t hash, count, total; /* total: frames there were */
    MemSite sites[];
} Sites;

typedef struct Record {
    uintptr_t block; /* 0: unused */
    size_t size;
    Sites *sites;
} Record;

enum { SITE_BUCKETS = 4096 };

static struct {
    Record *records;
    size_t capacity, count; /* capacity: a power of two */
    Sites **buckets;
    MemSite *scratch;
    size_t frames;
    size_t current, peak;
    size_t site_bytes; /* of interned lists */
    bool asking;       /* inside current_site */
} trace;

/* ---- interned site lists --------------------------------------------------------------------- */

static uint32_t sites_hash(const MemSite *sites, size_t count, size_t total) {
    uint64_t hash = total;
    for (size_t i = 0; i < count; i++)
        hash = (hash ^ (uintptr_t)sites[i].file ^ sites[i].line) * 0x9e3779b97f4a7c15u;
    return (uint32_t)(hash >> 32);
}

static Sites *sites_intern(const MemSite *sites, size_t count, size_t total) {
    uint32_t hash = sites_hash(sites, count, total);
    Sites **bucket = &trace.buckets[hash % SITE_BUCKETS];
    for (Sites *known = *bucket; known != NULL; known = known->next) {
        if (known->hash != hash || known->count != count || known->total != total)
            continue;
        size_t i = 0;
        while (i < count && known->sites[i].file == sites[i].file &&
               known->sites[i].line == sites[i].line)
            i++;
        if (i == count)
            return known;
    }
    Sites *added = mem_raw_malloc(sizeof *added + count * sizeof *sites);
    if (added == NULL)
        return NULL;
    added->hash = hash;
    added->count = (uint32_t)count;
    added->total = (uint32_t)total;
    memcpy(added->sites, sites, count * sizeof *sites);
    added->next = *bucket;
    *bucket = added;
    trace.site_bytes += sizeof *added + count * sizeof *sites;
    return added;
}

static void sites_free_all(void) {
    for (size_t i = 0; i < SITE_BUCKETS; i++) {
        for (Sites *sites = trace.buckets[i], *next; sites != NULL; sites = next) {
            next = sites->next;
            mem_raw_free(sites);
        }
        trace.buckets[i] = NULL;
    }
    trace.site_bytes = 0;
}

/* ---- records --------------------------------------------------------------------------------- */

static size_t slot_of(uintptr_t block) {
    return (size_t)((block >> 3) * 0x9e3779b97f4a7c15u >> 20) & (trace.capacity - 1);
}

static Record *record_find(uintptr_t block) {
    size_t slot = slot_of(block);
    while (trace.records[slot].block != 0 && trace.records[slot].block != block)
        slot = (slot + 1) & (trace.capacity - 1);
    return &trace.records[slot];
}

static bool records_grow(void) {
    if (2 * (trace.count + 1) <= trace.capacity)
        return true;
    size_t old_capacity = trace.capacity;
    Record *old = trace.records;
    Record *records = mem_raw_calloc(2 * old_capacity, sizeof *records);
    if (records == NULL)
        return false;
    trace.records = records;
    trace.capacity = 2 * old_capacity;
    for (size_t i = 0; i < old_capacity; i++)
        if (old[i].block != 0)
            *record_find(old[i].block) = old[i];
    mem_raw_free(old);
    return true;
}

static void record_remove(Record *record) {
    size_t mask = trace.capacity - 1, hole = (size_t)(record - trace.records);
    trace.current -= record->size;
    for (size_t i = (hole + 1) & mask; trace.records[i].block != 0; i = (i + 1) & mask) {
        size_t home = slot_of(trace.records[i].block);
        if (((i - home) & mask) >= ((i - hole) & mask)) {
            trace.records[hole] = trace.records[i];
            hole = i;
        }
    }
    trace.records[hole] = (Record){0};
    trace.count--;
}

bool trace_add(void *block, size_t size, unsigned kind) {
    if (trace.asking)
        return true;
    if (!records_grow())
        return false;
    trace.asking = true;
    size_t total =
        heap.ops.current_site != NULL ? heap.ops.current_site(trace.scratch, trace.frames) : 0;
    trace.asking = false;
    size_t count = total < trace.frames ? total : trace.frames;
    Sites *sites = sites_intern(trace.scratch, count, total);
    if (sites == NULL)
        return false;
    Record *record = record_find((uintptr_t)block);
    if (record->block != 0) {
        trace.current -= record->size;
        trace.count--;
    }
    *record = (Record){(uintptr_t)block, size, sites};
    trace.count++;
    trace.current += size;
    if (trace.current > trace.peak)
        trace.peak = trace.current;
    return true;
}

void trace_remove(void *block) {
    Record *record = record_find((uintptr_t)block);
    if (record->block != 0)
        record_remove(record);
}

/* ---- what the runtime calls ------------------------------------------------------------------ */

bool mem_trace_start(size_t frames) {
    if (heap.tracing)
        return true;
    if (!heap.ready)
        heap_start();
    trace.frames = frames != 0 ? frames : 1;
    trace.capacity = 1024;
    trace.records = mem_raw_calloc(trace.capacity, sizeof *trace.records);
    trace.buckets = mem_raw_calloc(SITE_BUCKETS, sizeof *trace.buckets);
    trace.scratch = mem_raw_calloc(trace.frames, sizeof *trace.scratch);
    if (trace.records == NULL || trace.buckets == NULL || trace.scratch == NULL) {
        mem_raw_free(trace.records);
        mem_raw_free(trace.buckets);
        mem_raw_free(trace.scratch);
        memset(&trace, 0, sizeof trace);
        return false;
    }
    heap.tracing = true;
    caches_configure();
    return true;
}

void mem_trace_stop(void) {
    if (!heap.tracing)
        return;
    heap.tracing = false;
    sites_free_all();
    mem_raw_free(trace.records);
    mem_raw_free(trace.buckets);
    mem_raw_free(trace.scratch);
    memset(&trace, 0, sizeof trace);
    caches_configure();
}

bool mem_trace_is_on(void) {
    return heap.tracing;
}

size_t mem_trace_frames(void) {
    return trace.frames != 0 ? trace.frames : 1;
}

void mem_trace_clear(void) {
    if (!heap.tracing)
        return;
    memset(trace.records, 0, trace.capacity * sizeof *trace.records);
    trace.count = trace.current = trace.peak = 0;
    sites_free_all();
}

void mem_trace_reset_peak(void) {
    trace.peak = trace.current;
}

void mem_trace_sizes(size_t *current, size_t *peak) {
    *current = trace.current;
    *peak = trace.peak;
}

size_t mem_trace_memory(void) {
    if (!heap.tracing)
        return 0;
    return trace.capacity * sizeof(Record) + SITE_BUCKETS * sizeof(Sites *) +
           trace.frames * sizeof(MemSite) + trace.site_bytes;
}

static MemTrace trace_of(const Record *record) {
    return (MemTrace){.block = (const void *)record->block,
                      .size = record->size,
                      .sites = record->sites->sites,
                      .count = record->sites->count,
                      .total = record->sites->total};
}

bool mem_trace_find(const void *block, MemTrace *found) {
    Record *record = heap.tracing ? record_find((uintptr_t)block) : NULL;
    if (record == NULL || record->block == 0)
        return false;
    *found = trace_of(record);
    return true;
}

void mem_trace_visit(MemTraceVisit visit, void *context) {
    for (size_t i = 0; i < trace.capacity && heap.tracing; i++) {
        if (trace.records[i].block == 0)
            continue;
        MemTrace found = trace_of(&trace.records[i]);
        if (!visit(&found, context))
            return;
    }
}
