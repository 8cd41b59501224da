/* Stress: see stress.h. Each kind is an observer; a thread that waits for the GIL gets it before
 * every instruction, a young collection runs before every one. */
#include "vm/stress.h"

#include "vm/observe.h"
#include "vm/vm.h"

#include <stdio.h>
#include <string.h>

static bool switch_threads(Observer *self, Thread *thread, Frame *frame) {
    gil_yield();
    return true;
}

static bool collect(Observer *self, Thread *thread, Frame *frame) {
    static bool is_collecting; /* finalizers are Python code */
    if (is_collecting || !mem_gc_is_enabled())
        return true;
    is_collecting = true;
    mem_gc_collect(0);
    is_collecting = false;
    return true;
}

static struct {
    const char *name;
    Observer observer;
} kinds_known[] = {
    {"switch", {.instruction = switch_threads}},
    {"gc", {.instruction = collect}},
};

static Observer *find(const char *name, size_t size) {
    for (size_t i = 0; i < sizeof kinds_known / sizeof kinds_known[0]; i++)
        if (strlen(kinds_known[i].name) == size && memcmp(kinds_known[i].name, name, size) == 0)
            return &kinds_known[i].observer;
    return NULL;
}

bool stress_start(const char *kinds) {
    for (const char *at = kinds; *at;) {
        size_t size = strcspn(at, ",");
        Observer *observer = find(at, size);
        if (!observer) {
            fprintf(stderr, "folio: -X stress=%s: stress is switch or gc, or both\n", kinds);
            return false;
        }
        observer_add(observer);
        at += size + (at[size] == ',');
    }
    return true;
}
