/* Code objects from parts: types.CodeType(...) and code.replace(...).
 *
 * Both bring up to 18 fields, in the order of the constructor; replace starts from the Code it
 * copies. Here the fields are only made to fit each other, so that they can be asked for; whether
 * the instructions can be run is seen by the verifier before they are (Code.unverified). Constants
 * are of the kinds that literals have, and code objects. */
#include "vm/objects/code_parts.h"
#include "vm/objects/constant.h"
#include "vm/objects/exception.h"
#include "vm/vm.h"

#include <string.h>

enum {
    FIELD_ARGCOUNT,
    FIELD_POSONLYARGCOUNT,
    FIELD_KWONLYARGCOUNT,
    FIELD_NLOCALS,
    FIELD_STACKSIZE,
    FIELD_FLAGS,
    FIELD_CODE,
    FIELD_CONSTS,
    FIELD_NAMES,
    FIELD_VARNAMES,
    FIELD_FILENAME,
    FIELD_NAME,
    FIELD_QUALNAME,
    FIELD_FIRSTLINENO,
    FIELD_LINETABLE,
    FIELD_EXCEPTIONTABLE,
    FIELD_FREEVARS,
    FIELD_CELLVARS,
    FIELD_COUNT,
};
enum { REQUIRED_FIELDS = FIELD_FREEVARS };

static const struct {
    const char *name;
    Type *type;
} fields[FIELD_COUNT] = {
    {"co_argcount", &int_type},       {"co_posonlyargcount", &int_type},
    {"co_kwonlyargcount", &int_type}, {"co_nlocals", &int_type},
    {"co_stacksize", &int_type},      {"co_flags", &int_type},
    {"co_code", &bytes_type},         {"co_consts", &tuple_type},
    {"co_names", &tuple_type},        {"co_varnames", &tuple_type},
    {"co_filename", &str_type},       {"co_name", &str_type},
    {"co_qualname", &str_type},       {"co_firstlineno", &int_type},
    {"co_linetable", &bytes_type},    {"co_exceptiontable", &bytes_type},
    {"co_freevars", &tuple_type},     {"co_cellvars", &tuple_type},
};

typedef struct Making {
    MemRegion *region; /* holds what the parts point to until code_new copies it */
    Code parts;
    Value *given; /* by field; null: stays as it is */
} Making;

static void *allocate(Making *making, size_t count, size_t size) {
    void *block = mem_region_alloc(making->region, (count + 1) * size);
    return block ? block : raise_no_memory();
}

/* ---- single fields --------------------------------------------------------------------------- */

static bool take_numbers(Making *making) {
    Code *parts = &making->parts;
    uint32_t unused_count = 0;
    const struct {
        int field;
        void *place;
    } numbers[] = {
        {FIELD_ARGCOUNT, &parts->argcount},
        {FIELD_POSONLYARGCOUNT, &parts->posonlyargcount},
        {FIELD_KWONLYARGCOUNT, &parts->kwonlyargcount},
        {FIELD_NLOCALS, &unused_count},
        {FIELD_STACKSIZE, &parts->stack_size},
        {FIELD_FLAGS, &parts->flags},
        {FIELD_FIRSTLINENO, &parts->first_line},
    };
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) {
        Value given = making->given[numbers[i].field];
        int number;
        if (!given)
            continue;
        if (!int_as_int(given, &number))
            return false;
        if (number < 0)
            return raise_value_error("%s must be a positive integer",
                                     fields[numbers[i].field].name);
        memcpy(numbers[i].place, &number, sizeof number);
    }
    return true;
}

static bool take_texts(Making *making) {
    Code *parts = &making->parts;
    Text *const texts[] = {&parts->filename, &parts->name, &parts->qualname};
    for (int i = 0; i < 3; i++) {
        Value given = making->given[FIELD_FILENAME + i];
        if (given && !text_from_str(making->region, str_of(given), texts[i]))
            return false;
    }
    return true;
}

static bool take_bytes(Making *making) {
    Code *parts = &making->parts;
    Value code = making->given[FIELD_CODE], positions = making->given[FIELD_LINETABLE];
    if (code) {
        size_t size = bytes_of(code)->size;
        uint16_t *units = allocate(making, size, 1);
        if (size % sizeof *units)
            return raise_value_error("code: co_code is malformed");
        if (!units)
            return false;
        memcpy(units, bytes_of(code)->data, size);
        parts->units = units;
        parts->unit_count = (uint32_t)(size / sizeof *units);
    }
    if (positions) {
        parts->positions = (const uint8_t *)bytes_of(positions)->data;
        parts->position_size = (uint32_t)bytes_of(positions)->size;
    }
    Value table = making->given[FIELD_EXCEPTIONTABLE];
    if (!table)
        return true;
    const uint8_t *bytes = (const uint8_t *)bytes_of(table)->data;
    size_t size = bytes_of(table)->size;
    CodeHandler *handlers = allocate(making, size, sizeof *handlers);
    if (!handlers)
        return false;
    if (!code_exception_table_read(bytes, size, handlers, &parts->handler_count))
        return raise_value_error("code: co_exceptiontable is malformed");
    parts->handlers = handlers;
    return true;
}

static bool take_constants(Making *making) {
    Value given = making->given[FIELD_CONSTS];
    if (!given)
        return true;
    Tuple *tuple = tuple_of(given);
    Constant *constants = allocate(making, tuple->count, sizeof *constants);
    if (!constants)
        return false;
    for (size_t i = 0; i < tuple->count; i++) {
        if (is_code(tuple->items[i]))
            constants[i] = (Constant){
                .kind = CONSTANT_CODE,
                .code = ((CodeObject *)(void *)object_of(tuple->items[i]))->code,
            };
        else if (!constant_from_value(making->region, tuple->items[i],
                                      "code: co_consts holds what is no constant", &constants[i]))
            return false;
    }
    making->parts.constants = constants;
    making->parts.constant_count = (uint32_t)tuple->count;
    return true;
}

static bool read_name(Making *making, Value name, Text *text) {
    if (!is_str(name))
        return raise_system_error("non-string found in code slot");
    return text_from_str(making->region, str_of(name), text);
}

static bool take_names(Making *making) {
    Value given = making->given[FIELD_NAMES];
    if (!given)
        return true;
    Tuple *tuple = tuple_of(given);
    Text *names = allocate(making, tuple->count, sizeof *names);
    if (!names)
        return false;
    for (size_t i = 0; i < tuple->count; i++)
        if (!read_name(making, tuple->items[i], &names[i]))
            return false;
    making->parts.names = names;
    making->parts.name_count = (uint32_t)tuple->count;
    return true;
}

/* ---- slots ----------------------------------------------------------------------------------- */

static CodeSlot *find_slot(CodeSlot *slots, uint32_t count, Text name) {
    for (uint32_t i = 0; i < count; i++)
        if (text_equal(slots[i].name, name))
            return &slots[i];
    return NULL;
}

/* Appends the names of a tuple as slots of this kind; an argument that is also a cell has one
 * slot. */
static bool add_slots(Making *making, CodeSlot *slots, Tuple *names, uint8_t kind,
                      const Code *original) {
    Code *parts = &making->parts;
    for (size_t i = 0; i < names->count; i++) {
        CodeSlot *slot = &slots[parts->slot_count];
        *slot = (CodeSlot){.kind = kind};
        if (!read_name(making, names->items[i], &slot->name))
            return false;
        CodeSlot *local =
            kind == SLOT_CELL ? find_slot(slots, parts->local_count, slot->name) : NULL;
        if (local) {
            local->kind |= SLOT_CELL;
            continue;
        }
        const CodeSlot *old =
            find_slot((CodeSlot *)original->slots, original->slot_count, slot->name);
        if (old)
            slot->kind |= old->kind & SLOT_HIDDEN;
        parts->slot_count++;
    }
    return true;
}

/* What the code object's getters say of the slots, unless given. */
static bool take_slots(Making *making, CodeObject *original) {
    static const struct {
        int field;
        uint8_t kind;
    } kinds[] = {
        {FIELD_VARNAMES, SLOT_LOCAL}, {FIELD_CELLVARS, SLOT_CELL}, {FIELD_FREEVARS, SLOT_FREE}};
    Code *parts = &making->parts;
    const Code before = *parts;
    Tuple *tuples[3] = {NULL};
    size_t total = 0;
    bool done = false;
    for (int i = 0; i < 3; i++) {
        Value given = making->given[kinds[i].field];
        tuples[i] = given      ? tuple_of(own(given))
                    : original ? code_slot_names(original, kinds[i].kind)
                               : tuple_new(0);
        if (!tuples[i])
            goto done;
        total += tuples[i]->count;
    }
    CodeSlot *slots = allocate(making, total, sizeof *slots);
    if (!slots)
        goto done;
    parts->slots = slots;
    parts->slot_count = 0;
    parts->local_count = (uint32_t)tuples[0]->count;
    done = true;
    for (int i = 0; done && i < 3; i++)
        done = add_slots(making, slots, tuples[i], kinds[i].kind, &before);
    parts->free_count = (uint32_t)tuples[2]->count;
    parts->cell_count = parts->slot_count - parts->local_count - parts->free_count;
done:
    for (int i = 0; i < 3; i++)
        decref_maybe(value_of(tuples[i]));
    return done;
}

static bool check_counts(Making *making) {
    const Code *parts = &making->parts;
    Value nlocals = making->given[FIELD_NLOCALS];
    int count;
    if (nlocals && (!int_as_int(nlocals, &count) || (uint32_t)count != parts->local_count))
        return exception_pending() ? false
                                   : raise_value_error("code: co_nlocals != len(co_varnames)");
    uint64_t parameters = (uint64_t)parts->argcount + parts->kwonlyargcount +
                          !!(parts->flags & CO_VARARGS) + !!(parts->flags & CO_VARKEYWORDS);
    if (parameters > parts->local_count)
        return raise_value_error("code: co_varnames is too small");
    if (parts->posonlyargcount > parts->argcount)
        return raise_value_error("code: co_posonlyargcount > co_argcount");
    return true;
}

/* ---- all together ---------------------------------------------------------------------------- */

/* Fields that no instruction depends on. */
static bool is_harmless(int field) {
    return field == FIELD_FILENAME || field == FIELD_NAME || field == FIELD_QUALNAME ||
           field == FIELD_FIRSTLINENO || field == FIELD_LINETABLE;
}

static bool take_all(Making *making, CodeObject *original) {
    bool slots_change = !original;
    for (int i = 0; i < FIELD_COUNT; i++) {
        making->parts.unverified |= making->given[i] && !is_harmless(i);
        slots_change |=
            making->given[i] && (i == FIELD_VARNAMES || i == FIELD_FREEVARS || i == FIELD_CELLVARS);
    }
    return take_numbers(making) && take_texts(making) && take_bytes(making) &&
           take_constants(making) && take_names(making) &&
           (!slots_change || take_slots(making, original)) && check_counts(making);
}

static Value make(Value *given, CodeObject *original) {
    if (original && !code_object_complete(original))
        return NULL;
    Making making = {.region = mem_region_new(), .given = given};
    if (!making.region)
        return raise_no_memory();
    if (original)
        making.parts = *original->code;
    Value result = NULL;
    if (take_all(&making, original)) {
        Code *code = code_new(&making.parts);
        result = code ? value_of(code_object_new_steal(code)) : raise_no_memory();
    }
    mem_region_free(making.region);
    return result;
}

Value code_new_from_arguments(Type *type, Value *args, size_t count, Tuple *names) {
    if (!arguments_check("code", count, names, REQUIRED_FIELDS, FIELD_COUNT))
        return NULL;
    Value given[FIELD_COUNT] = {NULL};
    for (size_t i = 0; i < count; i++) {
        given[i] = args[i];
        if (fields[i].type != &int_type && !is_instance_of(args[i], fields[i].type))
            return raise_type_error("code() argument %zu must be %s, not %N", i + 1,
                                    type_short_name(fields[i].type), args[i]);
    }
    return make(given, NULL);
}

Value code_replace(Value self, Value *args, size_t count, Tuple *keywords) {
    static Signature signature = SIGNATURE(
        "replace($self, /, *, co_argcount=-1, co_posonlyargcount=-1, co_kwonlyargcount=-1, "
        "co_nlocals=-1, co_stacksize=-1, co_flags=-1, co_code=b'', co_consts=(), co_names=(), "
        "co_varnames=(), co_filename='', co_name='', co_qualname='', co_firstlineno=-1, "
        "co_linetable=b'', co_exceptiontable=b'', co_freevars=(), co_cellvars=())");
    Value given[FIELD_COUNT];
    if (!arguments_bind(&signature, args, count, keywords, given))
        return NULL;
    for (int i = 0; i < FIELD_COUNT; i++)
        if (given[i] && fields[i].type != &int_type && !is_instance_of(given[i], fields[i].type))
            return raise_type_error("replace() argument '%s' must be %s, not %N", fields[i].name,
                                    type_short_name(fields[i].type), given[i]);
    return make(given, (CodeObject *)object_of(self));
}
