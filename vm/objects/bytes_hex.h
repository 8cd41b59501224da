/* Hexadecimal digits, as bytes.hex and binascii write and read them. */
#ifndef VM_OBJECTS_BYTES_HEX_H
#define VM_OBJECTS_BYTES_HEX_H

#include "vm/value.h"

/* Two digits for each byte; the end of what was written. */
uint8_t *hex_write(uint8_t *to, const uint8_t *bytes, size_t count);
/* `count` bytes from twice as many digits: how many were read before something else came. */
size_t hex_read(uint8_t *to, const uint8_t *text, size_t count);

#endif
