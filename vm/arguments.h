/* Binding call arguments to the parameters of native functions, by their signature text.
 *
 *     static Signature signature = SIGNATURE("sorted(iterable, /, *, key=None, reverse=False)");
 *     Value bound[3];
 *     if (!arguments_bind(&signature, args, count, names, bound)) return NULL;
 *     ...
 *     arguments_release(&signature, bound);
 *
 * The text is parsed once, at the first call. A leading "$self," (or "$type,", "$module,") is not
 * a parameter. Defaults are only text for people: a missing argument is null. */
#ifndef VM_ARGUMENTS_H
#define VM_ARGUMENTS_H

#include "vm/type.h"

enum { SIGNATURE_PARAMETERS_MAX = 24 };

typedef struct Signature {
    const char *text;
    const char *owner; /* the class or module that messages about counts name; null: none */
    bool parsed;
    uint8_t count;                       /* slots in `bound`, *args and **kwargs included */
    uint8_t required;                    /* leading ones without a default */
    uint8_t positional_only, positional; /* positional-only; all that may be positional */
    int8_t variadic, keywords;           /* slot of *args and **kwargs; -1: none */
    uint8_t name_length;                 /* of the function's name at the start of the text */
    struct {
        uint16_t start;
        uint8_t length;
        bool required;
    } parameters[SIGNATURE_PARAMETERS_MAX];
} Signature;
#define SIGNATURE(signature_text)                                                                  \
    { .text = signature_text }

/* Fills bound[0 .. count): borrowed, null where missing, but *args and **kwargs are owned.
 * Raises TypeError with CPython's messages. */
MUST_CHECK bool arguments_bind(Signature *signature, Value *args, size_t count, Tuple *names,
                               Value *bound);
void arguments_release(Signature *signature, Value *bound); /* gives up *args and **kwargs */
void signature_parse(Signature *signature);
/* For raw functions: TypeErrors if there are keywords, or not between min and max positionals. */
MUST_CHECK bool arguments_check(const char *name, size_t count, Tuple *names, size_t min,
                                size_t max);
/* The same for a method, whose keywords are refused under its full name. */
MUST_CHECK bool arguments_check_method(const char *owner, const char *name, size_t count,
                                       Tuple *names, size_t min, size_t max);

#endif
