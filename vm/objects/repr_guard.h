/* Which objects' repr is under way in this thread, so that one that contains itself ends in "...".
 *
 *     Answer running = repr_enter(self);
 *     if (running != ANSWER_NO)
 *         return running == ANSWER_ERROR ? NULL : value_of(str_from_c("[...]"));
 *     ...
 *     repr_leave(self); */
#ifndef VM_OBJECTS_REPR_GUARD_H
#define VM_OBJECTS_REPR_GUARD_H

#include "vm/value.h"

/* YES: it is running already, and was not entered again. */
MUST_CHECK Answer repr_enter(Value value);
void repr_leave(Value value); /* keeps a pending exception as it is */

#endif
