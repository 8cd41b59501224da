/* Code objects: values for a Code's constants and names, and its attributes. */
#include "compiler/serialize.h"
#include "vm/hash.h"
#include "vm/import.h"
#include "vm/objects/code_parts.h"
#include "vm/sys.h"
#include "vm/vm.h"

#include <string.h>

enum { FRAME_SLACK = 12 }; /* room behind the temporaries for padded native arguments */

/* ---- from Code ------------------------------------------------------------------------------- */

static Value sequence_value(const Constant *constant) {
    size_t count = constant->sequence.count;
    Tuple *tuple = tuple_new(count);
    if (!tuple)
        return NULL;
    for (size_t i = 0; i < count; i++) {
        tuple->items[i] = value_of_constant(&constant->sequence.items[i]);
        if (!tuple->items[i]) {
            GIVE_UP(tuple);
            return NULL;
        }
    }
    if (constant->kind == CONSTANT_TUPLE)
        return value_of(tuple);
    Set *set = frozenset_new(value_of(tuple));
    GIVE_UP(tuple);
    return value_of(set);
}

/* Texts that look like names are interned, as the names are. */
static bool is_name_like(Text text) {
    for (size_t i = 0; i < text.size; i++) {
        char c = text.bytes[i];
        if (!((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
              c == '_'))
            return false;
    }
    return true;
}

static Str *text_str(Text text, bool intern) {
    Str *str = str_from_wtf8(text.bytes, text.size);
    return str && intern ? str_intern_steal(str) : str;
}

Value value_of_constant(const Constant *constant) {
    switch (constant->kind) {
    case CONSTANT_NONE:
        return NONE;
    case CONSTANT_TRUE:
        return TRUE_VALUE;
    case CONSTANT_FALSE:
        return FALSE_VALUE;
    case CONSTANT_ELLIPSIS:
        return ELLIPSIS;
    case CONSTANT_INT:
        return value_from_int64(constant->integer);
    case CONSTANT_BIG_INT:
        return int_from_text(constant->text.bytes, constant->text.size, 16);
    case CONSTANT_FLOAT:
        return float_new(constant->real);
    case CONSTANT_COMPLEX:
        return complex_new(constant->complex_number.real, constant->complex_number.imaginary);
    case CONSTANT_STR:
        return value_of(text_str(constant->text, is_name_like(constant->text)));
    case CONSTANT_BYTES:
        return value_of(bytes_new(constant->text.bytes, constant->text.size));
    case CONSTANT_TUPLE:
    case CONSTANT_FROZENSET:
        return sequence_value(constant);
    case CONSTANT_CODE:
        return value_of(code_object_new_steal(code_retain(constant->code)));
    }
    return raise_system_error("unknown kind of constant");
}

/* What a Code's arrays are as objects. */
typedef struct Body {
    Value *constants;
    Str **names, **slot_names;
} Body;

static void body_release(const Body *body, const Code *code) {
    for (uint32_t i = 0; body->constants && i < code->constant_count; i++)
        decref_maybe(body->constants[i]);
    for (uint32_t i = 0; body->names && i < code->name_count; i++)
        decref_maybe(value_of(body->names[i]));
    for (uint32_t i = 0; body->slot_names && i < code->slot_count; i++)
        decref_maybe(value_of(body->slot_names[i]));
    mem_free(body->constants);
    mem_free(body->names);
    mem_free(body->slot_names);
}

static bool body_fill(Body *body, const Code *code) {
    body->constants = mem_calloc(code->constant_count + 1, sizeof(Value));
    body->names = mem_calloc(code->name_count + 1, sizeof(Str *));
    body->slot_names = mem_calloc(code->slot_count + 1, sizeof(Str *));
    if (!body->constants || !body->names || !body->slot_names)
        return raise_no_memory();
    for (uint32_t i = 0; i < code->name_count; i++) {
        if (!(body->names[i] = text_str(code->names[i], true)))
            return false;
    }
    for (uint32_t i = 0; i < code->slot_count; i++) {
        if (!(body->slot_names[i] = text_str(code->slots[i].name, true)))
            return false;
    }
    for (uint32_t i = 0; i < code->constant_count; i++) {
        if (!(body->constants[i] = value_of_constant(&code->constants[i])))
            return false;
    }
    return true;
}

/* Gives the object its body, made of the whole `code`. Making it may run other code, which may have
 * completed the object meanwhile. */
static bool take_body(CodeObject *object, Code *code) {
    Body body = {NULL, NULL, NULL};
    bool done = body_fill(&body, code);
    if (!done || object->constants) {
        body_release(&body, code);
        return done;
    }
    object->constants = body.constants;
    object->names = body.names;
    object->slot_names = body.slot_names;
    Code *begun = object->code;
    object->code = code_retain(code);
    code_release(begun);
    return true;
}

bool code_object_complete(CodeObject *object) {
    if (code_is_whole(object->code))
        return true;
    Diagnostic diagnostic = {0};
    Code *whole = code_complete(object->code, &diagnostic);
    if (!whole && diagnostic.kind == DIAGNOSTIC_MEMORY)
        return raise_no_memory();
    if (!whole && !(whole = compile_again(object->code, diagnostic.message)))
        return exception_pending() ? NULL
                                   : raise_system_error("code of %S: %s", object->qualified_name,
                                                        diagnostic.message);
    bool done = take_body(object, whole);
    code_release(whole);
    return done;
}

static bool fill_names(CodeObject *object, const Code *code) {
    object->name = value_of(text_str(code->name, true));
    object->qualified_name = value_of(text_str(code->qualname, true));
    object->filename = value_of(text_str(code->filename, true));
    return object->name && object->qualified_name && object->filename;
}

CodeObject *code_object_new_steal(Code *code) {
    CodeObject *object = NULL;
    if (recursion_enter(" while making a code object"))
        object = mem_object_new(&code_type.mem, sizeof *object);
    if (!object) {
        code_release(code);
        return exception_pending() ? NULL : raise_no_memory();
    }
    memset((char *)object + sizeof(Object), 0, sizeof *object - sizeof(Object));
    object->code = code;
    object->slot_count = code->slot_count;
    object->frame_size = code->slot_count + code->stack_size + FRAME_SLACK;
    object->argcount = code->argcount;
    object->flags = code->flags;
    object->simple_parameters =
        !code->kwonlyargcount && !(code->flags & (CO_VARARGS | CO_VARKEYWORDS));
    if (!fill_names(object, code) || (code_is_whole(code) && !take_body(object, code))) {
        GIVE_UP(object);
        return NULL;
    }
    return object;
}

/* ---- the type -------------------------------------------------------------------------------- */

static void dealloc(Object *self) {
    CodeObject *object = (CodeObject *)self;
    const Body body = {object->constants, object->names, object->slot_names};
    body_release(&body, object->code);
    decref_maybe(object->name);
    decref_maybe(object->qualified_name);
    decref_maybe(object->filename);
    mem_free(object->instructions);
    mem_free(object->plain_offsets);
    mem_free(object->handler_targets);
    code_events_free(object->events);
    code_release(object->code);
    mem_object_free(object, sizeof *object);
}

static CodeObject *self_of(Value self) {
    return (CodeObject *)object_of(self);
}

/* The object for looking at its body; null: it cannot be read. */
static CodeObject *whole_of(Value self) {
    return code_object_complete(self_of(self)) ? self_of(self) : NULL;
}

static Value repr(Value self) {
    CodeObject *object = self_of(self);
    return value_of(str_format("<code object %S at %p, file \"%S\", line %d>", object->name,
                               (void *)object, object->filename, object->code->first_line));
}

static Value compare(Value self, Value other, CompareOp op) {
    if (!is_code(other) || (op != COMPARE_EQ && op != COMPARE_NE))
        return NOT_IMPLEMENTED;
    bool equal = self == other || code_equal(self_of(self)->code, self_of(other)->code);
    return value_of_bool(equal == (op == COMPARE_EQ));
}

static Hash hash(Value self) {
    CodeObject *object = whole_of(self);
    if (!object)
        return -1;
    const Code *code = object->code;
    const uint32_t numbers[] = {code->argcount, code->posonlyargcount, code->kwonlyargcount,
                                code->flags, (uint32_t)code->first_line};
    Hash result = str_hash(str_of(object->name)) ^ hash_bytes(numbers, sizeof numbers) ^
                  hash_bytes(code->units, code->unit_count * sizeof *code->units);
    return result == -1 ? -2 : result;
}

#define NUMBER_GETTER(name, field)                                                                 \
    static Value get_##name(Value self) {                                                          \
        return value_of_small_int(self_of(self)->code->field);                                     \
    }
NUMBER_GETTER(argcount, argcount)
NUMBER_GETTER(posonlyargcount, posonlyargcount)
NUMBER_GETTER(kwonlyargcount, kwonlyargcount)
NUMBER_GETTER(stacksize, stack_size)
NUMBER_GETTER(flags, flags)
NUMBER_GETTER(firstlineno, first_line)
#undef NUMBER_GETTER

static Value get_nlocals(Value self) {
    CodeObject *object = whole_of(self);
    if (!object)
        return NULL;
    const Code *code = object->code;
    int64_t count = 0;
    for (uint32_t i = 0; i < code->slot_count; i++)
        count += (code->slots[i].kind & SLOT_LOCAL) != 0;
    return value_of_small_int(count);
}

Tuple *code_slot_names(CodeObject *object, uint8_t kind) {
    if (!code_object_complete(object))
        return NULL;
    List *list = list_new(4);
    for (uint32_t i = 0; list && i < object->slot_count; i++) {
        if (object->code->slots[i].kind & kind &&
            !list_append(list, value_of(object->slot_names[i]))) {
            GIVE_UP(list);
            list = NULL;
        }
    }
    if (!list)
        return NULL;
    Tuple *tuple = list_as_tuple(list);
    GIVE_UP(list);
    return tuple;
}
static Value get_varnames(Value self) {
    return value_of(code_slot_names(self_of(self), SLOT_LOCAL));
}
static Value get_cellvars(Value self) {
    return value_of(code_slot_names(self_of(self), SLOT_CELL));
}
static Value get_freevars(Value self) {
    return value_of(code_slot_names(self_of(self), SLOT_FREE));
}
static Value get_names(Value self) {
    CodeObject *object = whole_of(self);
    if (!object)
        return NULL;
    return value_of(tuple_from_array((Value *)(void *)object->names, object->code->name_count));
}
static Value get_consts(Value self) {
    CodeObject *object = whole_of(self);
    if (!object)
        return NULL;
    return value_of(tuple_from_array(object->constants, object->code->constant_count));
}
static Value get_code(Value self) {
    CodeObject *object = whole_of(self);
    if (!object)
        return NULL;
    const Code *code = object->code;
    return value_of(bytes_new(code->units, code->unit_count * sizeof *code->units));
}
static Value get_linetable(Value self) {
    CodeObject *object = whole_of(self);
    if (!object)
        return NULL;
    const Code *code = object->code;
    return value_of(bytes_new(code->positions, code->position_size));
}
static Value get_exceptiontable(Value self) {
    CodeObject *object = whole_of(self);
    if (!object)
        return NULL;
    const Code *code = object->code;
    size_t size = code_exception_table_bytes(code, NULL);
    Bytes *bytes = bytes_new(NULL, size);
    if (bytes)
        code_exception_table_bytes(code, bytes->data);
    return value_of(bytes);
}

static Value optional_number(int32_t number) {
    return number < 0 ? NONE : value_of_small_int(number);
}

static CodePosition known_part(CodePosition position) {
    if (settings.no_debug_ranges)
        return (CodePosition){position.line, position.line, -1, -1};
    return position;
}

CodePosition code_object_position(const CodeObject *code, uint32_t unit) {
    return known_part(code_position(code->code, unit));
}

/* One (line, end line, column, end column) per code unit. */
static Value method_positions(Value self, Value *args) {
    CodeObject *object = whole_of(self);
    if (!object)
        return NULL;
    CodePositions walk = code_positions(object->code);
    List *list = list_new(object->code->unit_count);
    while (list && code_positions_next(&walk)) {
        CodePosition p = known_part(walk.position);
        for (uint32_t i = walk.start; list && i < walk.end; i++) {
            Value parts[] = {optional_number(p.line), optional_number(p.end_line),
                             optional_number(p.column), optional_number(p.end_column)};
            Tuple *tuple = tuple_from_array_steal(parts, 4);
            if (!tuple || !list_append_steal(list, value_of(tuple))) {
                GIVE_UP(list);
                list = NULL;
            }
        }
    }
    if (!list)
        return NULL;
    Value iterator = object_iter(value_of(list));
    GIVE_UP(list);
    return iterator;
}

/* (start, end, line) in bytes, neighbours of one line joined. */
static Value method_lines(Value self, Value *args) {
    CodeObject *object = whole_of(self);
    if (!object)
        return NULL;
    CodePositions walk = code_positions(object->code);
    List *list = list_new(8);
    bool more = list && code_positions_next(&walk);
    while (more) {
        uint32_t start = walk.start, end = walk.end;
        int32_t line = walk.position.line;
        while ((more = code_positions_next(&walk)) && walk.position.line == line)
            end = walk.end;
        Value parts[] = {value_of_small_int(2 * (int64_t)start),
                         value_of_small_int(2 * (int64_t)end), optional_number(line)};
        Tuple *tuple = tuple_from_array_steal(parts, 3);
        if (!tuple || !list_append_steal(list, value_of(tuple))) {
            GIVE_UP(list);
            return NULL;
        }
    }
    if (!list)
        return NULL;
    Value iterator = object_iter(value_of(list));
    GIVE_UP(list);
    return iterator;
}

/* co_lnotab, what came before co_linetable: pairs of steps of offset and line. */
static bool add_line_steps(List *bytes, int64_t offset, int64_t line) {
    while (offset > 255) {
        if (!list_append(bytes, value_of_small_int(255)) ||
            !list_append(bytes, value_of_small_int(0)))
            return false;
        offset -= 255;
    }
    while (line < -128 || line > 127) {
        int64_t step = line < 0 ? -128 : 127;
        if (!list_append(bytes, value_of_small_int(offset)) ||
            !list_append(bytes, value_of_small_int(step & 0xff)))
            return false;
        line -= step;
        offset = 0;
    }
    return list_append(bytes, value_of_small_int(offset)) &&
           list_append(bytes, value_of_small_int(line & 0xff));
}

static Value get_lnotab(Value self) {
    if (!warn(&exc_DeprecationWarning, 1, "co_lnotab is deprecated, use co_lines instead."))
        return NULL;
    CodeObject *object = whole_of(self);
    if (!object)
        return NULL;
    const Code *code = object->code;
    CodePositions walk = code_positions(code);
    List *steps = list_new(16);
    int32_t line = code->first_line;
    uint32_t offset = 0;
    bool done = steps != NULL;
    while (done && code_positions_next(&walk)) {
        if (walk.position.line < 0 || walk.position.line == line)
            continue;
        done = add_line_steps(steps, 2 * (int64_t)(walk.start - offset),
                              (int64_t)walk.position.line - line);
        line = walk.position.line;
        offset = walk.start;
    }
    Value result = done ? call_1(value_of(&bytes_type), value_of(steps)) : NULL;
    decref_maybe(value_of(steps));
    return result;
}

static Value method_varname(Value self, Value *args) {
    CodeObject *object = whole_of(self);
    int slot;
    if (!object)
        return NULL;
    if (!int_as_int(args[0], &slot))
        return NULL;
    if (slot < 0 || (uint32_t)slot >= object->slot_count)
        return raise_index_error("tuple index out of range");
    return own(value_of(object->slot_names[slot]));
}

static const NativeMethod methods[] = {
    NATIVE("co_positions($self, /)", method_positions, NULL),
    NATIVE("co_lines($self, /)", method_lines, NULL),
    NATIVE("_varname_from_oparg($self, /, oparg)", method_varname,
           "The name of the variable that an instruction's operand means."),
    NATIVE_RAW("replace($self, /, **changes)", code_replace,
               "Return a copy of the code object with new values for the specified fields."),
    NATIVE_RAW("__replace__($self, /, **changes)", code_replace, "The same as replace()."),
    NATIVE_END,
};

static const NativeMember members[] = {
    {"co_filename", MEMBER_VALUE, offsetof(CodeObject, filename), false, NULL},
    {"co_name", MEMBER_VALUE, offsetof(CodeObject, name), false, NULL},
    {"co_qualname", MEMBER_VALUE, offsetof(CodeObject, qualified_name), false, NULL},
    {NULL, 0, 0, false, NULL},
};

static const NativeGetSet getsets[] = {
    {"co_argcount", get_argcount, NULL, NULL},
    {"co_posonlyargcount", get_posonlyargcount, NULL, NULL},
    {"co_kwonlyargcount", get_kwonlyargcount, NULL, NULL},
    {"co_stacksize", get_stacksize, NULL, NULL},
    {"co_flags", get_flags, NULL, NULL},
    {"co_firstlineno", get_firstlineno, NULL, NULL},
    {"co_nlocals", get_nlocals, NULL, NULL},
    {"co_varnames", get_varnames, NULL, NULL},
    {"co_cellvars", get_cellvars, NULL, NULL},
    {"co_freevars", get_freevars, NULL, NULL},
    {"co_names", get_names, NULL, NULL},
    {"co_consts", get_consts, NULL, NULL},
    {"co_code", get_code, NULL, NULL},
    {"_co_code_adaptive", get_code, NULL, NULL},
    {"co_linetable", get_linetable, NULL, NULL},
    {"co_lnotab", get_lnotab, NULL, NULL},
    {"co_exceptiontable", get_exceptiontable, NULL, NULL},
    {NULL, NULL, NULL, NULL},
};

Type code_type = {
    TYPE_INIT_ATOM("code", sizeof(CodeObject), dealloc),
    .flags = TYPE_IMMUTABLE,
    .accepts_weakrefs = true,
    .doc = "code(argcount, posonlyargcount, kwonlyargcount, nlocals, stacksize,\n"
           "     flags, codestring, constants, names, varnames, filename, name,\n"
           "     qualname, firstlineno, linetable, exceptiontable, freevars=(),\n"
           "     cellvars=(), /)\n--\n\n"
           "Create a code object.  Not for the faint of heart.",
    .new = code_new_from_arguments,
    .repr = repr,
    .compare = compare,
    .hash = hash,
    .methods = methods,
    .members = members,
    .getsets = getsets,
};
