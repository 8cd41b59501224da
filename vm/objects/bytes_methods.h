/* The methods of bytes and bytearray, by the file that has them. */
#ifndef VM_OBJECTS_BYTES_METHODS_H
#define VM_OBJECTS_BYTES_METHODS_H

#include "vm/objects/bytes_parts.h"

bool is_space_byte(uint8_t c);
/* self[start:end] of the same kind. */
MUST_CHECK Value byte_sequence_part(Value self, size_t start, size_t end);
MUST_CHECK Value bytes_hex(const uint8_t *bytes, size_t size, Value separator, Value group);

Value bytes_method_capitalize(Value self, Value *args);
Value bytes_method_center(Value self, Value *args);
Value bytes_method_decode(Value self, Value *args);
Value bytes_method_expandtabs(Value self, Value *args);
Value bytes_method_hex(Value self, Value *args);
Value bytes_method_isalnum(Value self, Value *args);
Value bytes_method_isalpha(Value self, Value *args);
Value bytes_method_isascii(Value self, Value *args);
Value bytes_method_isdigit(Value self, Value *args);
Value bytes_method_islower(Value self, Value *args);
Value bytes_method_isspace(Value self, Value *args);
Value bytes_method_istitle(Value self, Value *args);
Value bytes_method_isupper(Value self, Value *args);
Value bytes_method_join(Value self, Value *args);
Value bytes_method_ljust(Value self, Value *args);
Value bytes_method_lower(Value self, Value *args);
Value bytes_method_lstrip(Value self, Value *args);
Value bytes_method_partition(Value self, Value *args);
Value bytes_method_replace(Value self, Value *args);
Value bytes_method_removeprefix(Value self, Value *args);
Value bytes_method_removesuffix(Value self, Value *args);
Value bytes_method_rjust(Value self, Value *args);
Value bytes_method_rpartition(Value self, Value *args);
Value bytes_method_rsplit(Value self, Value *args);
Value bytes_method_rstrip(Value self, Value *args);
Value bytes_method_split(Value self, Value *args);
Value bytes_method_splitlines(Value self, Value *args);
Value bytes_method_strip(Value self, Value *args);
Value bytes_method_swapcase(Value self, Value *args);
Value bytes_method_title(Value self, Value *args);
Value bytes_method_translate(Value self, Value *args);
Value bytes_method_upper(Value self, Value *args);
Value bytes_method_zfill(Value self, Value *args);
Value bytes_method_sizeof(Value self, Value *args);
Value bytes_method_getnewargs(Value self, Value *args);
Value bytes_method_bytes(Value self, Value *args);
Value bytes_method_maketrans(Value self, Value *args);
Value bytes_method_fromhex(Value type, Value *args);
Value bytes_method_count(Value self, Value *args, size_t count, Tuple *names);
Value bytes_method_find(Value self, Value *args, size_t count, Tuple *names);
Value bytes_method_rfind(Value self, Value *args, size_t count, Tuple *names);
Value bytes_method_index(Value self, Value *args, size_t count, Tuple *names);
Value bytes_method_rindex(Value self, Value *args, size_t count, Tuple *names);
Value bytes_method_startswith(Value self, Value *args, size_t count, Tuple *names);
Value bytes_method_endswith(Value self, Value *args, size_t count, Tuple *names);
Value bytearray_method_append(Value self, Value *args);
Value bytearray_method_extend(Value self, Value *args);
Value bytearray_method_insert(Value self, Value *args);
Value bytearray_method_pop(Value self, Value *args);
Value bytearray_method_remove(Value self, Value *args);
Value bytearray_method_clear(Value self, Value *args);
Value bytearray_method_copy(Value self, Value *args);
Value bytearray_method_reverse(Value self, Value *args);
Value bytearray_method_alloc(Value self, Value *args);
Value bytearray_method_sizeof(Value self, Value *args);
Value bytearray_method_reduce(Value self, Value *args);
Value bytearray_method_reduce_ex(Value self, Value *args);

#endif
