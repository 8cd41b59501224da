/* _stepper: the step view's engine, and what it shows of a stopped program: stack, variables with
 * their reference counts, and the block of memory that an object lies in. */
#include "vm/objects/code.h"
#include "vm/step.h"
#include "vm/vm.h"

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

/* Keys come one by one, unechoed; False if the descriptor is no terminal. */
static Value fn_raw(Value self, Value *args) {
    int descriptor;
    if (!int_as_int(args[0], &descriptor))
        return NULL;
    if (tcgetattr(descriptor, &cooked) != 0)
        return FALSE_VALUE;
    struct termios raw = cooked;
    raw.c_lflag &= ~(tcflag_t)(ICANON | ECHO);
    raw.c_cc[VMIN] = 1;
    raw.c_cc[VTIME] = 0;
    return value_of_bool(tcsetattr(descriptor, TCSADRAIN, &raw) == 0);
}

static Value fn_restore(Value self, Value *args) {
    int descriptor;
    if (!int_as_int(args[0], &descriptor))
        return NULL;
    tcsetattr(descriptor, TCSADRAIN, &cooked);
    return NONE;
}

static const NativeMethod functions[] = {
    NATIVE("start(callable, with_library=False, /)", fn_start,
           "Stop before the next instruction and ask the callable: it answers (mode, number)."),
    NATIVE("stop()", fn_stop, "No more stops."),
    NATIVE("count()", fn_count, "How many instructions have begun."),
    NATIVE("items()", fn_items,
           "(stack, variables): lists of (name, has a value, value or None, reference count)."),
    NATIVE("frames()", fn_frames, "(code, offset, run-time form), the innermost first."),
    NATIVE("block(object, /)", fn_block, "The block, pool and arena that the object lies in."),
    NATIVE("raw(descriptor, /)", fn_raw, "Keys one by one; False if it is no terminal."),
    NATIVE("restore(descriptor, /)", fn_restore, "The terminal as it was."),
    NATIVE_END,
};

const NativeModule _stepper_module = {
    .name = "_stepper",
    .doc = "The engine of the step view.",
    .functions = functions,
};
