/* The unpickler's machine: one switch over all opcodes; unpickler_parts.h lists where they are. */
#include "lib/native/pickle/unpickler_parts.h"
#include "vm/pass.h"

static bool load_proto(Unpickler *u) {
    uint64_t protocol;
    if (!unpickler_read_number(u, 1, &protocol))
        return false;
    if (protocol > PROTOCOL_MAX)
        return raise_value_error("unsupported pickle protocol: %d", (int)protocol);
    u->protocol = (int)protocol;
    return true;
}

static bool load_frame(Unpickler *u) {
    size_t size;
    return unpickler_read_size(u, 8, "FRAME length", &size) && unpickler_take_frame(u, size);
}

static bool load_pop(Unpickler *u) {
    if (u->mark_count && u->marks[u->mark_count - 1] == u->count) {
        u->mark_count--;
        return true;
    }
    Value value = unpickler_pop(u);
    decref_maybe(value);
    return value != NULL;
}

static bool load_pop_mark(Unpickler *u) {
    size_t start;
    if (!unpickler_pop_mark(u, &start))
        return false;
    unpickler_drop_to(u, start);
    return true;
}

static bool load_marked_items(Unpickler *u, bool (*add)(Unpickler *, size_t)) {
    size_t start;
    return unpickler_pop_mark(u, &start) && add(u, start);
}

static bool load_last_items(Unpickler *u, size_t count, bool (*add)(Unpickler *, size_t)) {
    if (u->count < count)
        return unpickler_raise_underflow(u);
    return add(u, u->count - count);
}

/* An object that was met before: what pickles of shared objects consist of. With it and the stack
 * inline, they take 0.6 of the time. */
static inline bool load_known(Unpickler *u) {
    const uint8_t *number = unpickler_take(u, 1);
    return number && unpickler_memo_get(u, *number);
}

static bool memo_op(Unpickler *u, size_t bytes, bool (*act)(Unpickler *, uint64_t)) {
    uint64_t number;
    return (bytes ? unpickler_read_number(u, bytes, &number)
                  : unpickler_read_decimal(u, &number)) &&
           act(u, number);
}

static bool push_top(Unpickler *u) {
    Value top = unpickler_top_borrowed(u);
    return top && unpickler_push_steal(u, own(top));
}

static COLD void *raise_bad_opcode(uint8_t op) {
    static const char digits[] = "0123456789abcdef";
    if (op >= ' ' && op < 127 && op != '\'' && op != '\\')
        return raise_unpickling("invalid load key, '%c'.", op);
    return raise_unpickling("invalid load key, '\\x%c%c'.", digits[op >> 4], digits[op & 15]);
}

static bool execute(Unpickler *u, uint8_t op) {
    switch (op) {
    case OP_NONE:
        return unpickler_push_steal(u, NONE);
    case OP_NEWTRUE:
        return unpickler_push_steal(u, TRUE_VALUE);
    case OP_NEWFALSE:
        return unpickler_push_steal(u, FALSE_VALUE);
    case OP_BININT:
        return unpickler_load_binint(u, 4);
    case OP_BININT1:
        return unpickler_load_binint(u, 1);
    case OP_BININT2:
        return unpickler_load_binint(u, 2);
    case OP_INT:
        return unpickler_load_int(u);
    case OP_LONG:
        return unpickler_load_long(u);
    case OP_LONG1:
        return unpickler_load_long_bytes(u, 1);
    case OP_LONG4:
        return unpickler_load_long_bytes(u, 4);
    case OP_FLOAT:
        return unpickler_load_float(u);
    case OP_BINFLOAT:
        return unpickler_load_binfloat(u);
    case OP_SHORT_BINUNICODE:
        return unpickler_load_text(u, 1);
    case OP_BINUNICODE:
        return unpickler_load_text(u, 4);
    case OP_BINUNICODE8:
        return unpickler_load_text(u, 8);
    case OP_UNICODE:
        return unpickler_load_raw_text(u);
    case OP_SHORT_BINBYTES:
        return unpickler_load_binbytes(u, 1);
    case OP_BINBYTES:
        return unpickler_load_binbytes(u, 4);
    case OP_BINBYTES8:
        return unpickler_load_binbytes(u, 8);
    case OP_BYTEARRAY8:
        return unpickler_load_bytearray(u);
    case OP_SHORT_BINSTRING:
        return unpickler_load_binstring(u, 1);
    case OP_BINSTRING:
        return unpickler_load_binstring(u, 4);
    case OP_STRING:
        return unpickler_load_string(u);
    case OP_NEXT_BUFFER:
        return unpickler_load_next_buffer(u);
    case OP_READONLY_BUFFER:
        return unpickler_load_readonly_buffer(u);
    case OP_EMPTY_TUPLE:
        return unpickler_push_steal(u, value_of(tuple_empty()));
    case OP_TUPLE1:
        return unpickler_load_short_tuple(u, 1);
    case OP_TUPLE2:
        return unpickler_load_short_tuple(u, 2);
    case OP_TUPLE3:
        return unpickler_load_short_tuple(u, 3);
    case OP_TUPLE:
        return unpickler_push_steal(u, value_of(unpickler_pop_tuple(u)));
    case OP_EMPTY_LIST:
        return unpickler_push_steal(u, value_of(list_new(0)));
    case OP_LIST:
        return unpickler_push_steal(u, value_of(unpickler_pop_list(u)));
    case OP_EMPTY_DICT:
        return unpickler_push_steal(u, value_of(dict_new()));
    case OP_DICT:
        return unpickler_load_dict(u);
    case OP_EMPTY_SET:
        return unpickler_push_steal(u, call_0(value_of(&set_type)));
    case OP_FROZENSET:
        return unpickler_load_frozenset(u);
    case OP_APPEND:
        return load_last_items(u, 1, unpickler_append_items);
    case OP_APPENDS:
        return load_marked_items(u, unpickler_append_items);
    case OP_SETITEM:
        return load_last_items(u, 2, unpickler_set_items);
    case OP_SETITEMS:
        return load_marked_items(u, unpickler_set_items);
    case OP_ADDITEMS:
        return unpickler_add_items(u);
    case OP_MARK:
        return unpickler_push_mark(u);
    case OP_POP:
        return load_pop(u);
    case OP_POP_MARK:
        return load_pop_mark(u);
    case OP_DUP:
        return push_top(u);
    case OP_MEMOIZE:
        return unpickler_memo_put(u, u->memo_count);
    case OP_PUT:
        return memo_op(u, 0, unpickler_memo_put);
    case OP_BINPUT:
        return memo_op(u, 1, unpickler_memo_put);
    case OP_LONG_BINPUT:
        return memo_op(u, 4, unpickler_memo_put);
    case OP_GET:
        return memo_op(u, 0, unpickler_memo_get);
    case OP_BINGET:
        return load_known(u);
    case OP_LONG_BINGET:
        return memo_op(u, 4, unpickler_memo_get);
    case OP_GLOBAL:
        return unpickler_load_global(u);
    case OP_STACK_GLOBAL:
        return unpickler_load_stack_global(u);
    case OP_EXT1:
        return unpickler_load_extension(u, 1);
    case OP_EXT2:
        return unpickler_load_extension(u, 2);
    case OP_EXT4:
        return unpickler_load_extension(u, 4);
    case OP_REDUCE:
        return unpickler_load_reduce(u);
    case OP_NEWOBJ:
        return unpickler_load_newobj(u, false);
    case OP_NEWOBJ_EX:
        return unpickler_load_newobj(u, true);
    case OP_INST:
        return unpickler_load_inst(u);
    case OP_OBJ:
        return unpickler_load_obj(u);
    case OP_BUILD:
        return unpickler_load_build(u);
    case OP_PERSID:
        return unpickler_load_persid(u);
    case OP_BINPERSID:
        return unpickler_load_persistent_steal(u, unpickler_pop(u));
    case OP_PROTO:
        return load_proto(u);
    case OP_FRAME:
        return load_frame(u);
    }
    raise_bad_opcode(op);
    return false;
}

Value unpickler_run(Unpickler *u) {
    for (;;) {
        const uint8_t *op = unpickler_opcode(u);
        if (!op)
            return NULL;
        if (*op == OP_STOP)
            return unpickler_pop(u);
        if (!execute(u, *op) || !pass_may_go_on())
            return NULL;
    }
}
