/* What the files of the _json module share. */
#ifndef LIB_NATIVE_JSON_PARTS_H
#define LIB_NATIVE_JSON_PARTS_H

#include "vm/vm.h"

extern Type json_scanner_type, json_encoder_type;

/* json_string.c */
/* The text that begins behind a quote at `*index`; *index ends up behind the closing one. */
MUST_CHECK Value json_scan_string(Str *text, size_t *index, bool strict);
MUST_CHECK bool json_write_string(StrBuilder *builder, const Str *text, bool ascii);
Value json_method_scanstring(Value self, Value *args);
Value json_method_encode(Value self, Value *args);
Value json_method_encode_ascii(Value self, Value *args);
/* Raises json.decoder.JSONDecodeError. */
COLD void *json_raise(const char *message, Str *text, size_t position);

#endif
