/* The text of a number as int(), float() and complex() accept it, brought to ASCII: decimal digits
 * of any script become 0-9, any space becomes ' ', other characters beyond ASCII become '?'. */
#ifndef VM_OBJECTS_NUMBER_TEXT_H
#define VM_OBJECTS_NUMBER_TEXT_H

#include "vm/type.h"

typedef struct NumberText {
    const char *text; /* NUL-terminated, spaces at both ends stripped */
    size_t size;
    char *buffer;  /* mem_ buffer or null */
    Buffer source; /* of a bytes-like object */
    bool has_source;
} NumberText;

/* `value` is a str or an object with the buffer protocol. NO: it is neither. */
MUST_CHECK Answer number_text_get(Value value, NumberText *text);
void number_text_release(NumberText *text);

bool number_text_is_space(uint32_t character);
int number_text_digit(uint32_t character); /* 0-9 for a decimal digit of any script, else -1 */

/* Copies text without the underscores that stand between two digits; false (nothing raised) if one
 * stands elsewhere. `target` has room for size + 1. */
bool number_text_drop_underscores(const char *text, size_t size, char *target, size_t *length);

#endif
