/* Traceback objects: the frames an exception went through, the outermost first. */
#include "vm/traceback.h"
#include "vm/objects/exception.h"
#include "vm/vm.h"

/* The line is looked up when it is asked for: most exceptions are handled and forgotten. Without,
 * a raise in a loop took 1.4 times as long, and more the longer the code. */
enum { LINE_OF_OFFSET = -1 };

/* ---- life ------------------------------------------------------------------------------------ */

static Value make(Value next, FrameObject *frame, int32_t offset, int32_t line) {
    Traceback *traceback = mem_object_new(&traceback_type.mem, sizeof *traceback);
    if (!traceback)
        return NULL;
    traceback->next = own_maybe(next);
    OWN(frame);
    traceback->frame = frame;
    traceback->offset = offset;
    traceback->line = line;
    mem_gc_track(traceback);
    return value_of(traceback);
}

/* The frame becomes the outermost one of the pending exception. Without memory the exception goes
 * on without it. */
void traceback_add(Frame *frame) {
    Value exception = exception_fetch();
    if (!exception)
        return;
    FrameObject *object = frame_object(frame);
    if (object) {
        Value *field = &exception_of(exception)->traceback;
        Value added = make(*field, object, (int32_t)(2 * frame_offset(frame)), LINE_OF_OFFSET);
        if (added)
            replace_value(field, added);
    }
    exception_clear();
    exception_restore_steal(exception);
}

/* TracebackType(tb_next, tb_frame, tb_lasti, tb_lineno) */
static Value new (Type *type, Value *args, size_t count, Tuple *keywords) {
    static Signature signature = SIGNATURE("traceback(tb_next, tb_frame, tb_lasti, tb_lineno)");
    Value bound[4], self = NULL;
    int offset, line;
    if (!arguments_bind(&signature, args, count, keywords, bound))
        return NULL;
    if (bound[0] != NONE && !has_type(bound[0], &traceback_type))
        raise_type_error("expected traceback object or None, got '%s'", type_name_of(bound[0]));
    else if (!has_type(bound[1], &frame_type))
        raise_type_error("TracebackType() argument 'tb_frame' must be frame, not %s",
                         type_name_of(bound[1]));
    else if (int_as_int(bound[2], &offset) && int_as_int(bound[3], &line)) {
        self = make(bound[0] == NONE ? NULL : bound[0], (FrameObject *)object_of(bound[1]), offset,
                    line);
        if (!self)
            raise_no_memory();
    }
    arguments_release(&signature, bound);
    return self;
}

static void clear(Object *object) {
    Traceback *traceback = (Traceback *)object;
    clear_value(&traceback->next);
    FrameObject *frame = traceback->frame;
    traceback->frame = NULL;
    if (frame)
        GIVE_UP(frame);
}

static void dealloc(Object *object) {
    mem_gc_untrack(object);
    clear(object);
    mem_object_free(object, object->type->basic_size);
}

static void traverse(Object *object, MemVisit visit, void *context) {
    Traceback *traceback = (Traceback *)object;
    visit_value(traceback->next, visit, context);
    visit_value(value_of(traceback->frame), visit, context);
}

/* ---- attributes ------------------------------------------------------------------------------ */

static Value next_get(Value self) {
    Value next = traceback_of(self)->next;
    return own(next ? next : NONE);
}

static bool next_set(Value self, Value value) {
    if (!value)
        return raise_type_error("can't delete tb_next attribute");
    if (value != NONE && !has_type(value, &traceback_type))
        return raise_type_error("expected traceback object, got '%s'", type_name_of(value));
    for (Value at = value == NONE ? NULL : value; at; at = traceback_of(at)->next)
        if (at == self)
            return raise_value_error("traceback loop detected");
    replace_value(&traceback_of(self)->next, value == NONE ? NULL : own(value));
    return true;
}

static Value frame_get(Value self) {
    FrameObject *frame = traceback_of(self)->frame;
    return own(frame ? value_of(frame) : NONE);
}

static Value offset_get(Value self) {
    return value_of_small_int(traceback_of(self)->offset);
}

int32_t traceback_line(const Traceback *traceback) {
    if (traceback->line != LINE_OF_OFFSET || !traceback->frame)
        return traceback->line;
    const Code *code = frame_object_code(traceback->frame)->code;
    return traceback->offset < 0 ? code->first_line
                                 : code_line(code, (uint32_t)traceback->offset / 2);
}

static Value line_get(Value self) {
    int32_t line = traceback_line(traceback_of(self));
    return line == -1 ? NONE : value_of_small_int(line);
}

static Value dir(Value self, Value *args) {
    static const char *const all[] = {"tb_frame", "tb_next", "tb_lasti", "tb_lineno"};
    List *list = list_new(4);
    for (int i = 0; list && i < 4; i++) {
        Str *name = str_interned(all[i]);
        if (!name || !list_append_steal(list, value_of(name))) {
            GIVE_UP(list);
            return NULL;
        }
    }
    return value_of(list);
}

static const NativeGetSet getsets[] = {
    {"tb_next", next_get, next_set, NULL},
    {"tb_frame", frame_get, NULL, NULL},
    {"tb_lasti", offset_get, NULL, NULL},
    {"tb_lineno", line_get, NULL, NULL},
    {NULL, NULL, NULL, NULL},
};

static const NativeMethod methods[] = {
    NATIVE("__dir__($self, /)", dir, NULL),
    NATIVE_END,
};

Type traceback_type = {
    TYPE_INIT_CONTAINER("traceback", sizeof(Traceback), dealloc, traverse, clear),
    .flags = TYPE_DEFAULT_GETATTR,
    .doc = "traceback(tb_next, tb_frame, tb_lasti, tb_lineno)\n--\n\n"
           "Create a new traceback object.",
    .new = new,
    .get_attr = attribute_get_generic,
    .methods = methods,
    .getsets = getsets,
};
