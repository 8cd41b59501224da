/* TreeBuilder: the events of a document become a tree of elements.
 *
 * Text is gathered until the next event and then becomes the text of the element opened last, or
 * the tail of the one closed last. Factories and what events are reported to are Python code:
 * everything used after a call of them is owned. */
#include "lib/native/xml/etree.h"

/* ---- text ------------------------------------------------------------------------------------ */

/* Behind what Python gave, what the parser gave in between. */
static bool gather_text(TreeBuilder *builder) {
    if (builder->text.length == 0)
        return true;
    if (!builder->pieces && !(builder->pieces = list_new(0)))
        return false;
    return list_append_steal(builder->pieces, value_of(str_builder_finish(&builder->text)));
}

bool tree_builder_text(TreeBuilder *builder, const char *utf8, size_t size) {
    if (builder->last == NONE)
        return true; /* in front of everything */
    if (str_builder_utf8(&builder->text, utf8, size))
        return true;
    str_builder_abandon(&builder->text);
    str_builder_init(&builder->text);
    return false;
}

bool tree_builder_data(TreeBuilder *builder, Value data) {
    if (builder->last == NONE)
        return true;
    return gather_text(builder) && (builder->pieces || (builder->pieces = list_new(0))) &&
           list_append(builder->pieces, data);
}

/* All that was gathered, owned: what was given, if it is one piece, whatever it is. */
static Value take_text(TreeBuilder *builder) {
    if (!builder->pieces)
        return value_of(str_builder_finish(&builder->text));
    if (!gather_text(builder))
        return NULL;
    List *pieces = builder->pieces;
    builder->pieces = NULL;
    Value text;
    if (pieces->count == 1)
        text = own(pieces->items[0]);
    else {
        Str *nothing = str_empty();
        text = value_of(str_join(nothing, value_of(pieces)));
        GIVE_UP(nothing);
    }
    GIVE_UP(pieces);
    return text;
}

/* Behind the text that is there: an element has several when comments between them are dropped. */
static Value join_steal(Value before, Value text) {
    if (before == NONE)
        return text;
    Value both = object_add(before, text);
    decref(before);
    decref(text);
    return both;
}

static bool add_text_to(Value owner, bool is_tail, Value text) {
    if (is_exact_element(owner)) {
        Value *field = is_tail ? &element_of(owner)->tail : &element_of(owner)->text;
        Value joined = join_steal(own(*field), own(text));
        if (joined)
            replace_value(field, joined);
        return joined != NULL;
    }
    Str *name = is_tail ? etree_names.tail : etree_names.text;
    Value before = attribute_get(owner, name);
    Value joined = before ? join_steal(before, own(text)) : NULL;
    bool fine = joined && attribute_set(owner, name, joined);
    decref_maybe(joined);
    return fine;
}

static bool flush(TreeBuilder *builder) {
    if (builder->text.length == 0 && !builder->pieces)
        return true;
    Value text = take_text(builder), owner = own(builder->last);
    bool fine = text && add_text_to(owner, builder->is_tail, text);
    decref_maybe(text);
    decref(owner);
    return fine;
}

/* ---- events ---------------------------------------------------------------------------------- */

bool tree_builder_report_steal(TreeBuilder *builder, EventKind kind, Value value) {
    if (!value)
        return false;
    Value name = builder->append_event ? builder->events[kind] : NULL;
    bool fine = true;
    if (name) {
        Value append = own(builder->append_event);
        Value pair = value_of(tuple_pack(2, name, value));
        Value done = pair ? call_1(append, pair) : NULL;
        decref(append);
        decref_maybe(pair);
        decref_maybe(done);
        fine = done != NULL;
    }
    decref(value);
    return fine;
}

void tree_builder_report_to_steal(TreeBuilder *builder, Value append, Value *events) {
    replace_value(&builder->append_event, append);
    for (size_t i = 0; i < EVENT_KINDS; i++)
        replace_value(&builder->events[i], events[i]);
}

static bool add_child(Value parent, Value child) {
    if (is_exact_element(parent) && is_element(child))
        return element_append(element_of(parent), child);
    if (is_exact_element(parent))
        return raise_no_element(child);
    Value done = call_method_1(parent, etree_names.append, child);
    decref_maybe(done);
    return done != NULL;
}

/* Remembers the current element as open, so that another can be the current one. */
static bool push_current(TreeBuilder *builder) {
    if (builder->open_count == builder->open_capacity) {
        size_t capacity = builder->open_capacity ? builder->open_capacity * 2 : 16;
        Value *open = mem_realloc(builder->open, capacity * sizeof(Value));
        if (!open)
            return raise_no_memory();
        builder->open = open;
        builder->open_capacity = capacity;
    }
    builder->open[builder->open_count++] = builder->current;
    builder->current = NONE;
    return true;
}

static Value make_element(TreeBuilder *builder, Value tag, Dict *attributes) {
    if (!builder->element_factory)
        return value_of(element_new(tag, attributes));
    Value factory = own(builder->element_factory);
    Value given = attributes ? own(value_of(attributes)) : value_of(dict_new());
    Value made = given ? call_2(factory, tag, given) : NULL;
    decref_maybe(given);
    decref(factory);
    return made;
}

/* Where a new element stands: below the current one, or as the root. */
static bool place(TreeBuilder *builder, Value element) {
    if (builder->current != NONE) {
        Value parent = own(builder->current);
        bool fine = add_child(parent, element);
        decref(parent);
        return fine;
    }
    if (builder->root != NONE)
        return raise_of(&etree_parse_error, "multiple elements on top level");
    builder->root = own(element);
    return true;
}

Value tree_builder_start(TreeBuilder *builder, Value tag, Dict *attributes) {
    if (!flush(builder))
        return NULL;
    Value element = make_element(builder, tag, attributes);
    if (!element)
        return NULL;
    if (!place(builder, element) || !push_current(builder)) {
        decref(element);
        return NULL;
    }
    builder->current = own(element);
    builder->is_tail = false;
    replace_value(&builder->last, own(element));
    if (tree_builder_report_steal(builder, EVENT_START, own(element)))
        return element;
    decref(element);
    return NULL;
}

Value tree_builder_end(TreeBuilder *builder) {
    if (!flush(builder))
        return NULL;
    if (builder->open_count == 0)
        return raise_index_error("pop from empty stack");
    Value element = builder->current;
    builder->current = builder->open[--builder->open_count];
    builder->is_tail = true;
    replace_value(&builder->last, own(element));
    if (tree_builder_report_steal(builder, EVENT_END, own(element)))
        return element;
    decref(element);
    return NULL;
}

/* A comment or processing instruction, made by its factory or what it was given. Takes `node`. */
static Value add_single_steal(TreeBuilder *builder, Value node, bool inserts, EventKind kind) {
    if (!node)
        return NULL;
    if (inserts && builder->current != NONE) {
        Value parent = own(builder->current);
        bool fine = add_child(parent, node);
        decref(parent);
        if (!fine) {
            decref(node);
            return NULL;
        }
        builder->is_tail = true;
        replace_value(&builder->last, own(node));
    }
    if (tree_builder_report_steal(builder, kind, own(node)))
        return node;
    decref(node);
    return NULL;
}

Value tree_builder_comment(TreeBuilder *builder, Value text) {
    if (!flush(builder))
        return NULL;
    Value factory = own_maybe(builder->comment_factory);
    Value node = factory ? call_1(factory, text) : own(text);
    decref_maybe(factory);
    return add_single_steal(builder, node, builder->inserts_comments, EVENT_COMMENT);
}

Value tree_builder_pi(TreeBuilder *builder, Value target, Value text) {
    if (!flush(builder))
        return NULL;
    Value factory = own_maybe(builder->pi_factory);
    Value node = factory ? call_2(factory, target, text) : value_of(tuple_pack(2, target, text));
    decref_maybe(factory);
    return add_single_steal(builder, node, builder->inserts_pis, EVENT_PI);
}

/* ---- methods --------------------------------------------------------------------------------- */

static Value data(Value self, Value *args) {
    return tree_builder_data(tree_builder_of(self), args[0]) ? NONE : NULL;
}

static Value start(Value self, Value *args) {
    if (!is_dict(args[1]))
        return raise_type_error("start() argument 2 must be dict, not %N", args[1]);
    return tree_builder_start(tree_builder_of(self), args[0], dict_of(args[1]));
}

static Value end(Value self, Value *args) {
    return tree_builder_end(tree_builder_of(self));
}

static Value comment(Value self, Value *args) {
    return tree_builder_comment(tree_builder_of(self), args[0]);
}

static Value pi(Value self, Value *args) {
    return tree_builder_pi(tree_builder_of(self), args[0], args[1] ? args[1] : NONE);
}

static Value result(Value self, Value *args) {
    return own(tree_builder_of(self)->root);
}

/* ---- life ------------------------------------------------------------------------------------ */

static Value new (Type *type, Value *args, size_t count, Tuple *keywords) {
    TreeBuilder *builder = type_allocate(type, 0);
    if (!builder)
        return NULL;
    builder->root = builder->current = builder->last = NONE;
    str_builder_init(&builder->text);
    mem_gc_track(builder);
    return value_of(builder);
}

static Value factory_or(Value given, Value otherwise) {
    return own_maybe(given && given != NONE ? given : otherwise);
}

static bool init(Value self, Value *args, size_t count, Tuple *keywords) {
    static Signature signature =
        SIGNATURE("TreeBuilder(element_factory=None, *, comment_factory=None, pi_factory=None, "
                  "insert_comments=False, insert_pis=False)");
    Value bound[5];
    if (!arguments_bind(&signature, args, count, keywords, bound))
        return false;
    Answer comments = bound[3] ? object_truth(bound[3]) : ANSWER_NO;
    Answer pis = comments != ANSWER_ERROR && bound[4] ? object_truth(bound[4]) : comments;
    if (comments == ANSWER_ERROR || pis == ANSWER_ERROR)
        return false;
    TreeBuilder *builder = tree_builder_of(self);
    bool is_element_made = bound[0] == value_of(&element_type);
    replace_value(&builder->element_factory, factory_or(is_element_made ? NULL : bound[0], NULL));
    replace_value(&builder->comment_factory, factory_or(bound[1], etree_comment_factory));
    replace_value(&builder->pi_factory, factory_or(bound[2], etree_pi_factory));
    builder->inserts_comments = comments == ANSWER_YES;
    builder->inserts_pis = bound[4] && pis == ANSWER_YES;
    return true;
}

static void clear(Object *object) {
    TreeBuilder *builder = (TreeBuilder *)object;
    Value *open = builder->open;
    size_t open_count = builder->open_count;
    builder->open = NULL;
    builder->open_count = builder->open_capacity = 0;
    for (size_t i = 0; i < open_count; i++)
        decref(open[i]);
    mem_free(open);
    replace_value(&builder->root, NONE);
    replace_value(&builder->current, NONE);
    replace_value(&builder->last, NONE);
    List *pieces = builder->pieces;
    builder->pieces = NULL;
    decref_maybe(value_of(pieces));
    clear_value(&builder->element_factory);
    clear_value(&builder->comment_factory);
    clear_value(&builder->pi_factory);
    tree_builder_report_to_steal(builder, NULL, (Value[EVENT_KINDS]){NULL});
}

static void dealloc(Object *object) {
    mem_gc_untrack(object);
    clear(object);
    str_builder_abandon(&((TreeBuilder *)object)->text);
    mem_object_free(object, type_instance_size((Type *)object->type, 0));
}

static void traverse(Object *object, MemVisit visit, void *context) {
    const TreeBuilder *builder = (TreeBuilder *)object;
    visit_value(builder->root, visit, context);
    visit_value(builder->current, visit, context);
    visit_value(builder->last, visit, context);
    for (size_t i = 0; i < builder->open_count; i++)
        visit_value(builder->open[i], visit, context);
    visit_value(value_of(builder->pieces), visit, context);
    visit_value(builder->element_factory, visit, context);
    visit_value(builder->comment_factory, visit, context);
    visit_value(builder->pi_factory, visit, context);
    visit_value(builder->append_event, visit, context);
    for (size_t i = 0; i < EVENT_KINDS; i++)
        visit_value(builder->events[i], visit, context);
}

static const NativeMethod methods[] = {NATIVE("data($self, data, /)", data, NULL),
                                       NATIVE("start($self, tag, attrs, /)", start, NULL),
                                       NATIVE("end($self, tag, /)", end, NULL),
                                       NATIVE("comment($self, text, /)", comment, NULL),
                                       NATIVE("pi($self, target, text=None, /)", pi, NULL),
                                       NATIVE("close($self, /)", result, NULL),
                                       NATIVE_END};

Type tree_builder_type = {
    TYPE_INIT_CONTAINER("xml.etree.ElementTree.TreeBuilder", sizeof(TreeBuilder), dealloc, traverse,
                        clear),
    .flags = TYPE_BASE,
    .methods = methods,
    .new = new,
    .init = init,
};
