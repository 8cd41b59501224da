/* Method resolution order: the C3 linearisation of a class's bases.
 *
 * The order of a class is the class, then the merge of its bases' orders and the list of bases:
 * again and again the first head that stands in no other list's tail. */
#include "vm/type_internal.h"

#include "vm/names.h"
#include "vm/objects/list.h"
#include "vm/objects/str.h"
#include "vm/objects/tuple.h"
#include "vm/raise.h"

static Tuple *of_single_base(Type *type, Type *base) {
    Tuple *rest = base->mro;
    Tuple *mro = tuple_new(rest->count + 1);
    if (!mro)
        return NULL;
    mro->items[0] = own(value_of(type));
    for (size_t i = 0; i < rest->count; i++)
        mro->items[i + 1] = own(rest->items[i]);
    return mro;
}

static bool in_tail(Value candidate, const Tuple *list, size_t head) {
    for (size_t i = head + 1; i < list->count; i++)
        if (list->items[i] == candidate)
            return true;
    return false;
}

static void *raise_inconsistent(Tuple **lists, const size_t *heads, size_t list_count) {
    StrBuilder builder;
    str_builder_init(&builder);
    str_builder_c(&builder, "Cannot create a consistent method resolution order (MRO) for bases");
    const char *separator = " ";
    for (size_t i = 0; i < list_count; i++) {
        if (heads[i] >= lists[i]->count)
            continue;
        Value head = lists[i]->items[heads[i]];
        bool seen = false; /* each once, as a set of heads */
        for (size_t j = 0; j < i && !seen; j++)
            seen = heads[j] < lists[j]->count && lists[j]->items[heads[j]] == head;
        if (seen)
            continue;
        str_builder_c(&builder, separator);
        separator = ", ";
        Value name = type_cast(head)->name ? own(type_cast(head)->name)
                                           : value_of(str_from_c(type_short_name(type_cast(head))));
        if (!name) {
            str_builder_abandon(&builder);
            return NULL;
        }
        str_builder_str(&builder, str_of(name));
        decref(name);
    }
    Str *text = str_builder_finish(&builder);
    if (!text)
        return NULL;
    raise_type_error("%U", text);
    GIVE_UP(text);
    return NULL;
}

static bool merge(Tuple **lists, size_t *heads, size_t list_count, List *order) {
    for (;;) {
        bool empty = true;
        Value next = NULL;
        for (size_t i = 0; i < list_count && !next; i++) {
            if (heads[i] >= lists[i]->count)
                continue;
            empty = false;
            next = lists[i]->items[heads[i]];
            for (size_t j = 0; j < list_count && next; j++)
                if (in_tail(next, lists[j], heads[j]))
                    next = NULL;
        }
        if (empty)
            return true;
        if (!next)
            return raise_inconsistent(lists, heads, list_count);
        if (!list_append(order, next))
            return false;
        for (size_t i = 0; i < list_count; i++)
            if (heads[i] < lists[i]->count && lists[i]->items[heads[i]] == next)
                heads[i]++;
    }
}

Tuple *mro_compute(Type *type) {
    Tuple *bases = type->bases;
    for (size_t i = 0; i < bases->count; i++) {
        Type *base = type_cast(bases->items[i]);
        if (!base->mro)
            return raise_type_error("Cannot extend an incomplete type '%.100s'", base->mem.name);
        for (size_t j = i + 1; j < bases->count; j++)
            if (bases->items[j] == bases->items[i])
                return raise_type_error("duplicate base class %s", type_short_name(base));
    }
    if (bases->count == 1)
        return of_single_base(type, type_cast(bases->items[0]));

    size_t list_count = bases->count + 1;
    Tuple **lists = mem_malloc(list_count * sizeof *lists);
    size_t *heads = mem_calloc(list_count, sizeof *heads);
    List *order = list_new(8);
    Tuple *mro = NULL;
    if (!lists || !heads) {
        raise_no_memory();
        goto done;
    }
    if (!order || !list_append(order, value_of(type)))
        goto done;
    for (size_t i = 0; i < bases->count; i++)
        lists[i] = type_cast(bases->items[i])->mro;
    lists[bases->count] = bases;
    if (merge(lists, heads, list_count, order))
        mro = list_as_tuple(order);
done:
    mem_free(lists);
    mem_free(heads);
    if (order)
        GIVE_UP(order);
    return mro;
}

/* What a metaclass's mro() gave must be classes that share the layout, at least one. */
static bool check_custom(Type *type, Tuple *mro) {
    if (mro->count == 0)
        return raise_type_error("type MRO must not be empty");
    Type *solid = type_solid_base(type);
    for (size_t i = 0; i < mro->count; i++) {
        Value item = mro->items[i];
        if (!is_type(item))
            return raise_type_error("mro() returned a non-class ('%.500s')", type_name_of(item));
        if (!type_is_subtype(solid, type_solid_base(type_cast(item))))
            return raise_type_error("mro() returned base with unsuitable layout ('%.500s')",
                                    type_cast(item)->mem.name);
    }
    return true;
}

bool mro_set(Type *type) {
    Type *metatype = (Type *)type->mem.header.type;
    Tuple *mro, *old = type->mro;
    bool custom = false;
    if (old)
        OWN(old); /* mro() may set another by assigning __bases__ */
    if (metatype != &type_type &&
        type_lookup_borrowed(metatype, names.mro) != type_lookup_borrowed(&type_type, names.mro)) {
        custom = true;
        Value result, stack[] = {value_of(type)};
        Lookup found = special_call(names.mro, stack, 1, &result);
        if (found == LOOKUP_MISSING)
            raise_attribute_error("mro");
        mro = found == LOOKUP_FOUND ? tuple_from_iterable(result) : NULL;
        if (found == LOOKUP_FOUND)
            decref(result);
        if (mro && !check_custom(type, mro)) {
            GIVE_UP(mro);
            mro = NULL;
        }
    } else {
        mro = mro_compute(type);
    }
    if (mro && type->mro == old) {
        if (custom)
            type->flags |= TYPE_CUSTOM_MRO;
        type->mro = mro;
        type_modified(type);
        if (old)
            GIVE_UP(old);
    } else if (mro) {
        GIVE_UP(mro);
    }
    if (old)
        GIVE_UP(old);
    return mro != NULL;
}
