/* -X profile=bytecode: how often each run-time instruction runs, how its guesses do, how long it
 * takes. An observer; nothing of it is there when it is off. */
#ifndef VM_PROFILE_H
#define VM_PROFILE_H

#include "vm/objects/code.h"

typedef struct ProfileCounter {
    uint64_t count;
    uint64_t specialized; /* of these, runs of a specialised form */
    uint64_t misses;      /* of these, guesses that were wrong */
    uint64_t failures;    /* tries to specialise that failed */
    uint64_t nanoseconds; /* until the next instruction began, native calls included */
    const char *reason;   /* of the last failure; null: none */
} ProfileCounter;

MUST_CHECK bool profile_start(void);
void profile_stop(void); /* counters stay */
bool profile_is_on(void);

/* The counters of a code object, one per word of its instructions; null if it never ran. */
const ProfileCounter *profile_counters(CodeObject *code);
/* Visits every code object that ran, in the order of their first runs; false ends it. */
typedef bool (*ProfileVisit)(CodeObject *code, const ProfileCounter *counters, void *context);
MUST_CHECK bool profile_visit(ProfileVisit visit, void *context);
/* How often form `second` ran behind form `first`. */
uint64_t profile_pair(unsigned first, unsigned second);
/* Gives up all that was counted. */
void profile_fini(void);

#endif
