/* Making a class: what type.__new__(metatype, name, bases, namespace) does.
 *
 *   find the metaclass and the base that decides the layout
 *   -> plan the instances (__slots__, attribute word, inline slots)
 *   -> make the type object, fill its dict, give it an mro and slots
 *   -> tell the members (__set_name__) and the parent (__init_subclass__)
 *
 * Layout of an instance, behind the base's: the class's own __slots__, then the attribute word if
 * the base has none. Instances of plain classes (nothing native below but object, no __slots__)
 * have the word at 16 and inline slots behind it, as many as the class's methods assign. */
#include "vm/type_internal.h"

#include "vm/frame.h"
#include "vm/names.h"
#include "vm/objects/dict.h"
#include "vm/objects/instance.h"
#include "vm/objects/list.h"
#include "vm/objects/str.h"
#include "vm/objects/tuple.h"
#include "vm/operations.h"
#include "vm/raise.h"

#include <string.h>

typedef struct Plan {
    Type *metatype, *base;
    Str *name;
    Tuple *bases; /* owned */
    Dict *dict;   /* owned: the copy of the namespace */
    Tuple *slots; /* owned: mangled and sorted; null: no __slots__ */
    bool add_dict, add_weakrefs;
} Plan;

enum { INLINE_SLOTS_MIN = 3, INLINE_SLOTS_MAX = 60 };

/* ---- bases ----------------------------------------------------------------------------------- */

Type *metaclass_find(Type *metatype, Tuple *bases) {
    Type *winner = metatype;
    for (size_t i = 0; i < bases->count; i++) {
        Type *other = type_of(bases->items[i]);
        if (type_is_subtype(winner, other))
            continue;
        if (!type_is_subtype(other, winner))
            return raise_type_error("metaclass conflict: the metaclass of a derived class must be "
                                    "a (non-strict) subclass of the metaclasses of all its bases");
        winner = other;
    }
    return winner;
}

Type *type_best_base(Tuple *bases) {
    Type *base = NULL, *winner = NULL;
    for (size_t i = 0; i < bases->count; i++) {
        if (!is_type(bases->items[i]))
            return raise_type_error("bases must be types");
        Type *candidate = type_cast(bases->items[i]);
        if (!(candidate->flags & TYPE_HEAP) && !type_ready(candidate))
            return NULL;
        if (!(candidate->flags & TYPE_BASE))
            return raise_type_error("type '%.100s' is not an acceptable base type",
                                    candidate->mem.name);
        Type *solid = type_solid_base(candidate);
        if (!winner || (!type_is_subtype(winner, solid) && type_is_subtype(solid, winner))) {
            winner = solid;
            base = candidate;
        } else if (!type_is_subtype(winner, solid)) {
            return raise_type_error("multiple bases have instance lay-out conflict");
        }
    }
    return base;
}

static bool check_bases(Tuple *bases) {
    for (size_t i = 0; i < bases->count; i++) {
        if (is_type(bases->items[i]))
            continue;
        Value method;
        Lookup found = attribute_lookup(bases->items[i], names.__mro_entries__, &method);
        if (found == LOOKUP_ERROR)
            return false;
        if (found == LOOKUP_FOUND) {
            decref(method);
            return raise_type_error(
                "type() doesn't support MRO entry resolution; use types.new_class()");
        }
    }
    return true;
}

/* ---- __slots__ ------------------------------------------------------------------------------- */

static bool may_add_dict(const Type *base) {
    return !base->shape_offset && !(base->flags & (TYPE_IS_TYPE | TYPE_IS_MODULE));
}

static bool has_variable_size(const Type *type) {
    return type->flags & (TYPE_IS_INT | TYPE_IS_TUPLE | TYPE_IS_BYTES | TYPE_IS_STR);
}

static bool may_add_weakrefs(const Type *base) {
    return !base->accepts_weakrefs && (!has_variable_size(base) || base->flags & TYPE_IS_STR);
}

/* `__x` in class `_C` is `_C__x`; owned. */
static Str *mangle(Str *class_name, Str *name) {
    size_t length = name->length;
    if (length < 2 || str_at(name, 0) != '_' || str_at(name, 1) != '_' ||
        (length >= 4 && str_at(name, length - 1) == '_' && str_at(name, length - 2) == '_'))
        goto same;
    for (size_t i = 0; i < length; i++)
        if (str_at(name, i) == '.')
            goto same;
    size_t start = 0;
    while (start < class_name->length && str_at(class_name, start) == '_')
        start++;
    if (start == class_name->length)
        goto same;
    Str *stripped = str_substring(class_name, start, class_name->length);
    if (!stripped)
        return NULL;
    Str *mangled = str_format("_%U%U", stripped, name);
    GIVE_UP(stripped);
    return mangled;
same:
    OWN(name);
    return name;
}

static bool plan_special_slot(Plan *plan, Str *name) {
    if (name == names.__dict__ || str_equal(name, names.__dict__)) {
        if (!may_add_dict(plan->base) || plan->add_dict)
            return raise_type_error("__dict__ slot disallowed: we already got one");
        plan->add_dict = true;
    } else {
        if (!may_add_weakrefs(plan->base) || plan->add_weakrefs)
            return raise_type_error("__weakref__ slot disallowed: we already got one");
        plan->add_weakrefs = true;
    }
    return true;
}

static bool plan_slot(Plan *plan, List *slots, Value item) {
    if (!is_str(item))
        return raise_type_error("__slots__ items must be strings, not '%.200s'",
                                type_name_of(item));
    Str *name = str_of(item);
    if (!str_is_identifier(name))
        return raise_type_error("__slots__ must be identifiers");
    if (str_equal(name, names.__dict__) || str_equal(name, names.__weakref__))
        return plan_special_slot(plan, name);
    name = mangle(plan->name, name);
    if (!name)
        return false;
    if (!(name = str_intern_steal(name)))
        return false;
    bool good = true;
    if (dict_get_name_borrowed(plan->dict, name) && name != names.__qualname__ &&
        name != names.__classcell__ && name != names.__classdictcell__)
        good = raise_value_error("%R in __slots__ conflicts with class variable", value_of(name));
    good = good && list_append(slots, value_of(name));
    GIVE_UP(name);
    return good;
}

/* Other bases may bring a dict or weak references that the first one lacks. */
static void plan_from_other_bases(Plan *plan) {
    for (size_t i = 0; i < plan->bases->count; i++) {
        Type *other = type_cast(plan->bases->items[i]);
        if (other == plan->base)
            continue;
        if (may_add_dict(plan->base) && other->shape_offset)
            plan->add_dict = true;
        if (may_add_weakrefs(plan->base) && other->accepts_weakrefs)
            plan->add_weakrefs = true;
    }
}

static bool plan_slots(Plan *plan) {
    Value given = dict_get_name_borrowed(plan->dict, names.__slots__);
    if (!given) {
        plan->add_dict = may_add_dict(plan->base);
        plan->add_weakrefs = may_add_weakrefs(plan->base);
        return true;
    }
    Tuple *items = is_str(given) ? tuple_pack(1, given) : tuple_from_iterable(given);
    if (!items)
        return false;
    List *slots = NULL;
    bool good = false;
    bool no_room = (has_variable_size(plan->base) && !(plan->base->flags & TYPE_IS_STR)) ||
                   plan->base->flags & TYPE_IS_TYPE;
    if (items->count && no_room) {
        raise_type_error("nonempty __slots__ not supported for subtype of '%s'",
                         plan->base->mem.name);
        goto done;
    }
    slots = list_new(items->count);
    if (!slots)
        goto done;
    for (size_t i = 0; i < items->count; i++)
        if (!plan_slot(plan, slots, items->items[i]))
            goto done;
    if (slots->count > 1 && !list_sort(slots, NULL, false))
        goto done;
    plan->slots = list_as_tuple(slots);
    plan_from_other_bases(plan);
    good = plan->slots != NULL;
done:
    if (slots)
        GIVE_UP(slots);
    GIVE_UP(items);
    return good;
}

/* ---- layout ---------------------------------------------------------------------------------- */

static size_t count_of(Dict *dict, Str *name) {
    Value value = dict_get_name_borrowed(dict, name);
    if (!value)
        return 0;
    return is_tuple(value)        ? tuple_of(value)->count
           : is_exact_dict(value) ? dict_of(value)->count
                                  : 0;
}

/* Inline slots of a plain class: what its and its bases' methods assign, and a little more. */
static uint32_t plain_capacity(const Plan *plan) {
    size_t inherited = 0;
    for (size_t i = 0; i < plan->bases->count; i++) {
        const Type *base = type_cast(plan->bases->items[i]);
        if (base->flags & TYPE_PLAIN && base->root_shape->capacity > inherited)
            inherited = base->root_shape->capacity;
    }
    size_t own = count_of(plan->dict, names.__static_attributes__);
    size_t annotated = count_of(plan->dict, names.__annotations__);
    if (annotated > own)
        own = annotated;
    size_t capacity = inherited ? inherited + own : own + 1;
    if (capacity < INLINE_SLOTS_MIN)
        capacity = INLINE_SLOTS_MIN;
    return (uint32_t)(capacity > INLINE_SLOTS_MAX ? INLINE_SLOTS_MAX : capacity);
}

/* Objects with items have members and the attribute word behind these, those of bases first; one
 * word more is for aligning them. */
static size_t lay_out_behind_items(Type *type, const Plan *plan, size_t members) {
    const Type *base = plan->base;
    size_t native = (base->extra->native_base->mem.basic_size + 7) & ~(size_t)7;
    size_t words = base->mem.basic_size > native ? (base->mem.basic_size - native) / 8 - 1 : 0;
    type->extra->members_behind_items = true;
    type->extra->members_offset = words * 8;
    words += members;
    if (plan->add_dict)
        type->shape_offset = -1 - (ptrdiff_t)words++;
    return words ? native + (words + 1) * 8 : native;
}

static bool set_layout(Type *type, const Plan *plan) {
    const Type *base = plan->base;
    size_t members = plan->slots ? plan->slots->count : 0;
    size_t size = base->mem.basic_size;
    bool object_like = size == sizeof(Object) && type_solid_base(plan->base) == &object_type;
    uint32_t capacity = 0;
    type->mem.item_size = base->mem.item_size;
    type->shape_offset = base->shape_offset;
    type->extra->members_offset = size = (size + 7) & ~(size_t)7;
    type->extra->member_count = (uint32_t)members;
    type->extra->adds_dict = plan->add_dict;
    type->extra->adds_weakrefs = plan->add_weakrefs;
    type->accepts_weakrefs = base->accepts_weakrefs || plan->add_weakrefs;
    if (!members && (base->flags & TYPE_PLAIN || (plan->add_dict && object_like))) {
        type->flags |= TYPE_PLAIN;
        type->shape_offset = offsetof(Instance, shape);
        capacity = plain_capacity(plan);
        size = sizeof(Instance) + capacity * sizeof(Value);
    } else if (has_variable_size(base)) {
        size = lay_out_behind_items(type, plan, members);
    } else {
        size += members * sizeof(Value);
        if (plan->add_dict) {
            type->shape_offset = (ptrdiff_t)size;
            size += sizeof(uintptr_t);
        } else if (base->root_shape) {
            capacity = base->root_shape->capacity;
        }
    }
    if (size > UINT32_MAX)
        return raise_no_memory();
    type->mem.basic_size = (uint32_t)size;
    if (capacity)
        type->root_shape = shape_root_new(type, capacity);
    return !capacity || type->root_shape;
}

/* ---- the dict -------------------------------------------------------------------------------- */

static bool add_owned(Dict *dict, Str *name, Value owned) {
    bool good = owned && dict_set_name(dict, name, owned);
    decref_maybe(owned);
    return good;
}

static bool drop(Dict *dict, Str *name) {
    return dict_delete(dict, value_of(name)) != LOOKUP_ERROR;
}

static bool set_module(Dict *dict) {
    if (dict_get_name_borrowed(dict, names.__module__))
        return true;
    Frame *frame = frame_current();
    Dict *globals = frame ? frame_globals(frame) : NULL;
    Value module = globals ? dict_get_name_borrowed(globals, names.__name__) : NULL;
    return !module || dict_set_name(dict, names.__module__, module);
}

static bool set_qualified_name(Type *type, Dict *dict) {
    Value given = dict_get_name_borrowed(dict, names.__qualname__);
    if (given && !is_str(given))
        return raise_type_error("type __qualname__ must be a str, not %s", type_name_of(given));
    type->qualified_name = own(given ? given : type->name);
    return !given || drop(dict, names.__qualname__);
}

/* __new__ becomes a static method, __init_subclass__ and __class_getitem__ class methods. */
static bool wrap_functions(Dict *dict) {
    Value function = dict_get_name_borrowed(dict, names.__new__);
    if (function && is_function(function) &&
        !add_owned(dict, names.__new__, staticmethod_new(function)))
        return false;
    Str *const of_class[] = {names.__init_subclass__, names.__class_getitem__};
    for (size_t i = 0; i < 2; i++) {
        function = dict_get_name_borrowed(dict, of_class[i]);
        if (function && is_function(function) &&
            !add_owned(dict, of_class[i], classmethod_new(function)))
            return false;
    }
    return true;
}

static bool set_cells(Type *type, Dict *dict) {
    Value cell = dict_get_name_borrowed(dict, names.__classcell__);
    if (cell) {
        if (!has_type(cell, &cell_type))
            return raise_type_error("__classcell__ must be a nonlocal cell, not %R",
                                    value_of(type_of(cell)));
        replace_value(&((Cell *)(void *)object_of(cell))->content, own(value_of(type)));
        if (!drop(dict, names.__classcell__))
            return false;
    }
    cell = dict_get_name_borrowed(dict, names.__classdictcell__);
    if (!cell)
        return true;
    if (!has_type(cell, &cell_type))
        return raise_type_error("__classdictcell__ must be a nonlocal cell, not %R",
                                value_of(type_of(cell)));
    replace_value(&((Cell *)(void *)object_of(cell))->content, own(value_of(dict)));
    return drop(dict, names.__classdictcell__);
}

static bool add_slot_descriptors(Type *type, Tuple *slots) {
    struct TypeExtra *extra = type->extra;
    size_t count = slots ? slots->count : 0, text_size = 0;
    if (!count)
        return true;
    for (size_t i = 0; i < count; i++) {
        size_t size;
        if (!str_utf8(str_of(slots->items[i]), &size))
            return false;
        text_size += size + 1;
    }
    extra->members = mem_calloc(count, sizeof *extra->members);
    extra->text = mem_malloc(text_size);
    if (!extra->members || !extra->text)
        return raise_no_memory();
    char *text = extra->text;
    for (size_t i = 0; i < count; i++) {
        size_t size;
        const char *utf8 = str_utf8(str_of(slots->items[i]), &size);
        if (!utf8)
            return false;
        memcpy(text, utf8, size + 1);
        extra->members[i] = (NativeMember){
            .name = text,
            .kind = extra->members_behind_items ? MEMBER_BEHIND_ITEMS : MEMBER_VALUE_OR_ERROR,
            .offset = extra->members_offset + i * sizeof(Value),
            .writable = true};
        text += size + 1;
        if (!add_owned(type->dict, str_of(slots->items[i]),
                       member_descriptor_new(type, &extra->members[i])))
            return false;
    }
    return true;
}

/* The native base's own __dict__, if it has one (types, modules, exceptions): the descriptor may
 * come from another base of the class. Owned; null: none. */
static Value native_dict_descriptor(Value self) {
    Type *type = type_of(self);
    Type *native = type->flags & TYPE_HEAP ? type->extra->native_base : type;
    Value found = type_lookup_borrowed(native, names.__dict__);
    return found && type_of(found)->descr_get ? own(found) : NULL;
}

static Value get_dict(Value self) {
    Value native = native_dict_descriptor(self);
    if (!native)
        return instance_get_dict(self);
    Value result = type_of(native)->descr_get(native, self, value_of(type_of(self)));
    decref(native);
    return result;
}

static bool set_dict(Value self, Value value) {
    Value native = native_dict_descriptor(self);
    if (native) {
        bool (*set)(Value, Value, Value) = type_of(native)->descr_set;
        bool good = set ? set(native, self, value)
                        : raise_type_error("this __dict__ descriptor does not support '%.200s' "
                                           "objects",
                                           type_name_of(self)) != NULL;
        decref(native);
        return good;
    }
    if (value)
        return instance_set_dict(self, value);
    Dict *empty = dict_new();
    bool good = empty && instance_set_dict(self, value_of(empty));
    if (empty)
        GIVE_UP(empty);
    return good;
}

static Value get_weakref(Value self) {
    MemWeakref *first = mem_weakref_first(object_of(self));
    return own(first ? value_of(first) : NONE);
}

static const NativeGetSet dict_getset = {"__dict__", get_dict, set_dict,
                                         "dictionary for instance variables"};
static const NativeGetSet weakref_getset = {"__weakref__", get_weakref, NULL,
                                            "list of weak references to the object"};

static bool fill_dict(Type *type, const Plan *plan) {
    Dict *dict = type->dict;
    Value doc = dict_get_name_borrowed(dict, names.__doc__);
    if (doc && is_str(doc) && !str_utf8(str_of(doc), NULL))
        return false; /* UnicodeEncodeError */
    if (!set_module(dict) || !set_qualified_name(type, dict) || !wrap_functions(dict) ||
        !set_cells(type, dict) || !add_slot_descriptors(type, plan->slots))
        return false;
    if (plan->add_dict && !dict_get_name_borrowed(dict, names.__dict__) &&
        !add_owned(dict, names.__dict__, getset_descriptor_new(type, &dict_getset)))
        return false;
    if (plan->add_weakrefs && !dict_get_name_borrowed(dict, names.__weakref__) &&
        !add_owned(dict, names.__weakref__, getset_descriptor_new(type, &weakref_getset)))
        return false;
    if (!dict_get_name_borrowed(dict, names.__doc__) && !dict_set_name(dict, names.__doc__, NONE))
        return false;
    if (dict_get_name_borrowed(dict, names.__eq__) &&
        !dict_get_name_borrowed(dict, names.__hash__) && !dict_set_name(dict, names.__hash__, NONE))
        return false;
    return true;
}

/* ---- the type object ------------------------------------------------------------------------- */

static bool set_name(Type *type, Str *name) {
    size_t size;
    const char *utf8 = str_utf8(name, &size);
    if (!utf8)
        return false;
    if (strlen(utf8) != size)
        return raise_value_error("type name must not contain null characters");
    OWN(name);
    type->name = value_of(name);
    type->mem.name = utf8;
    return true;
}

static bool check_keys(Type *type) {
    size_t position = 0;
    Value key, value;
    while (dict_next(type->dict, &position, &key, &value))
        if (!is_str(key))
            return warn(&exc_RuntimeWarning, 1, "non-string key in the __dict__ of class %.200s",
                        type->mem.name);
    return true;
}

static Type *make_type(const Plan *plan) {
    Type *type = type_allocate(plan->metatype, 0);
    if (!type)
        return NULL;
    Type *base = plan->base;
    type->mem.name = "";
    type->flags = TYPE_HEAP | TYPE_BASE | (base->flags & (TYPE_MATCH_SELF | TYPE_IS_MODULE));
    OWN(base);
    type->base = base;
    OWN(plan->bases);
    type->bases = plan->bases;
    OWN(plan->dict);
    type->dict = plan->dict;
    dict_set_owner(type->dict, type);
    type->mem.kind = MEM_CONTAINER;
    mem_gc_track(type);
    type->extra = mem_calloc(1, sizeof *type->extra);
    if (!type->extra) {
        raise_no_memory();
        goto failed;
    }
    type->extra->native_base = base->extra->native_base;
    if (!set_name(type, plan->name) || !set_layout(type, plan))
        goto failed;
    slots_set_memory(type);
    if (!fill_dict(type, plan) || !mro_set(type))
        goto failed;
    const uint32_t pattern_flags = TYPE_SEQUENCE | TYPE_MAPPING;
    for (size_t i = 0; i < type->mro->count; i++) {
        const Type *base = type_cast(type->mro->items[i]);
        type->flags |= base->flags & TYPE_SUBCLASS_FLAGS;
        if (!(type->flags & pattern_flags)) /* the first that has one of them decides */
            type->flags |= base->flags & pattern_flags;
    }
    slots_fix_all(type);
    type->flags |= TYPE_READY;
    for (size_t i = 0; i < type->bases->count; i++)
        if (!subclass_add(type_cast(type->bases->items[i]), type))
            goto failed;
    if (!type->dict->only_str_keys && !check_keys(type))
        goto failed;
    return type;
failed:
    GIVE_UP(type);
    return NULL;
}

/* ---- afterwards ------------------------------------------------------------------------------ */

static void add_set_name_note(Type *type, Value key, Value value) {
    Value exception = exception_fetch();
    Str *text = str_format("Error calling __set_name__ on '%.100s' instance %R in '%.100s'",
                           type_name_of(value), key, type->mem.name);
    Value result = text ? call_method_1(exception, names.add_note, value_of(text)) : NULL;
    decref_maybe(result);
    if (text)
        GIVE_UP(text);
    if (!result)
        exception_clear();
    exception_restore_steal(exception);
}

static bool tell_members(Type *type) {
    Dict *copy = dict_copy(type->dict); /* __set_name__ may change the class */
    if (!copy)
        return false;
    bool good = true;
    size_t position = 0;
    Value key, value;
    while (good && dict_next(copy, &position, &key, &value)) {
        Value stack[] = {value, value_of(type), key}, result;
        Lookup found = special_call(names.__set_name__, stack, 3, &result);
        if (found == LOOKUP_FOUND)
            decref(result);
        if (found == LOOKUP_ERROR) {
            add_set_name_note(type, key, value);
            good = false;
        }
    }
    GIVE_UP(copy);
    return good;
}

/* Whether a class behind `type` in its mro, but object, has an __init_subclass__. */
static bool parent_listens(const Type *type) {
    Tuple *mro = type->mro;
    size_t last = mro->count - 1;
    if (mro->items[0] != value_of(type) || mro->items[last] != value_of(&object_type))
        return true; /* a metaclass's own order: super() knows */
    for (size_t i = 1; i < last; i++)
        if (type_own_borrowed(type_cast(mro->items[i]), names.__init_subclass__))
            return true;
    return false;
}

/* Not calling object's __init_subclass__, which does nothing, saves 4 % of the instructions of a
 * class statement and of the interpreter's start. */
static bool tell_parent(Type *type, Value *keyword_values, Tuple *keywords) {
    if (!keywords && !parent_listens(type))
        return true;
    Value super = call_2(value_of(&super_type), value_of(type), value_of(type));
    if (!super)
        return false;
    Value method = attribute_get(super, names.__init_subclass__);
    decref(super);
    if (!method)
        return false;
    Value result = call(method, keyword_values, 0, keywords);
    decref(method);
    decref_maybe(result);
    return result != NULL;
}

static Type *new_class(Plan *plan, Dict *namespace, Value *keyword_values, Tuple *keywords) {
    Type *type = NULL;
    plan->base = type_best_base(plan->bases);
    plan->dict = plan->base ? dict_copy_namespace(namespace) : NULL;
    if (plan->dict && plan_slots(plan))
        type = make_type(plan);
    if (plan->dict)
        GIVE_UP(plan->dict);
    if (plan->slots)
        GIVE_UP(plan->slots);
    if (type && (!tell_members(type) || !tell_parent(type, keyword_values, keywords))) {
        GIVE_UP(type);
        return NULL;
    }
    return type;
}

static bool check_arguments(Value *args, size_t count) {
    static Type *const wanted[] = {&str_type, &tuple_type, &dict_type};
    if (count != 3)
        return raise_type_error("type.__new__() takes exactly 3 arguments (%zu given)", count);
    for (size_t i = 0; i < 3; i++)
        if (!is_instance_of(args[i], wanted[i]))
            return raise_type_error("type.__new__() argument %zu must be %s, not %s", i + 1,
                                    wanted[i]->mem.name, type_name_of(args[i]));
    return true;
}

Value type_new(Type *metatype, Value *args, size_t count, Tuple *names_given) {
    if (!check_arguments(args, count) || !check_bases(tuple_of(args[1])))
        return NULL;
    Plan plan = {.name = str_of(args[0]), .bases = tuple_of(args[1])};
    plan.metatype = metaclass_find(metatype, plan.bases);
    if (!plan.metatype)
        return NULL;
    if (plan.metatype != metatype && plan.metatype->new != type_new) {
        if (plan.metatype->new)
            return plan.metatype->new (plan.metatype, args, count, names_given);
        return raise_type_error("cannot create '%s' instances", plan.metatype->mem.name);
    }
    if (plan.bases->count)
        OWN(plan.bases);
    else if (!(plan.bases = tuple_pack(1, value_of(&object_type))))
        return NULL;
    Type *type = new_class(&plan, dict_of(args[2]), args + count, names_given);
    GIVE_UP(plan.bases);
    return value_of(type);
}

Value class_new(Str *name, Tuple *bases, Dict *namespace) {
    Value args[] = {value_of(name), value_of(bases), value_of(namespace)};
    return type_new(&type_type, args, 3, NULL);
}
