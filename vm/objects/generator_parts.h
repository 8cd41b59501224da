/* What generators, coroutines and asynchronous generators share. */
#ifndef VM_OBJECTS_GENERATOR_PARTS_H
#define VM_OBJECTS_GENERATOR_PARTS_H

#include "vm/objects/generator.h"

/* send (null: throw the pending exception), throw, close: as the methods; StopIteration raised. */
Value generator_send_value(Value self, Value sent);
/* For throw(type, value, traceback) with more than one argument. */
MUST_CHECK bool generator_warn_of_throw(const char *method, Value *args);
Value generator_throw_value(Value self, Value type, Value value, Value traceback);
Value generator_close_value(Value self);
void generator_discard(Generator *generator);

/* RuntimeWarning: coroutine ... was never awaited. */
void coroutine_warn_never_awaited(Generator *coroutine);

void generator_traverse(Object *object, MemVisit visit, void *context);
void generator_clear(Object *object);
void generator_dealloc(Object *object);
void generator_finalize(Object *object);
Value generator_repr(Value self);

Value generator_get_name(Value self);
bool generator_set_name(Value self, Value value);
Value generator_get_qualname(Value self);
bool generator_set_qualname(Value self, Value value);
Value generator_get_code(Value self);
Value generator_get_running(Value self);
Value generator_get_suspended(Value self);
Value generator_get_awaited(Value self);
Value generator_get_frame(Value self);

#endif
