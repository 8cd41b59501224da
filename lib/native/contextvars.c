/* _contextvars: contexts, the variables in them, and tokens that undo one setting.
 *
 * A context's variables stand in a dict that copies share: who changes it first takes a copy of its
 * own, so that copying a context costs nothing. A thread's current context is made when it is first
 * asked for.
 *
 * A variable remembers what it was found to be, and in which version of a context: every context,
 * and every change of one, has a version of its own. While that is the current context's, its dict
 * holds the value. decimal asks for its context in every operation: a comparison takes 0.6 of the
 * time. */
#include "lib/native/contextvars.h"
#include "vm/objects/generic_alias.h"
#include "vm/vm.h"

#include <stdio.h>

typedef struct Context {
    Object header;
    Value variables; /* Dict, perhaps shared */
    Value previous;  /* the context before it was entered; null if it has not been or at the top */
    uint64_t version;
    bool entered;
} Context;

typedef struct ContextVar {
    Object header;
    Value name;
    Value fallback; /* null: none */
    uint64_t found_version;
    Value found; /* borrowed; null: missing */
} ContextVar;

typedef struct Token {
    Object header;
    Value context, variable;
    Value old; /* null: it was not set */
    bool used;
} Token;

static Type context_type, variable_type, token_type, missing_type;
static Object token_missing = {MEM_IMMORTAL, MEM_OBJECT_STATIC, &missing_type.mem};

static Value missing_repr(Value self) {
    return value_of(str_from_c("<Token.MISSING>"));
}

static Type missing_type = {
    TYPE_INIT_ATOM("Token.MISSING", sizeof(Object), NULL),
    .flags = TYPE_IMMUTABLE | TYPE_NO_INSTANTIATION,
    .repr = missing_repr,
};

/* ---- life of all three: references follow the header ----------------------------------------- */

static Value *fields_of(Object *object) {
    return (Value *)(void *)((char *)object + sizeof(Object));
}

static size_t field_count(const Object *object) {
    return object->type == &token_type.mem ? 3 : 2;
}

static void traverse(Object *object, MemVisit visit, void *context) {
    for (size_t i = 0; i < field_count(object); i++)
        visit_value(fields_of(object)[i], visit, context);
}

static void clear(Object *object) {
    for (size_t i = 0; i < field_count(object); i++)
        clear_value(&fields_of(object)[i]);
}

static void dealloc(Object *object) {
    mem_gc_untrack(object);
    clear(object);
    mem_object_free(object, type_instance_size((Type *)object->type, 0));
}

/* ---- Context --------------------------------------------------------------------------------- */

static Context *context_of(Value value) {
    return (Context *)object_of(value);
}

static uint64_t new_version(void) {
    static uint64_t last; /* no context has version 0 */
    return ++last;
}

static Value context_make(Value variables /* null: none yet */) {
    Value dict = variables != NULL ? own(variables) : value_of(dict_new());
    Context *self = dict != NULL ? mem_object_new(&context_type.mem, sizeof(Context)) : NULL;
    if (self == NULL) {
        if (dict != NULL)
            raise_no_memory();
        decref_maybe(dict);
        return NULL;
    }
    self->variables = dict;
    self->previous = NULL;
    self->version = new_version();
    self->entered = false;
    mem_gc_track(self);
    return value_of(self);
}

static Value context_new(Type *type, Value *args, size_t count, Tuple *keywords) {
    if (count != 0 || (keywords != NULL && keywords->count != 0))
        return raise_type_error("Context() does not accept any arguments");
    return context_make(NULL);
}

/* The thread's context, borrowed. */
static Context *current_context(void) {
    Thread *thread = current_thread;
    if (thread->context == NULL) {
        thread->context = context_make(NULL);
        if (thread->context == NULL)
            return NULL;
        context_of(thread->context)->entered = true;
    }
    return context_of(thread->context);
}

bool is_context(Value value) {
    return has_type(value, &context_type);
}

bool context_enter(Value context) {
    if (!is_context(context))
        return raise_type_error("a Context was expected, got %R", context);
    Context *self = context_of(context);
    if (self->entered)
        return raise_runtime_error("cannot enter context: %R is already entered", context);
    self->previous = current_thread->context;
    self->entered = true;
    current_thread->context = own(context);
    return true;
}

void context_leave(void) {
    Context *self = context_of(current_thread->context);
    Value outer = self->previous;
    self->previous = NULL;
    self->entered = false;
    replace_value(&current_thread->context, outer);
}

static Value context_run(Value self, Value *args, size_t count, Tuple *keywords) {
    if (count < 1)
        return raise_type_error("run() missing 1 required positional argument");
    if (!context_enter(self))
        return NULL;
    Value result = call(args[0], args + 1, count - 1, keywords);
    context_leave();
    return result;
}

static Value context_copy(Value self, Value *args) {
    return context_make(context_of(self)->variables);
}

static bool check_variable(Value key) {
    return has_type(key, &variable_type) ||
           raise_type_error("a ContextVar key was expected, got %R", key);
}

static Value context_get_item(Value self, Value key) {
    Value value;
    if (!check_variable(key))
        return NULL;
    Lookup found = dict_lookup(dict_of(context_of(self)->variables), key, &value);
    if (found == LOOKUP_MISSING)
        return raise_key_error(key);
    return found == LOOKUP_FOUND ? value : NULL;
}

static Answer context_contains(Value self, Value key) {
    Value value;
    if (!check_variable(key))
        return ANSWER_ERROR;
    Lookup found = dict_lookup(dict_of(context_of(self)->variables), key, &value);
    if (found == LOOKUP_FOUND)
        decref(value);
    return (Answer)found;
}

static Value context_get(Value self, Value *args) {
    Value value;
    if (!check_variable(args[0]))
        return NULL;
    Lookup found = dict_lookup(dict_of(context_of(self)->variables), args[0], &value);
    if (found == LOOKUP_MISSING)
        return own(args[1] != NULL ? args[1] : NONE);
    return found == LOOKUP_FOUND ? value : NULL;
}

static ptrdiff_t context_length(Value self) {
    return (ptrdiff_t)dict_of(context_of(self)->variables)->count;
}

/* Iterators over a list of what is in the context now: changes do not disturb them. */
static Value iterate_steal(List *list) {
    Value result = list != NULL ? object_iter(value_of(list)) : NULL;
    decref_maybe(value_of(list));
    return result;
}

static Value context_iter(Value self) {
    return iterate_steal(dict_keys_list(dict_of(context_of(self)->variables)));
}

static Value context_keys(Value self, Value *args) {
    return context_iter(self);
}

static Value context_values(Value self, Value *args) {
    return iterate_steal(dict_values_list(dict_of(context_of(self)->variables)));
}

static Value context_items(Value self, Value *args) {
    return iterate_steal(dict_items_list(dict_of(context_of(self)->variables)));
}

static Value context_compare(Value self, Value other, CompareOp op) {
    if (!has_type(other, &context_type) || (op != COMPARE_EQ && op != COMPARE_NE))
        return NOT_IMPLEMENTED;
    return object_compare(context_of(self)->variables, context_of(other)->variables, op);
}

static const NativeMethod context_methods[] = {
    NATIVE_RAW("run", context_run, NULL),
    NATIVE("copy($self, /)", context_copy, "Return a shallow copy of the context object."),
    NATIVE("get($self, key, default=None, /)", context_get,
           "Return the value for `key` if `key` has the value in the context object.\n\n"
           "If `key` does not exist, return `default`. If `default` is not given, return None."),
    NATIVE("keys($self, /)", context_keys, "Return a list of all variables in the context object."),
    NATIVE("values($self, /)", context_values,
           "Return a list of all variables' values in the context object."),
    NATIVE("items($self, /)", context_items,
           "Return all variables and their values in the context object.\n\n"
           "The result is returned as a list of 2-tuples (variable, value)."),
    NATIVE_END,
};

static Type context_type = {
    TYPE_INIT_CONTAINER("_contextvars.Context", sizeof(Context), dealloc, traverse, clear),
    .flags = TYPE_IMMUTABLE,
    .accepts_weakrefs = true,
    .methods = context_methods,
    .new = context_new,
    .compare = context_compare,
    .length = context_length,
    .get_item = context_get_item,
    .contains = context_contains,
    .iter = context_iter,
};

/* Sets a variable in the current context; value null: takes it out. */
static bool context_change(Context *context, Value variable, Value value) {
    if (object_of(context->variables)->refcount > 1) {
        Dict *copy = dict_copy(dict_of(context->variables));
        if (copy == NULL)
            return false;
        replace_value(&context->variables, value_of(copy));
    }
    Dict *variables = dict_of(context->variables);
    context->version = new_version();
    return value != NULL ? dict_set(variables, variable, value)
                         : dict_delete(variables, variable) != LOOKUP_ERROR;
}

bool context_variable_set(Value variable, Value value) {
    Context *context = current_context();
    return context && context_change(context, variable, value);
}

/* ---- ContextVar ------------------------------------------------------------------------------ */

static ContextVar *variable_of(Value value) {
    return (ContextVar *)object_of(value);
}

static Value variable_new(Type *type, Value *args, size_t count, Tuple *keywords) {
    static Signature signature = SIGNATURE("ContextVar(name, /, *, default=None)");
    Value bound[2];
    if (!arguments_bind(&signature, args, count, keywords, bound))
        return NULL;
    if (!is_str(bound[0]))
        return raise_type_error("context variable name must be a str");
    ContextVar *self = type_allocate(type, 0);
    if (self == NULL)
        return NULL;
    self->name = own(bound[0]);
    self->fallback = own_maybe(bound[1]);
    mem_gc_track(self);
    return value_of(self);
}

static Hash variable_hash(Value self) {
    uintptr_t address = (uintptr_t)object_of(self);
    Hash hash = (Hash)(address >> 4 | address << 60);
    return hash == -1 ? -2 : hash;
}

Value context_variable_new(const char *name) {
    Value text = value_of(str_from_c(name));
    Value variable = text ? variable_new(&variable_type, &text, 1, NULL) : NULL;
    decref_maybe(text);
    return variable;
}

Lookup context_variable_lookup(Value variable, Value *value) {
    ContextVar *self = variable_of(variable);
    Context *context = current_context();
    if (context == NULL)
        return LOOKUP_ERROR;
    if (self->found_version != context->version) {
        uint64_t version = context->version;
        Lookup found = dict_lookup(dict_of(context->variables), variable, value);
        if (found == LOOKUP_ERROR)
            return LOOKUP_ERROR;
        self->found = found == LOOKUP_FOUND ? *value : NULL;
        self->found_version = version;
        return found;
    }
    *value = own_maybe(self->found);
    return *value ? LOOKUP_FOUND : LOOKUP_MISSING;
}

static Value variable_get(Value self_value, Value *args) {
    const ContextVar *self = variable_of(self_value);
    Value value;
    Lookup found = context_variable_lookup(self_value, &value);
    if (found != LOOKUP_MISSING)
        return found == LOOKUP_FOUND ? value : NULL;
    if (args[0] != NULL || self->fallback != NULL)
        return own(args[0] != NULL ? args[0] : self->fallback);
    return raise_class(&exc_LookupError, self_value);
}

static Value variable_set(Value self, Value *args) {
    Context *context = current_context();
    if (context == NULL)
        return NULL;
    Value old = NULL;
    if (context_variable_lookup(self, &old) == LOOKUP_ERROR)
        return NULL;
    Token *token = mem_object_new(&token_type.mem, sizeof(Token));
    if (token == NULL) {
        decref_maybe(old);
        return raise_no_memory();
    }
    token->context = own(value_of(context));
    token->variable = own(self);
    token->old = old;
    token->used = false;
    mem_gc_track(token);
    if (!context_change(context, self, args[0])) {
        GIVE_UP(token);
        return NULL;
    }
    return value_of(token);
}

static Value variable_reset(Value self, Value *args) {
    if (!has_type(args[0], &token_type))
        return raise_type_error("expected an instance of Token, got %R", args[0]);
    Token *token = (Token *)object_of(args[0]);
    if (token->used)
        return raise_runtime_error("%R has already been used once", args[0]);
    if (token->variable != self)
        return raise_value_error("%R was created by a different ContextVar", args[0]);
    Context *context = current_context();
    if (context == NULL)
        return NULL;
    if (token->context != value_of(context))
        return raise_value_error("%R was created in a different Context", args[0]);
    token->used = true;
    return context_change(context, self, token->old) ? NONE : NULL;
}

static Value variable_repr(Value self_value) {
    const ContextVar *self = variable_of(self_value);
    char address[24];
    snprintf(address, sizeof address, "%p", (void *)object_of(self_value));
    return value_of(self->fallback != NULL
                        ? str_format("<ContextVar name=%R default=%R at %s>", self->name,
                                     self->fallback, address)
                        : str_format("<ContextVar name=%R at %s>", self->name, address));
}

static const NativeMethod variable_methods[] = {
    NATIVE("get($self, default=<unrepresentable>, /)", variable_get,
           "Return a value for the context variable for the current context.\n\n"
           "If there is no value for the variable in the current context, the method will:\n"
           " * return the value of the default argument of the method, if provided; or\n"
           " * return the default value for the context variable, if it was created\n"
           "   with one; or\n"
           " * raise a LookupError."),
    NATIVE("set($self, value, /)", variable_set,
           "Call to set a new value for the context variable in the current context.\n\n"
           "The required *value* argument is the new value for the context variable.\n\n"
           "Returns a Token object that can be used to restore the variable to its previous\n"
           "value via the `ContextVar.reset()` method."),
    NATIVE("reset($self, token, /)", variable_reset,
           "Reset the context variable.\n\n"
           "The variable is reset to the value it had before the `ContextVar.set()` that\n"
           "created the token was used."),
    NATIVE_OF_CLASS("__class_getitem__($type, object, /)", generic_alias_class_getitem,
                    "See PEP 585"),
    NATIVE_END,
};

static const NativeMember variable_members[] = {
    {"name", MEMBER_VALUE, offsetof(ContextVar, name), false, NULL},
    {NULL, MEMBER_VALUE, 0, false, NULL},
};

static Type variable_type = {
    TYPE_INIT_CONTAINER("_contextvars.ContextVar", sizeof(ContextVar), dealloc, traverse, clear),
    .flags = TYPE_IMMUTABLE,
    .methods = variable_methods,
    .members = variable_members,
    .new = variable_new,
    .repr = variable_repr,
    .hash = variable_hash,
};

/* ---- Token ----------------------------------------------------------------------------------- */

static Value token_repr(Value self_value) {
    const Token *self = (Token *)object_of(self_value);
    char address[24];
    snprintf(address, sizeof address, "%p", (void *)object_of(self_value));
    return value_of(
        str_format("<Token%s var=%R at %s>", self->used ? " used" : "", self->variable, address));
}

static Value token_old_value(Value self) {
    Value old = ((Token *)object_of(self))->old;
    return own(old != NULL ? old : value_of(&token_missing));
}

static Value token_new(Type *type, Value *args, size_t count, Tuple *keywords) {
    return raise_runtime_error("Tokens can only be created by ContextVars");
}

static const NativeMethod token_methods[] = {
    NATIVE_OF_CLASS("__class_getitem__($type, object, /)", generic_alias_class_getitem,
                    "See PEP 585"),
    NATIVE_END,
};

static const NativeMember token_members[] = {
    {"var", MEMBER_VALUE, offsetof(Token, variable), false, NULL},
    {NULL, MEMBER_VALUE, 0, false, NULL},
};

static const NativeGetSet token_getsets[] = {
    {"old_value", token_old_value, NULL, NULL},
    {NULL, NULL, NULL, NULL},
};

static Type token_type = {
    TYPE_INIT_CONTAINER("_contextvars.Token", sizeof(Token), dealloc, traverse, clear),
    .flags = TYPE_IMMUTABLE,
    .methods = token_methods,
    .members = token_members,
    .getsets = token_getsets,
    .new = token_new,
    .repr = token_repr,
};

/* ---- the module ------------------------------------------------------------------------------ */

Value context_copy_current(void) {
    Context *context = current_context();
    return context != NULL ? context_make(context->variables) : NULL;
}

static Value copy_context(Value module, Value *args) {
    return context_copy_current();
}

static const NativeMethod functions[] = {
    NATIVE("copy_context($module, /)", copy_context, NULL),
    NATIVE_END,
};

static bool exec(Module *module) {
    return module_add_type(module, &context_type) && module_add_type(module, &variable_type) &&
           module_add_type(module, &token_type) && type_ready(&missing_type) &&
           type_ready(&token_type) &&
           dict_set_c(token_type.dict, "MISSING", value_of(&token_missing));
}

const NativeModule _contextvars_module = {
    .name = "_contextvars",
    .doc = "Context Variables",
    .functions = functions,
    .exec = exec,
};
