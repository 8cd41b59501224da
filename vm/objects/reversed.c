/* reversed: asks for __reversed__, else walks a sequence by index from its end. */
#include "vm/vm.h"

typedef struct Reversed {
    Object header;
    Value sequence;  /* owned; null: exhausted */
    ptrdiff_t index; /* of the next item; -1: none */
} Reversed;

static Value reversed_new(Type *type, Value *args, size_t count, Tuple *keywords) {
    bool plain = type == &reversed_type || type->init == reversed_type.init;
    if (!arguments_check("reversed", count, plain ? keywords : NULL, 1, 1))
        return NULL;
    Value sequence = args[0], method;
    Lookup found = special_method_lookup(sequence, names.__reversed__, &method);
    if (found == LOOKUP_ERROR)
        return NULL;
    if (found == LOOKUP_FOUND) {
        if (method == NONE)
            return raise_type_error("'%.200s' object is not reversible", type_name_of(sequence));
        Value result = call_0(method);
        decref(method);
        return result;
    }
    const Type *sequence_type = type_of(sequence);
    if (has_flag(sequence, TYPE_IS_DICT) || sequence_type->get_item == NULL ||
        sequence_type->length == NULL)
        return raise_type_error("'%.200s' object is not reversible", type_name_of(sequence));
    ptrdiff_t length = object_length(sequence);
    if (length < 0)
        return NULL;
    Reversed *self = type_allocate(type, 0);
    if (self == NULL)
        return NULL;
    self->sequence = own(sequence);
    self->index = length - 1;
    mem_gc_track(self);
    return value_of(self);
}

static void reversed_clear(Object *object) {
    clear_value(&((Reversed *)object)->sequence);
}

static void reversed_dealloc(Object *object) {
    mem_gc_untrack(object);
    reversed_clear(object);
    mem_object_free(object, type_instance_size((Type *)object->type, 0));
}

static void reversed_traverse(Object *object, MemVisit visit, void *context) {
    visit_value(((Reversed *)object)->sequence, visit, context);
}

static Next reversed_next(Value self_value, Value *item) {
    Reversed *self = (Reversed *)object_of(self_value);
    if (self->sequence == NULL)
        return NEXT_DONE;
    if (self->index >= 0) {
        Value sequence = own(self->sequence);
        *item = object_get_item(sequence, value_of_small_int(self->index));
        decref(sequence);
        if (*item != NULL) {
            self->index--;
            return NEXT_ITEM;
        }
        if (!exception_clear_if(&exc_IndexError) && !exception_clear_if(&exc_StopIteration))
            return NEXT_ERROR;
        self->index = -1;
    }
    reversed_clear(&self->header);
    return NEXT_DONE;
}

static Value reversed_length_hint(Value self_value, Value *args) {
    const Reversed *self = (Reversed *)object_of(self_value);
    if (self->sequence == NULL)
        return value_of_small_int(0);
    ptrdiff_t length = object_length(self->sequence);
    if (length < 0)
        return NULL;
    return value_of_small_int(length < self->index + 1 ? 0 : self->index + 1);
}

static Value reversed_reduce(Value self_value, Value *args) {
    const Reversed *self = (Reversed *)object_of(self_value);
    Value empty = self->sequence == NULL ? value_of(tuple_empty()) : NULL;
    Tuple *arguments = tuple_pack(1, empty != NULL ? empty : self->sequence);
    if (arguments == NULL)
        return NULL;
    Value type = value_of(type_of(self_value));
    Tuple *result = empty != NULL
                        ? tuple_pack(2, type, value_of(arguments))
                        : tuple_pack(3, type, value_of(arguments), value_of_small_int(self->index));
    GIVE_UP(arguments);
    return value_of(result);
}

static Value reversed_setstate(Value self_value, Value *args) {
    Reversed *self = (Reversed *)object_of(self_value);
    ptrdiff_t index;
    if (!int_as_size(args[0], &index))
        return NULL;
    if (self->sequence != NULL) {
        ptrdiff_t length = object_length(self->sequence);
        if (length < 0)
            return NULL;
        self->index = index < -1 ? -1 : index > length - 1 ? length - 1 : index;
    }
    return NONE;
}

static const NativeMethod methods[] = {
    NATIVE("__length_hint__($self, /)", reversed_length_hint,
           "Private method returning an estimate of len(list(it))."),
    NATIVE("__reduce__($self, /)", reversed_reduce, "Return state information for pickling."),
    NATIVE("__setstate__($self, object, /)", reversed_setstate,
           "Set state information for unpickling."),
    NATIVE_END,
};

Type reversed_type = {
    TYPE_INIT_CONTAINER("reversed", sizeof(Reversed), reversed_dealloc, reversed_traverse,
                        reversed_clear),
    .flags = TYPE_BASE | TYPE_IMMUTABLE,
    .doc = "reversed(sequence, /)\n--\n\n"
           "Return a reverse iterator over the values of the given sequence.",
    .methods = methods,
    .new = reversed_new,
    .iter = iterator_iter_self,
    .next = reversed_next,
};
