/* The unpickler's input and its type.
 *
 * Bytes come from a buffer or, as many as are asked for, from a file: never more, as the file may
 * go on behind the pickle. A frame is read at once. */
#include "lib/native/pickle/unpickler.h"

#include "lib/native/pickle/memo_proxy.h"
#include "vm/audit.h"
#include "vm/import.h"

#include <string.h>

/* ---- input ----------------------------------------------------------------------------------- */

static COLD void *raise_truncated(void) {
    return raise_unpickling("pickle data was truncated");
}

static bool set_data_steal(Unpickler *unpickler, Value data, const char *method) {
    if (!data)
        return false;
    if (!is_bytes(data)) {
        raise_type_error("%s() returned non-bytes object (%T)", method, data);
        decref(data);
        return false;
    }
    replace_value(&unpickler->data, data);
    unpickler->at = bytes_of(data)->data;
    unpickler->end = unpickler->at + bytes_of(data)->size;
    return true;
}

/* More than is there: from the file, if all of it is to come. */
const uint8_t *unpickler_take_more(Unpickler *unpickler, size_t size) {
    if (unpickler->at < unpickler->end || !unpickler->read)
        return raise_truncated();
    Value wanted = value_from_uint64(size);
    Value data = wanted ? call_1(unpickler->read, wanted) : NULL;
    decref_maybe(wanted);
    if (!set_data_steal(unpickler, data, "read"))
        return NULL;
    if ((size_t)(unpickler->end - unpickler->at) < size)
        return raise_truncated();
    const uint8_t *bytes = unpickler->at;
    unpickler->at += size;
    return bytes;
}

const uint8_t *unpickler_first_opcode(Unpickler *unpickler) {
    const uint8_t *op = unpickler_take(unpickler, 1);
    if (!op && unpickler->at == unpickler->end &&
        exception_clear_if(type_cast(unpickling_error.class)))
        raise_error(&exc_EOFError, "Ran out of input");
    return op;
}

bool unpickler_take_frame(Unpickler *unpickler, size_t size) {
    const uint8_t *bytes = unpickler_take(unpickler, size);
    if (bytes)
        unpickler->at = bytes;
    return bytes != NULL;
}

const uint8_t *unpickler_line(Unpickler *unpickler, size_t *size) {
    if (unpickler->at == unpickler->end && unpickler->readline &&
        !set_data_steal(unpickler, call_0(unpickler->readline), "readline"))
        return NULL;
    size_t there = (size_t)(unpickler->end - unpickler->at);
    const uint8_t *start = unpickler->at;
    const uint8_t *end = there ? memchr(start, '\n', there) : NULL;
    if (!end)
        return raise_truncated();
    *size = (size_t)(end - start);
    unpickler->at = end + 1;
    return start;
}

/* ---- classes --------------------------------------------------------------------------------- */

/* What Python 2 called otherwise. */
static bool map_from_python_2(Value *module, Value *name) {
    return pickle_map_names(pickle_shared.name_mapping, pickle_shared.import_mapping, module, name);
}

static Value find_class(Unpickler *unpickler, Value module_name, Value name) {
    if (!audit("pickle.find_class", "OO", module_name, name))
        return NULL;
    incref(module_name);
    incref(name);
    Value result = NULL;
    if (unpickler->protocol >= 3 || !unpickler->fix_imports ||
        map_from_python_2(&module_name, &name)) {
        Value module = import_module(str_of(module_name));
        if (module)
            result = unpickler->protocol >= 4 ? pickle_get_path(module, str_of(name), NULL)
                                              : attribute_get(module, str_of(name));
        decref_maybe(module);
    }
    decref(module_name);
    decref(name);
    return result;
}

static Value method_find_class(Value self, Value *args) {
    if (!is_str(args[0]) || !is_str(args[1]))
        return raise_type_error("find_class() arguments must be str");
    return find_class(unpickler_of(self), args[0], args[1]);
}

Value unpickler_find_class(Unpickler *unpickler, Value module, Value name) {
    Value self = value_of(unpickler);
    if (type_of(self) == &unpickler_type)
        return find_class(unpickler, module, name);
    Str *method = str_interned("find_class");
    Value result = method ? call_method_2(self, method, module, name) : NULL;
    decref_maybe(value_of(method));
    return result;
}

/* ---- making and loading ---------------------------------------------------------------------- */

void unpickler_memo_clear(Unpickler *unpickler) {
    Value *memo = unpickler->memo;
    size_t capacity = unpickler->memo_capacity;
    unpickler->memo = NULL;
    unpickler->memo_capacity = unpickler->memo_count = 0;
    for (size_t i = 0; i < capacity; i++)
        decref_maybe(memo[i]);
    mem_free(memo);
}

static void reset_machine(Unpickler *unpickler) {
    while (unpickler->count > 0)
        decref_maybe(unpickler->stack[--unpickler->count]);
    unpickler->mark_count = 0;
}

static bool set_text(Value *field, Value value, const char *fallback, const char *name) {
    if (value && !is_str(value))
        return raise_type_error("%s must be str, not %T", name, value);
    replace_value(field, value ? own(value) : value_of(str_interned(fallback)));
    return *field != NULL;
}

/* fix_imports, encoding, errors, buffers, as load and loads have them. */
static bool set_options(Unpickler *unpickler, Value *options) {
    Answer fix = options[0] ? object_truth(options[0]) : ANSWER_YES;
    unpickler->fix_imports = fix == ANSWER_YES;
    if (fix == ANSWER_ERROR || !set_text(&unpickler->encoding, options[1], "ASCII", "encoding") ||
        !set_text(&unpickler->errors, options[2], "strict", "errors"))
        return false;
    if (options[3] && options[3] != NONE) {
        Value buffers = object_iter(options[3]);
        if (!buffers)
            return false;
        replace_value(&unpickler->buffers, buffers);
    }
    return true;
}

static Unpickler *unpickler_new_of(Type *type) {
    Unpickler *unpickler = type_allocate(type, 0);
    if (!unpickler)
        return NULL;
    mem_gc_track(unpickler);
    return unpickler;
}

static bool find_method(Value object, const char *text, Value *method) {
    Str *name = str_interned(text);
    if (!name)
        return false;
    Value found = NULL;
    Lookup lookup = attribute_lookup(object, name, &found);
    GIVE_UP(name);
    if (lookup == LOOKUP_FOUND)
        replace_value(method, found);
    else if (lookup == LOOKUP_MISSING)
        return raise_type_error("file must have 'read' and 'readline' attributes");
    return lookup != LOOKUP_ERROR;
}

static bool set_file(Unpickler *unpickler, Value file) {
    return find_method(file, "read", &unpickler->read) &&
           find_method(file, "readline", &unpickler->readline);
}

static Value load(Unpickler *unpickler) {
    if (unpickler->running)
        return raise_runtime_error("Unpickler object is already used");
    Value self = value_of(unpickler);
    if (!pickle_find_hook(self, &unpickler_type, "persistent_load", unpickler->persistent_load,
                          &unpickler->persistent_method))
        return NULL;
    unpickler->running = true;
    unpickler->protocol = 0;
    Value result = unpickler_run(unpickler);
    unpickler->running = false;
    reset_machine(unpickler);
    clear_value(&unpickler->persistent_method);
    return result;
}

static Value unpickler_new(Type *type, Value *args, size_t count, Tuple *names) {
    return value_of(unpickler_new_of(type));
}

static bool unpickler_init(Value self, Value *args, size_t count, Tuple *names) {
    static Signature signature = SIGNATURE("Unpickler(file, *, fix_imports=True, encoding='ASCII', "
                                           "errors='strict', buffers=())");
    Value bound[5];
    Unpickler *unpickler = unpickler_of(self);
    /* The file last: who has one has everything. */
    if (!arguments_bind(&signature, args, count, names, bound) ||
        !set_options(unpickler, bound + 1) || !set_file(unpickler, bound[0]))
        return false;
    unpickler_memo_clear(unpickler);
    return true;
}

static Value unpickler_load(Value self, Value *args) {
    Unpickler *unpickler = unpickler_of(self);
    if (!unpickler->read)
        return raise_unpickling("Unpickler.__init__() was not called by %s.__init__()",
                                type_name_of(self));
    return load(unpickler);
}

Value pickle_load(Value module, Value *args) {
    Unpickler *unpickler = unpickler_new_of(&unpickler_type);
    Value result = NULL;
    if (unpickler && set_file(unpickler, args[0]) && set_options(unpickler, args + 1))
        result = load(unpickler);
    decref_maybe(value_of(unpickler));
    return result;
}

Value pickle_loads(Value module, Value *args) {
    Unpickler *unpickler = unpickler_new_of(&unpickler_type);
    Value result = NULL;
    if (unpickler && set_options(unpickler, args + 1) &&
        buffer_get(args[0], &unpickler->buffer, false)) {
        unpickler->at = unpickler->buffer.bytes;
        unpickler->end = unpickler->at + unpickler->buffer.size;
        result = load(unpickler);
    }
    decref_maybe(value_of(unpickler));
    return result;
}

/* ---- the type -------------------------------------------------------------------------------- */

static void drop_fields(Unpickler *unpickler) {
    reset_machine(unpickler);
    unpickler_memo_clear(unpickler);
    clear_value(&unpickler->data);
    unpickler->at = unpickler->end = NULL;
    clear_value(&unpickler->read);
    clear_value(&unpickler->readline);
    clear_value(&unpickler->persistent_load);
    clear_value(&unpickler->persistent_method);
    clear_value(&unpickler->buffers);
    clear_value(&unpickler->encoding);
    clear_value(&unpickler->errors);
}

static void unpickler_dealloc(Object *object) {
    Unpickler *unpickler = (Unpickler *)object;
    mem_gc_untrack(object);
    drop_fields(unpickler);
    if (unpickler->buffer.owner)
        buffer_release(&unpickler->buffer);
    mem_free(unpickler->stack);
    mem_free(unpickler->marks);
    mem_object_free(object, ((Type *)object->type)->mem.basic_size);
}

static void unpickler_traverse(Object *object, MemVisit visit, void *context) {
    Unpickler *unpickler = (Unpickler *)object;
    for (size_t i = 0; i < unpickler->count; i++)
        visit_value(unpickler->stack[i], visit, context);
    for (size_t i = 0; i < unpickler->memo_capacity; i++)
        visit_value(unpickler->memo[i], visit, context);
    visit_value(unpickler->read, visit, context);
    visit_value(unpickler->readline, visit, context);
    visit_value(unpickler->persistent_load, visit, context);
    visit_value(unpickler->persistent_method, visit, context);
    visit_value(unpickler->buffers, visit, context);
}

static void unpickler_clear(Object *object) {
    Unpickler *unpickler = (Unpickler *)object;
    if (!unpickler->running)
        drop_fields(unpickler);
}

static Value unpickler_persistent_load(Value self, Value *args) {
    return raise_unpickling("A load persistent id instruction was encountered, but no "
                            "persistent_load function was specified.");
}

static Value unpickler_getattr(Value self, Str *name) {
    Value assigned = unpickler_of(self)->persistent_load;
    return assigned && str_equal_c(name, "persistent_load") ? own(assigned)
                                                            : attribute_get_generic(self, name);
}

static bool unpickler_setattr(Value self, Str *name, Value value) {
    if (!str_equal_c(name, "persistent_load"))
        return attribute_set_generic(self, name, value);
    if (!value && !unpickler_of(self)->persistent_load)
        return raise_attribute_error("persistent_load");
    replace_value(&unpickler_of(self)->persistent_load, own_maybe(value));
    return true;
}

static const NativeMethod methods[] = {
    NATIVE("persistent_load($self, pid, /)", unpickler_persistent_load, NULL),
    NATIVE("load($self, /)", unpickler_load,
           "Load a pickle.\n\nRead a pickled object representation from the open file object "
           "given\nin the constructor, and return the reconstituted object hierarchy\nspecified "
           "therein."),
    NATIVE("find_class($self, module_name, global_name, /)", method_find_class,
           "Return an object from a specified module."),
    NATIVE_END};

static const NativeGetSet getsets[] = {{"memo", unpickler_get_memo, unpickler_set_memo, NULL},
                                       {NULL, NULL, NULL, NULL}};

Type unpickler_type = {
    TYPE_INIT_CONTAINER("_pickle.Unpickler", sizeof(Unpickler), unpickler_dealloc,
                        unpickler_traverse, unpickler_clear),
    .flags = TYPE_BASE | TYPE_IMMUTABLE,
    .base = &object_type,
    .doc = "Unpickler(file, *, fix_imports=True, encoding='ASCII', errors='strict', "
           "buffers=())\n--\n\nThis takes a binary file for reading a pickle data stream.",
    .methods = methods,
    .getsets = getsets,
    .get_attr = unpickler_getattr,
    .set_attr = unpickler_setattr,
    .new = unpickler_new,
    .init = unpickler_init,
};
