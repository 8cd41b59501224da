/* Finding elements: by a plain tag here, by a path through xml.etree.ElementPath; and the iterator
 * over an element and all below it, or over their texts.
 *
 * The iterator keeps its way down from the root, owned, in a stack of its own: depth costs no C
 * stack, and what changes while it walks is seen, as each step asks for the children anew. */
#include "lib/native/xml/etree.h"

#include "vm/import.h"
#include "vm/pass.h"

#include <string.h>

/* ---- find ------------------------------------------------------------------------------------ */

/* A tag, and no path that ElementPath must read: without / * [ @ . behind the namespace. */
static bool is_plain_tag(Value path) {
    if (!is_exact_str(path) || !str_of(path)->ascii)
        return false;
    const char *text = (const char *)str_of(path)->data, *end = text + str_of(path)->length;
    if (*text == '{') {
        const char *close = memchr(text, '}', (size_t)(end - text));
        if (!close || close - text < 2 || text[1] == '*') /* {} and {*} are wildcards */
            return false;
        text = close + 1;
    }
    for (; text < end; text++)
        if (strchr("/*[@.", *text))
            return false;
    return true;
}

static Value ask_path(Str *function, Value self, Value *args, size_t count) {
    Value callee = import_attribute("xml.etree.ElementPath", (const char *)function->data);
    Value all[4] = {self};
    for (size_t i = 0; i < count; i++)
        all[i + 1] = args[i] ? args[i] : NONE;
    Value result = callee ? call(callee, all, count + 1, NULL) : NULL;
    decref_maybe(callee);
    return result;
}

/* Equal to the tag that is looked for? Names of parsed trees are shared, so most are the same. */
static Answer fits(const Element *element, Value tag) {
    if (element->tag == tag)
        return ANSWER_YES;
    if (is_exact_str(element->tag) && is_exact_str(tag))
        return str_equal(str_of(element->tag), str_of(tag));
    Value own_tag = own(element->tag);
    Answer answer = object_equal(own_tag, tag);
    decref(own_tag);
    return answer;
}

/* The next child of that tag from *index on: owned. */
static Lookup next_child(Element *element, size_t *index, Value tag, Value *found) {
    while (*index < element->count) {
        Value child = own(element->children[(*index)++]);
        Answer answer =
            *index % PASS_ITEMS || pass_may_go_on() ? fits(element_of(child), tag) : ANSWER_ERROR;
        if (answer == ANSWER_YES) {
            *found = child;
            return LOOKUP_FOUND;
        }
        decref(child);
        if (answer == ANSWER_ERROR)
            return LOOKUP_ERROR;
    }
    return LOOKUP_MISSING;
}

static bool is_path(Value path, Value namespaces) {
    return (namespaces && namespaces != NONE) || !is_plain_tag(path);
}

Value element_find(Value self, Value *args) {
    if (is_path(args[0], args[1]))
        return ask_path(etree_names.find, self, args, 2);
    size_t index = 0;
    Value child;
    Lookup found = next_child(element_of(self), &index, args[0], &child);
    return found == LOOKUP_FOUND ? child : found == LOOKUP_MISSING ? NONE : NULL;
}

Value element_findtext(Value self, Value *args) {
    if (is_path(args[0], args[2]))
        return ask_path(etree_names.findtext, self, args, 3);
    size_t index = 0;
    Value child;
    Lookup found = next_child(element_of(self), &index, args[0], &child);
    if (found != LOOKUP_FOUND)
        return found == LOOKUP_ERROR ? NULL : args[1] ? own(args[1]) : NONE;
    Value text = element_of(child)->text;
    text = text == NONE ? value_of(str_empty()) : own(text);
    decref(child);
    return text;
}

Value element_findall(Value self, Value *args) {
    if (is_path(args[0], args[1]))
        return ask_path(etree_names.findall, self, args, 2);
    List *list = list_new(0);
    size_t index = 0;
    Value child;
    Lookup found = list ? LOOKUP_FOUND : LOOKUP_ERROR;
    while (found == LOOKUP_FOUND) {
        found = next_child(element_of(self), &index, args[0], &child);
        if (found == LOOKUP_FOUND && !list_append_steal(list, child))
            found = LOOKUP_ERROR;
    }
    if (found == LOOKUP_ERROR)
        decref_maybe(value_of(list));
    return found == LOOKUP_ERROR ? NULL : value_of(list);
}

Value element_iterfind(Value self, Value *args) {
    return ask_path(etree_names.iterfind, self, args, 2);
}

/* ---- the iterator ---------------------------------------------------------------------------- */

typedef struct Step {
    Element *element; /* owned */
    size_t index;     /* of the child that comes next */
} Step;

typedef struct TreeIterator {
    Object header;
    Element *root; /* owned; where it begins; null once it has */
    Value tag;     /* owned; only these; NONE: all */
    bool gives_text;
    Step *steps; /* mem_ buffer */
    size_t depth, capacity;
    size_t rounds; /* since signals were looked at */
} TreeIterator;

static TreeIterator *iterator_of(Value value) {
    return (TreeIterator *)object_of(value);
}

static Value make_iterator(Value self, Value tag, bool gives_text) {
    TreeIterator *iterator = type_allocate(&element_iterator_type, 0);
    if (!iterator)
        return NULL;
    iterator->root = element_of(own(self));
    iterator->tag = own(tag);
    iterator->gives_text = gives_text;
    mem_gc_track(iterator);
    return value_of(iterator);
}

Value element_iter(Value self, Value *args) {
    Value tag = args[0] ? args[0] : NONE;
    if (is_str(tag) && str_equal_c(str_of(tag), "*"))
        tag = NONE;
    return make_iterator(self, tag, false);
}

Value element_itertext(Value self, Value *args) {
    return make_iterator(self, NONE, true);
}

/* Goes down into an element, whose reference it takes, also on error. */
static bool push_steal(TreeIterator *iterator, Element *element) {
    if (iterator->depth == iterator->capacity) {
        size_t capacity = iterator->capacity ? iterator->capacity * 2 : 8;
        Step *steps = mem_realloc(iterator->steps, capacity * sizeof *steps);
        if (!steps) {
            GIVE_UP(element);
            return raise_no_memory();
        }
        iterator->steps = steps;
        iterator->capacity = capacity;
    }
    iterator->steps[iterator->depth++] = (Step){element, 0};
    return true;
}

/* A text that is not empty is the next item. Takes its reference. */
static Next give_text_steal(Value text, Value *item) {
    Answer is_true = text == NONE ? ANSWER_NO : object_truth(text);
    if (is_true == ANSWER_YES) {
        *item = text;
        return NEXT_ITEM;
    }
    decref(text);
    return is_true == ANSWER_ERROR ? NEXT_ERROR : NEXT_DONE;
}

/* Into the next element: DONE if it is not to be given. */
static Next enter_steal(TreeIterator *iterator, Element *element, Value *item) {
    OWN(element); /* for us: Python code may exhaust the iterator meanwhile */
    Next next = NEXT_ERROR;
    if (push_steal(iterator, element)) {
        if (iterator->gives_text)
            next = give_text_steal(own(element->text), item);
        else {
            Answer answer = iterator->tag == NONE ? ANSWER_YES : fits(element, iterator->tag);
            next = (Next)answer;
            if (answer == ANSWER_YES)
                *item = own(value_of(element));
        }
    }
    GIVE_UP(element);
    return next;
}

/* Out of an element whose children are done; what it is the tail of is not the root's own. */
static Next leave(TreeIterator *iterator, Value *item) {
    Element *element = iterator->steps[--iterator->depth].element;
    Next next = NEXT_DONE;
    if (iterator->gives_text && iterator->depth > 0)
        next = give_text_steal(own(element->tail), item);
    GIVE_UP(element);
    return next;
}

static Next iterator_step(Value self, Value *item) {
    TreeIterator *iterator = iterator_of(self);
    for (;;) {
        if (++iterator->rounds % PASS_ITEMS == 0 && !pass_may_go_on())
            return NEXT_ERROR;
        Next next;
        if (iterator->root) {
            Element *root = iterator->root;
            iterator->root = NULL;
            next = enter_steal(iterator, root, item);
        } else if (iterator->depth == 0)
            return NEXT_DONE;
        else {
            Step *top = &iterator->steps[iterator->depth - 1];
            next = top->index < top->element->count
                       ? enter_steal(iterator,
                                     element_of(own(top->element->children[top->index++])), item)
                       : leave(iterator, item);
        }
        if (next != NEXT_DONE)
            return next;
    }
}

static void iterator_clear(Object *object) {
    TreeIterator *iterator = (TreeIterator *)object;
    Value root = value_of(iterator->root);
    Step *steps = iterator->steps;
    size_t depth = iterator->depth;
    iterator->root = NULL;
    iterator->steps = NULL;
    iterator->depth = iterator->capacity = 0;
    replace_value(&iterator->tag, NONE);
    decref_maybe(root);
    for (size_t i = 0; i < depth; i++)
        GIVE_UP(steps[i].element);
    mem_free(steps);
}

static void iterator_dealloc(Object *object) {
    mem_gc_untrack(object);
    iterator_clear(object);
    mem_object_free(object, sizeof(TreeIterator));
}

static void iterator_traverse(Object *object, MemVisit visit, void *context) {
    const TreeIterator *iterator = (TreeIterator *)object;
    visit_value(value_of(iterator->root), visit, context);
    visit_value(iterator->tag, visit, context);
    for (size_t i = 0; i < iterator->depth; i++)
        visit_value(value_of(iterator->steps[i].element), visit, context);
}

Type element_iterator_type = {
    TYPE_INIT_CONTAINER("_elementtree._element_iterator", sizeof(TreeIterator), iterator_dealloc,
                        iterator_traverse, iterator_clear),
    .flags = TYPE_NO_INSTANTIATION | TYPE_IMMUTABLE,
    .iter = iterator_iter_self,
    .next = iterator_step,
};
