/* _stepper: the step view's engine, and what it shows of a stopped program: stack, variables with
 * their reference counts, and the block of memory that an object lies in. */
#include "vm/import_lock.h"
#include "vm/objects/code.h"
#include "vm/objects/instance.h"
#include "vm/static_lookup.h"
#include "vm/step.h"
#include "vm/vm.h"

#include <dirent.h>
#include <errno.h>
#include <termios.h>
#include <unistd.h>

static Value fn_start(Value self, Value *args) {
    return step_start(args[0], args[1] == TRUE_VALUE) ? NONE : NULL;
}

static Value fn_stop(Value self, Value *args) {
    step_stop();
    return NONE;
}

static Value fn_count(Value self, Value *args) {
    return value_from_int64((int64_t)step_count());
}

static Value fn_interrupt(Value self, Value *args) {
    step_interrupt();
    return NONE;
}

/* Also a thread that has no frame yet, or none any more, would be missed by those who wait for it.
 */
static bool is_only_thread(void) {
    DIR *tasks = opendir("/proc/self/task");
    if (!tasks)
        return !thread_next(NULL)->next;
    int count = 0;
    for (const struct dirent *entry; (entry = readdir(tasks));)
        count += entry->d_name[0] != '.';
    closedir(tasks);
    return count == 1;
}

/* No functions of os.register_at_fork run: for the program nothing happens. */
static Value fn_fork(Value self, Value *args) {
    if (!is_only_thread())
        return NONE;
    import_lock_acquire();
    pid_t pid = fork();
    int error = errno;
    if (pid == 0)
        threads_after_fork();
    (void)import_lock_release();
    errno = error;
    return pid < 0 ? raise_os_error(error, NULL) : value_from_int64(pid);
}

static bool get_frame(Frame **frame) {
    *frame = step_frame();
    return *frame || raise_runtime_error("the program is not stopped");
}

/* ---- what the frame holds ---------------------------------------------------------------- */

/* Values as they are found, with their counts from before we refer to them. */
typedef struct Item {
    Value name, value; /* borrowed; the value may be null */
    uint32_t count;
} Item;

typedef struct Items {
    Item *items;
    size_t count, capacity;
} Items;

static bool add_item(Items *items, Value name, Value value) {
    if (items->count == items->capacity) {
        size_t capacity = items->capacity ? items->capacity * 2 : 32;
        Item *larger = mem_realloc(items->items, capacity * sizeof *larger);
        if (!larger)
            return raise_no_memory();
        items->items = larger;
        items->capacity = capacity;
    }
    uint32_t count = value && is_object(value) ? mem_refcount(object_of(value)) : 0;
    items->items[items->count++] = (Item){name, value, count};
    return true;
}

static bool add_stack(Items *items, Frame *frame) {
    Value *bottom = frame->locals + frame_code(frame)->slot_count;
    for (uint32_t i = 0; i < frame->temporaries; i++) {
        if (!add_item(items, NONE, bottom[i]))
            return false;
    }
    return true;
}

static bool add_slots(Items *items, Frame *frame) {
    CodeObject *code = frame_code(frame);
    for (uint32_t i = 0; i < code->slot_count; i++) {
        Value value = frame->locals[i];
        if (value && is_object(value) && has_type(value, &cell_type))
            value = ((Cell *)object_of(value))->content;
        if (!add_item(items, value_of(code->slot_names[i]), value))
            return false;
    }
    return true;
}

/* Of a module or class body: what its names are bound to. */
static bool add_namespace(Items *items, Frame *frame) {
    Value namespace = frame_namespace(frame), name, value;
    if (frame_code(frame)->flags & CO_OPTIMIZED || !has_type(namespace, &dict_type))
        return true;
    for (size_t position = 0; dict_next(dict_of(namespace), &position, &name, &value);) {
        if (is_str(name) && !add_item(items, name, value))
            return false;
    }
    return true;
}

/* The count for people: None for immediate numbers and nothing, -1 for immortal objects. */
static Value count_of(const Item *item) {
    if (!item->value || !is_object(item->value))
        return NONE;
    return value_from_int64(item->count >= MEM_IMMORTAL ? -1 : (int64_t)item->count);
}

static Value list_of_items(const Items *items, size_t from, size_t to) {
    List *list = list_new(to - from);
    for (size_t i = from; list && i < to; i++) {
        const Item *item = &items->items[i];
        Value row[] = {own(item->name), own(value_of_bool(item->value != NULL)),
                       own(item->value ? item->value : NONE), count_of(item)};
        Tuple *tuple = tuple_from_array_steal(row, 4);
        if (!tuple || !list_append_steal(list, value_of(tuple))) {
            GIVE_UP(list);
            return NULL;
        }
    }
    return value_of(list);
}

/* (stack, variables): lists of (name, has a value, value or None, reference count). */
static Value fn_items(Value self, Value *args) {
    Frame *frame;
    Items items = {0};
    Value parts[2] = {NULL, NULL};
    if (!get_frame(&frame))
        return NULL;
    if (add_stack(&items, frame) && add_slots(&items, frame) && add_namespace(&items, frame)) {
        parts[0] = list_of_items(&items, 0, frame->temporaries);
        parts[1] = parts[0] ? list_of_items(&items, frame->temporaries, items.count) : NULL;
    }
    mem_free(items.items);
    return value_of(tuple_from_array_steal(parts, 2));
}

/* (code, offset, run-time form), the innermost frame first. */
static Value fn_frames(Value self, Value *args) {
    Frame *frame;
    if (!get_frame(&frame))
        return NULL;
    List *list = list_new(8);
    for (; list && frame; frame = frame_previous(frame)) {
        Value row[] = {own(value_of(frame_code(frame))),
                       value_of_small_int(2 * (int64_t)frame_offset(frame)),
                       value_of(str_from_c(form_name(frame->pc[-1].op)))};
        Tuple *tuple = tuple_from_array_steal(row, 3);
        if (!tuple || !list_append_steal(list, value_of(tuple))) {
            GIVE_UP(list);
            return NULL;
        }
    }
    return value_of(list);
}

/* ---- what an object holds ----------------------------------------------------------------- */

static void add_attribute(void *context, Value object, Str *name) {
    Value *list = context;
    Value value = instance_get_borrowed(object, name);
    if (!*list || !value)
        return;
    Value row[] = {own(value_of(name)), own(value)};
    Tuple *tuple = tuple_from_array_steal(row, 2);
    if (!tuple || !list_append_steal((List *)object_of(*list), value_of(tuple)))
        clear_value(list);
}

/* An instance's own ones; it keeps them where they are. */
static Value fn_attributes(Value self, Value *args) {
    Value list = value_of(list_new(0));
    if (list && is_object(args[0]) && !is_type(args[0]) && !has_type(args[0], &module_type))
        static_attribute_names(args[0], add_attribute, &list);
    return list ? list : raise_no_memory();
}

/* ---- where an object lies ---------------------------------------------------------------- */

/* None for immediate numbers and static objects. */
static Value fn_block(Value self, Value *args) {
    MemBlockInfo block;
    MemPoolInfo pool;
    if (!is_object(args[0]) || !mem_block_info(object_of(args[0]), &block))
        return NONE;
    Dict *dict = dict_new();
    bool done = dict && dict_set_c(dict, "address", value_of_small_int((intptr_t)block.address)) &&
                dict_set_c(dict, "size", value_of_small_int((int64_t)block.size)) &&
                dict_set_c_steal(dict, "kind", value_of(str_from_c(mem_kind_names[block.kind])));
    if (done && block.pool && mem_pool_info(block.pool, &pool))
        done = dict_set_c(dict, "index", value_of_small_int((int64_t)block.index)) &&
               dict_set_c(dict, "pool", value_of_small_int((intptr_t)block.pool)) &&
               dict_set_c(dict, "arena", value_of_small_int((intptr_t)block.arena)) &&
               dict_set_c(dict, "capacity", value_of_small_int((int64_t)pool.capacity)) &&
               dict_set_c(dict, "allocated", value_of_small_int((int64_t)pool.allocated));
    if (dict && !done)
        GIVE_UP(dict);
    return done ? value_of(dict) : NULL;
}

/* ---- the terminal ------------------------------------------------------------------------ */

static struct termios cooked;
static bool has_cooked;

/* Keys come one by one, unechoed, those that send signals too unless `signals`. */
static Value fn_raw(Value self, Value *args) {
    int descriptor;
    if (!int_as_int(args[0], &descriptor))
        return NULL;
    if (!has_cooked && tcgetattr(descriptor, &cooked) != 0)
        return raise_os_error(errno, NULL);
    has_cooked = true;
    struct termios raw = cooked;
    raw.c_lflag &= ~(tcflag_t)(ICANON | ECHO | (args[1] == TRUE_VALUE ? 0 : ISIG));
    raw.c_cc[VMIN] = 1;
    raw.c_cc[VTIME] = 0;
    tcsetattr(descriptor, TCSADRAIN, &raw);
    return NONE;
}

static Value fn_restore(Value self, Value *args) {
    int descriptor;
    if (!int_as_int(args[0], &descriptor))
        return NULL;
    if (has_cooked)
        tcsetattr(descriptor, TCSADRAIN, &cooked);
    return NONE;
}

static const NativeMethod functions[] = {
    NATIVE("start(callable, with_library=False, /)", fn_start,
           "Stop before the next instruction and ask the callable: it answers (mode, number)."),
    NATIVE("stop()", fn_stop, "No more stops."),
    NATIVE("interrupt()", fn_interrupt, "Stop before the next instruction, if ever again."),
    NATIVE("fork()", fn_fork,
           "As os.fork(), unnoticed by the program; None if other threads are there to be lost."),
    NATIVE("count()", fn_count, "How many instructions have begun."),
    NATIVE("items()", fn_items,
           "(stack, variables): lists of (name, has a value, value or None, reference count)."),
    NATIVE("frames()", fn_frames, "(code, offset, run-time form), the innermost first."),
    NATIVE("attributes(object, /)", fn_attributes,
           "[(name, value)] of an instance, whose attributes stay where they are."),
    NATIVE("block(object, /)", fn_block, "The block, pool and arena that the object lies in."),
    NATIVE("raw(descriptor, signals, /)", fn_raw,
           "Keys one by one; signals: those for signals still send them."),
    NATIVE("restore(descriptor, /)", fn_restore, "The terminal as it was."),
    NATIVE_END,
};

const NativeModule _stepper_module = {
    .name = "_stepper",
    .doc = "The engine of the step view.",
    .functions = functions,
};
