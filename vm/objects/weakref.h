/* Weak references and proxies, on memory/'s table of them. */
#ifndef VM_OBJECTS_WEAKREF_H
#define VM_OBJECTS_WEAKREF_H

#include "vm/type.h"

typedef struct Weakref {
    MemWeakref mem; /* referent (not owned), callback (owned) */
    Hash hash;      /* of the referent, once asked for; -1 */
} Weakref;

extern Type weakref_proxy_type, weakref_callable_proxy_type;

/* TypeError if the object cannot be referred to weakly. callback may be null. A reference or proxy
 * without a callback is shared. */
MUST_CHECK Value weakref_new(Value object, Value callback);
MUST_CHECK Value weakref_proxy_new(Value object, Value callback);
/* The referent, owned; null without an exception if it is gone. */
Value weakref_get(Value reference);
/* For memory/: calls the callback of a reference whose referent is gone. */
void weakref_call_callback(MemWeakref *reference);

#endif
