/* What looks into the heap: whose address, walks, numbers, checks, traces, snapshots, maps.
 *
 * Observing does not disturb: ready blocks go back to their pools first, and everything written
 * down lives in raw memory. Part of memory.h. */
#ifndef MEMORY_INSPECT_H
#define MEMORY_INSPECT_H

/* ---- one address ----------------------------------------------------------------------------- */

typedef enum MemBlockState { MEM_UNTOUCHED, MEM_FREE, MEM_ALLOCATED } MemBlockState;
typedef enum MemPoolState {
    MEM_POOL_UNTOUCHED, /* never handed out */
    MEM_POOL_DISCARDED, /* empty, its contents given back to the system */
    MEM_POOL_EMPTY,
    MEM_POOL_USED,
    MEM_POOL_FULL
} MemPoolState;

extern const char *const mem_kind_names[3];        /* buffer, atom, container */
extern const char *const mem_pool_state_names[5];  /* untouched, discarded, empty, used, full */
extern const char *const mem_block_state_names[3]; /* untouched, free, allocated */

typedef struct MemBlockInfo {
    const char *address;      /* the block's first byte */
    size_t size;              /* of the block; a listed one: as asked for */
    size_t index;             /* in its pool */
    const char *pool, *arena; /* null: from the system allocator */
    uint32_t kind, size_class;
    MemBlockState state;
    Object *object; /* an allocated atom or container */
} MemBlockInfo;

typedef struct MemPoolInfo {
    const char *address, *arena;
    MemPoolState state;
    uint32_t kind, size_class; /* used and full ones */
    size_t block_size, capacity;
    size_t allocated, free, untouched; /* blocks */
    size_t place;                      /* used: in its list; empty: in freepools; from 1 */
} MemPoolInfo;

typedef struct MemArenaInfo {
    const char *address;
    size_t pools, free_pools; /* free: empty, discarded or untouched */
    size_t untouched_pools, discarded_pools;
    size_t place; /* in usable_arenas, from 1; 0: not usable */
} MemArenaInfo;

/* Is the address inside an arena? Nothing is dereferenced. */
bool mem_owns(const void *address);
/* All about the block an address lies in; false when it is in no block of a used pool (and not
 * the start of a listed block). */
bool mem_block_info(const void *address, MemBlockInfo *info);
bool mem_pool_info(const void *address, MemPoolInfo *info);

/* Visit everything, by rising address. A visitor returns false to stop; it must not allocate
 * except raw memory. */
typedef bool (*MemArenaVisit)(const MemArenaInfo *arena, void *context);
typedef bool (*MemPoolVisit)(const MemPoolInfo *pool, void *context);
typedef bool (*MemBlockVisit)(const MemBlockInfo *block, void *context);
void mem_walk_arenas(MemArenaVisit visit, void *context);
void mem_walk_pools(const void *arena, MemPoolVisit visit, void *context);
void mem_walk_blocks(const void *pool, MemBlockVisit visit, void *context);
/* Every allocated block, listed ones last. */
void mem_walk_allocated(MemBlockVisit visit, void *context);

/* A buffer straight from the pools, past the caches, so that what the pools do can be watched. */
MEM_MUST_CHECK void *mem_pool_malloc(size_t size);
void mem_pool_free(void *buffer);

/* ---- numbers --------------------------------------------------------------------------------- */

typedef struct MemClassStats {
    size_t pools, allocated, free, untouched; /* blocks, but pools */
} MemClassStats;

typedef struct MemStats {
    MemClassStats classes[3][MEM_CLASS_COUNT]; /* per kind */
    size_t blocks[3];                          /* allocated in pools, per kind */
    size_t listed[3], listed_bytes;            /* from the system allocator; bytes with headers */
    size_t raw_blocks, raw_bytes;
    size_t arenas, arenas_ever, arenas_returned, arenas_peak, reserve, refused_unmaps;
    /* A12: the bytes of all arenas. */
    size_t mapped;
    size_t header_bytes, allocated_bytes, free_bytes, untouched_bytes, tail_bytes;
    size_t unused_pool_bytes, discarded_bytes; /* the latter among the former */
} MemStats;

void mem_stats_get(MemStats *stats);
void mem_stats_print(FILE *file);
/* A line for each of the first blocks alive: type, count, size, and where if that is known. For
 * the end, when none should be: types must still be there. */
void mem_print_alive(FILE *file, size_t most);
/* sys.getallocatedblocks(): objects and buffers alive. */
size_t mem_allocated_blocks(void);

/* ---- checks ---------------------------------------------------------------------------------- */

/* Do all structures hold what they promise? Null: yes; else what is wrong. */
const char *mem_check(void);

/* Recount every object's references and look for the owner of every buffer; report objects whose
 * count is not what was found, and buffers that nothing points to. Returns how many, or SIZE_MAX
 * when out of memory. */
typedef void (*MemAuditReport)(const MemBlockInfo *block, size_t found, void *context);
size_t mem_audit(MemAuditReport report, void *context);

/* ---- allocation sites ------------------------------------------------------------------------ */

/* Remember up to `frames` frames of each block from now on. */
MEM_MUST_CHECK bool mem_trace_start(size_t frames);
void mem_trace_stop(void);
bool mem_trace_is_on(void);
size_t mem_trace_frames(void);
void mem_trace_clear(void);
void mem_trace_reset_peak(void);
void mem_trace_sizes(size_t *current, size_t *peak);
size_t mem_trace_memory(void); /* bytes the tracing itself needs */
typedef struct MemTrace {
    const void *block;
    size_t size; /* as asked for */
    const MemSite *sites;
    size_t count, total; /* sites known; frames there were */
} MemTrace;
/* What is known of the block; its sites stay valid until it is freed. False: nothing. */
bool mem_trace_find(const void *block, MemTrace *trace);
typedef bool (*MemTraceVisit)(const MemTrace *trace, void *context);
void mem_trace_visit(MemTraceVisit visit, void *context);

/* ---- snapshots and maps ---------------------------------------------------------------------- */

typedef struct MemSnapshot MemSnapshot;
MemSnapshot *mem_snapshot(void); /* null: out of memory */
void mem_snapshot_free(MemSnapshot *snapshot);
/* What was born and what died between two snapshots, by type and line; pools and arenas that
 * changed. As text. */
void mem_snapshot_diff(const MemSnapshot *before, const MemSnapshot *after, FILE *file);

typedef enum MemMapForm {
    MEM_MAP_TEXT,    /* a mark per block */
    MEM_MAP_JSON,    /* everything */
    MEM_MAP_HTML,    /* a page that draws it */
    MEM_MAP_OVERVIEW /* text, a mark per pool */
} MemMapForm;
/* False: out of memory, or the file could not be written. */
bool mem_write_map(const MemSnapshot *snapshot, MemMapForm form, FILE *file);
/* The form by a file name's ending; false if it is none of the three. */
bool mem_map_form(const char *file_name, MemMapForm *form);

/* Why an arena is still mapped: its live blocks by type and line, each with the shortest chain of
 * references from a root. */
bool mem_explain_arena(const void *arena, FILE *file);

#endif
