/* Functions written in C, as module functions or bound methods, and the table of their signatures.
 *
 * A NativeMethod is constant; what is parsed of its signature text stands in a table keyed by its
 * address, shared by all callables made from it. */
#include "vm/import.h"
#include "vm/objects/function.h"
#include "vm/sandbox.h"
#include "vm/vm.h"

#include <string.h>

/* ---- signatures ------------------------------------------------------------------------------ */

typedef struct SignatureEntry {
    const NativeMethod *method; /* null: free */
    Signature *signature;
} SignatureEntry;

static SignatureEntry *table;
static size_t table_size, table_count; /* the size is a power of two; at most half is used */

static SignatureEntry *find(SignatureEntry *entries, size_t size, const NativeMethod *method) {
    size_t at = ((uintptr_t)method >> 3) * 0x9e3779b97f4a7c15u >> 20 & (size - 1);
    while (entries[at].method && entries[at].method != method)
        at = (at + 1) & (size - 1);
    return &entries[at];
}

static bool grow(void) {
    size_t size = table_size ? table_size * 2 : 1024;
    SignatureEntry *entries = mem_raw_calloc(size, sizeof *entries);
    if (!entries)
        return false;
    for (size_t i = 0; i < table_size; i++)
        if (table[i].method)
            *find(entries, size, table[i].method) = table[i];
    mem_raw_free(table);
    table = entries;
    table_size = size;
    return true;
}

Signature *native_signature(const NativeMethod *method) {
    if (table_count * 2 >= table_size && !grow())
        return raise_no_memory();
    SignatureEntry *entry = find(table, table_size, method);
    if (!entry->method) {
        Signature *signature = mem_raw_calloc(1, sizeof *signature);
        if (!signature)
            return raise_no_memory();
        signature->text = method->signature;
        entry->method = method;
        entry->signature = signature;
        table_count++;
    }
    return entry->signature;
}

void native_signatures_fini(void) {
    for (size_t i = 0; i < table_size; i++)
        mem_raw_free(table[i].signature);
    mem_raw_free(table);
    table = NULL;
    table_size = table_count = 0;
}

/* ---- life ------------------------------------------------------------------------------------ */

static NativeCallable *callable_from(Value self) {
    return (NativeCallable *)object_of(self);
}

/* Functions of builtins are known by their own names. */
static const char *module_label(const char *name) {
    return strcmp(name, "builtins") == 0 ? NULL : name;
}

Value native_function_new(const NativeMethod *method, Value self, Value module) {
    method = sandbox_method(method, module);
    Signature *signature = native_signature(method);
    if (!signature)
        return NULL;
    NativeCallable *callable = mem_object_new(&native_function_type.mem, sizeof *callable);
    if (!callable)
        return raise_no_memory();
    if (self && has_type(self, &module_type) && ((Module *)object_of(self))->native)
        signature->owner = module_label(((Module *)object_of(self))->native->name);
    callable->method = method;
    callable->signature = signature;
    callable->self = own_maybe(self);
    callable->module = own_maybe(module);
    callable->owner = NULL;
    mem_gc_track(callable);
    return value_of(callable);
}

static void clear(Object *object) {
    NativeCallable *callable = (NativeCallable *)object;
    clear_value(&callable->self);
    clear_value(&callable->module);
}

static void dealloc(Object *object) {
    mem_gc_untrack(object);
    clear(object);
    mem_object_free(object, object->type->basic_size);
}

static void traverse(Object *object, MemVisit visit, void *context) {
    NativeCallable *callable = (NativeCallable *)object;
    visit_value(callable->self, visit, context);
    visit_value(callable->module, visit, context);
}

static Value call_native(Value self, Value *args, size_t count, Tuple *keywords) {
    NativeCallable *callable = callable_from(self);
    incref(self);
    Value result =
        native_call(callable->method, callable->signature, callable->self, args, count, keywords);
    decref(self);
    return result;
}

/* ---- attributes ------------------------------------------------------------------------------ */

static size_t name_length(const NativeMethod *method) {
    return strcspn(method->signature, "(");
}

Str *native_method_name(const NativeMethod *method) {
    return str_from_ascii(method->signature, name_length(method));
}

static Value native_method_text_signature(const NativeMethod *method) {
    const char *text = method->signature + name_length(method);
    return *text ? value_of(str_from_c(text)) : NONE;
}

static Value native_method_doc(const NativeMethod *method) {
    return method->doc ? value_of(str_from_c(method->doc)) : NONE;
}

static Value name_get(Value self) {
    return value_of(native_method_name(callable_from(self)->method));
}

/* The class's name in front, unless it is a function of a module. */
/* What it belongs to: its self, a static method's class; null for nothing. */
static Value bound_to(const NativeCallable *callable) {
    if (!callable->self && callable->method->kind == NATIVE_STATIC && callable->owner)
        return value_of(callable->owner);
    return callable->self;
}

static Value qualname_get(Value self) {
    NativeCallable *callable = callable_from(self);
    Str *name = native_method_name(callable->method);
    Value self_or_owner = bound_to(callable);
    if (!name || !self_or_owner || is_instance_of(self_or_owner, &module_type))
        return value_of(name);
    Value type = is_type(self_or_owner) ? self_or_owner : value_of(type_of(self_or_owner));
    Value owner = attribute_get(type, names.__qualname__);
    Str *result = owner ? str_format("%S.%U", owner, name) : NULL;
    decref_maybe(owner);
    GIVE_UP(name);
    return value_of(result);
}

static Value self_get(Value self) {
    Value bound = callable_from(self)->self;
    return own(bound ? bound : NONE);
}

static Value doc_get(Value self) {
    return native_method_doc(callable_from(self)->method);
}

static Value text_signature_get(Value self) {
    return native_method_text_signature(callable_from(self)->method);
}

static Value module_get(Value self) {
    Value module = callable_from(self)->module;
    return own(module ? module : NONE);
}

static bool module_set(Value self, Value value) {
    replace_value(&callable_from(self)->module, own_maybe(value));
    return true;
}

static bool is_module_function(const NativeCallable *callable) {
    Value self_or_owner = bound_to(callable);
    return !self_or_owner || is_instance_of(self_or_owner, &module_type);
}

static Value repr(Value self) {
    NativeCallable *callable = callable_from(self);
    Str *name = native_method_name(callable->method);
    if (!name)
        return NULL;
    Str *text;
    if (is_module_function(callable))
        text = str_format("<built-in function %U>", name);
    else {
        char address[32];
        snprintf(address, sizeof address, "%p", (void *)bound_to(callable));
        text = str_format("<built-in method %U of %s object at %s>", name,
                          type_name_of(bound_to(callable)), address);
    }
    GIVE_UP(name);
    return value_of(text);
}

static Value compare(Value self, Value other, CompareOp op) {
    if ((op != COMPARE_EQ && op != COMPARE_NE) || !has_type(other, &native_function_type))
        return NOT_IMPLEMENTED;
    NativeCallable *left = callable_from(self), *right = callable_from(other);
    bool equal = left->self == right->self && left->method == right->method;
    return value_of_bool((op == COMPARE_EQ) == equal);
}

static Hash hash(Value self) {
    NativeCallable *callable = callable_from(self);
    uintptr_t word = (uintptr_t)callable->self ^ (uintptr_t)callable->method;
    return (Hash)(word >> 4);
}

/* Pickled by name, methods as getattr(self, name). */
static Value reduce(Value self, Value *args) {
    NativeCallable *callable = callable_from(self);
    if (is_module_function(callable))
        return name_get(self);
    Value getter = builtin_lookup("getattr");
    Value name = getter ? name_get(self) : NULL;
    Tuple *arguments = name ? tuple_pack(2, bound_to(callable), name) : NULL;
    Tuple *result = arguments ? tuple_pack(2, getter, value_of(arguments)) : NULL;
    decref_maybe(getter);
    decref_maybe(name);
    if (arguments)
        GIVE_UP(arguments);
    return value_of(result);
}

static const NativeMethod methods[] = {
    NATIVE("__reduce__($self, /)", reduce, NULL),
    NATIVE_END,
};

static const NativeGetSet getsets[] = {
    {"__name__", name_get, NULL, NULL},
    {"__qualname__", qualname_get, NULL, NULL},
    {"__self__", self_get, NULL, NULL},
    {"__doc__", doc_get, NULL, NULL},
    {"__text_signature__", text_signature_get, NULL, NULL},
    {"__module__", module_get, module_set, NULL},
    {NULL, NULL, NULL, NULL},
};

Type native_function_type = {
    TYPE_INIT_CONTAINER("builtin_function_or_method", sizeof(NativeCallable), dealloc, traverse,
                        clear),
    .flags = TYPE_NO_INSTANTIATION | TYPE_DEFAULT_GETATTR,
    .accepts_weakrefs = true,
    .repr = repr,
    .hash = hash,
    .compare = compare,
    .call = call_native,
    .get_attr = attribute_get_generic,
    .set_attr = attribute_set_generic,
    .methods = methods,
    .getsets = getsets,
};
