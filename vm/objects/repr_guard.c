/* The objects whose repr is under way stand in a list of the thread (repr_guard.h). */
#include "vm/objects/repr_guard.h"

#include "vm/vm.h"

Answer repr_enter(Value value) {
    Thread *thread = current_thread;
    if (thread->repr_running == NULL) {
        thread->repr_running = value_of(list_new(4));
        if (thread->repr_running == NULL)
            return ANSWER_ERROR;
    }
    List *running = list_of(thread->repr_running);
    for (size_t i = running->count; i-- > 0;)
        if (running->items[i] == value)
            return ANSWER_YES;
    return list_append(running, value) ? ANSWER_NO : ANSWER_ERROR;
}

void repr_leave(Value value) {
    Thread *thread = current_thread;
    if (thread->repr_running == NULL)
        return;
    List *running = list_of(thread->repr_running);
    for (size_t i = running->count; i-- > 0;)
        if (running->items[i] == value) {
            for (size_t j = i + 1; j < running->count; j++)
                running->items[j - 1] = running->items[j];
            running->count--;
            decref(value); /* the caller still owns it */
            break;
        }
    if (running->count == 0)
        clear_value(&thread->repr_running);
}
