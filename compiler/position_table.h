/* The position table: where each unit of code comes from.
 *
 * A sequence of entries, each for 1 to 8 units. Its first byte is 0x80 | kind << 3 | units - 1:
 *
 *     kind    what follows                                                    line
 *     0-9     short: one byte, column = kind << 3 | byte >> 4,                the same
 *             end column = column + (byte & 15)
 *     10-12   one line: column byte, end column byte                          + kind - 10
 *     13      no columns: signed line difference
 *     14      long: signed line difference, end line - line, column + 1,
 *             end column + 1
 *     15      no position
 *
 * Numbers are 6 bits per byte, the lowest first, 0x40 for "more follows"; signed ones hold the sign
 * in the lowest bit. The first entry's difference is to the code's first line. (CPython 3.11's
 * format, which co_linetable shows.) */
#ifndef COMPILER_POSITION_TABLE_H
#define COMPILER_POSITION_TABLE_H

#include "compiler/context.h"

typedef struct PositionWriter {
    Context *context;
    uint8_t *bytes;
    uint32_t size, capacity;
    int32_t line; /* of the last entry that had one */
} PositionWriter;

/* The next `units` units come from `at`. */
void position_table_add(PositionWriter *writer, CodePosition at, uint32_t units);

#endif
