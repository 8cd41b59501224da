/* Types at the centre: lookup along the mro through the method cache, versions, readiness.
 *
 * The method cache maps (type version, name) to what the mro holds, or to nothing. An entry's
 * value is borrowed: as long as the version is some type's, no dict along the mro has changed.
 * A type has a version only if all types of its mro have one, so that type_modified may stop at
 * types without. Names in the cache are interned and owned.
 *
 * Static types are completed when first looked at: dict, mro, wrappers of their slots, slots
 * inherited from the base. A type being readied already counts as ready for lookups. */
#include "vm/type_internal.h"

#include "vm/names.h"
#include "vm/objects/dict.h"
#include "vm/objects/instance.h"
#include "vm/objects/str.h"
#include "vm/objects/tuple.h"
#include "vm/operations.h"
#include "vm/raise.h"
#include "vm/sandbox.h"

#include <string.h>

/* ---- the method cache ------------------------------------------------------------------------ */

enum { CACHE_SIZE = 1024 };

typedef struct CacheEntry {
    uint32_t version; /* 0: empty */
    Str *name;
    Value value; /* null: the mro has no such name */
} CacheEntry;

static CacheEntry cache[CACHE_SIZE];
static uint32_t next_version = 1; /* 0: run out */

static inline CacheEntry *entry_of(uint32_t version, const Str *name) {
    return &cache[(version ^ (uint32_t)((uintptr_t)name >> 4)) % CACHE_SIZE];
}

static void type_cache_clear(void) {
    for (size_t i = 0; i < CACHE_SIZE; i++) {
        Str *name = cache[i].name;
        cache[i] = (CacheEntry){0};
        if (name)
            GIVE_UP(name);
    }
}

static bool ready_for_lookup(Type *type) {
    if (LIKELY(type->mro && type->flags & TYPE_READY))
        return true;
    if (!(type->flags & TYPE_HEAP) && !(type->flags & TYPE_READY) && !type_ready(type))
        exception_clear(); /* out of memory while starting: as if the type were empty */
    return type->mro != NULL;
}

/* ---- lookup in one type ---------------------------------------------------------------------- */

const char *doc_without_signature(const char *name, const char *doc) {
    size_t length = strlen(name);
    if (!doc || strncmp(doc, name, length) != 0 || doc[length] != '(')
        return doc;
    const char *end = strstr(doc, ")\n--\n\n");
    const char *blank = strstr(doc, "\n\n");
    return end && (!blank || end < blank) ? end + 6 : doc;
}

static bool add_owned(Type *type, Str *name, Value owned) {
    bool good = owned && dict_set_name(type->dict, name, owned);
    decref_maybe(owned);
    return good;
}

bool type_add_doc(Type *type) {
    if (type->flags & TYPE_HEAP || dict_get_name_borrowed(type->dict, names.__doc__))
        return true;
    if (!type->doc)
        return dict_set_name(type->dict, names.__doc__, NONE);
    return add_owned(type, names.__doc__,
                     value_of(str_from_c(doc_without_signature(type_short_name(type), type->doc))));
}

Value type_own_borrowed(Type *type, Str *name) {
    if (!type->dict)
        return NULL;
    if (UNLIKELY(str_equal(name, names.__doc__)) && !type_add_doc(type))
        exception_clear(); /* out of memory: as if it had none */
    return dict_get_name_borrowed(type->dict, name);
}

static COLD Value lookup_in_mro(Type *type, Str *name) {
    if (!ready_for_lookup(type))
        return NULL;
    uint32_t version = name->interned ? type_version(type) : 0;
    Tuple *mro = type->mro;
    Value value = NULL;
    for (size_t i = 0; i < mro->count && !value; i++) {
        value = type_own_borrowed(type_cast(mro->items[i]), name);
    }
    if (version) {
        CacheEntry *entry = entry_of(version, name);
        Str *old = entry->name;
        OWN(name);
        *entry = (CacheEntry){version, name, value};
        if (old)
            GIVE_UP(old);
    }
    return value;
}

Value type_lookup_borrowed(Type *type, Str *name) {
    uint32_t version = type->version;
    CacheEntry *entry = entry_of(version, name);
    if (LIKELY(entry->version == version && entry->name == name && version))
        return entry->value;
    return lookup_in_mro(type, name);
}

COLD uint32_t type_version(Type *type) {
    if (type->version)
        return type->version;
    if (!ready_for_lookup(type) || type->flags & TYPE_CUSTOM_MRO)
        return 0;
    Tuple *mro = type->mro;
    for (size_t i = mro->count; i-- > 0;) { /* bases come later in an mro */
        Type *base = type_cast(mro->items[i]);
        if (base->version)
            continue;
        if (!next_version || base->flags & TYPE_CUSTOM_MRO)
            return 0;
        base->version = next_version++;
    }
    return type->version;
}

TypeWalk type_walk_from(Type *type) {
    static uint64_t last_number;
    TypeWalk walk = {.number = ++last_number};
    type_walk_add(&walk, type);
    return walk;
}

void type_walk_add(TypeWalk *walk, Type *subclass) {
    struct TypeExtra *extra = subclass->extra;
    if (extra->walk_number == walk->number)
        return;
    extra->walk_number = walk->number;
    extra->walk_next = walk->pending;
    walk->pending = subclass;
}

Type *type_walk_next(TypeWalk *walk) {
    Type *next = walk->pending;
    if (next)
        walk->pending = next->extra->walk_next;
    return next;
}

void type_modified(Type *type) {
    if (!type->version)
        return;
    TypeWalk walk = type_walk_from(type);
    while ((type = type_walk_next(&walk))) {
        type->version = 0;
        for (size_t i = 0; type->subclasses && i < type->subclasses->count; i++)
            if (type->subclasses->types[i]->version)
                type_walk_add(&walk, type->subclasses->types[i]);
    }
}

void type_set_pattern_flags(Type *type, uint32_t flags) {
    const uint32_t mask = TYPE_SEQUENCE | TYPE_MAPPING;
    if (!flags || type->flags & TYPE_IMMUTABLE)
        return;
    if (!type->extra) { /* not ready, so nothing is below it yet */
        type->flags = (type->flags & ~mask) | flags;
        return;
    }
    TypeWalk walk = type_walk_from(type);
    while ((type = type_walk_next(&walk))) {
        if ((type->flags & TYPE_IMMUTABLE) || (type->flags & mask) == flags)
            continue;
        type->flags = (type->flags & ~mask) | flags;
        for (size_t i = 0; type->subclasses && i < type->subclasses->count; i++)
            type_walk_add(&walk, type->subclasses->types[i]);
    }
}

bool type_is_subtype(const Type *type, const Type *base) {
    if (type == base)
        return true;
    const Tuple *mro = type->mro;
    if (LIKELY(mro != NULL)) {
        for (size_t i = 0; i < mro->count; i++)
            if (type_cast(mro->items[i]) == base)
                return true;
        return false;
    }
    for (const Type *link = type->base; link; link = link->base)
        if (link == base)
            return true;
    return base == &object_type;
}

const char *type_short_name(const Type *type) {
    if (type->flags & TYPE_HEAP)
        return type->mem.name;
    const char *dot = strrchr(type->mem.name, '.');
    return dot ? dot + 1 : type->mem.name;
}

/* ---- subclasses ------------------------------------------------------------------------------ */

bool subclass_add(Type *base, Type *type) {
    struct SubclassList *list = base->subclasses;
    if (!list || list->count == list->capacity) {
        size_t capacity = list ? list->capacity * 2 : 4;
        list = mem_realloc(list, sizeof *list + capacity * sizeof(Type *));
        if (!list)
            return raise_no_memory();
        if (!base->subclasses)
            list->count = 0;
        list->capacity = capacity;
        base->subclasses = list;
    }
    list->types[list->count++] = type;
    return true;
}

void subclass_remove(Type *base, Type *type) {
    struct SubclassList *list = base->subclasses;
    if (!list)
        return;
    for (size_t i = 0; i < list->count; i++) {
        if (list->types[i] != type)
            continue;
        memmove(&list->types[i], &list->types[i + 1], (list->count - i - 1) * sizeof(Type *));
        list->count--;
        return;
    }
}

/* ---- layouts --------------------------------------------------------------------------------- */

Type *type_solid_base(Type *type) {
    while (type->base) {
        Type *base = type->base;
        if (type->flags & TYPE_HEAP) {
            if (type->extra->member_count)
                return type;
        } else if (type->mem.basic_size != base->mem.basic_size ||
                   type->mem.item_size != base->mem.item_size) {
            return type;
        }
        type = base;
    }
    return type;
}

/* ---- readiness of static types --------------------------------------------------------------- */

static Type *ready_types; /* static ones */

static bool add_text_named(Type *type, const char *text, size_t size, Value owned) {
    if (!owned)
        return false;
    Str *name = str_from_ascii(text, size);
    if (name)
        name = str_intern_steal(name);
    bool good = name && dict_set_name(type->dict, name, owned);
    if (name)
        GIVE_UP(name);
    decref(owned);
    return good;
}

static Value method_object(Type *type, const NativeMethod *method) {
    if (method->kind == NATIVE_PLAIN)
        return method_descriptor_new(type, method);
    if (method->kind == NATIVE_CLASS)
        return classmethod_descriptor_new(type, method);
    Value function = native_function_new(method, NULL, NULL);
    if (!function)
        return NULL;
    ((NativeCallable *)(void *)object_of(function))->owner = type;
    Value result = staticmethod_new(function);
    decref(function);
    return result;
}

static bool add_described(Type *type) {
    for (const NativeMethod *method = type->methods; method && method->signature; method++)
        if (!add_text_named(type, method->signature, strcspn(method->signature, "("),
                            method_object(type, method)))
            return false;
    for (const NativeMember *member = type->members; member && member->name; member++)
        if (!add_text_named(type, member->name, strlen(member->name),
                            member_descriptor_new(type, member)))
            return false;
    for (const NativeGetSet *getset = type->getsets; getset && getset->name; getset++)
        if (!add_text_named(type, getset->name, strlen(getset->name),
                            getset_descriptor_new(type, getset)))
            return false;
    return true;
}

/* Object's `new`, said again (typing.Generic), is inherited, as CPython's types from specs do. */
static bool add_new(Type *type) {
    if (!type->new || (type->base == &object_type && type->new == object_new) ||
        dict_get_name_borrowed(type->dict, names.__new__))
        return true;
    return add_owned(type, names.__new__, type_new_wrapper(type));
}

static void inherit_memory(Type *type, const Type *base) {
    if (!type->mem.basic_size)
        type->mem.basic_size = base->mem.basic_size;
    if (!type->mem.item_size)
        type->mem.item_size = base->mem.item_size;
    if (!type->mem.dealloc)
        type->mem.dealloc = base->mem.dealloc;
    if (!type->mem.traverse && !type->mem.clear) {
        type->mem.traverse = base->mem.traverse;
        type->mem.clear = base->mem.clear;
        if (base->mem.kind == MEM_CONTAINER)
            type->mem.kind = MEM_CONTAINER;
    }
    if (!type->mem.finalize)
        type->mem.finalize = base->mem.finalize;
    if (!type->shape_offset)
        type->shape_offset = base->shape_offset;
    if (base->accepts_weakrefs)
        type->accepts_weakrefs = true;
    type->flags |= base->flags & (TYPE_SUBCLASS_FLAGS | TYPE_SEQUENCE | TYPE_MAPPING |
                                  TYPE_MATCH_SELF | TYPE_IS_MODULE);
}

/* Every slot the type leaves empty; comparison and hash only together. */
static void inherit_slots(Type *type, Type *base) {
    bool own_equality = type->compare || type->hash;
    SlotFunction *to = slot_field(type, offsetof(Type, init));
    SlotFunction *from = slot_field(base, offsetof(Type, init));
    size_t count = (sizeof(Type) - offsetof(Type, init)) / sizeof *to;
    for (size_t i = 0; i < count; i++) {
        size_t offset = offsetof(Type, init) + i * sizeof *to;
        bool equality = offset == offsetof(Type, compare) || offset == offsetof(Type, hash);
        if (!to[i] && !(equality && own_equality))
            to[i] = from[i];
    }
}

static bool fill(Type *type) {
    Type *base = type->base;
    if (type->compare && !type->hash)
        type->hash = hash_not_implemented;
    if (base == &object_type && !type->new)
        type->flags |= TYPE_NO_INSTANTIATION;
    if (!add_described(type) || !slots_add_wrappers(type) || !add_new(type))
        return false;
    if (base) {
        inherit_memory(type, base);
        for (size_t i = 1; i < type->mro->count; i++)
            inherit_slots(type, type_cast(type->mro->items[i]));
        if (!type->new && !(type->flags & TYPE_NO_INSTANTIATION))
            type->new = base->new;
        for (size_t i = 0; i < type->bases->count; i++)
            if (!subclass_add(type_cast(type->bases->items[i]), type))
                return false;
    }
    if (type->get_attr == attribute_get_generic)
        type->flags |= TYPE_DEFAULT_GETATTR;
    if (type->set_attr == attribute_set_generic)
        type->flags |= TYPE_DEFAULT_SETATTR;
    if (type->mem.finalize)
        type->flags |= TYPE_HAS_FINALIZER;
    return true;
}

void type_drop_namespace(Type *type) {
    Dict *dict = type->dict;
    type->dict = NULL;
    if (dict) {
        dict_set_owner(dict, NULL);
        GIVE_UP(dict);
    }
}

static void release_static(Type *type) {
    Tuple *bases = type->bases, *mro = type->mro;
    type->bases = type->mro = NULL;
    type->version = 0;
    type->flags &= ~(uint32_t)TYPE_READY;
    type_drop_namespace(type);
    if (mro)
        GIVE_UP(mro);
    if (bases)
        GIVE_UP(bases);
    mem_free(type->subclasses);
    type->subclasses = NULL;
    mem_free(type->extra);
    type->extra = NULL;
}

bool type_ready(Type *type) {
    if (LIKELY(type->flags & (TYPE_READY | TYPE_HEAP))) /* a class may be looked at half made */
        return true;
    if (type == &module_type)
        type->flags |= TYPE_IS_MODULE;
    if (!type->base && type != &object_type)
        type->base = &object_type;
    if (type->base && !type_ready(type->base))
        return false;
    type->flags |= TYPE_READY | (type->flags & TYPE_OPEN ? 0 : TYPE_IMMUTABLE);
    sandbox_filter_type(type);
    if (!type->mem.header.type)
        type->mem.header.type = &type_type.mem;
    type->extra = mem_calloc(1, sizeof *type->extra);
    if (!type->extra)
        goto no_memory;
    type->extra->native_base = type;
    if (!type->bases)
        type->bases = type->base ? tuple_pack(1, value_of(type->base)) : tuple_new(0);
    type->dict = dict_new_namespace();
    if (!type->bases || !type->dict)
        goto failed;
    dict_set_owner(type->dict, type);
    for (size_t i = 0; i < type->bases->count; i++)
        if (!type_ready(type_cast(type->bases->items[i])))
            goto failed;
    type->mro = type->base ? mro_compute(type) : tuple_pack(1, value_of(type));
    if (!type->mro || !fill(type))
        goto failed;
    type_modified(type); /* what was looked up meanwhile saw half of it */
    type->extra->next = ready_types;
    ready_types = type;
    return true;

no_memory:
    raise_no_memory();
failed:
    if (type->bases && type->mro)
        for (size_t i = 0; i < type->bases->count; i++)
            subclass_remove(type_cast(type->bases->items[i]), type);
    release_static(type);
    return false;
}

bool types_init(void) {
    return type_ready(&object_type) && type_ready(&type_type);
}

Type *type_next_static(const Type *type) {
    return type ? type->extra->next : ready_types;
}

/* Dicts first: what dies with them may still ask for its type's mro. */
void types_fini(void) {
    type_cache_clear();
    for (Type *type = ready_types; type; type = type->extra->next)
        type_drop_namespace(type);
    type_cache_clear();
    while (ready_types) {
        Type *type = ready_types;
        ready_types = type->extra->next;
        release_static(type);
    }
}
