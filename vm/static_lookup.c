/* Looking at objects without running any code of theirs. */
#include "vm/static_lookup.h"
#include "vm/objects/code.h"
#include "vm/vm.h"

#include <stdio.h>
#include <string.h>

/* ---- attributes ------------------------------------------------------------------------------ */

static bool runs_code(Value attribute) {
    Type *type = type_of(attribute);
    return type == &property_type || type == &getset_descriptor_type ||
           type == &member_descriptor_type;
}

/* Takes functions out of their class and static methods. */
static Value unwrap(Value attribute) {
    if (!has_type(attribute, &classmethod_type) && !has_type(attribute, &staticmethod_type))
        return own(attribute);
    Str *name = str_interned("__func__");
    Value function = name ? attribute_get(attribute, name) : NULL;
    if (name)
        GIVE_UP(name);
    exception_clear();
    return function;
}

/* As it is stored: borrowed. *of_class: not the object's own. */
static Value stored_borrowed(Value object, Str *name, bool *of_class) {
    *of_class = false;
    if (has_type(object, &module_type))
        return dict_get_name_borrowed(((Module *)object_of(object))->dict, name);
    if (is_type(object))
        return type_lookup_borrowed(type_cast(object), name);
    Value shared = type_lookup_borrowed(type_of(object), name);
    if (shared && runs_code(shared))
        return NULL;
    Value own_value = is_object(object) && attribute_word_find(object_of(object), type_of(object))
                          ? instance_get_borrowed(object, name)
                          : NULL;
    *of_class = !own_value;
    return own_value ? own_value : shared;
}

Value static_attribute(Value object, Str *name, bool *bound) {
    bool of_class;
    Value found = stored_borrowed(object, name, &of_class);
    bool is_class_method = found && has_type(found, &classmethod_type);
    *bound = found && (of_class ? !has_type(found, &staticmethod_type) : is_class_method);
    Value value = found ? unwrap(found) : NULL;
    exception_clear();
    return value;
}

typedef struct Visit {
    void (*function)(void *context, Value object, Str *name);
    void *context;
    Value object;
} Visit;

static void visit_keys(Dict *dict, const Visit *visit) {
    Value key, value;
    for (size_t position = 0; dict && dict_next(dict, &position, &key, &value);)
        if (is_exact_str(key))
            visit->function(visit->context, visit->object, str_of(key));
}

static void visit_class(Type *type, const Visit *visit) {
    for (size_t i = 0; type->mro && i < type->mro->count; i++) {
        Type *base = type_cast(type->mro->items[i]);
        if (type_ready(base))
            visit_keys(base->dict, visit);
    }
}

static void visit_instance(Object *object, const Visit *visit) {
    uintptr_t *word = attribute_word_find(object, (Type *)object->type);
    if (!word || !*word)
        return;
    if (is_dict_word(*word)) {
        visit_keys(dict_of_word(*word), visit);
        return;
    }
    for (Shape *shape = (Shape *)*word; shape && shape->name; shape = shape->parent)
        visit->function(visit->context, visit->object, shape->name);
}

void static_attribute_names(Value object, void (*function)(void *, Value, Str *), void *context) {
    Visit visit = {function, context, object};
    if (!type_ready(type_of(object)) || (is_type(object) && !type_ready(type_cast(object)))) {
        exception_clear();
        return;
    }
    if (has_type(object, &module_type))
        visit_keys(((Module *)object_of(object))->dict, &visit);
    else if (is_type(object))
        visit_class(type_cast(object), &visit);
    else {
        if (is_object(object))
            visit_instance(object_of(object), &visit);
        visit_class(type_of(object), &visit);
    }
    exception_clear();
}

bool static_is_callable(Value value) {
    Type *type = type_of(value);
    return type->call || type == &function_type || type == &method_descriptor_type ||
           type == &wrapper_descriptor_type || type == &classmethod_descriptor_type;
}

/* ---- signatures ------------------------------------------------------------------------------ */

typedef struct TextBuffer { /* cut where it does not fit */
    char *bytes;
    size_t size, used;
} TextBuffer;

static void put(TextBuffer *to, const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    int count = vsnprintf(to->bytes + to->used, to->size - to->used, format, arguments);
    va_end(arguments);
    if (count > 0)
        to->used += (size_t)count < to->size - to->used ? (size_t)count : to->size - to->used - 1;
}

static void put_str(TextBuffer *to, Str *text) {
    const char *bytes = str_utf8(text, NULL);
    put(to, "%s", bytes ? bytes : "?");
    exception_clear();
}

/* Only of values whose repr is ours. */
static void put_default(TextBuffer *to, Value value) {
    bool plain = value == NONE || is_small_int(value) || has_type(value, &bool_type) ||
                 has_type(value, &float_type) || is_exact_str(value) ||
                 has_type(value, &bytes_type) || value == ELLIPSIS;
    Value text = plain ? object_repr(value) : NULL;
    put(to, "=");
    if (text && str_of(text)->length <= 40)
        put_str(to, str_of(text));
    else
        put(to, "...");
    decref_maybe(text);
    exception_clear();
}

static void put_separator(TextBuffer *to, bool *first) {
    if (!*first)
        put(to, ", ");
    *first = false;
}

static void put_positional(TextBuffer *to, const Function *function, uint32_t skip, bool *first) {
    const Code *code = function->code->code;
    size_t defaults = function->defaults ? function->defaults->count : 0;
    for (uint32_t i = skip; i < code->argcount; i++) {
        put_separator(to, first);
        put_str(to, function->code->slot_names[i]);
        if (i + defaults >= code->argcount)
            /* NOLINTNEXTLINE(clang-analyzer-core.NullDereference): these have defaults */
            put_default(to, function->defaults->items[i + defaults - code->argcount]);
        if (i + 1 == code->posonlyargcount)
            put(to, ", /");
    }
}

static void put_keyword_only(TextBuffer *to, const Function *function, bool *first) {
    const Code *code = function->code->code;
    uint32_t end = code->argcount + code->kwonlyargcount;
    bool variadic = code->flags & CO_VARARGS;
    if (variadic || code->kwonlyargcount) {
        put_separator(to, first);
        put(to, "*");
        if (variadic)
            put_str(to, function->code->slot_names[end]);
    }
    for (uint32_t i = code->argcount; i < end; i++) {
        Str *name = function->code->slot_names[i];
        put_separator(to, first);
        put_str(to, name);
        Value value = function->keyword_defaults
                          ? dict_get_name_borrowed(function->keyword_defaults, name)
                          : NULL;
        if (value)
            put_default(to, value);
    }
    if (code->flags & CO_VARKEYWORDS) {
        put_separator(to, first);
        put(to, "**");
        put_str(to, function->code->slot_names[end + variadic]);
    }
}

static void put_function(TextBuffer *to, Value value, bool skip_self) {
    const Function *function = (const Function *)object_of(value);
    bool first = true;
    if (!code_object_complete(function->code)) {
        exception_clear();
        return;
    }
    put(to, "(");
    put_positional(to, function, skip_self && function->code->code->argcount, &first);
    put_keyword_only(to, function, &first);
    put(to, ")");
}

/* "pop($self, index=-1, /)" without the name and what is bound already. */
static void put_native(TextBuffer *to, const char *signature) {
    const char *at = strchr(signature, '(');
    if (!at)
        return;
    at++;
    if (*at == '$') {
        at += strcspn(at, ",)");
        at += strspn(at, ", ");
        if (*at == '/')
            at++;
        at += strspn(at, ", ");
    }
    put(to, "(%s", *at ? at : ")");
}

/* Of __init__, else of __new__, as the class has them in Python. */
static void put_class(TextBuffer *to, Type *type) {
    Value init = type_lookup_borrowed(type, names.__init__);
    Value new = type_lookup_borrowed(type, names.__new__);
    Value function = new ? unwrap(new) : NULL;
    if (init && is_function(init))
        put_function(to, init, true);
    else if (function && is_function(function))
        put_function(to, function, true);
    else
        put(to, type->flags & TYPE_HEAP ? "()" : "");
    decref_maybe(function);
}

static void put_signature(TextBuffer *to, Value callable, bool skip_self) {
    Type *type = type_of(callable);
    if (type == &function_type)
        put_function(to, callable, skip_self);
    else if (type == &method_type)
        put_signature(to, ((Method *)object_of(callable))->function, true);
    else if (type == &native_function_type)
        put_native(to, ((NativeCallable *)object_of(callable))->method->signature);
    else if (type == &method_descriptor_type || type == &classmethod_descriptor_type)
        put_native(to, ((MethodDescriptor *)object_of(callable))->method->signature);
    else if (is_type(callable))
        put_class(to, type_cast(callable));
    else {
        Value call = type_lookup_borrowed(type, names.__call__);
        if (call && is_function(call))
            put_function(to, call, true);
    }
}

void static_signature(Value callable, const char *name, bool bound, char *text, size_t size) {
    TextBuffer to = {text, size, 0};
    put(&to, "%s", name);
    size_t before = to.used;
    put_signature(&to, callable, bound);
    if (to.used == before)
        *text = 0;
}

/* ---- documentation --------------------------------------------------------------------------- */

static const char *doc_of(Value object) {
    Type *type = type_of(object);
    Value doc = NULL;
    if (type == &method_type)
        return doc_of(((Method *)object_of(object))->function);
    if (type == &native_function_type)
        return ((NativeCallable *)object_of(object))->method->doc;
    if (type == &method_descriptor_type)
        return ((MethodDescriptor *)object_of(object))->method->doc;
    if (type == &function_type) {
        if (!function_doc((Function *)object_of(object), &doc))
            exception_clear();
    } else if (is_type(object) && !(type_cast(object)->flags & TYPE_HEAP))
        return type_cast(object)->doc;
    else if (is_type(object))
        doc = dict_get_name_borrowed(type_cast(object)->dict, names.__doc__);
    const char *text = doc && is_exact_str(doc) ? str_utf8(str_of(doc), NULL) : NULL;
    exception_clear();
    return text;
}

void static_doc_line(Value object, char *text, size_t size) {
    const char *doc = doc_of(object);
    *text = 0;
    if (!doc)
        return;
    doc += strspn(doc, " \n\t");
    size_t length = strcspn(doc, "\n");
    snprintf(text, size, "%.*s", (int)length, doc);
}
