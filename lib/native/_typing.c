/* _typing: type variables, type aliases and Generic, as the compiler and module typing use them.
 *
 * TypeVar, ParamSpec and TypeVarTuple have one layout. Bounds, constraints and defaults of those
 * made by syntax are functions, called when first asked for. What needs the rest of typing is done
 * there: its private functions are looked up when called. */
#include "vm/frame.h"
#include "vm/import.h"
#include "vm/objects/generic_alias.h"
#include "vm/objects/list.h"
#include "vm/objects/union.h"
#include "vm/vm.h"

typedef struct TypeVariable {
    Object header;
    uintptr_t shape; /* attribute word: __module__ */
    Value name;
    Value bound, constraints, fallback; /* null: to be evaluated, or none */
    Value evaluate_bound, evaluate_constraints, evaluate_fallback; /* functions or null */
    bool covariant, contravariant, infer_variance;
} TypeVariable;

typedef struct ParameterPart { /* P.args, P.kwargs */
    Object header;
    Value origin;
} ParameterPart;

typedef struct TypeAlias {
    Object header;
    Value name, parameters; /* parameters: tuple or null */
    Value value, evaluate;  /* either may be null */
    Value module;           /* str or null */
} TypeAlias;

static Type type_var_type, param_spec_type, type_var_tuple_type, args_type, kwargs_type,
    type_alias_type, generic_type, no_default_type;

static Object no_default_object = {MEM_IMMORTAL, MEM_OBJECT_STATIC, &no_default_type.mem};
#define NO_DEFAULT value_of(&no_default_object)

static bool is_variable(Value value) {
    return has_type(value, &type_var_type) || has_type(value, &param_spec_type) ||
           has_type(value, &type_var_tuple_type);
}

static TypeVariable *variable_of(Value value) {
    return (TypeVariable *)(void *)object_of(value);
}
static ParameterPart *part_of(Value value) {
    return (ParameterPart *)(void *)object_of(value);
}
static TypeAlias *alias_of(Value value) {
    return (TypeAlias *)(void *)object_of(value);
}

/* typing.FUNCTION(*args) */
static Value call_typing(const char *function, Value *args, size_t count, Tuple *names_given) {
    Value callee = import_attribute("typing", function);
    if (!callee)
        return NULL;
    Value result = call(callee, args, count, names_given);
    decref(callee);
    return result;
}

/* The __name__ of the calling code's module: owned, None if there is none. */
static Value caller(void) {
    Frame *frame = frame_current();
    Value name = frame ? dict_get_name_borrowed(frame_globals(frame), names.__name__) : NULL;
    return own(name ? name : NONE);
}

static Value unpacked(Value variables_tuple) {
    Value unpack = import_attribute("typing", "Unpack");
    if (!unpack)
        return NULL;
    Value result = object_get_item(unpack, variables_tuple);
    decref(unpack);
    return result;
}

/* The parameters with each TypeVarTuple unpacked: owned tuple. */
static Tuple *unpack_variable_tuples(Tuple *parameters) {
    Tuple *result = tuple_new(parameters->count);
    for (size_t i = 0; result && i < parameters->count; i++) {
        Value item = parameters->items[i];
        item = has_type(item, &type_var_tuple_type) ? unpacked(item) : own(item);
        if (!item) {
            GIVE_UP(result);
            return NULL;
        }
        result->items[i] = item;
    }
    return result;
}

/* ---- type variables -------------------------------------------------------------------------- */

static TypeVariable *variable_new(Type *type, Value name) {
    TypeVariable *variable = type_allocate(type, 0);
    if (!variable)
        return NULL;
    variable->name = own(name);
    mem_gc_track(variable);
    Value module = caller();
    bool good = instance_set(value_of(variable), names.__module__, module);
    decref(module);
    if (good)
        return variable;
    GIVE_UP(variable);
    return NULL;
}

static void variable_clear(Object *object) {
    TypeVariable *variable = variable_of(value_of(object));
    Value *fields[] = {
        &variable->bound,          &variable->constraints,          &variable->fallback,
        &variable->evaluate_bound, &variable->evaluate_constraints, &variable->evaluate_fallback};
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++)
        clear_value(fields[i]);
    instance_word_clear(object);
}

static void variable_dealloc(Object *object) {
    mem_gc_untrack(object);
    variable_clear(object);
    decref_maybe(variable_of(value_of(object))->name);
    mem_object_free(object, object->type->basic_size);
}

static void variable_traverse(Object *object, MemVisit visit, void *context) {
    TypeVariable *variable = variable_of(value_of(object));
    visit_value(variable->name, visit, context);
    visit_value(variable->bound, visit, context);
    visit_value(variable->constraints, visit, context);
    visit_value(variable->fallback, visit, context);
    visit_value(variable->evaluate_bound, visit, context);
    visit_value(variable->evaluate_constraints, visit, context);
    visit_value(variable->evaluate_fallback, visit, context);
    instance_word_traverse(object, visit, context);
}

static Value variable_repr(Value self) {
    const TypeVariable *variable = variable_of(self);
    if (variable->infer_variance || has_type(self, &type_var_tuple_type))
        return own(variable->name);
    char sign = variable->covariant ? '+' : variable->contravariant ? '-' : '~';
    return value_of(str_format("%c%U", sign, str_of(variable->name)));
}

/* bool(flag) of an argument that may be missing. */
static bool take_flag(Value flag, bool *result) {
    Answer answer = flag ? object_truth(flag) : ANSWER_NO;
    *result = answer == ANSWER_YES;
    return answer != ANSWER_ERROR;
}

static bool take_variance(TypeVariable *variable, Value covariant, Value contravariant,
                          Value infer) {
    if (!take_flag(covariant, &variable->covariant) ||
        !take_flag(contravariant, &variable->contravariant) ||
        !take_flag(infer, &variable->infer_variance))
        return false;
    if (variable->covariant && variable->contravariant)
        return raise_value_error("Bivariant types are not supported.");
    if (variable->infer_variance && (variable->covariant || variable->contravariant))
        return raise_value_error("Variance cannot be specified with infer_variance.");
    return true;
}

static bool take_bound(TypeVariable *variable, Value bound) {
    if (!bound || bound == NONE)
        return true;
    Str *message = str_from_c("Bound must be a type.");
    if (!message)
        return false;
    Value args[] = {bound, value_of(message)};
    variable->bound = call_typing("_type_check", args, 2, NULL);
    GIVE_UP(message);
    return variable->bound != NULL;
}

static bool check_name(const char *function, Value name) {
    if (is_str(name))
        return true;
    return raise_type_error("%s() argument 'name' must be str, not %s", function,
                            type_name_of(name));
}

static Value type_var_new(Type *type, Value *args, size_t count, Tuple *names_given) {
    static Signature signature =
        SIGNATURE("typevar(name, *constraints, bound=None, default=NoDefault, covariant=False, "
                  "contravariant=False, infer_variance=False)");
    Value bound[7];
    if (!arguments_bind(&signature, args, count, names_given, bound))
        return NULL;
    TypeVariable *variable = NULL;
    Tuple *constraints = tuple_of(bound[1]);
    bool good = check_name("typevar", bound[0]) && (variable = variable_new(type, bound[0])) &&
                take_variance(variable, bound[4], bound[5], bound[6]) &&
                take_bound(variable, bound[2]);
    if (good && constraints->count == 1)
        good = raise_type_error("A single constraint is not allowed");
    if (good && constraints->count && variable->bound)
        good = raise_type_error("Constraints cannot be combined with bound=...");
    if (good) {
        variable->constraints = own(bound[1]);
        variable->fallback = own(bound[3] ? bound[3] : NO_DEFAULT);
    }
    arguments_release(&signature, bound);
    if (!good && variable) {
        GIVE_UP(variable);
        return NULL;
    }
    return value_of(variable);
}

static Value param_spec_new(Type *type, Value *args, size_t count, Tuple *names_given) {
    static Signature signature =
        SIGNATURE("paramspec(name, *, bound=None, default=NoDefault, covariant=False, "
                  "contravariant=False, infer_variance=False)");
    Value bound[6];
    if (!arguments_bind(&signature, args, count, names_given, bound))
        return NULL;
    if (!check_name("paramspec", bound[0]))
        return NULL;
    TypeVariable *variable = variable_new(type, bound[0]);
    if (!variable)
        return NULL;
    if (!take_variance(variable, bound[3], bound[4], bound[5]) || !take_bound(variable, bound[1])) {
        GIVE_UP(variable);
        return NULL;
    }
    variable->fallback = own(bound[2] ? bound[2] : NO_DEFAULT);
    return value_of(variable);
}

static Value type_var_tuple_new(Type *type, Value *args, size_t count, Tuple *names_given) {
    static Signature signature = SIGNATURE("typevartuple(name, *, default=NoDefault)");
    Value bound[2];
    if (!arguments_bind(&signature, args, count, names_given, bound) ||
        !check_name("typevartuple", bound[0]))
        return NULL;
    TypeVariable *variable = variable_new(type, bound[0]);
    if (variable)
        variable->fallback = own(bound[1] ? bound[1] : NO_DEFAULT);
    return value_of(variable);
}

/* A field that a function may have to give first. */
static Value evaluated(Value *field, Value *function, Value otherwise) {
    if (!*field && *function) {
        Value result = call_0(*function);
        if (!result)
            return NULL;
        replace_value(field, result);
        clear_value(function);
    }
    return own(*field ? *field : otherwise);
}

static Value get_bound(Value self) {
    return evaluated(&variable_of(self)->bound, &variable_of(self)->evaluate_bound, NONE);
}

static Value get_constraints(Value self) {
    Value none = value_of(tuple_empty());
    Value result =
        evaluated(&variable_of(self)->constraints, &variable_of(self)->evaluate_constraints, none);
    decref(none);
    return result;
}

static Value get_default(Value self) {
    return evaluated(&variable_of(self)->fallback, &variable_of(self)->evaluate_fallback,
                     NO_DEFAULT);
}

static Value has_default(Value self, Value *args) {
    const TypeVariable *variable = variable_of(self);
    bool has =
        variable->evaluate_fallback || (variable->fallback && variable->fallback != NO_DEFAULT);
    return value_of_bool(has);
}

static Value variable_or(Value left, Value right) {
    Value args[] = {left, right};
    return call_typing("_make_union", args, 2, NULL);
}

static Value refuse_subclass(Value self, Value *args) {
    return raise_type_error("Cannot subclass an instance of %s", type_short_name(type_of(self)));
}

static Value variable_reduce(Value self, Value *args) {
    return own(variable_of(self)->name);
}

static Value type_var_subst(Value self, Value *args) {
    Value given[] = {self, args[0]};
    return call_typing("_typevar_subst", given, 2, NULL);
}

/* The arguments, and the default behind them if they end just before this variable. */
static Value type_var_prepare(Value self, Value *args) {
    Value parameters = attribute_get(args[0], names.__parameters__);
    if (!parameters)
        return NULL;
    size_t index = 0;
    if (is_tuple(parameters))
        while (index < tuple_of(parameters)->count && tuple_of(parameters)->items[index] != self)
            index++;
    decref(parameters);
    ptrdiff_t count = object_length(args[1]);
    if (count < 0)
        return NULL;
    if (index < (size_t)count)
        return own(args[1]);
    Value fallback = index == (size_t)count ? get_default(self) : own(NO_DEFAULT);
    if (!fallback)
        return NULL;
    Value result = NULL;
    if (fallback == NO_DEFAULT) {
        raise_type_error("Too few arguments for %S; actual %zd, expected at least %zu", args[0],
                         count, index + 1);
    } else {
        List *list = list_from_iterable(args[1]);
        if (list && list_append(list, fallback))
            result = value_of(list_as_tuple(list));
        if (list)
            GIVE_UP(list);
    }
    decref(fallback);
    return result;
}

static Value param_spec_subst(Value self, Value *args) {
    Value given[] = {self, args[0]};
    return call_typing("_paramspec_subst", given, 2, NULL);
}

static Value param_spec_prepare(Value self, Value *args) {
    Value given[] = {self, args[0], args[1]};
    return call_typing("_paramspec_prepare_subst", given, 3, NULL);
}

static Value type_var_tuple_subst(Value self, Value *args) {
    return raise_type_error("Substitution of bare TypeVarTuple is not supported");
}

static Value type_var_tuple_prepare(Value self, Value *args) {
    Value given[] = {self, args[0], args[1]};
    return call_typing("_typevartuple_prepare_subst", given, 3, NULL);
}

static Value type_var_tuple_iter(Value self) {
    Value item = unpacked(self);
    Tuple *tuple = item ? tuple_pack(1, item) : NULL;
    decref_maybe(item);
    Value iterator = tuple ? object_iter(value_of(tuple)) : NULL;
    if (tuple)
        GIVE_UP(tuple);
    return iterator;
}

/* ---- P.args and P.kwargs --------------------------------------------------------------------- */

static Value part_make(Type *type, Value origin) {
    ParameterPart *part = type_allocate(type, 0);
    if (!part)
        return NULL;
    part->origin = own(origin);
    mem_gc_track(part);
    return value_of(part);
}

static Value get_args(Value self) {
    return part_make(&args_type, self);
}
static Value get_kwargs(Value self) {
    return part_make(&kwargs_type, self);
}

static Value part_new(Type *type, Value *args, size_t count, Tuple *names_given) {
    static Signature args_signature = SIGNATURE("paramspecargs(origin)");
    static Signature kwargs_signature = SIGNATURE("paramspeckwargs(origin)");
    Value bound[1];
    if (!arguments_bind(type == &args_type ? &args_signature : &kwargs_signature, args, count,
                        names_given, bound))
        return NULL;
    return part_make(type, bound[0]);
}

static void part_dealloc(Object *object) {
    mem_gc_untrack(object);
    Value origin = part_of(value_of(object))->origin;
    mem_object_free(object, object->type->basic_size);
    decref_maybe(origin);
}

static void part_traverse(Object *object, MemVisit visit, void *context) {
    visit_value(part_of(value_of(object))->origin, visit, context);
}

static Value part_repr(Value self) {
    const char *suffix = has_type(self, &args_type) ? "args" : "kwargs";
    Value origin = part_of(self)->origin;
    if (has_type(origin, &param_spec_type))
        return value_of(str_format("%U.%s", str_of(variable_of(origin)->name), suffix));
    return value_of(str_format("%R.%s", origin, suffix));
}

static Value part_compare(Value self, Value other, CompareOp op) {
    if (type_of(self) != type_of(other) || (op != COMPARE_EQ && op != COMPARE_NE))
        return NOT_IMPLEMENTED;
    return object_compare(part_of(self)->origin, part_of(other)->origin, op);
}

/* ---- type aliases ---------------------------------------------------------------------------- */

static TypeAlias *alias_make(Value name, Value parameters, Value value, Value evaluate) {
    TypeAlias *alias = type_allocate(&type_alias_type, 0);
    if (!alias)
        return NULL;
    alias->name = own(name);
    alias->parameters = own_maybe(parameters);
    alias->value = own_maybe(value);
    alias->evaluate = own_maybe(evaluate);
    alias->module = caller();
    mem_gc_track(alias);
    return alias;
}

static Value alias_new(Type *type, Value *args, size_t count, Tuple *names_given) {
    static Signature signature = SIGNATURE("typealias(name, value, *, type_params=())");
    Value bound[3];
    if (!arguments_bind(&signature, args, count, names_given, bound) ||
        !check_name("typealias", bound[0]))
        return NULL;
    if (bound[2] && !is_tuple(bound[2]))
        return raise_type_error("type_params must be a tuple");
    bool has_parameters = bound[2] && tuple_of(bound[2])->count;
    return value_of(alias_make(bound[0], has_parameters ? bound[2] : NULL, bound[1], NULL));
}

static void alias_clear(Object *object) {
    TypeAlias *alias = alias_of(value_of(object));
    clear_value(&alias->parameters);
    clear_value(&alias->value);
    clear_value(&alias->evaluate);
    clear_value(&alias->module);
}

static void alias_dealloc(Object *object) {
    mem_gc_untrack(object);
    alias_clear(object);
    decref_maybe(alias_of(value_of(object))->name);
    mem_object_free(object, object->type->basic_size);
}

static void alias_traverse(Object *object, MemVisit visit, void *context) {
    TypeAlias *alias = alias_of(value_of(object));
    visit_value(alias->name, visit, context);
    visit_value(alias->parameters, visit, context);
    visit_value(alias->value, visit, context);
    visit_value(alias->evaluate, visit, context);
    visit_value(alias->module, visit, context);
}

static Value alias_repr(Value self) {
    return own(alias_of(self)->name);
}

static Value alias_get_value(Value self) {
    return evaluated(&alias_of(self)->value, &alias_of(self)->evaluate, NONE);
}

static Value alias_get_type_params(Value self) {
    Value parameters = alias_of(self)->parameters;
    return parameters ? own(parameters) : value_of(tuple_empty());
}

static Value alias_get_parameters(Value self) {
    Value parameters = alias_of(self)->parameters;
    return value_of(parameters ? unpack_variable_tuples(tuple_of(parameters)) : tuple_empty());
}

static Value alias_get_module(Value self) {
    Value module = alias_of(self)->module;
    return own(module ? module : NONE);
}

static Value alias_get_item(Value self, Value item) {
    if (!alias_of(self)->parameters)
        return raise_type_error("Only generic type aliases are subscriptable");
    return generic_alias_new(self, item);
}

static Value alias_reduce(Value self, Value *args) {
    return own(alias_of(self)->name);
}

static Value alias_or(Value left, Value right) {
    return union_new(left, right);
}

/* ---- Generic and NoDefault ------------------------------------------------------------------- */

static Value with_class(const char *function, Value class, Value *args, size_t count,
                        Tuple *names_given) {
    Value callee = import_attribute("typing", function);
    Value bound = callee ? method_new(callee, class) : NULL;
    Value result = bound ? call(bound, args, count, names_given) : NULL;
    decref_maybe(bound);
    decref_maybe(callee);
    return result;
}

static Value generic_class_getitem(Value class, Value *args, size_t count, Tuple *names_given) {
    return with_class("_generic_class_getitem", class, args, count, names_given);
}

static Value generic_init_subclass(Value class, Value *args, size_t count, Tuple *names_given) {
    return with_class("_generic_init_subclass", class, args, count, names_given);
}

static void generic_dealloc(Object *object) {
    mem_object_free(object, object->type->basic_size);
}

static Value no_default_new(Type *type, Value *args, size_t count, Tuple *names_given) {
    if (count || (names_given && names_given->count))
        return raise_type_error("NoDefaultType takes no arguments");
    return own(NO_DEFAULT);
}

static Value no_default_repr(Value self) {
    return value_of(str_from_c("typing.NoDefault"));
}

static Value no_default_reduce(Value self, Value *args) {
    return value_of(str_from_c("NoDefault"));
}

/* ---- what the compiler's intrinsics call ----------------------------------------------------- */

/* They are functions of the module as well, and take whatever it is from anybody. */
static Value intrinsic_misused(void) {
    return raise_type_error("bad argument type for built-in operation");
}

static Value make_variable(Type *type, Value name, Value evaluate_bound,
                           Value evaluate_constraints) {
    if (!is_str(name))
        return intrinsic_misused();
    TypeVariable *variable = variable_new(type, name);
    if (!variable)
        return NULL;
    variable->infer_variance = type != &type_var_tuple_type;
    variable->evaluate_bound = own_maybe(evaluate_bound);
    variable->evaluate_constraints = own_maybe(evaluate_constraints);
    return value_of(variable);
}

static Value make_type_var(Value self, Value *args) {
    return make_variable(&type_var_type, args[0], NULL, NULL);
}
static Value make_param_spec(Value self, Value *args) {
    return make_variable(&param_spec_type, args[0], NULL, NULL);
}
static Value make_type_var_tuple(Value self, Value *args) {
    return make_variable(&type_var_tuple_type, args[0], NULL, NULL);
}
static Value make_with_bound(Value self, Value *args) {
    return make_variable(&type_var_type, args[0], args[1], NULL);
}
static Value make_with_constraints(Value self, Value *args) {
    return make_variable(&type_var_type, args[0], NULL, args[1]);
}

static Value set_default(Value self, Value *args) {
    if (!is_variable(args[0]))
        return intrinsic_misused();
    clear_value(&variable_of(args[0])->fallback);
    replace_value(&variable_of(args[0])->evaluate_fallback, own(args[1]));
    return own(args[0]);
}

static Value make_alias(Value self, Value *args) {
    Value parameters = args[1] != NONE ? args[1] : NULL;
    if (!is_str(args[0]) || (parameters && !is_tuple(parameters)))
        return intrinsic_misused();
    return value_of(alias_make(args[0], parameters, NULL, args[2]));
}

/* Generic[*parameters], the hidden base of class C[T]. */
static Value subscript_generic(Value self, Value *args) {
    if (!is_tuple(args[0]))
        return intrinsic_misused();
    Tuple *parameters = unpack_variable_tuples(tuple_of(args[0]));
    if (!parameters)
        return NULL;
    Value given[] = {value_of(&generic_type), value_of(parameters)};
    Value result = call_typing("_GenericAlias", given, 2, NULL);
    GIVE_UP(parameters);
    return result;
}

static Value identity(Value self, Value *args) {
    return own(args[0]);
}

/* ---- the types ------------------------------------------------------------------------------- */

static const NativeMember variable_members[] = {
    {"__name__", MEMBER_VALUE, offsetof(TypeVariable, name), false, NULL},
    {"__covariant__", MEMBER_BOOL, offsetof(TypeVariable, covariant), false, NULL},
    {"__contravariant__", MEMBER_BOOL, offsetof(TypeVariable, contravariant), false, NULL},
    {"__infer_variance__", MEMBER_BOOL, offsetof(TypeVariable, infer_variance), false, NULL},
    {NULL, MEMBER_VALUE, 0, false, NULL},
};

static const NativeMember tuple_members[] = {
    {"__name__", MEMBER_VALUE, offsetof(TypeVariable, name), false, NULL},
    {NULL, MEMBER_VALUE, 0, false, NULL},
};

static const NativeGetSet type_var_getsets[] = {
    {"__bound__", get_bound, NULL, NULL},
    {"__constraints__", get_constraints, NULL, NULL},
    {"__default__", get_default, NULL, NULL},
    {NULL, NULL, NULL, NULL},
};

static const NativeGetSet param_spec_getsets[] = {
    {"args", get_args, NULL, "Represents positional arguments."},
    {"kwargs", get_kwargs, NULL, "Represents keyword arguments."},
    {"__bound__", get_bound, NULL, NULL},
    {"__default__", get_default, NULL, "The default value for this ParamSpec."},
    {NULL, NULL, NULL, NULL},
};

static const NativeGetSet tuple_getsets[] = {
    {"__default__", get_default, NULL, "The default value for this TypeVarTuple."},
    {NULL, NULL, NULL, NULL},
};

static const NativeMethod type_var_methods[] = {
    NATIVE("__typing_subst__($self, arg, /)", type_var_subst, NULL),
    NATIVE("__typing_prepare_subst__($self, alias, args, /)", type_var_prepare, NULL),
    NATIVE("__reduce__($self, /)", variable_reduce, NULL),
    NATIVE("has_default($self, /)", has_default, NULL),
    NATIVE("__mro_entries__($self, object, /)", refuse_subclass, NULL),
    NATIVE_END,
};

static const NativeMethod param_spec_methods[] = {
    NATIVE("__typing_subst__($self, arg, /)", param_spec_subst, NULL),
    NATIVE("__typing_prepare_subst__($self, alias, args, /)", param_spec_prepare, NULL),
    NATIVE("__reduce__($self, /)", variable_reduce, NULL),
    NATIVE("has_default($self, /)", has_default, NULL),
    NATIVE("__mro_entries__($self, object, /)", refuse_subclass, NULL),
    NATIVE_END,
};

static const NativeMethod tuple_methods[] = {
    NATIVE("__typing_subst__($self, arg, /)", type_var_tuple_subst, NULL),
    NATIVE("__typing_prepare_subst__($self, alias, args, /)", type_var_tuple_prepare, NULL),
    NATIVE("__reduce__($self, /)", variable_reduce, NULL),
    NATIVE("has_default($self, /)", has_default, NULL),
    NATIVE("__mro_entries__($self, object, /)", refuse_subclass, NULL),
    NATIVE_END,
};

static Type type_var_type = {
    TYPE_INIT_CONTAINER("typing.TypeVar", sizeof(TypeVariable), variable_dealloc, variable_traverse,
                        variable_clear),
    .shape_offset = offsetof(TypeVariable, shape),
    .accepts_weakrefs = true,
    .doc = "Type variable.",
    .methods = type_var_methods,
    .members = variable_members,
    .getsets = type_var_getsets,
    .new = type_var_new,
    .repr = variable_repr,
    .binary[NUMBER_OR] = variable_or,
};

static Type param_spec_type = {
    TYPE_INIT_CONTAINER("typing.ParamSpec", sizeof(TypeVariable), variable_dealloc,
                        variable_traverse, variable_clear),
    .shape_offset = offsetof(TypeVariable, shape),
    .accepts_weakrefs = true,
    .doc = "Parameter specification variable.",
    .methods = param_spec_methods,
    .members = variable_members,
    .getsets = param_spec_getsets,
    .new = param_spec_new,
    .repr = variable_repr,
    .binary[NUMBER_OR] = variable_or,
};

static Type type_var_tuple_type = {
    TYPE_INIT_CONTAINER("typing.TypeVarTuple", sizeof(TypeVariable), variable_dealloc,
                        variable_traverse, variable_clear),
    .shape_offset = offsetof(TypeVariable, shape),
    .accepts_weakrefs = true,
    .doc = "Type variable tuple.",
    .methods = tuple_methods,
    .members = tuple_members,
    .getsets = tuple_getsets,
    .new = type_var_tuple_new,
    .repr = variable_repr,
    .iter = type_var_tuple_iter,
};

static const NativeMember part_members[] = {
    {"__origin__", MEMBER_VALUE, offsetof(ParameterPart, origin), false, NULL},
    {NULL, MEMBER_VALUE, 0, false, NULL},
};

static const NativeMethod part_methods[] = {
    NATIVE("__mro_entries__($self, object, /)", refuse_subclass, NULL),
    NATIVE_END,
};

static Type args_type = {
    TYPE_INIT_CONTAINER("typing.ParamSpecArgs", sizeof(ParameterPart), part_dealloc, part_traverse,
                        NULL),
    .accepts_weakrefs = true,
    .doc = "The args for a ParamSpec object.",
    .methods = part_methods,
    .members = part_members,
    .new = part_new,
    .repr = part_repr,
    .compare = part_compare,
};

static Type kwargs_type = {
    TYPE_INIT_CONTAINER("typing.ParamSpecKwargs", sizeof(ParameterPart), part_dealloc,
                        part_traverse, NULL),
    .accepts_weakrefs = true,
    .doc = "The kwargs for a ParamSpec object.",
    .methods = part_methods,
    .members = part_members,
    .new = part_new,
    .repr = part_repr,
    .compare = part_compare,
};

static const NativeMember alias_members[] = {
    {"__name__", MEMBER_VALUE, offsetof(TypeAlias, name), false, NULL},
    {NULL, MEMBER_VALUE, 0, false, NULL},
};

static const NativeGetSet alias_getsets[] = {
    {"__parameters__", alias_get_parameters, NULL, NULL},
    {"__type_params__", alias_get_type_params, NULL, NULL},
    {"__value__", alias_get_value, NULL, NULL},
    {"__module__", alias_get_module, NULL, NULL},
    {NULL, NULL, NULL, NULL},
};

static const NativeMethod alias_methods[] = {
    NATIVE("__reduce__($self, /)", alias_reduce, NULL),
    NATIVE_END,
};

static Type type_alias_type = {
    TYPE_INIT_CONTAINER("typing.TypeAliasType", sizeof(TypeAlias), alias_dealloc, alias_traverse,
                        alias_clear),
    .accepts_weakrefs = true,
    .doc = "Type alias.",
    .methods = alias_methods,
    .members = alias_members,
    .getsets = alias_getsets,
    .new = alias_new,
    .repr = alias_repr,
    .get_item = alias_get_item,
    .binary[NUMBER_OR] = alias_or,
};

static const NativeMethod generic_methods[] = {
    NATIVE_OF_CLASS_RAW("__class_getitem__($type, /, *args, **kwargs)", generic_class_getitem,
                        "Parameterizes a generic class."),
    NATIVE_OF_CLASS_RAW("__init_subclass__($type, /, *args, **kwargs)", generic_init_subclass,
                        "Function to initialize subclasses."),
    NATIVE_END,
};

static Type generic_type = {
    TYPE_INIT_ATOM("typing.Generic", sizeof(Object), generic_dealloc),
    .flags = TYPE_BASE,
    .doc = "Abstract base class for generic types.",
    .methods = generic_methods,
};

static const NativeMethod no_default_methods[] = {
    NATIVE("__reduce__($self, /)", no_default_reduce, NULL),
    NATIVE_END,
};

static Type no_default_type = {
    TYPE_INIT_ATOM("NoDefaultType", sizeof(Object), NULL),
    .doc = "The type of the NoDefault singleton.",
    .methods = no_default_methods,
    .new = no_default_new,
    .repr = no_default_repr,
};

static const NativeMethod functions[] = {
    NATIVE("_idfunc($module, object, /)", identity, NULL),
    NATIVE("_typevar($module, name, /)", make_type_var, NULL),
    NATIVE("_paramspec($module, name, /)", make_param_spec, NULL),
    NATIVE("_typevartuple($module, name, /)", make_type_var_tuple, NULL),
    NATIVE("_typevar_with_bound($module, name, evaluate, /)", make_with_bound, NULL),
    NATIVE("_typevar_with_constraints($module, name, evaluate, /)", make_with_constraints, NULL),
    NATIVE("_set_typeparam_default($module, parameter, evaluate, /)", set_default, NULL),
    NATIVE("_typealias($module, name, parameters, evaluate, /)", make_alias, NULL),
    NATIVE("_subscript_generic($module, parameters, /)", subscript_generic, NULL),
    NATIVE_END,
};

static bool exec(Module *module) {
    Type *const types[] = {&type_var_type, &param_spec_type, &type_var_tuple_type, &args_type,
                           &kwargs_type,   &type_alias_type, &generic_type};
    generic_type.new = object_type.new; /* inherited, not a __new__ of its own */
    for (size_t i = 0; i < sizeof types / sizeof *types; i++)
        if (!module_add_type(module, types[i]))
            return false;
    return type_ready(&no_default_type) && dict_set_c(module->dict, "NoDefault", NO_DEFAULT);
}

const NativeModule _typing_module = {
    .name = "_typing",
    .doc = "Primitives and accelerators for the typing module.",
    .functions = functions,
    .exec = exec,
};
