/* Frames and frame objects. A frame object is made when somebody looks (sys._getframe, tracebacks,
 * tracing); when its frame ends, the variables move into it if it is still wanted. */
#include "vm/frame.h"
#include "vm/events.h"
#include "vm/objects/generator_parts.h"
#include "vm/vm.h"

#include <string.h>

Frame *frame_previous(Frame *frame) {
    Thread *thread = thread_running(frame);
    return thread && frame > thread->frames + 1 ? frame - 1 : NULL;
}

uint32_t frame_offset(const Frame *frame) {
    CodeObject *code = frame_code(frame);
    /* Not begun; or, when memory's debugging asks between two instructions, not saved yet. */
    if (frame->pc <= code->instructions ||
        frame->pc > code->instructions + code->instruction_count || !code->plain_offsets)
        return 0;
    return code_object_plain_offset(code, frame->pc);
}

int32_t frame_line(const Frame *frame) {
    return code_line(frame_code(frame)->code, frame_offset(frame));
}

Dict *frame_globals(const Frame *frame) {
    return frame->function->globals;
}

Dict *frame_builtins(const Frame *frame) {
    return frame->function->builtins;
}

FrameObject *frame_object(Frame *frame) {
    if (frame->flags & FRAME_OBJECT)
        return frame->object;
    FrameObject *object = mem_object_new(&frame_type.mem, sizeof *object);
    if (!object)
        return raise_no_memory();
    memset((char *)object + sizeof(Object), 0, sizeof *object - sizeof(Object));
    object->frame = frame;
    object->function = frame->function;
    OWN(object->function);
    object->trace_lines = true;
    object->raised_at = -1;
    object->seen = EVENTS_SEEN_NOTHING;
    frame->object = object;
    frame->flags |= FRAME_OBJECT;
    mem_gc_track(object);
    return object;
}

void frame_detach(Frame *frame) {
    FrameObject *object = frame->object;
    CodeObject *code = frame_code(frame);
    frame->flags &= ~(uint32_t)FRAME_OBJECT;
    object->offset = frame_offset(frame);
    object->frame = NULL;
    if (object->header.refcount > 1) {
        Value pending = exception_fetch();
        Frame *previous = frame_previous(frame);
        if (previous) {
            FrameObject *back = frame_object(previous);
            if (back) {
                OWN(back);
                object->back = back;
            }
        }
        object->locals = mem_malloc((code->slot_count + 1) * sizeof(Value));
        if (object->locals) {
            memcpy(object->locals, frame->locals, code->slot_count * sizeof(Value));
            memset(frame->locals, 0, code->slot_count * sizeof(Value));
        }
        if (frame->flags & FRAME_NAMESPACE)
            object->namespace = own(frame->namespace);
        exception_clear(); /* without memory the variables are lost, nothing else */
        if (pending)
            exception_restore_steal(pending);
    }
    GIVE_UP(object);
}

CodeObject *frame_object_code(const FrameObject *object) {
    return object->function->code;
}

static uint32_t offset_of(const FrameObject *object) {
    if (object->raised_at >= 0)
        return (uint32_t)object->raised_at;
    return object->frame ? frame_offset(object->frame) : object->offset;
}

static int32_t frame_object_line(const FrameObject *object) {
    return code_line(frame_object_code(object)->code, offset_of(object));
}

/* ---- locals ---------------------------------------------------------------------------------- */

/* The content of a slot, through its cell: borrowed, null if unbound. */
static Value slot_value(CodeObject *code, Value *locals, uint32_t slot) {
    Value value = locals[slot];
    uint8_t kind = code->code->slots[slot].kind;
    if (value && kind & (SLOT_CELL | SLOT_FREE) && has_type(value, &cell_type))
        return ((Cell *)object_of(value))->content;
    return value;
}

static bool add_missing(Dict *dict, Dict *extra) {
    Value key, value, ignored;
    size_t position = 0;
    while (dict_next(extra, &position, &key, &value)) {
        if (dict_set_default(dict, key, value, &ignored) == LOOKUP_ERROR)
            return false;
        decref(ignored);
    }
    return true;
}

static Value snapshot(CodeObject *code, Value *locals, Value extra) {
    Dict *dict = dict_new();
    bool done = dict != NULL;
    for (uint32_t i = 0; done && locals && i < code->slot_count; i++) {
        Value value = slot_value(code, locals, i);
        done = !value || dict_set_name(dict, code->slot_names[i], value);
    }
    if (done && extra)
        done = add_missing(dict, dict_of(extra));
    if (!done && dict)
        GIVE_UP(dict);
    return done ? value_of(dict) : NULL;
}

/* In a module or class body: does a comprehension run in its frame? Its variables, in hidden
 * slots, then are all that locals() and f_locals show. */
static bool is_in_comprehension(Frame *frame) {
    CodeObject *code = frame_code(frame);
    for (uint32_t i = 0; i < code->slot_count; i++)
        if (code->code->slots[i].kind & SLOT_HIDDEN && slot_value(code, frame->locals, i))
            return true;
    return false;
}

Value frame_locals(Frame *frame) {
    if (frame->flags & FRAME_NAMESPACE && !is_in_comprehension(frame))
        return own(frame->namespace);
    Value extra = frame->flags & FRAME_OBJECT ? frame->object->extra_locals : NULL;
    return snapshot(frame_code(frame), frame->locals, extra);
}

static Value *locals_of(FrameObject *object) {
    return object->frame ? object->frame->locals : object->locals;
}

static Value namespace_of(FrameObject *object) {
    Frame *frame = object->frame;
    if (!frame)
        return object->namespace;
    return frame->flags & FRAME_NAMESPACE && !is_in_comprehension(frame) ? frame->namespace : NULL;
}

/* ---- attributes ------------------------------------------------------------------------------ */

static FrameObject *self_of(Value self) {
    return (FrameObject *)object_of(self);
}

static Value get_back(Value self) {
    FrameObject *object = self_of(self), *back = object->back;
    if (object->frame) {
        Frame *previous = frame_previous(object->frame);
        if (!previous)
            return NONE;
        back = frame_object(previous);
        if (!back)
            return NULL;
    }
    return back ? own(value_of(back)) : NONE;
}

static Value get_code(Value self) {
    return own(value_of(frame_object_code(self_of(self))));
}
static Value get_globals(Value self) {
    return own(value_of(self_of(self)->function->globals));
}
static Value get_builtins(Value self) {
    return own(value_of(self_of(self)->function->builtins));
}
static Value get_lineno(Value self) {
    int32_t line = frame_object_line(self_of(self));
    return line < 0 ? NONE : value_of_small_int(line);
}
static Value get_lasti(Value self) {
    FrameObject *object = self_of(self);
    if (object->frame && object->frame->pc == frame_code(object->frame)->instructions)
        return value_of_small_int(-1);
    return value_of_small_int(2 * (int64_t)offset_of(object));
}
static Value get_locals(Value self) {
    FrameObject *object = self_of(self);
    Value namespace = namespace_of(object);
    if (namespace)
        return own(namespace);
    extern Value frame_locals_proxy_new(FrameObject * frame);
    return frame_locals_proxy_new(object);
}
static Value get_trace(Value self) {
    Value trace = self_of(self)->trace;
    return own(trace ? trace : NONE);
}
static bool set_trace(Value self, Value value) {
    replace_value(&self_of(self)->trace, !value || value == NONE ? NULL : own(value));
    return true;
}

static Value method_clear(Value self, Value *args) {
    FrameObject *object = self_of(self);
    if (object->frame) {
        Frame *frame = object->frame;
        if (thread_running(frame))
            return raise_runtime_error("cannot clear an executing frame");
        if (frame->generator->state == GENERATOR_SUSPENDED)
            return raise_runtime_error("cannot clear a suspended frame");
        if (frame->generator->state == GENERATOR_CREATED) {
            Value generator = own(value_of(frame->generator));
            if (has_type(generator, &coroutine_type))
                coroutine_warn_never_awaited(frame->generator);
            if (generator_of(generator)->state == GENERATOR_CREATED) /* a warning runs code */
                generator_discard(generator_of(generator));
            decref(generator);
        }
    }
    if (object->locals) {
        for (uint32_t i = 0; i < frame_object_code(object)->slot_count; i++)
            clear_value(&object->locals[i]);
    }
    clear_value(&object->extra_locals);
    return NONE;
}

static Value repr(Value self) {
    FrameObject *object = self_of(self);
    CodeObject *code = frame_object_code(object);
    return value_of(str_format("<frame at %p, file %R, line %d, code %S>", (void *)object,
                               code->filename, frame_object_line(object), code->name));
}

static void traverse(Object *self, MemVisit visit, void *context) {
    FrameObject *object = (FrameObject *)self;
    visit_value(value_of(object->function), visit, context);
    visit_value(value_of(object->back), visit, context);
    visit_value(object->namespace, visit, context);
    visit_value(object->extra_locals, visit, context);
    visit_value(object->trace, visit, context);
    visit_value(object->calling, visit, context);
    visit_value(object->calling_first, visit, context);
    for (uint32_t i = 0; object->locals && i < frame_object_code(object)->slot_count; i++)
        visit_value(object->locals[i], visit, context);
}

static void clear(Object *self) {
    FrameObject *object = (FrameObject *)self;
    for (uint32_t i = 0; object->locals && i < frame_object_code(object)->slot_count; i++)
        clear_value(&object->locals[i]);
    clear_value(&object->namespace);
    clear_value(&object->extra_locals);
    clear_value(&object->trace);
    clear_value(&object->calling);
    clear_value(&object->calling_first);
    clear_value((Value *)(void *)&object->back);
}

static void dealloc(Object *self) {
    FrameObject *object = (FrameObject *)self;
    mem_gc_untrack(object);
    clear(self);
    mem_free(object->locals);
    GIVE_UP(object->function);
    mem_object_free(object, sizeof *object);
}

static const NativeMethod methods[] = {
    NATIVE("clear($self, /)", method_clear, "Clear all references held by the frame."),
    NATIVE_END,
};

static const NativeMember members[] = {
    {"f_trace_lines", MEMBER_BOOL, offsetof(FrameObject, trace_lines), true, NULL},
    {"f_trace_opcodes", MEMBER_BOOL, offsetof(FrameObject, trace_opcodes), true, NULL},
    {NULL, 0, 0, false, NULL},
};

static const NativeGetSet getsets[] = {
    {"f_back", get_back, NULL, NULL},
    {"f_code", get_code, NULL, NULL},
    {"f_globals", get_globals, NULL, NULL},
    {"f_builtins", get_builtins, NULL, NULL},
    {"f_lineno", get_lineno, frame_set_line, NULL},
    {"f_lasti", get_lasti, NULL, NULL},
    {"f_locals", get_locals, NULL, NULL},
    {"f_trace", get_trace, set_trace, NULL},
    {NULL, NULL, NULL, NULL},
};

Type frame_type = {
    TYPE_INIT_CONTAINER("frame", sizeof(FrameObject), dealloc, traverse, clear),
    .flags = TYPE_IMMUTABLE | TYPE_NO_INSTANTIATION,
    .repr = repr,
    .methods = methods,
    .members = members,
    .getsets = getsets,
};

/* ---- FrameLocalsProxy (PEP 667) -------------------------------------------------------------- */

/* f_locals of the frame of a function: reads and writes go to the variables themselves. Those of a
 * comprehension in a class or module body can only be read. */
typedef struct LocalsProxy {
    Object header;
    FrameObject *frame; /* owned */
} LocalsProxy;

extern Type frame_locals_proxy_type;

Value frame_locals_proxy_new(FrameObject *frame) {
    LocalsProxy *proxy = mem_object_new(&frame_locals_proxy_type.mem, sizeof *proxy);
    if (!proxy)
        return raise_no_memory();
    OWN(frame);
    proxy->frame = frame;
    mem_gc_track(proxy);
    return value_of(proxy);
}

static FrameObject *frame_of(Value self) {
    return ((LocalsProxy *)object_of(self))->frame;
}

static Value proxy_snapshot(Value self) {
    FrameObject *frame = frame_of(self);
    return snapshot(frame_object_code(frame), locals_of(frame), frame->extra_locals);
}

enum { NO_SLOT = -1, SLOT_ERROR = -2 };

/* The slot of a name. A key that is no plain str may equal one by its __eq__. */
static ptrdiff_t find_slot(CodeObject *code, Value key) {
    Hash hash = object_hash(key);
    if (hash == -1)
        return SLOT_ERROR;
    for (uint32_t i = 0; i < code->slot_count; i++) {
        Str *name = code->slot_names[i];
        if (str_hash(name) != hash)
            continue;
        Answer same = is_exact_str(key) ? (Answer)str_equal(name, str_of(key))
                                        : object_equal(value_of(name), key);
        if (same != ANSWER_NO)
            return same == ANSWER_YES ? (ptrdiff_t)i : SLOT_ERROR;
    }
    return NO_SLOT;
}

static void *raise_not_defined(Value key) {
    return raise_error(&exc_KeyError, "local variable '%R' is not defined", key);
}

static Value proxy_get_item(Value self, Value key) {
    FrameObject *frame = frame_of(self);
    ptrdiff_t slot = find_slot(frame_object_code(frame), key);
    if (slot == SLOT_ERROR)
        return NULL;
    Value value = NULL;
    if (slot >= 0 && locals_of(frame))
        value = slot_value(frame_object_code(frame), locals_of(frame), (uint32_t)slot);
    if (value)
        return own(value);
    Lookup found = frame->extra_locals ? dict_lookup(dict_of(frame->extra_locals), key, &value)
                                       : LOOKUP_MISSING;
    return found == LOOKUP_FOUND ? value : found == LOOKUP_MISSING ? raise_not_defined(key) : NULL;
}

static bool proxy_set_item(Value self, Value key, Value value) {
    if (!value)
        return raise_type_error("cannot remove variables from FrameLocalsProxy");
    FrameObject *frame = frame_of(self);
    CodeObject *code = frame_object_code(frame);
    ptrdiff_t slot = find_slot(code, key);
    if (slot == SLOT_ERROR)
        return false;
    bool hidden = slot >= 0 && code->code->slots[slot].kind & SLOT_HIDDEN;
    if (slot >= 0 && !hidden && locals_of(frame)) {
        Value *place = &locals_of(frame)[slot];
        if (*place && code->code->slots[slot].kind & (SLOT_CELL | SLOT_FREE) &&
            has_type(*place, &cell_type))
            place = &((Cell *)object_of(*place))->content;
        replace_value(place, own(value));
        return true;
    }
    if (!frame->extra_locals) {
        Dict *dict = dict_new();
        if (!dict)
            return false;
        frame->extra_locals = value_of(dict);
    }
    return dict_set(dict_of(frame->extra_locals), key, value);
}

static ptrdiff_t proxy_length(Value self) {
    Value dict = proxy_snapshot(self);
    if (!dict)
        return -1;
    ptrdiff_t length = (ptrdiff_t)dict_of(dict)->count;
    decref(dict);
    return length;
}

static Answer proxy_contains(Value self, Value key) {
    Value value = proxy_get_item(self, key);
    if (value) {
        decref(value);
        return ANSWER_YES;
    }
    return exception_clear_if(&exc_KeyError) ? ANSWER_NO : ANSWER_ERROR;
}

/* The other methods of a mapping, by way of a snapshot. */
static Value by_snapshot(Value self, Str *name, Value argument) {
    Value dict = proxy_snapshot(self);
    if (!dict)
        return NULL;
    Value result = argument ? call_method_1(dict, name, argument) : call_method_0(dict, name);
    decref(dict);
    return result;
}
static Value proxy_iter(Value self) {
    Value keys = by_snapshot(self, names.keys, NULL);
    if (!keys)
        return NULL;
    List *list = list_from_iterable(keys);
    decref(keys);
    if (!list)
        return NULL;
    Value iterator = object_iter(value_of(list));
    GIVE_UP(list);
    return iterator;
}
static Value proxy_repr(Value self) {
    /* The proxy may be in a variable of its frame, and there is another proxy at each look. */
    Value frame = value_of(frame_of(self));
    Answer running = repr_enter(frame);
    if (running != ANSWER_NO)
        return running == ANSWER_YES ? value_of(str_from_c("{...}")) : NULL;
    Value dict = proxy_snapshot(self);
    Value text = dict ? object_repr(dict) : NULL;
    decref_maybe(dict);
    repr_leave(frame);
    return text;
}
static Value proxy_compare(Value self, Value other, CompareOp op) {
    if (op != COMPARE_EQ && op != COMPARE_NE)
        return NOT_IMPLEMENTED;
    bool same = has_type(other, &frame_locals_proxy_type) && frame_of(other) == frame_of(self);
    if (same)
        return value_of_bool(op == COMPARE_EQ);
    if (!is_dict(other))
        return NOT_IMPLEMENTED;
    Value dict = proxy_snapshot(self);
    if (!dict)
        return NULL;
    Value result = object_compare(dict, other, op);
    decref(dict);
    return result;
}
static Value list_by_snapshot(Value self, Str *name) {
    Value view = by_snapshot(self, name, NULL);
    List *list = view ? list_from_iterable(view) : NULL;
    decref_maybe(view);
    return value_of(list);
}
static Value proxy_keys(Value self, Value *args) {
    return list_by_snapshot(self, names.keys);
}
static Value proxy_values(Value self, Value *args) {
    return list_by_snapshot(self, names.values);
}
static Value proxy_items(Value self, Value *args) {
    return list_by_snapshot(self, names.items);
}
static Value proxy_copy(Value self, Value *args) {
    return proxy_snapshot(self);
}
static Value proxy_get(Value self, Value *args) {
    Value value = proxy_get_item(self, args[0]);
    if (value || !exception_clear_if(&exc_KeyError))
        return value;
    return own(args[1] ? args[1] : NONE);
}
static bool is_proxy(Value value) {
    return has_type(value, &frame_locals_proxy_type);
}
static bool update_from(Value self, Value other) {
    Value items = is_proxy(other) ? proxy_snapshot(other) : value_of(dict_copy(dict_of(other)));
    size_t position = 0;
    Value key, value;
    bool done = items;
    while (done && dict_next(dict_of(items), &position, &key, &value))
        done = proxy_set_item(self, key, value);
    decref_maybe(items);
    return done;
}
static Value proxy_update(Value self, Value *args) {
    if (!is_dict(args[0]) && !is_proxy(args[0]))
        return raise_type_error("update() argument must be dict or another FrameLocalsProxy");
    return update_from(self, args[0]) ? NONE : NULL;
}
static Value proxy_inplace_or(Value self, Value other) {
    if (!is_dict(other) && !is_proxy(other))
        return NOT_IMPLEMENTED;
    return update_from(self, other) ? own(self) : NULL;
}
static Value proxy_or(Value left, Value right) {
    if ((!is_dict(left) && !is_proxy(left)) || (!is_dict(right) && !is_proxy(right)))
        return NOT_IMPLEMENTED;
    Value result = is_proxy(left) ? proxy_snapshot(left) : value_of(dict_copy(dict_of(left)));
    Value other = result && is_proxy(right) ? proxy_snapshot(right) : own(right);
    if (result && (!other || !dict_update(dict_of(result), other)))
        clear_value(&result);
    decref_maybe(other);
    return result;
}
static Value proxy_set_default(Value self, Value *args) {
    Value value = proxy_get_item(self, args[0]);
    if (value || !exception_clear_if(&exc_KeyError))
        return value;
    Value fallback = args[1] ? args[1] : NONE;
    return proxy_set_item(self, args[0], fallback) ? own(fallback) : NULL;
}
static Value proxy_reversed(Value self, Value *args) {
    Value iterator = proxy_iter(self);
    List *keys = iterator ? list_from_iterable(iterator) : NULL;
    decref_maybe(iterator);
    if (!keys)
        return NULL;
    for (size_t i = 0, j = keys->count; i + 1 < j; i++) {
        Value key = keys->items[--j];
        keys->items[j] = keys->items[i];
        keys->items[i] = key;
    }
    return value_of(keys);
}
static Value proxy_new(Type *type, Value *args, size_t count, Tuple *keywords) {
    if (count != 1)
        return raise_type_error("FrameLocalsProxy expected 1 argument, got %zu", count);
    if (keywords && keywords->count)
        return raise_type_error("FrameLocalsProxy takes no keyword arguments");
    if (!has_type(args[0], &frame_type))
        return raise_type_error("expect frame, not %T", args[0]);
    return frame_locals_proxy_new((FrameObject *)object_of(args[0]));
}

static void proxy_traverse(Object *self, MemVisit visit, void *context) {
    visit_value(value_of(((LocalsProxy *)self)->frame), visit, context);
}
static void proxy_clear(Object *self) {
    clear_value((Value *)(void *)&((LocalsProxy *)self)->frame);
}
static void proxy_dealloc(Object *self) {
    mem_gc_untrack(self);
    proxy_clear(self);
    mem_object_free(self, sizeof(LocalsProxy));
}

static const NativeMethod proxy_methods[] = {
    NATIVE("keys($self, /)", proxy_keys, NULL),
    NATIVE("values($self, /)", proxy_values, NULL),
    NATIVE("items($self, /)", proxy_items, NULL),
    NATIVE("copy($self, /)", proxy_copy, NULL),
    NATIVE("get($self, key, default=None, /)", proxy_get, NULL),
    NATIVE("update($self, other, /)", proxy_update, NULL),
    NATIVE("setdefault($self, key, default=None, /)", proxy_set_default, NULL),
    NATIVE("__reversed__($self, /)", proxy_reversed, NULL),
    NATIVE_END,
};

Type frame_locals_proxy_type = {
    TYPE_INIT_CONTAINER("FrameLocalsProxy", sizeof(LocalsProxy), proxy_dealloc, proxy_traverse,
                        proxy_clear),
    .flags = TYPE_IMMUTABLE | TYPE_MAPPING,
    .new = proxy_new,
    .repr = proxy_repr,
    .binary[NUMBER_OR] = proxy_or,
    .inplace[NUMBER_OR] = proxy_inplace_or,
    .compare = proxy_compare,
    .iter = proxy_iter,
    .length = proxy_length,
    .get_item = proxy_get_item,
    .set_item = proxy_set_item,
    .contains = proxy_contains,
    .methods = proxy_methods,
};
