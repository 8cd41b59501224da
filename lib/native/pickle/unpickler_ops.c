/* The unpickler's machine: one function for each family of opcodes, one switch over all. */
#include "lib/native/pickle/unpickler.h"
#include "vm/codecs.h"
#include "vm/import.h"

#include <string.h>

/* ---- stack, marks, memo ---------------------------------------------------------------------- */

static COLD void *raise_underflow(const Unpickler *unpickler) {
    return unpickler->mark_count ? raise_unpickling("unexpected MARK found")
                                 : raise_unpickling("unpickling stack underflow");
}

static bool push_steal(Unpickler *u, Value value) {
    if (!value)
        return false;
    if (u->count == u->capacity) {
        size_t capacity = u->capacity ? u->capacity * 2 : 64;
        Value *stack = mem_realloc(u->stack, capacity * sizeof *stack);
        if (!stack) {
            decref(value);
            return raise_no_memory();
        }
        u->stack = stack;
        u->capacity = capacity;
    }
    u->stack[u->count++] = value;
    return true;
}

/* Below this nothing may be popped. */
static size_t floor_of(const Unpickler *u) {
    return u->mark_count ? u->marks[u->mark_count - 1] : 0;
}

static Value pop(Unpickler *u) {
    return u->count > floor_of(u) ? u->stack[--u->count] : raise_underflow(u);
}

static Value top_borrowed(const Unpickler *u) {
    return u->count > floor_of(u) ? u->stack[u->count - 1] : raise_underflow(u);
}

static bool push_mark(Unpickler *u) {
    if (u->mark_count == u->mark_capacity) {
        size_t capacity = u->mark_capacity ? u->mark_capacity * 2 : 20;
        size_t *marks = mem_realloc(u->marks, capacity * sizeof *marks);
        if (!marks)
            return raise_no_memory();
        u->marks = marks;
        u->mark_capacity = capacity;
    }
    u->marks[u->mark_count++] = u->count;
    return true;
}

static bool pop_mark(Unpickler *u, size_t *start) {
    if (u->mark_count == 0)
        return raise_unpickling("could not find MARK");
    *start = u->marks[--u->mark_count];
    return true;
}

static void drop_to(Unpickler *u, size_t start) {
    while (u->count > start)
        decref(u->stack[--u->count]);
}

/* What lies above the last mark, as a tuple or list. */
static Tuple *pop_tuple(Unpickler *u) {
    size_t start;
    if (!pop_mark(u, &start))
        return NULL;
    Tuple *tuple = tuple_from_array_steal(u->stack + start, u->count - start);
    u->count = start;
    return tuple;
}

static List *pop_list(Unpickler *u) {
    size_t start;
    if (!pop_mark(u, &start))
        return NULL;
    List *list = list_from_array_steal(u->stack + start, u->count - start);
    u->count = start;
    return list;
}

static bool memo_put(Unpickler *u, uint64_t number) {
    Value value = top_borrowed(u);
    if (!value)
        return false;
    if (number >= u->memo_capacity) {
        size_t capacity = u->memo_capacity ? u->memo_capacity * 2 : 64;
        if (number > PTRDIFF_MAX / 4 / sizeof(Value))
            return raise_no_memory();
        while (capacity <= number)
            capacity *= 2;
        Value *memo = mem_realloc(u->memo, capacity * sizeof *memo);
        if (!memo)
            return raise_no_memory();
        memset(memo + u->memo_capacity, 0, (capacity - u->memo_capacity) * sizeof *memo);
        u->memo = memo;
        u->memo_capacity = capacity;
    }
    u->memo_count += !u->memo[number];
    replace_value(&u->memo[number], own(value));
    return true;
}

static bool memo_get(Unpickler *u, uint64_t number) {
    if (number >= u->memo_capacity || !u->memo[number])
        return raise_unpickling("Memo value not found at index %zu", (size_t)number);
    return push_steal(u, own(u->memo[number]));
}

/* ---- arguments of opcodes -------------------------------------------------------------------- */

static bool read_number(Unpickler *u, size_t bytes, uint64_t *number) {
    const uint8_t *text = unpickler_take(u, bytes);
    if (!text)
        return false;
    *number = 0;
    for (size_t i = bytes; i-- > 0;)
        *number = *number << 8 | text[i];
    return true;
}

static bool read_size(Unpickler *u, size_t bytes, const char *what, size_t *size) {
    uint64_t number;
    if (!read_number(u, bytes, &number))
        return false;
    if (number > PTRDIFF_MAX)
        return raise_overflow_error("%s exceeds system's maximum size of %zd bytes", what,
                                    (ptrdiff_t)PTRDIFF_MAX);
    *size = (size_t)number;
    return true;
}

static bool read_decimal(Unpickler *u, uint64_t *number) {
    size_t size;
    const uint8_t *text = unpickler_line(u, &size);
    if (!text)
        return false;
    Str *digits = str_from_latin1(text, size);
    Value value = digits ? call_1(value_of(&int_type), value_of(digits)) : NULL;
    decref_maybe(value_of(digits));
    if (!value)
        return false;
    bool negative = int_sign(value) < 0;
    bool fine = !negative && int_as_uint64(value, number);
    decref(value);
    return fine || (negative && raise_value_error("negative PUT argument"));
}

/* ---- numbers --------------------------------------------------------------------------------- */

static Value int_of_text(const uint8_t *text, size_t size) {
    Str *digits = str_from_latin1(text, size);
    Value number =
        digits ? call_2(value_of(&int_type), value_of(digits), value_of_small_int(0)) : NULL;
    decref_maybe(value_of(digits));
    return number;
}

static bool load_int(Unpickler *u) {
    size_t size;
    const uint8_t *text = unpickler_line(u, &size);
    if (!text)
        return false;
    if (size == 2 && text[0] == '0' && (text[1] == '0' || text[1] == '1'))
        return push_steal(u, value_of_bool(text[1] == '1'));
    Value number = int_of_text(text, size);
    if (!number && exception_clear_if(&exc_ValueError))
        raise_value_error("could not convert string to int");
    return push_steal(u, number);
}

static bool load_long(Unpickler *u) {
    size_t size;
    const uint8_t *text = unpickler_line(u, &size);
    if (!text)
        return false;
    if (size && text[size - 1] == 'L')
        size--;
    return push_steal(u, int_of_text(text, size));
}

static bool load_binint(Unpickler *u, size_t bytes) {
    uint64_t number;
    if (!read_number(u, bytes, &number))
        return false;
    return push_steal(u, value_of_small_int(bytes == 4 ? (int32_t)number : (int64_t)number));
}

static bool load_long_bytes(Unpickler *u, size_t size_bytes) {
    uint64_t size;
    if (!read_number(u, size_bytes, &size))
        return false;
    if (size_bytes == 4 && (int32_t)size < 0)
        return raise_unpickling("LONG pickle has negative byte count");
    const uint8_t *bytes = unpickler_take(u, (size_t)size);
    if (!bytes)
        return false;
    return push_steal(u, size ? int_from_bytes(bytes, (size_t)size, true, true)
                              : value_of_small_int(0));
}

static bool load_float(Unpickler *u) {
    size_t size;
    double number;
    const uint8_t *text = unpickler_line(u, &size);
    if (!text)
        return false;
    if (!float_from_text((const char *)text, size, &number))
        return raise_value_error("could not convert string to float");
    return push_steal(u, float_new(number));
}

static bool load_binfloat(Unpickler *u) {
    const uint8_t *bytes = unpickler_take(u, 8);
    if (!bytes)
        return false;
    uint64_t bits;
    double number;
    memcpy(&bits, bytes, sizeof bits);
    bits = __builtin_bswap64(bits);
    memcpy(&number, &bits, sizeof number);
    return push_steal(u, float_new(number));
}

/* ---- bytes and text -------------------------------------------------------------------------- */

/* A str of Python 2: text in the encoding that was given, or bytes. */
static Value decode_string_steal(Unpickler *u, Value bytes) {
    if (!bytes || str_equal_c(str_of(u->encoding), "bytes"))
        return bytes;
    Str *name = str_interned("decode");
    Value text = name ? call_method_2(bytes, name, u->encoding, u->errors) : NULL;
    decref_maybe(value_of(name));
    decref(bytes);
    return text;
}

static bool load_string(Unpickler *u) {
    size_t size;
    const uint8_t *text = unpickler_line(u, &size);
    if (!text)
        return false;
    if (size < 2 || text[0] != text[size - 1] || (text[0] != '"' && text[0] != '\''))
        return raise_unpickling("the STRING opcode argument must be quoted");
    Bytes *raw = bytes_new(text + 1, size - 2);
    Value decode = raw ? import_attribute("_codecs", "escape_decode") : NULL;
    Value pair = decode ? call_1(decode, value_of(raw)) : NULL;
    Value bytes = pair ? own(tuple_of(pair)->items[0]) : NULL;
    decref_maybe(value_of(raw));
    decref_maybe(decode);
    decref_maybe(pair);
    return push_steal(u, decode_string_steal(u, bytes));
}

static bool load_binstring(Unpickler *u, size_t size_bytes) {
    uint64_t size;
    if (!read_number(u, size_bytes, &size))
        return false;
    if (size_bytes == 4 && (int32_t)size < 0)
        return raise_unpickling("BINSTRING pickle has negative byte count");
    const uint8_t *bytes = unpickler_take(u, (size_t)size);
    return bytes && push_steal(u, decode_string_steal(u, value_of(bytes_new(bytes, (size_t)size))));
}

static bool load_binbytes(Unpickler *u, size_t size_bytes) {
    size_t size;
    if (!read_size(u, size_bytes, "BINBYTES", &size))
        return false;
    const uint8_t *bytes = unpickler_take(u, size);
    return bytes && push_steal(u, value_of(bytes_new(bytes, size)));
}

static bool load_bytearray(Unpickler *u) {
    size_t size;
    if (!read_size(u, 8, "BYTEARRAY8", &size))
        return false;
    const uint8_t *bytes = unpickler_take(u, size);
    return bytes && push_steal(u, bytearray_new(bytes, size));
}

static bool load_raw_text(Unpickler *u) {
    size_t size;
    const uint8_t *text = unpickler_line(u, &size);
    if (!text)
        return false;
    Bytes *bytes = bytes_new(text, size);
    Value decode = bytes ? import_attribute("_codecs", "raw_unicode_escape_decode") : NULL;
    Value pair = decode ? call_1(decode, value_of(bytes)) : NULL;
    Value result = pair ? own(tuple_of(pair)->items[0]) : NULL;
    decref_maybe(value_of(bytes));
    decref_maybe(decode);
    decref_maybe(pair);
    return push_steal(u, result);
}

static bool load_text(Unpickler *u, size_t size_bytes) {
    size_t size;
    if (!read_size(u, size_bytes, "BINUNICODE", &size))
        return false;
    const uint8_t *bytes = unpickler_take(u, size);
    if (!bytes)
        return false;
    Str *text = str_from_utf8((const char *)bytes, size);
    if (!text && exception_clear_if(&exc_UnicodeDecodeError))
        text = str_from_wtf8((const char *)bytes, size);
    return push_steal(u, value_of(text));
}

static bool load_next_buffer(Unpickler *u) {
    if (!u->buffers)
        return raise_unpickling("pickle stream refers to out-of-band data but no *buffers* "
                                "argument was given");
    Value buffer;
    Next next = iterator_next(u->buffers, &buffer);
    if (next == NEXT_DONE)
        return raise_unpickling("not enough out-of-band buffers");
    return next == NEXT_ITEM && push_steal(u, buffer);
}

static bool load_readonly_buffer(Unpickler *u) {
    Value object = top_borrowed(u);
    Buffer buffer;
    if (!object || !buffer_get_any(object, &buffer, false))
        return false;
    bool read_only = buffer.read_only;
    buffer_release(&buffer);
    if (read_only)
        return true;
    Value view = call_1(value_of(&memoryview_type), object);
    Str *name = view ? str_interned("toreadonly") : NULL;
    Value safe = name ? call_method_0(view, name) : NULL;
    decref_maybe(view);
    decref_maybe(value_of(name));
    if (safe)
        replace_value(&u->stack[u->count - 1], safe);
    return safe != NULL;
}

/* ---- containers ------------------------------------------------------------------------------ */

static bool load_short_tuple(Unpickler *u, size_t size) {
    if (u->count < floor_of(u) + size)
        return raise_underflow(u) != NULL;
    Tuple *tuple = tuple_from_array_steal(u->stack + u->count - size, size);
    u->count -= size;
    return push_steal(u, value_of(tuple));
}

/* Calls target.method(items...) for each item above `start`. */
static bool call_for_each(Unpickler *u, Value target, Value method, size_t start) {
    bool fine = method != NULL;
    for (size_t i = start; fine && i < u->count; i++) {
        Value result = call_1(method, u->stack[i]);
        decref_maybe(result);
        fine = result != NULL;
    }
    decref_maybe(method);
    drop_to(u, start);
    return fine;
}

static Value method_of(Value target, const char *text) {
    Str *name = str_interned(text);
    Value method = name ? attribute_get(target, name) : NULL;
    decref_maybe(value_of(name));
    return method;
}

static bool append_items(Unpickler *u, size_t start) {
    if (start <= floor_of(u) || start == 0)
        return raise_underflow(u) != NULL;
    Value target = u->stack[start - 1];
    if (u->count == start)
        return true;
    if (is_exact_list(target)) {
        for (size_t i = start; i < u->count; i++)
            if (!list_append(list_of(target), u->stack[i]))
                return false;
        drop_to(u, start);
        return true;
    }
    Str *name = str_interned("extend");
    Value extend = NULL;
    if (!name)
        return false;
    Lookup found = attribute_lookup(target, name, &extend);
    GIVE_UP(name);
    if (found == LOOKUP_ERROR)
        return false;
    if (found == LOOKUP_MISSING)
        return call_for_each(u, target, method_of(target, "append"), start);
    List *items = list_from_array(u->stack + start, u->count - start);
    Value result = items ? call_1(extend, value_of(items)) : NULL;
    decref(extend);
    decref_maybe(value_of(items));
    decref_maybe(result);
    drop_to(u, start);
    return result != NULL;
}

static bool set_items(Unpickler *u, size_t start) {
    if (start <= floor_of(u) || start == 0)
        return raise_underflow(u) != NULL;
    if ((u->count - start) % 2)
        return raise_unpickling("odd number of items for SETITEMS");
    Value target = u->stack[start - 1];
    bool is_plain = is_exact_dict(target);
    for (size_t i = start; i < u->count; i += 2)
        if (is_plain ? !dict_set(dict_of(target), u->stack[i], u->stack[i + 1])
                     : !object_set_item(target, u->stack[i], u->stack[i + 1]))
            return false;
    drop_to(u, start);
    return true;
}

static bool load_dict(Unpickler *u) {
    size_t start;
    if (!pop_mark(u, &start))
        return false;
    if ((u->count - start) % 2)
        return raise_unpickling("odd number of items for DICT");
    Dict *dict = dict_new();
    bool fine = dict != NULL;
    for (size_t i = start; fine && i < u->count; i += 2)
        fine = dict_set(dict, u->stack[i], u->stack[i + 1]);
    drop_to(u, start);
    if (fine)
        return push_steal(u, value_of(dict));
    decref_maybe(value_of(dict));
    return false;
}

static bool add_items(Unpickler *u) {
    size_t start;
    if (!pop_mark(u, &start))
        return false;
    if (start <= floor_of(u) || start == 0)
        return raise_underflow(u) != NULL;
    Value target = u->stack[start - 1];
    return u->count == start || call_for_each(u, target, method_of(target, "add"), start);
}

static bool load_frozenset(Unpickler *u) {
    List *items = pop_list(u);
    Value result = items ? call_1(value_of(&frozenset_type), value_of(items)) : NULL;
    decref_maybe(value_of(items));
    return push_steal(u, result);
}

/* ---- globals and calls ----------------------------------------------------------------------- */

static Value line_as_str(Unpickler *u, bool utf8) {
    size_t size;
    const uint8_t *text = unpickler_line(u, &size);
    if (!text)
        return NULL;
    if (utf8)
        return value_of(str_from_utf8((const char *)text, size));
    for (size_t i = 0; i < size; i++)
        if (text[i] >= 128)
            return raise_unpickling("pickle data was truncated");
    return value_of(str_from_ascii((const char *)text, size));
}

static bool load_global(Unpickler *u) {
    Value module = line_as_str(u, true), name = module ? line_as_str(u, true) : NULL;
    Value found = name ? unpickler_find_class(u, module, name) : NULL;
    decref_maybe(module);
    decref_maybe(name);
    return push_steal(u, found);
}

static bool load_stack_global(Unpickler *u) {
    Value name = pop(u), module = name ? pop(u) : NULL, found = NULL;
    if (module) {
        if (is_exact_str(name) && is_exact_str(module))
            found = unpickler_find_class(u, module, name);
        else
            raise_unpickling("STACK_GLOBAL requires str");
    }
    decref_maybe(name);
    decref_maybe(module);
    return push_steal(u, found);
}

static bool load_extension(Unpickler *u, size_t bytes) {
    uint64_t number;
    Value found = NULL, pair = NULL;
    if (!read_number(u, bytes, &number))
        return false;
    if (number == 0 || (bytes == 4 && number > INT32_MAX))
        return raise_unpickling("EXT specifies code <= 0");
    Value code = value_of_small_int((int64_t)number);
    Lookup lookup = dict_lookup(dict_of(pickle_shared.extension_cache), code, &found);
    if (lookup != LOOKUP_MISSING)
        return lookup == LOOKUP_FOUND && push_steal(u, found);
    lookup = dict_lookup(dict_of(pickle_shared.inverted_registry), code, &pair);
    if (lookup == LOOKUP_MISSING)
        return raise_value_error("unregistered extension code %zu", (size_t)number);
    if (lookup == LOOKUP_ERROR)
        return false;
    if (is_tuple(pair) && tuple_of(pair)->count == 2 && is_str(tuple_of(pair)->items[0]) &&
        is_str(tuple_of(pair)->items[1]))
        found = unpickler_find_class(u, tuple_of(pair)->items[0], tuple_of(pair)->items[1]);
    else
        raise_value_error("_inverted_registry[%zu] isn't a 2-tuple of strings", (size_t)number);
    decref(pair);
    if (found && !dict_set(dict_of(pickle_shared.extension_cache), code, found))
        clear_value(&found);
    return push_steal(u, found);
}

static bool load_reduce(Unpickler *u) {
    Value args = pop(u), function = args ? pop(u) : NULL, result = NULL;
    if (function) {
        if (is_tuple(args))
            result = call_tuple(function, tuple_of(args), NULL);
        else
            raise_type_error("argument list must be a tuple");
    }
    decref_maybe(args);
    decref_maybe(function);
    return push_steal(u, result);
}

/* class.__new__(class, *args, **keywords) */
static Value make_new(Value class, Value args, Value keywords, const char *op) {
    if (!is_type(class))
        return raise_unpickling("%s class argument must be a type, not %T", op, class);
    if (!is_tuple(args))
        return raise_unpickling("%s args argument must be a tuple, not %T", op, args);
    if (keywords && !is_dict(keywords))
        return raise_unpickling("%s kwargs argument must be a dict, not %T", op, keywords);
    const Tuple *given = tuple_of(args);
    Value make = attribute_get(class, names.__new__);
    Tuple *all = make ? tuple_new(given->count + 1) : NULL;
    Value result = NULL;
    if (all) {
        all->items[0] = own(class);
        for (size_t i = 0; i < given->count; i++)
            all->items[1 + i] = own(given->items[i]);
        result = call_tuple(make, all, keywords ? dict_of(keywords) : NULL);
    }
    decref_maybe(make);
    decref_maybe(value_of(all));
    return result;
}

static bool load_newobj(Unpickler *u, bool with_keywords) {
    Value keywords = NULL;
    if (with_keywords && !(keywords = pop(u)))
        return false;
    Value args = pop(u), class = args ? pop(u) : NULL;
    Value result =
        class ? make_new(class, args, keywords, with_keywords ? "NEWOBJ_EX" : "NEWOBJ") : NULL;
    decref_maybe(keywords);
    decref_maybe(args);
    decref_maybe(class);
    return push_steal(u, result);
}

/* An instance of what may be a class without __init__ arguments (protocol 0 and 1). */
static Value instantiate(Value class, Tuple *args) {
    if (args->count == 0 && is_type(class)) {
        Str *name = str_interned("__getinitargs__");
        Value method = NULL;
        if (!name)
            return NULL;
        Lookup found = attribute_lookup(class, name, &method);
        GIVE_UP(name);
        decref_maybe(method);
        if (found == LOOKUP_ERROR)
            return NULL;
        if (found == LOOKUP_MISSING)
            return make_new(class, value_of(args), NULL, "OBJ");
    }
    return call_tuple(class, args, NULL);
}

static bool load_inst(Unpickler *u) {
    Value module = line_as_str(u, false), name = module ? line_as_str(u, false) : NULL;
    Value class = name ? unpickler_find_class(u, module, name) : NULL;
    Tuple *args = class ? pop_tuple(u) : NULL;
    Value result = args ? instantiate(class, args) : NULL;
    decref_maybe(module);
    decref_maybe(name);
    decref_maybe(class);
    decref_maybe(value_of(args));
    return push_steal(u, result);
}

static bool load_obj(Unpickler *u) {
    Tuple *all = pop_tuple(u);
    if (!all)
        return false;
    Value result = NULL;
    if (all->count == 0)
        raise_unpickling("unpickling stack underflow");
    else {
        Tuple *args = tuple_slice(all, 1, all->count);
        result = args ? instantiate(all->items[0], args) : NULL;
        decref_maybe(value_of(args));
    }
    GIVE_UP(all);
    return push_steal(u, result);
}

static bool load_persistent_steal(Unpickler *u, Value identity) {
    if (!identity)
        return false;
    if (!u->persistent_method) {
        decref(identity);
        return raise_unpickling("A load persistent id instruction was encountered, but no "
                                "persistent_load function was specified.");
    }
    Value result = call_1(u->persistent_method, identity);
    decref(identity);
    return push_steal(u, result);
}

static bool load_persid(Unpickler *u) {
    size_t size;
    const uint8_t *text = unpickler_line(u, &size);
    if (!text)
        return false;
    for (size_t i = 0; i < size; i++)
        if (text[i] >= 128)
            return raise_unpickling("persistent IDs in protocol 0 must be ASCII strings");
    return load_persistent_steal(u, value_of(str_from_ascii((const char *)text, size)));
}

/* ---- state ----------------------------------------------------------------------------------- */

/* Attributes from a dict, their names interned. */
static bool set_attributes(Value object, Value state, bool through_dict) {
    if (!is_dict(state))
        return through_dict ? raise_unpickling("state is not a dictionary")
                            : raise_unpickling("slot state is not a dictionary");
    Value target = through_dict ? attribute_get(object, names.__dict__) : own(object);
    if (!target)
        return false;
    List *pairs = dict_items_list(dict_of(state));
    bool fine = pairs != NULL;
    for (size_t i = 0; fine && i < pairs->count; i++) {
        Tuple *pair = tuple_of(pairs->items[i]);
        Value key = own(pair->items[0]);
        if (is_exact_str(key))
            key = value_of(str_intern_steal(str_of(key)));
        if (!key)
            fine = false;
        else if (through_dict)
            fine = object_set_item(target, key, pair->items[1]);
        else if (is_str(key))
            fine = attribute_set(target, str_of(key), pair->items[1]);
        else
            fine = raise_type_error("attribute name must be string, not '%T'", key);
        decref_maybe(key);
    }
    decref(target);
    decref_maybe(value_of(pairs));
    return fine;
}

static bool set_state(Value object, Value state) {
    Value setter = NULL;
    Lookup found = attribute_lookup(object, names.__setstate__, &setter);
    if (found == LOOKUP_ERROR)
        return false;
    if (found == LOOKUP_FOUND) {
        Value result = call_1(setter, state);
        decref(setter);
        decref_maybe(result);
        return result != NULL;
    }
    Value slots = NULL;
    if (is_tuple(state) && tuple_of(state)->count == 2) {
        slots = tuple_of(state)->items[1];
        state = tuple_of(state)->items[0];
    }
    return (state == NONE || set_attributes(object, state, true)) &&
           (!slots || slots == NONE || set_attributes(object, slots, false));
}

static bool load_build(Unpickler *u) {
    Value state = pop(u), object = state ? top_borrowed(u) : NULL;
    bool fine = object && set_state(object, state);
    decref_maybe(state);
    return fine;
}

/* ---- the machine ----------------------------------------------------------------------------- */

static bool load_proto(Unpickler *u) {
    uint64_t protocol;
    if (!read_number(u, 1, &protocol))
        return false;
    if (protocol > PROTOCOL_MAX)
        return raise_value_error("unsupported pickle protocol: %d", (int)protocol);
    u->protocol = (int)protocol;
    return true;
}

static bool load_frame(Unpickler *u) {
    size_t size;
    return read_size(u, 8, "FRAME length", &size) && unpickler_take_frame(u, size);
}

static bool load_pop(Unpickler *u) {
    if (u->mark_count && u->marks[u->mark_count - 1] == u->count) {
        u->mark_count--;
        return true;
    }
    Value value = pop(u);
    decref_maybe(value);
    return value != NULL;
}

static bool load_pop_mark(Unpickler *u) {
    size_t start;
    if (!pop_mark(u, &start))
        return false;
    drop_to(u, start);
    return true;
}

static bool load_marked_items(Unpickler *u, bool (*add)(Unpickler *, size_t)) {
    size_t start;
    return pop_mark(u, &start) && add(u, start);
}

static bool load_last_items(Unpickler *u, size_t count, bool (*add)(Unpickler *, size_t)) {
    if (u->count < count)
        return raise_underflow(u);
    return add(u, u->count - count);
}

static bool memo_op(Unpickler *u, size_t bytes, bool (*act)(Unpickler *, uint64_t)) {
    uint64_t number;
    return (bytes ? read_number(u, bytes, &number) : read_decimal(u, &number)) && act(u, number);
}

static bool push_top(Unpickler *u) {
    Value top = top_borrowed(u);
    return top && push_steal(u, own(top));
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
        return push_steal(u, NONE);
    case OP_NEWTRUE:
        return push_steal(u, TRUE_VALUE);
    case OP_NEWFALSE:
        return push_steal(u, FALSE_VALUE);
    case OP_BININT:
        return load_binint(u, 4);
    case OP_BININT1:
        return load_binint(u, 1);
    case OP_BININT2:
        return load_binint(u, 2);
    case OP_INT:
        return load_int(u);
    case OP_LONG:
        return load_long(u);
    case OP_LONG1:
        return load_long_bytes(u, 1);
    case OP_LONG4:
        return load_long_bytes(u, 4);
    case OP_FLOAT:
        return load_float(u);
    case OP_BINFLOAT:
        return load_binfloat(u);
    case OP_SHORT_BINUNICODE:
        return load_text(u, 1);
    case OP_BINUNICODE:
        return load_text(u, 4);
    case OP_BINUNICODE8:
        return load_text(u, 8);
    case OP_UNICODE:
        return load_raw_text(u);
    case OP_SHORT_BINBYTES:
        return load_binbytes(u, 1);
    case OP_BINBYTES:
        return load_binbytes(u, 4);
    case OP_BINBYTES8:
        return load_binbytes(u, 8);
    case OP_BYTEARRAY8:
        return load_bytearray(u);
    case OP_SHORT_BINSTRING:
        return load_binstring(u, 1);
    case OP_BINSTRING:
        return load_binstring(u, 4);
    case OP_STRING:
        return load_string(u);
    case OP_NEXT_BUFFER:
        return load_next_buffer(u);
    case OP_READONLY_BUFFER:
        return load_readonly_buffer(u);
    case OP_EMPTY_TUPLE:
        return push_steal(u, value_of(tuple_empty()));
    case OP_TUPLE1:
        return load_short_tuple(u, 1);
    case OP_TUPLE2:
        return load_short_tuple(u, 2);
    case OP_TUPLE3:
        return load_short_tuple(u, 3);
    case OP_TUPLE:
        return push_steal(u, value_of(pop_tuple(u)));
    case OP_EMPTY_LIST:
        return push_steal(u, value_of(list_new(0)));
    case OP_LIST:
        return push_steal(u, value_of(pop_list(u)));
    case OP_EMPTY_DICT:
        return push_steal(u, value_of(dict_new()));
    case OP_DICT:
        return load_dict(u);
    case OP_EMPTY_SET:
        return push_steal(u, call_0(value_of(&set_type)));
    case OP_FROZENSET:
        return load_frozenset(u);
    case OP_APPEND:
        return load_last_items(u, 1, append_items);
    case OP_APPENDS:
        return load_marked_items(u, append_items);
    case OP_SETITEM:
        return load_last_items(u, 2, set_items);
    case OP_SETITEMS:
        return load_marked_items(u, set_items);
    case OP_ADDITEMS:
        return add_items(u);
    case OP_MARK:
        return push_mark(u);
    case OP_POP:
        return load_pop(u);
    case OP_POP_MARK:
        return load_pop_mark(u);
    case OP_DUP:
        return push_top(u);
    case OP_MEMOIZE:
        return memo_put(u, u->memo_count);
    case OP_PUT:
        return memo_op(u, 0, memo_put);
    case OP_BINPUT:
        return memo_op(u, 1, memo_put);
    case OP_LONG_BINPUT:
        return memo_op(u, 4, memo_put);
    case OP_GET:
        return memo_op(u, 0, memo_get);
    case OP_BINGET:
        return memo_op(u, 1, memo_get);
    case OP_LONG_BINGET:
        return memo_op(u, 4, memo_get);
    case OP_GLOBAL:
        return load_global(u);
    case OP_STACK_GLOBAL:
        return load_stack_global(u);
    case OP_EXT1:
        return load_extension(u, 1);
    case OP_EXT2:
        return load_extension(u, 2);
    case OP_EXT4:
        return load_extension(u, 4);
    case OP_REDUCE:
        return load_reduce(u);
    case OP_NEWOBJ:
        return load_newobj(u, false);
    case OP_NEWOBJ_EX:
        return load_newobj(u, true);
    case OP_INST:
        return load_inst(u);
    case OP_OBJ:
        return load_obj(u);
    case OP_BUILD:
        return load_build(u);
    case OP_PERSID:
        return load_persid(u);
    case OP_BINPERSID:
        return load_persistent_steal(u, pop(u));
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
            return pop(u);
        if (!execute(u, *op))
            return NULL;
    }
}
