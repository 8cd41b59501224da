/* Building the symbol table: one walk over the tree that opens a Scope for each module, class,
 * function, lambda, comprehension and type scope, and notes the names' definitions and uses. */
#include "compiler/symbol_table.h"

static Scope *scope_enter(SymbolTable *table, Name name, ScopeKind kind, const void *key,
                          CodePosition position) {
    Scope *scope = context_alloc(table->context, sizeof *scope);
    Scope *parent = table->current;
    scope->kind = kind;
    scope->name = name;
    scope->parent = parent;
    scope->position = position;
    if (parent) {
        scope->is_nested = parent->is_nested || scope_is_function_like(parent);
        scope->mangled = parent->mangled;
        scope->in_iterable = parent->in_iterable;
        if (kind != SCOPE_ANNOTATION)
            *CONTEXT_APPEND(table->context, parent->children, parent->child_count,
                            parent->child_capacity) = scope;
    }
    symbol_table_add_key(table, key, scope);
    table->current = scope;
    return scope;
}

static void scope_leave(SymbolTable *table) {
    table->current = table->current->parent;
}

Name scope_mangle(Context *context, const Scope *scope, Name class_name, Name name) {
    if (class_name == NAME_NONE || !context->names.entries[name].is_private)
        return name;
    if (scope->mangled && !symbol_lookup(scope->mangled, name))
        return name;
    return context_mangle(context, class_name, name);
}

static Name mangle(SymbolTable *table, Name name) {
    return scope_mangle(table->context, table->current, table->class_name, name);
}

static Name intern(SymbolTable *table, Text text) {
    return context_name(table->context, text);
}

/* ---- definitions ------------------------------------------------------------------------ */

static void define_in(SymbolTable *table, Scope *scope, Name name, unsigned flag,
                      CodePosition position) {
    Context *context = table->context;
    if ((flag & DEF_TYPE_PARAM) && scope->mangled)
        symbol_add(context, scope->mangled, name);
    name = scope_mangle(context, scope, table->class_name, name);
    Symbol *symbol = symbol_add(context, &scope->symbols, name);
    Text text = context_text(context, name);
    if ((flag & DEF_PARAM) && (symbol->flags & DEF_PARAM))
        context_error(context, position, "duplicate argument '%.*s' in function definition",
                      TEXT_ARGS(text));
    if ((flag & DEF_TYPE_PARAM) && (symbol->flags & DEF_TYPE_PARAM))
        context_error(context, position, "duplicate type parameter '%.*s'", TEXT_ARGS(text));
    symbol->flags |= flag;
    if (scope->in_iteration_target) {
        if (symbol->flags & (DEF_GLOBAL | DEF_NONLOCAL))
            context_error(
                context, position,
                "comprehension inner loop cannot rebind assignment expression target '%.*s'",
                TEXT_ARGS(text));
        symbol->flags |= DEF_ITERATION;
    }
    if (flag & DEF_PARAM)
        *CONTEXT_APPEND(context, scope->parameters, scope->parameter_count,
                        scope->parameter_capacity) = name;
    else if (flag & DEF_GLOBAL)
        symbol_add(context, &table->module->symbols, name)->flags |= flag;
}

static void define(SymbolTable *table, Name name, unsigned flag, const Node *at) {
    define_in(table, table->current, name, flag, node_position(at));
}

static unsigned flags_of(SymbolTable *table, const Scope *scope, Name name) {
    const Symbol *symbol = symbol_lookup(
        &scope->symbols, scope_mangle(table->context, scope, table->class_name, name));
    return symbol ? symbol->flags : 0;
}

static void add_directive(SymbolTable *table, Name name, const Node *at) {
    Directive *directive = context_alloc(table->context, sizeof *directive);
    *directive = (Directive){table->current->directives, mangle(table, name), node_position(at)};
    table->current->directives = directive;
}

/* ---- expressions ------------------------------------------------------------------------ */

static void visit_expression(SymbolTable *table, Node *node);
static void visit_statements(SymbolTable *table, const NodeList *list);

static void visit_expressions(SymbolTable *table, const NodeList *list) {
    for (size_t i = 0; i < list->count; i++)
        if (list->items[i])
            visit_expression(table, list->items[i]);
}

/* Scopes of types cannot contain what would suspend or bind. */
static void refuse_in_type_scope(SymbolTable *table, const char *what, const Node *at) {
    const Scope *scope = table->current;
    CodePosition position = node_position(at);
    switch (scope->kind) {
    case SCOPE_ANNOTATION:
        context_error(table->context, position, "%s cannot be used within an annotation", what);
    case SCOPE_TYPE_VARIABLE:
        context_error(table->context, position, "%s cannot be used within %s", what,
                      scope->restricted);
    case SCOPE_TYPE_ALIAS:
        context_error(table->context, position, "%s cannot be used within a type alias", what);
    case SCOPE_TYPE_PARAMETERS:
        context_error(table->context, position,
                      "%s cannot be used within the definition of a generic", what);
    default:
        return;
    }
}

static void refuse_yield_in_comprehension(SymbolTable *table, const Node *at) {
    static const char *const kinds[] = {
        [COMPREHENSION_LIST] = "list comprehension",
        [COMPREHENSION_SET] = "set comprehension",
        [COMPREHENSION_DICT] = "dict comprehension",
        [COMPREHENSION_GENERATOR] = "generator expression",
    };
    ComprehensionKind kind = table->current->comprehension;
    if (kind != COMPREHENSION_NONE)
        context_error(table->context, node_position(at), "'yield' inside %s", kinds[kind]);
}

/* (x := ...) in a comprehension binds in the function or module around it. */
static void bind_outside_comprehension(SymbolTable *table, Node *target) {
    Context *context = table->context;
    Name name = intern(table, ((NameNode *)target)->id);
    CodePosition position = node_position(target);
    for (Scope *scope = table->current; scope; scope = scope->parent) {
        unsigned flags = flags_of(table, scope, name);
        if (scope->comprehension != COMPREHENSION_NONE) {
            if ((flags & DEF_ITERATION) && (flags & (DEF_LOCAL | DEF_GLOBAL))) {
                Text text = ((NameNode *)target)->id;
                context_error(context, position,
                              "assignment expression cannot rebind comprehension iteration "
                              "variable '%.*s'",
                              TEXT_ARGS(text));
            }
            continue;
        }
        switch (scope->kind) {
        case SCOPE_FUNCTION:
            define(table, name, flags & DEF_GLOBAL ? DEF_GLOBAL : DEF_NONLOCAL, target);
            add_directive(table, name, target);
            define_in(table, scope, name, DEF_LOCAL, position);
            return;
        case SCOPE_MODULE:
            define(table, name, DEF_GLOBAL, target);
            add_directive(table, name, target);
            define_in(table, scope, name, DEF_GLOBAL, position);
            return;
        case SCOPE_CLASS:
            context_error(context, position,
                          "assignment expression within a comprehension cannot be used in a "
                          "class body");
        case SCOPE_TYPE_PARAMETERS:
            context_error(context, position,
                          "assignment expression within a comprehension cannot be used within "
                          "the definition of a generic");
        case SCOPE_TYPE_ALIAS:
            context_error(context, position,
                          "assignment expression within a comprehension cannot be used in a "
                          "type alias");
        case SCOPE_TYPE_VARIABLE:
            context_error(context, position,
                          "assignment expression within a comprehension cannot be used in a "
                          "TypeVar bound");
        case SCOPE_ANNOTATION:
            break;
        }
    }
}

static void visit_named_expression(SymbolTable *table, NamedExprNode *node) {
    if (table->current->in_iterable)
        context_error(
            table->context, node_position(&node->base),
            "assignment expression cannot be used in a comprehension iterable expression");
    if (table->current->comprehension != COMPREHENSION_NONE)
        bind_outside_comprehension(table, node->target);
    visit_expression(table, node->value);
    visit_expression(table, node->target);
}

static void visit_parameters(SymbolTable *table, ArgumentsNode *arguments) {
    const NodeList *lists[] = {&arguments->posonlyargs, &arguments->args, &arguments->kwonlyargs};
    for (size_t list = 0; list < 3; list++) {
        for (size_t i = 0; i < lists[list]->count; i++) {
            ArgNode *argument = (ArgNode *)lists[list]->items[i];
            define(table, intern(table, argument->arg), DEF_PARAM, &argument->base);
        }
    }
    Node *rest[] = {arguments->vararg, arguments->kwarg};
    for (size_t i = 0; i < 2; i++)
        if (rest[i])
            define(table, intern(table, ((ArgNode *)rest[i])->arg), DEF_PARAM, rest[i]);
}

static void visit_lambda(SymbolTable *table, LambdaNode *node) {
    ArgumentsNode *arguments = (ArgumentsNode *)node->args;
    visit_expressions(table, &arguments->defaults);
    visit_expressions(table, &arguments->kw_defaults);
    scope_enter(table, NAME_LAMBDA, SCOPE_FUNCTION, node, node_position(&node->base));
    visit_parameters(table, arguments);
    visit_expression(table, node->body);
    scope_leave(table);
}

static void visit_target(SymbolTable *table, Node *target) {
    table->current->in_iteration_target = true;
    visit_expression(table, target);
    table->current->in_iteration_target = false;
}

static void visit_conditions(SymbolTable *table, const NodeList *conditions) {
    visit_expressions(table, conditions);
}

static void visit_comprehension(SymbolTable *table, Node *node, ComprehensionKind kind, Name name,
                                const NodeList *generators, Node *element, Node *value) {
    ComprehensionNode *outermost = (ComprehensionNode *)generators->items[0];
    table->current->in_iterable++;
    visit_expression(table, outermost->iter);
    table->current->in_iterable--;
    Scope *scope = scope_enter(table, name, SCOPE_FUNCTION, node, node_position(node));
    scope->comprehension = kind;
    scope->is_coroutine = outermost->is_async;
    define(table, NAME_DOT_ZERO, DEF_PARAM, node);
    visit_target(table, outermost->target);
    visit_conditions(table, &outermost->ifs);
    for (size_t i = 1; i < generators->count; i++) {
        ComprehensionNode *generator = (ComprehensionNode *)generators->items[i];
        visit_target(table, generator->target);
        scope->in_iterable++;
        visit_expression(table, generator->iter);
        scope->in_iterable--;
        visit_conditions(table, &generator->ifs);
        if (generator->is_async)
            scope->is_coroutine = true;
    }
    if (value)
        visit_expression(table, value);
    visit_expression(table, element);
    scope->is_generator = kind == COMPREHENSION_GENERATOR;
    scope_leave(table);
    if (scope->is_coroutine && !scope->is_generator)
        table->current->is_coroutine = true;
}

static void visit_name(SymbolTable *table, NameNode *node) {
    Name name = intern(table, node->id);
    define(table, name, node->ctx == CONTEXT_LOAD ? DEF_USE : DEF_LOCAL, &node->base);
    if (name == NAME_SUPER && node->ctx == CONTEXT_LOAD && scope_is_function_like(table->current))
        define(table, NAME_CLASS_CELL, DEF_USE, &node->base);
}

static void visit_call(SymbolTable *table, CallNode *node) {
    visit_expression(table, node->func);
    visit_expressions(table, &node->args);
    for (size_t i = 0; i < node->keywords.count; i++)
        visit_expression(table, ((KeywordNode *)node->keywords.items[i])->value);
}

static void visit_optional(SymbolTable *table, Node *node) {
    if (node)
        visit_expression(table, node);
}

static void visit_expression(SymbolTable *table, Node *node) {
    context_check_stack(table->context);
#define AS(type) ((type##Node *)node)
    switch ((NodeKind)node->kind) {
    case NODE_CONSTANT:
        break;
    case NODE_NAME:
        visit_name(table, AS(Name));
        break;
    case NODE_ATTRIBUTE:
        visit_expression(table, AS(Attribute)->value);
        break;
    case NODE_CALL:
        visit_call(table, AS(Call));
        break;
    case NODE_BOOL_OP:
        visit_expressions(table, &AS(BoolOp)->values);
        break;
    case NODE_NAMED_EXPR:
        refuse_in_type_scope(table, "named expression", node);
        visit_named_expression(table, AS(NamedExpr));
        break;
    case NODE_BIN_OP:
        visit_expression(table, AS(BinOp)->left);
        visit_expression(table, AS(BinOp)->right);
        break;
    case NODE_UNARY_OP:
        visit_expression(table, AS(UnaryOp)->operand);
        break;
    case NODE_LAMBDA:
        visit_lambda(table, AS(Lambda));
        break;
    case NODE_IF_EXP:
        visit_expression(table, AS(IfExp)->test);
        visit_expression(table, AS(IfExp)->body);
        visit_expression(table, AS(IfExp)->orelse);
        break;
    case NODE_DICT:
        visit_expressions(table, &AS(Dict)->keys);
        visit_expressions(table, &AS(Dict)->values);
        break;
    case NODE_SET:
        visit_expressions(table, &AS(Set)->elts);
        break;
    case NODE_LIST_COMP:
        visit_comprehension(table, node, COMPREHENSION_LIST, NAME_LISTCOMP,
                            &AS(ListComp)->generators, AS(ListComp)->elt, NULL);
        break;
    case NODE_SET_COMP:
        visit_comprehension(table, node, COMPREHENSION_SET, NAME_SETCOMP, &AS(SetComp)->generators,
                            AS(SetComp)->elt, NULL);
        break;
    case NODE_DICT_COMP:
        visit_comprehension(table, node, COMPREHENSION_DICT, NAME_DICTCOMP,
                            &AS(DictComp)->generators, AS(DictComp)->key, AS(DictComp)->value);
        break;
    case NODE_GENERATOR_EXP:
        visit_comprehension(table, node, COMPREHENSION_GENERATOR, NAME_GENEXPR,
                            &AS(GeneratorExp)->generators, AS(GeneratorExp)->elt, NULL);
        break;
    case NODE_YIELD:
        refuse_in_type_scope(table, "yield expression", node);
        visit_optional(table, AS(Yield)->value);
        table->current->is_generator = true;
        refuse_yield_in_comprehension(table, node);
        break;
    case NODE_YIELD_FROM:
        refuse_in_type_scope(table, "yield expression", node);
        visit_expression(table, AS(YieldFrom)->value);
        table->current->is_generator = true;
        refuse_yield_in_comprehension(table, node);
        break;
    case NODE_AWAIT:
        refuse_in_type_scope(table, "await expression", node);
        visit_expression(table, AS(Await)->value);
        table->current->is_coroutine = true;
        break;
    case NODE_COMPARE:
        visit_expression(table, AS(Compare)->left);
        visit_expressions(table, &AS(Compare)->comparators);
        break;
    case NODE_FORMATTED_VALUE:
        visit_expression(table, AS(FormattedValue)->value);
        visit_optional(table, AS(FormattedValue)->format_spec);
        break;
    case NODE_JOINED_STR:
        visit_expressions(table, &AS(JoinedStr)->values);
        break;
    case NODE_SUBSCRIPT:
        visit_expression(table, AS(Subscript)->value);
        visit_expression(table, AS(Subscript)->slice);
        break;
    case NODE_STARRED:
        visit_expression(table, AS(Starred)->value);
        break;
    case NODE_LIST:
        visit_expressions(table, &AS(List)->elts);
        break;
    case NODE_TUPLE:
        visit_expressions(table, &AS(Tuple)->elts);
        break;
    case NODE_SLICE:
        visit_optional(table, AS(Slice)->lower);
        visit_optional(table, AS(Slice)->upper);
        visit_optional(table, AS(Slice)->step);
        break;
    default:
        break;
    }
}

static void visit_annotation(SymbolTable *table, Node *annotation) {
    bool postponed = table->context->future & CO_FUTURE_ANNOTATIONS;
    if (postponed)
        scope_enter(table, NAME_ANNOTATION_SCOPE, SCOPE_ANNOTATION, annotation,
                    node_position(annotation));
    visit_expression(table, annotation);
    if (postponed)
        scope_leave(table);
}

/* ---- patterns --------------------------------------------------------------------------- */

static void visit_pattern(SymbolTable *table, Node *node);

static void visit_patterns(SymbolTable *table, const NodeList *list) {
    for (size_t i = 0; i < list->count; i++)
        visit_pattern(table, list->items[i]);
}

static void define_optional(SymbolTable *table, Text name, const Node *at) {
    if (name.bytes)
        define(table, intern(table, name), DEF_LOCAL, at);
}

static void visit_pattern(SymbolTable *table, Node *node) {
    context_check_stack(table->context);
    switch ((NodeKind)node->kind) {
    case NODE_MATCH_VALUE:
        visit_expression(table, AS(MatchValue)->value);
        break;
    case NODE_MATCH_SEQUENCE:
        visit_patterns(table, &AS(MatchSequence)->patterns);
        break;
    case NODE_MATCH_STAR:
        define_optional(table, AS(MatchStar)->name, node);
        break;
    case NODE_MATCH_MAPPING:
        visit_expressions(table, &AS(MatchMapping)->keys);
        visit_patterns(table, &AS(MatchMapping)->patterns);
        define_optional(table, AS(MatchMapping)->rest, node);
        break;
    case NODE_MATCH_CLASS:
        visit_expression(table, AS(MatchClass)->cls);
        visit_patterns(table, &AS(MatchClass)->patterns);
        visit_patterns(table, &AS(MatchClass)->kwd_patterns);
        break;
    case NODE_MATCH_AS:
        if (AS(MatchAs)->pattern)
            visit_pattern(table, AS(MatchAs)->pattern);
        define_optional(table, AS(MatchAs)->name, node);
        break;
    case NODE_MATCH_OR:
        visit_patterns(table, &AS(MatchOr)->patterns);
        break;
    default:
        break;
    }
}

/* ---- type parameters -------------------------------------------------------------------- */

static void visit_type_variable(SymbolTable *table, Node *expression, Name name, const void *key,
                                const char *restricted) {
    if (!expression)
        return;
    bool in_class = table->current->sees_class;
    Scope *scope = scope_enter(table, name, SCOPE_TYPE_VARIABLE, key, node_position(expression));
    scope->restricted = restricted;
    scope->sees_class = in_class;
    if (in_class)
        define(table, NAME_CLASS_DICT, DEF_USE, expression);
    visit_expression(table, expression);
    scope_leave(table);
}

static void define_type_parameter(SymbolTable *table, Name name, Node *node) {
    if (name == NAME_CLASS_DICT)
        context_error(table->context, node_position(node),
                      "reserved name '__classdict__' cannot be used for type parameter");
    define(table, name, DEF_TYPE_PARAM | DEF_LOCAL, node);
}

static void visit_type_parameter(SymbolTable *table, Node *node) {
    switch ((NodeKind)node->kind) {
    case NODE_TYPE_VAR: {
        Name name = intern(table, AS(TypeVar)->name);
        Node *bound = AS(TypeVar)->bound;
        define_type_parameter(table, name, node);
        visit_type_variable(table, bound, name, node,
                            bound && bound->kind == NODE_TUPLE ? "a TypeVar constraint"
                                                               : "a TypeVar bound");
        visit_type_variable(table, AS(TypeVar)->default_value, name, symbol_table_default_key(node),
                            "a TypeVar default");
        break;
    }
    case NODE_PARAM_SPEC: {
        Name name = intern(table, AS(ParamSpec)->name);
        define_type_parameter(table, name, node);
        visit_type_variable(table, AS(ParamSpec)->default_value, name,
                            symbol_table_default_key(node), "a ParamSpec default");
        break;
    }
    default: {
        Name name = intern(table, AS(TypeVarTuple)->name);
        define_type_parameter(table, name, node);
        visit_type_variable(table, AS(TypeVarTuple)->default_value, name,
                            symbol_table_default_key(node), "a TypeVarTuple default");
    }
    }
}

static void enter_type_parameters(SymbolTable *table, Name name, Node *generic,
                                  const NodeList *parameters, bool defaults, bool kwdefaults) {
    bool in_class = table->current->kind == SCOPE_CLASS;
    Scope *scope = scope_enter(table, name, SCOPE_TYPE_PARAMETERS,
                               symbol_table_parameters_key(generic), node_position(generic));
    if (in_class) {
        scope->sees_class = true;
        define(table, NAME_CLASS_DICT, DEF_USE, generic);
    }
    if (generic->kind == NODE_CLASS_DEF) {
        define(table, NAME_DOT_TYPE_PARAMS, DEF_LOCAL, generic);
        define(table, NAME_DOT_TYPE_PARAMS, DEF_USE, generic);
        table->class_name = name;
        scope->mangled = context_alloc(table->context, sizeof *scope->mangled);
        define(table, NAME_DOT_GENERIC_BASE, DEF_LOCAL, generic);
        define(table, NAME_DOT_GENERIC_BASE, DEF_USE, generic);
    }
    if (defaults)
        define(table, NAME_DOT_DEFAULTS, DEF_PARAM, generic);
    if (kwdefaults)
        define(table, NAME_DOT_KWDEFAULTS, DEF_PARAM, generic);
    for (size_t i = 0; i < parameters->count; i++)
        visit_type_parameter(table, parameters->items[i]);
}

/* ---- functions, classes ----------------------------------------------------------------- */

static void visit_parameter_annotations(SymbolTable *table, const NodeList *parameters) {
    for (size_t i = 0; i < parameters->count; i++)
        if (((ArgNode *)parameters->items[i])->annotation)
            visit_annotation(table, ((ArgNode *)parameters->items[i])->annotation);
}

static void visit_annotations(SymbolTable *table, ArgumentsNode *arguments, Node *returns) {
    visit_parameter_annotations(table, &arguments->posonlyargs);
    visit_parameter_annotations(table, &arguments->args);
    if (arguments->vararg && ((ArgNode *)arguments->vararg)->annotation)
        visit_annotation(table, ((ArgNode *)arguments->vararg)->annotation);
    if (arguments->kwarg && ((ArgNode *)arguments->kwarg)->annotation)
        visit_annotation(table, ((ArgNode *)arguments->kwarg)->annotation);
    visit_parameter_annotations(table, &arguments->kwonlyargs);
    if (returns)
        visit_annotation(table, returns);
}

static bool has_keyword_default(const ArgumentsNode *arguments) {
    for (size_t i = 0; i < arguments->kw_defaults.count; i++)
        if (arguments->kw_defaults.items[i])
            return true;
    return false;
}

_Static_assert(offsetof(FunctionDefNode, type_params) ==
                   offsetof(AsyncFunctionDefNode, type_params),
               "both kinds of function have the same fields");

static void visit_function(SymbolTable *table, FunctionDefNode *node) {
    ArgumentsNode *arguments = (ArgumentsNode *)node->args;
    Name name = intern(table, node->name);
    define(table, name, DEF_LOCAL, &node->base);
    visit_expressions(table, &arguments->defaults);
    visit_expressions(table, &arguments->kw_defaults);
    visit_expressions(table, &node->decorator_list);
    bool generic = node->type_params.count > 0;
    if (generic)
        enter_type_parameters(table, name, &node->base, &node->type_params,
                              arguments->defaults.count > 0, has_keyword_default(arguments));
    visit_annotations(table, arguments, node->returns);
    Scope *scope = scope_enter(table, name, SCOPE_FUNCTION, node, node_position(&node->base));
    if (node->base.kind == NODE_ASYNC_FUNCTION_DEF)
        scope->is_async_function = scope->is_coroutine = true;
    visit_parameters(table, arguments);
    visit_statements(table, &node->body);
    scope_leave(table);
    if (generic)
        scope_leave(table);
}

static void visit_class(SymbolTable *table, ClassDefNode *node) {
    Name name = intern(table, node->name), outer = table->class_name;
    define(table, name, DEF_LOCAL, &node->base);
    visit_expressions(table, &node->decorator_list);
    bool generic = node->type_params.count > 0;
    if (generic)
        enter_type_parameters(table, name, &node->base, &node->type_params, false, false);
    visit_expressions(table, &node->bases);
    for (size_t i = 0; i < node->keywords.count; i++)
        visit_expression(table, ((KeywordNode *)node->keywords.items[i])->value);
    Scope *scope = scope_enter(table, name, SCOPE_CLASS, node, node_position(&node->base));
    scope->mangled = NULL;
    table->class_name = name;
    if (generic) {
        define(table, NAME_TYPE_PARAMS, DEF_LOCAL, &node->base);
        define(table, NAME_DOT_TYPE_PARAMS, DEF_USE, &node->base);
    }
    visit_statements(table, &node->body);
    scope_leave(table);
    if (generic)
        scope_leave(table);
    table->class_name = outer;
}

static void visit_type_alias(SymbolTable *table, TypeAliasNode *node) {
    visit_expression(table, node->name);
    Name name = intern(table, ((NameNode *)node->name)->id);
    bool in_class = table->current->kind == SCOPE_CLASS;
    bool generic = node->type_params.count > 0;
    if (generic)
        enter_type_parameters(table, name, &node->base, &node->type_params, false, false);
    Scope *scope = scope_enter(table, name, SCOPE_TYPE_ALIAS, node, node_position(&node->base));
    scope->sees_class = in_class;
    if (in_class)
        define(table, NAME_CLASS_DICT, DEF_USE, node->value);
    visit_expression(table, node->value);
    scope_leave(table);
    if (generic)
        scope_leave(table);
}

/* ---- statements ------------------------------------------------------------------------- */

/* global and nonlocal come before any other use of their names. */
static void visit_directive(SymbolTable *table, Node *node, const TextList *names, bool global) {
    const char *word = global ? "global" : "nonlocal";
    for (size_t i = 0; i < names->count; i++) {
        Text text = names->items[i];
        Name name = intern(table, text);
        unsigned flags = flags_of(table, table->current, name);
        CodePosition at = node_position(node);
        if (flags & DEF_PARAM)
            context_error(table->context, at, "name '%.*s' is parameter and %s", TEXT_ARGS(text),
                          word);
        if (flags & DEF_USE)
            context_error(table->context, at, "name '%.*s' is used prior to %s declaration",
                          TEXT_ARGS(text), word);
        if (flags & DEF_ANNOTATED)
            context_error(table->context, at, "annotated name '%.*s' can't be %s", TEXT_ARGS(text),
                          word);
        if (flags & DEF_LOCAL)
            context_error(table->context, at, "name '%.*s' is assigned to before %s declaration",
                          TEXT_ARGS(text), word);
        define(table, name, global ? DEF_GLOBAL : DEF_NONLOCAL, node);
        add_directive(table, name, node);
    }
}

static void visit_annotated_assignment(SymbolTable *table, AnnAssignNode *node) {
    if (node->target->kind == NODE_NAME) {
        Text text = ((NameNode *)node->target)->id;
        Name name = intern(table, text);
        unsigned flags = flags_of(table, table->current, name);
        if ((flags & (DEF_GLOBAL | DEF_NONLOCAL)) && table->current != table->module &&
            node->simple)
            context_error(table->context, node_position(&node->base),
                          flags & DEF_GLOBAL ? "annotated name '%.*s' can't be global"
                                             : "annotated name '%.*s' can't be nonlocal",
                          TEXT_ARGS(text));
        if (node->simple)
            define(table, name, DEF_ANNOTATED | DEF_LOCAL, node->target);
        else if (node->value)
            define(table, name, DEF_LOCAL, node->target);
    } else {
        visit_expression(table, node->target);
    }
    visit_annotation(table, node->annotation);
    visit_optional(table, node->value);
}

static void visit_alias(SymbolTable *table, AliasNode *node) {
    Text text = node->asname.bytes ? node->asname : node->name;
    if (text_is(node->name, "*")) {
        if (table->current->kind != SCOPE_MODULE)
            context_error(table->context, node_position(&node->base),
                          "import * only allowed at module level");
        return;
    }
    const char *dot = node->asname.bytes ? NULL : memchr(text.bytes, '.', text.size);
    if (dot)
        text.size = dot - text.bytes;
    define(table, intern(table, text), DEF_IMPORT, &node->base);
}

static void visit_try(SymbolTable *table, const TryNode *node) {
    visit_statements(table, &node->body);
    for (size_t i = 0; i < node->handlers.count; i++) {
        ExceptHandlerNode *handler = (ExceptHandlerNode *)node->handlers.items[i];
        visit_optional(table, handler->type);
        define_optional(table, handler->name, &handler->base);
        visit_statements(table, &handler->body);
    }
    visit_statements(table, &node->orelse);
    visit_statements(table, &node->finalbody);
}

static void visit_with(SymbolTable *table, const WithNode *node) {
    for (size_t i = 0; i < node->items.count; i++) {
        WithItemNode *item = (WithItemNode *)node->items.items[i];
        visit_expression(table, item->context_expr);
        visit_optional(table, item->optional_vars);
    }
    visit_statements(table, &node->body);
}

static void visit_match(SymbolTable *table, const MatchNode *node) {
    visit_expression(table, node->subject);
    for (size_t i = 0; i < node->cases.count; i++) {
        MatchCaseNode *match_case = (MatchCaseNode *)node->cases.items[i];
        visit_pattern(table, match_case->pattern);
        visit_optional(table, match_case->guard);
        visit_statements(table, &match_case->body);
    }
}

static void visit_statement(SymbolTable *table, Node *node) {
    context_check_stack(table->context);
    switch ((NodeKind)node->kind) {
    case NODE_FUNCTION_DEF:
    case NODE_ASYNC_FUNCTION_DEF:
        visit_function(table, AS(FunctionDef));
        break;
    case NODE_CLASS_DEF:
        visit_class(table, AS(ClassDef));
        break;
    case NODE_TYPE_ALIAS:
        visit_type_alias(table, AS(TypeAlias));
        break;
    case NODE_RETURN:
        visit_optional(table, AS(Return)->value);
        break;
    case NODE_DELETE:
        visit_expressions(table, &AS(Delete)->targets);
        break;
    case NODE_ASSIGN:
        visit_expressions(table, &AS(Assign)->targets);
        visit_expression(table, AS(Assign)->value);
        break;
    case NODE_AUG_ASSIGN:
        visit_expression(table, AS(AugAssign)->target);
        visit_expression(table, AS(AugAssign)->value);
        break;
    case NODE_ANN_ASSIGN:
        visit_annotated_assignment(table, AS(AnnAssign));
        break;
    case NODE_FOR:
    case NODE_ASYNC_FOR:
        table->current->is_coroutine |= node->kind == NODE_ASYNC_FOR;
        visit_expression(table, AS(For)->target);
        visit_expression(table, AS(For)->iter);
        visit_statements(table, &AS(For)->body);
        visit_statements(table, &AS(For)->orelse);
        break;
    case NODE_WHILE:
        visit_expression(table, AS(While)->test);
        visit_statements(table, &AS(While)->body);
        visit_statements(table, &AS(While)->orelse);
        break;
    case NODE_IF:
        visit_expression(table, AS(If)->test);
        visit_statements(table, &AS(If)->body);
        visit_statements(table, &AS(If)->orelse);
        break;
    case NODE_WITH:
    case NODE_ASYNC_WITH:
        table->current->is_coroutine |= node->kind == NODE_ASYNC_WITH;
        visit_with(table, AS(With));
        break;
    case NODE_MATCH:
        visit_match(table, AS(Match));
        break;
    case NODE_RAISE:
        visit_optional(table, AS(Raise)->exc);
        visit_optional(table, AS(Raise)->cause);
        break;
    case NODE_TRY:
    case NODE_TRY_STAR:
        visit_try(table, AS(Try));
        break;
    case NODE_ASSERT:
        visit_expression(table, AS(Assert)->test);
        visit_optional(table, AS(Assert)->msg);
        break;
    case NODE_IMPORT:
        for (size_t i = 0; i < AS(Import)->names.count; i++)
            visit_alias(table, (AliasNode *)AS(Import)->names.items[i]);
        break;
    case NODE_IMPORT_FROM:
        for (size_t i = 0; i < AS(ImportFrom)->names.count; i++)
            visit_alias(table, (AliasNode *)AS(ImportFrom)->names.items[i]);
        break;
    case NODE_GLOBAL:
        visit_directive(table, node, &AS(Global)->names, true);
        break;
    case NODE_NONLOCAL:
        visit_directive(table, node, &AS(Nonlocal)->names, false);
        break;
    case NODE_EXPR:
        visit_expression(table, AS(Expr)->value);
        break;
    default:
        break;
    }
#undef AS
}

static void visit_statements(SymbolTable *table, const NodeList *list) {
    for (size_t i = 0; i < list->count; i++)
        visit_statement(table, list->items[i]);
}

SymbolTable *symbol_table_build(Context *context, Node *module) {
    SymbolTable *table = context_alloc(context, sizeof *table);
    table->context = context;
    table->module = scope_enter(table, NAME_TOP, SCOPE_MODULE, module, (CodePosition){0, 0, 0, 0});
    if (module->kind == NODE_EXPRESSION)
        visit_expression(table, ((ExpressionNode *)module)->body);
    else
        visit_statements(table, &((ModuleNode *)module)->body);
    scope_resolve(context, table);
    return table;
}
