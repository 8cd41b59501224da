/* Keys of dicts and sets: their hash, and equality as far as it can be told without Python code. */
#ifndef VM_OBJECTS_KEY_H
#define VM_OBJECTS_KEY_H

#include "vm/operations.h"
#include "vm/objects/str.h"

typedef enum { KEY_DIFFERS, KEY_EQUAL, KEY_ASK /* call __eq__ */ } KeyMatch;

/* -1: error. */
static inline MUST_CHECK Hash key_hash(Value key) {
    if (is_small_int(key)) {
        int64_t number = small_int_of(key);
        if (LIKELY(number >= 0 && number < ((int64_t)1 << 61) - 1))
            return number;
    } else if (is_exact_str(key)) {
        Hash hash = str_of(key)->hash;
        return LIKELY(hash != -1) ? hash : str_hash(str_of(key));
    }
    return object_hash(key);
}

/* For keys of the same hash. */
static inline KeyMatch key_match(Value stored, Value key) {
    if (stored == key)
        return KEY_EQUAL;
    if (is_exact_str(stored) && is_exact_str(key))
        return str_equal(str_of(stored), str_of(key)) ? KEY_EQUAL : KEY_DIFFERS;
    if (are_small_ints(stored, key))
        return KEY_DIFFERS;
    return KEY_ASK;
}

#endif
