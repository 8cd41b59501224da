/* Memory of ints: IntObjects, and what GMP allocates while it works.
 *
 * GMP cannot be told that memory has run out, but its allocation functions may leave by longjmp.
 * int_run_big sets the place to leave to; every block GMP holds is on a list, so that nothing is
 * lost when it does. Outside int_run_big GMP never allocates: operands are small enough for its
 * stack buffers (INT_DIRECT_LIMBS).
 *
 * The same way out serves Ctrl-C, at any instruction but while a block is being allocated or freed:
 * then at its end. If the signal's handler does not raise, the work begins anew, so work must be
 * repeatable, and nothing but GMP's functions. */
#include "vm/objects/int_internal.h"
#include "vm/signals.h"

#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct GmpBlock {
    struct GmpBlock *next, *previous;
} GmpBlock;
_Static_assert(sizeof(GmpBlock) % 16 == 0, "keeps the alignment of what follows");

static _Thread_local GmpBlock gmp_blocks; /* head of a ring, empty while next is NULL */
static _Thread_local jmp_buf *gmp_escape;
static _Thread_local bool gmp_heeds_signals;
enum { ESCAPE_SIGNAL = 1, ESCAPE_NO_MEMORY }; /* signal_escape is left with 1 */
enum { BEGINNINGS_MAX = 8 }; /* then signals wait: those of a timer would keep work from its end */
enum { LONG_LIMBS = 1 << 17 }; /* what takes about a millisecond */
static bool gmp_functions_set;

static void gmp_link(GmpBlock *block) {
    block->next = gmp_blocks.next;
    block->previous = &gmp_blocks;
    block->next->previous = block;
    gmp_blocks.next = block;
}

static void gmp_unlink(GmpBlock *block) {
    block->previous->next = block->next;
    block->next->previous = block->previous;
}

/* Around what must not be left by a signal. */
static void gmp_hold(void) {
    signal_escape = NULL;
    __atomic_signal_fence(__ATOMIC_SEQ_CST);
}

static void gmp_go_on(void) {
    if (!gmp_heeds_signals || !gmp_escape)
        return;
    __atomic_signal_fence(__ATOMIC_SEQ_CST);
    signal_escape = gmp_escape;
    if (UNLIKELY(eval_breaker & (BREAK_SIGNAL | BREAK_LIMIT)))
        longjmp(*gmp_escape, ESCAPE_SIGNAL);
}

void int_big_no_memory(void) {
    if (gmp_escape)
        longjmp(*gmp_escape, ESCAPE_NO_MEMORY);
    fputs("folio: big integer work outside its guard ran out of memory\n", stderr);
    abort();
}

static void *gmp_allocate(size_t size) {
    gmp_hold();
    GmpBlock *block = mem_raw_malloc(sizeof *block + size);
    if (!block)
        int_big_no_memory();
    gmp_link(block);
    gmp_go_on();
    return block + 1;
}

static void *gmp_reallocate(void *data, size_t old_size, size_t new_size) {
    GmpBlock *block = (GmpBlock *)data - 1;
    gmp_hold();
    gmp_unlink(block);
    GmpBlock *moved = mem_raw_realloc(block, sizeof *block + new_size);
    gmp_link(moved ? moved : block);
    if (!moved)
        int_big_no_memory();
    gmp_go_on();
    return moved + 1;
}

static void gmp_free(void *data, size_t size) {
    GmpBlock *block = (GmpBlock *)data - 1;
    gmp_hold();
    gmp_unlink(block);
    mem_raw_free(block);
    gmp_go_on();
}

static void free_blocks(void) {
    while (gmp_blocks.next != &gmp_blocks) {
        GmpBlock *block = gmp_blocks.next;
        gmp_unlink(block);
        mem_raw_free(block);
    }
}

bool int_run_big(void (*work)(void *context), void *context) {
    if (!gmp_functions_set) {
        mp_set_memory_functions(gmp_allocate, gmp_reallocate, gmp_free);
        gmp_functions_set = true;
    }
    gmp_blocks.next = gmp_blocks.previous = &gmp_blocks;
    jmp_buf escape;
    volatile unsigned beginnings = 0;
    int reason = setjmp(escape);
    gmp_hold();
    gmp_escape = NULL;
    if (reason)
        free_blocks();
    if (reason == ESCAPE_NO_MEMORY)
        return raise_no_memory();
    if (UNLIKELY(eval_breaker & (BREAK_SIGNAL | BREAK_LIMIT)) && !eval_breaker_handle())
        return false;
    gmp_heeds_signals = is_main_thread() && beginnings++ < BEGINNINGS_MAX;
    gmp_blocks.next = gmp_blocks.previous = &gmp_blocks; /* handlers calculate, too */
    gmp_escape = &escape;
    gmp_go_on();
    work(context);
    gmp_hold();
    gmp_escape = NULL;
    return true;
}

bool int_run_long(void (*work)(void *context), void *context, size_t limbs) {
    if (LIKELY(limbs < LONG_LIMBS)) {
        work(context);
        return true;
    }
    return int_run_big(work, context);
}

IntObject *int_allocate(size_t count) {
    if (count > INT_LIMBS_MAX)
        return raise_no_memory();
    IntObject *object = mem_object_new(&int_type.mem, sizeof(IntObject) + count * 8);
    if (!object)
        return raise_no_memory();
    object->size = (int64_t)count;
    return object;
}

void int_discard(IntObject *object) {
    if (object)
        mem_object_free(object, sizeof(IntObject) + (size_t)object->size * 8);
}

Value int_finish(IntObject *object, bool negative) {
    size_t allocated = (size_t)object->size, count = allocated;
    while (count && object->limbs[count - 1] == 0)
        count--;
    if (count <= 1) {
        uint64_t magnitude = count ? object->limbs[0] : 0;
        if (magnitude <= (uint64_t)SMALL_INT_MAX + negative) {
            int_discard(object);
            return value_of_small_int(negative ? -(int64_t)magnitude : (int64_t)magnitude);
        }
    }
    if (count != allocated) {
        IntObject *smaller = mem_object_resize(object, sizeof(IntObject) + allocated * 8,
                                               sizeof(IntObject) + count * 8);
        if (!smaller) {
            int_discard(object);
            return raise_no_memory();
        }
        object = smaller;
    }
    object->size = negative ? -(int64_t)count : (int64_t)count;
    return value_of(object);
}

Value int_from_limbs(const mp_limb_t *limbs, size_t count, bool negative) {
    while (count && limbs[count - 1] == 0)
        count--;
    if (count == 0 || (count == 1 && limbs[0] <= (uint64_t)SMALL_INT_MAX + negative)) {
        uint64_t magnitude = count ? limbs[0] : 0;
        return value_of_small_int(negative ? -(int64_t)magnitude : (int64_t)magnitude);
    }
    IntObject *object = int_allocate(count);
    if (!object)
        return NULL;
    memcpy(object->limbs, limbs, count * 8);
    object->size = negative ? -(int64_t)count : (int64_t)count;
    return value_of(object);
}

Value int_from_uint128(unsigned __int128 magnitude, bool negative) {
    mp_limb_t limbs[2] = {(uint64_t)magnitude, (uint64_t)(magnitude >> 64)};
    return int_from_limbs(limbs, 2, negative);
}
