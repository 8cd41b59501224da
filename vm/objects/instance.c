/* Shapes, instances, and the attribute word of every object that has one.
 *
 * An instance starts with its class's root shape and moves down the tree as attributes are added;
 * it leaves the tree for a dict of its own when an attribute is deleted, when it has more than its
 * inline slots hold, or when somebody asks for __dict__, and never comes back. Dict mode is the
 * only place of the values then, so nothing has to be kept in step.
 *
 * A shape with more than SHAPE_CHILDREN_MAX children is one whose objects are used as tables: they
 * are better off with dicts. */
#include "vm/objects/instance.h"

#include "vm/objects/bytes.h"
#include "vm/objects/dict.h"
#include "vm/objects/int.h"
#include "vm/objects/module.h"
#include "vm/objects/str.h"
#include "vm/objects/tuple.h"
#include "vm/raise.h"
#include "vm/type_internal.h"

#include <string.h>

enum { SHAPE_CHILDREN_MAX = 64, SHAPE_TABLE_FROM = 9 };

/* ---- shapes ---------------------------------------------------------------------------------- */

/* Open addressing by the name's address, at most half full. */
typedef struct ShapeTable {
    uint32_t mask;
    struct {
        Str *name;
        uint32_t slot;
    } entries[];
} ShapeTable;

Shape *shape_root_new(Type *type, uint32_t capacity) {
    Shape *root = mem_calloc(1, sizeof *root);
    if (!root)
        return raise_no_memory();
    root->type = type;
    root->capacity = capacity;
    return root;
}

/* Frees children before parents without recursion: the tree may be as deep as a class is wide. */
void shape_tree_free(Shape *root) {
    Shape *shape = root;
    while (shape) {
        if (shape->child) {
            Shape *child = shape->child;
            shape->child = child->sibling;
            shape = child;
            continue;
        }
        Shape *parent = shape == root ? NULL : shape->parent;
        if (shape->name)
            GIVE_UP(shape->name);
        mem_free(shape->table);
        mem_free(shape);
        shape = parent;
    }
}

static uint32_t table_place(const ShapeTable *table, const Str *name) {
    uint64_t key = (uintptr_t)name >> 4;
    uint32_t place = (uint32_t)(key ^ key >> 12) & table->mask;
    while (table->entries[place].name && table->entries[place].name != name)
        place = (place + 1) & table->mask;
    return place;
}

/* No table is only slower: nothing is raised. */
static void table_make(Shape *shape) {
    uint32_t size = 16;
    while (size < 2 * shape->count + 2)
        size *= 2;
    ShapeTable *table = mem_calloc(1, sizeof *table + size * sizeof table->entries[0]);
    if (!table)
        return;
    table->mask = size - 1;
    for (Shape *link = shape; link->name; link = link->parent) {
        uint32_t place = table_place(table, link->name);
        table->entries[place].name = link->name;
        table->entries[place].slot = link->count - 1;
    }
    shape->table = table;
}

ptrdiff_t shape_find(Shape *shape, Str *name) {
    if (UNLIKELY(!name->interned)) {
        for (; shape->name; shape = shape->parent)
            if (str_equal(shape->name, name))
                return (ptrdiff_t)shape->count - 1;
        return -1;
    }
    if (shape->count >= SHAPE_TABLE_FROM) {
        if (!shape->table)
            table_make(shape);
        if (shape->table) {
            uint32_t place = table_place(shape->table, name);
            return shape->table->entries[place].name ? (ptrdiff_t)shape->table->entries[place].slot
                                                     : -1;
        }
    }
    for (; shape->name; shape = shape->parent)
        if (shape->name == name)
            return (ptrdiff_t)shape->count - 1;
    return -1;
}

/* The shape with one more attribute; null if there is no room for it (the object then goes over to
 * a dict) or no memory. The name is interned. Nothing is raised. */
static Shape *shape_add(Shape *shape, Str *name) {
    for (Shape *child = shape->child; child; child = child->sibling)
        if (child->name == name)
            return child;
    if (shape->count >= shape->capacity || shape->children >= SHAPE_CHILDREN_MAX)
        return NULL;
    Shape *child = mem_calloc(1, sizeof *child);
    if (!child)
        return NULL;
    OWN(name);
    *child = (Shape){.type = shape->type,
                     .parent = shape,
                     .sibling = shape->child,
                     .name = name,
                     .count = shape->count + 1,
                     .capacity = shape->capacity};
    shape->child = child;
    shape->children++;
    return child;
}

/* ---- the word -------------------------------------------------------------------------------- */

void *instance_behind_items(Object *object) {
    const Type *type = (const Type *)object->type;
    Value value = value_of(object);
    size_t size;
    if (type->flags & TYPE_IS_INT) {
        int64_t limbs = ((IntObject *)(void *)object)->size;
        size = sizeof(IntObject) + (size_t)(limbs < 0 ? -limbs : limbs) * sizeof(uint64_t);
    } else if (type->flags & TYPE_IS_TUPLE) {
        size = sizeof(Tuple) + tuple_of(value)->count * sizeof(Value);
    } else if (type->flags & TYPE_IS_BYTES) {
        size = offsetof(Bytes, data) + bytes_of(value)->size + 1;
    } else {
        size = offsetof(Str, data) + (str_of(value)->length + 1) * str_of(value)->width;
    }
    return (char *)object + ((size + 7) & ~(size_t)7);
}

uintptr_t *attribute_word_find(Object *object, const Type *type) {
    if (type->shape_offset > 0)
        return attribute_word(object, type);
    if (type->shape_offset == 0)
        return NULL;
    return (uintptr_t *)instance_behind_items(object) + (-1 - type->shape_offset);
}

static uintptr_t *word_of(Value value) {
    if (is_small_int(value))
        return NULL;
    return attribute_word_find(object_of(value), (Type *)object_of(value)->type);
}

static Value *slots_of_word(uintptr_t *word) {
    return (Value *)(void *)(word + 1);
}

/* From slots (or nothing) to a dict. */
static Dict *enter_dict_mode(uintptr_t *word) {
    Dict *dict = dict_new();
    if (!dict)
        return NULL;
    if (!*word) {
        *word = (uintptr_t)dict | WORD_DICT;
        return dict;
    }
    Shape *shape = (Shape *)*word;
    Value *slots = slots_of_word(word);
    Str *names_in_order[256];
    Str **order = names_in_order;
    uint32_t count = shape->count;
    if (count > 256) {
        order = mem_malloc(count * sizeof *order);
        if (!order) {
            GIVE_UP(dict);
            return raise_no_memory();
        }
    }
    for (Shape *link = shape; link->name; link = link->parent)
        order[link->count - 1] = link->name;
    bool good = true;
    for (uint32_t i = 0; good && i < count; i++)
        good = dict_set_name(dict, order[i], slots[i]);
    if (order != names_in_order)
        mem_free(order);
    if (!good) {
        GIVE_UP(dict);
        return NULL;
    }
    *word = (uintptr_t)dict | WORD_DICT;
    for (uint32_t i = 0; i < count; i++)
        clear_value(&slots[i]);
    return dict;
}

/* ---- plain instances ------------------------------------------------------------------------- */

Value instance_new(Type *type) {
    size_t size = type->mem.basic_size;
    Instance *instance = mem_object_new(&type->mem, size);
    if (UNLIKELY(!instance))
        return raise_no_memory();
    OWN(type);
    instance->shape = (uintptr_t)type->root_shape;
    memset(instance->slots, 0, size - offsetof(Instance, slots));
    mem_gc_track((Object *)instance);
    return value_of(instance);
}

void instance_dealloc(Object *object) {
    Instance *instance = (Instance *)(void *)object;
    Type *type = (Type *)object->type;
    mem_gc_untrack(object);
    size_t size = type->mem.basic_size;
    uintptr_t word = instance->shape;
    if (!is_dict_word(word)) {
        uint32_t count = ((Shape *)word)->count;
        instance->shape = (uintptr_t)type->root_shape;
        for (uint32_t i = 0; i < count; i++)
            decref_maybe(instance->slots[i]);
    } else {
        if (word & WORD_RESIZED)
            size = (size_t)(uintptr_t)instance->slots[0];
        GIVE_UP(dict_of_word(word));
    }
    mem_object_free(object, size);
    GIVE_UP(type);
}

void instance_traverse(Object *object, MemVisit visit, void *context) {
    Instance *instance = (Instance *)(void *)object;
    visit(&object->type->header, context);
    uintptr_t word = instance->shape;
    if (is_dict_word(word)) {
        visit((Object *)dict_of_word(word), context);
        return;
    }
    uint32_t count = ((Shape *)word)->count;
    for (uint32_t i = 0; i < count; i++)
        visit_value(instance->slots[i], visit, context);
}

void instance_clear(Object *object) {
    Instance *instance = (Instance *)(void *)object;
    uintptr_t word = instance->shape;
    if (is_dict_word(word)) {
        dict_clear(dict_of_word(word));
        return;
    }
    uint32_t count = ((Shape *)word)->count;
    instance->shape = (uintptr_t)((Type *)object->type)->root_shape;
    for (uint32_t i = 0; i < count; i++)
        clear_value(&instance->slots[i]);
}

/* ---- any object with a word ------------------------------------------------------------------ */

void instance_word_clear(Object *object) {
    Type *type = (Type *)object->type;
    uintptr_t *word = attribute_word_find(object, type);
    if (!word || !*word)
        return;
    if (is_dict_word(*word)) {
        Dict *dict = dict_of_word(*word);
        *word = 0;
        GIVE_UP(dict);
        return;
    }
    uint32_t count = ((Shape *)*word)->count;
    *word = (uintptr_t)type->root_shape;
    for (uint32_t i = 0; i < count; i++)
        clear_value(&slots_of_word(word)[i]);
}

void instance_word_traverse(Object *object, MemVisit visit, void *context) {
    uintptr_t *word = attribute_word_find(object, (Type *)object->type);
    if (!word || !*word)
        return;
    if (is_dict_word(*word)) {
        visit((Object *)dict_of_word(*word), context);
        return;
    }
    uint32_t count = ((Shape *)*word)->count;
    for (uint32_t i = 0; i < count; i++)
        visit_value(slots_of_word(word)[i], visit, context);
}

static Dict *module_dict_of(Value object) {
    return ((Module *)(void *)object_of(object))->dict;
}

Value instance_get_borrowed(Value object, Str *name) {
    uintptr_t *word = word_of(object);
    if (!word) {
        Type *type = type_of(object);
        if (type->flags & TYPE_IS_MODULE && module_dict_of(object))
            return dict_get_name_borrowed(module_dict_of(object), name);
        return NULL;
    }
    if (!*word)
        return NULL;
    if (is_dict_word(*word))
        return dict_get_name_borrowed(dict_of_word(*word), name);
    ptrdiff_t slot = shape_find((Shape *)*word, name);
    return slot < 0 ? NULL : slots_of_word(word)[slot];
}

/* The dict that holds its attributes now; null if they are in slots, or there are none. */
static Dict *dict_in_use(Value object) {
    uintptr_t *word = word_of(object);
    if (word)
        return *word && is_dict_word(*word) ? dict_of_word(*word) : NULL;
    return type_of(object)->flags & TYPE_IS_MODULE ? module_dict_of(object) : NULL;
}

Lookup instance_lookup(Value object, Str *name, Value *value) {
    Dict *dict = dict_in_use(object);
    if (UNLIKELY(dict && !dict->only_str_keys)) {
        OWN(dict);
        Lookup found = dict_lookup(dict, value_of(name), value);
        GIVE_UP(dict);
        return found;
    }
    Value borrowed = instance_get_borrowed(object, name);
    *value = borrowed ? own(borrowed) : NULL;
    return borrowed ? LOOKUP_FOUND : LOOKUP_MISSING;
}

static bool set_in_word(uintptr_t *word, Str *name, Value value) {
    if (*word && !is_dict_word(*word)) {
        Shape *shape = (Shape *)*word;
        ptrdiff_t slot = shape_find(shape, name);
        if (slot >= 0) {
            replace_value(&slots_of_word(word)[slot], own(value));
            return true;
        }
        Shape *next = name->interned ? shape_add(shape, name) : NULL;
        if (next) {
            slots_of_word(word)[next->count - 1] = own(value);
            *word = (uintptr_t)next;
            return true;
        }
    }
    Dict *dict = *word && is_dict_word(*word) ? dict_of_word(*word) : enter_dict_mode(word);
    if (!dict)
        return false;
    OWN(dict);
    bool good = LIKELY(dict->only_str_keys) ? dict_set_name(dict, name, value)
                                            : dict_set(dict, value_of(name), value);
    GIVE_UP(dict);
    return good;
}

bool instance_set(Value object, Str *name, Value value) {
    uintptr_t *word = word_of(object);
    if (word)
        return set_in_word(word, name, value);
    Type *type = type_of(object);
    if (type->flags & TYPE_IS_MODULE && module_dict_of(object))
        return dict_set_name(module_dict_of(object), name, value);
    return raise_no_attribute(object, name);
}

Lookup instance_delete(Value object, Str *name) {
    uintptr_t *word = word_of(object);
    Dict *dict;
    if (word) {
        if (!*word)
            return LOOKUP_MISSING;
        if (!is_dict_word(*word)) {
            if (shape_find((Shape *)*word, name) < 0)
                return LOOKUP_MISSING;
            if (!enter_dict_mode(word))
                return LOOKUP_ERROR;
        }
        dict = dict_of_word(*word);
    } else if (type_of(object)->flags & TYPE_IS_MODULE) {
        dict = module_dict_of(object);
    } else {
        return LOOKUP_MISSING;
    }
    if (!dict)
        return LOOKUP_MISSING;
    OWN(dict);
    Lookup found = dict_delete(dict, value_of(name));
    GIVE_UP(dict);
    return found;
}

bool instance_has_dict(Value object) {
    Type *type = type_of(object);
    return type->shape_offset != 0 || type->flags & TYPE_IS_MODULE;
}

Dict *instance_dict(Value object) {
    uintptr_t *word = word_of(object);
    if (word)
        return *word && is_dict_word(*word) ? dict_of_word(*word) : enter_dict_mode(word);
    if (type_of(object)->flags & TYPE_IS_MODULE)
        return module_dict_of(object);
    return NULL;
}

Value instance_get_dict(Value object) {
    Dict *dict = instance_dict(object);
    if (dict)
        return own(value_of(dict));
    if (exception_pending())
        return NULL;
    return raise_attribute_error("This object has no __dict__");
}

bool instance_set_dict(Value object, Value dict) {
    uintptr_t *word = word_of(object);
    if (!word)
        return raise_attribute_error("This object has no __dict__");
    if (!dict)
        return raise_type_error("cannot delete __dict__");
    if (!is_dict(dict))
        return raise_type_error("__dict__ must be set to a dictionary, not a '%.200s'",
                                type_name_of(dict));
    if (!*word || !is_dict_word(*word))
        if (!enter_dict_mode(word))
            return false;
    Dict *old = dict_of_word(*word);
    incref(dict);
    *word = (uintptr_t)object_of(dict) | (*word & WORD_TAGS);
    GIVE_UP(old);
    return true;
}

bool instance_leave_shape(Object *object) {
    Type *type = (Type *)object->type;
    Instance *instance = (Instance *)(void *)object;
    uintptr_t *word = attribute_word_find(object, type);
    if (!word || (!*word && !type->root_shape))
        return true;
    if (!is_dict_word(*word) && !enter_dict_mode(word))
        return false;
    if (!(type->flags & TYPE_PLAIN))
        return true;
    if (!(instance->shape & WORD_RESIZED)) {
        instance->shape |= WORD_RESIZED;
        instance->slots[0] = (Value)(uintptr_t)type->mem.basic_size;
    }
    return true;
}
