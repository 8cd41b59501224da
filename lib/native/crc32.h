/* The CRC-32 of zip, gzip and PNG (reflected polynomial 0xedb88320). */
#ifndef LIB_NATIVE_CRC32_H
#define LIB_NATIVE_CRC32_H

#include <stddef.h>
#include <stdint.h>

/* The sum, inverted, after more bytes: it begins with ~0. */
uint32_t crc32_add(uint32_t crc, const uint8_t *bytes, size_t size);

#endif
