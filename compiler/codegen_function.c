/* Functions, lambdas, their defaults and annotations; docstrings. */
#include "compiler/codegen.h"

/* ---- generators' bodies ----------------------------------------------------------------- */

void begin_stop_iteration(Codegen *c) {
    Unit *unit = c->unit;
    unit->stop_iteration = new_label(c);
    emit_jump(c, NO_POSITION, PSEUDO_SETUP_CLEANUP, unit->stop_iteration);
    /* It covers the RESUME that opens the unit. */
    Instruction resume = unit->instructions[unit->count - 2];
    unit->instructions[unit->count - 2] = unit->instructions[unit->count - 1];
    unit->instructions[unit->count - 1] = resume;
    push_block(c, (FrameBlock){.kind = BLOCK_STOP_ITERATION});
}

void end_stop_iteration(Codegen *c) {
    pop_block(c);
    emit_none(c, NO_POSITION);
    emit(c, NO_POSITION, OP_RETURN_VALUE, 0);
    place_label(c, c->unit->stop_iteration);
    emit(c, NO_POSITION, OP_CALL_INTRINSIC_1, INTRINSIC_STOPITERATION_ERROR);
    emit(c, NO_POSITION, OP_RERAISE, 1);
}

/* ---- docstrings ------------------------------------------------------------------------- */

/* Tabs become spaces up to the next multiple of 8 columns. */
static Text expand_tabs(Context *context, Text text) {
    size_t tabs = 0;
    for (size_t i = 0; i < text.size; i++)
        tabs += text.bytes[i] == '\t';
    if (!tabs)
        return text;
    char *bytes = context_alloc(context, text.size + 8 * tabs), *end = bytes;
    size_t column = 0;
    for (size_t i = 0; i < text.size; i++) {
        char byte = text.bytes[i];
        if (byte == '\t') {
            do
                *end++ = ' ';
            while (++column % 8);
            continue;
        }
        *end++ = byte;
        if (byte == '\n' || byte == '\r')
            column = 0;
        else if ((byte & 0xc0) != 0x80)
            column++;
    }
    return (Text){bytes, (size_t)(end - bytes)};
}

/* The indentation common to all lines after the first that are not blank. */
static size_t common_margin(Text text) {
    const char *next = text.bytes, *end = text.bytes + text.size;
    size_t margin = SIZE_MAX;
    while (next < end && *next++ != '\n')
        continue;
    while (next < end) {
        const char *line = next;
        while (next < end && *next == ' ')
            next++;
        if (next < end && *next != '\n' && (size_t)(next - line) < margin)
            margin = next - line;
        while (next < end && *next++ != '\n')
            continue;
    }
    return margin == SIZE_MAX ? 0 : margin;
}

/* The docstring without its indentation. */
static Text clean_docstring(Context *context, Text text) {
    text = expand_tabs(context, text);
    size_t margin = common_margin(text);
    const char *next = text.bytes, *end = text.bytes + text.size;
    while (next < end && *next == ' ')
        next++;
    if (next == text.bytes && margin == 0)
        return text;
    char *bytes = context_alloc(context, text.size + 1), *out = bytes;
    while (next < end) {
        while (next < end && (*out++ = *next++) != '\n')
            continue;
        for (size_t i = 0; i < margin && next < end && *next == ' '; i++)
            next++;
    }
    return (Text){bytes, (size_t)(out - bytes)};
}

Constant *body_docstring(Codegen *c, const NodeList *body) {
    if (!body->count || body->items[0]->kind != NODE_EXPR)
        return NULL;
    Node *value = ((ExprNode *)body->items[0])->value;
    if (!is_constant(value) || constant_of(value)->kind != CONSTANT_STR)
        return NULL;
    Constant *docstring = context_alloc(c->context, sizeof *docstring);
    *docstring = constant_of_text(clean_docstring(c->context, constant_of(value)->text));
    return docstring;
}

/* ---- parameters ------------------------------------------------------------------------- */

static void check_parameters(Codegen *c, const ArgumentsNode *arguments) {
    const NodeList *lists[] = {&arguments->posonlyargs, &arguments->args, &arguments->kwonlyargs};
    Node *rest[] = {arguments->vararg, arguments->kwarg};
    for (size_t list = 0; list < 3; list++)
        for (size_t i = 0; i < lists[list]->count; i++)
            check_forbidden_name(c, node_position(lists[list]->items[i]),
                                 ((ArgNode *)lists[list]->items[i])->arg, CONTEXT_STORE);
    for (size_t i = 0; i < 2; i++)
        if (rest[i])
            check_forbidden_name(c, node_position(rest[i]), ((ArgNode *)rest[i])->arg,
                                 CONTEXT_STORE);
}

static void set_parameters(Unit *unit, const ArgumentsNode *arguments) {
    unit->posonlyargcount = arguments->posonlyargs.count;
    unit->argcount = arguments->posonlyargs.count + arguments->args.count;
    unit->kwonlyargcount = arguments->kwonlyargs.count;
    unit->has_varargs = arguments->vararg != NULL;
    unit->has_varkeywords = arguments->kwarg != NULL;
}

static bool emit_keyword_defaults(Codegen *c, CodePosition at, const ArgumentsNode *arguments) {
    size_t count = 0;
    Text *names = context_alloc(c->context, (arguments->kwonlyargs.count + 1) * sizeof *names);
    for (size_t i = 0; i < arguments->kwonlyargs.count; i++) {
        Node *value = arguments->kw_defaults.items[i];
        if (!value)
            continue;
        Name name = context_name(c->context, ((ArgNode *)arguments->kwonlyargs.items[i])->arg);
        names[count++] = context_text(c->context, mangle_in_unit(c, name));
        visit_expression(c, value);
    }
    if (!count)
        return false;
    emit_tuple_of_texts(c, at, names, count);
    emit(c, at, OP_BUILD_CONST_KEY_MAP, count);
    return true;
}

static unsigned emit_defaults(Codegen *c, CodePosition at, const ArgumentsNode *arguments) {
    unsigned flags = 0;
    const NodeList *defaults = &arguments->defaults;
    if (defaults->count) {
        for (size_t i = 0; i < defaults->count; i++)
            visit_expression(c, defaults->items[i]);
        emit(c, at, OP_BUILD_TUPLE, defaults->count);
        flags |= FUNCTION_DEFAULTS;
    }
    if (emit_keyword_defaults(c, at, arguments))
        flags |= FUNCTION_KEYWORD_DEFAULTS;
    return flags;
}

/* ---- annotations ------------------------------------------------------------------------ */

static uint32_t emit_argument_annotation(Codegen *c, CodePosition at, Text name, Node *annotation) {
    if (!annotation)
        return 0;
    Name mangled = mangle_in_unit(c, context_name(c->context, name));
    emit_text(c, at, context_text(c->context, mangled));
    emit_annotation(c, annotation);
    return 2;
}

static uint32_t emit_list_annotations(Codegen *c, CodePosition at, const NodeList *arguments) {
    uint32_t count = 0;
    for (size_t i = 0; i < arguments->count; i++) {
        ArgNode *argument = (ArgNode *)arguments->items[i];
        count += emit_argument_annotation(c, at, argument->arg, argument->annotation);
    }
    return count;
}

static unsigned emit_annotations(Codegen *c, CodePosition at, const ArgumentsNode *arguments,
                                 Node *returns) {
    /* In this order, as CPython has it. */
    uint32_t count = emit_list_annotations(c, at, &arguments->args);
    count += emit_list_annotations(c, at, &arguments->posonlyargs);
    ArgNode *vararg = (ArgNode *)arguments->vararg, *kwarg = (ArgNode *)arguments->kwarg;
    if (vararg)
        count += emit_argument_annotation(c, at, vararg->arg, vararg->annotation);
    count += emit_list_annotations(c, at, &arguments->kwonlyargs);
    if (kwarg)
        count += emit_argument_annotation(c, at, kwarg->arg, kwarg->annotation);
    count += emit_argument_annotation(c, at, context_text(c->context, NAME_RETURN), returns);
    if (!count)
        return 0;
    emit(c, at, OP_BUILD_TUPLE, count);
    return FUNCTION_ANNOTATIONS;
}

/* ---- functions -------------------------------------------------------------------------- */

static void emit_function_body(Codegen *c, FunctionDefNode *node, unsigned flags,
                               int32_t first_line) {
    bool async = node->base.kind == NODE_ASYNC_FUNCTION_DEF;
    unit_enter(c, node->name, async ? UNIT_ASYNC_FUNCTION : UNIT_FUNCTION, node, first_line,
               NAME_NONE);
    Constant *docstring = body_docstring(c, &node->body);
    Constant first = docstring && c->optimize < 2 ? *docstring : constant_none();
    constant_pool_add(c->context, &c->unit->constants, &first);
    set_parameters(c->unit, (ArgumentsNode *)node->args);
    bool generator = c->unit->scope->is_generator || c->unit->scope->is_coroutine;
    if (generator)
        begin_stop_iteration(c);
    NodeList body = node->body;
    if (docstring) {
        body.items++;
        body.count--;
    }
    visit_statements(c, &body);
    if (generator)
        end_stop_iteration(c);
    Code *code = unit_leave(c, !generator);
    emit_closure(c, node_position(&node->base), code, flags);
}

/* [T, ...]: a function around the function, which takes the defaults evaluated outside. */
static void emit_generic_function(Codegen *c, FunctionDefNode *node, unsigned flags,
                                  int32_t first_line) {
    CodePosition at = node_position(&node->base);
    uint32_t count =
        (flags & FUNCTION_DEFAULTS ? 1 : 0) + (flags & FUNCTION_KEYWORD_DEFAULTS ? 1 : 0);
    if (count == 2)
        emit(c, at, OP_SWAP, 2);
    unit_enter(c, generic_name(c, node->name), UNIT_TYPE_PARAMETERS,
               symbol_table_parameters_key(&node->base), first_line, NAME_NONE);
    c->unit->argcount = count;
    emit_type_parameters(c, &node->type_params);
    for (uint32_t i = 0; i < count; i++)
        emit(c, at, OP_LOAD_FAST, i);
    flags |= emit_annotations(c, at, (ArgumentsNode *)node->args, node->returns);
    emit_function_body(c, node, flags, first_line);
    emit(c, at, OP_SWAP, 2);
    emit(c, at, OP_CALL_INTRINSIC_2, INTRINSIC_SET_FUNCTION_TYPE_PARAMS);
    emit(c, at, OP_RETURN_VALUE, 0);
    emit_closure(c, at, unit_leave(c, false), 0);
    if (count)
        emit(c, at, OP_SWAP, count + 1);
    emit(c, at, OP_CALL, count);
}

void emit_function(Codegen *c, FunctionDefNode *node) {
    CodePosition at = node_position(&node->base);
    ArgumentsNode *arguments = (ArgumentsNode *)node->args;
    check_parameters(c, arguments);
    int32_t first_line = node->base.lineno;
    for (size_t i = 0; i < node->decorator_list.count; i++)
        visit_expression(c, node->decorator_list.items[i]);
    if (node->decorator_list.count)
        first_line = node->decorator_list.items[0]->lineno;
    unsigned flags = emit_defaults(c, at, arguments);
    if (node->type_params.count) {
        emit_generic_function(c, node, flags, first_line);
    } else {
        flags |= emit_annotations(c, at, arguments, node->returns);
        emit_function_body(c, node, flags, first_line);
    }
    for (size_t i = node->decorator_list.count; i-- > 0;)
        emit(c, node_position(node->decorator_list.items[i]), OP_CALL, 1);
    emit_name_text(c, at, node->name, CONTEXT_STORE);
}

void emit_lambda(Codegen *c, LambdaNode *node) {
    CodePosition at = node_position(&node->base);
    ArgumentsNode *arguments = (ArgumentsNode *)node->args;
    check_parameters(c, arguments);
    unsigned flags = emit_defaults(c, at, arguments);
    unit_enter(c, context_text(c->context, NAME_LAMBDA_CODE), UNIT_LAMBDA, node, node->base.lineno,
               NAME_NONE);
    Constant none = constant_none();
    constant_pool_add(c->context, &c->unit->constants, &none);
    set_parameters(c->unit, arguments);
    visit_expression(c, node->body);
    emit(c, node_position(node->body), OP_RETURN_VALUE, 0);
    emit_closure(c, at, unit_leave(c, false), flags);
}
