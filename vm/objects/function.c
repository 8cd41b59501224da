/* function: a code object with globals, defaults and a closure.
 *
 * The attribute word holds the dict of what users set. `version` is unique and new whenever code
 * or defaults change, so that a call site's cached plan can be checked with one compare. */
#include "vm/audit.h"
#include "vm/objects/function.h"
#include "vm/import.h"
#include "vm/interpreter.h"
#include "vm/objects/code.h"
#include "vm/vm.h"

static uint32_t next_version = 1;

static uint32_t new_version(void) {
    return next_version ? next_version++ : 0; /* once all are used, functions are not cached */
}

static Function *function_from(Value self) {
    return (Function *)object_of(self);
}

/* ---- life ------------------------------------------------------------------------------------ */

/* The docstring among the constants of a whole code, borrowed; null: none. */
static Value doc_in(const CodeObject *code) {
    bool has_doc = code->code->constant_count && code->constants[0] && is_str(code->constants[0]);
    return has_doc ? code->constants[0] : NULL;
}

/* The dict that `globals` names as __builtins__ (a module or a mapping), else the caller's:
 * owned. */
static Dict *builtins_for(Dict *globals) {
    Value builtins = dict_get_name_borrowed(globals, names.__builtins__);
    if (builtins && is_dict(builtins))
        return dict_of(own(builtins));
    if (builtins && is_instance_of(builtins, &module_type))
        return dict_of(own(value_of(((Module *)object_of(builtins))->dict)));
    if (builtins) { /* another mapping as it is now; what is none (None, ...) names nothing */
        Dict *copy = dict_new();
        if (copy && type_of(builtins)->get_item && !dict_update(copy, builtins)) {
            GIVE_UP(copy);
            return NULL;
        }
        return copy;
    }
    Frame *frame = frame_current();
    if (frame)
        return dict_of(own(value_of(frame_builtins(frame))));
    Dict *dict = builtins_dict_borrowed();
    if (!dict)
        return raise_system_error("there is no builtins module");
    OWN(dict);
    return dict;
}

Value function_new(CodeObject *code, Dict *globals, Value qualified_name) {
    Dict *builtins = builtins_for(globals);
    if (!builtins)
        return NULL;
    Function *function = mem_object_new(&function_type.mem, sizeof *function);
    if (!function) {
        GIVE_UP(builtins);
        return raise_no_memory();
    }
    OWN(code);
    OWN(globals);
    function->code = code;
    function->globals = globals;
    function->builtins = builtins;
    function->closure = NULL;
    function->defaults = NULL;
    function->keyword_defaults = NULL;
    function->name = own(code->name);
    function->qualified_name = own(qualified_name ? qualified_name : code->qualified_name);
    function->module = own_maybe(dict_get_name_borrowed(globals, names.__name__));
    function->doc = own_maybe(doc_in(code));
    function->doc_is_in_code = !code_is_whole(code->code);
    function->annotations = NULL;
    function->type_params = NULL;
    function->shape = 0;
    function->version = new_version();
    mem_gc_track(function);
    return value_of(function);
}

static void give_up_object(void *field) {
    Object **slot = field, *old = *slot;
    *slot = NULL;
    if (old)
        mem_decref(old);
}

/* What may be in a cycle; code and globals stay, a cleared function is still whole enough to be
 * looked at. */
static void clear(Object *object) {
    Function *function = (Function *)object;
    give_up_object(&function->closure);
    give_up_object(&function->defaults);
    give_up_object(&function->keyword_defaults);
    clear_value(&function->module);
    clear_value(&function->doc);
    clear_value(&function->annotations);
    clear_value(&function->type_params);
    instance_word_clear(object);
}

static void dealloc(Object *object) {
    Function *function = (Function *)object;
    mem_gc_untrack(object);
    clear(object);
    give_up_object(&function->code);
    give_up_object(&function->globals);
    give_up_object(&function->builtins);
    clear_value(&function->name);
    clear_value(&function->qualified_name);
    mem_object_free(object, object->type->basic_size);
}

static void traverse(Object *object, MemVisit visit, void *context) {
    Function *function = (Function *)object;
    visit_value(value_of(function->code), visit, context);
    visit_value(value_of(function->globals), visit, context);
    visit_value(value_of(function->builtins), visit, context);
    visit_value(value_of(function->closure), visit, context);
    visit_value(value_of(function->defaults), visit, context);
    visit_value(value_of(function->keyword_defaults), visit, context);
    visit_value(function->name, visit, context);
    visit_value(function->qualified_name, visit, context);
    visit_value(function->module, visit, context);
    visit_value(function->doc, visit, context);
    visit_value(function->annotations, visit, context);
    visit_value(function->type_params, visit, context);
    instance_word_traverse(object, visit, context);
}

/* ---- FunctionType(code, globals, name=None, argdefs=None, closure=None, kwdefaults=None) ----- */

static bool check_closure(CodeObject *code, Value closure) {
    uint32_t wanted = code->code->free_count;
    if (!closure || closure == NONE) {
        if (wanted)
            return raise_type_error("arg 5 (closure) must be tuple");
        return true;
    }
    if (!is_tuple(closure))
        return raise_type_error("arg 5 (closure) must be None or tuple");
    Tuple *cells = tuple_of(closure);
    if (cells->count != wanted)
        return raise_value_error("%U requires closure of length %u, not %zu", str_of(code->name),
                                 wanted, cells->count);
    for (size_t i = 0; i < cells->count; i++)
        if (!has_type(cells->items[i], &cell_type))
            return raise_type_error("arg 5 (closure) expected cell, found %s",
                                    type_name_of(cells->items[i]));
    return true;
}

static Value new_checked(Value *bound) {
    if (!has_type(bound[0], &code_type))
        return raise_type_error("function() argument 'code' must be code, not %s",
                                type_name_of(bound[0]));
    if (!is_dict(bound[1]))
        return raise_type_error("function() argument 'globals' must be dict, not %s",
                                type_name_of(bound[1]));
    CodeObject *code = (CodeObject *)object_of(bound[0]);
    Value name = bound[2], defaults = bound[3], closure = bound[4], keywords = bound[5];
    if (name && name != NONE && !is_str(name))
        return raise_type_error("arg 3 (name) must be None or string");
    if (defaults && defaults != NONE && !is_tuple(defaults))
        return raise_type_error("arg 4 (defaults) must be None or tuple");
    if (keywords && keywords != NONE && !is_dict(keywords))
        return raise_type_error("arg 6 (kwdefaults) must be None or dict");
    if (!check_closure(code, closure))
        return NULL;
    Value self = function_new(code, dict_of(bound[1]), NULL);
    if (!self)
        return NULL;
    Function *function = function_from(self);
    if (name && name != NONE)
        replace_value(&function->name, own(name));
    if (defaults && defaults != NONE)
        function->defaults = tuple_of(own(defaults));
    if (closure && closure != NONE)
        function->closure = tuple_of(own(closure));
    if (keywords && keywords != NONE)
        function->keyword_defaults = dict_of(own(keywords));
    return self;
}

static Value new (Type *type, Value *args, size_t count, Tuple *keywords) {
    static Signature signature = SIGNATURE(
        "function(code, globals, name=None, argdefs=None, closure=None, kwdefaults=None)");
    Value bound[6];
    if (!arguments_bind(&signature, args, count, keywords, bound))
        return NULL;
    Value self = new_checked(bound);
    arguments_release(&signature, bound);
    return self;
}

/* ---- attributes ------------------------------------------------------------------------------ */

static Value or_none(const void *object) {
    return own(object ? value_of(object) : NONE);
}

static bool audit_get(Value self, const char *name) {
    return audit("object.__getattr__", "Os", self, name);
}
static bool audit_set(Value self, const char *name, Value value) {
    return value ? audit("object.__setattr__", "OsO", self, name, value)
                 : audit("object.__delattr__", "Os", self, name);
}

static Value code_get(Value self) {
    return audit_get(self, "__code__") ? own(value_of(function_from(self)->code)) : NULL;
}
static Value defaults_get(Value self) {
    return audit_get(self, "__defaults__") ? or_none(function_from(self)->defaults) : NULL;
}
static Value kwdefaults_get(Value self) {
    return audit_get(self, "__kwdefaults__") ? or_none(function_from(self)->keyword_defaults)
                                             : NULL;
}
static Value name_get(Value self) {
    return own(function_from(self)->name);
}
static Value qualname_get(Value self) {
    return own(function_from(self)->qualified_name);
}
static Value module_get(Value self) {
    return or_none(function_from(self)->module);
}
bool function_doc(Function *function, Value *doc) {
    if (function->doc_is_in_code) {
        CodeObject *code = function->code;
        if (!code_object_complete(code))
            return false;
        if (function->doc_is_in_code) /* completing may run other code */
            function->doc = own_maybe(doc_in(code));
        function->doc_is_in_code = false;
    }
    *doc = function->doc;
    return true;
}
static Value doc_get(Value self) {
    Value doc;
    return function_doc(function_from(self), &doc) ? or_none(doc) : NULL;
}

static bool code_set(Value self, Value value) {
    Function *function = function_from(self);
    if (!value || !has_type(value, &code_type))
        return raise_type_error("__code__ must be set to a code object");
    if (!audit_set(self, "__code__", value))
        return false;
    Value doc; /* stays that of the old code */
    if (!function_doc(function, &doc))
        return false;
    CodeObject *code = (CodeObject *)object_of(value);
    size_t closure = function->closure ? function->closure->count : 0;
    if (code->code->free_count != closure)
        return raise_value_error("%U() requires a code object with %zu free vars, not %u",
                                 str_of(function->name), closure, code->code->free_count);
    const uint32_t kinds = CO_GENERATOR | CO_COROUTINE | CO_ASYNC_GENERATOR;
    if ((code->flags ^ function->code->flags) & kinds &&
        !warn(&exc_DeprecationWarning, 1,
              "Assigning a code object of non-matching type is deprecated (e.g., from a generator "
              "to a plain function)"))
        return false;
    if (!function_keep_calls(function))
        return false;
    CodeObject *old = function->code;
    OWN(code);
    function->code = code;
    function->version = new_version();
    GIVE_UP(old);
    return true;
}

static bool defaults_set(Value self, Value value) {
    Function *function = function_from(self);
    if (value && value != NONE && !is_tuple(value))
        return raise_type_error("__defaults__ must be set to a tuple object");
    if (!audit_set(self, "__defaults__", value))
        return false;
    Tuple *old = function->defaults;
    function->defaults = value && value != NONE ? tuple_of(own(value)) : NULL;
    function->version = new_version();
    if (old)
        GIVE_UP(old);
    return true;
}

static bool kwdefaults_set(Value self, Value value) {
    Function *function = function_from(self);
    if (value && value != NONE && !is_dict(value))
        return raise_type_error("__kwdefaults__ must be set to a dict object");
    if (!audit_set(self, "__kwdefaults__", value))
        return false;
    Dict *old = function->keyword_defaults;
    function->keyword_defaults = value && value != NONE ? dict_of(own(value)) : NULL;
    function->version = new_version();
    if (old)
        GIVE_UP(old);
    return true;
}

static bool name_set(Value self, Value value) {
    if (!value || !is_str(value))
        return raise_type_error("__name__ must be set to a string object");
    replace_value(&function_from(self)->name, own(value));
    return true;
}

static bool qualname_set(Value self, Value value) {
    if (!value || !is_str(value))
        return raise_type_error("__qualname__ must be set to a string object");
    replace_value(&function_from(self)->qualified_name, own(value));
    return true;
}

static bool module_set(Value self, Value value) {
    replace_value(&function_from(self)->module, own_maybe(value));
    return true;
}

static bool doc_set(Value self, Value value) {
    function_from(self)->doc_is_in_code = false;
    replace_value(&function_from(self)->doc, own_maybe(value));
    return true;
}

/* The compiler hands annotations over as a tuple; it becomes a dict when somebody looks. */
static Value annotations_get(Value self) {
    Function *function = function_from(self);
    Value annotations = function->annotations;
    if (annotations && is_dict(annotations))
        return own(annotations);
    Dict *dict = dict_new();
    if (!dict)
        return NULL;
    if (annotations) {
        Tuple *pairs = tuple_of(annotations);
        for (size_t i = 0; i + 1 < pairs->count; i += 2)
            if (!dict_set(dict, pairs->items[i], pairs->items[i + 1])) {
                GIVE_UP(dict);
                return NULL;
            }
    }
    replace_value(&function->annotations, own(value_of(dict)));
    return value_of(dict);
}

static bool annotations_set(Value self, Value value) {
    if (value && value != NONE && !is_dict(value))
        return raise_type_error("__annotations__ must be set to a dict object");
    replace_value(&function_from(self)->annotations, value && value != NONE ? own(value) : NULL);
    return true;
}

static Value type_params_get(Value self) {
    Value params = function_from(self)->type_params;
    return params ? own(params) : value_of(tuple_empty());
}

static bool type_params_set(Value self, Value value) {
    if (!value || !is_tuple(value))
        return raise_type_error("__type_params__ must be set to a tuple");
    replace_value(&function_from(self)->type_params, own(value));
    return true;
}

static Value dict_getter(Value self) {
    Dict *dict = instance_dict(self);
    return dict ? own(value_of(dict)) : NULL;
}

static bool dict_setter(Value self, Value value) {
    if (!value)
        return raise_type_error("cannot delete __dict__");
    if (!is_dict(value))
        return raise_type_error("__dict__ must be set to a dictionary, not a '%.200s'",
                                type_name_of(value));
    Function *function = function_from(self);
    Value old = is_dict_word(function->shape) ? value_of(dict_of_word(function->shape)) : NULL;
    function->shape = (uintptr_t)(void *)object_of(own(value)) | 1;
    decref_maybe(old);
    return true;
}

static const NativeMember members[] = {
    {"__closure__", MEMBER_VALUE, offsetof(Function, closure), false, NULL},
    {"__globals__", MEMBER_VALUE, offsetof(Function, globals), false, NULL},
    {"__builtins__", MEMBER_VALUE, offsetof(Function, builtins), false, NULL},
    {NULL, MEMBER_VALUE, 0, false, NULL},
};

static const NativeGetSet getsets[] = {
    {"__doc__", doc_get, doc_set, NULL},
    {"__module__", module_get, module_set, NULL},
    {"__code__", code_get, code_set, NULL},
    {"__defaults__", defaults_get, defaults_set, NULL},
    {"__kwdefaults__", kwdefaults_get, kwdefaults_set, NULL},
    {"__annotations__", annotations_get, annotations_set, NULL},
    {"__dict__", dict_getter, dict_setter, NULL},
    {"__name__", name_get, name_set, NULL},
    {"__qualname__", qualname_get, qualname_set, NULL},
    {"__type_params__", type_params_get, type_params_set, NULL},
    {NULL, NULL, NULL, NULL},
};

static Value repr(Value self) {
    char address[32];
    snprintf(address, sizeof address, "%p", (void *)object_of(self));
    return value_of(
        str_format("<function %U at %s>", str_of(function_from(self)->qualified_name), address));
}

static Value descr_get(Value self, Value instance, Value owner) {
    return instance ? method_new(self, instance) : own(self);
}

Type function_type = {
    TYPE_INIT_CONTAINER("function", sizeof(Function), dealloc, traverse, clear),
    .flags = TYPE_METHOD_LIKE | TYPE_DEFAULT_GETATTR,
    .shape_offset = offsetof(Function, shape),
    .accepts_weakrefs = true,
    .doc =
        "function(code, globals, name=None, argdefs=None, closure=None, kwdefaults=None)\n--\n\n"
        "Create a function object.\n\n  code\n    a code object\n  globals\n    the globals "
        "dictionary\n  name\n    a string that overrides the name from the code object\n  "
        "argdefs\n    a tuple that specifies the default argument values\n  closure\n    a tuple "
        "that supplies the bindings for free variables\n  kwdefaults\n    a dictionary that "
        "specifies the default keyword argument values",
    .new = new,
    .repr = repr,
    .call = function_call,
    .get_attr = attribute_get_generic,
    .set_attr = attribute_set_generic,
    .descr_get = descr_get,
    .members = members,
    .getsets = getsets,
};
