/* CRC-32, sixteen bytes at a step: table k holds what a byte does to the sum k bytes later, so the
 * sixteen look-ups do not wait for each other (M. E. Kounavis and F. L. Berry, 2005). One byte at a
 * step takes nine times as long. */
#include "lib/native/crc32.h"

#include <stdatomic.h>
#include <stdbool.h>
#include <string.h>

enum { STEP = 16 };

static uint32_t tables[STEP][256];

static void make_tables(void) {
    for (uint32_t i = 0; i < 256; i++) {
        uint32_t crc = i;
        for (int bit = 0; bit < 8; bit++)
            crc = crc & 1 ? crc >> 1 ^ 0xedb88320u : crc >> 1;
        tables[0][i] = crc;
    }
    for (int k = 1; k < STEP; k++)
        for (int i = 0; i < 256; i++)
            tables[k][i] = tables[k - 1][i] >> 8 ^ tables[0][tables[k - 1][i] & 255];
}

static uint32_t add_step(uint32_t crc, const uint8_t *bytes) {
    uint8_t mixed[STEP];
    memcpy(mixed, bytes, STEP);
    for (int i = 0; i < 4; i++)
        mixed[i] ^= (uint8_t)(crc >> 8 * i);
    uint32_t sum = 0;
    for (int i = 0; i < STEP; i++)
        sum ^= tables[STEP - 1 - i][mixed[i]];
    return sum;
}

uint32_t crc32_add(uint32_t crc, const uint8_t *bytes, size_t size) {
    static _Atomic bool made; /* a second thread that comes meanwhile writes the same */
    if (!atomic_load_explicit(&made, memory_order_acquire)) {
        make_tables();
        atomic_store_explicit(&made, true, memory_order_release);
    }
    for (; size >= STEP; bytes += STEP, size -= STEP)
        crc = add_step(crc, bytes);
    for (; size > 0; size--)
        crc = tables[0][(crc ^ *bytes++) & 255] ^ crc >> 8;
    return crc;
}
