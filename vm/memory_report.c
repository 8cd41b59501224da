/* -X mem-map=FILE writes one map of the memory, taken when -X mem-at says: at the end (exit), when
 * most was in use (peak), or when a line of source is first reached (FILE:LINE).
 *
 * A map taken before the end is kept as a snapshot, in raw memory, and written at the end. The
 * peak is met to within 1/16: memory/ raises a flag whenever so much more was taken than at the
 * last snapshot, and the next instruction boundary takes a new one. A line is watched for by an
 * observer, which leaves once it has been met. */
#include "vm/memory_report.h"

#include "vm/observe.h"
#include "vm/raise.h"
#include "vm/sys.h"
#include "vm/thread.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static MemSnapshot *kept; /* the map to write; null: one of the end */

static void keep_snapshot(void) {
    mem_snapshot_free(kept);
    kept = mem_snapshot();
}

/* ---- when ------------------------------------------------------------------------------------ */

static void watch_peak(size_t bytes_in_use) {
    mem_watch_peak(mem_bytes_taken() + bytes_in_use / 16 + 64 * 1024);
}

static struct {
    const char *file; /* the end of a path */
    size_t file_size;
    int32_t line; /* 0: none is watched for */
} place;

bool memory_report_place(const char *when) {
    const char *colon = strrchr(when, ':');
    if (!colon || colon == when || strspn(colon + 1, "0123456789") != strlen(colon + 1))
        return false;
    place.file = when;
    place.file_size = (size_t)(colon - when);
    place.line = (int32_t)strtol(colon + 1, NULL, 10);
    return place.line > 0;
}

/* Is it "FILE" or "anything/FILE"? */
static bool is_the_file(const Text path) {
    if (path.size < place.file_size)
        return false;
    size_t start = path.size - place.file_size;
    return memcmp(path.bytes + start, place.file, place.file_size) == 0 &&
           (start == 0 || path.bytes[start - 1] == '/');
}

static bool look_for_place(Observer *self, Thread *thread, Frame *frame) {
    if (!is_the_file(frame_code(frame)->code->filename) || frame_line(frame) != place.line)
        return true;
    observer_remove(self);
    place.line = 0;
    keep_snapshot();
    return true;
}

static Observer place_observer = {.instruction = look_for_place};

bool memory_report_start(void) {
    if (settings.trace_frames && !mem_trace_start((size_t)settings.trace_frames))
        return raise_no_memory();
    if (!settings.memory_map || !settings.memory_at)
        return true;
    if (strcmp(settings.memory_at, "peak") == 0)
        watch_peak(0);
    else if (place.line)
        observer_add(&place_observer);
    return true;
}

void memory_report_wanted(void) {
    eval_breaker_set(BREAK_MEMORY);
}

void memory_report_peak(void) {
    mem_snapshot_free(kept); /* what the report itself holds is not counted */
    kept = NULL;
    size_t in_use = mem_bytes_taken();
    kept = mem_snapshot();
    watch_peak(in_use);
}

void memory_report_arena(void) {
    if (settings.malloc_stats)
        mem_stats_print(stderr);
}

/* ---- the end --------------------------------------------------------------------------------- */

static bool write_map(const char *target) {
    MemMapForm form = MEM_MAP_TEXT;
    bool to_stdout = strcmp(target, "-") == 0, written = false;
    if (!to_stdout && !mem_map_form(target, &form)) {
        fprintf(stderr, "folio: -X mem-map=%s: the name must end in .txt, .json or .html\n",
                target);
        return false;
    }
    FILE *file = to_stdout ? stdout : fopen(target, "w");
    if (file) {
        if (!kept)
            keep_snapshot();
        written = kept && mem_write_map(kept, form, file);
        written = (to_stdout ? fflush(file) : fclose(file)) == 0 && written;
    }
    if (!written)
        fprintf(stderr, "folio: -X mem-map=%s: %s\n", target, strerror(errno));
    return written;
}

bool memory_report_end(void) {
    mem_watch_peak(SIZE_MAX);
    if (settings.memory_map && place.line)
        fprintf(stderr, "folio: -X mem-at=%s: never reached, the map is of the end\n",
                settings.memory_at);
    bool done = !settings.memory_map || write_map(settings.memory_map);
    mem_snapshot_free(kept);
    kept = NULL;
    if (settings.malloc_stats)
        mem_stats_print(stderr);
    return done;
}
