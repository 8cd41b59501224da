/* _heap.owners and _heap.objects: following references.
 *
 * The owners of an object are the tracked containers whose traverse callback names it, once per
 * reference, and the variables of the frames on all threads' stacks. What the two do not find
 * (temporaries of an expression under way, fields of C code) is left to the caller to count. */
#include "lib/native/found_objects.h"
#include "lib/native/heap_parts.h"
#include "vm/frame.h"
#include "vm/vm.h"

#include <stdlib.h>

/* ---- owners ---------------------------------------------------------------------------------- */

typedef struct Search {
    FoundObjects found;
    Object *target;
    size_t references; /* of the container being looked at */
} Search;

static void compare(Object *object, void *context) {
    Search *search = context;
    search->references += object == search->target;
}

static void look_into(Object *container, void *context) {
    Search *search = context;
    search->references = 0;
    container->type->traverse(container, compare, search);
    for (size_t i = search->references; i > 0; i--)
        found_objects_add(&search->found, container);
}

static bool add_variables(List *owners, Frame *frame, Object *target) {
    const CodeObject *code = frame_code(frame);
    for (uint32_t i = 0; i < code->slot_count; i++) {
        if (frame->locals[i] != value_of(target))
            continue;
        Tuple *owner = tuple_pack(2, code->qualified_name, value_of(code->slot_names[i]));
        if (!owner || !list_append_steal(owners, value_of(owner)))
            return false;
    }
    return true;
}

/* A generator's frame is not its own owner here: traversing the generator has named it. */
static bool add_frames(List *owners, Object *target, int skip) {
    for (Thread *thread = thread_next(NULL); thread; thread = thread_next(thread)) {
        int left = thread == current_thread ? skip : 0;
        for (Frame *frame = thread->frame; frame && frame != thread->frames;
             frame = frame_previous(frame))
            if (left-- <= 0 && !add_variables(owners, frame, target))
                return false;
    }
    return true;
}

Value heap_owners(Value self, Value *args) {
    int skip;
    if (!int_as_int(args[1], &skip))
        return NULL;
    if (is_small_int(args[0])) /* immediate: nobody counts, nobody owns */
        return value_of(tuple_pack(2, value_of_small_int(MEM_IMMORTAL), NONE));
    Search search = {.target = object_of(args[0])};
    uint32_t refcount = mem_refcount(search.target);
    mem_gc_visit_objects(-1, look_into, &search);
    List *owners = search.found.failed ? raise_no_memory() : list_new(search.found.count);
    bool good = owners != NULL;
    for (size_t i = 0; good && i < search.found.count; i++)
        good = list_append(owners, value_of(search.found.objects[i]));
    found_objects_release(&search.found);
    good = good && add_frames(owners, search.target, skip);
    Tuple *result = good ? tuple_pack(2, value_of_small_int(refcount), value_of(owners)) : NULL;
    if (owners)
        GIVE_UP(owners);
    return value_of(result);
}

/* ---- objects of a type ----------------------------------------------------------------------- */

typedef struct Collecting {
    FoundObjects found;
    const Type *type;
} Collecting;

static void collect(Object *object, void *context) {
    Collecting *collecting = context;
    if (type_is_subtype((const Type *)object->type, collecting->type))
        found_objects_add(&collecting->found, object);
}

static void collect_all(Object *container, void *context) {
    collect(container, context);
    container->type->traverse(container, collect, context);
}

static int compare_addresses(const void *a, const void *b) {
    const Object *x = *(Object *const *)a, *y = *(Object *const *)b;
    return (x > y) - (x < y);
}

/* Only what a tracked container or a frame refers to: an object that C code is just making is
 * nobody's business. */
Value heap_objects(Value self, Value *args) {
    if (!is_type(args[0]))
        return raise_type_error("objects() argument must be a type, not %N", args[0]);
    Collecting collecting = {.type = type_cast(args[0])};
    FoundObjects *found = &collecting.found;
    mem_gc_visit_objects(-1, collect_all, &collecting);
    for (Thread *thread = thread_next(NULL); thread; thread = thread_next(thread))
        for (Frame *frame = thread->frame; frame && frame != thread->frames;
             frame = frame_previous(frame))
            for (uint32_t i = 0; i < frame_code(frame)->slot_count; i++)
                visit_value(frame->locals[i], collect, &collecting);
    qsort(found->objects, found->count, sizeof *found->objects, compare_addresses);
    List *list = found->failed ? raise_no_memory() : list_new(0);
    for (size_t i = 0; list && i < found->count; i++) {
        if (i && found->objects[i] == found->objects[i - 1])
            continue;
        if (!list_append(list, value_of(found->objects[i]))) {
            GIVE_UP(list);
            list = NULL;
        }
    }
    found_objects_release(found);
    return value_of(list);
}
