/* UTF-8 of up to three bytes a character, checked and measured sixteen bytes at a time. */
#ifndef VM_OBJECTS_UTF8_BLOCKS_H
#define VM_OBJECTS_UTF8_BLOCKS_H

#include "vm/objects/str_parts.h"

/* A beginning of the bytes, in whole characters; perhaps not the longest, or nothing at all. */
Utf8Run utf8_run_blocks(const uint8_t *bytes, size_t size);

#endif
