/* ModuleSpec as importlib has it, made here so that no Python-level importlib need run at start-up.
 * The loaders and finders that specs name are in module_loader.c and module_finder.c. */
#include "vm/objects/module_spec.h"
#include "vm/import_load.h"
#include "vm/vm.h"

#include <string.h>

/* ---- ModuleSpec ------------------------------------------------------------------------------ */

static ModuleSpec *spec_from(Value self) {
    return (ModuleSpec *)object_of(self);
}

static Value spec_allocate(Type *type, Value name, Value loader, Value origin, Value locations) {
    ModuleSpec *spec = type_allocate(type, 0);
    if (!spec)
        return NULL;
    spec->shape = 0;
    spec->name = own(name);
    spec->loader = own_maybe(loader);
    spec->origin = own_maybe(origin);
    spec->loader_state = NULL;
    spec->locations = own_maybe(locations);
    spec->cached = NULL;
    spec->uninitialized_submodules = NULL;
    spec->has_location = spec->initializing = false;
    mem_gc_track(spec);
    return value_of(spec);
}

Value module_spec_new(Value name, Value loader, Value origin, Value locations) {
    return type_ready(&module_spec_type)
               ? spec_allocate(&module_spec_type, name, loader, origin, locations)
               : NULL;
}

static Value spec_new(Type *type, Value *args, size_t count, Tuple *keywords) {
    static Signature signature =
        SIGNATURE("ModuleSpec(name, loader, *, origin=None, loader_state=None, is_package=None)");
    Value bound[5], self = NULL;
    if (!arguments_bind(&signature, args, count, keywords, bound))
        return NULL;
    Answer is_package = bound[4] ? object_truth(bound[4]) : ANSWER_NO;
    List *locations = is_package == ANSWER_YES ? list_new(0) : NULL;
    if (is_package != ANSWER_ERROR && (locations || is_package == ANSWER_NO)) {
        self = spec_allocate(type, bound[0], bound[1], bound[2],
                             locations ? value_of(locations) : NULL);
        if (self && bound[3])
            spec_from(self)->loader_state = own(bound[3]);
    }
    if (locations)
        GIVE_UP(locations);
    arguments_release(&signature, bound);
    return self;
}

static bool spec_init(Value self, Value *args, size_t count, Tuple *keywords) {
    return true;
}

static void spec_clear(Object *object) {
    ModuleSpec *spec = (ModuleSpec *)object;
    clear_value(&spec->name);
    clear_value(&spec->loader);
    clear_value(&spec->origin);
    clear_value(&spec->loader_state);
    clear_value(&spec->locations);
    clear_value(&spec->cached);
    clear_value(&spec->uninitialized_submodules);
    instance_word_clear(object);
}

static void spec_dealloc(Object *object) {
    mem_gc_untrack(object);
    spec_clear(object);
    mem_object_free(object, object->type->basic_size);
}

static void spec_traverse(Object *object, MemVisit visit, void *context) {
    ModuleSpec *spec = (ModuleSpec *)object;
    visit_value(spec->name, visit, context);
    visit_value(spec->loader, visit, context);
    visit_value(spec->origin, visit, context);
    visit_value(spec->loader_state, visit, context);
    visit_value(spec->locations, visit, context);
    visit_value(spec->cached, visit, context);
    visit_value(spec->uninitialized_submodules, visit, context);
    instance_word_traverse(object, visit, context);
}

static Value spec_repr(Value self) {
    ModuleSpec *spec = spec_from(self);
    Value loader = spec->loader ? spec->loader : NONE;
    Value name = spec->name ? spec->name : NONE;
    Value locations = spec->locations && spec->locations != NONE ? spec->locations : NULL;
    Value origin = spec->origin && spec->origin != NONE ? spec->origin : NULL;
    const char *type = type_short_name(type_of(self));
    if (origin && locations)
        return value_of(str_format("%s(name=%R, loader=%R, origin=%R, "
                                   "submodule_search_locations=%R)",
                                   type, name, loader, origin, locations));
    if (origin)
        return value_of(
            str_format("%s(name=%R, loader=%R, origin=%R)", type, name, loader, origin));
    if (locations)
        return value_of(str_format("%s(name=%R, loader=%R, submodule_search_locations=%R)", type,
                                   name, loader, locations));
    return value_of(str_format("%s(name=%R, loader=%R)", type, name, loader));
}

/* The name of the package it is in: itself for a package. */
static Value parent_get(Value self) {
    ModuleSpec *spec = spec_from(self);
    if (!spec->name || !is_str(spec->name))
        return NONE;
    if (spec->locations && spec->locations != NONE)
        return own(spec->name);
    Str *name = str_of(spec->name);
    size_t dot = name->length;
    while (dot > 0 && str_at(name, dot - 1) != '.')
        dot--;
    return value_of(str_substring(name, 0, dot ? dot - 1 : 0));
}

/* Where there is a file the name of its cache file follows from it. */
static Value cached_get(Value self) {
    ModuleSpec *spec = spec_from(self);
    if (!spec->cached && spec->has_location && spec->origin && spec->origin != NONE) {
        Value name = import_core_attribute("_frozen_importlib_external", "_get_cached");
        Value cached = name ? call_1(name, spec->origin) : NULL;
        decref_maybe(name);
        if (!cached)
            return NULL;
        replace_value(&spec->cached, cached);
    }
    return own(spec->cached ? spec->cached : NONE);
}

static bool cached_set(Value self, Value value) {
    replace_value(&spec_from(self)->cached, own_maybe(value));
    return true;
}

/* Anything that has the same attributes is equal. */
static Value spec_compare(Value self, Value other, CompareOp op) {
    static const char *const compared[] = {
        "name", "loader", "origin", "submodule_search_locations", "cached", "has_location"};
    if (op != COMPARE_EQ && op != COMPARE_NE)
        return NOT_IMPLEMENTED;
    Answer equal = ANSWER_YES;
    for (size_t i = 0; equal == ANSWER_YES && i < sizeof compared / sizeof *compared; i++) {
        Str *name = str_interned(compared[i]);
        Value left = name ? attribute_get(self, name) : NULL;
        Value right = left ? attribute_get(other, name) : NULL;
        equal = right ? object_equal(left, right) : ANSWER_ERROR;
        decref_maybe(left);
        decref_maybe(right);
        if (name)
            GIVE_UP(name);
    }
    if (equal == ANSWER_ERROR)
        return exception_clear_if(&exc_AttributeError) ? NOT_IMPLEMENTED : NULL;
    return value_of_bool((op == COMPARE_EQ) == (equal == ANSWER_YES));
}

static Value has_location_get(Value self) {
    return value_of_bool(spec_from(self)->has_location);
}

static bool has_location_set(Value self, Value value) {
    Answer truth = value ? object_truth(value) : ANSWER_NO;
    if (truth != ANSWER_ERROR)
        spec_from(self)->has_location = truth == ANSWER_YES;
    return truth != ANSWER_ERROR;
}

static const NativeMember spec_members[] = {
    {"name", MEMBER_VALUE, offsetof(ModuleSpec, name), true, NULL},
    {"loader", MEMBER_VALUE, offsetof(ModuleSpec, loader), true, NULL},
    {"origin", MEMBER_VALUE, offsetof(ModuleSpec, origin), true, NULL},
    {"loader_state", MEMBER_VALUE, offsetof(ModuleSpec, loader_state), true, NULL},
    {"submodule_search_locations", MEMBER_VALUE, offsetof(ModuleSpec, locations), true, NULL},
    {"_initializing", MEMBER_BOOL, offsetof(ModuleSpec, initializing), true, NULL},
    {"_uninitialized_submodules", MEMBER_VALUE, offsetof(ModuleSpec, uninitialized_submodules),
     true, NULL},
    {NULL, MEMBER_VALUE, 0, false, NULL},
};

static Value spec_dict_get(Value self) {
    Dict *dict = instance_dict(self);
    return dict ? own(value_of(dict)) : NULL;
}

static const NativeGetSet spec_getsets[] = {
    {"parent", parent_get, NULL, "The name of the module's parent."},
    {"cached", cached_get, cached_set, NULL},
    {"_cached", cached_get, cached_set, NULL},
    {"has_location", has_location_get, has_location_set, NULL},
    {"_set_fileattr", has_location_get, has_location_set, NULL},
    {"__dict__", spec_dict_get, NULL, NULL},
    {NULL, NULL, NULL, NULL},
};

Type module_spec_type = {
    TYPE_INIT_CONTAINER("_frozen_importlib.ModuleSpec", sizeof(ModuleSpec), spec_dealloc,
                        spec_traverse, spec_clear),
    .flags = TYPE_BASE | TYPE_DEFAULT_GETATTR,
    .shape_offset = offsetof(ModuleSpec, shape),
    .accepts_weakrefs = true,
    .doc = "The specification for a module, used for loading.",
    .new = spec_new,
    .init = spec_init,
    .repr = spec_repr,
    .compare = spec_compare,
    .get_attr = attribute_get_generic,
    .set_attr = attribute_set_generic,
    .members = spec_members,
    .getsets = spec_getsets,
};
