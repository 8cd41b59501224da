/* Raw memory: the system allocator behind a header that knows the size, so that bytes are
 * counted. Any thread may call, without the lock. */
#include "memory/heap.h"

#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

typedef struct RawHeader {
    size_t size;
    uint64_t mark; /* RAW_LIVE: a wild or second free is found out */
} RawHeader;
_Static_assert(sizeof(RawHeader) == 16, "keeps malloc's alignment");

#define RAW_LIVE 0x7261772d6c697665u

static _Atomic size_t raw_bytes, raw_blocks;

static void count_in(size_t size) {
    atomic_fetch_add_explicit(&raw_bytes, size, memory_order_relaxed);
    atomic_fetch_add_explicit(&raw_blocks, 1, memory_order_relaxed);
}

static void *raw_new(size_t size, bool zeroed) {
    if (size == 0)
        size = 1;
    if (size > PTRDIFF_MAX - sizeof(RawHeader) || limits_refuse())
        return NULL;
    size_t whole = size + sizeof(RawHeader);
    if (!limits_take(whole))
        return NULL;
    RawHeader *header = zeroed ? calloc(1, whole) : malloc(whole);
    if (header == NULL) {
        limits_give(whole);
        return NULL;
    }
    header->size = size;
    header->mark = RAW_LIVE;
    count_in(size);
    return header + 1;
}

void *mem_raw_malloc(size_t size) {
    return raw_new(size, false);
}

void *mem_raw_calloc(size_t count, size_t size) {
    size_t product;
    if (__builtin_mul_overflow(count, size, &product))
        return NULL;
    return raw_new(product, true);
}

static RawHeader *header_of(void *buffer) {
    RawHeader *header = (RawHeader *)buffer - 1;
    if (MEM_UNLIKELY(header->mark != RAW_LIVE))
        mem_fatal("raw memory at %p: freed twice, or not raw memory", buffer);
    return header;
}

void *mem_raw_realloc(void *buffer, size_t size) {
    if (buffer == NULL)
        return mem_raw_malloc(size);
    RawHeader *header = header_of(buffer);
    size_t old_size = header->size;
    if (size == 0)
        size = 1;
    if (size > PTRDIFF_MAX - sizeof(RawHeader) || limits_refuse())
        return NULL;
    if (size > old_size && !limits_take(size - old_size))
        return NULL;
    RawHeader *moved = realloc(header, size + sizeof(RawHeader));
    if (moved == NULL) {
        if (size > old_size) {
            limits_give(size - old_size);
            return NULL;
        }
        moved = header;
    }
    if (size < old_size)
        limits_give(old_size - size);
    moved->size = size;
    atomic_fetch_add_explicit(&raw_bytes, size - old_size, memory_order_relaxed);
    return moved + 1;
}

void mem_raw_free(void *buffer) {
    if (buffer == NULL)
        return;
    RawHeader *header = header_of(buffer);
    atomic_fetch_sub_explicit(&raw_bytes, header->size, memory_order_relaxed);
    atomic_fetch_sub_explicit(&raw_blocks, 1, memory_order_relaxed);
    limits_give(header->size + sizeof(RawHeader));
    *(volatile uint64_t *)&header->mark = 0; /* the compiler takes it for a dead store */
    free(header);
}

size_t mem_raw_size(void *buffer) {
    return header_of(buffer)->size;
}

size_t mem_raw_bytes(void) {
    return raw_bytes;
}

size_t mem_raw_blocks(void) {
    return raw_blocks;
}
