/* Writing and reading the position table. */
#include "compiler/position_table.h"

enum { KIND_ONE_LINE = 10, KIND_NO_COLUMNS = 13, KIND_LONG = 14, KIND_NONE = 15, UNITS_MAX = 8 };

/* ---- writing ---------------------------------------------------------------------------- */

static void put(PositionWriter *writer, uint8_t byte) {
    *CONTEXT_APPEND(writer->context, writer->bytes, writer->size, writer->capacity) = byte;
}

static void put_number(PositionWriter *writer, uint32_t number) {
    for (; number >= 64; number >>= 6)
        put(writer, 0x40 | (number & 63));
    put(writer, number);
}

static void put_signed(PositionWriter *writer, int32_t number) {
    put_number(writer, number < 0 ? (0u - (uint32_t)number) << 1 | 1 : (uint32_t)number << 1);
}

static void put_head(PositionWriter *writer, unsigned kind, uint32_t units) {
    put(writer, 0x80 | kind << 3 | (units - 1));
}

static void put_entry(PositionWriter *writer, CodePosition at, uint32_t units) {
    if (at.line < 0) {
        put_head(writer, KIND_NONE, units);
        return;
    }
    int32_t difference = at.line - writer->line;
    writer->line = at.line;
    if (at.column < 0 || at.end_column < 0) {
        put_head(writer, KIND_NO_COLUMNS, units);
        put_signed(writer, difference);
        return;
    }
    if (at.end_line == at.line && at.end_column >= at.column) {
        if (difference == 0 && at.column < 80 && at.end_column - at.column < 16) {
            put_head(writer, at.column >> 3, units);
            put(writer, (at.column & 7) << 4 | (at.end_column - at.column));
            return;
        }
        if (difference >= 0 && difference < 3 && at.column < 128 && at.end_column < 128) {
            put_head(writer, KIND_ONE_LINE + difference, units);
            put(writer, at.column);
            put(writer, at.end_column);
            return;
        }
    }
    put_head(writer, KIND_LONG, units);
    put_signed(writer, difference);
    put_number(writer, at.end_line > at.line ? at.end_line - at.line : 0);
    put_number(writer, at.column + 1);
    put_number(writer, at.end_column + 1);
}

void position_table_add(PositionWriter *writer, CodePosition at, uint32_t units) {
    while (units) {
        uint32_t count = units < UNITS_MAX ? units : UNITS_MAX;
        put_entry(writer, at, count);
        units -= count;
    }
}

/* ---- reading ----------------------------------------------------------------------------
 * Tables from files are checked by verify.c first; the bounds are kept here all the same. */

static uint8_t get(CodePositions *walk) {
    return walk->next < walk->limit ? *walk->next++ : 0;
}

static uint32_t get_number(CodePositions *walk) {
    uint32_t number = 0;
    for (unsigned shift = 0;; shift += 6) {
        uint8_t byte = get(walk);
        if (shift < 32)
            number |= (uint32_t)(byte & 63) << shift;
        if (!(byte & 0x40))
            return number;
    }
}

static int32_t get_signed(CodePositions *walk) {
    uint32_t number = get_number(walk);
    return number & 1 ? -(int32_t)(number >> 1) : (int32_t)(number >> 1);
}

CodePositions code_positions(const Code *code) {
    return (CodePositions){.position = NO_POSITION,
                           .next = code->positions,
                           .limit = code->positions + code->position_size,
                           .base = code->first_line};
}

static int32_t add_lines(int32_t line, int32_t difference) {
    return (int32_t)((uint32_t)line + (uint32_t)difference);
}

static void read_entry(CodePositions *walk, unsigned kind) {
    CodePosition at = NO_POSITION;
    if (kind < KIND_ONE_LINE) {
        uint8_t byte = get(walk);
        at.column = kind << 3 | byte >> 4;
        at.end_column = at.column + (byte & 15);
    } else if (kind < KIND_NO_COLUMNS) {
        walk->base = add_lines(walk->base, kind - KIND_ONE_LINE);
        at.column = get(walk);
        at.end_column = get(walk);
    } else if (kind < KIND_NONE) {
        walk->base = add_lines(walk->base, get_signed(walk));
    }
    if (kind != KIND_NONE)
        at.line = at.end_line = walk->base;
    if (kind == KIND_LONG) {
        at.end_line = add_lines(at.line, get_number(walk));
        at.column = (int32_t)get_number(walk) - 1;
        at.end_column = (int32_t)get_number(walk) - 1;
    }
    walk->position = at;
}

bool code_positions_next(CodePositions *walk) {
    if (walk->next >= walk->limit)
        return false;
    uint8_t head = get(walk);
    walk->start = walk->end;
    walk->end += (head & 7) + 1;
    read_entry(walk, head >> 3 & 15);
    return true;
}

CodePosition code_position(const Code *code, uint32_t unit) {
    CodePositions walk = code_positions(code);
    while (code_positions_next(&walk))
        if (unit < walk.end)
            return walk.position;
    return NO_POSITION;
}

int32_t code_line(const Code *code, uint32_t unit) {
    return code_position(code, unit).line;
}
