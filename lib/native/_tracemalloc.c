/* _tracemalloc: where blocks were allocated, for module tracemalloc; memory/trace.c keeps the
 * records. All blocks are of domain 0. */
#include "vm/memory_report.h"
#include "vm/vm.h"

#include <string.h>

static Value start(Value self, Value *args) {
    int frames = 1;
    if (args[0] && !int_as_int(args[0], &frames))
        return NULL;
    if (frames < 1 || frames > TRACE_FRAMES_MAX)
        return raise_value_error("the number of frames must be in range [1; %d]", TRACE_FRAMES_MAX);
    return mem_trace_start((size_t)frames) ? NONE : raise_no_memory();
}

static Value stop(Value self, Value *args) {
    mem_trace_stop();
    return NONE;
}

static Value is_tracing(Value self, Value *args) {
    return value_of_bool(mem_trace_is_on());
}

static Value clear_traces(Value self, Value *args) {
    mem_trace_clear();
    return NONE;
}

static Value get_traceback_limit(Value self, Value *args) {
    return value_from_uint64(mem_trace_frames());
}

static Value get_traced_memory(Value self, Value *args) {
    size_t current, peak;
    mem_trace_sizes(&current, &peak);
    Value numbers[] = {value_from_uint64(current), value_from_uint64(peak)};
    return value_of(tuple_from_array_steal(numbers, 2));
}

static Value reset_peak(Value self, Value *args) {
    mem_trace_reset_peak();
    return NONE;
}

static Value get_tracemalloc_memory(Value self, Value *args) {
    return value_from_uint64(mem_trace_memory());
}

/* ---- traces ---------------------------------------------------------------------------------- */

/* A trace written down, as making objects changes what is traced. File names stay valid as long
 * as the process, lists of sites do not. */
typedef struct Written {
    const MemSite *key;               /* equal lists of sites are one list */
    size_t size, total, count, first; /* first: of its sites */
} Written;

typedef struct Writing {
    Written *traces;
    MemSite *sites;
    size_t count, site_count;
} Writing;

static bool count_trace(const MemTrace *trace, void *context) {
    Writing *writing = context;
    writing->count++;
    writing->site_count += trace->count;
    return true;
}

static bool write_trace(const MemTrace *trace, void *context) {
    Writing *writing = context;
    writing->traces[writing->count++] =
        (Written){trace->sites, trace->size, trace->total, trace->count, writing->site_count};
    memcpy(writing->sites + writing->site_count, trace->sites, trace->count * sizeof *trace->sites);
    writing->site_count += trace->count;
    return true;
}

/* Each file name and each list of sites becomes one object: `known` has those made so far by the
 * address of what they were made from. */
static Lookup known_lookup(Dict *known, const void *from, Value *key, Value *made) {
    *key = value_from_uint64((uintptr_t)from);
    Lookup found = *key ? dict_lookup(known, *key, made) : LOOKUP_ERROR;
    if (found != LOOKUP_MISSING)
        decref_maybe(*key);
    return found;
}

/* Takes the key; gives `made` back, or null and given up. */
static Value known_add(Dict *known, Value key, Value made) {
    bool good = made && dict_set(known, key, made);
    decref(key);
    if (!good)
        decref_maybe(made);
    return good ? made : NULL;
}

static Value file_name(Dict *known, const char *text) {
    Value key, name = NULL;
    if (known_lookup(known, text, &key, &name) != LOOKUP_MISSING)
        return name;
    return known_add(known, key, value_of(str_from_c(text)));
}

/* A tuple of (file name, line), the innermost first. */
static Value traceback(const MemSite *sites, size_t count, Dict *known) {
    List *list = list_new(count);
    for (size_t i = 0; list && i < count; i++) {
        Value parts[] = {file_name(known, sites[i].file), value_of_small_int(sites[i].line)};
        Tuple *frame = tuple_from_array_steal(parts, 2);
        if (!frame || !list_append_steal(list, value_of(frame))) {
            GIVE_UP(list);
            list = NULL;
        }
    }
    Value result = list ? value_of(list_as_tuple(list)) : NULL;
    if (list)
        GIVE_UP(list);
    return result;
}

static Value known_traceback(const Written *trace, const MemSite *sites, Dict *known) {
    Value key, frames = NULL;
    if (known_lookup(known, trace->key, &key, &frames) != LOOKUP_MISSING)
        return frames;
    return known_add(known, key, traceback(sites + trace->first, trace->count, known));
}

static Value trace_tuple(const Written *trace, const MemSite *sites, Dict *known) {
    Value frames = known_traceback(trace, sites, known);
    if (!frames)
        return NULL;
    Value parts[] = {value_of_small_int(0), value_from_uint64(trace->size), frames,
                     value_from_uint64(trace->total)};
    return value_of(tuple_from_array_steal(parts, 4));
}

static Value list_of_written(const Writing *writing) {
    List *list = list_new(writing->count);
    Dict *known = list ? dict_new() : NULL;
    bool good = known != NULL;
    for (size_t i = 0; good && i < writing->count; i++) {
        Value trace = trace_tuple(&writing->traces[i], writing->sites, known);
        good = trace && list_append_steal(list, trace);
    }
    if (known)
        GIVE_UP(known);
    if (!good && list)
        GIVE_UP(list);
    return good ? value_of(list) : NULL;
}

static Value get_traces(Value self, Value *args) {
    Writing counted = {0}, writing = {0};
    mem_trace_visit(count_trace, &counted);
    writing.traces = mem_raw_malloc((counted.count + 1) * sizeof *writing.traces);
    writing.sites = mem_raw_malloc((counted.site_count + 1) * sizeof *writing.sites);
    Value list = NULL;
    if (writing.traces && writing.sites) {
        mem_trace_visit(write_trace, &writing);
        list = list_of_written(&writing);
    } else {
        raise_no_memory();
    }
    mem_raw_free(writing.traces);
    mem_raw_free(writing.sites);
    return list;
}

static Value get_object_traceback(Value self, Value *args) {
    MemTrace trace;
    if (!is_object(args[0]) || !mem_trace_find(object_of(args[0]), &trace))
        return NONE;
    /* Making objects may move the records, and frees none of the sites of a living block. */
    Dict *known = dict_new();
    Value result = known ? traceback(trace.sites, trace.count, known) : NULL;
    if (known)
        GIVE_UP(known);
    return result;
}

/* ---- module ---------------------------------------------------------------------------------- */

static const NativeMethod functions[] = {
    NATIVE("is_tracing($module, /)", is_tracing,
           "Return True if the tracemalloc module is tracing Python memory allocations."),
    NATIVE("clear_traces($module, /)", clear_traces,
           "Clear traces of memory blocks allocated by Python."),
    NATIVE("_get_traces($module, /)", get_traces,
           "Get traces of all memory blocks allocated by Python.\n\nReturn a list of (size: int, "
           "traceback: tuple) tuples.\ntraceback is a tuple of (filename: str, lineno: int) "
           "tuples.\n\nReturn an empty list if the tracemalloc module is disabled."),
    NATIVE("_get_object_traceback($module, obj, /)", get_object_traceback,
           "Get the traceback where the Python object obj was allocated.\n\nReturn a tuple of "
           "(filename: str, lineno: int) tuples.\nReturn None if the tracemalloc module is "
           "disabled or did not\ntrace the allocation of the object."),
    NATIVE("start($module, nframe=1, /)", start,
           "Start tracing Python memory allocations.\n\nAlso set the maximum number of frames "
           "stored in the traceback of a\ntrace to nframe."),
    NATIVE("stop($module, /)", stop,
           "Stop tracing Python memory allocations.\n\nAlso clear traces of memory blocks "
           "allocated by Python."),
    NATIVE("get_traceback_limit($module, /)", get_traceback_limit,
           "Get the maximum number of frames stored in the traceback of a trace.\n\nBy default, a "
           "trace of an allocated memory block only stores\nthe most recent frame: the limit is "
           "1."),
    NATIVE("get_tracemalloc_memory($module, /)", get_tracemalloc_memory,
           "Get the memory usage in bytes of the tracemalloc module.\n\nThis memory is used "
           "internally to trace memory allocations."),
    NATIVE("get_traced_memory($module, /)", get_traced_memory,
           "Get the current size and peak size of memory blocks traced by tracemalloc.\n\nReturns "
           "a tuple: (current: int, peak: int)."),
    NATIVE("reset_peak($module, /)", reset_peak,
           "Set the peak size of memory blocks traced by tracemalloc to the current size.\n\nDo "
           "nothing if the tracemalloc module is not tracing memory allocations."),
    NATIVE_END,
};

const NativeModule _tracemalloc_module = {
    .name = "_tracemalloc",
    .doc = "Debug module to trace memory blocks allocated by Python.",
    .functions = functions,
};
