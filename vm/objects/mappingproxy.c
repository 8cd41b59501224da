/* mappingproxy: a mapping that cannot be changed through it, as a class's __dict__. */
#include "vm/arguments.h"
#include "vm/names.h"
#include "vm/objects/generic_alias.h"
#include "vm/objects/str.h"
#include "vm/objects/tuple.h"
#include "vm/operations.h"
#include "vm/raise.h"
#include "vm/type_internal.h"

typedef struct MappingProxy {
    Object header;
    Value mapping; /* owned */
} MappingProxy;

static Value mapping_of(Value self) {
    return ((MappingProxy *)(void *)object_of(self))->mapping;
}

/* A proxy of a proxy of a ...: every way in goes through here. */
static MUST_CHECK bool enter(void) {
    return recursion_enter(" in a mappingproxy");
}

static Value make(Type *type, Value mapping) {
    MappingProxy *proxy = type_allocate(type, 0);
    if (!proxy)
        return NULL;
    proxy->mapping = own(mapping);
    mem_gc_track(proxy);
    return value_of(proxy);
}

Value mappingproxy_new(Value mapping) {
    return make(&mappingproxy_type, mapping);
}

static Value new (Type *type, Value *args, size_t count, Tuple *names_given) {
    static Signature signature = SIGNATURE("mappingproxy(mapping)");
    Value bound[1];
    if (!arguments_bind(&signature, args, count, names_given, bound))
        return NULL;
    if (!type_of(bound[0])->get_item || is_tuple(bound[0]) || has_flag(bound[0], TYPE_IS_LIST))
        return raise_type_error("mappingproxy() argument must be a mapping, not %s",
                                type_name_of(bound[0]));
    return make(type, bound[0]);
}

static void dealloc(Object *object) {
    mem_gc_untrack(object);
    Value mapping = mapping_of(value_of(object));
    mem_object_free(object, object->type->basic_size);
    decref(mapping);
}

static void traverse(Object *object, MemVisit visit, void *context) {
    visit_value(mapping_of(value_of(object)), visit, context);
}

static Value repr(Value self) {
    return value_of(str_format("mappingproxy(%R)", mapping_of(self)));
}
static Value str(Value self) {
    return object_str(mapping_of(self));
}
static Hash hash(Value self) {
    return enter() ? object_hash(mapping_of(self)) : -1;
}
static Value compare(Value self, Value other, CompareOp op) {
    return object_compare(mapping_of(self), other, op);
}
static Value iter(Value self) {
    return enter() ? object_iter(mapping_of(self)) : NULL;
}
static ptrdiff_t length(Value self) {
    return enter() ? object_length(mapping_of(self)) : -1;
}
static Value get_item(Value self, Value key) {
    return enter() ? object_get_item(mapping_of(self), key) : NULL;
}
static Answer contains(Value self, Value item) {
    return enter() ? object_contains(mapping_of(self), item) : ANSWER_ERROR;
}

static Value unwrapped(Value value) {
    return has_type(value, &mappingproxy_type) ? mapping_of(value) : value;
}
static Value merge(Value left, Value right) {
    return enter() ? object_binary(NUMBER_OR, unwrapped(left), unwrapped(right)) : NULL;
}
static Value merge_in_place(Value self, Value other) {
    return raise_type_error("'|=' is not supported by %s; use '|' instead", type_name_of(self));
}

static Value get(Value self, Value *args) {
    return enter() ? call_method_2(mapping_of(self), names.get, args[0], args[1] ? args[1] : NONE)
                   : NULL;
}
static Value keys(Value self, Value *args) {
    return enter() ? call_method_0(mapping_of(self), names.keys) : NULL;
}
static Value values(Value self, Value *args) {
    return enter() ? call_method_0(mapping_of(self), names.values) : NULL;
}
static Value items(Value self, Value *args) {
    return enter() ? call_method_0(mapping_of(self), names.items) : NULL;
}
static Value copy(Value self, Value *args) {
    return enter() ? call_method_0(mapping_of(self), names.copy) : NULL;
}
static Value reversed(Value self, Value *args) {
    return enter() ? call_method_0(mapping_of(self), names.__reversed__) : NULL;
}

static const NativeMethod methods[] = {
    NATIVE("get($self, key, default=None, /)", get,
           "Return the value for key if key is in the mapping, else default."),
    NATIVE("keys($self, /)", keys, "D.keys() -> a set-like object providing a view on D's keys"),
    NATIVE("values($self, /)", values, "D.values() -> an object providing a view on D's values"),
    NATIVE("items($self, /)", items,
           "D.items() -> a set-like object providing a view on D's items"),
    NATIVE("copy($self, /)", copy, "D.copy() -> a shallow copy of D"),
    NATIVE("__reversed__($self, /)", reversed, "D.__reversed__() -> reverse iterator"),
    NATIVE_OF_CLASS("__class_getitem__($type, object, /)", generic_alias_class_getitem,
                    "See PEP 585"),
    NATIVE_END,
};

Type mappingproxy_type = {
    TYPE_INIT_CONTAINER("mappingproxy", sizeof(MappingProxy), dealloc, traverse, NULL),
    .flags = TYPE_MAPPING,
    .doc = "mappingproxy(mapping)\n--\n\nRead-only proxy of a mapping.",
    .methods = methods,
    .new = new,
    .repr = repr,
    .str = str,
    .hash = hash,
    .compare = compare,
    .iter = iter,
    .length = length,
    .get_item = get_item,
    .contains = contains,
    .binary[NUMBER_OR] = merge,
    .inplace[NUMBER_OR] = merge_in_place,
};
