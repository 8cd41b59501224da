/* Listed blocks: from the system allocator, each with a header of 32 bytes in front.
 *
 * They serve what is too large for the pools, and everything under malloc=system. One ring per
 * kind holds them, the newest first, so that the collector and the inspector find them all. */
#include "memory/heap.h"

#include <stdlib.h>

ListedBlocks listed_blocks;

/* glibc gives the end of its heap back whenever twice 128 KiB of it are free, and a loop that needs
 * so much in each round takes page faults in each (pickling 2,000 dicts: 97, a third of its time).
 * It learns from the freeing of a larger mapping to map and to give back in larger pieces. */
static void keep_more_of_the_heap(void) {
    void *volatile mapping = malloc((size_t)2 << 20); /* volatile: compilers know such pairs */
    free(mapping);
}

void listed_init(void) {
    keep_more_of_the_heap();
    for (unsigned kind = 0; kind < KIND_COUNT; kind++) {
        Listed *ring = &listed_blocks.first[kind];
        ring->next = ring->previous = ring;
        listed_blocks.count[kind] = 0;
    }
    listed_blocks.bytes = 0;
}

static void link_in(Listed *listed, unsigned kind) {
    Listed *ring = &listed_blocks.first[kind];
    listed->next = ring->next;
    listed->previous = ring;
    ring->next->previous = listed;
    ring->next = listed;
}

static void link_out(Listed *listed) {
    listed->previous->next = listed->next;
    listed->next->previous = listed->previous;
}

void listed_link(Listed *listed, size_t size, unsigned kind) {
    listed->size = size;
    listed->kind = kind;
    listed->age = 0;
    link_in(listed, kind);
    listed_blocks.count[kind]++;
    listed_blocks.bytes += size + sizeof(Listed);
}

void listed_unlink(Listed *listed) {
    link_out(listed);
    listed_blocks.count[listed->kind]--;
    listed_blocks.bytes -= listed->size + sizeof(Listed);
}

static void *new (size_t size, unsigned kind, bool zeroed) {
    if (size > PTRDIFF_MAX - sizeof(Listed) || !limits_take(size + sizeof(Listed)))
        return NULL;
    Listed *listed = zeroed ? calloc(1, size + sizeof(Listed)) : malloc(size + sizeof(Listed));
    if (listed == NULL) {
        limits_give(size + sizeof(Listed));
        return NULL;
    }
    listed_link(listed, size, kind);
    return listed_block(listed);
}

void *listed_new(size_t size, unsigned kind) {
    return new (size, kind, false);
}

/* Pages fresh from the system are not touched. */
void *listed_new_zeroed(size_t size, unsigned kind) {
    return new (size, kind, true);
}

/* The block may move; on failure it stays as it was. */
void *listed_resize(void *block, size_t size) {
    Listed *listed = listed_header(block);
    size_t old_size = listed->size;
    if (size > PTRDIFF_MAX - sizeof(Listed))
        return NULL;
    if (size > old_size && !limits_take(size - old_size))
        return NULL;
    link_out(listed);
    Listed *moved = realloc(listed, size + sizeof(Listed));
    if (moved == NULL) {
        link_in(listed, listed->kind);
        listed->age = 0; /* as is right at the front */
        if (size > old_size) {
            limits_give(size - old_size);
            return NULL;
        }
        moved = listed; /* shrinking never fails */
    } else {
        link_in(moved, moved->kind);
    }
    if (size < old_size)
        limits_give(old_size - size);
    listed_blocks.bytes += size - old_size;
    moved->size = size;
    moved->age = 0;
    return listed_block(moved);
}

void listed_free(void *block) {
    Listed *listed = listed_header(block);
    listed_unlink(listed);
    limits_give(listed->size + sizeof(Listed));
    free(listed);
}
