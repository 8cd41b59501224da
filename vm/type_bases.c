/* __bases__ of a class: the classes below it get new orders (mro) and new slots, all or none.
 *
 * A metaclass's mro() may run code, which may do the same to the same classes; what it has replaced
 * meanwhile stays. */
#include "vm/type_internal.h"
#include "vm/vm.h"

#include <stdlib.h>

Value type_get_bases(Value self) {
    if (!type_ready(type_cast(self)))
        return NULL;
    return own(value_of(type_cast(self)->bases));
}

/* Old mros, to go back to if one of the subclasses has no order any more. */
typedef struct OldMro {
    Type *type;   /* owned */
    Tuple *mro;   /* owned; null: the class is being made */
    Tuple *newer; /* borrowed: what took its place; null: nothing did */
} OldMro;
typedef struct History {
    OldMro *items;
    size_t count, capacity;
} History;

static int by_length(const void *left, const void *right) {
    const OldMro *first = left, *second = right;
    size_t length = first->mro ? first->mro->count : 0,
           other = second->mro ? second->mro->count : 0;
    return (length > other) - (length < other);
}

static bool remember(History *history, Type *type) {
    if (history->count == history->capacity) {
        size_t capacity = history->capacity ? history->capacity * 2 : 8;
        OldMro *items = mem_realloc(history->items, capacity * sizeof *items);
        if (!items)
            return raise_no_memory();
        history->items = items;
        history->capacity = capacity;
    }
    OWN(type);
    if (type->mro)
        OWN(type->mro);
    history->items[history->count++] = (OldMro){type, type->mro, NULL};
    return true;
}

/* All classes below, each behind its bases: those have shorter mros. */
static bool remember_all(History *history, Type *type) {
    TypeWalk walk = type_walk_from(type);
    while ((type = type_walk_next(&walk))) {
        if (!remember(history, type))
            return false;
        for (size_t i = 0; type->subclasses && i < type->subclasses->count; i++)
            type_walk_add(&walk, type->subclasses->types[i]);
    }
    if (history->count > 1)
        qsort(history->items + 1, history->count - 1, sizeof *history->items, by_length);
    return true;
}

static bool renew_mros(History *history) {
    for (size_t i = 0; i < history->count; i++) {
        if (!mro_set(history->items[i].type))
            return false;
        history->items[i].newer = history->items[i].type->mro;
    }
    return true;
}

static void forget(History *history, bool restore) {
    for (size_t i = history->count; i-- > 0;) {
        Type *type = history->items[i].type;
        Tuple *mro = history->items[i].mro;
        if (restore && history->items[i].newer && type->mro == history->items[i].newer) {
            Tuple *newer = type->mro;
            type->mro = mro;
            mro = newer;
            type_modified(type);
        }
        if (mro)
            GIVE_UP(mro);
        GIVE_UP(type);
    }
    mem_free(history->items);
}

static void renew_slots(const History *history) {
    for (size_t i = 0; i < history->count; i++)
        if (history->items[i].type->flags & TYPE_HEAP)
            slots_fix_all(history->items[i].type);
}

/* Also along `base`, which is set before mro() runs, while the mro is still the old one. */
static bool inherits(Type *type, Type *from) {
    if (type_is_subtype(type, from))
        return true;
    for (; type; type = type->base)
        if (type == from)
            return true;
    return false;
}

static bool check_bases(Type *type, Value value) {
    if (!type_check_settable(type, value, "__bases__"))
        return false;
    if (!is_tuple(value))
        return raise_type_error("can only assign tuple to %s.__bases__, not %s", type->mem.name,
                                type_name_of(value));
    Tuple *bases = tuple_of(value);
    if (!bases->count)
        return raise_type_error("can only assign non-empty tuple to %s.__bases__, not ()",
                                type->mem.name);
    for (size_t i = 0; i < bases->count; i++) {
        if (!is_type(bases->items[i]))
            return raise_type_error("%s.__bases__ must be tuple of classes, not '%s'",
                                    type->mem.name, type_name_of(bases->items[i]));
        if (inherits(type_cast(bases->items[i]), type))
            return raise_type_error("a __bases__ item causes an inheritance cycle");
    }
    return true;
}

bool type_set_bases(Value self, Value value) {
    Type *type = type_cast(self);
    if (!check_bases(type, value))
        return false;
    Tuple *bases = tuple_of(value), *old_bases = type->bases;
    Type *base = type_best_base(bases), *old_base = type->base;
    if (!base)
        return false;
    if (!layouts_agree(base, old_base))
        return raise_type_error("__bases__ assignment: '%s' object layout differs from '%s'",
                                base->mem.name, old_base->mem.name);
    OWN(bases);
    OWN(base);
    type->bases = bases;
    type->base = base;
    type_modified(type);
    History history = {0};
    bool good = remember_all(&history, type) && renew_mros(&history);
    if (good && type->bases == bases) {
        bool made = type->flags & TYPE_READY; /* else it is being made, and told of later */
        for (size_t i = 0; made && i < old_bases->count; i++)
            subclass_remove(type_cast(old_bases->items[i]), type);
        for (size_t i = 0; made && good && i < bases->count; i++)
            good = subclass_add(type_cast(bases->items[i]), type);
        if (made)
            renew_slots(&history);
        forget(&history, false);
        GIVE_UP(old_bases);
        GIVE_UP(old_base);
        return good;
    }
    forget(&history, !good);
    if (type->bases == bases) {
        type->bases = old_bases;
        type->base = old_base;
        GIVE_UP(bases);
        GIVE_UP(base);
    }
    return good;
}
