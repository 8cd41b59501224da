/* Codecs: bytes to text and back. */
#ifndef VM_CODECS_H
#define VM_CODECS_H

#include "vm/objects/bytes.h"
#include "vm/objects/str.h"

/* bytes-like object to str, str to bytes; null encoding: utf-8, null errors: strict. What is not
 * built in goes through the registry of _codecs. */
MUST_CHECK Value codec_decode(Value object, const char *encoding, const char *errors);
MUST_CHECK Value codec_encode(Value str, const char *encoding, const char *errors);

/* Raise the errors of Unicode codecs; `reason` is plain text. */
COLD void *raise_unicode_decode_error(const char *encoding, const uint8_t *bytes, size_t size,
                                      size_t start, size_t end, const char *reason);
COLD void *raise_unicode_encode_error(const char *encoding, Str *str, size_t start, size_t end,
                                      const char *reason);

#endif
