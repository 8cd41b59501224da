/* See turn.h. Streams are seldom shared: who has to wait looks again from time to time, which also
 * answers signals, and needs nothing that a fork would have to repair. */
#include "lib/native/compression/turn.h"

#include "vm/pass.h"

#include <time.h>

static bool take(Turn *turn) {
    static const struct timespec a_moment = {.tv_nsec = 500000};
    while (turn->thread && thread_with_id(turn->thread)) { /* a fork leaves no other thread */
        if (turn->thread == current_thread->id)
            return raise_runtime_error("the stream is in use by what the signal interrupted");
        gil_release();
        nanosleep(&a_moment, NULL);
        gil_acquire();
        if (!pass_may_go_on())
            return false;
    }
    turn->thread = current_thread->id;
    return true;
}

Value turn_call(Turn *turn, Value (*method)(Value, Value *), Value self, Value *args) {
    if (!take(turn))
        return NULL;
    Value result = method(self, args);
    turn->thread = 0;
    return result;
}
