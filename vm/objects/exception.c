/* BaseException and what all exceptions share: making, freeing, args, chaining, notes, matching.
 *
 * Every built-in exception type is a static Type made from exceptions.def. The few that add
 * attributes or behaviour say so in an ExceptionLayout; exceptions_init copies layouts into the
 * types and the sizes from bases to derived types, in the order of exceptions.def.
 *
 * MemoryErrors are kept aside: a dead one goes to the store as long as that has room, and the
 * store hands it out when there may be no memory for a new one. */
#include "vm/objects/exception.h"
#include "vm/vm.h"

#include <stdio.h>
#include <unistd.h>

static void exception_dealloc(Object *object);
static void exception_traverse(Object *object, MemVisit visit, void *context);
static void exception_clear_fields(Object *object);

#define EXCEPTION(name, base_name, doc_text)                                                       \
    Type exc_##name = {                                                                            \
        TYPE_INIT_CONTAINER(#name, 0, exception_dealloc, exception_traverse,                       \
                            exception_clear_fields),                                               \
        .flags = TYPE_BASE | TYPE_IS_EXCEPTION | TYPE_IMMUTABLE | TYPE_DEFAULT_GETATTR,            \
        .accepts_weakrefs = false,                                                                 \
        .doc = doc_text,                                                                           \
    };
#include "vm/exceptions.def"
#undef EXCEPTION

/* exc_object in the list below is object itself. */
#define exc_object object_type
static Type *const all_types[][2] = {
#define EXCEPTION(name, base_name, doc_text) {&exc_##name, &exc_##base_name},
#include "vm/exceptions.def"
#undef EXCEPTION
};
#undef exc_object
enum { TYPE_COUNT = sizeof all_types / sizeof all_types[0] };

enum { STORE_CAPACITY = 16 };
static Exception *store[STORE_CAPACITY]; /* MemoryErrors, each with count 1 and empty fields */
static size_t store_count;
static bool store_open;
static Exception *last_resort; /* for when the store is empty and memory, too */

/* ---- life ------------------------------------------------------------------------------------ */

/* The built-in type that decides the layout of an instance's first part. */
static Type *native_type(Type *type) {
    while (type->flags & TYPE_HEAP)
        type = type->base;
    return type;
}

static void init_fields(Exception *exception, Tuple *args) {
    exception->shape = 0;
    OWN(args);
    exception->args = args;
    exception->traceback = exception->cause = exception->context = NULL;
    exception->suppress_context = false;
    Type *type = native_type((Type *)exception->header.type);
    size_t bytes = type->mem.basic_size - sizeof(Exception);
    exception->field_count = (uint8_t)(bytes / sizeof(Value));
    for (size_t i = 0; i < exception->field_count; i++)
        exception->fields[i] = NULL;
    mem_gc_track(exception);
}

static Exception *allocate_object(Type *type, Tuple *args) {
    Exception *exception = type_allocate(type, 0); /* on failure: raise_no_memory, the store */
    if (exception)
        init_fields(exception, args);
    return exception;
}

/* An instance without a call of __init__; args is shared. For types that need no more. */
static Value exception_allocate(Type *type, Tuple *args) {
    if (type == &exc_MemoryError && !args->count)
        return exception_no_memory();
    Exception *exception = allocate_object(type, args);
    return exception ? value_of(exception) : NULL;
}

static void exception_clear_fields(Object *object) {
    Exception *exception = (Exception *)object;
    Value args = value_of(exception->args);
    exception->args = NULL;
    clear_value(&exception->traceback);
    clear_value(&exception->cause);
    clear_value(&exception->context);
    for (size_t i = 0; i < exception->field_count; i++)
        clear_value(&exception->fields[i]);
    instance_word_clear(object);
    exception->args = tuple_empty();
    decref_maybe(args);
}

static void exception_traverse(Object *object, MemVisit visit, void *context) {
    Exception *exception = (Exception *)object;
    visit_value(value_of(exception->args), visit, context);
    visit_value(exception->traceback, visit, context);
    visit_value(exception->cause, visit, context);
    visit_value(exception->context, visit, context);
    for (size_t i = 0; i < exception->field_count; i++)
        visit_value(exception->fields[i], visit, context);
    instance_word_traverse(object, visit, context);
}

static void exception_dealloc(Object *object) {
    Exception *exception = (Exception *)object;
    mem_gc_untrack(object);
    exception_clear_fields(object);
    if (object->type == &exc_MemoryError.mem && store_open && store_count < STORE_CAPACITY) {
        object->refcount = 1;
        object->flags = 0;
        store[store_count++] = exception;
        return;
    }
    if (exception->args)
        GIVE_UP(exception->args);
    mem_object_free(object, object->type->basic_size);
}

/* Nothing can be raised yet. */
static COLD _Noreturn void end_without_memory(void) {
    fputs("folio: not enough memory to start\n", stderr);
    _exit(1);
}

Value exception_no_memory(void) {
    if (store_count) {
        Exception *exception = store[--store_count];
        mem_gc_track(exception);
        return value_of(exception);
    }
    Tuple *args = tuple_empty();
    Exception *exception = mem_object_new(&exc_MemoryError.mem, exc_MemoryError.mem.basic_size);
    if (exception)
        init_fields(exception, args);
    GIVE_UP(args);
    if (!exception && !last_resort)
        end_without_memory();
    return exception ? value_of(exception) : own(value_of(last_resort));
}

static bool fill_store(void) {
    Tuple *args = tuple_empty();
    while (store_count < STORE_CAPACITY) {
        Exception *exception = allocate_object(&exc_MemoryError, args);
        if (!exception)
            break;
        mem_gc_untrack(exception);
        store[store_count++] = exception;
    }
    if (!last_resort)
        last_resort = allocate_object(&exc_MemoryError, args);
    GIVE_UP(args);
    return store_count == STORE_CAPACITY && last_resort;
}

/* ---- constructors ---------------------------------------------------------------------------- */

Value exception_base_new(Type *type, Value *args, size_t count, Tuple *names) {
    Tuple *tuple = tuple_from_array(args, count);
    if (!tuple)
        return NULL;
    Exception *exception = allocate_object(type, tuple);
    GIVE_UP(tuple);
    return exception ? value_of(exception) : NULL;
}

bool exception_check_no_keywords(Value self, Tuple *names) {
    if (names && names->count)
        return raise_type_error("%.200s() takes no keyword arguments", type_name_of(self));
    return true;
}

static bool set_args(Value self, Value *args, size_t count) {
    Exception *exception = exception_of(self);
    if (exception->args->count == count) { /* usually what __new__ has put there */
        size_t i = 0;
        while (i < count && exception->args->items[i] == args[i])
            i++;
        if (i == count)
            return true;
    }
    Tuple *tuple = tuple_from_array(args, count);
    if (!tuple)
        return false;
    Tuple *old = exception->args;
    exception->args = tuple;
    GIVE_UP(old);
    return true;
}

bool exception_base_init(Value self, Value *args, size_t count, Tuple *names) {
    return exception_check_no_keywords(self, names) && set_args(self, args, count);
}

bool exception_init_keywords(Value self, Value *args, size_t count, Tuple *names,
                             const char *const *allowed, unsigned first) {
    if (!set_args(self, args, count))
        return false;
    Exception *exception = exception_of(self);
    for (unsigned i = 0; allowed[i]; i++)
        clear_value(&exception->fields[first + i]);
    for (size_t i = 0; names && i < names->count; i++) {
        unsigned j = 0;
        while (allowed[j] && !str_equal_c(str_of(names->items[i]), allowed[j]))
            j++;
        if (!allowed[j])
            return raise_type_error("%s() got an unexpected keyword argument '%U'",
                                    type_short_name(native_type(type_of(self))),
                                    str_of(names->items[i]));
        replace_value(&exception->fields[first + j], own(args[count + i]));
    }
    return true;
}

Value exception_new(Type *type, Tuple *args) {
    if (type == &exc_MemoryError && !args->count)
        return exception_no_memory();
    if (!type_ready(type))
        return NULL;
    if (type->new == exception_base_new && type->init == exception_base_init)
        return exception_allocate(type, args);
    Value exception = type->new (type, args->items, args->count, NULL);
    if (exception && is_exception(exception) &&
        !type_of(exception)->init(exception, args->items, args->count, NULL)) {
        decref(exception);
        return NULL;
    }
    return exception;
}

void exception_set_field(Value exception, unsigned field, Value value) {
    replace_value(&exception_of(exception)->fields[field], own_maybe(value));
}

/* ---- text ------------------------------------------------------------------------------------ */

Value exception_base_str(Value self) {
    Tuple *args = exception_of(self)->args;
    if (args->count == 0)
        return value_of(str_empty());
    Value shown = own(args->count == 1 ? args->items[0] : value_of(args));
    Value text = object_str(shown);
    decref(shown);
    return text;
}

static Value base_repr(Value self) {
    Tuple *args = exception_of(self)->args;
    OWN(args);
    Str *text = args->count == 1 ? str_format("%s(%R)", type_name_of(self), args->items[0])
                                 : str_format("%s%R", type_name_of(self), value_of(args));
    GIVE_UP(args);
    return value_of(text);
}

/* ---- attributes ------------------------------------------------------------------------------ */

static Value args_get(Value self) {
    return own(value_of(exception_of(self)->args));
}

static bool args_set(Value self, Value value) {
    if (!value)
        return raise_type_error("args may not be deleted");
    Tuple *tuple = tuple_from_iterable(value);
    if (!tuple)
        return false;
    Tuple *old = exception_of(self)->args;
    exception_of(self)->args = tuple;
    GIVE_UP(old);
    return true;
}

static Value traceback_get(Value self) {
    Value traceback = exception_of(self)->traceback;
    return own(traceback ? traceback : NONE);
}

static bool traceback_set(Value self, Value value) {
    if (!value)
        return raise_type_error("__traceback__ may not be deleted");
    if (value != NONE && !has_type(value, &traceback_type))
        return raise_type_error("__traceback__ must be a traceback or None");
    replace_value(&exception_of(self)->traceback, value == NONE ? NULL : own(value));
    return true;
}

static Value cause_get(Value self) {
    Value cause = exception_of(self)->cause;
    return own(cause ? cause : NONE);
}

static bool cause_set(Value self, Value value) {
    if (!value)
        return raise_type_error("__cause__ may not be deleted");
    if (value != NONE && !is_exception(value))
        return raise_type_error("exception cause must be None or derive from BaseException");
    exception_of(self)->suppress_context = true;
    replace_value(&exception_of(self)->cause, value == NONE ? NULL : own(value));
    return true;
}

static Value context_get(Value self) {
    Value context = exception_of(self)->context;
    return own(context ? context : NONE);
}

static bool context_set(Value self, Value value) {
    if (!value)
        return raise_type_error("__context__ may not be deleted");
    if (value != NONE && !is_exception(value))
        return raise_type_error("exception context must be None or derive from BaseException");
    replace_value(&exception_of(self)->context, value == NONE ? NULL : own(value));
    return true;
}

static Value dict_get(Value self) {
    Dict *dict = instance_dict(self);
    return dict ? own(value_of(dict)) : NULL;
}

static bool dict_set_attribute(Value self, Value value) {
    if (!value)
        return raise_type_error("cannot delete __dict__");
    if (!is_dict(value))
        return raise_type_error("__dict__ must be set to a dictionary, not a '%.200s'",
                                type_name_of(value));
    uintptr_t *word = attribute_word(object_of(self), type_of(self));
    Value old = instance_dict(self) ? value_of(dict_of_word(*word)) : NULL;
    if (!old)
        return false;
    *word = (uintptr_t)(void *)object_of(own(value)) | 1;
    decref(old);
    return true;
}

Dict *exception_dict_borrowed(Value self) {
    uintptr_t word = exception_of(self)->shape;
    return is_dict_word(word) ? dict_of_word(word) : NULL;
}

static const NativeGetSet base_getsets[] = {
    {"__dict__", dict_get, dict_set_attribute, NULL},
    {"args", args_get, args_set, NULL},
    {"__traceback__", traceback_get, traceback_set, NULL},
    {"__context__", context_get, context_set, "exception context"},
    {"__cause__", cause_get, cause_set, "exception cause"},
    {NULL, NULL, NULL, NULL},
};

static const NativeMember base_members[] = {
    {"__suppress_context__", MEMBER_BOOL, offsetof(Exception, suppress_context), true, NULL},
    {NULL, MEMBER_VALUE, 0, false, NULL},
};

/* ---- methods --------------------------------------------------------------------------------- */

static Value exception_reduce(Value self, Value *args) {
    Value type = value_of(type_of(self)), arguments = value_of(exception_of(self)->args);
    Dict *dict = exception_dict_borrowed(self);
    return value_of(dict ? tuple_pack(3, type, arguments, value_of(dict))
                         : tuple_pack(2, type, arguments));
}

static Value set_state(Value self, Value *args) {
    Value state = args[0];
    if (state == NONE)
        return NONE;
    if (!is_dict(state))
        return raise_type_error("state is not a dictionary");
    List *items = dict_items_list(dict_of(state));
    if (!items)
        return NULL;
    bool done = true;
    for (size_t i = 0; done && i < items->count; i++) {
        Tuple *pair = tuple_of(items->items[i]);
        if (!is_str(pair->items[0]))
            done = raise_type_error("attribute name must be string, not '%.200s'",
                                    type_name_of(pair->items[0]));
        else
            done = attribute_set(self, str_of(pair->items[0]), pair->items[1]);
    }
    GIVE_UP(items);
    return done ? NONE : NULL;
}

static Value with_traceback(Value self, Value *args) {
    return traceback_set(self, args[0]) ? own(self) : NULL;
}

static bool exception_add_note(Value exception, Value note) {
    Value notes;
    switch (attribute_lookup(exception, names.__notes__, &notes)) {
    case LOOKUP_ERROR:
        return false;
    case LOOKUP_MISSING:
        notes = value_of(list_new(1));
        if (!notes)
            return false;
        if (!attribute_set(exception, names.__notes__, notes)) {
            decref(notes);
            return false;
        }
        break;
    case LOOKUP_FOUND:
        break;
    }
    bool done = is_list(notes)
                    ? list_append(list_of(notes), note)
                    : raise_type_error("Cannot add note: __notes__ is not a list") != NULL;
    decref(notes);
    return done;
}

static Value add_note(Value self, Value *args) {
    if (!is_str(args[0]))
        return raise_type_error("note must be a str, not '%s'", type_name_of(args[0]));
    return exception_add_note(self, args[0]) ? NONE : NULL;
}

static const NativeMethod base_methods[] = {
    NATIVE("__reduce__($self, /)", exception_reduce, NULL),
    NATIVE("__setstate__($self, object, /)", set_state, NULL),
    NATIVE("with_traceback($self, object, /)", with_traceback,
           "Exception.with_traceback(tb) --\nset self.__traceback__ to tb and return self."),
    NATIVE("add_note($self, object, /)", add_note,
           "Exception.add_note(note) --\nadd a note to the exception"),
    NATIVE_END,
};

/* ---- except clauses -------------------------------------------------------------------------- */

Answer exception_matches_clause(Value exception, Value type_or_tuple) {
    if (is_exception_class(type_or_tuple))
        return type_is_subtype(type_of(exception), type_cast(type_or_tuple));
    const char *message = "catching classes that do not inherit from BaseException is not allowed";
    if (!is_tuple(type_or_tuple)) {
        raise_type_error(message);
        return ANSWER_ERROR;
    }
    Tuple *types = tuple_of(type_or_tuple);
    for (size_t i = 0; i < types->count; i++)
        if (!is_exception_class(types->items[i])) {
            raise_type_error(message);
            return ANSWER_ERROR;
        }
    for (size_t i = 0; i < types->count; i++)
        if (type_is_subtype(type_of(exception), type_cast(types->items[i])))
            return ANSWER_YES;
    return ANSWER_NO;
}

/* ---- start and end --------------------------------------------------------------------------- */

static void apply_layouts(const ExceptionLayout *layouts) {
    for (const ExceptionLayout *layout = layouts; layout->type; layout++) {
        Type *type = layout->type;
        type->mem.basic_size = (uint32_t)(sizeof(Exception) + layout->fields * sizeof(Value));
        type->new = layout->new;
        type->init = layout->init;
        type->str = layout->str;
        type->methods = layout->methods;
        type->getsets = layout->getsets;
        type->members = layout->members;
    }
}

static void complete_types(void) {
    apply_layouts(exception_layouts);
    apply_layouts(exception_os_layouts);
    apply_layouts(exception_syntax_layouts);
    apply_layouts(exception_unicode_layouts);
    apply_layouts(exception_group_layouts);
    Type *root = &exc_BaseException;
    root->mem.basic_size = sizeof(Exception);
    root->new = exception_base_new;
    root->init = exception_base_init;
    root->str = exception_base_str;
    root->repr = base_repr;
    root->get_attr = attribute_get_generic;
    root->methods = base_methods;
    root->getsets = base_getsets;
    root->members = base_members;
    for (size_t i = 0; i < TYPE_COUNT; i++) {
        Type *type = all_types[i][0], *base = all_types[i][1];
        type->base = base;
        type->shape_offset = offsetof(Exception, shape);
        if (!type->mem.basic_size)
            type->mem.basic_size = base->mem.basic_size;
        if (!type->new)
            type->new = base->new;
        if (!type->init)
            type->init = base->init;
    }
}

/* A type that is not ready is not given up by types_fini. */
static void give_up_bases(void) {
    if (exc_ExceptionGroup.flags & TYPE_READY || !exc_ExceptionGroup.bases)
        return;
    GIVE_UP(exc_ExceptionGroup.bases);
    exc_ExceptionGroup.bases = NULL;
}

bool exceptions_init(void) {
    complete_types();
    if (!exc_ExceptionGroup.bases) {
        exc_ExceptionGroup.bases =
            tuple_pack(2, value_of(&exc_BaseExceptionGroup), value_of(&exc_Exception));
        if (!exc_ExceptionGroup.bases)
            return false;
    }
    store_open = true;
    return fill_store();
}

/* It is still there for whoever runs out of memory, but remembers nothing. */
void exceptions_forget(void) {
    clear_value(&last_resort->traceback);
    clear_value(&last_resort->context);
    clear_value(&last_resort->cause);
}

void exceptions_fini(void) {
    store_open = false;
    if (last_resort)
        GIVE_UP(last_resort);
    last_resort = NULL;
    while (store_count)
        GIVE_UP(store[--store_count]);
    give_up_bases();
}
