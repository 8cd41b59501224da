/* Looking at objects without running any code of theirs: no properties, no __getattr__, no
 * __dir__, no __repr__. What completion and hints are made of. */
#ifndef VM_STATIC_LOOKUP_H
#define VM_STATIC_LOOKUP_H

#include "vm/value.h"

/* The attribute as it is stored (functions unbound): owned; null if there is none, or it takes code
 * to have it. Nothing is raised. *bound: calling it would pass the object, or its class. */
Value static_attribute(Value object, Str *name, bool *bound);
/* Calls `visit` with each attribute's name, of the instance and of its classes. */
void static_attribute_names(Value object, void (*visit)(void *context, Value object, Str *name),
                            void *context);
bool static_is_callable(Value value);
/* "name(a, b=1, *, c)" of something that can be called, without self if it is bound to an instance;
 * empty if it is not known. */
void static_signature(Value callable, const char *name, bool bound, char *text, size_t size);
/* The first line of the docstring; empty if there is none. */
void static_doc_line(Value object, char *text, size_t size);

#endif
