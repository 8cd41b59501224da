/* The list of observers, asked in the order in which they came. */
#include "vm/observe.h"

#include "vm/interpreter.h"

char interpreter_change;

static Observer *first;

void observer_add(Observer *observer) {
    Observer **end = &first;
    while (*end)
        end = &(*end)->next;
    observer->next = NULL;
    *end = observer;
    eval_breaker_set(BREAK_TRACE);
}

/* The observer's own `next` stays: it may be the one that is being asked. */
void observer_remove(Observer *observer) {
    for (Observer **at = &first; *at; at = &(*at)->next) {
        if (*at == observer) {
            *at = observer->next;
            break;
        }
    }
    if (!first)
        eval_breaker_clear(BREAK_TRACE);
}

bool observe_instruction(Thread *thread, Frame *frame) {
    for (Observer *observer = first; observer; observer = observer->next) {
        if (observer->instruction && !observer->instruction(observer, thread, frame))
            return false;
    }
    return true;
}

bool observe_raised(Thread *thread, Frame *frame) {
    for (Observer *observer = first; observer; observer = observer->next) {
        if (observer->raised && !observer->raised(observer, thread, frame))
            return false;
    }
    return true;
}

bool observe_leaving(Thread *thread, Frame *frame, Value result) {
    for (Observer *observer = first; observer; observer = observer->next) {
        if (observer->leaving && !observer->leaving(observer, thread, frame, result))
            return false;
    }
    return true;
}
