/* The sizes everything in memory/ follows from: fixed when compiled, two sets of them.
 *
 *                           classic     large (-DMEM_GEOMETRY_LARGE)
 *     arena / pool     256 / 4 KiB      1024 / 16 KiB
 *     step = alignment           8      16
 *     classes                   64      32     of blocks up to 512 bytes */
#ifndef MEMORY_GEOMETRY_H
#define MEMORY_GEOMETRY_H

#ifdef MEM_GEOMETRY_LARGE
#define MEM_ARENA_SHIFT 20
#define MEM_POOL_SHIFT  14
#define MEM_STEP_SHIFT  4
#else
#define MEM_ARENA_SHIFT 18
#define MEM_POOL_SHIFT  12
#define MEM_STEP_SHIFT  3
#endif

#define MEM_ARENA_SIZE      ((size_t)1 << MEM_ARENA_SHIFT)
#define MEM_POOL_SIZE       ((size_t)1 << MEM_POOL_SHIFT)
#define MEM_STEP            ((size_t)1 << MEM_STEP_SHIFT)
#define MEM_POOLS_PER_ARENA (1 << (MEM_ARENA_SHIFT - MEM_POOL_SHIFT))

#ifdef MEM_SABOTAGE_THRESHOLD /* a fault the tests must find */
#define MEM_SMALL_MAX 511
#else
#define MEM_SMALL_MAX 512 /* bytes; larger blocks come from the system allocator */
#endif
#define MEM_CLASS_COUNT (512 >> MEM_STEP_SHIFT)

#define MEM_CLASS_OF(size)        (((size)-1) >> MEM_STEP_SHIFT)
#define MEM_SIZE_OF_CLASS(number) (((size_t)(number) + 1) << MEM_STEP_SHIFT)

_Static_assert(MEM_POOLS_PER_ARENA == 64, "an arena's pools fit one word of bits");
_Static_assert(MEM_CLASS_COUNT << MEM_STEP_SHIFT == 512, "the last class is the threshold");

#endif
