/* Module gc: the collector's switches and its view of all objects. */
#include "lib/native/found_objects.h"
#include "vm/audit.h"
#include "vm/memory_hooks.h"
#include "vm/runtime.h"
#include "vm/vm.h"

enum { DEBUG_STATS = 1, DEBUG_COLLECTABLE = 2, DEBUG_UNCOLLECTABLE = 4, DEBUG_SAVEALL = 32 };

static int debug_flags;
static List *callbacks, *garbage; /* owned, from the first import on */

/* ---- callbacks ------------------------------------------------------------------------------- */

static void tell_callbacks(bool is_start, unsigned generation, size_t collected) {
    if (!callbacks || callbacks->count == 0)
        return;
    Str *phase = str_from_c(is_start ? "start" : "stop");
    Dict *info = phase ? dict_new() : NULL;
    if (info && dict_set_c_steal(info, "generation", value_of_small_int(generation)) &&
        dict_set_c_steal(info, "collected", value_of_small_int((int64_t)collected)) &&
        dict_set_c_steal(info, "uncollectable", value_of_small_int(0))) {
        for (size_t i = 0; callbacks && i < callbacks->count; i++) {
            Value callback = own(callbacks->items[i]);
            Value result = call_2(callback, value_of(phase), value_of(info));
            if (!result)
                exception_write_unraisable(callback);
            decref_maybe(result);
            decref(callback);
        }
    }
    if (current_thread->exception)
        exception_write_unraisable(NULL);
    if (info)
        GIVE_UP(info);
    if (phase)
        GIVE_UP(phase);
}

static void save(Object *object, void *context) {
    if (garbage && !list_append(garbage, value_of(object)))
        exception_write_unraisable(NULL);
}

/* ---- collecting ------------------------------------------------------------------------------ */

static Value collect(Value self, Value *args) {
    int generation = MEM_GC_GENERATIONS - 1;
    if (args[0] && !int_as_int(args[0], &generation))
        return NULL;
    if (generation < 0 || generation >= MEM_GC_GENERATIONS)
        return raise_value_error("invalid generation");
    return value_from_uint64(mem_gc_collect((unsigned)generation));
}

static Value enable(Value self, Value *args) {
    mem_gc_enable(true);
    return NONE;
}

static Value disable(Value self, Value *args) {
    mem_gc_enable(false);
    return NONE;
}

static Value is_enabled(Value self, Value *args) {
    return value_of_bool(mem_gc_is_enabled());
}

static Value three_numbers(const uint32_t numbers[3]) {
    Value items[3];
    for (unsigned i = 0; i < 3; i++)
        items[i] = value_of_small_int(numbers[i]);
    return value_of(tuple_from_array(items, 3));
}

static Value get_count(Value self, Value *args) {
    uint32_t counts[MEM_GC_GENERATIONS];
    mem_gc_get_count(counts);
    return three_numbers(counts);
}

static Value get_threshold(Value self, Value *args) {
    uint32_t thresholds[MEM_GC_GENERATIONS];
    mem_gc_get_threshold(thresholds);
    return three_numbers(thresholds);
}

static Value set_threshold(Value self, Value *args, size_t count, Tuple *names) {
    if (!arguments_check("set_threshold", count, names, 1, 3))
        return NULL;
    uint32_t thresholds[MEM_GC_GENERATIONS];
    mem_gc_get_threshold(thresholds);
    for (size_t i = 0; i < count; i++) {
        int number;
        if (!int_as_signed_int(args[i], &number))
            return NULL;
        thresholds[i] = number < 0 ? 0 : (uint32_t)number;
    }
    mem_gc_set_threshold(thresholds);
    return NONE;
}

static Value get_debug(Value self, Value *args) {
    return value_of_small_int(debug_flags);
}

static Value set_debug(Value self, Value *args) {
    if (!int_as_int(args[0], &debug_flags))
        return NULL;
    mem_gc_save_garbage(debug_flags & DEBUG_SAVEALL ? save : NULL, NULL);
    return NONE;
}

static Value get_stats(Value self, Value *args) {
    List *list = list_new(MEM_GC_GENERATIONS);
    for (unsigned i = 0; list && i < MEM_GC_GENERATIONS; i++) {
        const MemGcStats *stats = mem_gc_stats(i);
        Dict *dict = dict_new();
        bool good =
            dict && dict_set_c_steal(dict, "collections", value_from_uint64(stats->collections)) &&
            dict_set_c_steal(dict, "collected", value_from_uint64(stats->collected)) &&
            dict_set_c_steal(dict, "uncollectable", value_from_uint64(stats->uncollectable)) &&
            list_append(list, value_of(dict));
        if (dict)
            GIVE_UP(dict);
        if (!good) {
            GIVE_UP(list);
            return NULL;
        }
    }
    return value_of(list);
}

/* ---- objects --------------------------------------------------------------------------------- */

static void find(Object *object, void *context) {
    found_objects_add(context, object);
}

/* A list of what was found, without `args` itself. */
static Value list_of_found(FoundObjects *found) {
    List *list = found->failed ? raise_no_memory() : list_new(found->count);
    for (size_t i = 0; list && i < found->count; i++)
        if (!list_append(list, value_of(found->objects[i]))) {
            GIVE_UP(list);
            list = NULL;
        }
    found_objects_release(found);
    return value_of(list);
}

static Value get_objects(Value self, Value *args) {
    int generation = -1;
    if (args[0] && args[0] != NONE) {
        if (!int_as_int(args[0], &generation))
            return NULL;
        if (generation >= MEM_GC_GENERATIONS)
            return raise_value_error("generation parameter must be less than the number of "
                                     "available generations (%d)",
                                     MEM_GC_GENERATIONS);
        if (generation < 0)
            return raise_value_error("generation parameter cannot be negative");
    }
    if (!audit("gc.get_objects", "i", generation))
        return NULL;
    FoundObjects found = {0};
    mem_gc_visit_objects(generation, find, &found);
    return list_of_found(&found);
}

/* An event whose one argument is the tuple of all objects asked about. */
static bool audit_objects(const char *event, Value *args, size_t count) {
    Tuple *objects = tuple_from_array(args, count);
    bool done = objects && audit(event, "O", value_of(objects));
    if (objects)
        GIVE_UP(objects);
    return done;
}

typedef struct Referrers {
    FoundObjects found;
    Value *args;
    size_t count;
    bool refers;
} Referrers;

static void compare_target(Object *object, void *context) {
    Referrers *referrers = context;
    for (size_t i = 0; i < referrers->count; i++)
        referrers->refers |= value_of(object) == referrers->args[i];
}

static void find_referrer(Object *object, void *context) {
    Referrers *referrers = context;
    referrers->refers = false;
    object->type->traverse(object, compare_target, referrers);
    if (referrers->refers)
        find(object, &referrers->found);
}

static Value get_referrers(Value self, Value *args, size_t count, Tuple *names) {
    if (!arguments_check("get_referrers", count, names, 0, SIZE_MAX))
        return NULL;
    if (!audit_objects("gc.get_referrers", args, count))
        return NULL;
    Referrers referrers = {.args = args, .count = count};
    mem_gc_visit_objects(-1, find_referrer, &referrers);
    return list_of_found(&referrers.found);
}

/* Immediate integers in an object that holds values: the collector's callbacks leave them out. */
static bool add_small_ints(List *list, Value holder) {
    Value *items = is_list(holder) ? list_of(holder)->items : NULL;
    size_t count = items ? list_of(holder)->count : 0;
    if (is_tuple(holder)) {
        items = tuple_of(holder)->items;
        count = tuple_of(holder)->count;
    }
    for (size_t i = 0; i < count; i++)
        if (is_small_int(items[i]) && !list_append(list, items[i]))
            return false;
    size_t position = 0;
    Value parts[2];
    while (is_dict(holder) && dict_next(dict_of(holder), &position, &parts[0], &parts[1]))
        for (int i = 0; i < 2; i++)
            if (is_small_int(parts[i]) && !list_append(list, parts[i]))
                return false;
    return true;
}

static Value get_referents(Value self, Value *args, size_t count, Tuple *names) {
    if (!arguments_check("get_referents", count, names, 0, SIZE_MAX))
        return NULL;
    if (!audit_objects("gc.get_referents", args, count))
        return NULL;
    FoundObjects found = {0};
    for (size_t i = 0; i < count; i++) {
        if (!is_object(args[i]))
            continue;
        Object *object = object_of(args[i]);
        if (object->type->kind == MEM_CONTAINER && object->type->traverse)
            object->type->traverse(object, find, &found);
    }
    Value list = list_of_found(&found);
    for (size_t i = 0; list && i < count; i++)
        if (is_object(args[i]) && !add_small_ints(list_of(list), args[i]))
            clear_value(&list);
    return list;
}

static Value is_tracked(Value self, Value *args) {
    return value_of_bool(is_object(args[0]) && mem_gc_is_tracked(object_of(args[0])));
}

static Value is_finalized(Value self, Value *args) {
    return value_of_bool(is_object(args[0]) && object_of(args[0])->flags & MEM_OBJECT_FINALIZED &&
                         object_of(args[0])->type->kind == MEM_CONTAINER);
}

static Value freeze(Value self, Value *args) {
    mem_gc_freeze();
    return NONE;
}

static Value unfreeze(Value self, Value *args) {
    mem_gc_unfreeze();
    return NONE;
}

static Value get_freeze_count(Value self, Value *args) {
    return value_from_uint64(mem_gc_freeze_count());
}

/* ---- module ---------------------------------------------------------------------------------- */

static const NativeMethod functions[] = {
    NATIVE("enable($module, /)", enable, "Enable automatic garbage collection."),
    NATIVE("disable($module, /)", disable, "Disable automatic garbage collection."),
    NATIVE("isenabled($module, /)", is_enabled,
           "Returns true if automatic garbage collection is enabled."),
    NATIVE("set_debug($module, flags, /)", set_debug,
           "Set the garbage collection debugging flags.\n\n  flags\n    An integer that can have "
           "the following bits turned on:\n      DEBUG_STATS - Print statistics during "
           "collection.\n      DEBUG_COLLECTABLE - Print collectable objects found.\n      "
           "DEBUG_UNCOLLECTABLE - Print unreachable but uncollectable objects\n        found.\n    "
           "  DEBUG_SAVEALL - Save objects to gc.garbage rather than freeing them.\n      "
           "DEBUG_LEAK - Debug leaking programs (everything but STATS).\n\nDebugging information "
           "is written to sys.stderr."),
    NATIVE("get_debug($module, /)", get_debug, "Get the garbage collection debugging flags."),
    NATIVE("get_count($module, /)", get_count,
           "Return a three-tuple of the current collection counts."),
    NATIVE_RAW("set_threshold(...)", set_threshold,
               "set_threshold(threshold0, [threshold1, [threshold2]])\nSet the collection "
               "thresholds (the collection frequency).\n\nSetting 'threshold0' to zero disables "
               "collection."),
    NATIVE("get_threshold($module, /)", get_threshold, "Return the current collection thresholds."),
    NATIVE("collect($module, /, generation=2)", collect,
           "Run the garbage collector.\n\nWith no arguments, run a full collection.  The optional "
           "argument\nmay be an integer specifying which generation to collect.  A "
           "ValueError\nis raised if the generation number is invalid.\n\nThe number of "
           "unreachable objects is returned."),
    NATIVE("get_objects($module, /, generation=None)", get_objects,
           "Return a list of objects tracked by the collector (excluding the list returned).\n\n  "
           "generation\n    Generation to extract the objects from.\n\nIf generation is not None, "
           "return only the objects tracked by the collector\nthat are in that generation."),
    NATIVE("get_stats($module, /)", get_stats,
           "Return a list of dictionaries containing per-generation statistics."),
    NATIVE("is_tracked($module, obj, /)", is_tracked,
           "Returns true if the object is tracked by the garbage collector.\n\nSimple atomic "
           "objects will return false."),
    NATIVE("is_finalized($module, obj, /)", is_finalized,
           "Returns true if the object has been already finalized by the GC."),
    NATIVE_RAW("get_referrers(...)", get_referrers,
               "Return the list of objects that directly refer to any of 'objs'."),
    NATIVE_RAW("get_referents(...)", get_referents,
               "Return the list of objects that are directly referred to by 'objs'."),
    NATIVE("freeze($module, /)", freeze,
           "Freeze all current tracked objects and ignore them for future collections.\n\nThis can "
           "be used before a POSIX fork() call to make the gc copy-on-write friendly.\nNote: "
           "collection before a POSIX fork() call may free pages for future allocation\nwhich can "
           "cause copy-on-write."),
    NATIVE("unfreeze($module, /)", unfreeze,
           "Unfreeze all objects in the permanent generation.\n\nPut all objects in the permanent "
           "generation back into oldest generation."),
    NATIVE("get_freeze_count($module, /)", get_freeze_count,
           "Return the number of objects in the permanent generation."),
    NATIVE_END,
};

/* A callback's globals may hold the module, which would then hold itself. */
static void forget_callbacks(void) {
    if (callbacks && !list_set_slice(callbacks, 0, (ptrdiff_t)callbacks->count, NULL))
        exception_clear();
    if (garbage && !list_set_slice(garbage, 0, (ptrdiff_t)garbage->count, NULL))
        exception_clear();
}

static bool exec(Module *module) {
    if (!callbacks && !(callbacks = list_new(0)))
        return false;
    if (!garbage && !(garbage = list_new(0)))
        return false;
    memory_gc_phase = tell_callbacks;
    runtime_on_fini(forget_callbacks);
    return dict_set_c(module->dict, "callbacks", value_of(callbacks)) &&
           dict_set_c(module->dict, "garbage", value_of(garbage)) &&
           module_add_int(module, "DEBUG_STATS", DEBUG_STATS) &&
           module_add_int(module, "DEBUG_COLLECTABLE", DEBUG_COLLECTABLE) &&
           module_add_int(module, "DEBUG_UNCOLLECTABLE", DEBUG_UNCOLLECTABLE) &&
           module_add_int(module, "DEBUG_SAVEALL", DEBUG_SAVEALL) &&
           module_add_int(module, "DEBUG_LEAK",
                          DEBUG_COLLECTABLE | DEBUG_UNCOLLECTABLE | DEBUG_SAVEALL);
}

static void fini(void) {
    memory_gc_phase = NULL;
    mem_gc_save_garbage(NULL, NULL);
    List *old_callbacks = callbacks, *old_garbage = garbage;
    callbacks = garbage = NULL;
    decref_maybe(value_of(old_callbacks));
    decref_maybe(value_of(old_garbage));
}

const NativeModule gc_module = {
    .name = "gc",
    .doc = "This module provides access to the garbage collector for reference cycles.\n\nenable() "
           "-- Enable automatic garbage collection.\ndisable() -- Disable automatic garbage "
           "collection.\nisenabled() -- Returns true if automatic collection is "
           "enabled.\ncollect() -- Do a full collection right now.\nget_count() -- Return the "
           "current collection counts.\nget_stats() -- Return list of dictionaries containing "
           "per-generation stats.\nset_debug() -- Set debugging flags.\nget_debug() -- Get "
           "debugging flags.\nset_threshold() -- Set the collection thresholds.\nget_threshold() "
           "-- Return the current collection thresholds.\nget_objects() -- Return a list of all "
           "objects tracked by the collector.\nis_tracked() -- Returns true if a given object is "
           "tracked.\nis_finalized() -- Returns true if a given object has been already "
           "finalized.\nget_referrers() -- Return the list of objects that refer to an "
           "object.\nget_referents() -- Return the list of objects that an object refers "
           "to.\nfreeze() -- Freeze all tracked objects and ignore them for future "
           "collections.\nunfreeze() -- Unfreeze all objects in the permanent "
           "generation.\nget_freeze_count() -- Return the number of objects in the permanent "
           "generation.\n",
    .functions = functions,
    .exec = exec,
    .fini = fini,
};
