/* The profile's observer.
 *
 * Each code object that runs gets an array of counters, one per word; a hash table finds it, and
 * the last one is remembered. What an instruction has become of (a guess that was wrong turns it
 * generic again, a try to specialise that failed leaves a reason) and how long it took is known
 * when the next one begins, so every thread remembers its last instruction. The time that counting
 * takes is left out, and what the processor was taken away for. Tables lie in raw memory: profiling
 * does not disturb what it watches. */
#define _GNU_SOURCE
#include "vm/profile.h"
#include "vm/clock.h"
#include "vm/observe.h"
#include "vm/specialize.h"
#include "vm/vm.h"

#include <string.h>
#include <sys/resource.h>
#include <time.h>

typedef struct Entry {
    CodeObject *code; /* owned */
    ProfileCounter *counters;
} Entry;

static struct {
    Entry *entries; /* in the order of first runs */
    size_t count, capacity;
    uint32_t *places; /* hash table: number of the entry + 1, or 0 */
    size_t mask;
    uint64_t *pairs; /* FORM_END * FORM_END */
    bool on, failed; /* failed: out of memory; what there is, is shown */
} profile;

typedef struct Last {
    const Instruction *pc;
    ProfileCounter *counter;
    Entry entry;
    uint16_t op;
    uint64_t began;
} Last;
static _Thread_local Last last;

/* ---- time --------------------------------------------------------------------------------- */

enum { SUSPICIOUS_NS = 20000 }; /* an instruction as long as that may have been interrupted */

/* Where a thread's clocks stood when it last looked at all of them. */
typedef struct Clocks {
    uint64_t wall_ns, processor_ns;
    long waits; /* of its own will: for input, locks, time */
} Clocks;
static _Thread_local Clocks clocks;

static uint64_t now(void) {
    return (uint64_t)monotonic_ns();
}

/* How long, since the last look, the processor was with other processes. */
static uint64_t look_for_lost_time(uint64_t time) {
    struct rusage usage;
    getrusage(RUSAGE_THREAD, &usage);
    Clocks last_look = clocks;
    clocks = (Clocks){time, (uint64_t)clock_ns(CLOCK_THREAD_CPUTIME_ID), usage.ru_nvcsw};
    uint64_t wall = time - last_look.wall_ns;
    uint64_t processor = clocks.processor_ns - last_look.processor_ns;
    bool known = last_look.wall_ns && clocks.waits == last_look.waits;
    return known && wall > processor ? wall - processor : 0;
}

static uint64_t elapsed_ns(uint64_t from, uint64_t to) {
    uint64_t elapsed = to - from;
    if (elapsed < SUSPICIOUS_NS)
        return elapsed;
    uint64_t lost = look_for_lost_time(to);
    return lost < elapsed ? elapsed - lost : 0;
}

/* ---- the table --------------------------------------------------------------------------- */

static size_t place_of(const CodeObject *code) {
    size_t place = ((uintptr_t)code >> 4) * 0x9e3779b97f4a7c15u >> 20 & profile.mask;
    while (profile.places[place] && profile.entries[profile.places[place] - 1].code != code)
        place = (place + 1) & profile.mask;
    return place;
}

static bool grow(void) {
    size_t capacity = profile.capacity ? profile.capacity * 2 : 256;
    Entry *entries = mem_raw_realloc(profile.entries, capacity * sizeof *entries);
    if (!entries)
        return false;
    profile.entries = entries;
    uint32_t *places = mem_raw_calloc(capacity * 2, sizeof *places);
    if (!places)
        return false;
    mem_raw_free(profile.places);
    profile.capacity = capacity;
    profile.places = places;
    profile.mask = capacity * 2 - 1;
    for (size_t i = 0; i < profile.count; i++)
        profile.places[place_of(profile.entries[i].code)] = (uint32_t)i + 1;
    return true;
}

static Entry *entry_of(CodeObject *code) {
    if (profile.count == profile.capacity && !grow())
        return NULL;
    size_t place = place_of(code);
    if (profile.places[place])
        return &profile.entries[profile.places[place] - 1];
    ProfileCounter *counters = mem_raw_calloc(code->instruction_count, sizeof *counters);
    if (!counters)
        return NULL;
    own(value_of(code));
    profile.entries[profile.count++] = (Entry){code, counters};
    profile.places[place] = (uint32_t)profile.count;
    return &profile.entries[profile.count - 1];
}

/* ---- the observer ------------------------------------------------------------------------ */

/* What has become of the instruction before. */
static void settle(uint64_t time) {
    last.counter->nanoseconds += elapsed_ns(last.began, time);
    if (form_is_specialized(last.op)) {
        last.counter->specialized++;
        last.counter->misses += last.pc->op != last.op;
    }
    if (specialize_failure.pc == last.pc) {
        last.counter->failures++;
        last.counter->reason = specialize_failure.reason;
    }
    specialize_failure.pc = NULL;
}

static bool on_instruction(Observer *observer, Thread *thread, Frame *frame) {
    uint64_t time = now();
    const Instruction *pc = frame->pc - 1;
    if (last.counter)
        settle(time);
    CodeObject *code = frame->function->code;
    if (last.entry.code != code) {
        Entry *entry = entry_of(code);
        if (!entry) {
            profile.failed = true;
            last.counter = NULL;
            last.entry.code = NULL;
            return true;
        }
        last.entry = *entry;
    }
    if (last.counter)
        profile.pairs[last.op * FORM_END + pc->op]++;
    last.counter = &last.entry.counters[pc - code->instructions];
    last.counter->count++;
    last.pc = pc;
    last.op = pc->op;
    last.began = now();
    return true;
}

static Observer observer = {.instruction = on_instruction};

bool profile_start(void) {
    profile.pairs = mem_raw_calloc((size_t)FORM_END * FORM_END, sizeof *profile.pairs);
    if (!profile.pairs || !grow())
        return raise_no_memory();
    profile.on = true;
    look_for_lost_time(now());
    observer_add(&observer);
    return true;
}

void profile_stop(void) {
    if (!profile.on)
        return;
    observer_remove(&observer);
    if (last.counter)
        settle(now());
    last.counter = NULL;
    profile.on = false;
}

bool profile_is_on(void) {
    return profile.on;
}

/* ---- what was counted -------------------------------------------------------------------- */

const ProfileCounter *profile_counters(CodeObject *code) {
    if (!profile.places)
        return NULL;
    uint32_t number = profile.places[place_of(code)];
    return number ? profile.entries[number - 1].counters : NULL;
}

bool profile_visit(ProfileVisit visit, void *context) {
    for (size_t i = 0; i < profile.count; i++) {
        if (!visit(profile.entries[i].code, profile.entries[i].counters, context))
            return false;
    }
    return true;
}

uint64_t profile_pair(unsigned first, unsigned second) {
    return profile.pairs ? profile.pairs[first * FORM_END + second] : 0;
}

void profile_fini(void) {
    profile_stop();
    for (size_t i = 0; i < profile.count; i++) {
        GIVE_UP(profile.entries[i].code);
        mem_raw_free(profile.entries[i].counters);
    }
    mem_raw_free(profile.entries);
    mem_raw_free(profile.places);
    mem_raw_free(profile.pairs);
    memset(&profile, 0, sizeof profile);
}
