/* The pickler's output and its type; what is written for which object is in pickler_save.c.
 *
 * From protocol 4 on, opcodes are gathered into frames of about 64 KiB, whose header is filled in
 * at their end. To a file, frames are written as they end. */
#include "lib/native/pickle/memo_proxy.h"
#include "lib/native/pickle/pickle.h"

#include <string.h>

enum { FRAME_HEADER = 9 };

/* ---- output ---------------------------------------------------------------------------------- */

static bool enlarge(Pickler *pickler, size_t size) {
    size_t capacity = pickler->capacity ? pickler->capacity * 2 : 1024;
    while (capacity < pickler->size + size)
        capacity *= 2;
    uint8_t *output = mem_realloc(pickler->output, capacity);
    if (!output)
        return raise_no_memory();
    pickler->output = output;
    pickler->capacity = capacity;
    return true;
}

/* Room for `size` bytes and a frame's header: where they go, or NULL. */
static inline uint8_t *place_for(Pickler *pickler, size_t size) {
    if (UNLIKELY(pickler->size + size + FRAME_HEADER > pickler->capacity) &&
        !enlarge(pickler, size + FRAME_HEADER))
        return NULL;
    if (UNLIKELY(pickler->frame < 0) && pickler->framing) {
        pickler->frame = (ptrdiff_t)pickler->size;
        pickler->size += FRAME_HEADER;
    }
    return pickler->output + pickler->size;
}

bool pickler_write(Pickler *pickler, const void *bytes, size_t size) {
    uint8_t *to = place_for(pickler, size);
    if (!to)
        return false;
    if (size)
        memcpy(to, bytes, size);
    pickler->size += size;
    return true;
}

bool pickler_op(Pickler *pickler, int op) {
    uint8_t *to = place_for(pickler, 1);
    if (!to)
        return false;
    *to = (uint8_t)op;
    pickler->size++;
    return true;
}

static inline size_t put_number(uint8_t *to, int op, uint64_t number, size_t bytes) {
    *to++ = (uint8_t)op;
    memcpy(to, &number, 8); /* little-endian; those beyond `bytes` are written over */
    return 1 + bytes;
}

bool pickler_op_number(Pickler *pickler, int op, uint64_t number, size_t bytes) {
    uint8_t *to = place_for(pickler, FRAME_HEADER);
    if (!to)
        return false;
    pickler->size += put_number(to, op, number, bytes);
    return true;
}

static bool pickler_end_frame(Pickler *pickler) {
    if (pickler->frame < 0)
        return true;
    uint8_t *start = pickler->output + pickler->frame;
    size_t size = pickler->size - (size_t)pickler->frame - FRAME_HEADER;
    if (size >= FRAME_MIN)
        put_number(start, OP_FRAME, size, 8);
    else { /* not worth a header */
        memmove(start, start + FRAME_HEADER, size);
        pickler->size -= FRAME_HEADER;
    }
    pickler->frame = -1;
    return true;
}

static bool flush(Pickler *pickler) {
    if (!pickler->write || pickler->size == 0)
        return true;
    Bytes *bytes = bytes_new(pickler->output, pickler->size);
    pickler->size = 0;
    Value result = bytes ? call_1(pickler->write, value_of(bytes)) : NULL;
    decref_maybe(value_of(bytes));
    decref_maybe(result);
    return result != NULL;
}

/* Between two objects: a frame may end here. */
bool pickler_maybe_end_frame(Pickler *pickler) {
    if (!pickler->framing || pickler->frame < 0 ||
        pickler->size - (size_t)pickler->frame - FRAME_HEADER < FRAME_TARGET)
        return true;
    return pickler_end_frame(pickler) && flush(pickler);
}

/* Bytes that are worth a frame of their own stand outside of frames, and go to a file without a
 * copy if they have an owner. */
static bool write_large(Pickler *pickler, int op, size_t size_bytes, const void *bytes, size_t size,
                        Value owner) {
    bool framing = pickler->framing;
    if (framing && !pickler_end_frame(pickler))
        return false;
    pickler->framing = false;
    bool fine = pickler_op_number(pickler, op, size, size_bytes);
    if (fine && pickler->write && owner) {
        fine = flush(pickler);
        Value result = fine ? call_1(pickler->write, owner) : NULL;
        decref_maybe(result);
        fine = result != NULL;
    } else
        fine = fine && pickler_write(pickler, bytes, size) && flush(pickler);
    pickler->framing = framing;
    return fine;
}

bool pickler_op_bytes(Pickler *pickler, int op, size_t size_bytes, const void *bytes, size_t size,
                      Value owner) {
    if (UNLIKELY(size >= FRAME_TARGET))
        return write_large(pickler, op, size_bytes, bytes, size, owner);
    uint8_t *to = place_for(pickler, FRAME_HEADER + size);
    if (!to)
        return false;
    size_t head = put_number(to, op, size, size_bytes);
    if (size)
        memcpy(to + head, bytes, size);
    pickler->size += head + size;
    return true;
}

/* ---- the memo -------------------------------------------------------------------------------- */

static bool write_decimal(Pickler *pickler, int op, size_t number) {
    char digits[24];
    size_t start = sizeof digits;
    digits[--start] = '\n';
    do
        digits[--start] = (char)('0' + number % 10);
    while (number /= 10);
    digits[--start] = (char)op;
    return pickler_write(pickler, digits + start, sizeof digits - start);
}

bool pickler_put(Pickler *pickler, Value object) {
    if (pickler->fast)
        return true;
    size_t number = pickler->memo.count;
    if (!memo_add(&pickler->memo, object, number))
        return false;
    if (pickler->protocol >= 4)
        return pickler_op(pickler, OP_MEMOIZE);
    if (!pickler->binary)
        return write_decimal(pickler, OP_PUT, number);
    return number < 256 ? pickler_op_number(pickler, OP_BINPUT, number, 1)
                        : pickler_op_number(pickler, OP_LONG_BINPUT, number, 4);
}

bool pickler_get(Pickler *pickler, size_t number) {
    if (!pickler->binary)
        return write_decimal(pickler, OP_GET, number);
    return number < 256 ? pickler_op_number(pickler, OP_BINGET, number, 1)
                        : pickler_op_number(pickler, OP_LONG_BINGET, number, 4);
}

/* ---- making and dumping ---------------------------------------------------------------------- */

static bool set_protocol(Pickler *pickler, Value protocol, Value fix_imports) {
    pickler->protocol = PROTOCOL_DEFAULT;
    if (protocol && protocol != NONE) {
        if (!int_as_int(protocol, &pickler->protocol))
            return false;
        if (pickler->protocol < 0)
            pickler->protocol = PROTOCOL_MAX;
        else if (pickler->protocol > PROTOCOL_MAX)
            return raise_value_error("pickle protocol must be <= %d", PROTOCOL_MAX);
    }
    Answer fix = fix_imports ? object_truth(fix_imports) : ANSWER_YES;
    pickler->binary = pickler->protocol > 0;
    pickler->fix_imports = fix == ANSWER_YES && pickler->protocol < 3;
    return fix != ANSWER_ERROR;
}

static bool set_buffer_callback(Pickler *pickler, Value callback) {
    if (!callback || callback == NONE)
        return true;
    if (pickler->protocol < 5)
        return raise_value_error("buffer_callback needs protocol >= 5");
    replace_value(&pickler->buffer_callback, own(callback));
    return true;
}

static bool set_file(Pickler *pickler, Value file) {
    Str *name = str_interned("write");
    Value write = NULL;
    if (!name)
        return false;
    Lookup found = attribute_lookup(file, name, &write);
    GIVE_UP(name);
    if (found == LOOKUP_MISSING)
        raise_type_error("file must have a 'write' attribute");
    if (found != LOOKUP_FOUND)
        return false;
    replace_value(&pickler->write, write);
    return true;
}

static bool dump_object(Pickler *pickler, Value object) {
    if (pickler->protocol >= 2) {
        const uint8_t header[] = {OP_PROTO, (uint8_t)pickler->protocol};
        if (!pickler_write(pickler, header, sizeof header))
            return false;
    }
    pickler->framing = pickler->protocol >= 4;
    bool fine =
        pickler_save(pickler, object) && pickler_op(pickler, OP_STOP) && pickler_end_frame(pickler);
    pickler->framing = false;
    pickler->frame = -1;
    return fine;
}

static bool dump(Pickler *pickler, Value object) {
    Value self = value_of(pickler);
    if (pickler->running)
        return raise_runtime_error("Pickler object is already used");
    pickler->size = 0;
    pickler->frame = -1;
    pickler->running = true;
    bool fine =
        pickle_find_hook(self, &pickler_type, "persistent_id", pickler->persistent_id,
                         &pickler->persistent_method) &&
        pickle_find_hook(self, &pickler_type, "reducer_override", NULL, &pickler->reducer_override);
    fine = fine && dump_object(pickler, object) && flush(pickler);
    clear_value(&pickler->reducer_override);
    clear_value(&pickler->persistent_method);
    pickler->running = false;
    return fine;
}

static Pickler *pickler_new_of(Type *type) {
    Pickler *pickler = type_allocate(type, 0);
    if (!pickler)
        return NULL;
    pickler->frame = -1;
    pickler->protocol = PROTOCOL_DEFAULT;
    mem_gc_track(pickler);
    return pickler;
}

static Value pickler_new(Type *type, Value *args, size_t count, Tuple *names) {
    return value_of(pickler_new_of(type));
}

static bool pickler_init(Value self, Value *args, size_t count, Tuple *names) {
    static Signature signature =
        SIGNATURE("Pickler(file, protocol=None, fix_imports=True, buffer_callback=None)");
    Value bound[4];
    Pickler *pickler = pickler_of(self);
    if (!arguments_bind(&signature, args, count, names, bound) ||
        !set_protocol(pickler, bound[1], bound[2]) || !set_file(pickler, bound[0]) ||
        !set_buffer_callback(pickler, bound[3]))
        return false;
    memo_clear(&pickler->memo);
    Str *name = str_interned("dispatch_table");
    Value table = NULL;
    if (!name)
        return false;
    Lookup found = attribute_lookup(self, name, &table);
    GIVE_UP(name);
    if (found == LOOKUP_FOUND)
        replace_value(&pickler->dispatch_table, table);
    return found != LOOKUP_ERROR;
}

static Value pickler_dump(Value self, Value *args) {
    Pickler *pickler = pickler_of(self);
    if (!pickler->write)
        return raise_of(&pickling_error, "Pickler.__init__() was not called by %s.__init__()",
                        type_name_of(self));
    return dump(pickler, args[0]) ? NONE : NULL;
}

static Value pickler_clear_memo(Value self, Value *args) {
    memo_clear(&pickler_of(self)->memo);
    return NONE;
}

Value pickle_dump(Value module, Value *args) {
    Pickler *pickler = pickler_new_of(&pickler_type);
    bool fine = pickler && set_protocol(pickler, args[2], args[3]) && set_file(pickler, args[1]) &&
                set_buffer_callback(pickler, args[4]) && dump(pickler, args[0]);
    decref_maybe(value_of(pickler));
    return fine ? NONE : NULL;
}

Value pickle_dumps(Value module, Value *args) {
    Pickler *pickler = pickler_new_of(&pickler_type);
    Value result = NULL;
    if (pickler && set_protocol(pickler, args[1], args[2]) &&
        set_buffer_callback(pickler, args[3]) && dump(pickler, args[0]))
        result = value_of(bytes_new(pickler->output, pickler->size));
    decref_maybe(value_of(pickler));
    return result;
}

/* ---- the type -------------------------------------------------------------------------------- */

static void drop_fields(Pickler *pickler) {
    memo_clear(&pickler->memo);
    clear_value(&pickler->write);
    clear_value(&pickler->persistent_id);
    clear_value(&pickler->dispatch_table);
    clear_value(&pickler->buffer_callback);
    clear_value(&pickler->reducer_override);
    clear_value(&pickler->persistent_method);
}

static void pickler_dealloc(Object *object) {
    Pickler *pickler = (Pickler *)object;
    mem_gc_untrack(object);
    drop_fields(pickler);
    mem_free(pickler->output);
    mem_object_free(object, ((Type *)object->type)->mem.basic_size);
}

static void pickler_traverse(Object *object, MemVisit visit, void *context) {
    Pickler *pickler = (Pickler *)object;
    for (size_t i = 0; pickler->memo.entries && i <= pickler->memo.mask; i++)
        visit_value(pickler->memo.entries[i].object, visit, context);
    visit_value(pickler->write, visit, context);
    visit_value(pickler->persistent_id, visit, context);
    visit_value(pickler->dispatch_table, visit, context);
    visit_value(pickler->buffer_callback, visit, context);
    visit_value(pickler->reducer_override, visit, context);
    visit_value(pickler->persistent_method, visit, context);
}

static void pickler_clear(Object *object) {
    drop_fields((Pickler *)object);
}

static Value pickler_persistent_id(Value self, Value *args) {
    return NONE;
}

static Value pickler_getattr(Value self, Str *name) {
    Value assigned = pickler_of(self)->persistent_id;
    return assigned && str_equal_c(name, "persistent_id") ? own(assigned)
                                                          : attribute_get_generic(self, name);
}

static bool pickler_setattr(Value self, Str *name, Value value) {
    if (!str_equal_c(name, "persistent_id"))
        return attribute_set_generic(self, name, value);
    if (!value && !pickler_of(self)->persistent_id)
        return raise_attribute_error("persistent_id");
    replace_value(&pickler_of(self)->persistent_id, own_maybe(value));
    return true;
}

static const NativeMethod methods[] = {
    NATIVE("persistent_id($self, obj, /)", pickler_persistent_id, NULL),
    NATIVE("dump($self, obj, /)", pickler_dump,
           "Write a pickled representation of the given object to the open file."),
    NATIVE("clear_memo($self, /)", pickler_clear_memo,
           "Clears the pickler's \"memo\".\n\nThe memo is the data structure that remembers which "
           "objects the\npickler has already seen, so that shared or recursive objects are\n"
           "pickled by reference and not by value.  This method is useful when\nre-using "
           "picklers."),
    NATIVE_END};

static const NativeMember members[] = {
    {"dispatch_table", MEMBER_VALUE_OR_ERROR, offsetof(Pickler, dispatch_table), true, NULL},
    {"bin", MEMBER_BOOL, offsetof(Pickler, binary), true, NULL},
    {"fast", MEMBER_BOOL, offsetof(Pickler, fast), true, NULL},
    {NULL, 0, 0, false, NULL}};

static const NativeGetSet getsets[] = {{"memo", pickler_get_memo, pickler_set_memo, NULL},
                                       {NULL, NULL, NULL, NULL}};

Type pickler_type = {
    TYPE_INIT_CONTAINER("_pickle.Pickler", sizeof(Pickler), pickler_dealloc, pickler_traverse,
                        pickler_clear),
    .flags = TYPE_BASE | TYPE_IMMUTABLE,
    .base = &object_type,
    .doc = "Pickler(file, protocol=None, fix_imports=True, buffer_callback=None)\n--\n\n"
           "This takes a binary file for writing a pickle data stream.",
    .methods = methods,
    .members = members,
    .getsets = getsets,
    .get_attr = pickler_getattr,
    .set_attr = pickler_setattr,
    .new = pickler_new,
    .init = pickler_init,
};
